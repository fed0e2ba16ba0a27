"""The card in words, side by side: what a drawing of it means, and its text where nothing is drawn."""

from collections.abc import Iterator

from coordinator.card_layout.back import CAPTION, COMMUNICATION, back_rows, printed, valid_until
from coordinator.card_layout.back import TITLE as BACK_TITLE
from coordinator.card_layout.front import BELOW, front_rows, holds_until
from coordinator.card_layout.front import TITLE as FRONT_TITLE
from coordinator.card_layout.head import PRACTICE
from coordinator.card_layout.rows import CardRow
from coordinator.documents.phrases import sentence
from coordinator.umi.card_facts import qr_excess, qr_text
from coordinator.umi.card_figure import CardFacts


def front_said(facts: CardFacts) -> list[str]:
    """The lines of the front, from its top."""
    who = ", ".join(filter(None, (facts.name, facts.number)))
    rows = map(row_said, front_rows(facts) or [CardRow(facts.nothing[0])])
    phones = (f"{one.who}: {one.name}, {one.number}" for one in facts.phones)
    return list(
        _sentences((FRONT_TITLE, BELOW, *_practice(facts), who, facts.condition, *rows, *phones, facts.source,
                    holds_until(facts)))
    )  # fmt: skip


def back_said(facts: CardFacts) -> list[str]:
    """The lines of the back, from its top."""
    rows = map(row_said, back_rows(facts) or [CardRow(facts.nothing[1])])
    speaks = f"{COMMUNICATION}: {facts.speaks}" if facts.speaks else ""
    square = () if qr_excess(qr_text(facts)) else (" ".join(CAPTION[:2]), *CAPTION[2:])
    return list(_sentences((BACK_TITLE, *_practice(facts), *rows, *square, speaks, printed(facts), valid_until(facts))))


def row_said(row: CardRow) -> str:
    """A row as running text."""
    text = " ".join(row.text.split())
    return " ".join(part for part in (sentence(row.heading), text, row.missing) if part)


def _practice(facts: CardFacts) -> tuple[str, ...]:
    return (" ".join(PRACTICE),) if facts.practice else ()


def _sentences(lines: tuple[str, ...]) -> Iterator[str]:
    return (sentence(line.strip()) for line in lines if line.strip())

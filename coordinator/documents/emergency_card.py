"""*Akutkort för plånboken*: the card in its true size, so many of them, and all it says in letters to read."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coordinator.blocks import Block, Bullets, Cards, Heading, Missing, Paragraph, Rich, Span, led, plain, strong
from coordinator.card_layout.back import back_rows
from coordinator.card_layout.front import front_rows
from coordinator.card_layout.rows import CardRow
from coordinator.document import Document
from coordinator.documents.papers import paper
from coordinator.documents.phrases import sentence
from coordinator.protection import shareable
from coordinator.umi.card_facts import card_facts
from coordinator.umi.card_figure import CardFacts

if TYPE_CHECKING:
    from coordinator.record import Record

TITLE = "Akutkort för plånboken"
KIND = "emergency_card"

HOW = (
    "Skriv ut i verklig storlek, 100 %. Klipp längs linjen, vik på mitten och plasta in. Mät med linjal: det vikta "
    "kortet ska vara 85,6 mm brett."
)
ON_THE_CARD = "Det här står på kortet"
IN_ENGLISH = "Emergency information in English"
_LACKS_ENGLISH = "Saknas på engelska"


def emergency_card_document(record: "Record", copies: int = 1) -> Document:
    """The paper for ``record`` as it is now, with so many cards."""
    return paper(shareable(record), KIND, TITLE, _blocks(card_facts(record), copies))


def _blocks(facts: CardFacts, copies: int) -> Iterator[Block]:
    yield Paragraph(plain(HOW))
    yield Cards(facts, copies)
    yield Heading(ON_THE_CARD)
    who = ", ".join(filter(None, (facts.name, facts.number)))
    yield Paragraph((Span(who, bold=True), Span(f"\n{facts.condition}" if facts.condition else "")))
    yield from _rows(front_rows(facts), facts.nothing[0])
    if facts.phones:
        yield Bullets(tuple(led(f"{one.who}:", f"{one.name}, {one.number}") for one in facts.phones))
    if facts.speaks:
        yield Paragraph(led("Kommunikation:", sentence(facts.speaks)))
    yield Paragraph(plain(" ".join(filter(None, (facts.source, f"Gäller till {facts.valid_until.isoformat()}.")))))
    lacking = [one.heading for one in facts.items if one.lacks_english]
    if lacking:
        rows = ", ".join(f"”{heading}”" for heading in lacking)
        yield Missing(_LACKS_ENGLISH, f"{rows}. Be läkaren om en engelsk text. Programmet översätter inte.")
    yield Heading(IN_ENGLISH, language="en")
    yield from _rows(back_rows(facts), facts.nothing[1])


def _rows(rows: list[CardRow], nothing: str) -> Iterator[Block]:
    if rows:
        yield Bullets(tuple(map(_row, rows)))
    else:
        yield Paragraph(strong(nothing))


def _row(row: CardRow) -> Rich:
    """The row with its text broken where it was."""
    parts = [Span(sentence(row.heading), bold=True)]
    parts += [Span(f" {text}") for text in (row.text, row.missing) if text]
    return tuple(parts)

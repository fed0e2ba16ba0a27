"""The rows of a SIP on paper: as a table, and by number under what region and kommun answer for and what others do."""

from collections.abc import Iterator, Sequence

from coordinator.blocks import (
    Block,
    Bullets,
    Column,
    ColumnKind,
    Heading,
    Missing,
    Paragraph,
    Rich,
    Span,
    Table,
    led,
    plain,
    strong,
)
from coordinator.contact import Huvudman
from coordinator.documents.phrases import shortened
from coordinator.documents.sip_people import paper_texts, who_does
from coordinator.record import Record
from coordinator.sip.belonging import decisions_of
from coordinator.sip.decision import DecisionStatus, SipDecision
from coordinator.sip.legal_points import LegalPoint
from coordinator.sip.process import REGION_AND_KOMMUN, Sip

Row = tuple[int, SipDecision]
"""A row of the plan with the number by which the paper speaks of it."""

_SHORT = 70
"""The letters of a row where it is only pointed to: the whole text stands in the table above."""


def rows_of(record: Record, sip: Sip) -> list[Row]:
    """The rows in their order, numbered from one."""
    return list(enumerate(decisions_of(record, sip.id), 1))


def lower_label(huvudman: Huvudman | None) -> str:
    """The huvudman within a sentence; empty when none is said."""
    return huvudman.label.lower() if huvudman else ""


def standing_rows(record: Record, rows: Sequence[Row]) -> Table:
    """The rows in few columns, for paper that stands."""
    return Table(
        (Column("Behov och mål", 5), Column("Insats", 5), Column("Vem gör", 4), Column("När", 3)),
        tuple(
            (
                (Span(f"{number}. {_need(one)}", bold=True), *_after(f"Mål: {one.goal.strip()}" if one.goal else "")),
                plain(_what(one)),
                (Span(who_does(record, one) or "Ingen ansvarig än"), *_after(_whose(one))),
                _when(one),
            )
            for number, one in rows
        ),
        empty=paper_texts("plan")["no_rows"],
    )


def lying_rows(record: Record, rows: Sequence[Row]) -> Table:
    """The rows with a column for each part, for paper that lies down."""
    return Table(
        (
            Column("Behov", 5), Column("Mål", 5), Column("Insats", 6), Column("Vem gör", 5), Column("Huvudman", 2),
            Column("Börjar", 2, ColumnKind.DATE), Column("Klart senast", 2, ColumnKind.DATE),
        ),
        tuple(
            (
                strong(f"{number}. {_need(one)}"),
                plain(one.goal.strip()),
                plain(_what(one)),
                plain(who_does(record, one) or "Ingen ansvarig än"),
                plain(one.huvudman.label if one.huvudman else ""),
                plain(one.start.isoformat() if one.start else ""),
                plain(due_words(one)),
            )
            for number, one in rows
        ),
        empty=paper_texts("plan")["no_rows"],
    )  # fmt: skip


def _need(one: SipDecision) -> str:
    """The need, after the area of life where it is said."""
    area = one.area.label if one.area else ""
    return ": ".join(filter(None, (area, one.need.strip()))) or "Inget behov skrivet"


def _after(text: str) -> Rich:
    return (Span(f"\n{text}"),) if text else ()


def _what(one: SipDecision) -> str:
    """What is done, and how it went when it has been followed up."""
    text = step_words(one)
    if one.followed_up_on or one.status is not DecisionStatus.NOT_STARTED:
        day = f" {one.followed_up_on.isoformat()}" if one.followed_up_on else ""
        text += f"\n{one.status.label}{day}"
    return f"{text}\nResultat: {one.result.strip()}" if one.result.strip() else text


def _whose(one: SipDecision) -> str:
    return f"Huvudman: {lower_label(one.huvudman)}" if one.huvudman else ""


def _when(one: SipDecision) -> Rich:
    start = f"Börjar {one.start.isoformat()}\n" if one.start else ""
    if one.due is None:
        return plain(f"{start}{due_words(one)}")
    return (Span(f"{start}Klart senast "), Span(one.due.isoformat(), bold=True))


def due_words(one: SipDecision) -> str:
    """The day when it shall be done, or that there is none; nothing more to say of what is done without a day."""
    if one.due is not None:
        return one.due.isoformat()
    return "" if one.status is DecisionStatus.DONE else "Inget datum än"


def step_words(one: SipDecision) -> str:
    """What is to be done, or that nothing is decided."""
    return one.what.strip() or str(paper_texts("plan")["no_step"])


# The other points of the law


def duties(rows: Sequence[Row]) -> Iterator[Block]:
    """What region and kommun each answer for, by the numbers of the rows; and the rows nobody answers for."""
    texts, steps = paper_texts("plan"), [row for row in rows if row[1].what.strip()]
    yield Heading(LegalPoint.HUVUDMAN.label)
    yield Table(
        (Column("Huvudman", 2), Column("Svarar för", 9)),
        tuple((strong(one.label), plain(_listed(steps, one) or texts["no_duty"])) for one in REGION_AND_KOMMUN),
    )
    without = [str(number) for number, one in steps if one.huvudman is None]
    if without:
        yield Missing("Saknas", texts["without_huvudman"].format(numbers=in_a_row(without)))


def _listed(steps: Sequence[Row], huvudman: Huvudman) -> str:
    return "\n".join(f"{number}. {shortened(one.what, _SHORT)}" for number, one in steps if one.huvudman is huvudman)


def in_a_row(words: Sequence[str]) -> str:
    """The words as one says them: "1, 2 och 3"."""
    return " och ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _who_and_whose(record: Record, one: SipDecision) -> str:
    """Within brackets, where what is hidden has no full stop of its own."""
    return ", ".join(filter(None, (who_does(record, one).rstrip("."), lower_label(one.huvudman))))


def others(record: Record, sip: Sip, rows: Sequence[Row]) -> Iterator[Block]:
    """What others than region and kommun do: state, private, associations, and the patient with her family."""
    texts = paper_texts("plan")
    yield Heading(LegalPoint.OTHERS.label)
    ours = (None, *REGION_AND_KOMMUN)
    theirs = [(number, one) for number, one in rows if one.huvudman not in ours and one.what.strip()]
    if theirs:
        yield Bullets(
            tuple(
                (
                    Span(f"{number}. {shortened(one.what, _SHORT)} ", bold=True),
                    Span(f"({_who_and_whose(record, one)})"),
                )
                for number, one in theirs
            )
        )
    if sip.family_does.strip():
        yield Paragraph(led("Jag och min familj gör:", sip.family_does.strip()))
    elif not theirs and sip.nobody_else:
        yield Paragraph(plain(texts["nobody_else"]))
    elif not theirs:
        yield Missing("Inte skrivet än", texts["others_missing"])

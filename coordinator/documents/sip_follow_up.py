"""*Uppföljning av SIP*: a sheet to fill in by hand at the meeting, and the follow-up as it was noted.

The sheet is made of a SIP and asks about each row that is not done. What was noted is made of the latest follow-up: how
a row went is kept on the row itself, so that an earlier one cannot be told as it was.
"""

from collections.abc import Iterator, Sequence
from uuid import UUID

from coordinator.blocks import (
    Block,
    Column,
    ColumnKind,
    Heading,
    Missing,
    Note,
    Paragraph,
    Quote,
    Rich,
    Signatures,
    Span,
    Table,
    led,
    plain,
    strong,
)
from coordinator.document import Document
from coordinator.documents.papers import paper
from coordinator.documents.phrases import sentence
from coordinator.documents.sip_people import paper_texts, who_does
from coordinator.documents.sip_rows import Row, due_words, in_a_row, rows_of, step_words
from coordinator.documents.subject import Subject
from coordinator.protection import shareable
from coordinator.record import Record
from coordinator.sip.belonging import follow_ups_of, sips
from coordinator.sip.decision import DecisionStatus
from coordinator.sip.follow_up import FollowUpDecision, SipFollowUp
from coordinator.sip.process import Sip, SipCloseReason
from coordinator.swedish import weekday_in_words

TITLE = "Uppföljning av samordnad individuell plan"

_ROOM: Rich = plain("\xa0" * 52)
"""Room to write by hand: an empty column would get none beside long texts."""


def follow_up_papers(record: Record) -> list[Subject]:
    """A sheet for each plan that goes on, and the latest follow-up of each plan that has one.

    What was noted today comes before the next sheet: it is what one prints before people rise.
    """
    found: list[Subject] = []
    for sip in sips(record):
        goes_on = sip.established_on and sip.is_open
        sheet = [Subject(sip.id, f"{sip.heading}, att fylla i", sip.number)] if goes_on else []
        latest = follow_ups_of(record, sip.id)[-1:]
        noted = [Subject(one.id, f"{sip.heading}, uppföljd {one.followed_up_on.isoformat()}", sip.number)
                 for one in latest]  # fmt: skip
        is_new = any(one.followed_up_on == record.today for one in latest)
        found += [*noted, *sheet] if is_new else [*sheet, *noted]
    return found


def sip_follow_up_document(record: Record, subject_id: UUID) -> Document:
    """The sheet for the SIP of that id, or the follow-up of that id as it was noted."""
    record = shareable(record)
    noted = next((one for one in record.all(SipFollowUp) if one.id == subject_id), None)
    sip = record.get(Sip, noted.sip_id if noted is not None else subject_id)
    blocks = _sheet(record, sip) if noted is None else _noted(record, sip, noted)
    edition = f"Uppföljning av SIP {sip.number}"
    return paper(record, "sip_follow_up", TITLE, blocks, edition=edition, number=sip.number)


def _plan(sip: Sip) -> str:
    made = f", upprättad {sip.established_on.isoformat()}" if sip.established_on else ""
    return f"Planen är SIP {sip.number}{made}."


# The sheet to fill in


def _sheet(record: Record, sip: Sip) -> Iterator[Block]:
    texts, rows = paper_texts("follow_up"), rows_of(record, sip)
    yield Paragraph(plain(" ".join(filter(None, (texts["what"], _plan(sip), _when(record, sip))))))
    if sip.own_words.strip():
        yield Heading("Det här är viktigt för mig")
        yield Quote(sip.own_words.strip())
    yield Heading("Så tycker jag att det har gått")
    yield Paragraph(led(f"{texts['question']}:", _scale()))
    yield Signatures(tuple(texts["words_lines"]), texts["words_beside"])
    yield Heading("Vad har blivit gjort?")
    yield Table(
        (Column("Insats och vem", 5), Column("Klart senast", 2, ColumnKind.DATE), Column("Så gick det", 3),
         Column("Resultat", 5)),
        tuple(_to_fill_in(record, row) for row in rows if row[1].status is not DecisionStatus.DONE),
        empty=texts["no_rows"],
    )  # fmt: skip
    done = [str(number) for number, one in rows if one.status is DecisionStatus.DONE]
    if done:
        yield Note(texts["done_before"].format(rows=f"insats {in_a_row(done)}"))
    yield Heading("Vad bestämmer vi?")
    yield Paragraph(strong(_boxes(texts["decisions"])))
    yield Signatures(tuple(texts["done_lines"]), texts["done_beside"])


def _when(record: Record, sip: Sip) -> str:
    texts, day = paper_texts("follow_up"), sip.follow_up_on
    if day is None:
        return ""
    return str(texts["late" if day < record.today else "to_come"].format(day=weekday_in_words(day)))


def _scale() -> str:
    return _boxes([f"{number} {word}" for number, word in enumerate(paper_texts("follow_up")["scale"], 1)])


def _boxes(choices: Sequence[str]) -> str:
    """A box before each, which keeps together on its line."""
    return "\xa0 ".join(f"□ {choice}".replace(" ", "\xa0") for choice in choices)


def _to_fill_in(record: Record, row: Row) -> tuple[Rich, ...]:
    _, one = row
    boxes = "\n".join(f"□ {word}" for word in paper_texts("follow_up")["boxes"])
    return _row_heads(record, row), plain(due_words(one)), plain(boxes), _ROOM


def _row_heads(record: Record, row: Row) -> Rich:
    number, one = row
    return (
        Span(f"{number}. {step_words(one)}", bold=True),
        Span(f"\n{who_does(record, one) or 'Ingen ansvarig än'}"),
    )


# The follow-up as it was noted


def _noted(record: Record, sip: Sip, one: SipFollowUp) -> Iterator[Block]:
    texts = paper_texts("follow_up")
    by = f" av {one.followed_up_by.strip()}" if one.followed_up_by.strip() else ""
    yield Paragraph(plain(f"{_plan(sip)} Den följdes upp {weekday_in_words(one.followed_up_on)}{by}."))
    yield Heading("Så tycker jag att det har gått")
    words = one.own_words.strip()
    yield Quote(words) if words else Missing("Saknas", texts["words_missing"])
    yield Paragraph(led(f"{texts['question']}:", judgement_words(one)))
    yield Heading("Vad har blivit gjort?")
    yield Table(
        (Column("Insats och vem", 5), Column("Klart senast", 2, ColumnKind.DATE), Column("Så gick det", 3),
         Column("Resultat", 5)),
        tuple(_as_it_went(record, row) for row in rows_of(record, sip)),
        empty=texts["no_rows"],
    )  # fmt: skip
    yield Heading("Det här bestämdes")
    yield Paragraph(strong(f"{_decided(sip, one)}."))
    if one.note.strip():
        yield Paragraph(plain(one.note.strip()))
    if one.decision is not FollowUpDecision.CLOSE and one.next_on:
        yield Paragraph(led("Nästa uppföljning:", weekday_in_words(one.next_on)))


def judgement_words(one: SipFollowUp) -> str:
    """The patient's judgement with its word: "4 av 5, ganska väl."."""
    texts = paper_texts("follow_up")
    if one.judgement is None or not 1 <= one.judgement <= len(texts["scale"]):
        return str(texts["no_judgement"])
    return f"{one.judgement} av {len(texts['scale'])}, {texts['scale'][one.judgement - 1]}."


def _as_it_went(record: Record, row: Row) -> tuple[Rich, ...]:
    _, one = row
    day = f"\n{one.followed_up_on.isoformat()}" if one.followed_up_on else ""
    return (
        _row_heads(record, row),
        plain(due_words(one)),
        (Span(one.status.label, bold=True), Span(day)),
        plain(sentence(one.result.strip())),
    )


def _decided(sip: Sip, one: SipFollowUp) -> str:
    is_why = one.decision is FollowUpDecision.CLOSE and sip.close_reason not in (None, SipCloseReason.REPLACED)
    why = f": {sip.close_reason.label.lower()}" if is_why and sip.close_reason else ""
    return f"{one.decision.label}{why}"

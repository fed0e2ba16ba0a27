"""*Bekräftelse på avslut*: that a SIP is closed, why, how it went, and how to get help with coordination again."""

from collections.abc import Iterator
from uuid import UUID

from coordinator.blocks import (
    Block,
    Column,
    ColumnKind,
    Fact,
    Facts,
    Heading,
    Missing,
    Note,
    Paragraph,
    Quote,
    Rich,
    Span,
    Table,
    led,
    plain,
)
from coordinator.document import Document
from coordinator.documents.papers import paper
from coordinator.documents.phrases import by_phone, title_of
from coordinator.documents.sip_follow_up import judgement_words
from coordinator.documents.sip_people import legal_ground, paper_texts, who_does
from coordinator.documents.sip_rows import Row, due_words, rows_of, step_words
from coordinator.documents.subject import Subject
from coordinator.documents.times_paper import coordinator_to_ring
from coordinator.protection import shareable
from coordinator.record import Record
from coordinator.sip.belonging import follow_ups_of, sips
from coordinator.sip.decision import DecisionStatus
from coordinator.sip.process import Sip, SipCloseReason

TITLE = "Bekräftelse på avslut"


def closed_sips(record: Record) -> list[Subject]:
    """Every SIP that is closed, the newest first."""
    return [Subject(one.id, one.heading, one.number) for one in sips(record) if one.closed_on]


def sip_closing_document(record: Record, sip_id: UUID) -> Document:
    """The confirmation for one SIP."""
    record = shareable(record)
    sip = record.get(Sip, sip_id)
    edition = f"{TITLE}, SIP {sip.number}"
    return paper(record, "sip_closing", TITLE, _blocks(record, sip), edition=edition, number=sip.number)


def _blocks(record: Record, sip: Sip) -> Iterator[Block]:
    texts = paper_texts("closing")
    if sip.closed_on is None:
        yield Missing("Inte avslutad", texts["not_closed"])
        return
    yield Paragraph(plain(texts["what"]))
    yield Facts(tuple(Fact(label, plain(text)) for label, text in _about(sip) if text.strip()))
    yield from _how_it_went(record, sip)
    yield from _rows(record, sip)
    after = next((one for one in record.all(Sip) if one.replaces_id == sip.id), None)
    if after is not None:
        yield Paragraph(plain(texts["replaced"].format(plan=f"SIP {after.number}")))
    elif sip.close_reason is not SipCloseReason.DECEASED:
        yield from _again(record)
    yield Note(legal_ground("sip", "sip_social_services"))


def _about(sip: Sip) -> Iterator[tuple[str, str]]:
    yield "Plan", f"SIP {sip.number}"
    yield "Upprättad", sip.established_on.isoformat() if sip.established_on else "Blev inte upprättad"
    yield "Avslutad", sip.closed_on.isoformat() if sip.closed_on else ""
    yield "Avslutad av", sip.closed_by
    yield "Orsak", sip.close_reason.label if sip.close_reason else "Inte skriven"
    yield "Om avslutet", sip.close_note


def _how_it_went(record: Record, sip: Sip) -> Iterator[Block]:
    """What the patient said at the last follow-up; nothing when there was none."""
    for last in follow_ups_of(record, sip.id)[-1:]:
        yield Heading("Så tycker jag att det har gått")
        if last.own_words.strip():
            yield Quote(last.own_words.strip())
        words = f"{paper_texts('follow_up')['question']}: {judgement_words(last)}"
        yield Paragraph(led(f"Uppföljning {last.followed_up_on.isoformat()}.", words))


def _rows(record: Record, sip: Sip) -> Iterator[Block]:
    texts, rows = paper_texts("closing"), rows_of(record, sip)
    yield Heading("Så gick det med insatserna")
    yield Table(
        (Column("Insats", 5), Column("Vem", 4), Column("Så gick det", 5), Column("Klart senast", 2, ColumnKind.DATE)),
        tuple(_row(record, row) for row in rows),
        empty=texts["no_rows"],
    )
    if rows and all(one.status is DecisionStatus.DONE for _, one in rows):
        yield Note(texts["all_done"])


def _row(record: Record, row: Row) -> tuple[Rich, ...]:
    number, one = row
    result = f"\n{one.result.strip()}" if one.result.strip() else ""
    return (
        (Span(f"{number}. {step_words(one)}", bold=True),),
        plain(who_does(record, one)),
        (Span(one.status.label, bold=True), Span(result)),
        plain(due_words(one)),
    )


def _again(record: Record) -> Iterator[Block]:
    texts = paper_texts("closing")
    yield Heading(texts["again_heading"])
    yield Paragraph(plain(texts["again"]))
    contact = coordinator_to_ring(record)
    if contact is not None:
        phone = tuple(Span(span.text.replace("\n", ", "), span.bold) for span in by_phone(contact))
        yield Paragraph((Span(f"{texts['again_call'].format(who=title_of(contact))} "), *phone))

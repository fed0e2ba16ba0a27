"""*Mina kontakter*: whom I ring, then every contact by area of life; with more columns on paper that lies down."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from coordinator.appointment import Appointment, AppointmentStatus, has_appointment
from coordinator.blocks import (
    Block,
    Column,
    ColumnKind,
    Heading,
    Missing,
    Note,
    Paragraph,
    Rich,
    Span,
    Table,
    plain,
)
from coordinator.contact import BookedBy, Contact, ContactCategory, ContactStatus
from coordinator.document import Document
from coordinator.documents.coming import visit_of
from coordinator.documents.contact_tables import area, no_contacts, roles_in_words, who
from coordinator.documents.papers import paper
from coordinator.documents.phrases import by_phone, near, reach, safe_channel, workplace_of
from coordinator.documents.times import appointments_to_print
from coordinator.documents.times_paper import clock
from coordinator.documents.whom_to_call import whom_to_call
from coordinator.protection import PROTECTED_WORDS, contacts_to_print, place_is_secret, shareable
from coordinator.record import Record
from coordinator.swedish import full_day, sort_key

TITLE = "Mina kontakter"

_NUMERALS = ("", "", "varannan", "var tredje", "var fjärde", "var femte", "var sjätte", "var sjunde", "var åttonde",
             "var nionde", "var tionde", "var elfte")  # fmt: skip
_YEARS = ("", "varje", "vartannat", "vart tredje", "vart fjärde", "vart femte")

_BOOKED_BY = {
    BookedBy.PATIENT: "jag bokar",
    BookedBy.CARE_CONTACT: "min fasta vårdkontakt bokar",
    BookedBy.UNIT: "mottagningen bokar",
}


@dataclass(frozen=True)
class _Known:
    """What is gathered once for all contacts: their roles in words and the first time booked with each."""

    record: Record
    roles: dict[UUID, str]
    booked: dict[UUID, Appointment]


_Cells = tuple[tuple[Column, Callable[[_Known, Contact], Rich]], ...]
"""A table's columns, each with what fills it."""


def contacts_document(record: Record) -> Document:
    """The paper for ``record`` as it is now. Contacts that are over are not on it."""
    record = shareable(record)
    return paper(record, "contacts", TITLE, _blocks(record, _UPRIGHT))


def contacts_document_landscape(record: Record) -> Document:
    """The same contacts with what each helps with, its safe channel and how often in columns of their own."""
    record = shareable(record)
    return replace(paper(record, "contacts", TITLE, _blocks(record, _LYING)), landscape=True)


def _blocks(record: Record, cells: _Cells) -> Iterator[Block]:
    if place_is_secret(record):
        yield Missing("Skyddat", PROTECTED_WORDS)
    yield from whom_to_call(record)
    yield Heading("Alla mina kontakter")
    contacts = contacts_to_print(record)
    if not contacts:
        yield from no_contacts(record)
        return
    booked = {one.contact_id: one for one in reversed(appointments_to_print(record)) if one.contact_id}
    known = _Known(record, roles_in_words(record), booked)
    yield Paragraph(plain(_how_many(contacts, known)))
    for category in ContactCategory:
        found = [contact for contact in contacts if contact.category is category]
        if found:
            found.sort(key=lambda contact: (contact.id not in known.roles, sort_key(contact.heading)))
            yield Heading(area(category), 3)
            rows = tuple(tuple(fill(known, contact) for _, fill in cells) for contact in found)
            yield Table(tuple(column for column, _ in cells), rows, small=True)
    day = f"{full_day(record.today, record.today)} {record.today.year}"
    yield Note(f"Listan visar det som var inskrivet {day}. Stämmer något inte: säg till vid nästa kontakt.")


def _how_many(contacts: list[Contact], known: _Known) -> str:
    count = "En kontakt." if len(contacts) == 1 else f"{len(contacts)} kontakter."
    if any("samordnar" in known.roles.get(contact.id, "") for contact in contacts):
        return f"{count} Den som håller ihop min vård är märkt med ordet samordnar."
    return f"{count} Ingen är utsedd än att hålla ihop min vård."


def _who(known: _Known, contact: Contact) -> Rich:
    return who(contact, known.roles.get(contact.id, ""))


def _where(_known: _Known, contact: Contact) -> Rich:
    return plain(workplace_of(contact))


def _helps_with(_known: _Known, contact: Contact) -> Rich:
    parts = (contact.responsible_for.strip(), contact.body_area.strip())
    return plain("\n".join(dict.fromkeys(part for part in parts if part)))


def _reached(known: _Known, contact: Contact) -> Rich:
    return reach(contact, known.record.today)


def _phone(_known: _Known, contact: Contact) -> Rich:
    return by_phone(contact)


def _safely(_known: _Known, contact: Contact) -> Rich:
    return plain(safe_channel(contact))


def _next(known: _Known, contact: Contact) -> Rich:
    """The day of the next time, booked or planned, and how the contact stands when it is not an ordinary one."""
    today = known.record.today
    booked, visit = known.booked.get(contact.id), visit_of(contact, today)
    if visit is not None and has_appointment(known.record, contact, visit.day):
        visit = None  # the appointment says more of it, or says that it is called off
    spans: list[Span] = []
    if booked is not None and (visit is None or visit.day < today or booked.day <= visit.day):
        unsure = "önskad tid" if booked.status is AppointmentStatus.PROPOSED else "preliminärt" * booked.preliminary
        hour = clock(booked).partition("–")[0]
        spans = [Span(near(booked.day, today), bold=True), Span(f" {hour}" if hour else ""), *_lines(unsure)]
    elif visit is not None:
        late = [Span("skulle ha varit\n")] if visit.day < today else []
        spans = [*late, Span(near(visit.day, today), bold=True), *_lines("preliminärt" * visit.preliminary)]
    if contact.status is not ContactStatus.ACTIVE:
        spans += _lines(contact.status.label.lower())
    return (replace(spans[0], text=spans[0].text.lstrip("\n")), *spans[1:]) if spans else ()


def _how_often(_known: _Known, contact: Contact) -> Rich:
    booking = _BOOKED_BY[contact.booked_by] if contact.booked_by else ""
    if not booking and contact.called_automatically:
        booking = "jag blir kallad"
    often = ", ".join(part for part in (interval(contact.interval_months), booking) if part)
    return plain(often) if often else ()


def _next_and_how_often(known: _Known, contact: Contact) -> Rich:
    following = _next(known, contact)
    often = _how_often(known, contact)
    return (*following, Span("\n"), *often) if following and often else following or often


def _lines(*texts: str) -> list[Span]:
    return [Span(f"\n{text}") for text in texts if text]


def interval(months: int | None) -> str:
    """How often in words: "var tredje månad", "vartannat år"; empty when it is not known."""
    if not months:
        return ""
    years, rest = divmod(months, 12)
    if rest == 0:
        return f"{_YEARS[years]} år" if years < len(_YEARS) else f"med {years} års mellanrum"
    if months == 1:
        return "varje månad"
    return f"{_NUMERALS[months]} månad" if months < len(_NUMERALS) else f"med {months} månaders mellanrum"


_UPRIGHT: _Cells = (
    (Column("Vem", 5), _who),
    (Column("Var", 5), _where),
    (Column("Så når jag kontakten", 5, ColumnKind.PHONE), _reached),
    (Column("Nästa gång", 6, ColumnKind.DATE), _next_and_how_often),
)
_LYING: _Cells = (
    (Column("Vem", 5), _who),
    (Column("Var", 5), _where),
    (Column("Hjälper mig med", 6), _helps_with),
    (Column("Telefon", 4, ColumnKind.PHONE), _phone),
    (Column("Skriv säkert", 4), _safely),
    (Column("Nästa gång", 3, ColumnKind.DATE), _next),
    (Column("Hur ofta", 3), _how_often),
)

"""All current contacts, one table for each of the eight areas of life."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from coordinator.blocks import Block, Column, ColumnKind, Heading, Missing, Paragraph, Rich, Span, Table, plain
from coordinator.contact import (
    Assignment,
    BookedBy,
    Contact,
    ContactCategory,
    ContactStatus,
    holders,
)
from coordinator.documents.coming import visit_of
from coordinator.documents.phrases import by_phone, is_old, reach, workplace_of
from coordinator.protection import contacts_to_print
from coordinator.record import Record
from coordinator.swedish import sort_key

_COLUMNS = (
    Column("Namn och roll", 4),
    Column("Enhet", 4),
    Column("Ansvarar för", 6),
    Column("Telefon", 3, ColumnKind.PHONE),
    Column("Nästa", 3, ColumnKind.DATE),
)


def no_contacts(record: Record) -> Iterator[Block]:
    """What stands where there is no contact on paper: that there is none, or that those there are do not stand here."""
    if any(contact.is_current for contact in record.all(Contact)):
        yield Paragraph(plain("De kontakter som är inskrivna står inte på papper."))
    else:
        yield Missing("Saknas", "Inga kontakter är inskrivna än. Skriv upp dem tillsammans med mottagningen.")


def my_contacts(record: Record) -> Iterator[Block]:
    """Every contact that is to be on paper exactly once, by area of life."""
    contacts = contacts_to_print(record)
    yield Heading("Mina kontakter")
    if not contacts:
        yield from no_contacts(record)
        return
    count = "En kontakt" if len(contacts) == 1 else f"{len(contacts)} kontakter"
    yield Paragraph(plain(f"{count}. Den som håller ihop min vård är märkt med ordet samordnar."))
    roles = roles_in_words(record)
    for category in ContactCategory:
        found = [contact for contact in contacts if contact.category is category]
        if not found:
            continue
        found.sort(key=lambda contact: (contact.id not in roles, sort_key(contact.heading)))
        yield Heading(area(category), 3)
        yield Table(
            _COLUMNS, tuple(_row(contact, roles.get(contact.id, ""), record.today) for contact in found), small=True
        )


def area(category: ContactCategory) -> str:
    """An area of life as paper says it: LSS is explained nowhere there, so the heading does without it."""
    return "Kommun (stöd, socialtjänst, boende)" if category is ContactCategory.KOMMUN else category.label


def roles_in_words(record: Record) -> dict[UUID, str]:
    """The words for the named roles that each contact holds today."""
    words: dict[UUID, list[str]] = {}
    for assignment in Assignment:
        for held, contact in holders(record, assignment):
            words.setdefault(contact.id, []).append(assignment.label + (", samordnar" if held.main else ""))
    return {contact_id: ", ".join(held) for contact_id, held in words.items()}


def who(contact: Contact, roles: str) -> Rich:
    """Who it is: name, role, the named roles in words (empty when none), and whether one counts in emergencies."""
    name = [Span(contact.heading, bold=True)]
    if contact.role.strip() and contact.role.strip() != contact.heading:
        name.append(Span(f"\n{contact.role.strip()}"))
    if roles:
        name.append(Span(f"\n{roles}", bold=True))
    if contact.important_in_emergency:
        name.append(Span("\nViktig i akut läge", bold=True))
    return tuple(name)


def _row(contact: Contact, roles: str, today: date) -> tuple[Rich, ...]:
    return (
        who(contact, roles),
        plain(workplace_of(contact)),
        plain(contact.responsible_for.strip()),
        _call(contact, today),
        _next(contact, today),
    )


def _call(contact: Contact, today: date) -> Rich:
    """The number; the safe channel where there is no number; and the age of a fact that nobody has checked lately."""
    return by_phone(contact) if contact.phone.strip() and not is_old(contact, today) else reach(contact, today)


def _next(contact: Contact, today: date) -> Rich:
    visit = visit_of(contact, today)
    lines = []
    if visit is not None:
        late = f"{visit.late}\n" if visit.day < today else ""
        lines.append(late + visit.day.isoformat())
        if visit.preliminary:
            lines.append("preliminärt")
    if contact.status is not ContactStatus.ACTIVE:
        lines.append(contact.status.label.lower())
    if contact.booked_by is BookedBy.PATIENT:
        lines.append("jag bokar")
    elif contact.called_automatically:
        lines.append("jag blir kallad")
    return plain("\n".join(lines))

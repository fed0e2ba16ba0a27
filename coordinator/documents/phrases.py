"""Short Swedish phrases that several documents share: sources, days near today, how to reach a contact."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from coordinator.blocks import Rich, Span, plain
from coordinator.contact import Contact
from coordinator.person import Patient
from coordinator.protection import HIDDEN, may_show
from coordinator.record import Record
from coordinator.settings import PRINT_IDENTITY_NUMBER, Setting
from coordinator.swedish import day_in_words, weekday_in_words

_NEAR_DAYS = 180
_OLD_DAYS = 365
_SHORTEST_PART = 20
_BY_ID = "contact by id"


def near(day: date, today: date) -> str:
    """The day with its weekday when it is near: "tis 1 dec"; else with the year: "12 sep 2027"."""
    text = day_in_words(day, today)
    return f"{weekday_in_words(day)[:3]} {text}" if abs((day - today).days) < _NEAR_DAYS else text


def sentence(text: str) -> str:
    """``text`` with a full stop when it has no end of its own."""
    return text if not text or text[-1] in ".!?:…”" else f"{text}."


def shortened(text: str, limit: int = 90) -> str:
    """``text`` on one line and no longer than ``limit`` characters, cut between words where that is possible.

    Only for places that point to the whole text further on.
    """
    one_line = " ".join(text.split())
    if len(one_line) <= limit:
        return one_line
    cut = one_line[: limit - 1]
    at_word = cut.rpartition(" ")[0]
    return f"{(at_word if len(at_word) > _SHORTEST_PART else cut).rstrip(' ,;:')}…"


def source_line(source: str, checked_on: date | None, checked_by: str) -> str:
    """Where a fact comes from, when it was checked and by whom; empty when none of it is known."""
    checked = ""
    if checked_on:
        checked = f"kontrollerad {checked_on.isoformat()}"
    if checked_by.strip():
        checked = f"{checked or 'kontrollerad'} av {checked_by.strip()}"
    parts = [part for part in (f"Källa: {source.strip()}" if source.strip() else "", checked) if part]
    text = ", ".join(parts)
    return sentence(text[:1].upper() + text[1:])


def identity(record: Record, setting: Setting[bool] = PRINT_IDENTITY_NUMBER) -> str:
    """The number, or the birth date where ``setting`` keeps the number off or none is known."""
    patient: Patient = record.patient
    if record.settings[setting] and patient.identity_number is not None:
        return patient.number_as_written
    if patient.birth_date is not None:
        return f"född {patient.birth_date.isoformat()}"
    return "nummer saknas" if patient.identity_number is None else "födelsedatum saknas"


def title_of(contact: Contact) -> str:
    """The contact's name with its role after it: "Amina Wallin, neurolog"."""
    return f"{contact.heading}, {contact.role}" if contact.role and contact.role != contact.heading else contact.heading


def workplace_of(contact: Contact) -> str:
    """Unit and organisation, without what already stands as the contact's name."""
    parts = [contact.unit.strip(), contact.organisation.strip()]
    if not any(parts):
        parts = [contact.care_provider.strip()]
    return ", ".join(dict.fromkeys(part for part in parts if part and part != contact.heading))


def reach(contact: Contact, today: date) -> Rich:
    """How the contact is reached: numbers in bold, hours, the safe channel, and the age of an old fact."""
    spans = [*by_phone(contact)]
    spans += safely(contact)
    if contact.checked_on and is_old(contact, today):
        spans.append(Span(f"\nKontrollerat {contact.checked_on.isoformat()}"))
    return tuple(spans)


def safely(contact: Contact) -> Rich:
    """The safe channel, on a line of its own; nothing when none is known."""
    safe = safe_channel(contact)
    return (Span(f"\nSäkert: {safe}"),) if safe else ()


def safe_channel(contact: Contact) -> str:
    """The safe channel with the note on it; empty when none is known."""
    channel, note = contact.channel.label if contact.channel else "", contact.channel_note.strip()
    # "Brev bara via förmedling" says the channel itself.
    return note if note.casefold().startswith(channel.casefold()) and note else ". ".join(filter(None, (channel, note)))


def is_old(contact: Contact, today: date) -> bool:
    """Whether nobody has checked the contact's facts for a year."""
    return contact.checked_on is not None and (today - contact.checked_on).days > _OLD_DAYS


def by_phone(contact: Contact) -> Rich:
    """The direct number, else the switchboard's, in bold; and when it is answered."""
    number = contact.phone.strip()
    if not number and contact.switchboard.strip():
        number = f"{contact.switchboard.strip()} (växel)"
    if not number:
        return plain("Telefon saknas")
    return (Span(number, bold=True), Span(f"\n{contact.phone_hours.strip()}" if contact.phone_hours.strip() else ""))


def _contacts(record: Record) -> Mapping[UUID, Contact]:
    """The contacts by id, found once: each line of a log asks for one."""
    found: Mapping[UUID, Contact] | None = record.derived.get(_BY_ID)
    if found is None:
        found = record.derived[_BY_ID] = {one.id: one for one in record.all(Contact)}
    return found


def responsible_name(record: Record, written: str, contact_id: UUID | None) -> str:
    """Who answers for an insats or is met at a visit: as written, else the contact; hidden when it may not be named."""
    contact = _contacts(record).get(contact_id) if contact_id is not None else None
    if contact is not None and not may_show(record, contact):
        return HIDDEN
    return written.strip() or (title_of(contact) if contact is not None else "")

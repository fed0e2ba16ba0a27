"""Who has read *Om mig* and who has not: noted for several at once, since the paper comes back with several ticks."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.change import Add, Change
from coordinator.contact import Contact
from coordinator.documents.phrases import title_of
from coordinator.entry_name import name_of
from coordinator.errors import RuleError
from coordinator.own_words import written_about_me
from coordinator.story_reading import StoryReading
from coordinator.swedish import folded, sort_key

if TYPE_CHECKING:
    from coordinator.record import Record


@dataclass(frozen=True)
class Reader:
    """One reading: whose it is, in words, and whether *Om mig* has been written anew after it."""

    reading: StoryReading
    name: str = field(repr=False)
    changed_since: bool


def readers(record: "Record") -> list[Reader]:
    """Every reading, the newest first; those of one day by name."""
    contacts: dict[UUID | None, Contact] = {one.id: one for one in record.all(Contact)}
    found = [
        Reader(one, _name(one, contacts.get(one.contact_id)), changed_since(record, one.read_on))
        for one in record.all(StoryReading)
    ]
    found.sort(key=lambda one: sort_key(one.name))
    return sorted(found, key=lambda one: one.reading.read_on, reverse=True)


def _name(reading: StoryReading, contact: Contact | None) -> str:
    return reading.who.strip() or (title_of(contact) if contact is not None else name_of(reading))


def changed_since(record: "Record", day: date) -> bool:
    """Whether *Om mig* was written after ``day``; what was written the same day counts as read."""
    one = written_about_me(record)
    return one is not None and one.written_on is not None and one.written_on > day


def who_has_not_read(record: "Record") -> list[Contact]:
    """The contacts that still hold and have not read what stands there now, by name."""
    have = {one.contact_id for one in record.all(StoryReading) if not changed_since(record, one.read_on)}
    found = [one for one in record.all(Contact) if one.is_current and one.id not in have]
    return sorted(found, key=lambda one: (sort_key(title_of(one)), str(one.id)))


def note_readings(
    record: "Record", /, contact_ids: Collection[UUID] = (), others: Collection[str] = (), *, read_on: date
) -> Change:
    """Those contacts, and the ``others`` who are no contacts, have read *Om mig* on that day.

    RuleError when nobody is chosen, the day is yet to come, or one of them is noted for that day already.
    """
    names = [name for other in others if (name := " ".join(other.split()))]
    if not contact_ids and not names:
        raise RuleError("Ingen är vald", "Kryssa för den som har läst, eller skriv ett namn.")
    if read_on > record.today:
        raise RuleError("Dagen ligger i framtiden", "Skriv den dag det lästes.")
    whose = [record.get(Contact, one).id for one in contact_ids]
    new = [StoryReading(patient_id=record.patient_id, contact_id=one, read_on=read_on) for one in whose]
    new += [StoryReading(patient_id=record.patient_id, who=name, read_on=read_on) for name in names]
    known = {_person(one) for one in record.all(StoryReading) if one.read_on == read_on}
    people = {_person(one) for one in new}
    if known & people or len(people) < len(new):
        raise RuleError(
            "Det är redan noterat",
            "En av dem står redan som läsare den dagen. Ta bort det krysset eller namnet, eller välj en annan dag.",
        )
    title = "En läsning av Om mig är noterad" if len(new) == 1 else f"{len(new)} läsningar av Om mig är noterade"
    return Change(title, tuple(Add(one) for one in new))


def _person(reading: StoryReading) -> UUID | str:
    """Who it is, the same for the same person however the name is written."""
    return reading.contact_id or folded(reading.who)

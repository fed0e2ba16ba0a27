"""Reminders (bevakningar): something to be done, by whom and by when, until it is done with a note."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.change import Change, Edit
from coordinator.entity import Entity, attr, entity
from coordinator.errors import RuleError

if TYPE_CHECKING:
    from coordinator.record import Record


@entity("reminder", "Bevakning", since=2)
class Reminder(Entity):
    """One thing to see to. It always has somebody who holds it and a day."""

    what: str = attr("Bevaka")
    owner: str = attr("Ansvarig")
    due: date = attr("Datum")
    contact_id: UUID | None = attr("Kontakt", default=None, refers_to="contact")
    log_entry_id: UUID | None = attr("Ur kontaktloggen", default=None, refers_to="contact_log_entry")
    note: str = attr("Anteckning", default="", long=True)
    first_due: date | None = attr("Ursprungligt datum", default=None)
    postponed_because: str = attr("Uppskjuten därför att", default="")
    done_on: date | None = attr("Klar", default=None)
    done_note: str = attr("Hur det gick", default="", long=True)

    def problems(self, record: "Record") -> Iterator[str]:
        if not self.what.strip():
            yield "Skriv vad som ska bevakas."
        if not self.owner.strip():
            yield "Skriv vem som har bevakningen."
        if self.done_on and not self.done_note.strip():
            yield "Skriv hur det gick när bevakningen är klar."
        if self.done_on and self.done_on > record.today:
            yield "Bevakningen kan inte vara klar i framtiden."


def open_reminders(record: "Record") -> list[Reminder]:
    """Those that are not done, the earliest first."""
    return sorted((one for one in record.all(Reminder) if one.done_on is None), key=lambda one: one.due)


def late_reminders(record: "Record") -> list[Reminder]:
    """Those whose day has passed, the latest to be waited for last."""
    return [one for one in open_reminders(record) if one.due < record.today]


def coming_weeks(record: "Record") -> dict[tuple[int, int], list[Reminder]]:
    """Those that are due today or later, by ISO year and week, the earliest first."""
    weeks: dict[tuple[int, int], list[Reminder]] = {}
    for one in open_reminders(record):
        if one.due >= record.today:
            year, number, _ = one.due.isocalendar()
            weeks.setdefault((year, number), []).append(one)
    return weeks


def done_reminders(record: "Record") -> list[Reminder]:
    """Those that are done, the newest first."""
    done = [one for one in record.all(Reminder) if one.done_on is not None]
    return sorted(done, key=lambda one: (one.done_on or date.min, one.due), reverse=True)


def finish_reminder(record: "Record", /, reminder_id: UUID, *, note: str) -> Change:
    """The reminder is done today; ``note`` says how it went."""
    reminder = record.get(Reminder, reminder_id)
    if reminder.done_on:
        raise RuleError("Bevakningen är redan klar", f"Den blev klar {reminder.done_on.isoformat()}.")
    return Change("Bevakning klar", (Edit(replace(reminder, done_on=record.today, done_note=note)),))


def postpone_reminder(record: "Record", /, reminder_id: UUID, *, to: date, because: str) -> Change:
    """The reminder is due on a later day; the first day it was due is kept."""
    reminder = record.get(Reminder, reminder_id)
    if reminder.done_on:
        raise RuleError("Bevakningen är redan klar", "Den kan inte skjutas upp. Gör en ny.")
    if not because.strip():
        raise RuleError("Orsaken saknas", "Skriv varför bevakningen skjuts upp.")
    if to <= max(reminder.due, record.today):
        raise RuleError("Datumet är inte senare", "Välj en dag efter i dag och efter bevakningens datum.")
    later = replace(reminder, due=to, first_due=reminder.first_due or reminder.due, postponed_because=because)
    return Change("Bevakning uppskjuten", (Edit(later),))

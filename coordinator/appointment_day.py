"""What a time asks for as its day comes and goes: an interpreter, another day, and whether it came to pass."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from coordinator.appointment import Appointment, AppointmentStatus
from coordinator.change import Change, Edit
from coordinator.entity import Knowledge
from coordinator.errors import RuleError
from coordinator.swedish import MONTHS, SWEDEN, short_day, week
from coordinator.time_reader import find_day, find_hours

if TYPE_CHECKING:
    from coordinator.record import Record

OUTCOMES = {
    AppointmentStatus.FULFILLED: "Besök genomfört",
    AppointmentStatus.NO_SHOW: "Patienten uteblev",
    AppointmentStatus.CANCELLED: "Besök avbokat",
}
"""What may become of a time, and what such a change is called."""


@dataclass(frozen=True)
class NewTime:
    """Another day for a time. starts: None when no hour was said, and none was known before."""

    day: date
    starts: time | None
    words: str = field(repr=False)


def asks_how_it_went(record: "Record", one: Appointment) -> bool:
    """Whether the time is over and nobody has said whether it came to pass."""
    if not one.is_coming or one.day > record.today:
        return False
    if one.day < record.today:
        return True
    begins = datetime.combine(one.day, one.starts, SWEDEN) if one.starts else None
    ends = one.span[1] if one.span else begins
    return ends is not None and ends <= record.now


def lacks_interpreter(record: "Record", one: Appointment) -> bool:
    """Whether an interpreter is needed and nobody has booked one for the time, which is still to come."""
    needed = record.patient.interpreter_need is Knowledge.SOME
    return needed and one.is_coming and not one.interpreter_booked and not asks_how_it_went(record, one)


def note_outcome(record: "Record", /, appointment_id: UUID, *, outcome: AppointmentStatus) -> Change:
    """The time came to pass, or did not."""
    one = _still_open(record, appointment_id)
    return Change(OUTCOMES[outcome], (Edit(replace(one, status=outcome)),))


def move_appointment(record: "Record", /, appointment_id: UUID, *, to: date, starts: time | None) -> Change:
    """The same time on another day. An interpreter who was booked for the old day must be booked anew."""
    one = _still_open(record, appointment_id)
    if to < record.today:
        raise RuleError(
            "Den dagen har varit", "Skriv en dag som kommer. Var dagen fel från början: ändra den i fältet."
        )
    if (to, starts) == (one.day, one.starts):
        raise RuleError("Det är samma tid som förut", "Skriv den nya dagen.")
    changed: dict[str, Any] = {"day": to, "starts": starts}
    if one.interpreter_booked:
        changed["interpreter_booked"] = False
    return Change("Besök flyttat", (Edit(replace(one, **changed)),))


def read_new_time(record: "Record", one: Appointment, text: str) -> NewTime:
    """What "tis 1 dec 10.30" makes of a time; without an hour it keeps the one it has. RuleError when it tells no day.

    An hour alone is another hour of the same day.
    """
    hours = find_hours(text)
    day = find_day(hours.rest if hours else text, record.today)
    if hours is None and day is None:
        raise RuleError("Dagen går inte att läsa", "Skriv till exempel tis 1 dec 10.30.")
    starts = hours.value.starts if hours else one.starts
    said = [short_day(day.value if day else one.day, record.today)]
    if starts is not None:
        said.append(f"{starts:%H:%M}" + ("" if hours else ", samma klockslag som förut"))
    words = " ".join(said)
    if one.interpreter_booked:
        words += ". Tolken behöver bokas om."
    return NewTime(day.value if day else one.day, starts, words)


def week_in_words(day: date, today: date) -> str:
    """The week of ``day`` with its days: "v. 48, 23–29 nov", "v. 49, 30 nov–6 dec", "v. 53 2026, 28 dec–3 jan"."""
    first = day - timedelta(days=day.weekday())
    last = first + timedelta(days=6)
    from_month, to_month = MONTHS[first.month - 1][:3], MONTHS[last.month - 1][:3]
    days = f"{first.day}{f' {from_month}' if first.month != last.month else ''}–{last.day} {to_month}"
    number = week(day)
    year = f" {last.year}" if short_day(day, today).endswith(f" {day.year}") and number.count(" ") == 1 else ""
    return f"{number}, {days}{year}"


def _still_open(record: "Record", appointment_id: UUID) -> Appointment:
    one = record.get(Appointment, appointment_id)
    if not one.is_coming:
        raise RuleError(
            "Besöket är redan avslutat", f"Det har status {one.status.label}. Ändra den om den inte stämmer."
        )
    return one

"""What each time says in its line: those that ask how it went, those to come by week, and those that have been."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from itertools import groupby
from uuid import UUID

from coordinator.appointment import Appointment, AppointmentForm, AppointmentStatus
from coordinator.appointment_day import asks_how_it_went, lacks_interpreter, week_in_words
from coordinator.contact import Contact
from coordinator.documents.coming import visit_of
from coordinator.documents.phrases import title_of
from coordinator.documents.times import what_for
from coordinator.record import Record
from coordinator.swedish import how_late, short_day
from ui.chips import DONE, FACT, GAP, Sign
from ui.entry_lines.line import Line

_STATUS = {
    AppointmentStatus.FULFILLED: Sign("Genomförd", DONE, "check"),
    AppointmentStatus.CANCELLED: Sign("Avbokad", FACT, "x"),
    AppointmentStatus.NO_SHOW: Sign("Uteblev", FACT, "circle-alert"),
}


@dataclass(frozen=True)
class Week:
    """A week and the lines of its times."""

    title: str
    note: str
    lines: tuple[Line, ...] = field(repr=False)


@dataclass(frozen=True)
class Times:
    """Every time of a patient, as lines. elsewhere: how many of those to come stand with a contact only."""

    asking: tuple[Line, ...] = field(repr=False)
    coming: tuple[Line, ...] = field(repr=False)
    past: tuple[Line, ...] = field(repr=False)
    days: Mapping[UUID, date] = field(repr=False)
    elsewhere: int

    def weeks(self, lines: tuple[Line, ...], today: date) -> list[Week]:
        """The lines of times to come, by week."""
        found = []
        for _, there in groupby(lines, key=lambda line: self.days[line.id].isocalendar()[:2]):
            of_week = tuple(there)
            day = self.days[of_week[0].id]
            weeks_ahead = (day.toordinal() - day.weekday() - (today.toordinal() - today.weekday())) // 7
            note = {0: "denna vecka", 1: "nästa vecka"}.get(weeks_ahead, "")
            found.append(Week(week_in_words(day, today), note, of_week))
        return found


def times(record: Record) -> Times:
    """The times of ``record``."""
    contacts = {one.id: one for one in record.all(Contact)}
    known = {(one.contact_id, one.day) for one in record.all(Appointment)}
    asking: list[Appointment] = []
    past: list[Appointment] = []
    coming: list[tuple[date, time, Line]] = []
    days: dict[UUID, date] = {}
    for one in record.all(Appointment):
        if asks_how_it_went(record, one):
            asking.append(one)
        elif one.is_coming or one.day > record.today:
            days[one.id] = one.day
            coming.append((one.day, one.starts or time.min, _line(one, record, contacts)))
        else:
            past.append(one)
    elsewhere = 0
    for contact in contacts.values():
        day = contact.next_contact
        if contact.is_current and day and day >= record.today and (contact.id, day) not in known:
            days[contact.id] = day
            elsewhere += 1
            coming.append((day, time.min, _planned(contact, day, record)))
    coming.sort(key=lambda found: found[:2])
    newest = [sorted(some, key=_when, reverse=True) for some in (asking, past)]
    return Times(
        tuple(_line(one, record, contacts) for one in newest[0]),
        tuple(line for *_, line in coming),
        tuple(_line(one, record, contacts) for one in newest[1]),
        days,
        elsewhere,
    )


def called(one: Appointment, today: date) -> str:
    """What to call a time in a sentence: "Tiden mån 30 nov"."""
    return f"Tiden {short_day(one.day, today)}"


def _when(one: Appointment) -> tuple[date, time]:
    return one.day, one.starts or time.min


def _line(one: Appointment, record: Record, contacts: Mapping[UUID, Contact]) -> Line:
    contact = contacts.get(one.contact_id) if one.contact_id else None
    who = one.with_whom.strip() or (title_of(contact) if contact else "")
    what = what_for(one)
    about = [who, one.place.strip(), f"{one.minutes} min" if one.minutes else ""]
    if one.companion.strip():
        about.append(f"följer med: {one.companion.strip()}")
    asks = asks_how_it_went(record, one)
    return Line(
        one.id,
        what,
        (short_day(one.day, record.today), f"{one.starts:%H:%M}" if one.starts else ""),
        ", ".join(part for part in about if part),
        tuple(_signs(one, record, asks=asks)),
        icon="circle-dashed" if asks else "",
        role="amber" if asks else "ink" if one.is_coming else "grey",
        asks=asks,
    )


def _signs(one: Appointment, record: Record, *, asks: bool) -> list[Sign]:
    if one.status in _STATUS:
        return [_STATUS[one.status]]
    found = []
    if asks:
        found.append(Sign(how_late(one.day, record.today), GAP, "clock"))
    if lacks_interpreter(record, one):
        found.append(Sign("Tolk ej bokad", GAP, "languages"))
    elif one.interpreter_booked and not asks:
        found.append(Sign("Tolk bokad", FACT, "languages"))
    if one.status is AppointmentStatus.PROPOSED:
        found.append(Sign("Önskad tid", FACT))
    if one.preliminary:
        found.append(Sign("Preliminär", FACT))
    if one.movable and not asks:
        found.append(Sign("Kan flyttas", FACT))
    if one.form is not AppointmentForm.VISIT and what_for(one) != one.form.label:
        found.append(Sign(one.form.label, FACT))
    return found


def _planned(contact: Contact, day: date, record: Record) -> Line:
    """A day that is planned with a contact, and is no time yet."""
    visit = visit_of(contact, record.today)
    who = visit.who if visit is not None else title_of(contact)
    return Line(
        contact.id,
        visit.what if visit is not None else "Planerad kontakt",
        (short_day(day, record.today), ""),
        ", ".join(part for part in (who, "planerad i Kontakter") if part),
        (Sign("Preliminär", FACT),) if contact.next_is_preliminary else (),
        role="grey",
        elsewhere=True,
    )

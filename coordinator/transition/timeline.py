"""A patient's timeline: every contact with its swap, and the days of law, support and stages around them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.appointment import Appointment
from coordinator.contact import Contact
from coordinator.date_rule import DateRule, DateSign, RuleGroup
from coordinator.dates import OF_AGE, dates_of
from coordinator.swedish import add_months, age
from coordinator.transition.belonging import plan_of, transitions
from coordinator.transition.days import swap_day
from coordinator.transition.guardian_lane import guardian_lane
from coordinator.transition.kinds import rule_of
from coordinator.transition.standing import SwapState, state_of
from coordinator.transition.swap import Transition
from coordinator.transition.timeline_figure import Booking, Lane, Mark, Timeline, Years
from coordinator.transition.who import receiver_words, sender, sender_name

if TYPE_CHECKING:
    from coordinator.record import Record

UNTIL_AGE = 25
_BEFORE, _LEAST, _AFTER = 3, 24, 12
"""It begins so many months before today, and goes on so many after it and after the last day of a lane at least."""


def timeline(record: "Record", until_age: int = UNTIL_AGE) -> Timeline:
    """The timeline of the record as it is now, until the patient is so old or as long as there is something planned."""
    lanes = sorted(_lanes(record), key=_order)
    first, last = _span(record, lanes, until_age)
    marks = tuple(_marks(record.patient.birth_date, record.today, last))
    days = {mark.day for mark in marks if mark.day != last} | {day for lane in lanes for day in _days(lane)}
    years = _years(first, last, {day.year for day in days}, record.patient.birth_date)
    return Timeline(first, last, record.today, years, marks, tuple(lanes))


def _lanes(record: "Record") -> Iterator[Lane]:
    plan = plan_of(record)
    guardians = guardian_lane(record, plan.track if plan is not None else None)
    if guardians is not None:
        yield guardians
    coming: dict[UUID | None, list[Booking]] = {}
    for visit in record.all(Appointment):
        if visit.is_coming and visit.day >= record.today and visit.contact_id is not None:
            coming.setdefault(visit.contact_id, []).append(Booking(visit.day, visit.what.strip() or visit.form.label))
    yield from (_lane(record, one, coming) for one in transitions(record) if one.dropped_on is None)


def _lane(record: "Record", one: Transition, coming: Mapping[UUID | None, Sequence[Booking]]) -> Lane:
    swap = one.completed_on or (None if one.same_unit else swap_day(record, one))
    visits = [*coming.get(one.contact_id, ()), *coming.get(one.receiver_contact_id, ())]
    noted = {one.last_visit_on: "Sista besöket", one.first_visit_on: _capital(rule_of(one.kind).first_visit)}
    known = [Booking(day, text) for day, text in noted.items() if day is not None and day >= record.today]
    return Lane(
        id=one.id,
        title=_title(one, sender(record, one)),
        kind=one.kind,
        today_words=sender_name(record, one),
        swap=swap,
        state=state_of(one),
        then_words="" if one.same_unit else receiver_words(record, one),
        joint=one.joint_meeting_held_on or one.joint_meeting_on,
        bookings=tuple(sorted({*visits, *known}, key=lambda visit: (visit.day, visit.text))),
        late=one.is_open and swap is not None and swap < record.today,
    )


def _title(one: Transition, contact: Contact | None) -> str:
    """Where the contact belongs, in few words, which the name in the lane does not say already."""
    if contact is None:
        return one.kind.label
    said = (contact.body_area, contact.unit, contact.organisation, contact.role)
    title = next((text.strip() for text in said if text.strip() and text.strip() != contact.heading), "")
    return _capital(title) or one.kind.label


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _order(lane: Lane) -> tuple[bool, bool, date, str]:
    """By the day of the swap; then those without a day, and last those where the unit is the same."""
    return lane.state is SwapState.SAME, lane.swap is None, lane.swap or date.max, lane.title


def _days(lane: Lane) -> Iterator[date]:
    """Every day of a lane that is to have room."""
    yield from (visit.day for visit in lane.bookings)
    yield from (day for day in (lane.swap, lane.joint) if day is not None)


def _span(record: "Record", lanes: list[Lane], until_age: int) -> tuple[date, date]:
    born, today = record.patient.birth_date, record.today
    days = [day for lane in lanes for day in _days(lane)]
    ends = [add_months(today, _LEAST), *(add_months(day, _AFTER) if day.year < date.max.year else day for day in days)]
    if born is not None and born.year + until_age <= date.max.year:
        ends.append(add_months(born, 12 * until_age))
    return add_months(today, -_BEFORE), max(ends)


def _marks(born: date | None, today: date, last: date) -> Iterator[Mark]:
    """The days that are to come; birthdays on which several things are said are one."""
    if born is None:
        return
    ages: dict[date, list[DateRule]] = {}
    found = [(rule, day) for rule, day in dates_of(born) if today <= day <= last and rule.group is not RuleGroup.RECORD]
    for rule, day in found:
        if rule.sign is DateSign.AGE:
            ages.setdefault(day, []).append(rule)
    for rule, day in found:
        if rule.sign is not DateSign.AGE:
            yield Mark(day, rule.name, rule.sign)
        elif rules := ages.pop(day, None):
            rules.sort(key=lambda one: one.key != OF_AGE)
            names = ", ".join(one.name[:1].lower() + one.name[1:] for one in rules)
            yield Mark(day, f"{age(born, day)} år: {names}", rule.sign, important=rules[0].key == OF_AGE)


def _years(first: date, last: date, busy: set[int], born: date | None) -> tuple[Years, ...]:
    """The years of the head; those in a row in which nothing happens are one."""
    found: list[Years] = []
    for year in range(first.year, last.year + 1):
        calm = year not in busy and year != first.year
        if calm and found and found[-1].calm:
            found[-1] = Years(found[-1].first, year, calm=True)
        else:
            found.append(Years(year, year, year - born.year if born is not None else None, calm))
    return tuple(found)

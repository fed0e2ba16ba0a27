"""The facts that one patient's record gives to the indicators, with the days that let former quarters be told too.

A record says how it is now, and since when. Where it does not say since when, the fact begins today: former days are
then told without it, never guessed. What contradicts itself, such as an assignment that ends before it begins, is no
fact. What lies ahead is one, and counts when its day has come.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from coordinator.benefit.certificate import Certificate
from coordinator.benefit.waiting import waited_days
from coordinator.contact import Assignment, Contact, ContactRole
from coordinator.indicators.fact import Fact, FactKind
from coordinator.indicators.plan_spans import plan_spans
from coordinator.indicators.sip_days import sip_days
from coordinator.transition.swap import Transition
from coordinator.umi.belonging import answer_of, current_rows, is_answered
from coordinator.umi.kinds import ASKED_OF, AlertGroup

if TYPE_CHECKING:
    from coordinator.record import Record

_SPANS = {
    Assignment.FIXED_CARE_CONTACT: FactKind.CARE_CONTACT,
    Assignment.FIXED_PHYSICIAN_CONTACT: FactKind.PHYSICIAN_CONTACT,
}


def facts(record: "Record") -> list[Fact]:
    """Every fact of the record, those of one kind after each other; none of who was never here, as far as is known."""
    here = _here(record)
    if here is None:
        return []
    start, end = here
    found = [_span(record, FactKind.HERE, start, end), *_held(record), *_informed(record)]
    found += [_span(record, FactKind.CURRENT_PLAN, *span) for span in plan_spans(record)]
    found += [_span(record, FactKind.ALERTS_ANSWERED, since, None) for since in _answered_since(record)]
    found += [
        _span(record, FactKind.TRANSITION, record.today, None, int(one.has_receiver))
        for one in record.all(Transition)
        if one.is_open
    ]
    # What happened before anybody knows that she was here is ours as far as is known: the record is.
    begun = record.patient.enrolled_on or date.min
    found += [one for one in _events(record) if begun.isoformat() <= one.start and (not end or one.start <= str(end))]
    return [one for one in found if not one.end or one.start <= one.end]


def _here(record: "Record") -> tuple[date, date | None] | None:
    """From when to when the patient was here: until the day before the status that ended it, resting or not."""
    patient = record.patient
    if patient.status.goes_on:
        return patient.enrolled_on or record.today, None
    if patient.enrolled_on is None or patient.status_on is None or patient.status_on == date.min:
        return None
    return patient.enrolled_on, patient.status_on - timedelta(days=1)


def _held(record: "Record") -> Iterator[Fact]:
    for role in _roles(record):
        yield _span(record, _SPANS[role.assignment], role.start, role.end)


def _informed(record: "Record") -> Iterator[Fact]:
    for role in _roles(record):
        if role.assignment is Assignment.FIXED_CARE_CONTACT and role.informed_on is not None:
            yield _span(record, FactKind.INFORMED, max(role.start, role.informed_on), role.end)


def _roles(record: "Record") -> Iterator[ContactRole]:
    """Without those that go on though the contact is over: since when nobody answers is not known."""
    current = {contact.id for contact in record.all(Contact) if contact.is_current}
    for role in record.all(ContactRole):
        is_over = role.end is not None and role.end < record.today
        if is_over or role.contact_id in current:
            yield role


def _answered_since(record: "Record") -> Iterator[date]:
    """Since when every group is answered, that is the last of them; nothing when one is not."""
    days = [_group_answered_on(record, group) for group in ASKED_OF]
    known = [day for day in days if day is not None]
    if len(known) == len(days):
        yield max(known)


def _group_answered_on(record: "Record", group: AlertGroup) -> date | None:
    answer = answer_of(record, group)
    if answer is not None and is_answered(record, group):
        return answer.checked_on or record.today
    rows = current_rows(record, group)  # taken in with a file: somebody has found something without being asked
    if not rows:
        return None
    return min((one.checked_on for one in rows if one.checked_on), default=record.today)


def _events(record: "Record") -> Iterator[Fact]:
    for planned, in_time in sip_days(record):
        yield _span(record, FactKind.SIP_FOLLOW_UP, planned, planned, int(in_time))
    for one in record.all(Certificate):
        days = waited_days(one, record.today)
        if one.issued_on is not None and days is not None:
            yield _span(record, FactKind.CERTIFICATE, one.issued_on, one.issued_on, days)


def _span(record: "Record", kind: FactKind, start: date, end: date | None, value: int = 0) -> Fact:
    return Fact(str(record.patient_id), kind.stored, start.isoformat(), end.isoformat() if end else "", value)

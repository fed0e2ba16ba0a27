"""Going home from hospital: which day is the last for what the law on discharge asks for, and what was done of it.

How long each takes is data (`coordinator.discharge_rule`), with its source. A rule that is changed is written once more
with the day from which the new one holds; a stay is under the rule of its own day.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from coordinator.change import Add, Change, Edit
from coordinator.dates import date_rules
from coordinator.discharge_rule import DischargeRule
from coordinator.errors import RuleError
from coordinator.hospital_stay import HospitalStay
from coordinator.person import PatientStatus
from coordinator.refusing import require_not_before, require_passed
from coordinator.sip.belonging import invitations_of, meetings_of, stays
from coordinator.sip.process import Sip
from coordinator.sip.standing import SipStep, standing
from coordinator.swedish import SWEDEN

if TYPE_CHECKING:
    from coordinator.record import Record

ADMISSION_NOTICE, SIP_INVITATION, WRITTEN_SUMMARY = "admission_notice", "sip_invitation", "written_summary"


@dataclass(frozen=True)
class Clock:
    """One thing that is waited for in a stay. ``due`` is the last moment for it; of a day, the end of it.

    by_the_hour: ``due`` is an hour and not only a day. done_on: the day it was done, when that is known.
    """

    key: str
    name: str
    due: datetime
    done: bool
    late: bool
    source: str
    by_the_hour: bool
    should_have: str
    done_on: date | None
    rule: DischargeRule

    @property
    def day(self) -> date:
        """The last day for it, in Sweden."""
        return self.due.astimezone(SWEDEN).date()


def discharge_rules() -> tuple[DischargeRule, ...]:
    """Every rule in force, also those that have been followed by others, and those that cannot be used."""
    return date_rules().discharge


def clocks(record: "Record", stay: HospitalStay, rules: Sequence[DischargeRule] | None = None) -> list[Clock]:
    """What has begun to count in the stay, in the order of the rules; nothing of somebody who has died."""
    if record.patient.status is PatientStatus.DECEASED:
        return []
    every = discharge_rules() if rules is None else rules
    found = (_clock(record, stay, key, every) for key in dict.fromkeys(one.key for one in every))
    return [one for one in found if one is not None]


def waited_for(record: "Record") -> Iterator[tuple[HospitalStay, Clock]]:
    """What remains to be done in every stay, each with its stay."""
    for stay in stays(record):
        yield from ((stay, one) for one in clocks(record, stay) if not one.done)


def is_going_on(record: "Record", stay: HospitalStay) -> bool:
    """Whether something of the stay remains: the patient is there, or something is waited for."""
    return stay.discharged_on is None or any(not one.done for one in clocks(record, stay))


def sip_of(record: "Record", stay: HospitalStay) -> Sip | None:
    """The SIP that was begun for the stay."""
    return next((one for one in record.all(Sip) if one.id == stay.sip_id), None)


def admit(record: "Record", /, **fields: Any) -> Change:
    """A stay begins; ``fields`` are those of `HospitalStay`. Who is in hospital already is not admitted once more."""
    if fields.get("admitted_at") is None:
        raise RuleError("Tiden saknas", "Skriv när patienten skrevs in, till exempel i går 14:00.", field="admitted_at")
    if fields.get("discharged_on") is None and any(one.discharged_on is None for one in record.all(HospitalStay)):
        raise RuleError(
            "Patienten är redan inskriven",
            "Skriv först när patienten skrevs ut därifrån. Har patienten flyttat inom sjukhuset: ändra avdelningen.",
            field="hospital",
        )
    return Change("Inskrivning på sjukhus registrerad", (Add(HospitalStay(patient_id=record.patient_id, **fields)),))


def note_notice(record: "Record", /, stay_id: UUID, *, at: datetime | None = None) -> Change:
    """The hospital's notice of the admission came, now if no other moment is told."""
    at = at or record.now
    if _is_after(at, record.now):
        raise RuleError("Tiden ligger i framtiden", "Skriv när meddelandet kom.", field="notice_at")
    return _noted(record, stay_id, "Inskrivningsmeddelande noterat", _day(at), notice_at=at)


def note_ready(record: "Record", /, stay_id: UUID, *, on: date | None = None, told_on: date | None = None) -> Change:
    """The patient is ready to go home, and the hospital has told so; from there on the days to the SIP count.

    told_on: the day the hospital told, when it is another one.
    """
    day = on or record.today
    told = told_on or day
    require_passed(record, told, "ready_notice_on")
    return _noted(record, stay_id, "Utskrivningsklar noterat", day, ready_on=day, ready_notice_on=told)


def note_not_ready(record: "Record", /, stay_id: UUID) -> Change:
    """The patient cannot go home yet after all: the days to the SIP count no longer."""
    return _noted(record, stay_id, "Inte längre utskrivningsklar", None, ready_on=None, ready_notice_on=None)


def note_discharged(record: "Record", /, stay_id: UUID, *, on: date | None = None) -> Change:
    """The patient has gone home."""
    day = on or record.today
    return _noted(record, stay_id, "Utskrivning noterad", day, discharged_on=day)


def no_sip_needed(record: "Record", /, stay_id: UUID, *, reason: str) -> Change:
    """Nobody is called to a SIP because of the stay, and why."""
    if not reason.strip():
        raise RuleError(
            "Skälet saknas", "Skriv varför SIP inte behövs vid den här utskrivningen.", field="no_sip_reason"
        )
    return _noted(record, stay_id, "SIP behövs inte vid utskrivningen", None, no_sip_reason=reason.strip())


def give_summary(record: "Record", /, stay_id: UUID, *, on: date | None = None) -> Change:
    """The written summary was given to the patient."""
    day = on or record.today
    return _noted(record, stay_id, "Skriftlig sammanfattning lämnad", day, summary_given_on=day)


def _noted(record: "Record", stay_id: UUID, title: str, day: date | None, **fields: Any) -> Change:
    """New values for a stay. ``day``: when what is noted happened, which is in the stay and not in the future."""
    stay = record.get(HospitalStay, stay_id)
    if day is not None:
        name = next(iter(fields))
        require_passed(record, day, name)
        require_not_before(day, _day(stay.admitted_at), name, "inskrivningen")
    return Change(title, (Edit(replace(stay, **fields)),))


def _clock(record: "Record", stay: HospitalStay, key: str, rules: Sequence[DischargeRule]) -> Clock | None:
    """The clock of that key, under the newest rule that held when it began.

    None when nothing has started it, and when a rule of that key cannot be used: no day is better than another one.
    """
    mine = [one for one in rules if one.key == key]
    if any(one.fault for one in mine):
        return None
    for rule in sorted(mine, key=lambda one: one.valid_from, reverse=True):
        begun = next((value for name in rule.since if (value := getattr(stay, name)) is not None), None)
        if begun is None or _day(begun) < rule.valid_from:
            continue
        done, on = _DONE[key](record, stay)
        if not done and key == ADMISSION_NOTICE and stay.discharged_on is not None:
            return None  # the patient is home: nobody waits for it any more
        due = _due(rule, begun)
        late = not done and _is_after(record.now, due)
        by_the_hour = rule.hours is not None
        return Clock(key, rule.name, due, done, late, rule.source, by_the_hour, rule.should_have, on, rule)
    return None


def _day(begun: date | datetime) -> date:
    return begun.astimezone(SWEDEN).date() if isinstance(begun, datetime) else begun


def _is_after(moment: datetime, other: datetime) -> bool:
    """In real time: the hour that comes twice when the clocks are put back is two hours."""
    return moment.astimezone(UTC) > other.astimezone(UTC)


def _due(rule: DischargeRule, begun: date | datetime) -> datetime:
    """By the hour: so many real hours, also on a night when the clocks are put forward or back."""
    if rule.hours is not None and isinstance(begun, datetime):
        return (begun.astimezone(UTC) + timedelta(hours=rule.hours)).astimezone(SWEDEN)
    return datetime.combine(_day(begun) + timedelta(days=rule.days), time.max, SWEDEN)


def _notice(_record: "Record", stay: HospitalStay) -> tuple[bool, date | None]:
    return stay.notice_at is not None, _day(stay.notice_at) if stay.notice_at else None


def _invitation(record: "Record", stay: HospitalStay) -> tuple[bool, date | None]:
    """Called, or there is nobody to call: the patient or the clinic has said no, or why none is needed is written."""
    sip = sip_of(record, stay)
    if sip is None:
        return bool(stay.no_sip_reason.strip()), None
    meetings = meetings_of(record, sip.id)
    sent = [one.sent_on for meeting in meetings for one in invitations_of(record, meeting.id) if one.sent_on]
    reached = standing(record, sip).done & {SipStep.INVITATION, SipStep.PLAN}
    done = bool(sent or reached or not sip.is_open or stay.no_sip_reason.strip())
    return done, min(sent, default=None)


def _summary(_record: "Record", stay: HospitalStay) -> tuple[bool, date | None]:
    return stay.summary_given_on is not None, stay.summary_given_on


_DONE: Mapping[str, Any] = {ADMISSION_NOTICE: _notice, SIP_INVITATION: _invitation, WRITTEN_SUMMARY: _summary}

"""Going home from hospital: the last hour or day for what the law asks for, what is done of it, and what is refused."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from coordinator.agenda import agenda
from coordinator.change import Change
from coordinator.discharge import (
    ADMISSION_NOTICE,
    SIP_INVITATION,
    WRITTEN_SUMMARY,
    Clock,
    admit,
    clocks,
    discharge_rules,
    give_summary,
    no_sip_needed,
    note_discharged,
    note_not_ready,
    note_notice,
    note_ready,
    waited_for,
)
from coordinator.discharge_rule import DischargeRule
from coordinator.entity import Entity
from coordinator.errors import RuleError
from coordinator.hospital_stay import HospitalStay
from coordinator.page import Page
from coordinator.person import PatientStatus
from coordinator.record import Record
from coordinator.sip.meeting import SipInvitation, SipMeeting
from coordinator.sip.process import Sip, SipAnswer
from coordinator.swedish import SWEDEN
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, done, record_of

ADMITTED = datetime(2026, 11, 20, 14, 0, tzinfo=SWEDEN)


def stay(**fields: Any) -> HospitalStay:
    known: dict[str, Any] = {"patient_id": PATIENT_ID, "hospital": "Medicin 4", "admitted_at": ADMITTED}
    return HospitalStay(**known | fields)


def found(one: HospitalStay, *others: Entity, at: datetime | None = None) -> dict[str, Clock]:
    record = record_of(one, *others)
    return {clock.key: clock for clock in clocks(replace(record, now=at) if at else record, one)}


def test_the_notice_is_due_a_day_after_the_admission_and_then_late() -> None:
    clock = found(stay())[ADMISSION_NOTICE]
    assert clock.due == datetime(2026, 11, 21, 14, 0, tzinfo=SWEDEN)
    assert (clock.late, clock.done, clock.by_the_hour, clock.day) == (True, False, True, date(2026, 11, 21))
    assert "2017:612" in clock.source


@pytest.mark.parametrize(("seconds", "late"), [(0, False), (1, True)])
def test_the_notice_is_late_from_the_second_after_the_hour(seconds: int, late: bool) -> None:
    at = datetime(2026, 11, 21, 14, 0, seconds, tzinfo=SWEDEN)
    assert found(stay(), at=at)[ADMISSION_NOTICE].late is late


def test_the_call_to_the_sip_is_due_three_days_after_ready_to_go_home() -> None:
    clock = found(stay(ready_on=date(2026, 11, 20)))[SIP_INVITATION]
    assert (clock.day, clock.late, clock.by_the_hour) == (date(2026, 11, 23), False, False)


def test_the_days_count_from_when_the_hospital_told() -> None:
    one = stay(ready_on=date(2026, 11, 20), ready_notice_on=date(2026, 11, 21))
    assert found(one)[SIP_INVITATION].day == date(2026, 11, 24)


@pytest.mark.parametrize(("day", "late"), [(23, False), (24, True)])
def test_the_whole_last_day_is_left_to_call(day: int, late: bool) -> None:
    at = datetime(2026, 11, day, 23, 59, 59, tzinfo=SWEDEN) - timedelta(hours=0 if day == 23 else 23)
    assert found(stay(ready_on=date(2026, 11, 20)), at=at)[SIP_INVITATION].late is late


def test_an_hour_is_an_hour_also_when_the_clocks_are_put_back() -> None:
    before = datetime(2026, 10, 24, 14, 0, tzinfo=SWEDEN)
    due = found(stay(admitted_at=before))[ADMISSION_NOTICE].due
    assert due.astimezone(UTC) - before.astimezone(UTC) == timedelta(hours=24)
    assert f"{due:%d %H:%M}" == "25 13:00"


def test_the_hour_that_comes_twice_is_told_from_the_first() -> None:
    one = stay(admitted_at=datetime(2026, 10, 24, 2, 30, tzinfo=SWEDEN))
    for fold, late in ((0, False), (1, True)):
        at = datetime(2026, 10, 25, 2, 29, tzinfo=SWEDEN, fold=fold)
        assert found(one, at=at)[ADMISSION_NOTICE].late is late


def test_the_day_of_the_admission_is_the_swedish_one() -> None:
    one = stay(admitted_at=datetime(2026, 11, 20, 23, 30, tzinfo=UTC), discharged_on=date(2026, 11, 20))
    record = replace(record_of(one), now=datetime(2026, 11, 22, 11, tzinfo=UTC))
    assert list(one.problems(record)) == ["Utskriven ligger före inskrivningen."]


def test_what_came_is_waited_for_no_longer() -> None:
    came = found(stay(notice_at=ADMITTED + timedelta(hours=30)))[ADMISSION_NOTICE]
    assert (came.done, came.late, came.done_on) == (True, False, date(2026, 11, 21))


def test_nobody_waits_for_the_notice_when_the_patient_is_home() -> None:
    assert ADMISSION_NOTICE not in found(stay(discharged_on=date(2026, 11, 21)))


def test_nothing_counts_that_has_not_begun() -> None:
    assert list(found(stay())) == [ADMISSION_NOTICE]


def test_the_summary_is_given_on_the_day_one_goes_home() -> None:
    late = found(stay(discharged_on=TODAY - timedelta(days=1)))[WRITTEN_SUMMARY]
    today = found(stay(discharged_on=TODAY))[WRITTEN_SUMMARY]
    given = found(stay(discharged_on=TODAY, summary_given_on=TODAY))[WRITTEN_SUMMARY]
    assert (late.late, today.late, given.done) == (True, False, True)


def called(**fields: Any) -> list[Entity]:
    sip = Sip(patient_id=PATIENT_ID, question="Vad behövs hemma?", **fields)
    meeting = SipMeeting(patient_id=PATIENT_ID, sip_id=sip.id, day=TODAY + timedelta(days=2))
    who = SipInvitation(patient_id=PATIENT_ID, meeting_id=meeting.id, participant_id=sip.id, sent_on=TODAY)
    return [sip, meeting, who]


def test_the_call_is_done_when_a_letter_of_its_sip_has_left() -> None:
    sip, meeting, letter = called()
    one = stay(ready_on=date(2026, 11, 20), sip_id=sip.id)
    assert found(one, sip, meeting)[SIP_INVITATION].done is False
    clock = found(one, sip, meeting, letter)[SIP_INVITATION]
    assert (clock.done, clock.done_on) == (True, TODAY)


@pytest.mark.parametrize(
    "fields",
    [
        {"answer": SipAnswer.NO, "answered_on": TODAY},
        {"refused_on": TODAY, "refused_reason": "Behövs inte"},
        {"established_on": TODAY, "follow_up_on": TODAY + timedelta(days=90)},
    ],
)
def test_the_call_is_done_when_there_is_nobody_left_to_call(fields: dict[str, Any]) -> None:
    sip = Sip(patient_id=PATIENT_ID, **fields)
    assert found(stay(ready_on=TODAY, sip_id=sip.id), sip)[SIP_INVITATION].done


def test_the_call_is_done_when_it_is_written_why_none_is_needed() -> None:
    assert found(stay(ready_on=TODAY, no_sip_reason="Behöver bara regionen"))[SIP_INVITATION].done


def test_nothing_is_waited_for_of_somebody_who_has_died() -> None:
    maja = replace(MAJA, status=PatientStatus.DECEASED)
    assert list(waited_for(record_of(maja, stay(ready_on=TODAY)))) == []


# The rules are data


def test_every_rule_has_its_source_and_what_starts_it() -> None:
    declared = set(HospitalStay.__dataclass_fields__)
    for rule in discharge_rules():
        assert rule.source and rule.name and rule.should_have
        assert rule.since and set(rule.since) <= declared
    assert {rule.key for rule in discharge_rules()} == {ADMISSION_NOTICE, SIP_INVITATION, WRITTEN_SUMMARY}


@pytest.mark.parametrize(("hours", "days", "span"), [(24, 0, "24 timmar"), (None, 3, "3 dagar"), (None, 1, "1 dag")])
def test_how_long_it_may_take_is_said_in_words(hours: int | None, days: int, span: str) -> None:
    assert replace(discharge_rules()[0], hours=hours, days=days).span == span


def _five_days_from(day: date) -> DischargeRule:
    rule = next(one for one in discharge_rules() if one.key == SIP_INVITATION)
    return replace(rule, days=5, valid_from=day)


@pytest.mark.parametrize(("from_day", "due"), [(20, 25), (21, 23)])
def test_a_stay_is_under_the_rule_that_held_when_it_began(from_day: int, due: int) -> None:
    one = stay(ready_on=date(2026, 11, 20))
    rules = (*discharge_rules(), _five_days_from(date(2026, 11, from_day)))
    clock = next(one for one in clocks(record_of(one), one, rules) if one.key == SIP_INVITATION)
    assert clock.day == date(2026, 11, due)


def test_by_a_rule_that_cannot_be_used_nothing_is_counted() -> None:
    """Not by an older wording either: which day it would be is not known."""
    one = stay(ready_on=date(2026, 11, 20))
    broken = replace(_five_days_from(date(2027, 1, 1)), fault="fältet ”days” ska vara ett helt tal")
    found_by = {clock.key for clock in clocks(record_of(one), one, (*discharge_rules(), broken))}
    assert found_by == {ADMISSION_NOTICE}


def test_before_the_first_rule_nothing_was_asked_for() -> None:
    assert found(stay(admitted_at=datetime(2017, 12, 30, 8, 0, tzinfo=SWEDEN))) == {}


# What is done


def after(record: Record, change: Change) -> HospitalStay:
    (one,) = done(record, change).all(HospitalStay)
    return one


def test_a_stay_is_registered_with_what_is_known() -> None:
    one = after(record_of(), admit(record_of(), admitted_at=ADMITTED, hospital="Medicin 4", notice_at=ADMITTED))
    assert (one.hospital, one.admitted_at, one.notice_at) == ("Medicin 4", ADMITTED, ADMITTED)


def test_who_is_in_hospital_is_not_admitted_once_more() -> None:
    record = record_of(stay())
    with pytest.raises(RuleError, match="redan inskriven") as caught:
        admit(record, admitted_at=ADMITTED, hospital="Kirurgen")
    assert caught.value.field == "hospital"
    admit(record_of(stay(discharged_on=TODAY)), admitted_at=ADMITTED, hospital="Kirurgen")
    admit(record, admitted_at=ADMITTED, hospital="Kirurgen", discharged_on=TODAY)  # one that is over


def test_an_admission_has_its_time() -> None:
    with pytest.raises(RuleError) as caught:
        admit(record_of(), hospital="Medicin 4")
    assert caught.value.field == "admitted_at"


def test_each_step_is_noted_with_today() -> None:
    one = stay()
    record = record_of(one)
    assert after(record, note_notice(record, one.id)).notice_at == record.now
    ready = after(record, note_ready(record, one.id))
    assert (ready.ready_on, ready.ready_notice_on) == (TODAY, TODAY)
    assert after(record, note_discharged(record, one.id)).discharged_on == TODAY
    assert after(record, give_summary(record, one.id)).summary_given_on == TODAY
    assert after(record, no_sip_needed(record, one.id, reason=" Bara regionen ")).no_sip_reason == "Bara regionen"


def test_a_notice_does_not_come_later_today() -> None:
    one = stay()
    record = record_of(one)
    with pytest.raises(RuleError) as refused:
        note_notice(record, one.id, at=record.now + timedelta(minutes=1))
    assert refused.value.field == "notice_at"


def test_who_cannot_go_home_after_all_stops_the_days() -> None:
    one = stay(ready_on=TODAY, ready_notice_on=TODAY)
    record = record_of(one)
    again = after(record, note_not_ready(record, one.id))
    assert SIP_INVITATION not in found(again)


def test_why_no_sip_is_needed_must_be_said() -> None:
    one = stay()
    with pytest.raises(RuleError, match="Skälet saknas") as caught:
        no_sip_needed(record_of(one), one.id, reason="  ")
    assert caught.value.field == "no_sip_reason"


@pytest.mark.parametrize(("action", "field"), [(note_ready, "ready_on"), (note_discharged, "discharged_on")])
@pytest.mark.parametrize("day", [date(2026, 11, 19), TODAY + timedelta(days=1)])
def test_no_day_before_the_admission_or_to_come(action: Any, field: str, day: date) -> None:
    one = stay()
    with pytest.raises(RuleError) as caught:
        action(record_of(one), one.id, on=day)
    assert caught.value.field in (field, "ready_notice_on")


# What she has before her


def test_the_overview_tells_what_is_waited_for_of_the_stay() -> None:
    one = stay(ready_on=date(2026, 11, 20))
    items = [item for item in agenda(record_of(one)) if item.kind is HospitalStay]
    told = [(item.day, item.clock, item.what, item.who, item.late, item.should_have) for item in items]
    assert told == [
        (date(2026, 11, 21), "14:00", "Inskrivningsmeddelande", "Medicin 4", True, "skulle ha kommit"),
        (date(2026, 11, 23), "", "Kallelse till SIP", "Medicin 4", False, ""),
    ]
    assert {(item.page, item.entry_id) for item in items} == {(Page.SIP, one.id)}


def test_the_overview_tells_nothing_of_what_is_done() -> None:
    one = stay(notice_at=ADMITTED, ready_on=TODAY, no_sip_reason="Bara regionen")
    assert agenda(record_of(one)) == []

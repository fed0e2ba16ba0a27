"""Facts: from when to when each thing held, and what a record that does not say, or contradicts itself, gives."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from coordinator.benefit.certificate import Certificate
from coordinator.careplan import CarePlan, PlanStatus, PlanType
from coordinator.contact import Assignment, Contact, ContactRole, ContactStatus
from coordinator.entity import Entity, Knowledge
from coordinator.indicators.fact import Fact, FactKind
from coordinator.indicators.facts import facts
from coordinator.person import Patient, PatientStatus
from coordinator.sip.follow_up import FollowUpDecision, SipFollowUp
from coordinator.sip.following_up import follow_up_sip
from coordinator.sip.process import Sip, SipCloseReason
from coordinator.transition.swap import Transition
from coordinator.umi.answer import AlertGroupAnswer
from coordinator.umi.kinds import ASKED_OF, AlertGroup, AlertType
from coordinator.umi.row import AlertInformation
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, done, record_of

CAME = date(2024, 3, 1)
HERS = replace(MAJA, enrolled_on=CAME)
NURSE = Contact(patient_id=PATIENT_ID, name="Anna Ek")
FIXED, PHYSICIAN = Assignment.FIXED_CARE_CONTACT, Assignment.FIXED_PHYSICIAN_CONTACT
SIP_ID = UUID(int=7)


def days(kind: FactKind, *entries: Entity, patient: Patient = HERS) -> list[tuple[str, str]]:
    return [(one.start, one.end) for one in of(kind, *entries, patient=patient)]


def of(kind: FactKind, *entries: Entity, patient: Patient = HERS) -> list[Fact]:
    found = facts(record_of(patient, *entries))
    assert all(one.patient == str(PATIENT_ID) for one in found)
    return [one for one in found if one.kind is kind]


def said(*span: date | None) -> list[tuple[str, str]]:
    start, end = span
    assert start is not None
    return [(start.isoformat(), end.isoformat() if end else "")]


def test_who_is_here_is_so_from_the_day_she_came() -> None:
    assert days(FactKind.HERE) == said(CAME, None)
    assert days(FactKind.HERE, patient=replace(HERS, status=PatientStatus.RESTING)) == said(CAME, None)


def test_who_never_got_a_day_is_here_from_today() -> None:
    assert days(FactKind.HERE, patient=MAJA) == said(TODAY, None)


@pytest.mark.parametrize("status", [one for one in PatientStatus if not one.goes_on])
def test_who_has_left_was_here_until_the_day_before(status: PatientStatus) -> None:
    left = replace(HERS, status=status, status_on=date(2026, 5, 4))
    assert days(FactKind.HERE, patient=left) == said(CAME, date(2026, 5, 3))
    for unknown in (replace(left, status_on=None), replace(left, enrolled_on=None), replace(left, status_on=date.min)):
        assert facts(record_of(unknown, NURSE, role())) == []
    assert days(FactKind.HERE, patient=replace(left, status_on=CAME)) == []


def role(assignment: Assignment = FIXED, start: date = date(2025, 1, 8), **fields: Any) -> ContactRole:
    return ContactRole(patient_id=PATIENT_ID, contact_id=NURSE.id, assignment=assignment, start=start, **fields)


def test_an_assignment_holds_from_its_first_to_its_last_day() -> None:
    last = date(2026, 2, 2)
    assert days(FactKind.CARE_CONTACT, NURSE, role()) == said(date(2025, 1, 8), None)
    assert days(FactKind.CARE_CONTACT, NURSE, role(end=last)) == said(date(2025, 1, 8), last)
    assert days(FactKind.PHYSICIAN_CONTACT, NURSE, role(PHYSICIAN, end=last)) == said(date(2025, 1, 8), last)
    assert days(FactKind.CARE_CONTACT, NURSE, role(PHYSICIAN)) == []
    assert days(FactKind.CARE_CONTACT, NURSE, role(end=date(2025, 1, 7))) == []


def test_of_a_contact_that_is_over_only_what_has_ended_counts() -> None:
    over = replace(NURSE, status=ContactStatus.ENDED)
    yesterday = TODAY - timedelta(days=1)
    for end, count in ((None, 0), (TODAY, 0), (yesterday, 1)):
        assert len(days(FactKind.CARE_CONTACT, over, role(end=end))) == count, end


def test_the_patient_knows_who_it_is_from_the_day_she_was_told() -> None:
    told, end = date(2025, 6, 1), date(2026, 6, 1)
    assert days(FactKind.INFORMED, NURSE, role(informed_on=told, end=end)) == said(told, end)
    assert days(FactKind.INFORMED, NURSE, role(informed_on=date(2024, 12, 24))) == said(date(2025, 1, 8), None)
    assert days(FactKind.INFORMED, NURSE, role(informed_on=date(2026, 6, 2), end=end)) == []
    assert days(FactKind.INFORMED, NURSE, role()) == []
    assert days(FactKind.INFORMED, NURSE, role(PHYSICIAN, informed_on=told)) == []


def plan(status: PlanStatus = PlanStatus.CURRENT, established: date | None = date(2025, 5, 5), **more: Any) -> CarePlan:
    return CarePlan(patient_id=PATIENT_ID, status=status, established_on=established, **more)


def test_a_plan_holds_from_when_it_was_established_until_its_review() -> None:
    review = date(2026, 5, 5)
    assert days(FactKind.CURRENT_PLAN, plan()) == said(date(2025, 5, 5), None)
    assert days(FactKind.CURRENT_PLAN, plan(next_review=review)) == said(date(2025, 5, 5), review)
    assert days(FactKind.CURRENT_PLAN, plan(valid_from=date(2025, 6, 1))) == said(date(2025, 6, 1), None)
    assert days(FactKind.CURRENT_PLAN, plan(valid_from=date(2025, 1, 1))) == said(date(2025, 5, 5), None)
    assert days(FactKind.CURRENT_PLAN, plan(established=None)) == said(TODAY, None)
    assert days(FactKind.CURRENT_PLAN, plan(next_review=date(2025, 5, 4))) == []


def test_drafts_ended_plans_and_plans_of_other_types_do_not_count() -> None:
    for one in (plan(PlanStatus.DRAFT), plan(PlanStatus.ENDED), plan(plan_type=PlanType.HABILITATION)):
        assert days(FactKind.CURRENT_PLAN, one) == []


def test_a_plan_that_was_replaced_holds_until_the_day_before_the_next() -> None:
    former, now = plan(PlanStatus.REPLACED, next_review=date(2026, 5, 5)), plan(established=date(2025, 11, 3))
    assert days(FactKind.CURRENT_PLAN, former, now) == [("2025-05-05", "2025-11-02"), ("2025-11-03", "")]
    late = replace(now, established_on=date(2026, 8, 8))
    assert days(FactKind.CURRENT_PLAN, former, late)[0] == ("2025-05-05", "2026-05-05")
    draft = replace(now, status=PlanStatus.DRAFT)
    assert days(FactKind.CURRENT_PLAN, former) == days(FactKind.CURRENT_PLAN, former, draft) == []
    ended = replace(now, status=PlanStatus.ENDED)
    assert days(FactKind.CURRENT_PLAN, former, ended) == [("2025-05-05", "2025-11-02")]
    other = replace(now, plan_type=PlanType.REHABILITATION)
    assert days(FactKind.CURRENT_PLAN, former, other) == []


def answers(last: date | None = date(2025, 9, 9)) -> list[AlertGroupAnswer]:
    checked = [date(2025, 2, 2), last, date(2025, 3, 3), date(2024, 12, 12)]
    return [
        AlertGroupAnswer(
            patient_id=PATIENT_ID, about=group, known=Knowledge.NONE_KNOWN, checked_on=day, checked_by="Anna"
        )
        for group, day in zip(ASKED_OF, checked, strict=True)
    ]


def test_uppmarksamhetsinformation_is_answered_from_the_day_of_the_last_group() -> None:
    assert days(FactKind.ALERTS_ANSWERED, *answers()) == said(date(2025, 9, 9), None)
    assert days(FactKind.ALERTS_ANSWERED, *answers(None)) == said(TODAY, None)
    assert days(FactKind.ALERTS_ANSWERED, *answers()[1:]) == []
    taken_back = replace(answers()[0], known=Knowledge.NOT_ASKED)
    assert days(FactKind.ALERTS_ANSWERED, taken_back, *answers()[1:]) == []


def test_a_group_in_which_something_was_found_is_answered_too() -> None:
    row = AlertInformation(patient_id=PATIENT_ID, type=AlertType.TREATMENT, term="Insulin", ongoing=True)
    assert row.group is ASKED_OF[0] is AlertGroup.CONDITION
    assert days(FactKind.ALERTS_ANSWERED, row, *answers()[1:]) == said(TODAY, None)
    read = replace(row, checked_on=date(2026, 1, 7))
    later = replace(row, id=uuid4(), checked_on=date(2026, 2, 7))
    assert days(FactKind.ALERTS_ANSWERED, later, read, row, *answers()[1:]) == said(date(2026, 1, 7), None)


def test_a_transition_counts_today_while_it_is_open() -> None:
    swap = Transition(patient_id=PATIENT_ID, begun_on=date(2025, 1, 1))
    named = replace(swap, id=uuid4(), receiver="Åsa Berg", to_unit="Neurologen")
    found = of(FactKind.TRANSITION, swap, named)
    assert [(one.start, one.end, one.value) for one in found] == [
        (TODAY.isoformat(), "", 0),
        (TODAY.isoformat(), "", 1),
    ]
    for over in ({"same_unit": True}, {"completed_on": TODAY}, {"dropped_on": TODAY}):
        assert of(FactKind.TRANSITION, replace(named, **over)) == []


def certificate(requested: date | None, issued: date | None) -> Certificate:
    return Certificate(patient_id=PATIENT_ID, title="Läkarutlåtande", requested_on=requested, issued_on=issued)


def test_a_certificate_counts_the_day_it_came_with_the_days_it_was_waited_for() -> None:
    asked, came = date(2026, 8, 25), date(2026, 9, 4)
    (found,) = of(FactKind.CERTIFICATE, certificate(asked, came))
    assert (found.start, found.end, found.value) == ("2026-09-04", "2026-09-04", 10)
    (found,) = of(FactKind.CERTIFICATE, certificate(came, came))
    assert found.value == 0
    for one in (certificate(asked, None), certificate(None, came), certificate(came, asked)):
        assert of(FactKind.CERTIFICATE, one) == []


def test_what_happened_before_she_came_or_after_she_left_is_not_ours() -> None:
    issued = [certificate(CAME - timedelta(days=9), CAME + timedelta(days=shift)) for shift in (-1, 0, 400, 401)]
    assert len(of(FactKind.CERTIFICATE, *issued)) == 3
    left = replace(HERS, status=PatientStatus.MOVED, status_on=CAME + timedelta(days=401))
    assert len(of(FactKind.CERTIFICATE, *issued, patient=left)) == 2
    assert len(of(FactKind.CERTIFICATE, *issued, patient=MAJA)) == 4


def sip(follow_up_on: date | None, established_on: date | None = CAME, **more: Any) -> Sip:
    return Sip(id=SIP_ID, patient_id=PATIENT_ID, established_on=established_on, follow_up_on=follow_up_on, **more)


def followed(on: date, planned_on: date | None, next_on: date | None) -> SipFollowUp:
    return SipFollowUp(
        patient_id=PATIENT_ID, sip_id=SIP_ID, followed_up_on=on, planned_on=planned_on, next_on=next_on,
        decision=FollowUpDecision.GOES_ON if next_on else FollowUpDecision.CLOSE,
    )  # fmt: skip


def in_time(*entries: Entity, patient: Patient = HERS) -> list[tuple[str, int]]:
    return [(one.start, one.value) for one in of(FactKind.SIP_FOLLOW_UP, *entries, patient=patient)]


D1, D2, D3 = date(2025, 3, 1), date(2025, 9, 1), date(2026, 3, 1)
AHEAD = TODAY + timedelta(days=30)


def test_a_follow_up_counts_on_the_day_that_was_said() -> None:
    for held, value in ((D1 - timedelta(days=20), 1), (D1, 1), (D1 + timedelta(days=1), 0)):
        assert in_time(sip(AHEAD), followed(held, D1, AHEAD)) == [(D1.isoformat(), value)]


def test_what_is_not_followed_up_when_the_day_has_passed_is_not_in_time() -> None:
    assert in_time(sip(D3), followed(D1, D1, D3)) == [(D1.isoformat(), 1), (D3.isoformat(), 0)]
    assert in_time(sip(TODAY)) == in_time(sip(AHEAD)) == in_time(sip(None)) == []
    assert in_time(sip(D1, established_on=None)) == []


def test_a_closed_sip_has_nothing_left_to_follow_up() -> None:
    assert in_time(sip(D1, closed_on=D1)) == []
    assert in_time(sip(D1, closed_on=D1 + timedelta(days=1))) == [(D1.isoformat(), 0)]
    closed = sip(D2, closed_on=D2, close_reason=SipCloseReason.GOALS_MET)
    assert in_time(closed, followed(D2, D2, None)) == [(D2.isoformat(), 1)]


def test_a_day_that_was_not_kept_is_told_by_what_stands_beside_it() -> None:
    first, second = followed(D1, None, D2), followed(D2, None, AHEAD)
    assert in_time(sip(AHEAD), second, first) == [(D2.isoformat(), 1)]
    assert in_time(sip(D3, closed_on=AHEAD), first, replace(second, next_on=None, decision=FollowUpDecision.NEW_SIP)) \
        == [(D2.isoformat(), 1)]  # fmt: skip
    assert in_time(sip(D1, closed_on=D1), followed(D1, None, None)) == [(D1.isoformat(), 1)]
    assert in_time(sip(AHEAD), replace(first, sip_id=uuid4())) == []


def test_who_has_left_is_not_late_with_what_was_said_for_later() -> None:
    left = replace(HERS, status=PatientStatus.DECEASED, status_on=D2)
    assert in_time(sip(D1), patient=left) == [(D1.isoformat(), 0)]
    assert in_time(sip(D2), patient=left) == []


def test_the_deed_keeps_the_day_that_was_said() -> None:
    record = record_of(HERS, sip(D1))
    for kept in (
        follow_up_sip(record, SIP_ID, decision=FollowUpDecision.GOES_ON, next_on=AHEAD),
        follow_up_sip(record, SIP_ID, decision=FollowUpDecision.CLOSE, close_reason=SipCloseReason.GOALS_MET),
    ):
        after = done(record, kept)
        assert [one.planned_on for one in after.all(SipFollowUp)] == [D1]
        events = [one for one in facts(after) if one.kind is FactKind.SIP_FOLLOW_UP]
        assert [(one.start, one.value) for one in events] == [(D1.isoformat(), 0)]


def test_facts_of_one_kind_stand_after_each_other() -> None:
    found = facts(record_of(HERS, NURSE, role(informed_on=D1), role(PHYSICIAN), plan(), sip(D1), *answers()))
    kinds = [one.kind_name for one in found]
    assert len(kinds) == 7 == len(set(kinds))
    assert kinds[0] == FactKind.HERE.stored

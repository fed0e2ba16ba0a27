"""What the nurse has before her: what is late first, then the days to come, and what was noted last."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.agenda import AgendaItem, agenda, latest_notes, next_birthday
from coordinator.appointment import Appointment, AppointmentStatus
from coordinator.benefit.benefit import Benefit
from coordinator.benefit.kinds import BenefitKind, Decision
from coordinator.careplan import CareGoal, CarePlan, Intervention, PlanStatus
from coordinator.contact import Assignment, Contact, ContactRole, ContactStatus
from coordinator.contact_log import ContactLogEntry, HelpKind
from coordinator.device import AssistiveDevice
from coordinator.entity import Entity
from coordinator.page import Page
from coordinator.person import Patient, PatientStatus
from coordinator.referral import Referral, ReferralStatus
from coordinator.reminder import Reminder
from coordinator.sip.meeting import SipMeeting, SipMeetingKind
from coordinator.sip.process import Sip, SipAnswer, SipLead
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, noon, record_of

ALI = Contact(patient_id=PATIENT_ID, name="Ali Hassan", role="logoped", unit="Habiliteringen")
PLAN = CarePlan(patient_id=PATIENT_ID, status=PlanStatus.CURRENT, established_on=TODAY - timedelta(days=90))
GOAL = CareGoal(patient_id=PATIENT_ID, plan_id=PLAN.id, goal="Åka själv")


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def visit(offset: int, **fields: Any) -> Appointment:
    known: dict[str, Any] = {"patient_id": PATIENT_ID, "day": day(offset), "what": "Provar telefon"}
    return Appointment(**known | fields)


def items(*entries: Entity, days: int = 30) -> list[AgendaItem]:
    return agenda(record_of(ALI, *entries), days)


def lines(*entries: Entity, days: int = 30) -> list[str]:
    return [
        " | ".join(filter(None, (one.clock, one.what, one.who, one.should_have))) for one in items(*entries, days=days)
    ]


def test_an_appointment_has_its_hour_and_with_whom_and_where() -> None:
    one = visit(9, contact_id=ALI.id, starts=time(13, 30), place="Östra", on_print=False)
    (item,) = items(one)
    assert (item.day, item.clock, item.what, item.who) == (
        day(9), "13:30", "Provar telefon", "Ali Hassan, logoped, Östra",
    )  # fmt: skip
    assert (item.page, item.kind, item.entry_id, item.late, item.preliminary) == (
        Page.APPOINTMENTS, Appointment, one.id, False, False,
    )  # fmt: skip


@pytest.mark.parametrize("fields", [{"preliminary": True}, {"status": AppointmentStatus.PROPOSED}])
def test_a_time_that_is_not_settled_is_preliminary(fields: dict[str, Any]) -> None:
    assert items(visit(1, **fields))[0].preliminary


@pytest.mark.parametrize(
    "status", [AppointmentStatus.CANCELLED, AppointmentStatus.FULFILLED, AppointmentStatus.NO_SHOW]
)
def test_a_time_that_is_over_is_not_there(status: AppointmentStatus) -> None:
    assert items(visit(1, status=status)) == []


def test_the_days_are_counted_from_today_and_both_ends_belong() -> None:
    visits = [visit(offset, what=str(offset)) for offset in (0, 30, 31)]
    assert lines(*visits) == ["0", "30"]
    assert lines(*visits, days=0) == ["0"]
    assert lines(*visits, days=31) == ["0", "30", "31"]


def test_what_is_late_stands_first_and_says_what_should_have_been() -> None:
    reminder = Reminder(patient_id=PATIENT_ID, what="Ring skolan", owner="Anna", due=day(-2))
    found = items(visit(0, what="Nu"), reminder, visit(-9, what="Var"))
    assert [(one.what, one.late, one.should_have) for one in found] == [
        ("Var", True, "skulle ha varit"), ("Ring skolan", True, "skulle ha gjorts"), ("Nu", False, ""),
    ]  # fmt: skip


def test_on_one_day_the_earliest_hour_comes_first() -> None:
    times = [visit(1, what="b", starts=time(13)), visit(1, what="a", starts=time(9)), visit(1, what="c")]
    assert [one.what for one in items(*times)] == ["c", "a", "b"]


def test_the_next_planned_day_of_a_contact_is_there_unless_an_appointment_says_more() -> None:
    contact = Contact(patient_id=PATIENT_ID, name="Åsa", role="dietist", next_contact=day(5), next_is_preliminary=True)
    (item,) = items(contact)
    assert (item.what, item.who, item.kind, item.page) == ("Kontakt med dietist", "Åsa", Contact, Page.CONTACTS)
    assert (item.entry_id, item.preliminary) == (contact.id, True)
    called_off = visit(5, contact_id=contact.id, status=AppointmentStatus.CANCELLED)
    assert items(contact, called_off) == []
    assert len(items(contact, visit(6, contact_id=contact.id))) == 2
    assert items(replace(contact, status=ContactStatus.ENDED)) == []
    assert items(replace(contact, next_contact=day(-3)))[0].should_have == "skulle ha varit"
    assert items(replace(contact, next_contact=day(-3), last_contact=day(-3))) == []


def test_answers_and_services_that_are_waited_for() -> None:
    referral = Referral(patient_id=PATIENT_ID, contact_id=ALI.id, expected_answer=day(3), on_print=False)
    device = AssistiveDevice(patient_id=PATIENT_ID, name="Rullstol", responsible="Centralen", next_service=day(-3))
    assert lines(referral, device) == [
        "Service: Rullstol | Centralen | skulle ha gjorts", "Svar på remiss till Ali Hassan, logoped",
    ]  # fmt: skip
    assert lines(replace(referral, status=ReferralStatus.ANSWERED), replace(device, returned_on=day(-1))) == []
    assert lines(replace(referral, expected_answer=None), replace(device, next_service=None)) == []


def test_a_reminder_that_is_done_is_not_there() -> None:
    reminder = Reminder(patient_id=PATIENT_ID, what="Ring", owner="Anna", due=day(2))
    assert lines(reminder) == ["Ring | Anna"]
    assert lines(replace(reminder, done_on=day(-1), done_note="Klart")) == []


def test_the_days_of_the_plan_belong_to_its_page() -> None:
    role = ContactRole(
        patient_id=PATIENT_ID, contact_id=ALI.id, assignment=Assignment.FIXED_CARE_CONTACT, start=day(-9), main=True
    )
    plan, goal = replace(PLAN, next_review=day(8)), replace(GOAL, follow_up=day(-2))
    insats = Intervention(patient_id=PATIENT_ID, goal_id=GOAL.id, what="Öva", responsible="Emma", due=day(4))
    assert lines(role, plan, goal, insats) == [
        "Mål 1: Åka själv | Ali Hassan, logoped | skulle ha följts upp",
        "Klart senast: Öva | Emma",
        "Vårdplanen ses över | Ali Hassan, logoped",
    ]
    found = items(role, plan, goal, insats)
    assert {one.page for one in found} == {Page.CARE_PLAN}
    assert [(one.kind, one.entry_id) for one in found] == [
        (CareGoal, goal.id), (Intervention, insats.id), (CarePlan, plan.id),
    ]  # fmt: skip


def maja(born: date | None, **fields: Any) -> Patient:
    return replace(MAJA, birth_date=born, **fields)


def test_her_birthday_is_there_with_the_age() -> None:
    def hers(born: date) -> list[AgendaItem]:
        return [one for one in agenda(record_of(maja(born))) if one.page is Page.PERSON]

    (item,) = hers(date(2008, 12, 14))
    assert (item.day, item.what, item.kind) == (date(2026, 12, 14), "Fyller 18 år", Patient)
    assert hers(date(2008, 12, 23)) == []


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        (date(2009, 12, 24), (date(2026, 12, 24), 17)),
        (date(2009, 11, 22), (TODAY, 17)),
        (date(2009, 11, 21), (date(2027, 11, 21), 18)),
        (date(2012, 2, 29), (date(2027, 2, 28), 15)),
        (date(2026, 11, 21), (date(2027, 11, 21), 1)),
        (TODAY, None),
        (None, None),
    ],
)
def test_the_next_birthday(born: date | None, expected: tuple[date, int] | None) -> None:
    assert next_birthday(maja(born), TODAY) == expected


def test_who_has_died_has_no_birthday() -> None:
    assert next_birthday(maja(date(2008, 12, 14), status=PatientStatus.DECEASED), TODAY) is None


@given(born=st.dates(date(1900, 1, 1), TODAY - timedelta(days=1)))
def test_the_next_birthday_lies_within_a_year_and_is_the_day_the_age_changes(born: date) -> None:
    found = next_birthday(maja(born), TODAY)
    assert found is not None
    on, years = found
    assert TODAY <= on <= TODAY + timedelta(days=366)
    assert maja(born).age_on(on) == years
    assert maja(born).age_on(on - timedelta(days=1)) == years - 1


def logged(offset: int, **fields: Any) -> ContactLogEntry:
    known: dict[str, Any] = {
        "patient_id": PATIENT_ID, "at": noon(day(offset)), "helped_with": (HelpKind.COORDINATE,),
        "what": "Ringde Anna Berg, LSS", "nothing_next": True,
    }  # fmt: skip
    return ContactLogEntry(**known | fields)


def test_the_latest_notes_are_in_short_and_the_newest_first() -> None:
    entries = [logged(-30, what="Fjärde"), logged(-9, what="Tredje"), logged(-2, what="Första!"), logged(-5)]
    found = latest_notes(record_of(*entries))
    assert [(note.day, note.text) for note in found] == [
        (day(-2), "Första! Klart."), (day(-5), "Ringde Anna Berg, LSS. Klart."), (day(-9), "Tredje. Klart."),
    ]  # fmt: skip
    assert [note.entry_id for note in found] == [entries[2].id, entries[3].id, entries[1].id]
    assert len(latest_notes(record_of(*entries), 9)) == 4
    assert latest_notes(record_of()) == []


def test_a_note_says_the_next_step_and_its_day() -> None:
    one = logged(-1, outcome="Beslut\nföre jul", nothing_next=False, next_step="fråga igen.", next_on=day(12))
    (note,) = latest_notes(record_of(one))
    assert note.text == "Ringde Anna Berg, LSS. Beslut före jul. Nästa steg: fråga igen fre 4 dec."


def test_neither_shows_content_in_its_repr() -> None:
    shown = repr(items(visit(1, with_whom="Ali"))) + repr(latest_notes(record_of(logged(-1))))
    assert not [word for word in ("telefon", "Ali", "Berg") if word in shown]


def test_meetings_of_a_sip_and_the_day_its_plan_is_followed_up() -> None:
    sip = Sip(patient_id=PATIENT_ID, number=2, established_on=day(-80), follow_up_on=day(12))
    meeting = SipMeeting(patient_id=PATIENT_ID, sip_id=sip.id, day=day(4), at=time(9, 30), place="Habiliteringen")
    early = SipMeeting(patient_id=PATIENT_ID, sip_id=sip.id, kind=SipMeetingKind.PREPARATION, day=day(-1))
    held = SipMeeting(patient_id=PATIENT_ID, sip_id=sip.id, day=day(-3), held_on=day(-3))
    assert lines(sip, meeting, early, held) == [
        "Förmöte, SIP 2 | skulle ha hållits", "09:30 | SIP-möte, SIP 2 | Habiliteringen", "SIP 2 följs upp",
    ]  # fmt: skip
    assert [(one.page, one.entry_id) for one in items(sip, meeting)] == [(Page.SIP, meeting.id), (Page.SIP, sip.id)]


def test_a_plan_that_should_have_been_followed_up_says_so_and_who_leads() -> None:
    late = Sip(patient_id=PATIENT_ID, established_on=day(-80), follow_up_on=day(-2), lead=SipLead.OTHERS, led_by="Eva")
    assert lines(late) == ["SIP 1 | Eva | skulle ha följts upp"]


@pytest.mark.parametrize("ended", [{"closed_on": day(-1)}, {"answer": SipAnswer.NO}, {"refused_on": day(-1)}])
def test_a_sip_that_has_ended_sets_no_days(ended: dict[str, Any]) -> None:
    sip = Sip(patient_id=PATIENT_ID, established_on=day(-80), follow_up_on=day(3), **ended)
    assert lines(sip, SipMeeting(patient_id=PATIENT_ID, sip_id=sip.id, day=day(4))) == []


def test_a_day_to_follow_up_counts_from_when_the_plan_is_established() -> None:
    assert lines(Sip(patient_id=PATIENT_ID, follow_up_on=day(3))) == []


# What Idag reads beside it


def test_what_is_to_be_said_once_it_is_late_is_known_before() -> None:
    reminder = Reminder(patient_id=PATIENT_ID, what="Ring", owner="Anna", due=day(2))
    referral = Referral(patient_id=PATIENT_ID, to="Ögon", expected_answer=day(3))
    found = items(visit(1), reminder, referral)
    assert [(one.should_have, one.if_late, one.owner, one.waiting) for one in found] == [
        ("", "skulle ha varit", "", False), ("", "skulle ha gjorts", "Anna", False), ("", "skulle ha kommit", "", True),
    ]  # fmt: skip


def test_days_of_one_entry_are_told_apart() -> None:
    step = Intervention(patient_id=PATIENT_ID, goal_id=GOAL.id, what="Öva", start=day(1), due=day(2), follow_up=day(3))
    assert [one.sort for one in items(PLAN, GOAL, step)] == ["start", "due", "follow_up"]


def test_a_stod_that_ends_is_told_of_ahead_only_when_that_is_asked_for() -> None:
    stod = Benefit(
        patient_id=PATIENT_ID, kind=BenefitKind.F_DENTAL, decision=Decision.GRANTED, decided_on=day(-400),
        valid_until=day(60),
    )  # fmt: skip
    record = record_of(stod)
    assert agenda(record) == []
    (one,) = agenda(record, benefits_ahead=True)
    assert (one.day, one.sort, one.ends) == (day(60), "ends", True)
    applied = record_of(replace(stod, decision=None, decided_on=None, valid_until=None, applied_on=TODAY))
    assert agenda(applied, benefits_ahead=True) == [], "an answer is waited for when its day is near"


def test_the_latest_notes_may_be_of_something_alone() -> None:
    record = record_of(logged(-1), logged(-2), logged(-3))
    two_days_ago = latest_notes(record, about=lambda one: one.day == day(-2))
    assert [one.day for one in two_days_ago] == [day(-2)]

"""Each sort of line of Idag fires when it should and is silent when not; keys are unique; nothing is relative."""

import re
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from coordinator.agenda import BIRTHDAY, agenda
from coordinator.appointment import Appointment, AppointmentStatus
from coordinator.benefit.kinds import Decision
from coordinator.careplan import GoalResult, InterventionStatus
from coordinator.consent import Consent
from coordinator.contact import Contact
from coordinator.entity import Entity, attrs_of, new_id
from coordinator.gap import rules
from coordinator.gaps import gaps
from coordinator.page import Page
from coordinator.person import Patient, PatientStatus
from coordinator.referral import ReferralStatus
from coordinator.sip.meeting import InvitationAnswer, MeetingForm
from coordinator.sip.process import SipLead
from coordinator.swedish import SWEDEN
from coordinator.today.finding import AHEAD_DAYS, VISITS_AHEAD_DAYS, matters
from coordinator.today.mark import MatterMark
from coordinator.today.matter import Matter, MatterKind
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, later, record_of
from tests.coordinator.today.conftest import (
    APPLIED,
    ASK_AGAIN,
    ASKED,
    AT_IT,
    BORN,
    CALLED,
    CHAIR,
    GOAL,
    GONE,
    MEETING,
    NORA,
    PAPER,
    PLAN,
    PLANNED,
    REFERRAL,
    RING,
    ROW,
    SIP,
    STAY,
    STEP,
    STOD,
    SWAP,
    TASK,
    VISIT,
    day,
    found,
    made,
    only,
    practice_records,
)
from tests.rules.made_up import whole_records


def told(one: Matter) -> tuple[Any, ...]:
    return one.kind, one.day, one.title, one.why


# Meetings and visits


def test_a_visit_stands_at_its_hour_with_whom_and_where() -> None:
    one = only(NORA, VISIT)
    assert told(one) == (MatterKind.MEETING, TODAY, "Provar telefon", "Nora Berg, dietist, Östra.")
    assert (one.clock, one.page, one.entry_kind, one.entry_id) == (
        "13:30", Page.APPOINTMENTS, "appointment", VISIT.id,
    )  # fmt: skip
    assert one.should_have == "skulle ha varit", "said on the day it is late, which may be before it is found again"
    assert only(NORA, replace(VISIT, preliminary=True)).why.startswith("Preliminär tid. ")
    assert found(NORA, replace(VISIT, status=AppointmentStatus.FULFILLED)) == []


def test_visits_are_told_of_when_they_are_near_and_what_is_to_be_done_earlier() -> None:
    last = day(VISITS_AHEAD_DAYS)
    assert only(NORA, replace(VISIT, day=last)).day == last
    assert found(NORA, replace(VISIT, day=day(VISITS_AHEAD_DAYS + 1))) == []
    assert found(replace(NORA, next_contact=day(VISITS_AHEAD_DAYS + 1))) == []
    assert only(NORA, replace(RING, due=day(AHEAD_DAYS))).day == day(AHEAD_DAYS)
    assert found(NORA, replace(RING, due=day(AHEAD_DAYS + 1))) == []


def test_a_planned_contact_is_a_meeting_too() -> None:
    one = only(replace(NORA, next_contact=day(4)))
    assert told(one) == (MatterKind.MEETING, day(4), "Kontakt med dietist", "Nora Berg, Barnmottagningen.")
    assert found(replace(NORA, next_contact=None)) == []


def test_a_sip_meeting_says_how_many_come_and_who_has_not_answered() -> None:
    sip = replace(SIP, follow_up_on=day(300))
    meeting, answers = found(NORA, sip, MEETING, AT_IT, CALLED)
    assert told(meeting) == (
        MatterKind.MEETING, day(5), "SIP-möte", "0 av 1 har tackat ja. Inte svarat: Nora Berg.",
    )  # fmt: skip
    assert meeting.clock == "13:00"
    assert told(answers) == (MatterKind.SIP, day(2), "Svar på kallelsen till SIP 1", "Inte svarat: Nora Berg.")
    assert (answers.waiting, answers.key) == (True, f"sip_meeting:{MEETING.id}:answers")
    yes = replace(CALLED, answer=InvitationAnswer.YES)
    assert only(NORA, sip, replace(MEETING, form=MeetingForm.VIDEO), AT_IT, yes).title == "SIP-möte, digitalt"
    assert only(NORA, sip, MEETING, AT_IT, yes).why == "1 av 1 har tackat ja."
    assert only(NORA, sip, MEETING, AT_IT, replace(CALLED, sent_on=None)).why == "Ingen är kallad än."


@pytest.mark.parametrize("changed", [{"held_on": day(-1), "day": None}, {"day": day(-1), "answer_by": day(-2)}])
def test_nobody_waits_for_answers_to_a_meeting_that_has_been(changed: dict[str, Any]) -> None:
    lines = found(NORA, SIP, replace(MEETING, **changed), AT_IT, CALLED)
    assert "answers" not in " ".join(one.key for one in lines)


def test_answers_are_waited_for_without_a_day_too_but_not_for_ever_ahead() -> None:
    sip = replace(SIP, established_on=None, follow_up_on=None)
    (one,) = found(NORA, sip, replace(MEETING, day=None, answer_by=None), AT_IT, CALLED)
    assert (one.day, one.waiting) == (None, True)
    ahead = AHEAD_DAYS + 1
    assert found(NORA, sip, replace(MEETING, day=day(ahead), answer_by=day(ahead)), AT_IT, CALLED) == []


# What somebody holds


def test_a_reminder_says_with_whom_and_who_holds_it() -> None:
    one = only(NORA, RING)
    assert told(one) == (MatterKind.REMINDER, day(3), "Ring skolan", "Nora Berg, dietist.")
    assert (one.owner, one.should_have, one.page) == ("Anna Lind", "skulle ha gjorts", Page.REMINDERS)
    assert only(replace(RING, contact_id=None)).why == "Bevakas av Anna Lind."
    put_off = replace(RING, contact_id=None, first_due=day(-9), postponed_because="Semester")
    assert only(put_off).why == "Uppskjuten från fre 13 nov: Semester."
    assert found(replace(RING, contact_id=None, done_on=day(-1), done_note="Klart")) == []


@pytest.mark.parametrize("entry", [RING, REFERRAL, VISIT, CHAIR, STOD, PAPER], ids=lambda one: one.KIND)
def test_a_line_whose_contact_has_ended_says_so_and_stays(entry: Any) -> None:
    held = replace(entry, contact_id=GONE.id)
    assert only(GONE, held).why.endswith("Kontakten är avslutad.")
    assert "avslutad" not in only(NORA, replace(entry, contact_id=NORA.id)).why


def test_an_answer_to_a_referral_is_waited_for_with_and_without_a_day() -> None:
    one = only(NORA, REFERRAL)
    assert told(one) == (
        MatterKind.ANSWER, day(4), "Svar på remiss till Nora Berg, dietist", "Skickad fre 23 okt. Hjärtat?",
    )  # fmt: skip
    assert one.waiting
    without = only(NORA, replace(REFERRAL, expected_answer=None))
    assert (without.key, without.day, without.waiting) == (one.key, None, True)
    assert without.why == "Skickad fre 23 okt. Ingen dag för svar är skriven."
    for day_of_answer in (None, day(4)):
        answered = replace(REFERRAL, status=ReferralStatus.ANSWERED, expected_answer=day_of_answer)
        assert found(NORA, answered) == []


def test_the_service_of_a_device() -> None:
    one = only(replace(CHAIR, last_service=day(-359)))
    assert told(one) == (
        MatterKind.DEVICE, day(6), "Service: Rullstol", "Centralen. Senaste service fre 28 nov 2025.",
    )  # fmt: skip
    assert found(replace(CHAIR, returned_on=day(-1))) == []


# Plans, SIP, hospital, transitions


def test_the_review_of_the_plan_its_goals_and_what_is_done_for_them() -> None:
    step = replace(STEP, start=day(1), due=day(8), follow_up=day(9))
    lines = found(replace(PLAN, next_review=day(-7)), replace(GOAL, follow_up=day(2)), step)
    assert [told(one) for one in lines] == [
        (MatterKind.PLAN, day(-7), "Gå igenom vårdplanen", "Planen upprättades mån 26 jan 2026."),
        (MatterKind.PLAN, day(1), "Öva hållplatser", "Insatsen börjar. Ali."),
        (MatterKind.PLAN, day(2), "Följ upp mål i vårdplanen", "Åka buss själv."),
        (MatterKind.PLAN, day(8), "Öva hållplatser", "Insatsen ska vara klar. Ali."),
        (MatterKind.PLAN, day(9), "Öva hållplatser", "Insatsen följs upp. Ali."),
    ]
    assert lines[0].should_have == "skulle ha setts över"
    assert [one.owner for one in lines] == ["", "Ali", "", "Ali", "Ali"]
    assert len({one.key for one in lines}) == len(lines), "one insats gives three lines"
    followed = replace(GOAL, follow_up=day(-2), result=GoalResult.REACHED)
    assert found(PLAN, followed, replace(step, status=InterventionStatus.DONE)) == []


def test_a_sip_is_followed_up() -> None:
    one = only(SIP)
    assert told(one) == (MatterKind.SIP, day(10), "Följ upp SIP", "Planen upprättades tor 3 sep.")
    assert one.should_have == "skulle ha följts upp"
    others = replace(SIP, lead=SipLead.OTHERS, led_by="Kommunen")
    assert only(others).why.endswith("Leds av Kommunen.")
    second = made(type(SIP), number=2, established_on=day(-3), follow_up_on=day(40))
    assert [one.title for one in found(SIP, second)] == ["Följ upp SIP 1", "Följ upp SIP 2"]
    assert found(replace(SIP, closed_on=day(-1))) == []


def test_the_clocks_of_the_law_are_urgent_and_say_which_law() -> None:
    one = only(STAY)
    assert told(one) == (
        MatterKind.SIP, day(2), "Kalla till SIP efter utskrivning",
        "Utskrivningsklar lör 21 nov. 3 dagar enligt lag 2017:612. Medicin 4.",
    )  # fmt: skip
    assert (one.urgent, one.should_have, one.page) == (True, "skulle ha skickats", Page.SIP)
    notice = only(replace(STAY, notice_at=None, ready_on=None))
    assert (notice.title, notice.day, notice.clock) == ("Bevaka inskrivningsmeddelande", day(-1), "14:00")
    assert notice.why == "Inskriven fre 20 nov 14:00. 24 timmar enligt lag 2017:612. Medicin 4."
    assert found(replace(STAY, no_sip_reason="Bara regionen")) == []


def test_the_days_of_a_transition_are_lines_of_their_own() -> None:
    lines = found(NORA, PLANNED, SWAP, TASK, ASK_AGAIN)
    assert [(one.kind, one.day, one.key.split(":")[0], one.key.rsplit(":")[-1]) for one in lines] == [
        (MatterKind.TRANSITION, day(7), "transition_task", "agreed"),
        (MatterKind.MEETING, day(8), "transition", "joint_meeting"),
        (MatterKind.TRANSITION, day(9), "transition_follow_up", "follow_up"),
        (MatterKind.TRANSITION, day(20), "transition", "swap"),
        (MatterKind.TRANSITION, day(30), "transition", "first_visit"),
    ]
    assert [one.why for one in lines] == ["Karin.", *["Ingen mottagare är utsedd."] * 4]
    received = replace(SWAP, receiver="Eva Ek", to_unit="Medicin")
    assert found(NORA, PLANNED, received)[0].why == "Tar emot: Eva Ek."


def test_several_of_a_day_are_one_line_that_says_how_many() -> None:
    both = found(NORA, PLANNED, SWAP, TASK, replace(TASK, id=new_id(), what="Skriva brev"))
    agreed = next(one for one in both if one.entry_kind == "transition_task")
    assert (agreed.title, agreed.many, agreed.why) == ("2 överenskommelser", 2, "Visa rummet, Skriva brev.")


# Emergencies, stöd, ages


def test_rows_to_check_against_the_journal_are_one_line_a_day() -> None:
    rows = [("Addison", 3), ("Porfyri", 3), ("LQTS", 4)]
    lines = found(*(replace(ROW, id=new_id(), term=term, next_check=day(ahead)) for term, ahead in rows))
    assert [(one.day, one.title, one.many) for one in lines] == [
        (day(3), "Kontrollera UMI mot journalen", 2), (day(4), "Kontrollera UMI mot journalen", 1),
    ]  # fmt: skip
    assert lines[0].why == "Addison; Porfyri."
    ends = only(replace(ROW, next_check=None, valid_until=day(9)))
    assert (ends.kind, ends.ends, ends.day) == (MatterKind.EMERGENCY, True, day(9))


def test_a_stod_that_ends_is_told_of_from_its_lead_time_however_far_ahead() -> None:
    ahead = STOD.valid_until
    assert (ahead - TODAY).days > AHEAD_DAYS
    one = only(NORA, STOD)
    assert (one.kind, one.day, one.title, one.ends) == (MatterKind.BENEFIT, ahead, "F-tandvård slutar", True)
    assert found(NORA, replace(STOD, lead_months=1)) == []
    renewed = only(NORA, replace(STOD, renew_by=day(50)))
    assert (renewed.day, renewed.title) == (day(50), "Ansök igen: F-tandvård")
    assert found(NORA, replace(STOD, decision=Decision.REFUSED)) == []


def test_what_is_applied_for_and_asked_for() -> None:
    supplement = only(ASKED)
    assert (supplement.day, supplement.urgent, supplement.why) == (day(1), True, "Svar på fråga 7.")
    decision = next(one for one in found(replace(APPLIED, applied_on=day(-60))) if one.kind is MatterKind.BENEFIT)
    assert (decision.waiting, decision.key.rsplit(":")[-1]) == (True, "answer")
    certificate = only(NORA, PAPER)
    assert (certificate.waiting, certificate.day, certificate.title) == (True, day(14), "Väntar på läkarutlåtande")
    assert only(NORA, replace(PAPER, issued_on=day(-1))).title == "Skicka in läkarutlåtande"
    assert only(NORA, replace(PAPER, requested_on=None)).title == "Begär läkarutlåtande"


def test_ages_that_change_something_are_told_of_as_long_before_as_their_rules_say() -> None:
    assert {one.key.rsplit(":")[-1] for one in found(BORN)} == {"myndig", "god_man_forbered"}
    child = replace(BORN, birth_date=date(2013, 12, 14))
    assert [one.title for one in found(child)] == ["1177: vårdnadshavares ombud upphör"]
    (free,) = [one for one in found(replace(BORN, birth_date=date(2007, 3, 1))) if "tandvård" in one.title]
    assert (free.kind, free.day, free.title) == (MatterKind.AGE, date(2026, 12, 31), "Sista dag med fri tandvård")


def test_a_birthday_by_itself_is_nothing_to_do() -> None:
    nine = replace(BORN, birth_date=date(2017, 11, 30))
    assert any(one.sort == BIRTHDAY for one in agenda(record_of(nine)))
    assert found(nine) == []


# Gaps and the journal


def gaps_of(*entries: Entity) -> dict[str, Matter]:
    return {one.key: one for one in matters(record_of(*entries)) if one.kind is MatterKind.GAP}


def test_serious_gaps_are_lines_and_others_are_not() -> None:
    lines = gaps_of()
    assert "gap:no_care_contact" in lines and "gap:no_plan" not in lines
    one = lines["gap:no_care_contact"]
    assert (one.day, one.page, one.field, one.verb) == (None, Page.CONTACTS, "fixed_care_contact", "Utse")
    assert {key.removeprefix("gap:") for key in lines} <= {rule.code for rule in rules() if rule.serious}


def test_what_another_line_tells_of_is_no_gap_line() -> None:
    """No rule that is serious tells of a day some other line stands on."""
    for record in practice_records():
        lines = matters(record)
        days = {(one.entry_id, one.day) for one in lines if one.kind is not MatterKind.GAP and one.many == 1}
        shown = {(one.key, one.entry_id) for one in lines if one.kind is MatterKind.GAP and one.many == 1}
        due = {(f"gap:{gap.key}", gap.entry_id): gap.due for gap in gaps(record) if gap.due is not None}
        assert all((gap[1], due[gap]) not in days for gap in shown & due.keys())


RECEIVER = "gap:ends_without_receiver"


def test_a_line_that_stands_for_several_does_not_say_what_each_of_them_lacks() -> None:
    swap = replace(SWAP, joint_meeting_on=None, first_visit_on=None)
    other = replace(swap, id=new_id())
    assert RECEIVER not in gaps_of(NORA, PLANNED, swap), "its own line says so"
    assert gaps_of(NORA, PLANNED, swap, other)[RECEIVER].many == 2


def test_thirty_of_one_rule_are_one_line() -> None:
    late = [made(Contact, name=f"Enhet {number}", last_contact=day(-400), interval_months=6) for number in range(5)]
    one = gaps_of(*late)["gap:contact_no_time"]
    assert (one.title, one.many, one.entry_id) == ("Kontakt utan ny tid (5)", 5, None)
    assert one.why.endswith("och 2 till.") and "Enhet 0" in one.why
    single = gaps_of(late[0])["gap:contact_no_time"]
    assert (single.many, single.entry_kind, single.entry_id) == (1, "contact", late[0].id)


def test_a_gap_says_nothing_of_how_late_it_is() -> None:
    """It would be wrong the day after."""
    consent = made(
        Consent,
        given_on=day(-300),
        given_by="Maja",
        purpose="Skolan",
        covers="Allt",
        recipients="Skolan",
        valid_until=day(-40),
    )
    one = gaps_of(consent)["gap:consent_expired"]
    assert one.why == "Efter den dagen kan inga uppgifter lämnas med stöd av samtycket."


def test_notes_for_the_journal_are_one_line_with_how_many() -> None:
    (one,) = found(to_journal=7)
    assert (one.key, one.kind, one.many, one.title) == (
        "journal", MatterKind.JOURNAL, 7, "7 uppgifter ska till journalen",
    )  # fmt: skip
    assert found(to_journal=1)[0].title == "1 uppgift ska till journalen"
    assert found(to_journal=0) == []


# Whose


@pytest.mark.parametrize("status", [PatientStatus.ENDED, PatientStatus.DECEASED, PatientStatus.MOVED])
def test_nothing_is_told_of_who_is_not_here_any_more(status: PatientStatus) -> None:
    gone = replace(MAJA, status=status)
    assert matters(record_of(gone, NORA, RING, STAY, VISIT), to_journal=3) == []


def test_of_who_rests_only_what_does_not_rest_is_told() -> None:
    resting = replace(MAJA, status=PatientStatus.RESTING)
    lines = matters(record_of(resting, NORA, RING, VISIT, STAY, STOD, REFERRAL), to_journal=3)
    assert {one.entry_kind or one.key for one in lines} == {"appointment", "hospital_stay", "benefit", "journal"}
    late = replace(RING, due=day(-1))
    assert [one.title for one in matters(record_of(resting, NORA, late))] == ["Ring skolan"]


# Marks


def mark(one: Matter, **fields: Any) -> MatterMark:
    return MatterMark(
        patient_id=PATIENT_ID, matter=one.key, day=one.day, words="Väntar", marked_on=TODAY, **fields
    )  # fmt: skip


def test_what_is_put_off_is_gone_until_its_day_and_then_as_late_as_it_is() -> None:
    one = only(NORA, REFERRAL)
    held = record_of(NORA, REFERRAL, mark(one, until=day(7)))
    shown = [any(line.key == one.key for line in matters(later(held, day(after)))) for after in (0, 6, 7, 8)]
    assert shown == [False, False, True, True]
    assert next(line for line in matters(later(held, day(7))) if line.key == one.key).day == day(4)


def test_what_is_seen_to_is_gone_until_it_has_another_day() -> None:
    one = found(BORN)[0]
    held = mark(one)
    assert one.key not in [line.key for line in found(BORN, held)]
    moved = replace(BORN, birth_date=date(2008, 12, 15))
    assert one.key in [line.key for line in found(moved, held)]


def test_a_mark_of_one_line_hides_no_other_of_its_entry() -> None:
    step = replace(STEP, start=day(1), due=day(8))
    first, second = found(PLAN, GOAL, step)
    assert [one.key for one in found(PLAN, GOAL, step, mark(first, until=day(3)))] == [second.key]


# All of them


@pytest.mark.parametrize("ahead", [0, 1, 30, 400])
def test_keys_are_unique_in_every_practice_record_on_any_day(ahead: int) -> None:
    for record in practice_records():
        keys = [one.key for one in matters(later(record, day(ahead)), to_journal=2)]
        assert len(keys) == len(set(keys))


def test_every_practice_patients_agenda_stands_in_idag() -> None:
    """Idag leaves out nothing that her own page tells of but birthdays, and visits that are not near."""
    for record in practice_records():
        items = [one for one in agenda(record, AHEAD_DAYS) if one.sort != BIRTHDAY]
        near = {(one.kind.KIND, one.day) for one in items if one.day <= day(VISITS_AHEAD_DAYS)}
        ahead = {(one.kind.KIND, one.day) for one in items if one.kind not in (Appointment, Contact)}
        assert near | ahead <= {(one.entry_kind, one.day) for one in matters(record)}


def test_no_line_is_empty_and_none_is_relative_to_the_day_it_was_found() -> None:
    relative = re.compile(r"\b(i går|i morgon|sen|om \d+ (dag|dagar|veckor|månader))\b", re.IGNORECASE)
    written = ("reminder",)  # somebody's own words
    for record in practice_records():
        for one in matters(record, to_journal=2):
            assert one.title.strip() and one.why.strip() and one.verb.strip()
            if one.entry_kind not in written:
                assert not relative.search(one.why), one.why


@settings(max_examples=5, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(whole_records(), st.dates(date(2000, 1, 1), date(2080, 1, 1)))
def test_any_record_at_all_gives_lines_with_keys_of_their_own(entries: tuple[Entity, ...], today: date) -> None:
    record = record_of(*map(_within_bounds, entries), today=today)
    lines = matters(replace(record, patient_id=entries[0].patient_id), to_journal=1)
    assert len({one.key for one in lines}) == len(lines)
    assert all(one.title.strip() and one.why.strip() for one in lines)


def _within_bounds(entry: Entity) -> Entity:
    """Months and minutes that are some: what is refused at every door is not what is asked about here."""
    numbers = [one.name for one in attrs_of(type(entry)) if one.value_type is int and getattr(entry, one.name)]
    return replace(entry, **{name: getattr(entry, name) % 240 + 1 for name in numbers})


def test_when_the_hour_of_a_law_has_passed_today_it_is_still_urgent() -> None:
    admitted = datetime.combine(day(-1), time(9), SWEDEN)
    one = only(replace(STAY, admitted_at=admitted, notice_at=None, ready_on=None))
    assert (one.day, one.clock, one.urgent) == (TODAY, "09:00", True)


def test_a_patient_without_a_birth_date_has_no_ages() -> None:
    assert found(replace(BORN, birth_date=None)) == []
    assert [one.entry_kind for one in found(BORN)] == [Patient.KIND] * 2

"""The gaps of a record: what is missing or late, most serious first, with a word for what mends it."""

import json
from dataclasses import replace
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

import pytest

from coordinator.alert import EmergencyInformation
from coordinator.careplan import CareGoal, CarePlan, GoalResult, Intervention, InterventionStatus, PlanStatus
from coordinator.contact import Assignment, Channel, Contact, ContactRole, ContactStatus, InformedWay
from coordinator.desk import Desk
from coordinator.entity import Entity, Knowledge, attrs_of
from coordinator.gaps import Gap, gaps, is_reachable
from coordinator.page import Page
from coordinator.person import DiagnosisState, Patient, PatientStatus, ProtectedIdentity
from coordinator.practice import fill_practice
from coordinator.referral import Referral, ReferralStatus
from coordinator.reminder import Reminder
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, MemoryStore, noon, record_of


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


ASKED = replace(
    MAJA,
    emergency_known=Knowledge.NONE_KNOWN,
    protected_identity=ProtectedIdentity.NONE,
    interpreter_need=Knowledge.NONE_KNOWN,
    adaptation_need=Knowledge.NONE_KNOWN,
    representative_known=Knowledge.NONE_KNOWN,
    diagnosis_state=DiagnosisState.DIAGNOSED,
)
KARIN = Contact(patient_id=PATIENT_ID, name="Karin", role="sjuksköterska", phone="010-1")
PLAN = CarePlan(
    patient_id=PATIENT_ID, status=PlanStatus.CURRENT, established_on=day(-30), what_matters="Musik", next_review=day(0)
)
GOAL = CareGoal(patient_id=PATIENT_ID, plan_id=PLAN.id, goal="Åka själv")
DONE = Intervention(
    patient_id=PATIENT_ID, goal_id=GOAL.id, what="Öva vägen", status=InterventionStatus.DONE, due=day(-5)
)


def role(assignment: Assignment, **fields: Any) -> ContactRole:
    known: dict[str, Any] = {
        "patient_id": PATIENT_ID, "contact_id": KARIN.id, "assignment": assignment, "start": day(-30),
        "main": assignment is Assignment.FIXED_CARE_CONTACT, "informed_on": day(-3),
        "informed_way": InformedWay.ORALLY, "informed_by": "Karin",
    }  # fmt: skip
    return ContactRole(**known | fields)


CARE, PHYSICIAN = role(Assignment.FIXED_CARE_CONTACT), role(Assignment.FIXED_PHYSICIAN_CONTACT)
WHOLE: tuple[Entity, ...] = (ASKED, KARIN, CARE, PHYSICIAN, PLAN, GOAL, DONE)


def found(*more: Entity, without: Entity | None = None, instead: Entity | None = None) -> list[Gap]:
    """The gaps of a record without any, changed so."""
    entries = [one if instead is None or one.id != instead.id else instead for one in WHOLE if one is not without]
    return gaps(record_of(*entries, *more))


def test_a_record_where_all_is_written_has_no_gap() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("field", "value", "key", "page"),
    [
        ("emergency_known", Knowledge.NOT_ASKED, "emergency_not_asked", Page.PERSON),
        ("emergency_known", Knowledge.SOME, "emergency_not_written", Page.PERSON),
        ("protected_identity", ProtectedIdentity.NOT_ASKED, "protection_not_asked", Page.PERSON),
        ("interpreter_need", Knowledge.NOT_ASKED, "interpreter_not_asked", Page.PERSON),
        ("adaptation_need", Knowledge.NOT_ASKED, "adaptation_not_asked", Page.PERSON),
        ("representative_known", Knowledge.NOT_ASKED, "representative_not_asked", Page.RELATIVES),
        ("diagnosis_state", DiagnosisState.NOT_ASKED, "diagnosis_not_asked", Page.DIAGNOSES),
    ],
)
def test_what_nobody_has_asked_is_a_gap_on_the_page_that_asks_it(field: str, value: Any, key: str, page: Page) -> None:
    (gap,) = found(instead=replace(ASKED, **{field: value}))
    assert (gap.key, gap.page, gap.field, gap.entry_id) == (key, page, field, PATIENT_ID)


def test_emergency_information_that_is_written_is_no_gap() -> None:
    text = EmergencyInformation(patient_id=PATIENT_ID, heading="Kramper", source="Neurologen", checked_on=day(-1))
    asked = replace(ASKED, emergency_known=Knowledge.SOME)
    assert found(text, instead=asked) == []
    (gap,) = found(replace(text, valid_until=day(-1)), instead=asked)
    assert gap.key == "emergency_not_written"


@pytest.mark.parametrize(
    ("missing", "key", "title"),
    [
        (CARE, "no_care_contact", "Fast vårdkontakt saknas"),
        (PHYSICIAN, "no_physician_contact", "Fast läkarkontakt saknas"),
    ],
)
def test_a_role_in_law_that_nobody_holds_is_a_gap(missing: Entity, key: str, title: str) -> None:
    (gap,) = found(without=missing)
    assert (gap.key, gap.title, gap.verb, gap.page) == (key, title, "Utse", Page.CONTACTS)


def test_a_role_that_has_ended_is_a_gap_again() -> None:
    assert [gap.key for gap in found(instead=replace(CARE, end=day(-1)))] == ["no_care_contact"]


def test_that_the_patient_was_not_told_is_a_gap_of_that_role() -> None:
    untold = replace(CARE, informed_on=None, informed_way=None, informed_by="")
    (gap,) = found(instead=untold)
    assert gap.key == "not_informed"
    assert gap.title == "Patienten har inte fått veta vem som är fast vårdkontakt"
    assert gap.why.startswith("Karin, sjuksköterska.")
    assert (gap.contact_id, gap.entry_id) == (KARIN.id, CARE.id)


def test_a_late_reminder_is_a_gap_until_it_is_done() -> None:
    reminder = Reminder(patient_id=PATIENT_ID, what="ring skolan", owner="Anna", due=day(-2), contact_id=KARIN.id)
    (gap,) = found(reminder)
    assert (gap.title, gap.why, gap.verb) == ("Ring skolan", "Skulle ha gjorts för 2 dagar sen, Anna", "Följ upp")
    assert gap.page is Page.REMINDERS
    assert (gap.contact_id, gap.entry_id) == (KARIN.id, reminder.id)
    assert found(replace(reminder, due=day(0))) == []
    assert found(replace(reminder, done_on=day(-1), done_note="Klart")) == []


def test_an_answer_that_has_not_come_is_a_gap() -> None:
    referral = Referral(patient_id=PATIENT_ID, contact_id=KARIN.id, expected_answer=day(-21))
    (gap,) = found(referral)
    assert (gap.title, gap.why) == (
        "Svar från Karin har inte kommit", "Remissvar väntades 1 nov, för 3 veckor sen",
    )  # fmt: skip
    assert gap.page is Page.REFERRALS
    assert found(replace(referral, to="Ögon"))[0].title == "Svar från Ögon har inte kommit"
    assert found(replace(referral, expected_answer=day(0))) == []
    assert found(replace(referral, status=ReferralStatus.ANSWERED)) == []


def test_a_contact_without_a_new_time_is_a_gap() -> None:
    contact = Contact(
        patient_id=PATIENT_ID, name="Jonas", role="endokrinolog", phone="1", interval_months=6,
        last_contact=date(2026, 5, 11),
    )  # fmt: skip
    (gap,) = found(contact)
    assert (gap.title, gap.why, gap.verb, gap.page) == (
        "Jonas har ingen ny tid", "Endokrinolog, var 6:e månad, senast 11 maj 2026", "Ring och boka", Page.CONTACTS,
    )  # fmt: skip
    assert gap.contact_id == gap.entry_id == contact.id
    assert found(replace(contact, name=""))[0].why == "Var 6:e månad, senast 11 maj 2026"
    assert found(replace(contact, next_contact=day(0))) == []


@pytest.mark.parametrize(
    "way",
    [{"phone": "1"}, {"switchboard": "1"}, {"email": "a@b.se"}, {"channel": Channel.LETTER}, {"channel_note": "x"}],
)
def test_a_contact_is_reachable_in_any_one_way(way: dict[str, Any]) -> None:
    contact = Contact(patient_id=PATIENT_ID, name="Petra", phone=" ")
    (gap,) = found(contact)
    assert (gap.key, gap.title, gap.contact_id) == ("contact_unreachable", "Petra går inte att nå", contact.id)
    assert is_reachable(replace(contact, **way))
    assert found(replace(contact, **way)) == []
    assert found(replace(contact, status=ContactStatus.ENDED)) == []


def test_facts_older_than_a_year_are_the_least_serious_gap() -> None:
    contact = Contact(patient_id=PATIENT_ID, name="Petra", checked_on=day(-366))
    assert [gap.key for gap in found(contact)] == ["contact_unreachable", "contact_old"]
    assert found(replace(contact, phone="1", checked_on=day(-365))) == []


def test_without_a_plan_that_is_the_only_gap_of_it() -> None:
    (gap,) = gaps(record_of(ASKED, KARIN, CARE, PHYSICIAN))
    assert (gap.key, gap.verb, gap.page) == ("no_plan", "Skriv", Page.CARE_PLAN)


def test_what_matters_and_the_review_belong_to_the_plan() -> None:
    keys = [gap.key for gap in found(instead=replace(PLAN, what_matters=" ", next_review=day(-1)))]
    assert keys == ["plan_review_late", "what_matters_not_written"]


def test_a_goal_without_an_insats_is_a_gap_unless_it_is_reached() -> None:
    (gap,) = found(without=DONE)
    assert (gap.key, gap.title, gap.entry_id) == ("goal_without_intervention", "Åka själv", GOAL.id)
    reached = replace(GOAL, result=GoalResult.REACHED)
    assert gaps(record_of(ASKED, KARIN, CARE, PHYSICIAN, PLAN, reached)) == []


def test_a_goal_that_should_have_been_followed_up_is_a_gap_until_it_is() -> None:
    late = replace(GOAL, follow_up=day(-1))
    assert [gap.key for gap in found(instead=late)] == ["goal_follow_up_late"]
    assert found(instead=replace(late, result=GoalResult.PARTLY)) == []
    assert found(instead=replace(late, follow_up=day(0))) == []


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({}, "Insatsen saknar ansvarig och datum"),
        ({"due": day(3)}, "Insatsen saknar ansvarig"),
        ({"responsible": "Karin"}, "Insatsen saknar datum"),
        ({"contact_id": KARIN.id}, "Insatsen saknar datum"),
    ],
)
def test_an_insats_without_anyone_or_a_day_is_a_gap(fields: dict[str, Any], missing: str) -> None:
    one = Intervention(patient_id=PATIENT_ID, goal_id=GOAL.id, what="Söka resa", **fields)
    (gap,) = found(one)
    assert (gap.key, gap.title, gap.why, gap.entry_id) == ("intervention_unclear", "Söka resa", missing, one.id)
    assert found(replace(one, status=InterventionStatus.STOPPED)) == []
    assert found(replace(one, responsible="Karin", follow_up=day(4))) == []


def test_an_insats_whose_day_has_passed_is_a_gap_with_its_owner() -> None:
    one = Intervention(patient_id=PATIENT_ID, goal_id=GOAL.id, what="Söka resa", contact_id=KARIN.id, due=day(-7))
    (gap,) = found(one)
    assert (gap.key, gap.contact_id) == ("intervention_late", KARIN.id)
    assert gap.why == "Insatsen skulle ha varit klar för 7 dagar sen, Karin"
    assert found(replace(one, due=day(0))) == []


@pytest.mark.parametrize("status", [PatientStatus.ENDED, PatientStatus.DECEASED])
def test_nothing_is_asked_for_when_it_is_over(status: PatientStatus) -> None:
    assert gaps(record_of(replace(MAJA, status=status))) == []


def test_of_whom_nothing_is_known_the_most_serious_comes_first() -> None:
    assert [gap.key for gap in gaps(record_of())] == [
        "no_care_contact", "no_physician_contact", "emergency_not_asked", "protection_not_asked", "no_plan",
        "interpreter_not_asked", "adaptation_not_asked", "representative_not_asked", "diagnosis_not_asked",
    ]  # fmt: skip


def test_words_of_the_record_are_never_read_as_places_to_fill_in() -> None:
    reminder = Reminder(patient_id=PATIENT_ID, what="{who} {0} %s", owner="{late}", due=day(-2))
    (gap,) = found(reminder)
    assert (gap.title, gap.why) == ("{who} {0} %s", "Skulle ha gjorts för 2 dagar sen, {late}")


def test_a_gap_shows_no_content_in_its_repr() -> None:
    (gap,) = found(Reminder(patient_id=PATIENT_ID, what="ring skolan", owner="Anna", due=day(-2)))
    assert "skolan" not in repr(gap)
    assert "Anna" not in repr(gap)


def test_every_text_says_its_page_and_ends_without_a_full_stop() -> None:
    texts = json.loads((files("resources") / "texts" / "gaps.json").read_text(encoding="utf-8"))
    of_patient = {attr.name for attr in attrs_of(Patient)}
    for key, one in texts.items():
        assert set(one) - {"field"} == {"title", "why", "verb", "page"}, key
        page = Page.of(one["page"])
        known = {
            Page.PERSON: of_patient,
            Page.RELATIVES: of_patient,
            Page.DIAGNOSES: of_patient,
            Page.CONTACTS: {assignment.stored for assignment in Assignment},
            Page.CARE_PLAN: {attr.name for attr in attrs_of(CarePlan)},
        }
        assert "field" not in one or one["field"] in known[page]
        assert not one["title"].endswith(".")
        assert not one["why"].endswith(".")


def test_the_gaps_of_every_practice_patient_can_be_mended_somewhere() -> None:
    store = MemoryStore(noon(TODAY))
    seen: set[str] = set()
    for person in fill_practice(Desk(store), ("tom", "barn", "120-kontakter")):
        record = store.read(person.patient_id)
        for gap in gaps(record):
            seen.add(gap.key)
            assert gap.title and gap.why and gap.verb
            assert "{" not in gap.title + gap.why
            assert gap.contact_id is None or record.get(Contact, gap.contact_id)
    assert {"no_plan", "contact_no_time", "contact_old", "referral_late", "reminder_late"} <= seen

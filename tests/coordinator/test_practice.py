"""The practice record: people who could be real, around any day, with test numbers and phones set aside for fiction."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.about_me import HEADINGS, AboutMe
from coordinator.alert import CardLanguage, EmergencyInformation
from coordinator.appointment import Appointment, AppointmentForm, AppointmentStatus
from coordinator.careplan import (
    CareGoal,
    CarePlan,
    HandedOutPlan,
    Intervention,
    PlanStatus,
    current_plan,
    goals_of,
    interventions_of,
)
from coordinator.consent import Consent, ConsentGiver, ConsentPurpose
from coordinator.contact import Assignment, Contact, ContactCategory, ContactRole, ContactStatus, holders
from coordinator.contact_log import ContactLogEntry
from coordinator.desk import Desk
from coordinator.device import AssistiveDevice
from coordinator.diagnosis import RareCondition
from coordinator.discharge import clocks
from coordinator.entity import Code, Coding, Entity, Knowledge, attrs_of
from coordinator.guardian import Custody, Guardian, guardians
from coordinator.identity import IdentityType, parse_identity
from coordinator.journal_entry import JournalEntry
from coordinator.kinds import KINDS
from coordinator.person import Communication, DiagnosisState, Patient, ProtectedIdentity
from coordinator.practice import PracticePatient, fill_practice, moved, practice_number
from coordinator.record import Record
from coordinator.referral import Referral
from coordinator.relative import Relative
from coordinator.reminder import Reminder, open_reminders
from coordinator.representative import LegalRepresentative, Power, Scope, representatives
from coordinator.shared_paper import SharedPaper
from coordinator.sip.belonging import sips, stays
from coordinator.sip.consenting import consent_of, uncovered
from coordinator.sip.legal_points import LegalPoint, missing_points
from coordinator.sip.process import SipLead
from coordinator.sip.standing import SipStep, standing
from coordinator.swedish import SWEDEN
from tests.coordinator.conftest import PATIENT_ID, TODAY, MemoryStore, noon

DAYS = (TODAY, date(2027, 1, 1), date(2028, 2, 29))
ON_ANY_DAY = pytest.mark.parametrize("today", DAYS, ids=str)
RESERVE_NUMBER = "992004391013"


@cache
def people(today: date) -> dict[str, Record]:
    """Every practice record, by slug, as it is on the day it was made."""
    store = MemoryStore(noon(today))
    return {person.slug: store.read(person.patient_id) for person in fill_practice(Desk(store))}


def entries(record: Record) -> Iterator[Entity]:
    for found in record.entries.values():
        yield from found


def values(entry: Entity, name: str) -> tuple[Any, ...]:
    value = getattr(entry, name)
    return value if isinstance(value, tuple) else (value,)


def fields(entry: Entity) -> Iterator[tuple[str, Any]]:
    for attr in attrs_of(type(entry)):
        yield attr.name, getattr(entry, attr.name)


def texts(record: Record) -> Iterator[tuple[str, str]]:
    """Every text in the record that somebody wrote, with where it stands; not what the program made of others."""
    for entry in entries(record):
        for name, value in fields(entry):
            if isinstance(value, str) and not isinstance(entry, JournalEntry):
                yield f"{entry.KIND}.{name}", value


# As a whole


@ON_ANY_DAY
def test_there_is_one_person_for_each_thing_to_show(today: date, desk_on: Callable[[date], Desk]) -> None:
    desk = desk_on(today)
    made = fill_practice(desk)
    assert [person.slug for person in made] == [
        "nyfodd", "nyupptackt", "skyddad-foralder", "barn", "skottdag", "fettsyra", "fyller-18", "skyddad", "aret-19",
        "dravet", "odiagnostiserad", "120-kontakter", "forvaltare", "inskriven", "vuxen-ny-fvk", "framtidsfullmakt",
        "tom",
    ]  # fmt: skip
    assert len({person.patient_id for person in made}) == len(made) == len(desk.store.patients())
    assert all(re.fullmatch("[a-z0-9-]+", person.slug) for person in made)
    assert all(person.why.endswith(".") and len(person.why) > 20 for person in made)


@ON_ANY_DAY
def test_the_patients_span_the_ages(today: date) -> None:
    ages = [record.patient.age_on(today) for record in people(today).values()]
    known = [age for age in ages if age is not None]
    assert len(known) == len(ages) - 1 >= 12 and (min(known), max(known)) == (0, 80)
    for low, high in ((1, 7), (7, 13), (13, 18), (18, 20), (20, 40), (40, 65), (65, 80)):
        assert any(low <= age < high for age in known), (low, high)


def test_they_stand_from_the_youngest_to_the_oldest_and_last_the_empty_one() -> None:
    ages = [record.patient.age_on(TODAY) for record in people(TODAY).values()]
    assert ages == [0, 5, 9, 12, 14, 16, 17, 18, 19, 23, 24, 36, 45, 68, 68, 80, None]


@ON_ANY_DAY
def test_every_kind_occurs(today: date) -> None:
    made = {type(entry) for record in people(today).values() for entry in entries(record)}
    assert made == set(KINDS) - {HandedOutPlan, SharedPaper}  # those are made by handing over a paper


@ON_ANY_DAY
@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (Appointment, "form"), (Appointment, "status"), (Referral, "status"), (ContactLogEntry, "form"),
        (ContactLogEntry, "helped_with"), (Guardian, "custody"), (LegalRepresentative, "power"),
        (LegalRepresentative, "scope"), (Consent, "giver"), (Contact, "category"), (Contact, "status"),
    ],
)  # fmt: skip
def test_every_code_occurs(today: date, kind: type[Entity], name: str) -> None:
    (attr,) = (attr for attr in attrs_of(kind) if attr.name == name)
    codes = attr.item_type or attr.value_type
    assert issubclass(codes, Code)
    used = {value for record in people(today).values() for entry in record.all(kind) for value in values(entry, name)}
    assert used == set(codes)


@ON_ANY_DAY
def test_reminders_and_devices_are_in_every_state(today: date) -> None:
    made = [entry for record in people(today).values() for entry in entries(record)]
    reminders = [one for one in made if isinstance(one, Reminder)]
    undone = [one for one in reminders if one.done_on is None]
    assert any(one.due == today for one in undone) and any(one.due > today for one in undone)
    assert len({one.due for one in undone if one.due < today}) >= 5
    assert any(one.done_note for one in reminders)
    assert any(one.postponed_because and one.first_due and one.first_due < one.due for one in undone)
    devices = [one for one in made if isinstance(one, AssistiveDevice)]
    assert any(one.is_in_use and one.next_service and one.next_service < today for one in devices)
    assert any(not one.is_in_use for one in devices)
    referrals = [one for one in made if isinstance(one, Referral)]
    assert any(one.is_open and one.expected_answer and one.expected_answer < today for one in referrals)
    several = [to for to, count in Counter(one.contact_id for one in referrals if one.contact_id).items() if count > 1]
    assert len(several) >= 4


@ON_ANY_DAY
def test_visits_at_one_place_within_a_few_weeks_can_be_gathered(today: date) -> None:
    def gatherable(record: Record) -> bool:
        coming = [one for one in record.all(Appointment) if one.is_coming and one.place]
        return any(
            one.place == other.place and other.movable and 0 < abs((other.day - one.day).days) <= 28
            for one in coming
            for other in coming
        )

    assert sum(gatherable(record) for record in people(today).values()) >= 6
    assert gatherable(people(today)["120-kontakter"])
    for slug, record in people(today).items():
        places = {contact.place for contact in record.all(Contact)}
        assert {one.place for one in record.all(Appointment) if one.place} <= places, slug


@ON_ANY_DAY
def test_who_has_written_about_themselves(today: date) -> None:
    found = [text for record in people(today).values() for text in record.all(AboutMe)]
    for heading in HEADINGS:
        assert sum(bool(getattr(one, heading.name)) for one in found) >= 5, heading.name
    assert sum(all(getattr(one, heading.name) for heading in HEADINGS) for one in found) >= 5
    for one in found:
        assert one.supported_by and one.written_on
        assert sum(len(getattr(one, heading.name)) for heading in HEADINGS) < 2200  # one page of paper


@ON_ANY_DAY
def test_what_was_logged_leads_to_a_reminder_and_moves_the_contact(today: date) -> None:
    for slug, record in people(today).items():
        reminders = {one.log_entry_id: one for one in record.all(Reminder)}
        contacts = {one.id: one for one in record.all(Contact)}
        for entry in record.all(ContactLogEntry):
            if entry.next_step:
                assert reminders[entry.id].what == entry.next_step, slug
                assert (reminders[entry.id].first_due or reminders[entry.id].due) == entry.next_on, slug
            contact = contacts.get(entry.contact_id) if entry.contact_id else None
            if contact:
                assert contact.last_contact and contact.last_contact >= entry.day, (slug, contact.heading)
        for visit in record.all(Appointment):
            contact = contacts.get(visit.contact_id) if visit.contact_id else None
            if contact and visit.status is AppointmentStatus.FULFILLED:
                assert contact.last_contact and contact.last_contact >= visit.day, (slug, contact.heading)
            if contact and visit.status is AppointmentStatus.BOOKED and visit.day >= today:
                assert contact.next_contact and contact.next_contact <= visit.day, (slug, contact.heading)


@ON_ANY_DAY
def test_nothing_in_the_practice_record_points_to_nothing(today: date) -> None:
    for slug, record in people(today).items():
        ids = {(entry.KIND, entry.id) for entry in entries(record)}
        for entry in entries(record):
            for attr in attrs_of(type(entry)):
                to = getattr(entry, attr.name) if attr.refers_to else None
                assert to is None or (attr.refers_to, to) in ids, (slug, entry.KIND, attr.name)


def test_every_file_of_data_is_used() -> None:
    stored = {file.name for file in (files("resources") / "demo").iterdir() if file.name.endswith((".json", ".tsv"))}
    assert stored == {f"{slug}.json" for slug in people(TODAY)} | {"contacts.tsv"}


@ON_ANY_DAY
def test_two_makings_are_equal_but_for_their_ids(today: date, desk_on: Callable[[date], Desk]) -> None:
    def without_ids(desk: Desk, made: tuple[PracticePatient, ...]) -> list[Any]:
        told = []
        for person in made:
            record = desk.store.read(person.patient_id)
            order = {entry.id: place for place, entry in enumerate(entries(record))}

            def placed(value: Any, order: dict[UUID, int] = order) -> Any:
                if isinstance(value, tuple):
                    return [placed(one) for one in value]
                return order[value] if isinstance(value, UUID) else value

            for entry in entries(record):
                # A mark is made of ids too.
                values = [placed(value) for name, value in fields(entry) if name != "mark"]
                told.append([entry.KIND, entry.version, *values])
        return told

    first, second = desk_on(today), desk_on(today)
    assert without_ids(first, fill_practice(first)) == without_ids(second, fill_practice(second))


@pytest.mark.parametrize("today", [date(2026, 12, 31), date(2028, 2, 28), date(2028, 3, 1), date(2027, 6, 30)], ids=str)
def test_nothing_breaks_a_rule_at_the_ends_of_months_and_years(today: date) -> None:
    for slug, record in people(today).items():
        assert [problem for entry in entries(record) for problem in entry.problems(record)] == [], slug
    assert people(today).keys() == people(TODAY).keys()


@ON_ANY_DAY
def test_nothing_in_the_practice_record_breaks_a_rule(today: date) -> None:
    for slug, record in people(today).items():
        assert [problem for entry in entries(record) for problem in entry.problems(record)] == [], slug


def test_a_vault_of_practice_is_made_with_few_changes() -> None:
    store = MemoryStore(noon(TODAY))
    fill_practice(Desk(store))
    assert len(store.noted) <= 3 * len(people(TODAY))


# Nobody real

NUMBER = re.compile(r"(?<![\d-])(?:19|20)?\d{6}[-+]?\d{4}(?!\d)")
PHONE = re.compile(r"(?<!\d)(?:\+46 ?|0)\d{1,3}[- ]?\d{2,3}(?: ?\d{2,3}){1,3}(?!\d)")
FICTION = (
    ("070", 1740605, 1740699),
    ("08", 46500400, 46500499),
    ("031", 3900600, 3900699),
    ("040", 6280400, 6280499),
    ("0980", 319200, 319299),
)


def is_fiction(phone: str) -> bool:
    digits = re.sub(r"\D", "", phone)
    digits = "0" + digits.removeprefix("46") if phone.startswith("+46") else digits
    return any(
        digits.startswith(area) and len(digits) == len(area) + len(str(low)) and low <= int(digits[len(area) :]) <= high
        for area, low, high in FICTION
    )


def is_test_number(text: str) -> bool:
    known = parse_identity(text, TODAY + timedelta(days=3660))
    return known.number == RESERVE_NUMBER or known.number[8:11] in ("238", "239")


@ON_ANY_DAY
def test_every_number_is_a_test_number(today: date) -> None:
    for slug, record in people(today).items():
        patient = record.patient
        for number in filter(None, (patient.identity_number, *patient.former_numbers)):
            assert is_test_number(number), slug
        for place, text in texts(record):
            for found in NUMBER.findall(text):
                assert is_test_number(found), (slug, place)


@ON_ANY_DAY
def test_every_phone_is_in_a_series_set_aside_for_fiction(today: date) -> None:
    seen: Counter[str] = Counter()
    for slug, record in people(today).items():
        for place, text in texts(record):
            if place.endswith("identity_number"):
                continue
            left = text
            for phone in PHONE.findall(text):
                assert is_fiction(phone), (slug, place, phone)
                seen[re.sub(r"\D", "", phone)] += 1
                left = left.replace(phone, "")
            assert not re.search(r"\d[\d -]{6,}\d", re.sub(r"\d{3} \d{2}(?!\d)", "", left)), (slug, place, left)
    assert len(seen) > 100


def test_a_phone_is_written_so_that_it_can_be_read_aloud() -> None:
    written = re.compile(r"(?:070-\d{3}|031-\d{3}|040-\d{3}) \d{2} \d{2}|08-\d{3} \d{3} \d{2}|0980-\d{2} \d{2} \d{2}")
    for record in people(TODAY).values():
        for contact in record.all(Contact):
            for phone in filter(None, (contact.phone, contact.switchboard)):
                assert written.fullmatch(phone), phone
        for kind in (Relative, Guardian, LegalRepresentative):
            assert all(written.fullmatch(person.phone) for person in record.all(kind) if person.phone)
        for device in record.all(AssistiveDevice):
            assert not device.phone_when_broken or written.fullmatch(device.phone_when_broken)


def test_the_numbers_to_turn_to_are_those_of_the_contacts() -> None:
    for slug, record in people(TODAY).items():
        phones = [phone for contact in record.all(Contact) for phone in (contact.phone, contact.switchboard)]
        known = {"112", "1177"} | {re.sub(r"\D", "", phone) for phone in phones}
        said = [plan.turn_to_daytime_phone for plan in record.all(CarePlan)]
        said += [plan.turn_to_evening_phone for plan in record.all(CarePlan)]
        said += [plan.turn_to_urgent_phone for plan in record.all(CarePlan)]
        for text in record.all(EmergencyInformation):
            said += PHONE.findall(f"{text.call_daytime} {text.call_on_call}")
        for phone in filter(None, said):
            assert re.sub(r"\D", "", phone.replace("+46 ", "0")) in known, (slug, phone)


def test_no_address_on_the_net_could_reach_anybody() -> None:
    for record in people(TODAY).values():
        for place, text in texts(record):
            for address in re.findall(r"\S+@\S+", text):
                assert address.endswith("@example.com"), place
            assert "http" not in text and "www" not in text, place


# Any day


@ON_ANY_DAY
def test_no_text_is_bound_to_a_year(today: date) -> None:
    for slug, record in people(today).items():
        for place, text in texts(record):
            if not place.endswith("identity_number"):
                assert not re.search(r"\b(?:19|20)\d\d\b", text), (slug, place)


@ON_ANY_DAY
def test_all_dates_are_reasonable(today: date) -> None:
    past = {
        "given_on", "checked_on", "diagnosed_on", "established_on", "issued_on", "last_contact", "informed_on",
        "revoked_on", "in_journal_on", "diagnosis_checked", "emergency_checked", "protection_checked",
        "interpreter_checked", "adaptation_checked", "last_journal_entry", "birth_date", "representative_checked",
        "received_on", "last_service", "returned_on", "sent_on", "answered_on", "done_on", "written_on", "decision_on",
        "shown_on", "at", "applied_on", "decided_on", "requested_on", "enrolled_on", "marked_on", "entered_at",
        "supplement_asked_on", "basis_ready_on", "ended_on",
    }  # fmt: skip
    for slug, record in people(today).items():
        born = record.patient.birth_date
        for entry in entries(record):
            for name, written in fields(entry):
                value = written.astimezone(SWEDEN).date() if isinstance(written, datetime) else written
                if not isinstance(value, date):
                    continue
                assert today - timedelta(days=366 * 20) <= value <= today + timedelta(days=366 * 3) or (
                    name == "birth_date" and value > today - timedelta(days=366 * 100)
                ), (slug, entry.KIND, name)  # fmt: skip
                assert name not in past or value <= today, (slug, entry.KIND, name)
                assert born is None or value >= born, (slug, entry.KIND, name)


@ON_ANY_DAY
def test_the_visits_make_sense(today: date) -> None:
    for slug, record in people(today).items():
        for contact in record.all(Contact):
            over = not contact.is_current
            assert not (over and contact.next_contact), (slug, contact.heading)
            assert contact.next_contact or not contact.next_is_preliminary, (slug, contact.heading)
            assert contact.status is not ContactStatus.PLANNED or contact.next_contact, (slug, contact.heading)
            assert contact.checked_on is None or (contact.source and contact.checked_by), (slug, contact.heading)
            if contact.last_contact and contact.next_contact:
                assert contact.last_contact < contact.next_contact, (slug, contact.heading)


@given(today=st.dates(date(2026, 1, 1), date(2060, 12, 31)))
@settings(max_examples=15, deadline=None)
def test_the_practice_record_can_be_made_on_any_day(today: date) -> None:
    store = MemoryStore(noon(today))
    made = fill_practice(Desk(store))
    for person in made:
        record = store.read(person.patient_id)
        assert [problem for entry in entries(record) for problem in entry.problems(record)] == []
    assert len(store.patients()) == len(made)


# Steps from today


@pytest.mark.parametrize(
    ("steps", "day"),
    [
        ("+0d", TODAY),
        ("-9d", date(2026, 11, 13)),
        ("+2w", date(2026, 12, 6)),
        ("-3m", date(2026, 8, 22)),
        ("+1y-2d", date(2027, 11, 20)),
        ("+22d-18y", date(2008, 12, 14)),
        ("-12y-8m-5d", date(2014, 3, 17)),
    ],
)
def test_dates_are_written_as_steps_from_today(steps: str, day: date) -> None:
    assert moved(TODAY, steps) == day


@ON_ANY_DAY
def test_hours_are_read_as_swedish_time(today: date) -> None:
    record = people(today)["120-kontakter"]
    log = min(record.all(ContactLogEntry), key=lambda one: abs(one.day - (today - timedelta(days=9))))
    assert (log.day, f"{log.at.astimezone(SWEDEN):%H:%M}") == (today - timedelta(days=9), "09:35")
    assert time(9, 30) in {visit.starts for visit in record.all(Appointment)}


@pytest.mark.parametrize("steps", ["", "3d", "+d", "+3", "+3x", "2026-11-22", "+3d ", "-3d+"])
def test_steps_that_cannot_be_read_are_a_bug(steps: str) -> None:
    with pytest.raises(ValueError, match="not steps"):
        moved(TODAY, steps)


@given(born=st.dates(date(1900, 1, 1), TODAY), woman=st.booleans())
def test_a_made_number_is_the_test_number_of_its_day(born: date, woman: bool) -> None:
    number = practice_number(born, woman=woman)
    known = parse_identity(number, TODAY)
    assert (known.birth_date, number[8:11]) == (born, "238" if woman else "239")
    patient = Patient(
        id=PATIENT_ID, patient_id=PATIENT_ID, identity_type=known.type, identity_number=number, birth_date=born
    )
    assert patient.legal_sex == ("kvinna" if woman else "man")


# Each person shows what she is there for


@ON_ANY_DAY
def test_120_contacts_of_every_kind(today: date) -> None:
    record = people(today)["120-kontakter"]
    contacts = record.all(Contact)
    assert len(contacts) == 120
    assert record.patient.number_as_written == "19900728-2388"
    assert set(Counter(contact.category for contact in contacts)) == set(ContactCategory)
    statuses = Counter(contact.status for contact in contacts)
    assert set(statuses) == set(ContactStatus) and statuses[ContactStatus.ENDED] == 3
    assert 10 <= sum(not contact.phone for contact in contacts) <= 40
    stale = [contact for contact in contacts if contact.checked_on and contact.checked_on < today - timedelta(days=700)]
    assert 5 <= len(stale) <= 20
    assert len({(contact.heading, contact.role, contact.unit) for contact in contacts}) == 120
    assert len({contact.responsible_for for contact in contacts}) == 120
    named = [contact.name for contact in contacts if contact.name]
    assert len(set(named)) == len(named) > 60
    assert [contact for contact in contacts if contact.next_contact and contact.next_contact < today]
    assert not [contact for contact in contacts if re.search(r"\d", contact.name + contact.role)]


@ON_ANY_DAY
def test_she_has_both_fixed_contacts_and_knows_it(today: date) -> None:
    record = people(today)["120-kontakter"]
    for assignment in Assignment:
        ((role, contact),) = holders(record, assignment)
        assert role.informed_on and role.informed_way and role.informed_by
        assert contact.phone and contact.channel and contact.category is ContactCategory.COORDINATION
    assert holders(record, Assignment.FIXED_CARE_CONTACT)[0][0].main


@ON_ANY_DAY
def test_her_plan_is_in_force_and_goes_all_the_way_to_who_does_what(today: date) -> None:
    record = people(today)["120-kontakter"]
    plan = current_plan(record)
    assert plan is not None and plan.status is PlanStatus.CURRENT and plan.consent_id
    assert len(plan.what_matters) > 100 and plan.next_review and plan.next_review > today
    goals = goals_of(record, plan)
    assert 5 <= len(goals) <= 7
    for goal in goals:
        assert goal.need and goal.goal and goal.own_actions and goal.follow_up and goal.measure
        insatser = interventions_of(record, goal)
        assert insatser and all(one.responsible and one.huvudman and one.frequency for one in insatser)
        assert all(one.contact_id for one in insatser)
        assert any(one.due for one in insatser)
    assert [one for one in record.all(Intervention) if one.is_open and one.due and one.due < today]


@ON_ANY_DAY
def test_her_emergency_texts_are_copies_with_source_and_hold_no_doses(today: date) -> None:
    record = people(today)["120-kontakter"]
    assert record.patient.emergency_known is Knowledge.SOME
    held = record.all(EmergencyInformation)
    assert {text.language for text in held} == set(CardLanguage) and len(held) == 3
    for one in (text for person in people(today).values() for text in person.all(EmergencyInformation)):
        assert one.is_current_on(today) and one.source and one.issued_by and one.checked_on and one.checked_by
        said = " ".join(value for _, value in fields(one) if isinstance(value, str))
        assert not re.search(r"\d\s*(?:mg|µg|g|ml|mmol|E|IE|procent|%)\b", said)


@ON_ANY_DAY
def test_her_consents_are_two_valid_one_about_to_end_and_one_revoked(today: date) -> None:
    consents = people(today)["120-kontakter"].all(Consent)
    valid = [one for one in consents if one.is_valid_on(today)]
    assert (len(consents), len(valid), sum(one.revoked_on is not None for one in consents)) == (4, 3, 1)
    assert sum(one.valid_until <= today + timedelta(days=14) for one in valid) == 1


@ON_ANY_DAY
def test_three_sips_go_on_at_once_and_others_lead_one(today: date) -> None:
    record = people(today)["120-kontakter"]
    found = {one.number: standing(record, one).now for one in sips(record)}
    assert found == {3: SipStep.NEED, 2: SipStep.CONSENT, 1: SipStep.CLOSED}
    assert [one.lead for one in sips(record)] == [SipLead.OURS, SipLead.OTHERS, SipLead.OURS]


@ON_ANY_DAY
def test_a_child_is_about_to_have_her_meeting_with_the_consent_of_both_guardians(today: date) -> None:
    record = people(today)["barn"]
    (sip,) = sips(record)
    consent = consent_of(record, sip)
    assert standing(record, sip).now is SipStep.MEETING and not uncovered(record, sip)
    assert consent is not None and consent.also_given_by and consent.childs_view
    assert [one.point for one in missing_points(record, sip)] == [LegalPoint.OVERALL]


@ON_ANY_DAY
def test_she_who_goes_home_is_called_to_a_sip_in_time(today: date) -> None:
    record = people(today)["inskriven"]
    (stay,) = stays(record)
    (sip,) = sips(record)
    assert stay.sip_id == sip.id and standing(record, sip).now is SipStep.MEETING
    assert not any(clock.late for clock in clocks(record, stay))


@ON_ANY_DAY
def test_the_undiagnosed_is_investigated_and_has_a_draft(today: date) -> None:
    record = people(today)["odiagnostiserad"]
    assert record.patient.diagnosis_state is DiagnosisState.UNDIAGNOSED and record.patient.legal_sex == "man"
    assert 20 <= (record.patient.age_on(today) or 0) <= 30
    assert [plan.status for plan in record.all(CarePlan)] == [PlanStatus.DRAFT]
    assert len(record.all(Contact)) >= 6 and record.all(CareGoal)


@ON_ANY_DAY
def test_the_protected_has_something_to_hide(today: date) -> None:
    record = people(today)["skyddad"]
    patient = record.patient
    assert patient.protected_identity is ProtectedIdentity.MARKED and patient.protection_checked
    for attr in attrs_of(Patient):
        has_it = not attr.locates or getattr(patient, attr.name)
        assert has_it or attr.name == "moved_to", attr.name  # she has not moved
    hidden = [contact for contact in record.all(Contact) if contact.reveals_location]
    assert ContactCategory.SCHOOL_WORK in {contact.category for contact in hidden}
    assert any(contact.on_print for contact in hidden) and len(hidden) < len(record.all(Contact))
    assert any(text.hospital for text in record.all(EmergencyInformation))


@ON_ANY_DAY
@pytest.mark.parametrize(
    ("slug", "places"),
    [
        ("skyddad", ("Bokelund", "Ljungbacken", "Jönköping", "Elevhem")),
        ("skyddad-foralder", ("Västervik", "Kalmar", "Skonar", "Ekudd")),
    ],
)
def test_what_may_be_told_of_the_protected_does_not_tell_where_they_are(
    today: date, slug: str, places: tuple[str, ...]
) -> None:
    record = people(today)[slug]
    hiding = {contact.id for contact in record.all(Contact) if contact.reveals_location}
    for entry in entries(record):
        if entry.id in hiding:
            continue
        for attr in attrs_of(type(entry)):
            value = getattr(entry, attr.name)
            if isinstance(value, str) and not attr.locates and attr.name not in ("region", "care_provider"):
                assert not [place for place in places if place in value], (entry.KIND, attr.name)


@ON_ANY_DAY
def test_the_child_is_twelve_and_met_with_pictures_and_an_interpreter(today: date) -> None:
    record = people(today)["barn"]
    patient = record.patient
    assert patient.age_on(today) == 12 and Communication.PICTURES in patient.communication
    assert patient.interpreter_need is Knowledge.SOME and "pappa" in patient.interpreter
    assert sum(contact.category is ContactCategory.HABILITATION for contact in record.all(Contact)) >= 4
    assert {one.giver for one in record.all(Consent)} == {ConsentGiver.GUARDIAN}
    plan = current_plan(record)
    assert plan is not None and plan.status is PlanStatus.CURRENT and plan.established_on == today


@ON_ANY_DAY
def test_the_youngster_comes_of_age_in_three_weeks(today: date) -> None:
    record = people(today)["fyller-18"]
    patient = record.patient
    assert (patient.age_on(today), patient.age_on(today + timedelta(days=15))) == (17, 17)
    assert patient.age_on(today + timedelta(days=23)) == 18
    (consent,) = record.all(Consent)
    assert consent.giver is ConsentGiver.GUARDIAN and patient.age_on(consent.valid_until) == 17


@ON_ANY_DAY
def test_the_discharged_man_has_a_new_contact_he_was_not_told_of(today: date) -> None:
    record = people(today)["vuxen-ny-fvk"]
    ((role, _),) = holders(record, Assignment.FIXED_CARE_CONTACT)
    assert role.informed_on is None and role.start >= today - timedelta(days=7)
    assert record.patient.emergency_known is Knowledge.NONE_KNOWN and not record.all(EmergencyInformation)
    assert (record.patient.age_on(today) or 0) >= 68


@ON_ANY_DAY
def test_the_newborn_has_a_reserve_number_and_a_diagnosis_in_question(today: date) -> None:
    record = people(today)["nyfodd"]
    patient = record.patient
    assert (patient.identity_type, patient.identity_number) == (IdentityType.RESERVNUMMER, RESERVE_NUMBER)
    assert patient.birth_date and 0 < (today - patient.birth_date).days < 28
    assert patient.diagnosis_state is DiagnosisState.INVESTIGATION
    assert not record.all(ContactRole) and not record.all(CarePlan)


@ON_ANY_DAY
def test_the_empty_one_is_a_name_and_nothing_else(today: date) -> None:
    record = people(today)["tom"]
    (only,) = entries(record)
    assert isinstance(only, Patient)
    nobody = Patient(id=only.id, patient_id=only.id, version=only.version)
    assert replace(only, given_name="", family_name="", enrolled_on=None) == nobody
    assert only.name != nobody.name


@ON_ANY_DAY
def test_the_guardians_of_the_child_decide_together_and_one_needs_an_interpreter(today: date) -> None:
    both = guardians(people(today)["barn"])
    assert [one.custody for one in both] == [Custody.JOINT, Custody.JOINT]
    assert ["tolk" in one.language for one in both] == [False, True]


@ON_ANY_DAY
def test_the_power_of_the_guardians_ends_when_the_youngster_comes_of_age(today: date) -> None:
    record = people(today)["fyller-18"]
    assert len(guardians(record)) == 2
    for day in range(15, 30):
        then = today + timedelta(days=day)
        of_age = (record.patient.age_on(then) or 0) >= 18
        assert [one.holds_on(then, record) for one in record.all(Guardian)] == [not of_age] * 2
    assert any("god man" in visit.what for visit in record.all(Appointment))


@ON_ANY_DAY
def test_a_protected_parent_hides_where_the_child_lives_and_the_other_parent_still_decides(today: date) -> None:
    record = people(today)["skyddad-foralder"]
    assert record.patient.age_on(today) == 9 and not record.patient.is_protected and record.patient.restrictions
    hidden, other = guardians(record)
    assert hidden.protected_identity is ProtectedIdentity.REGISTRATION and hidden.shields_home
    assert other.custody is Custody.JOINT and not other.is_protected and not other.shields_home
    assert {place for place, text in texts(record) if hidden.name.split()[0] in text} == {"guardian.name"}
    for name in ("address", "phone", "kommun"):
        assert getattr(hidden, name) == getattr(record.patient, name) != getattr(other, name)
    reveals = [contact for contact in record.all(Contact) if contact.reveals_location]
    assert {ContactCategory.SCHOOL_WORK, ContactCategory.KOMMUN} <= {contact.category for contact in reveals}
    assert any(record.patient.health_centre == contact.organisation for contact in reveals)


@ON_ANY_DAY
def test_a_sibling_under_protection_is_named_in_one_place_only(today: date) -> None:
    record = people(today)["fettsyra"]
    (sibling,) = (one for one in record.all(Relative) if one.is_protected)
    called = sibling.name.split()[0]
    assert {place for place, text in texts(record) if called in text} <= {"relative.name", "relative.note"}


def test_one_is_born_on_a_leap_day() -> None:
    patient = people(TODAY)["skottdag"].patient
    assert (patient.birth_date, patient.identity_number) == (date(2012, 2, 29), "201202292387")


def test_one_is_in_the_year_of_nineteen() -> None:
    patient = people(TODAY)["aret-19"].patient
    assert (patient.birth_date, patient.identity_number) == (date(2007, 7, 31), "200707312385")


@ON_ANY_DAY
def test_the_representatives_act_within_their_scope(today: date) -> None:
    (god_man,) = representatives(people(today)["dravet"])
    assert god_man.power is Power.GOD_MAN and set(god_man.scope) == set(Scope) and god_man.shown_on
    (forvaltare,) = representatives(people(today)["forvaltare"])
    assert forvaltare.power is Power.FORVALTARE and Scope.PERSON not in forvaltare.scope
    (son,) = representatives(people(today)["framtidsfullmakt"])
    assert son.power is Power.FUTURE_POWER and son.phone
    for slug, record in people(today).items():
        some = record.patient.representative_known is Knowledge.SOME
        assert some == bool(record.all(LegalRepresentative)), slug


@ON_ANY_DAY
def test_the_admitted_is_called_to_a_meeting_within_three_days(today: date) -> None:
    record = people(today)["inskriven"]
    (meeting,) = (one for one in record.all(Appointment) if "SIP" in one.what)
    (ready,) = (one for one in record.all(ContactLogEntry) if "utskrivningsklar" in one.what)
    assert today <= meeting.day <= ready.day + timedelta(days=3) and meeting.form is AppointmentForm.GROUP
    assert any(one.purpose is ConsentPurpose.SIP and one.is_valid_on(today) for one in record.all(Consent))


@ON_ANY_DAY
def test_there_is_enough_of_everything_around_120_contacts(today: date) -> None:
    record = people(today)["120-kontakter"]
    for kind, least in (
        (Appointment, 25), (Referral, 10), (AssistiveDevice, 8), (Reminder, 10), (ContactLogEntry, 20), (Relative, 6),
    ):  # fmt: skip
        assert len(record.all(kind)) >= least, kind.KIND
    assert sum(bool(contact.place) for contact in record.all(Contact)) >= 50
    assert len(open_reminders(record)) >= 8
    spans = [visit.span for visit in record.all(Appointment) if visit.is_coming and visit.span]
    assert any(one[0] < other[0] < one[1] for one in spans for other in spans)  # two visits collide


def test_on_the_day_of_the_golden_files_the_numbers_are_the_golden_ones() -> None:
    numbers = {slug: record.patient.identity_number for slug, record in people(TODAY).items()}
    assert (numbers["120-kontakter"], numbers["barn"]) == ("199007282388", "201403172388")
    assert (numbers["fyller-18"], numbers["vuxen-ny-fvk"]) == ("200812142388", "195712302396")


def test_every_rare_condition_has_a_code_as_chosen_and_words() -> None:
    for record in people(TODAY).values():
        for condition in record.all(RareCondition):
            assert condition.text and condition.source and condition.checked_on
            codes = [code for code in (condition.orpha, condition.icd10, condition.snomed) if code]
            for code in codes:
                assert isinstance(code, Coding) and code.code.isdecimal() and code.system == "http://www.orpha.net"
                assert code.system_version == "2025-12" and code.display
        assert sum(condition.main for condition in record.all(RareCondition)) <= 1

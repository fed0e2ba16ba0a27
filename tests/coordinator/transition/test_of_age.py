"""What changes with age: told of in time, and on the day of 18 nothing of what guardians could do is left."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from coordinator.agenda import agenda
from coordinator.consent import Consent, ConsentGiver, ConsentPurpose, OneGuardian
from coordinator.consent_state import holding, how_long, not_holding
from coordinator.contact import Assignment, Contact, ContactRole
from coordinator.covering import covering
from coordinator.documents.catalogue import CARE_CONTACT, RECORD_EXTRACT, SIP_INVITATION
from coordinator.documents.people import people_to_print
from coordinator.entity import Entity
from coordinator.exchanges import exchanges
from coordinator.guardian import Custody, Guardian
from coordinator.page import Page
from coordinator.person import Patient, PatientStatus
from coordinator.record import Record
from coordinator.related_person import Kinship
from coordinator.representative import LegalRepresentative
from coordinator.sharing import Order, recipient_named, refusal
from coordinator.sip.beginning import begin_sip
from coordinator.sip.belonging import invitations_of, meetings_of, participants_of, sips
from coordinator.sip.candidates import candidates
from coordinator.sip.inviting import plan_meeting
from coordinator.sip.participant import SipPart
from coordinator.transition.of_age import age_marks
from coordinator.transition.plan import Track, TransitionPlan
from coordinator.transition.swap import TransitionTask
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, done, later, record_of

OF_AGE = date(2026, 12, 14)
DAY_BEFORE = OF_AGE - timedelta(days=1)
WILMA = replace(MAJA, given_name="Wilma", family_name="Ödestrand", birth_date=date(2008, 12, 14))
NINA = Guardian(patient_id=PATIENT_ID, name="Nina Ödestrand", kinship=Kinship.MOTHER, custody=Custody.SOLE)
SCHOOL = Contact(patient_id=PATIENT_ID, name="Bengt Hjort", role="mentor", unit="Lundaskolan")
NURSE = Contact(patient_id=PATIENT_ID, name="Charlotte Ekman", role="sjuksköterska", unit="SMO-mottagningen")
COORDINATES = ContactRole(
    patient_id=PATIENT_ID, contact_id=NURSE.id, assignment=Assignment.FIXED_CARE_CONTACT, start=date(2026, 1, 1),
    main=True,
)  # fmt: skip


def consent(**fields: Any) -> Consent:
    usual: dict[str, Any] = {
        "patient_id": PATIENT_ID, "purpose": ConsentPurpose.EXCHANGE, "given_by": "Nina Ödestrand",
        "giver": ConsentGiver.GUARDIAN, "given_on": date(2026, 2, 1), "recipients": "Bengt Hjort, mentor, Lundaskolan",
        "covers": "Planerade möten", "valid_until": date(2027, 2, 1), "one_guardian": OneGuardian.DECIDES_ALONE,
        "one_guardian_reason": "Ensam vårdnad",
    }  # fmt: skip
    return Consent(**usual | fields)


def wilma(*entries: Entity, today: date = TODAY, patient: Patient = WILMA) -> Record:
    return record_of(patient, NINA, SCHOOL, NURSE, COORDINATES, *entries, today=today)


def born(day: date, today: date, **fields: Any) -> Record:
    return record_of(replace(MAJA, birth_date=day, **fields), today=today)


def told(record: Record) -> list[tuple[str, date, bool]]:
    return [(one.key, one.day, one.late) for one in age_marks(record)]


# The day of 18


@pytest.mark.parametrize(("today", "still"), [(DAY_BEFORE, True), (OF_AGE, False)])
def test_on_the_day_of_18_the_consents_and_rights_of_guardians_stop(today: date, *, still: bool) -> None:
    given = consent()
    record = wilma(given, today=today)
    to_school, hers = recipient_named(record, "Bengt Hjort"), recipient_named(record, "Nina Ödestrand")
    stops: dict[str, bool] = {
        "the consent covers a paper": covering(record, to_school) is given,
        "a paper may go to the school": not refusal(record, Order(CARE_CONTACT, to_school)),
        "she is offered as recipient for the patient": hers.is_patient,
        "she may have the record": hers.is_patient and not refusal(record, Order(RECORD_EXTRACT, hers)),
        "the consent stands among those that hold": holding(record) == [given],
        "the map says that the school is told": bool(exchanges(record)),
        "she stands on papers as guardian": NINA in people_to_print(record),
    }
    assert stops == dict.fromkeys(stops, still)


def test_a_paper_that_was_chosen_for_the_guardian_the_day_before_is_refused_on_the_day() -> None:
    record = wilma(today=DAY_BEFORE)
    order = Order(RECORD_EXTRACT, recipient_named(record, "Nina Ödestrand"))
    assert refusal(record, order) == ""
    assert "företräder inte" in refusal(later(record, OF_AGE), order)


def test_it_is_said_how_the_consent_ended() -> None:
    given = consent()
    record = wilma(given, today=OF_AGE)
    assert not_holding(record) == [given]
    assert how_long(given, record) == "Upphörde när Wilma blev myndig 14 dec 2026"


@pytest.mark.parametrize(("today", "there"), [(DAY_BEFORE, True), (OF_AGE, False)])
def test_a_guardian_takes_part_in_a_sip_by_default_only_before_18(today: date, *, there: bool) -> None:
    record = wilma(today=today)
    record = done(record, begin_sip(record))
    (sip,) = sips(record)
    family = [one for one in participants_of(record, sip.id) if one.part is SipPart.FAMILY]
    assert bool(family) == there
    assert not any(one.fields.get("function", "").startswith(Guardian.TITLE) for one in candidates(record, sip.id))


def test_who_came_as_a_guardian_is_not_called_to_a_meeting_after_18() -> None:
    record = wilma(today=DAY_BEFORE)
    record = later(done(record, begin_sip(record)), OF_AGE)
    (sip,) = sips(record)
    after = done(record, plan_meeting(record, sip.id, day=OF_AGE + timedelta(days=9)))
    called = {one.participant_id for one in invitations_of(after, meetings_of(after, sip.id)[0].id)}
    assert [one.part for one in participants_of(after, sip.id) if one.id in called] == [SipPart.PATIENT]


def test_she_was_called_to_a_meeting_that_was_held_before() -> None:
    record = wilma(today=DAY_BEFORE)
    record = later(done(record, begin_sip(record)), OF_AGE)
    (sip,) = sips(record)
    after = done(record, plan_meeting(record, sip.id, day=DAY_BEFORE, held_on=DAY_BEFORE))
    assert len(invitations_of(after, meetings_of(after, sip.id)[0].id)) == 2


@pytest.mark.parametrize(("today", "for_patient"), [(DAY_BEFORE, True), (OF_AGE, False)])
def test_a_letter_to_her_that_was_made_before_goes_as_to_anybody_else_after(today: date, *, for_patient: bool) -> None:
    record = wilma(today=DAY_BEFORE)
    record = done(record, begin_sip(record))
    record = done(record, plan_meeting(record, sips(record)[0].id, day=OF_AGE + timedelta(days=9)))
    record = later(record, today)
    (hers,) = [one for one in SIP_INVITATION.subjects_of(record) if one.to and one.to.name.startswith("Nina")]
    assert hers.to is not None and hers.to.is_patient == for_patient
    assert bool(refusal(record, Order(SIP_INVITATION, hers.to, about=hers.id))) != for_patient


# What is told of, and when


@pytest.mark.parametrize(
    ("day_of_birth", "key", "first", "day"),
    [
        (date(2014, 3, 17), "ombud1177_upphor", date(2026, 12, 17), date(2027, 3, 17)),
        (date(2012, 2, 29), "ombud1177_upphor", date(2024, 11, 28), date(2025, 2, 28)),
        (date(2012, 2, 29), "egen_journal1177", date(2027, 11, 29), date(2028, 2, 29)),
        (date(2011, 12, 1), "egen_part_15", date(2026, 9, 1), date(2026, 12, 1)),
        (date(2008, 12, 14), "myndig", date(2026, 6, 14), OF_AGE),
    ],
)
def test_a_change_is_told_of_as_long_before_as_its_rule_says(
    day_of_birth: date, key: str, first: date, day: date
) -> None:
    def keys(today: date) -> set[tuple[str, date]]:
        return {(one.key, one.day) for one in age_marks(born(day_of_birth, today)) if one.key == key}

    assert keys(first - timedelta(days=1)) == set()
    assert keys(first) == keys(day) == {(key, day)}
    assert keys(day + timedelta(days=1)) == set()


def test_nothing_is_told_of_who_is_grown_up_has_died_or_has_no_birth_date() -> None:
    assert age_marks(record_of()) == age_marks(born(date(1990, 7, 28), TODAY)) == []
    assert age_marks(wilma(patient=replace(WILMA, status=PatientStatus.DECEASED))) == []


GOD_MAN = "god_man_forbered", date(2026, 6, 14), True


@pytest.mark.parametrize(
    ("entries", "today", "asks"),
    [
        ((), TODAY, True),
        ((), OF_AGE, False),
        ((TransitionPlan(patient_id=PATIENT_ID, track=Track.REPRESENTED),), OF_AGE, True),
        ((TransitionPlan(patient_id=PATIENT_ID, track=Track.SUPPORTED),), OF_AGE, False),
        ((TransitionPlan(patient_id=PATIENT_ID, track=Track.INDEPENDENT),), TODAY, False),
        ((TransitionTask(patient_id=PATIENT_ID, task="god_man", what="Ansök", done_on=TODAY),), TODAY, False),
        ((LegalRepresentative(patient_id=PATIENT_ID, name="Eva Lund", valid_from=OF_AGE),), TODAY, False),
        ((LegalRepresentative(patient_id=PATIENT_ID, name="Eva", valid_until=DAY_BEFORE),), TODAY, True),
    ],
)
def test_a_god_man_is_asked_about_until_it_is_dealt_with(
    entries: tuple[Entity, ...], today: date, *, asks: bool
) -> None:
    assert (GOD_MAN in told(wilma(*entries, today=today))) == asks


@pytest.mark.parametrize(
    ("given", "today", "asks"),
    [
        ((consent(),), OF_AGE + timedelta(days=1), True),
        ((consent(valid_until=DAY_BEFORE),), OF_AGE + timedelta(days=1), True),
        ((consent(),), OF_AGE, False),
        ((consent(valid_until=date(2026, 11, 1)),), OF_AGE + timedelta(days=1), False),
        ((consent(revoked_on=TODAY),), OF_AGE + timedelta(days=1), False),
        ((consent(), consent(giver=ConsentGiver.PATIENT, given_on=OF_AGE)), OF_AGE + timedelta(days=1), False),
        ((consent(),), date(2027, 12, 14), False),
        ((), OF_AGE + timedelta(days=1), False),
    ],
)
def test_new_consents_are_asked_for_when_those_of_guardians_have_stopped(
    given: tuple[Consent, ...], today: date, *, asks: bool
) -> None:
    assert (("myndig", OF_AGE, True) in told(wilma(*given, today=today))) == asks


def test_the_overview_tells_of_it_though_the_day_is_months_away() -> None:
    (item,) = [one for one in agenda(born(date(2014, 3, 17), date(2026, 12, 17))) if one.page is Page.TRANSITION]
    assert (item.what, item.day) == ("1177: vårdnadshavares ombud upphör", date(2027, 3, 17))
    (late,) = [one for one in agenda(wilma()) if one.late]
    assert (late.what, late.should_have) == ("Förbered ansökan om god man", "skulle ha förberetts")

"""What was held: out of the log and among the visits, at the hour the clock showed."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from coordinator.appointment import Appointment, AppointmentForm, AppointmentStatus
from coordinator.contact import Contact, ContactCategory
from coordinator.contact_log import ContactLogEntry, LogForm
from coordinator.entity import Entity, new_id
from coordinator.errors import RuleError
from coordinator.exchange.rivta.care_contacts import FORMS, VISITS
from coordinator.exchange.rivta.contracts import CARE_CONTACTS
from coordinator.person import ProtectedIdentity
from coordinator.swedish import SWEDEN
from tests.coordinator.exchange.fhir.reading import ME, maja
from tests.coordinator.exchange.rivta.answers import OWN, PROVIDER, SYSTEM, UNIT, answer, has, listed, text, texts

BODY = "careContactBody"


def call(**fields: Any) -> ContactLogEntry:
    known: dict[str, Any] = {
        "at": datetime(2026, 11, 20, 13, 5, tzinfo=SWEDEN),
        "what": "Fråga om remiss",
        "by": "Anna Lind",
    }
    return ContactLogEntry(patient_id=ME, **(known | fields))


def visit(**fields: Any) -> Appointment:
    known: dict[str, Any] = {
        "what": "Årskontroll", "day": date(2026, 11, 2), "starts": time(9), "minutes": 45,
        "status": AppointmentStatus.FULFILLED,
    }  # fmt: skip
    return Appointment(patient_id=ME, **(known | fields))


def said(path: str, *entries: Entity, **facts: Any) -> list[str]:
    made = answer(CARE_CONTACTS, *entries, **facts)
    return [text(CARE_CONTACTS, one, path) for one in listed(CARE_CONTACTS, made)]


def times(*entries: Entity) -> list[tuple[str, str]]:
    starts, ends = (said(f"{BODY}/careContactTimePeriod/{name}", *entries) for name in ("start", "end"))
    return list(zip(starts, ends, strict=True))


def test_a_call_says_when_why_and_who_answers_for_it() -> None:
    one = call(minutes=20)
    (found,) = listed(CARE_CONTACTS, answer(CARE_CONTACTS, one))
    professional = "careContactHeader/accountableHealthcareProfessional"
    for path, expected in {
        "careContactHeader/documentId": str(one.id),
        "careContactHeader/sourceSystemHSAId": SYSTEM,
        "careContactHeader/documentTitle": "",
        "careContactHeader/patientId/id": "199007282388",
        "careContactHeader/approvedForPatient": "false",
        f"{professional}/authorTime": "20261120130500",
        f"{professional}/healthcareProfessionalHSAId": OWN,
        f"{professional}/healthcareProfessionalName": "Anna Lind",
        f"{professional}/healthcareProfessionalOrgUnit/orgUnitHSAId": UNIT,
        f"{professional}/healthcareProfessionalCareUnitHSAId": UNIT,
        f"{professional}/healthcareProfessionalCareGiverHSAId": PROVIDER,
        f"{BODY}/careContactCode/code": "2",
        f"{BODY}/careContactReason": "Fråga om remiss",
        f"{BODY}/careContactTimePeriod/start": "20261120130500",
        f"{BODY}/careContactTimePeriod/end": "20261120132500",
        f"{BODY}/careContactStatus/originalText": "Genomförd",
    }.items():
        assert text(CARE_CONTACTS, found, path) == expected, path


def test_another_who_wrote_it_does_not_get_the_users_id() -> None:
    (found,) = listed(CARE_CONTACTS, answer(CARE_CONTACTS, call(by="Bo Ek")))
    assert texts(CARE_CONTACTS, found, "healthcareProfessionalName") == ["Bo Ek"]
    assert not has(CARE_CONTACTS, found, "healthcareProfessionalHSAId")
    assert not has(CARE_CONTACTS, found, "healthcareProfessionalRoleCode")


def test_of_a_visit_nobody_is_said_to_have_met_her() -> None:
    place = Contact(patient_id=ME, unit="Neurologen", organisation="Sjukhuset", hsa_id=UNIT)
    (found,) = listed(CARE_CONTACTS, answer(CARE_CONTACTS, place, visit(contact_id=place.id)))
    assert not has(CARE_CONTACTS, found, "healthcareProfessionalName")
    assert text(CARE_CONTACTS, found, "careContactHeader/approvedForPatient") == "true"
    assert text(CARE_CONTACTS, found, f"{BODY}/careContactOrgUnit/orgUnitHSAId") == UNIT
    assert text(CARE_CONTACTS, found, f"{BODY}/careContactOrgUnit/orgUnitName") == "Sjukhuset"


def test_each_form_has_its_code() -> None:
    for form in LogForm:
        expected = [FORMS[form][0]] if form in FORMS else []
        assert said(f"{BODY}/careContactCode/code", call(form=form)) == expected
    assert FORMS.keys() == set(LogForm) - {LogForm.MESSAGE, LogForm.LETTER}
    assert set(VISITS) == set(AppointmentForm)


def test_what_was_not_held_stays_here_and_is_told() -> None:
    made = answer(CARE_CONTACTS, call(form=LogForm.LETTER), call(form=LogForm.MESSAGE),
                  *(visit(status=one) for one in AppointmentStatus))  # fmt: skip
    assert made.count == 1
    assert "2 brev eller meddelanden" in made.notes[0] and "4 besök som inte är genomförda" in made.notes[1]


def test_the_earliest_comes_first_each_time() -> None:
    late, early = call(what="sen"), visit(what="tidig")
    assert said(f"{BODY}/careContactReason", late, early) == ["tidig", "sen"]


def test_a_visit_without_an_hour_or_a_length_gets_none_made_up() -> None:
    assert times(visit(starts=None)) == [("20261102000000", "")]
    assert times(visit(minutes=None)) == [("20261102090000", "")]
    assert "00.00" in answer(CARE_CONTACTS, visit(starts=None)).notes[0]


def test_the_hour_that_is_leapt_over_is_refused_with_the_day() -> None:
    with pytest.raises(RuleError) as refused:
        answer(CARE_CONTACTS, visit(day=date(2026, 3, 29), starts=time(2, 30)))
    assert "2026-03-29" in refused.value.message and "02.30" in refused.value.message
    assert times(visit(day=date(2026, 3, 29), starts=time(1, 30))) == [("20260329013000", "20260329031500")]


def test_in_the_hour_that_comes_twice_the_end_is_left_out_and_it_is_told() -> None:
    for hour in (0, 1):  # the first and the second time that the clock shows 02.30
        one = call(at=datetime(2026, 10, 25, hour, 30, tzinfo=UTC), minutes=45)
        assert times(one) == [("20261025023000", "")]
        assert "två gånger" in answer(CARE_CONTACTS, one).notes[0]
    assert times(visit(day=date(2026, 10, 25), starts=time(1, 30), minutes=60)) == [("20261025013000", "")]
    whole = visit(day=date(2026, 10, 25), starts=time(1, 30), minutes=180)
    assert times(whole) == [("20261025013000", "20261025033000")]
    assert not any("två gånger" in one for one in answer(CARE_CONTACTS, whole).notes)


def test_winter_and_summer_are_swedish_time() -> None:
    assert times(call(at=datetime(2026, 7, 1, 22, 30, tzinfo=UTC))) == [("20260702003000", "")]
    assert times(call(at=datetime(2026, 1, 1, 23, 30, tzinfo=UTC))) == [("20260102003000", "")]


@pytest.mark.parametrize("year", [1, 1899, 2100, 9998])
def test_a_year_that_the_file_cannot_hold_is_refused(year: int) -> None:
    with pytest.raises(RuleError, match="1900–2099"):
        answer(CARE_CONTACTS, visit(day=date(year, 6, 1)))


def test_what_is_with_whoever_tells_the_place_stays_here() -> None:
    school = Contact(id=new_id(), patient_id=ME, name="Eva Berg", category=ContactCategory.SCHOOL_WORK)
    entries = (school, call(contact_id=school.id, what="Mötte Eva Berg"), visit(contact_id=school.id))
    made = answer(CARE_CONTACTS, maja(protected_identity=ProtectedIdentity.MARKED), *entries)
    assert made.count == 0 and b"Eva Berg" not in made.content
    assert "2 kontakter eller besök är inte med" in made.notes[0]
    assert answer(CARE_CONTACTS, *entries).count == 2


def test_what_she_wants_on_no_paper_stays_here() -> None:
    made = answer(CARE_CONTACTS, visit(on_print=False))
    assert made.count == 0 and "ska inte stå på papper" in made.notes[0]

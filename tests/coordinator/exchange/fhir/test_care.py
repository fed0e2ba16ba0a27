"""Health, plan, visits, referrals and log as FHIR resources: each status said as what it is."""

from base64 import b64decode
from datetime import UTC, date, datetime, time
from hashlib import sha1
from typing import Any

import pytest

from coordinator.about_me import AboutMe
from coordinator.alert import CardLanguage, EmergencyInformation
from coordinator.appointment import Appointment, AppointmentForm, AppointmentStatus
from coordinator.careplan import (
    CareGoal,
    CarePlan,
    GoalResult,
    HandedOutPlan,
    Intervention,
    InterventionStatus,
    PlanStatus,
    PlanType,
)
from coordinator.contact import Contact
from coordinator.contact_log import ContactLogEntry, HelpKind, LogForm
from coordinator.device import AssistiveDevice
from coordinator.diagnosis import Certainty, RareCondition
from coordinator.entity import Coding, Entity, Knowledge
from coordinator.person import DiagnosisState
from coordinator.referral import Referral, ReferralStatus
from coordinator.reminder import Reminder
from tests.coordinator.exchange.fhir.reading import ME, at, bundle, maja, only, record, resources, sections
from tests.coordinator.exchange.fhir.test_bundle import faults

DAY = date(2026, 12, 1)


def whole(*entries: Entity) -> dict[str, Any]:
    """The bundle of these, with the log, after every check."""
    found = bundle(*entries, with_log=True)
    assert faults(found) == []
    return found


def test_a_diagnosis_has_its_words_its_codes_and_its_certainty() -> None:
    one = RareCondition(
        patient_id=ME, text="Marfans syndrom", orpha=Coding(code="ORPHA:558", display="Marfans syndrom"),
        icd10=Coding(code="Q87.4"), snomed=Coding(code=" 19346006 ", system_version="v1"),
        diagnosed_on=date(2020, 2, 3),
    )  # fmt: skip
    found = only(whole(one), "Condition")
    assert found["code"]["text"] == "Marfans syndrom"
    assert [(coding["system"], coding["code"]) for coding in found["code"]["coding"]] == [
        ("http://www.orpha.net", "558"), ("https://www.icd10.se/", "Q87.4"), ("http://snomed.info/sct", "19346006"),
    ]  # fmt: skip
    assert found["clinicalStatus"]["coding"][0]["code"] == "active"
    assert found["extension"][0]["valueDateTime"] == "2020-02-03"


@pytest.mark.parametrize(
    ("certainty", "code", "listed"),
    [
        (Certainty.CONFIRMED, "confirmed", True),
        (Certainty.SUSPECTED, "provisional", True),
        (Certainty.RULED_OUT, "refuted", False),
    ],
)
def test_a_suspicion_is_provisional_and_what_was_ruled_out_is_refuted(
    certainty: Certainty, code: str, listed: bool
) -> None:
    plan = CarePlan(patient_id=ME)
    found = whole(plan, RareCondition(patient_id=ME, text="Ataxi", certainty=certainty))
    one = only(found, "Condition")
    assert one["verificationStatus"]["coding"][0]["code"] == code
    assert ("clinicalStatus" in one, "category" in one) == (listed, listed)
    assert ("addresses" in only(found, "CarePlan")) is listed


def test_undiagnosed_is_never_said_as_nothing_known() -> None:
    section = sections(whole(maja(diagnosis_state=DiagnosisState.UNDIAGNOSED)))["Diagnoser och hälsotillstånd"]
    assert section["emptyReason"] == {"text": "Odiagnostiserad efter utredning"}
    none = sections(whole(maja(emergency_known=Knowledge.NONE_KNOWN)))["Akutinformation (ej UMI)"]
    assert none["emptyReason"]["coding"][0]["code"] == "nilknown"


def test_akutinformation_is_a_flag_that_ends_when_it_no_longer_holds() -> None:
    known: dict[str, Any] = {"patient_id": ME, "source": "Kardiologen", "checked_on": date(2026, 1, 1)}
    holds = EmergencyInformation(heading="Risk vid sövning", issued_by="Dr Ek", issued_on=date(2025, 1, 1), **known)
    over = EmergencyInformation(
        heading="Old", language=CardLanguage.ENGLISH, valid_until=date(2026, 12, 1), ended_on=date(2026, 11, 1), **known
    )
    first, second = resources(whole(over, holds), "Flag")
    assert (first["status"], first["code"], first["period"]) == (
        "active", {"text": "Risk vid sövning"}, {"start": "2025-01-01"},
    )  # fmt: skip
    assert first["category"] == [{"text": "Akutinformation (ej UMI)"}]
    assert (second["status"], second["period"], second["language"]) == ("inactive", {"end": "2026-11-01"}, "en")


def test_a_plan_leads_to_its_goals_and_tasks_and_to_who_does_them() -> None:
    karin = Contact(patient_id=ME, name="Karin", role="logoped")
    plan = CarePlan(
        patient_id=ME, plan_type=PlanType.HABILITATION, status=PlanStatus.CURRENT, what_matters="Åka buss",
        established_on=date(2026, 1, 1), valid_from=date(2026, 1, 2), approved_by="Dr Ek",
    )  # fmt: skip
    goal = CareGoal(
        patient_id=ME, plan_id=plan.id, goal="Buss", measure="Tre resor", target_date=DAY, result=GoalResult.PARTLY
    )
    task = Intervention(
        patient_id=ME, goal_id=goal.id, what="Träna", contact_id=karin.id, due=DAY, status=InterventionStatus.ONGOING
    )
    other = Intervention(patient_id=ME, goal_id=goal.id, position=2, what="Söka", responsible="Mamma")
    found = whole(karin, plan, goal, task, other)
    one = only(found, "CarePlan")
    (coding,) = one["category"][0]["coding"]
    assert (coding["system"], coding["code"]) == ("https://fhir.inera.se/CodeSystem/typeofcareplan-cs", "HP")
    assert (one["status"], one["description"], one["period"]) == ("active", "Åka buss", {"start": "2026-01-02"})
    assert at(found, one["careTeam"][0])["resourceType"] == "CareTeam"
    (aim,) = [at(found, reference) for reference in one["goal"]]
    assert aim["expressedBy"] == aim["subject"]
    assert (aim["lifecycleStatus"], aim["achievementStatus"]) == ("active", {"text": "Delvis uppnått"})
    assert aim["target"] == [
        {"measure": {"text": "Så vet vi att målet är nått"}, "detailString": "Tre resor", "dueDate": "2026-12-01"}
    ]
    first, second = [at(found, activity["reference"]) for activity in one["activity"]]
    assert (first["status"], first["intent"]) == ("in-progress", "plan")
    assert first["restriction"] == {"period": {"end": "2026-12-01"}}
    assert at(found, first["owner"])["code"] == [{"text": "logoped"}]
    assert at(found, first["reasonReference"])["id"] == aim["id"]
    assert (second["status"], second["owner"]) == ("requested", {"display": "Mamma"})


@pytest.mark.parametrize(
    ("plan", "result", "life", "achieved"),
    [
        (PlanStatus.DRAFT, GoalResult.NOT_FOLLOWED_UP, "proposed", None),
        (PlanStatus.CURRENT, GoalResult.NOT_FOLLOWED_UP, "active", None),
        (PlanStatus.CURRENT, GoalResult.REACHED, "completed", "achieved"),
        (PlanStatus.CURRENT, GoalResult.NOT_REACHED, "active", "not-achieved"),
        (PlanStatus.ENDED, GoalResult.NOT_REACHED, "completed", "not-achieved"),
    ],
)
def test_a_goal_follows_its_plan(plan: PlanStatus, result: GoalResult, life: str, achieved: str | None) -> None:
    of = CarePlan(patient_id=ME, status=plan, established_on=date(2026, 1, 1))
    goal = only(whole(of, CareGoal(patient_id=ME, plan_id=of.id, need="Sova", result=result)), "Goal")
    assert (goal["lifecycleStatus"], goal["description"]["text"]) == (life, "Sova")
    coding = goal.get("achievementStatus", {}).get("coding", [{}])
    assert coding[0].get("code") == achieved


def test_a_paper_handed_out_is_known_by_its_fingerprint_not_by_its_content() -> None:
    plan = CarePlan(patient_id=ME)
    copies = [
        HandedOutPlan(
            patient_id=ME, plan_id=plan.id, number=number, handed_out_on=DAY, handed_to="Maja", handed_out_by="Anna",
            document='{"innehåll": "på papper"}',
        )
        for number in (1, 2)
    ]  # fmt: skip
    found = whole(plan, *copies)
    assert "på papper" not in str(found)
    first, second = resources(found, "DocumentReference")
    assert (first["status"], second["status"]) == ("superseded", "current")
    paper = first["content"][0]["attachment"]
    stored = copies[0].document.encode()
    assert (paper["size"], b64decode(paper["hash"])) == (len(stored), sha1(stored, usedforsecurity=False).digest())
    assert len(only(found, "CarePlan")["supportingInfo"]) == 2


def visit(**fields: Any) -> Appointment:
    known: dict[str, Any] = {"what": "Provtagning", "day": DAY, "starts": time(9, 30), "minutes": 45}
    return Appointment(patient_id=ME, **(known | fields))


@pytest.mark.parametrize(
    ("fields", "status", "answer"),
    [
        ({}, "booked", "accepted"),
        ({"preliminary": True}, "pending", "tentative"),
        ({"status": AppointmentStatus.PROPOSED}, "proposed", "needs-action"),
        ({"status": AppointmentStatus.FULFILLED}, "fulfilled", "accepted"),
        ({"status": AppointmentStatus.CANCELLED}, "cancelled", "declined"),
        ({"status": AppointmentStatus.NO_SHOW}, "noshow", "accepted"),
    ],
)
def test_a_time_with_hour_and_length_is_said_as_it_is(fields: dict[str, Any], status: str, answer: str) -> None:
    one = only(whole(visit(**fields)), "Appointment")
    assert (one["status"], one["participant"][0]["status"]) == (status, answer)
    assert (one["start"], one["end"], one["minutesDuration"]) == (
        "2026-12-01T09:30:00+01:00", "2026-12-01T10:15:00+01:00", 45,
    )  # fmt: skip
    assert "requestedPeriod" not in one and "comment" not in one


@pytest.mark.parametrize(
    ("fields", "requested"),
    [
        ({"starts": None}, {"start": "2026-12-01", "end": "2026-12-01"}),
        ({"minutes": None}, {"start": "2026-12-01T09:30:00+01:00"}),
    ],
)
def test_no_hour_and_no_length_is_made_up(fields: dict[str, Any], requested: dict[str, str]) -> None:
    one = only(whole(visit(**fields)), "Appointment")
    assert (one["status"], one["participant"][0]["status"]) == ("proposed", "accepted")
    assert one["requestedPeriod"] == [requested]
    assert not one.keys() & {"start", "end", "minutesDuration"}
    assert one["comment"] == "Bokad. Klockslag eller längd är inte känd. Dag: 2026-12-01."
    missed = only(whole(visit(status=AppointmentStatus.NO_SHOW, **fields)), "Appointment")
    assert (missed["status"], missed["cancelationReason"]) == ("cancelled", {"text": "Uteblev"})
    been = whole(visit(status=AppointmentStatus.FULFILLED, form=AppointmentForm.HOME_VISIT, **fields))
    assert (only(been, "Encounter")["status"], only(been, "Encounter")["class"]["code"]) == ("finished", "HH")
    assert resources(been, "Appointment") == []


def test_a_time_over_the_night_when_clocks_change_is_as_long_as_was_said() -> None:
    spring = only(whole(visit(day=date(2027, 3, 28), starts=time(1, 30), minutes=60)), "Appointment")
    assert (spring["start"], spring["end"]) == ("2027-03-28T01:30:00+01:00", "2027-03-28T03:30:00+02:00")
    autumn = only(whole(visit(day=date(2026, 10, 25), starts=time(1, 30), minutes=120)), "Appointment")
    assert (autumn["start"], autumn["end"]) == ("2026-10-25T01:30:00+02:00", "2026-10-25T02:30:00+01:00")


def test_a_moment_from_before_the_standard_time_is_said_in_utc() -> None:
    # Stockholm's own time was one hour, twelve minutes and twelve seconds ahead, which FHIR cannot say.
    one = only(whole(visit(day=date(1850, 1, 1))), "Appointment")
    assert one["start"] == "1850-01-01T08:17:48+00:00"


def test_all_who_take_part_are_named() -> None:
    karin = Contact(patient_id=ME, name="Karin", role="logoped")
    found = whole(karin, visit(contact_id=karin.id, companion="Mormor"))
    patient, contact, companion = only(found, "Appointment")["participant"]
    assert at(found, patient["actor"])["resourceType"] == "Patient"
    assert at(found, contact["actor"])["code"] == [{"text": "logoped"}]
    assert companion["actor"] == {"display": "Mormor"}


@pytest.mark.parametrize(
    ("status", "request_", "task"),
    [
        (ReferralStatus.TO_BE_WRITTEN, "draft", "draft"),
        (ReferralStatus.SENT, "active", "requested"),
        (ReferralStatus.RECEIVED, "active", "received"),
        (ReferralStatus.IN_PROGRESS, "active", "in-progress"),
        (ReferralStatus.ANSWERED, "completed", "completed"),
        (ReferralStatus.CANCELLED, "revoked", "cancelled"),
        (ReferralStatus.REJECTED, "revoked", "rejected"),
    ],
)
def test_a_referral_is_a_request_and_how_far_it_has_come(status: ReferralStatus, request_: str, task: str) -> None:
    one = Referral(
        patient_id=ME, to="Neurologen", sent_by="Vårdcentralen", question="Ataxi?", status=status, answer="Nej",
        sent_on=date(2026, 10, 1), expected_answer=DAY,
    )  # fmt: skip
    found = whole(one)
    request, progress = only(found, "ServiceRequest"), only(found, "Task")
    assert (request["status"], progress["status"]) == (request_, task)
    assert at(found, progress["focus"])["id"] == request["id"]
    assert (request["requester"], request["performer"]) == ({"display": "Vårdcentralen"}, [{"display": "Neurologen"}])
    assert request["reasonCode"] == [{"text": "Ataxi?"}]
    assert progress["output"][0]["valueString"] == "Nej"
    assert progress["restriction"]["period"] == {"end": "2026-12-01"}


def test_an_own_request_is_the_patients() -> None:
    found = whole(Referral(patient_id=ME, to="Centrum för sällsynta diagnoser", own_request=True))
    assert at(found, only(found, "ServiceRequest")["requester"])["resourceType"] == "Patient"


def test_a_device_is_a_thing_and_its_use() -> None:
    found = whole(
        AssistiveDevice(
            patient_id=ME, name="Rullstol", model="Panthera", inventory_number="123", phone_when_broken="010-3",
            received_on=date(2025, 1, 1), returned_on=date(2026, 1, 1), responsible="Hjälpmedelscentralen",
        )
    )  # fmt: skip
    use = only(found, "DeviceUseStatement")
    thing = at(found, use["device"])
    assert (use["status"], use["timingPeriod"]) == ("completed", {"start": "2025-01-01", "end": "2026-01-01"})
    assert (thing["status"], thing["deviceName"][0]["name"], thing["modelNumber"]) == (
        "inactive",
        "Rullstol",
        "Panthera",
    )
    assert thing["owner"] == {"display": "Hjälpmedelscentralen"}


@pytest.mark.parametrize(
    ("form", "code"),
    [
        (LogForm.PHONE_OUT, "VR"),
        (LogForm.VIDEO, "VR"),
        (LogForm.VISIT, "AMB"),
        (LogForm.MEETING, "AMB"),
        (LogForm.HOME_VISIT, "HH"),
        (LogForm.LETTER, None),
        (LogForm.MESSAGE, None),
    ],
)
def test_a_call_is_an_encounter_and_a_letter_a_communication(form: LogForm, code: str | None) -> None:
    one = ContactLogEntry(
        patient_id=ME, at=datetime(2026, 7, 1, 8, 0, tzinfo=UTC), form=form, what="Recept", minutes=15, by="Anna",
        helped_with=(HelpKind.MEDIATE,), with_whom="Apoteket",
    )  # fmt: skip
    follow = Reminder(patient_id=ME, what="Ring igen", owner="Anna", due=DAY, log_entry_id=one.id)
    found = whole(one, follow)
    noted = only(found, "Encounter" if code else "Communication")
    if code:
        assert noted["class"]["code"] == code
        assert noted["period"] == {"start": "2026-07-01T10:00:00+02:00", "end": "2026-07-01T10:15:00+02:00"}
        assert [part["individual"]["display"] for part in noted["participant"]] == ["Apoteket", "Anna"]
    else:
        assert (noted["sent"], noted["status"]) == ("2026-07-01T10:00:00+02:00", "completed")
        assert not noted.keys() & {"sender", "recipient"}
    task = only(found, "Task")
    assert (task["status"], task["restriction"]["period"]) == ("requested", {"end": "2026-12-01"})
    assert at(found, task["reasonReference"])["id"] == noted["id"]


def test_about_me_stands_in_the_patients_own_words_first() -> None:
    section = sections(
        whole(
            AboutMe(patient_id=ME, most_important="Mina hästar", supported_by="Mamma"),
            maja(communication_note="Ge mig tid"),
        )
    )["Om mig"]
    told = section["text"]["div"]
    assert told.index("Mina hästar") < told.index("Mamma") < told.index("Ge mig tid")
    assert "entry" not in section


def test_the_author_is_the_user_with_title_and_unit() -> None:
    found = whole()
    role = at(found, only(found, "Composition")["author"][0])
    assert role["code"] == [{"text": record().actor.title}]
    assert at(found, role["practitioner"])["name"] == [{"text": "Anna Lind"}]
    assert at(found, role["organization"])["name"] == "SMO-mottagningen"

"""Bundles that others have made: what they say is taken as they say it, and what has no place is told of."""

import json
from collections.abc import Callable
from datetime import date, time
from typing import Any, TypeVar
from uuid import UUID

import pytest

from coordinator.alert import EmergencyInformation
from coordinator.appointment import Appointment, AppointmentStatus
from coordinator.careplan import CareGoal, CarePlan, Intervention, InterventionStatus, PlanStatus, PlanType
from coordinator.consent import Consent
from coordinator.contact import Assignment, Contact, ContactRole, ContactStatus
from coordinator.contact_log import ContactLogEntry
from coordinator.device import AssistiveDevice
from coordinator.diagnosis import Certainty, RareCondition
from coordinator.entity import Entity
from coordinator.errors import ImportRefused
from coordinator.guardian import Guardian
from coordinator.identity import IdentityType
from coordinator.person import Patient, PatientStatus, ProtectedIdentity
from coordinator.referral import Referral, ReferralStatus
from coordinator.related_person import Kinship
from coordinator.relative import Relative
from coordinator.representative import LegalRepresentative, Power
from coordinator.take_in.fhir.bundle import read_fhir
from coordinator.take_in.read_file import ReadFile
from coordinator.umi.kinds import AlertSource, AlertType
from coordinator.umi.row import AlertInformation

E = TypeVar("E", bound=Entity)

NUMBER = "199007282388"
NATIONAL = "http://electronichealth.se/identifier/personnummer"
HER = {"reference": "Patient/17"}
PATIENT: dict[str, Any] = {
    "resourceType": "Patient",
    "id": "17",
    "identifier": [{"system": NATIONAL, "value": NUMBER}],
    "name": [{"family": "Lindeskog", "given": ["Maja", "Lo"]}],
    "birthDate": "1990-07-28",
}


def content(*resources: dict[str, Any], patient: dict[str, Any] | None = None, **fields: Any) -> bytes:
    listed = [{"fullUrl": f"https://s.example/{one['resourceType']}/{one.get('id', number)}", "resource": one}
              for number, one in enumerate((patient or PATIENT, *resources))]  # fmt: skip
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": listed} | fields).encode()


def read(*resources: dict[str, Any], **fields: Any) -> ReadFile:
    return read_fhir(content(*resources, **fields))


def only(found: ReadFile, kind: type[E]) -> E:
    (one,) = (each.entry for each in found.entries if isinstance(each.entry, kind))
    return one


def says(found: ReadFile, kind: type[Entity]) -> frozenset[str]:
    (one,) = (each.says for each in found.entries if isinstance(each.entry, kind))
    assert one is not None
    return one


def resource(kind: str, **fields: Any) -> dict[str, Any]:
    return {"resourceType": kind, "id": f"a-{kind}", "subject": HER} | fields


def refused(content: bytes) -> str:
    with pytest.raises(ImportRefused) as error:
        read_fhir(content)
    assert "Lindeskog" not in str(error.value) and NUMBER not in str(error.value)
    assert error.value.message.endswith("Inget har ändrats.")
    return f"{error.value.title}. {error.value.message}"


# Whose it is


def test_the_patient_is_what_the_file_says_of_her_and_no_more() -> None:
    found = read()
    patient = only(found, Patient)
    assert (patient.given_name, patient.family_name) == ("Maja Lo", "Lindeskog")
    assert patient.identity_type is IdentityType.PERSONNUMMER and patient.identity_number == NUMBER
    assert patient.birth_date == date(1990, 7, 28)
    assert says(found, Patient) == {"given_name", "family_name", "identity_type", "identity_number", "birth_date"}
    assert patient.id == found.patient_id and not found.own and not found.complete and not found.practice


def test_the_same_person_has_the_same_id_in_every_file() -> None:
    other = PATIENT | {"id": "another", "name": [{"text": "M L"}]}
    assert read().patient_id == read(patient=other).patient_id
    assert read().entries == read().entries


@pytest.mark.parametrize("dead", [{"deceasedBoolean": True}, {"deceasedDateTime": "2026-01-01"}])
def test_a_patient_can_be_dead(dead: dict[str, Any]) -> None:
    assert only(read(patient=PATIENT | dead), Patient).status is PatientStatus.DECEASED


def test_protection_is_kept() -> None:
    label = {"system": "http://hl7.se/fhir/ig/base/CodeSystem/SecurityLabel", "code": "sekretessmarkering"}
    found = read(patient=PATIENT | {"meta": {"security": [label]}, "name": [{"text": "Skyddad uppgift"}]})
    assert only(found, Patient).protected_identity is ProtectedIdentity.MARKED
    assert not says(found, Patient) & {"given_name", "family_name"}


@pytest.mark.parametrize("written", ["19900728-2388", "19900728 2388"])
def test_a_number_may_be_written_with_a_hyphen(written: str) -> None:
    found = read(patient=PATIENT | {"identifier": [{"system": NATIONAL, "value": written}]})
    assert only(found, Patient).identity_number == NUMBER


@pytest.mark.parametrize("written", ["199007282389", "900728-2388", "", "x", "199013992388"])
def test_a_number_that_is_none_is_refused(written: str) -> None:
    told = refused(content(patient=PATIENT | {"identifier": [{"system": NATIONAL, "value": written}]}))
    assert told.startswith("Patientens nummer går inte att läsa")


def test_a_bundle_is_about_one_patient() -> None:
    assert "2 patienter" in refused(content(PATIENT | {"id": "18"}))
    assert "ingen patient" in refused(content(patient=resource("Condition")))


@pytest.mark.parametrize("kind", ["document", "collection", "searchset", "transaction", "batch"])
def test_these_bundles_are_read(kind: str) -> None:
    assert len(read(type=kind).entries) == 1


@pytest.mark.parametrize("kind", ["history", "message", "batch-response", None, 1, []])
def test_other_bundles_are_refused(kind: Any) -> None:
    assert "ett slags FHIR-samling" in refused(content(type=kind))


@pytest.mark.parametrize("whole", [b'{"resourceType": "Patient"}', b"[]", b"1", b'"Bundle"'])
def test_what_is_no_bundle_is_refused(whole: bytes) -> None:
    assert "ingen samling" in refused(whole)


def test_where_it_is_from_and_of_which_day() -> None:
    unit, person = resource("Organization", name="Neurologen"), resource("Practitioner", name=[{"text": "Amina W"}])
    made = resource("Composition", date="2026-10-05T23:30:00Z",
                    author=[{"reference": "Practitioner/a-Practitioner"}],
                    custodian={"reference": "Organization/a-Organization"})  # fmt: skip
    found = read(made, unit, person, timestamp="2026-11-01T10:00:00+01:00")
    assert found.origin == "Neurologen (Amina W)"
    assert found.made_on == date(2026, 10, 6)
    assert read(timestamp="2026-11-01T10:00:00+01:00").made_on == date(2026, 11, 1)
    assert read().made_on is None
    assert read(patient=PATIENT | {"meta": {"source": "https://s.example/x#1"}}).origin == "https://s.example/x"


def test_test_data_say_that_they_are() -> None:
    assert read(meta={"security": [{"code": "HTEST"}]}).practice


# What each resource becomes


def test_a_diagnosis_with_its_codes() -> None:
    codes = [{"system": "https://www.icd10.se/", "code": "G40.4", "display": "Annan epilepsi"},
             {"system": "http://www.orpha.net", "code": "33069"}]  # fmt: skip
    found = read(resource("Condition", code={"text": "Dravet", "coding": codes}, onsetDateTime="2020-01-01",
                          verificationStatus={"coding": [{"code": "provisional"}]}))  # fmt: skip
    one = only(found, RareCondition)
    assert one.text == "Dravet" and one.certainty is Certainty.SUSPECTED and one.diagnosed_on is None
    assert one.icd10 is not None and (one.icd10.code, one.icd10.display) == ("G40.4", "Annan epilepsi")
    assert one.orpha is not None and one.orpha.code == "33069"
    assert says(found, RareCondition) == {"text", "certainty", "icd10", "orpha"}


def test_a_diagnosis_that_is_over_is_told_of() -> None:
    found = read(resource("Condition", code={"text": "x"}, clinicalStatus={"coding": [{"code": "resolved"}]}))
    assert found.unread == ("1 Condition: är avslutade; programmet har bara diagnoser som gäller",)


def test_contacts_with_workplace_and_assignment() -> None:
    found = read(
        resource("Practitioner", name=[{"given": ["Amina"], "family": "Wallin"}]),
        resource("Organization", id="inner", name="Neurologen", partOf={"reference": "Organization/outer"},
                 telecom=[{"system": "phone", "value": "031-1"}]),
        resource("Organization", id="outer", name="Sjukhuset"),
        resource("PractitionerRole", practitioner={"reference": "Practitioner/a-Practitioner"},
                 organization={"reference": "https://s.example/Organization/inner"}, code=[{"text": "neurolog"}],
                 identifier=[{"system": "urn:oid:1.2.752.29.4.19", "value": "SE1-P1"}]),
        resource("CareTeam", participant=[{"role": [{"text": "Fast vårdkontakt"}],
                 "member": {"reference": "Practitioner/a-Practitioner"},
                 "period": {"start": "2025-01-01", "end": "2026-01-01"}}]),
    )  # fmt: skip
    one, role = only(found, Contact), only(found, ContactRole)
    assert (one.name, one.role, one.unit, one.organisation) == ("Amina Wallin", "neurolog", "Neurologen", "Sjukhuset")
    assert (one.phone, one.hsa_id, one.status) == ("031-1", "SE1-P1", ContactStatus.ENDED)
    assert (role.contact_id, role.assignment) == (one.id, Assignment.FIXED_CARE_CONTACT)
    assert (role.start, role.end) == (date(2025, 1, 1), date(2026, 1, 1))
    assert found.unread == ()


def test_who_only_wrote_the_file_is_no_contact() -> None:
    author = [{"reference": "PractitionerRole/a-PractitionerRole"}]
    role = resource("PractitionerRole", code=[{"text": "läkare"}], practitioner={"display": "Amina Wallin"})
    found = read(resource("Composition", author=author), role)
    assert not [one for one in found.entries if isinstance(one.entry, Contact)] and found.unread == ()
    member = resource("CareTeam", participant=[{"member": author[0]}])
    assert only(read(resource("Composition", author=author), role, member), Contact).name == "Amina Wallin"


def test_a_part_of_a_document_that_is_words_alone_is_told_of() -> None:
    parts = [{"title": "Fri text", "text": {"div": "<div>x</div>"}},
             {"title": "Tom", "text": {"div": "<div>x</div>"}, "emptyReason": {"text": "x"}}]  # fmt: skip
    found = read(resource("Composition", section=parts))
    assert found.unread == ("1 avsnitt: är text att läsa, och inga uppgifter att hämta in",)


def test_a_place_that_something_is_asked_of_is_a_contact_and_another_is_not() -> None:
    asked = resource("ServiceRequest", status="active", performer=[{"reference": "Organization/a"}])
    found = read(resource("Organization", id="a", name="Ortopeden"), resource("Organization", id="b", name="X"), asked)
    assert only(found, Contact).organisation == "Ortopeden"
    assert only(found, Referral).contact_id == only(found, Contact).id
    assert found.unread == ("1 Organization: hör inte till någon kontakt",)


@pytest.mark.parametrize(
    ("relationship", "kind", "field", "value"),
    [
        ([{"coding": [{"code": "MTH"}]}], Relative, "kinship", Kinship.MOTHER),
        ([{"coding": [{"code": "GUARD"}]}, {"coding": [{"code": "FTH"}]}], Guardian, "kinship", Kinship.FATHER),
        ([{"text": "God man"}], LegalRepresentative, "power", Power.GOD_MAN),
        ([{"text": "Förvaltare"}], LegalRepresentative, "power", Power.FORVALTARE),
        ([{"text": "granne"}], Relative, "kinship", Kinship.OTHER),
    ],
)
def test_those_beside_her(relationship: Any, kind: type[Entity], field: str, value: Any) -> None:
    person = resource("RelatedPerson", patient=HER, name=[{"text": "Karin"}], relationship=relationship)
    one = only(read(person), kind)
    assert getattr(one, field) is value
    assert getattr(one, "name", "") == "Karin"


def test_a_plan_with_goal_and_what_is_to_be_done() -> None:
    category = [{"coding": [{"system": "https://fhir.inera.se/CodeSystem/typeofcareplan-cs", "code": "HP"}]}]
    plan = resource("CarePlan", status="active", title="Hab", description="Träning", category=category,
                    created="2026-01-02", goal=[{"reference": "Goal/g"}],
                    activity=[{"reference": {"reference": "Task/loose"}},
                              {"detail": {"status": "in-progress", "description": "Bad"}}])  # fmt: skip
    goal = resource("Goal", id="g", description={"text": "Cykla"}, target=[{"dueDate": "2027-01-01"}])
    under = resource("Task", id="t", description="Öva", status="completed", reasonReference={"reference": "Goal/g"})
    found = read(plan, goal, under, resource("Task", id="loose", description="Skenor"))
    one = only(found, CarePlan)
    assert (one.plan_type, one.status, one.established_on) == (
        PlanType.HABILITATION,
        PlanStatus.CURRENT,
        date(2026, 1, 2),
    )
    assert one.health_in_short == "Hab\nTräning"
    goals = {each.entry.goal or each.entry.need: each.entry.id
             for each in found.entries if isinstance(each.entry, CareGoal)}  # fmt: skip
    assert set(goals) == {"Cykla", "Insatser utan eget mål i filen"}
    done = {each.entry.what: each.entry for each in found.entries if isinstance(each.entry, Intervention)}
    assert done["Öva"].goal_id == goals["Cykla"] and done["Öva"].status is InterventionStatus.DONE
    assert done["Skenor"].goal_id == done["Bad"].goal_id == goals["Insatser utan eget mål i filen"]


def test_what_belongs_to_no_plan_is_told_of() -> None:
    found = read(resource("Goal", description={"text": "x"}), resource("Task", description="y"))
    assert found.unread == (
        "1 Mål: hör inte till någon plan i filen",
        "1 Task: hör inte till något mål eller någon plan i filen",
    )


def test_times_that_were_booked_and_kept() -> None:
    booked = resource("Appointment", status="booked", start="2026-12-01T08:15:00Z", minutesDuration=30,
                      description="Återbesök",
                      participant=[{"actor": HER}, {"actor": {"display": "Amina Wallin"}}])  # fmt: skip
    one = only(read(booked), Appointment)
    assert (one.day, one.starts, one.minutes) == (date(2026, 12, 1), time(9, 15), 30)
    assert (one.what, one.with_whom, one.status) == ("Återbesök", "Amina Wallin", AppointmentStatus.BOOKED)
    period = {"start": "2026-10-05T09:00:00+02:00", "end": "2026-10-05T09:45:00+02:00"}
    found = read(resource("Encounter", status="finished", period=period, type=[{"text": "Mottagning"}]))
    held = only(found, Appointment)
    assert (held.status, held.minutes, held.what) == (AppointmentStatus.FULFILLED, 45, "Mottagning")
    assert not [each for each in found.entries if isinstance(each.entry, ContactLogEntry)]


def test_a_meeting_yet_to_be_is_no_kept_time() -> None:
    assert "Encounter" in read(resource("Encounter", status="planned")).unread[0]


def test_a_message_is_a_line_of_the_log() -> None:
    sent = resource("Communication", status="completed", sent="2026-10-05T09:00:00+02:00",
                    payload=[{"contentString": "Hej"}])  # fmt: skip
    assert only(read(sent), ContactLogEntry).what == "Hej"


def test_a_referral_and_how_far_it_has_come() -> None:
    request = resource("ServiceRequest", id="s", status="active", authoredOn="2026-10-01",
                       requester=HER, reasonCode=[{"text": "Sömn?"}])  # fmt: skip
    progress = resource("Task", status="completed", focus={"reference": "ServiceRequest/s"},
                        executionPeriod={"end": "2026-10-20"}, output=[{"valueString": "Ja"}])  # fmt: skip
    found = read(request, progress)
    one = only(found, Referral)
    assert (one.status, one.own_request, one.question) == (ReferralStatus.ANSWERED, True, "Sömn?")
    assert (one.sent_on, one.answered_on, one.answer) == (date(2026, 10, 1), date(2026, 10, 20), "Ja")
    assert found.unread == ()


def test_a_device_with_the_thing_behind_it() -> None:
    use = resource("DeviceUseStatement", device={"reference": "Device/d"}, timingPeriod={"start": "2026-01-01"})
    found = read(use, {"resourceType": "Device", "id": "d", "deviceName": [{"name": "Rollator"}], "modelNumber": "M"})
    one = only(found, AssistiveDevice)
    assert (one.name, one.model, one.received_on) == ("Rollator", "M", date(2026, 1, 1))


def test_a_consent_needs_somebody_who_gave_it_and_a_last_day() -> None:
    provision = {"period": {"end": "2027-01-01"}, "code": [{"text": "Allt"}],
                 "actor": [{"reference": {"display": "Kommunen"}}]}  # fmt: skip
    given = {"status": "active", "patient": HER, "dateTime": "2026-01-01", "performer": [{"display": "Karin"}]}
    one = only(read(resource("Consent", provision=provision, **given)), Consent)
    assert (one.given_by, one.recipients, one.covers) == ("Karin", "Kommunen", "Allt")
    assert one.valid_until == date(2027, 1, 1)
    endless = read(resource("Consent", provision=provision | {"period": {}}, **given))
    assert endless.unread == ("1 Samtycke: uppgift saknas eller går inte att läsa (giltigt till och med)",)
    over = read(resource("Consent", provision=provision, **given | {"status": "inactive"}))
    assert "gäller inte längre" in over.unread[0]


def test_flags_and_hypersensitivity() -> None:
    national = resource("Flag", id="f", category=[{"text": "C2 Aktiv substans"}], code={"text": "Penicillin"},
                        period={"start": "2015-05-05"},
                        meta={"security": [{"code": "NOPATIENT"}]},
                        extension=[{"url": "http://hl7.org/fhir/StructureDefinition/flag-detail",
                                    "valueReference": {"reference": "AllergyIntolerance/ai"}}])  # fmt: skip
    behind = {"resourceType": "AllergyIntolerance", "id": "ai", "patient": HER, "criticality": "high"}
    found = read(national, behind)
    one = only(found, AlertInformation)
    assert (one.type, one.term, one.valid_from) == (AlertType.SUBSTANCE, "Penicillin", date(2015, 5, 5))
    assert one.severity is not None and not one.for_patient and one.source is AlertSource.FILE
    assert found.unread == ()
    free = read(resource("Flag", code={"text": "Svår att sticka"}, status="active"))
    assert only(free, EmergencyInformation).heading == "Svår att sticka"
    alone = resource("AllergyIntolerance", patient=HER, category=["medication"], code={"text": "Morfin"})
    assert only(read(alone), AlertInformation).type is AlertType.SUBSTANCE


# What is told of and not taken in


def _with(field: str, value: Any) -> Callable[[], ReadFile]:
    return lambda: read(resource("Condition", **{"code": {"text": "Epilepsi"}, field: value}))


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (_with("modifierExtension", [{"url": "x"}]), "modifierExtension"),
        (_with("stage", [{"modifierExtension": []}]), "modifierExtension"),
        (_with("implicitRules", "x"), "modifierExtension"),
        (_with("status", "entered-in-error"), "felregistrerade"),
        (_with("verificationStatus", {"coding": [{"code": "entered-in-error"}]}), "felregistrerade"),
        (_with("subject", {"reference": "Patient/18"}), "någon annan"),
        (_with("subject", {"reference": "https://other.example/Patient/18"}), "någon annan"),
        (_with("subject", {"reference": "https://other.example/Patient/17"}), "någon annan"),
        (_with("subject", {"display": "Maja"}), "någon annan"),
        (_with("subject", {"identifier": {"value": "199901012386"}}), "någon annan"),
        (_with("code", {"text": "x\u0000"}), "inte går att spara"),
        (_with("code", {"text": "\ud800"}), "inte går att spara"),
        (_with("code", {"text": "x" * 100_001}), "längre än"),
        (_with("code", {}), "uppgift saknas"),
        (_with("resourceType", "MolecularSequence"), "resurser av annat slag: programmet har ingen plats"),
        (_with("resourceType", "Observation"), "1 Observation: programmet har ingen plats för dem"),
    ],
)
def test_what_cannot_be_kept_is_told_of(make: Callable[[], ReadFile], told: str) -> None:
    found = make()
    assert told in " ".join(found.unread)
    assert not [one for one in found.entries if isinstance(one.entry, RareCondition)]
    assert not any("Epilepsi" in line for line in found.unread)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("contained", [{"resourceType": "Practitioner", "id": "p"}], "ligger inuti en annan"),
        ("asserter", {"reference": "Practitioner/gone"}, "leder till något som inte finns i filen"),
        ("recordedDate", "2026-03", "ofullständiga"),
        ("recordedDate", "2026-02-31", "finns inte i kalendern"),
    ],
)
def test_what_is_wrong_in_something_that_is_read_is_told_of(field: str, value: Any, told: str) -> None:
    found = _with(field, value)()
    assert only(found, RareCondition).text == "Epilepsi"
    assert told in " ".join(found.unread)


def test_in_the_notes_of_others_a_label_is_a_word() -> None:
    found = _with("note", [{"text": "Säkerhet: Avskriven"}])()
    assert only(found, RareCondition).certainty is Certainty.CONFIRMED
    assert found.unread == ("1 anteckningar: står vid Condition och har ingen plats",)
    plan = only(read(resource("CarePlan", title="P", note=[{"text": "Status: Avslutad"}])), CarePlan)
    assert plan.status is PlanStatus.DRAFT and plan.health_in_short == "P\nStatus: Avslutad"


def test_the_words_of_others_are_no_fields() -> None:
    div = "<div><p>x</p><ul><li><b>Säkerhet:</b> Avskriven</li></ul></div>"
    found = _with("text", {"status": "generated", "div": div})()
    assert only(found, RareCondition).certainty is Certainty.CONFIRMED


def test_two_under_one_address_are_both_refused_when_they_differ() -> None:
    one = resource("Condition", code={"text": "A"})
    assert len(read(one, one).entries) == 2  # the same twice is one
    found = read(one, one | {"code": {"text": "B"}})
    assert len(found.entries) == 1 and "står två gånger" in found.unread[0]


def test_a_bundle_of_more_than_any_patient_has_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coordinator.take_in.fhir.gathering.MOST", 2)
    assert len(read(resource("Observation")).entries) == 1
    assert "fler än 2 resurser" in refused(content(resource("Observation"), resource("Observation", id="b")))


def test_a_subject_may_be_named_by_her_number() -> None:
    found = _with("subject", {"identifier": {"system": NATIONAL, "value": "19900728-2388"}})()
    assert only(found, RareCondition)


def test_what_only_says_that_it_is_ours_under_a_foreign_patient_is_not() -> None:
    ours = UUID(int=7)
    marked = {"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{ours}",
              "type": {"coding": [{"system": "urn:uuid:0c1f4bd6-5a0e-4d0e-9f5b-6f5a2c1d7e10",
                                   "code": "rare_condition"}]}}  # fmt: skip
    found = read(resource("Condition", identifier=[marked], code={"text": "x"}))
    assert not found.own and only(found, RareCondition).id != ours


@pytest.mark.parametrize("odd", [None, 1, "x", [], {}, [None], {"a": 1}, [[]], True])
def test_whatever_stands_where_something_should_nothing_breaks(odd: Any) -> None:
    kinds = ("Condition", "CarePlan", "Goal", "Task", "Appointment", "Encounter", "Consent", "Device", "Flag",
             "CareTeam", "RelatedPerson", "ServiceRequest", "Communication", "PractitionerRole", "Composition",
             "AllergyIntolerance", "DeviceUseStatement", "QuestionnaireResponse")  # fmt: skip
    fields = ("code", "status", "subject", "identifier", "period", "participant", "text", "note", "category", "name",
              "activity", "goal", "extension", "meta", "provision", "relationship", "telecom", "author", "id", "type",
              "description", "target", "device", "performer", "organization", "contained", "item")  # fmt: skip
    for kind in kinds:
        found = read(resource(kind, **dict.fromkeys(fields, odd)))
        assert isinstance(found, ReadFile)
    assert isinstance(read(patient=PATIENT | {one: odd for one in fields if one not in ("identifier", "id")}), ReadFile)
    assert isinstance(read_fhir(json.dumps(json.loads(content()) | {"meta": odd, "timestamp": odd}).encode()), ReadFile)

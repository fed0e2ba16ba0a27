"""Files of RIV-TA: our own back to what they were, others' as they say, and what has no place told of."""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pytest

from coordinator.appointment import Appointment, AppointmentStatus
from coordinator.careplan import CarePlan, PlanStatus, PlanType
from coordinator.contact import Assignment, Contact, ContactRole, ContactStatus
from coordinator.contact_log import ContactLogEntry
from coordinator.desk import Desk
from coordinator.entity import Entity, attrs_of
from coordinator.errors import ImportRefused, RuleError
from coordinator.exchange.rivta.rivta_file import rivta_file
from coordinator.exchange.target import RIVTA_ALERTS, RIVTA_CARE_MANAGERS, RIVTA_CARE_PLANS, RIVTA_CONTACTS, Outgoing
from coordinator.identity import IdentityType
from coordinator.person import Patient
from coordinator.practice import PEOPLE, fill_practice
from coordinator.record import Record
from coordinator.settings import PROVIDER_HSA_ID, UNIT_HSA_ID, Settings
from coordinator.sip.process import Sip
from coordinator.take_in.read_file import ReadFile
from coordinator.take_in.rivta.reading import read_rivta
from coordinator.umi.kinds import AlertCertainty, AlertEnd, AlertSource, AlertType, Severity
from coordinator.umi.row import AlertInformation
from tests.coordinator.conftest import TODAY, MemoryStore, noon

E = TypeVar("E", bound=Entity)

EXAMPLES = Path(__file__).resolve().parents[4].parent / "shared" / "data" / "rivta-examples"
NUMBER = "200302022389"
SETTINGS = Settings({UNIT_HSA_ID.key: "SE2321000131-E000000000001", PROVIDER_HSA_ID.key: "SE2321000131-E000000000002"})
CONTRACTS = (RIVTA_ALERTS, RIVTA_CARE_MANAGERS, RIVTA_CARE_PLANS, RIVTA_CONTACTS)


def header(name: str, *, document: str = "d-1", number: str = NUMBER, more: str = "") -> str:
    return (
        f"<{name}><documentId>{document}</documentId><sourceSystemHSAId>SE1-E1</sourceSystemHSAId>"
        f"<documentTitle>Plan</documentTitle><documentTime>20261001100000</documentTime>"
        f"<patientId><id>{number}</id><type>1.2.752.129.2.1.3.1</type></patientId>"
        "<accountableHealthcareProfessional><authorTime>20261001100000</authorTime>"
        "<healthcareProfessionalName>Amina Wallin</healthcareProfessionalName>"
        "<healthcareProfessionalOrgUnit><orgUnitName>Neurologen</orgUnitName></healthcareProfessionalOrgUnit>"
        f"</accountableHealthcareProfessional><approvedForPatient>true</approvedForPatient>{more}</{name}>"
    )


def answer(root: str, *rows: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><{root} xmlns="urn:riv:x">{"".join(rows)}</{root}>'.encode()


def alert(body: str, *, first: str = "", kind: str = "<code>C2</code>", **top: str) -> str:
    return (
        f"<alertInformation>{header('alertInformationHeader', **top)}<alertInformationBody>"
        f"<typeOfAlertInformation>{kind}</typeOfAlertInformation>{first}"
        f"<validityTimePeriod><start>20150505000000</start></validityTimePeriod>{body}"
        "</alertInformationBody></alertInformation>"
    )


def alerts(*rows: str) -> ReadFile:
    return read_rivta(answer("GetAlertInformationResponse", *rows))


def plan(body: str, **top: str) -> str:
    return f"<carePlan>{header('carePlanHeader', **top)}<carePlanBody>{body}</carePlanBody></carePlan>"


def plans(*rows: str) -> ReadFile:
    return read_rivta(answer("GetCarePlansResponse", *rows))


def held(body: str, **top: str) -> str:
    return f"<careContact>{header('careContactHeader', **top)}<careContactBody>{body}</careContactBody></careContact>"


def content(text: str, kind: str = "text/plain") -> str:
    return f"<content><mediaType>{kind}</mediaType><value>{b64encode(text.encode()).decode()}</value></content>"


def manager(words: str, *, end: str = "") -> str:
    return (
        "<careManager><careManagerHeader><accessControlHeader><patientId><root>1.2.752.129.2.1.3.1</root>"
        f"<extension>{NUMBER}</extension></patientId></accessControlHeader></careManagerHeader>"
        f"<code><originalText>{words}</originalText></code><practitioner><hsaId><root>1.2.752.129.2.1.4.1</root>"
        f"<extension>SE1-P1</extension></hsaId><name>Amina Wallin</name></practitioner>"
        f"<period><start>20240101</start>{end}</period>"
        "<externalNotes>Telefontid: 8-9\nRing växeln</externalNotes>"
        "<contact><telecom><value>031-1</value></telecom><telecom><value>a@example.se</value></telecom></contact>"
        "</careManager>"
    )


def only(found: ReadFile, kind: type[E]) -> E:
    (one,) = (each.entry for each in found.entries if isinstance(each.entry, kind))
    return one


def refused(whole: bytes) -> str:
    with pytest.raises(ImportRefused) as error:
        read_rivta(whole)
    assert NUMBER not in str(error.value) and error.value.message.endswith("Inget har ändrats.")
    return error.value.message


# Others' files


@pytest.mark.parametrize(
    ("name", "entries", "unread"),
    [
        ("GetCarePlansResponse-2.0", 2, 1),
        ("GetAlertInformationResponse-2.0", 4, 0),
        ("GetCareContactsResponse-3.0", 121, 0),
        ("GetCareManagersResponse-1.0", 3, 0),
    ],
)
def test_the_examples_are_read(name: str, entries: int, unread: int) -> None:
    file = EXAMPLES / f"rivta-{name}.xml"
    if not file.exists():
        pytest.skip("the examples lie beside the project, in ../shared/data/rivta-examples")
    found = read_rivta(file.read_bytes())
    assert (len(found.entries), len(found.unread), found.own) == (entries, unread, False)
    patient = only(found, Patient)
    assert (patient.identity_type, patient.identity_number) == (IdentityType.PERSONNUMMER, NUMBER)


def test_a_plan_is_its_kind_its_day_and_its_text() -> None:
    kind = "<typeOfCarePlanEnum>HP</typeOfCarePlanEnum>"
    found = plans(plan(content("Målet är Å") + content("%PDF", "application/pdf") + kind))
    one = only(found, CarePlan)
    assert (one.plan_type, one.established_on) == (PlanType.HABILITATION, date(2026, 10, 1))
    assert (one.approved_by, one.health_in_short) == ("Amina Wallin", "Målet är Å")
    (row,) = (each for each in found.entries if isinstance(each.entry, CarePlan))
    assert row.says is not None
    assert set(row.says) == {"plan_type", "established_on", "approved_by"}, "its text says nothing of one that is here"
    assert found.unread == ("1 bilagor: är inte text som går att läsa in (till exempel PDF eller bild)",)
    assert found.origin == "Neurologen"


@pytest.mark.parametrize("value", ["!!!", "w6Q", "/////w=="])
def test_a_text_that_cannot_be_read_is_told_of(value: str) -> None:
    found = plans(plan(f"<content><mediaType>text/plain</mediaType><value>{value}</value></content>"))
    assert only(found, CarePlan).health_in_short == "Plan"
    assert "går inte att läsa" in found.unread[0]


def test_a_medicine_with_its_code_and_grade() -> None:
    body = (
        "<hypersensitivity><degreeOfSeverity><displayName>livshotande</displayName></degreeOfSeverity>"
        "<degreeOfCertainty><originalText>Konstaterad</originalText></degreeOfCertainty>"
        "<pharmaceuticalHypersensitivity><atcSubstance><code>J01CE</code>"
        "<codeSystem>1.2.752.129.2.2.3.1.1</codeSystem><displayName>Penicillin</displayName></atcSubstance>"
        "</pharmaceuticalHypersensitivity></hypersensitivity>"
    )
    one = only(alerts(alert(body, first="<ascertainedDate>20150505</ascertainedDate>")), AlertInformation)
    assert (one.type, one.term, one.atc) == (AlertType.SUBSTANCE, "Penicillin", "J01CE")
    assert (one.severity, one.certainty) == (Severity.LIFE_THREATENING, AlertCertainty.CONFIRMED)
    assert (one.ascertained_on, one.valid_from) == (date(2015, 5, 5), date(2015, 5, 5))
    assert one.source is AlertSource.FILE and one.for_patient


@pytest.mark.parametrize(
    ("body", "kind", "term"),
    [
        ("<seriousDisease><disease><originalText>X</originalText></disease></seriousDisease>",
         AlertType.CONDITION, "X"),
        ("<treatment><treatmentDescription>X</treatmentDescription></treatment>", AlertType.TREATMENT, "X"),
        ("<communicableDisease><communicableDiseaseCode><displayName>X</displayName></communicableDiseaseCode>"
         "</communicableDisease>", AlertType.DISEASE, "X"),
        ("<restrictionOfCare><restrictionOfCareComment>X</restrictionOfCareComment></restrictionOfCare>",
         AlertType.INFORMATION, "X"),
        ("<hypersensitivity><otherHypersensitivity><hypersensitivityAgent>X</hypersensitivityAgent>"
         "</otherHypersensitivity></hypersensitivity>", AlertType.STATE, "X"),
        ("<unstructuredAlertInformation><unstructuredAlertInformationHeading>X</unstructuredAlertInformationHeading>"
         "<unstructuredAlertInformationContent>Y</unstructuredAlertInformationContent></unstructuredAlertInformation>",
         AlertType.HISTORIC, "X"),
    ],
)  # fmt: skip
def test_without_a_national_code_the_body_says_the_type(body: str, kind: AlertType, term: str) -> None:
    one = only(alerts(alert(body, kind="<code>00</code>")), AlertInformation)
    assert (one.type, one.term) == (kind, term)


def test_a_row_that_is_over_says_why() -> None:
    body = "<restrictionOfCare><restrictionOfCareComment>X</restrictionOfCareComment></restrictionOfCare>"
    over = "<obsoleteTime>20260101000000</obsoleteTime><obsoleteComment>Felregistrerad. Fel patient</obsoleteComment>"
    one = only(alerts(alert(over + body)), AlertInformation)
    assert (one.ended_on, one.end_reason, one.end_note) == (date(2026, 1, 1), AlertEnd.MISTAKE, "Fel patient")


@pytest.mark.parametrize("body", ["", "<treatment/><seriousDisease/>"])
def test_a_row_with_no_body_or_two_is_told_of(body: str) -> None:
    found = alerts(alert(body))
    assert "flera som inte kan gälla samtidigt" in found.unread[0]
    assert [one.entry.KIND for one in found.entries] == ["patient"]


def test_what_others_have_held_is_a_visit_and_never_our_log() -> None:
    period = "<careContactTimePeriod><start>20261102090000</start><end>20261102092000</end></careContactTimePeriod>"
    call = "<careContactCode><code>2</code></careContactCode><careContactReason>Fråga</careContactReason>"
    found = read_rivta(answer("GetCareContactsResponse", held(call + period)))
    one = only(found, Appointment)
    assert (one.day, one.starts, one.minutes, one.what) == (date(2026, 11, 2), time(9), 20, "Fråga")
    assert one.status is AppointmentStatus.FULFILLED
    assert not [each for each in found.entries if isinstance(each.entry, ContactLogEntry)]


def test_a_care_manager_is_a_contact_with_an_assignment() -> None:
    found = read_rivta(answer("GetCareManagersResponse", manager("Fast vårdkontakt"), manager("Fast vårdkontakt")))
    one, role = only(found, Contact), only(found, ContactRole)
    assert (one.name, one.hsa_id, one.phone, one.email) == ("Amina Wallin", "SE1-P1", "031-1", "a@example.se")
    assert (one.phone_hours, one.channel_note, one.status) == ("8-9", "Ring växeln", ContactStatus.ACTIVE)
    assert (role.assignment, role.start, role.contact_id) == (Assignment.FIXED_CARE_CONTACT, date(2024, 1, 1), one.id)
    former = read_rivta(answer("GetCareManagersResponse", manager("Kurator", end="<end>20250101</end>")))
    assert (only(former, Contact).role, only(former, Contact).status) == ("Kurator", ContactStatus.ENDED)


def test_what_the_sender_took_back_is_told_of() -> None:
    found = plans(plan("", more="<nullified>true</nullified>"), plan("", document="d-2"))
    assert found.unread == ("1 planer: är makulerade av avsändaren",)
    assert only(found, CarePlan)


def test_a_row_twice_is_one_when_it_says_the_same() -> None:
    assert len(plans(plan(""), plan("")).entries) == 2
    found = plans(plan(""), plan("<typeOfCarePlanEnum>HP</typeOfCarePlanEnum>"))
    assert len(found.entries) == 2 and found.unread == ("1 Vårdplan: samma post står två gånger",)


def test_a_day_that_no_calendar_has_is_told_of() -> None:
    body = "<restrictionOfCare><restrictionOfCareComment>X</restrictionOfCareComment></restrictionOfCare>"
    found = alerts(alert(body, first="<ascertainedDate>20260231</ascertainedDate>"))
    assert only(found, AlertInformation).ascertained_on is None
    assert found.unread == ("1 datum: finns inte i kalendern (rader UMI)",)


def test_an_answer_with_more_rows_than_any_patient_has_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coordinator.take_in.rivta.reading.MOST", 1)
    assert only(plans(plan("")), CarePlan)
    assert "fler än 1 rader" in refused(answer("GetCarePlansResponse", plan(""), plan("", document="d-2")))


def test_the_answer_may_lie_in_its_envelope() -> None:
    inner = answer("GetCarePlansResponse", plan("")).split(b"?>", 1)[1]
    assert only(read_rivta(b"<Envelope><Header/><Body>" + inner + b"</Body></Envelope>"), CarePlan)


@pytest.mark.parametrize(
    ("whole", "why"),
    [
        (answer("GetCarePlansResponse"), "ingen uppgift"),
        (answer("GetDiagnosisResponse", plan("")), "inget av de svar"),
        (b"<Envelope><Body><x/></Body></Envelope>", "inget av de svar"),
        (answer("GetCarePlansResponse", plan(""), plan("", number="199007282388")), "2 patienter"),
        (answer("GetCarePlansResponse", plan("", number="200302022380")), "stämmer inte"),
        (answer("GetCarePlansResponse", plan("", number="0302022389")), "stämmer inte"),
        (answer("GetCarePlansResponse", plan("").replace("129.2.1.3.1", "129.2.1.3.9")), "säger inte"),
        (answer("GetCarePlansResponse", plan("", number="")), "säger inte"),
        (answer("GetCarePlansResponse", "<carePlan/>"), "säger inte"),
    ],
)
def test_a_file_that_is_none_or_nobodys_is_refused(whole: bytes, why: str) -> None:
    assert why in refused(whole)


# Our own


@cache
def practice() -> tuple[Record, ...]:
    store = MemoryStore(noon(TODAY))
    return tuple(replace(store.read(one.patient_id), settings=SETTINGS) for one in fill_practice(Desk(store)))


def back(record: Record, what: Outgoing) -> ReadFile | None:
    """None when there is nothing in the file, or nobody could know whose it is."""
    try:
        return read_rivta(rivta_file(record, what).content)
    except (RuleError, ImportRefused):
        return None


@pytest.mark.parametrize("number", range(len(PEOPLE)), ids=PEOPLE)
def test_our_own_files_say_nothing_but_what_is_so(number: int) -> None:
    record = practice()[number]
    here = {one.id: one for found in record.entries.values() for one in found}
    for what in CONTRACTS:
        found = back(record, what)
        for one in found.entries if found else ():
            was = here.get(one.entry.id)
            if was is None:  # the patient, an assignment, and a SIP, which is a plan only as text
                assert isinstance(one.entry, Patient | ContactRole | CarePlan)
                continue
            assert type(was) is type(one.entry) and one.says
            for attr in attrs_of(type(was)):
                if attr.name in one.says:
                    assert _plain(getattr(one.entry, attr.name)) == _plain(getattr(was, attr.name)), attr.name


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    return value.strip() if isinstance(value, str) else value


def test_every_row_of_ours_comes_back_as_the_entry_it_was() -> None:
    came: set[str] = set()
    for record in practice():
        here = {one.id for found in record.entries.values() for one in found}
        for what in CONTRACTS:
            found = back(record, what)
            if found:
                assert found.own and found.practice
                came |= {one.entry.KIND for one in found.entries if one.entry.id in here}
    assert came == {"alert_information", "contact", "care_plan", "contact_log_entry", "appointment"}


def test_our_titles_say_the_state_of_a_plan_and_a_sip_is_no_plan_of_that_id() -> None:
    record = practice()[PEOPLE.index("120-kontakter")]
    draft = CarePlan(patient_id=record.patient_id, status=PlanStatus.REPLACED, established_on=TODAY)
    found = back(replace(record, entries={**record.entries, CarePlan: (draft,)}), RIVTA_CARE_PLANS)
    assert found is not None
    (plan_back,) = (one.entry for one in found.entries if one.entry.id == draft.id)
    assert isinstance(plan_back, CarePlan) and plan_back.status is PlanStatus.REPLACED
    assert not {one.entry.id for one in found.entries} & {one.id for one in record.all(Sip)}


@pytest.mark.parametrize("make", [lambda: plan("<a>" * 10 + "</a>" * 10), lambda: plan("<carePlanBody/>")])
def test_elements_that_are_not_known_are_passed_over(make: Callable[[], str]) -> None:
    assert only(plans(make()), CarePlan)

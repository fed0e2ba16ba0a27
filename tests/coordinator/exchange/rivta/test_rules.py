"""What the schemas let pass and we refuse: each case is valid by the schema, and named by our own rules."""

import re
from base64 import b64encode
from typing import Any

import pytest
from lxml import etree

from coordinator.careplan import CarePlan, PlanStatus
from coordinator.contact import Contact
from coordinator.errors import OutputError
from coordinator.exchange.rivta import rivta_file as module
from coordinator.exchange.rivta.care_plans import LARGEST_CONTENT
from coordinator.exchange.rivta.contracts import ALERTS, CARE_CONTACTS, CARE_MANAGERS, CARE_PLANS, CONTRACTS, Contract
from coordinator.exchange.rivta.rules import faults
from coordinator.exchange.target import RIVTA_ALERTS
from coordinator.umi.kinds import AlertType, Severity
from coordinator.umi.row import AlertInformation
from tests.coordinator.exchange.fhir.reading import ME, NOW
from tests.coordinator.exchange.rivta.answers import FOLDER, answer, by_lxml, record
from tests.coordinator.exchange.rivta.test_care_contacts import call

DAY = NOW.date()


def alert(**fields: Any) -> AlertInformation:
    known: dict[str, Any] = {
        "type": AlertType.SUBSTANCE, "term": "Fenoximetylpenicillin", "atc": "J01CE02", "valid_from": DAY,
        "severity": Severity.HARMFUL,
    }  # fmt: skip
    return AlertInformation(patient_id=ME, **(known | fields))


def whole(contract: Contract) -> str:
    """A right answer of each kind, as text to be changed."""
    entries = {
        CARE_PLANS: CarePlan(patient_id=ME, status=PlanStatus.CURRENT, established_on=DAY, what_matters="Att rida"),
        ALERTS: alert(),
        CARE_CONTACTS: call(minutes=20),
        CARE_MANAGERS: Contact(patient_id=ME, name="Anna", phone="031-238 10 10", phone_hours="vardagar 8–12"),
    }
    return answer(contract, entries[contract]).content.decode()


BIG = b64encode(b"x" * (LARGEST_CONTENT + 1)).decode()
EXACT = b64encode(b"x" * LARGEST_CONTENT).decode()
REST = "<c:restrictionOfCare><c:restrictionOfCareComment>x</c:restrictionOfCareComment></c:restrictionOfCare>"
CASES: tuple[tuple[str, Contract, str, str, str], ...] = (
    ("two bodies", ALERTS, r"(</c:hypersensitivity>)", rf"\1{REST}", "exakt en av"),
    ("no body", ALERTS, r"(?s)<c:hypersensitivity>.*</c:hypersensitivity>", "", "exakt en av"),
    ("two sorts", ALERTS, r"(</c:pharmaceuticalHypersensitivity>)", r"\1<c:otherHypersensitivity/>", "bara en sorts"),
    ("no substance", ALERTS, r"(?s)<c:atcSubstance>.*</c:atcSubstance>", "", "utan ATC-kod"),
    ("31 February", ALERTS, r"(<c:start>)\d{14}", r"\g<1>20260231000000", "ingen tid som finns"),
    ("the hour that is leapt over", CARE_CONTACTS, r"(<c:start>)\d{14}", r"\g<1>20260329023000", "ingen tid som finns"),
    ("a day that is none", CARE_MANAGERS, r"(<c:start>)\d{8}<", r"\g<1>20260431<", "inget datum som finns"),
    ("end before start", ALERTS, r"(<c:start>\d{14}</c:start>)", r"\1<c:end>20010101000000</c:end>", "före början"),
    ("end before start", CARE_CONTACTS, r"<c:end>\d{14}", "<c:end>20010101000000", "före början"),
    ("end before start", CARE_MANAGERS, r"(<c:start>\d{8}</c:start>)", r"\1<c:end>20010101</c:end>", "före början"),
    ("value and reference", CARE_PLANS, r"(</c:value>)", r"\1<c:reference>urn:x</c:reference>", "antingen value"),
    ("neither of them", CARE_PLANS, r"(?s)<c:value>.*?</c:value>", "", "antingen value"),
    ("too large", CARE_PLANS, r"(?s)(<c:value>).*?<", rf"\g<1>{BIG}<", "100 kB"),
    ("no title", CARE_PLANS, r"<c:documentTitle>.*</c:documentTitle>", "", "documentTitle saknas"),
    ("an empty title", CARE_PLANS, r"(<c:documentTitle>)[^<]*", r"\1 ", "är tomt"),
    ("no HSA-id", CARE_PLANS, r"(<c:sourceSystemHSAId>)[^<]*", r"\1kalle", "inget HSA-id"),
    ("no HSA-id", CARE_MANAGERS, r"(4\.1</c:root>\s*<c:extension>)[^<]*", r"\1SE1-1", "inget HSA-id"),
    ("no extension", CARE_MANAGERS, r"(4\.1</c:root>)\s*<c:extension>[^<]*</c:extension>", r"\1", "extension saknas"),
    ("a wrong digit", ALERTS, "199007282388", "199007282389", "numret stämmer inte"),
    ("ten digits", ALERTS, "199007282388", "9007282388", "numret stämmer inte"),
    ("another kind", ALERTS, r"1\.3\.1</c:type>", "1.3.3</c:type>", "numret stämmer inte"),
    ("no kind", ALERTS, r"(<c:type>)[^<]*", r"\g<1>1.2.3", "typen av nummer är okänd"),
    ("a national number that is none", ALERTS, r"(<c:type>)[^<]*", r"\g<1>1.2.752.74.9.1", "nationellt reservnummer"),
    ("a code without its list", ALERTS, r"(?s)<c:codeSystem>.*?</c:codeSystem>", "", "en kod ska ha"),
    ("a name before the OID", ALERTS, r"(<c:codeSystem>)", r"\1urn:oid:", "ska vara en OID"),
    ("a code and words", ALERTS, r"(</c:displayName>)", r"\1<c:originalText>x</c:originalText>", "stå ensamt"),
    ("no code and no words", ALERTS, r"(?s)<c:originalText>.*?</c:originalText>", "", "en kod ska ha"),
    ("hours before they begin", CARE_MANAGERS, r"(<c:start>)\d{6}<", r"\g<1>130000<", "före början"),
)


@pytest.mark.parametrize(("contract", "pattern", "other", "said"), [case[1:] for case in CASES],
                         ids=[f"{case[1].listed}: {case[0]}" for case in CASES])  # fmt: skip
def test_what_the_schema_lets_pass_is_refused(contract: Contract, pattern: str, other: str, said: str) -> None:
    changed, count = re.subn(pattern, other, whole(contract), count=1)
    assert count == 1
    content = changed.encode()
    if FOLDER.is_dir():
        assert by_lxml(contract).validate(etree.fromstring(content)), by_lxml(contract).error_log
    found = faults(contract, content)
    assert any(said in one for one in found), found
    assert all(one.startswith(contract.listed) for one in found)


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda one: one.listed)
def test_a_right_answer_has_no_fault(contract: Contract) -> None:
    assert faults(contract, whole(contract).encode()) == []


def test_what_is_exactly_as_large_as_it_may_be_passes() -> None:
    content = re.sub(r"(?s)(<c:value>).*?<", rf"\g<1>{EXACT}<", whole(CARE_PLANS), count=1)
    assert faults(CARE_PLANS, content.encode()) == []


@pytest.mark.parametrize(
    ("pattern", "other", "said"),
    [
        (r"(?s)(<c:id>[^<]*</c:id>)(\s*)(<c:type>[^<]*</c:type>)", r"\3\2\1", "fel ordning"),
        (r"<c:documentId>[^<]*</c:documentId>", "", "documentId saknas"),
        (r"(<c:documentId>[^<]*</c:documentId>)", r"\1\1", "står flera gånger"),
        (r"(<c:documentId>[^<]*</c:documentId>)", r"\1<c:asserter/>", "hör inte dit"),
        (r"(?s)<r:result>.*</r:result>", "", "result ska stå sist"),
        (
            r"(?s)(<r:alertInformation>.*</r:alertInformation>)(\s*)(<r:result>.*</r:result>)",
            r"\3\2\1",
            "result ska stå",
        ),
        (r"(?s)(<r:alertInformation>.*</r:alertInformation>)", r"\1\1", "samma id"),
        (r"<(/?)c:(result|log)", r"<\1r:\2", "hör inte dit"),
        (r"<(/?)r:alertInformation>", r"<\1r:alert>", "fel element"),
        (r"GetAlertInformationResponse", "GetCarePlansResponse", "inte ett svar"),
    ],
)
def test_where_there_is_no_schema_the_elements_are_held_to_their_order_too(pattern: str, other: str, said: str) -> None:
    changed, count = re.subn(pattern, other, whole(ALERTS))
    assert count
    assert any(said in one for one in faults(ALERTS, changed.encode()))


def test_a_file_that_breaks_a_rule_is_never_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "faults", lambda *_: ["ett", "två", "tre", "fyra", "fem"])
    with pytest.raises(OutputError) as refused:
        module.rivta_file(record(alert()), RIVTA_ALERTS)
    assert refused.value.message.startswith("ett; två; tre och 2 till. Filen skrevs inte.")

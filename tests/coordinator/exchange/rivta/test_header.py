"""Who sends and whose it is: what is missing is told with what to do; what is protected never leaves."""

from dataclasses import replace
from typing import Any

import pytest

from coordinator.about_me import AboutMe
from coordinator.careplan import CarePlan, PlanStatus
from coordinator.errors import RuleError
from coordinator.exchange.rivta.contracts import CARE_PLANS, CONTRACTS, Contract
from coordinator.exchange.rivta.rivta_file import rivta_file, safe
from coordinator.identity import IdentityType
from coordinator.person import ProtectedIdentity
from coordinator.settings import PROVIDER_HSA_ID, SYSTEM_HSA_ID, UNIT_HSA_ID, Settings
from tests.coordinator.exchange.fhir.reading import ME, NOW, maja, open_entries
from tests.coordinator.exchange.rivta.answers import PROVIDER, SENT, UNIT, answer, listed, record, text, texts
from tests.coordinator.exchange.rivta.test_care_plans import words

EVERY = pytest.mark.parametrize("contract", CONTRACTS, ids=lambda one: one.listed)
PLAN = CarePlan(patient_id=ME, status=PlanStatus.CURRENT, established_on=NOW.date(), what_matters="Att rida")


@EVERY
@pytest.mark.parametrize("setting", [UNIT_HSA_ID, PROVIDER_HSA_ID], ids=lambda one: one.key)
@pytest.mark.parametrize("value", ["", "kalle"])
def test_a_sender_that_is_missing_is_told_with_the_setting(contract: Contract, setting: Any, value: str) -> None:
    lacking = replace(record(), settings=Settings({**SENT.chosen, setting.key: value}))
    with pytest.raises(RuleError) as refused:
        rivta_file(lacking, contract.outgoing)
    assert refused.value.title == f"{setting.label} saknas"
    assert setting.key in refused.value.message and "Inställningar" in refused.value.message


def test_without_an_id_of_the_system_that_of_the_unit_stands_and_it_is_told() -> None:
    only_two = replace(record(PLAN), settings=Settings({UNIT_HSA_ID.key: UNIT, PROVIDER_HSA_ID.key: PROVIDER}))
    made = rivta_file(only_two, CARE_PLANS.outgoing)
    (found,) = listed(CARE_PLANS, made)
    assert texts(CARE_PLANS, found, "sourceSystemHSAId") == [UNIT]
    assert "Källsystemets HSA-id" in made.notes[-1]
    assert SYSTEM_HSA_ID.label in made.notes[-1]
    assert not any("Källsystem" in one for one in answer(CARE_PLANS, PLAN).notes)


@pytest.mark.parametrize(
    ("kind", "number", "oid"),
    [
        (IdentityType.PERSONNUMMER, "199007282388", "1.2.752.129.2.1.3.1"),
        (IdentityType.SAMORDNINGSNUMMER, "196109732393", "1.2.752.129.2.1.3.3"),
        (IdentityType.RESERVNUMMER, "98240301AA06", "1.2.752.74.9.1"),
    ],
)
def test_a_number_stands_under_its_own_oid(kind: IdentityType, number: str, oid: str) -> None:
    made = answer(CARE_PLANS, maja(identity_type=kind, identity_number=number), PLAN)
    (found,) = listed(CARE_PLANS, made)
    assert text(CARE_PLANS, found, "carePlanHeader/patientId/id") == number
    assert text(CARE_PLANS, found, "carePlanHeader/patientId/type") == oid


@EVERY
@pytest.mark.parametrize(
    ("kind", "number", "title"),
    [
        (IdentityType.PERSONNUMMER, None, "Patienten saknar ett nummer"),
        (IdentityType.UNKNOWN, "ABC", "Patienten saknar ett nummer"),
        (IdentityType.RESERVNUMMER, "992004391013", "Reservnumret kan inte stå i filen"),
    ],
)
def test_without_a_number_that_every_region_knows_there_is_no_file(
    contract: Contract, kind: IdentityType, number: str | None, title: str
) -> None:
    with pytest.raises(RuleError) as refused:
        answer(contract, maja(identity_type=kind, identity_number=number))
    assert refused.value.title.startswith(title) and "Om patienten" in refused.value.message
    assert "ABC" not in str(refused.value) and "992004391013" not in str(refused.value)


SECRETS: dict[str, Any] = {
    "given_name": "Majatilda", "family_name": "Grönkvisthage", "called": "Majlisan", "address": "Hemliga vägen 7",
    "phone": "031-238 99 99", "email": "majlis@exempel.se", "former_numbers": ("196109732393",),
    "moved_to": "Hemköping",
}  # fmt: skip


@EVERY
@pytest.mark.parametrize("protection", [ProtectedIdentity.MARKED, ProtectedIdentity.REGISTRATION])
def test_of_a_protected_person_the_number_alone_leaves(contract: Contract, protection: ProtectedIdentity) -> None:
    entries = [one for one in open_entries() if one.KIND != "patient" and not isinstance(one, AboutMe)]
    current = replace(PLAN, health_in_short="Majatilda Grönkvisthage bor på Hemliga vägen 7")
    made = answer(contract, maja(protected_identity=protection, **SECRETS), *entries, current)
    content = made.content.decode()
    if contract is CARE_PLANS:
        import base64

        content += "".join(
            base64.b64decode(value).decode()
            for found in listed(contract, made)
            for value in texts(contract, found, "value")
        )
    for secret in (
        "Majatilda",
        "Grönkvisthage",
        "Majlisan",
        "Hemliga",
        "238 99 99",
        "majlis@",
        "196109732393",
        "Hemköp",
    ):
        assert secret not in content, secret
    assert "199007282388" in content or made.count == 0
    assert "Numret står i filen, men inte namn" in made.notes[-1]


def test_an_address_that_nobody_has_checked_stays_here() -> None:
    open_, unsure = ProtectedIdentity.NONE, ProtectedIdentity.NOT_ASKED
    assert "Hemliga vägen 7" in words(maja(protected_identity=open_, **SECRETS), PLAN)
    unchecked = words(maja(protected_identity=unsure, **SECRETS), PLAN)
    assert "Hemliga" not in unchecked and "238 99 99" not in unchecked and "Majatilda" in unchecked
    checked, not_checked = (safe(record(maja(protected_identity=one, **SECRETS))).patient for one in (open_, unsure))
    assert (checked.address, checked.phone, checked.former_numbers) == (SECRETS["address"], SECRETS["phone"], ())
    assert not (not_checked.address or not_checked.phone or not_checked.email or not_checked.moved_to)


def test_what_is_invented_says_so_first() -> None:
    assert "ÖVNING".encode() in answer(CARE_PLANS, practice=True).content.splitlines()[1]
    assert "ÖVNING".encode() not in answer(CARE_PLANS).content

"""Every file is valid by the national schemas, whatever the record holds, or is refused with what to do."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from lxml import etree

from coordinator.contact import Contact
from coordinator.contact_log import ContactLogEntry
from coordinator.desk import Desk
from coordinator.entity import Entity, attrs_of
from coordinator.errors import OutputError, RuleError
from coordinator.exchange.rivta.contracts import CARE_CONTACTS, CARE_MANAGERS, CONTRACTS, Contract
from coordinator.exchange.rivta.rivta_file import rivta_file
from coordinator.exchange.rivta.rules import faults
from coordinator.kinds import KINDS
from coordinator.person import Patient, ProtectedIdentity
from coordinator.practice import fill_practice
from coordinator.record import Record
from tests.coordinator.conftest import MemoryStore
from tests.coordinator.exchange.fhir.reading import ME, NOW, maja, open_entries
from tests.coordinator.exchange.rivta.answers import SENT, answer, broken, needs_schemas, record
from tests.rules.made_up import filled, whole_records

EVERY = pytest.mark.parametrize("contract", CONTRACTS, ids=lambda one: one.listed)
EXAMPLES = Path(__file__).parents[5] / "shared" / "data" / "rivta-examples"


@cache
def practice() -> dict[str, Record]:
    """Every practice record, by slug."""
    store = MemoryStore(NOW)
    made = fill_practice(Desk(store))
    return {one.slug: replace(store.read(one.patient_id), settings=SENT) for one in made}


def full(**fields: object) -> list[Entity]:
    return [maja(**fields), *(one for one in open_entries() if not isinstance(one, Patient))]


@needs_schemas
@EVERY
def test_nothing_known_is_a_valid_answer_with_nothing_in_it(contract: Contract) -> None:
    made = answer(contract)
    assert list(broken(contract, made.content)) == []
    assert made.count == 0
    if contract.has_result:
        assert b"<c:resultCode>OK</c:resultCode>" in made.content


@needs_schemas
@EVERY
def test_a_full_record_is_valid(contract: Contract) -> None:
    assert list(broken(contract, answer(contract, *full()).content)) == []


@needs_schemas
@EVERY
@pytest.mark.parametrize("protection", [ProtectedIdentity.MARKED, ProtectedIdentity.REGISTRATION])
def test_a_protected_record_is_valid(contract: Contract, protection: ProtectedIdentity) -> None:
    entries = [one for one in filled(ME) if not isinstance(one, Patient)]
    made = answer(contract, maja(protected_identity=protection), *entries)
    assert list(broken(contract, made.content, twice=False)) == []


@needs_schemas
@pytest.mark.parametrize("count", [0, 1, 40, 120])
def test_many_contacts_are_valid(count: int) -> None:
    day = date(2026, 11, 2)
    people = [
        Contact(patient_id=ME, name=f"Anna {n}", role="dietist", unit="Mottagning", phone="031-238 10 10",
                phone_hours="vardagar 8–12", hsa_id="SE2321000016-1A2B" if n % 2 else "", last_contact=day)
        for n in range(count)
    ]  # fmt: skip
    calls = [ContactLogEntry(patient_id=ME, at=NOW, contact_id=one.id, what="Fråga", minutes=20) for one in people]
    for contract in (CARE_MANAGERS, CARE_CONTACTS):
        made = answer(contract, *people, *calls)
        assert made.count == count
        assert list(broken(contract, made.content, twice=count < 40)) == []


@needs_schemas
@EVERY
def test_every_practice_record_is_valid_or_refused_for_its_number(contract: Contract) -> None:
    refused = set()
    for slug, one in practice().items():
        try:
            made = rivta_file(one, contract.outgoing)
        except RuleError as error:
            assert "Reservnumret" in error.title or "nummer" in error.title
            refused.add(slug)
            continue
        assert list(broken(contract, made.content, twice=slug == "vuxen")) == []
        assert "ÖVNING".encode() in made.content.splitlines()[1]
    assert 0 < len(refused) < 5


def within(entry: Entity) -> Entity:
    """The entry with its days in years that a file can hold, and no period that ends before it begins."""
    changed: dict[str, Any] = {}
    for attr in attrs_of(type(entry)):
        value = getattr(entry, attr.name)
        if isinstance(value, date):
            changed[attr.name] = value.replace(year=1904 + value.year % 49 * 4)
        if attr.name in ("valid_until", "end"):
            changed[attr.name] = None
    return replace(entry, **changed)


@needs_schemas
@settings(max_examples=6, deadline=None, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
@given(entries=whole_records())
def test_whatever_a_record_holds_the_file_is_valid(entries: tuple[Entity, ...]) -> None:
    patient = replace(maja(), id=entries[0].patient_id, patient_id=entries[0].patient_id)
    by_kind: dict[type[Entity], tuple[Entity, ...]] = {
        kind: tuple(within(entry) for entry in entries if type(entry) is kind) for kind in KINDS
    }
    whole = Record(patient.id, NOW, record().actor, SENT, by_kind | {Patient: (patient,)})
    for contract in CONTRACTS:
        made = rivta_file(whole, contract.outgoing)
        assert list(broken(contract, made.content, twice=False)) == []


@settings(max_examples=4, deadline=None, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
@given(entries=whole_records())
def test_days_that_no_file_can_hold_are_refused(entries: tuple[Entity, ...]) -> None:
    patient = replace(maja(), id=entries[0].patient_id, patient_id=entries[0].patient_id)
    by_kind: dict[type[Entity], tuple[Entity, ...]] = {
        kind: tuple(entry for entry in entries if type(entry) is kind) for kind in KINDS
    }
    whole = Record(patient.id, NOW, record().actor, SENT, by_kind | {Patient: (patient,)})
    for contract in CONTRACTS:
        try:
            rivta_file(whole, contract.outgoing)
        except (RuleError, OutputError) as error:
            assert error.message


@EVERY
def test_the_same_record_gives_the_same_bytes(contract: Contract) -> None:
    entries = full()
    assert answer(contract, *entries).content == answer(contract, *entries).content


@EVERY
def test_another_answer_has_another_log_id(contract: Contract) -> None:
    if contract.has_result:
        log_id = f"{{{contract.core}}}logId"
        ids = [next(etree.fromstring(answer(contract, *some).content).iter(log_id)).text for some in ([], full())]
        assert contract is CARE_CONTACTS or ids[0] != ids[1]


@needs_schemas  # the examples lie beside them
@EVERY
def test_elements_stand_in_the_order_of_the_examples(contract: Contract) -> None:
    """What is declared here lets the examples pass, but for what the descriptions of the contracts ask beside that."""
    (file,) = EXAMPLES.glob(f"rivta-{contract.answer}-*.xml")
    said = faults(contract, file.read_bytes())
    asked = ("en kod ska ha", "legalAuthenticator", "ett element hör inte dit", "HSA-id", "samma id")
    assert [one for one in said if not any(word in one for word in asked)] == []

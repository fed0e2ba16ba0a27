"""The laws of the house over every kind of entry in the list of kinds."""

import importlib
import pkgutil
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings

import coordinator
from coordinator.careplan import CarePlan
from coordinator.change import Change, Edit
from coordinator.consent import Consent, ConsentPurpose
from coordinator.contact import Assignment, Contact, ContactCategory, ContactRole
from coordinator.document import ONE_PAGE, to_json
from coordinator.document_text import plain_text
from coordinator.documents.care_plan import care_plan_document
from coordinator.documents.catalogue import DOCUMENTS
from coordinator.entity import Code, Entity, attrs_of, shown
from coordinator.errors import RuleError
from coordinator.exchange.fhir.bundle import document_bundle, to_bytes
from coordinator.exchange.journaltext import journal_text
from coordinator.exchange.record_json import read_record_json, record_json
from coordinator.guardian import Guardian
from coordinator.kinds import KINDS
from coordinator.person import Patient, ProtectedIdentity
from coordinator.record import Record
from coordinator.related_person import RelatedPerson, SharesHome
from coordinator.relative import Relative
from coordinator.representative import LegalRepresentative
from coordinator.settings import Settings
from db import vault
from db.vault import Vault
from tests.conftest import ACTOR, CODE, NOW, clock, without_ids
from tests.rules.made_up import adding, filled, whole_records
from ui.commands.records import as_json, as_text
from ui.paper.pdf import render_pdf

SCHOOL = ContactCategory.SCHOOL_WORK
T = TypeVar("T")
EVERY_KIND = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.KIND)


def _subclasses(of: type[T]) -> list[type[T]]:
    for module in pkgutil.walk_packages(coordinator.__path__, "coordinator."):
        importlib.import_module(module.name)
    return [leaf for sub in of.__subclasses__() for leaf in (sub, *_subclasses(sub))]


@pytest.fixture(scope="module")
def shared_vault(empty_vault: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    folder = shutil.copytree(empty_vault.parent, tmp_path_factory.mktemp("lagar") / "pärm")
    with vault.open_with_code(folder / empty_vault.name, CODE, clock) as opened:
        yield opened


def _record(*entries: Entity) -> Record:
    by_kind = {kind: tuple(entry for entry in entries if type(entry) is kind) for kind in KINDS}
    return Record(entries[0].patient_id, NOW, ACTOR, Settings(), by_kind)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(entries=whole_records())
def test_every_kind_comes_back_as_it_was_saved(shared_vault: Vault, entries: tuple[Entity, ...]) -> None:
    shared_vault.store.apply(entries[0].patient_id, adding(entries))
    read = shared_vault.store.read(entries[0].patient_id)
    assert {type(entry): (replace(entry, version=1),) for entry in entries} == dict(read.entries)


def test_every_kind_has_a_readable_history(open_vault: Vault) -> None:
    patient_id = uuid4()
    entries = filled(patient_id)
    open_vault.store.apply(patient_id, adding(entries))
    saved = open_vault.store.read(patient_id)
    for kind in KINDS:
        (entry,) = saved.all(kind)
        nothing: dict[str, Any] = {attr.name: None for attr in attrs_of(kind) if attr.optional and not attr.refers_to}
        emptied = replace(entry, **nothing)
        open_vault.store.apply(patient_id, Change("Ändrat", (Edit(emptied),)))
        (former,) = open_vault.store.history(patient_id, entry.id)
        assert (former.entry, former.by, former.at) == (entry, ACTOR, NOW)


@EVERY_KIND
def test_every_field_has_a_label_of_its_own(kind: type[Entity]) -> None:
    labels = [attr.label for attr in attrs_of(kind)]
    assert all(label and label[0].isupper() and len(label) <= 50 for label in labels)
    assert len(set(labels)) == len(labels)
    assert kind.__doc__ and kind.TITLE and kind.KIND.isascii() and kind.KIND.lower() == kind.KIND


@EVERY_KIND
def test_no_repr_shows_content(kind: type[Entity]) -> None:
    (entry,) = (entry for entry in filled(uuid4(), text="KANARIEFÅGEL") if type(entry) is kind)
    assert "KANARIEFÅGEL" not in repr(entry)
    assert kind.KIND in repr(entry)


@EVERY_KIND
def test_what_a_field_refers_to_is_a_kind(kind: type[Entity]) -> None:
    names = {known.KIND for known in KINDS}
    assert {attr.refers_to for attr in attrs_of(kind) if attr.refers_to} <= names


def test_every_kind_there_is_stands_in_the_list() -> None:
    found = {
        kind for kind in _subclasses(Entity) if kind.__module__.startswith("coordinator.") and "KIND" in vars(kind)
    }
    assert found == set(KINDS)


def test_every_code_has_a_label_and_a_stable_stored_value() -> None:
    for codes in _subclasses(Code):
        stored = [code.stored for code in codes]
        assert len(set(stored)) == len(stored), codes
        assert all(value.isascii() and value and " " not in value for value in stored), codes
        assert all(code.label and codes.of(code.stored) is code for code in codes), codes


@pytest.mark.parametrize(
    "text", ["", "{label}", "{label} " + "lång text utan slut " * 500], ids=["tomt", "fyllt", "långt"]
)
def test_everything_is_shown_printed_and_exported_whether_empty_or_full(text: str) -> None:
    patient_id = uuid4()
    record = _record(*(filled(patient_id, text=text) if text else (Patient(id=patient_id, patient_id=patient_id),)))
    assert as_json(record)["patient"][0]["id"] == str(patient_id)
    assert "PATIENT" in as_text(record)
    for paper in (made for kind in DOCUMENTS for made in kind.all_made(record)):
        assert plain_text(paper) and to_json(paper)
        if paper.kind in (*ONE_PAGE, "emergency_card") and len(text) > 100:
            with pytest.raises(RuleError, match=r"ryms inte på en sida|Kortet har inte plats"):
                render_pdf(paper)
        else:
            assert render_pdf(paper).startswith(b"%PDF")
    assert journal_text(record).encoded()
    assert read_record_json(record_json(record)).patient_id == patient_id
    assert to_bytes(document_bundle(record, uuid4()))


def _all_that_leaves(record: Record) -> str:
    """Every paper and every export of the record, as text."""
    left = [plain_text(made) for kind in DOCUMENTS for made in kind.all_made(record)]
    left += [journal_text(record).text, record_json(record).decode()]
    left.append(to_bytes(document_bundle(record, uuid4(), with_log=True)).decode())
    return "\n".join(left)


def test_nothing_that_locates_a_protected_person_leaves_on_paper_or_in_exports() -> None:
    patient_id = uuid4()
    secrets: set[str] = set()
    entries: list[Entity] = []
    for entry in filled(patient_id):
        places: dict[str, Any] = {
            attr.name: f"HEMLIG{len(secrets)}{attr.name}" for attr in attrs_of(type(entry)) if attr.locates
        }
        secrets |= set(places.values())
        entries.append(replace(entry, **places))
    assert len(secrets) >= 7
    school = Contact(
        patient_id=patient_id, name="HEMLIG skola", phone="HEMLIG telefon", reveals_location=True, on_print=True,
        next_contact=NOW.date(), important_in_emergency=True,
    )  # fmt: skip
    named = ContactRole(
        patient_id=patient_id, contact_id=school.id, assignment=Assignment.FIXED_CARE_CONTACT, start=NOW.date()
    )
    patient, *rest = entries
    assert isinstance(patient, Patient)
    for protected in (ProtectedIdentity.MARKED, ProtectedIdentity.REGISTRATION):
        record = _record(replace(patient, protected_identity=protected), *rest, school, named)
        assert [line for line in _all_that_leaves(record).splitlines() if "HEMLIG" in line] == []
    open_record = _record(replace(patient, protected_identity=ProtectedIdentity.NONE), *rest, school, named)
    assert "HEMLIG skola" in plain_text(care_plan_document(open_record))


@pytest.mark.parametrize("kind", [Guardian, Relative, LegalRepresentative])
@pytest.mark.parametrize("home", SharesHome)
def test_nothing_of_a_protected_parent_or_sibling_leaves_on_any_paper(
    kind: type[RelatedPerson], home: SharesHome
) -> None:
    """One parent's print never shows the other's; and if they share the child, not where the child lives either."""
    patient_id = uuid4()
    patient = Patient(
        id=patient_id, patient_id=patient_id, given_name="Nova", protected_identity=ProtectedIdentity.NONE,
        address="Hemvägen 3\n123 45 Hemort", phone="070-1740605", kommun="Hemkommun", health_centre="Hemcentralen",
    )  # fmt: skip
    shielded = kind(
        patient_id=patient_id, name="Hemlig Mamma", phone="070-174 06 10", email="hemlig@example.se",
        address="Gömstället 7\n543 21 Gömort", kommun="Gömkommun", language="hemligska", note="Hemlig not",
        lives_with_patient=home, protected_identity=ProtectedIdentity.REGISTRATION,
    )  # fmt: skip
    other = Guardian(patient_id=patient_id, name="Öppen Pappa", phone="070-174 06 20")
    school = Contact(patient_id=patient_id, name="Hemskolan", phone="08-465 004 01", category=SCHOOL)
    plan = CarePlan(
        patient_id=patient_id,
        participants="Hemlig Mamma och Öppen Pappa",
        self_care="Ring Hemlig  Mammas nummer +46 70 174 06 10, eller 0701740610. Post till Gömort.",
    )
    told = Consent(
        patient_id=patient_id, purpose=ConsentPurpose.OTHER, given_by="Hemlig Mamma", given_on=NOW.date(),
        recipients="Öppen Pappa", covers="Planen", valid_until=NOW.date(),
    )  # fmt: skip
    left = without_ids(_all_that_leaves(_record(patient, shielded, other, school, plan, told))).casefold()
    for secret in (
        "hemlig mamma",
        "hemlig  mamma",
        "174 06 10",
        "1740610",
        "hemlig@",
        "göm",
        "hemligska",
        "hemlig not",
    ):
        assert secret not in left, secret
    assert "öppen pappa" in left
    for of_the_home in ("hemvägen", "hemort", "hemkommun", "hemcentralen", "hemskolan", "08-465 004 01"):
        assert (of_the_home in left) is (home is SharesHome.NO), of_the_home


@EVERY_KIND
def test_every_field_can_be_said_in_words(kind: type[Entity]) -> None:
    (entry,) = (entry for entry in filled(uuid4()) if type(entry) is kind)
    for attr in attrs_of(kind):
        assert isinstance(shown(getattr(entry, attr.name)), str)

"""The registerutdrag as a file: the same facts as on the paper, for other programs, and no more than may be shown."""

import json
from dataclasses import replace
from typing import Any

import pytest

from coordinator.blocks import Facts, Table, words
from coordinator.desk import Desk
from coordinator.documents.extract_content import NOT_SHOWN, extract_texts
from coordinator.documents.record_extract import WITHHELD, record_extract_document
from coordinator.entity import attrs_of, plain
from coordinator.exchange.extract_json import extract_json
from coordinator.guardian import Guardian
from coordinator.journal_entry import JournalEntry
from coordinator.kinds import BY_NAME
from coordinator.person import Patient, ProtectedIdentity
from coordinator.practice import PEOPLE, fill_practice
from coordinator.record import Record
from coordinator.shared_paper import Ground, SharedPaper
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, MemoryStore, noon, record_of
from tests.coordinator.exchange.fhir.reading import open_entries
from tests.coordinator.exchange.fhir.reading import record as record_about_me
from tests.coordinator.umi.conftest import row as alert_row


def practice_record(who: str) -> Record:
    store = MemoryStore(noon(TODAY))
    (patient,) = fill_practice(Desk(store), [who])
    return store.read(patient.patient_id)


def read(record: Record) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(extract_json(record))
    return found


def on_paper(record: Record) -> list[dict[str, str]]:
    """What the paper tells of each entry, in order; the first facts are about the extract itself."""
    blocks = [one for one in record_extract_document(record).blocks if isinstance(one, Facts)]
    return [{fact.label: words(fact.value) for fact in block.facts} for block in blocks[1:]]


def as_on_paper(entry: dict[str, Any]) -> dict[str, str]:
    """An entry of the file, put as the paper puts it."""
    said: dict[str, str] = {NOT_SHOWN: extract_texts()["not_shown"]} if entry.get("not_shown") else {}
    for fact in entry["facts"]:
        of = fact["label"].removesuffix(" av")
        if of in said and of != fact["label"]:
            said[of] += f" av {fact['words']}"
        else:
            said[fact["label"]] = fact["words"]
    if "withheld" in entry:
        said[WITHHELD] = f"{', '.join(entry['withheld'])}. Det finns i registret men står inte på papper."
    return said


def same(record: Record) -> None:
    found = read(record)
    assert [as_on_paper(entry) for kind in found["kinds"] for entry in kind["entries"]] == on_paper(record)
    (table,) = (one for one in record_extract_document(record).blocks if isinstance(one, Table))
    handed = [
        (one["day"], one["what"], "\n".join(filter(None, (one["to"], one["ground"]))), one["by"])
        for one in found["handed_out"]
    ]
    assert handed == [tuple(map(words, cells)) for cells in table.rows]
    told = "\n".join(words(fact.value) for block in record_extract_document(record).blocks[:1]
                     if isinstance(block, Facts) for fact in block.facts)  # fmt: skip
    assert found["about"]["made_by"] in told


@pytest.mark.parametrize("who", PEOPLE)
def test_of_every_practice_patient_the_file_tells_what_the_paper_tells(who: str) -> None:
    same(practice_record(who))


def test_every_field_of_every_kind_is_told_alike_and_as_the_value_it_is() -> None:
    entries = open_entries("§{kind}.{field}§")
    record = record_about_me(*entries)
    same(record)
    held = {str(entry.id): entry for entry in entries}
    for kind in read(record)["kinds"]:
        attrs = {attr.name: attr for attr in attrs_of(BY_NAME[kind["kind"]])}
        for entry in kind["entries"]:
            for fact in entry["facts"]:
                assert fact["label"] == attrs[fact["field"]].label
                assert fact["value"] == plain(getattr(held[entry["id"]], fact["field"]))


def test_what_was_handed_out_stands_with_its_ground() -> None:
    paper = SharedPaper(
        patient_id=PATIENT_ID, paper="vardplan", title="Min vårdplan", to="Skolan", shared_on=TODAY, shared_by="Anna",
        ground=Ground.LAW, ground_note="Skollagen", sha256="0" * 64,
    )  # fmt: skip
    same(record_of(paper))
    assert read(record_of(paper))["handed_out"] == [
        {"day": TODAY.isoformat(), "what": "Min vårdplan", "to": "Skolan", "ground": "Skyldighet enligt lag: Skollagen",
         "by": "Anna"},
    ]  # fmt: skip


def test_of_what_the_patient_may_not_see_no_word_is_there_and_it_is_said() -> None:
    hidden = alert_row(term="Hemligtord", advice="Hemligtord", for_patient=False)
    there = JournalEntry(
        patient_id=PATIENT_ID, entry_kind="alert_information", entry_id=hidden.id, entry_version=0,
        entered_at=noon(TODAY), words="Hemligtord", note="Hemligtord",
    )  # fmt: skip
    record = record_of(hidden, there)
    same(record)
    assert "Hemligtord" not in extract_json(record).decode()
    assert "Hemligtord" not in str(record_extract_document(record))
    assert read(record)["warnings"] == [extract_texts()["not_shown"]]
    assert "Hemligtord" in extract_json(record_of(replace(hidden, for_patient=True), there)).decode()


def test_what_is_protected_is_named_and_not_told() -> None:
    hidden = replace(MAJA, protected_identity=ProtectedIdentity.MARKED, address="Gömgatan 4", phone="070-174 06 10")
    father = Guardian(patient_id=PATIENT_ID, name="Göran Dold", protected_identity=ProtectedIdentity.MARKED)
    record = record_of(hidden, father)
    same(record)
    content = extract_json(record).decode()
    assert all(secret not in content for secret in ("Gömgatan", "174 06", "Göran"))
    found = read(record)
    assert found["warnings"] == [extract_texts()["protected"]]
    (patient,) = next(kind["entries"] for kind in found["kinds"] if kind["kind"] == Patient.KIND)
    assert {"Adress", "Telefon"} <= set(patient["withheld"])


def test_why_it_is_kept_and_where_more_is_stands_as_on_the_paper() -> None:
    record = practice_record("barn")
    about, paper = read(record)["about"], " ".join(str(record_extract_document(record)).split())
    for text in (about["what"], *about["why"]):
        assert text in paper
    assert about["elsewhere"] == extract_texts()["elsewhere"] and len(about["rights"]) == 4
    assert extract_json(record) == extract_json(record) and about["practice"] is True

"""An insats said in one line."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.careplan import Intervention
from coordinator.contact import Contact, ContactStatus
from coordinator.entity import attrs_of, new_id
from coordinator.errors import RuleError
from coordinator.quick_intervention import contact_named, names_to_suggest, read_intervention, responsible
from coordinator.record import Record
from tests.coordinator.conftest import PATIENT_ID, record_of


def contact(name: str, role: str = "", **fields: Any) -> Contact:
    return Contact(patient_id=PATIENT_ID, name=name, role=role, **fields)


ALI = contact("Ali Hassan", "arbetsterapeut")
ASA = contact("Åsa Norén", "logoped")
KARIN = contact("Karin Lindström", "sjuksköterska")
OTHER_KARIN = contact("Karin Ek", "kurator")
GONE = contact("Emma Gran", "dietist", status=ContactStatus.ENDED)
CLINIC = contact("", unit="Barnkliniken")
RECORD = record_of(ALI, ASA, KARIN, OTHER_KARIN, GONE, CLINIC)


def test_what_who_and_when_are_told_apart() -> None:
    read = read_intervention(RECORD, "Provar telefon med bildstöd, Ali Hassan, 1 dec")
    assert read.fields == {
        "what": "Provar telefon med bildstöd",
        "responsible": "Ali Hassan, arbetsterapeut",
        "contact_id": ALI.id,
        "due": date(2026, 12, 1),
    }
    assert read.words == "Provar telefon med bildstöd · Ali Hassan, arbetsterapeut · 2026-12-01, v. 49"


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("Ring skolan", {"what": "Ring skolan"}),
        ("Ring skolan, i morgon", {"what": "Ring skolan", "due": date(2026, 11, 23)}),
        ("Ring skolan, senast 1/12, Ali", {"what": "Ring skolan", "due": date(2026, 12, 1), "responsible": ALI.id}),
        ("Övar, klart till fredag", {"what": "Övar", "due": date(2026, 11, 27)}),
        ("Köpa skor, strumpor, mamma", {"what": "Köpa skor, strumpor", "responsible": "mamma"}),
        ("Övar vägen, Emma Gran", {"what": "Övar vägen", "responsible": "Emma Gran"}),
        ("Övar vägen, dietist", {"what": "Övar vägen", "responsible": "dietist"}),
        ("Övar, barnkliniken", {"what": "Övar", "responsible": CLINIC.id}),
        ("Övar, Ali, Åsa", {"what": "Övar, Åsa", "responsible": ALI.id}),
        ("1 dec, ring", {"what": "1 dec, ring"}),
        (" , Övar , ", {"what": "Övar"}),
        ("", {"what": ""}),
    ],
)
def test_what_is_neither_day_nor_somebody_stays_in_what_is_to_be_done(line: str, fields: dict[str, Any]) -> None:
    read = dict(read_intervention(RECORD, line).fields)
    who = read.pop("contact_id", None) or read.get("responsible")
    assert read | ({"responsible": who} if who else {}) == fields


def test_a_day_that_does_not_exist_is_refused() -> None:
    with pytest.raises(RuleError, match="Februari har 28 dagar 2027"):
        read_intervention(RECORD, "Övar, Ali, 31 februari 2027")


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Ali", ALI), ("ali hassan", ALI), ("ALI HAS", ALI), ("Hassan", ALI), ("asa noren", ASA),
        ("Ali Hassan, arbetsterapeut", ALI), ("Karin L", KARIN), ("Karin", None), ("Emma Gran", None), ("A", None),
        ("Ali Ek", None), ("Barnkliniken", CLINIC), ("", None), ("   ", None),
    ],
)  # fmt: skip
def test_a_contact_is_found_when_the_words_can_mean_only_one(said: str, found: Contact | None) -> None:
    assert contact_named(RECORD, said) == found


def test_two_of_the_same_name_are_nobody_in_particular() -> None:
    record: Record = record_of(ALI, contact("Ali Hassan", "arbetsterapeut", id=new_id()))
    assert contact_named(record, "Ali Hassan") is None
    assert responsible(record, " Ali  Hassan ") == {"responsible": "Ali Hassan", "contact_id": None}


def test_those_who_still_are_contacts_are_suggested_once() -> None:
    assert names_to_suggest(RECORD) == [
        "Ali Hassan, arbetsterapeut", "Åsa Norén, logoped", "Karin Lindström, sjuksköterska", "Karin Ek, kurator",
        "Barnkliniken",
    ]  # fmt: skip


@given(st.text(max_size=30))
@settings(max_examples=50)
def test_no_word_is_lost(text: str) -> None:
    try:
        read = read_intervention(RECORD, text)
    except RuleError:
        return
    known = {attr.name for attr in attrs_of(Intervention)}
    assert read.fields.keys() <= known
    kept = f"{read.fields['what']} {read.fields.get('responsible', '')}".split()
    if "due" not in read.fields and read.fields.get("contact_id") is None:
        assert sorted("".join(kept).replace(",", "")) == sorted("".join(text.split()).replace(",", ""))

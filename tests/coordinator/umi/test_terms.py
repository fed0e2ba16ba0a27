"""The national list as it came: 93 terms, doubts kept, no SNOMED CT, and what is not uppmärksamhetsinformation."""

import csv
import json
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

from coordinator.umi.kinds import AlertType
from coordinator.umi.terms import (
    allowed_terms,
    blood_borne_words,
    is_national,
    is_sure,
    national_term,
    national_terms,
    version,
)

DRAFT = Path(__file__).parents[4] / "shared" / "data" / "umi_koder.json"
ROWS = list(
    csv.DictReader((files("resources") / "codes" / "umi.tsv").read_text(encoding="utf-8").splitlines(), delimiter="\t")
)


def test_the_list_is_whole() -> None:
    counts = Counter(one.type.stored for one in national_terms())
    assert counts == {"A1": 46, "A2": 6, "A3": 7, "A4": 16, "B1": 4, "B2": 1, "C1": 3, "D1": 5, "D2": 5}
    assert len({(one.type, one.term) for one in national_terms()}) == len(national_terms()) == 93


def test_each_line_has_its_group_source_and_version_and_no_snomed() -> None:
    assert list(ROWS[0]) == ["group", "type", "term", "icd10se", "atc", "source", "version"]
    for line in ROWS:
        assert line["group"] == line["type"][0] and line["source"] and line["version"] == version()
        assert all(len(part) < 6 or not part.isdecimal() for part in "|".join(line.values()).split("|"))


def test_doubts_are_kept() -> None:
    doubted = {code for one in national_terms() for code in one.icd10 if code.endswith("?")}
    assert doubted == {f"{code}?" for code in (
        "E71.1A", "E71.1B", "E71.1C", "E71.1D", "E71.3A", "E71.3B", "E71.3C", "E72.2B", "E72.2C")}  # fmt: skip


@pytest.mark.parametrize(("code", "sure"), [("J01C", True), ("E71.1C?", False), ("E71.1C ? ", False), (" ", False)])
def test_a_code_with_a_question_mark_is_none_to_tell(code: str, sure: bool) -> None:
    assert is_sure(code) is sure


@pytest.mark.skipif(not DRAFT.exists(), reason="the facts the list was made from lie beside the project, and not in it")
def test_the_list_says_what_it_was_made_from() -> None:
    drafted = json.loads(DRAFT.read_text(encoding="utf-8"))["poster"]
    ours = [(one.type.stored, one.term, list(one.icd10), list(one.atc)) for one in national_terms()]
    assert ours == [(one["typ"], one["term"], one["icd10se"], one["atc"]) for one in drafted]


def test_a_term_is_found_as_the_list_words_it() -> None:
    found = national_term(AlertType.CONDITION, "angioneurotiskt  odem")
    assert found is not None and found.term == "Angioneurotiskt ödem"
    assert is_national(AlertType.IMPLANT, "PACEMAKER") and not is_national(AlertType.CONDITION, "Pacemaker")


def test_the_list_is_read_once() -> None:
    assert national_terms() is national_terms()


def test_no_term_of_the_list_is_blood_borne_infection_that_is_refused() -> None:
    assert [one.term for one in national_terms() if blood_borne_words(one.term)] == []
    assert [one.term for one in allowed_terms()] == ["Blodsmitta hos gravid"]


@pytest.mark.parametrize(
    "text", ["Hepatit C", "hepatit-c", "HEPATIT B-bärare", "hiv", "HIV-positiv", "blodsmitta", "Blodsmittad", "hcv",
             "Blodburen smitta", "AIDS", "Blodsmitta hos gravid kvinna", "har hep c sedan 2001"],
)  # fmt: skip
def test_blood_borne_infection_is_known_however_it_is_written(text: str) -> None:
    assert blood_borne_words(text)


@pytest.mark.parametrize("text", ["", "Autoimmun hepatit", "Hepatit A", "archiv", "blodsmitta hos GRAVID", "blod"])
def test_other_words_are_not_taken_for_it(text: str) -> None:
    assert not blood_borne_words(text)

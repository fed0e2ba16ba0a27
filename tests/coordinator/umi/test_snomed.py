"""SNOMED CT ids for national terms: from the clinic's list alone, and only where a row has a field for one."""

from pathlib import Path

import pytest

from coordinator.terms.kept_lists import ListFolder
from coordinator.umi.kinds import AlertType
from coordinator.umi.snomed import snomed_of, snomed_to_keep
from coordinator.umi.terms import national_term
from tests.coordinator.terms.made_up_lists import put, snomed_table


@pytest.fixture
def folder(tmp_path: Path) -> ListFolder:
    return ListFolder(tmp_path / "kodlistor")


ADDISON = national_term(AlertType.CONDITION, "addisons sjukdom")
PRODUCTS = (AlertType.PRODUCT, AlertType.HISTORIC)


def test_without_a_list_there_is_none(folder: ListFolder) -> None:
    assert ADDISON is not None and snomed_of(folder, ADDISON) == ""
    assert snomed_to_keep(folder, AlertType.CONDITION, "Addisons sjukdom") == ""


def test_the_id_of_a_term_is_that_of_the_clinics_list(folder: ListFolder, tmp_path: Path) -> None:
    ids = snomed_table(tmp_path / "umi-2026.tsv", "Addisons sjukdom", "Latex")
    put(tmp_path / "umi-2026.tsv", folder)
    assert ADDISON is not None and snomed_of(folder, ADDISON) == ids["Addisons sjukdom"]
    assert snomed_to_keep(folder, AlertType.STATE, " latex") == ids["Latex"]
    assert snomed_to_keep(folder, AlertType.CONDITION, "Latex") == "", "a term of another type"
    assert snomed_to_keep(folder, AlertType.CONDITION, "Aspleni") == "", "a term that the list lacks"
    assert [snomed_to_keep(folder, kind, "Addisons sjukdom") for kind in PRODUCTS] == ["", ""]


def test_an_id_that_the_new_list_has_no_more_is_not_given(folder: ListFolder, tmp_path: Path) -> None:
    terms = ["Aspleni", "Trombofili", "Agranulocytos", "Latex", "Klorhexidin"]
    before = snomed_table(tmp_path / "umi-2025.tsv", *terms, "Addisons sjukdom")
    after = snomed_table(tmp_path / "umi-2026.tsv", *reversed(terms))
    for year in ("2025", "2026"):
        put(tmp_path / f"umi-{year}.tsv", folder)
    assert ADDISON is not None and snomed_of(folder, ADDISON) == ""
    assert snomed_to_keep(folder, AlertType.STATE, "Latex") == after["Latex"] != before["Latex"]


def test_two_terms_may_share_an_id(folder: ListFolder, tmp_path: Path) -> None:
    ids = snomed_table(tmp_path / "umi-2026.tsv", "Pacemaker")
    with (tmp_path / "umi-2026.tsv").open("a", encoding="utf-8") as file:
        file.write(f"Pacemakerelektrod\t{ids['Pacemaker']}\n")
    put(tmp_path / "umi-2026.tsv", folder)
    found = [snomed_to_keep(folder, AlertType.IMPLANT, term) for term in ("Pacemaker", "Pacemakerelektrod")]
    assert found == [ids["Pacemaker"]] * 2

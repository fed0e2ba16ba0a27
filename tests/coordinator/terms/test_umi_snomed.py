"""The clinic's own list of SNOMED CT ids: taken in whole or not at all, and no wrong id unseen."""

from pathlib import Path

import pytest

from coordinator.errors import ImportRefused
from coordinator.terms.imports import prepare
from coordinator.terms.kept_lists import ListFolder
from coordinator.terms.read_list import ListKind
from coordinator.terms.searching import search
from coordinator.terms.term_lists import TermLists
from tests.coordinator.terms.made_up_lists import AT, ORPHA_FILE, allow_small_lists, made_up_sctid, put, snomed_table

ONE, TWO = made_up_sctid(1), made_up_sctid(2)


@pytest.fixture
def folder(tmp_path: Path) -> ListFolder:
    return ListFolder(tmp_path / "kodlistor")


def kept(folder: ListFolder) -> dict[str, str]:
    found = folder.terms(folder.versions()[ListKind.UMI_SNOMED].now)
    assert found is not None
    return {one.name: one.code for one in found}


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "text",
    [
        f"term\tsctid\nAspleni\t{ONE}\nLatex\t{TWO}\n",
        f"Term;SNOMED CT\r\nAspleni;{ONE}\r\nLatex;{TWO}\r\n",
        f'\ufeff"SNOMED","Term"\n{ONE},"Aspleni"\n\n{TWO},  latex \n',
        f"typ;Nationell term;SCTID;anm\nA1;aspleni;{ONE};\nC1;LATEX;{TWO};x\n",
    ],
    ids=["tsv", "semikolon", "komma", "fler kolumner"],
)
def test_a_table_with_term_and_id_is_taken_in_however_it_is_divided(
    folder: ListFolder, tmp_path: Path, text: str
) -> None:
    report = put(written(tmp_path / "umi-snomed-2026.csv", text), folder)
    assert (report.kind, report.release, report.codes) == (ListKind.UMI_SNOMED, "2026", 2)
    assert kept(folder) == {"Aspleni": ONE, "Latex": TWO}
    words = list(report.in_words())
    assert words[0] == "UMI – SNOMED CT, utgåva 2026: 2 koder."
    assert "OBS: 91 nationella termer får inget id ur filen." in words


def test_terms_that_are_not_national_are_told_of_and_left_out(folder: ListFolder, tmp_path: Path) -> None:
    snomed_table(tmp_path / "umi-2026.tsv", "Aspleni", "Fiskallergi", "Latex", *(f"Eget {n}" for n in range(12)))
    report = put(tmp_path / "umi-2026.tsv", folder)
    (told,) = [one for one in report.notices if "finns inte" in one]
    assert "rad 3: Fiskallergi; rad 5: Eget 0; " in told and told.endswith("rad 13: Eget 8 och 3 till.")
    assert set(kept(folder)) == {"Aspleni", "Latex"}


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (f"Aspleni\t{ONE}\nLatex\t{TWO[:-1]}{(int(TWO[-1]) + 1) % 10}", "Numret på rad 3 stämmer inte."),
        (f"Aspleni\t{ONE}\nLatex\t", "Numret på rad 3 stämmer inte."),
        ("Aspleni\t1,2E+17", "Numret på rad 2 stämmer inte."),
        (f"Aspleni\t{ONE}\n\nASPLENI\t{TWO}", "Termen på rad 4 har ett annat id längre upp."),
        (f"Aspleni\t{ONE}\nLatex", "Rad 3 saknar term eller id."),
        (f"\t{ONE}", "Rad 2 saknar term eller id."),
        (f"Fiskallergi\t{ONE}", "Termerna ska heta som i den nationella listan."),
        ("", "Termerna ska heta som i den nationella listan."),
        ("x" * 140_000 + f"\t{ONE}", "Rad 2 går inte att läsa."),
    ],
)
def test_what_is_wrong_is_refused_whole_with_its_line(folder: ListFolder, tmp_path: Path, rows: str, says: str) -> None:
    snomed_table(tmp_path / "umi-2025.tsv", "Trombofili")
    put(tmp_path / "umi-2025.tsv", folder)
    before = folder.versions()
    with pytest.raises(ImportRefused) as error:
        prepare(written(tmp_path / "umi-2026.tsv", f"term\tsctid\n{rows}\n"), folder, at=AT)
    assert says in error.value.message and "Listorna är som de var." in error.value.message
    assert folder.versions() == before and set(kept(folder)) == {"Trombofili"}


def test_a_list_without_a_year_asks_for_one(folder: ListFolder, tmp_path: Path) -> None:
    snomed_table(tmp_path / "umi.tsv", "Aspleni")
    with pytest.raises(ImportRefused, match="vilken utgåva"):
        prepare(tmp_path / "umi.tsv", folder, at=AT)
    assert prepare(tmp_path / "umi.tsv", folder, at=AT, release="2026-11").report.release == "2026-11"


@pytest.mark.parametrize("header", ["term\tkod", "sctid", "namn;telefon", "sctid\tterms", ""])
def test_another_table_is_not_taken_for_one(folder: ListFolder, tmp_path: Path, header: str) -> None:
    with pytest.raises(ImportRefused):
        prepare(written(tmp_path / "umi-2026.tsv", f"{header}\nAspleni\t{ONE}\n"), folder, at=AT)
    assert folder.versions() == {}


def test_the_former_comes_back(folder: ListFolder, tmp_path: Path) -> None:
    for year, term in (("2025", "Aspleni"), ("2026", "Latex")):
        snomed_table(tmp_path / f"umi-{year}.tsv", term)
        put(tmp_path / f"umi-{year}.tsv", folder)
    folder.put_back(ListKind.UMI_SNOMED)
    assert set(kept(folder)) == {"Aspleni"}


def test_where_a_diagnosis_is_chosen_nothing_of_it_is_found(
    folder: ListFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    allow_small_lists(monkeypatch)
    put(ORPHA_FILE, folder)
    before = TermLists(folder).terms
    snomed_table(tmp_path / "umi-2026.tsv", "Klorhexidin")
    put(tmp_path / "umi-2026.tsv", folder)
    lists = TermLists(folder)
    assert lists.terms == before and search(lists, "Klorhexidin", 5) == search(lists, ONE, 5) == []
    (folder.path / folder.versions()[ListKind.UMI_SNOMED].now.file).write_bytes(b"")
    assert TermLists(folder).faults == ("Listan UMI – SNOMED CT är skadad eller borta. Ta in den ur sin fil igen.",)

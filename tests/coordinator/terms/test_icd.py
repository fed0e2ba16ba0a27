"""ICD-10-SE is read in both its forms, by the names of its columns; what is wrong is told with its row."""

from pathlib import Path

import pytest

from coordinator.errors import ImportRefused
from coordinator.terms import icd
from coordinator.terms.read_list import ReadList
from coordinator.terms.source_file import read_source
from coordinator.terms.term import ICD_10_SE
from tests.coordinator.terms.made_up_lists import ICD_FILE

OLD = "\ufeffG71\t\tMuskelsjukdomar\r\nG710A\t\tMuskeldystrofi av Duchennes typ\nA170\t†\tPåhittad\nX100\t\tYttre\n\n"


def table(folder: Path, text: str, name: str = "icd-10-se.tsv", said: str = "") -> ReadList:
    (folder / name).write_text(text, encoding="utf-8")
    return icd.read_table(read_source(folder / name), said)


def given() -> str:
    return ICD_FILE.read_text(encoding="utf-8")


def test_rows_of_one_code_become_one_term(tmp_path: Path) -> None:
    read = table(tmp_path, given())
    one = read.terms["G71.0A"]
    assert (one.system, one.name, one.release) == (ICD_10_SE, "Muskeldystrofi av Duchennes typ", "2026")
    assert one.synonyms == ("Duchennes sjukdom", "Pseudohypertrofi i barndomen")
    assert (one.parent, one.valid_from) == ("G71.0", "2011-01-01")
    assert one.level.startswith("Nationell fördjupningskod")
    assert read.terms["G71.0"].valid_from == "1997-01-01"
    assert read.terms["G71.0"].synonyms == ("Dystrophia musculorum",)


def test_only_what_is_a_diagnosis_is_taken_in(tmp_path: Path) -> None:
    read = table(tmp_path, given())
    assert {code for code in read.terms if code[0] in "VWXY" or "-" in code or len(code) < 3} == set()
    assert len(read.terms) == 22
    assert (read.terms["Z99"].never_main, read.terms["E84.9"].never_main) == (True, False)
    assert read.notices == ()


def test_columns_are_found_by_name_in_any_order(tmp_path: Path) -> None:
    turned = "\n".join("\t".join(reversed(line.split("\t"))) for line in given().splitlines())
    shouting = turned.replace("Giltig från", "GILTIG  FRÅN").replace("Kodnivå -", "kodnivå –")
    assert table(tmp_path, shouting).terms == table(tmp_path, given()).terms


def test_missing_columns_are_named(tmp_path: Path) -> None:
    text = given().replace("Överordnad kod", "Förälder", 1).replace("Latin", "Latein", 1)
    with pytest.raises(ImportRefused, match="Rad 1 saknar Överordnad kod, Latin"):
        table(tmp_path, text)


def test_the_year_is_that_of_the_newest_code_unless_it_is_said(tmp_path: Path) -> None:
    assert table(tmp_path, given()).release == "2026"
    assert table(tmp_path, given(), "icd-10-se-2026-01.tsv").release == "2026"
    later = table(tmp_path, given(), said="2027")
    assert later.release == "2027"
    assert later.notices == ("Den nyaste koden gäller från 2026. Kontrollera att filen är från 2027.",)


def test_a_file_that_is_newer_than_it_is_said_to_be_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="från 2025, men innehållet är från 2026"):
        table(tmp_path, given(), "icd-10-se-2025.tsv")


def test_a_file_without_any_year_is_refused(tmp_path: Path) -> None:
    text = "\n".join(
        "\t".join(["" if "-01-01" in one else one for one in row.split("\t")]) for row in given().split("\n")
    )
    with pytest.raises(ImportRefused, match="inte vilken utgåva"):
        table(tmp_path, text)


def test_a_code_with_two_names_keeps_the_first_and_says_so(tmp_path: Path) -> None:
    rows = given().splitlines()
    again = next(row for row in rows if row.startswith("E84.0\t")).replace("Påhittad lungform", "Annat namn")
    read = table(tmp_path, "\n".join([*rows, again, again.replace("E84.0", "E840")]))
    assert read.terms["E84.0"].name == "Påhittad lungform"
    assert read.notices == ("En kod står med mer än ett namn. Det första används.",)


def test_quotation_marks_that_a_spreadsheet_added_are_taken_away(tmp_path: Path) -> None:
    read = table(tmp_path, given().replace("Påhittad lungform", '"Påhittad ""liten"" lungform"'))
    assert read.terms["E84.0"].name == 'Påhittad "liten" lungform'


def test_a_row_with_too_many_cells_is_refused(tmp_path: Path) -> None:
    rows = given().splitlines()
    rows[4] += "\tmer"
    with pytest.raises(ImportRefused, match="Rad 5 har 17 av 16 kolumner"):
        table(tmp_path, "\n".join(rows))
    assert table(tmp_path, given().replace("\t\n", "\n")).terms  # that some are left out at the end does no harm


def test_a_first_row_without_a_code_is_refused(tmp_path: Path) -> None:
    rows = given().splitlines()
    with pytest.raises(ImportRefused, match="Rad 2 har ingen kod"):
        table(tmp_path, "\n".join([rows[0], *(row for row in rows if row.startswith("\t"))]))


def old(folder: Path, text: str, name: str = "ICD-10-SE 2021.txt") -> ReadList:
    (folder / name).write_text(text, encoding="utf-8", newline="")
    return icd.read_old_text(read_source(folder / name), "")


def test_the_older_text(tmp_path: Path) -> None:
    read = old(tmp_path, OLD)
    assert {code: term.name for code, term in read.terms.items()} == {
        "G71": "Muskelsjukdomar", "G71.0A": "Muskeldystrofi av Duchennes typ", "A17.0": "Påhittad",
    }  # fmt: skip
    assert read.release == "2021"


@pytest.mark.parametrize(
    ("more", "said"),
    [("G710A\t\tNågot annat", "koden G71.0A har redan"), ("Bara text", "Rad 6 är inte kod, tecken och namn")],
)
def test_wrong_lines_of_the_older_text_are_refused(tmp_path: Path, more: str, said: str) -> None:
    with pytest.raises(ImportRefused, match=said):
        old(tmp_path, OLD + more)


def test_the_older_text_without_a_year_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="inte vilken utgåva"):
        old(tmp_path, OLD, "koder.txt")

"""A colleague's units: what is new, changed and the same, each bad row with why, and nothing written before yes."""

from dataclasses import replace
from pathlib import Path

import pytest

from coordinator.directory import unit_import as module
from coordinator.directory.own_rows import HEADER
from coordinator.directory.own_units import (
    FILE,
    FORMER,
    add_unit,
    edit_unit,
    exported,
    hide_unit,
    read_directory,
    remove_unit,
)
from coordinator.directory.shipped import shipped_units
from coordinator.directory.unit import Unit, UnitType
from coordinator.directory.unit_import import UnitImport, read_import, take_in
from coordinator.errors import ImportRefused
from coordinator.terms.kept_lists import ListFolder
from tests.coordinator.conftest import TODAY

CLINIC = Unit("", UnitType.OTHER, "Neurologmottagningen Östra", place="Örebro", phone="010-111 22 41")


@pytest.fixture
def mine(tmp_path: Path) -> ListFolder:
    return ListFolder(tmp_path / "mina")


@pytest.fixture
def theirs(tmp_path: Path) -> ListFolder:
    return ListFolder(tmp_path / "kollegans")


def sent(folder: ListFolder, tmp_path: Path) -> Path:
    file = tmp_path / "från kollegan.tsv"
    file.write_bytes(exported(folder))
    return file


def file_of(tmp_path: Path, *lines: str) -> Path:
    file = tmp_path / "fil.tsv"
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return file


def counts(found: UnitImport) -> tuple[int, int, int, int]:
    return len(found.new), len(found.changed), len(found.same), len(found.refused)


def test_all_of_a_colleagues_come_as_they_were_and_only_once(
    mine: ListFolder, theirs: ListFolder, tmp_path: Path
) -> None:
    for _ in range(2):  # two of one name
        add_unit(theirs, CLINIC, TODAY)
    edit_unit(theirs, "csd-norra", TODAY, place="Umeå, hus 4")
    hide_unit(theirs, shipped_units()[-1], hidden=True)
    own = add_unit(mine, replace(CLINIC, name="Vår egen"), TODAY)
    file = sent(theirs, tmp_path)
    found = read_import(file, mine, TODAY)
    assert counts(found) == (4, 0, 0, 0)
    assert len(read_directory(mine).own) == 1
    take_in(found, mine)
    assert set(read_directory(mine).own) == {*read_directory(theirs).own, own}
    again = read_import(file, mine, TODAY)
    assert counts(again) == (0, 0, 4, 0)
    assert not again.changes_anything
    before = (mine.path / FORMER).read_bytes()
    take_in(again, mine)
    assert (mine.path / FORMER).read_bytes() == before


def test_what_the_colleague_has_changed_is_changed(mine: ListFolder, theirs: ListFolder, tmp_path: Path) -> None:
    saved = add_unit(theirs, CLINIC, TODAY)
    take_in(read_import(sent(theirs, tmp_path), mine, TODAY), mine)
    edit_unit(theirs, saved.key, TODAY, place="Kumla")
    found = read_import(sent(theirs, tmp_path), mine, TODAY)
    assert counts(found) == (0, 1, 0, 0)
    take_in(found, mine)
    (unit,) = read_directory(mine).own
    assert unit.place == "Kumla"


def test_bad_rows_are_told_with_why_and_the_good_ones_can_be_taken(mine: ListFolder, tmp_path: Path) -> None:
    file = file_of(
        tmp_path,
        "Typ\tNamn\tKontrollerad\tOmråde\tNyckel",
        "other\tBra\t2026-01-02\tTandvård\t",
        "\t\t\t\t",
        "rymdstation\tA\t\t\t",
        "other\t\t\t\t",
        "other\tB\ti går\t\t",
        "other\tC\t2027-01-01\t\t",
        "other\tD\t\tMånen\t",
        "other\tE\t\t\tÅ Ä Ö!",
        "other\tF\t\t\t\tför mycket",
        "other\tGäller 19900728-2388\t\t\t",
        "CF-centrum\tFörst\t\t\tegen-1",
        "other\tSist\t\t\tegen-1",
    )
    found = read_import(file, mine, TODAY)
    assert [unit.name for unit in found.new] == ["Bra", "Först"]
    assert [row.number for row in found.refused] == [4, 5, 6, 7, 8, 9, 10, 11, 13]
    told = list(found.in_words())
    assert told[0] == "I filen: 2 nya, 0 ändrade, 0 som förut, 9 rader kan inte tas in."
    assert told[2].startswith("Rad 4: Typen känns inte igen.")
    assert len(told) == 11
    assert not any("19900728" in line for line in told)
    take_in(found, mine)
    assert {unit.type for unit in read_directory(mine).own} == {UnitType.OTHER, UnitType.CF}


def test_a_row_without_a_key_meets_the_one_that_looks_like_it(mine: ListFolder, tmp_path: Path) -> None:
    saved = add_unit(mine, CLINIC, TODAY)
    file = file_of(tmp_path, "typ\tnamn\tplats\ttelefon", "other\tneurologmottagningen ÖSTRA\tÖrebro\t010-1")
    found = read_import(file, mine, TODAY)
    assert counts(found) == (0, 1, 0, 0)
    take_in(found, mine)
    (unit,) = read_directory(mine).own
    assert (unit.key, unit.phone) == (saved.key, "010-1")


def test_two_that_look_alike_are_met_by_none(mine: ListFolder, tmp_path: Path) -> None:
    for _ in range(2):
        add_unit(mine, CLINIC, TODAY)
    found = read_import(file_of(tmp_path, "typ\tnamn\tplats", f"other\t{CLINIC.name}\tÖrebro"), mine, TODAY)
    assert counts(found) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (b"", "Filen är ingen fil med enheter"),
        ("nåt;annat\n1;2\n".encode(), "Filen är ingen fil med enheter"),
        (b"typ\tnamn\ttyp\n", "Filen är ingen fil med enheter"),
        ("typ\tnamn\nother\tÅ\n".encode("cp1252"), "Filen går inte att läsa"),
        ("typ\tnamn\n".encode("utf-16"), "Filen går inte att läsa"),
        (b"\0" * 5_000_001, "Filen är för stor"),
    ],
)
def test_a_file_that_is_none_is_refused(mine: ListFolder, tmp_path: Path, content: bytes, title: str) -> None:
    add_unit(mine, CLINIC, TODAY)
    before = (mine.path / FILE).read_bytes()
    file = tmp_path / "fil.tsv"
    file.write_bytes(content)
    with pytest.raises(ImportRefused) as refused:
        read_import(file, mine, TODAY)
    assert refused.value.title == title
    assert (mine.path / FILE).read_bytes() == before


def test_a_file_that_is_not_there_or_a_folder(mine: ListFolder, tmp_path: Path) -> None:
    for path in (tmp_path / "finns inte.tsv", tmp_path):
        with pytest.raises(ImportRefused):
            read_import(path, mine, TODAY)


def test_more_than_there_is_room_for(mine: ListFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    with pytest.raises(ImportRefused):
        read_import(file_of(tmp_path, "typ\tnamn", "other\tA", "other\tB", "other\tC"), mine, TODAY)


def test_a_spreadsheet_with_its_line_ends_and_more_columns(mine: ListFolder, tmp_path: Path) -> None:
    file = tmp_path / "fil.tsv"
    lines = ["\t".join(["Vårt eget", *(name.title() for name in HEADER)]), "x\t\tprimo\tPrimo Åsele", ""]
    file.write_bytes("\r\n".join(lines).encode("utf-8-sig"))
    (unit,) = read_import(file, mine, TODAY).new
    assert (unit.type, unit.name) == (UnitType.PRIMO, "Primo Åsele")


def test_a_removed_unit_is_new_again(mine: ListFolder, theirs: ListFolder, tmp_path: Path) -> None:
    saved = add_unit(theirs, CLINIC, TODAY)
    file = sent(theirs, tmp_path)
    take_in(read_import(file, mine, TODAY), mine)
    remove_unit(mine, saved.key)
    assert counts(read_import(file, mine, TODAY)) == (1, 0, 0, 0)


def test_cells_that_a_spreadsheet_has_put_within_quotation_marks(mine: ListFolder, tmp_path: Path) -> None:
    (unit,) = read_import(file_of(tmp_path, '"typ"\t"namn"', '"other"\t"Barn ""A"", Öst"'), mine, TODAY).new
    assert unit.name == 'Barn "A", Öst'


def test_lines_without_a_key_are_met_without_holding_each_against_all(
    mine: ListFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = file_of(tmp_path, "typ\tnamn", *(f"other\tEnhet {number}" for number in range(30)))
    take_in(read_import(file, mine, TODAY), mine)
    asked: list[str] = []

    def noted(text: str) -> str:
        asked.append(text)
        return text

    monkeypatch.setattr(module, "folded", noted)
    assert counts(read_import(file, mine, TODAY)) == (0, 0, 30, 0)
    assert len(asked) == 2 * 3 * 30


def test_too_many_rows_are_refused_before_they_are_read(
    mine: ListFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    with pytest.raises(ImportRefused, match="2 egna enheter"):
        read_import(file_of(tmp_path, "typ\tnamn", *["ingen\t"] * 3), mine, TODAY)


def test_what_is_written_between_the_preview_and_yes_stays(
    mine: ListFolder, theirs: ListFolder, tmp_path: Path
) -> None:
    add_unit(theirs, CLINIC, TODAY)
    found = read_import(sent(theirs, tmp_path), mine, TODAY)
    add_unit(mine, replace(CLINIC, name="Ny under tiden"), TODAY)
    take_in(found, mine)
    assert {unit.name for unit in read_directory(mine).own} == {CLINIC.name, "Ny under tiden"}

"""Taking in a list: what it changes is told first, a bad file changes nothing, and the list before can be put back."""

import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from coordinator.errors import ImportRefused, OutputError, RuleError
from coordinator.terms import imports, kept_lists
from coordinator.terms.imports import Changed, prepare, take_in
from coordinator.terms.kept_lists import INDEX, ListFolder
from coordinator.terms.read_list import ListKind
from coordinator.terms.term import ORPHA
from coordinator.terms.term_lists import TermLists
from coordinator.whole_file import replace_whole
from tests.coordinator.terms.made_up_lists import (
    AT,
    ICD_FILE,
    ORPHA_FILE,
    REAL_DATA,
    allow_small_lists,
    disorder,
    orpha_table,
    orphadata,
    put,
    same_and,
)


@pytest.fixture(autouse=True)
def small_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    allow_small_lists(monkeypatch)


@pytest.fixture
def folder(tmp_path: Path) -> ListFolder:
    return ListFolder(tmp_path / "ny" / "kodlistor")


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """A later release: one code gone, one renamed, one new."""
    return same_and(
        tmp_path / "orpha_2026-06.tsv",
        ("9000007\tFoglight syndrome", "9000010\tBrand new syndrome"),
        ("9000009\tMock bird-like anomaly", "9000009\tMock bird anomaly"),
    )


def held(folder: ListFolder) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.path.iterdir()} if folder.path.exists() else {}


def names(folder: ListFolder) -> dict[str, str]:
    kept = folder.versions()[ListKind.ORPHA].now
    return {term.code: term.name for term in folder.terms(kept) or () if not term.retired_in}


def test_a_first_list_is_kept_with_where_it_came_from(folder: ListFolder) -> None:
    report = put(ORPHA_FILE, folder)
    assert (len(report.added), report.renamed, report.retired, report.same) == (40, (), (), 0)
    assert list(report.in_words()) == ["ORPHA, utgåva december 2025: 40 koder.", "Listan fanns inte förut."]
    kept = folder.versions()[ListKind.ORPHA].now
    assert (kept.release, kept.codes, kept.retired, kept.taken_in) == ("2025-12", 40, 0, AT)
    assert kept.sha256 == prepare(ORPHA_FILE, folder, at=AT).kept.sha256 != ""
    assert folder.versions()[ListKind.ORPHA].former is None
    terms = folder.terms(kept)
    assert terms == list(prepare(ORPHA_FILE, folder, at=AT).terms)


def test_every_field_comes_back_from_the_disk(folder: ListFolder) -> None:
    put(ICD_FILE, folder)
    prepared = prepare(ICD_FILE, folder, at=AT)
    some = replace(prepared.terms[0], moved_to="G10", retired_in="2026", swedish=("Å", "Ö"), suggestions=("G10",))
    assert any(term.never_main and term.parent for term in prepared.terms)
    folder.put(prepared.kept, [some, *prepared.terms[1:]])
    assert folder.terms(folder.versions()[ListKind.ICD_10_SE].now) == [some, *prepared.terms[1:]]


def test_nothing_is_written_before_it_is_taken_in(folder: ListFolder) -> None:
    prepare(ORPHA_FILE, folder, at=AT)
    assert not folder.path.exists()


def test_what_a_later_release_changes(folder: ListFolder, changed: Path) -> None:
    put(ORPHA_FILE, folder)
    report = put(changed, folder)
    assert report.added == (Changed("9000010", after="Brand new syndrome"),)
    assert report.renamed == (Changed("9000009", "Mock bird-like anomaly", "Mock bird anomaly"),)
    assert report.retired == (Changed("9000007", before="Foglight syndrome"),)
    assert report.same == 38
    told = "\n".join(report.in_words())
    assert "  1 finns inte längre" in told
    assert "    9000009  Mock bird-like anomaly → Mock bird anomaly" in told
    gone = TermLists(folder).term(ORPHA, "9000007")
    assert gone is not None
    assert (gone.release, gone.retired_in) == ("2025-12", "2026-06")
    kept = folder.versions()[ListKind.ORPHA]
    assert (kept.now.codes, kept.now.retired) == (40, 1)
    assert kept.former is not None and kept.former.release == "2025-12"


def test_what_was_retired_stays_so_until_it_is_back(folder: ListFolder, changed: Path, tmp_path: Path) -> None:
    put(ORPHA_FILE, folder)
    put(changed, folder)
    even_later = same_and(tmp_path / "2027.tsv", ("9000007\tFoglight", "9000011\tOther"))
    assert [one.code for one in put(even_later, folder).retired] == ["9000010"]
    gone = TermLists(folder).term(ORPHA, "9000007")
    assert gone is not None and gone.retired_in == "2026-06"
    back = same_and(tmp_path / "2028.tsv")
    assert Changed("9000007", after="Foglight syndrome") in put(back, folder).added
    assert "9000007" in names(folder)


def test_of_many_changes_some_are_told(folder: ListFolder, tmp_path: Path) -> None:
    rows = [(str(code), f"Disorder {code}") for code in range(1, 31)]
    put(orpha_table(tmp_path / "2025.tsv", rows), folder)
    report = put(orpha_table(tmp_path / "2026.tsv", [(code, f"{name} x") for code, name in rows]), folder)
    lines = list(report.in_words())
    assert len([line for line in lines if "→" in line]) == 10
    assert "    … och 20 till" in lines


def test_orphadata_says_itself_what_is_retired(folder: ListFolder, tmp_path: Path) -> None:
    file = tmp_path / "en_product1.xml"
    flag = "<DisorderFlagList><DisorderFlag><Label>Inactive</Label></DisorderFlag></DisorderFlagList>"
    file.write_text(orphadata(disorder("1", "A"), disorder("2", "B", flag)), encoding="utf-8")
    report = put(file, folder)
    assert (report.codes, len(report.added), report.retired) == (1, 1, ())
    assert folder.versions()[ListKind.ORPHA].now.retired == 1


def test_the_same_file_again_leaves_all_as_it_was(folder: ListFolder, changed: Path) -> None:
    put(ORPHA_FILE, folder)
    put(changed, folder)
    before = held(folder)
    report = put(changed, folder)
    assert (report.already_there, report.same) == (True, 40)
    assert held(folder) == before


def test_an_older_file_is_told_of(folder: ListFolder, changed: Path, tmp_path: Path) -> None:
    put(changed, folder)
    assert put(same_and(tmp_path / "2026.tsv"), folder).notices == ()  # the year alone is not before one of its months
    put(changed, folder)
    assert put(ORPHA_FILE, folder).notices == ("Filen är äldre än listan som finns, som är från juni 2026.",)


def test_only_the_list_before_is_kept(folder: ListFolder, changed: Path, tmp_path: Path) -> None:
    for path in (ORPHA_FILE, ICD_FILE, changed, same_and(tmp_path / "2027.tsv")):
        put(path, folder)
    kept = folder.versions()[ListKind.ORPHA]
    assert (kept.now.release, kept.former and kept.former.release) == ("2027", "2026-06")
    assert sorted(held(folder)) == sorted(
        [INDEX, kept.now.file, kept.former.file if kept.former else "", folder.versions()[ListKind.ICD_10_SE].now.file]
    )


def test_the_list_before_is_put_back_and_forth(folder: ListFolder, changed: Path) -> None:
    put(ORPHA_FILE, folder)
    put(changed, folder)
    for release in ("2025-12", "2026-06"):
        versions = folder.put_back(ListKind.ORPHA)
        assert versions == folder.versions()[ListKind.ORPHA]
        assert versions.now.release == release
        assert ("9000010" in names(folder)) == (release == "2026-06")


def test_there_may_be_none_to_put_back(folder: ListFolder, changed: Path) -> None:
    put(ORPHA_FILE, folder)
    for kind in ListKind:
        with pytest.raises(RuleError, match="ingen tidigare utgåva"):
            folder.put_back(kind)
    put(changed, folder)
    former = folder.versions()[ListKind.ORPHA].former
    assert former is not None
    (folder.path / former.file).unlink()
    with pytest.raises(RuleError, match="är skadad"):
        folder.put_back(ListKind.ORPHA)
    assert folder.versions()[ListKind.ORPHA].now.release == "2026-06"


BAD = {
    "few": "778\tRett syndrome\tdisorder\t\t\n",
    "empty": "",
    "contacts": "namn;telefon\nLisa Ek;070-1740605\n",
}


@pytest.mark.parametrize("content", [*BAD.values(), "orpha\tname_en\n778\tRett syndrome\n"], ids=[*BAD, "columns"])
def test_a_bad_file_leaves_everything_as_it_was(folder: ListFolder, tmp_path: Path, content: str) -> None:
    put(ORPHA_FILE, folder)
    before = held(folder)
    (tmp_path / "fel-2026.tsv").write_text(content, encoding="utf-8")
    with pytest.raises(ImportRefused, match=r"Listorna är som de var\.$"):
        put(tmp_path / "fel-2026.tsv", folder)
    assert held(folder) == before


@pytest.mark.parametrize(("kind", "file"), [(ListKind.ORPHA, ORPHA_FILE), (ListKind.ICD_10_SE, ICD_FILE)])
def test_a_number_of_codes_that_no_whole_list_has_is_refused(
    folder: ListFolder, monkeypatch: pytest.MonkeyPatch, kind: ListKind, file: Path
) -> None:
    monkeypatch.setitem(imports.FEWEST, kind, 41)
    with pytest.raises(ImportRefused, match="ingen hel lista"):
        put(file, folder)
    monkeypatch.setitem(imports.FEWEST, kind, 1)
    monkeypatch.setitem(imports.MOST, kind, 9)
    with pytest.raises(ImportRefused, match="ingen hel lista"):
        put(file, folder)


def test_a_part_of_the_list_that_is_there_is_refused(folder: ListFolder, tmp_path: Path) -> None:
    put(ORPHA_FILE, folder)
    lines = ORPHA_FILE.read_text(encoding="utf-8").splitlines()
    (tmp_path / "2026.tsv").write_text("\n".join(lines[:33]), encoding="utf-8")
    assert prepare(tmp_path / "2026.tsv", folder, at=AT).report.codes == 32
    (tmp_path / "2026.tsv").write_text("\n".join(lines[:32]), encoding="utf-8")
    with pytest.raises(ImportRefused, match="Den har 31 koder, och listan som finns har 40"):
        put(tmp_path / "2026.tsv", folder)


def test_a_release_that_is_none_is_refused(folder: ListFolder) -> None:
    for said in ("26", "2026-13", "juni 2026"):
        with pytest.raises(ImportRefused, match="Skriv ett årtal"):
            put(ORPHA_FILE, folder, said)


@pytest.mark.parametrize("failing", [0, 1])
@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(28, "full")])
def test_interrupted_at_any_file_the_list_before_still_stands(
    folder: ListFolder, changed: Path, monkeypatch: pytest.MonkeyPatch, failing: int, error: BaseException
) -> None:
    put(ORPHA_FILE, folder)
    written: list[Path] = []

    def dying(path: Path, content: bytes) -> None:
        if len(written) == failing:
            raise error
        written.append(path)
        replace_whole(path, content)

    prepared = prepare(changed, folder, at=AT)
    monkeypatch.setattr(kept_lists, "replace_whole", dying)
    with pytest.raises(OutputError if isinstance(error, OSError) else KeyboardInterrupt):
        take_in(prepared, folder)
    assert folder.versions()[ListKind.ORPHA].now.release == "2025-12"
    assert "9000007" in names(folder)
    monkeypatch.undo()
    take_in(prepared, folder)
    assert folder.versions()[ListKind.ORPHA].now.release == "2026-06"


def test_interrupted_while_put_back_the_one_that_held_still_holds(
    folder: ListFolder, changed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(ORPHA_FILE, folder)
    put(changed, folder)

    def full(_path: Path, _content: bytes) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(kept_lists, "replace_whole", full)
    with pytest.raises(OutputError):
        folder.put_back(ListKind.ORPHA)
    assert folder.versions()[ListKind.ORPHA].now.release == "2026-06"


def damage_end(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def damage_middle(path: Path) -> None:
    text = gzip.decompress(path.read_bytes()).replace(b"Rett", b"Rott")
    path.write_bytes(gzip.compress(text, mtime=0))


@pytest.mark.parametrize("damage", [damage_end, damage_middle, Path.unlink])
def test_a_damaged_list_is_told_of_and_does_not_become_the_former(
    folder: ListFolder, changed: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    put(ORPHA_FILE, folder)
    put(changed, folder)
    damage(folder.path / folder.versions()[ListKind.ORPHA].now.file)
    lists = TermLists(folder)
    assert list(lists.faults) == ["Listan ORPHA är skadad eller borta. Ta in den ur sin fil igen."]
    assert lists.term(ORPHA, "778") is not None  # from what the program comes with
    assert not put(changed, folder).already_there
    versions = folder.versions()[ListKind.ORPHA]
    assert (versions.now.release, versions.former and versions.former.release) == ("2026-06", "2025-12")
    assert list(lists.faults) == []


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"\xff", b'{"orpha": 1}', b'{"orpha": {"now": null}}', b'{"annan": {}}', b"[" * 100_000]
)
def test_a_spoilt_note_of_what_is_kept_counts_as_none(folder: ListFolder, content: bytes) -> None:
    put(ORPHA_FILE, folder)
    (folder.path / INDEX).write_bytes(content)
    assert folder.versions() == {}
    put(ORPHA_FILE, folder)
    assert len(names(folder)) == 40


@pytest.mark.parametrize(
    ("was", "spoilt"),
    [(b'"release": "2025-12"', b'"release": "2025-13"'), (b'"release": "2025-12"', b'"release": "a-b"'),
     (b'"codes": 40', b'"codes": 1e999')],
)  # fmt: skip
def test_one_word_of_the_note_that_means_nothing_spoils_it(folder: ListFolder, was: bytes, spoilt: bytes) -> None:
    put(ORPHA_FILE, folder)
    note = (folder.path / INDEX).read_bytes()
    (folder.path / INDEX).write_bytes(note.replace(was, spoilt))
    assert (was in note, folder.versions()) == (True, {})


@pytest.mark.parametrize(
    ("field", "value"), [("file", "../utanför.tsv.gz"), ("taken_in", "2026-11-22"), ("codes", "x")]
)
def test_a_note_that_points_elsewhere_is_not_followed(folder: ListFolder, field: str, value: str) -> None:
    put(ORPHA_FILE, folder)
    said = json.loads((folder.path / INDEX).read_bytes())
    said["orpha"]["now"][field] = value
    (folder.path / INDEX).write_text(json.dumps(said), encoding="utf-8")
    assert folder.versions() == {}


@pytest.mark.skipif(
    not (REAL_DATA / "orpha_nomenclature_2025-12.tsv.gz").is_file(), reason="the whole ORPHA list is not here"
)
def test_the_whole_orpha_list(folder: ListFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()  # with the bounds that hold for whole lists
    report = put(REAL_DATA / "orpha_nomenclature_2025-12.tsv.gz", folder)
    assert (report.codes, report.release) == (9960, "2025-12")
    lists = TermLists(folder)
    assert not [term.code for term in lists.terms if term.retired_in]
    assert all(term.name for term in lists.terms)

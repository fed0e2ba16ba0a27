"""The clinic's own names: found before all others, kept when a list is renewed, refused when they say nothing."""

from pathlib import Path

import pytest

from coordinator.entity import Coding
from coordinator.errors import OutputError, RuleError
from coordinator.terms import own_names as module
from coordinator.terms.kept_lists import ListFolder
from coordinator.terms.own_names import FILE, LONGEST, OwnName, add_own_name, own_names, remove_own_name
from coordinator.terms.searching import search
from coordinator.terms.term import ICD_10_SE, ORPHA
from coordinator.terms.term_lists import TermLists
from tests.coordinator.terms.made_up_lists import ICD_FILE, ORPHA_FILE, allow_small_lists, put, same_and


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ListFolder:
    allow_small_lists(monkeypatch)
    return ListFolder(tmp_path / "kodlistor")


def test_they_are_shown_before_our_own_and_after_a_renewal_too(folder: ListFolder, tmp_path: Path) -> None:
    lists = TermLists(folder)
    put(ORPHA_FILE, folder)
    assert add_own_name(folder, "Retts  sjukdom ", "ORPHA:778") == OwnName("Retts sjukdom", "778")
    add_own_name(folder, "Härmfågelsyndrom", "9000001")
    put(same_and(tmp_path / "2026.tsv", ("9000001\tMockingbird", "9000001\tMocking-bird")), folder)
    (rett,) = search(lists, "retts sjuk")
    assert (rett.display, rett.name, rett.release) == ("Retts sjukdom", "Rett syndrome", "2026")
    assert rett.other_names[0] == "Retts syndrom"
    assert [term.name for term in search(lists, "harmfagel")] == ["Mocking-bird syndrome"]


def test_they_need_no_list_and_no_code(folder: ListFolder) -> None:
    add_own_name(folder, "Härmfågelsyndrom", "9000001")
    add_own_name(folder, "Vår hörselgrupp")
    add_own_name(folder, "Skolios hos oss", "m41.9")
    lists = TermLists(folder)
    assert [term.coding() for text in ("härmfå", "hörselgr", "M419") for term in search(lists, text)] == [
        Coding(code="9000001", system=ORPHA, display="Härmfågelsyndrom"),
        Coding(original_text="Vår hörselgrupp"),
        Coding(code="M41.9", system=ICD_10_SE, display="Skolios hos oss"),
    ]


def test_they_can_be_given_to_icd_codes(folder: ListFolder) -> None:
    put(ICD_FILE, folder)
    add_own_name(folder, "Duchenne hos oss", "G710A")
    (found,) = search(TermLists(folder), "duchenne hos")
    assert (found.code, found.other_names[0]) == ("G71.0A", "Muskeldystrofi av Duchennes typ")


def test_one_is_taken_away_and_the_others_stay(folder: ListFolder) -> None:
    lists = TermLists(folder)
    first, second = add_own_name(folder, "Första", "778"), add_own_name(folder, "Andra")
    assert own_names(folder) == (first, second)
    assert search(lists, "första")
    remove_own_name(folder, first)
    assert own_names(folder) == (second,)
    assert search(lists, "första") == []
    with pytest.raises(RuleError, match="redan tagits bort"):
        remove_own_name(folder, first)


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        (" \t", "778", "Namnet saknas"),
        ("x" * (LONGEST + 1), "", "för långt"),
        ("Namn", "Rett", "Koden går inte att läsa"),
        ("forsta", "ORPHA:778", "Namnet finns redan"),
    ],
)
def test_what_says_nothing_is_refused(folder: ListFolder, name: str, code: str, said: str) -> None:
    first = add_own_name(folder, "Första", "778")
    with pytest.raises(RuleError, match=said):
        add_own_name(folder, name, code)
    assert own_names(folder) == (first,)


def test_signs_that_part_cells_do_not_part_a_name(folder: ListFolder) -> None:
    assert add_own_name(folder, "Ett\tnamn\nmed|allt").name == "Ett namn med/allt"
    assert own_names(folder) == (OwnName("Ett namn med/allt"),)


def test_spoilt_lines_are_passed_over(folder: ListFolder) -> None:
    folder.path.mkdir(parents=True)
    (folder.path / FILE).write_bytes(b"\xef\xbb\xbfkod\tnamn\r\n778\tRetts sjukdom\r\nbara text\n778\t \n\t\xff\n\n")
    assert own_names(folder) == (OwnName("Retts sjukdom", "778"), OwnName("\ufffd"))
    assert own_names(ListFolder(folder.path / "finns inte")) == ()


def test_a_code_of_no_list_in_the_file_does_no_harm(folder: ListFolder) -> None:
    folder.path.mkdir(parents=True)
    (folder.path / FILE).write_text("kod\tnamn\n???\tEget namn\n", encoding="utf-8")
    assert [term.display for term in search(TermLists(folder), "eget namn")] == ["Eget namn"]


def test_a_full_disk_is_told_of(folder: ListFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path, _content: bytes) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(module, "replace_whole", full)
    with pytest.raises(OutputError, match="De är som de var"):
        add_own_name(folder, "Första")


def test_signs_that_nobody_sees_and_no_file_keeps_are_left_out(folder: ListFolder) -> None:
    assert add_own_name(folder, "\ufeffSoto\0s \ud800sjuka\u202e") == OwnName("Sotos sjuka")

"""The clinic's own units: kept as written, in the place of ours, undone, and never lost when a file is bad."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from coordinator.contact import ContactCategory
from coordinator.directory import own_units as module
from coordinator.directory.own_rows import HEADER
from coordinator.directory.own_units import (
    FILE,
    FORMER,
    OWN_SOURCE,
    add_unit,
    back_to_former,
    edit_unit,
    exported,
    hide_unit,
    put_back,
    read_directory,
    remove_unit,
    replace_units,
)
from coordinator.directory.shipped import shipped_units
from coordinator.directory.unit import Unit, UnitType
from coordinator.errors import OutputError, RuleError
from coordinator.terms.kept_lists import ListFolder
from tests.coordinator.conftest import TODAY

CLINIC = Unit(
    "", UnitType.OTHER, "Neurologmottagningen Östra", "Vuxna", organisation="Östra sjukhuset", place="Örebro",
    region="Region Örebro län", category=ContactCategory.HABILITATION, phone="010-111 22 41", phone_hours="8–10",
    note="Fråga efter\tsköterskan\nförst",
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> ListFolder:
    return ListFolder(tmp_path / "kodlistor")


def text_of(folder: ListFolder) -> str:
    return (folder.path / FILE).read_text(encoding="utf-8")


def spoil(folder: ListFolder, content: bytes) -> None:
    folder.path.mkdir(parents=True, exist_ok=True)
    (folder.path / FILE).write_bytes(content)


def one(folder: ListFolder, key: str) -> Unit:
    found = read_directory(folder).unit(key)
    assert found is not None
    return found


def test_without_a_file_there_are_ours_and_reading_makes_none(folder: ListFolder) -> None:
    assert list(read_directory(folder).units) == list(shipped_units())
    assert not folder.path.exists()


def test_one_comes_back_as_it_was_written(folder: ListFolder) -> None:
    saved = add_unit(folder, CLINIC, TODAY)
    assert one(folder, saved.key) == saved
    assert saved == replace(
        CLINIC, key=saved.key, note="Fråga efter sköterskan först", source=OWN_SOURCE, checked_on=TODAY, own=True
    )
    assert text_of(folder).splitlines()[0] == "\t".join(HEADER)
    assert (folder.path / FILE).stat().st_mode & 0o077 == 0


def test_two_may_have_one_name(folder: ListFolder) -> None:
    first, second = add_unit(folder, CLINIC, TODAY), add_unit(folder, CLINIC, TODAY)
    edit_unit(folder, first.key, TODAY, place="Kumla")
    assert one(folder, first.key).place == "Kumla"
    assert one(folder, second.key).place == "Örebro"


def test_an_edit_gets_the_date_of_its_day(folder: ListFolder) -> None:
    saved = add_unit(folder, CLINIC, TODAY)
    tomorrow = TODAY + timedelta(days=1)
    assert edit_unit(folder, saved.key, tomorrow, phone="").checked_on == tomorrow
    with pytest.raises(RuleError):
        edit_unit(folder, "egen-finns-inte", TODAY, phone="")


def test_own_words_stand_in_the_place_of_ours(folder: ListFolder) -> None:
    ours = one(folder, "csd-norra")
    edit_unit(folder, "csd-norra", TODAY, place="Umeå, hus 4")
    now = one(folder, "csd-norra")
    assert (now.place, now.own, now.source, now.original) == ("Umeå, hus 4", True, OWN_SOURCE, ours)
    assert len(read_directory(folder).units) == 370
    gone = remove_unit(folder, "csd-norra")
    assert one(folder, "csd-norra") == ours
    put_back(folder, gone)
    assert one(folder, "csd-norra") == now


def test_one_of_ours_is_hidden_and_shown_again_without_a_trace(folder: ListFolder) -> None:
    ours = one(folder, "kommun-2080")
    hide_unit(folder, ours, hidden=True)
    hidden = one(folder, "kommun-2080")
    assert (hidden.hidden, hidden.original, hidden.checked_on) == (True, ours, ours.checked_on)
    hide_unit(folder, hidden, hidden=False)
    assert one(folder, "kommun-2080") == ours
    assert len(text_of(folder).splitlines()) == 1


def test_what_was_corrected_stays_so_when_it_is_hidden_and_shown(folder: ListFolder) -> None:
    edit_unit(folder, "csd-norra", TODAY, place="Umeå, hus 4")
    hide_unit(folder, one(folder, "csd-norra"), hidden=True)
    hide_unit(folder, one(folder, "csd-norra"), hidden=False)
    assert (one(folder, "csd-norra").place, one(folder, "csd-norra").hidden) == ("Umeå, hus 4", False)


def test_a_removal_is_undone_once(folder: ListFolder) -> None:
    saved = add_unit(folder, CLINIC, TODAY)
    gone = remove_unit(folder, saved.key)
    assert read_directory(folder).unit(saved.key) is None
    with pytest.raises(RuleError):
        remove_unit(folder, saved.key)
    put_back(folder, gone)
    assert one(folder, saved.key) == saved
    with pytest.raises(RuleError):
        put_back(folder, gone)


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({"name": "  "}, "Namnet saknas"),
        ({"name": "å" * 201}, "Namnet är för långt"),
        ({"note": "å" * 501}, "Texten är för lång"),
        ({"note": "Gäller Maja, 19900728-2388"}, "Det står ett personnummer"),
        ({"name": "199007282388"}, "Det står ett personnummer"),
    ],
)
def test_what_cannot_be_kept_is_refused(folder: ListFolder, fields: dict[str, Any], title: str) -> None:
    with pytest.raises(RuleError) as refused:
        add_unit(folder, replace(CLINIC, **fields), TODAY)
    assert refused.value.title == title
    assert not folder.path.exists()


def test_a_telephone_number_is_no_personnummer(folder: ListFolder) -> None:
    add_unit(folder, replace(CLINIC, phone="0701740605", note="Ring 070-1740605"), TODAY)


def test_a_row_that_cannot_be_read_stays_in_the_file(folder: ListFolder) -> None:
    saved = add_unit(folder, CLINIC, TODAY)
    spoilt = "egen-2\tupptäckt\tNågot"
    spoil(folder, (text_of(folder) + spoilt + "\n").encode())
    (refused,) = read_directory(folder).refused
    assert (refused.number, refused.text) == (3, spoilt)
    assert "Typen känns inte igen" in refused.reason
    edit_unit(folder, saved.key, TODAY, place="Kumla")
    assert spoilt in text_of(folder).splitlines()
    assert one(folder, saved.key).place == "Kumla"


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00n", "nåt\tannat\n".encode(), "åäö\n".encode("cp1252")])
def test_a_file_that_is_none_is_never_written_over(folder: ListFolder, content: bytes) -> None:
    spoil(folder, content)
    found = read_directory(folder)
    assert (found.unreadable, len(found.units)) == (True, 370)
    for deed in (
        lambda: add_unit(folder, CLINIC, TODAY),
        lambda: hide_unit(folder, shipped_units()[0], hidden=True),
        lambda: replace_units(folder, ()),
        lambda: exported(folder),
    ):
        with pytest.raises(RuleError):
            deed()
    assert (folder.path / FILE).read_bytes() == content


def test_a_full_disk_leaves_everything_as_it_was(folder: ListFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    saved = add_unit(folder, CLINIC, TODAY)

    def full(_path: Path, _content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "replace_whole", full)
    with pytest.raises(OutputError):
        edit_unit(folder, saved.key, TODAY, place="Kumla")
    assert one(folder, saved.key) == saved


def test_no_more_than_there_is_room_for(folder: ListFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    saved = [add_unit(folder, CLINIC, TODAY) for _ in range(2)]
    with pytest.raises(RuleError):
        add_unit(folder, CLINIC, TODAY)
    edit_unit(folder, saved[0].key, TODAY, place="Kumla")
    with pytest.raises(RuleError):
        replace_units(folder, [*saved, CLINIC])


def test_the_file_before_an_import_is_kept_and_comes_back(folder: ListFolder) -> None:
    saved = add_unit(folder, CLINIC, TODAY)
    before = text_of(folder)
    replace_units(folder, ())
    assert (folder.path / FORMER).read_text(encoding="utf-8") == before
    back_to_former(folder)
    assert one(folder, saved.key) == saved
    back_to_former(folder)
    assert read_directory(folder).own == ()


def test_without_an_import_there_is_nothing_to_take_back(folder: ListFolder) -> None:
    with pytest.raises(RuleError):
        back_to_former(folder)
    with pytest.raises(RuleError):
        exported(folder)


def test_a_unit_that_we_came_with_once_is_the_clinics_now(folder: ListFolder) -> None:
    lines = ["\t".join(HEADER), "csd-mars\tcsd\tCSD Mars" + "\t" * (len(HEADER) - 3)]
    spoil(folder, "\r\n".join(lines).encode("utf-8-sig"))
    mars = one(folder, "csd-mars")
    assert (mars.own, mars.original, mars.checked_on) == (True, None, None)


def test_a_date_later_than_today_was_taken_on_another_computer(folder: ListFolder) -> None:
    saved = add_unit(folder, CLINIC, date(2030, 1, 1))
    assert one(folder, saved.key) == saved


@pytest.mark.parametrize("name", ["=1+1", "+46 8", "'=1", '"Solen"', 'Solen "A"', '"', "-", "@x", "'Solen"])
def test_a_spreadsheet_reads_no_formula_and_we_the_same_words(folder: ListFolder, name: str) -> None:
    add_unit(folder, replace(CLINIC, name=name), TODAY)
    assert "\t" + name not in text_of(folder) or name[0] not in "=+-@"
    assert [unit.name for unit in read_directory(folder).own] == [name]


def test_signs_that_nobody_sees_are_left_out(folder: ListFolder) -> None:
    assert add_unit(folder, replace(CLINIC, name="\ufeffSo\0len\u202e \ud800Öst"), TODAY).name == "Solen Öst"

"""What the computer remembers comes back as it was kept, and no spoilt file stops the program."""

import json
import stat
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.settings import BACKUP_FOLDER, LOCK_MINUTES, MOTION, TEXT_SIZE, THEME, Clinic, Source
from coordinator.swedish import SWEDEN
from ui.preferences import FailedBackup, LastBackup, Preferences, Remembered
from ui.theme import SCALES, THEMES

VAULT = Path("/home/anna/Dokument/Barnhabiliteringen Öst.hallpunkt")
ALL = Remembered(
    vault=VAULT,
    theme="dark",
    scale=150,
    backup_folder=Path("/media/anna/RESERV"),
    lock_minutes=5,
    last_backup=LastBackup(VAULT, datetime(2026, 11, 21, 16, 22, tzinfo=SWEDEN), Path("/media/anna/RESERV")),
    motion=False,
    failed_backup=FailedBackup(VAULT, datetime(2026, 11, 22, 8, 0, tzinfo=SWEDEN), "Disken är full", "Gör plats."),
)


def test_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    file = tmp_path / "ny mapp" / "hallpunkt.json"
    assert Preferences(file).now == Remembered()
    assert Preferences(file).keep(ALL)
    assert Preferences(file).now == ALL


def test_only_the_owner_can_read_it(tmp_path: Path) -> None:
    file = tmp_path / "ny mapp" / "hallpunkt.json"
    Preferences(file).keep(ALL)
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_nothing_half_written_is_left(tmp_path: Path) -> None:
    file = tmp_path / "hallpunkt.json"
    Preferences(file).keep(ALL)
    assert [found.name for found in tmp_path.iterdir()] == ["hallpunkt.json"]


def test_one_spoilt_value_does_not_take_the_others(tmp_path: Path) -> None:
    file = tmp_path / "hallpunkt.json"
    Preferences(file).keep(ALL)
    said = json.loads(file.read_text(encoding="utf-8"))
    said["chosen"] |= {"screen.text_size": 1000, "screen.theme": ["dark"]}
    said |= {"last_backup": {"made": "nyss"}, "failed_backup": {"vault": str(VAULT), "at": "nyss"}}
    file.write_text(json.dumps(said), "utf-8")
    found = Preferences(file).now
    assert (found.scale, found.theme, found.last_backup, found.failed_backup) == (100, "", None, None)
    assert (found.vault, found.lock_minutes) == (VAULT, 5)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000])
def test_a_damaged_file_counts_as_none(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "hallpunkt.json"
    file.write_bytes(content)
    assert Preferences(file).now == Remembered()


def test_what_was_chosen_before_the_settings_had_names_holds(tmp_path: Path) -> None:
    file = tmp_path / "hallpunkt.json"
    former = {"vault": str(VAULT), "theme": "", "scale": 150, "backup_folder": "/media/anna/RESERV", "lock_minutes": 5}
    file.write_text(json.dumps(former), "utf-8")
    found = Preferences(file)
    assert (found.now.backup_folder, found.now.scale, found.now.lock_minutes) == (Path("/media/anna/RESERV"), 150, 5)
    assert found.settings.source(THEME) is Source.BUILT_IN
    assert found.keep(replace(found.now, scale=100))
    assert Preferences(file).now.backup_folder == Path("/media/anna/RESERV")


def test_a_folder_with_a_hard_space_can_be_chosen(tmp_path: Path) -> None:
    preferences = Preferences(tmp_path / "hallpunkt.json")
    assert preferences.choose(BACKUP_FOLDER, "/media/anna/Mina\u00a0kopior")
    assert Preferences(tmp_path / "hallpunkt.json").now.backup_folder == Path("/media/anna/Mina\u00a0kopior")


_VALUES = st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats() | st.just({"vault": 1})


@given(
    facts=st.dictionaries(st.sampled_from(["vault", "chosen", "last_backup", "failed_backup"]), _VALUES),
    chosen=st.dictionaries(st.sampled_from([THEME.key, TEXT_SIZE.key, LOCK_MINUTES.key, BACKUP_FOLDER.key]), _VALUES),
)
def test_no_value_stops_the_program(
    tmp_path_factory: pytest.TempPathFactory, facts: dict[str, object], chosen: dict[str, object]
) -> None:
    file = tmp_path_factory.getbasetemp() / "vilken som helst.json"
    file.write_text(json.dumps({"chosen": chosen} | facts), encoding="utf-8")
    found = Preferences(file).now
    assert found.scale in SCALES
    assert found.vault is None or "\0" not in str(found.vault)
    assert found.backup_folder is None or "\0" not in str(found.backup_folder)


def test_a_folder_in_the_way_is_told_and_remembered_until_the_end(tmp_path: Path) -> None:
    (tmp_path / "hallpunkt.json").mkdir()
    preferences = Preferences(tmp_path / "hallpunkt.json")
    assert not preferences.keep(ALL)
    assert preferences.now == ALL


def test_a_backup_is_of_one_vault(tmp_path: Path) -> None:
    preferences = Preferences(tmp_path / "hallpunkt.json")
    made = datetime(2026, 11, 22, 9, 20, tzinfo=SWEDEN)
    assert preferences.note_backup(VAULT, made, tmp_path)
    assert Preferences(preferences.file).now.backup_of(VAULT) == LastBackup(VAULT, made, tmp_path)
    assert preferences.now.backup_of(VAULT.with_name("en annan.hallpunkt")) is None


def test_the_file_can_be_put_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HALLPUNKT_CONFIG", str(tmp_path / "mitt.json"))
    assert Preferences().file == tmp_path / "mitt.json"
    monkeypatch.delenv("HALLPUNKT_CONFIG")
    assert Preferences().file.parts[-2:] == ("hallpunkt", "hallpunkt.json")


def test_the_themes_and_sizes_to_choose_are_those_there_are() -> None:
    assert {value: words for value, words in THEME.choices if value} == {one.name: one.label for one in THEMES}
    assert tuple(value for value, _ in TEXT_SIZE.choices) == SCALES


def test_only_what_somebody_chose_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "hallpunkt.json"
    Preferences(file).keep(Remembered(vault=VAULT, scale=150))
    assert json.loads(file.read_text(encoding="utf-8"))["chosen"] == {"screen.text_size": 150}


def test_the_clinics_values_hold_until_somebody_chooses(tmp_path: Path) -> None:
    file = tmp_path / "hallpunkt.json"
    clinic = Clinic(values={"lock.minutes": 5, "backup.folder": "/mnt/kopior", "screen.text_size": 125})
    preferences = Preferences(file, clinic)
    now = preferences.now
    assert (now.lock_minutes, now.backup_folder, now.scale) == (5, Path("/mnt/kopior"), 125)
    preferences.keep(replace(now, vault=VAULT, scale=100))
    assert (preferences.now.scale, preferences.settings.source(TEXT_SIZE)) == (100, Source.OWN)
    later = Preferences(file, Clinic(values={"lock.minutes": 2, "screen.text_size": 200}))
    assert (later.now.vault, later.now.lock_minutes, later.now.scale) == (VAULT, 2, 100)
    assert later.choose(TEXT_SIZE, None)
    assert (later.now.scale, later.settings.source(TEXT_SIZE)) == (200, Source.CLINIC)


def test_no_folder_is_a_choice_too(tmp_path: Path) -> None:
    preferences = Preferences(tmp_path / "hallpunkt.json", Clinic(values={"backup.folder": "/mnt/kopior"}))
    preferences.keep(replace(preferences.now, backup_folder=None))
    assert preferences.now.backup_folder is None


def test_what_the_clinic_has_locked_cannot_be_chosen(tmp_path: Path) -> None:
    file = tmp_path / "hallpunkt.json"
    locked = Clinic(values={"screen.theme": "high-contrast"}, locked=frozenset({"screen.theme", "screen.motion"}))
    preferences = Preferences(file, locked)
    preferences.keep(replace(preferences.now, theme="dark", motion=False, scale=200))
    assert (preferences.now.theme, preferences.now.motion, preferences.now.scale) == ("high-contrast", True, 200)
    assert Preferences(file, Clinic()).now.theme == ""


def test_a_value_that_a_setting_does_not_have_is_not_chosen(tmp_path: Path) -> None:
    preferences = Preferences(tmp_path / "hallpunkt.json")
    preferences.choose(LOCK_MINUTES, 3)
    preferences.choose(MOTION, False)
    assert (preferences.now.lock_minutes, preferences.now.motion) == (10, False)


def test_why_there_is_no_copy_is_remembered_until_there_is_one(tmp_path: Path) -> None:
    preferences = Preferences(tmp_path / "hallpunkt.json")
    at = datetime(2026, 11, 22, 9, 20, tzinfo=SWEDEN)
    failed = FailedBackup(VAULT, at, "Disken är full", "Gör plats.")
    assert preferences.note_failure(failed)
    again = Preferences(preferences.file)
    assert again.now.failure_of(VAULT) == failed
    other = VAULT.with_name("en annan.hallpunkt")
    assert again.now.failure_of(other) is None
    again.note_backup(other, at, tmp_path)
    assert again.now.failure_of(VAULT) == failed
    again.note_backup(VAULT, at, tmp_path)
    assert Preferences(preferences.file).now.failure_of(VAULT) is None

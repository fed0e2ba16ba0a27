"""What the computer remembers comes back as it was kept, and no spoilt file stops the program."""

import json
import stat
import sys
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.swedish import SWEDEN
from ui.preferences import LastBackup, Preferences, Remembered, _read

VAULT = Path("/home/anna/Dokument/Barnhabiliteringen Öst.hallpunkt")
ALL = Remembered(
    vault=VAULT,
    theme="dark",
    scale=150,
    backup_folder=Path("/media/anna/RESERV"),
    lock_minutes=5,
    last_backup=LastBackup(VAULT, datetime(2026, 11, 21, 16, 22, tzinfo=SWEDEN), Path("/media/anna/RESERV")),
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
    file.write_text(json.dumps(said | {"scale": 1000, "theme": ["dark"], "last_backup": {"made": "nyss"}}), "utf-8")
    found = Preferences(file).now
    assert (found.scale, found.theme, found.last_backup) == (100, "", None)
    assert (found.vault, found.lock_minutes) == (VAULT, 5)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000])
def test_a_damaged_file_counts_as_none(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "hallpunkt.json"
    file.write_bytes(content)
    assert Preferences(file).now == Remembered()


_VALUES = st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats() | st.just({"vault": 1})


@given(
    said=st.dictionaries(
        st.sampled_from(["vault", "theme", "scale", "backup_folder", "lock_minutes", "last_backup"]), _VALUES
    )
)
def test_no_value_stops_the_program(tmp_path_factory: pytest.TempPathFactory, said: dict[str, object]) -> None:
    file = tmp_path_factory.getbasetemp() / "vilken som helst.json"
    file.write_text(json.dumps(said), encoding="utf-8")
    found = _read(file)
    assert found.scale in (100, 125, 150, 175, 200)
    assert found.vault is None or "\0" not in str(found.vault)


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

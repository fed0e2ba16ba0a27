"""Secrets read from files, and what --vault may mean."""

from io import StringIO
from pathlib import Path

import pytest

from coordinator.errors import CoordinatorError, VaultError
from ui.vault_options import secret, vault_file


def test_a_secret_is_the_first_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "fras"
    file.write_bytes("\ufeff en fräs \r\nandra".encode())
    assert secret(str(file), "Lösenfras") == " en fräs "
    monkeypatch.setattr("sys.stdin", StringIO("första\nandra\n"))
    assert (secret("-", "A"), secret("-", "B")) == ("första", "andra")
    with pytest.raises(CoordinatorError, match="C saknas"):
        secret("-", "C")
    file.write_bytes(b"\xff\xfe\xff")
    for unreadable in (file, tmp_path, tmp_path / "ingen"):
        with pytest.raises(CoordinatorError, match="kan inte läsas"):
            secret(str(unreadable), "Lösenfras")


def test_a_folder_stands_for_its_only_vault(tmp_path: Path) -> None:
    with pytest.raises(VaultError, match="Ingen pärm"):
        vault_file(tmp_path)
    (tmp_path / "a.hallpunkt").touch()
    assert vault_file(tmp_path) == vault_file(tmp_path / "a.hallpunkt") == tmp_path / "a.hallpunkt"
    (tmp_path / "b.hallpunkt").touch()
    with pytest.raises(VaultError, match=r"a\.hallpunkt, b\.hallpunkt"):
        vault_file(tmp_path)

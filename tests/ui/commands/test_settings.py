"""The commands on settings: what the clinic has locked is refused, and its file is held to account for IT."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from coordinator import clinic_defaults
from coordinator.clinic_defaults import in_force
from db import vault
from tests.conftest import PASSPHRASE
from ui import command_line
from ui.exit_code import ExitCode

Run = Callable[..., int]


@pytest.fixture
def run(vault_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    (tmp_path / "fras.txt").write_text(PASSPHRASE, encoding="utf-8")
    monkeypatch.setenv(clinic_defaults.VARIABLE, str(tmp_path / "hallpunkt.toml"))
    (tmp_path / "hallpunkt.toml").write_text("", encoding="utf-8")
    here = ["--vault", str(vault_path), "--passphrase-file", str(tmp_path / "fras.txt")]
    in_force.cache_clear()
    yield lambda *words: command_line.run(["settings", *here, *words], lambda: vault)
    in_force.cache_clear()


def no_vault() -> NoReturn:
    raise AssertionError("no vault is needed")


def test_each_setting_is_told_with_where_its_value_comes_from(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "hallpunkt.toml").write_text(
        'locked = ["journal.latin1"]\n[plan]\nreview_months = 6\n[journal]\nlatin1 = false\n', encoding="utf-8"
    )
    assert run("visits.shared_day_weeks", "8") == ExitCode.DONE
    said = capsys.readouterr().out
    for line in (
        "print.identity_number = ja (från början)",
        "plan.review_months = 6 (satt av verksamheten)",
        "visits.shared_day_weeks = 8 (ditt val)",
        "journal.latin1 = nej (låst av verksamheten)",
    ):
        assert line in said
    assert run("journal.latin1", "ja") == ExitCode.REFUSED
    assert "Verksamheten har låst" in capsys.readouterr().err


def test_a_text_is_set_in_its_form_and_cleared(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("care.unit_hsa_id", "se2321000016-1a2b") == ExitCode.DONE
    assert "care.unit_hsa_id = SE2321000016-1A2B (ditt val)" in capsys.readouterr().out
    assert run("care.unit_hsa_id", "kalle") == ExitCode.REFUSED
    assert "SE2321000016-1A2B" in capsys.readouterr().err
    assert run("care.unit_hsa_id", "") == ExitCode.DONE
    assert "care.unit_hsa_id =  (" in capsys.readouterr().out


def test_what_has_a_page_of_its_own_is_not_set_here(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("journal.headings", "[]") == ExitCode.REFUSED
    assert "egen sida" in capsys.readouterr().err
    assert run() == ExitCode.DONE
    assert "journal.headings" not in capsys.readouterr().out


def test_a_right_file_is_told_with_what_it_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "rätt.toml"
    file.write_text('locked = ["screen.motion"]\n[lock]\nminutes = 5\nminutes_max = 10\n', encoding="utf-8")
    assert command_line.run(["defaults", "check", str(file)], no_vault) == ExitCode.DONE
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out.splitlines() == [
        "screen.motion = Skrivmärket blinkar, låst", "lock.minutes = 5 minuter", "lock.minutes: högst 10 minuter",
        "Filen är rätt.",
    ]  # fmt: skip


def test_a_wrong_file_is_told_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "fel.toml"
    file.write_text("[lock]\nminuter = 5\n[plan]\nreview_months = 0\n", encoding="utf-8")
    assert command_line.run(["defaults", "check", str(file)], no_vault) == ExitCode.REFUSED
    said = capsys.readouterr().err.splitlines()
    assert said[0] == f"{file}: Rad 2: lock.minuter: okänd nyckel. Menade du lock.minutes?"
    assert said[1].startswith(f"{file}: Rad 4: plan.review_months")
    assert said[2].startswith("Filen har 2 fel.")


def test_the_file_in_force_is_checked_when_none_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(clinic_defaults, "_places", lambda: iter([tmp_path / "hallpunkt.toml"]))
    monkeypatch.delenv(clinic_defaults.VARIABLE, raising=False)
    assert command_line.run(["defaults", "check"], no_vault) == ExitCode.DONE
    assert "Ingen fil" in capsys.readouterr().out
    (tmp_path / "hallpunkt.toml").write_text("x = 1", encoding="utf-8")
    assert command_line.run(["defaults", "check"], no_vault) == ExitCode.REFUSED

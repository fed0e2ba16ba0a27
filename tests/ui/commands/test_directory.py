"""The command directory: search, export and import with what it changes; no pärm is opened for any of it."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NoReturn

import pytest

from coordinator.directory.own_units import add_unit, hide_unit, read_directory
from coordinator.directory.unit import Unit, UnitType
from ui import command_line
from ui.commands import directory
from ui.exit_code import ExitCode
from ui.term_folder import term_folder

Run = Callable[..., str]
DAY = date(2026, 11, 22)


def no_vault() -> NoReturn:
    raise AssertionError("no vault is needed")


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HALLPUNKT_CONFIG", str(tmp_path / "mitt" / "hallpunkt.json"))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Carries out one command that succeeds; what it said."""

    def carried_out(*words: str) -> str:
        assert command_line.run(["directory", *words], no_vault) == ExitCode.DONE
        told = capsys.readouterr()
        assert told.err == ""
        return told.out

    return carried_out


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert command_line.run(["directory", *words], no_vault) == ExitCode.REFUSED
    return capsys.readouterr().err


def test_a_search_tells_what_to_know_and_where_it_is_from(run: Run, tmp_path: Path) -> None:
    lines = run("search", "csd", "norra").splitlines()
    assert lines[0] == "CSD Norra  (Centrum för sällsynta diagnoser (CSD))"
    assert lines[1] == "  Norra sjukvårdsregionen, Norrlands universitetssjukhus, Umeå"
    assert lines[2].startswith("  CSD tar inte emot remisser")
    assert lines[4] == "  Källa: Förslaget till nationell strategi, kontrollerad 2026-11-22"
    assert run("search", "xyzzyqv") == "Ingen enhet i katalogen passar.\n"
    assert not (tmp_path / "mitt").exists()


def test_a_search_for_one_type_and_for_other_programs(run: Run) -> None:
    answer = json.loads(run("search", "umea", "--type", "kommun", "--json"))
    (unit,) = answer["units"]
    assert (unit["key"], unit["name"], unit["own"]) == ("kommun-2480", "Umeå kommun", False)
    assert (unit["region"], unit["checked_on"], unit["warnings"]) == ("Region Västerbotten", "2026-11-22", [])
    assert len(json.loads(run("search", "kommun", "--limit", "3", "--json"))["units"]) == 3


def test_own_units_are_found_and_hidden_ones_are_not(run: Run) -> None:
    add_unit(term_folder(), Unit("", UnitType.OTHER, "Ögonmottagningen", phone="010-111 22 41"), DAY)
    assert run("search", "ogonmott").splitlines()[:2] == ["Ögonmottagningen  (Annan enhet)", "  010-111 22 41"]
    hidden = next(unit for unit in read_directory(term_folder()).units if unit.name == "CSD Syd")
    hide_unit(term_folder(), hidden, hidden=True)
    assert "CSD Syd " not in run("search", "csd", "syd")


def test_the_types_it_offers_are_all_there_are() -> None:
    assert set(directory._TYPES) == {type.stored for type in UnitType}


def test_a_colleagues_units_are_taken_in_only_on_yes(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    add_unit(term_folder(), Unit("", UnitType.OTHER, "Ögonmottagningen"), DAY)
    file = tmp_path / "till kollegan.tsv"
    assert "sparade" in run("export", "--out", str(file))
    assert "Filen finns redan" in refused(capsys, "export", "--out", str(file))
    run("export", "--out", str(file), "--force")
    monkeypatch.setenv("HALLPUNKT_CONFIG", str(tmp_path / "kollegans" / "hallpunkt.json"))
    monkeypatch.setattr("coordinator.record.swedish_clock", _Noon)
    told = run("import", str(file))
    assert told.splitlines()[:2] == ["I filen: 1 ny, 0 ändrade, 0 som förut.", "Nya: Ögonmottagningen"]
    assert "--apply" in told
    assert not term_folder().path.exists()
    assert run("import", str(file), "--apply").endswith("Enheterna är intagna.\n")
    assert [unit.name for unit in read_directory(term_folder()).own] == ["Ögonmottagningen"]
    assert run("import", str(file), "--apply").endswith("Inget har ändrats.\n")


class _Noon:
    """A clock that stands on the day of the tests."""

    def date(self) -> date:
        """That day."""
        return DAY


def test_what_cannot_be_done_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Det finns inga egna enheter" in refused(capsys, "export", "--out", str(tmp_path / "x.tsv"))
    assert not (tmp_path / "x.tsv").exists()
    assert "Filen kan inte läsas" in refused(capsys, "import", str(tmp_path / "finns inte.tsv"))
    assert command_line.run(["directory", "search", "a", "--limit", "0"], no_vault) == ExitCode.USAGE

"""The command dates: the days of a birth date or of a patient, what a rule that gives none says, and faults."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NoReturn
from uuid import UUID

import pytest

from coordinator.change import Add, Change
from coordinator.date_rule import KEYS
from coordinator.dates import own_rules_file, use_own_rules
from coordinator.person import Patient
from coordinator.record import swedish_clock
from db import vault
from tests.conftest import CODE, PASSPHRASE
from ui import __main__ as program
from ui import command_line
from ui.exit_code import ExitCode

MAJA = UUID(int=1)
PATIENT = Patient(
    id=MAJA,
    patient_id=MAJA,
    given_name="Maja",
    identity_number="201202292387",
    birth_date=date(2012, 2, 29),
    last_journal_entry=date(2016, 11, 21),
)
LEAP = "2012-02-29"


def no_vault() -> NoReturn:
    raise AssertionError("no vault is needed")


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The clinic's own file, which is not there yet."""
    monkeypatch.setenv("HALLPUNKT_CONFIG", str(tmp_path / "mitt" / "hallpunkt.json"))
    folder = tmp_path / "mitt" / "kodlistor"
    folder.mkdir(parents=True)
    yield folder / "datumregler.json"
    use_own_rules(None)


def test_the_days_of_a_birth_date_are_told_without_a_vault(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.run(["dates", "--born", LEAP, "--json"], no_vault) == ExitCode.DONE
    answer = json.loads(capsys.readouterr().out)
    rows = {row["rule"]: row for row in answer["dates"]}
    assert (answer["born"], answer["faults"], set(rows)) == (LEAP, [], set(KEYS))
    assert [rows[key]["date"] for key in ("ombud1177_upphor", "egen_journal1177", "myndig", "god_man_forbered")] == [
        "2025-02-28", "2028-02-29", "2030-02-28", "2029-08-28",
    ]  # fmt: skip
    assert (rows["myndig"]["name"], rows["myndig"]["verified"]) == ("Myndig", True)
    assert rows["myndig"]["source"].startswith("Föräldrabalken")
    assert (rows["gallring"]["date"], rows["gallring"]["why"]) == (None, "Regeln räknas inte från födelsedatum.")
    half = rows["stb_period"]["period"]
    assert (half["from"][4:], half["to"][4:]) in {("-01-01", "-06-30"), ("-07-01", "-12-31")}
    assert rows["gallring"]["period"] is None
    days = [row["date"] for row in answer["dates"] if row["date"]]
    assert days == sorted(days)


def test_in_words_each_day_stands_with_its_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.run(["dates", "--born", "2004-05-05"], no_vault) == ExitCode.DONE
    told = capsys.readouterr().out
    assert "2022-05-05  Myndig  (myndig)" in told
    assert "Föräldrabalken 9 kap. 1 §, kontrollerad mot källan." in told
    assert "Ingen dag. Regeln gäller från 2025-01-01." in told
    assert "Nu: " in told


def test_the_days_of_a_patient_by_the_clinics_own_rules(
    vault_path: Path, own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the program's own way to the vaults: whatever opens a pärm is under the rules of this computer."""
    own.write_text(
        json.dumps({"date_rules": [{"key": "overgang_landa", "formula": "20-årsdagen"},
                                   {"key": "overgang_slut", "formula": "26-årsdan"}]}), encoding="utf-8",
    )  # fmt: skip
    with vault.open_with_code(vault_path, CODE, swedish_clock) as opened:
        opened.store.apply(MAJA, Change("Påhittad", (Add(PATIENT),)))
    (tmp_path / "fras.txt").write_text(PASSPHRASE, encoding="utf-8")
    words = ["dates", "--vault", str(vault_path), "--passphrase-file", str(tmp_path / "fras.txt")]
    assert command_line.run([*words, "--patient", "201202292387", "--json"], program._vaults) == ExitCode.DONE
    told = capsys.readouterr()
    rows = {row["rule"]: row for row in json.loads(told.out)["dates"]}
    assert (rows["overgang_landa"]["date"], rows["overgang_landa"]["own"]) == ("2032-02-29", True)
    assert (rows["gallring"]["date"], rows["gallring"]["why"]) == ("2026-11-21", None)
    assert rows["overgang_slut"]["date"] is None
    assert "går inte att använda" in rows["overgang_slut"]["why"]
    assert told.err.startswith("VIKTIGT: Regeln Övergången ska vara klar")
    assert own_rules_file() == own


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "--born, eller --vault och --patient"),
        (["--vault", "x"], "--patient"),
        (["--born", "2026-02-30"], "ÅÅÅÅ-MM-DD"),
        (["--born", LEAP, "--vault", "x"], "kan inte stå tillsammans"),
    ],
)
def test_a_command_that_says_too_little_or_too_much(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line.run(["dates", *words], no_vault) == ExitCode.USAGE
    assert said in capsys.readouterr().err


def test_a_born_day_at_the_end_of_the_calendar_is_no_bug(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.run(["dates", "--born", date.max.isoformat()], no_vault) == ExitCode.DONE
    assert "utanför kalendern" in capsys.readouterr().out

"""Uppmärksamhetsinformation by command: codes follow with the term, what is wrong is refused, history stays."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coordinator.alert import CardLanguage, EmergencyInformation
from coordinator.change import Add, Change
from coordinator.entity import Knowledge, new_id
from coordinator.errors import ImportRefused
from coordinator.exchange.record_json import read_record_json
from coordinator.person import Patient
from coordinator.record import Record, swedish_clock
from coordinator.umi.answer import AlertGroupAnswer
from coordinator.umi.kinds import AlertSource, AlertType
from coordinator.umi.row import AlertInformation
from db import vault
from tests.conftest import CODE, PASSPHRASE
from tests.coordinator.conftest import PATIENT_ID
from tests.coordinator.terms.made_up_lists import put, snomed_table
from ui import command_line
from ui.exit_code import ExitCode
from ui.term_folder import term_folder

MAJA = Patient(id=PATIENT_ID, patient_id=PATIENT_ID, given_name="Maja", identity_number="199007282388")
HISTORIC = AlertInformation(
    patient_id=PATIENT_ID, type=AlertType.HISTORIC, content="Reagerade 1998", source=AlertSource.FILE
)
FROM = ("--valid-from", "2020-01-01")
ENGINE = ("--to", "Integrationsmotorn", "--purpose", "own_system")

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HALLPUNKT_CONFIG", str(tmp_path / "mitt" / "hallpunkt.json"))


@pytest.fixture
def run(vault_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Carries out one command about Maja: how it ended, and what it said."""
    (tmp_path / "fras.txt").write_text(PASSPHRASE, encoding="utf-8")
    with vault.open_with_code(vault_path, CODE, swedish_clock) as opened:
        opened.store.apply(PATIENT_ID, Change("Påhittat", (Add(MAJA), Add(HISTORIC))))
    here = ["--vault", str(vault_path), "--passphrase-file", str(tmp_path / "fras.txt"), "--patient", "199007282388"]

    def carried_out(*words: str) -> tuple[int, str, str]:
        ended = command_line.run([*words, *here], lambda: vault)
        told = capsys.readouterr()
        return ended, told.out, told.err

    return carried_out


@pytest.fixture
def read(vault_path: Path, run: Run) -> Callable[[], Record]:
    def there() -> Record:
        with vault.open_with_code(vault_path, CODE, swedish_clock) as opened:
            return opened.store.read(PATIENT_ID)

    return there


def rows(record: Record) -> list[AlertInformation]:
    return [one for one in record.all(AlertInformation) if one.id != HISTORIC.id]


def test_the_codes_of_a_national_term_follow_with_it_and_can_be_changed(
    run: Run, read: Callable[[], Record], tmp_path: Path
) -> None:
    ids = snomed_table(tmp_path / "umi-2026.tsv", "Addisons sjukdom", "Aspleni")
    put(tmp_path / "umi-2026.tsv", term_folder())
    ended, told, _ = run("add", "alert-information", "--type", "A1", "--term", "addisons sjukdom", *FROM)
    assert (ended, told.startswith("Uppmärksamhetsinformation tillagd.")) == (ExitCode.DONE, True)
    (row,) = rows(read())
    assert (row.term, row.icd10, row.snomed) == ("Addisons sjukdom", "E27.1", ids["Addisons sjukdom"])
    ended, told, _ = run("edit", "alert-information", "--id", str(row.id)[:8], "--advice", "Ge kortison")
    assert (ended, told.startswith("Uppmärksamhetsinformation ändrad.")) == (ExitCode.DONE, True)
    assert [one.advice for one in rows(read())] == ["Ge kortison"]
    shown = json.loads(run("show", "--json")[1])
    assert {one["type"] for one in shown["alert_information"]} == {"A1", "E1"}
    assert [one["known"] for one in shown["alert_group_answer"]] == ["some"]
    assert "  Term: Addisons sjukdom\n" in run("show")[1]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--type", "A1", "--term", "Fettlever", *FROM), "nationella listan"),
        (("--type", "A1", *FROM), "Välj en term"),
        (("--type", "A1", "--term", "Aspleni"), "från vilken dag"),
        (("--type", "A1", "--term", "Aspleni", *FROM, "--severity", "harmful"), "Allvarlighetsgrad hör inte till A1"),
        (("--type", "C2", "--term", "Penicillin", *FROM, "--severity", "life_threatening"), "behöver ATC-kod"),
        (("--type", "C2", "--term", "Penicillin", *FROM, "--atc", "J"), "för grov"),
        (("--type", "E1", "--term", "Gammalt"), "skrivs inte in för hand"),
        (("--term", "Aspleni"), "Lägg till --type"),
    ],
)
def test_what_is_wrong_is_refused_in_words_and_nothing_is_saved(
    run: Run, read: Callable[[], Record], words: tuple[str, ...], says: str
) -> None:
    ended, told, error = run("add", "alert-information", *words)
    assert (ended, told) == (ExitCode.REFUSED, "") and says in error
    assert rows(read()) == []


def test_a_type_that_is_none_is_told_which_there_are(run: Run) -> None:
    ended, _, error = run("add", "alert-information", "--type", "F1")
    assert ended == 2 and "--type" in error and "A1" in error


def test_what_came_as_history_stays_as_it_was_written(run: Run, read: Callable[[], Record]) -> None:
    assert run("edit", "alert-information", "--id", str(HISTORIC.id), "--type", "C1")[0] == ExitCode.REFUSED
    for words in (("--content", "Annat"), ("--term", "Latex")):
        ended, _, error = run("edit", "alert-information", "--id", str(HISTORIC.id), *words)
        assert ended == ExitCode.REFUSED and "ändras inte" in error
    (old,) = (one for one in read().all(AlertInformation) if one.id == HISTORIC.id)
    assert old.content == "Reagerade 1998"


def test_another_answer_has_its_own_day_and_a_row_that_is_removed_leaves_none(
    run: Run, read: Callable[[], Record]
) -> None:
    given = ("--known", "some", "--checked-on", "2026-01-02", "--checked-by", "Anna", "--source", "Mamma")
    run("add", "alert-group-answer", "--about", "C", *given)
    (answer,) = read().all(AlertGroupAnswer)
    run("edit", "alert-group-answer", "--id", str(answer.id), "--known", "none_known")
    (answer,) = (record := read()).all(AlertGroupAnswer)
    assert (answer.checked_on, answer.checked_by, answer.source) == (record.today, record.actor.name, "")
    run("add", "alert-information", "--type", "C2", "--term", "Kodein", *FROM)
    (row,) = rows(read())
    assert [one.known for one in read().all(AlertGroupAnswer)] == [Knowledge.SOME]
    run("remove", "alert-information", "--id", str(row.id), "--reason", "Fel patient")
    (answer,) = read().all(AlertGroupAnswer)
    assert (answer.known, answer.checked_on, rows(read())) == (Knowledge.NOT_ASKED, None, [])
    run("edit", "alert-group-answer", "--id", str(answer.id), "--known", "not_asked")
    assert run("edit", "alert-group-answer", "--id", str(answer.id), "--about", "A")[0] == ExitCode.REFUSED


def test_a_text_that_is_removed_takes_its_translation_along(
    run: Run, read: Callable[[], Record], vault_path: Path
) -> None:
    swedish = EmergencyInformation(
        patient_id=PATIENT_ID, heading="Kramper", source="Planen", checked_on=date(2026, 1, 2), issued_by="Bo"
    )
    english = replace(swedish, id=new_id(), heading="Seizures", language=CardLanguage.ENGLISH, translates_id=swedish.id)
    with vault.open_with_code(vault_path, CODE, swedish_clock) as opened:
        opened.store.apply(PATIENT_ID, Change("Påhittat", (Add(swedish), Add(english))))
    ended, _, error = run("remove", "emergency-information", "--id", str(swedish.id), "--reason", "Fel patient")
    assert (ended, error) == (ExitCode.DONE, "") and read().all(EmergencyInformation) == ()


def test_a_file_with_what_the_patient_may_not_see_says_so(run: Run, tmp_path: Path) -> None:
    hidden = "uppmärksamhetsinformation som inte får visas för patienten"
    assert hidden not in run("export", "fhir", *ENGINE, "--out", str(tmp_path / "1.json"))[2]
    run("add", "alert-information", "--type", "D1", "--term", "Hotbild mot patient", *FROM, "--for-patient", "nej")
    for number, form in enumerate(("fhir", "record"), 2):
        ended, _, error = run("export", form, *ENGINE, "--out", str(tmp_path / f"{number}.json"))
        assert ended == ExitCode.DONE and hidden in error
    assert "NOPATIENT" in (tmp_path / "2.json").read_text(encoding="utf-8")
    ended, _, error = run("export", "journaltext", "--out", str(tmp_path / "4.txt"))
    assert (ended, error) == (ExitCode.DONE, "")
    assert "Hotbild" not in (tmp_path / "4.txt").read_text(encoding="latin-1")


def test_a_file_with_a_type_that_is_none_is_refused_in_words(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "maja.json"
    run("export", "record", *ENGINE, "--out", str(file))
    file.write_text(file.read_text(encoding="utf-8").replace('"type": "E1"', '"type": "F1"'), encoding="utf-8")
    with pytest.raises(ImportRefused, match="Värdet F1 finns inte i den slutna listan Typ"):
        read_record_json(file.read_bytes())


def test_an_answer_of_a_group_can_be_given(run: Run) -> None:
    words: list[Any] = ["--about", "B", "--known", "none_known", "--checked-on", "2026-01-02", "--checked-by", "Anna"]
    assert run("add", "alert-group-answer", *words)[0] == ExitCode.DONE
    assert "Smitta" in run("show")[1]
    ended, _, error = run("add", "alert-group-answer", *words)
    assert ended == ExitCode.REFUSED and "redan ett svar" in error

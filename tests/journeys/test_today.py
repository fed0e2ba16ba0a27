"""A whole invented day with the keyboard and a screen reader: from the morning's list to the lock, and what is kept."""

import json
import os
from pathlib import Path

from coordinator.passphrase import PRACTICE_PASSPHRASE
from tests.journeys.atspi import desktop, require_reader
from tests.journeys.by_ear import Log, Part, ScreenReader
from tests.journeys.conftest import Hallpunkt

NOTED, STEP = "Henrik svarar på frågan i dag.", "Se att kopian har kommit"
WHY_LATER, HOW_IT_WENT = "De återkommer efter helgen.", "Vi gick igenom helgen. Ingen oro."
CALL, THEN = "mamma 5 min: beslutet om korttids – kommer före jul", "inget mer"
LOG_VARIABLE = "HALLPUNKT_DAY_LOG"


def test_a_whole_day_is_gone_through_without_the_mouse(tmp_path: Path, hallpunkt: Hallpunkt) -> None:
    require_reader()
    log = Log(Path(os.environ.get(LOG_VARIABLE) or tmp_path / "dagen.txt"))
    log.head(
        "En dag i Hållpunkt med tangentbord och skärmläsare.\n"
        "▸ är vad användaren gör. Det indragna under är vad skärmläsaren får veta."
    )
    home = tmp_path / "hem"
    home.mkdir()
    with desktop(home, log) as here, here.running("ui"):
        reader = here.reader
        reader.read("Välkommen till Hållpunkt")
        reader.press("Prova med påhittade patienter")
        first = _morning(reader, log)
        second = _note_and_go_on(reader, log, first)
        _put_off(reader, log, second)
        _finish_a_meeting(reader, log)
        _take_back(reader, log)
        _note_a_call(reader, log)
        _look_at_the_figures(reader, log)
        _lock(reader, log)
    errors = here.errors.read_text(encoding="utf-8")
    assert "Fel i programmet" not in errors and "Traceback" not in errors, errors
    _look_in_the_vault(home, hallpunkt, tmp_path)
    print(f"Dagen: {log.file}")


def _lines(parts: list[Part]) -> list[str]:
    """The lines of the list, whole: whom, what, why, when and in which part of the day."""
    return [part.name for part in parts if part.role == "table cell" and ". " in part.name]


def _here(reader: ScreenReader) -> str:
    """The line of the list one is on, also when the keyboard is in the panel."""
    return next(part.name for part in reader.look() if part.role == "table cell" and "selected" in part.states)


def _step(reader: ScreenReader, way: str) -> None:
    """Go to the line before or after."""
    here = _here(reader)
    reader.keys("Alt", way)
    reader.until(lambda: _here(reader) != here, f"Alt {way} går ingenstans")


def _morning(reader: ScreenReader, log: Log) -> str:
    log.chapter("Morgon: vad är bråttom, och vem är det")
    # The first time every patient is read through, and the list grows meanwhile: the keyboard stays where it was.
    reader.until(lambda: any(line.endswith("Bråttom") for line in _lines(reader.look())), "listan blev aldrig läst")
    parts = reader.read("Idag")
    lines = _lines(parts)
    assert lines[0].endswith("Bråttom") and any(line.endswith("Möten i dag") for line in lines)
    while _here(reader) != lines[0]:
        _step(reader, "Up")
    assert {"Anteckna och gå till nästa", "Skjut upp", "Klart"} <= {part.name for part in parts}
    reader.keys("Alt", "Down")
    reader.until(lambda: _here(reader) == lines[1], "Alt och pil ned går inte till nästa rad")
    reader.keys("Alt", "Up")
    reader.until(lambda: _here(reader) == lines[0], "Alt och pil upp går inte tillbaka")
    return lines[0]


def _note_and_go_on(reader: ScreenReader, log: Log, first: str) -> str:
    log.chapter("Bråttom: vad blev det, vad gör jag sedan, och vidare")
    note = next(part.name for part in reader.look() if part.is_field and part.name.startswith("Vad blev det?"))
    assert first.split(".", maxsplit=1)[0] in note
    reader.write(note, NOTED)
    reader.write("Sedan gör jag", STEP)
    reader.write("När", "om en vecka")
    before = len(reader.said)
    reader.keys("Ctrl", "Return")
    reader.wait_said("Sparat", before)
    reader.until(lambda: _here(reader) != first, "raden stod kvar")
    return _here(reader)


def _put_off(reader: ScreenReader, log: Log, line: str) -> None:
    log.chapter("Nästa rad kan vänta")
    reader.keys("Alt", "S")
    reader.write("Varför skjuts det upp?", WHY_LATER)
    reader.write("Till vilken dag?", "om en vecka")
    before = len(reader.said)
    reader.keys("Return")
    reader.wait_said("Sparat", before)
    reader.until(lambda: line not in _lines(reader.look()), "den uppskjutna raden stod kvar")


def _finish_a_meeting(reader: ScreenReader, log: Log) -> None:
    log.chapter("Ett möte är klart")
    while not _here(reader).endswith("Möten i dag"):
        _step(reader, "Down")
    line = _here(reader)
    note = next(part.name for part in reader.look() if part.is_field and part.name.startswith("Vad blev det?"))
    reader.write(note, HOW_IT_WENT)
    before = len(reader.said)
    reader.keys("Alt", "K")
    reader.wait_said("Sparat", before)
    reader.until(lambda: line not in _lines(reader.look()), "mötet stod kvar")


def _take_back(reader: ScreenReader, log: Log) -> None:
    log.chapter("Det var fel möte: ångra, och gör det igen")
    before = len(reader.said)
    many = len(_lines(reader.look()))
    reader.go_to("Idag")
    reader.keys("Ctrl", "Z")
    reader.until(lambda: len(_lines(reader.look())) >= many, "mötet kom inte tillbaka")
    reader.wait_said("ngra", before)
    _finish_a_meeting(reader, log)


def _note_a_call(reader: ScreenReader, log: Log) -> None:
    log.chapter("Ett samtal på två rader")
    reader.keys("Ctrl", "O")
    reader.until(lambda: any(part.name == "Kontaktlogg" for part in reader.look()), "patienten öppnades inte")
    reader.keys("Ctrl", "J")
    reader.read("Kontaktlogg")
    reader.write("Samtalet på en rad", CALL)
    reader.write("Sedan", THEN)
    before = len(reader.said)
    reader.keys("Return")
    reader.wait_said("Antecknat", before)


def _look_at_the_figures(reader: ScreenReader, log: Log) -> None:
    log.chapter("Nyckeltalen, och tillbaka till listan")
    reader.press("Nyckeltal")
    parts = reader.read("Nyckeltal")
    assert any(part.name.startswith("Fast vårdkontakt") for part in parts)
    reader.keys("Ctrl", "D")
    reader.read("Idag")


def _lock(reader: ScreenReader, log: Log) -> None:
    log.chapter("Dagen är slut")
    reader.keys("Ctrl", "L")
    reader.read("Lås upp")


def _look_in_the_vault(home: Path, hallpunkt: Hallpunkt, folder: Path) -> None:
    """Open the vault by the command line: it holds what was done."""
    (vault,) = home.rglob("*.hallpunkt")
    secret = folder / "fras.txt"
    secret.write_text(PRACTICE_PASSPHRASE, encoding="utf-8")
    opened = ("--vault", vault, "--passphrase-file", secret)
    found: list[dict[str, object]] = []
    for patient in json.loads(hallpunkt("patients", *opened, "--json").out):
        found.append(json.loads(hallpunkt("show", *opened, "--patient", patient["id"], "--json").out))
    said = json.dumps(found, ensure_ascii=False)
    for words in (NOTED, STEP, WHY_LATER, HOW_IT_WENT, "kommer före jul"):
        assert words in said, words

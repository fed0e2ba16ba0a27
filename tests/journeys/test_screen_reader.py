"""The main journey as a screen reader has it: from the very first start to a printed plan, by names and actions alone.

Nothing is pointed at and no key is pressed. What was said on the way is written down (`by_ear.Log`) in the file that
HALLPUNKT_JOURNEY_LOG names, else beside what else the test leaves.
"""

import json
import os
import re
from pathlib import Path

import pypdfium2
import pytest

from tests.journeys.atspi import desktop, left_behind, require_reader
from tests.journeys.by_ear import Log, Part, ScreenReader, faults
from tests.journeys.conftest import Hallpunkt

PASSPHRASE = "korall mjölk trampa linjal"
MATTERS, GOAL = "Jag vill åka till skolan själv.", "Jag åker själv två dagar i veckan."
LOG_VARIABLE = "HALLPUNKT_JOURNEY_LOG"


def test_the_first_plan_is_printed_by_ear(tmp_path: Path, hallpunkt: Hallpunkt) -> None:
    require_reader()
    log = Log(Path(os.environ.get(LOG_VARIABLE) or tmp_path / "skärmläsaren.txt"))
    log.head(
        "Hållpunkt genom en skärmläsare: från allra första starten till en utskriven vårdplan.\n"
        "▸ är vad användaren gör. Det indragna under är vad skärmläsaren får veta."
    )
    home, tray = tmp_path / "hem", tmp_path / "skrivare"
    for folder in (home, tray):
        folder.mkdir()
    with desktop(home, log) as here, here.running("tests.journeys.paper_tray", str(tray)):
        reader = here.reader
        _make_vault(reader, log)
        _add_patient(reader, log)
        _add_contact(reader, log)
        _write_plan(reader, log)
        text = _print(reader, log, tray)
    errors = here.errors.read_text(encoding="utf-8")
    assert "Fel i programmet" not in errors and "Traceback" not in errors, errors
    for wanted in ("Åsa Östergård", "Örjan Ek", "070-174 06 58", MATTERS, GOAL):
        assert wanted in text
    _look_in_the_vault(home, hallpunkt, tmp_path)
    print(f"Resan: {log.file}")


def test_what_cannot_be_understood_by_listening_is_found() -> None:
    def part(role: str, name: str, *, columns: tuple[str, ...] = (), label: str = "", **more: str) -> Part:
        states, actions = more.get("states", "").split(), more.get("actions", "").split()
        return Part(role, name, "", states, actions, "", editable=False, label=label, columns=list(columns))

    clear = [
        part("push button", "Skriv ut", states="focusable", actions="Press SetFocus"),
        part("combo box", "Personnummer", states="focusable", actions="Press", label="Typ av nummer"),
        part("table", "Kontakter", states="focusable", columns=("Namn", "Telefon")),
        part("scroll bar", "", actions="Increase Decrease"),
        part("filler", ""),
    ]
    unclear = [
        part("push button", "", actions="Press"),
        part("push button", "–", states="focusable"),
        part("push button", "printer", actions="Press"),
        part("label", "Skriv ut", actions="Press"),
        part("filler", "Så blir det på papper", states="focusable"),
        part("combo box", "Personnummer", actions="Press"),
        part("table", "Kontakter", columns=("Namn", "")),
        part("table", "Kontakter"),
    ]
    assert faults(clear) == []
    assert [len(faults([one])) for one in unclear] == [1] * len(unclear)


def test_nothing_is_left_running_when_a_journey_breaks(tmp_path: Path) -> None:
    require_reader()
    with (
        pytest.raises(ZeroDivisionError),
        desktop(tmp_path, Log(tmp_path / "resan.txt")) as here,
        here.running("tests.journeys.paper_tray", str(tmp_path)),
    ):
        here.reader.read("Välkommen till Hållpunkt")
        assert {"evilwm", "dbus-daemon", "at-spi2-registr"} <= set(left_behind(here.mark).values())
        raise ZeroDivisionError
    assert left_behind(here.mark) == {}


def _make_vault(reader: ScreenReader, log: Log) -> None:
    log.chapter("Den första starten: en egen pärm")
    reader.read("Välkommen till Hållpunkt")
    reader.press("Skapa min pärm")
    reader.read("Vem är du?")
    for name, text in (
        ("Ditt namn", "Karin Åberg"),
        ("Din titel", "sjuksköterska"),
        ("Din vårdenhet", "Habiliteringen Öst"),
        ("Pärmens namn", "Habiliteringen"),
    ):
        reader.write(name, text)
    reader.press("Nästa")
    reader.read("Välj en lösenfras")
    reader.write("Lösenfras", PASSPHRASE)
    reader.write("Samma lösenfras igen", PASSPHRASE)
    reader.press("Nästa")
    code = _code(reader.read("Din återställningskod"))
    reader.press("Jag har koden på papper")
    asked = [part.name for part in reader.read("Skriv två grupper från papperet") if part.is_field]
    for name in asked:
        if name.startswith("Grupp "):
            reader.write(name, code[name.casefold()])
    assert "Prova med påhittade patienter" not in reader.been_at  # no way past what she does
    reader.press("Skapa pärmen")


def _code(parts: list[Part]) -> dict[str, str]:
    """The groups of the recovery code as they are read out: "grupp 3: A B C D"."""
    found = (re.fullmatch(r"(grupp \d): ((?:\w ){3}\w)", part.name) for part in parts)
    code = {match[1]: match[2].replace(" ", "") for match in found if match}
    assert len(code) == 8
    return code


def _add_patient(reader: ScreenReader, log: Log) -> None:
    log.chapter("En patient")
    reader.read("Idag")
    reader.press("Ny patient")
    reader.write("Förnamn", "Åsa")
    reader.write("Efternamn", "Östergård")
    reader.read("Patienter")
    before = len(reader.said)
    reader.press("Lägg till patient")
    reader.read("Översikt")
    reader.wait_said("Sparat", before)


def _add_contact(reader: ScreenReader, log: Log) -> None:
    log.chapter("En kontakt på en rad")
    reader.press("Kontakter")
    reader.read("Kontakter")
    reader.write("Ny kontakt på en rad", "Örjan Ek, dietist, 070-174 06 58")
    before = len(reader.said)
    reader.press("Lägg till")
    reader.wait_said("Sparat", before)
    parts = reader.read("Kontakter")
    (line,) = (part for part in parts if part.name == "Ny kontakt på en rad")
    assert (line.text, "Blir" in line.description) == ("", False)
    assert {"Namn och roll: Örjan Ek, dietist", "Telefon: 070-174 06 58"} <= {part.name for part in parts}


def _write_plan(reader: ScreenReader, log: Log) -> None:
    log.chapter("Ett mål i vårdplanen")
    reader.press("Vårdplan")
    reader.read("Vårdplan")
    before = len(reader.said)
    reader.write("Vad är viktigt för mig?", MATTERS)
    reader.go_to("Nytt mål")  # what is left is saved
    reader.wait_said("Sparat", before)
    reader.write("Nytt mål", GOAL)
    before = len(reader.said)
    reader.press("Nytt mål")
    reader.wait_said("Sparat", before)
    fields = [part.name for part in reader.read("Vårdplan") if part.is_field]
    assert fields[0] == "Vad är viktigt för mig?" and fields.index("Mål 1") < fields.index("Nytt mål")


def _print(reader: ScreenReader, log: Log, tray: Path) -> str:
    log.chapter("Vårdplanen på papper")
    reader.press("Skriv ut")
    reader.read("Dokument")  # what it becomes, and for whom
    before = len(reader.said)
    reader.press("Skriv ut")
    reader.until(lambda: any(tray.glob("*.pdf")), "inget kom ur skrivaren")
    (paper,) = tray.glob("*.pdf")
    reader.wait_said("skickad till skrivaren", before)
    with pypdfium2.PdfDocument(paper) as pages:
        return " ".join("".join(page.get_textpage().get_text_range() for page in pages).split())


def _look_in_the_vault(home: Path, hallpunkt: Hallpunkt, folder: Path) -> None:
    """Open the vault by the command line: it holds what was said."""
    (vault,) = home.rglob("*.hallpunkt")
    secret = folder / "fras.txt"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    opened = ("--vault", vault, "--passphrase-file", secret)
    (patient,) = json.loads(hallpunkt("patients", *opened, "--json").out)
    shown = hallpunkt("show", *opened, "--patient", patient["id"], "--json")
    assert (shown.code, shown.err) == (0, "")
    record = json.loads(shown.out)
    (contact,), (plan,), (goal,) = record["contact"], record["care_plan"], record["care_goal"]
    assert patient["name"] == "Åsa Östergård"
    assert (contact["name"], contact["role"], contact["phone"]) == ("Örjan Ek", "dietist", "070-174 06 58")
    assert (plan["what_matters"], goal["goal"]) == (MATTERS, GOAL)

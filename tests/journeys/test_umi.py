"""What an emergency room must know: a term of the list, what is not in it, and the card printed and read again."""

import json
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from coordinator.alert import EmergencyInformation
from coordinator.swedish import SWEDEN
from coordinator.umi.kinds import AlertGroup, AlertType
from coordinator.umi.row import AlertInformation
from coordinator.umi.strip import strip
from tests.journeys.conftest import Hallpunkt
from tests.journeys.whole_window import tab_to, window
from tests.ui.conftest import dialogs, dressed, idle, open_patient, practice, practice_folder, press, session, type_into
from tests.ui.pages.seen import focused, record_of
from ui.pages.umi import UmiPage
from ui.session import Session
from ui.window import Window

__all__ = [
    "dialogs", "dressed", "idle", "open_patient", "practice", "practice_folder", "session", "window",
]  # fmt: skip

# The offscreen screen has no windows to raise, as a menu wants.
pytestmark = pytest.mark.qt_log_ignore("does not support", "grabbing the keyboard", extend=True)

CONTROL = Qt.KeyboardModifier.ControlModifier


def words_on(page: QWidget) -> str:
    return " ".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())


def test_a_metabolic_term_gets_no_grade_lights_its_group_and_is_checked_for_a_year(
    window: Window, session: Session, idle: Callable[[], None], open_patient: Callable[[str], None]
) -> None:
    open_patient("tom")
    session.wanted.emit("umi", "new")
    idle()
    page = window.page("umi")
    assert isinstance(page, UmiPage)
    assert [one.words for one in strip(record_of(session))] == ["Ej efterfrågat"] * len(AlertGroup)

    # A part of the name is enough; the term comes with its code, and with no field for a grade.
    type_into(focused(), "fettsyra")
    press(focused(), Qt.Key.Key_Down)
    press(focused(), Qt.Key.Key_Return)
    idle()
    assert page.add.form is not None
    assert not page.add.form.form.fields.keys() & {"severity", "certainty", "reactions", "atc", "ongoing"}
    press(focused(), Qt.Key.Key_Return, CONTROL)
    idle()
    (row,) = record_of(session).all(AlertInformation)
    assert (row.type, row.term, row.icd10) == (AlertType.CONDITION, "Rubbningar i fettsyraomsättningen", "E71.3")
    fields = strip(record_of(session))
    assert [(one.count, one.words) for one in fields[:2]] == [(1, "1 finns"), (0, "Ej efterfrågat")]

    # It is held against the journal today, and is due again in a year.
    session.wanted.emit("umi", row.id)
    idle()
    tab_to("Kontrollerat i journalen i dag")
    press(focused(), Qt.Key.Key_Return)
    idle()
    (row,) = record_of(session).all(AlertInformation)
    assert (row.checked_on, row.next_check) == (date(2026, 11, 22), date(2027, 11, 22))
    assert row.checked_by == record_of(session).actor.name


@pytest.mark.parametrize("typed", ["Dravet", "Hepatit C"])
def test_what_is_not_in_the_list_becomes_no_row_of_it(
    window: Window,
    session: Session,
    idle: Callable[[], None],
    open_patient: Callable[[str], None],
    typed: str,
) -> None:
    open_patient("tom")
    session.wanted.emit("umi", "new")
    idle()
    page = window.page("umi")
    assert isinstance(page, UmiPage)
    type_into(focused(), typed)
    idle()
    blood = typed == "Hepatit C"
    assert ("Blodburen smitta är" in words_on(page)) is blood
    assert ("Finns inte i nationella listan – lägg som akutinformation" in words_on(page)) is not blood
    press(focused(), Qt.Key.Key_Return)
    idle()
    assert record_of(session).all(AlertInformation) == ()
    if not blood:
        press(focused(), Qt.Key.Key_Return)
        idle()
        assert typed in [getattr(one, "text", str)() for one in page.texts.findChildren(QWidget) if one.isVisible()]
        assert record_of(session).all(EmergencyInformation) == ()


def test_the_card_is_printed_decoded_and_told_of_when_it_is_no_longer_true(
    hallpunkt: Hallpunkt, vault_path: Path, passphrase_file: Path, tmp_path: Path
) -> None:
    here = ("--vault", vault_path, "--passphrase-file", passphrase_file)
    her = (*here, "--patient", "20030430-2383")

    def run(*arguments: object) -> str:
        answer = hallpunkt(*arguments)
        assert answer.code == 0, answer.err
        return answer.out

    run("add", "patient", *here, "--number", "20030430-2383", "--given-name", "Ella", "--family-name", "Test",
        "--birth-date", "2003-04-30")  # fmt: skip
    run("add", "contact", *her, "--name", "Amina", "--phone", "040-628 04 23", "--important-in-emergency", "ja")
    today = datetime.now(SWEDEN).date()
    until = today + timedelta(days=200)
    run("add", "emergency-information", *her, "--heading", "Kramper", "--card-text", "Följ handlingsplanen.",
        "--issued-by", "Bosse Ljungholm", "--issued-on", today, "--source", "Handlingsplanen",
        "--checked-on", today, "--checked-by", "Anna", "--valid-until", until)  # fmt: skip
    refused = hallpunkt(
        "add", "alert-information", *her, "--type", "C2", "--term", "Penicillin", "--severity", "life_threatening",
        "--valid-from", today,
    )  # fmt: skip
    assert refused.code == 3
    assert "behöver ATC-kod" in refused.err

    paper = tmp_path / "kort.pdf"
    run("print", "akutkort", *her, "--out", paper)
    with pypdfium2.PdfDocument(paper) as pdf:
        picture = pdf[0].render(scale=150 / 72).to_numpy()
    (code,) = zxingcpp.read_barcodes(picture)
    assert re.search(r"Kramper\W+Följ handlingsplanen", code.text)
    assert "Amina 040-628 04 23" in code.text and f"Gäller till {until}" in code.text
    assert "2383" not in code.text

    def untrue() -> list[str]:
        found = json.loads(run("gaps", *her, "--json"))
        return [one["title"] for one in found if one["rule"] == "card_out_of_date"]

    assert untrue() == []
    contact_id = json.loads(run("show", *her, "--json"))["contact"][0]["id"]
    run("edit", "contact", *her, "--id", contact_id, "--phone", "040-628 04 24")
    assert untrue() == ["Inaktuellt kort i omlopp: Patienten"]

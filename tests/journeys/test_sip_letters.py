"""From "Skapa SIP" to six letters as one PDF and as six, with the keyboard alone, every key counted."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt

from coordinator.record import Record
from coordinator.shared_paper import SharedPaper
from coordinator.sip.belonging import invitations_of, meeting_to_come, sips
from coordinator.sip.meeting import SipMeeting
from coordinator.sip.standing import SipStep, standing
from tests.journeys.keyboard import Keyboard
from tests.journeys.whole_window import window
from tests.ui.conftest import (
    ScriptedDialogs,
    dialogs,
    dressed,
    idle,
    open_patient,
    practice,
    practice_folder,
    session,
)
from ui.session import Session
from ui.window import Window

__all__ = ["dialogs", "dressed", "idle", "open_patient", "practice", "practice_folder", "session", "window"]  # fixtures

# The offscreen screen has no windows to raise, as a menu wants.
pytestmark = pytest.mark.qt_log_ignore("does not support", "grabbing the keyboard", extend=True)

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
MOST_KEYS = 300
"""Letters of sentences and names among them. At three keys a second it is under two minutes; six are allowed."""


@pytest.fixture
def keys(window: Window, session: Session, open_patient: Callable[[str], None], idle: Callable[[], None]) -> Keyboard:
    """An adult with a god man is on screen, and the form of a new SIP is open."""
    assert window.isVisible()
    open_patient("dravet")
    session.wanted.emit("sip", "new")
    idle()
    return Keyboard(idle)


def pages_of(pdf: bytes) -> list[str]:
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(pdf)]


def test_six_letters_from_a_new_sip_with_few_keys(
    keys: Keyboard, session: Session, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    keys.tab_to("Frågeställning")
    keys.type("Hur får Ellen en vardag som håller när hon flyttar?")
    keys.press(Qt.Key.Key_Return, CTRL)
    keys.type("Boende, LSS och vården planerar var för sig inför flytten.")
    keys.press(Qt.Key.Key_Return, CTRL)
    keys.press(Qt.Key.Key_Return, CTRL)  # she says yes

    keys.press(Qt.Key.Key_Right, ALT)  # first who takes part, so that the consent knows whom it is about
    for name in ("gunnel", "emil", "roland"):
        keys.type(name)
        keys.enter()
    keys.type("Ann Palm, handläggare, Försäkringskassan")
    keys.enter()
    keys.press(Qt.Key.Key_Left, ALT)
    keys.press(Qt.Key.Key_Return, CTRL)  # the consent, to those who take part, as it is suggested
    sip = sips(record_of(session))[0]
    assert standing(record_of(session), sip).now is SipStep.INVITATION

    keys.tab_to("Dag")
    keys.type("9 dec")
    keys.tab_to("Tid")
    keys.type("1300")
    keys.tab_to("Plats eller länk")
    keys.type("Boendet Solgläntan")
    keys.tab_to("Skriv ut alla kallelser")
    dialogs.answers.append(True)
    keys.enter()
    counted = keys.pressed

    pdf, title = dialogs.printed[-1]
    pages = pages_of(pdf)
    letters = [page for page in pages if "Till: " in page]
    assert len(letters) == 6
    for name in ("Ellen Rutström", "Kjell-Åke Tranberg", "Gunnel", "Emil", "Roland", "Ann Palm"):
        assert sum(f"Till: {name}" in page for page in letters) == 1
    assert "onsdag 9 december 2026" in pages[0] and "Solgläntan" in pages[0]
    assert "Ellen" not in title
    called = invitations_of(record_of(session), _meeting(session).id)
    assert len(called) == 6 and all(one.sent_on for one in called)
    assert standing(record_of(session), sip).now is SipStep.MEETING
    assert counted <= MOST_KEYS, f"{counted} keys"
    print(counted, "keys")

    dialogs.paths.append(tmp_path)
    keys.tab_to("Spara var för sig")
    keys.enter()
    files = list(tmp_path.glob("*.pdf"))
    assert len(files) == 6
    assert not any("Ellen" in one.name or "Rutström" in one.name for one in files)
    assert len([one for one in record_of(session).all(SharedPaper) if one.paper == "sip-kallelse"]) == 12


def record_of(session: Session) -> Record:
    assert session.record is not None
    return session.record


def _meeting(session: Session) -> SipMeeting:
    meeting = meeting_to_come(record_of(session), sips(record_of(session))[0].id)
    assert meeting is not None
    return meeting

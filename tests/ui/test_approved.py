"""Eleven pages as they were when somebody looked at them and found them good.

A page that looks otherwise fails here, with what differs as a picture in the test's folder. Look at the new one; if it
is as it should be, approve it:

    HALLPUNKT_APPROVE=1 python -m pytest tests/ui/test_approved.py
"""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, qVersion
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.pages.today import TodayView
from ui.preferences import Preferences
from ui.session import Session
from ui.window import Window

APPROVED = Path(__file__).parent / "approved"
WIDTH, HEIGHT = 1366, 768
OF_ALL_PATIENTS = ("today", "indicators")
PAGES = (
    "patients",
    "overview",
    "contacts",
    "care_plan",
    "appointments",
    "contact_log",
    "today",
    "benefits",
    "indicators",
    "journal",
    "exports",
)
_FAINT = 48
"""A channel that differs by no more is the same to the eye."""
_MOST = 40
"""So many pixels may differ more: no letter is so small."""
_SEEN = bytes(value > _FAINT for value in range(256))


@pytest.fixture
def window(
    session: Session, open_patient: Callable[[str], None], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Window]:
    store = session.vault.store
    read = store.read
    # The mark of the log is another in each pärm, and moves what stands beside it on the paper.
    monkeypatch.setattr(store, "read", lambda patient_id: replace(read(patient_id), head="00000000"))
    open_patient("barn")
    made = Window(session, Preferences(session.vault.path.with_name("hallpunkt.json")))
    qtbot.addWidget(made)
    made.resize(WIDTH, HEIGHT)
    made.show()
    yield made
    made.drafts.stop()


def picture(window: Window) -> QImage:
    """The window at rest, without the keyboard in a field."""
    for _ in range(3):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    focus = QApplication.focusWidget()
    if focus is not None:
        focus.clearFocus()
    QApplication.processEvents()
    return window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def _find_anew(session: Session) -> None:
    """What the lists over all patients are made of, on the vault's own thread."""

    def find() -> None:
        store = session.vault.store
        for patient_id in store.stale_findings():
            store.renew_findings(patient_id)

    session.vault_thread.run(find)


def _past_the_wait(window: Window, qtbot: QtBot) -> None:
    """Idag reads whom to ring when one has been on a line for a moment."""
    view = window.view("today")
    assert isinstance(view, TodayView)
    qtbot.waitUntil(lambda: not view.panel._soon.isActive())


def differing(one: QImage, other: QImage) -> tuple[int, QImage]:
    """How many pixels are another colour to the eye, and a picture of where."""
    between = QImage(one)
    painter = QPainter(between)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
    painter.drawImage(0, 0, other)
    painter.end()
    grey = between.convertToFormat(QImage.Format.Format_Grayscale8)
    raw, line = bytes(grey.constBits()), grey.bytesPerLine()  # a line may be filled up, with anything
    lines = (raw[first : first + grey.width()] for first in range(0, line * grey.height(), line))
    return sum(one.translate(_SEEN).count(1) for one in lines), between


@pytest.mark.parametrize("page", PAGES)
def test_it_looks_as_it_was_approved(
    window: Window, page: str, idle: Callable[[], None], qtbot: QtBot, tmp_path: Path
) -> None:
    if page in OF_ALL_PATIENTS:
        _find_anew(window.session)
        idle()
    window.show_page(page)
    idle()
    if page == "today":
        _past_the_wait(window, qtbot)
        idle()
    seen = picture(window)
    file = APPROVED / qVersion() / f"{page}.png"
    if os.environ.get("HALLPUNKT_APPROVE"):
        file.parent.mkdir(parents=True, exist_ok=True)
        assert seen.save(str(file))
    if not file.parent.is_dir():
        pytest.skip(f"no pictures approved for Qt {qVersion()}: letters are drawn otherwise")
    approved = QImage(str(file)).convertToFormat(QImage.Format.Format_RGB32)
    assert approved.size() == seen.size()
    many, where = differing(seen, approved)
    if many > _MOST:
        seen.save(str(tmp_path / f"{page}-now.png"))
        where.save(str(tmp_path / f"{page}-difference.png"))
    assert many <= _MOST, f"{many} pixels differ; look in {tmp_path}"


def test_a_word_that_changed_is_seen(window: Window, idle: Callable[[], None]) -> None:
    window.show_page("patients")
    idle()
    before = picture(window)
    assert differing(before, picture(window))[0] == 0
    label = next(one for one in window.side.page_buttons.values())
    label.say("Översikten")
    assert differing(before, picture(window))[0] > _MOST
    assert before.pixelColor(0, 0) != Qt.GlobalColor.black


def test_the_pictures_are_of_the_toolkit_that_is_locked() -> None:
    """Else all of them would be passed over, and nobody would see it."""
    locked = (APPROVED.parents[2] / "installers" / "requirements.txt").read_text(encoding="utf-8")
    of_the_gate = re.findall(r"^pyside6-essentials==(\S+) ; python_full_version < '3.12'", locked, re.MULTILINE)
    assert [one.name for one in APPROVED.iterdir()] == of_the_gate
    assert sorted(one.stem for one in (APPROVED / of_the_gate[0]).iterdir()) == sorted(PAGES)

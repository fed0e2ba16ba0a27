"""A plan saved at one clinic is opened at another: in two windows, by the keyboard, without anything typed again."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import QDeadlineTimer, QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from coordinator.contact import Contact
from coordinator.protection import contacts_to_print
from coordinator.record import Record
from coordinator.taken_in import TakenIn, taken_from
from db import vault
from tests.conftest import CODE, clock
from tests.journeys.whole_window import tab_to
from tests.ui.conftest import ScriptedDialogs, dressed, practice_folder, press
from tests.ui.pages.seen import focused
from ui.finding_keeper import FindingKeeper
from ui.pages.papers import PapersPage
from ui.pages.take_in import TakeInView
from ui.preferences import Preferences
from ui.session import Place, Session
from ui.window import Window
from ui.worker import Worker

__all__ = ["dressed", "practice_folder"]

CTRL = Qt.KeyboardModifier.ControlModifier


def _until_idle(*workers: Worker) -> None:
    deadline, tick = QDeadlineTimer(20_000), QTimer()
    tick.start(10)
    while any(one.busy for one in workers):
        assert not deadline.hasExpired(), "a job did not end"
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    QApplication.processEvents()


class Clinic:
    """One clinic's window over its own pärm."""

    def __init__(self, session: Session, window: Window, dialogs: ScriptedDialogs) -> None:
        self.session, self.window, self.dialogs = session, window, dialogs

    def settle(self) -> None:
        for _ in range(3):  # a file is read on one thread, and held against the pärm on the other
            _until_idle(self.session.vault_thread, self.session.side_thread)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        press(focused(), key, modifier)
        self.settle()

    @property
    def record(self) -> Record:
        record = self.session.record
        assert record is not None
        return record

    @property
    def words(self) -> str:
        """What can be read in the window."""
        return "\n".join(one.text() for one in self.window.findChildren(QLabel) if one.isVisible())


@contextmanager
def clinic(path: Path, qtbot: QtBot) -> Iterator[Clinic]:
    """Open the pärm at ``path`` in a window, and close both."""
    vault_thread, side_thread, dialogs = Worker("vault"), Worker("side"), ScriptedDialogs()
    opened: list[vault.Vault] = []
    vault_thread.run(lambda: vault.open_with_code(path, CODE, clock), opened.append)
    _until_idle(vault_thread)
    session = Session(opened[0], vault_thread, side_thread, dialogs)
    session.start(lambda place: None)
    _until_idle(vault_thread)
    window = Window(session, Preferences(path.with_name("hallpunkt.json")))
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    window.begin(Place(page="patients"))  # Idag would first look through every record
    here = Clinic(session, window, dialogs)
    here.settle()
    try:
        yield here
    finally:
        keeper = session.findChild(FindingKeeper)
        if isinstance(keeper, FindingKeeper):
            keeper.stop()
        here.settle()
        window.drafts.stop()
        window.hide()
        session.keep_now()
        _until_idle(vault_thread, side_thread)
        vault_thread.run(opened[0].close)
        _until_idle(vault_thread)
        vault_thread.stop()
        side_thread.stop()


@pytest.fixture
def saved_plan(
    dressed: QApplication, practice_folder: tuple[Path, dict[str, object]], tmp_path: Path, qtbot: QtBot
) -> tuple[Path, Record]:
    """Min vårdplan of the one with 120 contacts, as clinic A saved it for her; and the record it was made of."""
    folder, out = tmp_path / "A", tmp_path / "plan.pdf"
    shutil.copytree(practice_folder[0].parent, folder)
    with clinic(folder / practice_folder[0].name, qtbot) as here:
        who = next(row.id for row in here.session.patients if row.contacts > 100)
        here.session.open_patient(who)
        here.settle()
        here.window.show_page(PapersPage.NAME, "vardplan")
        here.settle()
        here.dialogs.paths = [out]
        here.window.findChildren(PapersPage)[0].save.setFocus()
        here.press(Qt.Key.Key_Space)
        record = here.record
    return out, record


def test_a_plan_from_another_clinic_is_here_without_being_typed_again(
    saved_plan: tuple[Path, Record], vault_path: Path, qtbot: QtBot
) -> None:
    file, there = saved_plan
    with pikepdf.open(file) as pdf:
        assert {"record.json", "record.fhir.json"} <= set(pdf.attachments)
    with clinic(vault_path, qtbot) as here:
        here.dialogs.paths = [file, file]
        here.press(Qt.Key.Key_I, CTRL)
        assert focused().accessibleName().startswith("Välj fil")
        here.press(Qt.Key.Key_Space)
        tab_to("Hämta inte in något")  # another time
        here.press(Qt.Key.Key_Space)
        assert not here.session.patients
        here.press(Qt.Key.Key_Space)
        preview = here.window.findChildren(TakeInView)[0].panel.preview
        assert preview.isVisible() and preview.isAncestorOf(focused()) and there.patient.name in here.words
        assert "Från SMO-mottagningen" in here.words and not here.session.patients
        here.press(Qt.Key.Key_Return, CTRL)
        (row,) = here.session.patients
        assert row.contacts == len(contacts_to_print(there))
        here.session.open_patient(row.id)
        here.settle()
        _looks_as_there(here.record, there)
        here.window.show_page("contacts", here.record.all(Contact)[0].id)
        here.settle()
        here.press(Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
        assert "Från SMO-mottagningen (Anna Lind, kontaktsjuksköterska) 2026-11-22" in here.words
        here.press(Qt.Key.Key_Z, CTRL)
        assert not here.session.patients


def _looks_as_there(record: Record, there: Record) -> None:
    theirs = {one.id: one for one in there.all(Contact)}
    (file,) = record.all(TakenIn)
    assert (file.origin, file.made_on) == ("SMO-mottagningen (Anna Lind, kontaktsjuksköterska)", clock().date())
    for one in record.all(Contact):
        assert (one.name, one.role, one.phone, one.unit) == tuple(
            getattr(theirs[one.id], name) for name in ("name", "role", "phone", "unit")
        )
        assert taken_from(record, one.id) == file

"""What tests of the window share: the program's dress, a session on a practice vault, answers to its questions."""

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn
from uuid import UUID

import pytest
from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget

from coordinator.desk import Desk
from coordinator.practice import fill_practice
from db import keys, vault
from tests.conftest import ACTOR, CODE, PASSPHRASE, clock
from ui.dialogs import Dialogs, Question
from ui.finding_keeper import FindingKeeper
from ui.motion import hold_still
from ui.session import Session
from ui.theme import LIGHT, appearance
from ui.worker import Worker


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """A test that leaves a thread behind fails."""
    before = set(threading.enumerate())
    yield
    left = [one.name for one in threading.enumerate() if one not in before and not one.daemon]
    assert left == []


@pytest.fixture(autouse=True)
def no_question_outside_the_seam(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that asks past `ui.dialogs` would wait for ever in a test, and cannot be tested."""

    def refuse(*_arguments: object, **_named: object) -> NoReturn:
        raise AssertionError("a question past ui.dialogs")

    for name in ("information", "warning", "question", "critical"):
        monkeypatch.setattr(QMessageBox, name, refuse)
    for name in ("getSaveFileName", "getOpenFileName", "getExistingDirectory"):
        monkeypatch.setattr(QFileDialog, name, refuse)


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """The application in the program's light theme at 100 %, with a cursor that blinks as the computer has it."""
    _dress()
    yield qapp
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # else every later test dresses these widgets too
    _dress()


def _dress() -> None:
    app = QApplication.instance()
    dressed = isinstance(app, QApplication) and bool(app.styleSheet())
    if not dressed or (appearance().theme, appearance().scale) != (LIGHT, 100):
        appearance().apply(LIGHT, 100)
    hold_still(cursor=False)


class ScriptedDialogs(Dialogs):
    """Answers from a list; a question nobody expected fails the test."""

    def __init__(self) -> None:
        self.paths: list[Path | None] = []
        self.answers: list[bool] = []
        self.asked: list[Question] = []
        self.printed: list[tuple[bytes, str]] = []

    def save_path(self, parent: QWidget, title: str, suggested: str, kinds: str) -> Path | None:
        return self.paths.pop(0)

    def open_path(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        return self.paths.pop(0)

    def folder(self, parent: QWidget, title: str, begin: Path | None = None) -> Path | None:
        return self.paths.pop(0)

    def ask(self, question: Question, yes: Callable[[], object]) -> None:
        self.asked.append(question)
        if self.answers.pop(0):
            yes()

    def print_pdf(self, parent: QWidget, pdf: bytes, title: str) -> bool:
        self.printed.append((pdf, title))
        return self.answers.pop(0)


@pytest.fixture
def dialogs() -> ScriptedDialogs:
    return ScriptedDialogs()


@pytest.fixture(scope="session")
def practice_folder(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, UUID]]:
    """A practice vault, made once: its file, and the patients by their short names (`coordinator.practice`)."""
    path = tmp_path_factory.mktemp("övning") / "ovning.hallpunkt"
    with vault.create(
        path, passphrase=PASSPHRASE, recovery_code=CODE, actor=ACTOR, clock=clock, practice=True, cost=keys.FLOOR
    ) as made:
        people = fill_practice(Desk(made.store))
    return path, {person.slug: person.patient_id for person in people}


@pytest.fixture
def practice(practice_folder: tuple[Path, dict[str, UUID]]) -> dict[str, UUID]:
    """The practice patients' ids by their short names: "120-kontakter", "barn", "tom" …"""
    return practice_folder[1]


@pytest.fixture
def session(
    dressed: QApplication, practice_folder: tuple[Path, dict[str, UUID]], tmp_path: Path, dialogs: ScriptedDialogs
) -> Iterator[Session]:
    """A session on a copy of the practice vault, opened and used on its own thread, list of patients read."""
    folder = tmp_path / "pärm"
    shutil.copytree(practice_folder[0].parent, folder)
    vault_thread, side_thread = Worker("vault"), Worker("side")
    opened: list[vault.Vault] = []
    vault_thread.run(lambda: vault.open_with_code(folder / practice_folder[0].name, CODE, clock), opened.append)
    _until_idle(vault_thread)
    made = Session(opened[0], vault_thread, side_thread, dialogs)
    crashes: list[Exception] = []
    vault_thread.crashed.connect(crashes.append)
    side_thread.crashed.connect(crashes.append)
    made.start(lambda place: None)
    _until_idle(vault_thread)
    yield made
    keeper = made.findChild(FindingKeeper)
    if isinstance(keeper, FindingKeeper):
        keeper.stop()  # as when the program locks: it would go on reading
    made.keep_now()
    _until_idle(vault_thread, side_thread)
    vault_thread.run(opened[0].close)
    _until_idle(vault_thread)
    vault_thread.stop()
    side_thread.stop()
    assert crashes == []


def _until_idle(*workers: Worker) -> None:
    deadline = QDeadlineTimer(10_000)
    tick = QTimer()
    tick.start(10)
    while any(one.busy for one in workers):
        assert not deadline.hasExpired(), "a job did not end"
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    QApplication.processEvents()  # what the last answer has asked for: layouts, paintings, widgets that go


@pytest.fixture
def idle(session: Session) -> Callable[[], None]:
    """Wait until everything given to the session's threads is done and told."""
    return lambda: _until_idle(session.vault_thread, session.side_thread)


@pytest.fixture
def open_patient(session: Session, practice: dict[str, UUID], idle: Callable[[], None]) -> Callable[[str], None]:
    """Open a practice patient by short name."""

    def open_one(slug: str) -> None:
        session.open_patient(practice[slug])
        idle()

    return open_one


TypeText = Callable[[QWidget, str], None]


def type_into(widget: QWidget, text: str) -> None:
    """Type text into a widget key by key. `QTest.keyClicks` aborts the program at å, ä and ö."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


@pytest.fixture
def type_text() -> TypeText:
    """`type_into`, for tests that take it as a fixture."""
    return type_into


def press(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press one key in a widget."""
    QTest.keyClick(widget, key, modifier)

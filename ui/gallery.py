"""Pictures of every view, in each theme and at 100 and 200 % text, of the practice clinic: to be looked at."""

import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from coordinator.desk import Desk
from coordinator.errors import OutputError
from coordinator.passphrase import PRACTICE_PASSPHRASE
from coordinator.practice import fill_practice
from coordinator.record import Actor
from coordinator.swedish import SWEDEN
from coordinator.vaults import OpenVault, Vaults
from ui.dialogs import Dialogs
from ui.preferences import Preferences
from ui.running import Running
from ui.session import Session
from ui.start.start_window import StartWindow
from ui.theme import THEMES, appearance
from ui.worker import Worker

WIDTH, HEIGHT = 1366, 768
SCALES = (100, 200)
_NOW = datetime(2026, 11, 20, 9, 41, tzinfo=SWEDEN)
_ACTOR = Actor("Anna Lind", "kontaktsjuksköterska", "SMO-mottagningen")
_PATIENCE_MS = 20_000

VIEWS: tuple[tuple[str, str, str], ...] = (
    ("patienter", "", "patients"),
    ("oversikt", "barn", "overview"),
    ("oversikt-tom", "tom", "overview"),
    ("oversikt-120", "120-kontakter", "overview"),
    ("kontakter", "barn", "contacts"),
    ("kontakter-tom", "tom", "contacts"),
    ("kontakter-120", "120-kontakter", "contacts"),
    ("vardplan", "barn", "care_plan"),
    ("vardplan-tom", "tom", "care_plan"),
    ("vardplan-120", "120-kontakter", "care_plan"),
    ("om-patienten", "barn", "person"),
    ("om-patienten-tom", "tom", "person"),
)
"""Each view: what its picture is called, whom it shows (a practice patient's short name), and the page."""


def write_gallery(folder: Path, vaults: Vaults) -> Iterator[Path]:
    """Write the pictures to ``folder`` and give each file as it is made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError("Mappen kan inte skapas", "Kontrollera att du får skriva där.") from error
    app = QApplication.instance() or QApplication(["hallpunkt"])
    with tempfile.TemporaryDirectory() as there:
        vault_thread, side_thread = Worker("vault"), Worker("side")
        try:
            made: list[tuple[OpenVault, dict[str, UUID]]] = []
            vault_thread.run(lambda: _practice(Path(there) / "ovning.hallpunkt", vaults), made.append)
            wait_for(lambda: bool(made))
            vault, people = made[0]
            session = Session(vault, vault_thread, side_thread, Dialogs())
            preferences = Preferences(Path(there) / "hallpunkt.json")
            for theme in THEMES:
                for scale in SCALES:
                    appearance().apply(theme, scale)
                    ending = f"{theme.name}-{scale}.png"
                    yield from _unlock(folder, ending, preferences, vaults, session)
                    yield from _pages(folder, ending, preferences, session, people)
            vault_thread.run(vault.close)
            wait_for(lambda: not vault_thread.busy)
        finally:
            vault_thread.stop()
            side_thread.stop()
    del app


def wait_for(done: Callable[[], bool]) -> None:
    """Let the window work until ``done``."""
    deadline = QDeadlineTimer(_PATIENCE_MS)
    tick = QTimer()  # what is waited for may come without an event
    tick.start(10)
    while not done():
        if deadline.hasExpired():
            raise TimeoutError("the window did not come to rest")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def picture(widget: QWidget, file: Path) -> Path:
    """Write what ``widget`` looks like at the size of a small laptop."""
    widget.resize(WIDTH, HEIGHT)
    widget.show()
    for _ in range(3):  # a layout may ask for another
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    widget.grab().save(str(file))
    return file


def _practice(path: Path, vaults: Vaults) -> tuple[OpenVault, dict[str, UUID]]:
    vault = vaults.create(
        path,
        passphrase=PRACTICE_PASSPHRASE,
        recovery_code=vaults.new_recovery_code(),
        actor=_ACTOR,
        clock=lambda: _NOW,
        practice=True,
    )
    return vault, {person.slug: person.patient_id for person in fill_practice(Desk(vault.store))}


def _pages(
    folder: Path, ending: str, preferences: Preferences, session: Session, people: dict[str, UUID]
) -> Iterator[Path]:
    running = Running(session, preferences)
    wait_for(lambda: running.window is not None and not session.vault_thread.busy)
    window = running.window
    if window is None:
        raise RuntimeError("no window")
    running.inactivity.stop()
    for name, slug, page in VIEWS:
        if slug:
            session.open_patient(people[slug])
            wait_for(lambda: not session.vault_thread.busy)
        picture(window, folder / "rest.png").unlink()  # a preview is made for the size the page has on screen
        window.show_page(page)
        wait_for(lambda: not (session.vault_thread.busy or session.side_thread.busy))
        yield picture(window, folder / f"{name}-{ending}")
    window.show_page("patients", None)
    window.patients.start("new")
    yield picture(window, folder / f"ny-patient-{ending}")
    window.patients.start()
    session.setParent(None)
    window.close()
    window.deleteLater()
    running.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _first_run(folder: Path, ending: str, start: StartWindow) -> Iterator[Path]:
    """The steps to a pärm of her own, as far as it is not made."""
    answers = (
        ("Anna Lind", "kontaktsjuksköterska", "SMO-mottagningen", "SMO-mottagningen"),
        ("korall mjölk trampa linjal", "korall mjölk trampa linjal"),
        (),
        (),
    )
    start.create_vault()
    for step, texts in enumerate(answers, 1):
        card = start.card
        for field, text in zip(card.findChildren(QLineEdit), texts, strict=False):
            field.setText(text)
        yield picture(start, folder / f"forsta-gangen-{step}-{ending}")
        if card.primary is not None and step < len(answers):
            card.primary.click()
            wait_for(lambda: not start.stage.vault_thread.busy and not start.stage.side_thread.busy)


def _unlock(folder: Path, ending: str, preferences: Preferences, vaults: Vaults, session: Session) -> Iterator[Path]:
    """The unlock window and the first run; they have threads of their own, and open nothing."""
    vault_thread, side_thread = Worker("unlock"), Worker("unlock side")
    try:
        for name, vault in (("las-upp", session.vault.path), ("forsta-gangen", None)):
            start = StartWindow(
                preferences, lambda: vaults, vault_thread, side_thread, Dialogs(), clock=lambda: _NOW, vault=vault
            )
            file = picture(start, folder / f"{name}-{ending}")
            wait_for(lambda: not vault_thread.busy)
            yield picture(start, file)
            if vault is None:
                yield from _first_run(folder, ending, start)
            start.close()
            start.deleteLater()
    finally:
        vault_thread.stop()
        side_thread.stop()

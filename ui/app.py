"""The program with a window: dresses the application, shows the unlock window first, and locks by beginning anew."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from ui.dialogs import Dialogs
from ui.exit_code import ExitCode
from ui.icons import pixmap
from ui.language import speak_swedish
from ui.lock.only_one import OnlyOne
from ui.lock.relaunch import relaunch
from ui.motion import hold_still
from ui.parts import on_ground
from ui.preferences import Preferences
from ui.start.start_window import StartWindow
from ui.theme import STYLE, STYLED, appearance, theme_named, theme_of_computer
from ui.worker import Worker

if TYPE_CHECKING:  # the entries and their rules are not needed for the first picture
    from datetime import datetime

    from coordinator.record import Clock
    from coordinator.vaults import OpenVault, Vaults
    from ui.running import Running

NAME = "Hållpunkt"
_WIDTH, _HEIGHT = 1366, 768
_SOON_MS = 300
"""When the first picture is on the screen."""
VAULT_VARIABLE = "HALLPUNKT_VAULT"
"""Which pärm to unlock first, for the program that begins anew: not an argument, since others can read those."""


def _swedish_clock() -> "datetime":
    from coordinator.record import swedish_clock

    return swedish_clock()


def run_window(
    load_vaults: "Callable[[], Vaults]", *, vault: Path | None = None, clock: "Clock" = _swedish_clock
) -> int:
    """Show the window until it is closed; the exit code. ``vault``: the pärm to unlock, else the one used last."""
    app = QApplication([NAME, "-style", STYLE])  # set here and not later: to name it to Qt costs half the start
    app.setProperty(STYLED, True)
    given = os.environ.pop(VAULT_VARIABLE, "")
    preferences = Preferences()
    dress(app, preferences)
    only = OnlyOne()
    if not only.claim(at_once=False):
        told = "Fönstret ligger framme." if only.answered else "Det svarar inte. Avsluta det först."
        print(f"Hållpunkt är redan öppet\n{told}", file=sys.stderr)
        return ExitCode.DONE if only.answered else ExitCode.REFUSED
    wanted = vault or (Path(given) if given else None)
    program = Program(load_vaults, preferences, Dialogs(), clock, vault=wanted, only=only)
    QTimer.singleShot(_SOON_MS, _tell_more)
    if os.environ.pop("HALLPUNKT_THEN", "") == "restore":  # as `ui.running` says it, which is slow to import
        program.start.restore_copy()
    sys.excepthook = lambda _kind, error, _trace: program.show_bug(error)  # a fault in what a key or a click does
    program.shell.show_on(app.primaryScreen().availableGeometry().size())
    return app.exec()


def _tell_more() -> None:
    """What is slow to load and not seen in the first picture: Qt's own words, and what a screen reader is told."""
    from ui.roles import tell_roles

    speak_swedish()
    tell_roles()


def dress(app: QApplication, preferences: Preferences) -> None:
    """Give the program its name and look: the theme and text size that were chosen, else as the computer has it."""
    app.setApplicationName("hallpunkt")
    app.setApplicationDisplayName(NAME)
    appearance().apply(theme_named(preferences.now.theme, theme_of_computer()), preferences.now.scale)
    hold_still(cursor=not preferences.now.motion)
    app.setWindowIcon(QIcon(pixmap("mark", "teal", 64)))


class Shell(QMainWindow):
    """The one window on the desktop: first the unlock card, then the program.

    A main window because Qt tells a screen reader, from the very first, that it is a window.
    """

    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        on_ground(self, "paper")
        self._layers = QStackedWidget()
        self.setCentralWidget(self._layers)
        self._may_close = False

    def show_on(self, room: QSize) -> None:
        """Show the window, as large as it likes to be within ``room``: all of a small screen."""
        self.resize(room.boundedTo(QSize(_WIDTH, _HEIGHT)))
        if room.width() <= _WIDTH or room.height() <= _HEIGHT:
            self.showMaximized()
        else:
            self.show()

    def show_inside(self, content: QWidget) -> None:
        """Show ``content`` and let what was there go."""
        former = self._layers.currentWidget()
        self._layers.addWidget(content)
        self._layers.setCurrentWidget(content)
        self.setWindowTitle(content.windowTitle())
        content.windowTitleChanged.connect(self.setWindowTitle)
        if former is not None:
            self._layers.removeWidget(former)
            former.hide()
            former.deleteLater()

    def close_now(self) -> None:
        """Close without asking anybody: all is saved."""
        self._may_close = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close:
            event.accept()
        else:
            event.ignore()
            self.closing.emit()


class Program(QObject):
    """Joins the parts: the unlock window, the program while a pärm is open, and the end of it."""

    def __init__(
        self,
        load_vaults: "Callable[[], Vaults]",
        preferences: Preferences,
        dialogs: Dialogs,
        clock: "Clock",
        *,
        vault: Path | None = None,
        only: OnlyOne | None = None,
    ) -> None:
        super().__init__()
        self._preferences, self._dialogs, self._only = preferences, dialogs, only
        self._leaving = False
        self.vault_thread, self.side_thread = Worker("vault", self), Worker("side", self)
        self.shell = Shell()
        self.start = StartWindow(
            preferences,
            _window_too(load_vaults),
            self.vault_thread,
            self.side_thread,
            dialogs,
            clock=clock,
            vault=vault,
        )
        self.start.opened.connect(self._open)
        self.running: Running | None = None
        for thread in (self.vault_thread, self.side_thread):
            thread.crashed.connect(self.show_bug)
        self.shell.show_inside(self.start)
        self.shell.closing.connect(self._leave)
        if only is not None:
            only.wanted.connect(self.to_front)

    def to_front(self) -> None:
        """Somebody started the program again: here it is."""
        self.shell.setWindowState(self.shell.windowState() & ~Qt.WindowState.WindowMinimized)
        self.shell.show()
        self.shell.raise_()
        self.shell.activateWindow()

    def show_bug(self, error: BaseException) -> None:
        """Say where the program is at fault, on screen and to whoever started it; never what it was working with."""
        from ui.bug import bug_text  # seldom needed, it is hoped

        told = bug_text(error)
        print(told, file=sys.stderr)
        if self.running is None:
            title, _, message = told.partition("\n")
            self.start.show_error(title, message)
        elif self.running.window is not None:
            self.running.window.message.show_bug(error)

    def _open(self, vault: "OpenVault") -> None:
        from ui.running import Running  # slow to import: they came on the other thread while she typed
        from ui.session import Session

        session = Session(vault, self.vault_thread, self.side_thread, self._dialogs)
        self.running = running = Running(session, self._preferences, parent=self)
        running.content_changed.connect(self.shell.show_inside)
        running.ended.connect(self._end)
        self.shell.closing.disconnect(self._leave)
        self.shell.closing.connect(running.quit)
        self._vault = vault.path

    def _end(self, again: bool) -> None:
        if again:
            os.environ[VAULT_VARIABLE] = str(self._vault)
            self._let_go()
            relaunch(["window"])
        self._leave()

    def _leave(self) -> None:
        """End the program when the vault's thread is at rest: it may just be making, opening or closing one."""
        if self._leaving:
            return
        self._leaving = True
        self.shell.hide()
        self._let_go()
        if self.running is None:
            self.start.let_go()
        if self.vault_thread.busy:
            self.vault_thread.idle.connect(self._gone)
        else:
            self._gone()

    def _gone(self) -> None:
        self.vault_thread.stop()
        self.side_thread.stop()
        self.shell.close_now()
        QApplication.quit()

    def _let_go(self) -> None:
        """What others have of us: the socket, and what was copied here and could be pasted elsewhere."""
        if self._only is not None:
            self._only.release()
        clipboard = QGuiApplication.clipboard()
        if clipboard.ownsClipboard():
            clipboard.clear()


def _window_too(load_vaults: "Callable[[], Vaults]") -> "Callable[[], Vaults]":
    """On the thread that fetches what opens a vault, fetch the window too: both are slow to import."""

    def load() -> "Vaults":
        vaults = load_vaults()
        import ui.running  # noqa: F401 - so that it is there when the pärm is open

        return vaults

    return load

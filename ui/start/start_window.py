"""The window before a pärm is open: rings behind, one card in front, the other ways in at the bottom.

It is on the screen before anything that opens a vault has been imported: that happens on the vault's thread, from the
first picture on.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QWidget

from coordinator import __version__
from ui.dialogs import Dialogs
from ui.parts import Button, Kind, column, label, scrolling
from ui.preferences import Preferences
from ui.start.backdrop import Backdrop
from ui.start.card import Card
from ui.start.flow import SUFFIX, Flow, Folders, Opened, Stage, usual_folders
from ui.start.unlock import Unlock, notice_card
from ui.theme import scaled
from ui.worker import Worker

if TYPE_CHECKING:
    from coordinator.record import Clock
    from coordinator.vaults import Vaults

_WELCOME = "Välkommen till Hållpunkt"
VAULT_KINDS = f"Pärm (*{SUFFIX})"


class Footer(QWidget):
    """The version, and the other ways in; in as many rows as the width and the text size ask for."""

    def __init__(self, *links: Button) -> None:
        super().__init__()
        self._version, self._links = label(f"Version {__version__}", "note"), links
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(scaled(24), scaled(6), scaled(20), scaled(8))
        self._grid.setSpacing(scaled(8))
        self._columns = 0
        self._lay_out(len(links))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit(self.width())

    def fit(self, width: int) -> None:
        """Use as many columns as there is room for."""
        widest = max(link.sizeHint().width() for link in self._links) + scaled(8)
        every = sum(link.sizeHint().width() + scaled(8) for link in self._links)
        room = width - self._version.sizeHint().width() - scaled(60)
        self._lay_out(len(self._links) if every <= room else max(1, min(len(self._links) - 1, room // widest)))

    def _lay_out(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        rows = -(-len(self._links) // columns)
        while self._grid.count():
            self._grid.takeAt(0)
        self._grid.addWidget(self._version, 0, 0, rows, 1, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column_number in range(len(self._links) + 2):
            self._grid.setColumnStretch(column_number, 1 if column_number == 1 else 0)
        for place, link in enumerate(self._links):
            self._grid.addWidget(link, place // columns, 2 + place % columns)
        self.updateGeometry()


class StartWindow(Backdrop):
    """Shows the right card and, when all is done, tells ``opened`` with the open vault."""

    opened = Signal(object)
    """An OpenVault, to be used on the vault's thread. Only one that the keyring opened was opened beside that."""

    def __init__(
        self,
        preferences: Preferences,
        load_vaults: "Callable[[], Vaults]",
        vault_thread: Worker,
        side_thread: Worker,
        dialogs: Dialogs,
        *,
        clock: "Clock",
        vault: Path | None = None,
        folders: Folders | None = None,
    ) -> None:
        """``vault``: the pärm to unlock; when not given, the one that was open last."""
        super().__init__()
        self.resize(scaled(1366), scaled(768))
        self.path: Path | None = None
        """The file of the vault that `opened` told."""
        self._wanted = vault
        self._seen = False
        self._flow: Flow | None = None
        self._card: Card | None = None
        self._opened: Opened | None = None
        self.stage = Stage(
            preferences,
            load_vaults,
            vault_thread=vault_thread,
            side_thread=side_thread,
            dialogs=dialogs,
            clock=clock,
            folders=folders or usual_folders(),
            parent=self,
        )
        self.stage.shown.connect(self._show_card)
        self._build()
        vault_thread.crashed.connect(self._let_go_of_wait)
        side_thread.crashed.connect(self._let_go_of_wait)
        self._start()

    # Building

    def _build(self) -> None:
        self.try_out = Button("Prova med påhittade patienter", Kind.QUIET, icon="users", press=self.practise)
        self.new = Button("Skapa en ny pärm", Kind.QUIET, icon="plus", press=self.create_vault)
        self.restore = Button("Läs in en säkerhetskopia", Kind.QUIET, icon="history", press=self.restore_copy)
        self.other = Button("Öppna en annan pärm", Kind.QUIET, icon="folder-open", press=self.choose_vault)
        self.footer = Footer(self.try_out, self.new, self.restore, self.other)
        self._place = QHBoxLayout()
        self._place.setContentsMargins(scaled(12), scaled(12), scaled(12), scaled(12))
        self._place.addStretch(1)
        self._place.addStretch(1)
        self._inside = inside = QWidget()
        inside.setLayout(column(1, self._place, 1, self.footer, spacing=0))
        self.area = scrolling(inside, see_through=True)
        self.area.setParent(self)
        inside.setAutoFillBackground(False)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow_focus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.area.setGeometry(self.rect())
        self.quiet_below = self.footer.sizeHint().height()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._card is not None:  # the focus it took before it was in a window is lost
            self._card.begin()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._seen:
            self._seen = True
            QTimer.singleShot(0, self._load)  # once this picture is on the screen

    @Slot()
    def _load(self) -> None:
        """Import what opens a vault while she types."""
        self.stage.vault_thread.run(self.stage.load_vaults)
        if isinstance(self._flow, Unlock):
            self._flow.look()

    # The ways in

    @property
    def _path(self) -> Path | None:
        """The pärm to unlock; None while there is none."""
        return self._wanted or self.stage.preferences.now.vault

    def _start(self) -> None:
        path = self._path
        if path is None:
            self._welcome()
        else:
            self.unlock(path)

    def _welcome(self) -> None:
        from ui.start.first_run import WelcomeCard

        card = WelcomeCard()
        card.creation_wanted.connect(self.create_vault)
        card.practice_wanted.connect(self.practise)
        flow = Flow(self.stage)
        self._begin(flow)
        self.try_out.hide()  # the card has them
        self.new.hide()
        flow.show(card)

    def unlock(self, path: Path, title: str = "", message: str = "") -> None:
        """Ask for the passphrase of a pärm, perhaps with something told on the card."""
        self._wanted = path
        flow = Unlock(self.stage, path)
        flow.forgotten.connect(self._recover)
        self._begin(flow)
        flow.begin(title, message)
        if self._seen:
            flow.look()

    def practise(self) -> None:
        """Open the practice vault, made if there is none."""
        from ui.start.practice import Practice

        flow = Practice(self.stage)
        self._begin(flow)
        flow.begin()

    def create_vault(self) -> None:
        """Make a new pärm in three steps."""
        from ui.start.first_run import FirstRun

        flow = FirstRun(self.stage)
        self._begin(flow)
        flow.begin()

    def restore_copy(self) -> None:
        """Take a pärm out of its backup."""
        from ui.start.restore import Restore

        flow = Restore(self.stage)
        self._begin(flow)
        flow.begin()

    def choose_vault(self) -> None:
        """Unlock another pärm than the last one."""
        chosen = self.stage.dialogs.open_path(self, "Öppna en annan pärm", VAULT_KINDS)
        if chosen is not None:
            self.unlock(chosen)

    def _recover(self, path: Path) -> None:
        from ui.start.recover import Recover

        flow = Recover(self.stage, path)
        self._begin(flow)
        flow.begin()

    def _begin(self, flow: Flow) -> None:
        former, self._flow = self._flow, flow
        is_locked = self._path is not None
        self.setWindowTitle("Lås upp" if is_locked else _WELCOME)
        self.setAccessibleName("Hållpunkt är låst" if is_locked else _WELCOME)
        self.try_out.show()
        self.new.show()
        flow.left.connect(self._start)
        flow.opened.connect(self._take)
        flow.unlock_wanted.connect(self.unlock)
        if former is not None:
            former.leave()

    # The card in front

    @property
    def card(self) -> Card:
        """The card in front."""
        if self._card is None:
            raise RuntimeError("no card is shown")
        return self._card

    @Slot(object)
    def _show_card(self, card: Card) -> None:
        former, self._card = self._card, card
        if former is not card:
            self._place.insertWidget(1, card, 100)
            card.lower()  # a screen reader reads in this order: before the other ways in
            card.waits.connect(self._wait)
            card.said.connect(self._follow_fault, Qt.ConnectionType.QueuedConnection)  # when it has its place
            self.area.verticalScrollBar().setValue(0)
        card.show()
        card.begin()
        if former is not None and former is not card:  # not before it has lost the focus, which else goes anywhere
            former.hide()
            self._place.removeWidget(former)
            former.waits.disconnect(self._wait)
            former.said.disconnect(self._follow_fault)

    @Slot(QWidget, QWidget)
    def _follow_focus(self, _former: QWidget | None, now: QWidget | None) -> None:
        """With large text the card is higher than the window: what has the focus is scrolled into sight."""
        if now is not None and self._inside.isAncestorOf(now):
            self.area.ensureWidgetVisible(now, 0, scaled(60))

    @Slot()
    def _follow_fault(self) -> None:
        if self._card is not None and self._card.fault.isVisible():
            self.area.ensureWidgetVisible(self._card.fault, 0, scaled(12))

    @Slot(bool)
    def _wait(self, waiting: bool) -> None:
        self.footer.setEnabled(not waiting)

    @Slot(object)
    def _let_go_of_wait(self, _error: Exception) -> None:
        """A job ended in a fault of the program, which is told elsewhere: she can go on here."""
        if self._card is not None:
            self._card.ready()
        if isinstance(self._flow, Unlock):
            self._flow.go_on_after_crash()

    def show_error(self, title: str, message: str) -> None:
        """Say something that went wrong outside the steps, on the card in front."""
        if self._card is not None:
            self._card.show_fault(title, message)

    # The end

    @Slot(object)
    def _take(self, opened: Opened) -> None:
        self._opened = opened
        told = opened.told
        if not self._remember(opened):
            told = (
                *told,
                f"Datorn kunde inte minnas var pärmen ligger. Välj Öppna en annan pärm nästa gång. Den ligger i "
                f"{opened.path.parent}",
            )
        self._opened = replace(opened, told=told)
        card = notice_card(self._opened, self._finish)
        if card is None or self._flow is None:
            self._finish()
        else:
            self._flow.show(card)
            self.footer.hide()

    def _remember(self, opened: Opened) -> bool:
        """This pärm is asked for next time; a practice vault takes no real one's place."""
        preferences = self.stage.preferences
        known = preferences.now.vault
        if known == opened.path or (opened.vault.practice and known is not None):
            return True
        return preferences.keep(replace(preferences.now, vault=opened.path))

    def _finish(self) -> None:
        if self._opened is None:
            return
        opened, self._opened = self._opened, None
        self.path = opened.path
        self.opened.emit(opened.vault)

    def let_go(self) -> None:
        """Close a vault that is open but not handed over, on its thread; for when the window closes half-way."""
        if self._opened is not None:
            self.stage.close(self._opened.vault)
            self._opened = None
        if self._flow is not None:
            flow, self._flow = self._flow, None
            flow.leave()
            self._card = None

    def closeEvent(self, event: QCloseEvent) -> None:
        self.let_go()
        super().closeEvent(event)

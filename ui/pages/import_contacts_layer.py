"""The contact list, or in its place the panel where many are taken in; the panel is made when it is first wanted."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from coordinator.record import Record
from ui.drafts import Drafts
from ui.session import Session

if TYPE_CHECKING:
    from ui.pages.import_contacts import ImportPanel

DRAFT = "contacts:import"
"""What is pasted and not taken in is kept as this draft."""


class ListOrImport(QStackedWidget):
    """Shows one of the two. Ctrl+V in the list, or several lines pasted in ``line``, are taken in."""

    closed = Signal()
    """She went back to the list; what is pasted stays."""
    added = Signal(object, str)
    """The ids of the new contacts, and what to say."""

    def __init__(self, session: Session, drafts: Drafts, listed: QWidget, line: QWidget) -> None:
        super().__init__()
        self._session, self._drafts, self._listed = session, drafts, listed
        self.panel: ImportPanel | None = None
        self.addWidget(listed)
        line.installEventFilter(self)

    @property
    def is_open(self) -> bool:
        """Whether the panel is what is shown."""
        return self.currentWidget() is not self._listed

    @property
    def is_begun(self) -> bool:
        """Whether something is pasted that is not taken in."""
        return self._session.kept(self._session.draft_key(DRAFT)) is not None

    def show_record(self, record: Record) -> None:
        """Another record, or the same after a change."""
        if self.panel is not None:
            self.panel.show_record(record)

    def open(self) -> None:
        """Show the panel, and go there."""
        self._shown().start()

    def _shown(self) -> "ImportPanel":
        if self.panel is None:
            from ui.pages.import_contacts import ImportPanel  # slow to load, and seldom wanted

            self.panel = ImportPanel(self._session, self._drafts)
            self.panel.left.connect(self._leave)
            self.panel.added.connect(self._tell)
            self.addWidget(self.panel)
            if self._session.record is not None:
                self.panel.show_record(self._session.record)
        self.setCurrentWidget(self.panel)
        return self.panel

    def close_panel(self) -> None:
        """Show the list."""
        self.setCurrentWidget(self._listed)

    def _leave(self) -> None:
        self._drafts.keep_now()
        self.close_panel()
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A line has no room for several: they are not run together in it."""
        if _pastes(event) and len(QApplication.clipboard().text().strip().splitlines()) > 1:
            self._shown().paste()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _pastes(event) and not self.is_open and QApplication.clipboard().text().strip():
            self._shown().paste()
        else:
            super().keyPressEvent(event)

    def _tell(self, new: object, words: str) -> None:
        self.close_panel()
        self.added.emit(new, words)


def _pastes(event: QEvent) -> bool:
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
        return False
    return event.matches(QKeySequence.StandardKey.Paste)

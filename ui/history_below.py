"""The way to an entry's history, below its form."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from coordinator.entity import Entity
from coordinator.entry_name import name_of
from ui.entry_history import EntryHistory
from ui.form_flow import tab_after
from ui.parts import Button, Kind, column, row
from ui.session import Session


class HistoryBelow(QWidget):
    """A quiet button, and the versions in its place when it is pressed."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._entry: Entity | None = None
        self.button = Button("Historik", Kind.QUIET, icon="history", press=self.toggle)
        self.versions: EntryHistory | None = None
        self._inside = column(row(self.button, 1), spacing=8)
        self.setLayout(self._inside)
        self.hide()

    def about(self, entry: Entity | None) -> None:
        """Turn to an entry: another one, or the same after a change. None: one that is not saved yet."""
        if self._entry is not None and (entry is None or entry.id != self._entry.id):
            self._fold()
        self._entry = entry
        self.setVisible(entry is not None)
        if entry is not None:
            self.button.setAccessibleName(f"Historik: {name_of(entry)}")

    @property
    def is_open(self) -> bool:
        """Whether the versions are shown."""
        return self.versions is not None

    def toggle(self) -> None:
        """Show the versions and go there, or put them away."""
        if self.is_open:
            self.close_versions()
        elif self._entry is not None:
            self.versions = EntryHistory(self._session)
            self.versions.closed.connect(self.close_versions)
            self._inside.addWidget(self.versions)
            tab_after(self.button, self.versions)
            self.button.hide()
            self.versions.show_entry(self._entry.id, name_of(self._entry))
            self.versions.start()

    def close_versions(self) -> None:
        """Put the versions away; the focus goes back to the button."""
        focus = self.window().focusWidget()
        inside = self.versions is not None and focus is not None and self.versions.isAncestorOf(focus)
        self._fold()
        if inside:
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fold(self) -> None:
        gone, self.versions = self.versions, None
        self.button.show()
        if gone is not None:
            self._inside.removeWidget(gone)
            gone.hide()
            gone.deleteLater()

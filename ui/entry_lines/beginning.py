"""The place on a page where something new is begun: empty, or the form of it, which comes back half-written."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coordinator.record import Record
from ui.drafts import Drafts
from ui.entry_lines.entry_box import NewEntry
from ui.form_flow import tab_after
from ui.parts import column
from ui.session import Session


class Beginning(QWidget):
    """Takes no room while nothing is begun."""

    left = Signal()
    """She has put the form away."""
    added = Signal(UUID)
    """It is on disk, and the form is gone; its id."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__()
        self.form: NewEntry | None = None
        self._session, self._drafts = session, drafts
        self._inside = column()
        self.setLayout(self._inside)
        self.hide()

    def open(self, make: Callable[[Session, Drafts], NewEntry], record: Record, *, after: QWidget) -> None:
        """Show the form that ``make`` gives, if none is shown. ``after``: what the Tab key comes from."""
        if self.form is not None:
            return
        made = self.form = make(self._session, self._drafts)
        made.closed.connect(self.leave)
        made.added.connect(self._added)
        made.begin(record)
        self._inside.addWidget(made)
        self.show()  # at once: only what is seen can have the focus
        made.show()
        tab_after(after, made)

    def start(self) -> bool:
        """Go on in the form; whether there is one."""
        if self.form is not None:
            self.form.form.start()
        return self.form is not None

    def put_away(self) -> None:
        """Put the form away; what is half-written in it comes back."""
        if self.form is None:
            return
        self._drafts.keep_now()
        gone, self.form = self.form, None
        self._inside.removeWidget(gone)
        self.hide()
        gone.hide()
        gone.deleteLater()

    def leave(self) -> None:
        """Put the form away, and go on where one was."""
        self.put_away()
        self.left.emit()

    def _added(self, id: object) -> None:
        self.put_away()
        if isinstance(id, UUID):
            self.added.emit(id)

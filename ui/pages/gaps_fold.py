"""A part of a page that is folded until somebody opens it; what is in it is made only then."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.entry_lines.group import Group, GroupHead
from ui.parts import clear, column, whole


class Fold(QWidget):
    """A heading that opens and closes, and rows below it."""

    opened = Signal()
    """It was opened by its heading: answer with `show_rows`."""
    shown = Signal()
    """It has other rows than before."""

    def __init__(self) -> None:
        super().__init__()
        self._group = Group("", "", folds=True, is_open=False)
        self._head = GroupHead(self._group, self._turn, self)
        self._inside = column(spacing=0)
        self._body = whole(self._inside)
        self._body.hide()
        self.setLayout(column(self._head, self._body, spacing=2))

    @property
    def is_open(self) -> bool:
        """Whether its rows are shown."""
        return self._group.is_open

    @property
    def title(self) -> str:
        """What the heading says."""
        return self._head.words

    def say(self, title: str, note: str = "") -> None:
        """Change what the heading says."""
        self._group = Group("", title, note=note, folds=True, is_open=self.is_open)
        self._head.show_group(self._group)

    def set_open(self, *, is_open: bool) -> None:
        """Open or close it; whoever opens it shows its rows."""
        self._group = Group("", self._group.title, note=self._group.note, folds=True, is_open=is_open)
        self._head.show_group(self._group)
        if not is_open:
            clear(self._inside)
            self._body.hide()

    def show_rows(self, rows: Iterable[QWidget]) -> None:
        """These instead of those before."""
        self._body.hide()  # else everything is laid out anew for each of them
        clear(self._inside)
        for one in rows:
            self._inside.addWidget(one)
            one.show()
        self._body.show()
        self.shown.emit()

    def go_to_head(self) -> None:
        """Put the focus on the heading."""
        if self._head.button is not None:
            self._head.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn(self, _key: str) -> None:
        self.set_open(is_open=not self.is_open)
        if self.is_open:
            self.opened.emit()

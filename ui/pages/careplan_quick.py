"""The line under a goal where an insats is said whole: what, who, when. What it becomes is shown before Enter."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QStringListModel, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCompleter, QWidget

from coordinator.change import Applied
from coordinator.errors import CoordinatorError, RuleError
from coordinator.quick_intervention import read_intervention
from coordinator.record import Record
from ui.fields import LineField
from ui.icons import draw_icon
from ui.pages.careplan_binding import Desktop, Fault
from ui.parts import Button, Kind, column, label, row, whole
from ui.session import Doing
from ui.theme import scaled


class AddField(LineField):
    """One line with a plus: Enter adds. What is left in it stays a draft."""

    def __init__(self, name: str, hint: str) -> None:
        super().__init__(name, hint=hint)
        self.setTextMargins(scaled(26), scaled(2), 0, scaled(2))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = scaled(16)
        draw_icon(painter, "plus", "teal", QRectF(scaled(9), (self.height() - side) / 2, side, side))
        painter.end()


class Names(QCompleter):
    """Suggests contacts in a field that holds one name."""

    def __init__(self, names: QStringListModel, parent: QWidget) -> None:
        super().__init__(names, parent)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setMaxVisibleItems(8)


class NamesAfterComma(Names):
    """Suggests contacts for the last part of a line: "Provar telefon, al" becomes "Provar telefon, Ali Hassan"."""

    def splitPath(self, path: str) -> list[str]:
        _, comma, last = path.rpartition(",")
        # What is no name yet is looked for as a sign that no name has: then nothing is suggested.
        return [last.strip()] if comma and last.strip() else ["\0"]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        field = self.widget()
        before = field.text().rpartition(",")[0] if isinstance(field, LineField) else ""
        # A name with its role has a comma of its own; the line is read in parts, so the name alone goes in.
        name = str(index.data()).partition(",")[0]
        return f"{before}, {name}" if before else name


class AddingLine(QWidget):
    """A line whose Enter adds what stands in it, once; it is empty again when that is on disk."""

    def __init__(self, desktop: Desktop, field: AddField) -> None:
        super().__init__()
        self._desktop, self.field = desktop, field
        self._fault, self._sent = Fault(), ""

    def follow(self, doing: Doing | None) -> None:
        """Be empty again when it is added; say why when it is not."""
        if doing is not None:
            self._sent = self.field.text()
            doing.then(self._empty).but(self.refuse)

    def refuse(self, error: CoordinatorError) -> None:
        """Say why it cannot be added; the text stays."""
        self._sent = ""
        self.field.show_fault()
        self._fault.say(self.field, error)

    def _is_to_add(self) -> bool:
        """Whether something stands there that is not on its way already."""
        return bool(self.field.text().strip()) and self.field.text() != self._sent

    def _empty(self, _applied: Applied) -> None:
        if self.field.text() == self._sent:  # else the next one is begun already
            self.field.setText("")
        self._sent = ""
        self.field.show_saved("")


class QuickAdd(AddingLine):
    """The line for one goal, and what it would become."""

    added = Signal(str)
    """Enter, or the button that does the same: what stands in the line."""

    def __init__(self, desktop: Desktop, key: str, names: QCompleter) -> None:
        super().__init__(desktop, AddField("Lägg till en insats: vad, vem, när", "Lägg till: vad, vem, när"))
        self.field.setCompleter(names)
        self._becomes = label("", "note", wrap=True)
        self.add = Button("Lägg till", Kind.QUIET, shortcut="Return", press=self._add)
        self.add.setAccessibleName("Lägg till insatsen")
        self.add.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the hands stay in the line, where Enter does the same
        shown = row(spacing=10)
        shown.addWidget(self._becomes, 1)
        shown.addWidget(self.add, 0, Qt.AlignmentFlag.AlignTop)
        self._below = whole(shown)
        self._below.hide()
        self.field.returnPressed.connect(self._add)
        self.field.textChanged.connect(self._show_becomes)
        inside = column(self.field, self._below, self._fault, spacing=2)
        inside.setContentsMargins(0, scaled(4), 0, 0)
        self.setLayout(inside)
        desktop.drafts.watch(self.field, key)

    def _add(self) -> None:
        if self._is_to_add() and self._desktop.record is not None:
            self.added.emit(self.field.text())

    def _show_becomes(self, text: str) -> None:
        self._fault.forget(self.field)
        record = self._desktop.record
        words = _becomes(record, text) if record is not None and "," in text else ""
        self._becomes.setText(words)
        self._below.setVisible(bool(text.strip()))


def _becomes(record: Record, text: str) -> str:
    try:
        return f"Blir: {read_intervention(record, text).words}"
    except RuleError as error:
        return str(error)

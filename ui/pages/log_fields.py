"""The fields of the form on which a call is noted: lines and texts that Escape leaves alone, and bands that fold."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from coordinator.contact_log import HelpKind
from coordinator.errors import CoordinatorError, RuleError
from ui.fields import LineField, TextField, mark_faulty
from ui.form import Fault
from ui.pages.careplan_quick import Names
from ui.parts import column, label, row

SHORT = {
    HelpKind.COORDINATE: "Samordna",
    HelpKind.INFORM: "Informera",
    HelpKind.MEDIATE: "Förmedla kontakter",
    HelpKind.REPRESENT: "Vara kontaktperson",
}
"""The four kinds of help in a word or two, where the whole stands beside or is read aloud."""
BESIDE = 760
"""From this width, at 100 % text, fields stand beside each other."""


class Line(LineField):
    """One line of the form. Escape leaves what is written; Enter goes on to the next, with Ctrl it is the form's."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        entering = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape or (entering and event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            event.ignore()
        else:
            super().keyPressEvent(event)


class Text(TextField):
    """Several lines of the form. Escape leaves what is written."""

    sent = Signal()
    """Ctrl+Enter."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        entering = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif entering and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.sent.emit()
        else:
            super().keyPressEvent(event)


class OneName(Names):
    """Suggests contacts; Enter takes the only one there is, also when the arrow has not gone to it."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        offered = self.popup()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and offered is not None:
            entering = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if entering and offered.isVisible() and self.completionCount() == 1:
                offered.setCurrentIndex(self.completionModel().index(0, 0))
        return super().eventFilter(watched, event)


class Asked(QWidget):
    """A field under its label, and below it why it cannot stand."""

    def __init__(self, name: str, field: QWidget, *more: QWidget) -> None:
        super().__init__()
        self.field, self.fault = field, Fault()
        words = label(name, "note")
        words.setBuddy(field)
        self.setLayout(column(words, field, *more, self.fault, spacing=2))

    def refuse(self, error: CoordinatorError | None, *_now: object) -> None:
        """Say why it cannot stand; None when it can."""
        self.fault.say(error)
        mark_faulty(self.field, error is not None)

    @property
    def is_refused(self) -> bool:
        """Whether it cannot stand."""
        return bool(self.fault.text())


class Band(QWidget):
    """Fields beside each other with their shares of the width; below each other where there is no room."""

    def __init__(self, *parts: tuple[QWidget, int]) -> None:
        super().__init__()
        self._parts = parts
        self._inside = row(spacing=12)
        for part, share in parts:
            self._inside.addWidget(part, share, Qt.AlignmentFlag.AlignTop)
        self.setLayout(self._inside)

    def arrange(self, *, beside: bool) -> None:
        """Beside each other, or below."""
        way = self._inside.Direction.LeftToRight if beside else self._inside.Direction.TopToBottom
        if self._inside.direction() != way:
            self._inside.setDirection(way)
            for part, share in self._parts:
                self._inside.setStretchFactor(part, share if beside else 0)


def read_minutes(text: str) -> int | None:
    """How many minutes ``text`` says; None when it is empty."""
    if not text:
        return None
    number = text.removesuffix("minuter").removesuffix("min").strip()
    if not number.isdecimal() or len(number) > 4:
        raise RuleError("Minuterna går inte att läsa", "Skriv ett heltal, till exempel 10.")
    return int(number)

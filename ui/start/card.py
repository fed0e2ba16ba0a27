"""The card that every step before the window stands on, and the parts it is made of: fields, a fault, a wait."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from coordinator.errors import CoordinatorError
from ui.chips import pen, rounded
from ui.fields import mark_faulty
from ui.parts import Button, Kind, Picture, column, label, row
from ui.screen_reader import announce
from ui.theme import scaled, theme


class Fault(QWidget):
    """Why something did not go, and what to do; nothing at all until there is something to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.message = label("", "danger", wrap=True), label("", wrap=True)
        sign = column(Picture("circle-alert", "red"), 1)
        sign.setContentsMargins(0, scaled(2), 0, 0)
        words = column(self.title, self.message, spacing=2)
        inside = row(sign, spacing=8)
        inside.addLayout(words, 1)
        self.setLayout(inside)
        self.hide()

    def tell(self, title: str, message: str) -> None:
        """Say it, also to a screen reader."""
        self.title.setText(title)
        self.message.setText(message)
        self.show()
        announce(self, f"{title}. {message}")

    def clear(self) -> None:
        """Nothing is wrong any more."""
        self.hide()

    @property
    def told(self) -> str:
        """What is said now; empty when nothing is."""
        return "" if self.isHidden() else f"{self.title.text()}. {self.message.text()}"


class Line(QLineEdit):
    """One line to fill in. It forgets its red edge when something is written."""

    def __init__(self, name: str, text: str = "", *, hint: str = "") -> None:
        super().__init__(text)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._forget_fault)

    def _forget_fault(self) -> None:
        mark_faulty(self, False)


class Card(QWidget):
    """A white card with one thing to do. Enter does it, Escape goes back."""

    back = Signal()
    waits = Signal(bool)
    """Whether something is under way, so that nothing else may be begun."""
    said = Signal()
    """Something stands in ``fault`` that must be seen."""

    def __init__(self, *, width: int = 440) -> None:
        super().__init__()
        self.inside = QVBoxLayout(self)
        margin = scaled(36)
        self.inside.setContentsMargins(margin, scaled(34), margin, scaled(26))
        self.inside.setSpacing(scaled(8))
        self.setMaximumWidth(scaled(width))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.fault = Fault()
        self.primary: Button | None = None
        self.first: QWidget | None = None
        """What has the focus when the card comes."""
        self.can_go_back = False
        self._verb = ""
        self._stopped: list[QWidget] = []
        self._focused: QWidget | None = None

    def begin(self) -> None:
        """The card has just come to the front."""
        if self.first is not None:
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """Do what the card is for."""
        if self.primary is not None and self.primary.isEnabled():
            self.primary.click()

    # Waiting

    @property
    def waiting(self) -> bool:
        """Whether something is under way."""
        return bool(self._verb)

    def wait(self, words: str) -> None:
        """Something has begun that takes a moment: say so, and take nothing more until `ready`."""
        if self.waiting or self.primary is None:
            return
        self.fault.clear()
        self._verb = self.primary.text()
        self._focused = self.focusWidget()
        self._stopped = [one for one in self.findChildren(QAbstractButton) if one.isEnabled()]
        if isinstance(self._focused, QAbstractButton):
            # The card keeps the focus, else it would jump to whatever happens to come next.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        for one in self._stopped:
            one.setEnabled(False)
        for line in self.findChildren(QLineEdit):
            line.setReadOnly(True)
        self.primary.say(words)
        announce(self, words)
        self.waits.emit(True)

    def ready(self) -> None:
        """It is over: everything can be used again, and the focus is where it was."""
        if not self.waiting or self.primary is None:
            return
        self.primary.say(self._verb)
        self._verb = ""
        for one in self._stopped:
            one.setEnabled(True)
        for line in self.findChildren(QLineEdit):
            line.setReadOnly(False)
        if self._focused is not None:
            self._focused.setFocus(Qt.FocusReason.OtherFocusReason)
        self._stopped, self._focused = [], None
        self.waits.emit(False)

    def show_error(self, error: CoordinatorError, field: QLineEdit | None = None) -> None:
        """It did not go: why, beside the field; its text is kept, marked, and ready to be written again."""
        self.show_fault(error.title, error.message, field)

    def show_fault(self, title: str, message: str, field: QLineEdit | None = None) -> None:
        """The same, in words of its own."""
        self.ready()
        self.fault.tell(title, message)
        if field is not None:
            mark_faulty(field, True)
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            field.selectAll()
        self.said.emit()

    def clear_fault(self) -> None:
        """What was wrong is being mended."""
        self.fault.clear()

    # Building

    def add_head(self, title: str, text: str = "", *, step: str = "") -> None:
        """What the card is about."""
        if step:
            self.inside.addWidget(label(step, "note"))
        heading = label(title, "title", wrap=True)
        self.inside.addWidget(heading)
        if text:
            self.inside.addWidget(label(text, wrap=True))
        self.setAccessibleName(title)

    def add_field(self, words: str, field: QLineEdit, note: str = "", *, beside: QWidget | None = None) -> None:
        """A field under its name, with a note below it and perhaps a button beside it."""
        self.inside.addSpacing(scaled(4))
        name = label(words, "strong")
        name.setBuddy(field)
        self.inside.addWidget(name)
        if beside is None:
            self.inside.addWidget(field)
        else:
            line = row(spacing=8)
            line.addWidget(field, 1)
            line.addWidget(beside)
            self.inside.addLayout(line)
        if note:
            self.inside.addWidget(label(note, "note", wrap=True))

    def add_primary(self, words: str, press: Callable[[], object], *, back: str = "", keys: bool = True) -> Button:
        """The fault, then the one filled button, as wide as the card; ``back`` is the way to the card before.

        keys: whether it says that Enter presses it; not where Enter first does something else.
        """
        self.inside.addSpacing(scaled(4))
        self.inside.addWidget(self.fault)
        self.primary = wide(Button(words, Kind.PRIMARY, shortcut="Return" if keys else "", press=press))
        self.primary.setMinimumHeight(scaled(40))
        self.inside.addWidget(self.primary)
        if back:
            self.can_go_back = True
            self.add_quiet(Button(back, Kind.QUIET, press=self.back.emit))
        return self.primary

    def add_quiet(self, button: Button) -> None:
        """A quiet way out, in the middle."""
        self.inside.addLayout(row(1, button, 1))

    # Keys and ground

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not self.waiting:
                self._enter()
            return
        if event.key() == Qt.Key.Key_Escape and self.can_go_back:
            if not self.waiting:
                self.back.emit()
            return
        super().keyPressEvent(event)

    def _enter(self) -> None:
        """A button that has the focus is pressed; in a field the next empty one comes first, then the card's verb."""
        focused = self.focusWidget()
        if isinstance(focused, QPushButton) and focused.hasFocus():
            focused.click()
            return
        lines = [line for line in self.lines() if line.isVisibleTo(self)]
        if focused in lines:
            after = lines[lines.index(focused) + 1 :]
            if focused.text().strip() and after and not after[0].text():
                after[0].setFocus(Qt.FocusReason.TabFocusReason)
                return
        self.go_on()

    def lines(self) -> list[QLineEdit]:
        """The fields, from above."""
        return self.findChildren(QLineEdit)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rounded(painter, QRectF(self.rect()), scaled(8), theme().colour("paper"), pen("hair"))
        painter.end()


class NoticeCard(Card):
    """Something she must read before the window goes on."""

    def __init__(self, title: str, texts: list[str], verb: str, press: Callable[[], object]) -> None:
        super().__init__(width=520)
        self.add_head(title)
        for text in texts:
            self.inside.addWidget(label(text, wrap=True))
        self.first = self.add_primary(verb, press)


def wide(button: Button) -> Button:
    """As wide as there is room."""
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return button


def fact(icon: str, role: str, text: str) -> QHBoxLayout:
    """A quiet line with a sign before it."""
    sign = column(Picture(icon, role), 1)
    line = row(sign, spacing=8)
    line.addWidget(label(text, "note", wrap=True), 1)
    return line

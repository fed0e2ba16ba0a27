"""Choosing one thing: from a list that opens, or from a row of buttons that all are seen."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from ui.form_flow import Flow
from ui.icons import draw_icon
from ui.parts import Button, Kind
from ui.theme import scaled

Options = Sequence[tuple[Any, str]]
"""Values with the words for them."""


class ChoiceBox(QComboBox):
    """A list that opens. A choice made with the mouse is finished at once; one made with keys when Enter is pressed
    or the box is left, so that stepping past a value does not save it. The wheel turns it only when it has the focus.
    """

    finished = Signal()

    def __init__(self, name: str, options: Options = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.view().setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(10)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(14)
        self._values: list[Any] = []
        self._saved: Any = None
        self._by_key = False
        self.activated.connect(self._chosen)
        self.offer(options)

    def offer(self, options: Options) -> None:
        """Let these be the choices; the one that is chosen stays so, when it is among them."""
        if [(self._values[place], self.itemText(place)) for place in range(self.count())] == list(options):
            return
        chosen = self.chosen()
        self._values = [value for value, _ in options]
        self.clear()
        self.addItems([words for _, words in options])
        self._choose(chosen)

    def chosen(self) -> Any:
        """The value that is chosen; None when nothing is."""
        place = self.currentIndex()
        return self._values[place] if 0 <= place < len(self._values) else None

    def show_saved(self, value: Any) -> None:
        """The value on disk is ``value`` now. What the user is about to choose just then stays."""
        if self.chosen() == self._saved or self.chosen() == value:
            self._choose(value)
        self._saved = value

    def take_back(self) -> None:
        """Show the saved value again."""
        self._choose(self._saved)

    def is_unfinished(self) -> bool:
        """Whether another value than the saved one is chosen."""
        return bool(self.chosen() != self._saved)

    def _choose(self, value: Any) -> None:
        self.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    def _chosen(self) -> None:
        if not self._by_key:
            self._finish()

    def _finish(self) -> None:
        if self.is_unfinished():
            self.finished.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_unfinished():
            self.take_back()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finish()
            event.ignore()
            return
        self._by_key = True
        super().keyPressEvent(event)
        self._by_key = False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._finish()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = scaled(14)
        painter = QPainter(self)
        place = QRectF(self.width() - side - scaled(8), (self.height() - side) / 2, side, side)
        draw_icon(painter, "chevron-down", "grey", place)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self.hasFocus():
            event.ignore()  # the page scrolls
            return
        self._by_key = True
        super().wheelEvent(event)
        self._by_key = False


class _Choice(Button):
    """One button of a row: the arrow keys go to its neighbour, Space chooses."""

    moved = Signal(int)

    def focusInEvent(self, event: QFocusEvent) -> None:
        QWidget.focusInEvent(self, event)  # not as one of a group: then the Tab key would come here the next time

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {
            Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1,
        }.get(Qt.Key(event.key()))  # fmt: skip
        if step is not None:
            self.moved.emit(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)


class ChoiceRow(QWidget):
    """Buttons of which one is down. Tab goes to that one; arrows move, Space or Enter chooses."""

    finished = Signal()

    def __init__(self, name: str, options: Options, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._saved = name, options[0][0]
        self.buttons = [_Choice(words, Kind.TOGGLE, parent=self) for _, words in options]
        self._values = [value for value, _ in options]
        for button in self.buttons:
            button.setAccessibleName(f"{name}: {button.text()}")
            button.setAutoExclusive(True)
            button.clicked.connect(self._clicked)
            button.moved.connect(self._move)
        self.setLayout(Flow(*self.buttons, spacing=6))
        self._choose(self._saved)

    def chosen(self) -> Any:
        """The value whose button is down."""
        return next(value for value, button in zip(self._values, self.buttons, strict=True) if button.isChecked())

    def offer(self, value: Any, *, offered: bool) -> None:
        """Let the button of ``value`` be seen, or not."""
        self.buttons[self._values.index(value)].setVisible(offered)

    def show_saved(self, value: Any) -> None:
        """The value on disk is ``value`` now."""
        self._saved = value
        self._choose(value)

    def take_back(self) -> None:
        """Show the saved value again."""
        self._choose(self._saved)

    def is_unfinished(self) -> bool:
        """Whether another value than the saved one is chosen."""
        return bool(self.chosen() != self._saved)

    def start(self) -> None:
        """Put the focus on the button that is down."""
        self.buttons[self._values.index(self.chosen())].setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, value: Any) -> None:
        for one, button in zip(self._values, self.buttons, strict=True):
            button.setChecked(one == value)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if one == value else Qt.FocusPolicy.ClickFocus)
            button.updateGeometry()

    def _clicked(self) -> None:
        sender = self.sender()
        self._choose(next(v for v, button in zip(self._values, self.buttons, strict=True) if button is sender))
        if self.is_unfinished():
            self.finished.emit()

    def _move(self, step: int) -> None:
        shown = [button for button in self.buttons if not button.isHidden()]
        here = next((place for place, button in enumerate(shown) if button.hasFocus()), 0)
        shown[(here + step) % len(shown)].setFocus(Qt.FocusReason.OtherFocusReason)

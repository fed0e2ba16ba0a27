"""The steps of what goes on for long, in a row: done is filled, where it stands is a ring, what is to come is empty."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import partial
from math import ceil
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from coordinator.entity import Code
from ui.chips import edge_of, pen, rounded
from ui.icons import draw_icon
from ui.parts import Pressable
from ui.theme import font, metrics, scaled, theme

K = TypeVar("K", bound=Code)
_POINTS = 9.5
_CIRCLE = 18
_ABOVE, _BETWEEN, _BELOW, _SIDE = 6, 4, 7, 6
_ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


@dataclass(frozen=True)
class StepState:
    """How a step stands. ``words`` stand in place of its name; ``note`` in grey below, as at what age it is due."""

    is_done: bool = False
    is_now: bool = False
    is_ended: bool = False
    words: str = ""
    note: str = ""

    @property
    def said(self) -> str:
        """How it stands, as it is read aloud."""
        if self.is_ended:
            return "här slutade det"
        return "här är ni nu" if self.is_now else "klart" if self.is_done else "inte gjort än"


class Step(Pressable):
    """One step, to be opened."""

    moved = Signal(int)

    def __init__(self, step: Code, parent: QWidget) -> None:
        super().__init__(parent)
        self.step, self.state = step, StepState()
        self.joined = ""
        """The colour of the line that leads on to the next step; empty where none does."""
        self._chosen = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setText(step.label)

    @property
    def is_chosen(self) -> bool:
        """Whether what is about it is shown below."""
        return self._chosen

    @property
    def is_done(self) -> bool:
        """Whether it is behind."""
        return self.state.is_done

    def show_state(self, state: StepState, *, is_chosen: bool, may_open: bool) -> None:
        """Draw it, and say it, as it stands."""
        self.state, self._chosen = state, is_chosen
        self.setText(state.words or self.step.label)
        self.setEnabled(may_open)
        self.setAccessibleName(", ".join(filter(None, (self.text(), state.note, state.said))))
        self.setAccessibleDescription("visas nu" if is_chosen else "")
        self.update()

    def sizeHint(self) -> QSize:
        named = max(metrics(_POINTS, 700).horizontalAdvance(one) for one in (self.step.label, self.text()))
        words = max(named, metrics(_POINTS).horizontalAdvance(self.state.note))
        lines = 2 if self.state.note else 1
        high = scaled(_ABOVE + _CIRCLE + _BETWEEN + _BELOW) + lines * metrics(_POINTS).height()
        return QSize(ceil(words) + scaled(2 * _SIDE + 4), ceil(high))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        step = None if held else _ARROWS.get(Qt.Key(event.key()))
        if step is not None:
            self.moved.emit(step)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(self.rect())
        words = self.sizeHint().width() - scaled(4)
        box = QRectF(0, 0, min(place.width(), max(words, scaled(_CIRCLE + 2 * _SIDE))), place.height())
        if self._chosen or (self.underMouse() and self.isEnabled()):
            edge = edge_of("sel", "", "border") if self._chosen else None
            rounded(painter, box, scaled(5), theme().colour("sel"), edge)
        side = scaled(_CIRCLE)
        circle = QRectF(scaled(_SIDE), scaled(_ABOVE), side, side)
        if self.joined:
            painter.setPen(pen(self.joined, width=1 if self.joined == "hair" else 2))
            middle = circle.center().y()
            painter.drawLine(QPointF(circle.right() + scaled(3), middle), QPointF(place.right(), middle))
        self._paint_circle(painter, circle)
        self._paint_words(painter, circle, place)
        if self.hasFocus():
            rounded(painter, box, scaled(5), None, pen("focus", width=2))
        painter.end()

    def _paint_words(self, painter: QPainter, circle: QRectF, place: QRectF) -> None:
        state = self.state
        strong = state.is_now or state.is_ended or self._chosen
        role = "amber" if state.is_ended else "teal" if state.is_now else "ink" if state.is_done else "grey"
        painter.setFont(font(_POINTS, 700 if strong else 500))
        painter.setPen(theme().colour(role))
        top = circle.bottom() + scaled(_BETWEEN)
        room = QRectF(circle.left(), top, place.width() - circle.left(), place.height() - top)
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, self.text())
        if state.note:
            painter.setFont(font(_POINTS))
            painter.setPen(theme().colour("grey"))
            room.setTop(top + metrics(_POINTS).height())
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, state.note)

    def _paint_circle(self, painter: QPainter, place: QRectF) -> None:
        radius = place.width() / 2
        if self.state.is_ended:
            rounded(painter, place, radius, theme().colour("amber_soft"), pen("amber", width=2))
            draw_icon(painter, "x", "amber", _within(place, 3))
        elif self.state.is_done:
            rounded(painter, place, radius, theme().colour("teal"), None)
            draw_icon(painter, "check", "on_teal", _within(place, 3))
        elif self.state.is_now:
            rounded(painter, place, radius, theme().colour("paper"), pen("teal", width=2))
            dot = _within(place, 5)
            rounded(painter, dot, dot.width() / 2, theme().colour("teal"), None)
        else:
            rounded(painter, place, radius, theme().colour("paper"), pen("border", width=1.5))


class StepLine(QWidget, Generic[K]):
    """All of them; in two rows or more where the window is narrow or the text large. Arrows move, Enter opens."""

    opened = Signal(object)
    """A step she wants to see."""

    def __init__(self, steps: Iterable[K], name: str) -> None:
        """name: what the line says, as it is read aloud."""
        super().__init__()
        self.steps: dict[K, Step] = {step: Step(step, self) for step in steps}
        half = ceil(len(self.steps) / 2)
        self._many = tuple(dict.fromkeys((len(self.steps), half, 2, 1)))
        """How many may stand beside each other."""
        self._columns = 0
        for step, one in self.steps.items():
            one.clicked.connect(partial(self._open, step))
            one.moved.connect(partial(self._move, step))
        self.setAccessibleName(name)

    def show_steps(self, states: Mapping[K, StepState], chosen: K | None, may_open: Set[K]) -> None:
        """Show how each stands, which one is shown below, and which can be. Tab goes to one of them."""
        first = chosen or next((step for step, state in states.items() if state.is_now), None)
        first = first or next((step for step in self.steps if step in may_open), None)
        for step, one in self.steps.items():
            one.show_state(states[step], is_chosen=step is chosen, may_open=step is chosen or step in may_open)
            one.setFocusPolicy(Qt.FocusPolicy.StrongFocus if step is first else Qt.FocusPolicy.ClickFocus)
        self._arrange(anew=True)

    def beside(self, here: K, by: int) -> K:
        """The nearest step that can be opened, that many to the right; the same when there is none."""
        steps = [step for step, one in self.steps.items() if one.isEnabled() or step is here]
        return steps[max(0, min(len(steps) - 1, steps.index(here) + by))]

    def minimumSizeHint(self) -> QSize:
        return QSize(self._widest(), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange(anew=True)

    def _widest(self) -> int:
        return max(one.sizeHint().width() for one in self.steps.values())

    def _arrange(self, *, anew: bool = False) -> None:
        """Give each step its place."""
        steps = list(self.steps.values())
        fits = max(1, self.width() // self._widest())
        columns = next((many for many in self._many if many <= fits), 1)
        high = max(one.sizeHint().height() for one in steps)
        if columns != self._columns or anew:
            self._columns = columns
            rows = ceil(len(steps) / columns)
            self.setFixedHeight(high * rows + scaled(4) * (rows - 1))
        wide = self.width() // columns
        for place, one in enumerate(steps):
            row, column = divmod(place, columns)
            one.setGeometry(column * wide, row * (high + scaled(4)), wide, high)
            following = steps[place + 1] if place + 1 < len(steps) and column + 1 < columns else None
            one.joined = "" if following is None else _line(one.state, following.state)

    def _open(self, step: K, _checked: bool = False) -> None:
        self.opened.emit(step)

    def _move(self, step: K, by: int) -> None:
        self.steps[self.beside(step, by)].setFocus(Qt.FocusReason.OtherFocusReason)


def _within(place: QRectF, by: int) -> QRectF:
    return place.adjusted(scaled(by), scaled(by), -scaled(by), -scaled(by))


def _line(one: StepState, following: StepState) -> str:
    """The colour of the line between two steps: drawn where one has gone on."""
    return "teal" if one.is_done and (following.is_done or following.is_now) else "hair"

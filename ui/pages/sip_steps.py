"""The eight steps of a SIP in a row: what is done is filled, where it stands is a ring, what is to come is empty."""

from functools import partial
from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from coordinator.sip.standing import SipStatus, SipStep, Standing
from ui.chips import edge_of, pen, rounded
from ui.icons import draw_icon
from ui.parts import Pressable
from ui.theme import font, metrics, scaled, theme

_POINTS = 9.5
_CIRCLE = 18
_ABOVE, _BETWEEN, _BELOW, _SIDE = 6, 4, 7, 6
_ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
_ENDED = {SipStatus.REFUSED: SipStep.NEED, SipStatus.DECLINED: SipStep.OFFER}
"""At which step it came to nothing."""


class Step(Pressable):
    """One step, to be opened."""

    moved = Signal(int)

    def __init__(self, step: SipStep, parent: QWidget) -> None:
        super().__init__(parent)
        self.step = step
        self.is_done = self.is_now = self.is_ended = False
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

    def show_state(self, standing: Standing, *, is_chosen: bool, may_open: bool) -> None:
        """Draw it, and say it, as it stands."""
        self.is_done, self.is_now = self.step in standing.done, self.step is standing.now
        self.is_ended = self.step is _ENDED.get(standing.status)
        self._chosen = is_chosen
        self.setText(standing.status.label if self.is_ended else self.step.label)
        self.setEnabled(may_open)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_chosen else Qt.FocusPolicy.ClickFocus)
        if self.is_ended:
            state = "här slutade det"
        else:
            state = "här är ni nu" if self.is_now else "klart" if self.is_done else "inte gjort än"
        self.setAccessibleName(f"{self.text()}, {state}")
        self.setAccessibleDescription("visas nu" if is_chosen else "")
        self.update()

    def sizeHint(self) -> QSize:
        words = max(metrics(_POINTS, 700).horizontalAdvance(one.label) for one in SipStep)
        words = max(words, metrics(_POINTS, 700).horizontalAdvance(self.text()))
        high = scaled(_ABOVE + _CIRCLE + _BETWEEN + _BELOW) + metrics(_POINTS).height()
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
        words = ceil(metrics(_POINTS, 700).horizontalAdvance(self.text())) + scaled(2 * _SIDE)
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
        strong = self.is_now or self.is_ended or self._chosen
        role = "amber" if self.is_ended else "teal" if self.is_now else "ink" if self.is_done else "grey"
        painter.setFont(font(_POINTS, 700 if strong else 500))
        painter.setPen(theme().colour(role))
        top = circle.bottom() + scaled(_BETWEEN)
        room = QRectF(circle.left(), top, place.width() - circle.left(), place.height() - top)
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, self.text())
        if self.hasFocus():
            rounded(painter, box, scaled(5), None, pen("focus", width=2))
        painter.end()

    def _paint_circle(self, painter: QPainter, place: QRectF) -> None:
        radius = place.width() / 2
        inner = place.adjusted(scaled(3), scaled(3), -scaled(3), -scaled(3))
        if self.is_ended:
            rounded(painter, place, radius, theme().colour("amber_soft"), pen("amber", width=2))
            draw_icon(painter, "x", "amber", inner)
        elif self.is_done:
            rounded(painter, place, radius, theme().colour("teal"), None)
            draw_icon(painter, "check", "on_teal", inner)
        elif self.is_now:
            rounded(painter, place, radius, theme().colour("paper"), pen("teal", width=2))
            dot = place.adjusted(scaled(5), scaled(5), -scaled(5), -scaled(5))
            rounded(painter, dot, dot.width() / 2, theme().colour("teal"), None)
        else:
            rounded(painter, place, radius, theme().colour("paper"), pen("border", width=1.5))


class StepLine(QWidget):
    """All eight; in two rows or more where the window is narrow or the text large. Arrows move, Enter opens."""

    opened = Signal(object)
    """A step she wants to see."""

    def __init__(self) -> None:
        super().__init__()
        self.steps = {step: Step(step, self) for step in SipStep}
        self._columns = 0
        for one in self.steps.values():
            one.clicked.connect(partial(self._open, one))
            one.moved.connect(partial(self._move, one))
        self.setAccessibleName("Så långt har SIP kommit")

    def show_standing(self, standing: Standing, chosen: SipStep, may_open: frozenset[SipStep]) -> None:
        """Show where it stands, which step is shown below, and which can be."""
        for step, one in self.steps.items():
            one.show_state(standing, is_chosen=step is chosen, may_open=step is chosen or step in may_open)
        self._arrange(anew=True)

    def beside(self, chosen: SipStep, by: int) -> SipStep:
        """The nearest step that can be opened, that many to the right; the same when there is none."""
        steps = [one.step for one in self.steps.values() if one.isEnabled() or one.step is chosen]
        return steps[max(0, min(len(steps) - 1, steps.index(chosen) + by))]

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
        columns = next((many for many in (8, 4, 2) if many <= fits), 1)
        high = steps[0].sizeHint().height()
        if columns != self._columns or anew:
            self._columns = columns
            self.setFixedHeight(high * (len(steps) // columns) + scaled(4) * (len(steps) // columns - 1))
        wide = self.width() // columns
        for place, one in enumerate(steps):
            row, column = divmod(place, columns)
            one.setGeometry(column * wide, row * (high + scaled(4)), wide, high)
            following = steps[place + 1] if place + 1 < len(steps) and column + 1 < columns else None
            one.joined = "" if following is None else _line(one, following)

    def _open(self, one: Step, _checked: bool = False) -> None:
        self.opened.emit(one.step)

    def _move(self, one: Step, by: int) -> None:
        self.steps[self.beside(one.step, by)].setFocus(Qt.FocusReason.OtherFocusReason)


def _line(one: Step, following: Step) -> str:
    """The colour of the line between two steps: drawn where one has gone on."""
    return "teal" if one.is_done and (following.is_done or following.is_now) else "hair"

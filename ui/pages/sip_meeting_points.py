"""*Lagens fyra punkter*: which are there and which is not, beside the plan; a press goes to where it is filled."""

from functools import partial

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from coordinator.record import Record
from coordinator.sip.legal_points import LegalPoint, PointState, legal_points
from coordinator.sip.process import Sip
from ui.icons import draw_icon
from ui.pages.sip_meeting_pressed import PressedLine
from ui.parts import Section, column, dress, label, row
from ui.theme import scaled


class _Sign(QWidget):
    """A ring with a tick, or a dashed one."""

    def __init__(self) -> None:
        super().__init__()
        self._met = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_met(self, met: bool) -> None:
        """Draw the other."""
        self._met = met
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(20), scaled(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        sign, role = ("circle-check", "green") if self._met else ("circle-dashed", "amber")
        draw_icon(painter, sign, role, QRectF(self.rect()))
        painter.end()


class Point(PressedLine):
    """One of the four."""

    def __init__(self) -> None:
        super().__init__()
        self._sign, self._title, self._words = _Sign(), label("", "strong", wrap=True), label("", "note", wrap=True)
        inside = row(self._sign, spacing=10)
        inside.addLayout(column(self._title, self._words, spacing=0), 1)
        inside.setContentsMargins(scaled(2), scaled(4), scaled(2), scaled(4))
        self.fill(inside)

    def show_state(self, state: PointState, *, tight: bool) -> None:
        """Whether it is there, and what is or what is missing."""
        self._sign.show_met(state.is_met)
        self._title.setText(state.point.label)
        dress(self._title, "strong" if state.is_met else "amber")
        self._words.setText(state.words)
        self._words.setVisible(not (tight and state.is_met))
        self.setAccessibleName(f"{state.point.label}, {'finns' if state.is_met else 'saknas'}: {state.words}")


class Points(QWidget):
    """All four, in the order of the law."""

    wanted = Signal(object)
    """To where that point is filled."""

    def __init__(self) -> None:
        super().__init__()
        self._tight = False
        self._states: list[PointState] = []
        self.points = {one: Point() for one in LegalPoint}
        for one, point in self.points.items():
            point.clicked.connect(partial(self._go, one))
        inside = column(Section("Lagens fyra punkter"), *self.points.values(), spacing=2)
        self.setLayout(inside)

    def show_sip(self, record: Record, sip: Sip) -> None:
        """Show them as they are now."""
        self._states = legal_points(record, sip)
        self._show()

    def arrange(self, *, tight: bool) -> None:
        """Where there is little height, of a point that is there its name is enough."""
        if tight != self._tight:
            self._tight = tight
            self._show()

    def _show(self) -> None:
        for state in self._states:
            self.points[state.point].show_state(state, tight=self._tight)

    def _go(self, point: LegalPoint, _checked: bool = False) -> None:
        self.wanted.emit(point)

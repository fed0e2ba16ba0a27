"""The lines below what one types: who may be added to a SIP, several at once with a tick before each."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from coordinator.finding import marked
from coordinator.sip.candidates import Candidate
from ui.chips import pen, rounded
from ui.icons import draw_icon
from ui.theme import metrics, scaled, theme
from ui.writing import Hand, write

SEEN = 6
"""So many lines are seen at a time."""
_MARGIN, _SIDE = 10, 16
_NAME, _TYPED, _ABOUT = Hand("ink", 500), Hand("teal", 700), Hand("grey", 400, 9.5)


class Offers(QWidget):
    """Painted lines. The field above keeps the keyboard; a click on a line takes it, one on its box ticks it."""

    taken = Signal(object)
    """A line was pressed: its candidate."""
    ticked = Signal()
    """A box was pressed with the mouse."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: Sequence[Candidate] = ()
        self._typed = ""
        self._place, self._first = -1, 0
        self._chosen: list[Candidate] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()

    @property
    def here(self) -> Candidate | None:
        """The line that is marked."""
        return self._shown[self._place] if 0 <= self._place < len(self._shown) else None

    @property
    def chosen(self) -> Sequence[Candidate]:
        """Those that are ticked, in the order they were; also those that are not among the lines now."""
        return tuple(self._chosen)

    def offer(self, found: Sequence[Candidate], typed: str, *, mark_first: bool) -> None:
        """Show these, with what was typed in bold."""
        self._shown, self._typed = found, typed
        self._place, self._first = (0 if mark_first and found else -1), 0
        self.setVisible(bool(found))
        self.setFixedHeight(self._line() * min(len(found), SEEN))
        self.update()

    def step(self, steps: int) -> None:
        """Mark the line so many further; up from the first none is marked."""
        self._place = max(-1, min(self._place + steps, len(self._shown) - 1))
        self._first = max(min(self._first, self._place), self._place - SEEN + 1, 0)
        self.update()

    def tick(self, one: Candidate) -> None:
        """Tick somebody, or take the tick away."""
        if one in self._chosen:
            self._chosen.remove(one)
        else:
            self._chosen.append(one)
        self.update()

    def clear(self) -> None:
        """Nobody is ticked."""
        self._chosen.clear()
        self.update()

    def said(self) -> str:
        """The marked line as it is read aloud."""
        one = self.here
        if one is None:
            return ""
        ticked = "vald, " if one in self._chosen else ""
        return f"{ticked}{', '.join(filter(None, (one.name, one.about)))}, {self._place + 1} av {len(self._shown)}"

    def sizeHint(self) -> QSize:
        return QSize(scaled(300), self._line() * min(len(self._shown), SEEN))

    def _line(self) -> int:
        return round(metrics().height()) + scaled(9)

    def _at(self, place: QPointF) -> Candidate | None:
        at = self._first + int(place.y() // self._line())
        return self._shown[at] if 0 <= at < len(self._shown) else None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        one = self._at(event.position())
        if one is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if event.position().x() < scaled(_MARGIN + _SIDE + 6):
            self.tick(one)
            self.ticked.emit()
        else:
            self.taken.emit(one)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        high = self._line()
        for row, one in enumerate(self._shown[self._first : self._first + SEEN]):
            place = QRectF(0, row * high, self.width(), high)
            if one is self.here:
                edge = None if theme().tinted else pen("border")
                rounded(painter, place.adjusted(0, 1, 0, -1), scaled(4), theme().colour("sel"), edge)
                painter.fillRect(QRectF(0, place.top() + 3, scaled(3), high - 6), theme().colour("teal"))
            self._paint_box(painter, place, ticked=one in self._chosen)
            self._paint_words(painter, place, one)
        painter.end()

    @staticmethod
    def _paint_box(painter: QPainter, place: QRectF, *, ticked: bool) -> None:
        side = scaled(_SIDE)
        box = QRectF(scaled(_MARGIN), place.center().y() - side / 2, side, side)
        rounded(painter, box, scaled(3), theme().colour("teal" if ticked else "paper"), pen("border"))
        if ticked:
            draw_icon(painter, "check", "on_teal", box.adjusted(1, 1, -1, -1))

    def _paint_words(self, painter: QPainter, place: QRectF, one: Candidate) -> None:
        room = place.adjusted(scaled(_MARGIN + _SIDE + 8), 0, -scaled(_MARGIN), 0)
        at = 0
        for start, length in [*marked(one.name, self._typed), (len(one.name), 0)]:
            for text, hand in ((one.name[at:start], _NAME), (one.name[start : start + length], _TYPED)):
                room.setLeft(write(painter, room, text, hand))
            at = start + length
        if one.about:
            room.setLeft(room.left() + scaled(10))
            write(painter, room, one.about, _ABOUT)

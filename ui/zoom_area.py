"""An area in which one moves about in a drawing that is larger than the room: zoomed, dragged, scrolled."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QWidget

from ui.parts import on_ground
from ui.theme import scaled, theme

ZOOMS = (100, 125, 150, 175, 200, 250, 300)
"""The steps of the zoom, in per cent."""
_MARGIN = 12
"""So much around what one goes to is brought into view with it, at 100 % text."""
_STEP = 54


class ZoomArea(QAbstractScrollArea):
    """Shows a drawing of a size (`fit`). Who makes one of it says how it is drawn and what is where."""

    zoomed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._size = QSizeF()
        self._zoom = 100
        self._pressed: QPoint | None = None
        self._dragged = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        corner = QWidget()
        on_ground(corner, "paper")
        self.setCornerWidget(corner)
        self.viewport().setMouseTracking(True)

    def paint_all(self, painter: QPainter, seen: QRectF) -> None:
        """Draw it; at least what is seen of it."""
        raise NotImplementedError

    def is_target(self, at: QPointF) -> bool:
        """Whether there is something to press at that place of the drawing."""
        raise NotImplementedError

    def pressed_at(self, at: QPointF) -> None:
        """The mouse was pressed at that place of the drawing, and let go again there."""
        raise NotImplementedError

    # Room

    def fit(self, size: QSizeF) -> None:
        """The drawing is so large now: where one is in it stays."""
        self._size = size
        self._fit_bars()

    def _fit_bars(self) -> None:
        whole = (self._size * (self._zoom / 100)).toSize()
        room, across, down = self.maximumViewportSize(), self.horizontalScrollBar(), self.verticalScrollBar()
        wide, high = room.width(), room.height()
        for _ in range(2):  # each bar takes room from the other
            wide = room.width() - (self.bar_width if whole.height() > high else 0)
            high = room.height() - (self.bar_width if whole.width() > wide else 0)
        for bar, length, seen in ((across, whole.width(), wide), (down, whole.height(), high)):
            bar.setRange(0, max(0, length - seen))
            bar.setPageStep(seen)
            bar.setSingleStep(scaled(_STEP))

    @property
    def bar_width(self) -> int:
        """How much room a scroll bar takes."""
        return self.verticalScrollBar().sizeHint().width()

    def room(self) -> QSize:
        """The room there is when nothing has to be scrolled."""
        return self.maximumViewportSize()

    @property
    def zoom(self) -> int:
        """How large, in per cent."""
        return self._zoom

    def zoom_by(self, steps: int, about: QPointF | None = None) -> None:
        """Larger or smaller by so many steps; what is at ``about`` in the view stays where it is."""
        place = ZOOMS.index(self._zoom) + steps
        if 0 <= place < len(ZOOMS):
            self._zoom_to(ZOOMS[place], about if about is not None else self.anchor())

    def zoom_back(self) -> None:
        """As large as the room there is."""
        self._zoom_to(100, QPointF())

    def anchor(self) -> QPointF:
        """What stays where it is in the view when nobody points anywhere: its middle."""
        return QPointF(self.viewport().rect().center())

    def _zoom_to(self, zoom: int, about: QPointF) -> None:
        under = self.on_drawing(about)
        self._zoom = zoom
        self._fit_bars()
        self.horizontalScrollBar().setValue(round(under.x() * zoom / 100 - about.x()))
        self.verticalScrollBar().setValue(round(under.y() * zoom / 100 - about.y()))
        self.viewport().update()
        self.zoomed.emit()

    # Places

    def _scrolled(self) -> QPointF:
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def on_drawing(self, at: QPointF) -> QPointF:
        """A place in the view, as a place of the drawing."""
        return (at + self._scrolled()) / (self._zoom / 100)

    def in_view(self, at: QPointF) -> QPointF:
        """A place of the drawing, as a place in the view."""
        return at * (self._zoom / 100) - self._scrolled()

    def bring_into_view(self, box: QRectF) -> None:
        """Scroll no more than it takes to see a part of the drawing."""
        factor, seen, around = self._zoom / 100, self.viewport().size(), scaled(_MARGIN)
        for bar, start, end, length in (
            (self.horizontalScrollBar(), box.left(), box.right(), seen.width()),
            (self.verticalScrollBar(), box.top(), box.bottom(), seen.height()),
        ):
            first, last = round(start * factor) - around, round(end * factor) + around
            bar.setValue(min(first, max(bar.value(), last - length)))

    # What Qt asks

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme().colour("paper"))
        factor = self._zoom / 100
        painter.translate(-self._scrolled())
        painter.scale(factor, factor)
        seen = QRectF(event.rect())
        self.paint_all(painter, QRectF(self.on_drawing(seen.topLeft()), seen.size() / factor))
        painter.end()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turned = event.angleDelta().y()
            if turned:  # else it is turned sideways
                self.zoom_by(1 if turned > 0 else -1, event.position())
            event.accept()
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._dragged = event.position().toPoint(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._pressed is None:
            over = self.is_target(self.on_drawing(event.position()))
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
            return
        step = at - self._pressed
        if self._dragged or step.manhattanLength() >= QApplication.startDragDistance():
            self._dragged, self._pressed = True, at
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            for bar, length in ((self.horizontalScrollBar(), step.x()), (self.verticalScrollBar(), step.y())):
                bar.setValue(bar.value() - length)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        was_pressed, self._pressed = self._pressed is not None, None
        if event.button() != Qt.MouseButton.LeftButton or not was_pressed:
            return
        if self._dragged:
            self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        else:
            self.pressed_at(self.on_drawing(event.position()))

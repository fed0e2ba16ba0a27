"""The timeline as a drawing: the lanes scroll below the years, one goes about in them by keyboard and mouse."""

from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QSizePolicy, QToolTip

from coordinator.timeline_layout import TimelineLayout, timeline_layout
from coordinator.transition.timeline_figure import Lane, Timeline
from coordinator.transition.timeline_words import lane_in_words, says
from ui.chips import pen, rounded
from ui.map_paint import Drawing, letters, measure, rectangle
from ui.parts import tip
from ui.screen_reader import announce
from ui.theme import scaled, theme

_POINTS = 9.75
"""How large the names are."""
_STEP = 44
_HOW = (
    "Pil upp och ned går från kontakt till kontakt, en bokstav till nästa som börjar så. Enter öppnar. "
    "Visa som text ger samma tidslinje som en lista."
)


class TimelinePicture(QAbstractScrollArea):
    """Draws a `Timeline`. What one is on stays by its transition, whatever the timeline becomes."""

    moved = Signal()
    """One is on another lane."""
    opened = Signal(object)
    """Enter, Space or a click on a `Lane`."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: Timeline | None = None
        self._placed: TimelineLayout | None = None
        self._asked: object = None
        self._body = self._band = Drawing((), theme().colour)
        self._at: int | None = None
        self._most: int | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMinimumSize(scaled(320), scaled(200))
        self.setAccessibleDescription(_HOW)
        self.viewport().setMouseTracking(True)

    # What is shown

    def show_timeline(self, shown: Timeline) -> None:
        """Show a timeline: another one, or the same after a change."""
        before, at, self._shown = self.lane, self._at, shown
        self.setAccessibleName(says(shown))
        if at is not None:
            found = (number for number, one in enumerate(shown.lanes) if before is not None and one.id == before.id)
            self._at = next(found, min(at, len(shown.lanes) - 1) if shown.lanes else None)
        self._lay_out()
        if self.hasFocus():
            self._choose_first()
        self.viewport().update()

    def begin(self) -> None:
        """Another patient's timeline comes: nothing of this one stays."""
        self._shown = self._placed = self._asked = self._at = None
        self._body = self._band = Drawing((), theme().colour)
        self.verticalScrollBar().setValue(0)

    @property
    def lane(self) -> Lane | None:
        """The lane one is on."""
        lanes = self._shown.lanes if self._shown is not None else ()
        return lanes[self._at] if self._at is not None and self._at < len(lanes) else None

    @property
    def lane_place(self) -> QRect:
        """Where the lane one is on stands in this, as it is scrolled now; empty where one is on none."""
        row = self._placed.rows.get(self._at) if self._placed is not None and self._at is not None else None
        return rectangle(row).translated(-self._scrolled()).toAlignedRect() if row is not None else QRect()

    @property
    def placed(self) -> TimelineLayout | None:
        """Where everything stands, as it is drawn now."""
        return self._placed

    def choose(self, key: object) -> bool:
        """Go to the lane of that transition; whether there is one."""
        lanes = self._shown.lanes if self._shown is not None else ()
        found = next((number for number, one in enumerate(lanes) if one.id == key), None)
        if found is not None:
            self._go_to(found)
        return found is not None

    def _choose_first(self) -> None:
        """Nobody is chosen yet, and the keyboard is here: one is on the lane whose day is nearest."""
        if self._at is None and self._shown is not None and self._shown.lanes:
            self._go_to(0)

    def _go_to(self, number: int) -> None:
        before, self._at = self._at, number
        self._bring_into_view()
        self.viewport().update()
        if before != number and self.lane is not None:
            self.moved.emit()
            announce(self, lane_in_words(self.lane))

    # Placing

    def bound(self, most: int) -> None:
        """Be as high as all of it, and no higher than ``most``: for a page, which gives any height it is asked for."""
        if most != self._most:
            self._most = most
            self._lay_out()

    def _lay_out(self) -> None:
        """Place everything, when it is another timeline, or another room for it."""
        if self._shown is None or not self.isVisible():
            return
        width, size = self.maximumViewportSize().width(), letters().pixels(_POINTS)
        height = self._most or self.maximumViewportSize().height()
        asked = (self._shown, width, height, size)
        if asked != self._asked:
            self._asked = asked
            made = timeline_layout(self._shown, measure, width, size)
            if made.height > height:
                # What is too high stands beside the bar that it then needs.
                made = timeline_layout(self._shown, measure, width - self._bar_width, size)
            self._placed = made
            line = theme().line
            thinnest = line if line > 1 else 0
            self._body = Drawing(made.marks, theme().colour, thinnest=thinnest)
            self._band = Drawing(made.band, theme().colour, thinnest=thinnest)
            self.updateGeometry()
            if self._most is not None:
                self.setFixedHeight(self.sizeHint().height())
        self._fit_bars()

    @property
    def _bar_width(self) -> int:
        return self.verticalScrollBar().sizeHint().width()

    def _fit_bars(self) -> None:
        if self._placed is None:
            return
        room, width, height = self.maximumViewportSize(), ceil(self._placed.width), ceil(self._placed.height)
        wide, high = room.width(), room.height()
        for _ in range(2):  # each bar takes room from the other
            wide = room.width() - (self._bar_width if height > high else 0)
            high = room.height() - (self._bar_width if width > wide else 0)
        bars = (self.horizontalScrollBar(), width, wide), (self.verticalScrollBar(), height, high)
        for bar, length, seen in bars:
            bar.setRange(0, max(0, length - seen))
            bar.setPageStep(seen)
            bar.setSingleStep(scaled(_STEP))

    def sizeHint(self) -> QSize:
        """As high as all of it; what gets less scrolls."""
        height = ceil(self._placed.height) if self._placed is not None else scaled(300)
        bar = self._bar_width if self._placed is not None and ceil(self._placed.width) > self.width() else 0
        return QSize(scaled(600), min(height + bar, self._most) if self._most is not None else height + bar)

    def _bring_into_view(self) -> None:
        row = self._placed.rows.get(self._at) if self._placed is not None and self._at is not None else None
        if row is None or self._placed is None:
            return
        bar, seen = self.verticalScrollBar(), self.viewport().height()
        top = 0 if self._at == 0 else row.y - self._placed.band_height
        bar.setValue(min(round(top), max(bar.value(), ceil(row.bottom) - seen)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._lay_out()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    # Painting

    def _scrolled(self) -> QPointF:
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme().colour("paper"))
        if self._placed is not None:
            at = self._scrolled()
            painter.translate(-at)
            self._paint_chosen(painter, self._placed)
            self._body.paint(painter, QRectF(event.rect()).translated(at))
            self._paint_ring(painter, self._placed)
            painter.translate(0, at.y())
            self._band.paint(painter, QRectF(event.rect()).translated(at.x(), 0))
        painter.end()

    def _paint_chosen(self, painter: QPainter, placed: TimelineLayout) -> None:
        """The lane one is on has a ground of its own below its name, and a bar before it."""
        row = placed.rows.get(self._at) if self._at is not None else None
        if row is None:
            return
        place = rectangle(row)
        painter.fillRect(QRectF(place.left(), place.top(), placed.label, place.height()), theme().colour("sel"))
        painter.fillRect(QRectF(place.left(), place.top(), scaled(3), place.height()), theme().colour("teal"))

    def _paint_ring(self, painter: QPainter, placed: TimelineLayout) -> None:
        row = placed.rows.get(self._at) if self._at is not None and self.hasFocus() else None
        if row is not None:
            rounded(painter, rectangle(row).adjusted(0, 1, -1, -1), scaled(3), None, pen("focus", width=2))

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._own_key(event):
            super().keyPressEvent(event)

    def _own_key(self, event: QKeyEvent) -> bool:
        count = len(self._shown.lanes) if self._shown is not None else 0
        held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if held or not count:
            return False
        key, here = Qt.Key(event.key()), self._at
        to = {
            Qt.Key.Key_Up: 0 if here is None else here - 1,
            Qt.Key.Key_Down: 0 if here is None else here + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: count - 1,
        }
        if key in to:
            self._go_to(min(max(to[key], 0), count - 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open()
        elif event.text().isalpha():
            self._jump(event.text())
        else:
            return False
        return True

    def _open(self) -> None:
        if self.lane is not None:
            self.opened.emit(self.lane)

    def _jump(self, letter: str) -> None:
        """To the next lane that begins so, round and round."""
        lanes = self._shown.lanes if self._shown is not None else ()
        first = 0 if self._at is None else self._at + 1
        order = [*range(first, len(lanes)), *range(first)]
        found = (number for number in order if lanes[number].title.casefold().startswith(letter.casefold()))
        number = next(found, None)
        if number is not None:
            self._go_to(number)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self._choose_first()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._under(event.position())
        if number is not None and event.button() == Qt.MouseButton.LeftButton:
            self._go_to(number)
            self._open()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._under(event.position()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            number = self._under(QPointF(event.pos()))
            words = lane_in_words(self._shown.lanes[number]) if number is not None and self._shown else ""
            QToolTip.showText(event.globalPos(), tip(words), self)
            return True
        return super().viewportEvent(event)

    def _under(self, at: QPointF) -> int | None:
        """The lane that stands at that place of the view; none below the band with the years."""
        if self._placed is None or at.y() < self._placed.band_height:
            return None
        y = at.y() + self.verticalScrollBar().value()
        return next((number for number, row in self._placed.rows.items() if row.y <= y < row.bottom), None)

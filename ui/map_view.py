"""The map of contacts on the screen: drawn, moved about in, zoomed, chosen from by keyboard and mouse."""

from collections.abc import Hashable, Mapping
from functools import partial
from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QToolTip

from coordinator.contact import ContactCategory
from coordinator.contact_map import ContactMap, MapNode
from coordinator.map_figure import MapFigure
from coordinator.map_layout import Box, MapLayout, screen_layout
from ui.chips import pen, rounded
from ui.map_index import MapIndex, Spot
from ui.map_moves import Stop, Way, beside, meant, stops
from ui.map_paint import Drawing, letters, measure, rectangle
from ui.map_ties import paint_ties
from ui.parts import tip
from ui.screen_reader import announce
from ui.theme import scaled, theme
from ui.zoom_area import ZoomArea

_NAME_POINTS, _LEAST_ROW, _ROW = 9.75, 18, 1.38
"""How large the names are, and how high a row is at least: so many pixels, and so many times the names."""
_WAYS = {Qt.Key.Key_Up: Way.UP, Qt.Key.Key_Down: Way.DOWN, Qt.Key.Key_Left: Way.LEFT, Qt.Key.Key_Right: Way.RIGHT}
_HOW = (
    "Piltangenterna går från kontakt till kontakt, en bokstav till nästa namn som börjar så. Enter öppnar. "
    "Plus och minus zoomar, noll återställer. Visa som text ger samma karta som en lista."
)


class MapView(ZoomArea):
    """Shows a `ContactMap`. What one is on stays by its key, whatever the map becomes."""

    moved = Signal()
    """One is on something else: `node` or `more`."""
    opened = Signal(object)
    """Enter or a double click on a `MapNode`."""

    def __init__(self) -> None:
        super().__init__()
        self._index: MapIndex | None = None
        self._placed: MapLayout | None = None
        self._drawing: Drawing | None = None
        self._stops: Mapping[Stop, Box] = {}
        self._asked: object = None
        self._key: Hashable = None
        self._more: ContactCategory | None = None
        self._shown: frozenset[ContactCategory] = frozenset()
        self._all_ties = False
        self._pressed_stop: Stop | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleDescription(_HOW)
        self.setMinimumSize(scaled(320), scaled(260))

    # What is shown

    def show_map(self, shown: ContactMap) -> None:
        """Show a map: another one, or the same after a change. What one is on stays, where it still is there."""
        before, self._index = self._index, MapIndex(shown)
        self.setAccessibleName(shown.figure.says)
        if before is not None and before.map.figure != shown.figure:
            self._forget_places()
        if self._key is not None and self._key not in self._index.spots:
            left, place = self._index.nodes, before.before(self._key) if before is not None else 0
            self._key = left[min(place, len(left) - 1)].key if left else None
        self._lay_out()
        self.viewport().update()
        if self._key is None and self.hasFocus():
            self.choose_first()
        self.moved.emit()

    def begin(self) -> None:
        """Another patient's map comes: nothing of this one stays."""
        self._index = self._key = self._more = None
        self._shown = frozenset()
        self._forget_places()
        self.zoom_back()

    def _forget_places(self) -> None:
        self._placed = self._drawing = self._asked = None
        self._stops = {}

    @property
    def node(self) -> MapNode | None:
        """The contact one is on."""
        spot = self._spot
        return self._index.node_at(spot) if self._index is not None and spot is not None else None

    @property
    def more(self) -> tuple[str, int] | None:
        """The area whose "Visa 24 till" one is on, and how many it hides; None when one is on a contact."""
        if self._index is None or self._placed is None or self._more not in self._index.categories:
            return None
        area = self._index.categories.index(self._more)
        more = self._placed.mores.get(area)
        return (self._index.map.figure.areas[area].title, more.hidden) if more is not None else None

    @property
    def placed(self) -> MapLayout | None:
        """Where everything stands, as it is drawn now."""
        return self._placed

    def show_all_ties(self, shown: bool) -> None:
        """Draw who exchanges information for everybody, or for the chosen contact alone."""
        self._all_ties = shown
        self.viewport().update()

    # Going about

    def choose(self, key: Hashable) -> bool:
        """Go to the contact with that key, also one that is hidden in a long list; whether it is on the map."""
        spot = self._index.spots.get(key) if self._index is not None else None
        if spot is not None:
            self._go_to(spot)
        return spot is not None

    def choose_first(self) -> None:
        """Go to the contact that has most to be done about it: the first with a gap, else the first."""
        first = self._index.most_to_do() if self._index is not None else None
        if first is not None:
            self.choose(first.key)

    def act(self) -> None:
        """Do what Enter does on what one is on: open it, or show more."""
        if self.more is not None:
            self._show_more()
        elif self.node is not None:
            self.opened.emit(self.node)

    def _go_to(self, stop: Stop, *, reveal: bool = True) -> None:
        if self._index is None:
            return
        if len(stop) == 1:
            self._more = self._index.categories[stop[0]]
        else:
            self._more, self._key = None, self._index.node_at((stop[0], stop[1])).key
            if reveal and self._placed is not None and self._placed.dots[stop[0], stop[1]].label is None:
                self._show_area(stop[0])
        if stop in self._stops:
            self.bring_into_view(rectangle(self._stops[stop]))
        self.viewport().update()
        self.moved.emit()
        announce(self, self.said)

    @property
    def said(self) -> str:
        """What one is on, in words."""
        more, spot = self.more, self._spot
        if more is not None:
            return f"Visa {more[1]} till, {more[0]}"
        return self._index.in_words(spot) if self._index is not None and spot is not None else ""

    def _show_more(self) -> None:
        """Show the whole area whose rest one is on, and go to the first that was hidden."""
        here, placed = self._here, self._placed
        if here is None or placed is None:
            return
        hidden = sorted(stop for stop, place in placed.dots.items() if stop[0] == here[0] and place.label is None)
        self._show_area(here[0])
        if hidden:
            self._go_to(hidden[0])

    def _show_area(self, area: int) -> None:
        if self._index is not None:
            self._shown |= {self._index.categories[area]}
            self._lay_out()

    @property
    def _spot(self) -> Spot | None:
        """Where the chosen contact stands in the figure."""
        return self._index.spots.get(self._key) if self._index is not None else None

    @property
    def _here(self) -> Stop | None:
        """What one is on, as a place in the figure."""
        if self.more is not None and self._index is not None and self._more is not None:
            return (self._index.categories.index(self._more),)
        return self._spot

    # Placing

    def _lay_out(self) -> None:
        """Place everything, when it is another map, or another room for it."""
        if self._index is None or not self.isVisible():
            return
        figure = self._index.map.figure
        shown = frozenset(i for i, one in enumerate(self._index.categories) if one in self._shown)
        asked = (figure, self.room(), shown)
        if asked != self._asked:
            self._asked, self._placed = asked, self._laid_out(figure, shown)
            self._stops = stops(self._placed)
            width = theme().line
            self._drawing = Drawing(self._placed.marks, theme().colour, thinnest=width if width > 1 else 0)
            self.fit(QSizeF(self._placed.width, self._placed.height))

    def _laid_out(self, figure: MapFigure, shown: frozenset[int]) -> MapLayout:
        size, room = letters().pixels(_NAME_POINTS), self.room()
        row = max(scaled(_LEAST_ROW), ceil(_ROW * size))
        laid = partial(screen_layout, figure, measure, height=room.height(), size=size, row=row, shown=shown)
        made = laid(width=room.width())
        # What is too high stands beside the bar that it then needs.
        return laid(width=room.width() - self.bar_width) if made.height > room.height() + 1 else made

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        self.fit(self._size)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._lay_out()

    def anchor(self) -> QPointF:
        """Zooming is about what one is on, when it is seen."""
        box = self._stops.get(self._here) if self._here is not None else None
        at = self.in_view(rectangle(box).center()) if box is not None else QPointF(-1, -1)
        return at if QRectF(self.viewport().rect()).contains(at) else super().anchor()

    # Painting

    def paint_all(self, painter: QPainter, seen: QRectF) -> None:
        if self._placed is None or self._drawing is None or self._index is None:
            return
        frame = self._frame()
        if frame is not None:
            rounded(painter, frame, scaled(4), theme().colour("sel"), None)
        self._paint_ties(painter, self._index, self._placed)
        self._drawing.paint(painter, seen)
        self._paint_ring(painter, frame, self._placed)

    def _paint_ties(self, painter: QPainter, index: MapIndex, placed: MapLayout) -> None:
        places = {key: placed.dots[spot] for key, spot in index.spots.items()}
        pairs = [(one.from_key, one.to_key) for one in index.map.exchanges]
        paint_ties(painter, placed.centre, places, pairs, self._key, everybody=self._all_ties)

    def _paint_ring(self, painter: QPainter, frame: QRectF | None, placed: MapLayout) -> None:
        """The frame around what one is on, and around its dot: in the colour of the focus only when it is here."""
        edge = pen("focus", width=2) if self.hasFocus() else pen("teal", width=1.5)
        if frame is not None:
            rounded(painter, frame, scaled(4), None, edge)
        spot = self._spot
        if spot is not None:
            dot = placed.dots[spot]
            painter.setPen(edge)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            reach = dot.r + scaled(2) + edge.widthF() / 2
            painter.drawEllipse(QPointF(dot.x, dot.y), reach, reach)

    def _frame(self) -> QRectF | None:
        """Around the label one is on; None when it has none."""
        box = self._stops.get(self._here) if self._here is not None else None
        around = scaled(3) + 2 * theme().line  # the frame lies beside the letters
        return rectangle(box).adjusted(-around, 0, around, 0) if box is not None else None

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._own_key(event):
            super().keyPressEvent(event)

    def _own_key(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if held or self._placed is None:
            return False
        every, here, key = self._stops, self._here, Qt.Key(event.key())
        if key in _WAYS:
            self._step(_WAYS[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and every:
            self._go_to(list(every)[0 if key == Qt.Key.Key_Home else -1])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.act()
        elif key == Qt.Key.Key_Space:
            self._press(here)
        elif event.text().isalpha():
            self._jump(event.text())
        else:
            return False
        return True

    def _step(self, way: Way) -> None:
        here, every = self._here, self._stops
        if here is None or here not in every:  # nowhere yet, or on a dot whose label the list hides
            near = (here[0],) if here is not None and (here[0],) in every else next(iter(every), None)
            if near is not None:
                self._go_to(near)
            return
        there = beside(every, here, way)
        if there is not None:
            self._go_to(there)

    def _press(self, stop: Stop | None) -> None:
        """Choose what is there; what shows more does so."""
        if stop is not None:
            self._go_to(stop, reveal=False)
            if len(stop) == 1:
                self._show_more()

    def _jump(self, letter: str) -> None:
        spot = self._index.beginning_with(letter, self._key) if self._index is not None else None
        if spot is not None:
            self._go_to(spot)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._here is None and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.choose_first()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    # Mouse

    def is_target(self, at: QPointF) -> bool:
        return self._at(at) is not None

    def pressed_at(self, at: QPointF) -> None:
        self._pressed_stop = self._at(at)
        self._press(self._pressed_stop)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open who was pressed; where more was shown meanwhile, somebody else may stand under the pointer by now."""
        stop = self._at(self.on_drawing(event.position()))
        pressed = stop == self._pressed_stop and event.button() == Qt.MouseButton.LeftButton
        if pressed and stop is not None and len(stop) > 1:
            self.act()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            stop = self._at(self.on_drawing(QPointF(event.pos())))
            words = ""
            if self._index is not None and stop is not None and len(stop) > 1:
                words = self._index.in_words(stop)
            QToolTip.showText(event.globalPos(), tip(words), self)
            return True
        return super().viewportEvent(event)

    def _at(self, at: QPointF) -> Stop | None:
        return meant(self._placed, at.x(), at.y()) if self._placed is not None else None

"""The list of Idag: one cell a line with who, what, why and when in it, under the parts of the day."""

from collections.abc import Hashable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from PySide6.QtCore import QElapsedTimer, QModelIndex, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from coordinator.swedish import SWEDEN
from coordinator.today.day import Day, Part, part_title
from ui.icons import draw_icon
from ui.pages.today_rows import MORE, DayCell, DayRow, cell_of, headings, role_of
from ui.parts import tip
from ui.table import Cell, Column, Group, Grouping, Index, TableModel
from ui.table_paint import TablePainter
from ui.table_view import TableView
from ui.theme import BODY_POINTS, metrics, scaled, theme
from ui.writing import Hand, write

_SMALL = 9.5
_ICON, _LEFT, _BETWEEN = 16, 8, 14
_WIDE = 540
"""From this width, at 100 % text, the name has a column of its own and why stands under what."""
_MOST_NAME, _MOST_WHEN = 190, 150
_HALF_A_MINUTE_MS = 30_000


class DayModel(TableModel[DayRow]):
    """The lines under their parts. No part can be closed: what is in one is to be gone through."""

    def __init__(self, parent: QWidget) -> None:
        column: Column[DayRow] = Column("Rad", cell_of, lambda one: one.place, "")
        super().__init__((column,), lambda one: one.aloud, lambda _one: 0, parent)
        self._counts: dict[str, int] = {}
        self.roles: dict[str, str] = {}
        """The colour of each heading."""

    def show_day(self, day: Day, today: date, rows: Sequence[DayRow]) -> None:
        """Show what was read; the number beside a heading is of all there are, not only of those that were read."""
        self._counts = {part_title(part, today): day.parts.get(part, 0) for part in Part}
        self.roles = {part_title(part, today): role_of(part) for part in Part}
        # Not by `group_by`, which would put the old rows under headings that may be of another week.
        self._grouping = Grouping(lambda one: one.heading, headings(today), lambda _rows: ("", ""))
        self.show_rows(rows)

    def count(self, group: Group[DayRow]) -> str:
        """How many there are in a part."""
        return str(self._counts.get(group.title, len(group.rows)))

    def turn(self, title: str) -> None:
        """Nothing: a part stays open."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index.row()) if index.isValid() else None
        if role == Qt.ItemDataRole.AccessibleTextRole and line is not None:
            return f"{line.title}, {self.count(line)}" if isinstance(line, Group) else line.aloud
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(line, DayRow):
            return tip(line.aloud)
        return super().data(index, role)


class DayPainter(TablePainter):
    """Draws the lines; in a narrow list without why, and with what under the name."""

    HEADING_GROUND = "paper"

    def __init__(self, model: DayModel, view: "DayTable") -> None:
        super().__init__(model, view)
        self._day, self._list = model, view

    def _paint_heading(self, painter: QPainter, place: QRectF, group: Group[Any]) -> None:
        role = self._day.roles.get(group.title, "teal")
        room = place.adjusted(scaled(2), scaled(6), -scaled(_LEFT), -1)
        room.setLeft(write(painter, room, group.title, Hand(role, 700)) + scaled(8))
        write(painter, room, self._day.count(group), Hand("grey", 400, _SMALL))
        width = theme().line
        painter.fillRect(QRectF(place.left(), place.bottom() - width, place.width(), width), theme().colour("border"))

    def _paint_cell(self, painter: QPainter, place: QRectF, cell: Cell, *, has_icon: bool) -> None:
        side = scaled(_ICON)
        left = place.left() + scaled(_LEFT)
        upper, lower = _halves(place)
        wide = isinstance(cell, DayCell) and bool(cell.title) and self._list.is_wide
        middle = place if wide or not isinstance(cell, DayCell) or not cell.title else upper
        draw_icon(painter, cell.icon, cell.icon_role, QRectF(left, middle.center().y() - side / 2, side, side))
        room = middle.adjusted(scaled(_LEFT + _ICON + 8), 0, -scaled(_LEFT), 0)
        if not isinstance(cell, DayCell) or not cell.title:
            write(painter, room, cell.text, Hand(cell.role, cell.weight))
            return
        at = self._when_at(place, cell)
        self._paint_when(painter, QRectF(at, middle.top(), place.right() - at, middle.height()), cell)
        room.setRight(at - scaled(_BETWEEN))
        if not wide:
            self._paint_name(painter, room, cell)
            write(painter, lower.adjusted(scaled(_LEFT + _ICON + 8), 0, -scaled(_LEFT), 0), cell.title, Hand("ink"))
            return
        begin = room.left() + self._list.name_width + scaled(_BETWEEN)
        self._paint_name(painter, QRectF(room.left(), room.top(), begin - scaled(6) - room.left(), room.height()), cell)
        for half, words, hand in ((upper, cell.title, Hand("ink")), (lower, cell.why, Hand("grey", 400, _SMALL))):
            write(painter, QRectF(begin, half.top(), room.right() - begin, half.height()), words, hand)

    def _when_at(self, place: QRectF, cell: DayCell) -> float:
        """Where the day begins: in a wide list below each other, in a narrow one as far to the right as it can."""
        width = self._list.when_width if self._list.is_wide else _when_width(self._list.when_said(cell), cell.has_sign)
        return place.right() - scaled(_LEFT) - width

    def _paint_when(self, painter: QPainter, room: QRectF, cell: DayCell) -> None:
        side = scaled(14)
        if cell.has_sign:
            draw_icon(painter, "clock", cell.when_role, QRectF(room.left(), room.center().y() - side / 2, side, side))
            room = room.adjusted(side + scaled(4), 0, 0, 0)
        write(painter, room, self._list.when_said(cell), Hand(cell.when_role, 600 if cell.has_sign else 400))

    def _paint_name(self, painter: QPainter, room: QRectF, cell: DayCell) -> None:
        side = scaled(14)
        if cell.protected:
            room = room.adjusted(0, 0, -side - scaled(4), 0)
        end = write(painter, room, cell.text, Hand(cell.role, cell.weight))
        if cell.protected:
            place = QRectF(end + scaled(4), room.center().y() - side / 2, side, side)
            draw_icon(painter, "eye-off", "amber", place)


def _halves(place: QRectF) -> tuple[QRectF, QRectF]:
    """Where the two lines of a row are written."""
    first, second = metrics().height(), metrics(_SMALL).height()
    top = place.top() + (place.height() - 1 - first - second) / 2
    upper = QRectF(place.left(), top, place.width(), first)
    return upper, QRectF(place.left(), upper.bottom(), place.width(), place.bottom() - 1 - upper.bottom())


def _day_of(moment: datetime) -> date:
    return moment.astimezone(SWEDEN).date()


def _when_width(said: str, has_sign: bool) -> float:
    sign = scaled(14 + 4) if has_sign else 0
    return metrics(BODY_POINTS, 600 if has_sign else 400).horizontalAdvance(said) + sign + 2


class DayTable(TableView):
    """The list. Enter says `entered`; for the last line that reads more, with the id `MORE`."""

    day_over = Signal()
    """Midnight has passed since the list was read."""

    def __init__(self, name: str, model: DayModel, parent: QWidget) -> None:
        self.name_width = self.when_width = 0.0
        self.is_wide = True
        super().__init__(name, model, lambda _row: False, parent)
        self._lines = model
        self._now: datetime | None = None
        self._since = QElapsedTimer()
        self._minutes = QTimer(self, interval=_HALF_A_MINUTE_MS)
        self._minutes.timeout.connect(self._tell_time)
        self.setItemDelegate(DayPainter(model, self))
        self.horizontalHeader().hide()
        self.setSortingEnabled(False)

    def line_height(self) -> int:
        return round(metrics().height() + metrics(_SMALL).height() + scaled(10))

    def fit(self) -> None:
        """One column as wide as the list; in it the name and the day have the room that the longest of them needs."""
        width = self.viewport().width()
        self.setColumnWidth(0, width)
        self.is_wide = width >= scaled(_WIDE)
        every = (self._lines.cell(line, 0) for line in range(self._lines.rowCount()))
        cells = [one for one in every if isinstance(one, DayCell) and one.row is not None]
        bold = metrics(BODY_POINTS, 600)
        names = {(one.text, one.protected) for one in cells}  # many lines are of the same patients and days
        days = {(self.when_said(one), one.has_sign) for one in cells}
        widths = (bold.horizontalAdvance(name) + (scaled(18) if protected else 0) for name, protected in names)
        self.name_width = min(scaled(_MOST_NAME), max(widths, default=0))
        self.when_width = min(scaled(_MOST_WHEN), max((_when_width(*one) for one in days), default=0))
        self.viewport().update()

    def begin_clock(self, now: datetime) -> None:
        """It is ``now``: from here on the list tells itself how soon the meetings of today are."""
        self._now = now
        self._since.start()
        self._minutes.start()

    def _tell_time(self) -> None:
        self.viewport().update()
        at = self._at
        if self._now is not None and at is not None and _day_of(at) > _day_of(self._now):
            self._now = None  # said once
            self.day_over.emit()

    def when_said(self, cell: DayCell) -> str:
        """When a line is due, and of a meeting how soon it is: "10:30, om 49 min"."""
        at = self._at
        return cell.row.when_at(at) if cell.row is not None and at is not None else ""

    @property
    def _at(self) -> datetime | None:
        """What the time is by now, counted from when the list was read."""
        return self._now + timedelta(milliseconds=self._since.elapsed()) if self._now is not None else None

    def step(self, by: int) -> Hashable | None:
        """Go to the next line or the one before, past headings; its id, None when there is none.

        To the line that reads more one does not go: its id is the answer.
        """
        ids = [one.id for one in self._lines.shown]
        here = ids.index(self.current_id) + by if self.current_id in ids else 0
        if not 0 <= here < len(ids):
            return None
        if ids[here] != MORE:
            self.choose(ids[here])
        return ids[here]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        up = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_PageUp)
        super().keyPressEvent(event)
        self._leave_heading(up=up)

    def _leave_heading(self, *, up: bool) -> None:
        """A heading is nothing to stand on: go on past it. It has been scrolled into view."""
        line = self.currentIndex().row()
        if not isinstance(self._lines.line(line), Group):
            return
        on = line - 1 if up and line > 0 else line + 1
        row = self._lines.row_at(on)
        if row is not None:
            self._wanted = row.id
            self._go_to_wanted(scroll=not up)

    def _own_key(self, event: QKeyEvent) -> bool:
        sorting = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        if sorting and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return True  # the order is the day's own
        if event.key() == Qt.Key.Key_Space and self.current_id is not None:
            self.entered.emit(self.current_id, 0)
            return True
        return super()._own_key(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._lines.row_at(self.indexAt(event.position().toPoint()).row()) is not None:
            super().mousePressEvent(event)

    def _clicked(self, index: QModelIndex) -> None:
        row = self._lines.row_at(index.row())
        if row is not None and row.id == MORE:
            self.entered.emit(MORE, 0)

"""A table on a page: chosen by id, worked from the keyboard, written in cell by cell.

Keys: arrows, Home and End; Enter does what the page says (`entered`), F2 writes in the cell, Space opens and closes a
group, Delete removes, Ctrl with an arrow sorts by the column one is in; letters go to the page's filter (`typed`).
"""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.table import Column, Group, TableModel
from ui.table_editor import CellWriting
from ui.table_paint import TablePainter, heading_height, room_for, row_height
from ui.theme import scaled

Index = QModelIndex | QPersistentModelIndex

_CLOSE = {Qt.Key.Key_Left: True, Qt.Key.Key_Right: False}


class TableView(QTableView):
    """Shows a `TableModel`. ``editable`` says of a row whether its cells can be written in."""

    chosen = Signal(object)
    """The id of the row one is on; None on a heading or nowhere."""
    entered = Signal(object, int)
    """Enter or a double click: a row's id and a column."""
    pressed_sign = Signal(object, int)
    """A click in a cell with a chip."""
    opened = Signal(object)
    """Alt+Enter."""
    removed = Signal(object)
    menu_wanted = Signal(object, QPoint)
    typed = Signal(str)
    escaped = Signal()

    def __init__(
        self, name: str, model: TableModel[Any], editable: Callable[[Any], bool], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._wanted: Hashable | None = None
        self._column = 0
        self._scrolled = 0
        self._headings: set[int] = set()
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setMinimumSectionSize(heading_height())
        self.verticalHeader().setDefaultSectionSize(self.line_height())
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStyleSheet(
            "QHeaderView::section { padding-left: 0.35em; }"
        )  # in line with the cells
        self.horizontalHeader().setMinimumSectionSize(scaled(20))
        self.writing = CellWriting(self, model, editable, self.choose)
        self.setItemDelegate(TablePainter(model, self))
        model.modelAboutToBeReset.connect(self._remember)
        self.setModel(model)
        model.modelReset.connect(self._restore)
        self.setSortingEnabled(True)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.clicked.connect(self._clicked)
        self.doubleClicked.connect(self._double_clicked)
        self.verticalScrollBar().valueChanged.connect(self.writing.place)

    def line_height(self) -> int:
        """How high a line is that is no heading."""
        return row_height()

    @property
    def columns(self) -> Sequence[Column[Any]]:
        """The columns of the model."""
        return self._model.columns

    # The row one is on

    @property
    def current_id(self) -> Hashable | None:
        """The id of the row one is on; None on a heading or nowhere."""
        row = self._model.row_at(self.currentIndex().row())
        return None if row is None else row.id

    def choose(self, id: Hashable, column: int | None = None) -> bool:
        """Go to the row with that id, opening its group; whether it is shown."""
        self._model.reveal(id)
        self._wanted, self._column = id, self._column if column is None else column
        return self._go_to_wanted()

    def choose_first(self) -> bool:
        """Go to the first row that is no heading; whether there is one."""
        shown = self._model.shown
        return bool(shown) and self.choose(shown[0].id)

    def choose_near(self, line: int) -> bool:
        """The row one was on is gone: go to what stands in its place, or last; whether there is any."""
        lines = range(self._model.rowCount())
        near = sorted(lines, key=lambda one: (one < line, abs(one - line)))
        row = next((found for one in near if (found := self._model.row_at(one)) is not None), None)
        return row is not None and self.choose(row.id)

    def _go_to_wanted(self, *, scroll: bool = True) -> bool:
        line = None if self._wanted is None else self._model.line_of(self._wanted)
        if line is None:
            return False
        self.setAutoScroll(scroll)
        heading = isinstance(self._model.line(line), Group)
        index = self._model.index(line, 0 if heading else self._column)
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        )
        if scroll:
            self.scrollTo(index)
        self.setAutoScroll(True)
        return True

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        line = self._model.line(current.row())
        if line is not None:
            self._wanted = line.id
            if not isinstance(line, Group):
                self._column = current.column()
        self.chosen.emit(self.current_id)

    def _remember(self) -> None:
        self._scrolled = self.verticalScrollBar().value()

    def _restore(self) -> None:
        """After the rows were read again: the same row, the same place, the field still over its cell."""
        self.clearSpans()
        headings = set(self._model.groups)
        for line in self._headings - headings:
            self.setRowHeight(line, self.line_height())
        for line in headings:
            if len(self._model.columns) > 1:
                self.setSpan(line, 0, 1, len(self._model.columns))
            self.setRowHeight(line, heading_height())
        self._headings = headings
        self.updateGeometries()
        self.verticalScrollBar().setValue(self._scrolled)
        if not self._go_to_wanted(scroll=False):
            self.chosen.emit(None)
        self.writing.place()

    # Widths

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Give each column its room. In a narrow window those that give way are left out, one after the other."""
        columns = self._model.columns
        needs = [
            max(room_for(self._model.widest(place), has_icon=one.has_icon), room_for(one.title) + scaled(10))
            for place, one in enumerate(columns)
        ]
        shown = list(range(len(columns)))
        room = self.viewport().width()
        for place in sorted(shown, key=lambda one: -columns[one].gives_way):
            if columns[place].gives_way and sum(needs[one] for one in shown) > room:
                shown.remove(place)
        left = max(0, room - sum(needs[one] for one in shown))
        shares = sum(columns[one].stretch for one in shown) or 1
        for place, column in enumerate(columns):
            self.setColumnHidden(place, place not in shown)
            if place in shown:
                self.setColumnWidth(place, needs[place] + left * column.stretch // shares)
        self.writing.place()

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._own_key(event):
            super().keyPressEvent(event)

    def _own_key(self, event: QKeyEvent) -> bool:
        key, held = event.key(), event.modifiers()
        index = self.currentIndex()
        line = self._model.line(index.row())
        entering = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if isinstance(line, Group) and (entering or key in (Qt.Key.Key_Space, *_CLOSE)):
            if _CLOSE.get(Qt.Key(key), line.open) == line.open:
                self._model.turn(line.title)
        elif held & Qt.KeyboardModifier.ControlModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            down = key == Qt.Key.Key_Up
            self.sortByColumn(
                max(0, index.column()), Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
            )
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self._model.rowCount():
            self._step_to(0 if key == Qt.Key.Key_Home else self._model.rowCount() - 1)
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif (
            event.text().strip()
            and event.text().isprintable()
            and not held
            & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier)
        ):
            self.typed.emit(event.text())
        elif line is not None and not isinstance(line, Group):
            return self._row_key(key, held, line.id, index.column())
        else:
            return False
        return True

    def _row_key(self, key: int, held: Qt.KeyboardModifier, id: Hashable, column: int) -> bool:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if held & Qt.KeyboardModifier.AltModifier:
                self.opened.emit(id)
            else:
                self.entered.emit(id, column)
        elif key == Qt.Key.Key_F2:
            self.writing.begin(id, column)
        elif key == Qt.Key.Key_Delete:
            self.removed.emit(id)
        else:
            return False
        return True

    def _step_to(self, line: int) -> None:
        found = self._model.line(line)
        if found is not None:
            self._wanted = found.id
            self._go_to_wanted()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = event.pos()
        index = self.indexAt(at)
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
            at = self.visualRect(index).bottomLeft()
        row = self._model.row_at(index.row())
        if row is not None:
            self.choose(row.id)
            self.menu_wanted.emit(row.id, self.viewport().mapToGlobal(at))

    def place_of(self, id: Hashable, column: int) -> QPoint:
        """Where on the screen a menu about a cell is to open."""
        line = self._model.line_of(id)
        cell = self.visualRect(self._model.index(-1 if line is None else line, column))
        return self.viewport().mapToGlobal(cell.bottomLeft())

    def _clicked(self, index: QModelIndex) -> None:
        line = self._model.line(index.row())
        if isinstance(line, Group):
            self._model.turn(line.title)
        elif line is not None and self._model.columns[index.column()].cell(line).signs:
            self.pressed_sign.emit(line.id, index.column())

    def _double_clicked(self, index: QModelIndex) -> None:
        row = self._model.row_at(index.row())
        if row is not None and not self._model.columns[index.column()].cell(row).signs:
            self.entered.emit(row.id, index.column())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.choose_first()

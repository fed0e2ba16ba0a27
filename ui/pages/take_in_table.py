"""The table of what a file holds, under the name of each kind, with a box to tick in each row that can be chosen."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from coordinator.take_in.preview import Preview
from ui.pages.take_in_rows import TakeInRow, by_kind, columns, searched
from ui.pages.tick_table import TickTable
from ui.table import TableModel

_STATE = 2


class TakeInTable(TickTable):
    """Under the headings of the kinds; what is new first in each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.rows: TableModel[TakeInRow] = TableModel(columns(), searched, lambda _row: 0)
        super().__init__("Poster i filen", self.rows, parent)
        self.sortByColumn(_STATE, Qt.SortOrder.AscendingOrder)

    def show_new(self, preview: Preview, rows: Sequence[TakeInRow]) -> None:
        """Show what has just been read."""
        self.rows.group_by(None)
        self.rows.show_rows(rows)
        self.rows.group_by(by_kind(preview))
        self.fit()
        self._choose_choosable()
        self.verticalScrollBar().setValue(0)

    def _choose_choosable(self) -> None:
        """Begin where there is something to choose."""
        first = next((one for one in self.rows.shown if one.can_be_ticked), None)
        if first is None or not self.choose(first.id):
            self.choose_first()

    def show_again(self, rows: Sequence[TakeInRow]) -> None:
        """Show the same rows after another answer."""
        self.rows.show_rows(rows)
        self.fit()

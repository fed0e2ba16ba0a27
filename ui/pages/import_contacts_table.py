"""The table of contacts that can be taken in: a box to tick at the beginning of each row."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.pages.import_contacts_rows import ImportRow, by_kind, columns, searched
from ui.pages.tick_table import TickTable
from ui.table import TableModel


class ImportTable(TickTable):
    """Under headings, when some are there already; in the order of the list they came from."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.rows: TableModel[ImportRow] = TableModel(columns(), searched, lambda _row: 0)
        super().__init__("Kontakter som kan läggas till", self.rows, parent)
        self.sortByColumn(1, Qt.SortOrder.AscendingOrder)

    def show_new(self, rows: Sequence[ImportRow]) -> None:
        """Show what has just been read."""
        self.rows.group_by(by_kind(rows))
        self.show_again(rows)
        self.choose_first()
        self.verticalScrollBar().setValue(0)

    def show_again(self, rows: Sequence[ImportRow]) -> None:
        """Show the same rows after another answer."""
        self.rows.show_rows(rows)
        self.fit()

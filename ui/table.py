"""The rows of a table: which are shown, in what order, under which heading, and what each cell says.

The model keeps its own list over plain rows. What is searched and what is sorted by is made ready once for each row,
so that a key press among thousands of them is answered at once.
"""

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from coordinator.swedish import folded
from ui.chips import Sign
from ui.parts import tip

Index = QModelIndex | QPersistentModelIndex

_LONGEST = 24
"""No column is widened for more letters than this."""

CELL = Qt.ItemDataRole.UserRole + 1
"""The role under which a cell is got whole, for painting."""


class Row(Protocol):
    """What a row must have: an id that stays the same when the rows are read again."""

    @property
    def id(self) -> Hashable: ...


R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Cell:
    """What stands in one place: a text, a quieter one after it, signs, perhaps an icon. Colours are theme roles."""

    text: str = field(default="", repr=False)
    note: str = field(default="", repr=False)
    role: str = "ink"
    weight: int = 400
    icon: str = ""
    icon_role: str = "ink"
    signs: tuple[Sign, ...] = ()
    help: str = field(default="", repr=False)

    @property
    def words(self) -> str:
        """All of it as one would read it aloud."""
        said = (self.text, self.note, *(sign.text for sign in self.signs), self.help)
        return ", ".join(part for part in said if part)


@dataclass(frozen=True)
class Written(Generic[R]):
    """A field that is written in a cell: its name, its label, its value as one writes it, and a hint."""

    name: str
    label: str
    text: Callable[[R], str]
    hint: str = ""


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column. ``key`` gives what it is sorted by, None for what always stands last.

    widest: a text that shall have room. whole: so shall the longest text there is. stretch: its share of the room left.
    gives_way: a column with a higher number is left out sooner in a narrow window; 0 never is. edits: what is written
    in it, in the order of the tab key.
    """

    title: str
    cell: Callable[[R], Cell]
    key: Callable[[R], Any]
    widest: str
    stretch: int = 0
    gives_way: int = 0
    edits: tuple[Written[R], ...] = ()
    has_icon: bool = False
    whole: bool = False


@dataclass(frozen=True)
class Group(Generic[R]):
    """A heading among the rows, and the rows under it."""

    title: str
    rows: tuple[R, ...] = field(repr=False)
    open: bool

    @property
    def id(self) -> Hashable:
        """Its name among the ids of rows."""
        return ("group", self.title)


@dataclass(frozen=True)
class Grouping(Generic[R]):
    """How rows are put under headings: the heading of each, their order, and what is said beside one.

    ``about`` gives how many there are, and what is missing among them. ``closed`` are not open from the start.
    """

    title_of: Callable[[R], str]
    order: Sequence[str]
    about: Callable[[Sequence[R]], tuple[str, str]]
    closed: Collection[str] = ()


_EMPTY = Cell()


class TableModel(QAbstractTableModel, Generic[R]):
    """Rows filtered, sorted and grouped. ``searched`` gives the text of a row that a filter looks in.

    ``first`` gives a rank for rows that stand before the others whatever the order; 0 comes first.
    """

    def __init__(
        self,
        columns: Sequence[Column[R]],
        searched: Callable[[R], str],
        first: Callable[[R], int],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns, self._searched, self._first = tuple(columns), searched, first
        self._rows: tuple[R, ...] = ()
        self._haystacks: list[str] | None = None
        self._cells: dict[tuple[int, int], Cell] = {}
        self._titles: list[str] = []
        self._keys: dict[int, list[Any]] = {}
        self._order: list[int] = []
        self._lines: list[int | Group[R]] = []
        self._words: list[str] = []
        self._keep: Callable[[R], bool] | None = None
        self._grouping: Grouping[R] | None = None
        self._turned: set[str] = set()
        self._sorted_by, self._down = 0, False

    # What is shown

    def show_rows(self, rows: Sequence[R]) -> None:
        """Show other rows, or the same after a change, in the same way as those before."""
        self._rows = tuple(rows)
        self._haystacks = None
        self._cells.clear()
        self._keys.clear()
        self._name_groups()
        self._put_in_order()
        self._lay_out()

    def search(self, text: str) -> None:
        """Only rows that have every word of ``text``; while there are words, no group is closed."""
        self._words = folded(text).split()
        self._lay_out()

    def keep_only(self, keep: Callable[[R], bool] | None) -> None:
        """Only rows that pass; None for all."""
        self._keep = keep
        self._lay_out()

    def group_by(self, grouping: Grouping[R] | None) -> None:
        """Put the rows under headings, or under none."""
        self._grouping = grouping
        self._turned = set(grouping.closed) if grouping else set()
        self._name_groups()
        self._lay_out()

    def turn(self, title: str) -> None:
        """Close an open group or open a closed one."""
        self._turned ^= {title}
        self._lay_out()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted_by, self._down = max(column, 0), order == Qt.SortOrder.DescendingOrder
        self._put_in_order()
        self._lay_out()

    def _name_groups(self) -> None:
        self._titles = [self._grouping.title_of(row) for row in self._rows] if self._grouping else []

    def _put_in_order(self) -> None:
        keys = self._keys.get(self._sorted_by)
        if keys is None:
            key = self.columns[self._sorted_by].key
            keys = self._keys[self._sorted_by] = [key(row) for row in self._rows]
        filled = [place for place, value in enumerate(keys) if value is not None]
        filled.sort(key=keys.__getitem__, reverse=self._down)
        self._order = filled + [place for place, value in enumerate(keys) if value is None]
        ranks = [self._first(row) for row in self._rows]
        self._order.sort(key=ranks.__getitem__)

    def _lay_out(self) -> None:
        found = self._order
        for word in self._words:
            haystacks = self._folded_rows()
            found = [place for place in found if word in haystacks[place]]
        if self._keep is not None:
            found = [place for place in found if self._keep(self._rows[place])]
        self.beginResetModel()
        self._lines = list(found) if self._grouping is None else self._grouped(found, self._grouping.order)
        self.endResetModel()

    def _folded_rows(self) -> Sequence[str]:
        """What a filter looks in, made when somebody first filters."""
        if self._haystacks is None:
            self._haystacks = [folded(self._searched(row)) for row in self._rows]
        return self._haystacks

    def _grouped(self, found: Sequence[int], order: Sequence[str]) -> list[int | Group[R]]:
        members: dict[str, list[int]] = {title: [] for title in order}
        for place in found:
            members[self._titles[place]].append(place)
        lines: list[int | Group[R]] = []
        for title, places in members.items():
            if places:
                is_open = bool(self._words) or title not in self._turned
                lines.append(Group(title, tuple(self._rows[place] for place in places), is_open))
                lines += places if is_open else []
        return lines

    # What stands where

    def line(self, row: int) -> R | Group[R] | None:
        """The row or the heading at a line of the table; None past its end."""
        if not 0 <= row < len(self._lines):
            return None
        line = self._lines[row]
        return line if isinstance(line, Group) else self._rows[line]

    def row_at(self, row: int) -> R | None:
        """The row at a line; None for a heading."""
        line = self.line(row)
        return None if isinstance(line, Group) else line

    def cell(self, row: int, column: int) -> Cell:
        """What stands in a cell; empty in a heading."""
        line = self._lines[row]
        return _EMPTY if isinstance(line, Group) else self._cell(line, column)

    def _cell(self, place: int, column: int) -> Cell:
        found = self._cells.get((place, column))
        if found is None:
            found = self._cells[place, column] = self.columns[column].cell(self._rows[place])
        return found

    def line_of(self, id: Hashable) -> int | None:
        """The line where the row or the heading with that id stands; None when it is not shown."""
        for place, line in enumerate(self._lines):
            if (line.id if isinstance(line, Group) else self._rows[line].id) == id:
                return place
        return None

    def reveal(self, id: Hashable) -> None:
        """Open the group that the row with that id is in."""
        for place, row in enumerate(self._rows):
            if row.id == id and self._titles and self._titles[place] in self._turned:
                self.turn(self._titles[place])

    def widest(self, column: int) -> str:
        """The text that shall have room in a column."""
        one = self.columns[column]
        texts = [self._cell(place, column).text[:_LONGEST] for place in range(len(self._rows))] if one.whole else []
        return max([one.widest, *texts], key=len)

    @property
    def groups(self) -> list[int]:
        """The lines that are headings."""
        return [place for place, line in enumerate(self._lines) if isinstance(line, Group)]

    @property
    def shown(self) -> list[R]:
        """The rows that are shown, in order, without headings."""
        return [self._rows[line] for line in self._lines if not isinstance(line, Group)]

    def about(self, group: Group[R]) -> tuple[str, str]:
        """What is said beside a heading."""
        return self._grouping.about(group.rows) if self._grouping else ("", "")

    # What Qt asks

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | int | None:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int((Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"Sortera efter {self.columns[section].title.lower()}. I tabellen: Ctrl och pil ner eller upp."
        return self.columns[section].title if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index.row()) if index.isValid() else None
        if line is None:
            return None
        if isinstance(line, Group):
            spoken = role == Qt.ItemDataRole.AccessibleTextRole  # a cell under the heading is a part of it
            return self._heading(line, role) if spoken or index.column() == 0 else None
        cell = self.cell(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == CELL:
            return cell
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.columns[index.column()].title}: {cell.words or 'tomt'}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(cell.help or cell.words)
        return None

    def _heading(self, group: Group[R], role: int) -> str | None:
        if role == Qt.ItemDataRole.DisplayRole:
            return group.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = (group.title, *self.about(group), "öppen" if group.open else "stängd")
            return ", ".join(part for part in said if part)
        return None

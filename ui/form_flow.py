"""Layouts that follow the width: things that go on in the next line, and fields in one to three columns."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLayout, QLayoutItem, QSizePolicy, QWidget, QWidgetItem

from ui.theme import scaled

_COLUMN = 300
"""How wide a column must be at 100 % text before there is another beside it."""
_MOST_COLUMNS = 3


class Flow(QLayout):
    """Widgets beside each other; those that have no room go on in the next line."""

    def __init__(self, *parts: QWidget, spacing: int = 8, lines: int | None = None) -> None:
        """lines: how far the lines are from each other, when that is not as far as the widgets are."""
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setSpacing(scaled(spacing))
        self._between = scaled(spacing if lines is None else lines)
        self.setContentsMargins(0, 0, 0, 0)
        for part in parts:
            self.addWidget(part)

    def addWidget(self, part: QWidget) -> None:
        """One more, after the others.

        The item is made here: one that the toolkit makes is known in Python by its address only, and may be taken for
        another that stood there before, and go with it.
        """
        self.addChildWidget(part)
        self.addItem(QWidgetItem(part))

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, place: QRect) -> None:
        super().setGeometry(place)
        self._arrange(place, move=True)

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(hint.width() for hint in hints) + self.spacing() * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        hints = [item.minimumSize() for item in self._items if not item.isEmpty()]
        return QSize(max((one.width() for one in hints), default=0), max((one.height() for one in hints), default=0))

    def _arrange(self, place: QRect, *, move: bool) -> int:
        top = place.top()
        for line in self._lines(place.width()):
            left, height = place.left(), max(item.sizeHint().height() for item in line)
            for item in line if move else ():
                size = QSize(min(item.sizeHint().width(), place.width()), item.sizeHint().height())
                item.setGeometry(QRect(QPoint(left, top + (height - size.height()) // 2), size))
                left += size.width() + self.spacing()
            top += height + self._between
        return max(0, top - self._between - place.top())

    def _lines(self, room: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        taken = 0
        for item in self._items:
            if item.isEmpty():  # hidden
                continue
            width = item.sizeHint().width()
            if not lines or taken + width > room:
                lines.append([])
                taken = 0
            lines[-1].append(item)
            taken += width + self.spacing()
        return lines


class Spread(Flow):
    """Like a flow, but the last few stand at the right end of the line they are in."""

    def __init__(self, *parts: QWidget, right: int = 1, spacing: int = 8, lines: int | None = None) -> None:
        super().__init__(*parts, spacing=spacing, lines=lines)
        self._right = right

    def setGeometry(self, place: QRect) -> None:
        super().setGeometry(place)
        lines = self._lines(place.width())
        last = lines[-1] if lines else []
        moved = [one for one in self._items[-self._right :] if any(one is other for other in last)]
        shift = place.right() - moved[-1].geometry().right() if moved else 0
        for one in moved if shift > 0 else ():
            one.setGeometry(one.geometry().translated(shift, 0))


class Columns(QWidget):
    """Cells in as many columns as there is room for; a wide one has a row of its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells: list[tuple[QWidget, bool]] = []
        self._in_the_middle: set[QWidget] = set()
        self._count = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(scaled(20))
        self._grid.setVerticalSpacing(scaled(10))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, cell: QWidget, *, wide: bool = False, middle: bool = False) -> None:
        """One more cell, after the others; ``middle``: it has no label above, and stands beside the others' fields."""
        self._cells.append((cell, wide))
        if middle:
            self._in_the_middle.add(cell)
        cell.setParent(self)
        self._count = 0
        self._lay_out()

    def minimumSizeHint(self) -> QSize:
        """One column is enough: the scroll area around may make the page that narrow."""
        widest = max((cell.minimumSizeHint().width() for cell, _ in self._cells), default=0)
        return QSize(widest, self._grid.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        count = max(1, min(_MOST_COLUMNS, max(2, len(self._cells)), self.width() // scaled(_COLUMN)))
        if count == self._count:
            return
        self._count = count
        for cell, _ in self._cells:
            self._grid.removeWidget(cell)
        for place in range(_MOST_COLUMNS):
            self._grid.setColumnStretch(place, 1 if place < count else 0)
        row = place = 0
        for cell, wide in self._cells:
            if wide and place:
                row, place = row + 1, 0
            middle = cell in self._in_the_middle
            up = Qt.AlignmentFlag.AlignVCenter if middle else Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(cell, row, place, 1, count if wide else 1, up)
            place = count if wide else place + 1
            if place >= count:
                row, place = row + 1, 0
        self._grid.activate()
        self.updateGeometry()


def tab_to(previous: QWidget, after: QWidget) -> None:
    """Let the Tab key go from ``previous`` to ``after``.

    Qt lets nothing come after what cannot have the focus itself, so that may have it for as long as this takes.
    """
    holds_a_place = previous.focusPolicy() == Qt.FocusPolicy.NoFocus and previous.focusProxy() is None
    if holds_a_place:
        previous.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    QWidget.setTabOrder(previous, after)
    if holds_a_place:
        previous.setFocusPolicy(Qt.FocusPolicy.NoFocus)


def tab_after(previous: QWidget | None, part: QWidget) -> None:
    """Let the Tab key go from ``previous`` into ``part``, which was made later."""
    inside = [one for one in (part, *part.findChildren(QWidget)) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    known = set(inside)
    ordered: list[QWidget] = []
    here = part.nextInFocusChain()
    while here is not part and here is not None:
        if here in known:
            ordered.append(here)
        here = here.nextInFocusChain()
    for one in ordered:
        if previous is not None:
            tab_to(previous, one)
        previous = one

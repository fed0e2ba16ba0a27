"""The strip of the five groups in the head of every page of a patient: one stop for the Tab key, one press to the page.

With little room it says the same in fewer words, and never less: what finns, and what nobody has asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from coordinator.entity import Knowledge
from coordinator.umi.kinds import AlertGroup, Severity
from coordinator.umi.strip import StripField
from ui.chips import fitted, pen, rounded
from ui.icons import draw_icon
from ui.screen_reader import announce
from ui.strip_paint import look_of, paint_ground
from ui.theme import font, metrics, scaled, theme

_TITLE, _WORDS = (9.0, 400), (10.0, 600)
_AROUND, _ABOVE, _BETWEEN = 12, 5, 6
_NARROWEST = 124
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
_EVERY = len(AlertGroup)


@dataclass(frozen=True)
class _Cell:
    """What stands in one box, and the group that a press on it goes to. No title: one line."""

    group: AlertGroup
    state: Knowledge
    words: str = field(repr=False)
    says: str = field(repr=False)
    title: str = field(default="", repr=False)

    @property
    def size(self) -> QSize:
        sign = metrics(*_WORDS).height() + scaled(3)
        words = metrics(*_WORDS).horizontalAdvance(self.words) + sign
        wide = max(metrics(*_TITLE).horizontalAdvance(self.title), words)
        high = metrics(*_WORDS).height() + (metrics(*_TITLE).height() if self.title else 0) + 2 * scaled(_ABOVE)
        least = scaled(_NARROWEST) if self.title else 0
        return QSize(round(max(wide + 2 * scaled(_AROUND) + 1, least)), round(high))


class StripView(QPushButton):
    """The arrows go from field to field; Enter, or a press, goes to the group on its page."""

    group_wanted = Signal(object)

    def __init__(self, fields: Sequence[StripField], *, short: bool = False) -> None:
        """short: on one line, in fewer words."""
        super().__init__()
        self._cells = _in_short(fields) if short else [_whole(one) for one in fields]
        self._here = 0
        self.setMouseTracking(True)
        self._under: int | None = None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName("UMI. " + ". ".join(one.says for one in fields))
        self.setAccessibleDescription("Piltangenterna väljer grupp, Enter går till sidan UMI och akut")
        self.clicked.connect(self._go)

    @property
    def said(self) -> list[str]:
        """What stands in each box, from the left."""
        return [f"{one.title}: {one.words}" if one.title else one.words for one in self._cells]

    def sizeHint(self) -> QSize:
        sizes = [one.size for one in self._cells]
        between = scaled(_BETWEEN) * (len(sizes) - 1)
        return QSize(sum(one.width() for one in sizes) + between, max(one.height() for one in sizes))

    def minimumSizeHint(self) -> QSize:
        return QSize(max(one.size.width() for one in self._cells), self._cells[0].size.height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(max(place.bottom() for place in self._places(width)))

    def hitButton(self, _place: object) -> bool:
        return True

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._here = (self._here + step) % len(self._cells)
            announce(self, self._cells[self._here].says)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        under = self._at(event.position())
        self._here = self._here if under is None else under
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        under = self._at(event.position())
        if under != self._under:
            self._under = under
            self.setToolTip(self._cells[under].says if under is not None else "")
            self.update()

    def _go(self) -> None:
        self.group_wanted.emit(self._cells[self._here].group)

    # Painting

    def _places(self, room: int) -> list[QRectF]:
        """Where the boxes stand: beside each other, those that have no room in the next line."""
        found: list[QRectF] = []
        left = top = 0
        for size in (one.size for one in self._cells):
            if left and left + size.width() > room:
                left, top = 0, top + size.height() + scaled(_BETWEEN)
            found.append(QRectF(left, top, size.width(), size.height()))
            left += size.width() + scaled(_BETWEEN)
        return found

    def _at(self, place: QPointF) -> int | None:
        return next((at for at, room in enumerate(self._places(self.width())) if room.contains(place)), None)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at, (cell, place) in enumerate(zip(self._cells, self._places(self.width()), strict=True)):
            paint_ground(painter, place, cell.state, over=at == self._under and self.underMouse())
            _paint_words(painter, place, cell)
            if self.hasFocus() and at == self._here:
                rounded(painter, place, scaled(5), None, pen("focus", width=2))
        painter.end()


def _paint_words(painter: QPainter, place: QRectF, cell: _Cell) -> None:
    look, left = look_of(cell.state), place.left() + scaled(_AROUND)
    room, top = place.right() - left - scaled(4), place.top() + scaled(_ABOVE)
    middle = Qt.AlignmentFlag.AlignVCenter
    if cell.title:
        painter.setFont(font(*_TITLE))
        painter.setPen(theme().colour(look.title))
        high = metrics(*_TITLE).height()
        painter.drawText(QRectF(left, top, room, high), middle, fitted(cell.title, metrics(*_TITLE), room)[0])
        top += high
    high = metrics(*_WORDS).height()
    side = high - scaled(2)
    draw_icon(painter, look.sign, look.words, QRectF(left, top + scaled(1), side, side))
    painter.setFont(font(*_WORDS))
    painter.setPen(theme().colour(look.words))
    beside = QRectF(left + side + scaled(5), top, room - side - scaled(5), high)
    painter.drawText(beside, middle, fitted(cell.words, metrics(*_WORDS), beside.width())[0])


# What the boxes say


def _whole(one: StripField) -> _Cell:
    return _Cell(one.group, one.state, one.words, one.says, one.group.label)


def _in_short(fields: Sequence[StripField]) -> list[_Cell]:
    """One box for what there is, one for what is not asked; only when there is neither, that nothing is known."""
    some = [one for one in fields if one.state is Knowledge.SOME]
    unknown = [one for one in fields if one.state is Knowledge.NOT_ASKED]
    says = "; ".join(one.says for one in fields)
    found = []
    if some:
        found.append(_Cell(_worst(some).group, Knowledge.SOME, _some_words(some), says))
    if unknown:
        found.append(_Cell(unknown[0].group, Knowledge.NOT_ASKED, _unknown_words(unknown), says))
    return found or [_Cell(fields[0].group, Knowledge.NONE_KNOWN, "UMI: inga kända", says)]


def _worst(some: Sequence[StripField]) -> StripField:
    grades = list(Severity)
    return min(some, key=lambda one: grades.index(one.worst) if one.worst else len(grades))


def _some_words(some: Sequence[StripField]) -> str:
    """The group with what is life-threatening by its own words, and how many there are besides."""
    worst, count = _worst(some), sum(one.count for one in some)
    if worst.worst is Severity.LIFE_THREATENING:
        more = f", {count - worst.count} till" if count > worst.count else ""
        return f"{worst.group.label}: {worst.words}{more}"
    return f"UMI: {count} finns" if count else "UMI finns, inte inskriven"


def _unknown_words(unknown: Sequence[StripField]) -> str:
    words = " eller ".join(dict.fromkeys(one.words.lower() for one in unknown))
    if len(unknown) == _EVERY:
        return f"UMI: {words}"
    return f"{unknown[0].group.label}: {words}" if len(unknown) == 1 else f"{len(unknown)} UMI-grupper: {words}"

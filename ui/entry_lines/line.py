"""What a line about an entry says, and how that is laid out and drawn at a width: painted, since there are many."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Protocol
from uuid import UUID

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from ui.chips import Sign, chip_size, paint_chip
from ui.icons import draw_icon
from ui.theme import BODY_POINTS, LOOKS, font, metrics, scaled, theme

ABOVE = 7
_BAR, _GAP, _ICON, _BETWEEN = 10, 12, 16, 6
_NARROWEST = 220
"""With less room than this for the words, or less than half, signs and number go below them."""
_HIGH = 10_000
_FIRST, _WHAT, _NOTE, _NUMBER = (BODY_POINTS, 600), (BODY_POINTS, 400), (9.5, 400), (12.5, 700)
"""How things are written: points and weight. What stands first is bold: the day, or the name where there is none."""


@dataclass(frozen=True)
class Line:
    """What a line says. ``left`` are its first columns; ``number`` is the one to ring, large at the right.

    about: what stands in grey below. notes: more below, each its look with its text. role: the colour of ``left`` and
    ``icon``. asks: something can be done with it at once. elsewhere: it has no form here, and leads to another page.
    """

    id: UUID
    what: str = field(repr=False)
    left: tuple[str, ...] = field(default=(), repr=False)
    about: str = field(default="", repr=False)
    signs: tuple[Sign, ...] = field(default=(), repr=False)
    number: str = field(default="", repr=False)
    number_of: str = field(default="", repr=False)
    notes: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    icon: str = ""
    role: str = "ink"
    asks: bool = False
    elsewhere: bool = False

    @property
    def words(self) -> str:
        """All of it as one would read it aloud."""
        number = f"telefon {self.number} {self.number_of}".strip() if self.number else ""
        notes = (text for _, text in self.notes)
        said = (*self.left, self.what, self.about, *(sign.text for sign in self.signs), number, *notes)
        return ", ".join(part for part in said if part)


class Drawn(Protocol):
    """A line laid out at a width."""

    @property
    def height(self) -> int: ...
    def paint(self, painter: QPainter) -> None: ...


Draw = Callable[[Line, tuple[int, ...], int], Drawn]
"""Lays a line out: the line, how wide its first columns are at 100 % text, and the width there is."""

_Text = tuple[str, tuple[float, int], str]
"""A text, how it is written, and its colour."""


class Drawing:
    """A line laid out at a width. Worked out once: a layout asks for the height again and again."""

    def __init__(self, line: Line, columns: tuple[int, ...], width: int) -> None:
        """columns: how wide each of the first columns is, at 100 % text."""
        self._line, self._columns, self._width = line, columns, width
        self.left = words_left(line, columns)
        whole = width - self.left - scaled(_BAR)
        right = right_width(line)
        self._beside = whole - right >= max(scaled(_NARROWEST), whole // 2) or not right
        self._room = max(scaled(60), whole - (right if self._beside else 0))
        self._below = max(scaled(60), whole)
        """How wide what stands below may be: there is nothing at its right."""
        self._texts: list[_Text] = [(line.what, _WHAT if line.left else _FIRST, "ink")]
        if line.about:
            self._texts.append((line.about, _NOTE, "grey"))
        words = sum(height_of(written, text, self._room) for text, written, _ in self._texts)
        cells = zip(line.left, columns, strict=False)
        first = max((height_of(_FIRST, text, scaled(column) - scaled(8)) for text, column in cells), default=0)
        number, signs = self._number_height(), self._signs_height(self._sign_lines())
        self._head = max(words, first, number, signs) if self._beside else max(words, first)
        self._notes: list[_Text] = [(text, LOOKS[look][:2], LOOKS[look][2]) for look, text in line.notes]
        notes = sum(height_of(written, text, self._below) + scaled(2) for text, written, _ in self._notes)
        under = 0 if self._beside else signs + number + scaled(8)
        self.height = self._head + under + notes + 2 * scaled(ABOVE) + 1

    def paint(self, painter: QPainter) -> None:
        """Draw it at the top left."""
        self._paint_left(painter)
        top = scaled(ABOVE)
        for text, written, role in self._texts:
            top = write(painter, QRect(self.left, top, self._room, _HIGH), text, written, role)
        below = scaled(ABOVE) + self._head
        if self._beside:
            self._paint_right(painter)
        else:
            below = self._paint_below(painter, below + scaled(4))
        for text, written, role in self._notes:
            below = write(painter, QRect(self.left, below + scaled(2), self._below, _HIGH), text, written, role)

    def _number_height(self) -> int:
        line = self._line
        high = metrics(*_NUMBER).height() + (metrics(*_NOTE).height() if line.number_of else 0)
        return round(high) if line.number else 0

    def _signs_height(self, lines: Sequence[Sequence[Sign]]) -> int:
        return sum(chip_size(one[0].text).height() + scaled(4) for one in lines) - (scaled(4) if lines else 0)

    def _sign_lines(self) -> list[list[Sign]]:
        """The signs on one line; below the words on as many as they need."""
        if self._beside:
            return [list(self._line.signs)] if self._line.signs else []
        lines: list[list[Sign]] = []
        taken = 0
        for one in self._line.signs:
            width = chip_size(one.text, one.icon).width()
            if not lines or taken + width > self._below:
                lines.append([])
                taken = 0
            lines[-1].append(one)
            taken += width + scaled(_BETWEEN)
        return lines

    def _paint_left(self, painter: QPainter) -> None:
        line, left, top = self._line, scaled(_BAR), scaled(ABOVE)
        if line.icon:
            high, side = metrics(*_FIRST).height(), scaled(_ICON)
            draw_icon(painter, line.icon, line.role, QRectF(left, top + (high - side) / 2, side, side))
            left += scaled(_ICON + 8)
        for text, column in zip(line.left, self._columns, strict=False):
            write(painter, QRect(left, top, scaled(column) - scaled(8), _HIGH), text, _FIRST, line.role)
            left += scaled(column)

    def _paint_right(self, painter: QPainter) -> None:
        line, right = self._line, self._width - scaled(_BAR)
        if line.number:
            top = scaled(ABOVE)
            for text, written, role in ((line.number, _NUMBER, "teal"), (line.number_of, _NOTE, "grey")):
                left = right - round(metrics(*written).horizontalAdvance(text)) - 1
                top = write(painter, QRect(left, top, right - left + 1, _HIGH), text, written, role) if text else top
            right -= _number_width(line) + scaled(_GAP)
        self._paint_signs(painter, line.signs, right - _signs_width(line), scaled(ABOVE - 3))

    def _paint_below(self, painter: QPainter, top: int) -> int:
        line = self._line
        for signs in self._sign_lines():
            self._paint_signs(painter, signs, self.left, top)
            top += chip_size(signs[0].text).height() + scaled(4)
        if line.number:
            top = write(painter, QRect(self.left, top, self._below, _HIGH), line.number, _NUMBER, "teal")
        if line.number_of:
            top = write(painter, QRect(self.left, top, self._below, _HIGH), line.number_of, _NOTE, "grey")
        return top

    def _paint_signs(self, painter: QPainter, signs: Sequence[Sign], left: int, top: int) -> None:
        for one in signs:
            size = chip_size(one.text, one.icon)
            width = size.width() if self._beside else min(size.width(), self._below)
            paint_chip(painter, QRectF(left, top, width, size.height()), one.text, one.look, one.icon)
            left += size.width() + scaled(_BETWEEN)


def words_left(line: Line | None, columns: tuple[int, ...]) -> int:
    """Where the words of a line begin."""
    icon = scaled(_ICON + 8) if line is not None and line.icon else 0
    taken = columns if line is None or line.left else ()
    return scaled(_BAR) + icon + sum(scaled(one) for one in taken)


def right_width(line: Line) -> int:
    """How wide the signs and the number are beside each other."""
    widths = [one for one in (_signs_width(line), _number_width(line)) if one]
    return sum(widths) + scaled(_GAP) * len(widths)


def _signs_width(line: Line) -> int:
    between = scaled(_BETWEEN) * max(0, len(line.signs) - 1)
    return sum(chip_size(one.text, one.icon).width() for one in line.signs) + between


def _number_width(line: Line) -> int:
    if not line.number:
        return 0
    widths = metrics(*_NUMBER).horizontalAdvance(line.number), metrics(*_NOTE).horizontalAdvance(line.number_of)
    return round(max(widths)) + 2


def height_of(written: tuple[float, int], text: str, width: int) -> int:
    room = QRectF(0, 0, width, _HIGH)
    return ceil(metrics(*written).boundingRect(room, _flags(written, text, width), text).height()) if text else 0


def write(painter: QPainter, room: QRect, text: str, written: tuple[float, int], role: str) -> int:
    """Write a text at the top of ``room``; where it ends below."""
    painter.setFont(font(*written))
    painter.setPen(theme().colour(role))
    painter.drawText(room, _flags(written, text, room.width()), text)
    return room.top() + height_of(written, text, room.width())


def _flags(written: tuple[float, int], text: str, width: int) -> int:
    """Broken between words; anywhere when a word alone is wider than the room."""
    longest = max(text.split(), key=len, default="")
    fits = metrics(*written).horizontalAdvance(longest) <= width
    wrap = Qt.TextFlag.TextWordWrap if fits else Qt.TextFlag.TextWrapAnywhere
    return int(wrap) | int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)

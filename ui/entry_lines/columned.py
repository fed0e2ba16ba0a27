"""A line with its sign and its days in columns of their own; in a narrow window they stand below the words."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter

from ui.chips import chip_size, paint_chip
from ui.entry_lines.line import ABOVE, Line, height_of, words_left, write
from ui.icons import draw_icon
from ui.theme import BODY_POINTS, LOOKS, metrics, scaled

_BAR, _ICON, _HIGH = 10, 16, 10_000
_FIRST = BODY_POINTS, 600

Texts = tuple[tuple[str, str], ...]
"""Texts, each its look with its words."""


@dataclass(frozen=True)
class ColumnedLine(Line):
    """``last``: what stands in the last column. inside: how far in the line begins, as what belongs to the one above.

    look: how what it is about is written.
    """

    last: Texts = field(default=(), repr=False)
    inside: int = 0
    look: str = "strong"

    @property
    def words(self) -> str:
        """All of it as one would read it aloud."""
        said = ", ".join(text for _, text in self.last)
        return ", ".join(filter(None, (super().words, said)))


class Columned:
    """The columns of a line at a width."""

    TABLE: ClassVar[int]
    """From this width, at 100 % text, there are columns."""
    SIGN: ClassVar[int]
    LAST: ClassVar[int]
    """How wide the two are."""

    def __init__(self, line: Line, _columns: tuple[int, ...], width: int) -> None:
        self._line, self._width = line, width
        said = line if isinstance(line, ColumnedLine) else ColumnedLine(line.id, line.what)
        self._last_texts, self._look = said.last, said.look
        self._icon_left = scaled(_BAR + said.inside)
        self._left = words_left(line, ()) + self._icon_left - scaled(_BAR)
        self._in_columns = width >= scaled(self.TABLE)
        columns = scaled(self.LAST + (self.SIGN if line.signs else 0)) if self._in_columns else 0
        self._last = scaled(self.LAST - _BAR)
        self._room = max(scaled(60), width - self._left - columns - scaled(_BAR))

    @cached_property
    def height(self) -> int:
        """How high it is."""
        words = self._below(0, self._words)
        heights = [chip_size(one.text).height() for one in self._line.signs]
        signs = sum(heights) + scaled(3) * (len(heights) - 1) if heights else 0
        if self._in_columns:
            inside = max(words, signs, self._below(0, self._last_texts, self._last))
        else:
            inside = words + (signs + scaled(5) if signs else 0) + self._below(0, self._last_texts)
        return inside + 2 * scaled(ABOVE) + 1

    @property
    def _words(self) -> Texts:
        about = (("note", self._line.about),) if self._line.about else ()
        return ((self._look, self._line.what), *about, *self._line.notes)

    def _below(self, top: int, texts: Texts, room: int = 0) -> int:
        return top + sum(height_of(LOOKS[look][:2], text, room or self._room) for look, text in texts)

    def paint(self, painter: QPainter) -> None:
        """Draw it at the top left."""
        line, top = self._line, scaled(ABOVE)
        if line.icon:
            high, side = metrics(*_FIRST).height(), scaled(_ICON)
            draw_icon(painter, line.icon, line.role, QRectF(self._icon_left, top + (high - side) / 2, side, side))
        below = self._write(painter, self._left, top, self._room, self._words)
        if self._in_columns:
            left = self._width - scaled(self.LAST + self.SIGN)
            self._paint_signs(painter, left, top - scaled(3))
            self._write(painter, self._width - scaled(self.LAST), top, self._last, self._last_texts)
        else:
            below = self._paint_signs(painter, self._left, below + scaled(2)) if line.signs else below
            self._write(painter, self._left, below, self._room, self._last_texts)

    def _write(self, painter: QPainter, left: int, top: int, room: int, texts: Texts) -> int:
        for look, text in texts:
            points, weight, role = LOOKS[look]
            top = write(painter, QRect(left, top, room, _HIGH), text, (points, weight), role)
        return top

    def _paint_signs(self, painter: QPainter, left: int, top: int) -> int:
        for one in self._line.signs:
            size = chip_size(one.text, one.icon)
            place = QRectF(left, top, min(size.width(), self._width - left), size.height())
            paint_chip(painter, place, one.text, one.look, one.icon)
            top += size.height() + scaled(3)
        return top

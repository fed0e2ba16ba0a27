"""The rows of an akutinformation, Swedish beside English; below each other where there is no room."""

from collections.abc import Iterator
from itertools import groupby

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from coordinator.umi.texts import MISSING, TextLine, TextPair, text_lines
from ui.chips import Chip
from ui.parts import Picture, column, label, row, whole
from ui.theme import scaled

_BESIDE = 440
"""From this width, at 100 % text, the two languages stand beside each other."""
_SIGNS = {
    "condition": ("stethoscope", "grey"),
    "do_not": ("ban", "red"),
    "avoid_medicines": ("pill", "red"),
    "do_this": ("check", "green"),
    "anaesthesia": ("syringe", "teal"),
    "fasting": ("utensils", "teal"),
    "infusion": ("droplet", "teal"),
    "seizures": ("zap", "teal"),
    "breathing": ("wind", "teal"),
    "communication": ("message-square", "teal"),
    "card_text": ("id-card", "grey"),
}
"""The sign of each field, and its colour."""
_WORDS = {"do_this": "Gör", "do_not": "Att inte göra", "anaesthesia": "Sövning"}
"""What stands above the rows where that is shorter than the name of the field."""
_FORBIDS = frozenset({"do_not", "avoid_medicines"})


def word_of(line: TextLine) -> str:
    """The Swedish word above the rows of a field."""
    return _WORDS.get(line.field, line.label)


class SideBySide(QWidget):
    """Row beside row. A sign never stands without the word of its field, and what is missing is said in words."""

    def __init__(self, pair: TextPair) -> None:
        super().__init__()
        self.pairs = list(_cells(pair))
        """Each Swedish cell with the English one beside it."""
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(scaled(24))
        self._grid.setVerticalSpacing(scaled(4))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.is_beside: bool | None = None
        """Whether the languages stand beside each other."""
        self._lay_out(beside=False)

    def minimumSizeHint(self) -> QSize:
        """One column is enough: the page may be that narrow."""
        widest = max(cell.minimumSizeHint().width() for cells in self.pairs for cell in cells)
        return QSize(widest, self._grid.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out(beside=self.width() >= scaled(_BESIDE))

    def _lay_out(self, *, beside: bool) -> None:
        if beside == self.is_beside:
            return
        self.is_beside = beside
        count = len(self.pairs)
        for place, cells in enumerate(self.pairs):
            for side, cell in enumerate(cells):
                self._grid.removeWidget(cell)
                where = (place, side) if beside else (place + side * count, 0)
                self._grid.addWidget(cell, *where, Qt.AlignmentFlag.AlignTop)
        for side in (0, 1):
            self._grid.setColumnStretch(side, 1 if beside or side == 0 else 0)
        self._grid.activate()
        self.updateGeometry()


def _cells(pair: TextPair) -> Iterator[tuple[QWidget, QWidget]]:
    yield _head("Gör så här", "sv"), _head("Do this", "en")
    number = 0
    for field, of_field in groupby(text_lines(pair), key=lambda one: one.field):
        rows = list(of_field)
        if field != "heading":
            yield (
                _word(word_of(rows[0]), field) if pair.swedish is not None else _nothing(),
                _word(rows[0].english_label, field) if pair.english is not None else _nothing(),
            )
        for one in rows:
            number += field != "heading"
            yield _cell(one, pair, "sv", number), _cell(one, pair, "en", number)


def _all_missing(pair: TextPair) -> str:
    """What is said where a whole language is missing."""
    if pair.english is None:
        return MISSING
    return "Svensk text saknas" if pair.english.translates_id is None else "Den svenska texten gäller inte längre"


def _head(words: str, language: str) -> QWidget:
    chip = Chip(language)
    chip.setAccessibleName({"sv": "på svenska", "en": "på engelska"}[language])
    made = row(label(words, "strong"), chip, 1)
    made.setContentsMargins(0, scaled(6), 0, 0)
    return whole(made)


def _word(word: str, field: str) -> QWidget:
    """The word of a field, above its rows."""
    made = column(label(word, "danger" if field in _FORBIDS else "column", wrap=True))
    made.setContentsMargins(0, scaled(4), 0, 0)
    return whole(made)


def _nothing() -> QWidget:
    return whole(row())


def _cell(line: TextLine, pair: TextPair, language: str, number: int) -> QWidget:
    """One row in one language; in words where it is missing."""
    is_swedish, is_heading = language == "sv", line.field == "heading"
    text, whose = (line.swedish, pair.swedish) if is_swedish else (line.english, pair.english)
    if whose is None:
        return _missing(_all_missing(pair)) if is_heading else _nothing()
    if not text:
        which = "rubriken" if is_heading else f"rad {number}"
        return _missing(f"{'Svensk text saknas' if is_swedish else MISSING} för {which}")
    if is_heading:
        return copyable(label(text, "strong", wrap=True))
    words = copyable(label(text, wrap=True))
    words.setAccessibleName(f"{word_of(line) if is_swedish else line.english_label}: {text}")
    return signed(words, *_SIGNS[line.field])


def _missing(words: str) -> QWidget:
    return signed(label(words, "amber", wrap=True), "circle-dashed", "amber")


def copyable(words: QLabel) -> QLabel:
    """Let the text be marked with the mouse; the Tab key does not stop at every row."""
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return words


def signed(words: QWidget, icon: str, role: str) -> QWidget:
    """Words with a sign before them."""
    inside = row(spacing=8)
    sign = QWidget()
    sign.setLayout(row(Picture(icon, role)))
    inside.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    inside.addWidget(words, 1)
    return whole(inside)

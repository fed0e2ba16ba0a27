"""What stands in the journal beside what stands here now, with the words marked that are others."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from coordinator.journal.rows import JournalRow, JournalState
from coordinator.journal_entry import JournalEntry
from coordinator.swedish import SWEDEN, short_day
from coordinator.text_difference import Fate, Piece, difference
from ui.entry_history import marked
from ui.pages.halves import Halves
from ui.parts import Boxed, column, label, whole

_NOT_KEPT = "Lydelsen är inte sparad här. Läs i journalen."
_GONE = "Borttagen."
_BESIDE = 380


def entered_words(one: JournalEntry, today: date) -> str:
    """By whom and when it was put into the journal: "Införd tors 19 nov 14:05 av Karin Ek"."""
    at = one.entered_at.astimezone(SWEDEN)
    by = f" av {one.entered_by.strip()}" if one.entered_by.strip() else ""
    return f"Införd {short_day(at.date(), today)} {at:%H:%M}{by}"


def without_day(words: Sequence[str], day: date) -> str:
    """The words of a row below each other, without the day that they begin with: it stands above them."""
    return "\n".join(words).removeprefix(f"{day.isoformat()}: ")


class Versions(QWidget):
    """Both versions of one row, for one that was changed or taken away since it was put into the journal."""

    def __init__(self, one: JournalRow, today: date) -> None:
        super().__init__()
        before = "\n".join(one.before)
        now = "" if one.state is JournalState.REMOVED else "\n".join(one.words)
        pieces = difference(before, now) if before and now else ()
        there = entered_words(one.entered, today) if one.entered is not None else ""
        self.before = _text(before or _NOT_KEPT, pieces, Fate.REMOVED)
        self.now = _text(now or _GONE, pieces, Fate.ADDED)
        parts = (
            _side("I journalen", there, self.before),
            _side("Här nu", "" if one.state is JournalState.REMOVED else _changed(one), self.now),
        )
        self.setLayout(column(Halves(*parts, wide=_BESIDE, spacing=10)))


def _changed(one: JournalRow) -> str:
    return "Ändrad efter det, men orden är desamma" if one.reads_as_before else "Ändrad efter det"


def _side(title: str, note: str, text: QLabel) -> QWidget:
    box = Boxed("sunken")
    box.inside.addWidget(label(title, "strong"))
    if note:
        box.inside.addWidget(label(note, "note", wrap=True))
    box.inside.addWidget(text)
    return whole(column(box))


def _text(words: str, pieces: Sequence[Piece], fate: Fate) -> QLabel:
    """One side: what both have in common, and what only this one has, marked."""
    made = label(words, wrap=True)
    mine = [piece for piece in pieces if piece.fate in (Fate.KEPT, fate)]
    if any(piece.fate is fate for piece in mine):
        made.setTextFormat(Qt.TextFormat.RichText)
        made.setText("".join(marked(piece.fate, piece.text) for piece in mine))
        word = "bara i journalen" if fate is Fate.REMOVED else "bara här"
        others = ", ".join(piece.text.strip() for piece in mine if piece.fate is fate and piece.text.strip())
        made.setAccessibleName(f"{words}. {word}: {others}")
    return made

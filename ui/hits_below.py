"""What fits is offered below a line while one types: the arrows choose, Enter takes, Escape closes, and it is told."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from ui.fields import LineField
from ui.screen_reader import Announcer, announce, hits_in_words
from ui.term_hits import Hit, TermHits

KEYS = "Pil ned väljer, Enter tar, Esc stänger."
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class HitsBelow(QObject):
    """The box of hits of one line, and the keys of that line while the box is open."""

    taken = Signal(object)
    """A hit was chosen; the box is closed."""

    def __init__(self, line: LineField, offered: str) -> None:
        """offered: what the hits are, for who cannot see them."""
        super().__init__(line)
        self.line, self._offered = line, offered
        self._announcer = Announcer(line)
        self._box: TermHits | None = None
        line.installEventFilter(self)

    @property
    def box(self) -> TermHits:
        """The box, made when it is first needed."""
        if self._box is None:
            self._box = TermHits(self.line, self._offered)
            self._box.taken.connect(self.take)
            self.destroyed.connect(self._box.deleteLater)
        return self._box

    @property
    def is_open(self) -> bool:
        """Whether the box is seen."""
        return self._box is not None and self._box.isVisible()

    def show_hits(self, found: Sequence[Hit[Any]], note: str) -> None:
        """Offer these, with ``note`` below them."""
        self.box.show_hits(found, self.line.text(), note)
        self._announcer.soon(hits_in_words(len(found)) if found else note)

    def tell(self, words: str) -> None:
        """Say something to who cannot see it, once she has stopped typing."""
        self._announcer.soon(words)

    def close_box(self) -> None:
        """Put the box away."""
        self._announcer.forget()
        if self._box is not None:
            self._box.hide()

    def take(self, hit: Hit[Any]) -> None:
        """Choose one."""
        self.close_box()
        self.taken.emit(hit)

    def step(self, lines: int) -> None:
        """Mark the line so many further."""
        hit = self.box.step(lines)
        self._announcer.forget()
        announce(self.line, hit.words if hit is not None else self.line.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows, Enter and Escape are the box's while it is open; leaving the line closes it."""
        if not self.is_open:
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._took(event)
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.close_box()
        elif event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self.box.follow()
        return False

    def _took(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if key in _STEPS:
            self.step(_STEPS[key])
            return True
        if key == Qt.Key.Key_Escape:
            self.close_box()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            chosen = self.box.marked
            self.close_box()
            if chosen is not None:
                self.take(chosen)
                return True
        return False

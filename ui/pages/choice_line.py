"""A few words beside each other of which one is chosen, painted: by a key of its own, the arrows or the mouse."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from ui.chips import Look, chip_size, paint_chip, pen, rounded
from ui.theme import font, scaled, theme

_AROUND, _BETWEEN = 3, 2
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1}
_BESIDE = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class ChoiceLine(QPushButton):
    """Whoever makes one shows what is picked: nothing is chosen by the line itself."""

    picked = Signal(int)
    """The user chose the word at that place, perhaps the one that was."""
    stepped = Signal(int)
    """An arrow up or down, or Enter: to another line."""

    def __init__(
        self,
        words: Sequence[str],
        icons: Sequence[str],
        keys_in_words: str,
        *,
        look_of: Callable[[int], tuple[Look, str]],
        place_of_key: Callable[[QKeyEvent], int | None],
    ) -> None:
        """icons: the sign each word may have, for which there is room. keys_in_words: told to a screen reader.

        look_of: how the word at a place is drawn, and with which sign, when it is the chosen one. place_of_key: the
        place of the word whose key it is.
        """
        super().__init__()
        self.look_of, self._place_of_key = look_of, place_of_key
        self.place: int | None = None
        """Which word is chosen; None when none is."""
        self._words, self._icons = words, icons
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleDescription(f"{keys_in_words}. Pil upp och ned går till en annan rad.")

    def sizeHint(self) -> QSize:
        width = sum(round(place.width()) for place in self._places()) + scaled(_BETWEEN) * (len(self._words) - 1)
        return QSize(width + 2 * scaled(_AROUND), chip_size("Å").height() + 2 * scaled(_AROUND))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, _place: object) -> bool:
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier & ~Qt.KeyboardModifier.ShiftModifier
        key = Qt.Key(event.key())
        said = None if held else self._place_of_key(event)
        if held:
            super().keyPressEvent(event)
        elif said is not None:
            self.picked.emit(said)
        elif key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key in _BESIDE:
            last = len(self._words) - 1
            before = (0 if _BESIDE[key] > 0 else last) - _BESIDE[key] if self.place is None else self.place
            self.picked.emit((before + _BESIDE[key]) % (last + 1))
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        under = self._at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and under is not None and self.isEnabled():
            self.picked.emit(under)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = pen("focus", width=2) if self.hasFocus() else pen("border")
        rounded(painter, QRectF(self.rect()), scaled(6), theme().colour("paper"), edge)
        for at, (word, place) in enumerate(zip(self._words, self._places(), strict=True)):
            if at == self.place:
                look, icon = self.look_of(at)
                width = chip_size(word, icon).width()  # in the middle of its room, which has place for the sign too
                inside = QRectF(place.left() + (place.width() - width) / 2, place.top(), width, place.height())
                paint_chip(painter, inside, word, look, icon)
            else:
                painter.setFont(font(9.5))
                painter.setPen(theme().colour("grey"))
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, word)
        painter.end()

    def _places(self) -> list[QRectF]:
        left, found = float(scaled(_AROUND)), []
        for word, icon in zip(self._words, self._icons, strict=True):
            size = chip_size(word, icon)
            found.append(QRectF(left, scaled(_AROUND), size.width(), size.height()))
            left += size.width() + scaled(_BETWEEN)
        return found

    def _at(self, place: QPointF) -> int | None:
        return next((at for at, room in enumerate(self._places()) if room.contains(place)), None)

"""How far a row of a SIP has come: four words of which one is chosen, by its letter, the arrows or the mouse."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from coordinator.sip.decision import DecisionStatus
from ui.chips import CHOSEN, DONE, FACT, GAP, OWN, Look, chip_size, paint_chip, pen, rounded
from ui.theme import font, scaled, theme

ORDER = (DecisionStatus.DONE, DecisionStatus.ONGOING, DecisionStatus.NOT_STARTED, DecisionStatus.CHANGED)
LETTERS: Mapping[str, DecisionStatus] = {
    "k": DecisionStatus.DONE, "p": DecisionStatus.ONGOING, "e": DecisionStatus.NOT_STARTED, "ä": DecisionStatus.CHANGED,
}  # fmt: skip
HINT = "K klart, P pågår, E ej påbörjat, Ä ändrat"
_LOOKS: Mapping[DecisionStatus, tuple[Look, str]] = {
    DecisionStatus.DONE: (DONE, "check"),
    DecisionStatus.ONGOING: (CHOSEN, ""),
    DecisionStatus.NOT_STARTED: (FACT, ""),
    DecisionStatus.CHANGED: (OWN, ""),
}
_AROUND, _BETWEEN = 3, 2
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class StatusChoice(QPushButton):
    """The four words. One that nobody has said anew since the last follow-up is dashed: it remains to be asked."""

    chosen = Signal(object)
    """A status was chosen, perhaps the one that it had."""
    stepped = Signal(int)
    """An arrow up or down: to another row."""

    def __init__(self) -> None:
        super().__init__()
        self.status, self.is_said, self._of = DecisionStatus.NOT_STARTED, False, ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleDescription(f"{HINT}. Pil upp och ned går till en annan rad.")

    def show_status(self, status: DecisionStatus, *, is_said: bool, of: str) -> None:
        """Show how far the row has come; is_said: at this follow-up. of: what the row is called."""
        self.status, self.is_said, self._of = status, is_said, of
        self.setAccessibleName(f"{of}: {status.label}{'' if is_said else ', inte uppföljd än'}")
        self.update()

    def sizeHint(self) -> QSize:
        width = sum(round(place.width()) for place in self._places().values()) + scaled(_BETWEEN) * (len(ORDER) - 1)
        return QSize(width + 2 * scaled(_AROUND), chip_size("Å").height() + 2 * scaled(_AROUND))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, _place: object) -> bool:
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier & ~Qt.KeyboardModifier.ShiftModifier
        key = Qt.Key(event.key())
        beside = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key)
        said = LETTERS.get(event.text().casefold())
        if held:
            super().keyPressEvent(event)
        elif said is not None:
            self._choose(said)
        elif key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.stepped.emit(1)
        elif key == Qt.Key.Key_Space:
            self._choose(self.status)  # as it was: that is said now too
        elif beside is not None:
            self._choose(ORDER[(ORDER.index(self.status) + beside) % len(ORDER)])
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        under = self._at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and under is not None and self.isEnabled():
            self._choose(under)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        edge = pen("focus", width=2) if self.hasFocus() else pen("border")
        rounded(painter, whole, scaled(6), theme().colour("paper"), edge)
        for status, place in self._places().items():
            if status is self.status:
                look, icon = _LOOKS[status] if self.is_said else (GAP, "")
                paint_chip(painter, self._inside(status, place), status.label, look, icon)
            else:
                painter.setFont(font(9.5))
                painter.setPen(theme().colour("grey"))
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, status.label)
        painter.end()

    def _inside(self, status: DecisionStatus, place: QRectF) -> QRectF:
        """In the middle of its room, which has place for the sign too."""
        width = chip_size(status.label, _LOOKS[status][1] if self.is_said else "").width()
        return QRectF(place.left() + (place.width() - width) / 2, place.top(), width, place.height())

    def _places(self) -> dict[DecisionStatus, QRectF]:
        left, found = float(scaled(_AROUND)), {}
        for status in ORDER:
            size = chip_size(status.label, _LOOKS[status][1])
            found[status] = QRectF(left, scaled(_AROUND), size.width(), size.height())
            left += size.width() + scaled(_BETWEEN)
        return found

    def _at(self, place: QPointF) -> DecisionStatus | None:
        return next((status for status, room in self._places().items() if room.contains(place)), None)

    def _choose(self, status: DecisionStatus) -> None:
        self.show_status(status, is_said=True, of=self._of)
        self.chosen.emit(status)

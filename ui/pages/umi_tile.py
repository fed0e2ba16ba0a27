"""One of the five groups as a tile: its name, what is known in large words, and since when or what to do."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from coordinator.entity import Knowledge
from coordinator.umi.kinds import AlertGroup
from coordinator.umi.strip import NOT_ASKED, StripField
from ui.chips import pen, rounded
from ui.entry_lines.line import height_of, write
from ui.icons import draw_icon
from ui.parts import Pressable
from ui.strip_paint import look_of, paint_ground
from ui.theme import BODY_POINTS, metrics, scaled, theme

_TITLE, _WORDS, _NOTE = (BODY_POINTS, 600), (12.5, 700), (9.5, 400)
_AROUND, _ABOVE, _SIGN, _HIGH, _NARROWEST = 12, 8, 18, 10_000, 150
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class Tile(Pressable):
    """Enter or a press asks about the group, or goes to its rows; the arrows go to the tile beside."""

    stepped = Signal(int)

    def __init__(self, group: AlertGroup) -> None:
        super().__init__()
        self.told, self.is_chosen = StripField(group, Knowledge.NOT_ASKED, 0, None, None, NOT_ASKED, ""), False
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def show_field(self, told: StripField) -> None:
        """Say what is known of the group now."""
        self.told = told
        self.setAccessibleName(told.says)
        self.updateGeometry()
        self.update()

    def show_chosen(self, *, is_chosen: bool) -> None:
        """Mark it as the one that is asked about below, or whose row is chosen."""
        if is_chosen != self.is_chosen:
            self.is_chosen = is_chosen
            self.setAccessibleDescription("vald" if is_chosen else "")
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.stepped.emit(step)
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(scaled(_NARROWEST), self.heightForWidth(scaled(_NARROWEST)))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(_NARROWEST), round(3 * metrics(*_TITLE).height()))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = width - 2 * scaled(_AROUND)
        words = height_of(_WORDS, self.told.words, room - scaled(_SIGN + 6))
        texts = height_of(_TITLE, self.told.group.label, room) + height_of(_NOTE, self.told.note, room)
        return texts + words + 2 * scaled(_ABOVE) + scaled(6)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        told, look, place = self.told, look_of(self.told.state), QRectF(self.rect())
        paint_ground(painter, place, told.state, over=self.underMouse())
        left, room = scaled(_AROUND), self.width() - 2 * scaled(_AROUND)
        top = write(painter, QRect(left, scaled(_ABOVE), room, _HIGH), told.group.label, _TITLE, "ink") + scaled(2)
        side, beside = scaled(_SIGN), scaled(_SIGN + 6)
        middle = top + metrics(*_WORDS).height() / 2
        draw_icon(painter, look.sign, look.words, QRectF(left, middle - side / 2, side, side))
        words = QRect(left + beside, top, room - beside, _HIGH)
        top = write(painter, words, told.words, _WORDS, look.words) + scaled(2)
        write(painter, QRect(left, top, room, _HIGH), told.note, _NOTE, "grey")
        if self.is_chosen:
            bar = scaled(4)
            painter.fillRect(QRectF(0, place.height() - bar, place.width(), bar), theme().colour("teal"))
        if self.hasFocus():
            rounded(painter, place, scaled(5), None, pen("focus", width=2))
        painter.end()

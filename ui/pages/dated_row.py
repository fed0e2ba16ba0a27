"""A line of the overview: a day, what it is about, whom with, and perhaps a sign. Painted, since there are many."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.chips import Sign, chip_size, paint_chip
from ui.theme import BODY_POINTS, font, scaled, theme

_DAY, _GAP, _ABOVE = 126, 10, 6
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_HIGH = 10_000


class DatedRow(QWidget):
    """One line, as high as its text needs, with a rule below."""

    def __init__(self, day: str, what: str, who: str = "", sign: Sign | None = None) -> None:
        super().__init__()
        self._day, self._what, self._who, self._sign = day, what, who, sign
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        said = (day, what, who, sign.text if sign else "")
        self.setAccessibleName(", ".join(part for part in said if part))

    def sizeHint(self) -> QSize:
        width = scaled(_DAY + 240) + self._sign_width()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(_DAY + 120) + self._sign_width(), self.fontMetrics().height() + 2 * scaled(_ABOVE))

    def heightForWidth(self, width: int) -> int:
        room = self._room(width)
        height = _height(font(), self._what, room) + (_height(font(9.5), self._who, room) if self._who else 0)
        return height + 2 * scaled(_ABOVE) + 1

    def _sign_width(self) -> int:
        return chip_size(self._sign.text, self._sign.icon).width() + scaled(_GAP) if self._sign else 0

    def _room(self, width: int) -> int:
        return max(scaled(80), width - scaled(_DAY) - self._sign_width())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        top, left, room = scaled(_ABOVE), scaled(_DAY), self._room(self.width())
        painter.setPen(theme().colour("ink"))
        painter.setFont(font(BODY_POINTS, 600))
        painter.drawText(QRect(0, top, left - scaled(_GAP), _HIGH), _WRAP, self._day)
        painter.setFont(font())
        painter.drawText(QRect(left, top, room, _HIGH), _WRAP, self._what)
        if self._who:
            below = top + _height(font(), self._what, room)
            painter.setPen(theme().colour("grey"))
            painter.setFont(font(9.5))
            painter.drawText(QRect(left, below, room, _HIGH), _WRAP, self._who)
        if self._sign:
            size = chip_size(self._sign.text, self._sign.icon)
            place = QRectF(self.width() - size.width(), top - scaled(2), size.width(), size.height())
            paint_chip(painter, place, self._sign.text, self._sign.look, self._sign.icon)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme().colour("hair"))
        painter.end()


def _height(in_font: QFont, text: str, width: int) -> int:
    return QFontMetrics(in_font).boundingRect(QRect(0, 0, width, _HIGH), int(_WRAP), text).height()

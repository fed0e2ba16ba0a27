"""The icons, drawn in a colour of the theme, and the signs (dashed ring, mark) the program paints itself."""

from functools import cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.theme import theme


@cache
def _shape(name: str) -> str:
    return (files("resources") / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_shape(name).replace("currentColor", f"#{colour}").encode()))


def draw_icon(painter: QPainter, name: str, role: str, place: QRectF) -> None:
    """Paint an icon in the colour of ``role`` into ``place`` (a square)."""
    _renderer(name, getattr(theme(), role)).render(painter, place)


@cache
def _pixmap(name: str, colour: str, side: int) -> QPixmap:
    drawn = QPixmap(2 * side, 2 * side)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    _renderer(name, colour).render(painter, QRectF(0, 0, 2 * side, 2 * side))
    painter.end()
    drawn.setDevicePixelRatio(2)
    return drawn


def icon(name: str, role: str = "ink", side: int = 16) -> QIcon:
    """An icon in the colour that ``role`` has in the theme in force."""
    return QIcon(pixmap(name, role, side))


def pixmap(name: str, role: str = "ink", side: int = 16) -> QPixmap:
    """The icon as a picture of ``side`` pixels, twice as sharp."""
    return _pixmap(name, getattr(theme(), role), side)

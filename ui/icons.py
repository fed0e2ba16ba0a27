"""The icons, drawn in a colour of the theme, and the signs (dashed ring, mark) the program paints itself."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from resources import FOLDER
from ui.theme import theme


@cache
def _shape(name: str) -> str:
    return (FOLDER / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_shape(name).replace("currentColor", f"#{colour}").encode()))


def draw_icon(painter: QPainter, name: str, role: str, place: QRectF) -> None:
    """Paint an icon in the colour of ``role`` into ``place`` (a square)."""
    dots = painter.deviceTransform().m11()  # on a sharp screen there are more of them
    drawn = _pixmap(name, getattr(theme(), role), round(place.width() * dots), dots)
    painter.drawPixmap(round(place.x()), round(place.y()), drawn)


@cache
def _pixmap(name: str, colour: str, side: int, dots: float) -> QPixmap:
    """Drawn once: a shape takes longer to draw than all the words beside it."""
    renderer, drawn = _renderer(name, colour), QPixmap(side, side)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)  # rounded where lines cross
    painter.fillRect(0, 0, side, side, QColor(f"#{colour}"))
    painter.end()
    drawn.setDevicePixelRatio(dots)
    return drawn


def icon(name: str, role: str = "ink", side: int = 16) -> QIcon:
    """An icon in the colour that ``role`` has in the theme in force."""
    return QIcon(pixmap(name, role, side))


def pixmap(name: str, role: str = "ink", side: int = 16) -> QPixmap:
    """The icon as a picture of ``side`` pixels, twice as sharp."""
    return _pixmap(name, getattr(theme(), role), 2 * side, 2)

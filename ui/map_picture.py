"""The map of contacts as a picture to be saved: what the paper shows, as lines and letters (SVG) or as dots (PNG)."""

from math import ceil

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter

from coordinator.document import Document
from coordinator.errors import OutputError
from ui.handing_out import Form
from ui.map_paint import Drawing
from ui.theme import LIGHT

_DOTS_PER_POINT = 2.5
"""A3 is then some 3 000 dots wide: sharp on a screen and on a wall."""
_TOLD = "Bilden är sparad."


def as_svg(document: Document) -> bytes:
    """The picture as lines and letters. RuleError when the map has no room in one."""
    from ui.paper.map_picture import map_picture  # ReportLab, whose fonts it is placed with, is slow to import

    return map_picture(document).encode()


def as_png(document: Document) -> bytes:
    """The same picture as dots, on white. For the side thread: it takes a while."""
    from ui.paper.map_picture import placed_picture

    layout, says = placed_picture(document)
    picture = QImage(
        ceil(layout.width * _DOTS_PER_POINT), ceil(layout.height * _DOTS_PER_POINT), QImage.Format.Format_RGB32
    )
    picture.fill(_paper("paper"))
    picture.setText("Description", says)  # for whoever does not see it
    painter = QPainter(picture)
    painter.scale(_DOTS_PER_POINT, _DOTS_PER_POINT)
    Drawing(layout.marks, _paper).paint(painter, QRectF(0, 0, layout.width, layout.height))
    painter.end()
    kept = QBuffer()
    kept.open(QIODevice.OpenModeFlag.WriteOnly)
    if not QImageWriter(kept, QByteArray(b"png")).write(picture):
        raise OutputError("Bilden kan inte göras", "Spara kartan som SVG eller PDF i stället.")
    return bytes(kept.data().data())


def _paper(role: str) -> QColor:
    """The colours of the paper, whatever those of the screen."""
    return LIGHT.colour(role)


PNG = Form("Spara kartan som bild", "Bild (*.png)", ".png", _TOLD, as_png)
SVG = Form("Spara kartan som bild", "Bild av linjer och text (*.svg)", ".svg", _TOLD, as_svg)

"""The Qt that is pinned does not eat references to None: PySide6 6.12 on Python 3.11 does, and in the end aborts."""

import gc
import sys

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12")
def test_painting_keeps_the_references_to_none(qtbot: QtBot) -> None:
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    gc.collect()
    gc.disable()  # what it frees while we count would be taken for what Qt lost
    try:
        before = sys.getrefcount(None)
        for _ in range(300):
            painter.setBrush(QColor("white"))
            painter.drawRoundedRect(QRectF(1, 1, 20, 20), 4, 4)
        after = sys.getrefcount(None)
    finally:
        gc.enable()
    painter.end()
    assert after > before - 100

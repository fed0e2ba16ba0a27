"""Every icon that is named is there, every one that is there draws something, in the colour that was asked for."""

import ast
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from ui.icons import draw_icon, icon, pixmap
from ui.theme import DARK, LIGHT, appearance

ROOT = Path(__file__).resolve().parents[2]
STORED = sorted(one.name[:-4] for one in (files("resources") / "icons").iterdir() if one.name.endswith(".svg"))
_PLACES = {
    **dict.fromkeys(("Picture", "Empty", "icon", "pixmap"), 0),
    "draw_icon": 1,
    "Chip": 2,
    "Sign": 2,
    "paint_chip": 4,
}


def _texts(node: ast.expr | None) -> Iterator[str]:
    """The texts an expression may be: one, or one of two."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)


def _named(source: Path) -> Iterator[tuple[str, str]]:
    """Every icon that is named in a file, and where."""
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call | ast.Assign | ast.AnnAssign):
            continue
        found: list[ast.expr | None] = []
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            found += [word.value for word in node.keywords if word.arg == "icon"]
            place = _PLACES.get(name)
            found += node.args[place : place + 1] if place is not None else []
        else:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found += [node.value for one in targets if getattr(one, "id", "") == "ICON"]
        for one in found:
            for text in _texts(one):
                yield text, f"{source.name}:{node.lineno}"


def test_every_icon_that_is_named_is_there() -> None:
    named = [found for source in sorted((ROOT / "ui").rglob("*.py")) for found in _named(source)]
    assert len(named) > 30
    assert [one for one in named if one[0] not in STORED] == []


@pytest.mark.parametrize("name", STORED)
def test_every_icon_draws_something_in_its_colour(dressed: QApplication, name: str) -> None:
    picture = QImage(32, 32, QImage.Format.Format_ARGB32)
    picture.fill(0)
    painter = QPainter(picture)
    draw_icon(painter, name, "red", QRectF(0, 0, 32, 32))
    painter.end()
    drawn = [picture.pixelColor(x, y) for x in range(32) for y in range(32) if picture.pixelColor(x, y).alpha() == 255]
    assert drawn
    assert {one.name() for one in drawn} == {LIGHT.colour("red").name()}


def test_an_icon_follows_the_theme(dressed: QApplication) -> None:
    def strongest(drawn: QPixmap) -> str:
        picture = drawn.toImage()
        spots = [picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height())]
        return max(spots, key=lambda one: one.alpha()).name()

    assert strongest(pixmap("plus", "teal")) == LIGHT.colour("teal").name()
    appearance().apply(DARK, 100)
    assert strongest(pixmap("plus", "teal")) == DARK.colour("teal").name()
    assert not icon("plus").isNull()
    assert pixmap("plus", side=20).deviceIndependentSize().toTuple() == (20, 20)


def test_an_icon_that_is_not_there_is_a_fault(dressed: QApplication) -> None:
    picture = QImage(8, 8, QImage.Format.Format_ARGB32)
    painter = QPainter(picture)
    with pytest.raises(FileNotFoundError):
        draw_icon(painter, "finns-inte", "ink", QRectF(0, 0, 8, 8))
    painter.end()

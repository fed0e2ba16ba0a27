"""Draws what is placed (`coordinator.map_layout`) on a page: lines, areas and words in the colours of the paper."""

from functools import lru_cache
from typing import Any

from reportlab.lib.colors import HexColor

from coordinator.map_layout import Circle, Path, Role, Words
from ui.paper.fonts import runs, width_of
from ui.paper.look import AMBER, GREEN, GREY, HAIR, INK, PAPER, RED, SEL, SUNKEN, TEAL, Weight

COLOURS: dict[Role, str] = {
    "ink": INK, "grey": GREY, "teal": TEAL, "amber": AMBER, "red": RED, "green": GREEN, "hair": HAIR, "paper": PAPER,
    "sunken": SUNKEN, "sel": SEL, "on_teal": PAPER,
}  # fmt: skip


def measure(text: str, size: float, bold: bool) -> float:
    """The width of a text in the fonts of the paper."""
    return size * _width(text, Weight.SEMIBOLD if bold else Weight.REGULAR)


@lru_cache(maxsize=4096)
def _width(text: str, weight: Weight) -> float:
    return sum(width_of(run, 1) for run in runs(text, weight))


def write(canvas: Any, height: float, words: Words, after: str = " ") -> None:
    """Write a text on a drawing so high. after: what parts it from the next for whoever reads letters out of a file."""
    weight = Weight.SEMIBOLD if words.bold else Weight.REGULAR
    before = {"start": 0.0, "middle": 0.5, "end": 1.0}[words.anchor]
    left = words.x - before * measure(words.text, words.size, words.bold)
    drawing = canvas.beginText(left, height - words.y)
    drawing.setFillColor(HexColor(f"#{COLOURS[words.role]}"))
    for name, piece in runs(words.text + after, weight):
        drawing.setFont(name, words.size)
        drawing.textOut(piece)
    canvas.drawText(drawing)


def paint(canvas: Any, height: float, mark: Circle | Path) -> None:
    """Draw a line or an area on a drawing so high."""
    if mark.fill:
        canvas.setFillColor(HexColor(f"#{COLOURS[mark.fill]}"))
    if mark.stroke:
        canvas.setStrokeColor(HexColor(f"#{COLOURS[mark.stroke]}"))
        canvas.setLineWidth(mark.width)
        canvas.setDash(list(mark.dash))
    fill, stroke = int(mark.fill is not None), int(mark.stroke is not None)
    if isinstance(mark, Circle):
        canvas.circle(mark.x, height - mark.y, mark.r, fill=fill, stroke=stroke)
        return
    outline = canvas.beginPath()
    for letter, *numbers in mark.steps:
        places = [height - number if at % 2 else number for at, number in enumerate(numbers)]
        {"M": outline.moveTo, "L": outline.lineTo, "C": outline.curveTo}[letter](*places)
    if mark.closed:
        outline.close()
    canvas.drawPath(outline, fill=fill, stroke=stroke)

"""The strip of five fields on paper: beside each other where there is room, in large letters below each other.

Each state has a shape of its own, a sign and words, so that it is read in grey too. The signs are decoration: the words
say what they do, and each field is heard as one item of a list.
"""

from collections.abc import Iterator
from dataclasses import replace

from coordinator.blocks import AlertState, AlertStrip, StripCell
from ui.paper.look import AMBER, BODY, GREY, INK, RED, RED_SOFT, Sheet, Style, Weight
from ui.paper.marks import Sign
from ui.paper.rows import Box, Cell, Row, Rows
from ui.paper.tags import Node
from ui.paper.text import Text

TITLE = Style(9, 12, INK, Weight.SEMIBOLD)
NOTE = Style(9, 11, GREY)
_COLOURS = {AlertState.DANGER: RED, AlertState.CALM: GREY, AlertState.MISSING: AMBER}
_BOXES = {
    AlertState.DANGER: Box(ground=RED_SOFT, bar=RED),
    AlertState.CALM: Box(edge=GREY),
    AlertState.MISSING: Box(outline=AMBER),
}
_LEFT, _RIGHT, _BETWEEN = 8.0, 3.0, 4.0
_SIGN = 0.55
"""The size of the sign beside that of an alert."""
_BESIDE_SIGN = 14.0

Field = tuple[StripCell, float, float]
"""A cell, where its field begins and how wide it is."""


def strip_rows(strip: AlertStrip, sheet: Sheet, parent: Node) -> Rows:
    """The fields in one piece, which stands on one page."""
    said = parent.add("L", numbering="None")
    if not sheet.stacked:
        rows, boxes = _fields(list(_placed(strip, sheet)), sheet, said)
        return Rows(rows, box=boxes, together=len(rows), down=True)
    below: list[Row] = []
    behind: list[Box] = []
    top = 0.0
    for cell in strip.cells:
        rows, (box,) = _fields([(cell, 0.0, sheet.body_width)], sheet, said)
        height = sum(row.height() for row in rows)
        behind.append(replace(box, top=top, height=height))
        below += [*rows, Row((), _BETWEEN * sheet.scale)]
        top += height + _BETWEEN * sheet.scale
    return Rows(tuple(below), box=tuple(behind), together=max(1, len(below)))


def _placed(strip: AlertStrip, sheet: Sheet) -> Iterator[Field]:
    """The width in equal parts, but for a title that would not stand on a line in its part."""
    between = _BETWEEN * sheet.scale
    width = sheet.body_width - between * (len(strip.cells) - 1)
    around = (_LEFT + _RIGHT) * sheet.scale
    wants = [Text(one.title, sheet.style(TITLE)).natural_width() + around for one in strip.cells]
    share = width / len(strip.cells)
    wide = [want for want in wants if want > share]
    others = len(wants) - len(wide)
    rest = (width - sum(wide)) / others if others else 0.0
    narrow = rest < share / 2  # titles of any length: then all are equal, and are broken
    left = 0.0
    for cell, want in zip(strip.cells, wants, strict=True):
        mine = share if narrow else (want if want > share else rest)
        yield cell, left, mine
        left += mine + between


def _fields(fields: list[Field], sheet: Sheet, said: Node) -> tuple[tuple[Row, ...], tuple[Box, ...]]:
    """Titles level with each other, then words with their sign, then notes."""
    scale = sheet.scale
    titles: list[Cell] = []
    known: list[Cell] = []
    notes: list[Cell] = []
    boxes: list[Box] = []
    for cell, left, width in fields:
        item = said.add("LI")
        body_left, body_width = left + _LEFT * scale, width - (_LEFT + _RIGHT) * scale
        titles.append(Cell(body_left, body_width, (Text(cell.title, sheet.style(TITLE), node=item.add("Lbl")),)))
        body = item.add("LBody")
        known += _known(cell, body_left, body_width, sheet, body)
        notes.append(Cell(body_left, body_width, (Text(cell.note, sheet.style(NOTE), node=body.add("P")),)))
        boxes.append(_box(cell.state, left, width))
    return (Row(tuple(titles), 5), Row(tuple(known), 1, 1), Row(tuple(notes), 0, 5)), tuple(boxes)


def _known(cell: StripCell, left: float, width: float, sheet: Sheet, body: Node) -> tuple[Cell, Cell]:
    """The sign, and beside it the words."""
    style = sheet.style(Style(BODY.size, 13, _COLOURS[cell.state], Weight.BOLD))
    room = _BESIDE_SIGN * sheet.scale
    sign = Sign(cell.state, _SIGN * sheet.scale)
    return (
        Cell(left, room, (sign,)),
        Cell(left + room, width - room, (Text(cell.words, style, node=body.add("P")),)),
    )


def _box(state: AlertState, left: float, width: float) -> Box:
    return replace(_BOXES[state], left=left, width=width)

"""Fits a document that is one page by nature onto it: set as large as there is room for, refused when too long."""

from collections import Counter
from dataclasses import replace
from itertools import takewhile
from math import ceil

from coordinator.blocks import Rich, Table, words
from coordinator.document import Document, places
from coordinator.errors import RuleError
from ui.paper.layout import Story, height_of, story
from ui.paper.look import A4, FULL, NOTICE, Sheet
from ui.paper.marks import Dot
from ui.paper.rows import Part, Row, Rows
from ui.paper.text import Text

SCALES = (1.24, 1.18, 1.12, 1.06, 1.0, 0.95, 0.9, 0.86)
"""How much larger or smaller than usual the text may be set: running text of 13 points, down to 9."""

_SMALLEST = 9.0
_LETTERS_A_LINE = 90
_SHEETS = {
    "emergency_sheet": FULL, "emergency_sheet_en": FULL, "emergency_notice": NOTICE, "indicator_page": FULL,
}  # fmt: skip
"""What is set on another sheet than a usual one."""
_ROWS = 3
"""So many rows to fill in by hand are left before letters get smaller than usual; then one is enough."""


def sheet_of(document: Document) -> Sheet:
    """The sheet that a document of one page is set on."""
    return _SHEETS.get(document.kind, A4)


def one_page_story(document: Document) -> Story:
    """The document, as large as they fit on one page; RuleError says how much is too much, and where.

    Letters grow for as long as no word has to be cut. Signs and squares keep their size; lines are broken anew. Of the
    rows to fill in by hand there are as many as there is room for.
    """
    sheet = sheet_of(document)
    for scale in SCALES:
        laid = _laid(document, scale)
        too_long = height_of(laid.flowables, sheet) - sheet.body_height
        gone = _rows_to_leave_out(document, laid, too_long, least=_ROWS if scale >= 1 else 1)
        too_long -= sum(row.height() for row in gone)
        if too_long <= 0 and (scale <= 1 or not any(_cuts_a_word(one, sheet) for one in laid.flowables)):
            return _laid(_with_fewer_rows(document, len(gone)), scale) if gone else laid
    percent = max(1, round(100 * too_long / (sheet.body_height + too_long)))
    raise RuleError(
        f"{document.title} ryms inte på en sida",
        f"Texten är ungefär {percent} procent för lång. Längst är ”{_longest(document)}”. Korta den.",
    )


def _laid(document: Document, scale: float) -> Story:
    laid = story(document, sheet_of(document))
    return Story([_set_at(one, scale) for one in laid.flowables if isinstance(one, (Text, Rows))], laid.said)


def _rows_to_leave_out(document: Document, laid: Story, too_long: float, *, least: int) -> tuple[Row, ...]:
    """Those of the rows to fill in by hand that there is no room for; ``least`` of them stay."""
    below = laid.flowables[-1]
    if too_long <= 0 or not isinstance(below, Rows):
        return ()
    most = max(0, _to_fill_in(document) - least)
    wanted = ceil(too_long / below.rows[-1].height())
    return below.rows[len(below.rows) - min(wanted, most) :]


def _to_fill_in(document: Document) -> int:
    """How many rows of a table at its end have neither letter nor figure: those are there to be filled in."""
    last = document.blocks[-1]
    return sum(1 for _ in takewhile(_is_blank, reversed(last.rows))) if isinstance(last, Table) else 0


def _with_fewer_rows(document: Document, gone: int) -> Document:
    last = document.blocks[-1]
    fewer = replace(last, rows=last.rows[:-gone]) if isinstance(last, Table) and gone else last
    return replace(document, blocks=(*document.blocks[:-1], fewer))


def _is_blank(row: tuple[Rich, ...]) -> bool:
    return not any(char.isalnum() for cell in row for char in words(cell))


def _set_at(flowable: Text | Rows, scale: float) -> Text | Rows:
    """The same in another size. The columns of a table are made for its letters: those never grow."""
    if isinstance(flowable, Text):
        found: Text | Rows = _text_at(flowable, scale)
    elif flowable.header is not None and scale > 1:
        return flowable
    else:
        header = _row_at(flowable.header, scale) if flowable.header else None
        rows = tuple(_row_at(row, scale) for row in flowable.rows)
        found = Rows(rows, header=header, box=flowable.box, together=flowable.together, down=flowable.down)
    found.spaceBefore, found.spaceAfter = flowable.getSpaceBefore() * scale, flowable.getSpaceAfter() * scale
    return found


def _text_at(text: Text, scale: float) -> Text:
    size = max(text.style.size * scale, min(text.style.size, _SMALLEST))
    style = replace(text.style, size=size, leading=text.style.leading * size / text.style.size)
    return Text(text.rich, style, heading=text.heading, node=text.node)


def _row_at(row: Row, scale: float) -> Row:
    cells = tuple(replace(cell, parts=tuple(_part_at(part, scale) for part in cell.parts)) for cell in row.cells)
    return replace(row, cells=cells, above=row.above * scale, below=row.below * scale)


def _part_at(part: Part, scale: float) -> Part:
    if isinstance(part, Text):
        return _text_at(part, scale)
    if isinstance(part, Dot):  # level with its line
        return Dot(part.height * scale, part.colour, part.scale * scale, part.node)
    return part


def _cuts_a_word(flowable: Text | Rows, sheet: Sheet) -> bool:
    """Whether a word is longer than the line it stands on."""
    if isinstance(flowable, Text):
        return flowable.longest_word() > sheet.body_width
    cells = (cell for row in flowable.rows for cell in row.cells)
    return any(isinstance(part, Text) and part.longest_word() > cell.width for cell in cells for part in cell.parts)


def _longest(document: Document) -> str:
    """The heading under which most stands: letters, and lines of any length."""
    room = Counter[str]()
    for place in places(document):
        room[place.where.partition(" (")[0]] += len(place.text) + _LETTERS_A_LINE * place.text.count("\n")
    return room.most_common(1)[0][0]

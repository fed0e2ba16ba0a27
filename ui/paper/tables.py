"""Tables on paper: column widths from their content, so that no word, date or phone number has to be cut."""

from coordinator.blocks import Column, ColumnKind, Table
from ui.paper.look import BODY_WIDTH, CELL, COLUMN_HEADER, HAIR, SMALL_CELL, TEAL
from ui.paper.rows import Cell, Row, Rows
from ui.paper.text import Text

_SIDE = 5.0
"""The room at each side of a cell's text."""

_WIDEST_WORD = 0.32
"""A column of text is not widened for a word that would take more than this share of the table."""


def table_rows(table: Table) -> Rows:
    """The table's rows under its header, which comes again on every page."""
    style = SMALL_CELL if table.small else CELL
    headers = [Text(column.header, COLUMN_HEADER) for column in table.columns]
    cells = [[Text(cell, style) for cell in row] for row in table.rows]
    widths = column_widths(table.columns, headers, cells)
    lefts = [sum(widths[:i]) for i in range(len(widths))]
    room = 3.5 if table.small else 3.7

    def row(texts: list[Text], *, rule: str = "", ground: str = "") -> Row:
        laid = tuple(
            Cell(left + _SIDE, width - 2 * _SIDE, (text,))
            for left, width, text in zip(lefts, widths, texts, strict=True)
        )
        return Row(laid, room, room, rule, ground)

    body = tuple(row(texts, rule=HAIR) for texts in cells)
    return Rows(body, header=row(headers, ground=TEAL))


def column_widths(columns: tuple[Column, ...], headers: list[Text], cells: list[list[Text]]) -> list[float]:
    """A width in points for each column, together as wide as the page's body.

    Each column first gets its longest word, dates and phone numbers counted as words. What is left goes by weight to
    those that still wrap, then by weight to all.
    """
    least, natural = [], []
    for number, column in enumerate(columns):
        texts = [headers[number], *(row[number] for row in cells)]
        word = max(text.longest_word() for text in texts) + 2 * _SIDE
        most = BODY_WIDTH * _WIDEST_WORD
        least.append(min(word, most if column.kind is ColumnKind.TEXT else 1.4 * most))
        natural.append(max(text.natural_width() for text in texts) + 2 * _SIDE)
    if sum(least) > BODY_WIDTH:
        return _squeezed(columns, least)
    return _spread(columns, least, natural)


def _squeezed(columns: tuple[Column, ...], least: list[float]) -> list[float]:
    """Too many long words: columns of text give way first, since a cut word is better than a cut phone number."""
    fixed = sum(width for width, column in zip(least, columns, strict=True) if column.kind is not ColumnKind.TEXT)
    texts = sum(least) - fixed
    free = BODY_WIDTH - fixed
    if texts <= 0 or free < texts / 3:
        return [width * BODY_WIDTH / sum(least) for width in least]
    return [
        width * free / texts if column.kind is ColumnKind.TEXT else width
        for width, column in zip(least, columns, strict=True)
    ]


def _spread(columns: tuple[Column, ...], least: list[float], natural: list[float]) -> list[float]:
    widths = list(least)
    hungry = [i for i in range(len(columns)) if natural[i] > widths[i]]
    while hungry and (left := BODY_WIDTH - sum(widths)) > 0.01:
        share = left / sum(columns[i].weight for i in hungry)
        for i in hungry:
            widths[i] += min(natural[i] - widths[i], share * columns[i].weight)
        hungry = [i for i in hungry if natural[i] - widths[i] > 0.01]
    left = BODY_WIDTH - sum(widths)
    weight = sum(column.weight for column in columns)
    return [width + left * column.weight / weight for width, column in zip(widths, columns, strict=True)]

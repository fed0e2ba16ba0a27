"""Tables on paper: column widths from their content, so that no word, date or phone number has to be cut."""

from coordinator.blocks import Column, ColumnKind, Rich, Table, words
from ui.paper.look import A4, CELL, COLUMN_HEADER, HAIR, SMALL_CELL, TEAL, Sheet, Style
from ui.paper.rows import Cell, Row, Rows
from ui.paper.tags import Node
from ui.paper.text import Text

_SIDE = 5.0
"""The room at each side of a cell's text."""

_WIDEST_WORD = 0.32
"""A column of text is not widened for a word that would take more than this share of the table."""

_LEAST_SHARE = 0.6
"""What a column of text has of its share by weight, if it needs that much, when words are cut in others."""


def table_rows(table: Table, sheet: Sheet = A4, node: Node | None = None) -> Rows:
    """The table's rows under its header, which comes again on every page. ``node`` is the table in the tree."""
    node = node or Node("Table")
    style = sheet.style(SMALL_CELL if table.small else CELL)
    head = node.add("TR")
    headers = [
        Text(column.header, sheet.style(COLUMN_HEADER), node=head.add("TH", scope="Column", once=True))
        for column in table.columns
    ]
    width, height = len(table.columns), len(table.rows)
    # In a small table the headers would be more than what they head, and hearing them all takes longer than the rest.
    heads_rows = height * (width - 1) >= height + width
    cells = [_cells(row, style, node.add("TR"), heads_rows) for row in table.rows]
    widths = column_widths(table.columns, headers, cells, sheet.body_width)
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


def _cells(row: tuple[Rich, ...], style: Style, node: Node, heads_rows: bool) -> list[Text]:
    """The texts of a row. What stands first says what the row is about, where anything stands there."""
    found = []
    for number, cell in enumerate(row):
        heads = heads_rows and number == 0 and words(cell).strip()
        found.append(Text(cell, style, node=node.add("TH", scope="Row") if heads else node.add("TD")))
    return found


def column_widths(
    columns: tuple[Column, ...], headers: list[Text], cells: list[list[Text]], room: float = A4.body_width
) -> list[float]:
    """A width in points for each column, together ``room`` points.

    Each column first gets its longest word, dates and phone numbers counted as words. What is left goes by weight to
    those that still wrap, then by weight to all.
    """
    least, natural = [], []
    for number, column in enumerate(columns):
        texts = [headers[number], *(row[number] for row in cells)]
        word = max(text.longest_word() for text in texts) + 2 * _SIDE
        most = room * _WIDEST_WORD
        least.append(min(word, most if column.kind is ColumnKind.TEXT else 1.4 * most))
        natural.append(max(text.natural_width() for text in texts) + 2 * _SIDE)
    if sum(least) > room:
        return _squeezed(columns, least, natural, room)
    return _spread(columns, least, natural, room)


def _squeezed(columns: tuple[Column, ...], least: list[float], natural: list[float], room: float) -> list[float]:
    """Too many long words: columns of text give way first, since a cut word is better than a cut phone number.

    Of those it is the columns with more than their share that do, so that none is squeezed to a letter a line.
    """
    texts = [i for i, column in enumerate(columns) if column.kind is ColumnKind.TEXT]
    free = room - sum(width for i, width in enumerate(least) if i not in texts)
    if free < sum(least[i] for i in texts) / 3:
        return [width * room / sum(least) for width in least]
    widths = list(least)
    weight = sum(columns[i].weight for i in texts)
    for i in texts:
        widths[i] = max(least[i], min(natural[i], _LEAST_SHARE * free * columns[i].weight / weight))
    # The narrowest first: each that is content with its share leaves what is over to those that are not.
    for i in sorted(texts, key=lambda one: widths[one]):
        if widths[i] <= max(free * columns[i].weight / weight, _LEAST_SHARE * free / len(texts)):
            texts.remove(i)
            free -= widths[i]
            weight -= columns[i].weight
    for i in texts:
        widths[i] = free * columns[i].weight / weight
    return widths


def _spread(columns: tuple[Column, ...], least: list[float], natural: list[float], room: float) -> list[float]:
    widths = list(least)
    hungry = [i for i in range(len(columns)) if natural[i] > widths[i]]
    while hungry and (left := room - sum(widths)) > 0.01:
        share = left / sum(columns[i].weight for i in hungry)
        for i in hungry:
            widths[i] += min(natural[i] - widths[i], share * columns[i].weight)
        hungry = [i for i in hungry if natural[i] - widths[i] > 0.01]
    left = room - sum(widths)
    weight = sum(column.weight for column in columns)
    return [width + left * column.weight / weight for width, column in zip(widths, columns, strict=True)]

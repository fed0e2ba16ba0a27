"""Turns the blocks of a document into what is placed on pages, with every heading kept to what it heads."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reportlab.platypus.flowables import CondPageBreak

from coordinator.blocks import (
    Alert,
    AlertState,
    AlertStrip,
    Block,
    Bullets,
    Cards,
    ContactMap,
    Fact,
    Facts,
    Heading,
    Missing,
    Note,
    Paragraph,
    QrCode,
    Quote,
    Rich,
    Signatures,
    Span,
    Table,
    TimelineFigure,
    Trends,
    strong,
    words,
)
from coordinator.document import ONE_PAGE, Document
from ui.paper.card import card_pieces
from ui.paper.chart import trend_rows
from ui.paper.contact_map import MapNodes, MapPage, map_pages
from ui.paper.look import (
    AMBER,
    AMBER_SOFT,
    BODY,
    GREY,
    HAIR,
    HEADINGS,
    LABEL,
    OWN_WORDS,
    RED,
    RED_SOFT,
    SMALL,
    SUBTITLE,
    SUNKEN,
    TEAL,
    TITLE,
    VALUE,
    Sheet,
    Style,
    Weight,
)
from ui.paper.marks import Dot, Gap, Rule, Sign
from ui.paper.qr import Qr, beside_square
from ui.paper.rows import Box, Cell, Row, Rows
from ui.paper.strip import strip_rows
from ui.paper.tables import table_rows
from ui.paper.tags import Node
from ui.paper.text import Text
from ui.paper.timeline import timeline_piece

_ABOVE_FIGURE = 4.0
_LABEL_WIDTH = 80.0
_AFTER_LABEL = 10.0
_WIDEST_LABEL = 0.4
"""No column of labels takes more than this share of the width."""
_WIDE_VALUE = 170
"""A value of more letters than this takes the whole width."""

_TITLE_COLOURS = {AlertState.DANGER: RED, AlertState.CALM: TEAL, AlertState.MISSING: AMBER}
_BOXES = {
    AlertState.DANGER: Box(ground=RED_SOFT, bar=RED),
    AlertState.CALM: Box(ground=SUNKEN, bar=GREY),
    AlertState.MISSING: Box(outline=AMBER),
}
_DOT_COLOURS = {AlertState.DANGER: RED, AlertState.CALM: GREY, AlertState.MISSING: AMBER}


_SAYS = {AlertState.DANGER: "Varning", AlertState.CALM: "Inget känt", AlertState.MISSING: "Saknas"}
"""What the sign before the title of an alert means, for whoever does not see it."""
_SAYS_IN_ENGLISH = {
    AlertState.DANGER: "Warning",
    AlertState.CALM: "Nothing known",
    AlertState.MISSING: "Missing",
}


@dataclass(frozen=True)
class Story:
    """The flowables of a document in reading order, and the tree of what they say."""

    flowables: list[Any]
    said: Node


def story(document: Document, sheet: Sheet) -> Story:
    """The whole document, laid out for the sheet."""
    laid = _Laid(document, sheet)
    return Story(list(_with_headings_kept(laid.flowables, sheet)), laid.whole)


def _with_headings_kept(flowables: list[Any], sheet: Sheet) -> Iterator[Any]:
    """Before each heading the demand that it, those right under it and the start of what follows fit on the page."""
    needs = [0.0] * (len(flowables) + 2)
    section: list[Any] = []
    for i in range(len(flowables) - 1, -1, -1):
        one = flowables[i]
        if not (isinstance(one, Text) and one.heading):
            section.insert(0, one)
            continue
        room = one.getSpaceBefore() + one.wrap(sheet.body_width)[1] + one.getSpaceAfter()
        if any(getattr(kept, "keeps_section", False) for kept in section):
            needs[i] = height_of([one, *section], sheet)
        elif needs[i + 1]:
            needs[i] = room + needs[i + 1]
        else:
            needs[i] = room + _least(flowables[i + 1 : i + 2], sheet)
            # A paragraph before a heading under this one is not enough to stand alone: that part begins here too.
            if len(section) == 1 and isinstance(section[0], Text) and _level(flowables, i + 2) > one.heading:
                needs[i] += needs[i + 2]
            elif _is_short(section, sheet):
                needs[i] = height_of([one, *section], sheet)
        section = []
    previous_is_heading = False
    for one, need in zip(flowables, needs, strict=False):
        if getattr(one, "begins_page", False):
            yield CondPageBreak(sheet.body_height)
        elif need and not previous_is_heading:
            yield CondPageBreak(min(need, sheet.body_height))
        previous_is_heading = bool(need)
        yield one


def _is_short(section: list[Any], sheet: Sheet) -> bool:
    """Whether it is a few lines of large letters, such as one visit, whose last line would be lost on a page."""
    if not (sheet.stacked and section and all(isinstance(one, Text) for one in section)):
        return False
    return height_of(section, sheet) <= sheet.body_height / 4


def _level(flowables: list[Any], i: int) -> int:
    one = flowables[i] if i < len(flowables) else None
    return one.heading if isinstance(one, Text) else 0


def height_of(flowables: list[Any], sheet: Sheet) -> float:
    """The height of all of them, with the room between two being the larger of what they ask for."""
    total, after = 0.0, 0.0
    for one in flowables:
        total += max(after, one.getSpaceBefore()) + one.wrap(sheet.body_width, sheet.body_height)[1]
        after = one.getSpaceAfter()
    return total


def _least(following: list[Any], sheet: Sheet) -> float:
    return float(sum(one.getSpaceBefore() + one.least_height(sheet.body_width) for one in following))


class _Laid:
    """The blocks of a document one after another: as flowables, and as elements of the tree."""

    def __init__(self, document: Document, sheet: Sheet) -> None:
        self.sheet = sheet
        self._says = _SAYS_IN_ENGLISH if document.language.startswith("en") else _SAYS
        self.said = self.whole = Node("Document")
        # The title is the one heading of level 1. Where a document has chapters, each on pages of its own, all others
        # move down one more.
        self._chapters = any(
            isinstance(block, Heading) and block.level == 1 and not block.from_record for block in document.blocks
        )
        self._level = 1
        title = Text(document.title, sheet.style(TITLE), heading=1, node=self.said.add("H1"))
        self.flowables: list[Any] = [title, _spaced(self._text(document.subtitle, SUBTITLE), after=7)]
        before: Block | None = None
        for block in document.blocks:
            found = list(self._flowables(block))
            if isinstance(block, Note) and isinstance(before, QrCode):
                self.flowables[-1] = beside_square(self.flowables[-1], found[0])
                continue
            is_below = isinstance(block, Note) and isinstance(before, Table) and before.rows
            # On a page that is fitted, what stands with a table would not grow with the rest.
            if is_below and document.kind not in ONE_PAGE:
                self.flowables[-1] = self.flowables[-1].with_note(found[0], sheet.body_width)
            else:
                self.flowables += found
            before = block

    def _text(self, text: Rich | str, style: Style, node: Node | None = None) -> Text:
        """A text in the sheet's size; a paragraph of the document where no other node is given."""
        return Text(text, self.sheet.style(style), node=self.said.add("P") if node is None else node)

    def _heading(self, text: str, style: Style, level: int, parent: Node) -> Text:
        """A heading under those before it; no level is skipped."""
        self._level = min(max(level + self._chapters, 2), self._level + 1)
        return Text(text, self.sheet.style(style), heading=self._level, node=parent.add(f"H{self._level}"))

    def _flowables(self, block: Block) -> Iterator[Any]:
        match block:
            case Heading(text, level):
                # What stands below a heading in another language is read in it, up to the next heading.
                other = block.language
                self.said = self.whole.add("Sect", language=other) if other else self.whole
                heading = self._heading(text, HEADINGS[level], level, self.said)
                heading.begins_page = level == 1 and not block.from_record  # a chapter
                yield _spaced(heading, before=10 if level < 3 else 8, after=5 if level < 3 else 3)
            case Paragraph(text):
                yield _spaced(self._text(text, BODY), after=4)
            case Note(text):
                yield _spaced(self._text(text, SMALL), before=4, after=4)
            case Facts():
                yield _spaced(self._facts(block), after=6)
            case Alert() | AlertStrip():
                yield from self._alerts(block)
            case Quote():
                text = self._text(block.quoted, OWN_WORDS, self.said.add("BlockQuote").add("P"))
                cell = Cell(14, self.sheet.body_width - 28, (text,))
                yield _spaced(Rows((Row((cell,), 7, 7),), box=Box(ground=AMBER_SOFT, bar=AMBER)), after=6)
            case Missing():
                yield _spaced(self._missing(block), before=5, after=6)
            case Bullets():
                yield _spaced(self._bullets(block), after=4)
            case Table():
                yield from self._table(block)
            case Signatures():
                signatures = _spaced(self._signatures(block), before=14, after=8)
                signatures.keeps_section = True  # what is signed stands on the page with the signatures
                yield signatures
            case QrCode():
                yield _spaced(self._qr(block), before=4, after=6)
            case ContactMap() | TimelineFigure() | Trends() | Cards():
                yield from self._figure(block)

    def _table(self, table: Table) -> Iterator[Any]:
        stacked = self.sheet.stacked
        if not table.rows:
            if table.caption:
                yield _spaced(self._text(table.caption, SMALL), after=3)
            if table.empty:
                yield _spaced(self._text(table.empty, BODY), after=4)
            return
        node = self.said
        if not stacked:
            node = self.said.add("Table")
        if table.caption:
            caption = None if stacked else node.add("Caption")
            yield _spaced(self._text(table.caption, SMALL, caption), after=3)
        yield _spaced(self._stacked(table) if stacked else table_rows(table, self.sheet, node), after=8)

    def _stacked(self, table: Table) -> Rows:
        """Row by row: what the first cell says, and below it each of the others after the name of its column."""
        parent = self.said.add("L", numbering="None")
        rows = []
        for cells in table.rows:
            item = parent.item()
            lines: list[Text] = []
            for number, (column, cell) in enumerate(zip(table.columns, cells, strict=True)):
                if not words(cell).strip():
                    continue
                line = (Span(f"{column.header}: ", bold=True), *cell) if number else strong(words(cell))
                lines.append(self._text(line, BODY, item.add("P")))
            whole = Cell(0, self.sheet.body_width, tuple(lines))
            # Where it were cut, what comes at the top of the next page would seem to be about somebody else.
            rows.append(Row((whole,), 5, 5, rule=HAIR, tall=self.sheet.body_height / 3))
        return Rows((Row((), rule=TEAL), *rows), together=2)

    def _facts(self, facts: Facts) -> Rows:
        """Two pairs of label and value on a row; a long value, a last one alone and large letters have their own."""
        rows: list[Row] = []
        waiting: Fact | None = None
        parent = self.said.add("L", numbering="None")
        label = self._label_width(facts)
        for fact in facts.facts:
            wide = self.sheet.stacked or len(words(fact.value)) > _WIDE_VALUE
            if wide or waiting is not None:
                if waiting is not None and not wide:
                    rows.append(self._fact_row((waiting, fact), parent, label))
                    waiting = None
                    continue
                if waiting is not None:
                    rows.append(self._fact_row((waiting,), parent, label))
                    waiting = None
                rows.append(self._fact_row((fact,), parent, label, wide=True))
            else:
                waiting = fact
        if waiting is not None:  # nothing stands beside it, so it need not be narrow
            rows.append(self._fact_row((waiting,), parent, label, wide=True))
        top = Row((), rule=TEAL)
        return Rows((top, *rows), together=2)

    def _label_width(self, facts: Facts) -> float:
        """In large letters no label is broken that need not be; else all lists of facts are in line."""
        if not self.sheet.stacked:
            return _LABEL_WIDTH
        style = self.sheet.style(LABEL)
        widest = max((Text(fact.label, style).natural_width() for fact in facts.facts), default=0.0)
        return min(max(widest + _AFTER_LABEL, _LABEL_WIDTH), _WIDEST_LABEL * self.sheet.body_width)

    def _fact_row(self, facts: tuple[Fact, ...], parent: Node, label_width: float, *, wide: bool = False) -> Row:
        half = self.sheet.body_width / 2
        room = _AFTER_LABEL / 2 if self.sheet.stacked else 0
        cells: list[Cell] = []
        for number, fact in enumerate(facts):
            left = number * half
            item = parent.add("LI")
            cells.append(Cell(left, label_width - room, (self._text(fact.label, LABEL, item.add("Lbl")),)))
            value_width = (self.sheet.body_width if wide else half - (16 if number == 0 else 0)) - label_width
            value = self._text(fact.value, VALUE, item.add("LBody"))
            cells.append(Cell(left + label_width, value_width, (value,)))
        return Row(tuple(cells), 3.5, 3.5, rule=HAIR)

    def _dot(self, colour: str, item: Node) -> Dot:
        sheet = self.sheet
        return Dot(sheet.style(BODY).leading, colour, sheet.scale, item.add("Lbl", actual="•"))

    def _alert(self, alert: Alert) -> Rows:
        colour, scale, width = _TITLE_COLOURS[alert.state], self.sheet.scale, self.sheet.body_width
        section = self.said.add("Sect")
        sign = Sign(alert.state, scale, section.add("Figure", alt=self._says[alert.state]))
        title = self._heading(alert.title, Style(13.5, 20, colour, Weight.BOLD), 2, section)
        left = 13 + 29 * scale
        rows = [Row((Cell(13, 24 * scale, (sign,)), Cell(left, width - 14 - left, (title,))), 8, 3)]
        parent = section.add("L", numbering="Disc")
        for number, one in enumerate(alert.items, 1):
            text = [Span(one.lead, bold=True)]
            # One line of instruction goes on with its lead; several stand below it.
            for line in one.lines:
                text += [Span("\n" if len(one.lines) > 1 else " "), *line]
            item = parent.add("LI")
            dot = self._dot(_DOT_COLOURS[alert.state], item)
            body = item.add("LBody")
            parts = [self._text(tuple(text), BODY, body.add("P"))]
            if one.source:
                parts.append(self._text(one.source, SMALL, body.add("P")))
            left = 17 + 13 * scale
            cells = (Cell(17, 12 * scale, (dot,)), Cell(left, width - 14 - left, tuple(parts)))
            # What to do stands on the same page as what not to do.
            rows.append(Row(cells, 0, 9 if number == len(alert.items) else 5, tall=self.sheet.body_height / 3))
        return Rows(tuple(rows), box=_BOXES[alert.state], together=2)

    def _alerts(self, block: Alert | AlertStrip) -> Iterator[Any]:
        if isinstance(block, Alert):
            yield _spaced(self._alert(block), before=6, after=6)
        elif block.cells:
            yield _spaced(strip_rows(block, self.sheet, self.said), before=4, after=4)

    def _missing(self, missing: Missing) -> Rows:
        text = self._text((Span(f"{missing.word}: ", bold=True), Span(missing.text)), BODY)
        return Rows((Row((Cell(12, self.sheet.body_width - 24, (text,)),), 6, 6),), box=Box(outline=AMBER))

    def _bullets(self, bullets: Bullets) -> Rows:
        parent = self.said.add("L", numbering="Disc")
        left = 2 + 14 * self.sheet.scale
        rows = []
        for text in bullets.items:
            item = parent.add("LI")
            dot = Cell(2, 12 * self.sheet.scale, (self._dot(TEAL, item),))
            body = Cell(left, self.sheet.body_width - left, (self._text(text, BODY, item.add("LBody")),))
            rows.append(Row((dot, body), 0, 3))
        return Rows(tuple(rows))

    def _qr(self, block: QrCode) -> Rows:
        """The square, and beside it what it is; both are one drawing, which is heard once."""
        node = self.said.add("Figure", alt=block.says)
        qr = Qr(block.content, self.sheet.scale, node)
        width = self.sheet.body_width - qr.width
        says = self._text(block.says, BODY, node)
        above = Gap(max(0.0, (qr.height - says.wrap(width)[1]) / 2))
        return Rows((Row((Cell(0, qr.width, (qr,)), Cell(qr.width, width, (above, says)))),))

    def _figure(self, block: ContactMap | TimelineFigure | Trends | Cards) -> Iterator[Any]:
        if isinstance(block, ContactMap):
            yield from self._map(block)
        elif isinstance(block, Cards):
            yield from (_spaced(piece) for piece in card_pieces(block, self.sheet, self.said))
        elif isinstance(block, Trends):
            if block.shown:
                yield _spaced(trend_rows(block.shown, self.sheet, self.said, self._heading), after=6)
        else:
            yield _spaced(timeline_piece(block.shown, self.sheet, self.said), before=_ABOVE_FIGURE, after=8)

    def _map(self, block: ContactMap) -> Iterator[Any]:
        """The map in all the room that is left on the page, where it stands at its top as it is meant to."""
        room = max(self.flowables[-1].getSpaceAfter(), _ABOVE_FIGURE)
        taken = height_of(self.flowables, self.sheet) + room
        if taken > self.sheet.body_height / 2:
            taken = 0.0
        self._level = min(2 + self._chapters, self._level + 1)
        nodes = MapNodes(block.figure, self.said, self._level)
        pages = map_pages(block.figure, self.sheet, self.sheet.body_height - taken)
        yield from (_spaced(MapPage(layout, nodes), before=_ABOVE_FIGURE) for layout in pages)

    def _signatures(self, signatures: Signatures) -> Rows:
        name_width, date_width = self.sheet.body_width * 2 / 3, self.sheet.body_width / 4
        right = self.sheet.body_width - date_width
        rows = []
        for role in signatures.roles:
            cells = (
                Cell(0, name_width, self._line_to_fill(name_width, role, "Rad för namnteckning")),
                Cell(right, date_width, self._line_to_fill(date_width, signatures.date_label, "Rad för datum")),
            )
            rows.append(Row(cells, 0, 6))
        return Rows(tuple(rows), together=len(signatures.roles))

    def _line_to_fill(self, width: float, label: str, says: str) -> tuple[Rule, Gap, Text]:
        """A line, and under it what it is for; who hears it hears that first."""
        text = self._text(label, SMALL)
        return Rule(width, 26 * self.sheet.scale, self.said.add("Figure", alt=says)), Gap(3), text


def _spaced(flowable: Any, *, before: float = 0, after: float = 0) -> Any:
    flowable.spaceBefore, flowable.spaceAfter = before, after
    return flowable

"""Turns the blocks of a document into what is placed on pages, with every heading kept to what it heads."""

from collections.abc import Iterator
from typing import Any

from reportlab.platypus.flowables import CondPageBreak

from coordinator.blocks import (
    Alert,
    AlertState,
    Block,
    Bullets,
    Fact,
    Facts,
    Heading,
    Missing,
    Note,
    Paragraph,
    Quote,
    Signatures,
    Span,
    Table,
    words,
)
from coordinator.document import Document
from ui.paper.look import (
    AMBER,
    AMBER_SOFT,
    BODY,
    BODY_HEIGHT,
    BODY_WIDTH,
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
    Style,
    Weight,
)
from ui.paper.marks import Dot, Gap, Rule, Sign
from ui.paper.rows import Box, Cell, Row, Rows
from ui.paper.tables import table_rows
from ui.paper.text import Text

_LABEL_WIDTH = 80.0
_HALF = BODY_WIDTH / 2
_WIDE_VALUE = 170
"""A value of more letters than this takes the whole width."""

_TITLE_COLOURS = {AlertState.DANGER: RED, AlertState.CALM: TEAL, AlertState.MISSING: AMBER}
_BOXES = {
    AlertState.DANGER: Box(ground=RED_SOFT, bar=RED),
    AlertState.CALM: Box(ground=SUNKEN, bar=GREY),
    AlertState.MISSING: Box(outline=AMBER),
}
_DOT_COLOURS = {AlertState.DANGER: RED, AlertState.CALM: GREY, AlertState.MISSING: AMBER}


def story(document: Document) -> list[Any]:
    """The flowables of the whole document in reading order."""
    title = Text(document.title, TITLE, heading=1)
    subtitle = _spaced(Text(document.subtitle, SUBTITLE), after=7)
    found: list[Any] = [title, subtitle]
    for block in document.blocks:
        found += _flowables(block)
    return list(_with_headings_kept(found))


def _with_headings_kept(flowables: list[Any]) -> Iterator[Any]:
    """Before each heading the demand that it, those right under it and the start of what follows fit on the page."""
    needs = [0.0] * (len(flowables) + 2)
    section: list[Any] = []
    for i in range(len(flowables) - 1, -1, -1):
        one = flowables[i]
        if not (isinstance(one, Text) and one.heading):
            section.insert(0, one)
            continue
        room = one.getSpaceBefore() + one.wrap(BODY_WIDTH)[1] + one.getSpaceAfter()
        if any(getattr(kept, "keeps_section", False) for kept in section):
            needs[i] = room + sum(_whole(kept) for kept in section)
        elif needs[i + 1]:
            needs[i] = room + needs[i + 1]
        else:
            needs[i] = room + _least(flowables[i + 1 : i + 2])
            # A paragraph before a heading under this one is not enough to stand alone: that part begins here too.
            if len(section) == 1 and isinstance(section[0], Text) and _level(flowables, i + 2) > one.heading:
                needs[i] += needs[i + 2]
        section = []
    previous_is_heading = False
    for one, need in zip(flowables, needs, strict=False):
        if need and not previous_is_heading:
            yield CondPageBreak(min(need, BODY_HEIGHT))
        previous_is_heading = bool(need)
        yield one


def _level(flowables: list[Any], i: int) -> int:
    one = flowables[i] if i < len(flowables) else None
    return one.heading if isinstance(one, Text) else 0


def _whole(flowable: Any) -> float:
    return float(flowable.getSpaceBefore() + flowable.wrap(BODY_WIDTH, BODY_HEIGHT)[1] + flowable.getSpaceAfter())


def _least(following: list[Any]) -> float:
    return float(sum(one.getSpaceBefore() + one.least_height(BODY_WIDTH) for one in following))


def _spaced(flowable: Any, *, before: float = 0, after: float = 0) -> Any:
    flowable.spaceBefore, flowable.spaceAfter = before, after
    return flowable


def _flowables(block: Block) -> Iterator[Any]:
    match block:
        case Heading(text, level):
            before = 10 if level < 3 else 8
            yield _spaced(Text(text, HEADINGS[level], heading=level), before=before, after=5 if level < 3 else 3)
        case Paragraph(text):
            yield _spaced(Text(text, BODY), after=4)
        case Note(text):
            yield _spaced(Text(text, SMALL), before=4, after=4)
        case Facts():
            yield _spaced(_facts(block), after=6)
        case Alert():
            yield _spaced(_alert(block), before=6, after=6)
        case Quote():
            cell = Cell(14, BODY_WIDTH - 28, (Text(block.quoted, OWN_WORDS),))
            yield _spaced(Rows((Row((cell,), 7, 7),), box=Box(ground=AMBER_SOFT, bar=AMBER)), after=6)
        case Missing():
            yield _spaced(_missing(block), before=5, after=6)
        case Bullets():
            yield _spaced(_bullets(block), after=4)
        case Table():
            yield from _table(block)
        case Signatures():
            signatures = _spaced(_signatures(block), before=14, after=8)
            signatures.keeps_section = True  # what is signed stands on the page with the signatures
            yield signatures


def _table(table: Table) -> Iterator[Any]:
    if table.caption:
        yield _spaced(Text(table.caption, SMALL), after=3)
    if table.rows:
        yield _spaced(table_rows(table), after=8)
    elif table.empty:
        yield _spaced(Text(table.empty, BODY), after=4)


def _facts(facts: Facts) -> Rows:
    """Two pairs of label and value on a row; a long value has a row of its own."""
    rows: list[Row] = []
    waiting: Fact | None = None
    for fact in facts.facts:
        wide = len(words(fact.value)) > _WIDE_VALUE
        if wide or waiting is not None:
            if waiting is not None and not wide:
                rows.append(_fact_row((waiting, fact)))
                waiting = None
                continue
            if waiting is not None:
                rows.append(_fact_row((waiting,)))
                waiting = None
            rows.append(_fact_row((fact,), BODY_WIDTH))
        else:
            waiting = fact
    if waiting is not None:
        rows.append(_fact_row((waiting,)))
    top = Row((), rule=TEAL)
    return Rows((top, *rows), together=2)


def _fact_row(facts: tuple[Fact, ...], width: float = _HALF) -> Row:
    cells: list[Cell] = []
    for number, fact in enumerate(facts):
        left = number * _HALF
        cells.append(Cell(left, _LABEL_WIDTH, (Text(fact.label, LABEL),)))
        value_width = width - _LABEL_WIDTH - (16 if number == 0 and width == _HALF else 0)
        cells.append(Cell(left + _LABEL_WIDTH, value_width, (Text(fact.value, VALUE),)))
    return Row(tuple(cells), 3.5, 3.5, rule=HAIR)


def _alert(alert: Alert) -> Rows:
    colour = _TITLE_COLOURS[alert.state]
    title = Style(13.5, 20, colour, Weight.BOLD)
    title_row = Row(
        (
            Cell(13, 24, (Sign(alert.state),)),
            Cell(42, BODY_WIDTH - 56, (Text(alert.title, title, heading=2),)),
        ),
        8,
        3,
    )
    rows = [title_row]
    for number, item in enumerate(alert.items, 1):
        text = [Span(item.lead, bold=True)]
        # One line of instruction goes on with its lead; several stand below it.
        for line in item.lines:
            text += [Span("\n" if len(item.lines) > 1 else " "), *line]
        parts: list[Text | Gap] = [Text(tuple(text), BODY)]
        if item.source:
            parts.append(Text(item.source, SMALL))
        below = 9 if number == len(alert.items) else 5
        rows.append(
            Row(
                (
                    Cell(17, 12, (Dot(BODY.leading, _DOT_COLOURS[alert.state]),)),
                    Cell(30, BODY_WIDTH - 44, tuple(parts)),
                ),
                0,
                below,
            )
        )
    return Rows(tuple(rows), box=_BOXES[alert.state], together=2)


def _missing(missing: Missing) -> Rows:
    text = Text((Span(f"{missing.word}: ", bold=True), Span(missing.text)), BODY)
    return Rows((Row((Cell(12, BODY_WIDTH - 24, (text,)),), 6, 6),), box=Box(outline=AMBER))


def _bullets(bullets: Bullets) -> Rows:
    return Rows(
        tuple(
            Row((Cell(2, 12, (Dot(BODY.leading, TEAL),)), Cell(16, BODY_WIDTH - 16, (Text(item, BODY),))), 0, 3)
            for item in bullets.items
        )
    )


def _signatures(signatures: Signatures) -> Rows:
    name_width, date_width = 330.0, 120.0
    right = BODY_WIDTH - date_width
    return Rows(
        tuple(
            Row(
                (
                    Cell(0, name_width, (Rule(name_width, 30), Gap(3), Text(role, SMALL))),
                    Cell(right, date_width, (Rule(date_width, 30), Gap(3), Text(signatures.date_label, SMALL))),
                ),
                0,
                6,
            )
            for role in signatures.roles
        ),
        together=len(signatures.roles),
    )

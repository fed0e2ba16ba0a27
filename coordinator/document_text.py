"""Writes a document as readable plain text: headings underlined, tables as lines of label and value."""

from collections.abc import Iterator

from coordinator.blocks import (
    Alert,
    AlertStrip,
    Block,
    Bullets,
    Cards,
    ContactMap,
    Facts,
    Heading,
    Missing,
    Note,
    Paragraph,
    QrCode,
    Quote,
    Signatures,
    Table,
    TimelineFigure,
    Trends,
    signs,
    words,
)
from coordinator.card_layout.said import back_said, front_said
from coordinator.document import PRACTICE_WORDS, Document
from coordinator.map_figure import MapFigure
from coordinator.transition.timeline_figure import Timeline
from coordinator.transition.timeline_words import FROM_BIRTH, LAW, in_words, says
from coordinator.trend import Trend
from coordinator.trend_words import in_words as trend_in_words

_UNDERLINES = {1: "=", 2: "=", 3: "-"}


def plain_text(document: Document) -> str:
    """The document as text with line feeds; blocks have an empty line between them."""
    pieces = [_underlined(document.title, "="), document.subtitle]
    if document.practice:
        pieces.insert(0, PRACTICE_WORDS)
    pieces += ["\n".join(_lines(block)) for block in document.blocks]
    footer = document.footer
    pieces.append(" · ".join(part for part in (footer.person, footer.number, footer.edition, footer.mark) if part))
    return "\n\n".join(piece for piece in pieces if piece) + "\n"


def _underlined(text: str, sign: str) -> str:
    return f"{text}\n{sign * len(text)}"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield _underlined(text, _UNDERLINES[level])
        case Paragraph(text):
            yield words(text)
        case Note(text) | QrCode(_, text):
            yield text
        case Quote():
            yield block.quoted
        case Missing(word, text):
            yield f"{word}: {text}"
        case Facts(facts):
            yield from (f"{fact.label}: {words(fact.value)}" for fact in facts)
        case Bullets(items):
            yield from (f"- {words(item)}" for item in items)
        case Signatures(roles, date_label):
            yield from (f"{role}: ____________________  {date_label}: __________" for role in roles)
        case Alert() | AlertStrip():
            yield from _alert(block)
        case Table():
            yield from _table(block)
        case ContactMap(figure):
            yield from _map(figure)
        case TimelineFigure() | Trends() | Cards():
            yield from _figure(block)


def _alert(alert: Alert | AlertStrip) -> Iterator[str]:
    if isinstance(alert, AlertStrip):
        yield from (f"{cell.title}: {cell.words}, {cell.note}" for cell in alert.cells)
        return
    yield _underlined(alert.title, "=")
    for item in alert.items:
        yield f"! {item.lead}"
        yield from (f"  {words(line)}" for line in item.lines)
        if item.source:
            yield f"  {item.source}"


def _table(table: Table) -> Iterator[str]:
    if table.caption:
        yield table.caption
    if not table.rows:
        yield table.empty
    for number, row in enumerate(table.rows):
        if number or table.caption:
            yield ""
        for column, cell in zip(table.columns, row, strict=True):
            if words(cell):
                yield f"{column.header}: {words(cell)}"


def _map(figure: MapFigure) -> Iterator[str]:
    yield figure.says
    yield " · ".join(text for text in (figure.centre, figure.below) if text)
    for area in figure.areas:
        yield ""
        yield _underlined(area.title, _UNDERLINES[2])
        for dot in area.dots:
            yield "- " + ", ".join(filter(None, (dot.name, dot.role, *signs(dot), dot.says)))


def _figure(block: TimelineFigure | Trends | Cards) -> Iterator[str]:
    if isinstance(block, Cards):
        yield from (*front_said(block.facts), "", *back_said(block.facts))
    elif isinstance(block, Trends):
        for number, trend in enumerate(block.shown):
            yield from (*([""] if number else []), *_trend(trend))
    else:
        yield from _timeline(block.shown)


def _trend(trend: Trend) -> Iterator[str]:
    yield _underlined(trend.title, _UNDERLINES[2])
    yield from trend_in_words(trend)


def _timeline(shown: Timeline) -> Iterator[str]:
    yield says(shown)
    for heading, lines in in_words(shown):
        yield ""
        yield _underlined(f"{LAW} {FROM_BIRTH}" if heading == LAW else heading, _UNDERLINES[2])
        yield from (f"- {line}" for line in lines)

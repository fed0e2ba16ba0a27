"""A whole document before it becomes paper or plain text, every text of it in reading order, and its stored form.

One model, many writers: `coordinator.document_text` and `ui.paper` read it. Its stored form (`to_json`) is kept with
every plan that was handed out, so that the same paper can be printed again.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, cast, get_args, get_origin, get_type_hints
from uuid import UUID

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
    words,
)
from coordinator.card_layout.said import back_said, front_said
from coordinator.entity import Code
from coordinator.errors import ImportRefused
from coordinator.lettering import Lettering
from coordinator.map_figure import MapFigure
from coordinator.transition.timeline_figure import Timeline
from coordinator.transition.timeline_words import FROM_BIRTH, LAW, lane_in_words, mark_in_words, says
from coordinator.trend_words import in_words as trend_in_words

SCHEMA = 4
"""The number of the stored form. A change that older programs cannot read raises it; older forms are read for ever."""

ONE_PAGE = frozenset(
    {"about_me", "care_contact", "emergency_sheet", "emergency_sheet_en", "emergency_notice", "indicator_page"}
)
"""The kinds of document that are one page by nature: they are fitted to it, or refused with words."""

PRACTICE_TAG = "ÖVNING"
PRACTICE_WORDS = "ÖVNING: uppgifterna är påhittade."


@dataclass(frozen=True)
class Footer:
    """What stands at the foot of each page beside the page number.

    person and number tell whose paper it is, edition which one, mark (may be empty) the state of the record.
    """

    person: str
    number: str
    edition: str
    mark: str = ""


@dataclass(frozen=True)
class Attachment:
    """A file that goes with the paper, inside it: what it is called, of which media type and what it is."""

    name: str
    media_type: str
    description: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Document:
    """A whole document. ``kind`` is a stable English word; ``created`` has a zone; ``number`` is 0 when it has none.

    The title says what the paper is, never whose: it becomes the name in a reader's list of open files. landscape: on
    paper that lies down, where the lettering is the standard one. a3: on paper of twice the size.
    """

    kind: str
    title: str
    subtitle: str
    footer: Footer
    created: datetime
    blocks: tuple[Block, ...]
    number: int = 0
    practice: bool = False
    language: str = "sv-SE"
    lettering: Lettering = Lettering.STANDARD
    landscape: bool = False
    a3: bool = False


@dataclass(frozen=True)
class Place:
    """A text and where it stands. ``where`` holds no personal data."""

    where: str
    text: str


def texts(document: Document) -> list[str]:
    """Every text of the document in reading order; the footer last."""
    return [place.text for place in places(document)]


def places(document: Document) -> Iterator[Place]:
    """Every text of the document with its place, in reading order; the footer last."""
    yield Place("titeln", document.title)
    yield Place("raden under titeln", document.subtitle)
    heading = "början"
    for block in document.blocks:
        if isinstance(block, Heading):
            heading = heading if block.from_record else block.text
        elif isinstance(block, Alert):
            heading = block.title
        elif isinstance(block, ContactMap):
            heading = "kartan"
        elif isinstance(block, TimelineFigure):
            heading = "tidslinjen"
        for part, text in _parts(block):
            yield Place(f"{heading} ({part})" if part else heading, text)
    footer = document.footer
    for text in (footer.person, footer.number, footer.edition, footer.mark):
        if text:
            yield Place("sidfoten", text)


def _parts(block: Block) -> Iterator[tuple[str, str]]:
    """The texts of one block, each with a word for its part of the block where one is needed."""
    match block:
        case Heading(text) | Note(text) | QrCode(_, text):
            yield "", text
        case Paragraph(text):
            yield "", words(text)
        case Quote():
            yield "", block.quoted
        case Missing(word, text):
            yield "", word
            yield "", text
        case Facts(facts):
            for fact in facts:
                yield fact.label, fact.label
                yield fact.label, words(fact.value)
        case Alert() | AlertStrip():
            yield from _alert_parts(block)
        case Bullets(items):
            yield from (("", words(item)) for item in items)
        case Signatures(roles, date_label):
            for role in roles:
                yield from (("", text) for text in (role, date_label))
        case Table():
            yield from _table_parts(block)
        case ContactMap() | TimelineFigure() | Trends() | Cards():
            yield from _figure_parts(block)


def _alert_parts(alert: Alert | AlertStrip) -> Iterator[tuple[str, str]]:
    if isinstance(alert, AlertStrip):
        for cell in alert.cells:
            yield from (("", cell.title), (cell.title, cell.words), (cell.title, cell.note))
        return
    yield "", alert.title
    for item in alert.items:
        yield from (("", text) for text in (item.lead, *map(words, item.lines), item.source) if text)


def _table_parts(table: Table) -> Iterator[tuple[str, str]]:
    if table.caption:
        yield "", table.caption
    if not table.rows:
        yield "", table.empty
        return
    yield from (("", column.header) for column in table.columns)
    for number, row in enumerate(table.rows, 1):
        for column, cell in zip(table.columns, row, strict=True):
            if cell:
                yield f"rad {number}, {column.header}", words(cell)


def _figure_parts(block: ContactMap | TimelineFigure | Trends | Cards) -> Iterator[tuple[str, str]]:
    if isinstance(block, Cards):
        lines = (*front_said(block.facts), *back_said(block.facts))
        return (("kortet", line) for line in lines)
    if isinstance(block, Trends):
        return ((trend.title, text) for trend in block.shown for text in (trend.title, *trend_in_words(trend)))
    return _map_parts(block.figure) if isinstance(block, ContactMap) else _timeline_parts(block.shown)


def _map_parts(figure: MapFigure) -> Iterator[tuple[str, str]]:
    """What the map shows and who is in the middle, then each area with its contacts."""
    yield from (("", text) for text in (figure.says, figure.centre, figure.below) if text)
    for area in figure.areas:
        yield "", area.title
        for dot in area.dots:
            yield from ((area.title, text) for text in (dot.name, dot.role, dot.says) if text)


def _timeline_parts(shown: Timeline) -> Iterator[tuple[str, str]]:
    """What the timeline shows, then its days and its contacts."""
    yield "", says(shown)
    if shown.marks:
        yield "", f"{LAW} {FROM_BIRTH}"
    yield from ((LAW, mark_in_words(mark)) for mark in shown.marks)
    yield from ((f"kontakt {number}", lane_in_words(lane)) for number, lane in enumerate(shown.lanes, 1))


_LATER: dict[Any, set[str]] = {Document: {"lettering", "landscape", "a3"}, Heading: {"language"}}
"""What an older form lacks: it then has the value that everything had before there was a choice."""

_BLOCKS: dict[str, type[Any]] = {kind.__name__.lower(): kind for kind in get_args(Block)}


def to_json(document: Document) -> str:
    """The stored form: the same text for the same document, and nothing of it is lost."""
    stored = {"hallpunkt_document": SCHEMA, "document": _stored(document)}
    return json.dumps(stored, ensure_ascii=False, separators=(",", ":"))


def _stored(value: Any) -> Any:
    if isinstance(value, Enum):
        return _word(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, tuple):
        return [_stored(part) for part in value]
    if not is_dataclass(value):
        return value
    name = type(value).__name__.lower()
    tag = {"block": name} if name in _BLOCKS else {}
    return tag | {one.name: _stored(getattr(value, one.name)) for one in fields(value)}


def _word(member: Enum) -> Any:
    """The word that a member is stored as."""
    return member.stored if isinstance(member, Code) else member.value


def from_json(text: str) -> Document:
    """The document that `to_json` stored; ImportRefused when the text is anything else."""
    try:
        stored = json.loads(text)
    except (ValueError, RecursionError):
        raise _refused("Det är inte ett dokument från programmet.") from None
    if not isinstance(stored, dict) or set(stored) != {"hallpunkt_document", "document"}:
        raise _refused("Det är inte ett dokument från programmet.")
    schema = stored["hallpunkt_document"]
    if type(schema) is int and schema > SCHEMA:
        raise _refused("Det är skrivet av en senare version av programmet. Uppdatera och försök igen.")
    if type(schema) is not int or schema < 1:
        raise _refused("Det är inte ett dokument från programmet.")
    return cast("Document", _read(Document, stored["document"], "document"))


def _refused(why: str) -> ImportRefused:
    return ImportRefused("Dokumentet kan inte läsas", why)


def _read(hint: Any, stored: Any, where: str) -> Any:
    """``stored`` as a value of the type ``hint``; ``where`` is the path to it, in field names."""
    if get_origin(hint) is tuple:
        if type(stored) is list:
            member = get_args(hint)[0]
            return tuple(_read(member, part, f"{where}.{i}") for i, part in enumerate(stored))
    elif hint is Block:
        if type(stored) is dict and type(stored.get("block")) is str and stored["block"] in _BLOCKS:
            rest = {name: part for name, part in stored.items() if name != "block"}
            return _read(_BLOCKS[stored["block"]], rest, where)
    elif get_origin(hint) is UnionType:
        (kind,) = (one for one in get_args(hint) if one is not NoneType)
        return None if stored is None else _read(kind, stored, where)
    elif hint in _WRITTEN_AS_TEXT:
        return _read_exactly(hint, stored, where)
    elif isinstance(hint, type) and issubclass(hint, Enum):
        for member in hint:
            if _word(member) == stored:
                return member
    elif is_dataclass(hint):
        return _read_fields(cast("type", hint), stored, where)
    elif type(stored) is hint:
        return stored
    raise _refused(f"Stället {where} är inte som programmet skriver det.")


def _read_fields(kind: type, stored: Any, where: str) -> Any:
    """A dataclass from its fields, all of them and no others."""
    names = _hints(kind)
    if type(stored) is dict and set(names) - _LATER.get(kind, set()) <= set(stored) <= set(names):
        values = {name: _read(names[name], part, f"{where}.{name}") for name, part in stored.items()}
        try:
            return kind(**values)
        except ValueError:
            pass
    raise _refused(f"Stället {where} är inte som programmet skriver det.")


def _moment(text: str) -> datetime:
    """ValueError when it has no zone."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("no zone")
    return moment


_WRITTEN_AS_TEXT: dict[Any, Callable[[str], Any]] = {datetime: _moment, date: date.fromisoformat, UUID: UUID}
"""What is stored as a text, and what reads it."""


def _read_exactly(hint: Any, stored: Any, where: str) -> Any:
    """The value of that type, when it is written just as the program writes it."""
    try:
        read = _WRITTEN_AS_TEXT[hint](stored)
    except (AttributeError, TypeError, ValueError):
        read = None
    if read is None or _stored(read) != stored:
        raise _refused(f"Stället {where} är inte som programmet skriver det.")
    return read


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)

"""The parts that documents are built of: headings, facts, alerts, tables and the rest, without fonts or pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from coordinator.map_figure import MapDot, MapFigure, MapMark, MapRing
from coordinator.transition.timeline_figure import Timeline
from coordinator.trend import Trend
from coordinator.umi.card_figure import CardFacts


@dataclass(frozen=True)
class Span:
    """A piece of text in one weight. A line feed in it is a line break."""

    text: str
    bold: bool = False


Rich = tuple[Span, ...]


def plain(text: str) -> Rich:
    """``text`` in ordinary weight."""
    return (Span(text),)


def strong(text: str) -> Rich:
    """``text`` in bold."""
    return (Span(text, bold=True),)


def in_one_piece(lines: Iterable[Rich]) -> Rich:
    """The lines as one, with a space between each and the next; nothing of nothing."""
    spans = [span for line in lines for span in (*line, Span(" "))]
    return tuple(spans[:-1])


def led(lead: str, text: str) -> Rich:
    """A bold lead and what it introduces."""
    return (Span(f"{lead} ", bold=True), Span(text))


def words(rich: Rich) -> str:
    """The letters without the weight."""
    return "".join(span.text for span in rich)


class ColumnKind(Enum):
    """What a column holds; dates and phone numbers are never split over two lines."""

    TEXT = "text"
    DATE = "date"
    PHONE = "phone"


class AlertState(Enum):
    """Something to know, known to be nothing, or not known."""

    DANGER = "danger"
    CALM = "calm"
    MISSING = "missing"


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 3. Messages name it as a place, unless it is ``from_record`` and may say who it is.

    language: the one of what stands below it, up to the next heading, when that is not the document's.
    """

    text: str
    level: int = 2
    from_record: bool = False
    language: str = ""

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3):
            raise ValueError(f"heading level {self.level}")


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: Rich


@dataclass(frozen=True)
class Fact:
    """A label and its value."""

    label: str
    value: Rich


@dataclass(frozen=True)
class Facts:
    """Labels with values, in reading order; on paper two beside each other."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class AlertItem:
    """One thing to know: a bold lead, lines on what to do, and where it comes from."""

    lead: str
    lines: tuple[Rich, ...] = ()
    source: str = ""


@dataclass(frozen=True)
class Alert:
    """What must be known first. Its title counts as a heading of level 2."""

    title: str
    items: tuple[AlertItem, ...]
    state: AlertState = AlertState.DANGER


@dataclass(frozen=True)
class Quote:
    """The person's own words, without quotation marks; the writers set them."""

    text: str

    @property
    def quoted(self) -> str:
        """The words in Swedish quotation marks."""
        return f"”{self.text}”"


@dataclass(frozen=True)
class Bullets:
    """A list without order."""

    items: tuple[Rich, ...]


@dataclass(frozen=True)
class Column:
    """A column: its header and how much of the free width it wants beside the others."""

    header: str
    weight: int = 1
    kind: ColumnKind = ColumnKind.TEXT


@dataclass(frozen=True)
class Table:
    """Rows under a header that is repeated on every page. ``empty`` stands in its place when there is no row.

    small: long lists may be set a little smaller than running text.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Rich, ...], ...]
    caption: str = ""
    empty: str = ""
    small: bool = False

    def __post_init__(self) -> None:
        if not self.columns or any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("every row has one cell a column")


@dataclass(frozen=True)
class Note:
    """A small explanation."""

    text: str


@dataclass(frozen=True)
class Missing:
    """A gap, drawn and never left blank: a word for what is missing and a sentence with what to do."""

    word: str
    text: str


@dataclass(frozen=True)
class Signatures:
    """A line to sign and to date for each role."""

    roles: tuple[str, ...]
    date_label: str = "Datum"


@dataclass(frozen=True)
class QrCode:
    """A square that a telephone reads. ``content`` is what the telephone gets, ``says`` what that is, in words."""

    content: str
    says: str


@dataclass(frozen=True)
class ContactMap:
    """The map of contacts, drawn; in words a list for each area of life."""

    figure: MapFigure


@dataclass(frozen=True)
class TimelineFigure:
    """The timeline of transitions, drawn; in words a line for each day and each contact."""

    shown: Timeline


@dataclass(frozen=True)
class Trends:
    """Figures below each other, each with how it came to be over time, drawn, and with how it is counted."""

    shown: tuple[Trend, ...]


def signs(dot: MapDot) -> list[str]:
    """The words for the signs of a contact on the map, and for how near the middle it stands.

    What is as it should be has none, and neither has the outermost ring.
    """
    found = [] if dot.mark is MapMark.CURRENT else [dot.mark.label.partition(":")[0]]
    found += [] if dot.ring is MapRing.LATER else [f"ses {dot.ring.label}"]
    return [*found, "viktig i akut läge"] if dot.acute else found


@dataclass(frozen=True)
class StripCell:
    """One field of the strip: its group, what is known in words, and since when."""

    title: str
    state: AlertState
    words: str
    note: str


@dataclass(frozen=True)
class AlertStrip:
    """Our own sign of five fields: words and counts, never colour alone."""

    cells: tuple[StripCell, ...]


@dataclass(frozen=True)
class Cards:
    """Akutkort in their true size, ``copies`` of them with marks to cut along; a card has a front and a back."""

    facts: CardFacts
    copies: int = 1


Block = (
    Heading
    | Paragraph
    | Facts
    | Alert
    | Quote
    | Bullets
    | Table
    | Note
    | Missing
    | Signatures
    | QrCode
    | ContactMap
    | TimelineFigure
    | Trends
    | AlertStrip
    | Cards
)

"""How the paper looks: colours, sizes and margins, each once. Lengths are in points (1/72 inch)."""

from dataclasses import dataclass, replace
from enum import Enum

PAGE_WIDTH, PAGE_HEIGHT = 595.276, 841.89
MARGIN = 50.0
TOP, BOTTOM = 40.0, 54.0
FOOTER_LINE = 45.0
"""The height of the rule over the footer."""

PAPER = "FFFFFF"
INK = "16252C"
TEAL = "0B5563"
GREY = "51626A"
HAIR = "D3DDDF"
SUNKEN = "F1F5F5"
SEL = "DFECEE"
GREEN = "1F6B3A"
RED, RED_SOFT = "9B1C1C", "FDF0EF"
AMBER, AMBER_SOFT = "8A5A00", "FBF6EA"

TEXT_ON_GROUND = (
    (INK, PAPER),
    (TEAL, PAPER),
    (GREY, PAPER),
    (AMBER, PAPER),
    (PAPER, TEAL),
    (PAPER, RED),
    (RED, PAPER),
    (INK, RED_SOFT),
    (RED, RED_SOFT),
    (GREY, RED_SOFT),
    (INK, AMBER_SOFT),
    (INK, SUNKEN),
    (TEAL, SUNKEN),
    (GREY, SUNKEN),
    (TEAL, SEL),
    (PAPER, INK),
)
"""Every pair of text colour and ground that the paper uses; a test holds each to a contrast of 4.5."""


class Weight(Enum):
    """The cuts of the program's typeface."""

    REGULAR = "regular"
    SEMIBOLD = "semibold"
    BOLD = "bold"


@dataclass(frozen=True)
class Style:
    """How a text is set. ``strong`` is the weight of its bold parts, ``letters`` the most on a line, 0 for no bound."""

    size: float
    leading: float
    colour: str = INK
    weight: Weight = Weight.REGULAR
    strong: Weight = Weight.BOLD
    letters: int = 0


@dataclass(frozen=True)
class Sheet:
    """The page a document is set on, and how large: lengths in points, ``scale`` beside the usual size of letters.

    margin: at the left and the right. stacked: what would be a table of many columns stands row by row instead.
    smallest: no text of the body is set smaller. between: the least room between lines. letters: the most on a line.
    """

    width: float = PAGE_WIDTH
    height: float = PAGE_HEIGHT
    margin: float = MARGIN
    scale: float = 1.0
    stacked: bool = False
    smallest: float = 0
    between: float = 0
    letters: int = 0

    @property
    def body_width(self) -> float:
        """The width of what is written on."""
        return self.width - 2 * self.margin

    @property
    def body_height(self) -> float:
        """The height of what is written on."""
        return self.height - TOP - BOTTOM

    def style(self, style: Style) -> Style:
        """``style`` in the sheet's size."""
        size = max(style.size * self.scale, self.smallest)
        leading = max(style.leading * size / style.size, size + self.between)
        return replace(style, size=size, leading=leading, letters=self.letters)

    @property
    def foot_margin(self) -> float:
        """The margin at the foot: a narrow column does not make the foot narrow."""
        return min(self.margin, MARGIN)


A4 = Sheet()
LANDSCAPE = Sheet(PAGE_HEIGHT, PAGE_WIDTH)
MAP = Sheet(PAGE_HEIGHT, PAGE_WIDTH, margin=36.0)
A3 = Sheet(1190.551, PAGE_HEIGHT, margin=50.0, scale=1.414)
"""Twice the paper with the same on it in letters that much larger: it lies down."""
LARGE = Sheet(scale=1.5, stacked=True)
"""Storstil: running text of 15.75 points."""
FULL = Sheet(margin=36.0)
"""A page that much has to stand on."""
NOTICE = Sheet(margin=40.0, scale=2.3, stacked=True)
"""A text for a door: running text of 24 points, to be read from two metres."""
EASY = Sheet(margin=100.0, scale=1.38, stacked=True, smallest=14, between=4, letters=55)
"""Lättläst: running text of 14.5 points, with 4 points between lines and at most 55 letters on a line."""

BODY = Style(10.5, 14.5)
TITLE = Style(24, 28, TEAL, Weight.BOLD)
SUBTITLE = Style(12.5, 16, GREY, Weight.SEMIBOLD)
HEADINGS = {
    1: Style(19, 24, TEAL, Weight.BOLD),
    2: Style(15, 19, TEAL, Weight.BOLD),
    3: Style(12, 16, TEAL, Weight.BOLD),
}
LABEL = Style(9, 13, GREY, Weight.SEMIBOLD)
VALUE = Style(10.5, 13, strong=Weight.SEMIBOLD)
OWN_WORDS = Style(11.5, 16)
SMALL = Style(9, 12.5, GREY)
CELL = Style(10.5, 13, strong=Weight.BOLD)
SMALL_CELL = Style(9.2, 11.6, strong=Weight.SEMIBOLD)
COLUMN_HEADER = Style(9.5, 12.5, PAPER, Weight.BOLD)
FOOTER = Style(8.5, 11, GREY)
FOOTER_LARGE = Style(11, 14, GREY)
FOOTER_PRACTICE = replace(FOOTER, colour=AMBER, weight=Weight.BOLD)
PRACTICE = Style(9.5, 12, AMBER, Weight.BOLD)

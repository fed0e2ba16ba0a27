"""The back, in English: the same rows, and a square that a telephone reads without a net."""

from coordinator.card_layout.code import square
from coordinator.card_layout.foot import foot
from coordinator.card_layout.frame import INNER, SMALLEST, Lettering, Side, baseline, leading_of
from coordinator.card_layout.head import HEAD, head
from coordinator.card_layout.phones import PhoneLine, phone_lines
from coordinator.card_layout.rows import CardRow
from coordinator.map_layout.lettering import Piece, Ruler, drawn
from coordinator.map_layout.primitives import Box, Primitive, Words
from coordinator.umi.card_facts import qr_excess, qr_text
from coordinator.umi.card_figure import CardFacts, CardItem

TITLE, BELOW = "Emergency information", "Akutinformation på engelska"
MISSING = "(English text missing)"
CAPTION = ("Text in the code,", "no network needed", "Texten ligger i koden")
COMMUNICATION = "Communication / Kommunikation"

_LEFT_OF_CODE = 2.0


def back(facts: CardFacts, lettering: Lettering) -> Side:
    """Everything but the rows. Whom to ring stands on the front, and here where there is room."""
    ruler = lettering.ruler
    marks = head(TITLE, BELOW, ruler, practice=facts.practice)
    code, end = _code(facts, ruler)
    beside = Box(INNER.x, INNER.y, end - INNER.x, INNER.height)
    below, bottom = foot(printed(facts), valid_until(facts), ruler, beside)
    spoken, bottom = _spoken(facts, lettering, Box(beside.x, beside.y, beside.width, bottom - beside.y))
    lines = [PhoneLine(one.english_who, "", one.number) for one in facts.phones] if lettering.twice else []
    phones, bottom = phone_lines(lines, lettering, Box(beside.x, beside.y, beside.width, bottom - beside.y))
    top = HEAD + 4
    return Side((*marks, *code, *phones, *spoken, *below), Box(beside.x, top, beside.width, bottom - 2 - top))


def back_rows(facts: CardFacts) -> list[CardRow]:
    """The rows of the back; what is missing in English is said."""
    return [_row(one) for one in facts.items]


def printed(facts: CardFacts) -> str:
    """When it was."""
    return f"Printed {facts.printed_on.isoformat()}"


def valid_until(facts: CardFacts) -> str:
    """Until when it holds."""
    return f"Valid until {facts.valid_until.isoformat()}"


def _row(one: CardItem) -> CardRow:
    heading = one.english_heading or one.in_its_place or one.heading
    return CardRow(heading, one.english_text, MISSING if one.lacks_english else "", one.severe)


def _code(facts: CardFacts, ruler: Ruler) -> tuple[list[Primitive], float]:
    """The square with its caption, and where the room beside it ends. A text that is too long has no square."""
    text = qr_text(facts)
    if qr_excess(text):
        return [], INNER.right
    found = square(text, INNER.right, HEAD)
    top = HEAD + found.side + 2 * found.quiet
    left = INNER.right - max(found.side, *(ruler.width(line, SMALLEST) for line in CAPTION))
    marks: list[Primitive] = [found.path]
    for line in CAPTION:
        marks.append(Words(left, baseline(top, SMALLEST), line, SMALLEST, "grey", of=("qr",)))
        top += leading_of(SMALLEST)
    return marks, min(left, INNER.right - found.side - found.quiet) - _LEFT_OF_CODE


def _spoken(facts: CardFacts, lettering: Lettering, area: Box) -> tuple[list[Primitive], float]:
    """How the patient communicates, at the foot of the area; and where that begins."""
    if not facts.speaks:
        return [], area.bottom
    ruler, size = lettering.ruler, min(lettering.small, 7.5)
    pieces = (Piece(f"{COMMUNICATION}:", "grey"), Piece(facts.speaks, "ink", True))
    said = ruler.wrapped(ruler.text(pieces), size, area.width)
    high = leading_of(size) * len(said.lines)
    top = area.bottom - high
    return [*drawn(said, area.x, top, height=high, size=size, leading=leading_of(size), of=("speaks",))], top

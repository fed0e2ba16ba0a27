"""The front, in Swedish: who it is, what matters in an emergency, whom to ring and until when the card holds."""

from coordinator.card_layout.foot import foot
from coordinator.card_layout.frame import INNER, Lettering, Side, baseline, leading_of
from coordinator.card_layout.head import HEAD, head
from coordinator.card_layout.phones import PhoneLine, phone_lines
from coordinator.card_layout.rows import CardRow
from coordinator.map_layout.lettering import Piece, drawn
from coordinator.map_layout.primitives import Box, Primitive, Words
from coordinator.umi.card_figure import CardFacts, CardItem

TITLE, BELOW = "Akutinformation", "Emergency card"
MISSING = "(svensk text saknas)"

_NAMES = (11.0, 10.5, 10.0, 9.5, 9.0, 8.5)
"""The sizes that the name is tried in; in the smallest it has as many lines as it takes."""

_NUMBER = 8.5
_AROUND = 3.0


def front(facts: CardFacts, lettering: Lettering) -> Side:
    """Everything but the rows."""
    marks = head(TITLE, BELOW, lettering.ruler, practice=facts.practice)
    who, top = _who(facts, lettering)
    below, end = foot(facts.source, holds_until(facts), lettering.ruler, INNER)
    lines = [PhoneLine(one.who, one.name, one.number) for one in facts.phones]
    phones, end = phone_lines(lines, lettering, Box(INNER.x, INNER.y, INNER.width, end - INNER.y))
    top += _AROUND
    return Side((*marks, *who, *phones, *below), Box(INNER.x, top, INNER.width, end - _AROUND - top))


def front_rows(facts: CardFacts) -> list[CardRow]:
    """The rows of the front, each of the card's."""
    return [_row(one) for one in facts.items]


def holds_until(facts: CardFacts) -> str:
    """Until when it holds."""
    return f"Gäller till {facts.valid_until.isoformat()}"


def _row(one: CardItem) -> CardRow:
    missing = MISSING if one.english_text and not one.text else ""
    return CardRow(one.heading, one.text, missing, one.severe)


def _who(facts: CardFacts, lettering: Lettering) -> tuple[list[Primitive], float]:
    """The name with the number beside it, and the diagnosis below; and where that ends."""
    ruler, top = lettering.ruler, HEAD + 2.5
    number = ruler.width(facts.number, _NUMBER)
    room = INNER.width - (number + 8 if facts.number else 0)
    size = next((one for one in _NAMES if ruler.width(facts.name, one, True) <= room), _NAMES[-1])
    name = ruler.wrapped(ruler.text((Piece(facts.name, "ink", True),)), size, room)
    high = leading_of(size) * len(name.lines)
    marks: list[Primitive] = [
        *drawn(name, INNER.x, top, height=high, size=size, leading=leading_of(size), of=("name",)),
        Words(INNER.right - number, baseline(top, size), facts.number, _NUMBER, "ink", of=("name",)),
    ]
    top += high
    if facts.condition:
        small = lettering.small
        text = ruler.wrapped(ruler.text((Piece(facts.condition, "ink"),)), small, INNER.width)
        high = leading_of(small) * len(text.lines)
        marks += drawn(text, INNER.x, top, height=high, size=small, leading=leading_of(small), of=("condition",))
        top += high
    return marks, top

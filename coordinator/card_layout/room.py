"""Whether the card has room for what was chosen for it; when not, what could be left out. Nothing is, by itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from coordinator.card_layout.whole import CardLayout, card_layout
from coordinator.errors import RuleError
from coordinator.map_layout.primitives import Measure
from coordinator.umi.card_facts import qr_excess, qr_text, without
from coordinator.umi.card_figure import CardFacts, CardItem

NO_ROOM = "Kortet har inte plats för allt"

_OTHERWISE = "be läkaren skriva en kortare text i ”På akutkortet”."
_MOST, _MOST_LISTED = 3, 8


@dataclass(frozen=True)
class CardRoom:
    """A card as it is placed. excess: so many characters too many for its QR code.

    one_of: leaving out any one of these is enough, what weighs least first. together: where no single one is enough,
    those that are when they all go. What threatens life is never among them. longest: the row with the longest text.
    """

    layout: CardLayout = field(repr=False)
    excess: int = 0
    one_of: tuple[CardItem, ...] = ()
    together: tuple[CardItem, ...] = ()
    longest: CardItem | None = None

    @property
    def fits(self) -> bool:
        """Whether the card may be printed."""
        return not self.layout.too_much and not self.excess


def card_room(facts: CardFacts, measure: Measure) -> CardRoom:
    """Place the card; when it has no room, try what would give it some."""
    layout, excess = card_layout(facts, measure), qr_excess(qr_text(facts))
    if not layout.too_much and not excess:
        return CardRoom(layout)
    may_go = [one for one in reversed(facts.items) if not (one.severe or one.always)]
    one_of = tuple(one for one in may_go if _has_room(facts, [one], measure))
    together = () if one_of else _together(facts, may_go, measure)
    longest = max(facts.items, key=_length, default=None)
    return CardRoom(layout, excess, one_of, together, longest if longest and longest.text else None)


def _together(facts: CardFacts, may_go: list[CardItem], measure: Measure) -> tuple[CardItem, ...]:
    """As few as are needed, what weighs least first; nothing when not even all of them are enough."""
    for many in range(2, len(may_go) + 1):
        if _has_room(facts, may_go[:many], measure):
            return tuple(may_go[:many])
    return ()


def _has_room(facts: CardFacts, gone: Iterable[CardItem], measure: Measure) -> bool:
    less = without(facts, gone)
    return not qr_excess(qr_text(less)) and not card_layout(less, measure).too_much


def _length(item: CardItem) -> int:
    return len(item.text) + len(item.english_text)


def require_room(facts: CardFacts, measure: Measure) -> CardRoom:
    """The card as it is placed; RuleError when anything has no room, with what could be left out."""
    room = card_room(facts, measure)
    if not room.fits:
        raise RuleError(NO_ROOM, " ".join([*_lacking(room), "Inget är utskrivet.", _proposed(room)]))
    return room


def _lacking(room: CardRoom) -> list[str]:
    """What has no room."""
    found = []
    if room.layout.too_much:
        found.append(f"Det här får inte plats: {_listed(room.layout.too_much)}.")
    if room.excess:
        found.append(f"Texten i QR-koden är {room.excess} tecken för lång.")
    return found


def _proposed(room: CardRoom) -> str:
    """What is enough to leave out, as far as that is known; what threatens life is never proposed."""
    if room.one_of:
        return f"Ta bort krysset ”På akutkortet” för {_any_of(room.one_of)} på sidan UMI och akut, eller {_OTHERWISE}"
    if room.together:
        rows = _listed([one.heading for one in room.together])
        return f"Ta bort kryssen ”På akutkortet” för {rows} på sidan UMI och akut, eller {_OTHERWISE}"
    return f"Öppna sidan UMI och akut, och {_OTHERWISE}"


def _any_of(rows: tuple[CardItem, ...]) -> str:
    """The first of them, any of which is enough."""
    return " eller ".join(_quoted(one.heading) for one in rows[:_MOST])


def _listed(rows: Sequence[str]) -> str:
    """All of them, or the first and how many more: nobody reads a hundred names."""
    names = [_quoted(one) for one in rows[:_MOST_LISTED]]
    names += [f"{len(rows) - _MOST_LISTED} till"] if len(rows) > _MOST_LISTED else []
    return " och ".join([*filter(None, [", ".join(names[:-1])]), names[-1]])


def _quoted(heading: str) -> str:
    return f"”{heading.strip()}”"

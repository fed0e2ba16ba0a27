"""What a map of contacts shows, in words and rings, before anybody has placed it on a screen or a paper."""

from dataclasses import dataclass, field

from coordinator.entity import Code


class MapMark(Code):
    """What the dot of a contact says: its shape on the map, and the words for it in the legend."""

    COORDINATES = ("coordinates", "samordnar")
    CURRENT = ("current", "aktuell uppgift")
    OLD = ("old", "inte kontrollerad på 12 månader")
    GAP = ("gap", "lucka: något saknas eller är försenat")


class MapRing(Code):
    """How far from the middle a contact stands: when one meets next."""

    MONTH = ("month", "inom 30 dagar")
    HALF_YEAR = ("half_year", "inom 6 mån")
    LATER = ("later", "senare")


@dataclass(frozen=True)
class MapDot:
    """One contact; or, when it is ``missing``, a role that nobody holds.

    says: what is missing or late, in a few words, else empty.
    """

    name: str = field(repr=False)
    role: str = field(repr=False)
    mark: MapMark
    ring: MapRing
    acute: bool = False
    says: str = field(default="", repr=False)
    missing: bool = False


@dataclass(frozen=True)
class MapArea:
    """One area of life with those who belong to it, in the order in which they are read."""

    title: str
    dots: tuple[MapDot, ...]

    @property
    def contacts(self) -> int:
        """How many contacts are in it."""
        return sum(not dot.missing for dot in self.dots)


@dataclass(frozen=True)
class MapFigure:
    """The whole map: what the middle is called and what stands under that, and the areas clockwise from the top.

    says: what the map shows, in one sentence, for whoever does not see it. Areas without anybody are not there.
    """

    centre: str = field(repr=False)
    below: str
    says: str = field(repr=False)
    areas: tuple[MapArea, ...]

"""The four points a SIP must state before it is established (hälso- och sjukvårdslagen 16 kap. 4 §)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordinator.entity import Code
from coordinator.sip.belonging import decisions_of
from coordinator.sip.process import REGION_AND_KOMMUN, Sip

if TYPE_CHECKING:
    from coordinator.record import Record


class LegalPoint(Code):
    """One of the four."""

    NEEDED = ("needed", "Insatser som behövs")
    HUVUDMAN = ("huvudman", "Vad region och kommun svarar för")
    OTHERS = ("others", "Vad andra gör")
    OVERALL = ("overall", "Vem har det övergripande ansvaret?")


@dataclass(frozen=True)
class PointState:
    """Whether a point is there; ``words`` say what is, or what is missing."""

    point: LegalPoint
    is_met: bool
    words: str

    @property
    def name(self) -> str:
        """The point within a sentence."""
        return self.point.label.rstrip("?").lower()


def legal_points(record: "Record", sip: Sip) -> list[PointState]:
    """The four, in the order of the law."""
    rows = decisions_of(record, sip.id)
    needed = [one for one in rows if one.what.strip()]
    without = sum(one.huvudman is None for one in needed)
    by_others = [one for one in needed if one.huvudman not in (None, *REGION_AND_KOMMUN)]
    ours = [one for one in needed if one.huvudman in REGION_AND_KOMMUN]
    count = "1 insats" if len(needed) == 1 else f"{len(needed)} insatser"
    return [
        PointState(LegalPoint.NEEDED, bool(needed), count if needed else "skriv minst en insats"),
        PointState(LegalPoint.HUVUDMAN, bool(ours) and not without, _whose(len(ours), without)),
        PointState(
            LegalPoint.OTHERS,
            bool(by_others or sip.family_does.strip() or sip.nobody_else),
            _others(sip, len(by_others)),
        ),
        PointState(
            LegalPoint.OVERALL,
            sip.overall_huvudman is not None,
            sip.overall_huvudman.label if sip.overall_huvudman else "välj region eller kommun",
        ),
    ]


def missing_points(record: "Record", sip: Sip) -> list[PointState]:
    """Those that are not there yet."""
    return [one for one in legal_points(record, sip) if not one.is_met]


def _whose(ours: int, without: int) -> str:
    if without:
        return "1 insats saknar huvudman" if without == 1 else f"{without} insatser saknar huvudman"
    return "alla insatser har huvudman" if ours else "ingen insats är regionens eller kommunens"


def _others(sip: Sip, by_others: int) -> str:
    who = [
        *(["1 insats" if by_others == 1 else f"{by_others} insatser"] if by_others else []),
        *(["familjen"] if sip.family_does.strip() else []),
    ]
    if who:
        return " och ".join(who)
    return "ingen annan gör något" if sip.nobody_else else "skriv vad andra gör, eller att ingen annan gör något"

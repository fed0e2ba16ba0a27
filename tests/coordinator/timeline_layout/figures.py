"""Invented timelines to place: an ordinary one, one of many lanes, and what is long, late, done or without a day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from coordinator.date_rule import DateSign
from coordinator.swedish import add_months
from coordinator.transition.standing import SwapState
from coordinator.transition.swap import TransitionKind
from coordinator.transition.timeline_figure import Booking, Lane, Mark, Timeline, Years

TODAY = date(2026, 11, 22)
LONG = "Maria Elisabeth Gustafsdotter Lejonhufvud af Ulvåsa Oxenstierna von Essen Natt Dag"[:80]
YEARS = (
    Years(2026, 2026, 17), Years(2027, 2027, 18), Years(2028, 2028, 19), Years(2029, 2029, 20),
    Years(2030, 2034, calm=True),
)  # fmt: skip
MARKS = (
    Mark(date(2026, 12, 24), "17 år: mottagare utsedd", DateSign.AGE),
    Mark(date(2027, 6, 24), "Förbered ansökan om god man", DateSign.BEGINS),
    Mark(date(2027, 12, 24), "18 år: myndig, för över", DateSign.AGE, important=True),
    Mark(date(2028, 6, 30), "Sista dag med omvårdnadsbidrag", DateSign.LAST_DAY),
    Mark(date(2028, 6, 30), "Gymnasieskolan slutar, som det brukar vara", DateSign.LAST_DAY),
    Mark(date(2028, 7, 1), "Aktivitetsersättning tidigast", DateSign.BEGINS),
    Mark(date(2028, 12, 24), "19 år: landa hos mottagaren", DateSign.AGE),
    Mark(date(2028, 12, 31), "Sista dag med fri tandvård", DateSign.LAST_DAY),
    Mark(date(2029, 1, 1), "Statligt tandvårdsstöd börjar", DateSign.BEGINS),
    Mark(date(2029, 6, 30), "Börja anpassad gymnasieskola senast", DateSign.LAST_DAY),
    Mark(date(2034, 12, 24), "25 år: övergången ska vara klar", DateSign.AGE),
)


def lane(number: int, title: str, who: str, swap: date | None, then: str = "", **fields: Any) -> Lane:
    """A lane; a hole when nobody is named."""
    state = SwapState.NAMED if then else SwapState.HOLE
    made = Lane(UUID(int=number + 1), title, TransitionKind.SPECIALIST, who, swap, state, then or "Mottagare saknas")
    return replace(made, **fields)


USUAL = (
    lane(0, "Neurologi", "Amina Wallin", date(2027, 12, 24)),
    lane(1, "Barnläkare", "Henrik Falk", date(2027, 12, 24), then_words="Fast läkarkontakt saknas"),
    lane(2, "Företrädare", "Eva och Omar Testsson", date(2027, 12, 24), then_words="God man saknas",
         id=None, kind=None),
    lane(3, "Endokrinologi", "Jonas Edman", date(2028, 3, 1), "Jakob Linder, Medicinkliniken", joint=date(2027, 10, 1)),
    lane(4, "Habilitering", "Karin Lindström", date(2028, 6, 1), "Mona Rehn, Vuxenhabiliteringen",
         joint=date(2028, 2, 1), bookings=(Booking(date(2027, 2, 1), "Sista besöket"),)),
    lane(5, "Tandvård", "Cecilia Ask", date(2028, 12, 31), then_words="Vuxentandläkare saknas"),
    lane(6, "Skola", "Lundaskolan", date(2029, 6, 30), then_words="Sysselsättning saknas"),
    lane(7, "Hjälpmedel", "Ali Hassan", None, state=SwapState.SAME, then_words=""),
)  # fmt: skip
ODD = (
    lane(10, "Sen", "Per Li", date(2026, 6, 14), late=True),
    lane(11, "Klar förra året", "Åsa Ek", date(2025, 3, 1), "Ola Nord, Hjärtmottagningen", state=SwapState.DONE),
    lane(12, "Klar i höst", "Åsa Ek", date(2026, 10, 1), "Ola Nord, Hjärtmottagningen", state=SwapState.DONE),
    lane(13, "Utan dag", "Bo Dahl", None),
    lane(14, "Utan dag, med mottagare", "Bo Dahl", None, "Ylva Wik, Vuxenmottagningen"),
    lane(15, LONG, LONG, date(2027, 1, 24), LONG),
    lane(16, "Snart", "Namn Somintegår Inistapeln", date(2026, 12, 6), "Ylva Wik"),
)


def timeline_of(lanes: Sequence[Lane] = USUAL, *, marks: Sequence[Mark] = MARKS) -> Timeline:
    """From three months before today until she is 25."""
    return Timeline(date(2026, 8, 22), date(2034, 12, 24), TODAY, YEARS, tuple(marks), tuple(lanes))


def many(count: int) -> Timeline:
    """So many lanes, no two on one day."""
    lanes = [
        replace(
            USUAL[number % 7], id=UUID(int=100 + number), title=f"Enhet {number}",
            swap=add_months(date(2027, 1, 4), number % 30),
        )
        for number in range(count)
    ]  # fmt: skip
    return timeline_of(lanes)

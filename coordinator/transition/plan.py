"""The plan that holds a patient's transitions together: track, own words, what the physician has summed up.

Which stage it is in is stored nowhere: it follows from the days that are filled in (`coordinator.transition.standing`).
"""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from coordinator.entity import Code, Entity, attr, entity

if TYPE_CHECKING:
    from coordinator.record import Record


class Track(Code):
    """How the young person is to hold her own care as an adult."""

    INDEPENDENT = ("independent", "Självständig")
    SUPPORTED = ("supported", "Med stöd")
    REPRESENTED = ("represented", "Företrädare")


@entity("transition_plan", "Övergångsplan", since=8)
class TransitionPlan(Entity):
    """One patient's plan for going over to other units. There is at most one that is open."""

    track: Track | None = attr("Spår", default=None)
    coordinator: str = attr("Samordnare", default="")
    begun_on: date | None = attr("Påbörjad", default=None)
    born: date | None = attr("Planerad efter födelsedatum", default=None)
    informed_on: date | None = attr("Informerad", default=None, help="När den unge och familjen fick veta.")
    planned_on: date | None = attr("Planen gjord", default=None)
    prepared_on: date | None = attr("Beredskapen genomgången", default=None)
    own_words: str = attr("Med egna ord", default="", long=True)
    family_words: str = attr("Förälders eller närståendes ord", default="", long=True)
    risks: str = attr("Risker att tänka på", default="", long=True)
    summary: str = attr(
        "Medicinsk sammanfattning", default="", long=True, help="Läkarens text, så som hon eller han har skrivit den."
    )
    summary_by: str = attr("Sammanfattningen skriven av", default="", help="Läkarens namn och enhet.")
    summary_on: date | None = attr("Sammanfattningens dag", default=None)
    closed_on: date | None = attr("Avslutad", default=None)
    closed_by: str = attr("Avslutad av", default="")
    close_note: str = attr("Om avslutet", default="", long=True)

    @property
    def heading(self) -> str:
        """What it is called in a line."""
        return self.TITLE

    @property
    def is_open(self) -> bool:
        """Whether it is still worked with."""
        return self.closed_on is None

    def problems(self, record: "Record") -> Iterator[str]:
        days = {
            "Påbörjad": self.begun_on, "Informerad": self.informed_on, "Planen gjord": self.planned_on,
            "Beredskapen genomgången": self.prepared_on, "Sammanfattningens dag": self.summary_on,
            "Avslutad": self.closed_on,
        }  # fmt: skip
        yield from (f"{label} ligger i framtiden." for label, day in days.items() if day and day > record.today)
        if self.is_open and any(one.is_open for one in record.all(TransitionPlan) if one.id != self.id):
            yield "Patienten har redan en övergångsplan. Avsluta den först."

"""Answers to the checklist, round by round: what is managed alone and what with help. Never added up to a figure."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.entity import Code, Entity, attr, entity

if TYPE_CHECKING:
    from coordinator.record import Record


class Answerer(Code):
    """Whose answers they are."""

    YOUNG = ("young", "Den unge själv")
    TOGETHER = ("together", "Den unge tillsammans med någon")
    RELATIVE = ("relative", "Närstående eller företrädare")


class Ability(Code):
    """How it goes, in the words of the paper."""

    BY_SELF = ("by_self", "Klarar själv")
    WITH_HELP = ("with_help", "Med hjälp")
    NOT_YET = ("not_yet", "Inte än")
    NOT_RELEVANT = ("not_relevant", "Inte aktuellt")


@entity("checklist_round", "Checklista", since=8)
class ChecklistRound(Entity):
    """One time that the checklist was gone through."""

    answered_on: date = attr("Besvarad")
    answered_by: Answerer = attr("Besvarad av", default=Answerer.YOUNG)
    name: str = attr("Namn", default="", help="Den som hjälpte till eller svarade.")
    picture_support: bool = attr("Med bildstöd", default=False)
    note: str = attr("Anteckning", default="", long=True)

    @property
    def heading(self) -> str:
        """What it is called in a line."""
        return f"{self.TITLE} {self.answered_on.isoformat()}"

    def problems(self, record: "Record") -> Iterator[str]:
        if self.answered_on > record.today:
            yield "Checklistans dag ligger i framtiden."


@entity("checklist_answer", "Svar i checklista", since=8)
class ChecklistAnswer(Entity):
    """One answer of a round. ``question`` is its key in `resources/texts/transition_checklist.json`."""

    round_id: UUID = attr("Checklista", refers_to="checklist_round")
    question: str = attr("Fråga")
    answer: Ability = attr("Svar", default=Ability.NOT_YET)
    note: str = attr("Anteckning", default="")


@entity("maturity_assessment", "Mognadsbedömning", since=8)
class MaturityAssessment(Entity):
    """A clinician's own judgement of what a child decides for herself; kept in her words, never worked out."""

    about: str = attr("Gäller", default="", help="Till exempel läsa journalen på 1177, eller samtycka till SIP.")
    assessment: str = attr("Bedömning", default="", long=True)
    assessed_by: str = attr("Bedömd av", default="", help="Namn och yrke.")
    assessed_on: date | None = attr("Bedömd", default=None)

    @property
    def heading(self) -> str:
        """What it is called in a line."""
        return self.about

    def problems(self, record: "Record") -> Iterator[str]:
        if not self.assessment.strip():
            yield "Skriv bedömningen med bedömarens ord."
        if not self.assessed_by.strip():
            yield "Skriv vem som har gjort bedömningen."
        if self.assessed_on and self.assessed_on > record.today:
            yield "Bedömningens dag ligger i framtiden."

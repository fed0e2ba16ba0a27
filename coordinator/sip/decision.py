"""The rows of a SIP: need, goal, what is done, by whom, for which huvudman, from when and until when."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.contact import Huvudman
from coordinator.entity import Code, Entity, attr, entity
from coordinator.sip.participant import SipParticipant

if TYPE_CHECKING:
    from coordinator.record import Record


class LifeArea(Code):
    """The area of life a row is about."""

    HEALTH = ("health", "Hälsa")
    DENTAL = ("dental", "Tandhälsa")
    COMMUNICATION = ("communication", "Kommunikation")
    MOVEMENT = ("movement", "Rörelse och ADL")
    HOUSING = ("housing", "Boende")
    SCHOOL_WORK = ("school_work", "Skola och sysselsättning")
    ECONOMY = ("economy", "Ekonomi")
    LEISURE = ("leisure", "Fritid")
    FAMILY = ("family", "Familj och närstående")
    TRAVEL = ("travel", "Resor")
    SAFETY = ("safety", "Trygghet")


class DecisionStatus(Code):
    """How far a row had come at the latest follow-up."""

    NOT_STARTED = ("not_started", "Ej påbörjat")
    ONGOING = ("ongoing", "Pågår")
    DONE = ("done", "Klart")
    CHANGED = ("changed", "Ändrat")


@entity("sip_decision", "Insats i SIP", since=7)
class SipDecision(Entity):
    """One row of the plan. Who does it is one of the participants; huvudman tells whose duty it is."""

    sip_id: UUID = attr("SIP", refers_to="sip")
    position: int = attr("Ordning", default=0)
    area: LifeArea | None = attr("Livsområde", default=None)
    need: str = attr("Behov", default="", long=True)
    goal: str = attr("Mål", default="", long=True)
    what: str = attr("Insats", default="", long=True)
    participant_id: UUID | None = attr("Vem gör", default=None, refers_to="sip_participant")
    responsible: str = attr("Vem gör, i ord", default="", help="Namn och funktion.", stands_for="participant_id")
    huvudman: Huvudman | None = attr("Huvudman", default=None)
    start: date | None = attr("Börjar", default=None)
    due: date | None = attr("Klart senast", default=None)
    status: DecisionStatus = attr("Status", default=DecisionStatus.NOT_STARTED)
    result: str = attr("Uppföljt resultat", default="", long=True)
    followed_up_on: date | None = attr("Uppföljd", default=None)

    @property
    def heading(self) -> str:
        """What it is called in a line."""
        return next((text.strip() for text in (self.what, self.goal, self.need) if text.strip()), self.TITLE)

    def participant(self, record: "Record") -> SipParticipant | None:
        """Who does it; None when nobody does yet, or it is told in words only."""
        return next((one for one in record.all(SipParticipant) if one.id == self.participant_id), None)

    def problems(self, record: "Record") -> Iterator[str]:
        if not any(text.strip() for text in (self.need, self.goal, self.what)):
            yield "Skriv ett behov, ett mål eller en insats."
        if self.start and self.due and self.due < self.start:
            yield "Klart senast ligger före Börjar."
        who = self.participant(record)
        if who and who.sip_id != self.sip_id:
            yield "Den som svarar för insatsen deltar inte i den här SIP."
        if self.followed_up_on and self.followed_up_on > record.today:
            yield "Uppföljd ligger i framtiden."

"""A follow-up of a SIP: what the patient thinks of it, and what was decided."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.entity import Code, Entity, attr, entity

if TYPE_CHECKING:
    from coordinator.record import Record


class FollowUpDecision(Code):
    """What the follow-up led to."""

    GOES_ON = ("goes_on", "Planen fortsätter")
    NEW_SIP = ("new_sip", "Ny SIP")
    CLOSE = ("close", "Planen avslutas")


@entity("sip_follow_up", "Uppföljning av SIP", since=7)
class SipFollowUp(Entity):
    """One follow-up. How each row went stands on the row itself (`SipDecision.status`).

    planned_on: the day the plan said, so that it can be told afterwards whether it was in time.
    """

    sip_id: UUID = attr("SIP", refers_to="sip")
    meeting_id: UUID | None = attr("Möte", default=None, refers_to="sip_meeting")
    followed_up_on: date = attr("Dag")
    followed_up_by: str = attr("Uppföljd av", default="")
    judgement: int | None = attr(
        "Patientens bedömning", default=None, help="1 till 5: så väl har planen hjälpt, med patientens mått."
    )
    own_words: str = attr("Patientens egna ord", default="", long=True)
    decision: FollowUpDecision = attr("Beslut", default=FollowUpDecision.GOES_ON)
    note: str = attr("Om beslutet", default="", long=True)
    next_on: date | None = attr("Nästa uppföljning", default=None)
    planned_on: date | None = attr("Skulle göras senast", default=None, since=10)

    @property
    def heading(self) -> str:
        """What it is called in a line."""
        return f"Uppföljning {self.followed_up_on.isoformat()}"

    def problems(self, record: "Record") -> Iterator[str]:
        if self.followed_up_on > record.today:
            yield "Uppföljningens dag ligger i framtiden."
        if self.judgement is not None and not 1 <= self.judgement <= 5:
            yield "Patientens bedömning är en siffra från 1 till 5."
        if self.decision is FollowUpDecision.GOES_ON and self.next_on is None:
            yield "Skriv när planen följs upp nästa gång."
        if self.next_on and self.next_on <= self.followed_up_on:
            yield "Nästa uppföljning ska ligga efter den här."

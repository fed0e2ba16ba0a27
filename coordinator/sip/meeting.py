"""The meetings of a SIP, and what each participant was sent and answered, and whether she came."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.contact import Channel
from coordinator.entity import Code, Entity, attr, entity
from coordinator.sip.participant import SipParticipant
from coordinator.swedish import SWEDEN

if TYPE_CHECKING:
    from coordinator.record import Record


class SipMeetingKind(Code):
    """What the meeting is for."""

    PREPARATION = ("preparation", "Förmöte")
    PLANNING = ("planning", "SIP-möte")
    FOLLOW_UP = ("follow_up", "Uppföljningsmöte")


class MeetingForm(Code):
    """How one meets."""

    PLACE = ("place", "På plats")
    VIDEO = ("video", "Videomöte")
    PHONE = ("phone", "Telefonmöte")


class InvitationAnswer(Code):
    """What an invited participant answered."""

    NOT_ANSWERED = ("not_answered", "Inte svarat")
    YES = ("yes", "Kommer")
    NO = ("no", "Kommer inte")
    PROXY = ("proxy", "Skickar ombud")


class Presence(Code):
    """Whether a participant came to the meeting."""

    NOT_NOTED = ("not_noted", "Inte noterat")
    HERE = ("here", "Här")
    PROXY = ("proxy", "Ombud")
    ABSENT = ("absent", "Inte här")


@entity("sip_meeting", "SIP-möte", since=7)
class SipMeeting(Entity):
    """One meeting, planned or held. A blank day is a meeting that has yet to be booked."""

    sip_id: UUID = attr("SIP", refers_to="sip")
    kind: SipMeetingKind = attr("Möte", default=SipMeetingKind.PLANNING)
    day: date | None = attr("Dag", default=None)
    at: time | None = attr("Tid", default=None)
    minutes: int = attr("Längd i minuter", default=60)
    form: MeetingForm = attr("Form", default=MeetingForm.PLACE)
    place: str = attr("Plats eller länk", default="", help="Sal och adress, länk eller telefonnummer.")
    agenda: str = attr("Dagordning", default="", long=True, help="En punkt på varje rad.")
    answer_by: date | None = attr("Svar senast", default=None)
    interpreter: str = attr("Tolk", default="")
    adaptations: str = attr("Anpassningar", default="", long=True)
    chair: str = attr("Ordförande", default="")
    recorder: str = attr("Dokumenteras av", default="")
    held_on: date | None = attr("Hölls", default=None)
    note: str = attr("Anteckning", default="", long=True)

    @property
    def heading(self) -> str:
        """What it is called in a line."""
        return f"{self.kind.label} {self.day.isoformat()}" if self.day else self.kind.label

    @property
    def starts(self) -> datetime | None:
        """When it begins, in Sweden; None while the day or the time is not known."""
        return datetime.combine(self.day, self.at, SWEDEN) if self.day and self.at else None

    def problems(self, record: "Record") -> Iterator[str]:
        if not 5 <= self.minutes <= 480:
            yield "Mötets längd ska vara 5 till 480 minuter."
        if self.held_on and self.held_on > record.today:
            yield "Mötet hölls i framtiden. Skriv den dag det hölls."
        if self.answer_by and self.day and self.answer_by > self.day:
            yield "Svar senast ligger efter mötet."


@entity("sip_invitation", "Kallelse till SIP", since=7)
class SipInvitation(Entity):
    """One participant at one meeting: called when and how, what was answered, and whether she came."""

    meeting_id: UUID = attr("Möte", refers_to="sip_meeting")
    participant_id: UUID = attr("Deltagare", refers_to="sip_participant")
    sent_on: date | None = attr("Kallad", default=None)
    way: Channel | None = attr("Kallad genom", default=None)
    answer: InvitationAnswer = attr("Svar", default=InvitationAnswer.NOT_ANSWERED)
    answered_on: date | None = attr("Svarade", default=None)
    proxy: str = attr("Ombud", default="", help="Namn på den som kommer i stället.")
    presence: Presence = attr("Närvaro", default=Presence.NOT_NOTED)
    note: str = attr("Anteckning", default="", long=True)

    @property
    def heading(self) -> str:
        """What it is called in a line: whom it is to stands with the participant."""
        return f"Kallelse {self.sent_on.isoformat()}" if self.sent_on else self.TITLE

    def problems(self, record: "Record") -> Iterator[str]:
        meeting = next((one for one in record.all(SipMeeting) if one.id == self.meeting_id), None)
        if self.sent_on and self.sent_on > record.today:
            yield "Kallad ligger i framtiden."
        if self.answered_on and self.answered_on > record.today:
            yield "Svarets dag ligger i framtiden."
        if self.sent_on and meeting and meeting.day and meeting.day < self.sent_on:
            yield "Mötet ligger före kallelsen. Ändra mötets dag eller dagen för kallelsen."
        called = next((one for one in record.all(SipParticipant) if one.id == self.participant_id), None)
        if meeting and called and called.sip_id != meeting.sip_id:
            yield "Den som kallas deltar i en annan SIP."
        beside = [one for one in record.all(SipInvitation) if one.meeting_id == self.meeting_id and one.id != self.id]
        if any(one.participant_id == self.participant_id for one in beside):
            yield "Deltagaren är redan kallad till mötet."

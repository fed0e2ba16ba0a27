"""What belongs to a SIP, each in its order: who takes part, meetings, invitations, rows and follow-ups."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.hospital_stay import HospitalStay
from coordinator.sip.decision import SipDecision
from coordinator.sip.follow_up import SipFollowUp
from coordinator.sip.meeting import SipInvitation, SipMeeting, SipMeetingKind
from coordinator.sip.participant import SipParticipant
from coordinator.sip.process import Sip

if TYPE_CHECKING:
    from coordinator.record import Record


def sips(record: "Record") -> list[Sip]:
    """Every SIP, those that are open first, the newest on top."""
    return sorted(record.all(Sip), key=lambda one: (not one.is_open, -one.number))


def participants_of(record: "Record", sip_id: UUID) -> list[SipParticipant]:
    """Who takes part, in the order in which they are counted at the meeting."""
    found = (one for one in record.all(SipParticipant) if one.sip_id == sip_id)
    return sorted(found, key=lambda one: one.position)


def meetings_of(record: "Record", sip_id: UUID) -> list[SipMeeting]:
    """Its meetings by the day they were or are to be held, those without a day last."""
    found = (one for one in record.all(SipMeeting) if one.sip_id == sip_id)
    return sorted(found, key=lambda one: one.held_on or one.day or date.max)


def meeting_to_come(record: "Record", sip_id: UUID, kind: SipMeetingKind | None = None) -> SipMeeting | None:
    """The first meeting (of that kind) that has not been held; None when all have, or there is none."""
    for one in meetings_of(record, sip_id):
        if one.held_on is None and kind in (None, one.kind):
            return one
    return None


def invitations_of(record: "Record", meeting_id: UUID) -> list[SipInvitation]:
    """What each participant was sent and answered, in the order of the participants."""
    place = {one.id: one.position for one in record.all(SipParticipant)}
    found = (one for one in record.all(SipInvitation) if one.meeting_id == meeting_id)
    return sorted(found, key=lambda one: place.get(one.participant_id, 0))


def decisions_of(record: "Record", sip_id: UUID) -> list[SipDecision]:
    """The rows of the plan in their order."""
    found = (one for one in record.all(SipDecision) if one.sip_id == sip_id)
    return sorted(found, key=lambda one: one.position)


def follow_ups_of(record: "Record", sip_id: UUID) -> list[SipFollowUp]:
    """Its follow-ups, the latest last."""
    found = (one for one in record.all(SipFollowUp) if one.sip_id == sip_id)
    return sorted(found, key=lambda one: one.followed_up_on)


def stays(record: "Record") -> list[HospitalStay]:
    """Stays in hospital, those that go on first, the latest on top."""
    return sorted(
        record.all(HospitalStay), key=lambda one: (one.discharged_on is not None, -one.admitted_at.timestamp())
    )

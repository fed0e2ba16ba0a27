"""Where on the page of SIP one is: where an entry stands, and where she was when the window was made anew."""

from uuid import UUID

from coordinator.record import Record
from coordinator.sip.decision import SipDecision
from coordinator.sip.follow_up import SipFollowUp
from coordinator.sip.meeting import SipInvitation, SipMeeting, SipMeetingKind
from coordinator.sip.participant import SipParticipant
from coordinator.sip.process import Sip
from coordinator.sip.standing import SipStep
from ui.session import Session

_WHERE = f"{Sip.KIND}:visas"


def place_of(record: Record, id: UUID) -> tuple[UUID, SipStep | None] | None:
    """The SIP that the entry of that id belongs to, and its step; no step for a SIP itself; None for anything else."""
    if any(one.id == id for one in record.all(Sip)):
        return id, None
    for participant in record.all(SipParticipant):
        if participant.id == id:
            return participant.sip_id, SipStep.INVITATION
    for decision in record.all(SipDecision):
        if decision.id == id:
            return decision.sip_id, SipStep.PLAN
    for follow_up in record.all(SipFollowUp):
        if follow_up.id == id:
            return follow_up.sip_id, SipStep.FOLLOW_UP
    called = next((one.meeting_id for one in record.all(SipInvitation) if one.id == id), id)
    for meeting in record.all(SipMeeting):
        if meeting.id == called:
            return meeting.sip_id, _step_of(meeting)
    return None


def _step_of(meeting: SipMeeting) -> SipStep:
    if meeting.kind is SipMeetingKind.FOLLOW_UP:
        return SipStep.FOLLOW_UP
    return SipStep.MEETING if meeting.held_on else SipStep.INVITATION


def remember(session: Session, sip_id: UUID | None, step: SipStep | None, now: SipStep) -> None:
    """Keep which step of which SIP is shown, of the patient on screen; None where that is what is shown anyway."""
    what = f"{sip_id} {step.stored if step else ''} {now.stored}"
    session.keep(session.draft_key(_WHERE), what if sip_id is not None else None)


def remembered(session: Session, record: Record) -> tuple[Sip, SipStep | None, SipStep] | None:
    """Which step of which SIP was shown, and what was next then; None where it was nothing of its own."""
    kept = (session.kept(session.draft_key(_WHERE)) or "").split(" ")
    sip = next((one for one in record.all(Sip) if str(one.id) == kept[0]), None)
    steps = {one.stored: one for one in SipStep}
    return (sip, steps.get(kept[1]), steps[kept[2]]) if sip is not None else None

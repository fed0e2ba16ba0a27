"""Where a SIP stands, and what comes next: found from the days that are filled in, so that it is never out of step."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordinator.entity import Code
from coordinator.sip.belonging import follow_ups_of, invitations_of, meetings_of
from coordinator.sip.consenting import consent_of
from coordinator.sip.meeting import SipMeeting, SipMeetingKind
from coordinator.sip.process import Sip, SipAnswer, SipLead

if TYPE_CHECKING:
    from coordinator.record import Record


class SipStep(Code):
    """The eight steps, as they stand in a row."""

    NEED = ("need", "Behov bedömt")
    OFFER = ("offer", "Erbjuden")
    CONSENT = ("consent", "Samtycke")
    INVITATION = ("invitation", "Kallelse")
    MEETING = ("meeting", "Möte")
    PLAN = ("plan", "Upprättad")
    FOLLOW_UP = ("follow_up", "Uppföljning")
    CLOSED = ("closed", "Avslutad")


class SipStatus(Code):
    """How it is said in one word."""

    BEGUN = ("begun", "Påbörjad")
    NEED_ASSESSED = ("need_assessed", "Behov bedömt")
    OFFERED = ("offered", "Erbjuden")
    DECLINED = ("declined", "Tackat nej")
    REFUSED = ("refused", "Nekad")
    CONSENT = ("consent", "Samtycke inhämtat")
    INVITED = ("invited", "Kallad")
    MEETING_HELD = ("meeting_held", "Möte hållet")
    ESTABLISHED = ("established", "Upprättad")
    FOLLOW_UP = ("follow_up", "Uppföljning")
    CLOSED = ("closed", "Avslutad")


@dataclass(frozen=True)
class Standing:
    """done: the steps that are behind. now: the first that is not; None when all are, or when it came to nothing."""

    status: SipStatus
    done: frozenset[SipStep]
    now: SipStep | None


def standing(record: "Record", sip: Sip) -> Standing:
    """Where the SIP stands today."""
    done = frozenset(step for step in SipStep if _is_done(record, sip, step))
    if sip.refused_on:
        return Standing(SipStatus.REFUSED, done, None)
    if sip.closed_on:
        return Standing(SipStatus.CLOSED, done, None)
    if sip.answer is SipAnswer.NO:
        return Standing(SipStatus.DECLINED, done, None)
    # What was established has been agreed on: a consent that ended since is asked for anew, but the plan is not undone.
    behind = list(SipStep)[: list(SipStep).index(SipStep.PLAN) + 1] if sip.established_on else []
    now = next(step for step in SipStep if step not in done and step not in behind)
    status = max((_STATUS[step] for step in done), key=list(SipStatus).index, default=SipStatus.BEGUN)
    if SipStep.OFFER not in done and sip.offered_on:
        status = max(status, SipStatus.OFFERED, key=list(SipStatus).index)
    return Standing(status, done, now)


def planning_meeting(record: "Record", sip: Sip) -> SipMeeting | None:
    """The meeting where the plan is made: the one that is to come, else the latest that was held."""
    found = [one for one in meetings_of(record, sip.id) if one.kind is SipMeetingKind.PLANNING]
    return next((one for one in found if one.held_on is None), found[-1] if found else None)


def _is_done(record: "Record", sip: Sip, step: SipStep) -> bool:
    meeting = planning_meeting(record, sip)
    match step:
        case SipStep.NEED:
            return sip.need_assessed_on is not None or sip.lead is SipLead.OTHERS
        case SipStep.OFFER:
            return sip.answer is SipAnswer.YES or sip.lead is SipLead.OTHERS
        case SipStep.CONSENT:
            return consent_of(record, sip) is not None
        case SipStep.INVITATION:
            sent = meeting is not None and any(one.sent_on for one in invitations_of(record, meeting.id))
            return sent or (sip.lead is SipLead.OTHERS and meeting is not None and meeting.day is not None)
        case SipStep.MEETING:
            return meeting is not None and meeting.held_on is not None
        case SipStep.PLAN:
            return sip.established_on is not None
        case SipStep.FOLLOW_UP:
            return bool(follow_ups_of(record, sip.id))
        case SipStep.CLOSED:
            return sip.closed_on is not None


_STATUS = {
    SipStep.NEED: SipStatus.NEED_ASSESSED,
    SipStep.OFFER: SipStatus.OFFERED,
    SipStep.CONSENT: SipStatus.CONSENT,
    SipStep.INVITATION: SipStatus.INVITED,
    SipStep.MEETING: SipStatus.MEETING_HELD,
    SipStep.PLAN: SipStatus.ESTABLISHED,
    SipStep.FOLLOW_UP: SipStatus.FOLLOW_UP,
    SipStep.CLOSED: SipStatus.CLOSED,
}

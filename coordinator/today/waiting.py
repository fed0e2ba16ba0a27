"""What is waited for and stands on no day of the agenda: answers to invitations, and answers that have no day."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from coordinator.documents.phrases import shortened
from coordinator.number_to_ring import who_is_asked
from coordinator.page import Page
from coordinator.referral import Referral
from coordinator.sip.belonging import invitations_of, meetings_of, participants_of, sips
from coordinator.sip.meeting import InvitationAnswer, SipInvitation, SipMeeting
from coordinator.sip.participant import SipParticipant
from coordinator.sip.process import Sip
from coordinator.sip.who import name_of_participant
from coordinator.swedish import short_day
from coordinator.today.matter import Matter
from coordinator.today.words import ANSWERS, sort_named

if TYPE_CHECKING:
    from coordinator.record import Record

_LONG = 120
_AHEAD = timedelta(days=45)


def waited_for(record: "Record") -> Iterator[Matter]:
    """The lines, in no order."""
    yield from _referrals(record)
    for sip in sips(record):
        if sip.is_open:
            for meeting in meetings_of(record, sip.id):
                yield from _answers(record, sip, meeting)


def unanswered(record: "Record", meeting: SipMeeting) -> list[SipParticipant]:
    """Who was called to the meeting and has not answered."""
    people = {one.id: one for one in participants_of(record, meeting.sip_id)}
    silent = (one for one in sent_invitations(record, meeting) if one.answer is InvitationAnswer.NOT_ANSWERED)
    return [people[one.participant_id] for one in silent if one.participant_id in people]


def sent_invitations(record: "Record", meeting: SipMeeting) -> list[SipInvitation]:
    """Those to the meeting."""
    return [one for one in invitations_of(record, meeting.id) if one.sent_on is not None]


def _referrals(record: "Record") -> Iterator[Matter]:
    """Those without a day. They are told of as long as they are open: nobody else would notice that no answer comes."""
    for one in record.all(Referral):
        if one.is_open and one.expected_answer is None:
            sort = sort_named(Referral.KIND)
            sent = f"Skickad {short_day(one.sent_on, record.today)}. " if one.sent_on else ""
            yield Matter(
                f"{Referral.KIND}:{one.id}", sort.kind, f"Svar på remiss till {who_is_asked(record, one)}",
                f"{sent}Ingen dag för svar är skriven.", sort.verb, Page.REFERRALS, Referral.KIND, one.id, waiting=True,
            )  # fmt: skip


def _answers(record: "Record", sip: Sip, meeting: SipMeeting) -> Iterator[Matter]:
    """Who has not answered, until the day of the meeting."""
    today = record.today
    if meeting.held_on is not None or (meeting.day is not None and meeting.day < today):
        return
    if meeting.answer_by is not None and meeting.answer_by > today + _AHEAD:
        return
    silent = unanswered(record, meeting)
    if silent:
        sort = sort_named(SipMeeting.KIND, ANSWERS)
        names = shortened(", ".join(name_of_participant(record, one) for one in silent), _LONG)
        yield Matter(
            f"{SipMeeting.KIND}:{meeting.id}:{ANSWERS}", sort.kind, f"Svar på kallelsen till SIP {sip.number}",
            f"Inte svarat: {names}.", sort.verb, Page.SIP, SipMeeting.KIND, meeting.id, day=meeting.answer_by,
            waiting=True, should_have="skulle ha svarat",
        )  # fmt: skip

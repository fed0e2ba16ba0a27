"""What the journal text says of SIP and of stays in hospital, one fact a line.

Of each open SIP where it stands, what is planned and who does what; of every SIP what was done today, since that is
what is to be in the journal from today.
"""

from collections.abc import Iterator

from coordinator.documents.phrases import sentence
from coordinator.documents.sip_people import participant_title, who_does
from coordinator.documents.sip_plan import meeting_words
from coordinator.hospital_stay import HospitalStay
from coordinator.record import Record
from coordinator.sip.belonging import decisions_of, follow_ups_of, invitations_of, meetings_of, sips, stays
from coordinator.sip.decision import DecisionStatus, SipDecision
from coordinator.sip.follow_up import SipFollowUp
from coordinator.sip.meeting import Presence, SipInvitation, SipMeeting
from coordinator.sip.participant import SipParticipant
from coordinator.sip.process import Sip, SipAnswer, SipLead
from coordinator.sip.standing import SipStatus, standing
from coordinator.swedish import SWEDEN


def sip_facts(record: Record) -> Iterator[str]:
    """Every SIP, those that are open first, then the stays that go on; nothing when there are none."""
    for sip in sips(record):
        done = [*_done_today(record, sip), *_meetings_today(record, sip)]
        if sip.is_open:
            yield _in_short(record, sip)
        elif done:
            yield f"SIP {sip.number}, {sip.why}"
        yield from (f"SIP {sip.number}: {sentence(fact)}" for fact in done)
        if sip.is_open:
            yield from (f"SIP {sip.number}: {fact}" for fact in _planned(record, sip))
    for stay in stays(record):
        if stay.discharged_on in (None, record.today):
            yield _stay(record, stay)


def _in_short(record: Record, sip: Sip) -> str:
    """Where it stands, in a line."""
    parts = [f"SIP {sip.number}, {sip.why}: {_state(record, sip)}"]
    if sip.lead is SipLead.OTHERS:
        parts.append(f"Leds av {sip.led_by.strip()}" if sip.led_by.strip() else "Leds av någon annan")
    if sip.overall_huvudman:
        contact = f", {sip.overall_contact.strip()}" if sip.overall_contact.strip() else ""
        parts.append(f"Övergripande ansvar: {sip.overall_huvudman.label.lower()}{contact}")
    return " ".join(sentence(part) for part in parts)


def _state(record: Record, sip: Sip) -> str:
    status = standing(record, sip).status
    if sip.established_on is None:
        return status.label.lower()
    made = f"upprättad {sip.established_on.isoformat()}{_by(sip.established_by)}"
    return made if status is SipStatus.ESTABLISHED else f"{status.label.lower()}, {made}"


def _done_today(record: Record, sip: Sip) -> Iterator[str]:
    today = record.today
    if sip.asked_on == today:
        yield f"Begärd{_by(sip.initiator)}"
    if sip.need_assessed_on == today:
        yield f"Behovet bedömt. {sip.need.strip()}".strip()
    if sip.refused_on == today:
        yield f"Nekad. Skäl: {sip.refused_reason.strip()}"
    if sip.offered_on == today:
        yield "Erbjuden"
    if sip.answered_on == today and sip.answer is not SipAnswer.NOT_ANSWERED:
        yield f"Svar på erbjudandet: {sentence(sip.answer.label.lower())} {sip.answer_note.strip()}".strip()
    if sip.established_on == today:
        yield f"Planen upprättad{_by(sip.established_by)}"
    for one in follow_ups_of(record, sip.id):
        if one.followed_up_on == today:
            yield _followed_up(one)
    if sip.closed_on == today:
        why = f" Orsak: {sip.close_reason.label.lower()}." if sip.close_reason else ""
        yield f"Avslutad{_by(sip.closed_by)}.{why} {sip.close_note.strip()}".strip()


def _by(name: str) -> str:
    return f" av {name.strip()}" if name.strip() else ""


def _followed_up(one: SipFollowUp) -> str:
    words = f"Med egna ord: {sentence(one.own_words.strip())}" if one.own_words.strip() else ""
    judged = f"Patientens bedömning: {one.judgement} av 5." if one.judgement else ""
    parts = (f"Uppföljd{_by(one.followed_up_by)}.", judged, words, f"Beslut: {one.decision.label.lower()}.",
             one.note.strip())  # fmt: skip
    return " ".join(filter(None, parts))


def _meetings_today(record: Record, sip: Sip) -> Iterator[str]:
    """Who was called today, and who came to what was held today."""
    for meeting in meetings_of(record, sip.id):
        answers = invitations_of(record, meeting.id)
        called = [_named(record, one) for one in answers if one.sent_on == record.today]
        if called:
            yield f"Kallelse till {_lower(meeting)} skickad till {'; '.join(called)}"
        if meeting.held_on == record.today:
            came = [_came(record, one) for one in answers if one.presence in (Presence.HERE, Presence.PROXY)]
            yield f"{meeting.kind.label} hållet. Deltog: {'; '.join(came) or 'ej noterat'}"


def _named(record: Record, one: SipInvitation) -> str:
    return participant_title(record, record.get(SipParticipant, one.participant_id))


def _came(record: Record, one: SipInvitation) -> str:
    if one.presence is not Presence.PROXY:
        return _named(record, one)
    proxy = f" {one.proxy.strip()}" if one.proxy.strip() else ""
    return f"{_named(record, one)} (ombud{proxy})"


def _lower(meeting: SipMeeting) -> str:
    kind = meeting.kind.label
    return kind if kind.startswith("SIP") else kind.lower()


def _planned(record: Record, sip: Sip) -> Iterator[str]:
    """The meetings to come, the rows that are not done, and the day of the follow-up."""
    for meeting in meetings_of(record, sip.id):
        if meeting.held_on is None and meeting.day:
            late = " (skulle ha varit)" if meeting.day < record.today else ""
            yield sentence(f"{meeting.kind.label}{late}: {meeting_words(record, meeting)}")
    rows = decisions_of(record, sip.id)
    yield from (_row(record, one) for one in rows if one.status is not DecisionStatus.DONE)
    done = sum(one.status is DecisionStatus.DONE for one in rows)
    if done:
        yield f"{'1 insats är klar' if done == 1 else f'{done} insatser är klara'}."
    if sip.follow_up_on:
        late = " (skulle ha varit)" if sip.follow_up_on < record.today else ""
        yield f"Uppföljning{late}: {sip.follow_up_on.isoformat()}"


def _row(record: Record, one: SipDecision) -> str:
    who = who_does(record, one) or "Ej angiven"
    huvudman = f" ({one.huvudman.label.lower()})" if one.huvudman else ""
    due = one.due.isoformat() if one.due else "Ej angivet"
    status = f" {one.status.label}." if one.status is not DecisionStatus.NOT_STARTED else ""
    return f"{sentence(one.heading)}{status} Ansvarig: {who}{huvudman}. Klart senast: {due}"


def _stay(record: Record, stay: HospitalStay) -> str:
    hospital = stay.hospital.strip()
    parts = [f"Inskriven på sjukhus {stay.admitted_at.astimezone(SWEDEN):%Y-%m-%d %H:%M}"]
    parts[0] += f", {hospital}" if hospital else ""
    if stay.notice_at:
        parts.append(f"Inskrivningsmeddelande {stay.notice_at.astimezone(SWEDEN):%Y-%m-%d %H:%M}")
    if stay.ready_on:
        parts.append(f"Utskrivningsklar {stay.ready_on.isoformat()}")
    if stay.summary_given_on:
        parts.append(f"Skriftlig sammanfattning lämnad {stay.summary_given_on.isoformat()}")
    if stay.discharged_on:
        parts.append(f"Utskriven {stay.discharged_on.isoformat()}")
    return " ".join(sentence(part) for part in parts)

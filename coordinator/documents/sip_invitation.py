"""*Kallelse*: one letter for each who is called to a SIP meeting, with nothing clinical but the question of the SIP.

A letter is made of an invitation. Who else is called stands there by function and workplace, but not what a consent
keeps from the one who reads it.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from coordinator.blocks import (
    Block,
    Bullets,
    Fact,
    Facts,
    Heading,
    Missing,
    Note,
    Paragraph,
    Rich,
    Span,
    plain,
)
from coordinator.consent import Consent
from coordinator.consent_reach import lines_for, taken_back_on
from coordinator.document import Document
from coordinator.documents.papers import paper
from coordinator.documents.phrases import by_phone, sentence, title_of
from coordinator.documents.subject import Subject
from coordinator.documents.times_paper import coordinator_to_ring
from coordinator.guardian import guardians
from coordinator.protection import HIDDEN, may_show, shareable
from coordinator.recipient import PATIENT, Recipient, recipients
from coordinator.record import Record
from coordinator.related_person import RelatedPerson
from coordinator.representative import representatives
from coordinator.sip.belonging import invitations_of, meetings_of, sips
from coordinator.sip.consenting import consents_of
from coordinator.sip.law import cited
from coordinator.sip.meeting import SipInvitation, SipMeeting, SipMeetingKind
from coordinator.sip.participant import SipPart, SipParticipant
from coordinator.sip.process import Sip
from coordinator.sip.texts import sip_texts
from coordinator.sip.who import function_of, name_of_participant, organisation_of
from coordinator.swedish import day_in_words, folded, weekday_in_words

_TITLES = {
    SipMeetingKind.PREPARATION: "Kallelse till förmöte inför SIP",
    SipMeetingKind.PLANNING: "Kallelse till SIP-möte",
    SipMeetingKind.FOLLOW_UP: "Kallelse till uppföljning av SIP",
}
_SHORTEST_WORD = 3
"""A name or function of fewer letters is found in too many words."""


def letters_of(record: Record) -> list[Subject]:
    """Every letter that can be sent: to each who is called to a meeting that has not been held, of an open SIP."""
    return [
        letter
        for sip in sips(record)
        if sip.is_open
        for meeting in meetings_of(record, sip.id)
        if meeting.held_on is None
        for letter in letters(record, meeting.id)
    ]


def letters(record: Record, meeting_id: UUID) -> list[Subject]:
    """The letters to one meeting, in the order of the participants; ``id`` is that of the invitation."""
    meeting = record.get(SipMeeting, meeting_id)
    sip = record.get(Sip, meeting.sip_id)
    called = f"{meeting.kind.label} {day_in_words(meeting.day, record.today)}" if meeting.day else meeting.kind.label
    known = recipients(record)
    found = []
    for invitation in invitations_of(record, meeting_id):
        to = _recipient(record, record.get(SipParticipant, invitation.participant_id), known)
        found.append(Subject(invitation.id, f"{to.name} (SIP {sip.number}, {called})", sip.number, to))
    return found


def _recipient(record: Record, one: SipParticipant, known: list[Recipient]) -> Recipient:
    """The participant as somebody papers go to: who represents the patient gets hers, as on other papers."""
    if one.part is SipPart.PATIENT:
        return Recipient(PATIENT, is_patient=True)
    contact = one.contact(record)
    if contact is not None:
        return Recipient(title_of(contact), contact.id)
    name = one.name.strip() or _name_of_protected(record, one)
    if one.part is SipPart.FAMILY and name:
        called = f"{folded(name)}, "
        for recipient in known:
            if recipient.is_patient and folded(recipient.name).startswith(called):
                return recipient
    return Recipient(one.heading)


def _name_of_protected(record: Record, one: SipParticipant) -> str:
    """Who decides for the patient in that capacity, and whose name is not written in the SIP; empty when unsure."""
    people: list[tuple[RelatedPerson, str]] = [
        *((each, f"{each.TITLE}, {each.kinship.label}") for each in guardians(record)),
        *((each, each.power.label) for each in representatives(record)),
    ]
    found = [each for each, function in people if each.is_protected and folded(function) == folded(one.function)]
    return found[0].name.strip() if len(found) == 1 else ""


def sip_invitation_document(record: Record, invitation_id: UUID) -> Document:
    """The letter for one invitation."""
    invitation = record.get(SipInvitation, invitation_id)
    meeting = record.get(SipMeeting, invitation.meeting_id)
    called = list(_also_called(record, invitation))
    shown = shareable(record, tells_where_to_meet=True)
    return paper(shown, "sip_invitation", _TITLES[meeting.kind], _blocks(shown, invitation, called))


def _blocks(record: Record, invitation: SipInvitation, called: list[UUID]) -> Iterator[Block]:
    meeting = record.get(SipMeeting, invitation.meeting_id)
    sip = record.get(Sip, meeting.sip_id)
    participant = record.get(SipParticipant, invitation.participant_id)
    texts = sip_texts()["invitation"]
    is_hers = participant.part is SipPart.PATIENT
    yield from _to(record, participant)
    yield Paragraph(plain(_welcome(record, meeting, is_hers=is_hers)))
    yield Heading("När och var")
    yield from _when_and_where(meeting)
    yield Heading("Svara på kallelsen")
    yield Paragraph(_how_to_answer(record, meeting))
    yield Paragraph(plain(texts["you_cannot" if participant.part is SipPart.PROFESSIONAL else "patient_cannot"]))
    yield Heading("Frågeställning")
    if sip.question.strip():
        yield from (Paragraph(plain(line.strip())) for line in sip.question.splitlines() if line.strip())
    else:
        yield Missing("Saknas", "Ingen frågeställning är skriven. Skriv den i SIP innan kallelsen skickas.")
    points = tuple(plain(line.strip()) for line in meeting.agenda.splitlines() if line.strip())
    if points:
        yield Heading("Dagordning")
        yield Bullets(points)
    if called:
        yield Heading("Också kallade")
        with_names = participant.part is not SipPart.PROFESSIONAL
        yield Bullets(tuple(_other(record, record.get(SipParticipant, id), with_name=with_names) for id in called))
    yield Note(f"{texts['explains']} {cited(('sip', 'sip_social_services'))}")


def _to(record: Record, one: SipParticipant) -> Iterator[Block]:
    contact = one.contact(record)
    if contact is not None and not may_show(record, contact):
        yield Missing("Till", f"Skriv mottagaren för hand. {HIDDEN}")
        return
    name = name_of_participant(record, one)
    parts = (function_of(record, one), *organisation_of(record, one).split(", "))
    rest = ", ".join(dict.fromkeys(part for part in parts if part and part != name))
    yield Paragraph((Span("Till: "), Span(name, bold=True), *((Span(f"\n{rest}"),) if rest else ())))


def _welcome(record: Record, meeting: SipMeeting, *, is_hers: bool) -> str:
    if meeting.kind is SipMeetingKind.PREPARATION:
        about = "Vi träffas före SIP-mötet och förbereder det"
        return f"{about} tillsammans med dig." if is_hers else f"{about} tillsammans med {record.patient.name}."
    plan = "din samordnade individuella plan" if is_hers else f"en samordnad individuell plan för {record.patient.name}"
    what = "gör" if meeting.kind is SipMeetingKind.PLANNING else "följer upp"
    return f"Välkommen till ett möte där vi tillsammans {what} {plan}."


def _when_and_where(meeting: SipMeeting) -> Iterator[Block]:
    if meeting.day is None:
        yield Missing("Dag saknas", "Mötet har ingen dag än. Skriv den i SIP innan kallelsen skickas.")
    place = meeting.place.strip()
    facts = (
        ("Dag", weekday_in_words(meeting.day) if meeting.day else ""),
        ("Tid", _hours(meeting)),
        ("Form", meeting.form.label),
        ("Plats", place or "Meddelas senare"),
        ("Leds av", meeting.chair.strip()),
        ("Tolk", meeting.interpreter.strip()),
        ("Anpassningar", meeting.adaptations.strip()),
    )
    yield Facts(tuple(Fact(label, plain(text)) for label, text in facts if text))


def _hours(meeting: SipMeeting) -> str:
    starts = meeting.starts
    if starts is None:
        return f"{meeting.at:%H.%M}" if meeting.at else "Meddelas senare"
    return f"{starts:%H.%M}–{starts + timedelta(minutes=meeting.minutes):%H.%M}"


def _how_to_answer(record: Record, meeting: SipMeeting) -> Rich:
    when = f" senast {weekday_in_words(meeting.answer_by)}" if meeting.answer_by else ""
    contact = coordinator_to_ring(record)
    lead = f"Säg om du kommer{when}, och ställ dina frågor till "
    if contact is None:
        called = ", ".join(filter(None, (record.actor.name, record.actor.title, record.actor.unit)))
        return (Span(lead), Span(sentence(called), bold=True))
    hours = contact.phone_hours.strip()
    return (
        Span(lead),
        Span(title_of(contact), bold=True),
        Span(". Telefon: "),
        *by_phone(contact)[:1],
        Span(f", {sentence(hours)}" if hours else ""),
    )


def _other(record: Record, one: SipParticipant, *, with_name: bool) -> Rich:
    """One who is also called: the patient and hers see the name too."""
    contact = one.contact(record)
    if contact is not None and not may_show(record, contact):
        return plain(HIDDEN)
    name, function, place = name_of_participant(record, one), function_of(record, one), organisation_of(record, one)
    if one.part is not SipPart.PROFESSIONAL:
        function, place = function or one.part.label, ""
    parts = [name if with_name or not (function or place) else "", function, *place.split(", ")]
    lead, *rest = dict.fromkeys(part for part in parts if part)
    return (Span(lead[:1].upper() + lead[1:], bold=True), Span("".join(f", {part}" for part in rest)))


# What a consent keeps from the one who reads


def _also_called(record: Record, invitation: SipInvitation) -> Iterator[UUID]:
    """The other participants of the meeting whom the reader of this letter may know of."""
    meeting = record.get(SipMeeting, invitation.meeting_id)
    reader = record.get(SipParticipant, invitation.participant_id)
    given = consents_of(record, record.get(Sip, meeting.sip_id))
    # When none holds any more, the last that was given says what must not be told on another ground either.
    consents = [one for one in given if one.is_valid_on(record.today)] or given[-1:]
    if reader.part is SipPart.PROFESSIONAL and any(one.revoked_on for one in consents):
        return
    if any(_was_taken_back(record, one, reader) for one in consents):
        return
    kept = [] if reader.part is SipPart.PATIENT else [_kept_from(record, one, reader) for one in consents]
    for other in invitations_of(record, meeting.id):
        one = record.get(SipParticipant, other.participant_id)
        gone = any(_was_taken_back(record, consent, one) for consent in consents)
        if one.id != reader.id and not gone and not any(_is_in(record, one, *words) for words in kept):
            yield one.id


def _was_taken_back(record: Record, consent: Consent, one: SipParticipant) -> bool:
    if one.part is SipPart.PATIENT:
        return False
    return bool(taken_back_on(record, consent, one.contact_id, name_of_participant(record, one)))


def _kept_from(record: Record, consent: Consent, reader: SipParticipant) -> tuple[str, str]:
    """What the reader may not know: by the whole consent, and by the line of it that is the reader's own."""
    own = lines_for(record, consent, reader.contact_id, name_of_participant(record, reader))
    return folded(consent.excludes), folded("\n".join(one.excludes for one in own))


def _is_in(record: Record, one: SipParticipant, whole: str, own: str) -> bool:
    """Whether the words tell of the participant: a doubt leaves her out.

    A function alone, such as kurator, is looked for in the line that is the reader's own: what the whole consent keeps
    from everybody is what was told in a conversation with the kurator, not that there is one.
    """
    if not whole and not own:
        return False
    known = (name_of_participant(record, one), organisation_of(record, one))
    return _tells_of(whole, known) or _tells_of(own, (*known, function_of(record, one)))


def _tells_of(words: str, known: tuple[str, ...]) -> bool:
    """Whether the words name one of those texts, or a part of it before or after a comma."""
    parts = [folded(part) for text in known for part in (text, *text.split(","))]
    return any(len(part) >= _SHORTEST_WORD and re.search(rf"(?<!\w){re.escape(part)}", words) for part in parts)

"""*Samordnad individuell plan*: the plan on paper, the patient's own words first and the four points of the law after.

A point that is not decided yet is said to be missing; a plan that is not established says so on its first page.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from uuid import UUID

from coordinator.blocks import (
    Block,
    Column,
    ColumnKind,
    Fact,
    Facts,
    Heading,
    Missing,
    Note,
    Paragraph,
    Quote,
    Rich,
    Table,
    plain,
    strong,
)
from coordinator.careplan import PlanType
from coordinator.document import Document
from coordinator.documents.papers import paper
from coordinator.documents.sip_people import (
    legal_ground,
    overall_contact,
    paper_texts,
    participant_phone,
    participant_title,
    participant_workplace,
)
from coordinator.documents.sip_rows import (
    Row,
    duties,
    in_a_row,
    lower_label,
    lying_rows,
    others,
    rows_of,
    standing_rows,
)
from coordinator.documents.subject import Subject
from coordinator.protection import HIDDEN, place_is_secret, shareable
from coordinator.record import Record
from coordinator.sip.belonging import invitations_of, participants_of, sips
from coordinator.sip.consenting import consent_of
from coordinator.sip.legal_points import LegalPoint, missing_points
from coordinator.sip.meeting import MeetingForm, Presence, SipInvitation, SipMeeting
from coordinator.sip.participant import SipParticipant
from coordinator.sip.process import Sip, SipLead
from coordinator.sip.standing import SipStatus, planning_meeting, standing
from coordinator.swedish import weekday_in_words

TITLE = "Samordnad individuell plan"

_CAME = {
    Presence.NOT_NOTED: "Inte noterat",
    Presence.HERE: "Var med",
    Presence.PROXY: "Ombud",
    Presence.ABSENT: "Var inte med",
}


def plans_of_sips(record: Record) -> list[Subject]:
    """Every SIP that is a plan or on the way to one: not what was declined or refused."""
    return [Subject(one.id, one.heading, one.number) for one in sips(record) if one.is_open or one.established_on]


def sip_plan_document(record: Record, sip_id: UUID) -> Document:
    """The plan of one SIP as it is now. It is never empty: what is not decided is said in words."""
    return _document(record, sip_id, standing_rows)


def sip_plan_document_landscape(record: Record, sip_id: UUID) -> Document:
    """The same lying down, with a column for each part of a row."""
    return replace(_document(record, sip_id, lying_rows), landscape=True)


def _document(record: Record, sip_id: UUID, rows: "Callable[[Record, Sequence[Row]], Table]") -> Document:
    record = shareable(record)
    sip = record.get(Sip, sip_id)
    draft = "" if sip.established_on else " (utkast)"
    edition = f"{TITLE} {sip.number}{draft}"
    return paper(record, "sip_plan", TITLE, _blocks(record, sip, rows), edition=edition, number=sip.number)


def _blocks(record: Record, sip: Sip, rows: "Callable[[Record, Sequence[Row]], Table]") -> Iterator[Block]:
    texts, found = paper_texts("plan"), rows_of(record, sip)
    yield Paragraph(plain(texts["what"]))
    yield Heading("Vad är viktigt för mig")
    yield Quote(sip.own_words.strip()) if sip.own_words.strip() else Missing("Saknas", texts["own_words_missing"])
    yield from _draft(record, sip)
    yield Facts(tuple(Fact(label, value) for label, value in _about(record, sip) if value and value[0].text.strip()))
    if sip.situation.strip():
        yield Heading("Så är det nu")
        yield Paragraph(plain(sip.situation.strip()))
    yield Heading(LegalPoint.NEEDED.label)
    yield rows(record, found)
    yield from duties(found)
    yield from others(record, sip, found)
    yield from _overall(record, sip)
    yield Heading("Om planen inte fungerar")
    fails = sip.if_it_fails.strip()
    yield Paragraph(plain(fails)) if fails else Missing("Inte skrivet än", texts["if_it_fails_missing"])
    yield from _follow_up(record, sip)
    yield from _participants(record, sip)
    code = texts["code"].format(label=f"{PlanType.SIP.label.lower()} (SIP)", code=PlanType.SIP.stored)
    yield Note(f"{legal_ground('sip', 'sip_social_services')} {code} {texts['journal']}")


def _draft(record: Record, sip: Sip) -> Iterator[Block]:
    """That the plan is not established, and what it lacks. Of a plan that others lead we do not know what it lacks."""
    if sip.established_on or standing(record, sip).status in (SipStatus.CLOSED, SipStatus.REFUSED, SipStatus.DECLINED):
        return
    texts = paper_texts("plan")
    missing = [one.name for one in missing_points(record, sip)]
    if sip.follow_up_on is None:
        missing.append(texts["left_follow_up"])
    left = texts["left"].format(points=in_a_row(missing)) if missing and sip.lead is SipLead.OURS else ""
    yield Missing("Utkast", f"{texts['draft']} {left}".strip())


def _about(record: Record, sip: Sip) -> Iterator[tuple[str, Rich]]:
    yield "Plan", plain(_state(record, sip))
    yield "Anledning", plain(sip.reason.label)
    meeting = planning_meeting(record, sip)
    if meeting is not None:
        yield "Möte", plain(meeting_words(record, meeting))
        yield "Ledde mötet" if meeting.held_on else "Leder mötet", plain(meeting.chair.strip())
        yield "Antecknade" if meeting.held_on else "Antecknar", plain(meeting.recorder.strip())
    if sip.lead is SipLead.OTHERS:
        yield "Planen leds av", plain(sip.led_by.strip())
    began = ", ".join(filter(None, (sip.initiator.strip(), lower_label(sip.initiator_huvudman))))
    yield "Initiativ", plain(began)
    consent = consent_of(record, sip)
    if consent is not None:
        given = f"{consent.form.label} {consent.given_on.isoformat()}"
        yield "Samtycke", plain(f"{given}, gäller till och med {consent.valid_until.isoformat()}")
    yield "Frågeställning", plain(sip.question.strip())


def _state(record: Record, sip: Sip) -> str:
    status = standing(record, sip).status
    number = f"SIP {sip.number}"
    if sip.established_on:
        by = f" av {sip.established_by.strip()}" if sip.established_by.strip() else ""
        closed = f". Avslutad {sip.closed_on.isoformat()}" if sip.closed_on else ""
        return f"{number}. Upprättad {sip.established_on.isoformat()}{by}{closed}"
    return f"{number}. {status.label if status in (SipStatus.REFUSED, SipStatus.DECLINED) else 'Utkast'}"


def meeting_words(record: Record, one: SipMeeting) -> str:
    """When and where: "Fredag 20 november 2026, klockan 13.00. Sal 4"; the place only where it is no secret."""
    if one.day is None:
        return "Ingen dag är bestämd än"
    day = weekday_in_words(one.day)
    clock = f", klockan {one.at:%H.%M}" if one.at else ""
    form = one.form.label if one.form is not MeetingForm.PLACE else ""
    place = HIDDEN if place_is_secret(record) else one.place.strip()
    where = ", ".join(filter(None, (form, place)))
    return f"{day[:1].upper()}{day[1:]}{clock}{f'. {where}' if where else ''}"


def _overall(record: Record, sip: Sip) -> Iterator[Block]:
    texts = paper_texts("plan")
    yield Heading(LegalPoint.OVERALL.label)
    if sip.overall_huvudman is None:
        yield Missing("Saknas", texts["overall_missing"])
    who, phone = overall_contact(record, sip)
    facts = [Fact("Huvudman", strong(sip.overall_huvudman.label))] if sip.overall_huvudman else []
    facts += [Fact("Kontaktperson", plain(who))] if who else []
    facts += [Fact("Telefon", phone)] if phone else []
    if facts:
        yield Facts(tuple(facts))
    if sip.overall_huvudman and not who:
        yield Missing("Saknas", texts["contact_missing"])


def _follow_up(record: Record, sip: Sip) -> Iterator[Block]:
    texts = paper_texts("plan")
    yield Heading("Uppföljning")
    if sip.follow_up_on is None:
        yield Missing("Saknas", texts["follow_up_missing"])
        return
    late = sip.follow_up_on < record.today and not sip.closed_on
    yield Paragraph(strong(texts["late" if late else "follow_up"].format(day=weekday_in_words(sip.follow_up_on))))


def _participants(record: Record, sip: Sip) -> Iterator[Block]:
    """Everybody who takes part, and who came to the meeting where the plan was made."""
    texts, meeting = paper_texts("plan"), planning_meeting(record, sip)
    held = meeting if meeting is not None and meeting.held_on else None
    answers = {one.participant_id: one for one in invitations_of(record, held.id)} if held else {}
    columns = (Column("Namn", 4), Column("Verksamhet", 4), Column("Telefon", 3, ColumnKind.PHONE))
    yield Heading("Deltagare")
    yield Table(
        columns + ((Column("På mötet", 2),) if held else ()),
        tuple(
            (*_participant(record, one), *((plain(_presence(answers.get(one.id))),) if held else ()))
            for one in participants_of(record, sip.id)
        ),
        empty=texts["no_participants"],
    )


def _participant(record: Record, one: SipParticipant) -> tuple[Rich, ...]:
    name = strong(participant_title(record, one))
    return name, plain(participant_workplace(record, one)), participant_phone(record, one)


def _presence(answer: SipInvitation | None) -> str:
    if answer is None:
        return _CAME[Presence.NOT_NOTED]
    named = f": {answer.proxy.strip()}" if answer.presence is Presence.PROXY and answer.proxy.strip() else ""
    return f"{_CAME[answer.presence]}{named}"

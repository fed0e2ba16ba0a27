"""What a line of Idag says of a thing of the agenda: what to do in a few words, and below it why it stands here."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from coordinator.agenda import AgendaItem
from coordinator.careplan import CareGoal, CarePlan, Intervention
from coordinator.contact import Contact
from coordinator.device import AssistiveDevice
from coordinator.discharge import clocks
from coordinator.documents.phrases import sentence, shortened, title_of
from coordinator.entity import Entity
from coordinator.hospital_stay import HospitalStay
from coordinator.referral import Referral
from coordinator.reminder import Reminder
from coordinator.sip.belonging import sips
from coordinator.sip.meeting import InvitationAnswer, MeetingForm, SipMeeting
from coordinator.sip.process import Sip, SipLead
from coordinator.sip.who import name_of_participant
from coordinator.swedish import SWEDEN, short_day
from coordinator.today.waiting import sent_invitations, unanswered
from coordinator.today.words import sort_named
from coordinator.transition.swap import Transition, TransitionFollowUp
from coordinator.umi.row import AlertInformation

if TYPE_CHECKING:
    from coordinator.record import Record

_LONG_TITLE, _LONG_PART = 90, 100
_FORMS = {MeetingForm.PLACE: "", MeetingForm.VIDEO: ", digitalt", MeetingForm.PHONE: ", på telefon"}
_LAW = re.compile(r"\b\d{4}:\d+\b")
_BEGUN = {
    "admitted_at": "Inskriven", "ready_on": "Utskrivningsklar", "ready_notice_on": "Utskrivningsklar",
    "discharged_on": "Utskriven",
}  # fmt: skip
_STEPS = {"start": "Insatsen börjar", "due": "Insatsen ska vara klar", "follow_up": "Insatsen följs upp"}
"""What happens with an insats on each of its days."""


class Told(NamedTuple):
    """The words of a line."""

    title: str
    why: str


def told(record: "Record", item: AgendaItem) -> Told:
    """The words for a thing of the agenda. Days in them are days of the calendar."""
    entry = next(one for one in record.all(item.kind) if one.id == item.entry_id)
    title, parts = _words(record, item, entry)
    parts = [*parts, *_ended_contact(record, entry)]
    called = sort_named(item.kind.KIND, item.sort).called
    return Told(shortened(title, _LONG_TITLE) or called, _joined(parts) or sentence(called))


def _joined(parts: Iterable[str]) -> str:
    cut = (sentence(shortened(part, _LONG_PART)) for part in parts if part.strip())
    return " ".join(text[:1].upper() + text[1:] for text in cut)


def _words(record: "Record", item: AgendaItem, entry: Entity) -> tuple[str, list[str]]:
    match entry:
        case Reminder():
            return item.what, _of_reminder(record, entry)
        case Referral():
            return item.what, [_on(record, "Skickad", entry.sent_on), entry.question]
        case AssistiveDevice():
            return item.what, [item.who, _on(record, "Senaste service", entry.last_service)]
        case Sip():
            return _of_sip(record, entry)
        case SipMeeting():
            return _of_meeting(record, entry)
        case HospitalStay():
            return _of_stay(record, item, entry)
        case CarePlan():
            return "Gå igenom vårdplanen", [_on(record, "Planen upprättades", entry.established_on)]
        case CareGoal():
            return "Följ upp mål i vårdplanen", [entry.goal.strip() or entry.need]
        case Intervention():
            return entry.what, [_STEPS[item.sort], item.who]
        case Transition() | TransitionFollowUp() if item.many == 1:
            return item.what, [f"Tar emot: {item.who}" if item.who else "Ingen mottagare är utsedd"]
        case AlertInformation() if not item.ends:
            return "Kontrollera UMI mot journalen", [entry.heading]
        case _:
            return item.what, [_unsettled(item), item.why, item.who]


def _unsettled(item: AgendaItem) -> str:
    return "Preliminär tid" if item.preliminary else ""


def _on(record: "Record", what: str, day: date | datetime | None) -> str:
    """ "Skickad tis 20 okt", with the hour when it is known; empty without a day."""
    if day is None:
        return ""
    if isinstance(day, datetime):
        moment = day.astimezone(SWEDEN)
        return f"{what} {short_day(moment.date(), record.today)} {moment:%H:%M}"
    return f"{what} {short_day(day, record.today)}"


def _of_reminder(record: "Record", one: Reminder) -> list[str]:
    contact = _contact(record, one.contact_id)
    moved = ""
    if one.first_due is not None and one.postponed_because.strip():
        moved = f"Uppskjuten från {short_day(one.first_due, record.today)}: {one.postponed_because.strip()}"
    found = [title_of(contact) if contact is not None else "", one.note, moved]
    return found if any(part.strip() for part in found) else [f"Bevakas av {one.owner.strip()}"]


def _of_sip(record: "Record", sip: Sip) -> tuple[str, list[str]]:
    several = sum(one.is_open for one in sips(record)) > 1
    leads = f"Leds av {sip.led_by.strip()}" if sip.lead is SipLead.OTHERS and sip.led_by.strip() else ""
    title = f"Följ upp SIP {sip.number}" if several else "Följ upp SIP"
    return title, [_on(record, "Planen upprättades", sip.established_on), leads]


def _of_meeting(record: "Record", meeting: SipMeeting) -> tuple[str, list[str]]:
    """How many come, and who has not answered."""
    sent, silent = sent_invitations(record, meeting), unanswered(record, meeting)
    yes = sum(one.answer in (InvitationAnswer.YES, InvitationAnswer.PROXY) for one in sent)
    names = ", ".join(name_of_participant(record, one) for one in silent)
    answers = f"{yes} av {len(sent)} har tackat ja" if sent else "Ingen är kallad än"
    return f"{meeting.kind.label}{_FORMS[meeting.form]}", [answers, f"Inte svarat: {names}" if names else ""]


def _of_stay(record: "Record", item: AgendaItem, stay: HospitalStay) -> tuple[str, list[str]]:
    """When it began to count, how long it may take and by which law."""
    title = sort_named(HospitalStay.KIND, item.sort).called
    clock = next((one for one in clocks(record, stay) if one.key == item.sort), None)
    if clock is None:
        return title, []
    begun = next((name for name in clock.rule.since if getattr(stay, name) is not None), "")
    since = _on(record, _BEGUN.get(begun, "Räknat från"), getattr(stay, begun)) if begun else ""
    law = _LAW.search(clock.source)
    by = "egen regel" if clock.rule.own else f"lag {law.group()}" if law else ""
    return title, [since, f"{clock.rule.span} enligt {by}" if by else clock.rule.span, stay.hospital]


def _contact(record: "Record", contact_id: UUID | None) -> Contact | None:
    return next((one for one in record.all(Contact) if one.id == contact_id), None)


def _ended_contact(record: "Record", entry: Entity) -> list[str]:
    """That whom it lies with is none of the patient's contacts any more: somebody else must be asked."""
    contact = _contact(record, getattr(entry, "contact_id", None))
    if contact is None or contact.is_current:
        return []
    return [f"Kontakten är {contact.status.label.lower()}"]

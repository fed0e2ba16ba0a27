"""What the nurse has before her with one patient: what is late, what is dated in the days to come, what was noted last.

Unlike the printed list (`coordinator.documents.coming`) it is for her alone, and holds what is not for paper too.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.appointment import Appointment, AppointmentStatus
from coordinator.benefit.benefit import Benefit
from coordinator.benefit.coming_days import benefit_days
from coordinator.careplan import Intervention
from coordinator.contact import Assignment, Contact, holders
from coordinator.contact_log import ContactLogEntry
from coordinator.device import AssistiveDevice
from coordinator.discharge import waited_for
from coordinator.documents.coming import visit_of
from coordinator.documents.phrases import sentence, title_of
from coordinator.documents.times import what_for
from coordinator.entity import Entity
from coordinator.entry_page import PAGE_OF
from coordinator.hospital_stay import HospitalStay
from coordinator.page import Page
from coordinator.person import Patient, PatientStatus
from coordinator.plan_days import plan_days
from coordinator.referral import Referral
from coordinator.reminder import open_reminders
from coordinator.sip.belonging import meetings_of, sips
from coordinator.sip.process import SipLead
from coordinator.swedish import SWEDEN, add_months, age, short_day
from coordinator.transition.coming_days import coming_days
from coordinator.transition.of_age import age_marks
from coordinator.umi.coming_days import emergency_days

if TYPE_CHECKING:
    from coordinator.record import Record

BIRTHDAY = "birthday"
"""Which day of the patient's own her birthday is."""
_WAS = "skulle ha varit"


@dataclass(frozen=True)
class AgendaItem:
    """One dated thing, and the entry and the page it belongs to.

    clock: "13:30", or empty. late: the day has passed; ``should_have`` then says what of it, without blame, and
    ``if_late`` says it before. sort: which day of its entry it is, when an entry has several. why: what is known of it,
    in one sentence. owner: who has it to do. waiting: it lies with somebody else. ends: something of hers ends that
    day. urgent: law, or what she would lose, hangs on the day. many: how many things it stands for.
    """

    day: date
    what: str = field(repr=False)
    page: Page
    kind: type[Entity]
    entry_id: UUID
    who: str = field(default="", repr=False)
    clock: str = ""
    preliminary: bool = False
    late: bool = False
    should_have: str = ""
    if_late: str = ""
    sort: str = ""
    why: str = field(default="", repr=False)
    owner: str = field(default="", repr=False)
    waiting: bool = False
    ends: bool = False
    urgent: bool = False
    many: int = 1


@dataclass(frozen=True)
class LatestNote:
    """One line of the contact log in short."""

    day: date
    text: str = field(repr=False)
    entry_id: UUID


def agenda(record: "Record", days: int = 30, *, benefits_ahead: bool = False) -> list[AgendaItem]:
    """What is late, then what is dated from today to ``days`` ahead, the earliest first.

    What changes with her age is told of earlier, as long before as the date rules say; with ``benefits_ahead`` that a
    stöd ends too, as long before as is usual for it.
    """
    last = record.today + timedelta(days=days)
    contacts = {contact.id: contact for contact in record.all(Contact)}
    found = [
        *_visits(record, contacts), *_waited_for(record, contacts), *_plan(record, contacts), *_sips(record),
        *_discharges(record), *_birthday(record), *_transitions(record), *_emergencies(record),
        *_benefits(record),
    ]  # fmt: skip
    within = [one for one in found if one.day <= last or (benefits_ahead and _ends_a_benefit(one))]
    within += _ages(record)  # told of as long before as their rules say
    return sorted(within, key=lambda one: (one.day, one.clock, one.what))


def next_birthday(patient: Patient, today: date) -> tuple[date, int] | None:
    """The next birthday, today counted, and the age she turns; None when it is not known or she has died."""
    born = patient.birth_date
    if born is None or born >= today or patient.status is PatientStatus.DECEASED:
        return None
    years = age(born, today)
    if years and add_months(born, 12 * years) == today:
        return today, years
    return add_months(born, 12 * (years + 1)), years + 1


def latest_notes(
    record: "Record", n: int = 3, about: Callable[[ContactLogEntry], bool] = lambda _: True
) -> list[LatestNote]:
    """The last ``n`` lines of the contact log, the newest first; of those alone that are ``about`` something."""
    found = (one for one in record.all(ContactLogEntry) if about(one))
    entries = sorted(found, key=lambda one: one.at.astimezone(UTC), reverse=True)
    return [LatestNote(one.day, _in_short(one, record.today), one.id) for one in entries[:n]]


def _in_short(one: ContactLogEntry, today: date) -> str:
    step = "Klart." if one.nothing_next else ""
    if one.next_step.strip():
        day = f" {short_day(one.next_on, today)}" if one.next_on else ""
        step = sentence(f"Nästa steg: {one.next_step.strip().rstrip('.')}{day}")
    texts = (sentence(one.what.strip()), sentence(one.outcome.strip()), step)
    return " ".join(" ".join(text.split()) for text in texts if text)


def _named(contacts: Mapping[UUID, Contact], written: str, contact_id: UUID | None) -> str:
    """Who it is, as written, else the contact."""
    contact = contacts.get(contact_id) if contact_id else None
    return written.strip() or (title_of(contact) if contact else "")


def _visits(record: "Record", contacts: Mapping[UUID, Contact]) -> Iterator[AgendaItem]:
    today = record.today
    timed = set()
    for one in record.all(Appointment):
        timed.add((one.contact_id, one.day))
        if not one.is_coming:
            continue
        late = one.day < today
        who = [_named(contacts, one.with_whom, one.contact_id), one.place.strip()]
        yield AgendaItem(
            one.day,
            what_for(one),
            Page.APPOINTMENTS,
            Appointment,
            one.id,
            who=", ".join(part for part in who if part),
            clock=f"{one.starts:%H:%M}" if one.starts else "",
            preliminary=one.preliminary or one.status is AppointmentStatus.PROPOSED,
            late=late,
            should_have=_WAS if late else "",
            if_late=_WAS,
        )
    for contact in contacts.values():
        visit = visit_of(contact, today) if contact.is_current else None
        if visit is not None and (contact.id, visit.day) not in timed:
            late = visit.day < today
            yield AgendaItem(
                visit.day,
                visit.what,
                Page.CONTACTS,
                Contact,
                contact.id,
                who=visit.who,
                preliminary=visit.preliminary,
                late=late,
                should_have=visit.late if late else "",
                if_late=visit.late,
            )


def _waited_for(record: "Record", contacts: Mapping[UUID, Contact]) -> Iterator[AgendaItem]:
    for reminder in open_reminders(record):
        words = (reminder.what.strip(), reminder.owner.strip(), "skulle ha gjorts")
        yield replace(_due(reminder, reminder.due, record.today, words), owner=reminder.owner.strip())
    for referral in record.all(Referral):
        if referral.is_open and referral.expected_answer:
            what = f"Svar på remiss till {_named(contacts, referral.to, referral.contact_id)}"
            item = _due(referral, referral.expected_answer, record.today, (what, "", "skulle ha kommit"))
            yield replace(item, waiting=True)
    for device in record.all(AssistiveDevice):
        if device.is_in_use and device.next_service:
            who = _named(contacts, device.responsible, device.contact_id)
            words = (f"Service: {device.name.strip()}", who, "skulle ha gjorts")
            yield _due(device, device.next_service, record.today, words)


def _due(entry: Entity, day: date, today: date, words: tuple[str, str, str]) -> AgendaItem:
    """Something to be seen to by a day. words: what, who, and what to say when the day has passed."""
    what, who, should_have = words
    late = day < today
    page, said = PAGE_OF[type(entry)], should_have if late else ""
    return AgendaItem(day, what, page, type(entry), entry.id, who=who, late=late, should_have=said, if_late=should_have)


def _benefits(record: "Record") -> Iterator[AgendaItem]:
    for one in benefit_days(record):
        item = _due(one.entry, one.day, record.today, (one.what, one.who, one.should_have))
        yield replace(item, sort=one.sort, why=one.why, waiting=one.waiting, ends=one.ends, urgent=one.urgent)


def _ends_a_benefit(one: AgendaItem) -> bool:
    return one.kind is Benefit and one.sort in ("ends", "renew")


def _emergencies(record: "Record") -> Iterator[AgendaItem]:
    for one in emergency_days(record):
        item = _due(one.entry, one.day, record.today, (one.what, "", one.should_have))
        yield replace(item, sort="ends" if one.ends else "check", ends=one.ends)


def _plan(record: "Record", contacts: Mapping[UUID, Contact]) -> Iterator[AgendaItem]:
    coordinator = next((title_of(contact) for _, contact in holders(record, Assignment.FIXED_CARE_CONTACT)), "")
    for one in plan_days(record):
        entry, late = one.entry, one.day < record.today
        who, owner = coordinator, ""
        if isinstance(entry, Intervention):
            who, owner = _named(contacts, entry.responsible, entry.contact_id), entry.responsible.strip()
        yield AgendaItem(
            one.day,
            one.what_late if late else one.what,
            Page.CARE_PLAN,
            type(entry),
            entry.id,
            who=who,
            late=late,
            should_have=one.late if late else "",
            if_late=one.late,
            sort=one.sort,
            owner=owner,
        )


def _sips(record: "Record") -> Iterator[AgendaItem]:
    """The meetings that have not been held, and when the plans are followed up."""
    for sip in sips(record):
        if not sip.is_open:
            continue
        for meeting in meetings_of(record, sip.id):
            if meeting.day and meeting.held_on is None:
                words = (f"{meeting.kind.label}, SIP {sip.number}", meeting.place.strip(), "skulle ha hållits")
                item = _due(meeting, meeting.day, record.today, words)
                yield replace(item, clock=f"{meeting.at:%H:%M}" if meeting.at else "")
        if sip.established_on and sip.follow_up_on:
            what = f"SIP {sip.number}" if sip.follow_up_on < record.today else f"SIP {sip.number} följs upp"
            who = sip.led_by.strip() if sip.lead is SipLead.OTHERS else ""
            yield _due(sip, sip.follow_up_on, record.today, (what, who, "skulle ha följts upp"))


def _discharges(record: "Record") -> Iterator[AgendaItem]:
    """What the law on going home from hospital asks for by an hour or a day, of what has not been done."""
    for stay, clock in waited_for(record):
        hour = f"{clock.due.astimezone(SWEDEN):%H:%M}" if clock.by_the_hour else ""
        late = clock.late
        said = clock.should_have if late else ""
        yield AgendaItem(
            clock.day, clock.name, Page.SIP, HospitalStay, stay.id, stay.hospital.strip(), hour,
            late=late, should_have=said, if_late=clock.should_have, sort=clock.key, urgent=True,
        )  # fmt: skip


def _birthday(record: "Record") -> Iterator[AgendaItem]:
    found = next_birthday(record.patient, record.today)
    if found is not None:
        yield AgendaItem(found[0], f"Fyller {found[1]} år", Page.PERSON, Patient, record.patient.id, sort=BIRTHDAY)


def _transitions(record: "Record") -> list[AgendaItem]:
    """The days of the swaps and of what was agreed."""
    return [
        replace(
            _due(one.entry, one.day, record.today, (one.what, one.who, one.should_have)), sort=one.sort, many=one.many
        )
        for one in coming_days(record)
    ]


def _ages(record: "Record") -> list[AgendaItem]:
    patient = record.patient
    return [
        AgendaItem(
            one.day,
            one.what,
            one.page,
            Patient,
            patient.id,
            one.about,
            late=one.late,
            should_have=one.should_have,
            if_late=one.should_have,
            sort=one.key,
        )
        for one in age_marks(record)
    ]

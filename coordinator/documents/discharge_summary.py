"""*Sammanfattning vid utskrivning*: what the patient gets in writing when she leaves the hospital.

Who coordinates and how to reach her, when the SIP is made, which plans there are, and the hospital's own words. No word
of what was done or is advised is ours.
"""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from coordinator.blocks import (
    Block,
    Bullets,
    Column,
    ColumnKind,
    Fact,
    Facts,
    Heading,
    Missing,
    Note,
    Paragraph,
    Rich,
    Table,
    plain,
    strong,
)
from coordinator.careplan import current_plan
from coordinator.contact import Assignment, Contact, holders
from coordinator.discharge import sip_of
from coordinator.document import Document
from coordinator.documents.papers import paper
from coordinator.documents.phrases import by_phone, workplace_of
from coordinator.documents.sip_people import legal_ground, paper_texts
from coordinator.documents.sip_plan import meeting_words
from coordinator.documents.subject import Subject
from coordinator.documents.whom_to_call import out_of_hours
from coordinator.hospital_stay import HospitalStay
from coordinator.protection import HIDDEN, may_show, place_is_secret, shareable
from coordinator.record import Record
from coordinator.sip.belonging import sips, stays
from coordinator.sip.process import Sip
from coordinator.sip.standing import planning_meeting
from coordinator.swedish import SWEDEN, weekday_in_words

TITLE = "Sammanfattning vid utskrivning"


def hospital_stays(record: Record) -> list[Subject]:
    """Every stay in hospital, those that go on first; the number is its place in that list."""
    return [Subject(one.id, f"{one.heading}, inskriven {_day(one.admitted_at)}", number)
            for number, one in enumerate(stays(record), 1)]  # fmt: skip


def discharge_summary_document(record: Record, stay_id: UUID) -> Document:
    """The summary for one stay."""
    record = shareable(record)
    stay = record.get(HospitalStay, stay_id)
    return paper(record, "discharge_summary", TITLE, _blocks(record, stay))


def _day(moment: datetime) -> str:
    return moment.astimezone(SWEDEN).date().isoformat()


def _blocks(record: Record, stay: HospitalStay) -> Iterator[Block]:
    texts = paper_texts("discharge")
    yield Paragraph(plain(texts["what"]))
    facts = [Fact(label, value) for label, value in _about(record, stay) if value and value[0].text.strip()]
    yield Facts(tuple(facts))
    yield from _coordinators(record)
    yield from _sip(record, stay)
    yield Heading("Planer som finns")
    plans = tuple(plain(text) for text in _plans(record))
    yield Bullets(plans) if plans else Paragraph(plain(texts["no_plans"]))
    yield from _summary(stay)
    yield Heading("Vem ringer jag?")
    yield Table(
        (Column("När", 4), Column("Ring", 4), Column("Telefon", 3, ColumnKind.PHONE)),
        tuple((plain(when), who, phone) for when, who, phone in out_of_hours(record)),
    )
    yield Note(" ".join([*_given(stay), legal_ground("discharge", "discharge_summary")]))


def _about(record: Record, stay: HospitalStay) -> Iterator[tuple[str, Rich]]:
    yield "Sjukhus", plain(HIDDEN if place_is_secret(record) else stay.hospital.strip())
    yield "Telefon", strong(stay.phone.strip())
    yield "Inskriven", plain(_day(stay.admitted_at))
    if stay.discharged_on:
        yield "Utskriven", plain(stay.discharged_on.isoformat())
    elif stay.expected_discharge:
        yield "Skrivs ut", plain(f"{stay.expected_discharge.isoformat()} (beräknat)")


def _coordinators(record: Record) -> Iterator[Block]:
    """The fast vårdkontakt, whom the summary must name, and the fast läkarkontakt where there is one."""
    found = holders(record, Assignment.FIXED_CARE_CONTACT)
    yield Heading("Din fasta vårdkontakt")
    for _, contact in found:
        yield from _who(record, contact)
    if not found:
        yield Missing("Saknas", paper_texts("discharge")["coordinator_missing"])
    physicians = holders(record, Assignment.FIXED_PHYSICIAN_CONTACT)
    if physicians:
        yield Heading("Din fasta läkarkontakt")
    for _, contact in physicians:
        yield from _who(record, contact)


def _who(record: Record, contact: Contact) -> Iterator[Block]:
    if not may_show(record, contact):
        yield Missing("Skyddat", HIDDEN)
        return
    role = contact.role.strip() if contact.role.strip() != contact.heading else ""
    facts = (
        ("Namn", strong(contact.heading)), ("Telefon", by_phone(contact)), ("Roll", plain(role)),
        ("Arbetar på", plain(workplace_of(contact))),
    )  # fmt: skip
    yield Facts(tuple(Fact(label, value) for label, value in facts if value[0].text.strip()))


def _sip(record: Record, stay: HospitalStay) -> Iterator[Block]:
    """When the SIP is made, or that none is needed. The reason is the professions' own and stands in the record."""
    texts = paper_texts("discharge")
    yield Heading("Samordnad individuell plan")
    sip = sip_of(record, stay)
    if sip is None and stay.no_sip_reason.strip():
        yield Paragraph(plain(texts["sip_not_needed"]))
        return
    yield Paragraph(plain(texts["sip_what"]))
    days = list(_days(record, sip)) if sip is not None else []
    if days:
        yield from (Paragraph(strong(text)) for text in days)
    else:
        yield Missing("Saknas", texts["sip_no_day"])


def _days(record: Record, sip: Sip) -> Iterator[str]:
    texts, meeting = paper_texts("discharge"), planning_meeting(record, sip)
    if sip.established_on:
        yield texts["sip_established"].format(day=weekday_in_words(sip.established_on))
    elif meeting is not None and meeting.held_on:
        yield texts["sip_held"].format(day=weekday_in_words(meeting.held_on))
    elif meeting is not None and meeting.day:
        words = meeting_words(record, meeting)
        said = texts["sip_meeting" if meeting.day >= record.today else "sip_meeting_late"]
        yield said.format(day=f"{words[:1].lower()}{words[1:]}")
    if sip.follow_up_on and sip.established_on:
        yield texts["sip_follow_up"].format(day=weekday_in_words(sip.follow_up_on))


def _plans(record: Record) -> Iterator[str]:
    texts, plan = paper_texts("discharge"), current_plan(record)
    if plan is not None and plan.established_on:
        yield texts["care_plan"].format(day=plan.established_on.isoformat())
    elif plan is not None:
        yield texts["care_plan_draft"]
    for sip in sips(record):
        if sip.established_on and sip.is_open:
            yield texts["sip_plan"].format(number=sip.number, day=sip.established_on.isoformat())


def _summary(stay: HospitalStay) -> Iterator[Block]:
    """The hospital's words, a paragraph for each line, and whose they are."""
    texts = paper_texts("discharge")
    yield Heading("Sjukhusets sammanfattning")
    lines = [line.strip() for line in stay.summary.splitlines() if line.strip()]
    if not lines:
        yield Missing("Saknas", texts["summary_missing"])
        return
    yield from (Paragraph(plain(line)) for line in lines)
    who = stay.summary_source.strip()
    yield Note(texts["source"].format(who=who) if who else texts["source_missing"])


def _given(stay: HospitalStay) -> Iterator[str]:
    if stay.summary_given_on:
        yield paper_texts("discharge")["given"].format(day=stay.summary_given_on.isoformat())

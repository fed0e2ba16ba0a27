"""*Överlämning vid flytt*: a letter to the clinic that takes over, and then the whole vårdplan, in one document.

It is for somebody who has none of what we have. The letter says what to read first: who the patient is, what must be
known, who coordinates what, what is open and what has to be taken over. Benefits are counted and not told: she tells of
them herself. As a file it is always locked, and the record goes inside it.
"""

from collections.abc import Iterator
from dataclasses import replace

from coordinator.blocks import (
    Block,
    Bullets,
    Column,
    Fact,
    Facts,
    Heading,
    Missing,
    Note,
    Paragraph,
    Quote,
    Rich,
    Span,
    Table,
    led,
    plain,
    strong,
)
from coordinator.careplan import current_plan
from coordinator.contact import Assignment, holders
from coordinator.diagnosis import conditions
from coordinator.document import Document
from coordinator.documents.care_plan import TITLE as PLAN_TITLE
from coordinator.documents.care_plan import care_plan_document
from coordinator.documents.emergency import emergency
from coordinator.documents.handing_over import what_is_open, who_coordinates
from coordinator.documents.papers import paper
from coordinator.documents.phrases import by_phone, responsible_name, title_of
from coordinator.documents.times import devices_to_print
from coordinator.documents.times_paper import coordinator_to_ring
from coordinator.documents.transition_rows import receiver, sender, swaps_to_print
from coordinator.documents.who_i_am import condition_words, how_to_talk
from coordinator.left_out import without_entries
from coordinator.open_matters import AREAS, CERTIFICATES, NOTES, open_matters_of
from coordinator.protection import PROTECTED_WORDS, contacts_to_print, may_show, place_is_secret, shareable
from coordinator.record import Record
from coordinator.sip.belonging import sips
from coordinator.sip.process import SipLead

NAME = "overlamning-flytt"
TITLE = "Överlämning vid flytt"

_TOLD = tuple(area for area in AREAS if area not in (CERTIFICATES, NOTES))
_NOT_DECIDED = "Inte bestämt än"
_MOST_CONDITIONS = 3
_WITH_IT = (
    ("Vårdplanen:", "Min vårdplan, hela, efter det här brevet."),
    ("record.json:", "uppgifterna i planen, för en annan pärm i Hållpunkt."),
    ("record.fhir.json:", "samma uppgifter i HL7 FHIR R4, för andra system."),
)
_CONTACTS_WITH_IT = ("kontakter.csv och kontakter.vcf:", "kontakterna, för kalkylprogram och adressbok.")


def move_handover_document(record: Record) -> Document:
    """The letter and the plan for ``record`` as it is now."""
    plan = care_plan_document(record)
    shown = _wanted_on_paper(shareable(record))
    blocks = (*_letter(shown), *_before_the_plan(), *plan.blocks)
    return replace(paper(shown, "move_handover", TITLE, ()), blocks=blocks)


def _wanted_on_paper(record: Record) -> Record:
    """The record without what the patient wants on no paper, and without references to it."""
    return without_entries(
        record, {one.id for found in record.entries.values() for one in found if not getattr(one, "on_print", True)}
    )


def _letter(record: Record) -> Iterator[Block]:
    yield from _from_and_to(record)
    if place_is_secret(record):
        yield Missing("Skyddat", PROTECTED_WORDS)
    facts = [Fact(label, plain(value)) for label, value in _facts(record) if value]
    yield Facts((*facts, Fact("Frågor: ring oss", _whom_to_ring(record))))
    yield from emergency(record)
    yield from _matters(record)
    yield from who_coordinates(record, record.today)
    yield from what_is_open(record, _TOLD)
    yield from _of_benefits(record)
    yield from _taken_over(record)
    yield Heading("Det här följer med")
    yield Bullets(tuple(led(lead, text) for lead, text in _goes_along(record)))
    yield Note(
        "Filerna ligger inuti det här dokumentet när det är en fil, och öppnas som bilagor i PDF-läsaren. På utskrivet "
        "papper finns de inte. Det som är skyddat och det som patienten inte vill ha på papper är inte med."
    )


def _from_and_to(record: Record) -> Iterator[Block]:
    actor, to = record.actor, record.patient.moved_to.strip()
    if to:
        yield Paragraph((Span("Till den mottagning som tar över: "), Span(to, bold=True)))
    else:
        yield Paragraph(plain("Till den mottagning som tar över."))
    sender_words = ", ".join(filter(None, (actor.name.strip(), actor.title.strip(), actor.unit.strip())))
    yield Paragraph(led("Från:", sender_words))
    yield Paragraph(
        plain(
            f"{record.patient.name} flyttar till er. Det här brevet säger vad som är viktigast och vad som måste tas "
            "över. Sedan kommer hela vårdplanen, i patientens egna ord. Journalen skickas för sig."
        )
    )


def _facts(record: Record) -> Iterator[tuple[str, str]]:
    patient = record.patient
    years = patient.age_on(record.today)
    yield "Ålder", f"{years} år" if years is not None else ""
    yield "Kallas", patient.called.strip()
    found = [condition_words(one) for one in conditions(record)]
    more = f"\nOch {len(found) - _MOST_CONDITIONS} till, i vårdplanen." if len(found) > _MOST_CONDITIONS else ""
    yield "Hälsotillstånd", "\n".join(found[:_MOST_CONDITIONS]) + more
    yield "Språk och samtal", how_to_talk(record)


def _matters(record: Record) -> Iterator[Block]:
    plan = current_plan(record)
    yield Heading("Viktigt för patienten")
    if plan is not None and plan.what_matters.strip():
        yield Quote(plan.what_matters.strip())
    else:
        yield Missing("Inte skrivet än", "Fråga vad som är viktigt, vid första besöket.")


def _of_benefits(record: Record) -> Iterator[Block]:
    """That there are such matters: which they are she tells herself."""
    many = sum(one.many for one in open_matters_of(record) if one.area == CERTIFICATES)
    if many:
        counted = "1 ärende är öppet" if many == 1 else f"{many} ärenden är öppna"
        yield Paragraph(led(f"{CERTIFICATES}:", f"{counted}. Vilka står inte här. Fråga patienten, eller ring oss."))


def _taken_over(record: Record) -> Iterator[Block]:
    yield Heading("Det här måste tas över")
    yield Table(
        (Column("Vad", 5), Column("Hos vem i dag", 5), Column("Tas över av", 4)),
        tuple(_rows(record)),
        empty="Inget är inskrivet som någon måste ta över.",
        small=True,
    )
    yield Note("Det som är öppet står ovan: kom överens med oss om vem som tar över vad, och när.")
    yield Note("Läkemedel och recept står inte här: se läkemedelslistan, och fråga den läkare som har skrivit ut dem.")


def _rows(record: Record) -> Iterator[tuple[Rich, ...]]:
    """Roles, swaps with their receivers, SIPs we lead, and devices."""
    for assignment in Assignment:
        for _, contact in holders(record, assignment):
            who = title_of(contact) if may_show(record, contact) else ""
            yield strong(assignment.label), plain(who), plain("Utses hos er")
    for one in swaps_to_print(record):
        if one.is_open:
            leaves, takes = sender(record, one), receiver(record, one)
            to = takes.title if takes is not None else _NOT_DECIDED
            yield strong(one.kind.label), plain(leaves.title if leaves is not None else ""), plain(to)
    for sip in sips(record):
        if sip.is_open and sip.lead is SipLead.OURS:
            yield strong(f"Leda {sip.heading}"), plain("Vi leder"), plain(_NOT_DECIDED)
    for device in devices_to_print(record):
        who = responsible_name(record, device.responsible, device.contact_id)
        yield strong(f"Hjälpmedel: {device.name.strip()}"), plain(who), plain(_NOT_DECIDED)


def _whom_to_ring(record: Record) -> Rich:
    contact = coordinator_to_ring(record)
    if contact is None:
        return plain(f"Ring {record.actor.unit.strip() or 'mottagningen'} och fråga efter {record.actor.name.strip()}.")
    return (Span(f"{title_of(contact)}\n", bold=True), *by_phone(contact))


def _goes_along(record: Record) -> tuple[tuple[str, str], ...]:
    return (*_WITH_IT, _CONTACTS_WITH_IT) if contacts_to_print(record) else _WITH_IT


def _before_the_plan() -> Iterator[Block]:
    yield Heading(PLAN_TITLE, 1)
    yield Paragraph(plain("Härifrån är det patientens egen plan. Jag i planen är patienten."))

"""*Överlämningsbrev*: one letter for each who takes over, with what was agreed, what she must know and a receipt.

Besides the swap itself it tells what must be known in an emergency, the person's own words and her contacts only when
a consent covers the receiver and nothing limits what she may know.
"""

from collections.abc import Iterator
from uuid import UUID

from coordinator.blocks import (
    Block,
    Column,
    ColumnKind,
    Fact,
    Facts,
    Heading,
    Missing,
    Paragraph,
    Quote,
    Rich,
    Signatures,
    Span,
    Table,
    led,
    plain,
    strong,
)
from coordinator.covering import covering, said_in
from coordinator.document import Document
from coordinator.documents.contact_tables import roles_in_words, who
from coordinator.documents.emergency import emergency
from coordinator.documents.medical_summary import as_given
from coordinator.documents.papers import paper
from coordinator.documents.phrases import by_phone, sentence, title_of, workplace_of
from coordinator.documents.subject import Subject
from coordinator.documents.times_paper import coordinator_to_ring
from coordinator.documents.transition_plan import agreed
from coordinator.documents.transition_rows import receiver, sender, transition_texts, way_back
from coordinator.protection import HIDDEN, contacts_to_print, shareable
from coordinator.recipient import Recipient
from coordinator.record import Record
from coordinator.swedish import sort_key
from coordinator.transition.belonging import plan_of, tasks_of, transitions
from coordinator.transition.days import swap_day
from coordinator.transition.swap import Transition
from coordinator.transition.who import receiving_contact

NAME = "overlamning"
TITLE = "Överlämningsbrev"


def letters_of_swaps(record: Record) -> list[Subject]:
    """A letter for each named receiver of a swap that is open, numbered in the order of the swaps."""
    found = (one for one in transitions(record) if one.is_open and one.has_receiver)
    return [
        Subject(one.id, f"{one.receiver.strip()} ({one.kind.label})", number, _to(record, one))
        for number, one in enumerate(found, 1)
    ]


def _to(record: Record, one: Transition) -> Recipient:
    """The receiver as somebody papers go to: the contact where she is one."""
    contact = receiving_contact(record, one)
    return Recipient(title_of(contact), contact.id) if contact is not None else Recipient(one.receiver.strip())


def handover_letter_document(record: Record, transition_id: UUID) -> Document:
    """The letter for one swap."""
    why_not = _kept_back(record, record.get(Transition, transition_id))
    record = shareable(record)
    return paper(record, "handover_letter", TITLE, _blocks(record, record.get(Transition, transition_id), why_not))


def _kept_back(record: Record, one: Transition) -> str:
    """Why only the swap itself is told; empty when the consent covers the receiver and nothing limits it."""
    texts, to = transition_texts("letter"), _to(record, one)
    consent = covering(record, to, NAME, one.id)
    if consent is None:
        return str(texts["no_consent"])
    limited = record.patient.restrictions.strip() or any(said_in(record, consent, to))
    return str(texts["limited"]) if limited else ""


def _blocks(record: Record, one: Transition, kept_back: str) -> Iterator[Block]:
    texts = transition_texts("letter")
    yield from _from_and_to(record, one)
    yield Paragraph(plain(texts["what"].format(name=record.patient.name)))
    yield Facts(tuple(Fact(label, value) for label, value in _facts(record, one) if value and value[0].text.strip()))
    yield Paragraph(plain(texts["responsible"]))
    yield Heading("Det här behöver ni veta")
    if one.handover_note.strip():
        yield from as_given(one.handover_note)
    else:
        yield Missing("Inte skrivet än", texts["note_missing"])
    if one.risks.strip():
        yield Heading("Risker att tänka på")
        yield from as_given(one.risks)
    yield Heading("Det här har vi kommit överens om")
    tasks = tasks_of(record, one.id)
    yield agreed(tasks) if tasks else Paragraph(plain(texts["no_tasks"]))
    if kept_back:
        yield Heading("Akutinformation och kontakter")
        yield Paragraph(plain(kept_back))
    else:
        yield from _of_the_person(record, one)
    yield Heading("Mottagningsbevis")
    yield Paragraph(plain(texts["receipt"]))
    leaves = sender(record, one)
    if leaves is not None:
        to = ", ".join(filter(None, (leaves.title, leaves.place)))
        yield Paragraph(led("Skickas till:", sentence(f"{to}. Gäller {one.kind.label}")))
    yield from (Signatures((line,), beside) for line, beside in texts["receipt_lines"])


def _from_and_to(record: Record, one: Transition) -> Iterator[Block]:
    known = receiver(record, one)
    if known is None or known.is_hidden:
        yield Missing("Till", f"{transition_texts('letter')['receiver_by_hand']} {HIDDEN if known else ''}".strip())
        return
    place = f"\n{known.place}" if known.place else ""
    yield Paragraph((Span("Till: "), Span(known.title, bold=True), Span(place)))


def _facts(record: Record, one: Transition) -> Iterator[tuple[str, Rich]]:
    leaves = sender(record, one)
    yield "Lämnas av", leaves.lines if leaves else plain("")
    yield "Övergång", plain(one.kind.label)
    plan = plan_of(record)
    if plan and plan.track:
        yield "Kontakten", plain(transition_texts("letter")["tracks"][plan.track.stored])
    day = swap_day(record, one)
    yield "Planerad överföring", plain(day.isoformat() if day else transition_texts("plan")["no_day"])
    if one.referral_sent_on:
        yield "Remiss skickad", plain(one.referral_sent_on.isoformat())
    joint = one.joint_meeting_held_on or one.joint_meeting_on
    if joint:
        yield "Gemensamt möte", plain(joint.isoformat())
    if one.last_visit_on:
        yield "Sista besök hos oss", plain(one.last_visit_on.isoformat())
    if one.first_visit_on:
        yield "Första besök hos er", plain(one.first_visit_on.isoformat())
    yield "Vägen tillbaka till oss", strong(way_back(record, one))
    yield from _coordinates(record, one)


def _coordinates(record: Record, one: Transition) -> Iterator[tuple[str, Rich]]:
    """Who holds the whole together: the fast vårdkontakt, else whoever is written."""
    contact = coordinator_to_ring(record)
    if contact is not None:
        yield "Fast vårdkontakt", (Span(f"{title_of(contact)}\n"), *by_phone(contact)[:1])
    else:
        yield "Samordnar", plain(one.coordinator.strip())


def _of_the_person(record: Record, one: Transition) -> Iterator[Block]:
    """Her own words, what must be known in an emergency, the summary that goes beside, and her other contacts."""
    texts, plan = transition_texts("letter"), plan_of(record)
    if plan and plan.own_words.strip():
        yield Heading("Med egna ord")
        yield Quote(plan.own_words.strip())
    yield from emergency(record)
    if plan and plan.summary.strip():
        yield Heading("Medicinsk sammanfattning")
        day = plan.summary_on
        yield Paragraph(plain(texts["summary"].format(day=day.isoformat()) if day else texts["summary_undated"]))
    yield Heading("Andra kontakter")
    roles, of_swap = roles_in_words(record), (one.contact_id, one.receiver_contact_id)
    found = [contact for contact in contacts_to_print(record) if contact.id not in of_swap]
    found.sort(key=lambda contact: (contact.id not in roles, sort_key(contact.heading)))
    yield Table(
        (Column("Namn och roll", 5), Column("Enhet", 5), Column("Telefon", 3, ColumnKind.PHONE)),
        tuple((who(each, roles.get(each.id, "")), plain(workplace_of(each)), by_phone(each)) for each in found),
        empty=texts["no_contacts"],
        small=True,
    )

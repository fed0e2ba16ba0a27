"""The deeds of a swap from referral to complete: what was sent, confirmed, booked and done, in their order."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from coordinator.change import Add, Change, Edit, Step
from coordinator.contact import Contact, ContactRole, ContactStatus
from coordinator.errors import RuleError
from coordinator.protection import may_name_receiver, reveals_place
from coordinator.refusing import require_not_before, require_passed
from coordinator.swedish import add_months
from coordinator.transition.belonging import follow_ups_of
from coordinator.transition.kinds import rule_of
from coordinator.transition.refusing import require_after_referral, require_open
from coordinator.transition.swap import Transition, TransitionFollowUp
from coordinator.transition.who import is_at, receiver_words, receiving_contact, sender

if TYPE_CHECKING:
    from coordinator.record import Record

_NOT_THERE_YET = (ContactStatus.PLANNED, ContactStatus.AWAITING_REFERRAL)


def note_referral(record: "Record", /, transition_id: UUID, *, on: date | None = None) -> Change:
    """The referral was sent."""
    return _happened(record, transition_id, "Remissen är skickad", "referral_sent_on", on)


def note_referral_confirmed(record: "Record", /, transition_id: UUID, *, on: date | None = None) -> Change:
    """The receiving unit has taken the referral on."""
    return _happened(record, transition_id, "Remissen är bekräftad", "referral_confirmed_on", on)


def plan_joint_meeting(record: "Record", /, transition_id: UUID, *, on: date) -> Change:
    """Who leaves and who takes over meet together with the patient that day."""
    swap = _open(record, transition_id)
    return Change("Gemensamt möte planerat", (Edit(replace(swap, joint_meeting_on=on)),))


def hold_joint_meeting(record: "Record", /, transition_id: UUID, *, on: date | None = None) -> Change:
    """The joint meeting was held: on its day when that has come and nobody says another."""
    swap = _open(record, transition_id)
    planned = swap.joint_meeting_on
    on = on or (planned if planned and planned <= record.today else record.today)
    require_passed(record, on, "joint_meeting_held_on")
    held = replace(swap, joint_meeting_held_on=on, joint_meeting_on=planned or on)
    return Change("Gemensamt möte hållet", (Edit(held),))


def send_letter(record: "Record", /, transition_id: UUID, *, on: date | None = None) -> Change:
    """The letter to the receiver was sent or handed over."""
    return _happened(record, transition_id, "Överlämningsbrevet är skickat", "letter_sent_on", on)


def acknowledge(record: "Record", /, transition_id: UUID, *, by: str = "", on: date | None = None) -> Change:
    """The receiver has confirmed that she takes over; by the named receiver if nobody else is told."""
    swap = _open(record, transition_id)
    by = by.strip() or swap.receiver.strip()
    if not by:
        raise RuleError("Skriv vem som bekräftade", "Namnet på den som har svarat hos mottagaren.",
                        field="acknowledged_by")  # fmt: skip
    on = on or record.today
    require_passed(record, on, "acknowledged_on")
    require_not_before(on, swap.letter_sent_on, "acknowledged_on", "dagen då brevet skickades")
    return Change("Mottagaren har bekräftat", (Edit(replace(swap, acknowledged_on=on, acknowledged_by=by)),))


def book_first_visit(record: "Record", /, transition_id: UUID, *, on: date) -> Change:
    """The first visit to the receiver is booked."""
    swap = replace(_open(record, transition_id), first_visit_on=on)
    require_after_referral(swap, "first_visit_on")
    return Change("Första besöket är bokat", (Edit(swap),))


def first_visit_done(record: "Record", /, transition_id: UUID, *, on: date | None = None) -> Change:
    """The first visit was made: on its day when that has come and nobody says another. From it follow-ups are counted.

    Done again with another day, the follow-ups that remain move with it.
    """
    swap = _open(record, transition_id)
    booked = swap.first_visit_on
    on = on or (booked if booked and booked <= record.today else record.today)
    require_passed(record, on, "first_visit_done_on")
    swap = replace(swap, first_visit_done_on=on)
    require_after_referral(swap, "first_visit_done_on")
    return Change("Första besöket är gjort", (Edit(swap), *follow_ups_from(record, swap, on)))


def complete_transition(record: "Record", /, transition_id: UUID) -> Change:
    """Who takes over answers from now on. RuleError without a named receiver and a first visit, naming what is missing.

    The contact that leaves is transferred; who takes over stands among the contacts in the same area of life.
    """
    swap = _open(record, transition_id)
    _require_complete(record, swap)
    leaving = sender(record, swap)
    steps: list[Step] = []
    if leaving is not None and leaving.is_current and not _stays(record, swap):
        _require_no_role(record, leaving)
        to = receiver_words(record, swap)
        steps.append(Edit(replace(leaving, status=ContactStatus.TRANSFERRED, transferred_to=to)))
    receiving = _receiver_among(record, swap)
    if receiving is None:
        receiving = _new_contact(record, swap, leaving)
        steps.append(Add(receiving))
    elif receiving.status in _NOT_THERE_YET:
        steps.append(Edit(replace(receiving, status=ContactStatus.ACTIVE)))
    complete = replace(
        swap, completed_on=record.today, completed_by=record.actor.name, receiver_contact_id=receiving.id
    )
    return Change("Övergången är klar", (*steps, Edit(complete)))


def follow_ups_from(record: "Record", swap: Transition, day: date) -> Iterator[Add | Edit]:
    """The follow-ups that count from a first visit on ``day``: new ones, and those that remain on their new days."""
    held = {one.months: one for one in follow_ups_of(record, swap.id)}
    for months in rule_of(swap.kind).follow_up_months:
        due = add_months(day, months)
        if months not in held:
            yield Add(
                TransitionFollowUp(patient_id=record.patient_id, transition_id=swap.id, months=months, due_on=due)
            )
        elif held[months].done_on is None and held[months].due_on != due:
            yield Edit(replace(held[months], due_on=due))


def _open(record: "Record", transition_id: UUID) -> Transition:
    swap = record.get(Transition, transition_id)
    require_open(swap)
    return swap


def _happened(record: "Record", transition_id: UUID, title: str, name: str, on: date | None) -> Change:
    on = on or record.today
    require_passed(record, on, name)
    happened: dict[str, Any] = {name: on}
    swap = replace(_open(record, transition_id), **happened)
    require_after_referral(swap, name)
    return Change(title, (Edit(swap),))


def _require_complete(record: "Record", swap: Transition) -> None:
    missing = []
    if not swap.has_receiver:
        missing.append(("receiver", "en namngiven mottagare"))
    if swap.first_visit_done_on is None:
        missing.append(("first_visit_done_on", f"att {rule_of(swap.kind).first_visit} är gjort"))
    if missing:
        raise RuleError(
            "Övergången kan inte bli klar än",
            f"Det saknas {' och '.join(words for _, words in missing)}. Till dess ansvarar den lämnande enheten.",
            field=missing[0][0],
        )
    receiving = receiving_contact(record, swap)
    if receiving is not None and not receiving.is_current:
        raise RuleError(
            "Mottagaren finns inte kvar",
            "Kontakten som skulle ta över är avslutad. Skriv vem som tar över i stället.",
            field="receiver",
        )


def _require_no_role(record: "Record", contact: Contact) -> None:
    held = (one for one in record.all(ContactRole) if one.contact_id == contact.id)
    for one in held:
        if one.end is None or one.end > record.today:
            raise RuleError(
                "Kontakten har ett uppdrag",
                f"Den som lämnar är {one.assignment.label.lower()}. Utse en ny eller avsluta uppdraget på sidan "
                "Kontakter först.",
                field="contact_id",
            )


def _stays(record: "Record", swap: Transition) -> bool:
    """Whether the contact stays one of the patient's: by the kind, or until another swap from her is complete too."""
    others = (one for one in record.all(Transition) if one.id != swap.id and one.contact_id == swap.contact_id)
    return rule_of(swap.kind).sender_stays or any(one.is_open for one in others)


def _receiver_among(record: "Record", swap: Transition) -> Contact | None:
    """The contact that takes over: as chosen, else the one with that name at that unit."""
    chosen = receiving_contact(record, swap)
    if chosen is not None:
        return chosen
    others = (one for one in record.all(Contact) if one.is_current and one.id != swap.contact_id)
    return next((one for one in others if is_at(one, swap.receiver, swap.to_unit)), None)


def _new_contact(record: "Record", swap: Transition, leaving: Contact | None) -> Contact:
    return Contact(
        patient_id=record.patient_id,
        category=leaving.category if leaving else rule_of(swap.kind).category,
        name=swap.receiver.strip(),
        role=swap.receiver_role.strip(),
        unit=swap.to_unit.strip(),
        phone=swap.receiver_phone.strip(),
        on_print=leaving.on_print if leaving else True,
        # What told where the patient can be found, or was not to be told, stays so until somebody says otherwise.
        reveals_location=(leaving is not None and reveals_place(leaving)) or not may_name_receiver(record, swap),
    )

"""The deeds on a swap itself: it begins, is written in, gets a receiver, comes to nothing or is taken up again."""

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from coordinator.change import Add, Change, Edit, Remove, Step
from coordinator.contact import Contact, ContactStatus
from coordinator.dates import date_rules
from coordinator.documents.phrases import workplace_of
from coordinator.errors import RuleError
from coordinator.number_to_ring import number_of
from coordinator.refusing import require_fields, require_passed
from coordinator.swedish import folded
from coordinator.transition.belonging import follow_ups_of, tasks_of
from coordinator.transition.days import GROWN_UP, is_growing_up, rule_day
from coordinator.transition.handing_over import follow_ups_from
from coordinator.transition.kinds import rule_of
from coordinator.transition.planning import usual_coordinator
from coordinator.transition.proposing import proposals
from coordinator.transition.refusing import (
    require_after_referral,
    require_open,
    require_receiver,
    require_visited_there,
    same_contact,
)
from coordinator.transition.swap import Transition, TransitionKind
from coordinator.transition.usual_tasks import tasks_of_kind, tasks_that_follow
from coordinator.transition.who import sender

if TYPE_CHECKING:
    from coordinator.record import Record

_BY_DEEDS = frozenset({"same_unit", "completed_on", "completed_by", "dropped_on", "dropped_reason"})
"""What only a deed of its own writes."""
_HAPPENED = (
    "begun_on", "referral_sent_on", "referral_confirmed_on", "joint_meeting_held_on", "letter_sent_on",
    "acknowledged_on", "first_visit_done_on",
)  # fmt: skip
_ALSO_WHEN_DONE = frozenset({"way_back", "handover_note", "risks", "note", "receiver_phone", "receiver_role"})
"""What may be written in a swap that nobody works with any longer."""


def begin_transition(
    record: "Record", /, *, kind: TransitionKind, contact_id: UUID | None = None, **fields: Any
) -> Change:
    """A swap of that kind, with what is usually agreed for it. Its day follows the usual rule unless one is told.

    contact_id: who answers today; ``fields`` are others of `Transition`.
    """
    require_fields(Transition, fields, but=_BY_DEEDS)
    if contact_id is not None:
        _require_current(record, contact_id)
    if "rule" not in fields and fields.get("planned_on") is None:
        fields = fields | {"rule": usual_rule(record, kind)}
    usual: dict[str, Any] = {"coordinator": usual_coordinator(record), "begun_on": record.today}
    swap = Transition(patient_id=record.patient_id, kind=kind, contact_id=contact_id, **usual | fields)
    _require_free(record, swap)
    _require_written(record, swap, fields)
    return Change("Övergång påbörjad", (Add(swap), *(Add(one) for one in tasks_of_kind(record, swap))))


def usual_rule(record: "Record", kind: TransitionKind) -> str:
    """The date rule that the day of such a swap follows; empty when there is none, or when its time is long past."""
    rule = rule_of(kind).rule
    # Both: where nobody can say until when one grows up, an old person's eighteenth birthday would be proposed.
    is_known = all(rule_day(key, record.patient.birth_date) is not None for key in (rule, GROWN_UP))
    return rule if is_known and is_growing_up(record) else ""


def write_transition(record: "Record", /, transition_id: UUID, **fields: Any) -> Change:
    """New values for some fields of a swap, except those that deeds of their own write.

    A rule for its day takes the place of a day of its own, and the other way round; usual tasks that stand on their
    usual day follow. Without the first visit the follow-ups that remain are taken out.
    """
    require_fields(Transition, fields, but=_BY_DEEDS)
    before = record.get(Transition, transition_id)
    if not before.is_open and fields.keys() - _ALSO_WHEN_DONE:
        require_open(before)
    if fields.get("planned_on"):
        fields = fields | {"rule": ""}
    elif fields.get("rule"):
        fields = fields | {"planned_on": None}
    if fields.get("contact_id") not in (None, before.contact_id):
        _require_current(record, fields["contact_id"])
    if "receiver" in fields and folded(fields["receiver"]) != folded(before.receiver):
        fields = {"receiver_contact_id": None} | fields
    if "kind" in fields and before.rule and before.rule == rule_of(before.kind).rule:
        fields = {"rule": usual_rule(record, fields["kind"])} | fields
    swap = _for_new_receiver(before, replace(before, **fields), told=fields.keys())
    if (swap.kind, swap.contact_id) != (before.kind, before.contact_id):
        _require_free(record, swap)
    _require_written(record, swap, fields)
    require_visited_there(before, swap)
    steps: list[Step] = [Edit(swap), *tasks_that_follow(record, before, swap)]
    if swap.first_visit_done_on != before.first_visit_done_on:
        if swap.first_visit_done_on:
            steps += follow_ups_from(record, swap, swap.first_visit_done_on)
        else:
            left = (one for one in follow_ups_of(record, swap.id) if one.done_on is None)
            steps += (Remove(one, "Första besöket är inte gjort") for one in left)
    return Change("Övergången har ändrats", tuple(steps))


def name_receiver(
    record: "Record",
    /,
    transition_id: UUID,
    *,
    receiver: str = "",
    to_unit: str = "",
    role: str = "",
    phone: str = "",
    contact_id: UUID | None = None,
) -> Change:
    """Who takes over, by name and unit. What is not told is taken from the contact, when it is one.

    What somebody else has confirmed, and the letter that went to somebody else, do not count for a new receiver.
    """
    before = record.get(Transition, transition_id)
    require_open(before)
    contact = _receiving(record, before, contact_id)
    if contact is not None:
        number = number_of(contact)
        receiver = receiver.strip() or contact.name.strip()
        to_unit = to_unit.strip() or workplace_of(contact)
        role = role.strip() or contact.role.strip()
        phone = phone.strip() or (number.text if number else "")
    same = before.has_receiver and folded(before.receiver) == folded(receiver)
    chosen = before.receiver_contact_id if same and contact is None else contact.id if contact else None
    swap = replace(
        before,
        receiver=receiver.strip(),
        to_unit=to_unit.strip(),
        receiver_role=role.strip(),
        receiver_phone=phone.strip(),
        receiver_contact_id=chosen,
    )
    if not swap.has_receiver:
        raise RuleError("Mottagaren har inget namn", "Skriv vem som tar över: en person, inte bara en enhet.",
                        field="receiver")  # fmt: skip
    require_receiver(record, swap)
    require_visited_there(before, swap)
    return Change("Mottagare utsedd", (Edit(_for_new_receiver(before, swap)),))


def same_unit(record: "Record", /, contact_id: UUID) -> Change:
    """It was looked at: the contact is the same all the way, and nobody needs to take over."""
    _require_current(record, contact_id)
    contact = record.get(Contact, contact_id)
    mine = [one for one in record.all(Transition) if one.contact_id == contact.id and not one.completed_on]
    if any(one.same_unit for one in mine):
        raise RuleError("Det är redan noterat", "Kontakten är samma enhet hela vägen.")
    if any(one.is_open for one in mine):
        raise RuleError("Kontakten har en övergång", "Ta bort den, eller skriv varför den inte blev av.")
    kept = Transition(
        patient_id=record.patient_id, kind=_kind_for(record, contact), contact_id=contact.id, same_unit=True
    )
    return Change("Samma enhet hela vägen", (Add(kept),))


def drop_transition(record: "Record", /, transition_id: UUID, *, reason: str) -> Change:
    """Nobody takes over after all, and why; the follow-ups that remain are taken out."""
    swap = record.get(Transition, transition_id)
    require_open(swap)
    if not reason.strip():
        raise RuleError("Skriv varför", "Några ord räcker: varför blev övergången inte av?", field="dropped_reason")
    left = (one for one in follow_ups_of(record, swap.id) if one.done_on is None)
    dropped = replace(swap, dropped_on=record.today, dropped_reason=reason.strip())
    return Change("Övergången blev inte av", (Edit(dropped), *(Remove(one, "Övergången blev inte av") for one in left)))


def take_up_again(record: "Record", /, transition_id: UUID) -> Change:
    """A swap that was dropped, is complete or was found the same all the way goes on where it was.

    The contact that had been transferred is one of the patient's again.
    """
    swap = record.get(Transition, transition_id)
    if swap.is_open:
        raise RuleError("Övergången pågår redan", "Den är varken klar eller avslutad.")
    _require_free(record, swap)
    steps: list[Step] = []
    leaving = sender(record, swap)
    if swap.completed_on and leaving is not None and leaving.status is ContactStatus.TRANSFERRED:
        steps.append(Edit(replace(leaving, status=ContactStatus.ACTIVE, transferred_to="")))
    again = replace(
        swap, dropped_on=None, dropped_reason="", completed_on=None, completed_by="", same_unit=False,
        begun_on=swap.begun_on or record.today,
    )  # fmt: skip
    if swap.same_unit:
        again = replace(again, rule=again.rule or usual_rule(record, swap.kind))
    if not tasks_of(record, swap.id):
        steps += (Add(one) for one in tasks_of_kind(record, again))
    if swap.dropped_on and again.first_visit_done_on:
        steps += follow_ups_from(record, again, again.first_visit_done_on)
    return Change("Övergången tas upp igen", (Edit(again), *steps))


def _require_current(record: "Record", contact_id: UUID) -> None:
    if not record.get(Contact, contact_id).is_current:
        raise RuleError("Kontakten är avslutad", "Välj en kontakt som finns kvar, eller skriv den lämnande enheten.",
                        field="contact_id")  # fmt: skip


def _require_free(record: "Record", swap: Transition) -> None:
    """Nothing else of that kind goes on with the contact."""
    for one in record.all(Transition):
        if one.id == swap.id or one.contact_id is None or (one.contact_id, one.kind) != (swap.contact_id, swap.kind):
            continue
        if one.is_open:
            raise RuleError("Kontakten har redan den övergången", "Öppna den i listan och skriv där.",
                            field="contact_id")  # fmt: skip
        if one.same_unit:
            raise RuleError("Kontakten är samma enhet hela vägen", "Välj Ta upp igen om någon annan ska ta över.",
                            field="contact_id")  # fmt: skip


def _require_written(record: "Record", swap: Transition, fields: dict[str, Any]) -> None:
    """What is refused of the fields that were written, beside the first that is wrong."""
    for name in _HAPPENED:
        if fields.get(name):
            require_passed(record, fields[name], name)
    if fields.get("rule") and date_rules().rule(swap.rule) is None:
        raise RuleError("Datumregeln finns inte", "Välj en annan regel, eller skriv en egen dag.", field="rule")
    for name in fields:
        require_after_referral(swap, name)
    if fields.keys() & {"receiver", "to_unit"}:
        require_receiver(record, swap)
    if swap.receiver_contact_id is not None and swap.receiver_contact_id == swap.contact_id:
        raise same_contact()


def _receiving(record: "Record", swap: Transition, contact_id: UUID | None) -> Contact | None:
    if contact_id is None:
        return None
    contact = record.get(Contact, contact_id)
    if contact.id == swap.contact_id:
        raise same_contact()
    if not contact.is_current:
        raise RuleError("Kontakten är avslutad", "Välj någon som tar emot i dag.", field="receiver")
    return contact


def _for_new_receiver(before: Transition, swap: Transition, *, told: Collection[str] = ()) -> Transition:
    """The swap without what another receiver had confirmed and been sent, except what is told of the new one."""
    if not before.has_receiver or folded(before.receiver) == folded(swap.receiver):
        return swap
    of_another: dict[str, Any] = {"acknowledged_on": None, "acknowledged_by": "", "letter_sent_on": None}
    return replace(swap, **{name: value for name, value in of_another.items() if name not in told})


def _kind_for(record: "Record", contact: Contact) -> TransitionKind:
    """The kind it would have been, as it is proposed, else by where the contact stands."""
    proposed = next((one.kind for one in proposals(record) if one.contact.id == contact.id), None)
    by_area = (kind for kind in TransitionKind if rule_of(kind).category is contact.category)
    return proposed or next(by_area, TransitionKind.SPECIALIST)

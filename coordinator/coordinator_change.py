"""Handing a patient over to another fast vårdkontakt: who ends, who begins, and whose the open things become."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.change import Add, Change, Edit, Step
from coordinator.contact import Assignment, Contact, ContactCategory, ContactRole, holders
from coordinator.contact_log import ContactLogEntry, HelpKind, LogForm
from coordinator.documents.phrases import title_of
from coordinator.entity import new_id
from coordinator.errors import RuleError
from coordinator.reminder import open_reminders
from coordinator.sip.belonging import sips
from coordinator.swedish import add_months, folded
from coordinator.transition.belonging import plan_of, transitions

if TYPE_CHECKING:
    from coordinator.record import Record

_FIXED = Assignment.FIXED_CARE_CONTACT
_AHEAD_MONTHS = 12


@dataclass(frozen=True)
class NewCoordinator:
    """Who takes over: one of the patient's contacts, or a name that is found among them or added to them."""

    contact_id: UUID | None = None
    name: str = field(default="", repr=False)
    title: str = field(default="", repr=False)
    unit: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)


def hand_over(
    record: "Record",
    /,
    *,
    to: NewCoordinator,
    on: date,
    former: str = "",
    note: str = "",
    move_reminders: bool = True,
) -> Change:
    """``to`` is the patient's fast vårdkontakt from ``on``, and the former one until the day before.

    former: the name of the one who leaves, the user when not said. Who began on ``on`` herself leaves that same day.
    The new one is the main coordinator if the former was, and nobody has told the patient yet. What is due from then
    on gets the new owner; a plan or SIP that names the former as leading it names the new one. note: kept in the log.
    """
    if not record.patient.status.goes_on:
        raise RuleError(
            f"Patienten är {record.patient.status.label.lower()}", "Sätt status till Aktiv först om någon ska ta över."
        )
    held, leaves = _leaving(record, former)
    _require_day(record, held, on)
    known, steps = _receiving(record, to)
    if known.id == leaves.id:
        raise RuleError("Det är samma person", "Välj någon annan än den som lämnar.", field="to")
    steps += _roles(record, held, known, on)
    names = {folded(leaves.name), folded(leaves.heading), folded(title_of(leaves))} - {""}
    name = known.name.strip() or known.heading
    if move_reminders:
        steps += _reminders(record, names, name, on)
    steps += _leading(record, names, name)
    if note.strip():
        steps.append(Add(_logged(record, leaves, known, on, note)))
    return Change("Lämnad till ny fast vårdkontakt", tuple(steps))


def _leaving(record: "Record", former: str) -> tuple[ContactRole, Contact]:
    """The assignment that ends, and whose it is."""
    held = holders(record, _FIXED)
    if not held:
        raise RuleError(
            "Patienten har ingen fast vårdkontakt",
            "Det finns ingen att ta över från. Utse en fast vårdkontakt i stället.",
        )
    name = folded(former or record.actor.name)
    for role, contact in held:
        if name in (folded(contact.name), folded(contact.heading), folded(title_of(contact))):
            return role, contact
    if former:
        raise RuleError("Hon är inte fast vårdkontakt", "Den som ska lämna är inte patientens fasta vårdkontakt i dag.")
    raise RuleError("Du är inte patientens fasta vårdkontakt", "Välj vem det är som lämnar över.")


def _require_day(record: "Record", held: ContactRole, on: date) -> None:
    if on > add_months(record.today, _AHEAD_MONTHS):
        raise RuleError("Dagen ligger långt fram", "Välj en dag inom ett år.", field="on")
    if on < held.start:
        raise RuleError(
            "Dagen ligger för långt tillbaka",
            f"Den som lämnar blev fast vårdkontakt {held.start.isoformat()}. Välj den dagen eller en senare.",
            field="on",
        )


def _receiving(record: "Record", to: NewCoordinator) -> tuple[Contact, list[Step]]:
    """Who takes over as a contact, and what is done for her to be one with what is known of her."""
    known = record.get(Contact, to.contact_id) if to.contact_id else _known(record, to)
    if known is None:
        if not to.name.strip():
            raise RuleError("Vem tar över?", "Skriv namnet på den som tar över.", field="to")
        made = Contact(
            id=new_id(), patient_id=record.patient_id, category=ContactCategory.COORDINATION, name=to.name.strip(),
            role=to.title.strip(), unit=to.unit.strip(), phone=to.phone.strip(),
        )  # fmt: skip
        return made, [Add(made)]
    if not known.is_current:
        raise RuleError("Kontakten är avslutad", "Den som tar över ska vara en kontakt som gäller.", field="to")
    filled = replace(
        known, role=known.role or to.title.strip(), unit=known.unit or to.unit.strip(),
        phone=known.phone or to.phone.strip(),
    )  # fmt: skip
    return filled, [Edit(filled)] if filled != known else []


def _known(record: "Record", to: NewCoordinator) -> Contact | None:
    """The contact of that name, the coordinator before others; somebody of the name elsewhere is somebody else."""
    name, unit = folded(to.name), folded(to.unit)
    found = [one for one in record.all(Contact) if name and folded(one.name) == name and one.is_current]
    same = [
        one
        for one in found
        if one.category is ContactCategory.COORDINATION
        or not (unit and (one.unit or one.organisation))
        or unit in (folded(one.unit), folded(one.organisation))
    ]
    return min(same, key=lambda one: one.category is not ContactCategory.COORDINATION, default=None)


def _roles(record: "Record", held: ContactRole, to: Contact, on: date) -> Iterator[Step]:
    """The one assignment ends and the other begins. One that ``to`` holds beside it begins anew: she is told anew.

    Who leaves may have another that begins before ``on``, after a change that is to come: it ends too.
    """
    day_before = on - timedelta(days=1)
    last = max(day_before, held.start)
    earlier = held.end is not None and held.end < last
    # Who begins and leaves on one day leaves the main responsibility that day too: exactly one has it.
    yield Edit(replace(held, end=held.end if earlier else last, main=held.main and last < on))
    coming = [
        one
        for one in record.all(ContactRole)
        if one.assignment is _FIXED and one.contact_id == to.id and (one.end is None or one.end >= on)
    ]
    begun = [one for one in coming if one.start < on]
    renewed = [
        one
        for one in record.all(ContactRole)
        if one.assignment is _FIXED and one.contact_id == held.contact_id and one.id != held.id
        and one.start < on and (one.end is None or one.end >= on)
    ]  # fmt: skip
    main = held.main or any(one.main for one in (*coming, *renewed))
    now = {one.id: one for one, _ in holders(record, _FIXED)}  # exactly one of them coordinates, whatever was written
    yield from (Edit(replace(now.get(one.id, one), end=day_before)) for one in (*begun, *renewed))
    later = [one for one in coming if one.start >= on]
    if later:
        first = min(later, key=lambda one: one.start)
        begins = replace(first, start=on, main=main, informed_on=None, informed_way=None, informed_by="")
        yield Edit(begins)
    else:
        yield Add(ContactRole(patient_id=record.patient_id, contact_id=to.id, assignment=_FIXED, start=on, main=main))
    touched = {held.id, *(one.id for one in (*coming, *renewed))}
    others = [one for one in record.all(ContactRole) if one.assignment is _FIXED and one.id not in touched]
    if main:
        day = max(on, record.today)
        beside = (one for one in others if one.main and (one.end is None or one.end >= day))
        # Who coordinates today does so until the day comes.
        coordinates = {one.id for one in now.values() if one.main and on > record.today}
        yield from (Edit(replace(one, main=False)) for one in beside if one.id not in coordinates)
    else:
        # The main coordinator's days may be over: the one who has coordinated since is written down as main.
        yield from (Edit(now[one.id]) for one in others if one.id in now and now[one.id].main and not one.main)


def _reminders(record: "Record", names: set[str], name: str, on: date) -> Iterator[Step]:
    """What is due before a day to come stays with the one who is there until then."""
    for one in open_reminders(record):
        if folded(one.owner) in names and (on <= record.today or one.due >= on):
            yield Edit(replace(one, owner=name))


def _leading(record: "Record", names: set[str], name: str) -> Iterator[Step]:
    """The open plan and swaps that name the former as their coordinator, and the open SIP that name her as leading."""
    plan = plan_of(record)
    if plan is not None and plan.is_open and folded(plan.coordinator) in names:
        yield Edit(replace(plan, coordinator=name))
    for swap in transitions(record):
        if swap.is_open and folded(swap.coordinator) in names:
            yield Edit(replace(swap, coordinator=name))
    for sip in sips(record):
        if sip.is_open and folded(sip.led_by) in names:
            yield Edit(replace(sip, led_by=name))


def _logged(record: "Record", leaves: Contact, to: Contact, on: date, note: str) -> ContactLogEntry:
    what = f"Byte av fast vårdkontakt: {leaves.heading} till {to.heading} från {on.isoformat()}. {note.strip()}"
    return ContactLogEntry(
        patient_id=record.patient_id, at=record.now, helped_with=(HelpKind.COORDINATE,), form=LogForm.MESSAGE,
        contact_id=to.id, what=what, nothing_next=True, by=record.actor.name,
    )  # fmt: skip

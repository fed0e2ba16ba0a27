"""What can be done with one contact from the list: roles in law, acute, checked, ended, removed."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from coordinator.contact import (
    Assignment,
    Contact,
    ContactRole,
    ContactStatus,
    InformedWay,
    appoint,
    end_role,
    holders,
    record_information_given,
)
from coordinator.entries import edit_entry
from coordinator.record import Record
from ui.menu import Item
from ui.pages.contacts_rows import ContactRow
from ui.session import Session


def items(session: Session, record: Record, row: ContactRow) -> Iterator[Item]:
    """What can be done with the contact of ``row``, as it is now."""
    contact = row.contact
    if contact is None:
        return
    if contact.is_current:
        yield from _to_appoint(session, row, contact)
    for role in row.held:
        yield from _to_end(session, record, role)
    yield from to_inform(session, record, row)

    def edit(**fields: Any) -> Callable[[], object]:
        return lambda: session.do(edit_entry, Contact, contact.id, **fields)

    acute = not contact.important_in_emergency
    yield Item("Viktig i akut läge", edit(important_in_emergency=acute), chosen=not acute, apart=True)
    checked = edit(checked_on=record.today, checked_by=record.actor.name)
    yield Item("Uppgifterna är kontrollerade i dag", checked)
    if contact.is_current:
        yield Item("Avsluta kontakten", edit(status=ContactStatus.ENDED), apart=True)
    else:
        yield Item("Gör till aktuell kontakt igen", edit(status=ContactStatus.ACTIVE, transferred_to=""), apart=True)


def _to_appoint(session: Session, row: ContactRow, contact: Contact) -> Iterator[Item]:
    held = {one.assignment: one for one in row.held}
    for assignment in Assignment:
        if assignment not in held:
            yield Item(f"Utse till {assignment.label.lower()}", partial(_appoint, session, contact, assignment))
    role = held.get(Assignment.FIXED_CARE_CONTACT)
    if role is not None and not role.main:
        yield Item(
            "Gör till huvudansvarig samordnare",
            lambda: session.do(appoint, contact.id, Assignment.FIXED_CARE_CONTACT, main=True),
        )


def _appoint(session: Session, contact: Contact, assignment: Assignment) -> object:
    return session.do(appoint, contact.id, assignment)


def _to_end(session: Session, record: Record, role: ContactRole) -> Iterator[Item]:
    what = role.assignment.label.lower()
    others = [(one, contact) for one, contact in holders(record, role.assignment) if one.id != role.id]
    if not (role.main and others):
        yield Item(f"Avsluta uppdraget som {what}", lambda: session.do(end_role, role.id))
        return
    for other, contact in others:
        yield Item(
            f"Avsluta uppdraget som {what}, {contact.heading} samordnar sedan",
            partial(_end, session, role, other),
        )


def _end(session: Session, role: ContactRole, successor: ContactRole) -> object:
    return session.do(end_role, role.id, successor_id=successor.id)


def to_inform(session: Session, record: Record, row: ContactRow) -> Iterator[Item]:
    """The ways in which the patient may have been told of a role."""
    role = row.uninformed
    if role is None:
        return
    for way in InformedWay:
        title = f"Patienten har fått veta: {way.label.lower()}"
        yield Item(title, partial(_inform, session, record, role, way), apart=way is InformedWay.ORALLY)


def _inform(session: Session, record: Record, role: ContactRole, way: InformedWay) -> object:
    return session.do(record_information_given, role.id, on=record.today, way=way, by=record.actor.name)

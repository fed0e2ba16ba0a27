"""The named roles in law: that somebody holds each, only one where one is meant, and that the patient was told."""

from collections.abc import Iterable, Iterator

from coordinator.contact import Assignment, Contact, ContactRole
from coordinator.documents.phrases import title_of
from coordinator.gap import Gap, GapRule
from coordinator.gap_rules.finders import RecordView, finds

_OF_ONE = Assignment.FIXED_PHYSICIAN_CONTACT
"""The role that one person has. There may be several fasta vårdkontakter, of whom one coordinates."""


@finds("no_care_contact", "no_physician_contact")
def held_by_nobody(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    if not view.held(Assignment.of(rule.field)):
        yield rule.found()


@finds("two_coordinators")
def two_coordinators(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    # As it is written: `holders` makes one of them the main one, but two may have come from another vault.
    mains = [(role, contact) for role, contact in _current(view, Assignment.FIXED_CARE_CONTACT) if role.main]
    if len({contact.id for _, contact in mains}) > 1:
        role, contact = mains[-1]
        yield rule.found({"who": _listed(one for _, one in mains)}, contact_id=contact.id, entry_id=role.id)


@finds("role_held_twice")
def role_held_twice(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    for assignment in Assignment:
        held = _current(view, assignment)
        ids = [contact.id for _, contact in held]
        for place, (role, contact) in enumerate(held):
            again = contact.id in ids[:place]
            several = assignment is _OF_ONE and place == len(held) - 1 and len(set(ids)) > 1
            if again or several:
                who = _listed(one for _, one in held) if several else contact.heading
                words = {"assignment": assignment.label.lower(), "who": who}
                yield rule.found(words, contact_id=contact.id, entry_id=role.id)


@finds("role_of_ended_contact")
def role_of_ended_contact(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    for assignment in Assignment:
        for role, contact in view.held(assignment):
            if not contact.is_current:
                words = {"assignment": assignment.label.lower(), "who": contact.heading}
                words["status"] = contact.status.label.lower()
                yield rule.found(words, contact_id=contact.id, entry_id=role.id)


@finds("not_informed")
def not_informed(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    for assignment in Assignment:
        held = sorted(_current(view, assignment), key=lambda one: not one[0].main)
        for role, contact in held:
            if role.informed_on is None:
                words = {"assignment": assignment.label.lower(), "who": title_of(contact)}
                yield rule.found(words, contact_id=contact.id, entry_id=role.id)


def _current(view: RecordView, assignment: Assignment) -> list[tuple[ContactRole, Contact]]:
    """Who holds the assignment, without those who are no longer contacts."""
    return [(role, contact) for role, contact in view.held(assignment) if contact.is_current]


def _listed(contacts: Iterable[Contact]) -> str:
    """ "Anna, Per och Eva": each once."""
    *first, last = {contact.id: contact.heading for contact in contacts}.values()
    return f"{', '.join(first)} och {last}" if first else last

"""The contacts: that each has a time when one is due, can be reached, was checked, and that dental care is there."""

from collections.abc import Iterator

from coordinator.contact import Contact, ContactCategory
from coordinator.gap import Gap, GapRule
from coordinator.gap_rules.finders import RecordView, finds
from coordinator.spoken import often_in_words
from coordinator.swedish import add_months, day_in_words


@finds("contact_no_time")
def contact_no_time(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    for contact in view.current:
        if contact.last_contact and contact.interval_months and view.states.needs_time(contact):
            who, role = contact.heading, contact.role.strip()
            words = {"who": who, "often": often_in_words(contact.interval_months)}
            words["day"] = day_in_words(contact.last_contact, view.today)
            if role not in ("", who):
                words["often"] = f"{role}, {words['often']}"
            due = add_months(contact.last_contact, contact.interval_months)
            yield rule.found(words, contact_id=contact.id, entry_id=contact.id, due=due)


@finds("acute_without_number")
def acute_without_number(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    for contact in view.current:
        if _cannot_be_rung_in_an_emergency(contact):
            yield rule.found({"who": contact.heading}, contact_id=contact.id, entry_id=contact.id)


@finds("contact_unreachable")
def contact_unreachable(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    for contact in view.current:
        if not is_reachable(contact) and not _cannot_be_rung_in_an_emergency(contact):  # said once, by the graver rule
            yield rule.found({"who": contact.heading}, contact_id=contact.id, entry_id=contact.id)


@finds("no_dental")
def no_dental(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    if not any(contact.category is ContactCategory.DENTAL for contact in view.current):
        yield rule.found()


@finds("contact_old")
def contact_old(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    months = rule.numbers["months"]
    limit = add_months(view.today, -months)
    for contact in view.current:
        if contact.checked_on and contact.checked_on < limit:
            words = {"who": contact.heading, "day": day_in_words(contact.checked_on, view.today)}
            due = add_months(contact.checked_on, months)
            yield rule.found(words, contact_id=contact.id, entry_id=contact.id, due=due)


def is_reachable(contact: Contact) -> bool:
    """Whether there is any way to reach the contact: a number, an address or a safe channel."""
    written = contact.phone + contact.switchboard + contact.email + contact.channel_note
    return contact.channel is not None or bool(written.strip())


def _cannot_be_rung_in_an_emergency(contact: Contact) -> bool:
    return contact.important_in_emergency and not (contact.phone.strip() or contact.switchboard.strip())

"""Whether somebody works for the same vårdgivare as the user, as far as is written: between two there is secrecy."""

from typing import TYPE_CHECKING

from coordinator.contact import Contact
from coordinator.swedish import folded

if TYPE_CHECKING:
    from coordinator.record import Record


def same_care_provider(record: "Record", contact: Contact) -> bool | None:
    """Whether the contact works for the user's own vårdgivare; None when nothing written says so or otherwise.

    The user is known by name among the contacts, and by her unit. Two huvudmän are never one vårdgivare; two wordings
    of a vårdgivare may be the same.
    """
    me = folded(record.actor.name)
    mine = [one for one in record.all(Contact) if me and folded(one.name) == me]
    if any(one.huvudman and contact.huvudman and one.huvudman is not contact.huvudman for one in mine):
        return False
    units = {folded(record.actor.unit)} - {""}
    providers = {folded(one.care_provider) for one in mine} - {""}
    if folded(contact.unit) in units or folded(contact.care_provider) in providers:
        return True
    return None

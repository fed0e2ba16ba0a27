"""Which deed a command does with what is for emergencies: its own where it has one, else the one of all kinds."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from coordinator.alert import EmergencyInformation
from coordinator.change import Change
from coordinator.entity import Entity
from coordinator.entries import edit_entry, remove_entry
from coordinator.removal import remove_text
from coordinator.umi.answer import AlertGroupAnswer
from coordinator.umi.asking import edit_answer
from coordinator.umi.ending import remove_alert
from coordinator.umi.kinds import AlertType
from coordinator.umi.registering import add_alert, edit_alert
from coordinator.umi.row import AlertInformation

if TYPE_CHECKING:
    from coordinator.record import Record


def add_by_hand(record: "Record", /, *, type: AlertType, term: str = "", **fields: Any) -> Change:
    """A new row; its SNOMED CT id is that of the clinic's own list, unless another is given."""
    from coordinator.umi.snomed import snomed_to_keep  # with them comes what no other command needs
    from ui.term_folder import term_folder

    found = snomed_to_keep(term_folder(), type, term)
    given = {"valid_from": None, **({"snomed": found} if found else {}), **fields}
    return add_alert(record, type=type, term=term, **given)


def edit_by_hand(record: "Record", /, kind: type[Entity], entry_id: UUID, **fields: Any) -> Change:
    """New values for some fields of an entry of any kind."""
    if kind is AlertInformation:
        return edit_alert(record, entry_id, **fields)
    if kind is AlertGroupAnswer:
        return edit_answer(record, entry_id, **fields)
    return edit_entry(record, kind, entry_id, **fields)


def remove_by_hand(record: "Record", /, kind: type[Entity], entry_id: UUID, *, reason: str) -> Change:
    """Take an entry of any kind out of the record."""
    if kind is AlertInformation:
        return remove_alert(record, entry_id, reason=reason)
    if kind is EmergencyInformation:
        return remove_text(record, entry_id, reason=reason)
    return remove_entry(record, kind, entry_id, reason=reason)

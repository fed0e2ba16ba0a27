"""Ending a row of uppmärksamhetsinformation with its reason, and taking it up again."""

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.change import Change, Edit
from coordinator.entries import remove_entry
from coordinator.errors import RuleError
from coordinator.umi.asking import asked_anew, told
from coordinator.umi.kinds import AlertEnd
from coordinator.umi.row import AlertInformation

if TYPE_CHECKING:
    from coordinator.record import Record


def end_alert(record: "Record", /, alert_id: UUID, *, reason: AlertEnd | None, note: str = "") -> Change:
    """The row holds no longer from today. When it was the last of its group, the group is to be asked about anew:
    that one thing no longer holds does not tell that there is nothing.
    """
    row = record.get(AlertInformation, alert_id)
    if row.ended_on is not None:
        raise RuleError("Uppgiften är redan avslutad", f"Den avslutades {row.ended_on.isoformat()}.")
    if reason is None:
        raise RuleError("Välj varför", "En uppgift avslutas bara med en orsak.", field="reason")
    if reason is AlertEnd.OTHER and not note.strip():
        raise RuleError("Skriv varför", "Orsaken Annat behöver några ord.", field="note")
    ended = replace(row, ended_on=record.today, end_reason=reason, end_note=note.strip())
    return Change("Uppmärksamhetsinformation avslutad", (Edit(ended), *asked_anew(record, row)))


def remove_alert(record: "Record", /, alert_id: UUID, *, reason: str) -> Change:
    """Take a row out of the record. When it held and was the last of its group, the group is to be asked about anew:
    "finns" would no longer be true.
    """
    row = record.get(AlertInformation, alert_id)
    alone = remove_entry(record, AlertInformation, alert_id, reason=reason)
    return Change(alone.title, (*alone.steps, *(asked_anew(record, row) if row.is_current_on(record.today) else ())))


def reopen_alert(record: "Record", /, alert_id: UUID) -> Change:
    """The row holds after all; it is to be checked anew."""
    row = record.get(AlertInformation, alert_id)
    if row.ended_on is None:
        raise RuleError("Uppgiften är inte avslutad", "Den gäller redan.")
    unchecked = replace(row, checked_on=None, checked_by="", next_check=None)
    open_again = replace(unchecked, ended_on=None, end_reason=None, end_note="")
    return Change("Uppmärksamhetsinformation upptagen igen", (Edit(open_again), *told(record, open_again)))

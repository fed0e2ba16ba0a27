"""Holding what stands here against the journal: checked today, by whom, and when it is to be done again."""

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.change import Change, Edit
from coordinator.errors import RuleError
from coordinator.umi.belonging import current_rows
from coordinator.umi.kinds import InJournal
from coordinator.umi.row import AlertInformation
from coordinator.umi.rules import next_check_after

if TYPE_CHECKING:
    from coordinator.record import Record


def check_alert(record: "Record", /, alert_id: UUID) -> Change:
    """The row was held against the journal today, and the journal says the same."""
    row = record.get(AlertInformation, alert_id)
    if not row.is_current_on(record.today):
        raise RuleError("Uppgiften gäller inte längre", "Ta upp den igen först, om den gäller ändå.")
    return Change("Kontrollerad mot journalen", (Edit(_checked(record, row)),))


def check_all_alerts(record: "Record", /) -> Change:
    """Every row that holds was held against the journal today. What was noted as missing in the journal's own list is
    still so: that is settled row by row.
    """
    rows = current_rows(record)
    if not rows:
        raise RuleError("Det finns inget att kontrollera", "Ingen uppmärksamhetsinformation gäller i dag.")
    return Change("Allt kontrollerat mot journalen", tuple(Edit(_with_all(record, one)) for one in rows))


def _with_all(record: "Record", row: AlertInformation) -> AlertInformation:
    checked = _checked(record, row)
    if row.in_journal in (InJournal.NO, InJournal.REPORTED):
        return replace(checked, in_journal=row.in_journal, reported_on=row.reported_on)
    return checked


def _checked(record: "Record", row: AlertInformation) -> AlertInformation:
    return replace(
        row,
        checked_on=record.today,
        checked_by=record.actor.name,
        next_check=next_check_after(record.today),
        in_journal=InJournal.YES,
        reported_on=None,
    )


def note_missing(record: "Record", /, alert_id: UUID, *, reported: bool) -> Change:
    """The journal's own list lacks the row; ``reported``: whoever may write it there has been told today."""
    row = record.get(AlertInformation, alert_id)
    state = InJournal.REPORTED if reported else InJournal.NO
    noted = replace(row, in_journal=state, reported_on=record.today if reported else None)
    return Change("Saknas i journalen, noterat", (Edit(noted),))

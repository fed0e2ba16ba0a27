"""What a file leaves out for the one it goes to, as the papers do: what she may not be shown, or wants to keep back.

The patient, and whoever stands for her, gets no row of the uppmärksamhetsinformation that she may not be shown: her
registerutdrag says that it exists, and who decides. To another vårdgivare goes nothing that she wants on no paper.
"""

from typing import TYPE_CHECKING

from coordinator.exchange.target import Target
from coordinator.left_out import without_entries
from coordinator.umi.answer import AlertGroupAnswer
from coordinator.umi.row import AlertInformation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from coordinator.record import Record


def seen_by(record: "Record", target: Target) -> "Record":
    """The record that a file for that one is made of: the same record when nothing is kept from it."""
    kept = set(_not_for_patient(record) if target.recipient.is_patient else ())
    kept.update(_on_no_paper(record) if target.purpose.leaves else ())
    return without_entries(record, kept) if kept else record


def keeps_off_paper(record: "Record") -> bool:
    """Whether there is anything that the patient wants on no paper."""
    return any(True for _ in _on_no_paper(record))


def _on_no_paper(record: "Record") -> "Iterator[UUID]":
    return (one.id for found in record.entries.values() for one in found if not getattr(one, "on_print", True))


def _not_for_patient(record: "Record") -> "Iterator[UUID]":
    hidden = [one for one in record.all(AlertInformation) if not one.for_patient]
    yield from (one.id for one in hidden)
    # Neither "none known" nor "there is something" may stand for what is not told.
    groups = {one.group for one in hidden}
    yield from (one.id for one in record.all(AlertGroupAnswer) if one.about in groups)

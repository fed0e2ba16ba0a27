"""Keeps where what was taken in came from: the file, whose it was, of which day, and which entries it became."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from coordinator.change import Add, Change, Edit
from coordinator.take_in.own_work import of_our_practice
from coordinator.take_in.read_file import ReadFile
from coordinator.taken_in import TakenIn

if TYPE_CHECKING:
    from coordinator.record import Record

_MOST_UNREAD = 200


def with_source(record: "Record", read: ReadFile, change: Change) -> Change:
    """The change that takes the file in, with the file itself among what is kept."""
    noted = TakenIn(
        patient_id=record.patient_id,
        form=read.form,
        origin=read.origin,
        made_on=read.made_on,
        taken_at=record.now,
        taken_by=record.actor.name,
        sha256=read.sha256,
        added=tuple(step.entry.id for step in change.steps if isinstance(step, Add)),
        changed=tuple(step.entry.id for step in change.steps if isinstance(step, Edit)),
        unread=_lines(read.unread),
        from_others=not of_our_practice(read.form, read.unit, record),
    )
    return replace(change, steps=(*change.steps, Add(noted)))


def _lines(unread: Iterable[str]) -> str:
    """What was not read, a line each, without signs that cannot be kept."""
    kept = [" ".join("".join(char if char.isprintable() else " " for char in line).split()) for line in unread]
    more = [f"och {len(kept) - _MOST_UNREAD} till"] if len(kept) > _MOST_UNREAD else []
    return "\n".join([*kept[:_MOST_UNREAD], *more])

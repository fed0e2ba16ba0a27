"""The follow-up of a swap some months after its first visit: has it landed?"""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.change import Change, Edit
from coordinator.errors import RuleError
from coordinator.refusing import require_not_before, require_passed
from coordinator.transition.belonging import follow_ups_of
from coordinator.transition.kinds import follow_up_months, rule_of
from coordinator.transition.swap import Transition, TransitionFollowUp

if TYPE_CHECKING:
    from coordinator.record import Record


def follow_up(
    record: "Record", /, follow_up_id: UUID, *, works: bool | None, note: str = "", on: date | None = None
) -> Change:
    """It was asked how it goes. What was noted before stays when nothing new is said."""
    before = record.get(TransitionFollowUp, follow_up_id)
    swap = record.get(Transition, before.transition_id)
    if works is None:
        raise RuleError("Hur fungerar kontakten?", "Välj Fungerar eller Fungerar inte.", field="works")
    on = on or record.today
    require_passed(record, on, "done_on")
    require_not_before(on, swap.first_visit_done_on, "done_on", "det första besöket")
    done = replace(before, done_on=on, works=works, note=note.strip() or before.note)
    return Change("Uppföljning efter övergång gjord", (Edit(done),))


def not_followed_up(record: "Record", /, follow_up_id: UUID) -> Change:
    """It was not followed up after all: it remains to be done. What was noted stays."""
    before = record.get(TransitionFollowUp, follow_up_id)
    return Change("Uppföljningen är inte gjord", (Edit(replace(before, done_on=None, works=None)),))


def months_of(record: "Record") -> list[int]:
    """After how many months the patient's swaps are followed up; as is usual when nothing is to be."""
    swaps = (one for one in record.all(Transition) if not (one.same_unit or one.dropped_on))
    return sorted({months for one in swaps for months in rule_of(one.kind).follow_up_months} or follow_up_months())


def does_not_work(record: "Record", transition: Transition) -> TransitionFollowUp | None:
    """The latest follow-up of the swap, when it says that the contact does not work."""
    done = [one for one in follow_ups_of(record, transition.id) if one.done_on is not None]
    latest = max(done, key=lambda one: (one.done_on or date.min, one.months), default=None)
    return latest if latest is not None and latest.works is False else None

"""Where on the page of transitions one is: which swap an entry belongs to, and which is shown."""

from uuid import UUID

from coordinator.dates import day_of
from coordinator.record import Record
from coordinator.transition.belonging import plan_of
from coordinator.transition.next_steps import next_steps
from coordinator.transition.swap import Transition, TransitionFollowUp, TransitionTask
from ui.session import Session

_WHERE = f"{Transition.KIND}:visas"


def swap_of(record: Record, id: UUID) -> UUID | None:
    """The swap that the entry of that id is, or belongs to; None for anything else."""
    if any(one.id == id for one in record.all(Transition)):
        return id
    of_tasks = {one.id: one.transition_id for one in record.all(TransitionTask)}
    of_follow_ups = {one.id: one.transition_id for one in record.all(TransitionFollowUp)}
    return of_tasks.get(id) or of_follow_ups.get(id)


def usual_choice(record: Record, swaps: list[Transition]) -> Transition | None:
    """The swap that is shown when she has chosen none: what is next is about it, else the first that is open."""
    wanted = next((one.transition_id for one in next_steps(record) if one.transition_id is not None), None)
    by_step = next((one for one in swaps if one.id == wanted), None)
    return by_step or next((one for one in swaps if one.is_open), swaps[0] if swaps else None)


def remember(session: Session, swap_id: UUID) -> None:
    """Keep which swap is shown, of the patient on screen: the window may be made anew."""
    session.keep(session.draft_key(_WHERE), str(swap_id))


def remembered(session: Session) -> UUID | None:
    """Which swap was shown of the patient on screen."""
    kept = session.kept(session.draft_key(_WHERE))
    return UUID(kept) if kept else None


def can_begin_plan(record: Record) -> bool:
    """Whether the patient is of the age when one plans for it, and has no plan that goes on."""
    plan, born, today = plan_of(record), record.patient.birth_date, record.today
    first, last = (day_of(rule, born) for rule in ("overgang_info", "overgang_slut"))
    return (plan is None or not plan.is_open) and first is not None and first <= today < (last or first)

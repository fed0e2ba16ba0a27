"""The transitions of all patients at once, read without their records: as many statements for one as for a thousand."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, func, literal_column, select

from coordinator.contact import Contact
from coordinator.identity import IdentityType, as_written
from coordinator.person import Patient, PatientStatus
from coordinator.transition.plan import Track, TransitionPlan
from coordinator.transition.swap import Transition, TransitionFollowUp, TransitionKind, TransitionTask
from coordinator.transition.team import Member, MemberPlan, MemberSwap, Task
from db.prepared import Prepared
from db.schema import TABLES
from db.secret_places import secret_patients


def transition_list(connection: Connection, until: date) -> list[Member]:
    """Every patient whose care goes on, with what is looked at of her transitions; what is agreed only by ``until``.

    Of a patient whose place is secret no words are told that others have written: a unit, a task or who coordinates may
    tell where she is. The kinds and the days are.
    """
    secret = secret_patients(connection)
    plans = {row[0]: row[1:] for row in _PLANS.rows(connection)}  # the one that is open comes last
    tasks, of_plan = _tasks(connection, until, secret)
    follow_ups: defaultdict[str, list[Task]] = defaultdict(list)
    for transition_id, months, due_on in _FOLLOW_UPS.rows(connection):
        follow_ups[transition_id].append(Task(f"Uppföljning efter {months} månader", _day(due_on)))
    swaps: defaultdict[str, list[MemberSwap]] = defaultdict(list)
    for patient_id, *row in _SWAPS.rows(connection):
        swaps[patient_id].append(_swap(row, tasks, follow_ups, hidden=patient_id in secret))
    return [
        Member(
            UUID(id),
            f"{given.strip()} {family.strip()}".strip(),
            ", ".join(filter(None, (family.strip(), given.strip()))),
            as_written(IdentityType.of(kind), number) if number else "",
            _day(born),
            _plan(plans[id], hidden=id in secret) if id in plans else None,
            tuple(swaps.get(id, ())),
            tuple(of_plan.get(id, ())),
        )
        for id, given, family, kind, number, born, status in _PATIENTS.rows(connection)
        if status in _GOES_ON
    ]


Tasks = Mapping[str, list[Task]]


def _tasks(connection: Connection, until: date, secret: set[str]) -> tuple[Tasks, Tasks]:
    """The agreements that remain, by their swap, and those of the plan by its patient."""
    of_swaps: defaultdict[str, list[Task]] = defaultdict(list)
    of_plans: defaultdict[str, list[Task]] = defaultdict(list)
    for patient_id, transition_id, what, due_on in _TASKS.rows(connection, until=until.isoformat()):
        found = Task(TransitionTask.TITLE if patient_id in secret else what.strip(), _day(due_on))
        (of_swaps[transition_id] if transition_id else of_plans[patient_id]).append(found)
    return of_swaps, of_plans


def _plan(row: Sequence[Any], *, hidden: bool) -> MemberPlan:
    track, coordinator, *days = row
    return MemberPlan(Track.of(track) if track else None, "" if hidden else coordinator.strip(), *map(_day, days))


def _swap(row: Sequence[Any], tasks: Tasks, follow_ups: Tasks, *, hidden: bool) -> MemberSwap:
    id, kind, rule, same_unit, receiver, unit, organisation, name, from_unit = row[:9]
    planned, meeting, met, acknowledged, visit, visited, completed, dropped = map(_day, row[9:])
    told = () if hidden else (unit, organisation, name, from_unit)
    place = next((text.strip() for text in told if text and text.strip()), "")
    return MemberSwap(
        _KINDS[kind], place, rule, bool(same_unit), receiver, planned, meeting, met, acknowledged, visit,
        visited, completed, dropped, tuple(tasks.get(id, ())), tuple(follow_ups.get(id, ())),
    )  # fmt: skip


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None


_KINDS = {one.stored: one for one in TransitionKind}
_PATIENT, _PLAN, _SWAP, _TASK, _FOLLOW_UP, _CONTACT = (
    TABLES[kind].c for kind in (Patient, TransitionPlan, Transition, TransitionTask, TransitionFollowUp, Contact)
)
_GOES_ON = frozenset(one.stored for one in PatientStatus if one.goes_on)
_PATIENTS = Prepared(
    select(
        _PATIENT.id, _PATIENT.given_name, _PATIENT.family_name, _PATIENT.identity_type, _PATIENT.identity_number,
        _PATIENT.birth_date, _PATIENT.status,
    )
)  # fmt: skip
_PLANS = Prepared(
    select(
        _PLAN.patient_id, _PLAN.track, _PLAN.coordinator, _PLAN.informed_on, _PLAN.planned_on, _PLAN.prepared_on,
        _PLAN.closed_on,
    ).order_by(_PLAN.closed_on.is_(None), _PLAN.closed_on)
)  # fmt: skip
_SWAPS = Prepared(
    select(
        _SWAP.patient_id, _SWAP.id, _SWAP.kind, _SWAP.rule, _SWAP.same_unit, _SWAP.receiver, _CONTACT.unit,
        _CONTACT.organisation, _CONTACT.name, _SWAP.from_unit, _SWAP.planned_on, _SWAP.joint_meeting_on,
        _SWAP.joint_meeting_held_on, _SWAP.acknowledged_on, _SWAP.first_visit_on, _SWAP.first_visit_done_on,
        _SWAP.completed_on, _SWAP.dropped_on,
    ).outerjoin(TABLES[Contact], _CONTACT.id == _SWAP.contact_id)
)  # fmt: skip
_TASKS = Prepared(
    select(_TASK.patient_id, _TASK.transition_id, _TASK.what, _TASK.due_on)
    .where(
        _TASK.due_on <= bindparam("until"), _TASK.done_on.is_(None), func.trim(_TASK.not_needed) == literal_column("''")
    )
    .order_by(_TASK.position)
)
_FOLLOW_UPS = Prepared(
    select(_FOLLOW_UP.transition_id, _FOLLOW_UP.months, _FOLLOW_UP.due_on).where(_FOLLOW_UP.done_on.is_(None))
)

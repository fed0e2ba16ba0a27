"""All young people of a team at once: in which stage each is, who has no receiver, and what is due.

Read without any record, so that five hundred patients take no longer than a look. What is read of each is a
`Member`; what is said of her is a `TeamRow`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from coordinator.swedish import add_months, age, sort_key
from coordinator.transition.days import rule_day
from coordinator.transition.kinds import leads_to_adult_life
from coordinator.transition.plan import Track
from coordinator.transition.standing import STAGE_RULES, SwapState, TransitionStage, standing_of, state_of
from coordinator.transition.swap import TransitionKind


@dataclass(frozen=True, slots=True)
class MemberPlan:
    """What of a plan is looked at."""

    track: Track | None
    coordinator: str = field(repr=False)
    informed_on: date | None
    planned_on: date | None
    prepared_on: date | None
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class Task:
    """Something agreed or to be followed up that remains to be done: what, and its day."""

    what: str = field(repr=False)
    due_on: date | None

    @property
    def done_on(self) -> None:
        """It remains."""
        return


@dataclass(frozen=True, slots=True)
class MemberSwap:
    """What of a swap is looked at. place: what ends, in words; empty when it would tell where a protected person is."""

    kind: TransitionKind
    place: str = field(repr=False)
    rule: str
    same_unit: bool
    receiver: str = field(repr=False)
    planned_on: date | None = None
    joint_meeting_on: date | None = None
    joint_meeting_held_on: date | None = None
    acknowledged_on: date | None = None
    first_visit_on: date | None = None
    first_visit_done_on: date | None = None
    completed_on: date | None = None
    dropped_on: date | None = None
    tasks: tuple[Task, ...] = ()
    follow_ups: tuple[Task, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """One patient whose care goes on, as far as her transitions are looked at."""

    patient_id: UUID
    name: str = field(repr=False)
    sorted_name: str = field(repr=False)
    number: str = field(repr=False)
    birth_date: date | None = field(repr=False)
    plan: MemberPlan | None = None
    swaps: tuple[MemberSwap, ...] = ()
    tasks: tuple[Task, ...] = ()


@dataclass(frozen=True, slots=True)
class Hole:
    """A swap without anybody who takes over. words: what ends, as short as it may be told."""

    kind: TransitionKind
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Due:
    """One dated thing that remains: what it is, and the kind of swap it belongs to. about: what ends, if that is told.

    agreed: somebody has agreed on it, and perhaps in words of their own.
    """

    day: date
    what: str = field(repr=False)
    about: str = field(default="", repr=False)
    kind: TransitionKind | None = None
    agreed: bool = False

    @property
    def words(self) -> str:
        """What it is, with what ends."""
        return f"{self.what}: {self.about}" if self.about else self.what


@dataclass(frozen=True, slots=True)
class TeamRow:
    """One young person in the list of the team.

    stage: None when nothing has begun. begun: whether there is a plan, something that goes on or a swap to adult life.
    due: all that remains with a day, the earliest first.
    """

    patient_id: UUID
    name: str = field(repr=False)
    sorted_name: str = field(repr=False)
    number: str = field(repr=False)
    birth_date: date | None = field(repr=False)
    years: int | None
    stage: TransitionStage | None
    begun: bool
    track: Track | None
    coordinator: str = field(repr=False)
    swaps: int
    named: int
    holes: tuple[Hole, ...]
    due: tuple[Due, ...] = field(repr=False)

    def due_until(self, day: date) -> tuple[Due, ...]:
        """What is due through ``day``, what is late too."""
        return tuple(one for one in self.due if one.day <= day)


def quarter_end(today: date) -> date:
    """The last day of the quarter that ``today`` is in."""
    first = date(today.year, today.month - (today.month - 1) % 3, 1)
    return date.fromordinal(add_months(first, 3).toordinal() - 1)


def team_rows(members: Iterable[Member], today: date) -> list[TeamRow]:
    """Whom the team has in a transition, and who is old enough for one: by stage, then by name.

    In the list are all with an open plan or swap, whatever their age, and the young people from the first stage until
    the last one of the ages has passed for whom nothing is begun.
    """
    found = [row for member in members if (row := _row(member, today)) is not None]
    order = [None, *TransitionStage]
    return sorted(found, key=lambda one: (order.index(one.stage), sort_key(one.sorted_name)))


def _row(member: Member, today: date) -> TeamRow | None:
    swaps = [one for one in member.swaps if not (one.same_unit or one.dropped_on)]
    open_swaps = [one for one in swaps if one.completed_on is None]
    plan = member.plan if member.plan is not None and member.plan.closed_on is None else None
    follow_ups = [one for swap in swaps for one in swap.follow_ups]
    goes_on = plan is not None or open_swaps or follow_ups
    begun = member.plan is not None or bool(goes_on) or any(map(leads_to_adult_life, member.swaps))
    if not goes_on and (begun or not _is_young(member.birth_date, today)):
        return None
    states = [state_of(one) for one in swaps]
    return TeamRow(
        patient_id=member.patient_id,
        name=member.name,
        sorted_name=member.sorted_name,
        number=member.number,
        birth_date=member.birth_date,
        years=age(member.birth_date, today) if member.birth_date and member.birth_date <= today else None,
        stage=standing_of(plan, swaps, follow_ups).now if begun else None,
        begun=begun,
        track=plan.track if plan else None,
        coordinator=plan.coordinator if plan else "",
        swaps=len(swaps),
        named=sum(state is not SwapState.HOLE for state in states),
        holes=tuple(
            Hole(one.kind, _place(one)) for one, state in zip(swaps, states, strict=True) if state is SwapState.HOLE
        ),
        due=tuple(sorted(_due(member, plan, open_swaps, swaps), key=lambda one: (one.day, one.what))),
    )


def _is_young(born: date | None, today: date) -> bool:
    begins, ends = (
        rule_day(STAGE_RULES[stage], born) for stage in (TransitionStage.INFORM, TransitionStage.LAND)
    )  # fmt: skip
    return begins is not None and ends is not None and begins <= today < ends


def _place(swap: MemberSwap) -> str:
    return swap.place or swap.kind.label


def _due(
    member: Member, plan: MemberPlan | None, open_swaps: list[MemberSwap], swaps: list[MemberSwap]
) -> Iterator[Due]:
    """What remains with a day: agreements, meetings, visits, the swaps themselves, and how they are followed up."""
    days: dict[str, date | None] = {}
    if plan is not None:
        yield from (Due(one.due_on, one.what, agreed=True) for one in member.tasks if one.due_on)
    for swap in open_swaps:
        if swap.rule and swap.rule not in days:
            days[swap.rule] = rule_day(swap.rule, member.birth_date)
        swap_day = days[swap.rule] if swap.rule else swap.planned_on
        meeting = None if swap.joint_meeting_held_on else swap.joint_meeting_on
        visit = None if swap.first_visit_done_on else swap.first_visit_on
        about = _place(swap)
        if swap_day:
            yield Due(swap_day, "Byte", about, swap.kind)
        if meeting:
            yield Due(meeting, "Gemensamt möte", about, swap.kind)
        if visit:
            yield Due(visit, "Första besöket", about, swap.kind)
        for one in swap.tasks:
            if one.due_on:
                yield Due(one.due_on, one.what, "", swap.kind, agreed=True)
    for swap in swaps:
        for one in swap.follow_ups:
            if one.due_on:
                yield Due(one.due_on, one.what, _place(swap), swap.kind)

"""The goals of a plan with their insatser: who does what by when, what I do myself, and how it went."""

from collections.abc import Iterator

from coordinator.blocks import Block, Column, ColumnKind, Heading, Paragraph, Rich, Span, Table, led, plain, strong
from coordinator.careplan import (
    CareGoal,
    CarePlan,
    GoalResult,
    Intervention,
    InterventionStatus,
    goals_of,
    interventions_of,
)
from coordinator.documents.phrases import responsible_name
from coordinator.record import Record

_COLUMNS = (
    Column("Det här görs", 5),
    Column("Vem svarar för det", 4),
    Column("Klart senast", 2, ColumnKind.DATE),
    Column("Hur ofta", 2),
)


def my_goals(record: Record, plan: CarePlan) -> Iterator[Block]:
    """A heading for all goals and one for each; nothing when the plan has none."""
    goals = goals_of(record, plan)
    if goals:
        yield Heading("Mina mål")
    for number, goal in enumerate(goals, 1):
        # The goal's own words stand below, not in the heading: headings are named in messages and bookmarks.
        yield Heading(f"Mål {number}, {goal.horizon.label.lower()}", 3)
        yield from _goal(record, goal)


def _goal(record: Record, goal: CareGoal) -> Iterator[Block]:
    if goal.goal.strip():
        yield Paragraph(strong(goal.goal.strip()))
    if goal.need.strip():
        yield Paragraph(led("Behov:", goal.need.strip()))
    if goal.measure.strip():
        yield Paragraph(led("Så vet vi att målet är nått:", goal.measure.strip()))
    if goal.target_date:
        yield Paragraph(led("Målet ska vara nått:", goal.target_date.isoformat()))
    yield Table(
        _COLUMNS,
        tuple(_row(record, one) for one in interventions_of(record, goal)),
        empty="Inga insatser är bestämda än.",
    )
    if goal.own_actions.strip():
        yield Paragraph(led("Jag gör själv:", goal.own_actions.strip()))
    yield Paragraph(led("Uppföljning:", _follow_up(record, goal)))


def _row(record: Record, one: Intervention) -> tuple[Rich, ...]:
    what = one.what.strip()
    if one.status is not InterventionStatus.NOT_STARTED:
        what += f"\n{one.status.label}"
    if one.start:
        what += f"\nStart {one.start.isoformat()}"
    if one.follow_up:
        what += f"\nFöljs upp {one.follow_up.isoformat()}"
    if one.result.strip():
        what += f"\nResultat: {one.result.strip()}"
    who = responsible_name(record, one.responsible, one.contact_id) or "Ingen ansvarig än"
    if one.huvudman:
        who += f"\nHuvudman: {one.huvudman.label.lower()}"
    return plain(what), plain(who), _due(record, one), plain(one.frequency.strip())


def _due(record: Record, one: Intervention) -> Rich:
    if one.due is None:
        return plain("Inget datum än" if one.is_open else "")
    if one.is_open and one.due < record.today:
        return (Span("skulle ha varit klart "), Span(one.due.isoformat(), bold=True))
    return plain(one.due.isoformat())


def _follow_up(record: Record, goal: CareGoal) -> str:
    day = goal.follow_up.isoformat() if goal.follow_up else ""
    if goal.result is GoalResult.NOT_FOLLOWED_UP:
        if not day:
            return "inget datum än."
        late = goal.follow_up is not None and goal.follow_up < record.today
        return f"skulle ha varit {day}." if late else f"{day}."
    text = ". ".join(part for part in (day, goal.result.label) if part) + "."
    return f"{text} {goal.result_note.strip()}".strip()

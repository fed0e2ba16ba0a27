"""What the journal text says of transitions, a fact a line: where they stand, what is missing, what was done today."""

from collections.abc import Iterator

from coordinator.documents.phrases import sentence
from coordinator.documents.transition_rows import place_left, receiver
from coordinator.record import Record
from coordinator.transition.belonging import follow_ups_of, plan_of, tasks_of, transitions
from coordinator.transition.days import swap_day
from coordinator.transition.plan import TransitionPlan
from coordinator.transition.standing import standing
from coordinator.transition.swap import Transition, TransitionFollowUp

_NAMED = 5
"""So many of those without a receiver are named."""


def transition_facts(record: Record) -> Iterator[str]:
    """The plan in short, how many swaps are open and which lack a receiver, then what was done today; often nothing."""
    plan, swaps = plan_of(record), transitions(record)
    done = [*(_done_with_plan(record, plan) if plan else ()), *(fact for one in swaps for fact in _done(record, one))]
    opened = [one for one in swaps if one.is_open]
    if plan and (plan.is_open or done):
        yield _plan_in_short(record, plan)
    if opened:
        yield f"Öppna övergångar: {len(opened)}{_nearest(record, opened)}"
    holes = [_place(record, one) for one in opened if not one.has_receiver]
    if holes:
        more = f" och {len(holes) - _NAMED} till" if len(holes) > _NAMED else ""
        yield f"Mottagare saknas: {', '.join(holes[:_NAMED])}{more}"
    yield from map(sentence, done)


def _plan_in_short(record: Record, plan: TransitionPlan) -> str:
    parts = ["Övergångsplan"]
    stage = standing(record).now
    parts[0] += f": skede {stage.label}" if stage and plan.is_open else ""
    parts += [f"Spår: {plan.track.label}"] if plan.track else []
    parts += [f"Samordnar: {plan.coordinator.strip()}"] if plan.coordinator.strip() else []
    return " ".join(map(sentence, parts))


def _nearest(record: Record, opened: list[Transition]) -> str:
    days = [day for one in opened if (day := swap_day(record, one)) and day >= record.today]
    return f", den närmaste {min(days).isoformat()}" if days else ""


def _place(record: Record, one: Transition) -> str:
    return place_left(record, one) or one.kind.label


def _done_with_plan(record: Record, plan: TransitionPlan) -> Iterator[str]:
    told = {
        "Övergångsplan påbörjad": plan.begun_on, "Patienten informerad om övergången": plan.informed_on,
        "Övergångsplanen gjord": plan.planned_on, "Beredskapen inför övergången genomgången": plan.prepared_on,
    }  # fmt: skip
    yield from (text for text, day in told.items() if day == record.today)
    if plan.closed_on == record.today:
        yield f"{sentence(f'Övergångsplanen avslutad{_by(plan.closed_by)}')} {plan.close_note.strip()}".strip()
    yield from (f"{one.what.strip()}: klart" for one in tasks_of(record, None) if one.done_on == record.today)


def _done(record: Record, one: Transition) -> Iterator[str]:
    """What was done today with a swap, each after what the swap is called."""
    today, called = record.today, f"{one.kind.label}, {place}" if (place := place_left(record, one)) else one.kind.label
    known = receiver(record, one)
    to = ", ".join(filter(None, (known.title, known.place))) if known else one.kind.label
    told = {
        "Remiss skickad": one.referral_sent_on, "Remiss bekräftad": one.referral_confirmed_on,
        "Gemensamt möte hållet": one.joint_meeting_held_on, f"Överlämningsbrev lämnat till {to}": one.letter_sent_on,
        f"Mottagaren har bekräftat: {one.acknowledged_by.strip() or 'namn inte noterat'}": one.acknowledged_on,
        f"Första besöket genomfört hos {to}": one.first_visit_done_on,
        f"Klar{_by(one.completed_by)}, övertagen av {to}": one.completed_on,
        f"Blev inte av. Orsak: {one.dropped_reason.strip()}": one.dropped_on,
    }  # fmt: skip
    yield from (f"{called}: {text}" for text, day in told.items() if day == today)
    tasks = (task for task in tasks_of(record, one.id) if task.done_on == today)
    yield from (f"{called}: {task.what.strip()}: klart{_by(task.who)}" for task in tasks)
    yield from (f"{called}: {_followed_up(each)}" for each in follow_ups_of(record, one.id) if each.done_on == today)


def _followed_up(one: TransitionFollowUp) -> str:
    works = {True: "kontakten fungerar", False: "kontakten fungerar inte", None: "inte bedömt"}[one.works]
    return f"Uppföljd efter {one.months} månader: {works}"


def _by(name: str) -> str:
    return f" av {name.strip()}" if name.strip() else ""

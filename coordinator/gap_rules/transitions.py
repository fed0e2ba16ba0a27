"""Transitions: who grows up without a plan, what ends without a receiver, and what should have been done by now."""

from collections.abc import Iterator
from datetime import date, timedelta

from coordinator.contact import ContactCategory
from coordinator.dates import OF_AGE
from coordinator.days_left import left
from coordinator.gap import Gap, GapRule, rule_named
from coordinator.gap_rules.finders import RecordView, finds
from coordinator.swedish import add_months, day_in_words, how_late
from coordinator.transition.belonging import plan_of, tasks_of, tasks_that_remain, transitions
from coordinator.transition.days import is_growing_up, moved_days, rule_day, swap_day
from coordinator.transition.kinds import leads_to_adult_life
from coordinator.transition.of_age import GOD_MAN, GOD_MAN_TASK, god_man_is_seen_to
from coordinator.transition.plan import Track
from coordinator.transition.proposing import proposals
from coordinator.transition.swap import Transition, TransitionFollowUp, TransitionKind, TransitionTask
from coordinator.transition.who import place_words, swap_words

_LAST_FREE_DAY = "fri_tandvard_t_o_m"
_APPLICATIONS = ("dental_allowance", "dental_f")
"""The keys of usual tasks (`resources/rules/transitions.json`)."""


@finds("young_without_transition")
def young_without_transition(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    """Old enough for a plan, not long of age, and nobody has begun."""
    begins, of_age = _day(view, "overgang_plan"), _day(view, OF_AGE)
    if begins is None or of_age is None:
        return
    if begins <= view.today < add_months(of_age, rule.numbers["months"]) and _nothing_planned(view):
        yield rule.found({"day": day_in_words(of_age, view.today)}, due=of_age)


@finds("ends_without_receiver")
def ends_without_receiver(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    """A swap whose day is near or has passed, and nobody is named to take over."""
    for one, day in _open_swaps(view):
        if not one.has_receiver and day is not None and day <= add_months(view.today, rule.numbers["months"]):
            when = day_in_words(day, view.today)
            words = {"what": place_words(view.record, one), "day": when, "kind": one.kind.label}
            yield rule.found(words, contact_id=one.contact_id, entry_id=one.id, due=day)


@finds("contact_ends_unplanned")
def contact_ends_unplanned(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    """A plan is there, but a contact that will end has been forgotten in it; of the dentist another rule tells.

    Of a grown-up nothing: the midwife and the child health centre she has may be her children's.
    """
    if _nothing_planned(view) or not is_growing_up(view.record):
        return
    for one in proposals(view.record):
        if one.kind is TransitionKind.DENTAL and not _has_dental(view):
            continue
        if one.chosen and one.day is not None and add_months(one.day, -rule.numbers["months"]) <= view.today:
            words = {"who": one.contact.heading, "day": day_in_words(one.day, view.today), "kind": one.kind.label}
            yield rule.found(words, contact_id=one.contact.id, due=one.day)


@finds("receiver_not_acknowledged")
def receiver_not_acknowledged(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    for one, _ in _open_swaps(view):
        told = one.letter_sent_on or one.referral_sent_on
        heard = one.acknowledged_on or one.referral_confirmed_on or one.first_visit_done_on
        if told is None or heard is not None:
            continue
        last = told + timedelta(days=rule.numbers["days"])
        if last < view.today:
            who = one.receiver.strip() or one.to_unit.strip() or place_words(view.record, one)
            words = {"who": who, "day": day_in_words(told, view.today)}
            yield rule.found(words, contact_id=one.receiver_contact_id, entry_id=one.id, due=last)


@finds("no_first_visit")
def no_first_visit(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    """The day of the swap has passed by some months, and the first visit has not been made."""
    for one, day in _open_swaps(view):
        if day is None or day >= view.today or one.first_visit_done_on is not None:
            continue
        last = add_months(day, rule.numbers["months"])
        if last < view.today:
            words = {"what": swap_words(view.record, one), "day": day_in_words(day, view.today)}
            yield rule.found(words, contact_id=one.receiver_contact_id, entry_id=one.id, due=last)


@finds("dental_not_begun")
def dental_not_begun(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    """From the year of 18 until free dental care has ended."""
    of_age, last = _day(view, OF_AGE), _day(view, _LAST_FREE_DAY)
    if of_age is None or last is None or not date(of_age.year, 1, 1) <= view.today <= last:
        return
    if not _has_dental(view):
        dentist = next((one for one in view.current if one.category is ContactCategory.DENTAL), None)
        words = {"day": day_in_words(last, view.today), "left": left(last, view.today)}
        yield rule.found(words, contact_id=dentist.id if dentist else None, due=last)


@finds("dental_application_open")
def dental_application_open(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    """What is to be applied for before the last day with free dental care."""
    for task, last in _applications(view, rule):
        yield rule.found({"what": task.what, "day": day_in_words(last, view.today)}, entry_id=task.id, due=last)


@finds("god_man_not_prepared")
def god_man_not_prepared(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    """Somebody is to act for her as an adult, the time to apply has come, and nobody has or has been found."""
    days = _without_god_man(view)
    if days is not None:
        begins, of_age = days
        words = {"begins": day_in_words(begins, view.today), "day": day_in_words(of_age, view.today)}
        agreed = next((one for one in tasks_of(view.record, None) if one.task == GOD_MAN_TASK), None)
        yield rule.found(words, entry_id=agreed.id if agreed else None, due=begins)


@finds("transition_follow_up_late")
def transition_follow_up_late(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    """Not of a swap that came to nothing."""
    known = {one.id: one for one in view.record.all(Transition) if one.dropped_on is None}
    for one in view.record.all(TransitionFollowUp):
        if one.done_on is None and one.due_on < view.today and one.transition_id in known:
            swap = known[one.transition_id]
            words = {
                "what": place_words(view.record, swap), "months": str(one.months),
                "day": day_in_words(one.due_on, view.today), "late": how_late(one.due_on, view.today),
            }  # fmt: skip
            yield rule.found(words, entry_id=one.id, due=one.due_on)


@finds("transition_task_late")
def transition_task_late(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    """Agreed, and the day has passed; not of a plan or swap that is over, nor what a rule of its own tells already."""
    dental = rule_named("dental_application_open")
    told = {task.id for task, _ in _applications(view, dental)} if dental else set()
    if _without_god_man(view):
        told |= {one.id for one in view.record.all(TransitionTask) if one.task == GOD_MAN_TASK}
    for one in tasks_that_remain(view.record):
        if one.id not in told and one.due_on and one.due_on < view.today:
            who = one.who.strip()
            words = {
                "what": one.what.strip(), "late": how_late(one.due_on, view.today), "who": f", {who}" if who else ""
            }  # fmt: skip
            yield rule.found(words, entry_id=one.id, due=one.due_on)


@finds("birth_date_moved_plan")
def birth_date_moved_plan(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    """The plan was made from another birth date than the one that holds now."""
    moved, plan = moved_days(view.record), plan_of(view.record)
    if moved and plan is not None:
        count = len(moved)
        yield rule.found({"days": "En dag" if count == 1 else f"{count} dagar"}, entry_id=plan.id)


def _day(view: RecordView, key: str) -> date | None:
    return rule_day(key, view.record.patient.birth_date)


def _nothing_planned(view: RecordView) -> bool:
    return plan_of(view.record) is None and not any(map(leads_to_adult_life, view.record.all(Transition)))


def _has_dental(view: RecordView) -> bool:
    return any(one.kind is TransitionKind.DENTAL for one in view.record.all(Transition))


def _without_god_man(view: RecordView) -> tuple[date, date] | None:
    """When it should have been begun and when she is of age, if she is to be represented and nobody has seen to it."""
    begins, of_age, plan = _day(view, GOD_MAN), _day(view, OF_AGE), plan_of(view.record)
    if begins is None or of_age is None or plan is None or plan.track is not Track.REPRESENTED or not plan.is_open:
        return None
    return None if view.today < begins or god_man_is_seen_to(view.record) else (begins, of_age)


def _applications(view: RecordView, rule: GapRule) -> Iterator[tuple[TransitionTask, date]]:
    """The applications for dental support that remain when so many months are left, with the last day."""
    last = _day(view, _LAST_FREE_DAY)
    if last is None or not add_months(last, -rule.numbers["months"]) <= view.today:
        return
    for one, _ in _open_swaps(view):
        remain = (task for task in tasks_of(view.record, one.id) if task.task in _APPLICATIONS and task.is_open)
        yield from ((task, last) for task in remain)


def _open_swaps(view: RecordView) -> Iterator[tuple[Transition, date | None]]:
    """Each swap that goes on, with its day."""
    for one in transitions(view.record):
        if one.is_open:
            yield one, swap_day(view.record, one)

"""The vårdplan: that there is one, looked over in time, with somebody to receive it; and its goals and insatser."""

from collections.abc import Iterator

from coordinator.careplan import CareGoal, GoalResult, Intervention
from coordinator.contact import Assignment, Contact, ContactCategory
from coordinator.documents.phrases import shortened
from coordinator.gap import Gap, GapRule
from coordinator.gap_rules.finders import RecordView, finds
from coordinator.swedish import day_in_words, how_late


@finds("no_plan")
def no_plan(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    if view.plan is None:
        yield rule.found()


@finds("what_matters_not_written")
def what_matters_not_written(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    if view.plan and not view.plan.what_matters.strip():
        yield rule.found(entry_id=view.plan.id)


@finds("plan_review_late")
def plan_review_late(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    review = view.plan.next_review if view.plan else None
    if view.plan and review and review < view.today:
        words = {"day": day_in_words(review, view.today), "late": how_late(review, view.today)}
        yield rule.found(words, entry_id=view.plan.id, due=review)


@finds("plan_without_receiver")
def plan_without_receiver(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    received = (
        any(contact.is_current for _, contact in view.held(Assignment.FIXED_PHYSICIAN_CONTACT))
        or bool(view.record.patient.health_centre.strip())
        or any(contact.category is ContactCategory.PRIMARY_CARE for contact in view.current)
    )
    if view.plan and not received:
        yield rule.found(entry_id=view.plan.id)


@finds("goal_without_intervention")
def goal_without_intervention(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    for goal, under in view.goals:
        if not under and goal.result is not GoalResult.REACHED:
            yield rule.found({"what": _of_goal(goal)}, entry_id=goal.id)


@finds("goal_follow_up_late")
def goal_follow_up_late(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    for goal, _ in view.goals:
        if goal.follow_up and goal.follow_up < view.today and goal.result is GoalResult.NOT_FOLLOWED_UP:
            late = how_late(goal.follow_up, view.today)
            yield rule.found({"what": _of_goal(goal), "late": late}, entry_id=goal.id, due=goal.follow_up)


@finds("intervention_late")
def intervention_late(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    for one in _open_interventions(view):
        if one.due and one.due < view.today:
            who = _responsible(view, one)
            words = {"what": shortened(one.what), "late": how_late(one.due, view.today), "who": f", {who}" * bool(who)}
            yield rule.found(words, contact_id=one.contact_id, entry_id=one.id, due=one.due)


@finds("intervention_unclear")
def intervention_unclear(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    for one in _open_interventions(view):
        nobody, no_day = not _responsible(view, one), one.due is None and one.follow_up is None
        if nobody or no_day:
            missing = " och ".join(["ansvarig"] * nobody + ["datum"] * no_day)
            yield rule.found({"what": shortened(one.what), "missing": missing}, entry_id=one.id)


@finds("intervention_of_ended_contact")
def intervention_of_ended_contact(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    for one in _open_interventions(view):
        contact = _contact_of(view, one)
        if contact and not contact.is_current:
            words = {"what": shortened(one.what), "who": contact.heading, "status": contact.status.label.lower()}
            yield rule.found(words, contact_id=contact.id, entry_id=one.id)


def _open_interventions(view: RecordView) -> Iterator[Intervention]:
    return (one for _, under in view.goals for one in under if one.is_open)


def _of_goal(goal: CareGoal) -> str:
    return shortened(goal.goal.strip() or goal.need.strip())


def _contact_of(view: RecordView, one: Intervention) -> Contact | None:
    return view.contacts.get(one.contact_id) if one.contact_id else None


def _responsible(view: RecordView, one: Intervention) -> str:
    contact = _contact_of(view, one)
    return one.responsible.strip() or (contact.heading if contact else "")

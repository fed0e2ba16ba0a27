"""From when to when a patient had a vårdplan in force that was not past its review."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from coordinator.careplan import CarePlan, PlanStatus, PlanType

if TYPE_CHECKING:
    from coordinator.record import Record


def plan_spans(record: "Record") -> Iterator[tuple[date, date | None]]:
    """The first and last day of each plan; no last day where it holds until somebody ends it.

    A plan holds from the day it was established, or the later day it was to hold from, until the day of its review. One
    that was replaced holds until the day before the next. When a plan was ended is written nowhere, so one that was
    ended or whose successor is gone gives no span. Drafts and plans of other types are none of it.
    """
    plans = [one for one in record.all(CarePlan) if one.plan_type is PlanType.CARE]
    begun = {one.id: day for one in plans if (day := _begins(one)) is not None}
    for one in plans:
        start = begun.get(one.id)
        if one.status is PlanStatus.CURRENT:
            yield start or record.today, one.next_review
        elif one.status is PlanStatus.REPLACED and start is not None:
            following = min((day for day in begun.values() if day > start), default=None)
            if following is not None:
                last = following - timedelta(days=1)
                yield start, min(last, one.next_review or last)


def _begins(plan: CarePlan) -> date | None:
    if plan.status is PlanStatus.DRAFT:
        return None
    return max((day for day in (plan.established_on, plan.valid_from) if day is not None), default=None)

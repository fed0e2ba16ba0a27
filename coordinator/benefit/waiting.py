"""How long one waits: for a certificate from the day it was asked for, for a decision from what was sent last."""

from datetime import date

from coordinator.benefit.benefit import Benefit
from coordinator.benefit.certificate import Certificate
from coordinator.benefit.rules import answer_days


def waited_days(one: Certificate, today: date) -> int | None:
    """The days waited, so far when it has not come; None when nobody waits or the days contradict each other."""
    if one.requested_on is None or (one.issued_on is None and not one.is_waited_for):
        return None
    days = ((one.issued_on or today) - one.requested_on).days
    return days if days >= 0 else None


def waits_too_long(one: Certificate, today: date) -> bool:
    """Whether it should have come: the day it is needed has passed, or it has taken longer than one waits."""
    if one.requested_on is None or not one.is_waited_for:
        return False
    if one.needed_by is not None:
        return one.needed_by < today
    return (today - one.requested_on).days >= answer_days()


def waiting_since(one: Benefit) -> date | None:
    """Since when whoever decides has all of it: the application and what it was supplemented with; None before."""
    return max(one.applied_on, one.supplement_sent_on or one.applied_on) if one.applied_on else None


def waiting_in_words(one: Certificate, today: date) -> str:
    """How long one has waited, or how long it took: "Väntat 12 dagar", "Tog 1 dag"; empty when nobody waits."""
    days = waited_days(one, today)
    if days is None:
        return ""
    if days == 0:
        return "Kom samma dag" if one.issued_on else "Begärt i dag"
    return f"{'Tog' if one.issued_on else 'Väntat'} {days} {'dag' if days == 1 else 'dagar'}"

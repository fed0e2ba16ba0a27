"""Moving an entry one place among those it is ordered with: goals, agreements, rows and participants of a SIP."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from coordinator.change import Edit
from coordinator.errors import RuleError

if TYPE_CHECKING:
    from coordinator.careplan import CareGoal
    from coordinator.sip.decision import SipDecision
    from coordinator.sip.participant import SipParticipant
    from coordinator.transition.swap import TransitionTask

Placed = TypeVar("Placed", "CareGoal", "SipDecision", "SipParticipant", "TransitionTask")


def moved_one_place(entries: Sequence[Placed], one: Placed, *, up: bool, called: str) -> tuple[Edit, ...]:
    """The steps that put it one place up or down; RuleError when it stands first or last. called: "Insatsen"."""
    order = list(entries)
    place = order.index(one)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(order):
        raise RuleError(f"{called} går inte att flytta", f"{called} står redan {'först' if up else 'sist'}.")
    order[place], order[other] = order[other], order[place]
    # Entries from elsewhere may share a position or leave gaps: the order is what counts.
    return tuple(Edit(replace(each, position=at)) for at, each in enumerate(order, 1) if each.position != at)

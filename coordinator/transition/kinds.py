"""What is usual for each kind of transition: its day, its tasks, its words, and which contacts it is proposed for.

The data is `resources/rules/transitions.json`.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Protocol

from coordinator.contact import ContactCategory
from coordinator.swedish import folded
from coordinator.transition.plan import Track
from coordinator.transition.swap import TransitionKind

SWAP = "swap"
"""The day of a task that counts from the swap's own day, and not from a date rule."""


@dataclass(frozen=True)
class UsualTask:
    """What is usually agreed. day: `SWAP` or the key of a date rule, less ``months_before``.

    lead_months: how long before its day it is time to tell of it. track: the only track it is for.
    """

    key: str
    what: str
    who: str
    day: str
    months_before: int
    lead_months: int
    track: Track | None


@dataclass(frozen=True)
class KindRule:
    """What is usual for one kind. rule: the date rule its day follows; empty when the day is chosen each time.

    adult_visit: the first visit is the young person's first as an adult. hole: what is said while nobody takes over.
    category: where a receiver stands among the contacts when the leaving contact does not tell. sender_stays: who
    leaves is one of the patient's contacts afterwards too. follow_up_months: when it is followed up, counted from the
    first visit.
    """

    kind: TransitionKind
    rule: str
    adult_visit: bool
    first_visit: str
    hole: str
    category: ContactCategory
    sender_stays: bool
    follow_up_months: tuple[int, ...]
    tasks: tuple[UsualTask, ...]


@dataclass(frozen=True)
class Match:
    """Which contacts a kind is proposed for. words: what is looked for in theirs, one of which is enough.

    categories: empty for all. chosen: whether it is ticked from the start. any_age: the words tell so much that the
    contact is proposed also when the usual day has passed. once_a_unit: only one of those who work there is ticked.
    """

    kind: TransitionKind
    rule: str
    categories: frozenset[ContactCategory]
    words: tuple[str, ...]
    chosen: bool
    any_age: bool
    once_a_unit: bool
    why: str


@dataclass(frozen=True)
class Waiting:
    """How long one waits before something becomes the next step, and before it is late."""

    hole_months: int
    referral_days: int
    receipt_days: int
    letter_months: int
    visit_months: int
    follow_up_days: int


class Looked(Protocol):
    """What of a swap tells what it is for."""

    @property
    def kind(self) -> TransitionKind: ...
    @property
    def rule(self) -> str: ...
    @property
    def same_unit(self) -> bool: ...


@cache
def rule_of(kind: TransitionKind) -> KindRule:
    """What is usual for the kind."""
    one = _data()["kinds"][kind.stored]
    return KindRule(
        kind,
        one.get("rule", ""),
        one.get("adult_visit", False),
        one["first_visit"],
        one["hole"],
        ContactCategory.of(one["category"]),
        one.get("sender_stays", False),
        tuple(one.get("follow_up_months", follow_up_months())),
        tuple(_task(each) for each in one["tasks"]),
    )


def leads_to_adult_life(swap: Looked) -> bool:
    """Whether the swap is one on the way to adult life: home from hospital, or a move, is another matter."""
    return swap.same_unit or bool(swap.rule) or rule_of(swap.kind).adult_visit


@cache
def plan_tasks() -> tuple[UsualTask, ...]:
    """What is usually agreed for a plan as a whole."""
    return tuple(_task(each) for each in _data()["plan_tasks"])


@cache
def usual_words() -> frozenset[str]:
    """What every usual task says: such words tell of no particular person."""
    every = [*(task for kind in TransitionKind for task in rule_of(kind).tasks), *plan_tasks()]
    return frozenset(task.what for task in every)


@cache
def matches() -> tuple[Match, ...]:
    """The matches in the order they are tried: the first that fits a contact holds."""
    return tuple(
        Match(
            kind := TransitionKind.of(one["kind"]),
            one.get("rule", "") or rule_of(kind).rule,
            frozenset(ContactCategory.of(each) for each in one.get("categories", ())),
            tuple(_looked_for(each) for each in one.get("words", ())),
            one.get("chosen", False),
            one.get("any_age", False),
            one.get("once_a_unit", False),
            one["why"],
        )
        for one in _data()["proposed"]["matches"]
    )


@cache
def adult_words() -> tuple[str, ...]:
    """Words of units that a young person comes to, and does not leave."""
    return tuple(_looked_for(each) for each in _data()["proposed"]["adult_words"])


@cache
def follow_up_months() -> tuple[int, ...]:
    """How many months after the first visit it is followed up, unless the kind says otherwise."""
    return tuple(_data()["follow_up_months"])


@cache
def waiting() -> Waiting:
    """How long one waits."""
    return Waiting(**_data()["waiting"])


def _looked_for(word: str) -> str:
    """How a word begins, as it stands after a blank; with a star in front it is looked for anywhere."""
    return folded(word[1:]) if word.startswith("*") else f" {folded(word)}"


def _task(one: dict[str, Any]) -> UsualTask:
    return UsualTask(
        one["key"],
        one["what"],
        one["who"],
        one["day"],
        one.get("months_before", 0),
        one.get("lead_months", 2),
        Track.of(one["track"]) if "track" in one else None,
    )


@cache
def _data() -> dict[str, Any]:
    text = (files("resources") / "rules" / "transitions.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found

"""What finds the gaps of each rule: a function registered for its code, asked with the record as all rules see it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.careplan import CareGoal, CarePlan, Intervention, current_plan, goals_of
from coordinator.contact import Assignment, Contact, ContactRole
from coordinator.contact_state import ContactStates
from coordinator.gap import Gap, GapRule

if TYPE_CHECKING:
    from coordinator.record import Record


class RecordView:
    """One record as the rules look at it: what several of them need is gathered once, when it is first asked for."""

    def __init__(self, record: "Record") -> None:
        self.record = record
        self.today: date = record.today

    @cached_property
    def contacts(self) -> Mapping[UUID, Contact]:
        """Every contact, those that ended too."""
        return {contact.id: contact for contact in self.record.all(Contact)}

    @cached_property
    def current(self) -> list[Contact]:
        """The contacts that are, or are about to be, the patient's."""
        return [contact for contact in self.contacts.values() if contact.is_current]

    @cached_property
    def states(self) -> ContactStates:
        """What is said of each contact."""
        return ContactStates(self.record)

    @cached_property
    def plan(self) -> CarePlan | None:
        """The vårdplan that is shown."""
        return current_plan(self.record)

    @cached_property
    def goals(self) -> list[tuple[CareGoal, list[Intervention]]]:
        """The goals of that plan with their insatser, in order."""
        under: dict[UUID, list[Intervention]] = {}
        for one in sorted(self.record.all(Intervention), key=lambda one: one.position):
            under.setdefault(one.goal_id, []).append(one)
        return [(goal, under.get(goal.id, [])) for goal in goals_of(self.record, self.plan)] if self.plan else []

    def held(self, assignment: Assignment) -> list[tuple[ContactRole, Contact]]:
        """The assignment as it is written for today, also for a contact that has ended; the first to begin first."""
        return self._held.get(assignment, [])

    @cached_property
    def _held(self) -> Mapping[Assignment, list[tuple[ContactRole, Contact]]]:
        found: dict[Assignment, list[tuple[ContactRole, Contact]]] = {}
        for one in sorted(self.record.all(ContactRole), key=lambda one: one.start):
            if one.holds_on(self.today) and one.contact_id in self.contacts:
                found.setdefault(one.assignment, []).append((one, self.contacts[one.contact_id]))
        return found


Finder = Callable[[RecordView, GapRule], Iterator[Gap]]
FINDERS: dict[str, Finder] = {}
"""The function of each rule, by the rule's code."""


def finds(*codes: str) -> Callable[[Finder], Finder]:
    """Make a function the one that finds the gaps of these rules; of several where only their data differ."""

    def register(finder: Finder) -> Finder:
        for code in codes:
            if code in FINDERS:
                raise ValueError(f"the rule {code} has two functions")
            FINDERS[code] = finder
        return finder

    return register

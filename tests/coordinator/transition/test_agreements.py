"""What was agreed: added from a line, done, not needed, moved."""

from datetime import date
from typing import Any

import pytest

from coordinator.record import Record
from coordinator.transition.agreements import (
    add_task,
    move_task,
    task_done,
    task_from_line,
    task_not_needed,
    task_remains,
)
from coordinator.transition.belonging import tasks_of
from coordinator.transition.plan import TransitionPlan
from coordinator.transition.swap import TransitionTask
from tests.coordinator.conftest import PATIENT_ID, TODAY, done, problems_of
from tests.coordinator.transition.conftest import begun, day, refused, swap_of, young


def with_task(**fields: Any) -> tuple[Record, TransitionTask]:
    record = young(TransitionPlan(patient_id=PATIENT_ID))
    record = done(record, add_task(record, None, **{"what": "Ring skolan"} | fields))
    return record, record.all(TransitionTask)[0]


def test_it_stands_last_in_its_swap_or_in_the_plan() -> None:
    record = begun()
    usual = len(tasks_of(record, swap_of(record).id))
    record = done(record, add_task(record, swap_of(record).id, what=" Ring skolan ", who="Nora", due_on=day(5)))
    added = tasks_of(record, swap_of(record).id)[-1]
    assert (added.what, added.who, added.due_on, added.position) == ("Ring skolan", "Nora", day(5), usual + 1)
    assert refused(add_task, record, None, what="Fråga Alva").title == "Det finns ingen övergångsplan"
    record, plain = with_task()
    assert tasks_of(record, None) == [plain] and plain.position == 1
    assert refused(add_task, record, None, what=" ").field == "what"
    assert problems_of(TransitionTask(patient_id=PATIENT_ID, what=" ")) == ["Skriv vad som ska göras."]
    assert refused(add_task, record, PATIENT_ID, what="x").title == "Övergång finns inte"


def test_it_is_done_not_needed_or_remains() -> None:
    record, task = with_task()
    assert refused(task_remains, record, task.id).title == "Det är inte gjort än"
    assert refused(task_done, record, task.id, on=day(1)).field == "done_on"
    assert refused(task_not_needed, record, task.id, reason=" ").field == "not_needed"
    ready = done(record, task_done(record, task.id))
    assert ready.all(TransitionTask)[0].done_on == TODAY and not ready.all(TransitionTask)[0].is_open
    unneeded = done(ready, task_not_needed(ready, task.id, reason="Har redan gjorts"))
    one = unneeded.all(TransitionTask)[0]
    assert (one.done_on, one.not_needed, one.is_open) == (None, "Har redan gjorts", False)
    again = done(unneeded, task_remains(unneeded, task.id))
    assert again.all(TransitionTask)[0].is_open


def test_it_is_moved_one_place() -> None:
    record = begun()
    swap = swap_of(record)
    first, second = tasks_of(record, swap.id)[:2]
    record = done(record, move_task(record, first.id, up=False))
    assert [one.id for one in tasks_of(record, swap.id)][:2] == [second.id, first.id]
    assert refused(move_task, record, second.id, up=True).title == "Överenskommelsen går inte att flytta"


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("Ring skolan", {"what": "Ring skolan"}),
        ("Ring skolan · Nora · 1 dec", {"what": "Ring skolan", "who": "Nora", "due_on": date(2026, 12, 1)}),
        ("Ring skolan · 1 dec · Nora", {"what": "Ring skolan", "who": "Nora", "due_on": date(2026, 12, 1)}),
        ("Ring skolan, Amina Wallin, om 2 veckor",
         {"what": "Ring skolan", "who": "Amina Wallin", "due_on": date(2026, 12, 6)}),
        ("Ring skolan, mamma", {"what": "Ring skolan", "who": "mamma"}),
        ("Ring skolan · skolans vaktmästare", {"what": "Ring skolan", "who": "skolans vaktmästare"}),
        ("Ta med bilder, böcker och kudde", {"what": "Ta med bilder, böcker och kudde"}),
        ("Dos 2,5 ml står i brevet, senast 2027-01-02",
         {"what": "Dos 2,5 ml står i brevet", "due_on": date(2027, 1, 2)}),
        ("Ring skolan | Nora |", {"what": "Ring skolan", "who": "Nora"}),
        ("1 dec", {"what": "1 dec"}),
        ("Nora", {"what": "Nora"}),
        ("a · b · c · d", {"what": "a, b, c, d"}),
    ],
)  # fmt: skip
def test_a_line_is_sorted_and_no_word_is_lost(line: str, fields: dict[str, Any]) -> None:
    assert task_from_line(young(), line) == fields


def test_an_empty_line_and_a_day_that_does_not_exist_are_told() -> None:
    for empty in ("", "  ", " · · "):
        assert refused(task_from_line, young(), empty).field == "what"
    for line in ("Ring skolan · Nora · 31 nov", "Ring skolan · Nora · snart"):
        assert refused(task_from_line, young(), line).field == "due_on"

"""Which stretch of a long list is shown, and which groups are open."""

from dataclasses import dataclass
from uuid import UUID

import pytest

from ui.entry_lines.group import Group, parted
from ui.entry_lines.line import Line
from ui.entry_lines.sections import AT_A_TIME, Sections, Stretch


@dataclass(frozen=True)
class One:
    id: UUID


ENTRIES = [One(UUID(int=number + 1)) for number in range(100)]


def say(one: One) -> Line:
    return Line(one.id, f"Nummer {one.id.int}")


def numbers(group: Group) -> tuple[int, int, int, int]:
    """How many above, the first, the last, how many below."""
    return group.before, group.lines[0].id.int, group.lines[-1].id.int, group.after


def test_some_are_shown_at_first_and_more_on_demand_in_both_directions() -> None:
    sections = Sections({"all": 30}, ())
    assert [numbers(one) for one in sections.group("all", "Alla", ENTRIES, say)] == [(0, 1, 30, 70)]
    sections.stretch("all").show_more()
    assert [numbers(one) for one in sections.group("all", "Alla", ENTRIES, say)] == [(0, 1, 50, 50)]
    (far,) = sections.group("all", "Alla", ENTRIES, say, wanted=UUID(int=96))
    assert numbers(far) == (80, 81, 100, 0)
    sections.stretch("all").show_before()
    assert [numbers(one) for one in sections.group("all", "Alla", ENTRIES, say)] == [(60, 61, 100, 0)]
    sections.begin_again()
    assert [numbers(one) for one in sections.group("all", "Alla", ENTRIES, say)] == [(0, 1, 30, 70)]


@pytest.mark.parametrize(("place", "first", "last"), [(0, 0, 19), (19, 0, 19), (20, 0, 39), (39, 0, 39), (40, 40, 59)])
def test_what_is_near_is_added_and_what_is_far_stands_alone(place: int, first: int, last: int) -> None:
    stretch = Stretch(AT_A_TIME)
    stretch.reach(place)
    shown = stretch.of(range(100))
    assert (shown[0], shown[-1]) == (first, last)


def test_a_list_that_has_become_short_is_shown_from_its_top() -> None:
    stretch = Stretch()
    stretch.reach(90)
    assert list(stretch.of([1, 2])) == [1, 2]


def test_only_what_is_gone_to_opens_a_fold() -> None:
    sections = Sections({}, {"past"})
    (closed,) = sections.group("past", "Förr", ENTRIES, say, opened=UUID(int=5))
    assert closed.folds and not closed.is_open and closed.lines == ()
    (opened,) = sections.group("past", "Förr", ENTRIES, say, wanted=UUID(int=5))
    assert opened.is_open and len(opened.lines) == AT_A_TIME
    sections.fold("past")
    assert not sections.group("past", "Förr", ENTRIES, say)[0].is_open
    assert sections.group("past", "Förr", (), say) == []


def test_what_there_is_more_of_stands_around_the_parts() -> None:
    cut = Group("all", "Alla", before=20, after=3)
    part = Group("v. 1", "v. 1")
    above, between, below = parted(cut, [part])
    assert (above.title, above.before, above.after) == ("", 20, 0) and between is part
    assert (below.title, below.before, below.after) == ("", 0, 3)
    assert parted(Group("all", "Alla"), [part]) == [part]

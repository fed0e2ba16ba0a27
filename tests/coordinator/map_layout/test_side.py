"""Names are put into columns as evenly as they go, in their order."""

from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.map_layout.lettering import Block
from coordinator.map_layout.side import Row, in_columns
from coordinator.map_layout.spread import shares, spread


def _rows(heights: list[int]) -> list[Row]:
    return [Row(n, Block((), ()), height) for n, height in enumerate(heights)]


@given(st.lists(st.integers(1, 4), min_size=1, max_size=9), st.integers(1, 4))
@settings(max_examples=40, deadline=None)
def test_the_highest_column_is_as_low_as_it_gets(heights: list[int], count: int) -> None:
    columns = in_columns(_rows(heights), count)
    assert len(columns) == count
    assert [row.number for column in columns for row in column] == list(range(len(heights)))
    cuts = [(0, *where, len(heights)) for where in combinations(range(len(heights) + 1), count - 1)]
    best = min((max(sum(heights[a:b]) for a, b in pairwise(cut)) for cut in cuts), default=sum(heights))
    assert max(sum(row.height for row in column) for column in columns) == max(best, *heights)


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(1, 10)), min_size=1, max_size=8))
@settings(max_examples=40, deadline=None)
def test_things_in_a_row_never_meet_and_stay_where_they_want_when_they_can(things: list[tuple[float, float]]) -> None:
    wanted, lengths = [place for place, _ in things], [length for _, length in things]
    starts = spread(wanted, lengths, 1, 0, 200)
    for n in range(1, len(starts)):
        assert starts[n] >= starts[n - 1] + lengths[n - 1] + 1 - 1e-9
    assert starts[0] >= 0
    assert starts[-1] + lengths[-1] <= 200 + 1e-9


def test_who_is_alone_stands_where_it_wants() -> None:
    assert spread([30, 80], [10, 10], 5, 0, 100) == [30, 80]
    assert spread([30, 30], [10, 10], 5, 0, 100) == [22.5, 37.5]
    assert spread([95, -20], [10, 10], 5, 0, 100) == [30, 45]


def test_a_room_too_small_is_shared_so_that_those_who_need_little_get_it_all() -> None:
    assert shares([2, 39, 4, 19], 26) == [2, 10, 4, 10]
    assert shares([1, 2], 10) == [1, 2]

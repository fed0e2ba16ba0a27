"""A figure over time in words: what is hidden has no figure, nearly none is not none, and every point is told."""

from datetime import date

import pytest

from coordinator.trend import Trend, TrendGap, TrendPoint, TrendScale
from coordinator.trend_words import figure, in_words, number, point_in_words, says, value_in_words

DAY = date(2026, 11, 22)
SHARE, DAYS = TrendScale


def of(*points: TrendPoint, scale: TrendScale = SHARE) -> Trend:
    return Trend("Namn", "Så räknas det.", "Källan", scale, points)


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "0 %"), (0.2, "1 %"), (1.4, "1 %"), (49.6, "50 %"), (99, "99 %"), (99.6, "99 %"), (100, "100 %")],
)
def test_nearly_none_is_not_none_and_nearly_all_is_not_all(value: float, words: str) -> None:
    assert value_in_words(value, SHARE) == words


@pytest.mark.parametrize(
    ("value", "words"), [(0, "0 dagar"), (1, "1 dag"), (30.5, "30,5 dagar"), (34.0, "34 dagar"), (1000, "1000 dagar")]
)
def test_days_are_told_in_swedish(value: float, words: str) -> None:
    assert value_in_words(value, DAYS) == words
    assert number(value) == words.split(maxsplit=1)[0]


@pytest.mark.parametrize(
    ("value", "gap"), [(None, None), (80.0, TrendGap.HIDDEN), (-1.0, None), (float("nan"), None), (float("inf"), None)]
)
def test_a_point_is_a_figure_or_says_why_there_is_none(value: float | None, gap: TrendGap | None) -> None:
    with pytest.raises(ValueError, match=r"figure"):
        TrendPoint(DAY, "i dag", value, "", gap)


def test_there_is_always_a_point_now() -> None:
    with pytest.raises(ValueError, match="without a value now"):
        of()


def test_every_point_is_told_and_what_stands_large_is_the_last() -> None:
    points = (
        TrendPoint(DAY, "30 jun 2026", None, "Visas inte.", TrendGap.HIDDEN),
        TrendPoint(DAY, "30 sep 2026", None, "Går bara i dag.", TrendGap.UNKNOWN),
        TrendPoint(DAY, "1 okt 2026", None, "Inget.", TrendGap.NOTHING),
        TrendPoint(DAY, "i dag", 80.0, "ungefär 20 av 25 patienter"),
    )
    shown = of(*points)
    assert figure(shown) == "80 %"
    assert says(shown) == (
        "Över tid: 30 jun 2026: visas inte; 30 sep 2026: kan inte räknas; 1 okt 2026: inget att räkna; "
        "i dag: 80 %, ungefär 20 av 25 patienter."
    )
    assert point_in_words(TrendPoint(DAY, "i dag", 80.0), SHARE) == "i dag: 80 %"
    assert in_words(of(points[0])) == ["–", "Visas inte.", says(of(points[0])), "Så räknas det.", "Källan"]

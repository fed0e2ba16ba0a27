"""Telephone hours that are understood whole, and those that are left as words."""

import pytest

from coordinator.exchange.rivta.opening_hours import opening_hours

WEEK = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


@pytest.mark.parametrize(
    ("written", "days", "start", "end"),
    [
        ("vardagar 8–12", WEEK[:5], "080000", "120000"),
        ("Mån–fre kl. 08.30-16.15", WEEK[:5], "083000", "161500"),
        ("måndag, onsdag och fredag 9-11", ["Monday", "Wednesday", "Friday"], "090000", "110000"),
        ("tors 13:00–14:30", ["Thursday"], "130000", "143000"),
        ("tor 13–14", ["Thursday"], "130000", "140000"),
        ("alla dagar 7–21", WEEK, "070000", "210000"),
        ("lör–mån 10–12", ["Saturday", "Sunday", "Monday"], "100000", "120000"),
        ("8–9", [], "080000", "090000"),
    ],
)
def test_hours_become_days_and_times(written: str, days: list[str], start: str, end: str) -> None:
    assert opening_hours(written) == [{"weekDay": days, "time": {"start": start, "end": end}}]


def test_several_parts_are_each_told() -> None:
    found = opening_hours("mån–tors 8–16; fre 8–12")
    assert [one["time"]["end"] for one in found] == ["160000", "120000"]


@pytest.mark.parametrize(
    "written",
    ["", "efter lunch", "vardagar 8–12, helg 10–11", "mån 8–12 och 13–15", "mån 12–8", "mån 8–25", "mån 8.75–9",
     "mån 8–8", "vardagar 8–12; stängt i juli", "lunch 8–12", "24:00–25:00"],
)  # fmt: skip
def test_what_is_not_understood_whole_stays_words(written: str) -> None:
    assert opening_hours(written) == []

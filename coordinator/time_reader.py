"""Finds the day, the hour and the length that stand among other words: "mån 30 nov 13.15 hos neurologen, 45 min"."""

import re
from dataclasses import dataclass, field
from datetime import date, time
from typing import Generic, TypeVar

from coordinator.day_reader import NotADay, read_day
from coordinator.errors import RuleError

T = TypeVar("T")

_LONGEST_DAY = 5
"""No day is told in more words: "torsdag den 3 december 2026"."""
_LETTERS_IN_A_DAY = 40

_CLOCK = re.compile(
    r"(?<![\w.:/+-])(kl(?:ockan)?\.?:? ?)?(\d{1,2})[.:](\d{2})"
    r"(?: ?[–-] ?(\d{1,2})[.:](\d{2})|[–-](\d{1,2}))?(?![\w:/+–-]|[.,]\d)",
    re.IGNORECASE,
)
_WHOLE_HOUR = re.compile(r"\bkl(?:ockan)?\.?:? ?(\d{1,2})(?: ?[–-] ?(\d{1,2}))?(?![\w:/+–-]|[.,]\d)", re.IGNORECASE)
_LENGTH = re.compile(r"(?<![\w.,:/+-])(\d{1,3}) ?(?:(min|minuter|minut)|(tim|timme|timmar|h))\b\.?", re.IGNORECASE)
_FIRST_HOUR = 6
"""An earlier hour with one figure and without "kl" is rather something else: 1.12 may be a day, 2.5 a dose."""


@dataclass(frozen=True)
class Found(Generic[T]):
    """What was found, the words that tell it, and the words that are left."""

    value: T
    written: str = field(repr=False)
    rest: str = field(repr=False)


@dataclass(frozen=True)
class Hours:
    """When it begins, and how many minutes it takes when that is told."""

    starts: time
    minutes: int | None = None


def find_day(text: str, today: date) -> Found[date] | None:
    """The first day that ``text`` tells; a weekday alone only when no fuller day stands there.

    RuleError says of a day that it does not exist, as 31 feb or tis 30 nov when that is a Monday.
    """
    words = text.split()
    return _day_among(words, today, alone=False) or _day_among(words, today, alone=True)


def find_hours(text: str) -> Found[Hours] | None:
    """The first hour of the clock that ``text`` tells: "13.15", "kl 9", "10.00–10.45"."""
    for found in _CLOCK.finditer(text):
        said, hour, minute, to_hour, to_minute, to_whole_hour = found.groups()
        if not said and len(hour) == 1 and int(hour) < _FIRST_HOUR:
            continue
        hours = _hours(int(hour), int(minute), to_hour or to_whole_hour, to_minute or 0)
        if hours is not None:
            return _without(text, found, hours)
    for found in _WHOLE_HOUR.finditer(text):
        hours = _hours(int(found[1]), 0, found[2], 0)
        if hours is not None:
            return _without(text, found, hours)
    return None


def find_length(text: str) -> Found[int] | None:
    """How many minutes it takes: "45 min", "2 timmar"."""
    found = _LENGTH.search(text)
    return _without(text, found, int(found[1]) * (1 if found[2] else 60)) if found else None


def _day_among(words: list[str], today: date, *, alone: bool) -> Found[date] | None:
    """alone: one word without a figure may tell the day."""
    for start in range(len(words)):
        for count in range(min(_LONGEST_DAY, len(words) - start), 0, -1):
            tried = " ".join(words[start : start + count])
            has_figure = any(char.isdigit() for char in tried)
            if len(tried) > _LETTERS_IN_A_DAY or (count == 1 and not has_figure and not alone):
                continue
            if count == 1 and start and tried[:1].isupper():
                continue  # Tor Berg is no Thursday
            try:
                day = read_day(tried, today)
            except NotADay:
                continue
            except RuleError:
                if has_figure and (count > 1 or "/" in tried or "-" in tried):
                    raise
                continue
            if day is not None:
                return Found(day, tried, " ".join(words[:start] + words[start + count :]))
    return None


def _hours(hour: int, minute: int, to_hour: str | None, to_minute: str | int) -> Hours | None:
    if hour > 23 or minute > 59:
        return None
    if to_hour is None:
        return Hours(time(hour, minute))
    length = int(to_hour) * 60 + int(to_minute) - hour * 60 - minute
    return Hours(time(hour, minute), length) if length > 0 and int(to_hour) <= 24 and int(to_minute) <= 59 else None


def _without(text: str, found: re.Match[str], value: T) -> Found[T]:
    return Found(value, found.group(), " ".join(f"{text[: found.start()]} {text[found.end() :]}".split()))

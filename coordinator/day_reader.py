"""A day as people write it: "2026-12-01", "1 dec", "1/12", "i morgon", "om 2 veckor", "fredag v. 49"."""

import re
from calendar import monthrange
from datetime import date, timedelta

from coordinator.errors import RuleError
from coordinator.swedish import MONTHS, WEEKDAYS, add_months, week

_SAID_DAYS = {
    "i dag": 0, "idag": 0, "i morgon": 1, "imorgon": 1, "i morron": 1, "imorron": 1,
    "i övermorgon": 2, "övermorgon": 2, "i går": -1, "igår": -1,
}  # fmt: skip
_NUMBERS = {
    "en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8, "nio": 9, "tio": 10,
}  # fmt: skip

_ISO = re.compile(r"(\d{4})[-./ ](\d{1,2})[-./ ](\d{1,2})|(\d{4})(\d{2})(\d{2})")
_NAMED_MONTH = re.compile(r"(\d{1,2})(?::?[ea])?\.? ?([a-zåäö]{3,})\.?(?:,? (\d{4}))?")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})(?:[-/ ](\d{4}))?")
_FROM_NOW = re.compile(r"om (\d{1,3}|[a-zåäö]+) (dag|dagar|veck|vecka|veckor|mån|månad|månader|halvår|år)")
_WEEK = re.compile(r"v(?:ecka)?\.? ?(\d{1,2})(?: (\d{4}))?")
_WITH_WEEKDAY = re.compile(r"(?:på |nu på )?([a-zåäö]+?)(?:en)?\.?(?:(?: den)? (.+))?")

_LONGEST_SEARCH = 8
"""Years to look ahead for a 29 February: two leap years lie at most so far apart."""


class NotADay(RuleError):
    """The words tell no day at all; a plain RuleError says of a day that it does not exist."""


def read_day(text: str, today: date) -> date | None:
    """The day that ``text`` tells; None when it is empty.

    A day without a year is the next such day, today included; a weekday alone is the next one after today. RuleError
    says of a day that it does not exist; NotADay when the words tell none.
    """
    said = " ".join(text.casefold().replace("–", "-").split()).removeprefix("den ").rstrip(".,")
    if not said:
        return None
    day = _plain(said, today) or _with_weekday(said, today)
    if day is None:
        raise NotADay("Datumet går inte att läsa", "Skriv det som 1 dec, 2026-12-01, i morgon eller om 2 veckor.")
    return day


def _plain(said: str, today: date) -> date | None:
    """A day told without a weekday."""
    if said in _SAID_DAYS:
        return today + timedelta(_SAID_DAYS[said])
    if found := _ISO.fullmatch(said):
        year, month, day = (int(part) for part in found.groups() if part)
        return _existing(year, month, day)
    if found := _SLASHED.fullmatch(said):
        return _next_or_in(found[3], int(found[2]), int(found[1]), today)
    if (found := _NAMED_MONTH.fullmatch(said)) and (month := _month(found[2])):
        return _next_or_in(found[3], month, int(found[1]), today)
    if found := _FROM_NOW.fullmatch(said):
        return _from_now(found[1], found[2], today)
    return None


def _month(word: str) -> int:
    """The number of the month, 0 when it is none: "dec", "sept" and "december", but not "dechiffrera"."""
    return next((number for number, name in enumerate(MONTHS, 1) if name.startswith(word)), 0)


def _from_now(many: str, unit: str, today: date) -> date | None:
    number = int(many) if many.isdecimal() else _NUMBERS.get(many)
    if number is None:
        return None
    if unit.startswith("dag"):
        return today + timedelta(number)
    if unit.startswith("veck"):
        return today + timedelta(7 * number)
    months = number * (1 if unit.startswith("mån") else 6 if unit == "halvår" else 12)
    if today.year + months // 12 >= date.max.year:
        return None
    return add_months(today, months)


def _with_weekday(said: str, today: date) -> date | None:
    """ "fredag", "på fredag", "tis 1 dec", "fredag v. 49"; what stands after the weekday must agree with it."""
    if (alone := _WEEK.fullmatch(said)) is not None:
        raise RuleError(f"Vilken dag i v. {int(alone[1])}?", f"Skriv till exempel fredag v. {int(alone[1])}.")
    found = _WITH_WEEKDAY.fullmatch(said)
    weekday = _weekday(found[1]) if found else None
    if found is None or weekday is None:
        return None
    if found[2] is None:
        return today + timedelta((weekday - today.weekday() - 1) % 7 + 1)
    if in_week := _WEEK.fullmatch(found[2]):
        return _day_in_week(int(in_week[1]), in_week[2], weekday, today)
    day = _plain(found[2], today)
    if day is not None and day.weekday() != weekday:
        raise RuleError(
            f"{day.day} {MONTHS[day.month - 1]} {day.year} är en {WEEKDAYS[day.weekday()]}",
            "Skriv en annan veckodag eller ett annat datum.",
        )
    return day


def _weekday(word: str) -> int | None:
    if len(word) < 3:
        return None
    return next((number for number, name in enumerate(WEEKDAYS) if name.startswith(word)), None)


def _day_in_week(number: int, year: str | None, weekday: int, today: date) -> date:
    """A weekday of an ISO week; without a year the next such day, today included."""
    years = [int(year)] if year else [today.isocalendar().year, today.isocalendar().year + 1]
    for one in years:
        try:
            day = date.fromisocalendar(one, number, weekday + 1)
        except ValueError:
            continue
        if year or day >= today:
            return day
    last = week(date(years[0], 12, 28)).split()[1]
    raise RuleError(f"Vecka {number} finns inte", f"{years[0]} slutar med v. {last}. Skriv en annan vecka.")


def _next_or_in(year: str | None, month: int, day: int, today: date) -> date:
    if year:
        return _existing(int(year), month, day)
    if 1 <= month <= 12 and 1 <= day <= monthrange(2024, month)[1]:  # 2024: a leap year has every day there is
        for one in range(today.year, min(today.year + _LONGEST_SEARCH, date.max.year) + 1):
            if day <= monthrange(one, month)[1] and (found := date(one, month, day)) >= today:
                return found
    return _existing(today.year, month, day)


def _existing(year: int, month: int, day: int) -> date:
    """The day; RuleError says what is wrong with one that does not exist."""
    if not date.min.year <= year <= date.max.year:
        raise RuleError("Det året finns inte", "Skriv årtalet med fyra siffror, till exempel 2027.")
    if not 1 <= month <= 12:
        raise RuleError(f"Månad {month} finns inte", "Skriv dagen först och sedan månaden: 1/12 är 1 december.")
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise RuleError(f"{MONTHS[month - 1].capitalize()} har {last} dagar {year}", "Skriv ett annat datum.")
    return date(year, month, day)

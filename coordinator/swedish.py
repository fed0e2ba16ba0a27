"""Swedish order and Swedish dates in words."""

import re
import unicodedata
from calendar import monthrange
from datetime import date
from zoneinfo import ZoneInfo

SWEDEN = ZoneInfo("Europe/Stockholm")

_AFTER_Z = {"å": "{", "ä": "|", "ö": "}", "æ": "|", "ø": "}", "ü": "y", "ł": "l", "đ": "d"}
_WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
_MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip


def sort_key(text: str) -> tuple[str, ...]:
    """A key that sorts as Swedes do: å, ä, ö after z, other accents as their letter, numbers by size, case ignored."""
    letters = []
    for char in unicodedata.normalize("NFC", text).casefold():
        letters.append(_AFTER_Z.get(char) or unicodedata.normalize("NFD", char)[0])
    parts = re.split(r"(\d+)", "".join(letters))
    return tuple(_by_size(part) if part.isdecimal() else part for part in parts)


def _by_size(digits: str) -> str:
    """Digits as text that sorts by size, however many there are."""
    significant = digits.lstrip("0")
    return f"{len(significant):06}{significant}"


def day_in_words(day: date, today: date) -> str:
    """``day`` as one would say it near ``today``: "1 dec", with the year when it is not within the next months."""
    text = f"{day.day} {_MONTHS[day.month - 1][:3]}"
    return text if abs((day - today).days) < 180 else f"{text} {day.year}"


def weekday_in_words(day: date) -> str:
    """ "måndag 23 november 2026"."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def add_months(day: date, months: int) -> date:
    """``day`` moved by whole months; the last day of the month where the day does not exist."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def age(born: date, today: date) -> int:
    """Whole years; who is born on 29 February has the birthday on 28 February in other years (lag 1930:173 1 §)."""
    birthday = add_months(born, 12 * (today.year - born.year))
    return today.year - born.year - (today < birthday)

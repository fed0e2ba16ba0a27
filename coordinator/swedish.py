"""Swedish order, Swedish search and Swedish dates in words."""

import re
import unicodedata
from calendar import monthrange
from datetime import date
from zoneinfo import ZoneInfo

SWEDEN = ZoneInfo("Europe/Stockholm")

_UNMARKED = dict.fromkeys(range(0x300, 0x370)) | str.maketrans(  # the usual marks, which stand by themselves here
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)
_AFTER_Z = {"å": "{", "ä": "|", "ö": "}", "æ": "|", "ø": "}", "ü": "y", "ł": "l", "đ": "d"}
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip

_SAME_YEAR_DAYS = 300
_DAYS_AS_DAYS, _MONTHS_AS_WEEKS, _MONTHS_AS_MONTHS = 14, 2, 24


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


def folded(text: str) -> str:
    """``text`` as it is searched for: small letters without marks, so that "oberg" finds "Öberg"; blanks single."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = apart.translate(_UNMARKED)
    if not bare.isascii():
        bare = "".join(char for char in bare if not unicodedata.combining(char))
    return " ".join(bare.split())


def in_sentence(text: str) -> str:
    """``text`` as it stands inside a sentence: a small letter first, but not in LSS, F-tandvård or a single letter."""
    return f"{text[:1].lower()}{text[1:]}" if text[1:2].islower() else text


def day_in_words(day: date, today: date) -> str:
    """``day`` as one would say it near ``today``: "1 dec", with the year when it is not within the next months."""
    text = f"{day.day} {MONTHS[day.month - 1][:3]}"
    return text if abs((day - today).days) < 180 else f"{text} {day.year}"


def weekday_in_words(day: date) -> str:
    """ "måndag 23 november 2026"."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def full_day(day: date, today: date) -> str:
    """ "tisdag 1 december"; with the year when it is another than today's."""
    text = f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return text if day.year == today.year else f"{text} {day.year}"


def short_day(day: date, today: date) -> str:
    """ "mån 23 nov"; with the year when it is about ten months away or more: "tis 23 nov 2027"."""
    text = f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}"
    return text if abs((day - today).days) < _SAME_YEAR_DAYS else f"{text} {day.year}"


def week(day: date) -> str:
    """The ISO week, "v. 47"; with its year where the turn of the year makes it doubtful: "v. 53 2026"."""
    year, number, _ = day.isocalendar()
    return f"v. {number} {year}" if _is_first_or_last(year, number) else f"v. {number}"


def weeks(first: date, last: date) -> str:
    """The ISO weeks from one day to another: "v. 48–51", "v. 51–53 2026", "v. 52 2026–v. 2 2027"."""
    from_year, from_number, _ = first.isocalendar()
    to_year, to_number, _ = last.isocalendar()
    if (from_year, from_number) == (to_year, to_number):
        return week(first)
    if from_year != to_year:
        return f"v. {from_number} {from_year}–v. {to_number} {to_year}"
    doubtful = _is_first_or_last(from_year, from_number) or _is_first_or_last(to_year, to_number)
    return f"v. {from_number}–{to_number}" + (f" {to_year}" if doubtful else "")


def _is_first_or_last(iso_year: int, number: int) -> bool:
    return number == 1 or number == date(iso_year, 12, 28).isocalendar().week


def how_late(day: date, today: date) -> str:
    """How far ``day`` is from ``today``: "2 dagar sen", "i dag", "i morgon", "om 3 veckor"."""
    days = (day - today).days
    if days in (0, 1):
        return "i dag" if days == 0 else "i morgon"
    length = _length(min(day, today), max(day, today))
    return f"om {length}" if days > 0 else f"{length} sen"


def _length(first: date, last: date) -> str:
    """The days between in the largest unit that still says enough, rounded down."""
    days = (last - first).days
    if days < _DAYS_AS_DAYS:
        return f"{days} dag" if days == 1 else f"{days} dagar"
    months = (last.year - first.year) * 12 + last.month - first.month
    months -= add_months(first, months) > last
    if months < _MONTHS_AS_WEEKS:
        return f"{days // 7} veckor"
    return f"{months} månader" if months < _MONTHS_AS_MONTHS else f"{months // 12} år"


def add_months(day: date, months: int) -> date:
    """``day`` moved by whole months; the last day of the month where the day does not exist."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def age(born: date, today: date) -> int:
    """Whole years; who is born on 29 February has the birthday on 28 February in other years (lag 1930:173 1 §)."""
    birthday = add_months(born, 12 * (today.year - born.year))
    return today.year - born.year - (today < birthday)

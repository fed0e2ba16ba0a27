"""The sentences a date rule can be written in, and the day each gives: "6 månader före 18-årsdagen".

A closed grammar, so that an administrator can change a rule without anybody changing the program, and so that what
cannot be read is refused and never taken for another day.
"""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from coordinator.errors import RuleError
from coordinator.swedish import MONTHS, add_months

FORMS = (
    "18-årsdagen",
    "6 månader före 18-årsdagen",
    "dagen före 50-årsdagen",
    "30 juni det år personen fyller 19",
    "sista dagen i månaden före 30-årsdagens månad",
    "10 år efter sista uppgiften",
    "halvår 1 jan–30 jun och 1 jul–31 dec",
)
"""One of each sentence. Those about a birth date may end in ", senast 31 december 2030"."""

OLDEST = 130
_LEAP_YEAR = 2000
_SMALL = ("ett", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
_UNITS = {"dag": (0, 1), "vecka": (0, 7), "månad": (1, 0), "år": (12, 0)}
_MANY = {"dag": "dagar", "vecka": "veckor", "månad": "månader", "år": "år"}

_LENGTH = rf"(?P<count>\d{{1,4}}|{'|'.join(_SMALL)}) ?(?P<unit>dag|veck|mån|år)(?:ar|a|or|ad|ader)?"
_BIRTHDAY = r"(?P<age>\d{1,4}) ?-? ?års ?-? ?dag"
_MONTH = "|".join(rf"{name}|{name[:3]}\.?" for name in MONTHS)
_DAY = rf"(?:den )?(?P<day>\d{{1,2}})(?::?e)? (?P<month>{_MONTH})"

_ENDS_IN_LATEST = re.compile(rf"(?P<rest>.+?),? (?:dock )?senast {_DAY} (?P<year>\d{{4}})")
_SHIFTED = re.compile(rf"(?:dagen|{_LENGTH}) (?P<way>före|innan|efter) (?P<rest>.+)")
_ON_BIRTHDAY = re.compile(rf"{_BIRTHDAY}(?:en)?")
_IN_YEAR = re.compile(
    rf"{_DAY} (?:under )?(?:det )?år(?:et)?,?(?: då| som| när)?(?: personen| patienten| hon| han| hen| man)? "
    r"fyller (?P<age>\d{1,4})(?: år)?"
)
_MONTH_EDGE = re.compile(
    rf"(?:den )?(?P<edge>första|sista) dagen i (?:månaden (?P<way>före|innan|efter) )?{_BIRTHDAY}(?:en)?s?(?: månad)?"
)
_AFTER_LAST = re.compile(rf"{_LENGTH} efter (?:den )?sista uppgiften")
_HALVES = re.compile(
    rf"halvår:? (\d{{1,2}}) ({_MONTH}) ?- ?(\d{{1,2}}) ({_MONTH}) och (\d{{1,2}}) ({_MONTH}) ?- ?(\d{{1,2}}) ({_MONTH})"
)


class FormulaError(RuleError):
    """A sentence that cannot be read. ``what``: what is wrong, without the forms it could have."""

    def __init__(self, what: str, *, forms: bool = False) -> None:
        ways = f" Så kan den skrivas: {'; '.join(FORMS)}." if forms else ""
        super().__init__("Regeln går inte att läsa", f"{what}{ways}", field="formula")
        self.what = what


@dataclass(frozen=True)
class Formula:
    """A sentence that has been read. ``words``: as it is kept and shown, however it was typed."""

    words: str


@dataclass(frozen=True)
class FromBirth(Formula):
    """A day that follows from the birth date: that of ``anchor``, moved by months and then by days.

    anchor: the birthday, a day in the year of it, or the first or last day of its month or of one beside it.
    latest: the day is no later than this.
    """

    age: int
    in_year: tuple[int, int] | None = None
    edge: str = ""
    edge_month: int = 0
    months: int = 0
    days: int = 0
    latest: date | None = None

    def day(self, born: date) -> date | None:
        """The day for somebody who was born then; None when it lies outside the calendar."""
        try:
            day = self._anchor(born)
            if self.months or self.days:  # most rules have neither, and lists ask for thousands of days
                day = add_months(day, self.months) + timedelta(days=self.days)
        except (ValueError, OverflowError):
            return None
        return min(day, self.latest) if self.latest else day

    def _anchor(self, born: date) -> date:
        """Who is born on 29 February has the birthday on 28 February in other years (lag 1930:173 1 §)."""
        birthday = add_months(born, 12 * self.age)
        if self.in_year:
            month, day = self.in_year
            return date(birthday.year, month, min(day, monthrange(birthday.year, month)[1]))
        if self.edge:
            there = add_months(birthday, self.edge_month)
            return there.replace(day=1 if self.edge == "första" else monthrange(there.year, there.month)[1])
        return birthday


@dataclass(frozen=True)
class AfterLast(Formula):
    """So long after the last entry of the record."""

    months: int
    days: int

    def day(self, last: date) -> date | None:
        """The day when the last entry is from then; None when it lies outside the calendar."""
        try:
            return add_months(last, self.months) + timedelta(days=self.days)
        except (ValueError, OverflowError):
            return None


@dataclass(frozen=True)
class Halves(Formula):
    """The year in two periods, each told by the month and day on which it begins."""

    first: tuple[int, int]
    second: tuple[int, int]

    def period(self, day: date) -> tuple[date, date] | None:
        """The first and the last day of the period ``day`` lies in; None when one is outside the calendar."""
        try:
            begins = [date(day.year + near, *half) for near in (-1, 0, 1) for half in (self.first, self.second)]
        except ValueError:
            return None
        begins.sort()
        after = next(number for number, one in enumerate(begins) if one > day)
        return begins[after - 1], begins[after] - timedelta(days=1)


@lru_cache(maxsize=256)
def read_formula(text: str) -> Formula:
    """The formula that ``text`` says, forgiving of case, spaces and dashes. FormulaError says what cannot be read."""
    composed = unicodedata.normalize("NFC", text)  # as some computers write them, å is an a and a ring
    said = " ".join(re.sub(r"[‐-―−]", "-", composed).casefold().split()).rstrip(".")
    if not said:
        raise FormulaError("Skriv hur dagen räknas.", forms=True)
    if found := _HALVES.fullmatch(said):
        return _halves(found)
    if found := _AFTER_LAST.fullmatch(said):
        months, days, length = _length(found)
        return AfterLast(f"{length} efter sista uppgiften", months, days)
    return _from_birth(said)


def _from_birth(said: str) -> FromBirth:
    latest, until = None, ""
    if found := _ENDS_IN_LATEST.fullmatch(said):
        month, day = _month_day(found["day"], found["month"], int(found["year"]))
        latest = _existing(int(found["year"]), month, day)
        until, said = f", senast {day} {MONTHS[month - 1]} {latest.year}", found["rest"]
    months = days = 0
    before = ""
    if (found := _SHIFTED.fullmatch(said)) and not found["rest"].startswith("sista uppgiften"):
        months, days, length = (0, 1, "dagen") if found["count"] is None else _length(found)
        back = found["way"] != "efter"
        before, said = f"{length} {'före' if back else 'efter'} ", found["rest"]
        months, days = (-months, -days) if back else (months, days)
    if found := _ON_BIRTHDAY.fullmatch(said):
        age = _age(found)
        return FromBirth(f"{before}{age}-årsdagen{until}", age, None, "", 0, months, days, latest)
    if found := _IN_YEAR.fullmatch(said):
        age, (month, day) = _age(found), _month_day(found["day"], found["month"])
        words = f"{before}{day} {MONTHS[month - 1]} det år personen fyller {age}{until}"
        return FromBirth(words, age, (month, day), "", 0, months, days, latest)
    if found := _MONTH_EDGE.fullmatch(said):
        age, near = _age(found), {None: 0, "efter": 1}.get(found["way"], -1)
        beside = {0: "", 1: "månaden efter ", -1: "månaden före "}[near]
        words = f"{before}{found['edge']} dagen i {beside}{age}-årsdagens månad{until}"
        return FromBirth(words, age, None, found["edge"], near, months, days, latest)
    raise FormulaError(_what_is_wrong(said), forms=True)


def _length(found: re.Match[str]) -> tuple[int, int, str]:
    """How many months and days a length is, and its words: "6 månader"."""
    unit = next(name for name in _UNITS if name.startswith(found["unit"]))
    count = int(found["count"]) if found["count"].isdecimal() else max(_SMALL.index(found["count"]), 1)
    months, days = (count * one for one in _UNITS[unit])
    if not 0 < months + days / 30 <= 12 * OLDEST:
        raise FormulaError(f"Tiden ska vara längre än 0 och högst {OLDEST} år.")
    return months, days, f"{count} {unit if count == 1 else _MANY[unit]}"


def _age(found: re.Match[str]) -> int:
    age = int(found["age"])
    if not 0 < age <= OLDEST:
        raise FormulaError(f"Åldern ska vara 1 till {OLDEST} år.")
    return age


def _month_day(day: str, month: str, year: int = _LEAP_YEAR) -> tuple[int, int]:
    number = next(number for number, name in enumerate(MONTHS, 1) if name.startswith(month.rstrip(".")[:3]))
    _existing(year, number, int(day))
    return number, int(day)


def _existing(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise FormulaError(f"Det finns ingen {day} {MONTHS[month - 1]}.") from None


def _halves(found: re.Match[str]) -> Halves:
    """Two periods that share the year between them, without a day over."""
    ends = [_month_day(found[at], found[at + 1]) for at in (1, 3, 5, 7)]
    first, first_end, second, second_end = ends
    if _common(first) == _common(second):
        raise FormulaError("Halvåren ska börja på olika dagar.")
    for end, begins in ((first_end, second), (second_end, first)):
        # A year that is no leap year: a period that ends in February ends on its last day, whichever that is.
        if date(_LEAP_YEAR - 1, *_common(end)) + timedelta(days=1) not in (
            date(_LEAP_YEAR - 1, *_common(begins)),
            date(_LEAP_YEAR, *_common(begins)),
        ):
            raise FormulaError("Halvåren ska följa på varandra hela året, utan en dag över.")
    words = [f"{day} {MONTHS[month - 1][:3]}" for month, day in ends]
    return Halves(f"halvår {words[0]}–{words[1]} och {words[2]}–{words[3]}", _common(first), _common(second))


def _common(day: tuple[int, int]) -> tuple[int, int]:
    """A day that every year has."""
    return (2, 28) if day == (2, 29) else day


_WORDS = re.compile(
    rf"\d+|{'|'.join(_SMALL)}|dag(?:en|ar)?|veck(?:a|or)|mån(?:ad(?:er|en|s)?)?|år(?:et|s|sdag(?:en)?s?)?|{_MONTH}"
    r"|den|det|under|då|som|när|personen|patienten|hon|han|hen|man|fyller|före|innan|efter|första|sista|uppgiften|i|och|dock|senast|halvår:?|[-,.:]+"
)


def _what_is_wrong(said: str) -> str:
    """What stands in the way, as exactly as it can be told."""
    for word in re.findall(r"\d+|[^\W\d]+", said):
        if not _WORDS.fullmatch(word):
            return f"”{word}” går inte att läsa här."
    if not re.search(r"\d", said):
        return "Åldern saknas."
    if re.search(r"\d+ ?$", said) and "fyller" not in said and "dag" not in said:
        return "Skriv vad åldern gäller: årsdagen eller året."
    return "Orden går inte att läsa i den ordningen."

"""A moment that has been, as people write it: "nu", "14:30", "i går 14.30", "mån kl 9", "12 nov 10:15"."""

import re
from datetime import UTC, date, datetime, time, timedelta

from coordinator.day_reader import read_day
from coordinator.errors import RuleError
from coordinator.swedish import SWEDEN, WEEKDAYS, add_months

_CLOCK = re.compile(r"(?:(?:kl(?:ockan)?\.? ?)(\d{1,2})(?:[.:](\d{2}))?|(\d{1,2})[.:](\d{2}))$")
_LAST_WEEKDAY = re.compile(r"^i (\w+dag)s$")
"""The way one says it: "i måndags"."""


def read_moment(text: str, now: datetime) -> datetime:
    """The moment that ``text`` tells; ``now`` when it tells none. A day without a year is the last such day.

    RuleError when it cannot be read, and when only a day is told: the hour is part of what the journal wants.
    """
    said = " ".join(text.casefold().split())
    today = now.astimezone(SWEDEN).date()
    found = _CLOCK.search(said)
    before = (said[: found.start()] if found else said).strip(" ,")
    if before == "nu" and not found:
        before = ""
    day = read_past_day(before, today) or today
    if found is None:
        if day == today:
            return now
        raise RuleError("Klockslaget saknas", "Skriv det efter dagen, till exempel i går 14:30.")
    hour, minute = int(found[1] or found[3]), int(found[2] or found[4] or 0)
    if hour > 23 or minute > 59:
        raise RuleError("Klockslaget går inte att läsa", "Skriv till exempel 14:30.")
    moment = datetime.combine(day, time(hour, minute), SWEDEN)
    if moment.astimezone(UTC).astimezone(SWEDEN).time() != moment.time():
        raise RuleError("Klockslaget finns inte den dagen", "Då ställs klockan om till sommartid. Skriv ett annat.")
    return moment


def read_past_day(text: str, today: date) -> date | None:
    """A day that has been: without a year the last such day, today included; None when ``text`` is empty."""
    text = _LAST_WEEKDAY.sub(r"\1", text)
    if re.search(r"\d", text) and not re.search(r"\d{4}|^om ", text):
        try:
            return read_day(text, add_months(today, -12) + timedelta(days=1))
        except RuleError:  # "tis 1 dec" when that is a day to come: what is wrong is said of that
            return read_day(text, today)
    day = read_day(text, today)
    if day is None or day <= today or not _names_weekday(text, day):
        return day
    return day - timedelta(days=7)  # a weekday alone is the next one


def _names_weekday(text: str, day: date) -> bool:
    """Whether ``text`` is the weekday of ``day`` and nothing more: "fre", "på fredag", but not "i morgon"."""
    word = text.removeprefix("i ").removeprefix("på ").rstrip(".").removesuffix("en")
    return len(word) > 2 and WEEKDAYS[day.weekday()].startswith(word)

"""How a field's value is written in a line of a form, and how what the user wrote there is read."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from coordinator.day_reader import read_day
from coordinator.entity import Attr, Coding, shown
from coordinator.errors import RuleError
from coordinator.swedish import SWEDEN


def as_text(value: Any) -> str:
    """The value as one would write it: several texts one to a line, a code before its name."""
    if isinstance(value, tuple):
        return "\n".join(as_text(part) for part in value)
    if isinstance(value, Coding):
        return f"{value.code} {value.display or value.original_text}".strip()
    return shown(value)


def read_text(attr: Attr, text: str, today: date, saved: Any = None) -> Any:
    """What ``text`` means in a field; None when it is empty. RuleError says why it cannot be read.

    saved: the value before, whose code list a new code goes on belonging to.
    """
    if attr.value_type is tuple:
        return tuple(line.strip() for line in text.splitlines() if line.strip())
    if attr.value_type is str:
        return None if attr.optional and not text.strip() else text
    if not text.strip():
        return None
    if attr.value_type is datetime:
        return _moment(text.strip(), today)
    if attr.value_type is date:
        return read_day(text, today)
    if attr.value_type is time:
        return _clock(text.strip())
    if attr.value_type is int:
        return _number(text.strip())
    if attr.value_type is Coding:
        return _coding(text.strip(), saved)
    raise TypeError(f"{attr.name} is not written in a line")


def _clock(text: str) -> time:
    found = re.fullmatch(r"([0-9]{1,2})[.:]?([0-9]{2})", text)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise RuleError("Klockslaget går inte att läsa", "Skriv till exempel 09:20.")
    return time(int(found[1]), int(found[2]))


def _moment(text: str, today: date) -> datetime:
    said, _, clock = text.rpartition(" ")
    day = read_day(said, today)
    if day is None:
        raise RuleError("Tidpunkten går inte att läsa", "Skriv dag och klockslag, till exempel 2026-11-22 09:20.")
    moment = datetime.combine(day, _clock(clock), SWEDEN)
    if moment.astimezone(UTC).astimezone(SWEDEN).time() != moment.time():
        raise RuleError("Klockslaget finns inte den dagen", "Då ställs klockan om till sommartid. Skriv ett annat.")
    return moment


def _number(text: str) -> int:
    if not re.fullmatch(r"[-−]?[0-9]{1,9}", text):
        raise RuleError("Talet går inte att läsa", "Skriv ett heltal med siffror.")
    return int(text.replace("−", "-"))


def _coding(text: str, saved: Any) -> Coding:
    """A code, perhaps with its name after it; words without a code are kept as they are."""
    code, _, display = text.partition(" ")
    if not any(sign.isdigit() for sign in code):
        return Coding(original_text=text)
    before = saved if isinstance(saved, Coding) else Coding()
    if code == before.code:
        return replace(before, display=display.strip())
    return Coding(code=code, display=display.strip(), system=before.system)

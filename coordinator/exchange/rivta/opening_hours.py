"""Telephone hours as people write them, as days and times; what is written otherwise is left as words."""

import re

from coordinator.exchange.rivta.writing import Values

_ENGLISH = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SWEDISH = ("mån", "tis", "ons", "tors", "fre", "lör", "sön")
_NAME = "(?:mån|tis|ons|tors?|fre|lör|sön)(?:dag(?:ar)?)?"
_SEVERAL = {
    "vardagar": _ENGLISH[:5], "helgfria vardagar": _ENGLISH[:5], "alla dagar": _ENGLISH, "varje dag": _ENGLISH,
    "dagligen": _ENGLISH,
}  # fmt: skip
_TO = r"\s*[-–]\s*"
_PART = re.compile(
    rf"(?P<days>{'|'.join(_SEVERAL)}|{_NAME}(?:(?:{_TO}|\s*,\s*|\s+och\s+){_NAME})*)?\s*(?:kl\.?\s*)?"
    rf"(?P<from>\d{{1,2}})(?:[.:](?P<from_minute>\d\d))?{_TO}(?P<to>\d{{1,2}})(?:[.:](?P<to_minute>\d\d))?"
)


def opening_hours(text: str) -> list[Values]:
    """The hours in ``text``; empty unless all of it is understood: half of it would tell when nobody answers."""
    parts = [part.strip() for part in text.casefold().split(";")]
    found = [_hours(part) for part in parts if part]
    return [one for one in found if one] if all(found) else []


def _hours(part: str) -> Values:
    said = _PART.fullmatch(part)
    if said is None:
        return {}
    start = _clock(said["from"], said["from_minute"])
    end = _clock(said["to"], said["to_minute"])
    if not (start and end and start < end):
        return {}
    return {"weekDay": list(_days(said["days"] or "")), "time": {"start": start, "end": end}}


def _clock(hour: str, minute: str | None) -> str:
    if int(hour) > 23 or int(minute or 0) > 59:
        return ""
    return f"{int(hour):02}{minute or '00'}00"


def _days(said: str) -> tuple[str, ...]:
    """The days in a row, or one by one; none when none is told, which is every day that they are open."""
    if said in _SEVERAL:
        return _SEVERAL[said]
    places: list[int] = []
    for part in re.split(r"\s*,\s*|\s+och\s+", said) if said else ():
        ends = [_place(name) for name in re.split(_TO, part)]
        places += range(ends[0], ends[-1] + 1) if ends[0] <= ends[-1] else [*range(ends[0], 7), *range(ends[-1] + 1)]
    return tuple(_ENGLISH[place] for place in dict.fromkeys(places))


def _place(name: str) -> int:
    return next(place for place, short in enumerate(_SWEDISH) if name.startswith(short[:3]))

"""What the command today answers, in words and as JSON: the lines of Idag, part by part.

The names in JSON are stable. A line is ``part``, ``kind``, ``key`` (the same each time it is found), ``title``,
``why``, ``day`` and ``clock`` (or null), ``late``, ``urgent``, ``waiting`` and ``ends``, ``owner``, ``page`` (where it
is seen to), ``field``, ``entry_kind`` and ``entry_id`` (what it is about, or null), ``many`` and ``patient``.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from coordinator.entity import plain
from coordinator.today.day import Asked, Day, DayLine, Part, nothing_words, part_title, when_words, why_words


def day_in_words(day: Day, asked: Asked, now: datetime) -> Iterable[str]:
    """Every line under its part, with whom it concerns and when."""
    if not day.lines:
        yield nothing_words(asked)
    for part in Part:
        lines = [one for one in day.lines if one.part is part]
        if lines:
            yield f"{part_title(part, asked.today)} ({day.parts.get(part, len(lines))})"
        for one in lines:
            yield from _in_words(one, asked, now)
    if day.to_journal:
        yield f"Ej överfört till journal: {day.to_journal}"


def day_json(day: Day, asked: Asked) -> Any:
    """``today``, ``lines``, and how many there are in all: ``in_all``, ``late``, ``waiting``, ``ends``, ``patients``,
    ``to_journal`` (notes), ``parts`` and ``kinds``; ``stale``: of how many patients the lines may be old.
    """
    return {
        "today": asked.today.isoformat(), "in_all": day.in_all, "late": day.late, "waiting": day.waiting,
        "ends": day.ends, "patients": day.patients, "to_journal": day.to_journal, "stale": day.stale,
        "newest": plain(day.newest),
        "parts": {one.name.lower(): day.parts[one] for one in Part if day.parts.get(one)},
        "kinds": {kind.stored: count for kind, count in day.kinds.items() if count},
        "lines": [_line_json(one, asked) for one in day.lines],
    }  # fmt: skip


def _in_words(line: DayLine, asked: Asked, now: datetime) -> Iterator[str]:
    one = line.matter
    protected = "  skyddade personuppgifter" if line.protected else ""
    number = line.number or f"id {one.patient[:8]}"
    when = when_words(line, asked.today, now)
    yield f"  {line.name or 'Namn saknas'}  {number}{protected}" + (f"  {when}" if when else "")
    yield f"    {one.title}"
    yield f"    {why_words(line, asked.today)}"


def _line_json(line: DayLine, asked: Asked) -> dict[str, Any]:
    one = line.matter
    return {
        "part": line.part.name.lower(), "kind": one.kind.stored, "key": one.key, "title": one.title, "why": one.why,
        "day": plain(one.day), "clock": one.clock or None, "late": one.is_late(asked.today),
        "urgent": bool(one.urgent), "waiting": bool(one.waiting), "ends": bool(one.ends), "owner": one.owner or None,
        "page": one.page.stored, "field": one.field or None, "entry_kind": one.entry_kind or None,
        "entry_id": plain(one.entry_id), "many": one.many,
        "patient": {
            "id": one.patient, "name": line.name, "number": line.number or None,
            "birth_date": plain(line.birth_date), "protected": line.protected,
        },
    }  # fmt: skip

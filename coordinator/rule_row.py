"""One row of a file of rules, field by field: each is what it should be, or it is told in Swedish what is wrong."""

from collections.abc import Mapping
from datetime import date
from typing import Any

_LONGEST = 500


class BadRow(Exception):
    """What is wrong with a row, in Swedish and without a full stop."""


def require_fields(row: Mapping[str, Any], known: frozenset[str]) -> None:
    """Refuse a field that is none: a slip of the pen in its name would else be as if nothing were said."""
    for unknown in sorted(str(name) for name in set(row) - known):
        raise BadRow(f"fältet ”{unknown}” finns inte")


def text_of(row: Mapping[str, Any], name: str, default: str = "") -> str:
    """A text."""
    value = row.get(name, default)
    if not isinstance(value, str):
        raise BadRow(f"fältet ”{name}” ska vara text")
    words = " ".join(value.split())
    if len(words) > _LONGEST:
        raise BadRow(f"fältet ”{name}” är längre än {_LONGEST} tecken")
    if not words.isprintable():
        raise BadRow(f"fältet ”{name}” har tecken som inte syns")
    return words


def count_of(row: Mapping[str, Any], name: str, most: int, default: int | None = None) -> int:
    """A whole number from 0 to ``most``."""
    value = row.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        raise BadRow(f"fältet ”{name}” ska vara ett helt tal, 0 till {most}")
    return value


def answer_of(row: Mapping[str, Any], name: str) -> bool:
    """Yes or no; no when nothing is said."""
    value = row.get(name, False)
    if not isinstance(value, bool):
        raise BadRow(f"fältet ”{name}” ska vara true eller false")
    return value


def day_of_row(row: Mapping[str, Any], name: str) -> date | None:
    """A day; None when nothing is said."""
    value = row.get(name)
    try:
        return None if value is None else date.fromisoformat(value)
    except (TypeError, ValueError):
        raise BadRow(f"fältet ”{name}” ska vara en dag, till exempel 2027-01-01") from None

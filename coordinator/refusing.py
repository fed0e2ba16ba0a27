"""What deeds on a process of several steps refuse, each said beside the field it is about."""

from datetime import date
from typing import TYPE_CHECKING, Any

from coordinator.entity import Entity, attrs_of
from coordinator.errors import RuleError

if TYPE_CHECKING:
    from coordinator.record import Record


def require_fields(kind: type[Entity], fields: dict[str, Any], *, but: frozenset[str] = frozenset()) -> None:
    """Only declared fields, and none that another action writes: anything else is a bug of the caller."""
    wrong = fields.keys() - ({one.name for one in attrs_of(kind)} - but)
    if wrong:
        raise TypeError(f"{', '.join(sorted(wrong))} cannot be written to {kind.KIND} here")


def require_passed(record: "Record", day: date, field: str) -> None:
    """What has happened did so today or before."""
    if day > record.today:
        raise RuleError("Dagen ligger i framtiden", "Skriv den dag det hände: i dag eller tidigare.", field=field)


def require_not_before(day: date, earliest: date | None, field: str, what: str) -> None:
    """``day`` is not before ``earliest``; ``what`` says what the latter is: "erbjudandet"."""
    if earliest and day < earliest:
        raise RuleError(f"Dagen ligger före {what}", f"Skriv {earliest.isoformat()} eller en senare dag.", field=field)

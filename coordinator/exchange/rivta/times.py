"""Days and moments as RIV-TA writes them: Swedish time without a zone.

An hour that does not exist is refused: it was written wrong, and can be put right. In the hour that comes twice each
is written as the clock showed it, and the file cannot say which of the two it was; that is told beside the file.
"""

from datetime import UTC, date, datetime, time

from coordinator.errors import RuleError
from coordinator.swedish import SWEDEN

FIRST_YEAR, LAST_YEAR = 1900, 2099
"""What the schemas let pass."""
_DAY, _TIME = "%Y%m%d", "%Y%m%d%H%M%S"


def day(value: date | None, what: str) -> str:
    """A day; empty when there is none. what: of which it is, for the message when the file cannot hold it."""
    if value is None:
        return ""
    _require_year(value, what)
    return value.strftime(_DAY)


def day_start(value: date | None, what: str) -> str:
    """The first second of a day of which no hour is known."""
    return f"{day(value, what)}000000" if value else ""


def day_end(value: date | None, what: str) -> str:
    """The last second of the last day of something."""
    return f"{day(value, what)}235959" if value else ""


def moment(value: datetime, what: str) -> str:
    """A moment as the clock in Sweden showed it."""
    local = value.astimezone(SWEDEN)
    _require_year(local, what)
    return local.strftime(_TIME)


def at(on: date, clock: time, what: str) -> datetime:
    """The moment when the clock shows that on that day. RuleError when it never does."""
    found = datetime.combine(on, clock.replace(tzinfo=None), SWEDEN)
    _require_year(on, what)
    if is_missing(found.replace(tzinfo=None)):
        raise RuleError(
            "Klockslaget finns inte den dagen",
            f"{what} {on.isoformat()}: klockan ställs om till sommartid, så {clock:%H.%M} finns inte. Ändra tiden och "
            "gör om filen.",
        )
    return found


def is_missing(shown: datetime) -> bool:
    """Whether no clock in Sweden shows that: the hour that is leapt over in spring. ``shown`` has no zone."""
    there = shown.replace(tzinfo=SWEDEN)
    return there.astimezone(UTC).astimezone(SWEDEN).replace(tzinfo=None) != shown


def comes_twice(value: datetime) -> bool:
    """Whether the clock in Sweden shows the moment twice: the hour that is gone over again in autumn."""
    local = value.astimezone(SWEDEN)
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def _require_year(value: date, what: str) -> None:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise RuleError(
            "Ett datum kan inte skrivas i filen",
            f"{what} har ett datum utanför {FIRST_YEAR}–{LAST_YEAR}. Rätta det och gör om filen.",
        )

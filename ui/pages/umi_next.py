"""What is next about uppmärksamhetsinformation: a group to ask about, a row to write or to hold to the journal."""

from dataclasses import dataclass
from uuid import UUID

from coordinator.entity import Knowledge
from coordinator.record import Record
from coordinator.umi.asking import unasked
from coordinator.umi.belonging import answer_of, current_rows
from coordinator.umi.kinds import ASKED_OF, AlertGroup, Severity
from coordinator.umi.row import AlertInformation
from coordinator.umi.strip import StripField, strip


@dataclass(frozen=True)
class NextThing:
    """The words of the button, what stands beside the page's name, and where the thing is done: a group, or a row.

    writes: in the group there is something that nobody has written in.
    """

    words: str
    note: str
    icon: str
    group: AlertGroup | None = None
    row_id: UUID | None = None
    writes: bool = False


def next_thing(record: Record) -> NextThing | None:
    """The first that is to be done; None when everything is asked for and checked."""
    groups = unasked(record)
    if groups:
        return NextThing(f"Fråga om {groups[0].label}", "fråga", "circle-question-mark", group=groups[0])
    known = (one for one in ASKED_OF if _is_not_written(record, one))
    found = next(known, None)
    if found is not None:
        return NextThing(f"Skriv in {found.label}", "skriv in", "plus", group=found, writes=True)
    late = due_rows(record)
    if late:
        return NextThing("Kontrollera mot journalen", "kontroll", "check", row_id=late[0].id)
    return None


def groups_in_order(record: Record) -> list[tuple[StripField, list[AlertInformation]]]:
    """The groups with their rows: first what is life-threatening, then what there is, then what nobody has asked."""
    found = [(one, current_rows(record, one.group)) for one in strip(record)]
    return sorted(found, key=lambda one: _place(*one))


def _place(told: StripField, rows: list[AlertInformation]) -> int:
    if rows:
        return 0 if told.worst is Severity.LIFE_THREATENING else 1
    return 3 if told.state is Knowledge.NONE_KNOWN else 2


def due_rows(record: Record) -> list[AlertInformation]:
    """The rows that were never held against the journal, or are to be so again by today; then those that ran out."""
    current = [one for _, rows in groups_in_order(record) for one in rows]
    return [*(one for one in current if is_due(one, record)), *_expired(record)]


def is_due(one: AlertInformation, record: Record) -> bool:
    """Whether a row that holds is to be checked now."""
    return one.checked_on is None or (one.check_due is not None and one.check_due <= record.today)


def _is_not_written(record: Record, group: AlertGroup) -> bool:
    answer = answer_of(record, group)
    has_rows = bool(current_rows(record, group)) or any(one.group is group for one in _expired(record))
    return answer is not None and answer.known is Knowledge.SOME and not has_rows


def _expired(record: Record) -> list[AlertInformation]:
    return [one for one in record.all(AlertInformation) if one.has_expired_on(record.today)]

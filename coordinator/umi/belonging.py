"""What belongs to a patient's uppmärksamhetsinformation, each in its order: rows, answers, cards that are out."""

from typing import TYPE_CHECKING

from coordinator.entity import Knowledge
from coordinator.swedish import folded
from coordinator.umi.answer import AlertGroupAnswer
from coordinator.umi.card import EmergencyCard
from coordinator.umi.kinds import AlertGroup, AlertType, Severity
from coordinator.umi.row import AlertInformation

if TYPE_CHECKING:
    from coordinator.record import Record

_CAREFUL = (Knowledge.NONE_KNOWN, Knowledge.NOT_ASKED, Knowledge.SOME)
_GROUPS, _TYPES, _GRADES = list(AlertGroup), list(AlertType), list(Severity)


def current_rows(record: "Record", group: AlertGroup | None = None) -> list[AlertInformation]:
    """Those that hold today, of one group or of all: group by group, the most severe first."""
    found = (one for one in record.all(AlertInformation) if group in (None, one.group))
    return sorted((one for one in found if one.is_current_on(record.today)), key=_order)


def past_rows(record: "Record", group: AlertGroup | None = None) -> list[AlertInformation]:
    """Those that do not hold today: ended, past their last day, a treatment that does not go on."""
    found = (one for one in record.all(AlertInformation) if group in (None, one.group))
    return sorted((one for one in found if not one.is_current_on(record.today)), key=_order)


def answer_of(record: "Record", group: AlertGroup) -> AlertGroupAnswer | None:
    """What was answered when the group was asked about; None when nobody has asked.

    Two vaults that were laid together may have one each: the one that says more then stands, never "none".
    """
    found = [one for one in record.all(AlertGroupAnswer) if one.about is group]
    return max(found, key=lambda one: _CAREFUL.index(one.known), default=None)


def is_answered(record: "Record", group: AlertGroup) -> bool:
    """Whether somebody has asked about the group; an answer that was taken back is none."""
    answer = answer_of(record, group)
    return answer is not None and answer.known is not Knowledge.NOT_ASKED


def cards_out(record: "Record") -> list[EmergencyCard]:
    """The cards that somebody still has, the latest first."""
    return sorted((one for one in record.all(EmergencyCard) if one.is_out), key=lambda one: one.issued_on)[::-1]


def _order(one: AlertInformation) -> tuple[int, int, int, str]:
    grade = _GRADES.index(one.severity) if one.severity else len(_GRADES)
    return _GROUPS.index(one.group), grade, _TYPES.index(one.type), folded(one.heading)

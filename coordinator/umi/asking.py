"""Asking about a group of uppmärksamhetsinformation, and what was answered: finns, inget känt or ej efterfrågat."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from coordinator.change import Add, Change, Edit, Step
from coordinator.entity import Knowledge
from coordinator.entries import edit_entry
from coordinator.errors import RuleError
from coordinator.umi.answer import AlertGroupAnswer
from coordinator.umi.belonging import answer_of, current_rows, is_answered, past_rows
from coordinator.umi.kinds import ASKED_OF, AlertGroup
from coordinator.umi.row import AlertInformation

if TYPE_CHECKING:
    from coordinator.record import Record


def answer_group(record: "Record", /, group: AlertGroup, *, known: Knowledge, source: str = "") -> Change:
    """What was answered today about one group, and by whom; RuleError when rows that hold say otherwise."""
    return Change(f"Svar om {group.label} noterat", _answered_soundly(record, group, known, source))


def answer_rest(record: "Record", /, *, source: str = "") -> Change:
    """Nothing known in any of the groups that nobody has asked about: one question, one answer."""
    groups = answered_together(record)
    if not groups and unasked(record):
        raise RuleError("Grupperna som är kvar frågas var för sig", "Där står något som har gått ut eller är pausat.")
    if not groups:
        raise RuleError("Alla grupper är efterfrågade", "Ändra svaret i en grupp om det är ett annat i dag.")
    steps = [step for group in groups for step in answered(record, group, Knowledge.NONE_KNOWN, source=source)]
    return Change("Svar om UMI noterade", tuple(steps))


def edit_answer(record: "Record", /, answer_id: UUID, **fields: Any) -> Change:
    """New values for some fields of an answer. Another answer was given today, to whoever writes it, unless it says
    otherwise: never on the day and by the source of the former.
    """
    if "known" in fields:
        asked = fields["known"] is not Knowledge.NOT_ASKED
        new = {"checked_on": record.today, "checked_by": record.actor.name} if asked else {}
        fields = {"checked_on": None, "checked_by": "", "source": ""} | new | fields
    return edit_entry(record, AlertGroupAnswer, answer_id, **fields)


def unasked(record: "Record") -> list[AlertGroup]:
    """The groups nobody has asked about, and in which nothing is known."""
    return [group for group in ASKED_OF if not current_rows(record, group) and not is_answered(record, group)]


def answered_together(record: "Record") -> list[AlertGroup]:
    """Those of them that one answer may be of: not where something has run out or is paused, which is asked apart."""
    return [group for group in unasked(record) if all(one.ended_on for one in past_rows(record, group))]


def _answered_soundly(record: "Record", group: AlertGroup, known: Knowledge, source: str) -> tuple[Step, ...]:
    rows = current_rows(record, group)
    if rows and known is not Knowledge.SOME:
        raise RuleError(
            f"{group.label} har uppgifter som gäller",
            "Avsluta dem först, med en orsak, om de inte gäller längre.",
        )
    return answered(record, group, known, source=source)


def answered(
    record: "Record", group: AlertGroup, known: Knowledge, *, source: str, only_if_none: bool = False
) -> tuple[Step, ...]:
    """The steps that keep an answer, dated today. only_if_none: not when Finns stands there already."""
    before = answer_of(record, group)
    if only_if_none and before is not None and before.known is known:
        return ()
    answer = before or AlertGroupAnswer(patient_id=record.patient_id, about=group)
    answer = replace(answer, known=known, source=source.strip(), checked_on=record.today, checked_by=record.actor.name)
    if known is Knowledge.NOT_ASKED:
        answer = replace(answer, checked_on=None, checked_by="")
    return (Edit(answer),) if before else (Add(answer),)


def told(record: "Record", row: AlertInformation) -> tuple[Step, ...]:
    """With a row that holds, its group is no longer unasked or without: somebody has found something."""
    if not row.is_current_on(record.today):
        return ()
    return answered(record, row.group, Knowledge.SOME, source="", only_if_none=True)


def asked_anew(record: "Record", row: AlertInformation) -> tuple[Step, ...]:
    """When no other row of its group holds than ``row``, which ceases to: the group is to be asked about anew. That one
    thing no longer holds does not tell that there is nothing; unless that was answered when it no longer held.
    """
    answer = answer_of(record, row.group)
    if answer is None or answer.known is Knowledge.NOT_ASKED:
        return ()
    if answer.known is Knowledge.NONE_KNOWN and not row.is_current_on(record.today):
        return ()
    if any(one.id != row.id for one in current_rows(record, row.group)):
        return ()
    return answered(record, row.group, Knowledge.NOT_ASKED, source="")

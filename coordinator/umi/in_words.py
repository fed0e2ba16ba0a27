"""Uppmärksamhetsinformation in lines of text, for what leaves the program: a row, and what was answered of a group."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coordinator.documents.phrases import sentence, source_line
from coordinator.entity import Knowledge
from coordinator.umi.belonging import answer_of, current_rows, is_answered
from coordinator.umi.kinds import ASKED_OF, AlertEnd, AlertGroup, AlertType
from coordinator.umi.row import AlertInformation
from coordinator.umi.strip import strip
from coordinator.umi.terms import is_sure

if TYPE_CHECKING:
    from coordinator.record import Record


def row_in_words(one: AlertInformation) -> str:
    """All that another reader needs of a row, in sentences on one line. A code of which we are not sure is not told."""
    said = [f"{_named(one)}.", _graded(one)]
    if one.reactions:
        said.append(f"Reaktioner: {', '.join(reaction.label.lower() for reaction in one.reactions)}.")
    if one.type is AlertType.TREATMENT:
        said.append("Pågående behandling." if one.ongoing else "Behandlingen pågår inte.")
    if one.no_atc_reason.strip() and not one.atc.strip():
        said.append(f"ATC-kod saknas: {sentence(one.no_atc_reason.strip())}")
    if one.advice.strip():
        said.append(f"Att göra eller undvika: {sentence(one.advice.strip())}")
    if one.valid_until:
        said.append(f"Gäller till och med {one.valid_until.isoformat()}.")
    by = one.checked_by if one.checked_on else ""
    said.append(source_line(one.source.label.lower(), one.checked_on, by))
    if one.checked_on is None:
        said.append("Inte kontrollerad mot journalen.")
    return " ".join(part for part in said if part)


def _named(one: AlertInformation) -> str:
    """The term with what it is; what is historic in full, as it was written."""
    if one.type is AlertType.HISTORIC:
        words = ": ".join(part for part in (one.term.strip(), one.content.strip()) if part)
        return f"{words.rstrip('.') or one.heading} ({one.type.stored} {one.type.label})"
    atc = f", ATC {one.atc.strip()}" if is_sure(one.atc) else ""
    substance = f", {one.substance.strip()}" if one.substance.strip() not in ("", one.term.strip()) else ""
    return f"{one.heading}{substance} ({one.type.stored} {one.type.label}{atc})"


def _graded(one: AlertInformation) -> str:
    grades = [grade.label.lower() for grade in (one.severity, one.certainty) if grade is not None]
    return f"{', '.join(grades).capitalize()}." if grades else ""


def answer_in_words(record: "Record", group: AlertGroup) -> str:
    """What was answered when the group was asked about, when, and by whom; not asked is not the same as none known."""
    answer = answer_of(record, group)
    if answer is None or answer.known is Knowledge.NOT_ASKED:
        return f"{Knowledge.NOT_ASKED.label}."
    told = next(one for one in strip(record) if one.group is group)
    if answer.known is Knowledge.NONE_KNOWN and told.state is not Knowledge.NONE_KNOWN:
        return f"{told.words}, {told.note}."  # there is something after all, or it ran out since
    known = "Inga kända" if answer.known is Knowledge.NONE_KNOWN else "Finns"
    day = f", frågat {answer.checked_on.isoformat()}" if answer.checked_on else ""
    by = f" av {answer.checked_by.strip()}" if answer.checked_by.strip() else ""
    source = f" Svar från: {sentence(answer.source.strip())}" if answer.source.strip() else ""
    return f"{known}{day}{by}.{source}"


def groups_in_words(record: "Record") -> Iterator[str]:
    """Every row that holds and may be seen by the patient, group by group; and of the other groups what was answered.

    Of a row that she may not see is told that the journal has something: "none" would be untrue, and so would "not
    asked".
    """
    rows = [one for one in record.all(AlertInformation) if not is_mistake(one)]
    if not rows and not any(is_answered(record, group) for group in AlertGroup):
        yield f"UMI: {Knowledge.NOT_ASKED.label}."
        return
    for group in AlertGroup:
        lead, current = f"UMI, {group.label.lower()}", current_rows(record, group)
        shown = [one for one in current if one.for_patient]
        yield from (f"{lead}: {row_in_words(one)}" for one in shown)
        if len(shown) < len(current):
            yield f"{lead}: {'Mer står' if shown else 'Står'} i journalens UMI, och inte här."
        for one in rows:
            if one.group is group and one.has_expired_on(record.today) and one.for_patient and one.valid_until:
                yield f"{lead}, giltighet passerad {one.valid_until.isoformat()}: {_named(one)}"
        if not current and (group in ASKED_OF or is_answered(record, group)):
            yield f"{lead}: {answer_in_words(record, group)}{_only(record, group)}"


def _only(record: "Record", group: AlertGroup) -> str:
    """What is added when it is known that there is something and none of it stands here."""
    answer = answer_of(record, group)
    return " Det är inte inskrivet." if answer is not None and answer.known is Knowledge.SOME else ""


def is_mistake(one: AlertInformation) -> bool:
    """Whether the row was never true."""
    return one.end_reason is AlertEnd.MISTAKE

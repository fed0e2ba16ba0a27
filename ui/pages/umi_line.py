"""One row of uppmärksamhetsinformation as a line: term, type and codes; its grade; when it was checked, and by whom."""

from coordinator.days_left import with_year
from coordinator.record import Record
from coordinator.swedish import how_late
from coordinator.umi.kinds import AlertCertainty, AlertGroup, AlertType, InJournal, Severity
from coordinator.umi.row import AlertInformation
from ui.chips import FACT, GAP, LATE, OWN, Sign
from ui.entry_lines.columned import Columned, ColumnedLine
from ui.pages.umi_next import is_due

TABLE, GRADE, CHECKED = 580, 128, 170
"""From this width, at 100 % text, grade and check have columns of their own; and how wide those are."""
_HARD = "\N{NO-BREAK SPACE}"
_GRADES = {
    Severity.LIFE_THREATENING: Sign(Severity.LIFE_THREATENING.label, LATE, "triangle-alert"),
    Severity.HARMFUL: Sign(Severity.HARMFUL.label, OWN, "circle-alert"),
    Severity.TROUBLESOME: Sign(Severity.TROUBLESOME.label, FACT),
}
_NO_GRADE = Sign("Grad saknas", GAP, "circle-dashed")


class AlertDrawing(Columned):
    """The columns: the grade, and when it was checked."""

    TABLE, SIGN, LAST = TABLE, GRADE, CHECKED


def current_line(record: Record, one: AlertInformation) -> ColumnedLine:
    """A row that holds."""
    historic = one.type is AlertType.HISTORIC
    return ColumnedLine(
        one.id,
        one.heading,
        about=type_words(one),
        signs=_grade(one),
        notes=tuple(_notes(one)),
        icon="history" if historic else "triangle-alert",
        role="grey" if historic else "red",
        last=_checked(record, one),
    )


def past_line(record: Record, one: AlertInformation) -> ColumnedLine:
    """A row that does not hold, and why."""
    return ColumnedLine(
        one.id, one.heading, about=type_words(one), icon="history", role="grey", last=_ended(record, one)
    )


def type_words(one: AlertInformation) -> str:
    """The type with its code, the codes of the row, and how certain it is: "C2 Aktiv substans, ATC J01CE01"."""
    codes = (("ICD-10-SE", one.icd10), ("ATC", one.atc), ("SNOMED CT", one.snomed), ("NPL", one.npl))
    said = [f"{one.type.stored} {one.type.label}"]
    said += [f"{name}{_HARD}{code.strip()}" for name, code in codes if code.strip()]
    if one.substance.strip() and not one.atc.strip():
        said.append(" ".join(one.substance.split()))
    if one.certainty is AlertCertainty.SUSPECTED:
        said.append(one.certainty.label.lower())
    return ", ".join(said)


def _grade(one: AlertInformation) -> tuple[Sign, ...]:
    if one.group is not AlertGroup.HYPERSENSITIVITY:
        return ()
    return (_GRADES[one.severity] if one.severity is not None else _NO_GRADE,)


def _notes(one: AlertInformation) -> list[tuple[str, str]]:
    found = [("body", " ".join(one.advice.split()))] if one.advice.strip() else []
    if one.in_journal is InJournal.NO:
        found.append(("late", "Saknas i journalens UMI"))
    elif one.in_journal is InJournal.REPORTED:
        found.append(("note", "Saknas i journalens UMI, och är rapporterad"))
    if not one.for_patient:
        found.append(("note", "Visas inte för patienten, står inte på papper"))
    return found


def _checked(record: Record, one: AlertInformation) -> tuple[tuple[str, str], ...]:
    if one.checked_on is None:
        return (("late", "inte kontrollerad"), ("note", one.source.label))
    by = " ".join(one.checked_by.split())
    said = [("body", with_year(one.checked_on)), *([("note", f"av {by}")] if by else [])]
    if is_due(one, record) and one.check_due is not None:
        when = how_late(one.check_due, record.today)
        said.append(("late", "ny kontroll i dag" if one.check_due == record.today else f"ny kontroll {when}"))
    return tuple(said)


def _ended(record: Record, one: AlertInformation) -> tuple[tuple[str, str], ...]:
    if one.ended_on is not None:
        why = one.end_reason.label if one.end_reason is not None else ""
        note = " ".join(one.end_note.split())
        reason = ", ".join(filter(None, (why, note)))
        return (("body", f"avslutad {with_year(one.ended_on)}"), *([("note", reason)] if reason else []))
    if one.has_expired_on(record.today) and one.valid_until is not None:
        return (("late", f"gick ut {with_year(one.valid_until)}"), ("note", "se i journalen om den gäller"))
    return (("body", "behandlingen pågår inte"),)

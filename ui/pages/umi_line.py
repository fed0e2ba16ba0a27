"""One row of uppmärksamhetsinformation as a line: term, type and codes; its grade; when it was checked, and by whom."""

from dataclasses import dataclass, field
from functools import cached_property

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter

from coordinator.days_left import with_year
from coordinator.record import Record
from coordinator.swedish import how_late
from coordinator.umi.kinds import AlertCertainty, AlertGroup, AlertType, InJournal, Severity
from coordinator.umi.row import AlertInformation
from ui.chips import FACT, GAP, LATE, OWN, Sign, chip_size, paint_chip
from ui.entry_lines.line import ABOVE, Line, height_of, words_left, write
from ui.icons import draw_icon
from ui.pages.umi_next import is_due
from ui.theme import BODY_POINTS, LOOKS, metrics, scaled

TABLE, GRADE, CHECKED = 580, 128, 170
"""From this width, at 100 % text, grade and check have columns of their own; and how wide those are."""
_BAR, _ICON, _HIGH = 10, 16, 10_000
_TERM = BODY_POINTS, 600
_HARD = "\N{NO-BREAK SPACE}"
_GRADES = {
    Severity.LIFE_THREATENING: Sign(Severity.LIFE_THREATENING.label, LATE, "triangle-alert"),
    Severity.HARMFUL: Sign(Severity.HARMFUL.label, OWN, "circle-alert"),
    Severity.TROUBLESOME: Sign(Severity.TROUBLESOME.label, FACT),
}
_NO_GRADE = Sign("Grad saknas", GAP, "circle-dashed")


@dataclass(frozen=True)
class AlertLine(Line):
    """``checked``: when it was, and by whom, each with its look."""

    checked: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    @property
    def words(self) -> str:
        """All of it as one would read it aloud."""
        said = ", ".join(text for _, text in self.checked)
        return ", ".join(filter(None, (super().words, said)))


class AlertDrawing:
    """The columns of a line at a width; in a narrow one its grade and check stand below the words."""

    def __init__(self, line: Line, _columns: tuple[int, ...], width: int) -> None:
        self._line, self._width = line, width
        self._checked = line.checked if isinstance(line, AlertLine) else ()
        self._left = words_left(line, ())
        self._in_columns = width >= scaled(TABLE)
        columns = scaled(CHECKED + (GRADE if line.signs else 0)) if self._in_columns else 0
        self._last = scaled(CHECKED - _BAR)
        self._room = max(scaled(60), width - self._left - columns - scaled(_BAR))

    @cached_property
    def height(self) -> int:
        """How high it is."""
        words = self._below(0, self._words)
        sign = chip_size(self._line.signs[0].text).height() if self._line.signs else 0
        if self._in_columns:
            inside = max(words, sign, self._below(0, self._checked, self._last))
        else:
            inside = words + (sign + scaled(5) if sign else 0) + self._below(0, self._checked)
        return inside + 2 * scaled(ABOVE) + 1

    @property
    def _words(self) -> tuple[tuple[str, str], ...]:
        about = (("note", self._line.about),) if self._line.about else ()
        return (("strong", self._line.what), *about, *self._line.notes)

    def _below(self, top: int, texts: tuple[tuple[str, str], ...], room: int = 0) -> int:
        return top + sum(height_of(LOOKS[look][:2], text, room or self._room) for look, text in texts)

    def paint(self, painter: QPainter) -> None:
        """Draw it at the top left."""
        line, top = self._line, scaled(ABOVE)
        if line.icon:
            high, side = metrics(*_TERM).height(), scaled(_ICON)
            draw_icon(painter, line.icon, line.role, QRectF(scaled(_BAR), top + (high - side) / 2, side, side))
        below = self._write(painter, self._left, top, self._room, self._words)
        if self._in_columns:
            left = self._width - scaled(CHECKED + GRADE)
            self._paint_sign(painter, left, top - scaled(3))
            self._write(painter, self._width - scaled(CHECKED), top, self._last, self._checked)
        else:
            below = self._paint_sign(painter, self._left, below + scaled(2)) if line.signs else below
            self._write(painter, self._left, below, self._room, self._checked)

    def _write(self, painter: QPainter, left: int, top: int, room: int, texts: tuple[tuple[str, str], ...]) -> int:
        for look, text in texts:
            points, weight, role = LOOKS[look]
            top = write(painter, QRect(left, top, room, _HIGH), text, (points, weight), role)
        return top

    def _paint_sign(self, painter: QPainter, left: int, top: int) -> int:
        for one in self._line.signs:
            size = chip_size(one.text, one.icon)
            place = QRectF(left, top, min(size.width(), self._width - left), size.height())
            paint_chip(painter, place, one.text, one.look, one.icon)
            top += size.height() + scaled(3)
        return top


def current_line(record: Record, one: AlertInformation) -> AlertLine:
    """A row that holds."""
    historic = one.type is AlertType.HISTORIC
    return AlertLine(
        one.id,
        one.heading,
        about=type_words(one),
        signs=_grade(one),
        notes=tuple(_notes(one)),
        icon="history" if historic else "triangle-alert",
        role="grey" if historic else "red",
        checked=_checked(record, one),
    )


def past_line(record: Record, one: AlertInformation) -> AlertLine:
    """A row that does not hold, and why."""
    return AlertLine(
        one.id, one.heading, about=type_words(one), icon="history", role="grey", checked=_ended(record, one)
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

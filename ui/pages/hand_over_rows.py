"""The table of *Lämna över*: who is ticked, what is open of each, and the keys that tick."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from coordinator.hand_over_row import HandOverRow
from coordinator.person import PatientStatus
from coordinator.swedish import short_day, sort_key
from ui.chips import FACT, OWN, Sign
from ui.table import Cell, Column, TableModel
from ui.table_view import TableView


@dataclass(frozen=True)
class Ticked:
    """One line: a patient, and whether she is to be handed over."""

    row: HandOverRow
    ticked: bool
    today: date

    @property
    def id(self) -> UUID:
        """Whose line it is."""
        return self.row.id


class TickTable(TableView):
    """Space and Enter tick the line one is on, a click anywhere in a line ticks it; Ctrl+A ticks all, then none."""

    turned = Signal(object)
    """The line of that id is to be ticked, or not any more."""
    all_wanted = Signal()

    def __init__(self, name: str, model: TableModel[Ticked], parent: QWidget | None = None) -> None:
        super().__init__(name, model, lambda _row: False, parent)
        self.setAccessibleDescription("Mellanslag väljer raden, Ctrl A väljer alla eller ingen")
        self._lines = model
        self.entered.connect(lambda id, _column: self.turned.emit(id))
        self.clicked.connect(self._turn_clicked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Ctrl+A are this table's own."""
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Space and self.current_id is not None:
            self.turned.emit(self.current_id)
        elif event.key() == Qt.Key.Key_A and held:
            self.all_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _turn_clicked(self, index: QModelIndex) -> None:
        row = self._lines.row_at(index.row())
        if row is not None:
            self.turned.emit(row.id)


def searched(one: Ticked) -> str:
    """What the list is searched in."""
    patient = one.row.patient
    return " ".join((patient.name, patient.number, patient.number.replace("-", "")))


def columns() -> tuple[Column[Ticked], ...]:
    """The columns; those that give way first are least needed."""
    return (
        Column(
            "Namn", _name, lambda one: sort_key(one.row.patient.sorted_name), "Öberghammarström, Anna", 3, has_icon=True
        ),
        Column("Nummer", _number, lambda one: one.row.patient.number or None, "19900728-2388", 0, 3),
        Column("Öppet", _open, lambda one: -one.row.open, "Bevakningar 12, Remisser 3", 5, 2),
        Column("Nästa", _next, lambda one: one.row.next_day, "tis 23 nov 2027", 0, 1),
        Column("Försenat", _late, lambda one: -one.row.late, "120", 0, 0),
    )


def _name(one: Ticked) -> Cell:
    patient = one.row.patient
    signs = [Sign("Skyddad", OWN, "eye-off")] if patient.protected else []
    signs += [Sign(patient.status.label, FACT)] if patient.status is not PatientStatus.ACTIVE else []
    return Cell(
        patient.sorted_name or "Namn saknas", weight=600, icon="square-check" if one.ticked else "square",
        icon_role="teal" if one.ticked else "grey", signs=tuple(signs), help="vald" if one.ticked else "inte vald",
    )  # fmt: skip


def _number(one: Ticked) -> Cell:
    return Cell(one.row.patient.number)


def _open(one: Ticked) -> Cell:
    return Cell(one.row.in_words or "Inget öppet", role="ink" if one.row.open else "grey")


def _next(one: Ticked) -> Cell:
    return Cell(short_day(one.row.next_day, one.today) if one.row.next_day else "")


def _late(one: Ticked) -> Cell:
    late = one.row.late
    return Cell(str(late) if late else "", role="amber", weight=600, help="försenat" if late else "")

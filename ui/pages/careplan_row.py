"""One insats as a row that is written in where it stands: what, who, when, and how far it has come."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QCompleter, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from coordinator.careplan import Intervention, InterventionStatus
from coordinator.contact import Contact
from coordinator.entries import edit_entry
from coordinator.page import Page as PageName
from coordinator.quick_intervention import responsible
from coordinator.record import Record
from coordinator.removal import take_away
from ui.chips import CHOSEN, DONE, FACT, Look, chip_size, paint_chip, pen, rounded
from ui.fields import LineField
from ui.icon_button import SIDE, IconButton
from ui.menu import Item, show_menu
from ui.pages.careplan_binding import Bound, Desktop, Fault, day_reader, day_shown, one_line, week_beside
from ui.parts import column, dress, label, row, tip
from ui.session import Doing
from ui.theme import scaled, theme

_LOOKS: dict[InterventionStatus, tuple[Look, str]] = {
    InterventionStatus.NOT_STARTED: (FACT, ""),
    InterventionStatus.ONGOING: (CHOSEN, ""),
    InterventionStatus.DONE: (DONE, "check"),
    InterventionStatus.STOPPED: (FACT, "x"),
}
_NEXT = {
    InterventionStatus.NOT_STARTED: InterventionStatus.ONGOING,
    InterventionStatus.ONGOING: InterventionStatus.DONE,
    InterventionStatus.DONE: InterventionStatus.NOT_STARTED,
    InterventionStatus.STOPPED: InterventionStatus.NOT_STARTED,
}
DUE_WIDTH, WEEK_WIDTH, STATUS_WIDTH = 90, 68, 108
WHAT_SHARE, WHO_SHARE = 8, 5
"""How what and who share the room that is left."""


class Cell(LineField):
    """A field without an edge until it has the focus."""

    def __init__(self, name: str, *, hint: str = "") -> None:
        super().__init__(name, hint=hint)
        self.setProperty("plain", True)
        self.setTextMargins(scaled(8), scaled(6), scaled(4), scaled(6))
        self.setMinimumWidth(scaled(60))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._tint_row()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._tint_row()

    def paintEvent(self, event: QPaintEvent) -> None:
        faulty = self.property("faulty") is True
        if self.hasFocus() or faulty:
            painter = QPainter(self)
            edge = pen("red" if faulty else "focus", width=2)
            rounded(painter, QRectF(self.rect()), scaled(3), theme().colour("paper"), edge)
            painter.end()
        super().paintEvent(event)

    def _tint_row(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            parent.update()


class StatusButton(QPushButton):
    """How far an insats has come, as a chip: Space goes on to the next, the arrows choose, Delete takes it away."""

    chosen = Signal(object)
    menu_wanted = Signal()
    removal_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.status = InterventionStatus.NOT_STARTED
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleDescription("Mellanslag byter, pilarna väljer, menytangenten visar alla.")
        self.clicked.connect(self._go_on)

    def show_status(self, status: InterventionStatus) -> None:
        """Draw another."""
        self.status = status
        self.setAccessibleName(f"Status: {status.label}")
        self.update()

    def sizeHint(self) -> QSize:
        widest = max(chip_size(one.label, icon).width() for one, (_, icon) in _LOOKS.items())
        return QSize(widest + scaled(4), chip_size("Å").height() + scaled(6))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        every = list(InterventionStatus)
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}
        key = Qt.Key(event.key())
        if key in steps and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._choose(every[(every.index(self.status) + steps[key]) % len(every)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_on()
        elif key == Qt.Key.Key_Delete:
            self.removal_wanted.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._tint_row()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._tint_row()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = QRectF(self.rect())
        look, icon = _LOOKS[self.status]
        inner = place.adjusted(scaled(2), 0, -scaled(2), 0)
        if self.hasFocus():
            rounded(painter, place, scaled(5), theme().colour("paper"), pen("focus", width=2))
        paint_chip(painter, inner, self.status.label, look, icon)
        painter.end()

    def _go_on(self) -> None:
        self._choose(_NEXT[self.status])

    def _choose(self, status: InterventionStatus) -> None:
        self.show_status(status)
        self.chosen.emit(status)

    def _tint_row(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            parent.update()


class InterventionRow(QWidget):
    """The row of one insats."""

    def __init__(self, desktop: Desktop, one: Intervention, names: QCompleter) -> None:
        super().__init__()
        self._desktop, self.intervention_id = desktop, one.id
        self._fault = Fault()
        self.what, self.who = Cell("Vad vi gör"), Cell("Vem som svarar för det", hint="Vem?")
        self.due = Cell("Klart senast", hint="När?")
        self.who.setCompleter(names)
        self._week, self.status = label("", "note"), StatusButton()
        self._more = IconButton("Mer om insatsen", "chevron-down", self._open_menu)
        self._more.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard has the same on the status
        self.status.chosen.connect(self._save_status)
        self.status.menu_wanted.connect(self._open_menu)
        self.status.removal_wanted.connect(self._remove)
        self._bind()
        self.due.setFixedWidth(round(scaled(DUE_WIDTH) * desktop.factor))
        self.status.setFixedWidth(max(scaled(STATUS_WIDTH), self.status.sizeHint().width()))
        inside = self._in_two_lines() if desktop.roomy else self._in_one_line()
        inside.setContentsMargins(0, 0, 0, 1)
        self.setLayout(inside)

    def _in_one_line(self) -> QVBoxLayout:
        self._week.setFixedWidth(scaled(WEEK_WIDTH))
        cells = row(self.what, self.who, self.due, self._week, self.status, self._more, spacing=0)
        cells.setStretch(0, WHAT_SHARE)
        cells.setStretch(1, WHO_SHARE)
        return column(cells, self._fault, spacing=0)

    def _in_two_lines(self) -> QVBoxLayout:
        """For large text: what on a line of its own."""
        upper = row(self.what, self._more, spacing=0)
        lower = row(self.who, self.due, self._week, self.status, spacing=8)
        lower.setStretch(0, 1)
        lower.setContentsMargins(0, 0, scaled(SIDE), scaled(4))
        return column(upper, lower, self._fault, spacing=0)

    def show_intervention(self, record: Record, one: Intervention) -> None:
        """Show the insats as it is now."""
        self._what.show(one.what)
        self._who.show(_who(record, one))
        self._due.show(one.due)
        self.what.setToolTip(tip(one.what) if len(one.what) > 40 else "")
        late = one.is_open and one.due is not None and one.due < record.today
        self._show_week(one.due, record.today, late=late)
        self.status.show_status(one.status)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            painter.fillRect(self.rect(), theme().colour("sel"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme().colour("hair"))
        painter.end()

    def _bind(self) -> None:
        read_day = day_reader(self._desktop)
        self._what = Bound(self.what, self._fault, self._save_field("what"), read=one_line, shown=one_line)
        self._who = Bound(self.who, self._fault, self._save_who, read=self._read_who)
        self._due = Bound(self.due, self._fault, self._save_field("due"), read=read_day, shown=day_shown)
        for name, field in (("what", self.what), ("who", self.who), ("due", self.due)):
            self._desktop.drafts.watch(field, f"intervention:{self.intervention_id}:{name}")

    def _save_field(self, name: str) -> Callable[[Any], Doing | None]:
        return lambda value: self._edit(**{name: value})

    def _read_who(self, text: str) -> str:
        record = self._desktop.record
        return str(responsible(record, text)["responsible"]) if record is not None else one_line(text)

    def _save_who(self, text: str) -> Doing | None:
        record = self._desktop.record
        return self._edit(**responsible(record, text)) if record is not None else None

    def _save_status(self, status: InterventionStatus) -> None:
        self._edit(status=status)

    def _edit(self, **fields: Any) -> Doing | None:
        return self._desktop.do(edit_entry, Intervention, self.intervention_id, **fields)

    def _remove(self) -> None:
        self._desktop.do(take_away, Intervention, self.intervention_id)

    def _show_history(self) -> None:
        self._desktop.session.wanted.emit(PageName.HISTORY.stored, self.intervention_id)

    def _open_menu(self) -> None:
        every = [
            Item(one.label, partial(self._save_status, one), chosen=one is self.status.status)
            for one in InterventionStatus
        ]
        rest = [Item("Historik", self._show_history, apart=True), Item("Ta bort insatsen", self._remove)]
        show_menu(self, self._more, [*every, *rest])

    def _show_week(self, day: date | None, today: date, *, late: bool) -> None:
        self._week.setText(week_beside(day, today, late=late))
        look = "late" if late else "note"
        if self._week.property("look") != look:
            dress(self._week, look)
            self._week.style().unpolish(self._week)
            self._week.style().polish(self._week)


def _who(record: Record, one: Intervention) -> str:
    """Who answers for it, as written or as the contact is called."""
    if one.responsible.strip() or one.contact_id is None:
        return one_line(one.responsible)
    return next((contact.heading for contact in record.all(Contact) if contact.id == one.contact_id), "")

"""The rows that hold, group by group, and those that no longer do."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from coordinator.change import Applied
from coordinator.entity import Knowledge
from coordinator.errors import CoordinatorError
from coordinator.record import Record
from coordinator.umi.belonging import current_rows, past_rows
from coordinator.umi.checking import check_alert, check_all_alerts
from coordinator.umi.kinds import AlertGroup
from coordinator.umi.row import AlertInformation
from ui.drafts import Drafts
from ui.entry_lines.button import LineButton
from ui.entry_lines.group import Group
from ui.entry_lines.lines import Lines
from ui.form import Fault
from ui.pages.umi_line import CHECKED, GRADE, TABLE, AlertDrawing, current_line, past_line
from ui.pages.umi_next import due_rows, groups_in_order, is_due
from ui.parts import Button, Kind, column, row, whole
from ui.screen_reader import announce
from ui.session import Session
from ui.theme import LOOKS, font, metrics, scaled, theme

_PAST = "past"
_AT_FIRST = 30


class Rows(QWidget):
    """The arrows go between the rows, Enter goes on in the panel, K says that the row is checked, Delete ends it."""

    chosen = Signal(object)
    """The id of the row one is on; None when there is none."""
    entered = Signal()
    """Enter, or a press on the row that is chosen already."""
    end_wanted = Signal(object)
    """Delete: the row is to be ended, which takes a reason."""
    done = Signal(str)
    """What was just done, to be said on the page."""
    reached = Signal(object)
    """A widget that is to be seen."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__()
        self.session, self.drafts = session, drafts
        self._record: Record | None = None
        self.chosen_id: UUID | None = None
        """The row that is chosen."""
        self.lines = Lines(
            "Uppmärksamhetsinformation", _nothing_below, folded={_PAST}, draw=AlertDrawing,
            at_first={one.stored: _AT_FIRST for one in AlertGroup},
        )  # fmt: skip
        self.check_all = Button("Allt kontrollerat i journalen i dag", Kind.QUIET, icon="check", press=self._check_all)
        self.fault = Fault()
        self._titles = ColumnTitles()
        foot = row(self.check_all, 1)
        foot.setContentsMargins(0, scaled(8), 0, 0)
        self._foot = whole(foot)
        self.setLayout(column(self._titles, self.lines, self.fault, self._foot, spacing=0))
        self.lines.line_made.connect(self._watch)
        self.lines.removed.connect(self.end_wanted)
        self.lines.changed.connect(self._again)
        self.lines.reached.connect(self.reached)

    # Showing

    def show_record(self, record: Record) -> None:
        """Show a record: another patient's, or the same one after a change."""
        if self._record is None or self._record.patient_id != record.patient_id:
            self.lines.begin_again()
            self.chosen_id = None
        self._record = record
        self.fault.hide()
        known = {one.id for one in record.all(AlertInformation)}
        if self.chosen_id not in known:
            self.chosen_id = next((one.id for rows in groups_in_order(record) for one in rows[1]), None)
        self._again()
        there_are = bool(current_rows(record))
        self._foot.setVisible(there_are)
        self._titles.show_columns(there_are=there_are)
        self.chosen.emit(self.chosen_id)

    def _again(self) -> None:
        if self._record is not None:
            self.lines.show_groups(self._groups(self._record))
            self._mark()

    def _groups(self, record: Record) -> list[Group]:
        groups: list[Group] = []
        for told, rows in groups_in_order(record):
            if rows:
                say = partial(current_line, record)
                groups += self.lines.group(told.group.stored, told.group.label, rows, say, str(len(rows)))
            else:
                unknown = told.state is Knowledge.NOT_ASKED
                note = f"{told.words[:1].lower()}{told.words[1:]}, {told.note}"
                groups.append(Group(told.group.stored, told.group.label, note=note, is_gap=unknown))
        past = past_rows(record)
        return groups + self.lines.group(_PAST, f"Gäller inte, {len(past)}", past, partial(past_line, record))

    # The row one is on

    def choose(self, id: UUID) -> bool:
        """Show the row of that id, and let it be the chosen one; whether it is here."""
        if not self.lines.reveal(id):
            return False
        self._choose(id)
        self.reached.emit(self.lines.slots[id])
        return True

    def choose_group(self, group: AlertGroup) -> bool:
        """Go to the first row of that group that holds; whether there is one."""
        found = current_rows(self._record, group) if self._record is not None else []
        return bool(found) and self.open(found[0].id)

    def open(self, entry_id: UUID) -> bool:
        """Go to the entry of that id; whether it is here."""
        return self.choose(entry_id) and self.lines.go_to(entry_id)

    def start(self) -> bool:
        """Put the keyboard where one begins; whether there is anywhere."""
        return self.lines.go_to(self.chosen_id) or self.lines.go_to()

    def _watch(self, button: LineButton) -> None:
        button.reached.connect(partial(self._reach, button))
        button.clicked.connect(partial(self._press, button))

    def _reach(self, button: LineButton, by_key: bool) -> None:
        if by_key and button.line.id in self.lines.slots:
            self._choose(button.line.id)

    def _press(self, button: LineButton, _checked: bool = False) -> None:
        if button.line.id == self.chosen_id:
            self.entered.emit()
        else:
            self._choose(button.line.id)

    def _choose(self, id: UUID) -> None:
        another, self.chosen_id = id != self.chosen_id, id
        self._mark()
        if another:
            self.chosen.emit(id)

    def _mark(self) -> None:
        for id, slot in self.lines.slots.items():
            slot.button.show_open(is_open=id == self.chosen_id)
            slot.button.setAccessibleDescription("visas nu" if id == self.chosen_id else "")
            slot.update()

    # Checking

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """K on a row: it was held against the journal today."""
        here = next((id for id, slot in self.lines.slots.items() if slot.button.hasFocus()), None)
        held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if event.key() == Qt.Key.Key_K and not held and here is not None:
            if not event.isAutoRepeat():  # a key that is held down has read nothing in the journal
                self.check(here)
        else:
            super().keyPressEvent(event)

    def check(self, id: UUID) -> None:
        """The row was held against the journal today, and the journal says the same."""
        self.session.do(check_alert, id).then(partial(self._checked, id)).but(self._refused)

    def _checked(self, id: UUID, _applied: Applied) -> None:
        """On to the next row that is to be checked, if that is where the keyboard is."""
        record = self._record
        if record is None or all(one.id != id for one in record.all(AlertInformation)):
            return
        announce(self, f"{record.get(AlertInformation, id).heading} är kontrollerad mot journalen i dag")
        slot = self.lines.slots.get(id)
        due = [one.id for one in due_rows(record) if is_due(one, record)]
        if slot is not None and slot.button.hasFocus() and due:
            self.open(due[0])

    def _check_all(self) -> None:
        self.session.do(check_all_alerts).then(self._all_checked).but(self._refused)

    def _all_checked(self, _applied: Applied) -> None:
        self.done.emit("Allt är kontrollerat mot journalen i dag")

    def _refused(self, error: CoordinatorError) -> None:
        self.fault.say(error)


class ColumnTitles(QWidget):
    """What the columns are about; where there are none each line says it."""

    def __init__(self) -> None:
        super().__init__()
        self._with_columns = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(round(metrics(*LOOKS["note"][:2]).height() + scaled(12)))

    def show_columns(self, *, there_are: bool) -> None:
        """Show the titles of the columns, when there are rows with such."""
        self._with_columns = there_are
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        points, _, role = LOOKS["note"]
        painter.setFont(font(points, 600))
        painter.setPen(theme().colour(role))
        right, titles = self.width(), [(scaled(10), "UMI (nationell lista)")]
        if self._with_columns and right >= scaled(TABLE):
            titles += [(right - scaled(GRADE + CHECKED), "Grad"), (right - scaled(CHECKED), "Kontrollerat")]
        for left, text in titles:
            place = QRect(left, 0, self.width() - left, self.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme().colour("border"))
        painter.end()


def _nothing_below(_id: UUID) -> QWidget | None:
    """A row opens in the panel beside, and not in its place."""
    return None

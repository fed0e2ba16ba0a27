"""A reminder added in one line, as one would say it; what it becomes is shown before Enter."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from coordinator.errors import CoordinatorError, RuleError
from coordinator.quick_contact import Part
from coordinator.quick_reminder import QuickReminder, read_reminder
from coordinator.record import Record
from ui.chips import Chip, chip_size
from ui.form import Fault
from ui.form_flow import Flow
from ui.pages.quick_add import PART, QuickLine
from ui.parts import column, label, row
from ui.theme import appearance
from ui.window_commands import NEW_REMINDER

_LARGE = 150
"""From this text size the chips need the whole width."""
EXAMPLE = "ring LSS om beslutet fre 4 dec Karin"


class ReminderQuick(QWidget):
    """The line, what it becomes, and why it was refused. Made anew for each patient: the draft is hers."""

    added = Signal(object)
    """Enter: the fields of the reminder. Answer with `taken` or `refuse`."""

    def __init__(self, record: Record) -> None:
        super().__init__()
        self.record = record
        self._sent = ""
        self.line = QuickLine("Ny bevakning på en rad", "plus", hint=EXAMPLE, keys=NEW_REMINDER.keys, height=36)
        self._chips = Flow(spacing=6)
        self._becomes = QWidget()
        shown = row(spacing=10)
        shown.addLayout(self._chips, 1)
        if appearance().scale < _LARGE:
            shown.addWidget(_note("Enter lägger till"), 0, Qt.AlignmentFlag.AlignTop)
        self._becomes.setLayout(shown)
        self._fault = Fault()
        self.setLayout(column(self.line, self._fault, self._becomes, spacing=7))
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._show)
        self.line.returnPressed.connect(self._add)
        self._show()

    @property
    def becomes(self) -> str:
        """What the line would add, as it is read aloud."""
        return self._becomes.accessibleName() if not self._becomes.isHidden() else ""

    @property
    def fault_text(self) -> str:
        """Why it was not added; empty when nothing is wrong."""
        return self._fault.text()

    def taken(self) -> None:
        """It is added: the line is ready for the next, unless that is begun already."""
        if self.line.text() == self._sent:
            self.line.clear()
        self._sent = ""
        self.line.show_saved("")

    def refuse(self, error: CoordinatorError) -> None:
        """It was not added; the line stays as it is, and here is why."""
        self._sent = ""
        self.line.show_fault()
        self._fault.say(error)

    def _add(self) -> None:
        text = self.line.text()
        if not text.strip() or text == self._sent:
            return
        try:
            read = read_reminder(self.record, text)
            if read.lacks:
                raise RuleError("Något saknas", read.lacks)
        except RuleError as error:
            self.refuse(error)
            return
        self._sent = text
        fields: Mapping[str, Any] = read.fields
        self.added.emit(fields)

    def _show(self, _text: str = "") -> None:
        self._fault.say(None)
        while self._chips.count():
            item = self._chips.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        try:
            read = read_reminder(self.record, self.line.text())
        except RuleError as error:
            read = QuickReminder({}, (), str(error))
        wanted = read.lacks if self.line.text().strip() else ""
        self._becomes.setVisible(bool(read.parts or wanted))
        self._put(_note("Blir:"))
        for part in read.parts:
            chip = Chip(_words(part), PART)
            chip.setToolTip(part.label)
            self._put(chip)
            if part.suggested:
                self._put(_note("föreslaget"))
        if wanted:
            self._put(_note(wanted))
        said = "; ".join([*(_aloud(part) for part in read.parts), *([wanted] if wanted else [])])
        self._becomes.setAccessibleName(f"Blir: {said}")
        self.line.setAccessibleDescription(f"Blir: {said}" if said else NEW_REMINDER.keys)

    def _put(self, part: QWidget) -> None:
        part.setParent(self._becomes)
        self._chips.addWidget(part)
        part.show()


def _words(part: Part) -> str:
    return f"{part.label}: {part.text}" if part.label in ("Ansvarig", "Kontakt") else part.text


def _aloud(part: Part) -> str:
    return f"{part.label}: {part.text}" + (", föreslaget" if part.suggested else "")


def _note(text: str) -> QLabel:
    """A quiet word in line with the chips."""
    made = label(text, "note")
    made.setMinimumHeight(chip_size(text).height())
    return made

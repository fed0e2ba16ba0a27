"""A time added in one line, as one hears it on the telephone; what it becomes is shown before Enter."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from coordinator.errors import CoordinatorError, RuleError
from coordinator.quick_appointment import AppointmentReader, QuickAppointment
from coordinator.record import Record
from ui.form import Fault
from ui.pages.becomes import Becomes
from ui.pages.quick_add import QuickLine
from ui.parts import column
from ui.window_commands import NEW_APPOINTMENT

_LABELLED = frozenset({"Anteckning", "Vad det gäller", "Plats"})
_NO_DAY = RuleError("Vilken dag?", "Skriv den också, till exempel mån 30 nov 13.15.")


class _Line(QuickLine):
    """The arrow down goes on to the lines below."""

    left_downwards = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
            return
        super().keyPressEvent(event)


class QuickTime(QWidget):
    """The line, what it becomes, and why it was refused."""

    added = Signal(object)
    """Enter: the fields of the time. Answer with `taken` or `refuse`."""

    def __init__(self) -> None:
        super().__init__()
        self._reader: AppointmentReader | None = None
        self._sent = ""
        self.line = _Line(
            "Ny tid på en rad", "plus", hint="mån 30 nov 13.15 neurologen Amina Wallin, Östra sjukhuset",
            keys=NEW_APPOINTMENT.keys, height=36,
        )  # fmt: skip
        self.becomes = Becomes(_LABELLED, "Enter lägger till och tar nästa")
        self.fault = Fault()
        self.setLayout(column(self.line, self.fault, self.becomes, spacing=7))
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._read)
        self.line.finished.connect(self._add)

    def begin(self) -> None:
        """Nothing is written: another patient is on screen. What was is her own draft."""
        self._sent = ""
        self.line.setText("")
        self.line.show_saved("")
        self.fault.say(None)

    def show_record(self, record: Record) -> None:
        """Read lines about this patient from now on."""
        self._reader = AppointmentReader(record)
        self._read(self.line.text())

    def taken(self) -> None:
        """It is added: the line is ready for the next, unless that is begun already."""
        if self.line.text() == self._sent:
            self.line.clear()
        self.line.show_saved("")

    def refuse(self, error: CoordinatorError) -> None:
        """It was not added; the line stays as it is, and here is why."""
        self.line.show_fault()
        self.fault.say(error)

    def _understood(self) -> QuickAppointment | None:
        """What the line would become; None before there is a patient. RuleError says what is wrong with its day."""
        return self._reader.read(self.line.text()) if self._reader is not None else None

    def _add(self, text: str) -> None:
        self._sent = text
        try:
            read = self._understood()
        except RuleError as error:
            self.refuse(error)
            return
        fields: Mapping[str, Any] = read.fields if read is not None else {}
        if not fields:
            self.line.show_saved("")
        elif read is not None and not read.has_day:
            self.refuse(_NO_DAY)
        else:
            self.added.emit(fields)

    def _read(self, _text: str) -> None:
        self.fault.say(None)
        try:
            read = self._understood()
        except RuleError as error:
            self.becomes.show_parts(())
            self.fault.say(error)
            self.line.setAccessibleDescription(str(error))
            return
        parts = read.parts if read is not None else ()
        lacks = "Skriv vilken dag" if read is not None and parts and not read.has_day else ""
        self.line.setAccessibleDescription(self.becomes.show_parts(parts, lacks) or "Ctrl T")

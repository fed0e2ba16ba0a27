"""A call noted in two lines: what was said, and what then. What it becomes is shown before Enter."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from coordinator.errors import CoordinatorError, RuleError
from coordinator.quick_call import QuickCall, read_call
from coordinator.record import Record
from ui.form import Fault
from ui.pages.becomes import Becomes
from ui.pages.quick_add import QuickLine
from ui.parts import Button, Kind, column, row
from ui.window_commands import NOTE_CALL

SAID, THEN = "Annelie LSS 5 min: beslutet om korttids – kommer före jul", "fråga igen fre 4 dec, eller inget mer"


class CallQuick(QWidget):
    """The two lines. Enter in the first goes to the second; there, and with Ctrl anywhere, it notes."""

    sent = Signal(object)
    """The fields of the note and its owner. Answer with `taken` or `refuse`."""
    whole_wanted = Signal()
    """All the fields are wanted, as for another hour than now."""

    def __init__(self) -> None:
        super().__init__()
        self._record: Record | None = None
        self._sent: tuple[str, str] | None = None
        self.said = QuickLine("Samtalet på en rad", "phone-call", hint=SAID, keys=NOTE_CALL.keys, height=36)
        self.then = QuickLine("Sedan", "arrow-right", hint=THEN, height=36)
        self._becomes = Becomes()
        self._fault = Fault()
        self.note = Button("Anteckna", Kind.PRIMARY, icon="check", shortcut="Ctrl+Return", press=self.send)
        self.whole = Button("Alla fält", Kind.QUIET, icon="list", press=self.whole_wanted.emit)
        self.setLayout(
            column(
                self.said, self.then, self._fault, self._becomes, row(self.note, self.whole, 1, spacing=10), spacing=7
            )
        )
        self.setFocusProxy(self.said)
        for line in (self.said, self.then):
            line.textChanged.connect(self._show)
        self.said.returnPressed.connect(lambda: self.then.setFocus(Qt.FocusReason.TabFocusReason))
        self.then.returnPressed.connect(self.send)
        self._show()

    @property
    def is_begun(self) -> bool:
        """Whether anything is written."""
        return bool(self.said.text().strip() or self.then.text().strip())

    @property
    def becomes(self) -> str:
        """What the lines would note, as it is read aloud."""
        return self._becomes.accessibleName() if not self._becomes.isHidden() else ""

    @property
    def fault_text(self) -> str:
        """Why it was not noted; empty when nothing is wrong."""
        return self._fault.text()

    def show_record(self, record: Record) -> None:
        """Read the lines as of that record."""
        self._record = record
        self._show()

    def taken(self) -> None:
        """It is noted: the lines are ready for the next, unless that is begun already."""
        if (self.said.text(), self.then.text()) == self._sent:
            for line in (self.said, self.then):
                line.clear()
                line.show_saved("")
        self._sent = None

    def refuse(self, error: CoordinatorError) -> None:
        """It was not noted; the lines stay as they are, and here is why."""
        self._sent = None
        self._fault.say(error)

    def send(self) -> None:
        """Note the call; what is lacking is said, and where it is written has the keyboard."""
        record, texts = self._record, (self.said.text(), self.then.text())
        if record is None or texts == self._sent:
            return
        try:
            read = read_call(record, *texts)
            if read.lacks:
                raise RuleError("Något saknas", read.lacks)
        except RuleError as error:
            self.refuse(error)
            (self.then if self._has_what(record) else self.said).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._sent = texts
        self.sent.emit(dict(read.fields))

    def _has_what(self, record: Record) -> bool:
        return bool(read_call(record, self.said.text(), "").fields["what"])

    def _show(self, _text: str = "") -> None:
        self._fault.say(None)
        self.said.setAccessibleDescription(self._becomes.show_parts(self._read().parts) or NOTE_CALL.keys)

    def _read(self) -> QuickCall:
        if self._record is None or not self.is_begun:
            return QuickCall({}, ())
        try:
            return read_call(self._record, self.said.text(), self.then.text())
        except RuleError:
            return read_call(self._record, self.said.text(), "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        entering = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if entering and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.send()
        else:
            super().keyPressEvent(event)

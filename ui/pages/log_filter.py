"""What narrows the contact log: words, which kind of help, and with whom."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from coordinator.contact import Contact
from coordinator.contact_log import ContactLogEntry, HelpKind
from coordinator.documents.phrases import title_of
from coordinator.record import Record
from coordinator.swedish import folded, sort_key
from ui.form_choice import ChoiceBox
from ui.form_flow import Flow
from ui.pages.log_fields import SHORT
from ui.pages.quick_add import SignedLine
from ui.parts import Button, Kind, label, row, whole
from ui.theme import scaled

_AT_A_TIME = 100
_UNREAD = (-1, "", "")


class LogFilter(QWidget):
    """The line, a toggle for each kind of help with how many, and the contacts there are lines about."""

    changed = Signal()
    done = Signal()
    """Down or Enter in the line: on to the log."""

    def __init__(self) -> None:
        super().__init__()
        self.line = SignedLine("Sök i loggen", "search", hint="Sök i loggen")
        self.line.setMinimumWidth(scaled(170))
        self.whom = ChoiceBox("Med vem", [(None, "Alla kontakter")])
        self.whom.setMinimumWidth(scaled(180))
        self._group = QButtonGroup(self)
        self._kinds: list[tuple[HelpKind | None, Button]] = []
        for place, kind in enumerate((None, *HelpKind)):
            button = Button("Alla" if kind is None else SHORT[kind], Kind.TOGGLE)
            button.setToolTip("" if kind is None else kind.label)
            button.setAutoExclusive(True)  # the group sees to it; this is what a screen reader is told
            self._group.addButton(button, place)
            self._kinds.append((kind, button))
        self._kinds[0][1].setChecked(True)
        self._texts: dict[UUID, tuple[int, str, str]] = {}
        self._unread: list[ContactLogEntry] = []
        self._reading = QTimer(self, interval=0)
        self._reading.timeout.connect(self._read_some)
        self._contacts: dict[UUID, str] = {}
        for one in (self.whom, *(button for _, button in self._kinds)):
            one.setFixedHeight(self.line.sizeHint().height())
        words = label("Med vem", "note")
        words.setBuddy(self.whom)  # a box of choices has its value for a name
        words.setFixedHeight(self.whom.height())
        whom = whole(row(words, self.whom, spacing=6))
        self.setLayout(Flow(self.line, *(button for _, button in self._kinds), whom))
        self.line.textChanged.connect(self.changed)
        self.line.installEventFilter(self)
        self.whom.currentIndexChanged.connect(self.changed)
        self._group.idToggled.connect(self._toggled)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything may be hidden."""
        return bool(self.line.text().strip() or self._kind is not None or self.whom.chosen() is not None)

    @property
    def _kind(self) -> HelpKind | None:
        return self._kinds[self._group.checkedId()][0]

    def show_all(self) -> None:
        """Let everything through again."""
        self.line.clear()
        self._kinds[0][1].setChecked(True)
        self.whom.setCurrentIndex(0)

    def show_record(self, record: Record, log: Sequence[ContactLogEntry]) -> None:
        """Say how many there are of each kind, and with whom."""
        self._contacts = {one.id: title_of(one) for one in record.all(Contact)}
        for kind, button in self._kinds:
            many = sum(kind is None or kind in one.helped_with for one in log)
            button.say("Alla" if kind is None else SHORT[kind], note=str(many))
        met = {one.contact_id for one in log if one.contact_id in self._contacts}
        named = sorted(((one, self._contacts[one]) for one in met if one), key=lambda pair: sort_key(pair[1]))
        self.whom.offer([(None, "Alla kontakter"), *named])
        if self.whom.currentIndex() < 0:
            self.whom.setCurrentIndex(0)
        self._unread = [one for one in log if self._texts.get(one.id, _UNREAD)[:2] != (one.version, self._who(one))]
        if self._unread:
            self._reading.start()

    def passed(self, log: Sequence[ContactLogEntry]) -> list[ContactLogEntry]:
        """Those of the log that pass, in the same order."""
        kind, whom, words = self._kind, self.whom.chosen(), folded(self.line.text()).split()
        found = [one for one in log if kind is None or kind in one.helped_with]
        if whom is not None:
            found = [one for one in found if one.contact_id == whom]
        if words:
            self._read(len(self._unread))
            found = [one for one in found if all(word in self._texts[one.id][2] for word in words)]
        return found

    def _who(self, one: ContactLogEntry) -> str:
        return self._contacts.get(one.contact_id, "") if one.contact_id else ""

    def _read_some(self) -> None:
        self._read(_AT_A_TIME)

    def _read(self, many: int) -> None:
        """Make ready what is searched in each line, some at a time while nothing else is done: a log may be long."""
        some, self._unread = self._unread[:many], self._unread[many:]
        for one in some:
            who = self._who(one)
            text = folded(f"{one.what} {one.outcome} {one.next_step} {one.with_whom} {who} {one.by} {one.day}")
            self._texts[one.id] = one.version, who, text
        if not self._unread:
            self._reading.stop()

    def forget(self) -> None:
        """Another patient's log comes: nothing of this one's stays."""
        self._texts.clear()
        self._unread = []
        self._reading.stop()
        self.show_all()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            leaves = event.key() == Qt.Key.Key_Escape and not self.line.text()
            if leaves or event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.done.emit()
                return True
        return super().eventFilter(watched, event)

    def _toggled(self, _place: int, checked: bool) -> None:
        if checked:
            self.changed.emit()

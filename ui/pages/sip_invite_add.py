"""The line where those who take part in a SIP are added: contacts and family are found, others are written."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from coordinator.errors import CoordinatorError
from coordinator.finding import Finder
from coordinator.record import Record
from coordinator.sip.candidates import Candidate, candidates, read_participant
from ui.form import Fault
from ui.pages.becomes import Becomes
from ui.pages.quick_add import QuickLine
from ui.pages.sip_invite_offers import Offers
from ui.parts import column, label
from ui.screen_reader import Announcer, announce, hits_in_words

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5}
_LABELLED = frozenset({"Anteckning", "Huvudman", "Organisation"})
_BY_WORDS = "Enter lägger till som det står. Är någon av raderna rätt? Pil ned väljer den."


class AddLine(QuickLine):
    """The line itself. The arrows go among those that are offered below."""

    stepped = Signal(int)
    space_pressed = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__(
            "Lägg till deltagare", "plus", hint="Lägg till: namn på en kontakt, eller namn, roll, verksamhet", height=36
        )
        self.ticks = False
        """Whether Space ticks the marked line instead of being a letter."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.stepped.emit(step)
        elif event.key() == Qt.Key.Key_Space and self.ticks:
            self.space_pressed.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()


class AddPeople(QWidget):
    """The line, who is offered for it, what else it becomes, and why it was refused."""

    chosen = Signal(object)
    """Enter on one or several that were offered: a list of `Candidate`. Answer with `taken` or `refuse`."""
    written = Signal(object)
    """Enter on somebody who is none of them: the fields of the participant. Answer with `taken` or `refuse`."""

    def __init__(self) -> None:
        super().__init__()
        self._today = date.min
        self._of: tuple[UUID, UUID] | None = None
        self._all: Sequence[Candidate] = ()
        self._finder: Finder[Candidate] = Finder([], _words)
        self._sent = ""
        self._is_open = False
        self.line = AddLine()
        self.offers = Offers()
        self.note = label("", "note", wrap=True)
        self.note.hide()
        self.becomes = Becomes(_LABELLED, "")
        self.fault = Fault()
        self._announcer = Announcer(self.line)
        self.setLayout(column(self.line, self.fault, self.offers, self.becomes, self.note, spacing=4))
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._look)
        self.line.stepped.connect(self._step)
        self.line.space_pressed.connect(self._tick)
        self.line.left.connect(self._close)
        self.line.left_empty_handed.connect(self._put_away)
        self.line.returnPressed.connect(self._add)
        self.offers.taken.connect(self._take)
        self.offers.ticked.connect(self._say)

    def show_sip(self, record: Record, sip_id: UUID) -> None:
        """Offer those who are not in that SIP yet."""
        another = self._of != (record.patient_id, sip_id)
        if another:
            self._of = record.patient_id, sip_id
            self.offers.clear()
            self.fault.say(None)
            self._is_open = False
        self._today = record.today
        found = candidates(record, sip_id)
        if another or found != self._all:
            self._all, self._finder = found, Finder(found, _words)
            self._look()

    def taken(self) -> None:
        """They are added: the line is ready for the next, unless that is begun already."""
        self.offers.clear()
        self._is_open = False
        if self.line.text() == self._sent:
            self.line.clear()
        self._sent = ""
        self.line.show_saved("")
        self._look()

    def refuse(self, error: CoordinatorError) -> None:
        """Nobody was added; the line stays as it is, and here is why."""
        self._sent = ""
        self.line.show_fault()
        self.fault.say(error)

    # What is offered

    def _look(self) -> None:
        """Offer those that fit what is typed; with nothing typed, everybody when that is asked for."""
        self.fault.say(None)
        typed = self.line.text().strip()
        found = self._finder.find_as_typed(typed, len(self._all)) if typed and "," not in typed else []
        if not typed and self._is_open:
            found = list(self._all)
        self.line.ticks = False
        self.offers.offer(found, typed, mark_first=bool(typed))
        if typed and self.line.hasFocus() and "," not in typed:
            self._announcer.soon(hits_in_words(len(found)))
        self._say()

    def _step(self, steps: int) -> None:
        if not self.line.text().strip() and not self._is_open and steps > 0:
            self._is_open = True
            self._look()
        self.offers.step(steps)
        self.line.ticks = self.offers.here is not None
        self._announcer.forget()
        announce(self.line, self.offers.said() or self.line.text())
        self._say()

    def _tick(self) -> None:
        one = self.offers.here
        if one is not None:
            self.offers.tick(one)
            announce(self.line, self.offers.said())
            self._say()

    def _say(self) -> None:
        """What Enter would do."""
        typed, here, many = self.line.text().strip(), self.offers.here, len(self.offers.chosen)
        read = read_participant(typed, self._today) if typed and here is None and not many else None
        self.becomes.show_parts(read.parts if read is not None else ())
        if many:
            words = f"{many} valda. Enter lägger till {'dem' if many > 1 else 'den'}."
            words = words.replace("1 valda", "1 vald")
        elif here is not None:
            words = f"Enter lägger till {here.name}. Mellanslag väljer flera." if self.line.ticks else (
                f"Enter lägger till {here.name}. Pil ned går vidare."
            )  # fmt: skip
        elif read is not None:
            words = _BY_WORDS if self.offers.isVisible() else "Enter lägger till."
        else:
            words = ""
        self.note.setText(words)
        self.note.setVisible(bool(words))
        self.line.setAccessibleDescription(words or "Pil ned visar alla kontakter")

    def _close(self) -> None:
        """The line was left: what was opened with the arrow is put away; ticks and text stay."""
        if self._is_open and not self.offers.chosen:
            self._is_open = False
            self._look()

    def _put_away(self) -> None:
        """Escape with nothing written: nobody is chosen."""
        self.offers.clear()
        self._is_open = False
        self._look()

    # Adding

    def _add(self) -> None:
        text = self.line.text()
        if text.strip() and text == self._sent:
            return  # it is on its way
        here = self.offers.here
        if self.offers.chosen:
            self._send(text, list(self.offers.chosen))
        elif here is not None:
            self._send(text, [here])
        elif text.strip():
            fields: dict[str, Any] = dict(read_participant(text, self._today).fields)
            self._sent = text
            if fields:
                self.written.emit(fields)

    def _take(self, one: Candidate) -> None:
        self._send(self.line.text(), [*(other for other in self.offers.chosen if other != one), one])

    def _send(self, text: str, people: list[Candidate]) -> None:
        self._sent = text
        self.chosen.emit(people)


def _words(one: Candidate) -> str:
    return one.words

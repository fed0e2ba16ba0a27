"""What can be done with a reminder, below its line: ring, say that it is done and how, put it off, change it."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from coordinator.contact import Contact
from coordinator.day_reader import read_day
from coordinator.documents.phrases import title_of, workplace_of
from coordinator.errors import CoordinatorError, RuleError
from coordinator.number_to_ring import number_of
from coordinator.page import Page as PageName
from coordinator.record import Record
from coordinator.reminder import Reminder, finish_reminder, postpone_reminder
from coordinator.removal import take_away
from coordinator.swedish import day_in_words, short_day, week
from ui.drafts import Drafts
from ui.form import EntryForm, Fault
from ui.form_flow import Flow, tab_after
from ui.pages.written_answer import Answer, AnswerLine, lead_back
from ui.parts import Button, Kind, clear, column, label, row, selectable
from ui.session import Doing, Session

_FIELDS = ("what", "owner", "due", "contact_id", "note")
_DONE_FIELDS = (*_FIELDS, "done_on", "done_note")
_DONE, _PUT_OFF = "Alt+K", "Alt+S"


class ReminderBody(QWidget):
    """One reminder, open. Made anew for each that is opened."""

    back = Signal()
    """The focus has nowhere to be here any more: back to the line."""

    def __init__(self, session: Session, drafts: Drafts, reminder: Reminder, record: Record) -> None:
        super().__init__()
        self._session, self._drafts = session, drafts
        self.reminder = reminder
        self._words = column(spacing=3)
        self.fault = Fault()
        self.done = Button("Klar", icon="check", shortcut=_DONE, press=self.ask_how_it_went)
        self.put_off = Button("Skjut upp", icon="clock", shortcut=_PUT_OFF, press=self.ask_until_when)
        self.change = Button("Ändra", Kind.QUIET, icon="pencil", press=self.turn_form)
        self.remove = Button("Ta bort", Kind.QUIET, icon="trash-2", press=self.take_away)
        self.source = Button("Ur kontaktloggen", Kind.QUIET, icon="message-square", press=self._go_to_source)
        for button in (self.done, self.put_off, self.change, self.remove):
            button.setAccessibleName(f"{button.text()}: {reminder.what}")
        actions = QWidget()
        actions.setLayout(Flow(self.done, self.put_off, self.change, self.remove, self.source, spacing=6))
        self._inside = column(self._words, actions, self.fault, spacing=8)
        self.setLayout(self._inside)
        self.answer: Answer | None = None
        self.form: EntryForm | None = None
        self._read = label("", "note", parent=self)
        self._read.hide()
        self.show_reminder(reminder, record)
        self._resume()

    def show_reminder(self, reminder: Reminder, record: Record) -> None:
        """Show it as it is now; what is half-written stays."""
        self.reminder = reminder
        is_open = reminder.done_on is None
        self.done.setVisible(is_open)
        self.put_off.setVisible(is_open)
        self.source.setVisible(reminder.log_entry_id is not None)
        clear(self._words)
        contact = next((one for one in record.all(Contact) if one.id == reminder.contact_id), None)
        if contact is not None:
            self._words.addWidget(_to_ring(contact))
        for words, look in _about(reminder, record):
            self._words.addWidget(label(words, look, wrap=True))
        if self.form is not None:
            self.form.show_entry(reminder, record)

    # Done, and put off

    def ask_how_it_went(self) -> None:
        """Ask in one line; Enter makes it done."""
        line = AnswerLine("Hur gick det?", hint="Skriv i korthet. Enter när det är klart")
        self._ask([(line, self._draft("done_note"))], partial(self._finish, line))

    def ask_until_when(self) -> None:
        """Ask for the new day and why."""
        day = AnswerLine("Ny dag", hint="om en vecka, mån, 4 dec")
        because = AnswerLine("Varför skjuts den upp?", hint="Till exempel: handläggaren är ledig")
        self._ask([(day, self._draft("to")), (because, self._draft("because"))], partial(self._postpone, day, because))
        self._inside.addWidget(self._read)
        day.textChanged.connect(self._say_day)
        self._say_day(day.text())

    def _ask(self, asked: list[tuple[AnswerLine, str]], send: "partial[Doing | None]") -> None:
        self._close_answer()
        self.answer = Answer(self._session, self._drafts, asked, send)
        self.answer.closed.connect(self._leave_answer)
        self._inside.addWidget(self.answer)
        self.answer.show()
        tab_after(self.source, self.answer)
        self.answer.start()

    def _resume(self) -> None:
        """Ask again what was half answered."""
        kept = self._session.kept
        if self.reminder.done_on is not None:
            return
        if kept(self._session.draft_key(self._draft("done_note"))) is not None:
            self.ask_how_it_went()
        elif any(kept(self._session.draft_key(self._draft(one))) is not None for one in ("to", "because")):
            self.ask_until_when()

    def _finish(self, line: AnswerLine) -> Doing | None:
        if not self._is_on_screen():
            return None
        answer = self.answer
        doing = self._session.do(finish_reminder, self.reminder.id, note=line.text().strip())
        return doing.but(partial(answer.refuse, line=line)) if answer is not None else doing

    def _postpone(self, day: AnswerLine, because: AnswerLine) -> Doing | None:
        record, answer = self._session.record, self.answer
        if record is None or answer is None or not self._is_on_screen():
            return None
        try:
            to = read_day(day.text(), record.today)
            if to is None:
                raise RuleError("Datumet saknas", "Skriv den nya dagen, till exempel om en vecka.")
        except CoordinatorError as error:
            answer.refuse(error, day)
            return None
        wrong = because if not because.text().strip() else day
        doing = self._session.do(postpone_reminder, self.reminder.id, to=to, because=because.text().strip())
        return doing.but(partial(answer.refuse, line=wrong))

    def _say_day(self, text: str) -> None:
        record = self._session.record
        try:
            day = read_day(text, record.today) if record is not None else None
        except CoordinatorError:
            day = None
        said = f"Blir: {short_day(day, record.today)}, {week(day)}" if day is not None and record is not None else ""
        self._read.setText(said)
        self._read.setVisible(bool(said))

    def _leave_answer(self) -> None:
        self._close_answer()
        self.back.emit()

    def _close_answer(self) -> None:
        if self.answer is None:
            return
        gone, self.answer = self.answer, None
        self._read.hide()
        self._inside.removeWidget(gone)
        gone.hide()
        gone.deleteLater()

    def _draft(self, name: str) -> str:
        return f"{Reminder.KIND}:{self.reminder.id}:{name}"

    # The form, and away

    def turn_form(self) -> None:
        """Open the form, or close it."""
        record = self._session.record
        if self.form is None and record is not None:
            names = _FIELDS if self.reminder.done_on is None else _DONE_FIELDS
            self.form = EntryForm(self._session, self._drafts, Reminder, only=names, history=True)
            self.form.show_entry(self.reminder, record)
            self.form.hide()
            lead_back(self.form, self.back.emit)
            self._inside.addWidget(self.form)
            tab_after(self.source, self.form)
        if self.form is None:
            return
        opens = self.form.isHidden()
        self.form.setVisible(opens)
        self.change.say("Klar med ändringen" if opens else "Ändra", icon="check" if opens else "pencil")
        if opens:
            self.form.start()
        else:
            self.change.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_away(self) -> None:
        """Take the reminder out of the record; undo brings it back."""
        if self._is_on_screen():
            self._session.do(take_away, Reminder, self.reminder.id).but(self.fault.say)

    def _go_to_source(self) -> None:
        self._session.wanted.emit(PageName.CONTACT_LOG.stored, self.reminder.log_entry_id)

    def _is_on_screen(self) -> bool:
        record = self._session.record
        return record is not None and record.patient_id == self.reminder.patient_id

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.take_key(event):
            super().keyPressEvent(event)

    def take_key(self, event: QKeyEvent) -> bool:
        """Do what a key does with an open reminder; whether it does anything."""
        if not event.modifiers() & Qt.KeyboardModifier.AltModifier or self.reminder.done_on is not None:
            return False
        act = {Qt.Key.Key_K: self.ask_how_it_went, Qt.Key.Key_S: self.ask_until_when}.get(Qt.Key(event.key()))
        if act is not None:
            act()
        return act is not None


def _to_ring(contact: Contact) -> QWidget:
    """Whom to ring, with the number large."""
    title = label(title_of(contact), "strong", wrap=True)
    where = ", ".join(part for part in (workplace_of(contact), contact.phone_hours.strip()) if part)
    words = column(title, *([label(where, "note", wrap=True)] if where else []), spacing=0)
    line = row(spacing=12)
    number = number_of(contact)
    if number is not None:
        shown = selectable(label(number.text, "number"))
        shown.setAccessibleName(f"Telefon {contact.heading}: {number.text}")
        line.addWidget(shown, 0, Qt.AlignmentFlag.AlignTop)
    line.addLayout(words, 1)
    made = QWidget()
    made.setLayout(line)
    return made


def _about(reminder: Reminder, record: Record) -> list[tuple[str, str]]:
    """What more is known of it, and how each is to look."""
    found: list[tuple[str, str]] = []
    if reminder.note.strip():
        found.append((reminder.note.strip(), "body"))
    if reminder.first_due is not None and reminder.first_due != reminder.due:
        why = f" {reminder.postponed_because.strip()}" if reminder.postponed_because.strip() else ""
        found.append((f"Uppskjuten från {day_in_words(reminder.first_due, record.today)}.{why}", "note"))
    if reminder.done_on is not None:
        found.append((f"Klar {day_in_words(reminder.done_on, record.today)}: {reminder.done_note.strip()}", "body"))
    return found

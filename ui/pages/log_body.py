"""A line of the contact log, open: the whole of it as a form that saves itself, and what it led to."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coordinator.contact_log import ContactLogEntry, add_next_step, needs_nothing_more
from coordinator.day_reader import read_day
from coordinator.errors import CoordinatorError, RuleError
from coordinator.journal_entry import enter_in_journal, not_in_journal
from coordinator.page import Page as PageName
from coordinator.record import Record
from coordinator.reminder import Reminder
from coordinator.removal import take_away
from ui.drafts import Drafts
from ui.form import EntryForm, Fault
from ui.form_flow import Flow, tab_after
from ui.pages.written_answer import Answer, AnswerLine, lead_back
from ui.parts import Button, Kind, column
from ui.session import Doing, Session

_WHAT, _NEXT = ("what", "outcome"), ("next_step", "next_on")
_REST = ("at", "form", "contact_id", "with_whom", "minutes", "by", "helped_with")


class LogBody(QWidget):
    """Made anew for each line that is opened."""

    back = Signal()
    """Escape: back to the line."""

    def __init__(self, session: Session, drafts: Drafts, entry: ContactLogEntry, record: Record) -> None:
        super().__init__()
        self._session, self._drafts = session, drafts
        self.entry = entry
        self.form: EntryForm | None = None
        self._form_place = column(spacing=0)
        self.fault = Fault()
        self.answer: Answer | None = None
        self.reminder: Reminder | None = None
        self.follow = Button("Till bevakningen", Kind.QUIET, icon="clock", press=self._go_to_reminder)
        self.step = Button("Skriv ett nästa steg", Kind.QUIET, icon="plus", press=self.ask_next_step)
        self.nothing = Button("Inget mer behövs", Kind.QUIET, icon="check", press=self._needs_nothing)
        self.to_journal = Button("Till journalen", Kind.QUIET, icon="notebook-pen", press=self._show_in_journal)
        self.entered = Button("Införd i journalen", Kind.QUIET, icon="check", press=self._enter)
        self.remove = Button("Ta bort", Kind.QUIET, icon="trash-2", press=self.take_away)
        actions = QWidget()
        actions.setLayout(
            Flow(self.follow, self.step, self.nothing, self.to_journal, self.entered, self.remove, spacing=6)
        )
        self._inside = column(self._form_place, actions, self.fault, spacing=8)
        self.setLayout(self._inside)
        self.show_entry(entry, record)

    def show_entry(self, entry: ContactLogEntry, record: Record) -> None:
        """Show the line as it is now; what is half-written stays."""
        if self.form is None or entry.nothing_next != self.entry.nothing_next:
            self._make_form(entry)
        self.entry = entry
        if self.form is not None:
            self.form.show_entry(entry, record)
        found = [one for one in record.all(Reminder) if one.log_entry_id == entry.id]
        self.reminder = found[-1] if found else None
        self.follow.setVisible(self.reminder is not None)
        self.step.setVisible(entry.nothing_next)
        self.nothing.setVisible(not entry.nothing_next)
        waits = any(one.id == entry.id for one in not_in_journal(record))
        for one in (self.to_journal, self.entered):
            one.setVisible(waits)

    def _make_form(self, entry: ContactLogEntry) -> None:
        """The next step stands in the form when there is one: it cannot be half there, as a form would leave it."""
        if self.form is not None:
            self._drafts.keep_now()
            self._form_place.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        names = (*_WHAT, *(() if entry.nothing_next else _NEXT), *_REST)
        self.form = EntryForm(self._session, self._drafts, ContactLogEntry, only=names, history=True)
        lead_back(self.form, self.back.emit)
        self._form_place.addWidget(self.form)
        tab_after(self.previousInFocusChain(), self.form)

    # What it leads to

    def ask_next_step(self) -> None:
        """Ask what and when; it becomes a reminder."""
        if self.answer is not None:
            self.answer.start()
            return
        step, day = AnswerLine("Nästa steg", hint="Sedan gör jag …"), AnswerLine("Datum", hint="om en vecka, fre 4 dec")
        draft = f"{ContactLogEntry.KIND}:{self.entry.id}"
        asked = [(step, f"{draft}:new_step"), (day, f"{draft}:new_day")]
        self.answer = Answer(self._session, self._drafts, asked, partial(self._add_step, step, day))
        self.answer.closed.connect(self._close_answer)
        self._inside.addWidget(self.answer)
        self.answer.show()
        tab_after(self.remove, self.answer)
        self.answer.start()

    def _add_step(self, step: AnswerLine, day: AnswerLine) -> Doing | None:
        record, answer = self._session.record, self.answer
        if record is None or answer is None or not self._is_on_screen():
            return None
        try:
            on = read_day(day.text(), record.today)
            if on is None or not step.text().strip():
                raise RuleError("Något saknas", "Skriv både nästa steg och en dag, till exempel om en vecka.")
        except CoordinatorError as error:
            answer.refuse(error, day if step.text().strip() else step)
            return None
        doing = self._session.do(add_next_step, self.entry.id, step=step.text().strip(), on=on)
        return doing.but(partial(answer.refuse, line=day))

    def _close_answer(self) -> None:
        if self.answer is None:
            return
        gone, self.answer = self.answer, None
        (self.step if not self.step.isHidden() else self.follow).setFocus()
        self._inside.removeWidget(gone)
        gone.hide()
        gone.deleteLater()

    def _needs_nothing(self) -> None:
        if self._is_on_screen():
            self._session.do(needs_nothing_more, self.entry.id).but(self.fault.say)

    def _show_in_journal(self) -> None:
        self._session.wanted.emit(PageName.JOURNAL.stored, self.entry.id)

    def _enter(self) -> None:
        """The note stands in the journal as it reads now."""
        if self._is_on_screen():
            self._session.do(enter_in_journal, [self.entry.id]).but(self.fault.say)

    # Away

    def take_away(self) -> None:
        """Take the line out of the log; undo brings it back."""
        if self._is_on_screen():
            self._session.do(take_away, ContactLogEntry, self.entry.id).but(self.fault.say)

    def _go_to_reminder(self) -> None:
        if self.reminder is not None:
            self._session.wanted.emit(PageName.REMINDERS.stored, self.reminder.id)

    def _is_on_screen(self) -> bool:
        record = self._session.record
        return record is not None and record.patient_id == self.entry.patient_id

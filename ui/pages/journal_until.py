"""*Allt till och med … står redan i journalen*: for a pärm that is older than the question, one day and one change."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator.errors import CoordinatorError, RuleError
from coordinator.journal.rows import JournalRow, JournalState
from coordinator.journal_entry import enter_in_journal
from coordinator.moment_reader import read_past_day
from coordinator.swedish import full_day
from ui.drafts import Drafts
from ui.form_flow import tab_after
from ui.pages.journal_desk import JournalDesk
from ui.pages.journal_question import rows_in_words
from ui.pages.written_answer import Answer, AnswerLine
from ui.parts import Button, Kind, column, label, row
from ui.session import Doing, Session

_NOTE = "Stod redan i journalen"


class UntilDay(QWidget):
    """A quiet button that asks for the day in its place, and says how many rows that is before Enter."""

    entered = Signal(int, object)
    """So many rows were said to be there, until that day."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__()
        self._session, self._drafts, self._desk = session, drafts, JournalDesk.of(session)
        self._rows: Sequence[JournalRow] = ()
        self.answer: Answer | None = None
        self._sent: tuple[int, date] | None = None
        self.button = Button("Står redan i journalen …", Kind.QUIET, icon="history", press=self.ask)
        self.becomes = label("", "note", wrap=True)
        self.becomes.hide()
        self._inside: QVBoxLayout = column(row(self.button, 1), self.becomes, spacing=4)
        self.setLayout(self._inside)

    def show_rows(self, rows: Sequence[JournalRow]) -> None:
        """What waits. What was changed to other words or taken away is not said to be there in passing: read it."""
        self._rows = [one for one in rows if one.state is JournalState.WAITING or one.reads_as_before]
        self.setVisible(bool(self._rows))
        if self.answer is not None:
            self._tell(self.answer.lines[0].text())

    def put_away(self) -> None:
        """Another patient comes: what is half-written is kept."""
        self._drafts.keep_now()
        self._take_out()

    def ask(self) -> None:
        """Ask for the day."""
        if self.answer is None:
            line = AnswerLine("Allt till och med den här dagen står redan i journalen", hint="i går, 31 okt")
            line.show_saved(self._desk.until)
            self.answer = Answer(self._session, self._drafts, [(line, "journal:until")], partial(self._enter, line))
            self.answer.closed.connect(self._close)
            line.textChanged.connect(self._tell)
            self._inside.insertWidget(1, self.answer)
            tab_after(self.button, self.answer)
            self.button.hide()
            self._tell(line.text())
        self.answer.start()
        self.answer.lines[0].selectAll()

    def _until(self, day: date) -> list[UUID]:
        return [one.entry_id for one in self._rows if one.day <= day]

    def _tell(self, text: str) -> None:
        """What Enter would do."""
        day = self._day(text)
        if day is None:
            self.becomes.setText("Skriv en dag. Inget ändras förrän du trycker Enter.")
        else:
            many = rows_in_words(len(self._until(day)))
            self.becomes.setText(f"Blir: {many} till och med {full_day(day, self._today)} räknas som införda.")
        self.becomes.show()

    def _day(self, text: str) -> date | None:
        try:
            return self._read(text)
        except CoordinatorError:
            return None

    def _read(self, text: str) -> date | None:
        day = read_past_day(" ".join(text.casefold().split()), self._today)
        if day is not None and day > self._today:
            raise RuleError("Dagen har inte varit än", "Skriv i dag, eller en dag som har varit.")
        return day

    @property
    def _today(self) -> date:
        return self._session.today

    def _enter(self, line: AnswerLine) -> Doing | None:
        answer = self.answer
        if answer is None or self._session.record is None:
            return None
        try:
            day = self._read(line.text())
            if day is None:
                raise RuleError("Ingen dag", "Skriv en dag, till exempel i går eller 31 okt.")
            found = self._until(day)
            if not found:
                raise RuleError("Inget väntar så långt tillbaka", "Skriv en senare dag.")
        except CoordinatorError as error:
            answer.refuse(error)
            return None
        self._sent = len(found), day
        return self._session.do(enter_in_journal, found, note=_NOTE).but(partial(self._refused, answer))

    def _refused(self, answer: Answer, error: CoordinatorError) -> None:
        self._sent = None
        answer.refuse(error)

    def _close(self) -> None:
        sent, self._sent = self._sent, None
        self._take_out()
        self.button.setFocus()
        if sent is not None:
            self._desk.until = sent[1].isoformat()
            self.entered.emit(*sent)

    def _take_out(self) -> None:
        gone, self.answer = self.answer, None
        self.button.show()
        self.becomes.hide()
        if gone is not None:
            self._inside.removeWidget(gone)
            gone.hide()
            gone.deleteLater()

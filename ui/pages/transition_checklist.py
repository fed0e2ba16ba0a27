"""*Checklista*: gone through again and again on the way to adult life, by the young person or a relative. No sum."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from coordinator.change import Applied
from coordinator.days_left import with_year
from coordinator.documents.catalogue import CHECKLIST
from coordinator.page import Page as PageName
from coordinator.record import Record
from coordinator.removal import take_away
from coordinator.transition.belonging import plan_of, rounds
from coordinator.transition.checklist import Answerer, ChecklistAnswer, ChecklistRound, MaturityAssessment
from coordinator.transition.checklists import begin_round, questions, who_answered
from coordinator.transition.days import is_growing_up, rule_day
from ui.drafts import Drafts
from ui.entry_lines import entry_box
from ui.entry_lines.beginning import Beginning
from ui.entry_lines.entry_box import NewEntry
from ui.entry_lines.told import Told
from ui.form import EntryForm, Fault
from ui.form_choice import ChoiceBox
from ui.pages.transition_checklist_row import draft_name
from ui.pages.transition_checklist_rows import AnswerRows
from ui.pages.transition_maturity import Maturity
from ui.parts import Button, Kind, Section, column, label, row, whole
from ui.session import Doing, Session
from ui.theme import is_large

FIRST = ("answered_by", "name", "picture_support", "answered_on")
_OF_ROUND = ("answered_on", "answered_by", "name", "picture_support", "note")
_EMPTY = (
    "Sex delar om vardagen, vården och det som ändras vid 18. Den unge svarar själv, med bilder om det hjälper, eller "
    "tillsammans med någon. Närstående kan svara för sig. Svaren räknas aldrig ihop."
)
_FROM = "overgang_info"
"""The date rule from which it is offered when nothing is begun."""


class NewRound(NewEntry):
    """Who answers, and whether with picture support."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts, ChecklistRound, FIRST, words="Vem svarar?")
        self.done.say("Börja svara")

    def given(self, record: Record) -> dict[str, Any]:
        return {"answered_by": Answerer.YOUNG, "answered_on": record.today}

    def send(self, values: dict[str, Any]) -> Doing:
        return self.session.do(
            begin_round, answered_by=values["answered_by"], name=values["name"],
            picture_support=values["picture_support"], on=values["answered_on"],
        )  # fmt: skip


class Checklists(QWidget):
    """The times that the checklist was gone through, one of them at a time, and the assessments of maturity."""

    reached = Signal(object)
    """A widget that is to be seen."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__()
        self._session, self._drafts = session, drafts
        self._of: UUID | None = None
        self._chosen: UUID | None = None
        self._record: Record | None = None
        self.beginning = Beginning(session, drafts)
        self.add = Button("Gå igenom", icon="plus", press=self.begin)
        self.print = Button("Skriv ut", icon="printer", press=self._print)
        self.print.setAccessibleName("Skriv ut checklistan")
        self.told, self.fault = Told(session), Fault()
        self.empty = label(_EMPTY, "note", wrap=True)
        self.which = ChoiceBox("Vilken gång")
        self.which.finished.connect(self._choose)
        self.fold = Button("", Kind.QUIET, icon="chevron-right", press=self._turn)
        self.remove = Button("Ta bort", Kind.QUIET, icon="trash-2", press=self._remove)
        self.remove.setAccessibleName("Ta bort den här gången")
        beside = row(self.fold, self.remove, spacing=10)
        # Above them with large text: beside them there is no room for who answered.
        self._head = whole(column(self.which, row(beside, 1)) if is_large() else row(self.which, beside, spacing=10))
        self.rows = AnswerRows(session, drafts)
        self.rows.reached.connect(self.reached)
        self.form = EntryForm(session, drafts, ChecklistRound, only=_OF_ROUND)
        self.answers = whole(column(self.rows, Section("Om den här gången"), self.form, spacing=10))
        self.answers.hide()
        self.maturity = Maturity(session, drafts)
        self.maturity.reached.connect(self.reached)
        inside = column(
            Section("Checklista", self.print, self.add), self.beginning, self.told, self.empty, self._head, self.fault,
            self.answers, self.maturity, spacing=10,
        )  # fmt: skip
        self.setLayout(inside)
        self.beginning.left.connect(self._leave_new)
        self.beginning.added.connect(self._added)

    # Showing

    def show_record(self, record: Record) -> None:
        """Show what there is; the answers of the latest time when they are asked for."""
        another, self._of = self._of != record.patient_id, record.patient_id
        self._record = record
        if another:
            self._drafts.keep_now()
            self.beginning.put_away()
            self.told.hide()
            self.answers.hide()
            self.rows.let_go()
            self._chosen = None
        found = rounds(record)
        if another:
            self._resume(record, found)
        self._show_rounds(record, found)
        self.maturity.show_record(record)
        self.setVisible(_is_wanted(record))

    def _resume(self, record: Record, found: list[ChecklistRound]) -> None:
        """What was half-written is open again."""
        if entry_box.has_draft(self._session, ChecklistRound, FIRST):
            self._open_new(record)
        kept, key = self._session.kept, self._session.draft_key
        begun = next(
            (one.id for one in found for name in questions() if kept(key(draft_name(one.id, name))) is not None), None
        )
        if begun is not None:
            self._chosen = begun
            self.answers.show()

    def _show_rounds(self, record: Record, found: list[ChecklistRound]) -> None:
        shown = next((one for one in found if one.id == self._chosen), found[0] if found else None)
        self._chosen = shown.id if shown is not None else None
        begins = self.beginning.form is not None
        self.empty.setVisible(shown is None and not begins)
        self._head.setVisible(shown is not None)
        self.add.say("Gå igenom igen" if found else "Gå igenom")
        self.add.setAccessibleName("Gå igenom checklistan igen" if found else "Gå igenom checklistan")
        self.add.setVisible(not begins)
        if shown is None:
            self.answers.hide()
            self.rows.let_go()
            return
        self.which.offer([(one.id, f"{with_year(one.answered_on)}: {who_answered(one)}") for one in found])
        self.which.show_saved(shown.id)
        is_open = not self.answers.isHidden()
        self.fold.say("Dölj svaren" if is_open else "Visa svaren", icon="chevron-down" if is_open else "chevron-right")
        if is_open:
            self.rows.show_round(record, shown)
            self.form.show_entry(shown, record)

    def _again(self) -> None:
        if self._record is not None:
            self._show_rounds(self._record, rounds(self._record))

    def open(self, id: UUID) -> bool:
        """Go to a round, an answer in one or an assessment by its id; whether it is here."""
        record = self._record
        if record is None:
            return False
        answer = next((one for one in record.all(ChecklistAnswer) if one.id == id), None)
        round_id = answer.round_id if answer is not None else id
        if all(one.id != round_id for one in record.all(ChecklistRound)):
            return self.maturity.entries.open(id)
        self._chosen = round_id
        self.answers.show()
        self._again()
        if answer is not None and answer.question in self.rows.rows:
            self.rows.go_to(answer.question)
        else:
            self.rows.start()
        return True

    # Which time

    def _turn(self) -> None:
        if self.answers.isHidden():
            self.answers.show()
            self._again()
            self.rows.start()
        else:
            self.rows.let_go()
            self.answers.hide()
            self._again()

    def _choose(self) -> None:
        self._drafts.keep_now()
        self._chosen = self.which.chosen()
        self._again()

    def _remove(self) -> None:
        id = self._chosen
        if id is None:
            return

        def removed(_applied: Applied) -> None:
            if isValid(self):
                self.told.say("Checklistan är borttagen, med sina svar")
                self.add.setFocus(Qt.FocusReason.OtherFocusReason)

        self._session.do(take_away, ChecklistRound, id).then(removed).but(self.fault.say)

    def _print(self) -> None:
        self._session.wanted.emit(PageName.PAPERS.stored, (CHECKLIST.name, self._chosen))

    # A new time

    def begin(self) -> None:
        """Begin another time that it is gone through, or go on with the one that is begun."""
        if self._record is not None:
            self._open_new(self._record)
            self.beginning.start()
            self.reached.emit(self.beginning)

    def _open_new(self, record: Record) -> None:
        self.beginning.open(NewRound, record, after=self.add)
        self._again()

    def _leave_new(self) -> None:
        self._again()
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _added(self, id: UUID) -> None:
        self._record = self._session.record or self._record
        self.open(id)


def _is_wanted(record: Record) -> bool:
    """Whether there is something, or she is on her way to adult life."""
    there = plan_of(record) is not None or bool(record.all(ChecklistRound)) or bool(record.all(MaturityAssessment))
    begins = rule_day(_FROM, record.patient.birth_date)
    return there or (begins is not None and begins <= record.today and is_growing_up(record))

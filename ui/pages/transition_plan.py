"""What is written in the plan: own words and the family's, what was agreed, the physician's summing up, risks."""

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coordinator.errors import CoordinatorError
from coordinator.record import Record
from coordinator.transition.belonging import plan_of
from coordinator.transition.plan import TransitionPlan
from ui.drafts import Drafts
from ui.form import EntryForm, Fault
from ui.pages.transition_swap_tasks import Agreements, TaskLine
from ui.parts import Boxed, Section, column, label
from ui.session import Session

_OWN, _REST = ("own_words", "family_words"), ("risks", "coordinator", "begun_on")
_SUMMARY = ("summary_by", "summary_on", "summary")
_GIVEN = "Skriv av läkarens text som den är. Hållpunkt ändrar eller lägger inte till något."


class PlanWords(QWidget):
    """The fields of the plan, the person's own words first. They save themselves."""

    reached = Signal(object)
    """A widget that is to be seen."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__()
        self.own = EntryForm(session, drafts, TransitionPlan, only=_OWN)
        self.rest = EntryForm(session, drafts, TransitionPlan, only=_REST)
        self.summary = EntryForm(session, drafts, TransitionPlan, only=_SUMMARY)
        self.forms = (self.own, self.summary, self.rest)
        self.new_task, self.agreements = TaskLine(session, drafts), Agreements(session, drafts)
        self.fault = Fault()
        self.agreements.told_why.connect(self._say_why)
        self.agreements.reached.connect(self.reached)
        self.agreements.emptied.connect(self.new_task.setFocus)
        self.agreements.lines.left_upwards.connect(self.new_task.setFocus)
        box = Boxed("amber_soft", bar="amber")
        box.inside.addLayout(column(self.own))
        self.setLayout(
            column(
                Section("Med egna ord"), box, Section("Överenskommelser för hela planen"), self.new_task, self.fault,
                self.agreements, Section("Medicinsk sammanfattning"), label(_GIVEN, "note", wrap=True), self.summary,
                Section("Om planen"), self.rest, spacing=10,
            )
        )  # fmt: skip

    def show_record(self, record: Record) -> None:
        """Show the plan that is open, or was closed last."""
        plan = plan_of(record)
        self.setVisible(plan is not None)
        if plan is not None:
            for form in self.forms:
                form.show_entry(plan, record)
            self.new_task.show_swap(record, None)
            self.agreements.show_of(record, None)

    def start(self, name: str = _OWN[0]) -> bool:
        """Put the focus on a field, on the first one when none is named; whether it is here."""
        form = next((one for one in self.forms if name in one.fields), None)
        if form is not None:
            form.start(name)
        return form is not None

    def open(self, id: UUID) -> bool:
        """Go to what was agreed for the whole plan by its id; whether it is here."""
        return self.agreements.open(id)

    def _say_why(self, error: CoordinatorError | None) -> None:
        self.fault.say(error)

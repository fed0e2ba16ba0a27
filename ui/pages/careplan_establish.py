"""Fastställ: who has approved the plan, and when it is looked over next."""

from PySide6.QtCore import Signal

from coordinator.careplan import current_plan, establish_plan
from coordinator.change import Applied
from coordinator.day_reader import read_day
from coordinator.errors import CoordinatorError
from ui.fields import LineField
from ui.pages.careplan_binding import Desktop, Fault
from ui.parts import Boxed, Button, column, label, row
from ui.theme import scaled


class Establishing(Boxed):
    """Who has approved the plan, asked where she is. Undo makes it a draft again."""

    closed = Signal()

    def __init__(self, desktop: Desktop) -> None:
        super().__init__("sunken")
        self._desktop = desktop
        self._fault = Fault()
        self.approved_by = LineField("Vem har godkänt planen?", hint="Till exempel patienten och ansvarig läkare")
        self.review = LineField("Nästa översyn", hint="om ett år")
        self.review.setFixedWidth(scaled(150))
        for field, key in ((self.approved_by, "establish:approved_by"), (self.review, "establish:review")):
            desktop.drafts.watch(field, key)
            field.returnPressed.connect(self.go)
            field.left_empty_handed.connect(self.close_it)
        self.button = Button("Fastställ planen", icon="check", press=self.go)
        fields = row(self.approved_by, label("Ses över", "note"), self.review, self.button)
        fields.setStretchFactor(self.approved_by, 1)
        self.inside.addLayout(column(label("Vem har godkänt planen?", "strong"), fields, self._fault))
        if not (desktop.has_draft("establish:approved_by") or desktop.has_draft("establish:review")):
            self.hide()

    def open(self) -> None:
        """Ask."""
        self.show()
        self.approved_by.setFocus()

    def close_it(self) -> None:
        """Do not ask any more."""
        self.approved_by.clear()
        self.review.clear()
        self._fault.forget(self.approved_by)
        self._fault.forget(self.review)
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def go(self) -> None:
        """Let the plan come into force."""
        record = self._desktop.record
        plan = current_plan(record) if record is not None else None
        if record is None or plan is None:
            return
        try:
            review = read_day(self.review.text(), record.today)
        except CoordinatorError as error:
            self.review.show_fault()
            self._fault.say(self.review, error)
            return
        doing = self._desktop.do(
            establish_plan, plan.id, approved_by=self.approved_by.text().strip(), next_review=review
        )
        if doing is not None:
            doing.then(self._established).but(self._refuse)

    def _established(self, _applied: Applied) -> None:
        self.close_it()

    def _refuse(self, error: CoordinatorError) -> None:
        self._fault.say(self.approved_by, error)

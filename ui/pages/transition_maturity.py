"""*Mognadsbedömning*: what a clinician has judged that a child decides for herself, in the clinician's own words."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coordinator.deciding import is_minor
from coordinator.record import Record
from coordinator.swedish import short_day
from coordinator.transition.checklist import MaturityAssessment
from coordinator.transition.checklists import assess_maturity
from ui.drafts import Drafts
from ui.entry_lines.entry_box import NewEntry
from ui.entry_lines.entry_list import EntryList
from ui.entry_lines.group import Group
from ui.entry_lines.line import Line
from ui.parts import Button, Kind, Section, column, label
from ui.session import Doing, Session

FIRST = ("about", "assessment", "assessed_by", "assessed_on")
_WORDS = "Hur moget barnet är bedömer vården, i varje fråga för sig. Hållpunkt räknar inte ut något."
_DAY_WIDTH = 118


class NewAssessment(NewEntry):
    """The form of a new one: about what, the words, and whose they are."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts, MaturityAssessment, FIRST)

    def given(self, record: Record) -> dict[str, Any]:
        return {"assessed_on": record.today}

    def send(self, values: dict[str, Any]) -> Doing:
        return self.session.do(
            assess_maturity, about=values["about"], assessment=values["assessment"], by=values["assessed_by"],
            on=values["assessed_on"],
        )  # fmt: skip


class Maturity(QWidget):
    """The assessments, the latest first. Not there for a grown-up of whom there are none."""

    reached = Signal(object)

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__()
        self.add = Button("Skriv in en bedömning", Kind.QUIET, icon="plus")
        self.entries = EntryList(
            session, drafts, MaturityAssessment, self._groups, order=FIRST, new=NewAssessment, first=FIRST,
            add=self.add, empty=label("Ingen bedömning är inskriven.", "note"), columns=(_DAY_WIDTH,),
        )  # fmt: skip
        self.entries.reached.connect(self.reached)
        self.setLayout(
            column(Section("Mognadsbedömning", self.add), label(_WORDS, "note", wrap=True), self.entries, spacing=6)
        )

    def show_record(self, record: Record) -> None:
        """Show those in the record."""
        self.setVisible(is_minor(record) is not False or bool(record.all(MaturityAssessment)))
        self.entries.show_record(record)

    def _groups(self, record: Record) -> list[Group]:
        found = sorted(record.all(MaturityAssessment), key=lambda one: one.assessed_on or record.today, reverse=True)
        return self.entries.lines.group("all", "", found, lambda one: _line(one, record))


def _line(one: MaturityAssessment, record: Record) -> Line:
    day = short_day(one.assessed_on, record.today) if one.assessed_on else "Ingen dag"
    said = " ".join(one.assessment.split())
    return Line(one.id, " ".join(one.about.split()) or one.TITLE, (day,), about=one.assessed_by.strip(),
                notes=(("body", said),) if said else ())  # fmt: skip

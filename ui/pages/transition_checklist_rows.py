"""The answers of one time: every question, area by area; with picture support one area at a time."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from coordinator.record import Record
from coordinator.transition.checklist import Answerer, ChecklistRound
from coordinator.transition.checklists import Area, answered, areas, in_round, introduction
from ui.drafts import Drafts
from ui.form_flow import Flow, tab_after
from ui.pages.careplan_binding import Desktop
from ui.pages.transition_checklist_row import HINT, AnswerRow
from ui.parts import Button, Picture, clear, column, label, row, whole
from ui.session import Session


class AnswerRows(QWidget):
    """Made anew for another time that it was gone through; else the lines stay, with what is being written in them."""

    reached = Signal(object)
    """A widget that is to be seen."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__()
        self._session, self._drafts = session, drafts
        self._of: object = None
        self._with_pictures, self._area = False, 0
        self.rows: dict[str, AnswerRow] = {}
        self._areas: list[QWidget] = []
        self._introduction = label("", "body", wrap=True)
        self._hint = label(HINT, "note", wrap=True)
        self._where = label("", "note")
        self.previous = Button("Förra delen", press=partial(self.turn, -1))
        self.next = Button("Nästa del", press=partial(self.turn, 1))
        self._turning = whole(Flow(self.previous, self.next, self._where, spacing=10))
        self._inside = column(spacing=12)
        self._questions = whole(self._inside)
        self.setLayout(column(self._introduction, self._hint, self._questions, self._turning, spacing=8))

    def show_round(self, record: Record, one: ChecklistRound) -> None:
        """Show the answers of a round: another one, or the same after a change."""
        told = in_round(record, one)
        now = one.id, one.answered_by, one.picture_support
        if now != self._of:
            self._drafts.keep_now()
            self._of, self._with_pictures, self._area = now, one.picture_support, 0
            self._make(Desktop(self._session, self._drafts, record.patient_id), record, one)
            self._introduction.setText(introduction(one.answered_by))
        others = answered(record, by_relative=one.answered_by is not Answerer.RELATIVE)
        for key, made in self.rows.items():
            made.show_answer(told[key], others.get(key))

    def start(self) -> None:
        """Go to the first question that is not answered, else the first there is."""
        first = next((one for one in self.rows.values() if not one.is_answered), next(iter(self.rows.values()), None))
        if first is not None:
            self._go_to(first)

    def go_to(self, question: str) -> None:
        """Go to the question of that key."""
        self._go_to(self.rows[question])

    def let_go(self) -> None:
        """Keep what is half-written, and forget the lines."""
        self._drafts.keep_now()
        self._of = None
        self.rows, self._areas = {}, []
        clear(self._inside)

    def turn(self, by: int) -> None:
        """Show the area before or after; the last leads to the first."""
        self._show_area((self._area + by) % len(self._areas))
        first = next(one for one in self.rows.values() if self._areas[self._area].isAncestorOf(one))
        self._go_to(first)

    def _make(self, desktop: Desktop, record: Record, one: ChecklistRound) -> None:
        clear(self._inside)
        told = in_round(record, one)
        self.rows, self._areas = {}, []
        for area in areas():
            lines = column(_head(area), spacing=0)
            for question in area.questions:
                made = self.rows[question.key] = AnswerRow(desktop, one, told[question.key])
                made.stepped.connect(self._step)
                lines.addWidget(made)
            holder = whole(lines)
            self._areas.append(holder)
            self._inside.addWidget(holder)
        tab_after(self._hint, self._questions)
        self._turning.setVisible(self._with_pictures)
        self._show_area(0)

    def _show_area(self, place: int) -> None:
        self._area = place
        for at, holder in enumerate(self._areas):
            holder.setVisible(not self._with_pictures or at == place)
        self._where.setText(f"Del {place + 1} av {len(self._areas)}: {areas()[place].title}")

    def _step(self, by: int) -> None:
        shown, here = list(self.rows.values()), self.sender()
        if isinstance(here, AnswerRow):
            self._go_to(shown[max(0, min(len(shown) - 1, shown.index(here) + by))])

    def _go_to(self, one: AnswerRow) -> None:
        place = next(at for at, holder in enumerate(self._areas) if holder.isAncestorOf(one))
        if self._with_pictures and place != self._area:
            self._show_area(place)
        one.choice.setFocus(Qt.FocusReason.TabFocusReason)
        self.reached.emit(one)


def _head(area: Area) -> QWidget:
    return whole(row(Picture(area.icon, "teal", 20), label(area.title, "section"), 1, spacing=8))

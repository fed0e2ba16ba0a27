"""The seven stages in a row, each with the age it begins at; one that is opened shows its deed, or what remains."""

from collections.abc import Callable
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from coordinator.change import Applied, Change
from coordinator.errors import CoordinatorError
from coordinator.record import Record
from coordinator.swedish import age, short_day
from coordinator.transition.belonging import plan_of
from coordinator.transition.following_up import months_of
from coordinator.transition.plan import TransitionPlan
from coordinator.transition.planning import close_plan, note_informed, note_planned, note_prepared, reopen_plan
from coordinator.transition.standing import TransitionStage, left_in, remaining, stage_day, standing
from coordinator.transition.who import swap_words
from ui.drafts import Drafts
from ui.fields import TextField
from ui.form import EntryForm, Fault
from ui.form_flow import Flow, tab_after
from ui.pages.step_line import StepLine, StepState
from ui.parts import Boxed, Button, Kind, clear, column, label, whole
from ui.session import Session

_AT_MOST = 12
"""So many that remain are offered one by one; more are told by number."""
_DEEDS: dict[TransitionStage, tuple[str, str, Callable[..., Change], str]] = {
    TransitionStage.INFORM: (
        "Berätta för den unge och familjen vad som händer när man blir vuxen, och att ni planerar det tillsammans.",
        "Informerad i dag", note_informed, "informed_on",
    ),
    TransitionStage.PLAN: (
        "Gå igenom kontakterna tillsammans: vilka slutar, när, och vem tar över? Välj spår.",
        "Planen är gjord i dag", note_planned, "planned_on",
    ),
    TransitionStage.PREPARE: (
        "Gå igenom vad den unge klarar och behöver. Gör om det varje år, så syns det vad som har ändrats.",
        "Gått igenom i dag", note_prepared, "prepared_on",
    ),
}  # fmt: skip
"""What a stage is about, what its button says, what that does, and the day it writes."""
_WORDS = {
    TransitionStage.RECEIVER: ("Namnge den som tar över för:", "Alla byten har en namngiven mottagare."),
    TransitionStage.TRANSFER: ("Väntar på besked eller ett första besök:", "Alla mottagare har tagit emot."),
    TransitionStage.LAND: ("Är inte i mål än:", "Alla byten är klara och uppföljda."),
}
_CLOSE = "Avsluta planen när allt är klart. Allt som är skrivet finns kvar."


class Stages(QWidget):
    """The line, and below it what is about the stage that is opened. Escape shuts it."""

    swap_wanted = Signal(object)
    """The id of a swap that remains."""
    checklist_wanted = Signal()
    reached = Signal(object)
    """A widget that is to be seen."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__()
        self._session, self._drafts = session, drafts
        self.opened: TransitionStage | None = None
        self._plan_id: UUID | None = None
        self.line: StepLine[TransitionStage] = StepLine(TransitionStage, "Så långt har övergången kommit")
        self.line.opened.connect(self.turn)
        self.box = _StageBox(session, drafts)
        self.box.closed.connect(self.shut)
        self.box.swap_wanted.connect(self.swap_wanted)
        self.box.checklist.clicked.connect(self.checklist_wanted)
        self.setLayout(column(self.line, self.box, spacing=6))
        self.box.hide()

    def show_record(self, record: Record) -> None:
        """Show how far it has come; there is no line without a plan."""
        plan = plan_of(record)
        self.setVisible(plan is not None)
        another = (plan.id if plan is not None else None) != self._plan_id
        self._plan_id = plan.id if plan is not None else None
        if another:
            self.opened = None
        if plan is None:
            self.box.hide()
            return
        stands = standing(record)
        may_open = stands.done | {one for one in (stands.now, *_DEEDS, TransitionStage.COMPLETE) if one is not None}
        if self.opened not in may_open:
            self.opened = None
        states = {
            one: StepState(is_done=one in stands.done, is_now=one is stands.now, note=_note(record, one, stands.now))
            for one in TransitionStage
        }
        self.line.show_steps(states, self.opened, may_open)
        self._show_box(record, plan)

    def turn(self, stage: TransitionStage) -> None:
        """Open a stage, or shut it when it is open."""
        self.open(stage if stage is not self.opened else None)

    def open(self, stage: TransitionStage | None) -> None:
        """Open a stage and go there; with None shut what is open."""
        record = self._session.record
        if record is None:
            return
        self._drafts.keep_now()
        before, self.opened = self.opened, stage
        self.show_record(record)
        if stage is not None and self.opened is stage:
            tab_after(self.line.steps[stage], self.box)
            self.box.start()
            self.reached.emit(self)
        elif before is not None:
            self.line.steps[before].setFocus(Qt.FocusReason.OtherFocusReason)

    def shut(self) -> None:
        """Put away what is open."""
        self.open(None)

    def _show_box(self, record: Record, plan: TransitionPlan) -> None:
        self.box.setVisible(self.opened is not None)
        if self.opened is not None:
            self.box.show_stage(record, plan, self.opened)


class _StageBox(Boxed):
    """What is about one stage."""

    closed = Signal()
    swap_wanted = Signal(object)

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__("sunken", bar="teal")
        self._session, self._drafts = session, drafts
        self._stage: TransitionStage | None = None
        self._plan: TransitionPlan | None = None
        self._remain: list[tuple[UUID, str]] = []
        self._offered: list[Button] = []
        self._sent = False
        self.words = label("", wrap=True)
        self.deed = Button("", icon="check", press=self._do)
        self.days = {
            stage: EntryForm(session, drafts, TransitionPlan, only=(name,)) for stage, (_, _, _, name) in _DEEDS.items()
        }
        self.note = TextField("Om avslutet", hint="Får vara tomt när allt är klart")
        self._note_words = label("Om avslutet", "note")
        self.fault = Fault()
        self._left = column(spacing=4)
        self.checklist = Button("Gå igenom checklistan", icon="clipboard-list")
        self.close_button = Button("Stäng", Kind.QUIET, shortcut="Esc", press=self.closed.emit)
        parts = (self.words, *self.days.values(), self._note_words, self.note, self.fault)
        self.inside.addLayout(column(*parts, self._left, Flow(self.deed, self.checklist, self.close_button), spacing=8))

    def show_stage(self, record: Record, plan: TransitionPlan, stage: TransitionStage) -> None:
        """Show a stage: another one, or the same after a change."""
        if (self._stage, self._plan and self._plan.id) != (stage, plan.id):
            self._sent = False
            self.fault.say(None)
            if stage is TransitionStage.COMPLETE:
                self.note.show_draft("")
                self._drafts.watch(self.note, _note_key(plan.id))
        self._stage, self._plan = stage, plan
        closing = stage is TransitionStage.COMPLETE
        self.checklist.setVisible(stage is TransitionStage.PREPARE and plan.is_open)
        self._show_deed(record, plan, stage)
        for part in (self.note, self._note_words):
            part.setVisible(closing and plan.is_open)
        for of_stage, form in self.days.items():
            form.setVisible(of_stage is stage and getattr(plan, form.attrs[0].name) is not None)
            if of_stage is stage:
                form.show_entry(plan, record)
        self._show_left([(one.id, swap_words(record, one)) for one in left_in(record, stage)])

    def start(self) -> None:
        """Put the focus on the deed, on the day when it is done, or on the first that remains."""
        form = self.days.get(self._stage) if self._stage is not None else None
        if self.deed.isVisibleTo(self):
            self.deed.setFocus(Qt.FocusReason.OtherFocusReason)
        elif form is not None and form.isVisibleTo(self):
            form.start()
        else:
            (self._offered[0] if self._offered else self.close_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _show_deed(self, record: Record, plan: TransitionPlan, stage: TransitionStage) -> None:
        self.deed.setVisible(stage in _DEEDS or stage is TransitionStage.COMPLETE)
        if stage in _DEEDS:
            words, said, _, name = _DEEDS[stage]
            self.words.setText(words)
            self.deed.say(said, icon="check")
            self.deed.setVisible(plan.is_open and getattr(plan, name) != record.today)
        elif stage is not TransitionStage.COMPLETE:
            some, none = _WORDS[stage]
            self.words.setText(some if left_in(record, stage) else none)
        elif plan.closed_on is not None:
            by = f" av {plan.closed_by.strip()}" if plan.closed_by.strip() else ""
            note = f". {plan.close_note.strip()}" if plan.close_note.strip() else ""
            self.words.setText(f"Avslutad {short_day(plan.closed_on, record.today)}{by}{note}")
            self.deed.say("Öppna planen igen", icon="undo-2")
        else:
            left = [f"{one.text}: {one.done} av {one.of}" for one in remaining(record) if not one.is_done]
            self.words.setText(f"Återstår: {', '.join(left)}." if left else _CLOSE)
            self.deed.say("Avsluta planen", icon="check")

    def _show_left(self, found: list[tuple[UUID, str]]) -> None:
        if found == self._remain:
            return
        self._remain = found
        clear(self._left)
        self._offered = [Button(words, Kind.GAP, icon="circle-dashed") for _, words in found[:_AT_MOST]]
        for (id, _), one in zip(found, self._offered, strict=False):
            one.clicked.connect(partial(self._want, id))
        if found:
            offered = whole(Flow(*self._offered, spacing=6))
            self._left.addWidget(offered)
            tab_after(self.fault, offered)
        if len(found) > _AT_MOST:
            self._left.addWidget(label(f"och {len(found) - _AT_MOST} till", "note"))

    def _want(self, swap_id: UUID, _checked: bool = False) -> None:
        self.swap_wanted.emit(swap_id)

    def _do(self) -> None:
        """Do what the stage is about, once."""
        stage, plan = self._stage, self._plan
        record = self._session.record
        if stage is None or plan is None or record is None or record.patient_id != plan.patient_id or self._sent:
            return
        action: Callable[..., Change]
        if stage in _DEEDS:
            action = _DEEDS[stage][2]
        elif plan.is_open:
            action = partial(close_plan, note=self.note.text().strip())
        else:
            action = reopen_plan
        self._sent = True
        self.fault.say(None)

        def done(_applied: Applied) -> None:
            if isValid(self):
                self._sent = False
                self.note.show_draft("")
                self._drafts.keep_now()
                if stage in _DEEDS:
                    self.closed.emit()

        def refused(error: CoordinatorError) -> None:
            if not isValid(self):
                self._session.refused.emit(error)
                return
            self._sent = False
            self.fault.say(error)
            if self.note.isVisible():
                self.note.setFocus(Qt.FocusReason.OtherFocusReason)

        self._session.do(action).then(done).but(refused)


def _note(record: Record, stage: TransitionStage, now: TransitionStage | None) -> str:
    """At what age a stage begins, and whether it goes on."""
    if stage is TransitionStage.LAND:
        *first, last = map(str, months_of(record))
        words = f"{', '.join(first)} och {last} mån" if first else f"{last} mån"
    else:
        words = _ages(record, stage)
    return ", ".join(filter(None, (words, "pågår" if stage is now else "")))


def _ages(record: Record, stage: TransitionStage) -> str:
    born, day = record.patient.birth_date, stage_day(record, stage)
    if born is None or day is None:
        return ""
    first = age(born, day)
    until = stage_day(record, TransitionStage.LAND) if stage is TransitionStage.TRANSFER else None
    return f"{first}–{age(born, until)} år" if until is not None and _later(born, until, first) else f"{first} år"


def _later(born: date, until: date, first: int) -> bool:
    return age(born, until) > first


def _note_key(plan_id: UUID) -> str:
    return f"{TransitionPlan.KIND}:{plan_id}:avsluta"

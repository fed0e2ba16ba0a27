"""One swap: who answers today, who takes over and when, and everything that is done until it is."""

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from coordinator.errors import CoordinatorError
from coordinator.record import Record
from coordinator.transition.belonging import follow_ups_of
from coordinator.transition.standing import SwapState, state_of
from coordinator.transition.swap import Transition
from coordinator.transition.who import place_words
from ui.chips import CHOSEN, DONE, FACT, GAP, Chip, Look
from ui.drafts import Drafts
from ui.form import Fault, FormField
from ui.history_below import HistoryBelow
from ui.pages.transition_swap_course import Course
from ui.pages.transition_swap_day import SwapDay
from ui.pages.transition_swap_days import AllDays
from ui.pages.transition_swap_end import Ending
from ui.pages.transition_swap_follow import FollowUps
from ui.pages.transition_swap_handover import Handover
from ui.pages.transition_swap_part import SwapPart
from ui.pages.transition_swap_receiver import RECEIVER, Receiver
from ui.pages.transition_swap_tasks import KEYS, Agreements, TaskLine
from ui.parts import Boxed, Rule, Section, column, label, row, whole
from ui.session import Session

_LOOKS: Mapping[SwapState, tuple[Look, str]] = {
    SwapState.SAME: (DONE, "circle-check"),
    SwapState.HOLE: (GAP, "circle-dashed"),
    SwapState.NAMED: (CHOSEN, "user"),
    SwapState.ACKNOWLEDGED: (CHOSEN, "check"),
    SwapState.VISITED: (CHOSEN, "check"),
    SwapState.DONE: (DONE, "circle-check"),
    SwapState.DROPPED: (FACT, "minus"),
}


_ENDED = frozenset({SwapState.SAME, SwapState.DONE, SwapState.DROPPED})
_OF_LINES = frozenset({"works", "done_on"})
"""Fields of what belongs to the swap, a follow-up and an agreement, and not of the swap."""


class SwapPanel(Boxed):
    """The swap that is shown. Every deed is a button or a key; what is written saves itself."""

    reached = Signal(object)
    """A widget that is to be seen."""
    paper_wanted = Signal(str, object)
    """A paper about the swap: its name, and the id of the swap."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__("paper", bar="teal", edge="border")
        self._session = session
        self.swap_id: UUID | None = None
        self._state = SwapState.HOLE
        self.title, self.kind = label("", "section", wrap=True), label("", "note", wrap=True)
        self.state = Chip("")
        self.fault = Fault()
        self.receiver, self.day = Receiver(session, drafts), SwapDay(session, drafts)
        self.course, self.days = Course(session, drafts), AllDays(session, drafts)
        self.handover = Handover(session, drafts)
        self.agreements, self.new_task = Agreements(session, drafts), TaskLine(session, drafts)
        self.follow_ups, self.ending = FollowUps(session, drafts), Ending(session, drafts)
        self._after = Section("Uppföljning", note="På en rad: J fungerar, N fungerar inte")
        self.history = HistoryBelow(session)
        self.parts: tuple[SwapPart, ...] = (self.receiver, self.day, self.course, self.days, self.handover, self.ending)
        self._lay_out()
        for part in self.parts:
            part.told_why.connect(self._say_why)
            part.reached.connect(self.reached)
        for lines in (self.agreements, self.follow_ups):
            lines.told_why.connect(self._say_why)
            lines.reached.connect(self.reached)
        self.agreements.emptied.connect(self.new_task.setFocus)
        self.agreements.lines.left_upwards.connect(self.new_task.setFocus)
        self.course.paper_wanted.connect(self._to_paper)

    def _lay_out(self) -> None:
        head = row(column(self.title, self.kind, spacing=0), spacing=12)
        head.setStretch(0, 1)
        head.addWidget(self.state, 0, Qt.AlignmentFlag.AlignTop)
        agreed, done = Section("Överenskommelser"), column(self.course, self.days, spacing=0)
        self._keys = label(KEYS, "note", wrap=True)
        self.inside.addLayout(
            column(
                whole(head), self.fault, self.receiver, self.day, done, self.handover, agreed, self.new_task,
                self.agreements, self._keys, self._after, self.follow_ups, Rule(), self.ending, self.history,
                spacing=10,
            )
        )  # fmt: skip

    def show_swap(self, record: Record, transition: Transition) -> None:
        """Show a swap: another one, or the same after a change."""
        if transition.id != self.swap_id:
            self._forget_faults()
        self.swap_id = transition.id
        self.inside.setEnabled(False)  # else the page is laid out anew for each thing that comes or goes
        self._show(record, transition)
        self.inside.setEnabled(True)
        self.inside.activate()

    def _show(self, record: Record, transition: Transition) -> None:
        self.title.setText(place_words(record, transition))
        self.kind.setText(transition.kind.label)
        self.kind.setVisible(self.kind.text() != self.title.text())
        state = self._state = state_of(transition)
        self.state.show_text(state.label, *_LOOKS[state])
        self.setAccessibleName(f"Övergång: {self.title.text()}, {state.label}")
        for part in self.parts:
            part.show_swap(record, transition)
        for part in (self.day, self.course, self.days, self.handover):
            part.setVisible(not transition.same_unit)
        self.new_task.show_swap(record, transition.id)
        self.agreements.show_of(record, transition.id)
        self._keys.setVisible(bool(self.agreements.lines.ids))
        followed = bool(follow_ups_of(record, transition.id))
        self._after.setVisible(followed)
        self.follow_ups.setVisible(followed)
        self.follow_ups.show_of(record, transition.id)
        self.history.about(transition)

    def start(self, field: str = "") -> None:
        """Put the focus where the field of that name is written or its deed done; else where one goes on."""
        found: QWidget | None = None
        if field in _OF_LINES:
            lines = self.agreements if field == "done_on" else self.follow_ups
            found = lines if lines.start_remaining() else None
        elif field:
            found = next((part for part in self.parts if part.start(field)), None)
        if found is None:
            found = self._goes_on()
        focus = QApplication.focusWidget()
        self.reached.emit(focus if focus is not None and found.isAncestorOf(focus) else found)

    def open(self, id: UUID) -> bool:
        """Go to an agreement or a follow-up of the swap by its id; whether it is one of them."""
        return self.agreements.open(id) or self.follow_ups.open(id)

    def _goes_on(self) -> QWidget:
        """The receiver while there is none, then the next deed; the way to take it up again when it has ended."""
        if self._state is SwapState.HOLE and self.receiver.start(RECEIVER):
            return self.receiver
        if self._state in _ENDED:
            self.ending.again.setFocus(Qt.FocusReason.OtherFocusReason)
            return self.ending
        self.course.start()
        return self.course

    # What is refused

    def _say_why(self, error: CoordinatorError | None) -> None:
        """Say it by the field it is about, which gets the focus; else at the top of the panel."""
        self._forget_faults()
        if error is None:
            return
        for part in self.parts:
            said = part.refuse(error)
            if said is not None:
                if isinstance(said, FormField):
                    said.editor.start()
                self.reached.emit(said)
                return
        self.fault.say(error)
        self.reached.emit(self.fault)

    def _forget_faults(self) -> None:
        self.fault.say(None)
        for part in self.parts:
            part.forget_faults()

    def _to_paper(self, name: str) -> None:
        self.paper_wanted.emit(name, self.swap_id)

"""*Övergång*: which of the patient's contacts end, when, who takes over from each, and what to do next about it."""

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent

from coordinator.change import Applied
from coordinator.documents.catalogue import HANDOVER_LETTER, TRANSITION_PLAN
from coordinator.errors import CoordinatorError, RuleError
from coordinator.page import Page as PageName
from coordinator.record import Record
from coordinator.transition.belonging import plan_of, transitions
from coordinator.transition.next_step import NextStep
from coordinator.transition.plan import Track
from coordinator.transition.planning import accept_new_birth_date, set_track
from coordinator.transition.proposing import proposals
from coordinator.transition.standing import TransitionStage
from coordinator.transition.swap import Transition, TransitionKind
from coordinator.transition.timeline import timeline
from ui.drafts import Drafts
from ui.entry_lines.beginning import Beginning
from ui.entry_lines.told import Told
from ui.form_flow import Flow
from ui.pages.scrolled_page import ScrolledPage
from ui.pages.transition_begin import NewTransition, has_draft
from ui.pages.transition_columns import TransitionColumns
from ui.pages.transition_deeds import deed_of
from ui.pages.transition_head import TITLE, TransitionHead
from ui.pages.transition_moved import MovedDays
from ui.pages.transition_past import PastTransitions
from ui.pages.transition_proposals import Planner
from ui.pages.transition_stages import Stages
from ui.pages.transition_steps import CanBeComplete, NextSteps
from ui.pages.transition_target import can_begin_plan, remember, remembered, swap_of, usual_choice
from ui.parts import Button, Empty, Kind, column, row, whole
from ui.session import Session
from ui.theme import scaled

if TYPE_CHECKING:
    from ui.pages.transition_checklist import Checklists
    from ui.pages.transition_plan import PlanWords
    from ui.pages.transition_swap import SwapPanel
    from ui.timeline_view import TimelineView

NEW, PROPOSE, DENTAL = "new", "propose", "dental"
"""What the page may be asked to begin with, besides an entry or a stage."""
_HIGH, _AROUND = 900, 72
"""How high the timeline may always be, and what is seen around it in a page that is higher than that."""
_EMPTY = (
    "När en kontakt slutar ska någon annan ta över, med namn. Här planeras det: från barn till vuxen, "
    "från sjukhus till hemmet, vid flytt."
)


class TransitionPage(ScrolledPage):
    """The plan for going over to other units, every swap in it, and the one swap that is worked with."""

    NAME = PageName.TRANSITION.stored
    TITLE = TITLE
    ICON = "route"

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self._of: UUID | None = None
        self._swap: UUID | None = None
        self.beginning = Beginning(session, drafts)
        self.head = TransitionHead(self._print, self.begin)
        self.told, self.moved = Told(session), MovedDays(self._seen)
        self.propose = Button("Föreslå övergångar", Kind.PRIMARY, icon="route", press=self.open_planner)
        self._first = Button("Ny övergång", icon="plus", press=self.begin)
        self.empty = Empty("route", "Ingen övergång planerad", _EMPTY, whole(Flow(self.propose, self._first)))
        self.planner, self.stages = Planner(session), Stages(session, drafts)
        self.more = Button("", Kind.GAP, icon="circle-dashed", press=self.open_planner)
        self.timeline, self.swap, self.words, self.checklists = _parts(session, drafts)
        self.steps, self.complete = NextSteps(), CanBeComplete()
        self.past = PastTransitions()
        self._side = whole(column(self.steps, self.complete, whole(row(self.more, 1)), 1, spacing=16))
        self._rest = whole(column(self.swap, self.past, self.words, 1, spacing=14))
        self._work = TransitionColumns(self.timeline, self._side, self._rest)
        inside = column(
            self.told, self.moved, self.beginning, self.empty, self.planner, self.stages, self._work, self.checklists,
            spacing=10,
        )  # fmt: skip
        self._lay_out_below(self.head, inside)
        self.planner.hide()
        self._connect()

    def _connect(self) -> None:
        self.head.track_chosen.connect(self._choose_track)
        self.beginning.left.connect(self._leave_new)
        self.beginning.added.connect(self.choose)
        self.planner.accepted.connect(self._accepted)
        self.planner.closed.connect(self.close_planner)
        self.steps.wanted.connect(self.take)
        self.swap.paper_wanted.connect(self._to_paper)
        for lines in (self.timeline, self.past):
            lines.chosen.connect(self.choose)
        self.timeline.representation_wanted.connect(partial(self.session.wanted.emit, PageName.RELATIVES.stored, None))
        self.timeline.picture.moved.connect(self._follow)
        self.stages.swap_wanted.connect(self.choose)
        self.stages.checklist_wanted.connect(self.checklists.begin)
        for part in (self.stages, self.swap, self.words, self.checklists):
            part.reached.connect(self._bring_into_view)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._work.place(room=event.size().width())
        # As high as ten contacts need, or as the page is: more scroll in it, below their years.
        self.timeline.bound(max(scaled(_HIGH), event.size().height() - scaled(_AROUND)))

    # Showing

    @staticmethod
    def note(record: Record) -> str:
        """How many are open."""
        count = sum(one.is_open for one in transitions(record))
        return str(count) if count else ""

    def show_record(self, record: Record) -> None:
        another, self._of = self._of != record.patient_id, record.patient_id
        if another:
            self.beginning.put_away()
            self.told.hide()
            self.planner.hide()
            self._swap = remembered(self.session)
            self.timeline.begin()
        self._show(record)
        if another:
            self._to_top()
            if has_draft(self.session):
                self._open_new(record)

    def _show(self, record: Record) -> None:
        swaps, plan = transitions(record), plan_of(record)
        is_empty = not swaps and plan is None
        self.head.show_record(record)
        self.moved.show_record(record)
        self.stages.show_record(record)
        self.checklists.show_record(record)
        if not self.planner.isHidden():
            self.planner.show_record(record)
        self._say_empty(record)
        self._work.setVisible(not is_empty)
        if is_empty:
            return
        self.timeline.show_timeline(timeline(record))
        self.steps.show_record(record)
        self.complete.show_record(record)
        self.past.show_record(record)
        self.words.show_record(record)
        self._show_swap(record, swaps)

    def _show_swap(self, record: Record, swaps: list[Transition]) -> None:
        swap = next((one for one in swaps if one.id == self._swap), None) or usual_choice(record, swaps)
        self._swap = swap.id if swap is not None else None
        self.swap.setVisible(swap is not None)
        if swap is not None:
            if swap.id != self.swap.swap_id:  # else whoever goes along the lanes would be moved
                self.timeline.choose(swap.id)
            self.swap.show_swap(record, swap)

    def _say_empty(self, record: Record) -> None:
        """Say what to do first, when there is nothing and nothing is begun; else whether more contacts may end."""
        plan, begins = plan_of(record), self.beginning.form is not None
        nothing, planning = plan is None and not transitions(record), not self.planner.isHidden()
        many, may_plan = len(proposals(record)), can_begin_plan(record)
        self.empty.setVisible(nothing and not begins and not planning)
        self.propose.setVisible(bool(many) or may_plan)
        self._first.weigh(Kind.ORDINARY if many or may_plan else Kind.PRIMARY)
        self.head.show_beginning(begins, empty=not self.empty.isHidden())
        kinds = "1 kontakt till kan sluta" if many == 1 else f"{many} kontakter till kan sluta"
        self.more.say(kinds if many else "Börja en övergångsplan")
        self.more.setVisible((bool(many) or may_plan) and not planning)

    def _again(self) -> None:
        if self.session.record is not None:
            self._show(self.session.record)

    # Going there

    def start(self, target: object = None) -> None:
        """Go to an entry by its id or to a stage by its name, or begin what is named; else go to what is next."""
        stage = next((one for one in TransitionStage if one.stored == target), None)
        begins = {NEW: self.begin, PROPOSE: self.open_planner, DENTAL: self._begin_dental}
        if isinstance(target, str) and target in begins:
            begins[target]()
        elif isinstance(target, UUID) and self._go_to(target):
            pass
        elif stage is not None and not self.stages.isHidden():
            self.stages.open(stage)
        elif self.beginning.start():
            return
        elif not self.planner.isHidden():
            self.planner.start()
        elif not self.empty.isHidden():
            first = self._first if self.propose.isHidden() else self.propose
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            if not self.steps.start():
                self.timeline.setFocus(Qt.FocusReason.OtherFocusReason)
            self._follow_focus()

    def _go_to(self, id: UUID) -> bool:
        """Go to the entry of that id, wherever on the page it is; whether it is here."""
        record = self.session.record
        plan = plan_of(record) if record is not None else None
        swap = swap_of(record, id) if record is not None else None
        if swap is not None:
            self.choose(swap, entry=id)
        elif self.words.open(id) or self.checklists.open(id) or (plan is not None and plan.id == id):
            if plan is not None and plan.id == id and not self.moved.start():
                self.words.start()
            self._follow_focus()
        else:
            return False
        return True

    def _follow_focus(self) -> None:
        """Let what has the keyboard be seen."""
        focus = self.focusWidget()
        if focus is not None:
            self._bring_into_view(focus)

    def choose(self, swap_id: UUID, field: str = "", *, entry: UUID | None = None) -> None:
        """Show a swap below the timeline, and go on there: at that field of it, or that entry in it, if one is said."""
        self.drafts.keep_now()
        self._swap = swap_id
        remember(self.session, swap_id)
        self._again()
        if entry is None or not self.swap.open(entry):
            self.swap.start(field)
            self._bring_into_view(self.swap, with_focus=True)

    def take(self, step: NextStep) -> None:
        """Do a next step, or go where it is done."""
        deed = deed_of(step)
        if deed is not None:
            self.session.do(deed).then(partial(self._taken, step)).but(partial(self._not_taken, step))
        elif step.page is PageName.PAPERS:
            self._to_paper(HANDOVER_LETTER.name, step.transition_id)
        elif step.page is not PageName.TRANSITION:
            self.session.wanted.emit(step.page.stored, "new" if step.page is PageName.APPOINTMENTS else None)
        elif step.transition_id is not None:
            self.choose(step.transition_id, step.field, entry=step.follow_up_id)
        elif self.words.start(step.field):
            self._follow_focus()

    def _taken(self, step: NextStep, _applied: Applied) -> None:
        self.told.say(f"Gjort: {step.title}")

    def _not_taken(self, step: NextStep, error: CoordinatorError) -> None:
        """It is said at the top of the window, and the keyboard goes where something is missing."""
        self.session.refused.emit(error)
        if step.transition_id is not None and isinstance(error, RuleError):
            self.choose(step.transition_id, error.field)

    def _follow(self) -> None:
        """Whoever goes along the lanes by keyboard sees the one she is on."""
        picture, inside = self.timeline.picture, self.area.widget()
        place = picture.lane_place
        if not picture.hasFocus() or inside is None or place.isEmpty():
            return
        for corner in (place.bottomLeft(), place.topLeft()):
            self.area.ensureVisible(0, picture.mapTo(inside, corner).y(), 0, scaled(8))

    def _to_paper(self, name: str, about: UUID | None) -> None:
        self.session.wanted.emit(PageName.PAPERS.stored, (name, about))

    def _print(self) -> None:
        self.session.wanted.emit(PageName.PAPERS.stored, TRANSITION_PLAN.name)

    # Deeds

    def _seen(self) -> None:
        self.session.do(accept_new_birth_date).then(self._after_seen)

    def _after_seen(self, _applied: Applied) -> None:
        self.told.say("Planen följer det nya födelsedatumet")
        self.start()

    def _choose_track(self, track: Track | None) -> None:
        self.session.do(set_track, track=track).but(self._not_chosen)

    def _not_chosen(self, error: CoordinatorError) -> None:
        self.head.track.take_back()
        self.session.refused.emit(error)

    # The planner

    def open_planner(self) -> None:
        """Show which contacts may end."""
        record = self.session.record
        if record is not None:
            self.planner.show_record(record)
            self.planner.show()
            self._again()
            self.planner.start()
            self._bring_into_view(self.planner)

    def close_planner(self) -> None:
        """Put the list away."""
        self.planner.hide()
        self._again()
        self.start()

    def _accepted(self, many: int) -> None:
        self.close_planner()
        self.told.say("1 övergång är upplagd" if many == 1 else f"{many} övergångar är upplagda")

    # A new one

    def begin(self, kind: TransitionKind | None = None) -> None:
        """Begin a new transition, of that kind if one is said, or go on with the one that is begun."""
        if self.session.record is not None:
            self._open_new(self.session.record, kind)
            self.beginning.start()
            self._bring_into_view(self.beginning)

    def _begin_dental(self) -> None:
        """The dentist among those who end, when the contact is known; else a transition of that kind by itself."""
        record = self.session.record
        if record is not None and any(one.kind is TransitionKind.DENTAL for one in proposals(record)):
            self.open_planner()
        else:
            self.begin(TransitionKind.DENTAL)

    def _open_new(self, record: Record, kind: TransitionKind | None = None) -> None:
        self.beginning.open(partial(NewTransition, kind=kind), record, after=self.head.add)
        self._say_empty(record)

    def _leave_new(self) -> None:
        if self.session.record is not None:
            self._say_empty(self.session.record)
        (self._first if self.head.add.isHidden() else self.head.add).setFocus(Qt.FocusReason.OtherFocusReason)


def _parts(session: Session, drafts: Drafts) -> "tuple[TimelineView, SwapPanel, PlanWords, Checklists]":
    from ui.pages.transition_checklist import Checklists  # only when somebody comes here: all the deeds are in them
    from ui.pages.transition_plan import PlanWords
    from ui.pages.transition_swap import SwapPanel
    from ui.timeline_view import TimelineView

    return TimelineView(), SwapPanel(session, drafts), PlanWords(session, drafts), Checklists(session, drafts)

"""*SIP*: every samordnad individuell plan of the patient, where each stands, and below it what is next."""

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from coordinator.change import Applied
from coordinator.documents.catalogue import DISCHARGE_SUMMARY
from coordinator.errors import CoordinatorError
from coordinator.page import Page as PageName
from coordinator.record import Record
from coordinator.removal import take_away
from coordinator.sip.belonging import sips
from coordinator.sip.follow_up import FollowUpDecision
from coordinator.sip.process import Sip
from coordinator.sip.standing import SipStep, standing
from ui.drafts import Drafts
from ui.entry_lines.beginning import Beginning
from ui.entry_lines.told import Told
from ui.pages.scrolled_page import ScrolledPage
from ui.pages.sip_begin import NewSip, has_draft
from ui.pages.sip_course import can_open, is_before, leads_on, step_now
from ui.pages.sip_head import SipHead
from ui.pages.sip_list import SipList
from ui.pages.sip_panel import HERE
from ui.pages.sip_steps import SipSteps
from ui.pages.sip_target import place_of, remember, remembered
from ui.parts import Button, Empty, Kind, Rule, column, row, whole
from ui.session import Session

if TYPE_CHECKING:
    from ui.pages.sip_panels import Panels
    from ui.pages.sip_stay import Stays

NEW = "new"
_EMPTY = (
    "En samordnad individuell plan görs när patienten behöver insatser från både region och kommun. Börja med varför."
)


class SipPage(ScrolledPage):
    """The patient's SIPs: which there are, and all the steps of one of them."""

    NAME = PageName.SIP.stored
    TITLE = PageName.SIP.label
    ICON = "handshake"

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self._of: UUID | None = None
        self._sip: UUID | None = None
        self._step: SipStep | None = None
        self._was: tuple[UUID, SipStep] | None = None
        """Of which SIP the panel was shown last, and what was next then."""
        self.beginning = Beginning(session, drafts)
        self.add = Button("Ny SIP", icon="plus", press=self.begin)
        first = self._first = Button("Ny SIP", Kind.PRIMARY, icon="plus", press=self.begin)
        self.empty = Empty("handshake", "Ingen SIP än", _EMPTY, first)
        self.told = Told(session)
        self.list, self.head, self.steps = SipList(), SipHead(session, drafts), SipSteps()
        self.panels, self.stays = _parts(session, drafts)
        self.onward = Button("", Kind.QUIET, icon="arrow-right", press=self._go_onward)
        self._steps_and_panel = whole(column(self.steps, Rule(), self.panels, whole(row(self.onward, 1)), spacing=10))
        self._work = whole(column(self.head, self._steps_and_panel, spacing=10))
        inside = column(self.told, self.stays, self.beginning, self.empty, self.list, self._work, spacing=12)
        self._lay_out(inside, self.add, self.stays.add)
        self.beginning.left.connect(self._leave_new)
        self.beginning.added.connect(self.choose)
        self.list.chosen.connect(self.choose)
        self.steps.opened.connect(self.open_step)
        self.head.removal_wanted.connect(self._remove)
        self.stays.sip_wanted.connect(self.choose)
        for part in (self.stays, self.panels):
            part.reached.connect(self._bring_into_view)
        self.panels.paper_wanted.connect(self._to_paper)
        self.panels.followed_up.connect(self._after_follow_up)
        self.stays.paper_wanted.connect(partial(self._to_paper, DISCHARGE_SUMMARY.name))
        for keys, by in (("Alt+Left", -1), ("Alt+Right", 1)):
            QShortcut(QKeySequence(keys), self, partial(self._go_beside, by), context=HERE)

    # Showing

    def show_record(self, record: Record) -> None:
        another, self._of = self._of != record.patient_id, record.patient_id
        if another:
            self.beginning.put_away()
            self.told.hide()
            self._sip = self._step = self._was = None
            self._resume(record)
        self.stays.show_record(record)
        self._show(record)
        if another:
            self._to_top()
            if has_draft(self.session):
                self._open_new(record)

    @staticmethod
    def note(record: Record) -> str:
        """How many are open."""
        count = sum(one.is_open for one in sips(record))
        return str(count) if count else ""

    def _resume(self, record: Record) -> None:
        """Go on where she was, if nothing has happened with that SIP since."""
        was = remembered(self.session, record)
        if was is not None and was[2] is step_now(record, was[0]):
            self._sip, self._step = was[0].id, was[1]

    def _show(self, record: Record) -> None:
        every = sips(record)
        sip = next((one for one in every if one.id == self._sip), None)
        if sip is None:  # none was chosen, or it is gone
            sip, self._step = every[0] if every else None, None
        self._sip = sip.id if sip is not None else None
        self.list.show_sips(record, self._sip)
        self._work.setVisible(sip is not None)
        self._say_empty(record)
        if sip is None:
            self._was = None
            self.panels.show_nothing()
        else:
            self._show_sip(record, sip)

    def _show_sip(self, record: Record, sip: Sip) -> None:
        stands, now = standing(record, sip), step_now(record, sip)
        before, self._was = self._was, (sip.id, now)
        followed = before == (sip.id, self._step)
        if self._step is None or (followed and leads_on(self._step, now, is_open=sip.is_open)):
            self._step = now
        step = self._step
        self.head.show_sip(record, sip)
        self.steps.show_standing(stands, step, can_open(record, sip))
        self.panels.show_step(record, sip, step)
        self.onward.say(f"Vidare till {now.label}")
        self.onward.setVisible(step in stands.done and sip.is_open and is_before(step, now))
        is_usual = step is now and sip.id == sips(record)[0].id
        remember(self.session, None if is_usual else sip.id, step, now)

    # Going there

    def start(self, target: object = None) -> None:
        """Go to an entry by its id, to a step by its name, or begin a new SIP; else where one goes on."""
        record = self.session.record
        if target == NEW:
            self.begin()
            return
        place = place_of(record, target) if record is not None and isinstance(target, UUID) else None
        step = next((one for one in SipStep if one.stored == target), None)
        if place is not None:
            self.choose(place[0], place[1])
        elif isinstance(target, UUID) and self.stays.open(target):
            return
        elif step is not None and self._sip is not None:
            self.open_step(step)
        elif self.beginning.start():
            return
        elif self._sip is not None:
            self._begin_panel()
            focus = self.window().focusWidget()
            if focus is not None:
                self._bring_into_view(focus)
        elif self.stays.start():
            return
        else:
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, sip_id: UUID, step: SipStep | None = None) -> None:
        """Show the steps of a SIP, at ``step`` or where it stands, and go on there."""
        self.drafts.keep_now()
        self._sip, self._step, self._was = sip_id, step, None
        self._again()
        self._begin_panel()
        self._bring_into_view(self._steps_and_panel)

    def open_step(self, step: SipStep) -> None:
        """Show a step, and go there."""
        if self._sip is not None:
            self.drafts.keep_now()
            self._step = step
            self._again()
            self._begin_panel()
            self._bring_into_view(self._steps_and_panel)

    def _go_beside(self, by: int) -> None:
        """Alt and an arrow: the step beside."""
        if self._step is not None and self._sip is not None:
            self.open_step(self.steps.beside(self._step, by))

    def _go_onward(self) -> None:
        record = self.session.record
        sip = next((one for one in sips(record) if one.id == self._sip), None) if record is not None else None
        if record is not None and sip is not None:
            self.open_step(step_now(record, sip))

    def _begin_panel(self) -> None:
        """Put the focus in the panel; on its step, where there is nothing to do in it."""
        if self.panels.shown is None or self._step is None:
            return
        self.panels.shown.start()
        if not self.panels.has_focus:
            self.steps.steps[self._step].setFocus(Qt.FocusReason.OtherFocusReason)

    def _after_follow_up(self, decision: object) -> None:
        """A plan that is made anew goes on in the SIP that was begun for it."""
        record = self.session.record
        if decision is FollowUpDecision.NEW_SIP and record is not None:
            anew = next((one for one in sips(record) if one.replaces_id == self._sip), None)
            if anew is not None:
                self.choose(anew.id)

    def _to_paper(self, name: str, about: UUID) -> None:
        self.session.wanted.emit(PageName.PAPERS.stored, (name, about))

    def _again(self) -> None:
        if self.session.record is not None:
            self._show(self.session.record)

    # A new one

    def begin(self) -> None:
        """Begin a new SIP, or go on with the one that is begun."""
        if self.session.record is not None:
            self._open_new(self.session.record)
            self.beginning.start()
            self._bring_into_view(self.beginning)

    def _open_new(self, record: Record) -> None:
        self.beginning.open(NewSip, record, after=self.add)
        self._say_empty(record)

    def _leave_new(self) -> None:
        if self.session.record is not None:
            self._say_empty(self.session.record)
        (self._first if self.add.isHidden() else self.add).setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_empty(self, record: Record) -> None:
        """Say what to do first, when there is nothing and nothing is begun."""
        begins = self.beginning.form is not None
        empty = not record.all(Sip) and not begins
        self.empty.setVisible(empty)
        self.add.setVisible(not begins and not empty)

    # Taking away

    def _remove(self, id: UUID) -> None:
        words = self.head.title.text()
        self.session.do(take_away, Sip, id).then(partial(self._removed, words)).but(self._not_removed)

    def _removed(self, words: str, _applied: Applied) -> None:
        self.told.say(f"Borttaget: {words}")
        self.start()
        self._bring_into_view(self.told)

    def _not_removed(self, error: CoordinatorError) -> None:
        self.head.refuse(error)


def _parts(session: Session, drafts: Drafts) -> "tuple[Panels, Stays]":
    from ui.pages.sip_panels import Panels  # only when somebody comes here: all the steps are in them
    from ui.pages.sip_stay import Stays

    return Panels(session, drafts), Stays(session, drafts)

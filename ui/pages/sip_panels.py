"""What is shown of each step of a SIP: the parts themselves, of which one is seen at a time."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coordinator.documents.catalogue import CONSENT_FORM, SIP_CLOSING, SIP_FOLLOW_UP
from coordinator.record import Record
from coordinator.sip.process import Sip
from coordinator.sip.standing import SipStep
from ui.drafts import Drafts
from ui.pages.consents_sip import SipConsent
from ui.pages.sip_closed import Closed
from ui.pages.sip_follow_up import FollowUp
from ui.pages.sip_invite import Invite
from ui.pages.sip_meeting import MeetingEntry
from ui.pages.sip_need import Need
from ui.pages.sip_offer import Offer
from ui.parts import column
from ui.session import Session

Panel = Need | Offer | SipConsent | Invite | MeetingEntry | FollowUp | Closed
PANELS: dict[SipStep, Callable[[Session, Drafts], Panel]] = {
    SipStep.NEED: Need,
    SipStep.OFFER: Offer,
    SipStep.CONSENT: SipConsent,
    SipStep.INVITATION: Invite,
    SipStep.MEETING: MeetingEntry,
    SipStep.PLAN: MeetingEntry,
    SipStep.FOLLOW_UP: FollowUp,
    SipStep.CLOSED: Closed,
}
"""Whoever makes one has ``show_sip(record, sip)`` and ``start()``."""


class Panels(QWidget):
    """The place below the steps."""

    reached = Signal(object)
    """A widget that is to be seen."""
    paper_wanted = Signal(str, object)
    """A paper about the SIP: its name, and the id of the SIP."""
    followed_up = Signal(object)
    """A follow-up is saved: what was decided."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__()
        self._session, self._drafts = session, drafts
        self._made: dict[Callable[[Session, Drafts], Panel], Panel] = {}
        self.shown: Panel | None = None
        self._sip_id: UUID | None = None
        self._inside = column(spacing=0)
        self.setLayout(self._inside)

    def show_step(self, record: Record, sip: Sip, step: SipStep) -> None:
        """Show what is about a step of a SIP. Who had the keyboard in another step, or in a part of this one that is
        gone, goes on in this one.
        """
        before, panel = self.shown, self._panel(step)
        had_focus = self.has_focus
        if before is not None and before is not panel:
            self._drafts.keep_now()
            before.hide()
        self.shown, self._sip_id = panel, sip.id
        panel.show_sip(record, sip)
        panel.show()
        if had_focus and (before is not panel or not self.has_focus):
            panel.start()

    def show_nothing(self) -> None:
        """There is no SIP."""
        if self.shown is not None:
            self.shown.hide()
            self.shown = None

    @property
    def has_focus(self) -> bool:
        """Whether the keyboard is in what is shown."""
        focus = self.window().focusWidget()
        return focus is not None and focus.isVisible() and self.isAncestorOf(focus)

    def _panel(self, step: SipStep) -> Panel:
        """The part for a step, made when it is first asked for."""
        kind = PANELS[step]
        if kind not in self._made:
            made = self._made[kind] = kind(self._session, self._drafts)
            self._inside.addWidget(made)
            if isinstance(made, Invite | SipConsent):
                made.reached.connect(self.reached)
            if isinstance(made, SipConsent):
                made.form_wanted.connect(partial(self._to_paper, CONSENT_FORM.name))
            elif isinstance(made, FollowUp):
                made.paper_wanted.connect(partial(self._to_paper, SIP_FOLLOW_UP.name))
                made.followed_up.connect(self.followed_up)
            elif isinstance(made, Closed):
                made.paper_wanted.connect(partial(self._to_paper, SIP_CLOSING.name))
        return self._made[kind]

    def _to_paper(self, name: str) -> None:
        self.paper_wanted.emit(name, self._sip_id)

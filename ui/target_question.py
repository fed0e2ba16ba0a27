"""The one question before a file leaves: to whom, and why; and on which ground, when it leaves the vårdgivare."""

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from coordinator.exchange.target import Outgoing
from coordinator.exchange.target_offers import first_target
from coordinator.page import Page
from coordinator.record import Record
from ui.dialogs import Question
from ui.parts import scrolling
from ui.session import Session
from ui.target_form import Answer, Option, TargetForm, Tells
from ui.theme import scaled

_WORDS = "Svaret skrivs i åtkomstloggen. Det som går ut ur huset står också på sidan Utlämnat."
_WIDTH = 560
_MARGIN = 24


class TargetQuestion(Question):
    """The question itself. It is not answered before the file may go; another patient on screen takes it away."""

    def __init__(
        self,
        session: Session,
        parent: QWidget,
        record: Record,
        what: Outgoing,
        *,
        options: Sequence[Option] = (),
        tells: Tells | None = None,
    ) -> None:
        form = TargetForm(record, what, self._to_consents, options, tells)
        area = scrolling(form)
        super().__init__(parent, f"{what.title}: till vem och varför?", _WORDS, "Fortsätt", area)
        self._session, self._patient_id, self._what = session, record.patient_id, what
        self.form, self._area = form, area
        form.changed.connect(self._fit)
        session.record_changed.connect(self._leave_if_other)
        form.begin(session.suggested_target(what) or first_target(what))
        form.to.line.selectAll()
        form.to.setFocus(Qt.FocusReason.OtherFocusReason)
        self._fit()

    def accept(self) -> None:
        """Only when the file may go."""
        if self.form.require():
            self._session.keep_target(self._what, self.form.answer.target)
            super().accept()
        else:
            self._show_focus()

    def sizeHint(self) -> QSize:
        return QSize(scaled(_WIDTH), super().sizeHint().height())

    def _to_consents(self, consent_id: UUID | None) -> None:
        """Go and write it; what was answered is suggested when she comes back."""
        self._session.keep_target(self._what, self.form.answer.target)
        self.reject()
        self._session.wanted.emit(Page.CONSENTS.stored, consent_id)

    def _leave_if_other(self) -> None:
        record = self._session.record
        if record is None or record.patient_id != self._patient_id:
            self.reject()

    def _fit(self) -> None:
        """As high as it needs, at most as the window is; then the form scrolls."""
        fit_question(self, self._area)

    def _show_focus(self) -> None:
        """Scroll to what is to be mended, when what has just been shown has its room."""
        for _ in range(2):  # a layout may ask for another
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        focus = self.focusWidget()
        if focus is not None and self.form.isAncestorOf(focus):
            self._area.ensureWidgetVisible(focus, 0, scaled(60))

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done


def fit_question(question: Question, area: QScrollArea) -> None:
    """Let what scrolls in a question take the room it needs, and the question be no higher than its window."""
    form, parent = area.widget(), question.parentWidget()
    if form is None:
        return
    width = max(scaled(_WIDTH) - 2 * scaled(_MARGIN), area.viewport().width())
    needs = max(form.heightForWidth(width), form.minimumSizeHint().height())
    room = (parent.window().height() if parent is not None else scaled(700)) - scaled(230)
    area.setMinimumHeight(max(scaled(120), min(needs + scaled(4), room)))


def ask_target(
    session: Session,
    parent: QWidget,
    what: Outgoing,
    then: Callable[[Answer], object],
    *,
    options: Sequence[Option] = (),
    tells: Tells | None = None,
) -> None:
    """Ask to whom and why a file of the patient on screen goes; ``then`` gets the answer, when it may go."""
    if session.record is None:
        return
    question = TargetQuestion(session, parent, session.record, what, options=options, tells=tells)
    session.dialogs.ask(question, lambda: then(question.form.answer))

"""One gap: what is missing, why, and the button that leads to where it is mended, or mends it here."""

from functools import partial
from typing import Protocol
from uuid import UUID

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from coordinator.change import Applied
from coordinator.contact import InformedWay, record_information_given
from coordinator.errors import CoordinatorError
from coordinator.gaps import Gap
from coordinator.page import Page as PageName
from coordinator.referral import note_answer
from coordinator.reminder import finish_reminder
from ui.drafts import Drafts
from ui.fields import LineField
from ui.menu import Item, show_menu
from ui.parts import Button, Picture, column, label, row
from ui.screen_reader import announce
from ui.session import Session

_WRITTEN_HERE = {"reminder_late": "Hur gick det?", "referral_late": "Vad blev svaret?"}
"""Gaps that a line of text closes, and what to ask."""
_NOT_ASKED = "not_asked"


class Mended(Protocol):
    """What a gap says of where it is mended."""

    @property
    def page(self) -> PageName: ...
    @property
    def field(self) -> str: ...
    @property
    def contact_id(self) -> UUID | None: ...
    @property
    def entry_id(self) -> UUID | None: ...


def target_of(gap: Mended) -> object:
    """What on its page to go to, for `Page.start`: a field, the contact on the page of contacts, else the entry."""
    of_contact = gap.contact_id if gap.page is PageName.CONTACTS else None
    return gap.field or of_contact or gap.entry_id


def is_question(rule: str) -> bool:
    """Whether what a rule finds is something that nobody has asked."""
    return rule.endswith(_NOT_ASKED)


def sign_of(rule: str) -> str:
    """The icon of what a rule finds: a question where nobody has asked, else something that is missing."""
    return "circle-question-mark" if is_question(rule) else "circle-dashed"


class WrappedRow(QWidget):
    """A row as high as its words need at the width it has: else a page of them is as long as if all were narrow."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.fontMetrics().height())


class GapRow(WrappedRow):
    """A dashed ring, two lines and a button."""

    def __init__(self, gap: Gap, session: Session, drafts: Drafts) -> None:
        super().__init__()
        self._gap, self._session, self._drafts = gap, session, drafts
        self._field: LineField | None = None
        self._of = session.record.patient_id if session.record is not None else None
        title, why = label(gap.title, "strong", wrap=True), label(gap.why, "note", wrap=True)
        self.button = Button(gap.verb, press=self._act)
        self.button.setAccessibleName(f"{gap.verb}: {gap.title}")
        texts = column(title, why, spacing=0)
        self._line = row(Picture(sign_of(gap.key), "amber", 18), texts, self.button, spacing=10)
        self._line.setStretchFactor(texts, 1)
        self._fault = label("", "danger", wrap=True)
        self._fault.hide()
        self._inside = column(self._line, self._fault, spacing=4)
        self.setLayout(self._inside)
        if has_draft(gap, session):
            self._open(_WRITTEN_HERE[gap.key])

    @property
    def gap(self) -> Gap:
        """The gap it shows."""
        return self._gap

    @property
    def is_writing(self) -> bool:
        """Whether the line that closes the gap is open."""
        return self._field is not None

    def _act(self) -> None:
        gap = self._gap
        if gap.key in _WRITTEN_HERE:
            self._ask(_WRITTEN_HERE[gap.key])
        elif gap.key == "not_informed":
            self._ask_how()
        else:
            self._session.wanted.emit(gap.page.stored, target_of(gap))

    def _ask(self, question: str) -> None:
        self._open(question).setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, question: str) -> LineField:
        if self._field is None:
            self._field = LineField(question, hint=f"{question} Enter när det är klart")
            # By Enter only: the line closes the gap, and leaving it half-written must not.
            self._field.returnPressed.connect(self._close)
            self._field.textChanged.connect(self._forget_fault)
            self._field.left_empty_handed.connect(self._put_away)
            self._inside.insertWidget(1, self._field)
            self._field.show()  # at once: only what is seen can have the focus
            self._drafts.watch(self._field, _draft(self._gap))
        return self._field

    def _put_away(self) -> None:
        """Escape in the empty line: the gap as it was."""
        gone, self._field = self._field, None
        if gone is not None:
            self._forget_fault()
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)
            self._inside.removeWidget(gone)
            gone.hide()
            gone.deleteLater()

    def _ask_how(self) -> None:
        show_menu(self, self.button, [Item(way.label, partial(self._inform, way)) for way in InformedWay])

    def _inform(self, way: InformedWay) -> None:
        """Of the role in this gap alone: when and how she was told of the others stays as it is."""
        entry_id, record = self._gap.entry_id, self._session.record
        if entry_id is not None and record is not None and record.patient_id == self._of:
            by = record.actor.name
            self._session.do(record_information_given, entry_id, on=record.today, way=way, by=by)

    def _close(self) -> None:
        session, entry_id, record = self._session, self._gap.entry_id, self._session.record
        text = self._field.text() if self._field is not None else ""
        if not text.strip() or entry_id is None or record is None or record.patient_id != self._of:
            return  # what was written of the patient before stays a draft of hers
        if self._gap.key == "reminder_late":
            doing = session.do(finish_reminder, entry_id, note=text)
        else:
            doing = session.do(note_answer, entry_id, answer=text)
        key = session.draft_key(_draft(self._gap))

        def closed(_applied: Applied) -> None:
            """What was half-written is written."""
            if isValid(self) and self._field is not None:
                self._field.show_draft("")
            session.keep(key, None)

        doing.then(closed).but(self._refused)

    def _forget_fault(self) -> None:
        self._fault.hide()
        if self._field is not None:
            self._field.setAccessibleDescription("")

    def _refused(self, error: CoordinatorError) -> None:
        self._fault.setText(str(error))
        self._fault.show()
        if self._field is not None:
            self._field.show_fault()
            self._field.setAccessibleDescription(str(error))
        announce(self._fault, str(error))


def has_draft(gap: Gap, session: Session) -> bool:
    """Whether a line that closes the gap is half-written."""
    return gap.key in _WRITTEN_HERE and session.kept(session.draft_key(_draft(gap))) is not None


def _draft(gap: Gap) -> str:
    return f"gap:{gap.key}:{gap.entry_id}"

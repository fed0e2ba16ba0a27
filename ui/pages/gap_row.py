"""One gap on the overview: what is missing, why, and the button that leads to where it is mended, or mends it here."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from coordinator.contact import InformedWay, inform_of_contacts
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


class GapRow(QWidget):
    """A dashed ring, two lines and a button."""

    def __init__(self, gap: Gap, session: Session, drafts: Drafts) -> None:
        super().__init__()
        self._gap, self._session, self._drafts = gap, session, drafts
        self._field: LineField | None = None
        self._of = session.record.patient_id if session.record is not None else None
        sign = "circle-question-mark" if gap.key.endswith("not_asked") else "circle-dashed"
        title, why = label(gap.title, "strong", wrap=True), label(gap.why, "note", wrap=True)
        self.button = Button(gap.verb, press=self._act)
        self.button.setAccessibleName(f"{gap.verb}: {gap.title}")
        texts = column(title, why, spacing=0)
        line = row(Picture(sign, "amber", 18), texts, self.button, spacing=10)
        line.setStretchFactor(texts, 1)
        self._fault = label("", "danger", wrap=True)
        self._fault.hide()
        self._inside = column(line, self._fault, spacing=4)
        self.setLayout(self._inside)
        if has_draft(gap, session):
            self._open(_WRITTEN_HERE[gap.key])

    def _act(self) -> None:
        gap = self._gap
        if gap.key in _WRITTEN_HERE:
            self._ask(_WRITTEN_HERE[gap.key])
        elif gap.key == "not_informed":
            self._ask_how()
        else:
            self._session.wanted.emit(gap.page.stored, self._target())

    def _target(self) -> object:
        """What on the page to go to."""
        gap = self._gap
        if gap.page is PageName.PERSON:
            return gap.field
        of_contact = gap.contact_id if gap.page is PageName.CONTACTS else None
        return gap.field or of_contact or gap.entry_id

    def _ask(self, question: str) -> None:
        self._open(question).setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, question: str) -> LineField:
        if self._field is None:
            self._field = LineField(question, hint=f"{question} Enter när det är klart")
            # By Enter only: the line closes the gap, and leaving it half-written must not.
            self._field.returnPressed.connect(self._close)
            self._field.textChanged.connect(self._forget_fault)
            self._inside.insertWidget(1, self._field)
            self._field.show()  # at once: only what is seen can have the focus
            self._drafts.watch(self._field, _draft(self._gap))
        return self._field

    def _ask_how(self) -> None:
        show_menu(self, self.button, [Item(way.label, partial(self._inform, way)) for way in InformedWay])

    def _inform(self, way: InformedWay) -> None:
        self._session.do(inform_of_contacts, way=way)

    def _close(self) -> None:
        entry_id, record = self._gap.entry_id, self._session.record
        text = self._field.text() if self._field is not None else ""
        if not text.strip() or entry_id is None or record is None or record.patient_id != self._of:
            return  # what was written of the patient before stays a draft of hers
        if self._gap.key == "reminder_late":
            self._session.do(finish_reminder, entry_id, note=text).but(self._refused)
        else:
            self._session.do(note_answer, entry_id, answer=text).but(self._refused)

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

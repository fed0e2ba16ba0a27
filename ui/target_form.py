"""The fields of the question before a file leaves: to whom and why, on which ground, and what else it can hold."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from coordinator.covering import covering
from coordinator.errors import RuleError
from coordinator.exchange.target import Outgoing, Purpose, Target, refusal
from coordinator.exchange.target_offers import kept_back, purposes_for, to_mind, whom_offered, wish_to_mind
from coordinator.recipient import PATIENT, Recipient, recipient_named
from coordinator.record import Record
from coordinator.shared_paper import Ground
from ui.form_choice import ChoiceRow
from ui.pages.careplan_binding import Fault
from ui.pages.import_contacts_parts import wrapped
from ui.pages.papers_consent import Standing
from ui.pages.papers_recipient import RecipientBox
from ui.parts import column, label, whole
from ui.tick_box import TickBox


@dataclass(frozen=True)
class Option:
    """Something more the file can hold. logged: how the access log says it. only: for this purpose alone.

    when: whether the record has anything of it.
    """

    name: str
    text: str
    note: str
    logged: str
    only: Purpose | None = None
    when: Callable[[Record], bool] | None = None


@dataclass(frozen=True)
class Answer:
    """To whom and why, and the options that are chosen."""

    target: Target
    options: frozenset[str] = frozenset()


Tells = Callable[[Record, Answer], str]
"""What the file leaves out, as it stands to be made."""


class _Whom(RecipientBox):
    """Escape leaves the question, as everywhere in it; the list closes first."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


class TargetForm(QWidget):
    """The fields of the question."""

    changed = Signal()
    """It takes more or less room."""

    def __init__(
        self,
        record: Record,
        what: Outgoing,
        to_consent: Callable[[UUID | None], object],
        options: Sequence[Option] = (),
        tells: Tells | None = None,
    ) -> None:
        super().__init__()
        self._record, self._what, self._tells = record, what, tells
        self._asked: Recipient | None = None
        self.to, self.fault = _Whom(), Fault()
        self.to.line.setPlaceholderText("Välj i listan, eller skriv ett namn")
        self.why = ChoiceRow("Varför", [(one, one.label) for one in what.purposes])
        self.said_why = wrapped()
        self.standing = Standing(to_consent)
        self.boxes = {one: TickBox(one.text) for one in options if one.when is None or one.when(record)}
        self._noted = {one: _with_note(box, one.note) for one, box in self.boxes.items()}
        self.left_out = wrapped("note")
        self._lay_out()
        self.to.settled.connect(self._somebody_else)
        self.to.line.textEdited.connect(lambda _text: self.fault.forget(self.to))
        self.why.finished.connect(self._another_purpose)
        self.standing.changed.connect(self._show)
        for one, box in self.boxes.items():
            box.setAccessibleDescription(one.note)
            box.toggled.connect(self._show)

    def _lay_out(self) -> None:
        whom, why = label("Till vem?", "section"), label("Varför?", "section")
        whom.setBuddy(self.to)
        inside = column(
            column(whom, self.to, self.fault, spacing=6),
            column(why, self.why, self.said_why, spacing=6),
            self.standing, *self._noted.values(), self.left_out, spacing=14,
        )  # fmt: skip
        self.setLayout(inside)

    def begin(self, suggested: Target | None) -> None:
        """Offer whom it can be for, with the suggestion filled in."""
        found = whom_offered(self._record, self._what)
        self.to.offer(found, [_label(one, self._record) for one in found])
        if suggested is not None and suggested.recipient in found:
            self.to.setCurrentIndex(found.index(suggested.recipient))
        else:
            self.to.setCurrentIndex(-1)
            self.to.setEditText(suggested.recipient.name if suggested is not None else "")
        self.to.line.setCursorPosition(0)
        self._somebody_else()
        if suggested is not None and suggested.purpose in purposes_for(self._what, suggested.recipient):
            self.why.show_saved(suggested.purpose)
            self._show()

    @property
    def answer(self) -> Answer:
        """What stands in it now."""
        recipient, purpose = self._meant, self._purpose
        ground = self.standing.chosen_ground if not self.standing.isHidden() else None
        covered = not self.standing.isHidden() and self._covered
        target = Target(
            recipient, purpose, Ground.CONSENT if covered else ground, self.standing.note if ground else ""
        )  # fmt: skip
        return Answer(target, frozenset(one.name for one, box in self.boxes.items() if self._may(one, box, purpose)))

    def require(self) -> bool:
        """Whether the file may go so; else the keyboard is where that is mended, and it is said why."""
        self.to.settle()
        target = self.answer.target
        why = refusal(self._record, self._what, target)
        if why and target.to and self.standing.is_stopped and not self.standing.isHidden():
            self.standing.ask_ground(why)
        elif why:
            self.to.setFocus(Qt.FocusReason.OtherFocusReason)
            self.fault.say(self.to, RuleError("Filen kan inte lämnas ut så", why))
        elif not self.standing.isHidden() and self.standing.is_unread:
            self.standing.ask_read()
        else:
            return True
        self.changed.emit()
        return False

    # What follows from what

    @property
    def _meant(self) -> Recipient:
        """Whoever is chosen; and when a name is written that is the patient's or a contact's, that one."""
        found = self.to.recipient()
        if found.contact_id is not None or found.is_patient or not found.name.strip():
            return found
        try:
            return recipient_named(self._record, found.name)
        except RuleError:  # several are called so: that is said when she goes on
            return found

    @property
    def _purpose(self) -> Purpose:
        found = self.why.chosen()
        if not isinstance(found, Purpose):
            raise TypeError(type(found).__name__)
        return found

    @property
    def _covered(self) -> bool:
        return self._purpose.leaves and covering(self._record, self._meant, self._what.name) is not None

    @staticmethod
    def _may(one: Option, box: TickBox, purpose: Purpose) -> bool:
        return box.isChecked() and one.only in (None, purpose)

    def _somebody_else(self) -> None:
        """Another one is meant: another purpose, and no ground yet."""
        recipient = self._meant
        if recipient == self._asked:
            return
        self._asked = recipient
        possible = purposes_for(self._what, recipient) or self._what.purposes
        for one in self._what.purposes:
            self.why.offer(one, offered=one in possible)
        self.why.show_saved(possible[0])
        one_only = len(possible) == 1
        self.why.setVisible(not one_only and bool(recipient.name.strip()))
        self.said_why.setVisible(self.why.isHidden())
        self.said_why.setText(possible[0].label if one_only else "Välj först till vem filen är.")
        self.standing.begin()
        self.fault.forget(self.to)
        self._show()

    def _another_purpose(self) -> None:
        self.why.show_saved(self.why.chosen())
        self._show()

    def _show(self) -> None:
        """What there is to say of whoever is meant, for what it is meant."""
        record, recipient, purpose = self._record, self._meant, self._purpose
        asks = bool(recipient.name.strip()) and self._what.of_patient and (purpose.leaves or recipient.is_patient)
        self.standing.setVisible(asks)
        if asks:
            self._show_standing(record, recipient, purpose)
        for one, part in self._noted.items():
            part.setVisible(one.only in (None, purpose) and bool(recipient.name.strip()))
        answer = self.answer
        said = [self._tells(record, answer) if self._tells is not None else ""]
        said += kept_back(record, self._what, answer.target)
        self.left_out.setText("\n".join(filter(None, said)))
        self.left_out.setVisible(bool(self.left_out.text()))
        self.changed.emit()

    def _show_standing(self, record: Record, recipient: Recipient, purpose: Purpose) -> None:
        bare = Target(recipient, purpose)
        if recipient.is_patient:
            self.standing.show_free()
        else:
            consent = covering(record, recipient, self._what.name)
            if consent is not None:
                self.standing.show_consent(consent, record)
            else:
                self.standing.show_stopped(refusal(record, self._what, bare), ground_helps=True)
        wish = wish_to_mind(record, bare)
        self.standing.show_warnings((*to_mind(record, self._what, bare), *filter(None, [wish])))


def _with_note(box: TickBox, words: str) -> QWidget:
    note = wrapped("note")
    note.setText(words)
    return whole(column(box, note, spacing=2))


def _label(one: Recipient, record: Record) -> str:
    """The patient by her name; everybody else as they are called."""
    called = record.patient.calling_name.strip()
    return f"{called}, patienten" if one.is_patient and one.name == PATIENT and called else one.name

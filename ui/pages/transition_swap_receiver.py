"""Who answers today and who takes over: a name, a unit, a role and a telephone, suggested from the contacts."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from coordinator.change import Applied
from coordinator.contact_choice import names_of_contacts
from coordinator.errors import CoordinatorError, RuleError
from coordinator.page import Page as PageName
from coordinator.record import Record
from coordinator.transition.kinds import rule_of
from coordinator.transition.swap import Transition
from coordinator.transition.swapping import name_receiver, write_transition
from coordinator.transition.who import sender, sender_answers, sender_phone, sender_words
from ui.drafts import Drafts
from ui.fields import LineField
from ui.form import Fault
from ui.pages.careplan_quick import Names
from ui.pages.transition_swap_part import SwapPart
from ui.parts import Boxed, Button, Kind, column, label, row, selectable, whole
from ui.session import Doing, Session
from ui.theme import scaled

RECEIVER, UNIT = "receiver", "to_unit"
_FIELDS = (RECEIVER, UNIT, "receiver_role", "receiver_phone")
_HINT = "Namn. Kontakter föreslås medan du skriver"
_UNIT_HINT = "Enhet eller mottagning"


class _Side(Boxed):
    """The box of the one who takes over: dashed while nobody does."""

    def show_hole(self, *, is_hole: bool) -> None:
        edge = "amber" if is_hole else "border"
        if (self._edge, self._dashed) != (edge, is_hole):
            self._edge, self._dashed = edge, is_hole
            self.update()


class Receiver(SwapPart):
    """The sender in a line, and the fields of the receiver below. The fields save themselves when there is a unit."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self._ids: dict[str, UUID] = {}
        self.who_leaves = label("", "strong", wrap=True)
        self.number = selectable(label("", "number"))
        self.answers = label("", "note", wrap=True)
        self.to_contact = Button("Öppna kontakten", Kind.QUIET, icon="users", press=self._open_contact)
        self.sender_fault = Fault()
        self.from_unit = self.make_fields(("from_unit",))
        self.who = self.make_fields(_FIELDS)
        self._names = QStringListModel(self)
        self._line(RECEIVER).setPlaceholderText(_HINT)
        self._line(UNIT).setPlaceholderText(_UNIT_HINT)
        suggested = Names(self._names, self._line(RECEIVER))
        suggested.activated.connect(
            self._take_suggested, Qt.ConnectionType.QueuedConnection
        )  # first the name is written
        self._line(RECEIVER).setCompleter(suggested)
        self._side = _Side("paper", edge="border")
        self.takes_over = label("Tar över", "strong")
        self._side.inside.addLayout(column(self.takes_over, self.who, spacing=6))
        self._lay_out()

    def _lay_out(self) -> None:
        self._said = label("", "note")
        head = row(self._said, self.who_leaves, self.number, spacing=12)
        head.setStretchFactor(self.who_leaves, 1)
        told = row(self.answers, self.to_contact, spacing=12)
        told.setStretchFactor(self.answers, 1)
        self._sender = whole(column(whole(head), self.from_unit, whole(told), self.sender_fault, spacing=2))
        inside = column(self._sender, self._side, spacing=8)
        inside.setContentsMargins(0, scaled(2), 0, 0)
        self.setLayout(inside)

    def show_swap(self, record: Record, swap: Transition) -> None:
        super().show_swap(record, swap)
        answers, is_contact = sender_answers(swap), sender(record, swap) is not None
        self._said.setText("Svarar i dag" if answers else "Svarade före bytet")
        self.who_leaves.setText(sender_words(record, swap))
        self.number.setText(sender_phone(record, swap))
        self.number.setAccessibleName(f"Telefon till lämnande enhet: {self.number.text()}")
        self.number.setVisible(bool(self.number.text()))
        self.from_unit.setVisible(not is_contact)
        self.to_contact.setVisible(is_contact)
        visit = rule_of(swap.kind).first_visit
        self.answers.setText(f"Ansvarar tills {visit} är gjort och bytet är klart." if swap.is_open else "")
        self.takes_over.setText("Tar över" if swap.has_receiver else f"Tar över: {rule_of(swap.kind).hole.lower()}")
        self._side.show_hole(is_hole=swap.is_open and not swap.has_receiver)
        self._side.setVisible(not swap.same_unit)
        self._ids = {name: id for id, name in names_of_contacts(record).items() if id != swap.contact_id}
        if self._names.stringList() != list(self._ids):
            self._names.setStringList(list(self._ids))

    def save(self, swap_id: UUID, name: str, value: Any) -> Doing | None:
        """A name goes with its unit; a contact that was suggested with what is known of her."""
        if name == RECEIVER and value in self._ids:
            return self.session.do(name_receiver, swap_id, contact_id=self._ids[value]).then(self._taken)
        written = {one: " ".join(self._line(one).text().split()) for one in _FIELDS}
        named = written[RECEIVER]
        waits = self._line(RECEIVER).unfinished() is not None
        if name == RECEIVER and not named:
            return self.session.do(write_transition, swap_id, receiver="", receiver_contact_id=None)
        if name == "from_unit" or not named or (name != RECEIVER and not waits):
            return self.session.do(write_transition, swap_id, **{name: value})
        return self.session.do(
            name_receiver, swap_id, receiver=named, to_unit=written[UNIT], role=written["receiver_role"],
            phone=written["receiver_phone"],
        )  # fmt: skip

    def refuse(self, error: CoordinatorError) -> QWidget | None:
        if isinstance(error, RuleError) and error.field == "contact_id":
            self.sender_fault.say(error)
            return self.sender_fault
        return super().refuse(error)

    def forget_faults(self) -> None:
        self.sender_fault.say(None)

    def start(self, name: str = "") -> bool:
        return not self._side.isHidden() and super().start(name)

    def _take_suggested(self) -> None:
        self._line(RECEIVER).finish()

    def _taken(self, _applied: Applied) -> None:
        """She is called by her name alone, where the suggestion had her role and workplace too."""
        if isValid(self) and self.swap is not None:
            for name in (RECEIVER, UNIT):
                self._line(name).show_draft(getattr(self.swap, name))

    def _line(self, name: str) -> LineField:
        made = self.fields[name].editor.main
        if not isinstance(made, LineField):
            raise TypeError(name)
        return made

    def _open_contact(self) -> None:
        if self.swap is not None and self.swap.contact_id is not None:
            self.session.wanted.emit(PageName.CONTACTS.stored, self.swap.contact_id)

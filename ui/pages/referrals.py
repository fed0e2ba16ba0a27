"""Remisser: what is waited for, what is late and whom to ring about it, and what the answers were."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from coordinator.change import Applied
from coordinator.contact import Contact
from coordinator.directory.unit import sign_for
from coordinator.documents.phrases import sentence
from coordinator.entity import Entity
from coordinator.errors import CoordinatorError, RuleError
from coordinator.number_to_ring import Number, number_of_contact, who_asks, who_is_asked
from coordinator.page import Page as PageName
from coordinator.record import Record
from coordinator.referral import Referral, ReferralStatus, note_answer
from coordinator.swedish import how_late, short_day
from ui.chips import DONE, FACT, OWN, Sign
from ui.drafts import Drafts
from ui.entry_lines.entry_list import EntryList
from ui.entry_lines.group import Group
from ui.entry_lines.line import Line
from ui.fields import LineField
from ui.form import Fault
from ui.pages.entries_page import EntriesPage
from ui.parts import Button, Empty, Kind, column, label, row, whole
from ui.session import Session
from ui.theme import scaled

_NO_WORDS = RuleError("Vad blev svaret?", "Skriv det i korthet, till exempel: provet var normalt.")
_SIGNS = {
    ReferralStatus.RECEIVED: Sign("Mottagen", FACT),
    ReferralStatus.IN_PROGRESS: Sign("Under utredning", FACT),
    ReferralStatus.ANSWERED: Sign("Besvarad", DONE, "check"),
    ReferralStatus.CANCELLED: Sign("Avbruten", FACT, "x"),
    ReferralStatus.REJECTED: Sign("Avvisad", FACT, "circle-alert"),
}


_ORDER = (
    "contact_id", "to", "status", "sent_on", "expected_answer", "answered_on", "question", "answer", "from_contact_id",
    "sent_by", "own_request", "on_print", "note", "source", "checked_on", "checked_by",
)  # fmt: skip
_FIRST = ("contact_id", "to", "status", "sent_on", "expected_answer", "question", "from_contact_id", "sent_by")


class ReferralsPage(EntriesPage):
    """The referrals of the patient on screen."""

    NAME = PageName.REFERRALS.stored
    TITLE = PageName.REFERRALS.label
    ICON = "file-output"

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self._how_many = label("", "note")
        add = Button("Ny remiss", icon="plus")
        first = Button("Lägg till remiss", Kind.PRIMARY)
        words = "Skriv vart den gick och när svaret väntas, så står den här tills svaret har kommit."
        self.entries = EntryList(
            session, drafts, Referral, self._groups, order=_ORDER, first=_FIRST,
            add=add, empty=Empty("file-output", "Inga remisser än", words, first), empty_add=first,
            at_first={"waiting": 40}, folded=frozenset(), columns=(104,), extras=self._extras,
            number=_number, gone=self._gone,
        )  # fmt: skip
        self._lay_out(column(self.entries), self._how_many, add)

    @staticmethod
    def note(record: Record) -> str:
        many = sum(one.is_open for one in record.all(Referral))
        return str(many) if many else ""

    def show_record(self, record: Record) -> None:
        super().show_record(record)
        self._resume_answers()

    # What is shown

    def _groups(self, record: Record) -> Sequence[Group]:
        found = record.all(Referral)
        waiting = sorted((one for one in found if one.is_open), key=lambda one: one.expected_answer or date.max)
        to_write = [one for one in found if one.status is ReferralStatus.TO_BE_WRITTEN]
        done = [one for one in found if not one.is_open and one.status is not ReferralStatus.TO_BE_WRITTEN]
        done.sort(key=lambda one: one.answered_on or one.sent_on or date.min, reverse=True)
        late = sum(one.expected_answer is not None and one.expected_answer < record.today for one in waiting)
        said = [f"{len(waiting)} väntar på svar" if waiting else "ingen väntar på svar"]
        self._how_many.setText(", ".join([*said, *([f"{late} skulle ha kommit"] if late else [])]))
        group = self.entries.lines.group
        return [
            *group("waiting", "Väntar på svar", waiting, lambda one: _waiting(one, record)),
            *group("to_write", "Ska skrivas", to_write, lambda one: _to_write(one, record)),
            *group("done", "Besvarade och avslutade", done, lambda one: _done(one, record)),
        ]

    def _gone(self, entry: Entity) -> str:
        record = self.session.record
        who = who_is_asked(record, entry) if isinstance(entry, Referral) and record is not None else ""
        return f"Remissen till {who} är borttagen." if who else "Remissen är borttagen."

    # The answer

    def _extras(self, line: Line) -> QWidget | None:
        if not line.asks:
            return None
        made = Button("Svar har kommit", icon="check", press=partial(self._ask_answer, line.id))
        made.setAccessibleName(f"Svar har kommit: {line.what}")
        return whole(row(made, 1))

    def _ask_answer(self, id: UUID) -> None:
        self._answer_line(id).line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answer_line(self, id: UUID) -> "Answer":
        slot = self.entries.lines.slots[id]
        if not isinstance(slot.asking, Answer):
            made = Answer(id, self.session, self.drafts)
            made.closed.connect(self._close_answer)
            slot.ask(made)
            self.entries.lines.order_tabs()
            return made
        return slot.asking

    def _close_answer(self, id: UUID) -> None:
        if id in self.entries.lines.slots:
            self.entries.lines.slots[id].stop_asking()
            self.entries.lines.go_to(id)

    def _resume_answers(self) -> None:
        """An answer that was half-written is asked for again; one that is given is asked for no more."""
        for id, slot in self.entries.lines.slots.items():
            waits = slot.button.line.asks
            if waits and self.session.kept(self.session.draft_key(_draft(id))):
                self._answer_line(id)
            elif not waits and slot.asking is not None:
                was_here = slot.asking.isAncestorOf(slot.window().focusWidget() or self)
                slot.stop_asking()
                if was_here:  # on to what is waited for still
                    self.entries.lines.go_to(self.entries.lines.ids[0])


class Answer(QWidget):
    """What the answer was, in short. Enter notes it as come today; left half-written it stays a draft."""

    closed = Signal(object)

    def __init__(self, id: UUID, session: Session, drafts: Drafts) -> None:
        super().__init__()
        self._id, self._session, self._drafts = id, session, drafts
        self._of = session.record.patient_id if session.record is not None else None
        self.line = _AnswerLine("Svaret i korthet", hint="Vad blev svaret? Enter när det är klart")
        self.fault = Fault()
        inside = column(self.line, self.fault, spacing=3)
        inside.setContentsMargins(scaled(10), 0, 0, scaled(6))
        self.setLayout(inside)
        self.line.returnPressed.connect(self._note)
        self.line.left_empty_handed.connect(self._close)
        self.line.textChanged.connect(self._forget_fault)
        drafts.watch(self.line, _draft(id))

    def _note(self) -> None:
        record = self._session.record
        if record is None or record.patient_id != self._of:
            return
        if self.line.text().strip():
            doing = self._session.do(note_answer, self._id, answer=self.line.text())
            doing.then(self._noted).but(self._refuse)
        else:
            self._refuse(_NO_WORDS)

    def _noted(self, _applied: Applied) -> None:
        if isValid(self.line):
            self.line.show_draft("")
            self._drafts.keep_now()

    def _refuse(self, error: CoordinatorError) -> None:
        self.line.show_fault()
        self.fault.say(error)

    def _forget_fault(self) -> None:
        self.fault.say(None)

    def _close(self) -> None:
        self.closed.emit(self._id)


class _AnswerLine(LineField):
    """Only Enter finishes."""

    def finish(self) -> None:
        """Nothing is saved by leaving."""


def _number(entry: Entity, record: Record) -> Number | None:
    return number_of_contact(record, entry.contact_id) if isinstance(entry, Referral) else None


def _draft(id: UUID) -> str:
    return f"referral:{id}:answer_in_short"


def _waiting(one: Referral, record: Record) -> Line:
    day, today = one.expected_answer, record.today
    late = day is not None and day < today
    number = number_of_contact(record, one.contact_id) if late else None
    status = [_SIGNS[one.status]] if one.status in _SIGNS else []
    lateness = [Sign(how_late(day, today), OWN, "clock")] if late and day is not None else []
    return Line(
        one.id,
        who_is_asked(record, one),
        (short_day(day, today) if day else "inget datum",),
        _about(one, record, "skulle ha kommit" if late else ""),
        (*lateness, *status, *_to_know(one, record)),
        number.text if number is not None else "",
        number.hours if number is not None else "",
        role="amber" if late or day is None else "ink",
        asks=True,
    )


def _to_know(one: Referral, record: Record) -> tuple[Sign, ...]:
    """What is good to know of the receiver: a CSD takes no referrals. It stops nobody."""
    contact = record.get(Contact, one.contact_id) if one.contact_id is not None else None
    named = (one.to,) if contact is None else (contact.name, contact.unit, contact.organisation)
    sign = sign_for(*named)
    return (Sign(sign, OWN),) if sign else ()


def _to_write(one: Referral, record: Record) -> Line:
    return Line(one.id, who_is_asked(record, one), ("",), _about(one, record), _to_know(one, record))


def _done(one: Referral, record: Record) -> Line:
    day = one.answered_on or one.sent_on
    answer = " ".join(one.answer.split())
    return Line(
        one.id,
        who_is_asked(record, one),
        (short_day(day, record.today) if day else "",),
        f"Svar: {answer}" if answer else _about(one, record),
        (_SIGNS[one.status],) if one.status in _SIGNS else (),
        role="grey",
    )


def _about(one: Referral, record: Record, first: str = "") -> str:
    """Why, by whom and when, on a line."""
    sent = f"skickad {short_day(one.sent_on, record.today)}" if one.sent_on else ""
    who = who_asks(record, one)
    by = f"{sent} från {who}" if sent and who else sent or (f"från {who}" if who else "")
    parts = [part for part in (first, " ".join(one.question.split()), by) if part]
    return " ".join(sentence(part[:1].upper() + part[1:]) for part in parts)

"""The choices for a paper: for whom, which parts, how it is set, and whether the record goes with it."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from coordinator.careplan import current_plan, next_number
from coordinator.consent import Consent
from coordinator.contact import Assignment, InformedWay, holders
from coordinator.documents.catalogue import CARE_CONTACT, CARE_PLAN
from coordinator.documents.paper_kind import Paper
from coordinator.lettering import Lettering
from coordinator.record import Record
from coordinator.sections import Section
from coordinator.sharing import (
    PATIENT,
    Ground,
    Order,
    Recipient,
    cautions,
    covering,
    may_be_within_care,
    recipients,
    refusal,
)
from ui.form_choice import ChoiceBox, ChoiceRow
from ui.pages.papers_about import About
from ui.pages.papers_consent import Standing
from ui.pages.papers_recipient import RecipientBox
from ui.parts import Section as Heading
from ui.parts import clear, column, label, whole
from ui.tick_box import TickBox

_CARRIED = (
    "Den som får filen kan läsa in uppgifterna i sitt eget program, utan att skriva av. Bara det som står på papperet "
    "följer med."
)
_LOCKED = "Som fil sparas det här papperet bara med lösenord. Utskrivet på papper behövs inget."
_KEPT = "Planen går alltid att skriva ut igen precis så, och nästa papper får nästa nummer."
_COPIES = "Antal kort"
_ONLY_HER = "Det här papperet lämnas bara till patienten, eller den som företräder patienten."


class Choices(QWidget):
    """All that is chosen about one paper of one patient. The order is read with `order`."""

    changed = Signal()
    """Something that is seen on the paper."""

    def __init__(self, to_consent: Callable[[UUID | None], object]) -> None:
        super().__init__()
        self._record: Record | None = None
        self._paper: Paper | None = None
        self.about = About()
        self.about.changed.connect(self._about_another)
        self.to = RecipientBox()
        self.to.settled.connect(self._somebody_else)
        self.standing = Standing(to_consent)
        self.standing.changed.connect(self._show_standing)
        self._only_her = label(_ONLY_HER, "note", wrap=True)
        self.lettering: ChoiceRow | None = None
        self.lies: ChoiceRow | None = None
        self.sheet: ChoiceRow | None = None
        self.copies: ChoiceBox | None = None
        self.informed: ChoiceRow | None = None
        self.attach: TickBox | None = None
        self.keep = TickBox("Bevara som utlämnad version 1")
        self.keep.setAccessibleDescription(_KEPT)
        self._keep_box = whole(column(self.keep, label(_KEPT, "note", wrap=True), spacing=2))
        self._number = 1
        self._asked: object = None
        self._warned: object = None
        self._found: Consent | None = None
        self._why = ("", False)
        self.parts: dict[Section, TickBox] = {}
        self._parts_box = self._lies_box = QWidget()
        self._form = column(spacing=14)
        head = label("Till vem", "section")
        head.setBuddy(self.to)
        self._to_box = whole(column(head, self.to, spacing=6))
        top = column(self._to_box, self._only_her, self.standing, self._keep_box, spacing=6)
        self.setLayout(column(self.about, top, self._form, 1, spacing=14))

    def begin(self, paper: Paper, record: Record) -> None:
        """Another paper, or another patient: everything as it usually is, to the patient unless it is to another."""
        self._record, self._paper = record, paper
        self.about.begin(paper, record)
        self._to_box.setVisible(not paper.to_each)  # a letter is for the one it is to
        self._offer(record)
        self.standing.begin()
        self.keep.setChecked(False)
        self._make_form(paper, record)
        self.to.begin(for_nobody=paper.to_another)
        self._show_standing()

    def show_record(self, record: Record) -> None:
        """The same patient after a change; what is chosen stays."""
        self._record = record
        self.about.show_record(record)
        self._offer(record)
        self._show_standing()

    def order(self) -> Order:
        """What is wanted now."""
        if self._paper is None:
            raise RuntimeError("no paper is chosen")
        lettering, subject = self._lettering(), self.about.subject
        left_out = {one for one, box in self.parts.items() if not box.isChecked()} if self._has_parts(lettering) else ()
        return Order(
            self._paper,
            subject.to if subject is not None and subject.to is not None else self.to.recipient(),
            lettering,
            landscape=self.lies is not None and self._may_lie(lettering) and bool(self.lies.chosen()),
            left_out=frozenset(left_out),
            attach=self.attach is not None and self.attach.isChecked(),
            ground=self.standing.chosen_ground,
            ground_note=self.standing.note,
            a3=self.sheet is not None and bool(self.sheet.chosen()),
            about=subject.id if subject is not None else None,
            copies=self.copies.chosen() if self.copies is not None else 1,
        )

    @property
    def way(self) -> InformedWay | None:
        """How the information on the paper is given, when that is to be noted too."""
        found = self.informed.chosen() if self.informed is not None else None
        return found if isinstance(found, InformedWay) else None

    @property
    def hand_out(self) -> bool:
        """Whether the plan is kept as it is although it goes to the patient."""
        return self.keep.isChecked() and not self._keep_box.isHidden()

    def keep_as_is(self) -> None:
        """Choose that the plan is kept as it is."""
        self.keep.setChecked(True)

    def settle(self) -> None:
        """Take what stands in the fields as it stands."""
        self.to.settle()

    def show_why_not(self, why: str) -> None:
        """It does not go: put the focus where that is mended."""
        if self._lacks_subject:
            self.about.ask()
        elif not self.to.currentText().strip() or not self.standing.is_stopped:
            self.to.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.standing.ask_ground(why)

    # For whom

    def _offer(self, record: Record) -> None:
        only_her = self._paper is not None and self._paper.for_patient_only
        found = [one for one in recipients(record) if one.is_patient or not only_her]
        self.to.offer(found, [_label(one, record) for one in found])
        self.to.setEnabled(len(found) > 1 or not only_her)
        self._only_her.setVisible(only_her)

    @property
    def _lacks_subject(self) -> bool:
        return self._paper is not None and self._paper.make is None and self.about.subject is None

    def _about_another(self) -> None:
        self._somebody_else()
        self._tell()

    def _somebody_else(self) -> None:
        self.standing.begin()
        self._show_standing()

    def _show_standing(self) -> None:
        """What there is to say of whoever is meant."""
        record = self._record
        if record is None or self._paper is None:
            return
        order, standing = self.order(), self.standing
        asked = (record, order.paper, order.about, order.recipient)
        if asked != self._asked:  # not at every letter about the ground: to find a consent takes its time
            self._asked = asked
            self._found = covering(record, order.recipient, order.paper.name, order.about)
            self._why = _why_not(record, order, self._found)
        why, ground_helps = self._why
        if order.recipient.is_patient:
            standing.show_free()
        elif self._found is not None and not why:
            standing.show_consent(self._found, record)
        elif not why:
            standing.show_within_care()
        else:
            standing.show_stopped(why, ground_helps=ground_helps, within_care=may_be_within_care(record, order))
        self._show_kept(order, record)
        self._show_warnings(order, record, stopped=bool(why) and not ground_helps)

    def _show_kept(self, order: Order, record: Record) -> None:
        """To the patient she chooses whether the plan is kept as it is; to others it always is."""
        number = next_number(record)
        if number != self._number:  # it was kept just now
            self._number = number
            self.keep.setChecked(False)
            self.keep.setText(f"Bevara som utlämnad version {number}")
            self.keep.setAccessibleName(self.keep.text())
            self.keep.updateGeometry()
        offered = order.paper is CARE_PLAN and order.recipient.is_patient and current_plan(record) is not None
        self._keep_box.setVisible(offered)

    def _show_warnings(self, order: Order, record: Record, *, stopped: bool) -> None:
        """What must be read before it goes, whatever the ground."""
        asked = (record, order.paper, order.about, order.recipient, stopped)
        if asked != self._warned:
            self._warned = asked
            self.standing.show_warnings(() if stopped else cautions(record, order))

    # How it looks

    def _make_form(self, paper: Paper, record: Record) -> None:
        clear(self._form)
        self.lettering = self.lies = self.sheet = self.copies = self.informed = self.attach = None
        self.parts = {}
        if len(paper.letterings) > 1:
            self.lettering = ChoiceRow("Text", [(one, one.label) for one in paper.letterings])
            self.lettering.finished.connect(self._set)
            self._add("Text", self.lettering)
        if paper.landscape:
            self.lies = ChoiceRow("Papper", [(False, "Stående"), (True, "Liggande")])
            self.lies.finished.connect(partial(self._keep, self.lies))
            self._lies_box = self._add("Papper", self.lies)
        if paper.a3:
            self.sheet = ChoiceRow("Papper", [(False, "A4"), (True, "A3")])
            self.sheet.finished.connect(partial(self._keep, self.sheet))
            self._add("Papper", self.sheet)
        if paper.most_copies > 1:
            self.copies = ChoiceBox(_COPIES, [(many, str(many)) for many in range(1, paper.most_copies + 1)])
            self.copies.show_saved(1)
            self.copies.finished.connect(partial(self._keep, self.copies))
            self._add(_COPIES, self.copies)
        if paper.sections:
            self.parts = {one: TickBox(one.label) for one in Section}
            note = label("Kryssa ur det som inte ska stå på papperet.", "note", wrap=True)
            inside = whole(column(note, *self.parts.values(), spacing=2))
            for box in self.parts.values():
                box.setChecked(True)
                box.toggled.connect(self._tell)
            self._parts_box = self._add("Delar", inside)
        if paper is CARE_CONTACT and any(holders(record, assignment) for assignment in Assignment):
            ways = [(None, "Noteras inte"), *((one, one.label) for one in InformedWay)]
            self.informed = ChoiceRow("Informationen är lämnad", ways)
            self.informed.finished.connect(partial(self._keep, self.informed))
            self._add("Informationen är lämnad", self.informed)
        if paper.carries_record:
            self.attach = TickBox("Lägg in uppgifterna i filen")
            self.attach.setChecked(True)
            self.attach.setAccessibleDescription(_CARRIED)
            inside = whole(column(self.attach, label(_CARRIED, "note", wrap=True), spacing=2))
            self._attach_box = self._add("Filen", inside)
        if paper.locked:
            self._form.addWidget(label(_LOCKED, "note", wrap=True))

    def _add(self, title: str, part: QWidget) -> QWidget:
        box = whole(column(Heading(title), part, spacing=6))
        self._form.addWidget(box)
        return box

    def _lettering(self) -> Lettering:
        found = self.lettering.chosen() if self.lettering is not None else None
        return found if isinstance(found, Lettering) else Lettering.STANDARD

    def _may_lie(self, lettering: Lettering) -> bool:
        return self._paper is not None and self._paper.landscape and lettering is Lettering.STANDARD

    def _has_parts(self, lettering: Lettering) -> bool:
        return bool(self.parts) and lettering is not Lettering.EASY

    def _set(self) -> None:
        if self.lettering is not None:
            self.lettering.show_saved(self.lettering.chosen())
        lettering = self._lettering()
        if self.lies is not None:
            self._lies_box.setVisible(self._may_lie(lettering))
        if self.parts:
            self._parts_box.setVisible(self._has_parts(lettering))
        if self.attach is not None and self._paper is not None:
            self._attach_box.setVisible(self._paper.carries(lettering))
        self._tell()

    def _keep(self, choice: ChoiceRow | ChoiceBox) -> None:
        """What is chosen is chosen: there is nothing to save."""
        choice.show_saved(choice.chosen())
        self._tell()

    def _tell(self) -> None:
        self.changed.emit()


def _label(one: Recipient, record: Record) -> str:
    """The patient by her name; everybody else as they are called."""
    called = record.patient.calling_name.strip()
    return f"{called}, patienten" if one.name == PATIENT and called else one.name


def _why_not(record: Record, order: Order, consent: Consent | None) -> tuple[str, bool]:
    """Why it may not go without another ground, empty when it may; and whether another ground would help."""
    anyhow = refusal(record, replace(order, ground=Ground.REQUEST, ground_note=""))
    if anyhow or order.recipient.is_patient or consent is not None:
        return anyhow, False
    return refusal(record, replace(order, ground=None, ground_note="")), True

"""What a plan says beside its rows: the patient's own words, what the family does, and what one does if it fails."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from coordinator.record import Record
from coordinator.sip.beginning import write_sip
from coordinator.sip.belonging import decisions_of
from coordinator.sip.process import REGION_AND_KOMMUN, Sip
from ui.pages.careplan_binding import Bound, Desktop, Fault
from ui.pages.sip_meeting_fields import MeetingText
from ui.parts import Boxed, column, label
from ui.session import Doing
from ui.theme import scaled
from ui.tick_box import TickBox


class Writing:
    """What writes in one SIP."""

    def __init__(self, desktop: Desktop, sip_id: UUID) -> None:
        self.desktop, self.sip_id = desktop, sip_id

    def bound(self, field: MeetingText, fault: Fault, name: str) -> Bound:
        """Join a field to the one of that name."""
        self.desktop.drafts.watch(field, f"sip:{self.sip_id}:{name}")
        return Bound(field, fault, lambda value: self.write(**{name: value}))

    def write(self, **fields: Any) -> Doing | None:
        """New values."""
        return self.desktop.do(write_sip, self.sip_id, **fields)


class OwnWords(Boxed):
    """What the patient wants, in her own words; it is read first."""

    def __init__(self, writing: Writing) -> None:
        super().__init__("amber_soft", bar="amber")
        self._fault, self._note = Fault(), label("", "note", wrap=True)
        self.field = MeetingText("Patientens egna ord", hint="Vad är viktigast? Skriv det som det sägs.", plain=True)
        self.field.setProperty("own", True)
        self._bound = writing.bound(self.field, self._fault, "own_words")
        self._note.setContentsMargins(scaled(5), 0, 0, 0)
        self.inside.setContentsMargins(scaled(12), scaled(6), scaled(12), scaled(9))
        self.inside.setSpacing(scaled(1))
        self.inside.addLayout(column(self.field, self._note, self._fault, spacing=1))

    def show_sip(self, record: Record, sip: Sip) -> None:
        """Show the words as they are now."""
        self._bound.show(sip.own_words)
        self._note.setText(f"{_owner(record.patient.calling_name or 'Patienten')} egna ord, läses upp först")


class Beside(QWidget):
    """What the patient and the family do, and what one does if the plan does not work."""

    def __init__(self, writing: Writing) -> None:
        super().__init__()
        self._writing = writing
        self._roomy: bool | None = None
        self.family, self.fails = MeetingText("Patienten och familjen gör"), MeetingText("Om planen inte fungerar")
        self._family_title, fails_title = label("", "strong", wrap=True), label("Om planen inte fungerar", "strong")
        family_fault, fails_fault = Fault(), Fault()
        self._family = writing.bound(self.family, family_fault, "family_does")
        self._fails = writing.bound(self.fails, fails_fault, "if_it_fails")
        self.nobody = TickBox("Ingen annan än region och kommun gör något")
        self.nobody.clicked.connect(self._save_nobody)
        left, right = QWidget(), QWidget()
        left.setLayout(column(self._family_title, self.family, family_fault, self.nobody, 1, spacing=4))
        right.setLayout(column(fails_title, self.fails, fails_fault, 1, spacing=4))
        self._parts = (left, right)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(scaled(14))
        self._grid.setVerticalSpacing(scaled(8))

    def show_sip(self, record: Record, sip: Sip) -> None:
        """Show them as they are now."""
        self._family.show(sip.family_does)
        self._fails.show(sip.if_it_fails)
        self._family_title.setText(f"{record.patient.calling_name or 'Patienten'} och familjen gör")
        by_others = any(
            one.huvudman not in (None, *REGION_AND_KOMMUN) for one in decisions_of(record, sip.id) if one.what.strip()
        )
        self.nobody.setChecked(sip.nobody_else)
        self.nobody.setVisible(sip.nobody_else or not (sip.family_does.strip() or by_others))

    def arrange(self, *, roomy: bool) -> None:
        """Beside each other, or one below the other."""
        if roomy == self._roomy:
            return
        self._roomy = roomy
        for place, part in enumerate(self._parts):
            self._grid.removeWidget(part)
            self._grid.addWidget(part, place if roomy else 0, 0 if roomy else place, Qt.AlignmentFlag.AlignTop)
            self._grid.setColumnStretch(place, 0 if roomy and place else 1)

    def _save_nobody(self) -> None:
        self._writing.write(nobody_else=self.nobody.isChecked())


def _owner(name: str) -> str:
    """The name as it stands before what is hers: "Leos", "Alex"."""
    return name if name.casefold().endswith(("s", "x", "z")) else f"{name}s"

"""To whom a consent for a SIP is given: those who take part, each ticked or not, and a line that adds one more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget
from shiboken6 import isValid

from coordinator.change import Applied
from coordinator.errors import CoordinatorError
from coordinator.guardian import guardians
from coordinator.record import Record
from coordinator.representative import representatives
from coordinator.sip.belonging import participants_of
from coordinator.sip.candidates import Candidate
from coordinator.sip.inviting import add_people
from coordinator.sip.participant import SipPart, SipParticipant
from coordinator.sip.process import Sip
from coordinator.sip.who import function_of, name_of_participant, organisation_of
from coordinator.swedish import folded
from ui.drafts import Drafts
from ui.fields import LineField
from ui.form import Fault
from ui.form_flow import tab_after
from ui.pages.sip_invite_add import AddPeople
from ui.parts import column, label, tip
from ui.session import Session
from ui.theme import is_large, scaled
from ui.tick_box import TickBox


@dataclass(frozen=True)
class _Row:
    """One who takes part: her box, what she must not know, and what she is called in full."""

    whom: UUID | str = field(repr=False)
    box: TickBox
    excludes: LineField
    words: str = field(default="", repr=False)


class Whom(QWidget):
    """Everybody is ticked from the beginning; whom the patient says no to is unticked."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__()
        self._session, self._drafts = session, drafts
        self._of: tuple[UUID, UUID] | None = None
        self.rows: dict[UUID, _Row] = {}
        """By participant."""
        self.nobody = label(
            "Ingen deltar än. Lägg till dem som behöver veta något: de kallas sedan.", "note", wrap=True
        )
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(scaled(12))
        self._grid.setVerticalSpacing(scaled(4))
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self.add = AddPeople()
        self.fault = Fault()
        self.setLayout(column(self.nobody, self._grid, self.add, self.fault, spacing=6))
        self.add.chosen.connect(self._add_chosen)
        self.add.written.connect(self._add_written)

    def show_sip(self, record: Record, sip: Sip) -> None:
        """Show who takes part in a SIP: in another one, or in the same after a change."""
        if self._of != (record.patient_id, sip.id):
            self._of = record.patient_id, sip.id
            self._drafts.keep_now()
            self._clear(list(self.rows))
            self.fault.say(None)
            self.add.line.setText("")
            self.add.line.show_saved("")
            self._drafts.watch(self.add.line, f"{Sip.KIND}:{sip.id}:samtycke:ny deltagare")
        found = _asked(record, sip)
        there = {one.id for one in found}
        self._clear([id for id in self.rows if id not in there])
        for one in found:
            self._show(record, sip, one)
        self.nobody.setVisible(not found)
        self.add.show_sip(record, sip.id)

    def start(self) -> None:
        """Put the focus on the first to tick, or where somebody is added."""
        first = next(iter(self.rows.values()), None)
        (first.box if first is not None else self.add).setFocus(Qt.FocusReason.OtherFocusReason)

    def chosen(self) -> dict[str, Any]:
        """To whom, and what one of them must not know: as the action takes it."""
        ticked = [row for row in self.rows.values() if row.box.isChecked()]
        for_each = {
            row.whom: {"excludes": row.excludes.text().strip()} for row in ticked if row.excludes.text().strip()
        }
        return {"recipients": [row.whom for row in ticked], "for_each": for_each}

    def forget(self) -> None:
        """It is given: the next one begins anew."""
        for row in self.rows.values():
            row.box.setChecked(True)
            row.excludes.show_draft("")

    def refuse(self, error: CoordinatorError) -> None:
        """Say why those who are ticked were refused."""
        self.fault.say(error)
        self.start()

    # The rows

    def _show(self, record: Record, sip: Sip, one: SipParticipant) -> None:
        name = name_of_participant(record, one)
        about = (function_of(record, one), organisation_of(record, one))
        words = ", ".join(dict.fromkeys(part for part in (name, *about) if part))
        whom = one.contact_id if one.contact_id is not None else name
        row = self.rows.get(one.id)
        if row is None:
            row = self._make(sip, one, whom)
        self.rows[one.id] = _Row(whom, row.box, row.excludes, words)
        row.box.setAccessibleName(words)
        row.excludes.setAccessibleName(f"{name} får inte veta")
        self._fit(self.rows[one.id])

    def _fit(self, row: _Row) -> None:
        """A name of any length stands on one line; what has no room is told by the tip and to a screen reader."""
        room = self.width() if is_large() else self.width() // 2
        row.box.setMaximumWidth(max(scaled(200), room))
        shown = row.box.fontMetrics().elidedText(
            row.words, Qt.TextElideMode.ElideRight, row.box.maximumWidth() - scaled(34)
        )
        row.box.setText(shown)
        row.box.setToolTip(tip(row.words) if shown != row.words else "")
        row.box.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for row in self.rows.values():
            self._fit(row)

    def _make(self, sip: Sip, one: SipParticipant, whom: UUID | str) -> _Row:
        box, excludes = TickBox(""), LineField("", hint="Får inte veta")
        box.setChecked(True)
        self._drafts.watch(excludes, f"{Sip.KIND}:{sip.id}:samtycke:{one.id}")
        last = list(self.rows.values())[-1].excludes if self.rows else None
        row = self.rows[one.id] = _Row(whom, box, excludes)
        place = self._grid.rowCount()
        if is_large():  # no room beside
            self._grid.addWidget(box, place, 0, 1, 2)
            self._grid.addWidget(excludes, place + 1, 0, 1, 2)
        else:
            self._grid.addWidget(box, place, 0)
            self._grid.addWidget(excludes, place, 1)
        box.show()
        excludes.show()
        if last is not None:
            tab_after(last, box)
        tab_after(box, excludes)
        self.setTabOrder(excludes, self.add.line)
        return row

    def _clear(self, ids: Sequence[UUID]) -> None:
        for id in ids:
            gone = self.rows.pop(id)
            for part in (gone.box, gone.excludes):
                self._grid.removeWidget(part)
                part.hide()
                part.deleteLater()

    # One more

    def _add_chosen(self, people: Sequence[Candidate]) -> None:
        self._add([one.fields for one in people])

    def _add_written(self, fields: dict[str, Any]) -> None:
        self._add([fields])

    def _add(self, people: Sequence[Mapping[str, Any]]) -> None:
        record = self._session.record
        if self._of is not None and record is not None and record.patient_id == self._of[0]:
            self._session.do(add_people, self._of[1], people).then(self._added).but(self._not_added)

    def _added(self, _applied: Applied) -> None:
        if isValid(self):
            self.add.taken()
            self._drafts.keep_now()

    def _not_added(self, error: CoordinatorError) -> None:
        if isValid(self):
            self.add.refuse(error)


def _asked(record: Record, sip: Sip) -> list[SipParticipant]:
    """Those who may know only with a consent: all but the patient and who speaks for her."""
    speaks = {folded(one.name) for one in (*guardians(record), *representatives(record)) if one.name.strip()}
    return [
        one
        for one in participants_of(record, sip.id)
        if one.part is SipPart.PROFESSIONAL or (one.part is SipPart.FAMILY and folded(one.name) not in speaks)
    ]

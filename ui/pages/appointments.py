"""Tider: what is booked, week by week, with whom and where; what is over asks whether it came to pass."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget
from shiboken6 import isValid

from coordinator.appointment import Appointment, AppointmentStatus
from coordinator.appointment_day import asks_how_it_went, note_outcome
from coordinator.change import Applied
from coordinator.contact import Contact
from coordinator.entity import Entity
from coordinator.entries import add_entry
from coordinator.number_to_ring import Number, number_of_contact
from coordinator.page import Page as PageName
from coordinator.record import Record
from coordinator.shared_days import Meeting
from coordinator.swedish import short_day
from ui.drafts import Drafts
from ui.entry_lines.entry_list import EntryList
from ui.entry_lines.group import Group, parted
from ui.entry_lines.line import Line
from ui.form_flow import Flow
from ui.menu import Item, show_menu
from ui.pages.appointments_gather import Gather
from ui.pages.appointments_lines import Times, called, times
from ui.pages.appointments_move import NewDay
from ui.pages.appointments_quick import QuickTime
from ui.pages.entries_page import EntriesPage
from ui.parts import Button, Empty, Kind, column, label, row, whole
from ui.session import Session
from ui.theme import scaled
from ui.window_commands import NEW_APPOINTMENT

_BESIDE = 980
"""From this width, at 100 % text, what could be gathered stands beside the times."""
_DRAFT = "appointment:ny"
_ORDER = (
    "what", "contact_id", "with_whom", "day", "starts", "minutes", "place", "status", "form", "preliminary", "movable",
    "interpreter_booked", "companion", "travel", "where", "preparation", "note", "booked_by", "on_print", "source",
    "checked_on", "checked_by",
)  # fmt: skip


class AppointmentsPage(EntriesPage):
    """Every time of the patient on screen."""

    NAME = PageName.APPOINTMENTS.stored
    TITLE = PageName.APPOINTMENTS.label
    ICON = "calendar"

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self._beside: bool | None = None
        self._how_many = label("", "note")
        self.quick = QuickTime()
        self.quick.added.connect(self._add)
        self.quick.line.left_downwards.connect(self._go_down)
        self.new_day = NewDay(session, drafts, self)
        self.new_day.closed.connect(self._stop_moving)
        self.move_button = Button("Ny dag", icon="calendar", press=self._ask_new_day, parent=self)
        self.outcome_button = Button("Blev det av?", icon="check", press=self._choose_outcome, parent=self)
        for tool in (self.move_button, self.outcome_button):
            tool.hide()  # until a time is open
        self.gather = Gather(session)
        self.gather.opened.connect(self._open)
        self.gather.day_wanted.connect(self._suggest_day)
        self.gather.lines.reached.connect(self._bring_into_view)
        empty = Empty(
            "calendar",
            "Inga tider än",
            "Skriv den första som du skulle säga den: mån 30 nov 13.15 neurologen Amina Wallin, Östra sjukhuset",
            Button("Lägg till tid", Kind.PRIMARY, shortcut=NEW_APPOINTMENT.keys, press=self._start_new),
        )
        self.entries = EntryList(
            session, drafts, Appointment, self._groups, order=_ORDER, empty=empty,
            at_first={"asking": 5, "coming": 40}, columns=(98, 50), extras=self._extras,
            tools=(self.move_button, self.outcome_button), number=_number, shown=self._shown,
            elsewhere=self._go_to_contact, gone=self._gone,
        )  # fmt: skip
        self.entries.lines.left_upwards.connect(self.quick.line.setFocus)
        self.entries.emptied.connect(self._start_new)
        self._columns = QGridLayout()
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setHorizontalSpacing(scaled(28))
        self._columns.setVerticalSpacing(scaled(18))
        inside = column(self.quick, self._columns, spacing=10)
        self._lay_out(inside, self._how_many)
        self._arrange()

    @staticmethod
    def note(record: Record) -> str:
        many = sum(one.is_coming and one.day >= record.today for one in record.all(Appointment))
        return str(many) if many else ""

    def show_record(self, record: Record) -> None:
        if self._of != record.patient_id:
            self.drafts.keep_now()
            self.quick.begin()
            self.gather.begin()
            self.drafts.watch(self.quick.line, _DRAFT)
        super().show_record(record)
        self.quick.show_record(record)
        self.gather.show_record(record)
        self.gather.setVisible(bool(self.entries.lines.ids) or not self.entries.is_empty)
        self._arrange()

    def start(self, target: object = None) -> None:
        if target == "new":
            self._start_new()
        else:
            super().start(target)

    def _start_new(self) -> None:
        self.quick.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_down(self) -> None:
        self.entries.lines.go_to()

    def _open(self, id: UUID) -> None:
        self.entries.open(id)

    # What is shown

    def _groups(self, record: Record) -> Sequence[Group]:
        found = times(record)
        self._say_how_many(found, record)
        group = self.entries.lines.group
        groups = group("asking", "Blev det av?", found.asking, _itself, "tiden har varit", gap=True)
        for cut in group("coming", "", found.coming, _itself):
            weeks = found.weeks(cut.lines, record.today)
            groups += parted(cut, [Group(one.title, one.title, one.lines, one.note) for one in weeks])
        return groups + group("past", f"Tidigare, {len(found.past)}", found.past, _itself)

    def _say_how_many(self, found: Times, record: Record) -> None:
        many = len(found.coming) - found.elsewhere
        said = [f"{many} kommande" if many else "ingen tid är bokad"]
        if found.elsewhere:
            planned = "planerad dag" if found.elsewhere == 1 else "planerade dagar"
            said.append(f"{found.elsewhere} {planned} i Kontakter")
        if found.coming:
            day = found.days[found.coming[0].id]
            said.append(f"nästa {'i dag' if day == record.today else short_day(day, record.today)}")
        self._how_many.setText(", ".join(said))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Two columns where there is room and something to gather; else it goes below the times."""
        beside = self.width() >= scaled(_BESIDE) and bool(self.gather.found)
        if beside == self._beside:
            return
        self._beside = beside
        top = Qt.AlignmentFlag.AlignTop
        self._columns.addWidget(self.entries, 0, 0, top)
        self._columns.addWidget(self.gather, 0 if beside else 1, 1 if beside else 0, top)
        self._columns.setColumnStretch(0, 8)
        self._columns.setColumnStretch(1, 4 if beside else 0)

    def _shown(self, entry: Entity, record: Record) -> None:
        box = self.entries.box
        if not isinstance(entry, Appointment) or box is None:
            return
        if self.new_day.parentWidget() is not box:
            box.below_tools.addWidget(self.new_day)
        self.move_button.setVisible(entry.is_coming)
        over = asks_how_it_went(record, entry)
        self.outcome_button.setVisible(entry.is_coming)
        self.outcome_button.say("Blev det av?" if over else "Avboka", icon="check" if over else "x")
        self.new_day.about(entry, record)

    def _gone(self, entry: Entity) -> str:
        record = self.session.record
        if not isinstance(entry, Appointment) or record is None:
            return "Tiden är borttagen."
        return f"{called(entry, record.today)} är borttagen."

    # Adding and moving

    def _add(self, fields: Mapping[str, Any]) -> None:
        key, sent = self.session.draft_key(_DRAFT), self.quick.line.text()
        patient_id = self._of

        def added(applied: Applied) -> None:
            if not isValid(self) or self._of != patient_id:  # dressed anew, or another patient's line stands there
                if self.session.kept(key) == sent:
                    self.session.keep(key, None)
                return
            self.quick.taken()
            self.drafts.keep_now()
            (new,) = applied.versions
            self.entries.lines.reveal(new)
            self.entries.lines.make_current(new)  # the arrow down goes there

        self.session.do(add_entry, Appointment, **fields).then(added).but(self.quick.refuse)

    def _go_to_contact(self, id: UUID) -> None:
        """A day that is planned with a contact."""
        self.session.wanted.emit(PageName.CONTACTS.stored, id)

    def _ask_new_day(self) -> None:
        self.new_day.begin()

    def _stop_moving(self) -> None:
        self.new_day.hide()
        if self.move_button.isVisible():
            self.move_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _suggest_day(self, meeting: Meeting, day: date | None) -> None:
        """Write the new day of a visit: on the time, or as a new time where there is only a planned contact."""
        if meeting.appointment_id is not None and self.entries.open(meeting.appointment_id):
            self.new_day.begin(day)
            return
        record = self.session.record
        contact = record.get(Contact, meeting.contact_id) if record is not None and meeting.contact_id else None
        if contact is not None and record is not None:
            words = [short_day(day, record.today) if day else "", contact.heading]
            self.quick.line.show_draft(" ".join(filter(None, words)) + f", {meeting.place}")
            self._start_new()
            self._to_top()

    # Whether it came to pass

    def _extras(self, line: Line) -> QWidget | None:
        if not line.asks:
            return None
        done = Button("Genomfört", Kind.GAP, press=partial(self._settle, line.id, AppointmentStatus.FULFILLED))
        done.setAccessibleName(f"Genomfört: {line.what}, {line.left[0]}")
        absent = Button("Uteblev", Kind.GAP, press=partial(self._settle, line.id, AppointmentStatus.NO_SHOW))
        absent.setAccessibleName(f"Uteblev: {line.what}, {line.left[0]}")
        more = Button("Annat", Kind.QUIET, icon="chevron-down")
        more.setAccessibleName(f"Annat: {line.what}, {line.left[0]}")
        more.clicked.connect(partial(self._show_menu, line.id, more))
        return whole(row(whole(Flow(done, absent, more, spacing=6))))

    def _choose_outcome(self) -> None:
        entry, record = self.entries.entry(self.entries.lines.open_id), self.session.record
        if not isinstance(entry, Appointment) or record is None:
            return
        if asks_how_it_went(record, entry):
            self._show_menu(entry.id, self.outcome_button)
        else:
            self._settle(entry.id, AppointmentStatus.CANCELLED)

    def _show_menu(self, id: UUID, button: Button, _on: bool = False) -> None:
        items = [
            Item("Genomfört", partial(self._settle, id, AppointmentStatus.FULFILLED)),
            Item("Uteblev", partial(self._settle, id, AppointmentStatus.NO_SHOW)),
            Item("Avbokad", partial(self._settle, id, AppointmentStatus.CANCELLED)),
            Item("Ny dag", partial(self._move, id), apart=True),
        ]
        show_menu(self, button, items)

    def _move(self, id: UUID) -> None:
        if self.entries.open(id):
            self.new_day.begin()

    def _settle(self, id: UUID, outcome: AppointmentStatus) -> None:
        self.session.do(note_outcome, id, outcome=outcome)


def _number(entry: Entity, record: Record) -> Number | None:
    return number_of_contact(record, entry.contact_id) if isinstance(entry, Appointment) else None


def _itself(line: Line) -> Line:
    return line

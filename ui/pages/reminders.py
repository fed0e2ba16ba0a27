"""Bevakningar: what is to be seen to and by when, the late first, then week by week, and how it went with the rest."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from coordinator.change import Applied
from coordinator.contact import Contact
from coordinator.documents.phrases import title_of
from coordinator.entries import add_entry
from coordinator.number_to_ring import number_of
from coordinator.page import Page as PageName
from coordinator.record import Record
from coordinator.reminder import Reminder, coming_weeks, done_reminders, late_reminders, open_reminders
from coordinator.removal import take_away
from coordinator.swedish import day_in_words, how_late, short_day, week
from ui.chips import CHOSEN, DONE, FACT, OWN, Sign
from ui.drafts import Drafts
from ui.entry_lines.group import Group, parted
from ui.entry_lines.line import Line
from ui.entry_lines.lines import Lines
from ui.pages.reminder_body import ReminderBody
from ui.pages.reminder_quick import EXAMPLE, ReminderQuick
from ui.pages.scrolled_page import ScrolledPage
from ui.parts import Button, Empty, Kind, column, label
from ui.session import Session
from ui.window_commands import NEW_REMINDER

_DONE = "done"
_EXAMPLE = EXAMPLE.replace("fre 4 dec", "fre\u00a04\u00a0dec")
"""With the day on one line."""


class RemindersPage(ScrolledPage):
    """The reminders of the patient on screen."""

    NAME = PageName.REMINDERS.stored
    TITLE = PageName.REMINDERS.label
    ICON = "clock"

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self._record: Record | None = None
        self._reminders: dict[UUID, Reminder] = {}
        self._how_many = label("", "note")
        self.quick: ReminderQuick | None = None
        self._quick_place = column(spacing=0)
        self.lines = Lines(
            self.TITLE, self._body_of, columns=(106,), follows=True, at_first={"open": 40}, folded={_DONE}
        )
        self.lines.entered.connect(self._finish)
        self.lines.closing.connect(drafts.keep_now)
        self.lines.removed.connect(self._remove)
        self.lines.changed.connect(self._reshow)
        self.lines.reached.connect(self._bring_into_view)
        self.lines.emptied.connect(self._start_new)
        self._empty = Empty(
            "clock",
            "Inget att bevaka än",
            f"Skriv den första som du skulle säga den: {_EXAMPLE}",
            Button("Lägg till bevakning", Kind.PRIMARY, shortcut=NEW_REMINDER.keys, press=self._start_new),
        )
        self._lay_out(column(self._quick_place, self._empty, self.lines, spacing=10), self._how_many)

    @staticmethod
    def note(record: Record) -> str:
        """How many are not done."""
        many = len(open_reminders(record))
        return str(many) if many else ""

    # Showing

    def show_record(self, record: Record) -> None:
        if self._record is None or self._record.patient_id != record.patient_id:
            self._begin_patient(record)
        self._record = record
        self._reminders = {one.id: one for one in record.all(Reminder)}
        if self.quick is not None:
            self.quick.record = record
        many, late = len(open_reminders(record)), len(late_reminders(record))
        self._how_many.setText(", ".join([f"{many} öppna"] * bool(many) + [f"{late} försenade"] * bool(late)))
        self._empty.setVisible(not self._reminders)
        self.lines.setVisible(bool(self._reminders))
        self._reshow()
        body = self.lines.body
        if isinstance(body, ReminderBody):
            body.show_reminder(self._reminders[body.reminder.id], record)

    def _begin_patient(self, record: Record) -> None:
        """Nothing of the patient before comes along, and what was half-written of hers is kept."""
        self.drafts.keep_now()
        self.lines.begin_again()
        self.lines.show_groups([])
        if self.quick is not None:
            self.quick.hide()
            self._quick_place.removeWidget(self.quick)
            self.quick.deleteLater()
        self.quick = ReminderQuick(record)
        self.quick.added.connect(self._add)
        self._quick_place.addWidget(self.quick)
        QWidget.setTabOrder(self.quick.line, self.lines)
        self.drafts.watch(self.quick.line, f"{Reminder.KIND}:ny")
        self._to_top()

    def _reshow(self) -> None:
        if self._record is not None:
            self.lines.show_groups(self._groups(self._record))

    def _groups(self, record: Record) -> list[Group]:
        contacts = {one.id: one for one in record.all(Contact)}
        groups: list[Group] = []
        say = partial(_line, record=record, contacts=contacts)
        for cut in self.lines.group("open", "", open_reminders(record), say):
            groups += parted(cut, list(_weeks(record, cut.lines)))
        done = done_reminders(record)
        return groups + self.lines.group(_DONE, f"Klara, {len(done)}", done, say, "så gick det")

    # Going there

    def start(self, target: object = None) -> None:
        """Begin a new one, go to the one with that id, or to the first line."""
        if isinstance(target, UUID) and self.lines.reveal(target):
            self.lines.go_to(target)
        elif target == "new" or not self.lines.go_to():
            self._start_new()

    def _start_new(self) -> None:
        if self.quick is not None:
            self.quick.line.setFocus(Qt.FocusReason.OtherFocusReason)
            self._to_top()

    # Doing

    def _body_of(self, reminder_id: UUID) -> QWidget:
        if self._record is None:
            raise RuntimeError("there are lines only of a record")
        body = ReminderBody(self.session, self.drafts, self._reminders[reminder_id], self._record)
        body.back.connect(self._back_to_line)
        return body

    def _back_to_line(self) -> None:
        focus = QApplication.focusWidget()
        if focus is None or self.isAncestorOf(focus):
            self.lines.go_to()

    def _finish(self, _reminder_id: UUID) -> None:
        body = self.lines.body
        if isinstance(body, ReminderBody) and body.reminder.done_on is None:
            body.ask_how_it_went()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        body = self.lines.body
        if not (isinstance(body, ReminderBody) and body.take_key(event)):
            super().keyPressEvent(event)

    def _remove(self, reminder_id: UUID) -> None:
        self.session.do(take_away, Reminder, reminder_id)

    def _add(self, fields: Mapping[str, Any]) -> None:
        quick = self.quick
        if quick is None:
            return
        key, sent = self.session.draft_key(f"{Reminder.KIND}:ny"), quick.line.text()

        def added(_applied: Applied) -> None:
            if isValid(self) and isValid(quick):
                quick.taken()
                self.drafts.keep_now()
            elif self.session.kept(key) == sent:
                self.session.keep(key, None)

        self.session.do(add_entry, Reminder, **fields).then(added).but(quick.refuse)


def _weeks(record: Record, lines: tuple[Line, ...]) -> Iterator[Group]:
    """The lines of what is open, those that are late first and the rest week by week; how many there are in all."""
    line_of = {line.id: line for line in lines}

    def group(title: str, found: Sequence[Reminder]) -> Iterator[Group]:
        shown = tuple(line_of[one.id] for one in found if one.id in line_of)
        if shown:
            yield Group(title, title, shown, str(len(found)))

    yield from group("Försenade", late_reminders(record))
    this = record.today.isocalendar()[:2]
    for key, found in coming_weeks(record).items():
        title = week(found[0].due)
        if key == this:
            title = f"Den här veckan, {title}"
        elif key == (record.today + timedelta(days=7)).isocalendar()[:2]:
            title = f"Nästa vecka, {title}"
        else:
            year = "" if key[0] == this[0] or str(key[0]) in title else f" {key[0]}"
            title = f"V{title[1:]}{year}"
        yield from group(title, found)


def _line(one: Reminder, record: Record, contacts: Mapping[UUID, Contact]) -> Line:
    today = record.today
    contact = contacts.get(one.contact_id) if one.contact_id else None
    who = [one.owner.strip()]
    if contact is not None:
        number = number_of(contact)
        who.append(f"{title_of(contact)} {number.text}" if number is not None else title_of(contact))
    if one.done_on is not None:
        day, note = short_day(one.done_on, today), one.done_note.strip()
        return Line(one.id, one.what, (day,), note, (Sign("Klar", DONE, "check"),), role="grey")
    sign = None
    if one.due < today:
        sign = Sign(how_late(one.due, today), OWN, "clock")
    elif one.due == today:
        sign = Sign("i dag", CHOSEN, "clock")
    elif one.first_due is not None and one.first_due != one.due:
        sign = Sign(f"uppskjuten från {day_in_words(one.first_due, today)}", FACT, "history")
    if one.due <= today and one.first_due is not None and one.first_due != one.due:
        who.append(f"uppskjuten från {day_in_words(one.first_due, today)}")
    about = " · ".join(part for part in who if part)
    return Line(one.id, one.what, (short_day(one.due, today),), about, (sign,) if sign is not None else ())

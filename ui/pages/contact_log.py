"""Kontaktlogg: calls, meetings and messages. One is noted on top; the log stands below, the newest first."""

from collections.abc import Mapping
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from coordinator.change import Applied
from coordinator.contact import Contact
from coordinator.contact_log import ContactLogEntry, log_contact, log_lines
from coordinator.documents.phrases import sentence, title_of
from coordinator.errors import CoordinatorError
from coordinator.journal_entry import enter_in_journal, not_in_journal
from coordinator.page import Page as PageName
from coordinator.record import Record
from coordinator.reminder import Reminder
from coordinator.swedish import MONTHS, SWEDEN, how_late, short_day, week
from ui.chips import DONE, FACT, OWN, Sign
from ui.drafts import Drafts
from ui.entry_lines.group import Group, parted
from ui.entry_lines.line import Line
from ui.entry_lines.lines import Lines
from ui.entry_lines.sections import AT_A_TIME
from ui.entry_lines.told import Told
from ui.pages.call_quick import CallQuick
from ui.pages.log_body import LogBody
from ui.pages.log_fields import SHORT
from ui.pages.log_filter import LogFilter
from ui.pages.log_note import LogNote
from ui.pages.scrolled_page import ScrolledPage
from ui.parts import Button, Empty, Kind, column, label
from ui.screen_reader import Announcer, hits_in_words
from ui.session import Session
from ui.window_commands import NOTE_CALL

_PAUSE_MS = 120
_AT_ONCE = 7
"""So many hits are shown at once, which is what there is room for, and then the others, so that no key waits."""


class ContactLogPage(ScrolledPage):
    """The contact log of the patient on screen."""

    NAME = PageName.CONTACT_LOG.stored
    TITLE = PageName.CONTACT_LOG.label
    ICON = "message-square"

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self._record: Record | None = None
        self._log: list[ContactLogEntry] = []
        self._found: list[ContactLogEntry] = []
        self._waiting: set[UUID] = set()
        self._how_many = label("", "note")
        self.quick = CallQuick()
        self.quick.sent.connect(self._note)
        self.quick.whole_wanted.connect(self._turn_whole)
        self.writing = LogNote(session, drafts)
        self.writing.noted.connect(self._say_noted)
        self.told = Told(session)
        self.filter = LogFilter()
        self.lines = Lines(self.TITLE, self._body_of, columns=(106,))
        self.lines.closing.connect(drafts.keep_now)
        self.lines.removed.connect(self._remove)
        self.lines.changed.connect(self._show_lines)
        self.lines.reached.connect(self._bring_into_view)
        self.lines.emptied.connect(self._start_new)
        self._quick_of: UUID | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._narrow)
        self._many = AT_A_TIME
        self._rest = QTimer(self, singleShot=True, interval=0)
        self._rest.timeout.connect(self._show_rest)
        self.filter.changed.connect(self._pause.start)
        self.filter.done.connect(self._start_lines)
        self._announcer = Announcer(self.filter)
        self._empty = Empty(
            "message-square",
            "Inget antecknat än",
            "Skriv vem du pratade med, vad det gällde och vad som händer sedan. Nästa steg blir en bevakning av sig "
            "själv.",
            Button("Anteckna samtal", shortcut=NOTE_CALL.keys, press=self._start_new),
        )
        self._no_hits = Empty(
            "search", "Inget i loggen passar", "Ändra det du söker på.", Button("Visa alla", press=self.filter.show_all)
        )
        self.entered = Button("Införda i journalen", Kind.QUIET, icon="check", press=self._enter_all)
        self.to_journal = Button("Till journalen", Kind.QUIET, icon="notebook-pen", press=self._show_journal)
        parts = (self.quick, self.writing, self.told, self.filter, self._empty, self._no_hits, self.lines)
        self._lay_out(column(*parts, spacing=10), self._how_many, self.to_journal, self.entered)

    @staticmethod
    def note(record: Record) -> str:
        """Nothing: how long a log is says nothing about today."""
        return ""

    # Showing

    def show_record(self, record: Record) -> None:
        if self._record is None or self._record.patient_id != record.patient_id:
            self._begin_patient()
        self._record = record
        self._log = log_lines(record)
        self.writing.show_record(record)
        self._watch_quick(record)
        self.filter.show_record(record, self._log)
        if not self.filter.is_narrowed:
            self._pause.stop()  # other names to choose from are no search
        self._waiting = {one.id for one in not_in_journal(record) if isinstance(one, ContactLogEntry)}
        many, wait = len(self._log), len(self._waiting)
        said = [f"{many} anteckningar"] * (many > 1) + [f"{wait} ska till journalen"] * bool(wait)
        self._how_many.setText(", ".join(said))
        for one in (self.to_journal, self.entered):
            one.setVisible(bool(wait))
        self._find()
        body = self.lines.body
        if isinstance(body, LogBody):
            body.show_entry(record.get(ContactLogEntry, body.entry.id), record)

    def _watch_quick(self, record: Record) -> None:
        """The two lines are hers; all the fields are shown when something is begun in them."""
        if self._quick_of != record.patient_id:
            self._quick_of = record.patient_id
            for line, name in ((self.quick.said, "rad"), (self.quick.then, "sedan")):
                line.show_draft("")
                line.show_saved("")
                self.drafts.watch(line, f"{ContactLogEntry.KIND}:ny:{name}")
            self.writing.setVisible(self.writing.is_begun)
        self.quick.show_record(record)

    def _begin_patient(self) -> None:
        """Nothing of the patient before comes along, and what was half-written of hers is kept."""
        self.drafts.keep_now()
        self.lines.begin_again()
        self.lines.show_groups([])
        self._announcer.forget()
        self._record = None
        self.filter.forget()
        self._pause.stop()
        self._rest.stop()
        self.told.hide()
        self._to_top()

    def _narrow(self) -> None:
        self._found = self.filter.passed(self._log)
        are_made = all(one.id in self.lines.slots for one in self._found[:AT_A_TIME])
        self._show_first(AT_A_TIME if are_made else _AT_ONCE)
        self._announcer.soon(hits_in_words(len(self._found)) if self.filter.is_narrowed else "Hela loggen")

    def _show_first(self, many: int) -> None:
        self._many = many
        self.lines.sections.stretch("log").begin_with(many)
        self._show_lines()
        if many < min(AT_A_TIME, len(self._found)):
            self._rest.start()

    def _show_rest(self) -> None:
        self._show_first(min(self._many + _AT_ONCE, AT_A_TIME))

    def _find(self) -> None:
        self._found = self.filter.passed(self._log)
        self._show_lines()

    def _show_lines(self) -> None:
        if self._record is None:
            return
        self.lines.show_groups(self._groups(self._record))
        self.filter.setVisible(bool(self._log))
        self._empty.setVisible(not self._log)
        self._no_hits.setVisible(bool(self._log) and not self._found)

    def _groups(self, record: Record) -> list[Group]:
        """The lines month by month."""
        contacts = {one.id: one for one in record.all(Contact)}
        reminders = {one.log_entry_id: one for one in record.all(Reminder) if one.log_entry_id is not None}
        day_of: dict[UUID, date] = {}

        def say(one: ContactLogEntry) -> Line:
            day_of[one.id] = one.day
            return _line(one, record, contacts, reminders, waits=one.id in self._waiting)

        groups: list[Group] = []
        for cut in self.lines.group("log", "", self._found, say):
            months = groupby(cut.lines, key=lambda line: (day_of[line.id].year, day_of[line.id].month))
            titled = [(f"{MONTHS[month - 1].capitalize()} {year}", tuple(found)) for (year, month), found in months]
            groups += parted(cut, [Group(title, title, found, str(len(found))) for title, found in titled])
        return groups

    # Going there

    def start(self, target: object = None) -> None:
        """Note a call, with a contact when the id is one's; or go to the line with that id."""
        if isinstance(target, UUID) and self._go_to(target):
            return
        self._to_top()
        if isinstance(target, UUID):
            self._open_whole(target)
        else:
            self._start_new()

    def _start_new(self) -> None:
        """Where a call is begun: in the two lines, unless it is begun in all the fields."""
        if self.writing.is_begun and not self.quick.is_begun:
            self._open_whole()
        else:
            self.quick.said.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_whole(self, contact_id: UUID | None = None) -> None:
        self.writing.show()
        self.writing.start(contact_id)

    def _turn_whole(self) -> None:
        """Show all the fields, or put them away when nothing is written in them."""
        if self.writing.isHidden() or self.writing.is_begun:
            self._open_whole()
        else:
            self.writing.hide()
            self.quick.whole.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to(self, entry_id: UUID) -> bool:
        if all(one.id != entry_id for one in self._log):
            return False
        self._reveal(entry_id)
        return self.lines.go_to(entry_id, opened=True)

    def _reveal(self, entry_id: UUID) -> None:
        """See to it that a line of the log is shown, also one that what is sought hides."""
        if all(one.id != entry_id for one in self._found):
            self.filter.show_all()
            self._pause.stop()
            self._find()
        self._rest.stop()
        self.lines.reveal(entry_id)

    def _start_lines(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self._narrow()
        self.lines.go_to()

    # Doing

    def _body_of(self, entry_id: UUID) -> QWidget:
        record = self._record
        if record is None:
            raise RuntimeError("there are lines only of a record")
        body = LogBody(self.session, self.drafts, record.get(ContactLogEntry, entry_id), record)
        body.back.connect(self._start_lines)
        return body

    def _remove(self, entry_id: UUID) -> None:
        self.lines.open(entry_id)
        body = self.lines.body
        if isinstance(body, LogBody):
            body.take_away()

    def _note(self, fields: Mapping[str, Any]) -> None:
        record, quick, keys = self._record, self.quick, self.session.draft_key
        kept = [keys(f"{ContactLogEntry.KIND}:ny:{name}") for name in ("rad", "sedan")]
        if record is None or self.session.record is None or self.session.record.patient_id != record.patient_id:
            return

        def noted(applied: Applied) -> None:
            if not isValid(self) or self._quick_of != applied.patient_id:
                for key in kept:
                    self.session.keep(key, None)
                return
            quick.taken()
            self.drafts.keep_now()
            new = next(iter(applied.versions))
            self._reveal(new)
            self.told.say(f"Antecknat. {_what_follows(fields, record)}")
            quick.said.setFocus(Qt.FocusReason.OtherFocusReason)

        def refused(error: CoordinatorError) -> None:
            if isValid(self) and self._quick_of == record.patient_id:
                quick.refuse(error)
            else:  # the lines are another's now: hers are kept as a draft, and why is said over the page
                self.session.refused.emit(error)

        self.session.do(log_contact, **fields).then(noted).but(refused)

    def _show_journal(self) -> None:
        self.session.wanted.emit(PageName.JOURNAL.stored, None)

    def _enter_all(self) -> None:
        """All of the log that waits stands in the journal now."""
        self.session.do(enter_in_journal, [*self._waiting])

    def _say_noted(self, entry_id: UUID, words: str) -> None:
        """It is in the log: what follows is said, and the form is ready for the next."""
        self._reveal(entry_id)
        self.told.say(f"Antecknat. {words}")
        self.writing.whom.setFocus(Qt.FocusReason.OtherFocusReason)


def _what_follows(fields: Mapping[str, Any], record: Record) -> str:
    if "next_on" not in fields:
        return "Ingen bevakning: inget mer behövs."
    return f"Bevakning: {short_day(fields['next_on'], record.today)}, {week(fields['next_on'])}, {fields['owner']}"


def _line(
    one: ContactLogEntry,
    record: Record,
    contacts: Mapping[UUID, Contact],
    reminders: Mapping[UUID, Reminder],
    *,
    waits: bool,
) -> Line:
    contact = contacts.get(one.contact_id) if one.contact_id else None
    whom = one.with_whom.strip() or (title_of(contact) if contact is not None else "")
    clock = f"{one.at.astimezone(SWEDEN):%H:%M}"
    kinds = ", ".join(SHORT[kind].lower() for kind in one.helped_with)
    length = f" {one.minutes} min" if one.minutes else ""
    journal = "ej i journalen än" if waits else ""
    about = " · ".join(part for part in (whom, f"{one.form.label} {clock}{length}", kinds, journal) if part)
    texts = (sentence(" ".join(text.split())) for text in (one.what, one.outcome))
    sign = _next(one, record, reminders.get(one.id))
    return Line(
        one.id, " ".join(text for text in texts if text), (short_day(one.day, record.today),), about,
        (sign,) if sign is not None else (),
    )  # fmt: skip


def _next(one: ContactLogEntry, record: Record, reminder: Reminder | None) -> Sign | None:
    """What came of it: the day of the next step, or that it is taken."""
    if reminder is not None and reminder.done_on is not None:
        return Sign("nästa steg klart", DONE, "check")
    day = reminder.due if reminder is not None else one.next_on
    if day is None:
        return None
    if reminder is not None and day < record.today:
        return Sign(how_late(day, record.today), OWN, "clock")
    return Sign(short_day(day, record.today), FACT, "clock")

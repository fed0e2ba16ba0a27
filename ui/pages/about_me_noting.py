"""Noting who has read *Om mig*, as the paper comes back: several at once are ticked, with one day for all."""

import json
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from coordinator.change import Applied
from coordinator.contact import Contact
from coordinator.contact_choice import names_of_contacts
from coordinator.documents.phrases import workplace_of
from coordinator.errors import CoordinatorError
from coordinator.moment_reader import read_past_day
from coordinator.record import Record
from coordinator.story_readers import note_readings, readers, who_has_not_read
from coordinator.story_reading import StoryReading
from coordinator.swedish import day_in_words, sort_key
from ui.box_to_add import BoxToAdd
from ui.drafts import Drafts
from ui.fields import LineField, TextField
from ui.form import Fault
from ui.pages.about_me_ticks import Tick, TickList
from ui.parts import Button, Kind, column, label, row, whole
from ui.screen_reader import Announcer, hits_in_words
from ui.search_field import SearchField
from ui.session import Session
from ui.theme import scaled

_KEPT = f"{StoryReading.KIND}:ny"
TICKED, OTHERS, DAY = (f"{_KEPT}:{name}" for name in ("contact_id", "who", "read_on"))
"""Under what the half-noted is kept."""


class NoteReadings(BoxToAdd):
    """Contacts to tick, a field for those who are no contacts, and the day. Ctrl+Enter notes them all."""

    noted = Signal(str)
    """They are on disk; what to say of it."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__("sunken")
        self.session, self._drafts = session, drafts
        self._patient_id: UUID | None = None
        self._sent = False
        self.search = _Search("Sök en kontakt. Enter kryssar för den första", "Sök bland kontakterna")
        self.list = TickList("Kontakter som har läst")
        self.chosen = label("", "note", wrap=True)
        self.chosen.hide()
        self.others = TextField("Någon annan som har läst", hint="En på varje rad", lines=1)
        self.day = LineField("Läst den", hint="i dag, 3 nov")
        self.day.setFixedWidth(self.fontMetrics().horizontalAdvance("0") * 16 + scaled(16))
        self.fault = Fault()
        self.done = Button("Anteckna", icon="check", shortcut="Ctrl+Return", press=self.add)
        self.cancel = Button("Stäng", Kind.QUIET, icon="x", shortcut="Esc", press=self.closed.emit)
        self._said = Announcer(self.list)
        self._contacts = whole(column(label("Kontakter", "note"), self.search, self.list, self.chosen, spacing=4))
        self.inside.setSpacing(scaled(10))
        for part in (
            _titled("Läst den", self.day),
            self._contacts,
            _titled("Någon annan, som inte är en kontakt", self.others),
            self.fault,
        ):
            self.inside.addWidget(part)
        self.inside.addLayout(row(self.done, self.cancel, 1))
        self._connect()

    def _connect(self) -> None:
        self.asked_to_add.connect(self.add)
        self.search.textChanged.connect(self._narrow)
        self.search.down.connect(self._to_list)
        self.search.entered.connect(self._tick_first)
        self.list.left_upwards.connect(self.search.setFocus)
        self.list.ticks.ticked_changed.connect(self._ticked)
        self.day.finished.connect(self._read_day)
        for field in (self.day, self.others):
            field.textChanged.connect(self._forget_fault)
            field.installEventFilter(self)

    # Showing

    def begin(self, record: Record) -> None:
        """Begin for this patient, with what is half-noted from before."""
        self._patient_id = record.patient_id
        self.day.show_saved(record.today.isoformat())
        self._drafts.watch(self.day, DAY)
        self._drafts.watch(self.others, OTHERS)
        self.show_record(record)
        kept = json.loads(self.session.kept(self.session.draft_key(TICKED)) or "[]")
        self.list.ticks.tick({UUID(one) for one in kept})

    def show_record(self, record: Record) -> None:
        """Offer the contacts as they are now; what is ticked stays so."""
        self.list.ticks.offer(_ticks(record))
        self._contacts.setVisible(bool(self.list.ticks.every))

    def start(self) -> None:
        """Put the focus where one begins: where contacts are found, or a name is written when there is none."""
        start = self.search if self.list.ticks.every else self.others
        start.setFocus(Qt.FocusReason.OtherFocusReason)

    # Ticking

    def _narrow(self, typed: str) -> None:
        self.list.ticks.narrow(typed)
        if typed.strip():
            self._said.soon(hits_in_words(len(self.list.ticks.shown)))

    def _to_list(self) -> None:
        if self.list.ticks.shown:
            self.list.setCurrentIndex(self.list.ticks.index(0))
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tick_first(self) -> None:
        """Tick the one that was meant, and be ready for the next name."""
        if self.search.text().strip() and self.list.ticks.shown:
            self.list.ticks.toggle(self.list.ticks.index(0))
            self.search.clear()

    def _ticked(self) -> None:
        names = self.list.ticks.names()
        many = f"{len(names)} vald" if len(names) == 1 else f"{len(names)} valda"
        self.chosen.setText(f"{many}: {'; '.join(names)}")
        self.chosen.setVisible(bool(names))
        self._said.soon(many)
        self._forget_fault()
        ids = sorted(str(one) for one in self.list.ticks.ticked)
        if self.session.record is not None and self.session.record.patient_id == self._patient_id:
            self.session.keep(self.session.draft_key(TICKED), json.dumps(ids) if ids else None)

    # Noting

    def _read_day(self, text: str) -> None:
        record = self.session.record
        try:
            day = read_past_day(text.strip().casefold(), record.today) if record is not None else None
        except CoordinatorError as error:
            self._refuse_day(error)
            return
        if record is not None:
            self.day.setText((day or record.today).isoformat())

    def add(self) -> None:
        """Note that they have read it, all in one change."""
        session, record = self.session, self.session.record
        if record is None or record.patient_id != self._patient_id or self._sent:
            return
        try:
            day = read_past_day(self.day.text().strip().casefold(), record.today) or record.today
        except CoordinatorError as error:
            self._refuse_day(error)
            return
        keys = [session.draft_key(one) for one in (TICKED, OTHERS, DAY)]
        ids = [one.id for one in self.list.ticks.every if one.id in self.list.ticks.ticked]
        self._sent = True

        def noted(applied: Applied) -> None:
            if isValid(self):
                self._empty()
                self.noted.emit(applied.title)
            for key in keys:  # also when it was put away, or another patient came, before it was on disk
                session.keep(key, None)

        doing = session.do(note_readings, ids, self.others.text().splitlines(), read_on=day)
        doing.then(noted).but(self._refused)

    def _empty(self) -> None:
        """Nothing is half-noted any more."""
        self._sent = False
        self.others.setPlainText("")
        self.others.show_saved("")
        self.day.show_saved(self.day.text())
        self.list.ticks.tick(set())

    def _refused(self, error: CoordinatorError) -> None:
        if isValid(self):
            self._sent = False
            self.fault.say(error)
        else:
            self.session.refused.emit(error)

    def _refuse_day(self, error: CoordinatorError) -> None:
        self.day.show_fault()
        self.fault.say(error)

    def _forget_fault(self) -> None:
        self.fault.say(None)

    def keeps_escape(self, field: QObject) -> bool:
        return isinstance(field, LineField | TextField) and field.unfinished() is not None


class _Search(SearchField):
    """Enter is for the first that was found; Escape with nothing typed, and Ctrl+Enter, are for the box around."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter, held = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter), event.modifiers()
        if enter and not held & Qt.KeyboardModifier.ControlModifier:
            self.entered.emit()
        elif enter or (event.key() == Qt.Key.Key_Escape and not self.text()):
            event.ignore()
        else:
            super().keyPressEvent(event)


def _titled(words: str, part: QWidget) -> QWidget:
    title = label(words, "note", wrap=True)
    title.setBuddy(part)
    return whole(column(title, part, spacing=3))


def _ticks(record: Record) -> list[Tick]:
    """The contacts that hold: those who have not read what stands there now first, then the others, each by name."""
    names, unread = names_of_contacts(record), {one.id for one in who_has_not_read(record)}
    days = {one.reading.contact_id: one.reading.read_on for one in reversed(readers(record))}
    contacts = [one for one in record.all(Contact) if one.id in names]
    contacts.sort(key=lambda one: (one.id not in unread, sort_key(names[one.id]), str(one.id)))
    return [
        Tick(
            one.id,
            names[one.id],
            f"läste {day_in_words(days[one.id], record.today)}" if one.id in days else workplace_of(one),
            f"{names[one.id]} {workplace_of(one)}",
        )
        for one in contacts
    ]

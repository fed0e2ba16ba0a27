"""The next step of the chosen line of Idag: what and why, whom to ring, what came of it, and what to do then."""

from collections.abc import Callable, Hashable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from coordinator.change import Applied
from coordinator.errors import CoordinatorError
from coordinator.record import Record
from coordinator.swedish import age
from coordinator.today.acting import finish, finishing, note_and_go_on, put_off, stays
from coordinator.today.day import DayLine
from coordinator.today.matter import StoredMatter
from coordinator.today.words import Finishing, sort_of
from ui.chips import FACT, LATE, OWN, Chip, Look
from ui.drafts import Drafts
from ui.fields import LineField, TextField, mark_faulty
from ui.form_flow import Spread
from ui.pages.today_about import About, EarlierNotes, ToRing, about
from ui.pages.today_put_off import PutOff
from ui.pages.today_rows import DayRow
from ui.pages.today_writing import Writing
from ui.parts import Button, Kind, column, keys_in_words, label, row, whole
from ui.second_click import SecondClick
from ui.session import Doing, Session
from ui.theme import is_large

_PAUSE_MS = 150
"""So long one must have been on a line before its record is opened: to run through the list opens nobody."""
_LOOK_OF: dict[str, Look] = {"red": LATE, "amber": OWN}


def _deed(text: str, icon: str, keys: str, press: Callable[[], object], kind: Kind = Kind.ORDINARY) -> Button:
    """A button as wide as the panel; with large text there is no room for its keys, which are told all the same."""
    made = Button(text, kind, icon=icon, shortcut="" if is_large() else keys, press=press)
    made.describe(keys_in_words(keys))
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return made


class StepPanel(QWidget):
    """One line, ready to be acted on. What is half-written stays with its line."""

    acted = Signal(object, bool)
    """The line with that id is noted, put off or seen to; whether it stays in the list all the same."""
    unfolded = Signal(object)
    """That part of it has come to be seen, and is to be where one sees it."""
    left = Signal()
    """The focus has nowhere to be here: back to the list."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__()
        self._session, self._drafts = session, drafts
        self._row: DayRow | None = None
        self._read: About | None = None
        self._sent: dict[Hashable, dict[str, str]] = {}
        self._second_click = SecondClick()
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._soon.timeout.connect(self._read_record)
        self._when = Chip("")
        self._title, self._why = label("", "patient", wrap=True), label("", wrap=True)
        self._name, self._number = label("", "strong"), label("", "body")
        self._hidden = Chip("Skyddade personuppgifter", OWN, "eye-off")
        self.open = Button("Öppna", Kind.QUIET, shortcut="Ctrl+O", press=self.open_it)
        self.ring, self.earlier = ToRing(), EarlierNotes()
        self.writing = Writing()
        self.note, self.then, self.when = self.writing.note, self.writing.then, self.writing.when
        self.save = _deed("Anteckna och gå till nästa", "check", "Ctrl+Return", self.note_it, Kind.PRIMARY)
        self.later = _deed("Skjut upp", "clock", "Alt+S", self.put_it_off)
        self.done = _deed("Klart", "check", "Alt+K", self.finish_it)
        self.put_off = PutOff()
        self._place = label("", wrap=True)
        self.there = Button("Gå dit", icon="arrow-right", press=self.open_it)
        self._elsewhere = whole(column(self._place, row(self.there, 1), spacing=6))
        self._build()
        self._connect()
        self.show_row(None)

    def _build(self) -> None:
        head = row(label("Nästa steg", "section"), 1, self._when)
        who = whole(Spread(self._name, self._number, self._hidden, self.open, spacing=10, lines=2))
        others = column(self.later, self.done) if is_large() else row(self.later, self.done)
        parts = (
            self._title, who, self._why, self.ring, self.writing, self.save, whole(others), self._elsewhere,
            self.put_off, self.earlier,
        )  # fmt: skip
        self._inside = whole(column(head, *parts, 1, spacing=9))
        self.setLayout(column(self._inside, 1))

    def _connect(self) -> None:
        self.put_off.answered.connect(self._put_off)
        self.put_off.closed.connect(self.left)
        self.writing.left.connect(self.left)
        self.writing.ended.connect(self.save.setFocus)
        self._session.saved.connect(self._forget_record)
        self._session.undone.connect(self._forget_record)

    # Which line

    def show_row(self, row: DayRow | None) -> None:
        """Show a line, or nothing; the same line once more as it is now, with what is written left alone."""
        line = row.line if row is not None else None
        is_another = self._row is None or row is None or row.id != self._row.id
        self._inside.setVisible(line is not None)
        if line is None or row is None:
            self._soon.stop()
            return
        self._row = row
        self._show_words(row, line)
        if is_another:
            self._begin_writing()
            self._show_about(None)
            if self.isVisible():
                self._soon.start()

    def _show_words(self, row: DayRow, line: DayLine) -> None:
        one = line.matter
        self._when.show_text(row.when, _LOOK_OF.get(row.role, FACT), "clock" if row.role in _LOOK_OF else "")
        self._when.setVisible(bool(row.when))
        self._title.setText(one.title)
        self._why.setText(row.why)
        self._why.setVisible(bool(row.why))
        self._name.setText(row.name)
        years = f"{age(line.birth_date, row.today)} år" if line.birth_date is not None else ""
        self._number.setText(", ".join(filter(None, (line.number if line.number != row.name else "", years))))
        self._hidden.setVisible(line.protected)
        self.open.setAccessibleName(f"Öppna {row.name}")
        self.writing.begin(row.today, f"{row.name}: {one.title}")
        self.there.say(f"Gå till {one.page.label}")
        self._place.setText(sort_of(one).place or "Det görs på patientens sida.")

    def _begin_writing(self) -> None:
        """Let what was half-written of the line before stay with it, and take up what was of this one."""
        self._drafts.keep_now()
        self._fold()
        for name, field in self._fields().items():
            field.show_draft("")
            mark_faulty(field, False)
            self._drafts.watch(field, self._draft(name), of_nobody=True)
        self.note.moveCursor(QTextCursor.MoveOperation.End)  # one goes on where one was
        self.writing.fault.say(None)

    def _fold(self) -> None:
        """Put away what was asked or told in place; the keyboard does not go with it."""
        for part in (self._elsewhere, self.put_off):
            if part.isAncestorOf(QApplication.focusWidget() or self):
                self.writing.start()
            part.hide()

    def _fields(self) -> dict[str, LineField | TextField]:
        return {
            "note": self.note, "then": self.then, "when": self.when, "because": self.put_off.because,
            "until": self.put_off.until,
        }  # fmt: skip

    def _draft(self, name: str, id: Hashable | None = None) -> str:
        """Under what a field is kept: it names the line, since no patient need be on screen."""
        of = id if id is not None else self._row.id if self._row is not None else ()
        return f"today:{':'.join(of) if isinstance(of, tuple) else of}:{name}"

    # What the record adds

    def _read_record(self) -> None:
        """Open the record off the window's thread, which the access log notes; once for lines of the same patient."""
        one = self._matter
        if one is None or self._row is None:
            return
        known = self._read.record if self._read is not None and self._read.record.patient_id == one.patient_id else None
        desk, wanted, patient_id, key = self._session.desk, self._row.id, one.patient_id, one.key

        def read() -> About:
            record: Record = known if known is not None else desk.open(patient_id, reason="Idag")
            return about(record, key)

        self._session.vault_thread.run(read, partial(self._take, wanted))

    def _take(self, wanted: Hashable, found: About) -> None:
        self._read = found
        if self._row is not None and self._row.id == wanted:
            self._show_about(found)

    def _show_about(self, found: About | None) -> None:
        today = self._row.today if self._row is not None else date.min
        self.ring.show_contact(found.ring if found is not None else None)
        self.earlier.show_notes(found.earlier if found is not None else (), today)

    def _forget_record(self, _title: str = "") -> None:
        self._read = None
        if self.isVisible():
            self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._row is not None and self._read is None:
            self._soon.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._soon.stop()  # who has left before she stayed on a line opens nobody

    # Acting

    @property
    def _matter(self) -> StoredMatter | None:
        """What is to be acted on; None while no line is shown, so that no key acts on one that is not seen."""
        seen = self._row if not self._inside.isHidden() else None
        return seen.line.matter if seen is not None and seen.line is not None else None

    @property
    def writes_about(self) -> DayRow | None:
        """The line one is writing about: what is typed next belongs to it."""
        writing = any(field.hasFocus() for field in self._fields().values())
        return self._row if writing and not self._inside.isHidden() else None

    def start(self) -> None:
        """Ready to write what came of it."""
        self.writing.start()

    def open_it(self) -> None:
        """Go to the patient, where it is seen to."""
        one = self._matter
        if one is not None:
            target = one.field or one.entry_id
            self._session.patient_wanted.emit(one.patient_id, one.page.stored, target)

    def note_it(self) -> None:
        """Note what came of it and what comes next."""
        one = self._matter
        if one is None or self._is_under_way():
            return
        try:
            day = self.writing.day()
        except CoordinatorError as error:
            self.writing.refuse(error, self.when)
            return
        doing = self._session.do_for(
            one.patient_id, note_and_go_on, one.key, words=self.note.text().strip(),
            next_step=self.then.text().strip(), next_on=day,
        )  # fmt: skip
        self._follow(doing, stays=stays(one, day, self._session.today))

    def finish_it(self) -> None:
        """Say that it is done, with the note; what is done on its own page is told, and Enter goes there."""
        one = self._matter
        if one is None or self._is_under_way():
            return
        if finishing(one) is Finishing.PLACE:
            self.put_off.hide()
            self._elsewhere.show()
            self.unfolded.emit(self._elsewhere)
            self.there.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._follow(self._session.do_for(one.patient_id, finish, one.key, note=self.note.text().strip()))

    def put_it_off(self) -> None:
        """Ask why and until when, in place."""
        if self._row is not None and self._matter is not None:
            self._elsewhere.hide()
            self.put_off.ask(self._row.today)
            self.unfolded.emit(self.put_off)

    def _put_off(self, until: date, because: str) -> None:
        one = self._matter
        if one is not None and not self._is_under_way():
            self._follow(self._session.do_for(one.patient_id, put_off, one.key, to=until, because=because))

    def _is_under_way(self) -> bool:
        """Whether this very line is on its way, or the one before just was: a key pressed twice does nothing twice."""
        return self._second_click.is_now or (self._row is not None and self._row.id in self._sent)

    def _follow(self, doing: Doing, *, stays: bool = False) -> None:
        if self._row is not None:
            self._sent[self._row.id] = {name: field.text() for name, field in self._fields().items()}
            doing.then(partial(self._saved, self._row.id, stays)).but(partial(self._refused, self._row.id))

    def _saved(self, id: Hashable, stays: bool, _applied: Applied) -> None:
        sent = self._sent.pop(id, {})
        is_here = self._row is not None and self._row.id == id
        for name, field in self._fields().items():
            key = self._session.draft_key(self._draft(name, id), of_nobody=True)
            if (field.text() if is_here else self._session.kept(key)) != sent.get(name):
                continue  # it was written on meanwhile
            if is_here:
                field.show_draft("")
            else:
                self._session.keep(key, None)
        if is_here:
            self._second_click.begin()
            self._drafts.keep_now()
            self._fold()
        self.acted.emit(id, stays)

    def _refused(self, id: Hashable, error: CoordinatorError) -> None:
        """Say why not by what is written, which stays; when one has gone on, over the page."""
        self._sent.pop(id, None)
        if self._row is None or self._row.id != id:
            self._session.refused.emit(error)
            return
        if self.put_off.isVisible():
            self.put_off.refuse(error)
        else:
            self.writing.refuse(error)

"""The form on which a call is noted: with whom, what it was about, what came of it, and what comes next.

One is interrupted in the middle of a call: nothing half-written is lost, neither texts nor what is chosen.
"""

import json
from collections.abc import Callable, Mapping
from functools import partial
from itertools import pairwise
from typing import Any
from uuid import UUID

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from coordinator.change import Applied
from coordinator.contact import Contact
from coordinator.contact_choice import contact_meant, names_of_contacts
from coordinator.contact_log import ContactLogEntry, HelpKind, LogForm, log_contact, not_yet
from coordinator.day_reader import read_day
from coordinator.errors import CoordinatorError, RuleError
from coordinator.moment_reader import read_moment
from coordinator.number_to_ring import number_of
from coordinator.record import Record
from coordinator.swedish import SWEDEN, short_day, week
from ui.drafts import Drafts
from ui.fields import Field
from ui.form import Fault
from ui.form_choice import ChoiceBox
from ui.form_flow import Flow
from ui.pages.log_fields import BESIDE, SHORT, Asked, Band, Line, OneName, Text, read_minutes
from ui.parts import Boxed, Button, Kind, column, label, row, selectable
from ui.session import Session
from ui.theme import scaled
from ui.tick_box import TickBox

_DRAFT = f"{ContactLogEntry.KIND}:ny"


class LogNote(Boxed):
    """The form. Ctrl+Enter saves; what it leads to is said before and after."""

    noted = Signal(object, str)
    """It is saved: the new line's id, and what is said of it."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__("paper", edge="border")
        self._session, self._drafts = session, drafts
        self._record: Record | None = None
        self._chosen: UUID | None = None
        self._sending = False
        self._names: dict[UUID, str] = {}
        self._suggested = QStringListModel(self)
        self._make_fields()
        self._lay_out()
        self._keep_soon = QTimer(self)
        self._keep_soon.setSingleShot(True)
        self._keep_soon.setInterval(0)
        self._keep_soon.timeout.connect(self._keep_choices)
        self._connect()

    def _make_fields(self) -> None:
        self.whom = Line("Med vem", hint="Skriv en del av namnet")
        self.whom.setCompleter(OneName(self._suggested, self.whom))
        self.form = ChoiceBox("Form", [(one, one.label) for one in LogForm])
        self.when = Line("När", hint="nu")
        self.minutes = Line("Minuter", hint="–")
        self.what = Text("Vad det gällde", hint="Till exempel: beslutet om korttidsvistelse")
        self.outcome = Text("Vad blev det?", hint="Svaret, det ni kom överens om")
        self.step = Line("Nästa steg", hint="Sedan gör jag …")
        self.day = Line("Datum", hint="om en vecka, fre 4 dec")
        self.owner = Line("Vem", hint="jag")
        self.nothing = TickBox("Inget mer behövs")
        self.kinds = {one: Button(SHORT[one], Kind.TOGGLE) for one in HelpKind}
        for kind, button in self.kinds.items():
            button.setToolTip(kind.label)
            button.setAccessibleName(f"Hjälpen gällde: {SHORT[kind]}")
            button.setAccessibleDescription(kind.label)
        self.number = selectable(label("", "number"))
        self.number.hide()
        self.becomes = label("", "note", wrap=True)
        self.save = Button("Anteckna", Kind.PRIMARY, icon="check", shortcut="Ctrl+Return", press=self.send)
        self.empty = Button("Töm", Kind.QUIET, icon="x", press=self.forget)
        self.fault = Fault()
        self._texts: dict[str, Field] = {
            "with_whom": self.whom, "at": self.when, "minutes": self.minutes, "what": self.what,
            "outcome": self.outcome, "next_step": self.step, "next_on": self.day, "owner": self.owner,
        }  # fmt: skip

    def _lay_out(self) -> None:
        kinds = QWidget()
        kinds.setLayout(Flow(*self.kinds.values(), spacing=6))
        whom = QWidget()
        whom.setLayout(row(self.whom, self.number, spacing=10))
        self._asked = {
            "with_whom": Asked("Med vem", whom),
            "form": Asked("Form", self.form),
            "at": Asked("När", self.when),
            "minutes": Asked("Minuter", self.minutes),
            "helped_with": Asked("Hjälpen gällde", kinds),
            "what": Asked("Vad det gällde", self.what),
            "outcome": Asked("Vad blev det?", self.outcome),
            "next_step": Asked("Nästa steg", self.step),
            "next_on": Asked("Datum", self.day),
            "owner": Asked("Vem gör det", self.owner),
            "nothing_next": Asked("", self.nothing),
        }
        ask = self._asked
        self._bands = [
            Band((ask["with_whom"], 6), (ask["form"], 4), (ask["at"], 3), (ask["minutes"], 2)),
            Band((ask["helped_with"], 1)),
            Band((ask["what"], 1), (ask["outcome"], 1)),
            Band((ask["next_step"], 6), (ask["next_on"], 4), (ask["owner"], 3), (ask["nothing_next"], 3)),
        ]
        foot = row(self.save, self.empty, self.becomes, spacing=10)
        foot.setStretchFactor(self.becomes, 1)
        self.inside.addLayout(column(*self._bands, self.fault, foot, spacing=8))

    def _connect(self) -> None:
        for name, field in self._texts.items():
            field.textChanged.connect(partial(self._asked[name].refuse, None))
            field.textChanged.connect(self._changed)
        order = (
            self.whom, self.form, self.when, self.minutes, *self.kinds.values(), self.what, self.outcome, self.step,
            self.day, self.owner, self.nothing, self.save, self.empty,
        )  # fmt: skip
        for one, after in pairwise(order):
            self.setTabOrder(one, after)
        for line in (self.whom, self.when, self.minutes, self.step, self.day, self.owner):
            line.returnPressed.connect(self._go_on)
        self.what.sent.connect(self.send)
        self.outcome.sent.connect(self.send)
        self.whom.textChanged.connect(self._find_contact)
        for button in self.kinds.values():
            button.toggled.connect(self._choice_changed)
        self.nothing.toggled.connect(self._choice_changed)
        self.form.currentIndexChanged.connect(self._choice_changed)

    # Whose it is

    def show_record(self, record: Record) -> None:
        """Be the form of that patient; what is half-written of her comes back."""
        another = self._record is None or self._record.patient_id != record.patient_id
        if another:
            self._drafts.keep_now()
        self._record = record
        names = names_of_contacts(record)
        if names != self._names:
            self._names = dict(names)
            self._suggested.setStringList(sorted(self._names.values()))
        self.owner.setPlaceholderText(record.actor.name)
        if another:
            self._clear()
            for name, field in self._texts.items():
                self._drafts.watch(field, f"{_DRAFT}:{name}")
            self._show_choices(self._session.kept(self._session.draft_key(f"{_DRAFT}:choices")))
            self._find_contact()
        self._changed()

    @property
    def is_begun(self) -> bool:
        """Whether anything is written or chosen."""
        chosen = any(one.isChecked() for one in (*self.kinds.values(), self.nothing))
        return chosen or any(field.text().strip() for field in self._texts.values())

    def start(self, contact_id: UUID | None = None) -> None:
        """Go where one begins: with a contact filled in when one is said, unless a note is begun already."""
        name = self._names.get(contact_id) if contact_id is not None else None
        if (
            contact_id is not None
            and name is not None
            and not (self.what.text().strip() or self.outcome.text().strip())
        ):
            self._chosen = contact_id
            self.whom.show_draft(name)
        empty = not self.whom.text().strip()
        field: QWidget = self.whom if empty else self.what if not self.what.text().strip() else self.outcome
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Begin again: nothing of what is written is kept."""
        self._clear()
        self._drafts.keep_now()
        self._keep_choices()
        self.whom.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear(self) -> None:
        self._chosen = None
        for field in self._texts.values():
            field.show_draft("")
            field.show_saved("")
        self._show_choices(None)
        self._refuse({})
        self.fault.say(None)

    # What is chosen is kept as the texts are

    def _show_choices(self, kept: str | None) -> None:
        form, kinds, nothing = json.loads(kept) if kept else (LogForm.PHONE_OUT.stored, [], False)
        self.form.show_saved(LogForm.of(form))
        for kind, button in self.kinds.items():
            button.setChecked(kind.stored in kinds)
            button.updateGeometry()
        self.nothing.setChecked(nothing)
        self._follow_nothing()

    def _choice_changed(self) -> None:
        for button in self.kinds.values():
            button.updateGeometry()
        for name in ("helped_with", "nothing_next", "next_step"):
            self._asked[name].refuse(None)
        self._follow_nothing()
        self._keep_soon.start()
        self._changed()

    def _keep_choices(self) -> None:
        record = self._session.record
        if record is None or self._record is None or record.patient_id != self._record.patient_id:
            return
        kinds = [one.stored for one, button in self.kinds.items() if button.isChecked()]
        form: LogForm = self.form.chosen() or LogForm.PHONE_OUT
        begun = bool(kinds) or self.nothing.isChecked() or form is not LogForm.PHONE_OUT
        text = json.dumps([form.stored, kinds, self.nothing.isChecked()]) if begun else None
        self._session.keep(self._session.draft_key(f"{_DRAFT}:choices"), text)

    def _follow_nothing(self) -> None:
        for field in (self.step, self.day, self.owner):
            field.setEnabled(not self.nothing.isChecked())

    # What it says

    def _find_contact(self, _text: str = "") -> None:
        """Show the number of whom the words mean."""
        contact = self._contact
        number = number_of(contact) if contact is not None else None
        self.number.setText(number.text if number is not None else "")
        self.number.setAccessibleName(f"Telefon {number.whose}: {number.text}" if number is not None else "")
        self.number.setVisible(number is not None)

    @property
    def _contact(self) -> Contact | None:
        record = self._record
        if record is None:
            return None
        if self._chosen is not None and self._names.get(self._chosen) == self.whom.text():
            return record.get(Contact, self._chosen)
        return contact_meant(record, self.whom.text())

    def _changed(self) -> None:
        self.fault.say(None)
        self.empty.setVisible(self.is_begun)
        self.becomes.setText(self._words())

    def _words(self) -> str:
        """What saving leads to."""
        if self.nothing.isChecked():
            return "Ingen bevakning: inget mer behövs."
        record = self._record
        if record is None or not self.day.text().strip():
            return ""
        try:
            day = read_day(self.day.text(), record.today)
        except RuleError as error:
            return "" if self._asked["next_on"].is_refused else str(error)
        owner = self.owner.text().strip() or record.actor.name
        return f"Bevakning: {short_day(day, record.today)}, {week(day)}, {owner}" if day is not None else ""

    # Saving

    def _go_on(self) -> None:
        """Enter in a line: to the next field; while names are offered it is for them."""
        offered = self.whom.completer().popup()
        if offered is None or not offered.isVisible():
            self.focusNextChild()

    def send(self) -> None:
        """Save the line; what cannot stand is said by its field."""
        on_screen, record = self._session.record, self._record
        if self._sending or record is None or on_screen is None or on_screen.patient_id != record.patient_id:
            return
        fields, unread = self._read(on_screen)
        missing = not_yet(on_screen, **{name: value for name, value in fields.items() if name != "owner"})
        wrong = {name: RuleError("Något saknas", text) for name, text in missing.items()} | unread
        self._refuse(wrong)
        self.becomes.setText(self._words())
        if wrong:
            return
        self._sending = True
        words, sent, key = (
            self._words(),
            {name: one.text() for name, one in self._texts.items()},
            self._session.draft_key,
        )
        keys = [key(f"{_DRAFT}:{name}") for name in (*self._texts, "choices")]

        def noted(applied: Applied) -> None:
            if not isValid(self):
                self._forget_drafts(self._session, keys)
                return
            self._sending = False
            if self._record is not None and self._record.patient_id == applied.patient_id:
                if all(one.text() == sent[name] for name, one in self._texts.items()):
                    self._clear()
                    self._drafts.keep_now()
                    self._keep_choices()
                self.noted.emit(next(iter(applied.versions)), words)
            else:
                self._forget_drafts(self._session, keys)

        self._session.do(log_contact, **fields).then(noted).but(self._refused)

    @staticmethod
    def _forget_drafts(session: Session, keys: list[str]) -> None:
        for key in keys:
            session.keep(key, None)

    def _read(self, record: Record) -> tuple[dict[str, Any], dict[str, RuleError]]:
        """The fields of the line, and what of them cannot be read."""
        wrong: dict[str, RuleError] = {}

        def read(name: str, reader: Callable[[str], Any]) -> Any:
            try:
                return reader(self._texts[name].text().strip())
            except RuleError as error:
                wrong[name] = error
                return None

        contact = self._contact
        nothing = self.nothing.isChecked()
        fields: dict[str, Any] = {
            "form": self.form.chosen() or LogForm.PHONE_OUT,
            "helped_with": tuple(one for one, button in self.kinds.items() if button.isChecked()),
            "contact_id": contact.id if contact is not None else None,
            "with_whom": "" if contact is not None else self.whom.text().strip(),
            "at": read("at", lambda text: read_moment(text, record.now.astimezone(SWEDEN))) or record.now,
            "minutes": read("minutes", read_minutes),
            "what": self.what.text().strip(),
            "outcome": self.outcome.text().strip(),
            "next_step": "" if nothing else self.step.text().strip(),
            "next_on": None if nothing else read("next_on", lambda text: read_day(text, record.today)),
            "nothing_next": nothing,
            "owner": "" if nothing else self.owner.text().strip(),
        }
        return fields, wrong

    def _refuse(self, wrong: Mapping[str, RuleError]) -> None:
        for name, asked in self._asked.items():
            asked.refuse(wrong.get(name))
        first = next((name for name in self._asked if name in wrong), None)
        if first is not None:
            places: dict[str, QWidget] = {**self._texts, "helped_with": next(iter(self.kinds.values()))}
            places.get(first, self.nothing).setFocus(Qt.FocusReason.OtherFocusReason)

    def _refused(self, error: CoordinatorError) -> None:
        self._sending = False
        self.fault.say(error)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        for band in self._bands:
            band.arrange(beside=self.width() >= scaled(BESIDE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        entering = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if entering and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.send()
        else:
            super().keyPressEvent(event)

"""To whom the patients go, from which day, and what is to follow: the upper part of *Lämna över*."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from coordinator.coordinator_change import NewCoordinator
from coordinator.day_reader import read_day
from coordinator.desk import ContactName
from coordinator.errors import CoordinatorError, RuleError
from coordinator.swedish import folded, short_day, week
from ui.drafts import Drafts
from ui.fields import mark_faulty
from ui.form import Fault
from ui.form_flow import Columns, Flow
from ui.pages.written_answer import AnswerLine
from ui.parts import Button, clear, column, label, whole
from ui.session import Session
from ui.tick_box import TickBox

_MOST = 6
_LINES = (
    ("name", "Vem tar över", "För- och efternamn"),
    ("title", "Titel", "Till exempel sjuksköterska"),
    ("unit", "Enhet", ""),
    ("phone", "Telefon", ""),
    ("on", "Från vilken dag", "i dag"),
    ("note", "Anteckning", "Står i kontaktloggen, om du skriver något"),
)
_TODAY = "i dag"


@dataclass(frozen=True)
class Wish:
    """What is written: who takes over, from which day, with which words, and whether the reminders follow."""

    to: NewCoordinator
    on: date
    note: str = field(default="", repr=False)
    move_reminders: bool = True


class HandOverForm(QWidget):
    """The lines, with those who are fast vårdkontakt already to choose among."""

    changed = Signal()
    """Something else is written."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__()
        self._session, self._drafts = session, drafts
        self.lines = {name: AnswerLine(title, hint=hint) for name, title, hint in _LINES}
        self.offers: list[Button] = []
        self._filled: dict[str, str] = {}
        self._filled_for = ""
        self._offered = Flow(spacing=6)
        self.day = label("", "note")
        self.reminders = TickBox("Öppna bevakningar följer med")
        self.reminders.setChecked(True)
        self.fault = Fault()
        cells = Columns()
        for line in self.lines.values():
            words = label(line.accessibleName(), "note")
            words.setBuddy(line)
            beside = (self.day,) if line is self.lines["on"] else ()
            cells.add(whole(column(words, line, *beside, spacing=2)))
            line.textChanged.connect(self._forget_fault)
            line.textChanged.connect(self.changed)
        for name, line in self.lines.items():
            drafts.watch(line, f"lamna-over:{name}", of_nobody=True)
        self.lines["on"].textChanged.connect(self.show_day)
        self.lines["name"].textChanged.connect(self._another_name)
        known = column(label("Fasta vårdkontakter i pärmen, eller skriv vem:", "note"), self._offered, spacing=4)
        self._offers = whole(known)
        self.setLayout(column(self._offers, cells, self.reminders, self.fault, spacing=8))

    def offer(self, names: Sequence[str]) -> None:
        """Let these be chosen: those who are fast vårdkontakt for somebody in the vault."""
        clear(self._offered)
        self.offers = [Button(name, icon="user") for name in names[:_MOST]]
        for button in self.offers:
            button.setAccessibleName(f"Tar över: {button.text()}")
            button.clicked.connect(partial(self._choose, button.text()))
            self._offered.addWidget(button)
        self._offers.setVisible(bool(self.offers))

    def start(self) -> None:
        """Go to the name."""
        self.lines["name"].setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_day()

    def clear(self) -> None:
        """It is done: forget what is written."""
        for line in self.lines.values():
            line.show_draft("")
        self._drafts.keep_now()

    @property
    def name(self) -> str:
        """Who takes over, as it is written."""
        return " ".join(self.lines["name"].text().split())

    def wish(self) -> Wish:
        """What is written. RuleError, also said beside it, when it cannot be read or lacks who takes over."""
        try:
            on = read_day(self.lines["on"].text().strip() or _TODAY, self._session.today)
        except RuleError as error:
            self.refuse(RuleError(error.title, error.message, field="on"))
            raise
        if not self.name or on is None:
            nobody = RuleError("Vem tar över?", "Skriv namnet på den som tar över.", field="to")
            self.refuse(nobody)
            raise nobody
        said = {name: line.text().strip() for name, line in self.lines.items()}
        to = NewCoordinator(name=self.name, title=said["title"], unit=said["unit"], phone=said["phone"])
        return Wish(to, on, said["note"], self.reminders.isChecked())

    def refuse(self, error: CoordinatorError) -> None:
        """Say why, by the line it is about."""
        self.fault.say(error)
        name = {"to": "name", "on": "on"}.get(error.field if isinstance(error, RuleError) else "")
        if name is not None:
            mark_faulty(self.lines[name], True)
            self.lines[name].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_day(self) -> None:
        """Say which day is meant."""
        try:
            day = read_day(self.lines["on"].text().strip() or _TODAY, self._session.today)
        except CoordinatorError:
            day = None  # said when she is done
        self.day.setText(f"{short_day(day, self._session.today)}, {week(day)}" if day else "")

    # Who it may be

    def _choose(self, name: str, _checked: bool = False) -> None:
        """She who is known: her title, unit and telephone are found among the contacts."""
        self.lines["name"].show_draft(name)
        for other in ("title", "unit", "phone"):
            self.lines[other].show_draft("")
        store = self._session.vault.store

        def found() -> ContactName | None:
            named = [one for one in store.contact_names() if folded(one.heading) == folded(name)]
            return max(named, key=lambda one: (bool(one.phone), bool(one.role), bool(one.unit)), default=None)

        self._session.vault_thread.run(found, self._fill)
        self.lines["on"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, known: ContactName | None) -> None:
        if known is None or folded(known.heading) != folded(self.name):
            return
        self._filled_for, self._filled = self.name, {}
        for name, text in (("title", known.role), ("unit", known.unit), ("phone", known.phone)):
            if not self.lines[name].text().strip():
                self.lines[name].show_draft(text)
                self._filled[name] = text

    def _another_name(self) -> None:
        """What was filled in of somebody else is not hers."""
        if self._filled and folded(self.name) != folded(self._filled_for):
            for name, text in self._filled.items():
                if self.lines[name].text() == text:
                    self.lines[name].show_draft("")
            self._filled = {}

    def _forget_fault(self) -> None:
        self.fault.say(None)
        for line in self.lines.values():
            mark_faulty(line, False)

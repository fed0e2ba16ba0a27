"""Who has the overall responsibility, chosen by R or K, and whom to turn to; and when the plan is followed up."""

from functools import partial
from typing import Any

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from coordinator.contact import Huvudman
from coordinator.contact_choice import names_of_contacts
from coordinator.record import Record
from coordinator.sip.at_meeting import default_follow_up
from coordinator.sip.process import Sip
from coordinator.swedish import short_day, week
from ui.fields import LineField
from ui.pages.careplan_binding import Bound, Fault, day_reader, day_shown, one_line
from ui.pages.careplan_quick import Names
from ui.pages.sip_meeting_rest import Writing
from ui.parts import Boxed, Button, Kind, column, dress, label, row, whole
from ui.session import Doing
from ui.theme import scaled

KEYS = {Huvudman.REGION: "R", Huvudman.KOMMUN: "K"}
_NAMES = {Huvudman.REGION: "Regionen", Huvudman.KOMMUN: "Kommunen"}


class Overall(Boxed):
    """The box under the rows."""

    def __init__(self, writing: Writing) -> None:
        super().__init__("sunken")
        self._writing = writing
        self._roomy: bool | None = None
        self._title, self._help = label("", "amber"), label("", "note")
        self._fault, self._day_fault = Fault(), Fault()
        self.buttons = {one: Button(_NAMES[one], shortcut=KEYS[one], press=partial(self.choose, one)) for one in KEYS}
        for one in self.buttons.values():
            one.setCheckable(True)
        self._name_list = QStringListModel([], self)
        self.contact = LineField("Kontaktperson för det övergripande ansvaret", hint="Kontaktperson")
        self.contact.setCompleter(Names(self._name_list, self))
        self.contact.setMinimumWidth(scaled(150))
        self._contact = Bound(self.contact, self._fault, self._save_contact, read=one_line, shown=one_line)
        self.day = LineField("Följs upp", hint="Vilken dag?")
        self.day.setFixedWidth(scaled(124))
        self._day = Bound(self.day, self._day_fault, self._save_day, read=day_reader(writing.desktop), shown=day_shown)
        self._week = label("", "strong")
        self.suggested = Button("", Kind.GAP, icon="circle-dashed", press=self._take_suggested)
        for field, name in ((self.contact, "overall_contact"), (self.day, "follow_up_on")):
            writing.desktop.drafts.watch(field, f"sip:{writing.sip_id}:{name}")
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(scaled(16))
        self._grid.setVerticalSpacing(scaled(6))
        choose = row(*self.buttons.values())
        choose.addWidget(self.contact, 1)
        left = whole(column(self._title, self._help, spacing=1))
        middle = whole(column(choose, self._fault, spacing=2))
        day = row(self.day, self._week, self.suggested, 1)
        right = whole(column(label("Följs upp", "note"), day, self._day_fault, spacing=2))
        self._parts = (left, middle, right)
        self.inside.addLayout(self._grid)

    def show_sip(self, record: Record, sip: Sip) -> None:
        """Show what is chosen."""
        chosen = sip.overall_huvudman
        self._title.setText("Vem har det övergripande ansvaret?" if chosen is None else "Övergripande ansvar")
        dress(self._title, "amber" if chosen is None else "strong")
        says = "Välj huvudman. Kontaktperson skrivs sedan." if chosen is None else "Huvudman och kontaktperson"
        self._help.setText(says)
        for huvudman, button in self.buttons.items():
            button.setChecked(huvudman is chosen)
            button.updateGeometry()
        self.contact.setVisible(chosen is not None)
        self._contact.show(sip.overall_contact)
        self._show_day(record, sip)
        names = list(names_of_contacts(record).values())
        if names != self._name_list.stringList():
            self._name_list.setStringList(names)

    def arrange(self, *, roomy: bool) -> None:
        """All in one line, or below each other."""
        if roomy == self._roomy:
            return
        self._roomy = roomy
        for one in (self._title, self._help):
            one.setWordWrap(roomy)
        for place, part in enumerate(self._parts):
            self._grid.removeWidget(part)
            self._grid.addWidget(part, place if roomy else 0, 0 if roomy else place, Qt.AlignmentFlag.AlignVCenter)
            self._grid.setColumnStretch(place, 0)
        self._grid.setColumnStretch(0 if roomy else 1, 1)

    def choose(self, huvudman: Huvudman) -> None:
        """That huvudman has it; on to who there answers for it."""
        doing = self._writing.write(overall_huvudman=huvudman)
        for one, button in self.buttons.items():
            button.setChecked(one is huvudman)
        if doing is not None:
            doing.but(partial(self._fault.say, self.buttons[huvudman]))

    def field_to_fill(self, name: str) -> QWidget:
        """Where that field is filled."""
        if name == "follow_up_on":
            return self.day
        return self.contact if name == "overall_contact" and self.contact.isVisible() else self.buttons[Huvudman.REGION]

    def _show_day(self, record: Record, sip: Sip) -> None:
        day = sip.follow_up_on
        self._day.show(day)
        self._week.setText(f"{short_day(day, record.today)}, {week(day)}" if day else "")
        self._week.setVisible(day is not None)
        proposed = default_follow_up(record, sip)
        self.suggested.say(f"Följ upp {short_day(proposed, record.today)}, {week(proposed)}")
        self.suggested.setVisible(day is None)

    def _take_suggested(self) -> None:
        record = self._writing.desktop.record
        sip = record.get(Sip, self._writing.sip_id) if record is not None else None
        if record is not None and sip is not None:
            self.day.setFocus(Qt.FocusReason.OtherFocusReason)
            self._writing.write(follow_up_on=default_follow_up(record, sip))

    def _save_contact(self, text: str) -> Doing | None:
        return self._writing.write(overall_contact=text)

    def _save_day(self, day: Any) -> Doing | None:
        return self._writing.write(follow_up_on=day)

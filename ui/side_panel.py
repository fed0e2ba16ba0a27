"""The panel at the left: the way to all patients, to the pages of the one on screen, and to pinned and recent ones."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from coordinator.desk import PatientRow
from ui.chips import OWN, Chip
from ui.pages.page import Page
from ui.parts import Button, Kind, Picture, Rule, clear, column, keys_in_words, label, on_ground, row, scrolling
from ui.session import Session
from ui.theme import scaled
from ui.window_commands import (
    ALL_GAPS,
    ALL_TRANSITIONS,
    INDICATORS,
    PALETTE,
    PATIENTS,
    SEARCH,
    SETTINGS,
    TODAY,
    Command,
)
from ui.window_commands import PAGES as PAGE_COMMANDS

WIDTH = 214
COMPACT_FROM = 150
"""From this text size, in per cent, the panel is icons only."""
_RECENT_SHOWN = 5


class SidePanel(QWidget):
    """Where everything is. With large text it is a strip of icons, so that the page keeps its room."""

    wanted = Signal(object)
    """A command of the window: a page, the list of patients, the palette."""
    patient_wanted = Signal(object)

    def __init__(self, session: Session, pages: Sequence[type[Page]], scale: int) -> None:
        super().__init__()
        on_ground(self, "window")
        self._session, self._pages = session, pages
        self._compact = scale >= COMPACT_FROM
        self._shown: list[tuple[str, str, list[PatientRow]]] = []
        self.setFixedWidth(scaled(54 if self._compact else WIDTH))
        self.seek = Button(PALETTE.title, icon=PALETTE.icon, shortcut=PALETTE.keys)
        self.seek.compact = self._compact
        if self._compact:
            self.seek.setToolTip(PALETTE.title)
        self.seek.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.seek.clicked.connect(lambda: self.wanted.emit(PALETTE))
        of_nobody = (TODAY, PATIENTS, ALL_GAPS, ALL_TRANSITIONS, INDICATORS, SEARCH, SETTINGS)
        buttons = [self._command_button(command) for command in of_nobody]
        self._today, self._patients, *_, self._settings = buttons
        self.page_buttons = {page.NAME: self._command_button(PAGE_COMMANDS[page.NAME]) for page in pages}
        self._places = {command.name: button for command, button in zip(of_nobody, buttons, strict=True)}
        self._name = label("", "strong")
        self._of_patient = QWidget()
        self._of_patient.setLayout(
            column(Rule(), *([] if self._compact else [self._name]), *self.page_buttons.values(), spacing=1)
        )
        self._others = QVBoxLayout()
        self._others.setContentsMargins(0, 0, 0, 0)
        self._others.setSpacing(scaled(1))
        inside = QWidget()
        mark = Picture("mark", "teal", 26)
        brand = row(1, mark, 1) if self._compact else row(mark, label("Hållpunkt", "brand"), 1)
        of_all = column(*buttons[:-1], spacing=1)
        inner = column(brand, self.seek, of_all, self._of_patient, self._others, 1, spacing=8)
        side = scaled(4 if self._compact else 6)
        inner.setContentsMargins(side, scaled(12), side, scaled(8))
        inside.setLayout(inner)
        area = self._area = scrolling(inside)
        # Narrow, since there is little room beside the names, and with many pages it is mostly there.
        area.verticalScrollBar().setStyleSheet("QScrollBar:vertical { width: 0.4em; }")
        always: list[QWidget] = [self._settings]
        if session.vault.practice and not self._compact:  # else it stands in the status bar
            always.append(Chip("ÖVNING, påhittade personer", OWN))
        bottom = column(*always, spacing=6)
        bottom.setContentsMargins(side, scaled(4), side, scaled(10))
        whole = column(area, Rule(), bottom, spacing=0)
        whole.setStretchFactor(area, 1)
        self.setLayout(whole)
        session.patients_changed.connect(self.show_patients)
        session.record_changed.connect(self.show_record)
        session.due_changed.connect(self.show_due)
        self.show_patients()
        self.show_record()
        self.show_due()

    def _button(self, text: str, icon: str) -> Button:
        made = Button(text, Kind.NAV, icon=icon)
        made.compact = self._compact
        if self._compact:
            made.setToolTip(text)
        return made

    def _command_button(self, command: Command) -> Button:
        made = self._button(command.title, command.icon)
        made.describe(keys_in_words(command.keys) if command.keys else "")
        made.clicked.connect(lambda: self.wanted.emit(command))
        return made

    def show_place(self, name: str) -> None:
        """Mark where she is: a page, or a view that is of no patient."""
        for one, button in (self._places | self.page_buttons).items():
            button.chosen = one == name
            if button.chosen and button.isVisible():
                self._area.ensureWidgetVisible(button, 0, scaled(8))

    def show_record(self) -> None:
        """Show the pages of the patient on screen, with how much is on each."""
        record = self._session.record
        self._of_patient.setVisible(record is not None)
        if record is None:
            return
        self._name.setText(record.patient.called.strip() or record.patient.name)
        for page in self._pages:
            self.page_buttons[page.NAME].say(page.TITLE, note=page.note(record))

    def show_due(self) -> None:
        """Show how many lines Idag has, once it has been read."""
        due = self._session.due
        self._today.say(TODAY.title, note="" if due is None else str(due))

    def show_patients(self) -> None:
        """Show how many patients there are, and those that are pinned or were open lately."""
        session = self._session
        self._patients.say(PATIENTS.title, note=str(len(session.patients)))
        if self._compact:
            return
        rows = {one.id: one for one in session.patients}
        recent = [one for one in session.recent if one not in session.pinned][:_RECENT_SHOWN]
        found = [
            (title, icon, [rows[one] for one in ids if one in rows])
            for title, icon, ids in (("Fästa", "pin", session.pinned), ("Senaste", "history", recent))
        ]
        if found == self._shown:
            return  # a button that has the focus keeps it
        self._shown = found
        clear(self._others)
        for title, icon, ones in found:
            if ones:
                self._others.addWidget(Rule())
                self._others.addWidget(label(title, "note"))
                for one in ones:
                    self._others.addWidget(self._patient_button(one, icon))

    def _patient_button(self, one: PatientRow, icon: str) -> Button:
        made = self._button(one.name or one.number or "Namn saknas", icon)
        patient_id: UUID = one.id
        made.clicked.connect(lambda: self.patient_wanted.emit(patient_id))
        return made

"""Everything about one unit, beside the list: what to know before using it, its facts, and fields for the own words."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator.contact import ContactCategory
from coordinator.directory.unit import Unit, UnitType, warnings_of
from coordinator.errors import CoordinatorError
from ui.drafts import Drafts
from ui.fields import LineField
from ui.form import Fault
from ui.form_choice import ChoiceBox
from ui.form_flow import Flow
from ui.parts import Boxed, Button, Kind, Picture, clear, column, label, row, scrolling, selectable
from ui.theme import scaled

_FACTS: tuple[tuple[str, str], ...] = (
    ("organisation", "Verksamhet"), ("place", "Plats"), ("region", "Region"), ("phone", "Telefon"),
    ("phone_hours", "Telefontid"), ("note", "Anteckning"),
)  # fmt: skip
_WRITTEN: tuple[tuple[str, str], ...] = (("name", "Namn"), ("about", "Vad den gör"), *_FACTS, ("source", "Källa"))
_BY_TYPE = "Efter typen"
NO_PATIENTS = "Katalogen ligger utanför pärmen. Skriv inget om patienter här."


class DirectoryPanel(QWidget):
    """One unit. What is written in a field of one of the clinic's own is told when the field is left."""

    left = Signal()
    added = Signal(str)
    """The unit of that key is to be one of the patient's contacts."""
    edited = Signal(str, str, object)
    """The unit's key, a field and what it is to be."""
    corrected = Signal(str)
    hidden = Signal(str, bool)
    removed = Signal(str)

    def __init__(self, drafts: Drafts) -> None:
        super().__init__()
        self.unit: Unit | None = None
        self.fields: dict[str, LineField] = {}
        self.choices: dict[str, ChoiceBox] = {}
        self._drafts = drafts
        self._patient = ""
        self._title, self._type = label("", "section", wrap=True), label("", "note", wrap=True)
        self.add = Button("", Kind.PRIMARY, icon="user-plus", press=partial(self._tell, self.added.emit))
        self.no_patient = label("Öppna en patient för att lägga till enheten som kontakt.", "note", wrap=True)
        self.correct = Button("Rätta", icon="pencil", press=partial(self._tell, self.corrected.emit))
        self.hide_it = Button("", icon="eye-off", press=self._turn_hidden)
        self.remove = Button("", icon="trash-2", press=partial(self._tell, self.removed.emit))
        self.fault = Fault()
        self._warnings, self._facts = column(spacing=6), column(spacing=6)
        self._form: QVBoxLayout = column(spacing=4)
        self._origin = label("", "note", wrap=True)
        close = Button("Stäng", Kind.QUIET, icon="x", shortcut="Esc", press=self.left.emit)
        head = row(spacing=8)
        head.addLayout(column(self._title, self._type, spacing=1), 1)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        held = column(
            self._warnings, self.add, self.no_patient, self._facts, self._form, self.fault, self._origin,
            Flow(self.correct, self.hide_it, self.remove), 1, spacing=10,
        )  # fmt: skip
        held.setAlignment(self.add, Qt.AlignmentFlag.AlignLeft)
        held.setContentsMargins(0, 0, scaled(12), scaled(12))
        inside = QWidget()
        inside.setLayout(held)
        self.area = scrolling(inside)
        whole = column(head, self.area, spacing=8)
        whole.setStretchFactor(self.area, 1)
        whole.setContentsMargins(scaled(16), 0, 0, 0)
        self.setLayout(whole)
        self.setAccessibleName("Allt om enheten")

    def show_patient(self, called: str | None) -> None:
        """Whose contact the unit can become; None when no patient is on screen."""
        self.add.setVisible(called is not None)
        self.no_patient.setVisible(called is None)
        if called is not None:
            self.add.say(f"Lägg till hos {called or 'patienten'}")

    def show_unit(self, unit: Unit) -> None:
        """Show a unit: another one, or the same after a change."""
        before, self.unit = self.unit, unit
        self._title.setText(unit.name)
        self._type.setText(unit.type.label)
        self._show_warnings(unit)
        is_another = before is None or (before.key, before.own) != (unit.key, unit.own)
        if is_another:
            self.area.verticalScrollBar().setValue(0)
            self.fault.say(None)
            self._make_form(unit)
        self._show_values(unit)
        if is_another:
            self._watch(unit)
        self._show_facts(unit)
        self._show_origin(unit)
        self.correct.setVisible(not unit.own)
        is_ours = unit.original is not None or not unit.own
        self.hide_it.setVisible(is_ours)
        self.hide_it.say("Visa igen" if unit.hidden else "Dölj", icon="eye" if unit.hidden else "eye-off")
        self.remove.setVisible(unit.own)
        self.remove.say("Ta bort rättelsen" if unit.original else "Ta bort")

    def start(self) -> None:
        """Where one begins: the first own field, else what can be done with the unit."""
        first = next(iter(self.fields.values()), None)
        begin = first or (self.add if self.add.isVisibleTo(self) else self.correct)
        begin.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, error: CoordinatorError, name: str = "") -> None:
        """Say why something was not saved; in the field what was written stays."""
        if name in self.fields:
            self.fields[name].show_fault()
        elif name in self.choices:
            self.choices[name].take_back()
        self.fault.say(error)

    # What is shown

    def _show_warnings(self, unit: Unit) -> None:
        clear(self._warnings)
        for text in warnings_of(unit):
            box = Boxed("amber_soft", bar="amber")
            line = row(spacing=8)
            line.addWidget(Picture("circle-alert", "amber"), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(label(text, wrap=True), 1)
            box.inside.addLayout(line)
            self._warnings.addWidget(box)

    def _show_facts(self, unit: Unit) -> None:
        clear(self._facts)
        if not unit.own:
            said = [unit.about, *(text for text in unit.also if text != unit.place)]
            for text in filter(None, said):
                self._facts.addWidget(label(text, wrap=True))
            for name, words in _FACTS:
                if getattr(unit, name):
                    value = selectable(label(getattr(unit, name), wrap=True))
                    value.setAccessibleName(f"{words}: {getattr(unit, name)}")
                    self._facts.addLayout(column(label(words, "note"), value, spacing=0))
        day = unit.checked_on.isoformat() if unit.checked_on else "okänt när"
        self._facts.addWidget(label(f"Källa: {unit.source or 'okänd'}. Kontrollerad {day}.", "note", wrap=True))

    def _show_origin(self, unit: Unit) -> None:
        ours = unit.original
        words = [ours.name, ours.about, ours.organisation, ours.place, ours.region] if ours is not None else []
        self._origin.setText(f"Från början: {', '.join(word for word in words if word)}." if words else "")
        self._origin.setVisible(bool(words))

    # The clinic's own words

    def _make_form(self, unit: Unit) -> None:
        clear(self._form)
        self.fields, self.choices = {}, {}
        if not unit.own:
            return
        self._form.addWidget(label(NO_PATIENTS, "note", wrap=True))
        for name, words in _WRITTEN:
            field = LineField(words)
            field.setMaxLength(500)
            field.finished.connect(partial(self.edited.emit, unit.key, name))
            field.left_empty_handed.connect(self.left)
            self.fields[name] = field
            self._form.addWidget(_titled(words, field))
            self._form.addWidget(field)
        options: Mapping[str, tuple[str, Any]] = {
            "type": ("Typ", [(one, one.label) for one in UnitType]),
            "category": ("Område", [(None, _BY_TYPE), *((one, one.label) for one in ContactCategory)]),
        }
        for name, (words, values) in options.items():
            box = ChoiceBox(words, values)
            box.finished.connect(partial(self._chosen, unit.key, name))
            self.choices[name] = box
            self._form.addWidget(_titled(words, box))
            self._form.addWidget(box)

    def _show_values(self, unit: Unit) -> None:
        for name, field in self.fields.items():
            field.show_saved(getattr(unit, name))
        for name, box in self.choices.items():
            box.show_saved(getattr(unit, name))

    def _watch(self, unit: Unit) -> None:
        """What is half-written comes back after a lock. Once a form: what was just saved is no draft."""
        for name, field in self.fields.items():
            self._drafts.watch(field, f"directory:{unit.key}:{name}", of_nobody=True)

    def _chosen(self, key: str, name: str) -> None:
        self.edited.emit(key, name, self.choices[name].chosen())

    def _tell(self, signal: Callable[[str], object]) -> None:
        if self.unit is not None:
            signal(self.unit.key)

    def _turn_hidden(self) -> None:
        if self.unit is not None:
            self.hidden.emit(self.unit.key, not self.unit.hidden)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


def _titled(words: str, field: QWidget) -> QWidget:
    made = label(words, "note")
    made.setBuddy(field)
    return made

"""Whose the file is, as far as it says; and when nobody here is found, who it is: one of the patients, or a new one."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coordinator.desk import PatientRow
from coordinator.take_in.preview import Preview
from ui.form_choice import ChoiceBox
from ui.parts import Boxed, column, label

_ASK = "Är det någon som finns i pärmen? Välj vem, så jämförs filen med det som står här."
_NAMELESS = "Filen säger inte vem den gäller. Välj patienten, så jämförs filen med det som står här."
_NEW = "Ny patient i pärmen"


class Whose(QWidget):
    """Her name and where the file is from; below it the choice, when there is one."""

    chosen = Signal(object)
    """The id of a patient here, or None for a new one."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.origin = label("", "strong", wrap=True), label("", "note", wrap=True)
        self.asks = Boxed("amber_soft", bar="amber")
        self._asked = label(_ASK, wrap=True)
        self.who = ChoiceBox("Vem filen gäller")
        self.who.finished.connect(self._choose)
        self._asked.setBuddy(self.who)
        self.asks.inside.addLayout(column(self._asked, self.who, spacing=6))
        self.setLayout(column(self.words, self.origin, self.asks, spacing=4))

    def show_preview(self, preview: Preview, patients: Sequence[PatientRow], said: UUID | None) -> None:
        """said: the patient that she has said it is."""
        self.words.setText(preview.patient_words)
        read = preview.read
        day = f" {read.made_on.isoformat()}" if read.made_on else ""
        self.origin.setText(f"Från {read.origin.strip() or 'okänd avsändare'}{day}. {read.form.label}.")
        self.who.offer([(None, _NEW), *((one.id, _called(one)) for one in patients)])
        self.who.show_saved(said)
        self.who.take_back()
        self.asks.setVisible(bool(patients) and (preview.is_new_patient or said is not None))

    def _choose(self) -> None:
        self.who.show_saved(self.who.chosen())
        self.chosen.emit(self.who.chosen())


class Nameless(Boxed):
    """The file says nothing of whom it is about: she says which patient, or it is not taken in."""

    chosen = Signal(object)
    """The id of a patient here."""

    def __init__(self) -> None:
        super().__init__("amber_soft", bar="amber")
        words = label(_NAMELESS, wrap=True)
        self.who = ChoiceBox("Vem filen gäller")
        self.who.finished.connect(self._choose)
        words.setBuddy(self.who)
        self.inside.addLayout(column(words, self.who, spacing=6))
        self.hide()

    def ask(self, patients: Sequence[PatientRow]) -> None:
        """Ask, with nobody chosen."""
        self.who.offer([(one.id, _called(one)) for one in patients])
        self.who.show_saved(None)
        self.who.setCurrentIndex(-1)

    def _choose(self) -> None:
        self.who.show_saved(self.who.chosen())
        self.chosen.emit(self.who.chosen())


def _called(one: PatientRow) -> str:
    return ", ".join(filter(None, (one.sorted_name or one.name or "Utan namn", one.number)))

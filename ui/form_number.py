"""The field of an identity number: which sort it is, and the number. What is wrong with it is said when it is left."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from coordinator.errors import CoordinatorError, RuleError
from coordinator.identity import IdentityType, parse_identity
from ui.fields import LineField
from ui.form import Fault
from ui.form_choice import ChoiceBox
from ui.form_flow import Columns
from ui.parts import column, label

_NATIONAL = (IdentityType.PERSONNUMMER, IdentityType.SAMORDNINGSNUMMER)
_HINT = "ÅÅÅÅMMDD-NNNN"


class NumberField(QWidget):
    """A number and its sort. A personnummer and a samordningsnummer tell themselves which of them they are."""

    finished = Signal()
    """The user is done with the number."""
    type_finished = Signal()
    """Another sort was chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sort = ChoiceBox("Typ av nummer", [(one, one.label) for one in IdentityType])
        self.line = LineField("Identitetsnummer", hint=_HINT)
        self.fault = Fault()
        fields = Columns()
        for part in (self.line, self.sort):
            words = label(part.accessibleName(), "note")
            words.setBuddy(part)
            cell = QWidget()
            cell.setLayout(column(words, part, spacing=3))
            fields.add(cell)
        self.setLayout(column(fields, self.fault, spacing=3))
        self.setFocusProxy(self.line)
        self.sort.show_saved(IdentityType.PERSONNUMMER)
        self.today: date | None = None
        self._saved = ""
        self._sort_chosen = False
        self.line.finished.connect(self._tell)
        self.line.textChanged.connect(self._forget)
        self.sort.finished.connect(self._tell_sort)
        self.sort.currentIndexChanged.connect(self._hint)

    @property
    def number(self) -> str:
        """What is written."""
        return self.line.text().strip()

    @property
    def identity_type(self) -> IdentityType | None:
        """The sort to read the number as; None when the number tells it.

        A sort that stands there since the number before gives way when the new number is a personnummer.
        """
        chosen: IdentityType = self.sort.chosen()
        if chosen in _NATIONAL or (not self._sort_chosen and self._is_national()):
            return None
        return chosen

    def _is_national(self) -> bool:
        try:
            return self.today is not None and parse_identity(self.number, self.today).type in _NATIONAL
        except RuleError:
            return False

    def show_saved(self, identity_type: IdentityType, number: str) -> None:
        """The number on disk is ``number`` now, as people write it; empty when there is none."""
        self._saved = number
        self.line.show_saved(number)
        if number:
            self._sort_chosen = False
            self.sort.show_saved(identity_type)

    def check(self) -> bool:
        """Say what is wrong with the number, if the day is known; whether nothing is. An empty field is no fault."""
        try:
            known = parse_identity(self.number, self.today, self.identity_type) if self.number and self.today else None
        except RuleError as error:
            self.refuse(error)
            return False
        self._forget()
        if known is not None:
            self.sort.show_saved(known.type)
        return True

    def refuse(self, error: CoordinatorError) -> None:
        """Say why the number was not saved; it stays as it is written."""
        self.line.show_fault()
        self._say(error)

    def take_back(self) -> None:
        """Forget what is unfinished."""
        self.line.show_draft(self._saved)
        self._forget()
        self._sort_chosen = False
        self.sort.take_back()

    def start(self) -> None:
        """Put the focus on the number."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self) -> None:
        self._forget()
        self.finished.emit()

    def _tell_sort(self) -> None:
        self._sort_chosen = True
        self._forget()
        self.type_finished.emit()

    def _forget(self) -> None:
        self._say(None)

    def _say(self, error: CoordinatorError | None) -> None:
        self.fault.say(error)
        self.line.setAccessibleDescription(str(error) if error is not None else "")

    def _hint(self) -> None:
        self.line.setPlaceholderText(_HINT if self.sort.chosen() in _NATIONAL else "")

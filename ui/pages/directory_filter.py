"""What narrows the directory: words, a type, and whether only the clinic's own or what it has hidden is shown."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QWidget

from coordinator.directory.finding_units import UnitFinder
from coordinator.directory.own_units import Directory
from coordinator.directory.unit import UnitType
from ui.form_flow import Flow
from ui.pages.directory_rows import UnitRow
from ui.pages.quick_add import SignedLine
from ui.parts import Button, Kind
from ui.theme import is_large, scaled

_ALL_TYPES = "Alla typer"


class DirectoryFilter(QWidget):
    """The filter line, the choice of type and the toggles with how many each shows."""

    changed = Signal()
    done = Signal()
    """Down or Enter in the line: on to the list."""

    def __init__(self) -> None:
        super().__init__()
        hint = "Filtrera" if is_large() else "Filtrera namn, plats, vad den gör"
        self.line = SignedLine("Filtrera enheter", "search", hint=hint)
        self.line.setMinimumWidth(scaled(170 if is_large() else 300))
        self.types = QComboBox()
        self.types.addItems([_ALL_TYPES, *(type.label for type in UnitType)])
        self.types.setAccessibleName("Typ av enhet")
        self.types.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.types.setMinimumContentsLength(12 if is_large() else 22)
        self.own = Button("Egna", Kind.TOGGLE)
        self.hidden = Button("Dolda", Kind.TOGGLE, icon="eye-off")
        for one in (self.types, self.own, self.hidden):
            one.setFixedHeight(self.line.sizeHint().height())
        self.setLayout(Flow(self.line, self.types, self.own, self.hidden))
        self.line.textChanged.connect(self.changed)
        self.line.installEventFilter(self)
        self.types.currentIndexChanged.connect(self.changed)
        for toggle in (self.own, self.hidden):
            toggle.toggled.connect(self.changed)

    @property
    def is_searching(self) -> bool:
        """Whether words are looked for."""
        return bool(self.line.text().strip())

    @property
    def type(self) -> UnitType | None:
        """The only type that is shown; None for all."""
        place = self.types.currentIndex() - 1
        return list(UnitType)[place] if place >= 0 else None

    def found(self, finder: UnitFinder) -> Sequence[UnitRow]:
        """The units that pass, while one searches with their place among the hits."""
        hits = finder.find(self.line.text(), type=self.type)
        hidden, own = self.hidden.isChecked(), self.own.isChecked()
        return [
            UnitRow(unit, rank if self.is_searching else 0)
            for rank, unit in enumerate(hits)
            if unit.hidden == hidden and (unit.own or not own)
        ]

    def show_counts(self, directory: Directory) -> None:
        """Say on the toggles how many each shows."""
        hidden = sum(unit.hidden for unit in directory.units)
        self.own.say(f"Egna {sum(not unit.hidden for unit in directory.own)}")
        self.hidden.say(f"Dolda {hidden}")
        self.hidden.setVisible(bool(hidden) or self.hidden.isChecked())

    def show_all(self, *, hidden: bool = False) -> None:
        """Let everything through again, or all that is hidden."""
        self.types.setCurrentIndex(0)
        self.own.setChecked(False)
        self.hidden.setChecked(hidden)
        self.line.clear()

    def type_on(self, text: str) -> None:
        """Letters typed in the list narrow it."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.insert(text)

    def start(self) -> None:
        """Put the focus in the line."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            on = event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if on or (event.key() == Qt.Key.Key_Escape and not self.line.text()):
                self.done.emit()
                return True
        return super().eventFilter(watched, event)

"""What narrows the list over all patients' gaps: words, what kind they are of, and how they are put together."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QWidget

from ui.form_flow import Flow
from ui.pages.all_gaps_rows import KINDS, GapOfAll, Keep
from ui.pages.quick_add import SignedLine
from ui.parts import Button, Kind, label, row
from ui.theme import is_large, scaled

PATIENT, RULE, FLAT = "Patient", "Vad som saknas", "Ingen"


class AllGapsFilter(QWidget):
    """The filter line, the toggles with how many each shows, and the choice of grouping."""

    words_changed = Signal(str)
    kind_changed = Signal()
    grouping_changed = Signal(str)
    done = Signal()
    """Down or Enter in the line: on to the list."""

    def __init__(self) -> None:
        super().__init__()
        hint = "Filtrera" if is_large() else "Filtrera patient, nummer, lucka"
        self.line = SignedLine("Filtrera luckor", "search", hint=hint)
        self.line.setMinimumWidth(scaled(170 if is_large() else 270))
        self.line.textChanged.connect(self.words_changed)
        self.line.installEventFilter(self)
        height = self.line.sizeHint().height()
        self._group = QButtonGroup(self)
        self.toggles: list[Button] = []
        for place, (title, icon, _) in enumerate(KINDS):
            toggle = Button(title, Kind.TOGGLE, icon=icon)
            toggle.setChecked(place == 0)
            toggle.setFixedHeight(height)
            toggle.setAutoExclusive(True)  # the group sees to it; this is what a screen reader is told
            self._group.addButton(toggle, place)
            self.toggles.append(toggle)
        self._group.idToggled.connect(self._toggled)
        self.grouping = QComboBox()
        self.grouping.addItems([PATIENT, RULE, FLAT])
        self.grouping.setAccessibleName("Gruppera")
        self.grouping.setFixedHeight(height)
        self.grouping.currentTextChanged.connect(self.grouping_changed)
        flow = Flow(self.line, *self.toggles)
        inside = row(spacing=8)
        inside.addLayout(flow, 1)
        if is_large():
            flow.addWidget(self.grouping)
        else:
            words = label("Gruppera:", "note")
            words.setBuddy(self.grouping)
            words.setMinimumHeight(height)
            for part in (words, self.grouping):
                inside.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(inside)

    @property
    def keep(self) -> Keep | None:
        """What the chosen toggle lets through; None for all."""
        return KINDS[self._group.checkedId()][2]

    @property
    def is_narrowed(self) -> bool:
        """Whether anything may be hidden."""
        return bool(self.line.text().strip()) or self.keep is not None

    def show_counts(self, rows: Sequence[GapOfAll]) -> None:
        """Say on each toggle how many it shows."""
        for toggle, (title, _, keep) in zip(self.toggles, KINDS, strict=True):
            toggle.say(f"{title} {len(rows) if keep is None else sum(map(keep, rows))}")

    def show_all(self) -> None:
        """Let everything through again."""
        self.line.clear()
        self.toggles[0].setChecked(True)

    def type_on(self, text: str) -> None:
        """Letters typed in the list narrow it."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.insert(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            on = event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if on or (event.key() == Qt.Key.Key_Escape and not self.line.text()):
                self.done.emit()
                return True
        return super().eventFilter(watched, event)

    def _toggled(self, _place: int, checked: bool) -> None:
        if checked:
            self.kind_changed.emit()

"""What narrows the contact list: words, what is missing, and how it is grouped."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QWidget

from ui.form_flow import Flow
from ui.pages.contacts_rows import ContactRow
from ui.pages.quick_add import SignedLine
from ui.parts import Button, Kind, label, row
from ui.theme import appearance, scaled

Keep = Callable[[ContactRow], bool]

KINDS: tuple[tuple[str, str, Keep | None], ...] = (
    ("Alla", "", None),
    ("Luckor", "", lambda one: one.is_gap),
    ("Utan tid", "", lambda one: one.is_without_time),
    ("Viktiga akut", "zap", lambda one: one.is_acute),
)
_LARGE = 150
"""From this text size there is room for short words only."""
GROUPED, FLAT = "Livsområde", "Ingen"


class ContactsFilter(QWidget):
    """The filter line, the toggles with how many each shows, and the choice of grouping."""

    words_changed = Signal(str)
    kind_changed = Signal()
    grouping_changed = Signal(bool)
    """True: by area of life."""
    done = Signal()
    """Down or Enter in the line: on to the list."""

    def __init__(self) -> None:
        super().__init__()
        is_large = appearance().scale >= _LARGE
        hint = "Filtrera" if is_large else "Filtrera namn, roll, verksamhet, telefon"
        self.line = SignedLine("Filtrera kontakter", "search", hint=hint)
        self.line.setMinimumWidth(scaled(170 if is_large else 310))
        self.line.textChanged.connect(self.words_changed)
        self.line.installEventFilter(self)
        self._group = QButtonGroup(self)
        self.toggles: list[Button] = []
        for place, (title, icon, _) in enumerate(KINDS):
            toggle = Button(title, Kind.TOGGLE, icon=icon)
            toggle.setChecked(place == 0)
            toggle.setFixedHeight(self.line.sizeHint().height())
            toggle.setAutoExclusive(True)  # the group sees to it; this is what a screen reader is told
            self._group.addButton(toggle, place)
            self.toggles.append(toggle)
        self._group.idToggled.connect(self._toggled)
        self.grouping = QComboBox()
        self.grouping.addItems([GROUPED, FLAT])
        self.grouping.setAccessibleName("Gruppera")
        self.grouping.currentTextChanged.connect(self._regrouped)
        self.grouping.setFixedHeight(self.line.sizeHint().height())
        flow = Flow(self.line, *self.toggles)
        inside = row(spacing=8)
        inside.addLayout(flow, 1)
        if is_large:
            flow.addWidget(self.grouping)
        else:
            words = label("Gruppera:", "note")
            words.setBuddy(self.grouping)
            words.setMinimumHeight(self.line.sizeHint().height())
            inside.addWidget(words, 0, Qt.AlignmentFlag.AlignTop)
            inside.addWidget(self.grouping, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(inside)

    @property
    def keep(self) -> Keep | None:
        """What the chosen toggle lets through; None for all."""
        return KINDS[self._group.checkedId()][2]

    @property
    def is_narrowed(self) -> bool:
        """Whether anything may be hidden."""
        return bool(self.line.text().strip()) or self.keep is not None

    def show_counts(self, rows: Sequence[ContactRow]) -> None:
        """Say on each toggle how many it shows."""
        for toggle, (title, _, keep) in zip(self.toggles, KINDS, strict=True):
            many = sum(one.is_current if keep is None else keep(one) for one in rows)
            toggle.say(f"{title} {many}")

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
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.done.emit()
                return True
            if event.key() == Qt.Key.Key_Escape and not self.line.text():
                self.done.emit()
                return True
        return super().eventFilter(watched, event)

    def _toggled(self, _place: int, checked: bool) -> None:
        if checked:
            self.kind_changed.emit()

    def _regrouped(self, text: str) -> None:
        self.grouping_changed.emit(text == GROUPED)

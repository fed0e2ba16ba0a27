"""The line and the buttons that narrow the contacts, in the list and on the map; in the list how it is grouped too."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QWidget

from ui.form_flow import Flow
from ui.narrowing import KINDS, Narrowed, Narrowing
from ui.pages.quick_add import SignedLine
from ui.parts import Button, Kind, label, row
from ui.theme import appearance, scaled

_LARGE = 150
"""From this text size there is room for short words only."""
GROUPED, FLAT = "Livsområde", "Ingen"


class ContactsFilter(QWidget):
    """The line and the toggles with how many each shows, both written in the narrowing and following it.

    In the list there is a choice of grouping too.
    """

    grouping_changed = Signal(bool)
    """True: by area of life."""
    done = Signal()
    """Down or Enter in the line: on to the contacts."""

    def __init__(self, narrowing: Narrowing, *, with_grouping: bool = False) -> None:
        super().__init__()
        self._narrowing = narrowing
        self._is_large = appearance().scale >= _LARGE
        hint = "Filtrera" if self._is_large else "Filtrera namn, roll, verksamhet, telefon"
        self.line = SignedLine("Filtrera kontakter", "search", hint=hint)
        self.line.setMinimumWidth(scaled(170 if self._is_large else 310))
        self.line.installEventFilter(self)
        self._group = QButtonGroup(self)
        self.toggles: list[Button] = []
        for place, kind in enumerate(KINDS):
            toggle = Button(kind.title, Kind.TOGGLE, icon=kind.icon)
            toggle.setFixedHeight(self.line.sizeHint().height())
            toggle.setAutoExclusive(True)  # the group sees to it; this is what a screen reader is told
            self._group.addButton(toggle, place)
            self.toggles.append(toggle)
        self._flow = Flow(self.line, *self.toggles)
        self._inside = row(spacing=8)
        self._inside.addLayout(self._flow, 1)
        self.setLayout(self._inside)
        if with_grouping:
            self._add_grouping()
        self._follow()
        narrowing.changed.connect(self._follow)
        self.line.textChanged.connect(self._search)
        self._group.idToggled.connect(self._toggled)

    def _add_grouping(self) -> None:
        grouping = QComboBox()
        grouping.addItems([GROUPED, FLAT])
        grouping.setAccessibleName("Gruppera")
        grouping.currentTextChanged.connect(self._regrouped)
        height = self.line.sizeHint().height()
        grouping.setFixedHeight(height)
        self.grouping = grouping
        if self._is_large:
            self._flow.addWidget(grouping)
            return
        words = label("Gruppera:", "note")
        words.setBuddy(grouping)
        words.setMinimumHeight(height)
        for one in (words, grouping):
            self._inside.addWidget(one, 0, Qt.AlignmentFlag.AlignTop)

    def show_counts(self, contacts: Sequence[Narrowed]) -> None:
        """Say on each toggle how many of all ``contacts`` it shows."""
        for toggle, kind in zip(self.toggles, KINDS, strict=True):
            toggle.say(f"{kind.title} {sum(map(kind.has, contacts))}")

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

    def _search(self, words: str) -> None:
        self._narrowing.words = words

    def _toggled(self, place: int, checked: bool) -> None:
        if checked:
            self._narrowing.kind = KINDS[place].name

    def _follow(self) -> None:
        """Show what the narrowing is: it may have been changed on another page."""
        if self.line.text() != self._narrowing.words:
            self.line.setText(self._narrowing.words)
        for toggle, kind in zip(self.toggles, KINDS, strict=True):
            if kind.name == self._narrowing.kind:
                toggle.setChecked(True)

    def _regrouped(self, text: str) -> None:
        self.grouping_changed.emit(text == GROUPED)

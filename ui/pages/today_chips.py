"""What narrows Idag: all, what is late or waits or ends, one kind, and whose; each with how many there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from coordinator.today.day import Asked, Day
from coordinator.today.matter import MatterKind
from ui.form_flow import Spread
from ui.menu import Item, show_menu
from ui.parts import Button, Kind
from ui.session import Session
from ui.theme import is_large

_KEPT = "today:mine"


@dataclass(frozen=True)
class _Chip:
    """What one chip lets through; nothing set lets everything through."""

    title: str
    kind: MatterKind | None = None
    late: bool = False
    waiting: bool = False
    ends: bool = False

    def count(self, day: Day) -> int:
        """How many lines it lets through."""
        if self.kind is not None:
            return day.kinds.get(self.kind, 0)
        return day.late if self.late else day.waiting if self.waiting else day.ends if self.ends else day.in_all


_CHIPS: Sequence[_Chip] = (
    _Chip("Allt"),
    _Chip(MatterKind.MEETING.label, MatterKind.MEETING),
    _Chip("Försenat", late=True),
    _Chip("Väntar på svar", waiting=True),
    _Chip("Tar slut", ends=True),
)
_ALL, _KIND = 0, len(_CHIPS)
_MORE = "Fler"


class _KindButton(Button):
    """Opens the menu of kinds; it is on while one of them is chosen, and a click alone turns it neither on nor off."""

    def nextCheckState(self) -> None:
        """Left as it is."""


class DayChips(QWidget):
    """The chips, one of which is chosen, the menu of other kinds, and at the right *Bara mina*, which is remembered."""

    narrowed = Signal()
    """Other lines are asked for."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._kind: MatterKind | None = None
        self._counts: dict[MatterKind, int] = {}
        self._all_in_menu = is_large()  # chips in three lines would leave the list no room
        self._group = QButtonGroup(self)
        self.buttons = [Button(chip.title, Kind.TOGGLE) for chip in _CHIPS]
        self.kinds = _KindButton(_MORE, Kind.TOGGLE, icon="chevron-down", press=self.choose_kind)
        self.kinds.describe("Öppnar en meny")
        for place, button in enumerate((*self.buttons, self.kinds)):
            button.setAutoExclusive(True)  # the group sees to it; this is what a screen reader is told
            self._group.addButton(button, place)
        for button in self.buttons if self._all_in_menu else ():
            button.hide()
        self.buttons[_ALL].setChecked(True)
        self._group.idToggled.connect(self._toggled)
        self.mine = Button("Bara mina", Kind.TOGGLE, icon="user")
        self.mine.describe("De patienter jag är fast vårdkontakt för, och det jag själv har hand om")
        self.mine.setChecked(session.kept(_KEPT) == "1")
        self.mine.toggled.connect(self._turn_mine)
        self.setLayout(Spread(*self.buttons, self.kinds, self.mine, spacing=6))

    def start(self) -> None:
        """Put the focus on what is chosen."""
        (self._group.checkedButton() or self.kinds).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but whose is chosen."""
        return self._group.checkedId() != _ALL

    def asked(self, today: date, me: str, limit: int) -> Asked:
        """What is asked for, seen from a day by the user of that name."""
        chosen = self._group.checkedId()
        chip = _Chip("", self._kind) if chosen == _KIND else _CHIPS[chosen]
        kinds = frozenset({chip.kind}) if chip.kind is not None else frozenset[MatterKind]()
        whose = me if self.mine.isChecked() else ""
        return Asked(today, whose, kinds, late=chip.late, waiting=chip.waiting, ends=chip.ends, limit=limit)

    def show_counts(self, day: Day) -> None:
        """Say on each chip how many it shows."""
        self._counts = {kind: day.kinds.get(kind, 0) for kind in MatterKind}
        for button, chip in zip(self.buttons, _CHIPS, strict=True):
            button.say(f"{chip.title} {chip.count(day)}")
        self._say_kind()

    def choose_kind(self) -> None:
        """Open the menu of the kinds of which there are any; with large text also of what else narrows the list."""
        chips = [
            Item(button.text(), button.click, chosen=button.isChecked()) for button in self.buttons if self._all_in_menu
        ]
        items = [
            Item(f"{kind.label} {self._counts[kind]}", partial(self.show_kind, kind), chosen=kind is self._kind)
            for kind in self.others
        ]
        show_menu(self, self.kinds, [*chips, *items])

    @property
    def others(self) -> list[MatterKind]:
        """The kinds in the menu: those of which there are any, and the chosen one."""
        return [
            kind
            for kind in MatterKind
            if kind is not MatterKind.MEETING and (self._counts.get(kind, 0) or kind is self._kind)
        ]

    def show_kind(self, kind: MatterKind) -> None:
        """Show that kind alone."""
        self._kind = kind
        self._say_kind()
        if self.kinds.isChecked():
            self.narrowed.emit()
        else:
            self.kinds.setChecked(True)

    def show_all(self) -> None:
        """Let every kind through again."""
        self.buttons[_ALL].setChecked(True)

    def _say_kind(self) -> None:
        kind = self._kind
        chosen = self._group.checkedButton()
        other = chosen.text() if self._all_in_menu and chosen is not None else _MORE
        self.kinds.say(other if kind is None else f"{kind.label} {self._counts.get(kind, 0)}")
        self.kinds.setVisible(self._all_in_menu or bool(self.others))

    def _toggled(self, place: int, checked: bool) -> None:
        if checked:
            if place != _KIND:
                self._kind = None
            self._say_kind()
            self.narrowed.emit()

    def _turn_mine(self, checked: bool) -> None:
        self._session.keep(_KEPT, "1" if checked else None)
        self.narrowed.emit()

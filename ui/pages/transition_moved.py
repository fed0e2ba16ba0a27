"""The box that says which days have moved since the birth date was changed: what each was, and what it is now."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from coordinator.record import Record
from coordinator.transition.days import MovedDay, moved_days
from ui.parts import Boxed, Button, Kind, Picture, clear, column, label, row, whole
from ui.theme import scaled

_AT_FIRST = 6


class MovedDays(Boxed):
    """Was and becomes, until somebody has said that she has seen it."""

    def __init__(self, seen: Callable[[], object]) -> None:
        super().__init__("amber_soft", bar="amber")
        self._every = False
        self._moved: list[MovedDay] = []
        self._of: object = None
        self._days = QGridLayout()
        self._days.setContentsMargins(scaled(24), 0, 0, 0)
        self._days.setHorizontalSpacing(scaled(14))
        self._days.setVerticalSpacing(scaled(2))
        self._days.setColumnStretch(0, 3)
        self._days.setColumnStretch(3, 2)
        self.words = label("Födelsedatumet är ändrat. Dagarna är omräknade.", "strong", wrap=True)
        self.seen = Button("Jag har sett det", icon="check", press=seen)
        self.more = Button("", Kind.QUIET, icon="chevron-down", press=self._show_every)
        head = row(Picture("history", "amber"), spacing=8)
        head.addWidget(self.words, 1)
        self.inside.addLayout(column(head, self._days, whole(row(self.seen, self.more, 1)), spacing=8))
        self.hide()

    def show_record(self, record: Record) -> None:
        """Show what moved, if anything did."""
        if record.patient_id != self._of:
            self._of, self._every = record.patient_id, False
        moved = moved_days(record)
        self.setVisible(bool(moved))
        if moved != self._moved:
            self._moved = moved
            self._fill()

    def start(self) -> bool:
        """Put the focus where one says that she has seen it; whether there is anything to see."""
        if not self.isHidden():
            self.seen.setFocus(Qt.FocusReason.OtherFocusReason)
        return not self.isHidden()

    def _fill(self) -> None:
        clear(self._days)
        shown = self._moved if self._every else self._moved[:_AT_FIRST]
        for place, one in enumerate(shown):
            for at, part in enumerate(_cells(one)):
                self._days.addWidget(part, place, at)
        self.more.say(f"Visa {len(self._moved) - len(shown)} till")
        self.more.setVisible(len(self._moved) > len(shown))

    def _show_every(self) -> None:
        self._every = True
        self._fill()
        self.seen.setFocus()


def _cells(one: MovedDay) -> tuple[QWidget, ...]:
    was = one.was.isoformat() if one.was else "ingen dag"
    becomes = one.becomes.isoformat() if one.becomes else "ingen dag"
    name = label(one.name, wrap=True)
    name.setAccessibleName(f"{one.name}: var {was}, blir {becomes}")
    return name, label(f"var {was}", "note"), label(f"blir {becomes}", "strong")

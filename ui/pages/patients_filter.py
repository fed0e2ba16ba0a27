"""What narrows the patients: where they stand with the unit, each with how many, and whether only one's own."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from coordinator.desk import PatientRow
from coordinator.person import PatientStatus
from ui.form_flow import Flow
from ui.parts import Button, Kind

CHOICES: tuple[tuple[str, PatientStatus | None], ...] = (
    ("Aktiva", PatientStatus.ACTIVE), ("Vilande", PatientStatus.RESTING), ("Avslutade", PatientStatus.ENDED),
    ("Flyttade", PatientStatus.MOVED), ("Avlidna", PatientStatus.DECEASED), ("Alla", None),
)  # fmt: skip
"""Each word and whom it shows, in their order; None for all."""


class PatientsFilter(QWidget):
    """A row of words of which one is chosen, and "Bara mina" beside them."""

    narrowed = Signal()
    """Other patients are to be shown."""

    def __init__(self, *beside: QWidget) -> None:
        """beside: what else stands in the row, last."""
        super().__init__()
        self._me = ""
        self._group = QButtonGroup(self)
        self.choices: list[Button] = []
        for place, (title, _) in enumerate(CHOICES):
            choice = Button(title, Kind.TOGGLE)
            choice.setChecked(place == 0)
            choice.setAutoExclusive(True)  # the group sees to it; this is what a screen reader is told
            self._group.addButton(choice, place)
            self.choices.append(choice)
        self.mine = Button("Bara mina", Kind.TOGGLE, icon="user")
        self.mine.describe("Bara de patienter som jag är fast vårdkontakt för")
        self.mine.setCheckable(True)
        self._group.idToggled.connect(self._toggled)
        self.mine.toggled.connect(self.narrowed)
        self.setLayout(Flow(*self.choices, self.mine, *beside))

    @property
    def keep(self) -> Callable[[PatientRow], bool] | None:
        """Whom to show; None for all."""
        status, me = CHOICES[self._group.checkedId()][1], self._me if self.mine.isChecked() else ""
        if status is None and not me:
            return None
        return lambda one: (status is None or one.status is status) and (not me or one.is_held_by(me))

    @property
    def nobody(self) -> str:
        """What is said when nobody is such a one."""
        title, status = CHOICES[self._group.checkedId()]
        which = f"{title.lower()} " if status is not None else ""
        if self.mine.isChecked():
            return f"Du är inte fast vårdkontakt för några {which}patienter."
        return f"Här finns inga {which}patienter."

    def show_counts(self, rows: Sequence[PatientRow], me: str) -> None:
        """Say on each word how many it shows. me: the user's name."""
        self._me = me
        own = [one for one in rows if one.is_held_by(me)]
        self.mine.say(f"Bara mina {len(own)}")
        counted = own if self.mine.isChecked() else rows
        for choice, (title, status) in zip(self.choices, CHOICES, strict=True):
            count = len(counted) if status is None else sum(one.status is status for one in counted)
            choice.say(f"{title} {count}")

    def show_status(self, status: PatientStatus | None) -> None:
        """Choose those of a status; None for all."""
        place = next(place for place, (_, one) in enumerate(CHOICES) if one is status)
        self.choices[place].setChecked(True)

    def _toggled(self, _place: int, checked: bool) -> None:
        if checked:
            self.narrowed.emit()

"""The top of the page of transitions: its title, the track of the young person, the plan on paper, a new transition."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from coordinator.record import Record
from coordinator.transition.belonging import plan_of, transitions
from coordinator.transition.kinds import rule_of
from coordinator.transition.plan import Track
from ui.form_choice import ChoiceRow
from ui.form_flow import Flow
from ui.parts import Button, label, row, whole
from ui.theme import is_large, scaled

_BESIDE = 820
"""From this width, at 100 % text, the chips stand beside the title."""
TITLE, TO_ADULT_CARE = "Övergång", "Övergång till vuxenvård"


class TransitionHead(QWidget):
    """Title and chips; the chips are there with a plan only, and what can be printed when there is something in it."""

    track_chosen = Signal(object)

    def __init__(self, print_plan: Callable[[], object], begin: Callable[[], object]) -> None:
        super().__init__()
        self.title = label(TITLE, "title", wrap=is_large())
        # "Not chosen" stands last and is seen until a track is chosen; to take the choice back one undoes it.
        self.track = ChoiceRow("Spår", [*((one, one.label) for one in Track), (None, "Inte valt än")])
        self.track.finished.connect(self._choose)
        choice = row(label("Spår:", "note"), self.track, spacing=8)
        choice.setStretch(1, 1)
        self._tracks = whole(choice)
        self.print = Button("Skriv ut planen", icon="printer", press=print_plan)
        self.add = Button("Ny övergång", icon="plus", press=begin)
        self._buttons = whole(Flow(self.print, self.add, spacing=12))
        self._beside: bool | None = None
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(scaled(12))
        self._grid.setVerticalSpacing(scaled(8))
        self.setLayout(self._grid)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Beside each other; below each other in a narrow window or with large text, where the chips need lines."""
        beside = self.width() >= scaled(_BESIDE)
        if beside == self._beside:
            return
        self._beside = beside
        for place, part in enumerate((self.title, self._tracks, self._buttons)):
            self._grid.addWidget(part, *((0, place) if beside else (place, 0)))
        self._grid.setColumnStretch(0, 1)

    def show_record(self, record: Record) -> None:
        """Show what there is to choose and print."""
        plan, swaps = plan_of(record), transitions(record)
        is_open = plan is not None and plan.is_open
        to_adult = is_open or any(one.is_open and rule_of(one.kind).adult_visit for one in swaps)
        self.title.setText(TO_ADULT_CARE if to_adult else TITLE)
        self._tracks.setVisible(is_open)
        track = plan.track if plan is not None else None
        self.track.show_saved(track)
        self.track.buttons[-1].setVisible(track is None)
        self.print.setVisible(bool(swaps) or plan is not None)

    def show_beginning(self, begins: bool, *, empty: bool) -> None:
        """A new one is being written, or the page says how one begins: then the button is not needed."""
        self.add.setVisible(not begins and not empty)

    def _choose(self) -> None:
        self.track_chosen.emit(self.track.chosen())

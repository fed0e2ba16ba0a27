"""How far a row of a SIP has come: four words of which one is chosen, by its letter, the arrows or the mouse."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from coordinator.sip.decision import DecisionStatus
from ui.chips import CHOSEN, DONE, FACT, GAP, OWN, Look
from ui.pages.choice_line import ChoiceLine

ORDER = (DecisionStatus.DONE, DecisionStatus.ONGOING, DecisionStatus.NOT_STARTED, DecisionStatus.CHANGED)
LETTERS: Mapping[str, DecisionStatus] = {
    "k": DecisionStatus.DONE, "p": DecisionStatus.ONGOING, "e": DecisionStatus.NOT_STARTED, "ä": DecisionStatus.CHANGED,
}  # fmt: skip
HINT = "K klart, P pågår, E ej påbörjat, Ä ändrat"
_LOOKS: Mapping[DecisionStatus, tuple[Look, str]] = {
    DecisionStatus.DONE: (DONE, "check"),
    DecisionStatus.ONGOING: (CHOSEN, ""),
    DecisionStatus.NOT_STARTED: (FACT, ""),
    DecisionStatus.CHANGED: (OWN, ""),
}


class StatusChoice(ChoiceLine):
    """The four words. One that nobody has said anew since the last follow-up is dashed: it remains to be asked."""

    chosen = Signal(object)
    """A status was chosen, perhaps the one that it had."""

    def __init__(self) -> None:
        super().__init__(
            [one.label for one in ORDER], [_LOOKS[one][1] for one in ORDER], HINT,
            look_of=self._look, place_of_key=self._place_of,
        )  # fmt: skip
        self.status, self.is_said, self._of = DecisionStatus.NOT_STARTED, False, ""
        self.place = ORDER.index(self.status)
        self.picked.connect(self._choose)

    def show_status(self, status: DecisionStatus, *, is_said: bool, of: str) -> None:
        """Show how far the row has come; is_said: at this follow-up. of: what the row is called."""
        self.status, self.is_said, self._of, self.place = status, is_said, of, ORDER.index(status)
        self.setAccessibleName(f"{of}: {status.label}{'' if is_said else ', inte uppföljd än'}")
        self.update()

    def _choose(self, place: int) -> None:
        self.show_status(ORDER[place], is_said=True, of=self._of)
        self.chosen.emit(ORDER[place])

    def _look(self, place: int) -> tuple[Look, str]:
        return _LOOKS[ORDER[place]] if self.is_said else (GAP, "")

    def _place_of(self, event: QKeyEvent) -> int | None:
        if event.key() == Qt.Key.Key_Space:
            return self.place  # as it was: that is said now too
        said = LETTERS.get(event.text().casefold())
        return ORDER.index(said) if said is not None else None

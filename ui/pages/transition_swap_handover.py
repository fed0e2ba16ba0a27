"""What the one who takes over needs to know, the risks, the way back and a note: written as it is to stand."""

from collections.abc import Mapping

from coordinator.documents.phrases import shortened
from coordinator.record import Record
from coordinator.transition.swap import Transition
from ui.drafts import Drafts
from ui.pages.transition_swap_part import SwapPart
from ui.parts import Button, Kind, column, label, row, whole
from ui.session import Session

WAY_BACK = "way_back"
_FOLDED: Mapping[str, str] = {"handover_note": "Att veta", "risks": "Risker", "note": "Anteckning"}
_UNFOLD = "Att veta för mottagaren"
_SHORT = 70


class Handover(SwapPart):
    """The way back is always seen; what is longer is told in a line and opened when it is wanted."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self.short = self.make_fields((WAY_BACK,))
        self.long = self.make_fields(tuple(_FOLDED))
        self.long.hide()
        self.told = label("", "note", wrap=True)
        self.unfold = Button(_UNFOLD, Kind.QUIET, icon="chevron-right", press=self.turn)
        self.setLayout(column(self.short, whole(row(self.unfold, 1)), self.told, self.long, spacing=4))

    def show_swap(self, record: Record, swap: Transition) -> None:
        if self.swap is not None and self.swap.id != swap.id:
            self._show_long(shown=False)
        super().show_swap(record, swap)
        said = [(name, " ".join(getattr(swap, name).split())) for name in _FOLDED]
        lines = [f"{_FOLDED[name]}: {shortened(text, _SHORT)}" for name, text in said if text]
        self.told.setText("\n".join(lines))
        self._say_told()
        if self.has_draft(_FOLDED):
            self._show_long(shown=True)

    def start(self, name: str = "") -> bool:
        if name in _FOLDED:
            self._show_long(shown=True)
        return super().start(name)

    def turn(self) -> None:
        """Open what is longer and go there, or put it away."""
        opens = self.long.isHidden()
        self._show_long(shown=opens)
        if opens:
            self.start(next(iter(_FOLDED)))

    def _show_long(self, *, shown: bool) -> None:
        self.long.setVisible(shown)
        self.unfold.say(_UNFOLD, icon="chevron-down" if shown else "chevron-right")
        self.unfold.setAccessibleName(f"{_UNFOLD}, {'öppen' if shown else 'stängd'}")
        self._say_told()

    def _say_told(self) -> None:
        self.told.setVisible(self.long.isHidden() and bool(self.told.text()))

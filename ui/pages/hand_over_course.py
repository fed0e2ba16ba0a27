"""Handing over patient by patient: how far it has come, where it stopped and why, and how to go on."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from coordinator.change import Applied
from coordinator.coordinator_change import hand_over
from coordinator.errors import CoordinatorError
from coordinator.hand_over_row import HandOverRow
from ui.pages.hand_over_form import Wish
from ui.session import Session


class HandingOver(QObject):
    """One patient after the other, each a change of her own that can be undone. The first refusal stops it."""

    went_on = Signal()
    """One more is done, or it begins."""
    stopped = Signal(object)
    """Why it stopped: a CoordinatorError; None when she asked it to."""
    finished = Signal()
    """Nobody is left."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.wish: Wish | None = None
        """What is being done."""
        self.former = ""
        """Who leaves."""
        self._wants_to_stop = False
        self.is_under_way = False
        self.done: list[HandOverRow] = []
        self.refused: list[HandOverRow] = []
        """Those it was refused for: they are still with the former."""
        self.left: list[HandOverRow] = []

    def begin(self, rows: Sequence[HandOverRow], wish: Wish, former: str) -> None:
        """Hand these over, in the order they stand."""
        self.done, self.refused, self.left = [], [], list(rows)
        self.wish, self.former = wish, former
        self.go_on()

    def go_on(self) -> None:
        """Go on with those who are left."""
        self._wants_to_stop = False
        if not self.is_under_way:
            self._next()

    def stop(self) -> None:
        """Stop after the one who is being handed over now."""
        self._wants_to_stop = True

    @property
    def many(self) -> int:
        """How many there are in all."""
        return len(self.done) + len(self.refused) + len(self.left)

    def _next(self) -> None:
        wish = self.wish
        if wish is None or not self.left:
            self.is_under_way = False
            self.finished.emit()
            return
        if self._wants_to_stop:
            self.is_under_way = False
            self.stopped.emit(None)
            return
        self.is_under_way = True
        self.went_on.emit()
        doing = self._session.do_for(
            self.left[0].id, hand_over, to=wish.to, on=wish.on, former=self.former, note=wish.note,
            move_reminders=wish.move_reminders,
        )  # fmt: skip
        doing.then(self._one_done).but(self._refused)

    def _one_done(self, _applied: Applied) -> None:
        self.done.append(self.left.pop(0))
        self._next()

    def _refused(self, error: CoordinatorError) -> None:
        self.refused.append(self.left.pop(0))
        self.is_under_way = False
        self.stopped.emit(error)

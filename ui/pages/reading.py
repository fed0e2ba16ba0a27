"""Reads what a page over all patients shows, off the window's thread and one time after the other."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject

from coordinator.errors import CoordinatorError
from ui.session import Session

T = TypeVar("T")


class Reading(QObject, Generic[T]):
    """Asked for while it reads, it reads once more afterwards."""

    def __init__(
        self, session: Session, ask: Callable[[], Callable[[], T]], show: Callable[[T], object], parent: QObject
    ) -> None:
        """ask: what is to be read now, as a job for the vault's thread. show: is given what was read."""
        super().__init__(parent)
        self._session, self._ask, self._show = session, ask, show
        self.is_due = True
        """Whether what is shown may be old: whoever knows of a change says so, and reads when it is seen."""
        self.under_way = False
        self._again = False

    def start(self, _why: object = None) -> None:
        """Read what is asked for now."""
        self.is_due = False
        if self.under_way:
            self._again = True
            return
        self.under_way = True
        self._session.vault_thread.run(self._ask(), self._read, self._not_read)

    def grow_old(self, _why: object = None) -> None:
        """What is shown may be old from now on."""
        self.is_due = True

    def _read(self, found: T) -> None:
        self.under_way = False
        self._show(found)
        if self._again:
            self._again = False
            self.start()

    def _not_read(self, error: CoordinatorError) -> None:
        self.under_way = self._again = False
        self.is_due = True
        self._session.refused.emit(error)

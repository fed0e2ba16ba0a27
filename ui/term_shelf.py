"""The code lists as the window has them: read on the side thread when first wanted or changed, and then at hand."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from coordinator.errors import CoordinatorError
from ui.session import Session
from ui.term_folder import term_folder

if TYPE_CHECKING:  # nothing of the lists is needed before somebody looks for a term
    from coordinator.terms.term_lists import TermLists

_A_WORD_NOBODY_HAS = "qxzwqxzw"


class TermShelf(QObject):
    """One for the session. ``lists`` is None while they are read; they are asked on the window's thread only."""

    loaded = Signal()
    """``lists`` are there, or others than before."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.lists: TermLists | None = None
        self._stamp: object = None
        self._reading = False

    @staticmethod
    def of(session: Session) -> "TermShelf":
        """The one of the session, made when it is first asked for."""
        found = session.findChild(TermShelf)
        return found if isinstance(found, TermShelf) else TermShelf(session)

    def load(self) -> None:
        """Read the lists, if nobody has or somebody has changed them; `loaded` tells when they are there."""
        if self._reading or (self.lists is not None and self._stamp == _stamp()):
            return
        self._reading = True
        self.lists = None  # the ones before would read themselves anew at the next question, on this thread
        self._session.side_thread.run(_read, self._take, self._fail)

    def _take(self, found: "tuple[object, TermLists]") -> None:
        self._reading = False
        self._stamp, self.lists = found
        self.loaded.emit()

    def _fail(self, error: CoordinatorError) -> None:
        self._reading = False
        self._session.refused.emit(error)


def _stamp() -> object:
    from coordinator.terms import own_names

    folder = term_folder()
    return folder.path, folder.stamp(), own_names.stamp(folder)


def _read() -> "tuple[object, TermLists]":
    from coordinator.terms.searching import search
    from coordinator.terms.term_lists import TermLists

    stamp, lists = _stamp(), TermLists(term_folder())
    search(lists, _A_WORD_NOBODY_HAS)  # what forgives a slip is made at the first one: here, and not as somebody types
    return stamp, lists

"""Copying to the journal: noted in the access log first, then on the clipboard for as long as was chosen."""

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from coordinator.desk import Access
from coordinator.exchange.target import JOURNAL_TEXT, Purpose, Target, logged, require
from coordinator.recipient import Recipient
from coordinator.record import Record
from coordinator.settings import JOURNAL_CLIPBOARD
from ui.clipboard import Clipboard
from ui.pages.journal_desk import Copied
from ui.session import Session

TO_OUR_JOURNAL = Target(Recipient("vår egen journal"), Purpose.OWN_JOURNAL)


@dataclass(frozen=True)
class ToCopy:
    """A text to copy: of whom, and what is asked about when it is copied."""

    patient_id: UUID
    text: str = field(repr=False)
    asked: Copied = field(repr=False)

    @property
    def parts(self) -> str:
        """Which sökord it is, as it is logged."""
        return "alla sökord" if self.asked.whole else f"sökord {', '.join(self.asked.sections)}"


class Copying(QObject):
    """What cannot be noted is not copied."""

    copied = Signal(object)
    """It is on the clipboard: the `ToCopy`."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.clipboard = Clipboard.of(session)

    def copy(self, record: Record, what: ToCopy) -> None:
        """Note that it is copied, never what it says, and copy it if the same patient is on screen still."""
        require(record, JOURNAL_TEXT, TO_OUR_JOURNAL)
        seconds, session = record.settings[JOURNAL_CLIPBOARD], self._session

        def put(_noted: None) -> None:
            here = session.record
            if not isValid(self) or self.clipboard.is_shut:
                return
            if here is not None and here.patient_id == what.patient_id:
                self.clipboard.copy(what.text, seconds)
                self.copied.emit(what)

        session.vault_thread.run(_noting(session, what), put)


def _noting(session: Session, what: ToCopy) -> Callable[[], None]:
    store = session.vault.store
    told = f"{logged(JOURNAL_TEXT, TO_OUR_JOURNAL)}: {what.parts}"

    def note() -> None:
        store.note(Access.EXPORT, patient_id=what.patient_id, what=told, reason=TO_OUR_JOURNAL.reason)

    return note

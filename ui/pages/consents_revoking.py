"""Taking a consent back, altogether or for one recipient: a word about why, asked where it stands."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from shiboken6 import isValid

from coordinator.change import Applied, Change
from coordinator.errors import CoordinatorError
from ui.drafts import Drafts
from ui.fields import LineField
from ui.form import Fault
from ui.parts import Boxed, Button, Kind, label, row
from ui.session import Session


class Revoking(Boxed):
    """A word about why, which may be empty, and the button that revokes. Enter does it too, Escape does not."""

    closed = Signal(object)

    def __init__(
        self,
        session: Session,
        drafts: Drafts,
        revoke: Callable[..., Change],
        entry_id: UUID,
        *,
        draft: str,
        words: str = "Samtycket slutar gälla i dag.",
        does: str = "Återkalla samtycket",
    ) -> None:
        """revoke: the action, which takes the entry's id and a ``note``. draft: what the word is kept under."""
        super().__init__("sunken")
        self._session, self._drafts, self._do, self._entry_id = session, drafts, revoke, entry_id
        self._patient_id = session.record.patient_id if session.record is not None else None
        self._key = session.draft_key(draft)
        self._sent = False
        self.why = LineField("Om återkallelsen", hint="Vem som sa det och hur. Får vara tomt")
        self.why.returnPressed.connect(self._revoke)
        self.why.left_empty_handed.connect(self._close)
        self.done = Button(does, icon="check", press=self._revoke)
        self.cancel = Button("Avbryt", Kind.QUIET, press=self._close)
        self.fault = Fault()
        self.inside.addWidget(label(words, "strong", wrap=True))
        self.inside.addWidget(self.why)
        self.inside.addLayout(row(self.done, self.cancel, 1))
        self.inside.addWidget(self.fault)
        drafts.watch(self.why, draft)

    def _revoke(self) -> None:
        record = self._session.record
        if record is None or record.patient_id != self._patient_id or self._sent:
            return
        self._sent = True
        doing = self._session.do(self._do, self._entry_id, note=self.why.text().strip())
        doing.then(self._revoked).but(self._refused)

    def _close(self) -> None:
        self.closed.emit(self._entry_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def _revoked(self, _applied: Applied) -> None:
        if isValid(self):
            self._sent = False
            self.why.show_draft("")
            self._drafts.keep_now()
        else:
            self._session.keep(self._key, None)

    def _refused(self, error: CoordinatorError) -> None:
        if isValid(self):
            self._sent = False
            self.why.show_fault()
            self.fault.say(error)
        else:
            self._session.refused.emit(error)

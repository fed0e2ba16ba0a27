"""A line or two asked for in place: Enter answers, Escape puts it away, what is half-written comes back."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from shiboken6 import isValid

from coordinator.change import Applied
from coordinator.errors import CoordinatorError
from ui.drafts import Drafts
from ui.fields import LineField, mark_faulty
from ui.form import EntryForm, Fault
from ui.parts import column, label, row
from ui.session import Doing, Session


class AnswerLine(LineField):
    """Only Enter answers: left half-written it stays, and is kept as a draft."""

    def focusOutEvent(self, event: QFocusEvent) -> None:
        QLineEdit.focusOutEvent(self, event)


class Answer(QWidget):
    """The lines and why they were refused. ``send`` says what to do with them, or None when there is nothing to do."""

    closed = Signal()
    """It is put away or answered."""

    def __init__(
        self,
        session: Session,
        drafts: Drafts,
        asked: Sequence[tuple[AnswerLine, str]],
        send: Callable[[], Doing | None],
    ) -> None:
        """asked: each line and the name its draft is kept under."""
        super().__init__()
        self._session, self._drafts, self._send = session, drafts, send
        self._sent = False
        self.lines = [one for one, _ in asked]
        self._keys = [session.draft_key(name) for _, name in asked]
        self._fault = Fault()
        self._inside = row(spacing=12)
        self.setLayout(column(self._inside, self._fault, spacing=4))
        for line, name in asked:
            words = label(line.accessibleName(), "note")
            words.setBuddy(line)
            field = QWidget()
            field.setLayout(column(words, line, spacing=2))
            self._inside.addWidget(field, 1)
            line.returnPressed.connect(self._enter)
            line.left_empty_handed.connect(self.close_it)
            line.textChanged.connect(self._forget_fault)
            drafts.watch(line, name)

    def start(self) -> None:
        """Put the focus on the first line that is empty, else on the last."""
        empty = next((one for one in self.lines if not one.text().strip()), self.lines[-1])
        empty.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_it(self) -> None:
        """Put it away, and forget what is written."""
        for line in self.lines:
            line.show_saved("")  # else a line that began with something would be kept as emptied
            line.show_draft("")
        self._drafts.keep_now()
        self.closed.emit()

    def refuse(self, error: CoordinatorError, line: QWidget | None = None) -> None:
        """Say why it was refused, by a line; what is written stays."""
        if not isValid(self):
            self._session.refused.emit(error)
            return
        self._sent = False
        self._fault.say(error)
        mark_faulty(line or self.lines[-1], True)
        (line or self.lines[-1]).setFocus(Qt.FocusReason.OtherFocusReason)

    def _enter(self) -> None:
        if self._sent:
            return
        empty = next((one for one in self.lines if not one.text().strip()), None)
        if empty is not None and empty is not self.focusWidget():
            empty.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        doing = self._send()
        if doing is not None:
            self._sent, keys = True, self._keys

            def answered(_applied: Applied) -> None:
                for key in keys:
                    self._session.keep(key, None)
                if isValid(self):
                    self.close_it()

            doing.then(answered)

    def _forget_fault(self) -> None:
        self._fault.say(None)
        for line in self.lines:
            mark_faulty(line, False)


def lead_back(form: EntryForm, back: Callable[[], object]) -> None:
    """Let Escape go back from a line of a form in which nothing is unfinished."""
    for field in form.fields.values():
        if isinstance(field.editor.text_field, LineField):
            field.editor.text_field.left_empty_handed.connect(back)

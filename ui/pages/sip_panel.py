"""What every step of a SIP has below the line of steps: a part that shows one SIP, and does things with it."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from coordinator.change import Applied, Change
from coordinator.errors import CoordinatorError, RuleError
from coordinator.record import Record
from coordinator.sip.process import Sip
from ui.drafts import Drafts
from ui.fields import Field
from ui.form import EntryForm, Fault
from ui.parts import Boxed, Button, column, label, row
from ui.session import Session

P = ParamSpec("P")
HERE = Qt.ShortcutContext.WidgetWithChildrenShortcut
"""Keys that do something only while the focus is within."""


class SipPanel(QWidget):
    """A step with one thing to do. A refusal is said beside the field it is about."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__()
        self.session, self.drafts = session, drafts
        self.fault = Fault()
        self.forms: list[EntryForm] = []
        self.asked: dict[str, tuple[Field, Fault]] = {}
        """The fields that are no part of a form, by what a refusal calls them, and where it is said."""
        self.sip_id: UUID | None = None
        self._patient_id: UUID | None = None
        self._sent = False

    def show_sip(self, record: Record, sip: Sip) -> None:
        """Show a SIP: another one, or the same after a change."""
        if sip.id != self.sip_id:
            self.drafts.keep_now()
            self.sip_id, self._patient_id, self._sent = sip.id, record.patient_id, False
            self.fault.say(None)
            for name, (field, fault) in self.asked.items():
                fault.say(None)
                field.show_draft("")
                self.drafts.watch(field, _draft(sip.id, name))
        for form in self.forms:
            form.show_entry(sip, record)

    def has_draft(self, name: str) -> bool:
        """Whether something half-written is kept for the field of that name."""
        return self.session.kept(self.session.draft_key(_draft(self.sip_id, name))) is not None

    def do(self, action: Callable[Concatenate[Record, P], Change], *args: P.args, **kwargs: P.kwargs) -> None:
        """Run an action on the SIP, once."""
        record, sip_id = self.session.record, self.sip_id
        if record is None or record.patient_id != self._patient_id or self._sent:
            return
        self._sent = True
        self.fault.say(None)
        keys = [self.session.draft_key(_draft(sip_id, name)) for name in self.asked]

        def done(_applied: Applied) -> None:
            if isValid(self) and self.sip_id == sip_id:
                self._sent = False
                for field, fault in self.asked.values():
                    field.show_draft("")
                    fault.say(None)
                self.drafts.keep_now()
            for key in keys:
                self.session.keep(key, None)

        def refused(error: CoordinatorError) -> None:
            if not isValid(self) or self.sip_id != sip_id:
                self.session.refused.emit(error)
                return
            self._sent = False
            self.say_why(error)

        self.session.do(action, *args, **kwargs).then(done).but(refused)

    def say_why(self, error: CoordinatorError) -> None:
        """Say why something was refused, beside the field it is about where there is one, which gets the focus."""
        name = error.field if isinstance(error, RuleError) else ""
        form = next((one for one in self.forms if name in one.fields and one.isVisible()), None)
        if form is not None:
            form.fields[name].refuse(error)
            form.start(name)
        elif name in self.asked:
            field, fault = self.asked[name]
            field.show_fault()
            fault.say(error)
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.fault.say(error)


class Ended(Boxed):
    """That it came to nothing, with what was written of that, and the way to go on after all."""

    def __init__(self, form: EntryForm, take_up: Callable[[], object]) -> None:
        super().__init__("sunken", bar="amber")
        self.words = label("", "strong", wrap=True)
        self.again = Button("Ta upp igen", icon="undo-2", press=take_up)
        self.inside.addLayout(column(self.words, form, row(self.again, 1)))
        self.hide()

    def say(self, words: str) -> None:
        """Say what happened; with nothing to say it is not there."""
        self.words.setText(words)
        self.setVisible(bool(words))


def _draft(sip_id: UUID | None, name: str) -> str:
    """What is half-written is kept under; not what a form of the entry itself keeps."""
    return f"{Sip.KIND}:{sip_id}:fråga:{name}"

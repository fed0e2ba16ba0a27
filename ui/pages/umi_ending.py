"""Ending a row: why it holds no longer, asked where it stands; the row itself is never erased."""

from collections.abc import Sequence

from shiboken6 import isValid

from coordinator.change import Applied
from coordinator.entity import attrs_of
from coordinator.errors import CoordinatorError, RuleError
from coordinator.record import Record
from coordinator.umi.ending import end_alert
from coordinator.umi.row import AlertInformation
from ui.box_to_add import BoxToAdd
from ui.drafts import Drafts
from ui.form import Fault, FormField
from ui.form_flow import Flow
from ui.parts import Button, Kind, column, label, whole
from ui.session import Session

_WORDS = "Raden slutar gälla i dag och står kvar bland tidigare uppgifter."
_FIELDS: Sequence[tuple[str, str]] = (("end_reason", "reason"), ("end_note", "note"))
"""The fields, and what the deed calls them."""


class EndRow(BoxToAdd):
    """The reason and a word about it. Ctrl+Enter ends, Escape leaves it."""

    def __init__(self, session: Session, drafts: Drafts, row: AlertInformation, record: Record) -> None:
        super().__init__("sunken")
        self._session, self._drafts, self._row = session, drafts, row
        self._sent = False
        attrs = {attr.name: attr for attr in attrs_of(AlertInformation)}
        self.fields = {deed: FormField(attrs[name]) for name, deed in _FIELDS}
        self.fault = Fault()
        self.done = Button("Avsluta raden", icon="check", shortcut="Ctrl+Return", press=self.end_it)
        self.cancel = Button("Avbryt", Kind.QUIET, shortcut="Esc", press=self.closed.emit)
        buttons = whole(Flow(self.done, self.cancel))
        self.inside.addLayout(
            column(label(_WORDS, "strong", wrap=True), *self.fields.values(), self.fault, buttons, spacing=8)
        )
        self.asked_to_add.connect(self.end_it)
        for field in self.fields.values():
            field.editor.meet(record)
            field.show_saved(getattr(row, field.attr.name))
            field.editor.main.installEventFilter(self)
        written = self.fields["note"].editor.text_field
        if written is not None:
            drafts.watch(written, draft_name(row))

    def start(self) -> None:
        """Go to the reason."""
        self.fields["reason"].editor.start()

    def end_it(self) -> None:
        """End the row, when there is a reason."""
        record = self._session.record
        if record is None or record.patient_id != self._row.patient_id or self._sent:
            return
        self._sent = True
        session, key = self._session, self._session.draft_key(draft_name(self._row))
        values = {name: field.editor.value() for name, field in self.fields.items()}
        self.fault.say(None)

        def ended(_applied: Applied) -> None:
            session.keep(key, None)
            if isValid(self):
                self.forget()
                self.closed.emit()

        session.do(end_alert, self._row.id, **values).then(ended).but(self._refused)

    def forget(self) -> None:
        """What is written about it is not wanted."""
        self.fields["note"].take_back()
        self._drafts.keep_now()

    def _refused(self, error: CoordinatorError) -> None:
        if not isValid(self):
            self._session.refused.emit(error)
            return
        self._sent = False
        field = self.fields.get(error.field if isinstance(error, RuleError) else "")
        if field is None:
            self.fault.say(error)
            return
        field.refuse(error)
        field.editor.start()


def draft_name(row: AlertInformation) -> str:
    """What is half-written about the end of a row is kept under."""
    return f"{AlertInformation.KIND}:{row.id}:avslut"

"""A form made from the declaration of a kind of entry: one labelled field for each of its attributes.

Shows an entry and saves each finished edit by itself; or begins empty, and reads back what a new entry is to hold.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from coordinator.entity import Attr, Entity, attrs_of
from coordinator.entries import edit_entry
from coordinator.errors import CoordinatorError, RuleError
from coordinator.record import Record
from ui.drafts import Drafts
from ui.form_fields import CheckEditor, Editor, ManyEditor, WrittenEditor, editor_for
from ui.form_flow import Columns
from ui.form_more import MoreFields
from ui.parts import Picture, column, label, row
from ui.screen_reader import Announcer
from ui.session import Doing, Session

if TYPE_CHECKING:
    from ui.history_below import HistoryBelow


class Fault(QWidget):
    """Why something was not saved, beside what it is about. Takes no room while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = label("", "danger", wrap=True)
        sign = Picture("triangle-alert", "red")
        inside = row(spacing=6)
        inside.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        inside.addWidget(self._words, 1)
        self.setLayout(inside)
        self._announcer: Announcer | None = None
        self.hide()

    def text(self) -> str:
        """What it says; empty when nothing is wrong."""
        return self._words.text()

    def say(self, error: CoordinatorError | None) -> None:
        """Say why, or with None that nothing is wrong any more."""
        self._words.setText(str(error) if error is not None else "")
        self.setVisible(error is not None)
        if error is not None:
            self._announcer = self._announcer or Announcer(self)
            self._announcer.soon(str(error))  # not at once: some are said anew at every key
        elif self._announcer is not None:
            self._announcer.forget()


class FormField(QWidget):
    """A field under its label, with what helps below: the explanation, and why it was not saved."""

    finished = Signal(str)
    """The user is done with the field of that name."""

    def __init__(self, attr: Attr, parent: QWidget | None = None, *, editor: Editor | None = None) -> None:
        """editor: another than the one that is usual for the type of ``attr``."""
        super().__init__(parent)
        self.attr, self.editor = attr, editor or editor_for(attr)
        self._fault: Fault | None = None  # made when there is something to say: most fields never have
        self._described = ""
        self._inside = column(spacing=3)
        if not isinstance(self.editor, CheckEditor):
            words = label(attr.label, "note", wrap=True)
            words.setBuddy(self.editor.main)
            self._inside.addWidget(words)
        self._inside.addWidget(self.editor)
        if attr.help:
            self._inside.addWidget(label(attr.help, "note", wrap=True))
            self.editor.main.setAccessibleDescription(attr.help)
        self.setLayout(self._inside)
        self.setFocusProxy(self.editor.main)
        self.editor.finished.connect(self._tell)

    @property
    def fault_text(self) -> str:
        """Why the value was not saved; empty when nothing is wrong."""
        return self._fault.text() if self._fault is not None else ""

    def show_saved(self, value: Any) -> None:
        """The value on disk is ``value`` now."""
        if value != self.editor.saved:
            self._say(None)
        self.editor.show_saved(value)

    def take_back(self) -> None:
        """Forget what is unfinished."""
        self.editor.take_back()
        self._say(None)

    def value(self) -> Any:
        """What stands in the field. RuleError, also said beside it, when it cannot be read or is missing."""
        try:
            value = self.editor.value()
            if value is None and not self.attr.optional:
                raise RuleError("Något saknas", f"Fyll i {self.attr.label}.")
        except RuleError as error:
            self.refuse(error)
            raise
        return value

    def refuse(self, error: CoordinatorError) -> None:
        """Say why the value was not saved; what is written stays."""
        self.editor.show_fault()
        self._say(error)

    def show_below(self, part: QWidget) -> None:
        """Let ``part`` stand below the field, as what is offered for it."""
        self._inside.addWidget(part)

    def _say(self, error: CoordinatorError | None) -> None:
        if self._fault is None and error is not None:
            self._fault = Fault(self)
            self._inside.addWidget(self._fault)
        if self._fault is not None:
            self._describe(self._fault.text(), error)
            self._fault.say(error)

    def _describe(self, before: str, error: CoordinatorError | None) -> None:
        """Tell a screen reader that is on the field why, and afterwards what it is told else."""
        field = self.editor.main
        is_told = bool(before) and field.accessibleDescription() == before
        if not is_told:
            self._described = field.accessibleDescription()
        if error is not None:
            field.setAccessibleDescription(str(error))
        elif is_told:
            field.setAccessibleDescription(self._described)

    def _tell(self) -> None:
        self._say(None)
        self.finished.emit(self.attr.name)


class EntryForm(QWidget):
    """The fields of one kind of entry: those in ``only``, in that order, or all but ``leave_out``; and folded below
    them those in ``more``, of which ``more_about`` tells.

    A field that holds the id of an entry of any kind is never written by hand.

    history: with the way to what the entry was before, below the fields. new_one: what a new entry is known by among
    drafts, where there may be several. labels: other words for some fields than their kind has.
    """

    def __init__(
        self,
        session: Session,
        drafts: Drafts,
        kind: type[Entity],
        *,
        only: Sequence[str] = (),
        more: Sequence[str] = (),
        more_about: str = "",
        leave_out: Sequence[str] = (),
        history: bool = False,
        new_one: str = "ny",
        labels: Mapping[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._drafts, self.kind = session, drafts, kind
        self._new_one = new_one
        declared = {attr.name: attr for attr in attrs_of(kind)}
        declared |= {name: replace(declared[name], label=words) for name, words in (labels or {}).items()}
        shown = (declared[name] for name in (*only, *more) or declared if name not in leave_out)
        self.attrs = [attr for attr in shown if attr.refers_to or UUID not in (attr.value_type, attr.item_type)]
        self.fields: dict[str, FormField] = {}
        self.entry: Entity | None = None
        self._patient_id: UUID | None = None
        self._columns = Columns()
        self.more = MoreFields(more_about) if more else None
        self.fault = Fault()
        self._make(frozenset(more))
        self._inside = column(self._columns, *([self.more] if self.more is not None else []), self.fault)
        self.history = _history_of(session) if history else None
        if self.history is not None:
            self._inside.addWidget(self.history)
        self.setLayout(self._inside)

    def show_entry(self, entry: Entity, record: Record) -> None:
        """Show a saved entry: another one, or the same after a change. Writes nothing; edits save themselves."""
        values = {attr.name: getattr(entry, attr.name) for attr in self.attrs}
        if self.entry is None or self.entry.id != entry.id:
            self._begin(entry, record, values)
        else:
            self.entry = entry
            self._show(record, values)
        if self.history is not None:
            self.history.about(entry)

    def show_blank(self, record: Record, **given: Any) -> None:
        """Begin a new entry, with the values its kind begins with, or those given. Nothing saves itself."""
        if self.entry is not None or self._patient_id != record.patient_id:
            self._begin(None, record, {attr.name: _begins_with(attr) for attr in self.attrs} | given)
            if self.history is not None:
                self.history.about(None)
        else:
            for field in self.fields.values():
                field.editor.meet(record)

    def values(self) -> dict[str, Any]:
        """What stands in the fields. The first RuleError of a field that cannot be read, which gets the focus."""
        values, wrong = {}, []
        for name, field in self.fields.items():
            try:
                values[name] = field.value()
            except RuleError as error:
                wrong.append((field, error))
        if wrong:
            self.start(wrong[0][0].attr.name)
            raise wrong[0][1]
        return values

    def choose(self, **values: Any) -> None:
        """Write values that were chosen from a list in their fields; of a saved entry they are one change."""
        written: dict[str, WrittenEditor] = {}
        for name, value in values.items():
            editor = self.fields[name].editor
            if isinstance(editor, WrittenEditor):
                written[name] = editor
                editor.choose(value)
                editor.field.blockSignals(True)
                editor.field.finish()  # it is told here, and not once more when the field is left
                editor.field.blockSignals(False)
        if self.entry is None or not written:
            self._drafts.keep_now()
            return
        entry, record = self.entry, self._session.record
        if record is None or record.patient_id != entry.patient_id:
            return

        def refuse(error: CoordinatorError) -> None:
            if isValid(self) and self.entry is not None and self.entry.id == entry.id:
                self.fields[next(iter(written))].refuse(error)
                for editor in written.values():
                    editor.show_fault()
            else:
                self._session.refused.emit(error)

        self.save(entry, **values).but(refuse)

    def save(self, entry: Entity, **values: Any) -> Doing:
        """Save new values of a saved entry; kinds with an action of their own say which."""
        return self._session.do(edit_entry, self.kind, entry.id, **values)

    def refuse(self, error: CoordinatorError) -> None:
        """Say below the fields why the new entry was not saved."""
        if isValid(self):
            self.fault.say(error)
        else:
            self._session.refused.emit(error)

    def clear(self) -> None:
        """Forget what is unfinished, its draft too: it is saved, or the user thought better of it."""
        for field in self.fields.values():
            field.take_back()
        self.fault.say(None)
        self._drafts.keep_now()

    def is_unfinished(self) -> bool:
        """Whether something is written that is not saved."""
        return any(self._is_written(field) for field in self.fields.values())

    def start(self, name: str = "") -> None:
        """Put the focus on a field, the first one when it is not named."""
        field = self.fields.get(name) or next(iter(self.fields.values()))
        if self.more is not None and self.more.columns.isAncestorOf(field):
            self.more.set_open(is_open=True)
        field.editor.start()

    def draft_name(self, name: str) -> str:
        """What the half-written text of a field is kept under."""
        return f"{self.kind.KIND}:{self.entry.id if self.entry is not None else self._new_one}:{name}"

    def _begin(self, entry: Entity | None, record: Record, values: Mapping[str, Any]) -> None:
        """Turn to another entry. What is half-written in the one before is kept with that one."""
        self._drafts.keep_now()
        self.entry, self._patient_id = entry, record.patient_id
        self.fault.say(None)
        for field in self.fields.values():
            field.take_back()
        self._show(record, values)
        for name, field in self.fields.items():
            if field.editor.text_field is not None:
                self._drafts.watch(field.editor.text_field, self.draft_name(name))
        if self.more is not None:
            self.more.set_open(is_open=any(self._is_written(field) for field in self._folded()))

    def _folded(self) -> list[FormField]:
        inside = self.more.columns if self.more is not None else None
        return [field for field in self.fields.values() if inside is not None and inside.isAncestorOf(field)]

    @staticmethod
    def _is_written(field: FormField) -> bool:
        written = field.editor.text_field
        return written is not None and written.unfinished() is not None

    def _make(self, folded: Collection[str]) -> None:
        for attr in self.attrs:
            field = FormField(attr)
            field.finished.connect(self._finish)
            self.fields[attr.name] = field
            columns = self.more.columns if self.more is not None and attr.name in folded else self._columns
            columns.add(
                field,
                wide=attr.long or isinstance(field.editor, ManyEditor),
                middle=isinstance(field.editor, CheckEditor),
            )

    def _show(self, record: Record, values: Mapping[str, Any]) -> None:
        for name, field in self.fields.items():
            field.editor.meet(record)
            field.show_saved(values[name])

    def _finish(self, name: str) -> None:
        """Save the one value; in a new entry only say whether it can be read."""
        field, record, entry = self.fields[name], self._session.record, self.entry
        try:
            value = field.value() if entry is not None else field.editor.value()
        except RuleError as error:
            field.refuse(error)
            return
        if entry is None:
            return
        if record is None or record.patient_id != entry.patient_id:
            self._drafts.keep_now()  # the patient left the screen first: it is there when she comes back
            return
        if value == field.editor.saved:
            field.take_back()
            return

        def refuse(error: CoordinatorError) -> None:
            if isValid(self) and self.entry is not None and self.entry.id == entry.id:
                field.refuse(error)
            else:
                self._session.refused.emit(error)

        self.save(entry, **{name: value}).but(refuse)


def _history_of(session: Session) -> "HistoryBelow":
    from ui.history_below import HistoryBelow  # only where it is wanted, and it shows faults as a form does

    return HistoryBelow(session)


def _begins_with(attr: Attr) -> Any:
    """What a new entry has in the field: its default, else nothing."""
    if not attr.required:
        return attr.default
    return "" if attr.value_type is str else () if attr.value_type is tuple else None

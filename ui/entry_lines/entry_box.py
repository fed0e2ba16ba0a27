"""The form of an entry, open below its line; and the form of a new one."""

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from coordinator.change import Applied
from coordinator.entity import Entity
from coordinator.entries import add_entry
from coordinator.errors import CoordinatorError, RuleError
from coordinator.number_to_ring import Number
from coordinator.record import Record
from ui.box_to_add import BoxToAdd
from ui.drafts import Drafts
from ui.form import EntryForm, Fault
from ui.form_flow import Flow
from ui.parts import Button, Kind, clear, column, label, row, selectable
from ui.session import Doing, Session


class EntryBox(QWidget):
    """Everything about one entry, which saves itself. Escape closes it; what is half-written in a field goes first."""

    closed = Signal()
    removal_wanted = Signal(object)
    FORM: ClassVar[type[EntryForm]] = EntryForm

    def __init__(
        self, session: Session, drafts: Drafts, kind: type[Entity], order: Sequence[str], tools: Sequence[Button] = ()
    ) -> None:
        """order: the fields, as one looks for them; all when none is said. tools: what more can be done with it."""
        super().__init__()
        self.form = self.FORM(session, drafts, kind, only=order, history=True)
        self.remove = Button("Ta bort", Kind.QUIET, icon="trash-2", press=self._remove)
        self.close_button = Button("Stäng", Kind.QUIET, icon="x", shortcut="Esc", press=self.closed.emit)
        self.fault = Fault()
        self._numbers = column(spacing=0)
        self.below_tools = column(spacing=4)
        head = QWidget()
        head.setLayout(Flow(*tools, self.remove, self.close_button, spacing=6))
        self.setLayout(column(self._numbers, head, self.fault, self.below_tools, self.form, spacing=8))
        watch_keys(self, self.form)

    @property
    def entry_id(self) -> UUID | None:
        """Whose form it is."""
        return self.form.entry.id if self.form.entry is not None else None

    def show_entry(self, entry: Entity, record: Record, number: Number | None = None) -> None:
        """Show an entry: another one, or the same after a change. ``number`` is the one to ring about it."""
        if entry != self.form.entry:
            self.fault.say(None)
        self.form.show_entry(entry, record)
        clear(self._numbers)
        if number is not None:
            shown = selectable(label(number.text, "number"))
            shown.setAccessibleName(f"Telefon {number.whose}: {number.text}" if number.whose else number.text)
            line = row(shown, spacing=10)
            line.addWidget(label(", ".join(filter(None, (number.whose, number.hours))), "note", wrap=True), 1)
            self._numbers.addLayout(line)

    def _remove(self) -> None:
        if self.entry_id is not None:
            self.removal_wanted.emit(self.entry_id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape in a field where nothing is unfinished closes the box; else the field takes its text back."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            field = next((one.editor for one in self.form.fields.values() if one.editor.main is watched), None)
            if field is None or field.text_field is None or field.text_field.unfinished() is None:
                self.closed.emit()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class NewEntry(BoxToAdd):
    """An empty form. Ctrl+Enter adds the entry, Escape puts the form away; what is half-written comes back."""

    added = Signal(object)
    """It is on disk; its id."""

    def __init__(
        self,
        session: Session,
        drafts: Drafts,
        kind: type[Entity],
        first: Sequence[str],
        *,
        words: str = "",
        form: EntryForm | None = None,
    ) -> None:
        """first: the fields of a new entry; the others come when it is opened. words: what to say above them.
        form: another than one of just these fields.
        """
        super().__init__("sunken")
        self.session, self._kind = session, kind
        self._sent = False
        self.form = form or EntryForm(session, drafts, kind, only=first)
        self.asked_to_add.connect(self.add)
        self.done = Button("Lägg till", icon="check", shortcut="Ctrl+Return", press=self.add)
        self.cancel = Button("Avbryt", Kind.QUIET, shortcut="Esc", press=self.closed.emit)
        self.inside.addLayout(column(*([label(words, "strong", wrap=True)] if words else []), self.form))
        self.inside.addLayout(row(self.done, self.cancel, 1))
        watch_keys(self, self.form)

    def begin(self, record: Record) -> None:
        """Begin empty, with what is half-written from before."""
        self.form.show_blank(record, **self.given(record))

    def given(self, record: Record) -> dict[str, Any]:
        """What a new one holds from the beginning, where it is not what the kind says."""
        return {}

    def add(self) -> None:
        """Add the entry."""
        if self.session.record is None or self._sent:
            return
        try:
            values = self.form.values()
        except RuleError:
            return  # said beside the field
        self._sent = True
        session, keys = self.session, [self.session.draft_key(name) for name in self.draft_names()]

        def added(applied: Applied) -> None:
            if isValid(self):
                self.form.clear()
                self.added.emit(self._made(applied))
            for key in keys:  # also when the form was put away, or another patient came, before it was on disk
                session.keep(key, None)

        self.send(values).then(added).but(self._refused)

    def draft_names(self) -> list[str]:
        """What is forgotten when the entry is on disk."""
        return [self.form.draft_name(name) for name in self.form.fields]

    def send(self, values: dict[str, Any]) -> Doing:
        """Save an entry that holds these; kinds with an action of their own say which."""
        return self.session.do(add_entry, self._kind, **values)

    def _made(self, applied: Applied) -> UUID:
        """The id of the new entry; more may have come with it."""
        there = self.session.record.all(self._kind) if self.session.record is not None else []
        return next((one.id for one in there if one.id in applied.versions), next(iter(applied.versions)))

    def _refused(self, error: CoordinatorError) -> None:
        """Beside the field it is about, where there is one."""
        self._sent = False
        name = error.field if isinstance(error, RuleError) else ""
        if isValid(self) and name in self.form.fields:
            self.form.fields[name].refuse(error)
            self.form.start(name)
        else:
            self.form.refuse(error)


def has_draft(session: Session, kind: type[Entity], first: Sequence[str]) -> bool:
    """Whether a new entry of the kind is half-written for the patient on screen."""
    return any(session.kept(session.draft_key(f"{kind.KIND}:ny:{name}")) is not None for name in first)


def watch_keys(watcher: QObject, form: EntryForm) -> None:
    """Let ``watcher`` see the keys of the form's fields before they do."""
    for field in form.fields.values():
        field.editor.main.installEventFilter(watcher)

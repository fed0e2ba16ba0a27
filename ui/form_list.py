"""The entries of one kind below each other: what each says in a line, its form when it is opened, and a new one."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator.change import Applied
from coordinator.entity import Entity
from coordinator.entries import add_entry
from coordinator.errors import CoordinatorError, RuleError
from coordinator.record import Record
from coordinator.removal import take_away
from ui.chips import Chip, Look
from ui.drafts import Drafts
from ui.form import EntryForm, Fault
from ui.form_flow import Flow, tab_after
from ui.form_values import name_of
from ui.parts import Boxed, Button, Kind, Rule, column, label, row
from ui.session import Session

Signs = Callable[[Entity], list[tuple[str, Look, str]]]
"""What stands beside an entry's name: words, how they are drawn, and an icon or none."""


def no_signs(_entry: Entity) -> list[tuple[str, Look, str]]:
    """Nothing beside the name."""
    return []


class EntryList(QWidget):
    """Every entry of ``kind`` in the record. ``first``: the fields of a new one; the others come when it is opened."""

    def __init__(
        self, session: Session, drafts: Drafts, kind: type[Entity], *, first: tuple[str, ...], signs: Signs = no_signs
    ) -> None:
        super().__init__()
        self._session, self._drafts, self.kind, self._first, self._signs = session, drafts, kind, first, signs
        title = kind.TITLE.lower()
        self.add = Button(f"Lägg till {title}", Kind.QUIET, icon="plus", press=self.begin)
        self.rows: dict[UUID, _Row] = {}
        self._rows: QVBoxLayout = column(spacing=0)
        self._new: _New | None = None
        self._inside = column(self._rows, row(self.add, 1), spacing=6)
        self.setLayout(self._inside)
        self._patient_id: UUID | None = None

    def show_record(self, record: Record) -> None:
        """Show the entries in ``record``; the one that is open stays open."""
        if self._patient_id != record.patient_id:
            self._patient_id = record.patient_id
            self.close_new()
        entries = record.all(self.kind)
        for gone in self.rows.keys() - {entry.id for entry in entries}:
            self._let_row_go(gone)
        for entry in entries:
            if entry.id not in self.rows:
                made = _Row(self._session, self._drafts, self.kind, self._signs)
                self.rows[entry.id] = made
                before = self.add.previousInFocusChain()
                self._rows.addWidget(made)
                tab_after(before, made)
            self.rows[entry.id].show_entry(entry, record)

    def begin(self) -> None:
        """Open an empty form for a new entry."""
        record = self._session.record
        if record is None:
            return
        if self._new is None:
            self._new = _New(self._session, self._drafts, self.kind, self._first, self.close_new)
            before = self.add.previousInFocusChain()
            self._inside.insertWidget(1, self._new)
            tab_after(before, self._new)
        self._new.form.show_blank(record)
        self._new.form.start()
        self.add.hide()

    def open(self, entry_id: UUID) -> bool:
        """Open an entry's form and go there; whether it is in the list."""
        if entry_id in self.rows:
            self.rows[entry_id].open()
        return entry_id in self.rows

    def _let_row_go(self, entry_id: UUID) -> None:
        gone = self.rows.pop(entry_id)
        self._rows.removeWidget(gone)
        had_focus = gone.isAncestorOf(gone.window().focusWidget()) if gone.window().focusWidget() else False
        gone.hide()
        gone.deleteLater()
        if had_focus:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_new(self) -> None:
        """Put the empty form away; what is half-written in it comes back."""
        if self._new is None:
            return
        gone, self._new = self._new, None
        self.add.show()
        if self.window().focusWidget() is not None and gone.isAncestorOf(self.window().focusWidget()):
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        self._inside.removeWidget(gone)
        gone.hide()
        gone.deleteLater()


class _Row(QWidget):
    """One entry: its name and signs, and when opened its form, which saves itself."""

    def __init__(self, session: Session, drafts: Drafts, kind: type[Entity], signs: Signs) -> None:
        super().__init__()
        self._session, self._drafts, self.kind, self._signs = session, drafts, kind, signs
        self._entry: Entity | None = None
        self._record: Record | None = None
        self.name = label("", "strong", wrap=True)
        self._chips = QWidget()
        self.change = Button("Ändra", Kind.QUIET, icon="pencil", press=self.toggle)
        self.remove = Button("Ta bort", Kind.QUIET, icon="trash-2", press=self._take_away)
        self.fault = Fault()
        self.form: EntryForm | None = None
        head = row(self.name, self.change, self.remove, spacing=6)
        head.setStretch(0, 1)
        self._box = Boxed("sunken")
        self._box.hide()
        inside = column(head, self._chips, self.fault, self._box, Rule(), spacing=4)
        inside.setContentsMargins(0, 4, 0, 0)
        self.setLayout(inside)

    def show_entry(self, entry: Entity, record: Record) -> None:
        """Show the entry as it stands in ``record``."""
        if entry != self._entry:
            self._say(entry)
        self._entry, self._record = entry, record
        if self.form is not None:
            self.form.show_entry(entry, record)

    def open(self) -> None:
        """Open the form and go there."""
        if self._box.isHidden():
            self.toggle()
        elif self.form is not None:
            self.form.start()

    def toggle(self) -> None:
        """Open the form, or close it."""
        if self.form is None and self._entry is not None and self._record is not None:
            self.form = EntryForm(self._session, self._drafts, self.kind)
            self.form.show_entry(self._entry, self._record)
            self._box.inside.addWidget(self.form)
            tab_after(self.remove, self.form)
        opens = self._box.isHidden()
        self._box.setVisible(opens)
        self.change.say("Klar" if opens else "Ändra", icon="check" if opens else "pencil")
        self._name_buttons()
        if opens and self.form is not None:
            self.form.start()

    def _say(self, entry: Entity) -> None:
        self.name.setText(name_of(entry))
        self.fault.say(None)
        self._name_buttons()
        old = self._chips.layout()
        if old is not None:
            QWidget().setLayout(old)  # a widget gets another layout only when the one it has is given away
        signs = self._signs(entry)
        self._chips.setLayout(Flow(*(Chip(words, look, icon) for words, look, icon in signs), spacing=6))
        self._chips.setVisible(bool(signs))

    def _name_buttons(self) -> None:
        for button in (self.change, self.remove):
            button.setAccessibleName(f"{button.text()}: {self.name.text()}")

    def _take_away(self) -> None:
        if self._entry is not None and self._session.record is not None:
            self._session.do(take_away, self.kind, self._entry.id).but(self._refused)

    def _refused(self, error: CoordinatorError) -> None:
        self.fault.say(error)


class _New(Boxed):
    """The form of a new entry. Ctrl+Enter adds it, Escape puts it away; what is half-written comes back."""

    def __init__(
        self,
        session: Session,
        drafts: Drafts,
        kind: type[Entity],
        first: tuple[str, ...],
        close: Callable[[], None],
    ) -> None:
        super().__init__("sunken")
        self._session, self._kind, self._close = session, kind, close
        self.form = EntryForm(session, drafts, kind, only=first)
        self.done = Button("Lägg till", icon="check", shortcut="Ctrl+Return", press=self.add)
        self.cancel = Button("Avbryt", Kind.QUIET, press=close)
        self.inside.addWidget(self.form)
        self.inside.addLayout(row(self.done, self.cancel, 1))

    def add(self) -> None:
        """Add the entry."""
        if self._session.record is None:
            return
        try:
            values = self.form.values()
        except RuleError:
            return  # said beside the field
        self._session.do(add_entry, self._kind, **values).then(self._added).but(self.form.refuse)

    def _added(self, _applied: Applied) -> None:
        self.form.clear()
        self._close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers():
            self.add()
        else:
            super().keyPressEvent(event)

"""The names that the clinic has added to the code lists itself: more can be added, and each taken away again."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from coordinator.errors import CoordinatorError
from ui.drafts import Drafts
from ui.fields import LineField
from ui.form import Fault
from ui.form_flow import Columns
from ui.icon_button import IconButton
from ui.parts import Button, Kind, Section, clear, column, label, row
from ui.screen_reader import announce
from ui.session import Session
from ui.term_folder import term_folder
from ui.theme import scaled

if TYPE_CHECKING:
    from coordinator.terms.own_names import OwnName

_ABOUT = (
    "Lägg till ett svenskt namn som ni använder, med en ORPHA-kod eller ICD-10-kod, eller utan kod. En ny utgåva av en "
    "lista rör dem inte."
)
_AT_FIRST = 30


class _Quiet(LineField):
    """A field that only Enter or the button reads: what is left half-written stays."""

    def finish(self) -> None:
        """Nothing is saved when it is left."""


class OwnNames(QWidget):
    """The names, the fields of a new one, and the one that was taken away last."""

    changed = Signal()
    """The names are others."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__()
        self._session = session
        self._names: Sequence[OwnName] = ()
        self._all = self._busy = False
        self._gone: OwnName | None = None
        self.name, self.code = _Quiet("Nytt namn"), _Quiet("Kod", hint="Frivillig, till exempel 778 eller G71.0A")
        fields = Columns()
        for field in (self.name, self.code):
            words = label(field.accessibleName(), "note")
            words.setBuddy(field)
            cell = QWidget()
            cell.setLayout(column(words, field, spacing=3))
            fields.add(cell)
            field.returnPressed.connect(self.add)
            drafts.watch(field, f"term_lists:{field.accessibleName()}", of_nobody=True)
        self.button = Button("Lägg till", icon="plus", press=self.add)
        self.fault = Fault()
        self.told = label("", "strong", wrap=True)
        self.back = Button("Lägg tillbaka", Kind.QUIET, icon="undo-2", press=self._put_back)
        self._told_line = QWidget()
        line = row(spacing=10)
        line.addWidget(self.told, 1)
        line.addWidget(self.back)
        self._told_line.setLayout(line)
        self._told_line.hide()
        lines = QWidget()
        self._grid = QGridLayout(lines)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(scaled(16))
        self._grid.setVerticalSpacing(scaled(4))
        self._grid.setColumnStretch(0, 1)
        self.removals: list[IconButton] = []
        self.more = Button("", Kind.QUIET, icon="chevron-down", press=self._show_all)
        self.head = Section("Egna svenska namn")
        self.setLayout(
            column(
                self.head, label(_ABOUT, wrap=True), fields, row(self.button, 1), self.fault, self._told_line, lines,
                row(self.more, 1), spacing=8,
            )
        )  # fmt: skip
        self.show_names(())

    def show_names(self, names: "Sequence[OwnName]") -> None:
        """Show these, the first of many; who stands on one of them stays there."""
        here = next((place for place, one in enumerate(self.removals) if one.hasFocus()), None)
        self._names = names
        self.head.note.setText(f"{len(names)} namn" if names else "")
        shown = names if self._all else names[:_AT_FIRST]
        clear(self._grid)
        self.removals = []
        for place, one in enumerate(shown):
            remove = IconButton(f"Ta bort {one.name}", "trash-2", partial(self._remove, one))
            self.removals.append(remove)
            for at, cell in enumerate((label(one.name, wrap=True), label(one.code, "note"), remove)):
                self._grid.addWidget(cell, place, at)
                cell.show()  # at once: only what is seen can have the focus
        self.more.say(f"Visa alla {len(names)}")
        self.more.setVisible(len(shown) < len(names))
        if here is not None:
            after = self.removals[min(here, len(self.removals) - 1)] if self.removals else self.name
            after.setFocus(Qt.FocusReason.OtherFocusReason)

    def add(self) -> None:
        """Add what stands in the fields."""
        name, code = self.name.text(), self.code.text()
        self._do(partial(_add, name, code), self._added)

    def _added(self, added: "OwnName") -> None:
        for field in (self.name, self.code):
            field.clear()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say(f"Tillagt: {added.name}")

    def _remove(self, gone: "OwnName") -> None:
        self._do(partial(_take_away, gone), self._removed)

    def _removed(self, gone: "OwnName") -> None:
        self._gone = gone
        self._say(f"Borttaget: {gone.name}")

    def _put_back(self) -> None:
        if self._gone is not None:
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            self._do(partial(_add, self._gone.name, self._gone.code), self._is_back)

    def _is_back(self, back: "OwnName") -> None:
        self._say(f"Tillbaka: {back.name}")

    def _show_all(self) -> None:
        self._all = True
        self.show_names(self._names)
        if len(self.removals) > _AT_FIRST:
            self.removals[_AT_FIRST].setFocus(Qt.FocusReason.OtherFocusReason)

    def _do(self, job: "Callable[[], OwnName]", done: "Callable[[OwnName], object]") -> None:
        """Write it beside the window, one thing at a time."""
        if self._busy:
            return
        self._busy = True
        self._gone = None
        self.fault.say(None)
        self._told_line.hide()
        self._session.side_thread.run(job, partial(self._done, done), self._refuse)

    def _done(self, done: "Callable[[OwnName], object]", one: "OwnName") -> None:
        self._busy = False
        done(one)
        self.changed.emit()

    def _refuse(self, error: CoordinatorError) -> None:
        self._busy = False
        self.fault.say(error)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _say(self, words: str) -> None:
        self.told.setText(words)
        self.back.setVisible(self._gone is not None)
        self._told_line.show()
        announce(self.told, words)


def _add(name: str, code: str) -> "OwnName":
    from coordinator.terms.own_names import add_own_name

    return add_own_name(term_folder(), name, code)


def _take_away(gone: "OwnName") -> "OwnName":
    from coordinator.terms.own_names import remove_own_name

    remove_own_name(term_folder(), gone)
    return gone

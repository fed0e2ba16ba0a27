"""The preview of a file: whose it is, its rows, the row one is on in full, and the one button that takes them in."""

from collections.abc import Collection, Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from coordinator.desk import PatientRow
from coordinator.take_in.preview import Preview, RowState, all_new, with_needed
from ui.form_flow import Flow
from ui.pages.import_contacts_parts import BadRows, wrapped
from ui.pages.take_in_detail import TakeInDetail
from ui.pages.take_in_rows import counted, entries_in_words, in_state, refused_in_words, rows_of, without
from ui.pages.take_in_table import TakeInTable
from ui.pages.take_in_whose import Whose
from ui.parts import Boxed, Button, Kind, Picture, column, label, row, whole
from ui.screen_reader import announce
from ui.theme import scaled

_BESIDE = 860
"""From this width, at 100 % text, the row one is on stands beside the table."""
_HOW = "Mellanslag väljer och väljer bort en rad. Inget skrivs över om du inte väljer det."


class TakeInPreview(QWidget):
    """What is chosen here is taken in when the button is pressed, and not before.

    Its ``bar`` stands below what scrolls.
    """

    answered = Signal()
    """Something else is chosen."""
    wanted = Signal()
    """Take in what is chosen."""
    left = Signal()
    """Nothing of it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Preview | None = None
        self.chosen: frozenset[UUID] = frozenset()
        self.whose, self.counts = Whose(), wrapped("note")
        self._warned, self.warnings = Boxed("amber_soft", bar="amber"), label("", wrap=True)
        line = row(spacing=8)
        line.addWidget(Picture("triangle-alert", "amber"), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.warnings, 1)
        self._warned.inside.addLayout(line)
        self.new = Button("Välj alla nya", Kind.QUIET, press=self._choose_new)
        self.changed = Button("Välj också ändrade", Kind.QUIET, press=self._choose_changed)
        self.none = Button("Välj inga", Kind.QUIET, press=self._choose_none)
        self.table, self.detail = TakeInTable(), TakeInDetail()
        self.table.ticked.connect(self._turn)
        self.table.all_ticked.connect(self._turn_all)
        self.table.entered.connect(lambda id, _column: self._turn(id))
        self.table.chosen.connect(lambda _id: self._show_detail())
        self.together, self.unread = wrapped("note"), BadRows()
        self.take = Button("", Kind.PRIMARY, icon="file-input", shortcut="Ctrl+Return", press=self.wanted.emit)
        self.leave = Button("Hämta inte in något", Kind.QUIET, icon="x", press=self.left.emit)
        self._lay_out()

    def _lay_out(self) -> None:
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(scaled(16))
        self._body.addWidget(self.table, 3)
        self._body.addWidget(self.detail, 2)
        choices = Flow(self.new, self.changed, self.none, spacing=8)
        self.bar = whole(row(self.take, self.leave, label("Inget sparas förrän du hämtar in.", "note", wrap=True)))
        inside = column(
            self.whose, self._warned, self.counts, whole(choices), self._body, self.together, self.unread,
            spacing=8,
        )  # fmt: skip
        inside.setStretchFactor(self._body, 1)
        self.setLayout(inside)

    def start(self) -> None:
        """Where one begins: who it is, when that is asked, else in the table."""
        first = self.table if self.whose.asks.isHidden() else self.whose.who
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_preview(
        self, found: Preview, chosen: Collection[UUID], patients: Sequence[PatientRow], said: UUID | None
    ) -> None:
        """Show a file that has been held against the pärm. said: the patient that she has said it is about."""
        self.found, self.chosen = found, frozenset(chosen)
        self._patients = patients
        self.whose.show_preview(found, patients, said)
        self.counts.setText(counted(found))
        self.warnings.setText("\n".join(found.warnings))
        self._warned.setVisible(bool(found.warnings))
        unread = [*refused_in_words(found.rows), *found.read.unread]
        self.unread.say("Det här är att rätta sedan, eller tas inte med:", unread)
        self.new.setEnabled(bool(all_new(found)))
        self.changed.setEnabled(bool(in_state(found, RowState.CHANGED)))
        self.table.show_new(found, rows_of(found, self.chosen))
        self._show_chosen(_HOW)
        self._show_detail()
        announce(self, f"{found.patient_words} {self.counts.text()}")

    def show_who(self, said: UUID | None) -> None:
        """Who she has said that it is, after another answer was refused."""
        if self.found is not None:
            self.whose.show_preview(self.found, self._patients, said)

    # Choosing

    def _choose_new(self) -> None:
        if self.found is not None:
            self._answer(self.chosen | all_new(self.found))

    def _choose_changed(self) -> None:
        if self.found is not None:
            self._answer(self.chosen | in_state(self.found, RowState.CHANGED))

    def _choose_none(self) -> None:
        self._answer(frozenset())

    def _turn_all(self) -> None:
        found = self.found
        if found is not None:
            possible = (one for one in found.rows if one.state.can_be_chosen)
            every = frozenset(one.id for one in possible if one.twin is None and not one.theirs)
            self._answer(frozenset() if self.chosen >= every else every)

    def _turn(self, id: object) -> None:
        found = self.found
        one = next((one for one in found.rows if one.id == id), None) if found is not None else None
        if found is None or one is None:
            return
        if not one.state.can_be_chosen:
            self._show_chosen(f"{one.title} går inte att välja. {one.why or 'Det står redan så här.'}")
            return
        if one.id in self.chosen:
            self._answer(without(found, self.chosen, one.id), turned=1)
        else:
            self._answer(self.chosen | {one.id}, turned=1)

    def _answer(self, chosen: frozenset[UUID], *, turned: int = 0) -> None:
        """Take the answer, with those that must come along; and say how many more that was."""
        if self.found is None:
            return
        before, self.chosen = self.chosen, with_needed(self.found, chosen)
        more = len(self.chosen - before) - turned if turned else len(self.chosen - chosen)
        fewer = len(before - self.chosen) - turned if turned else 0
        said = _HOW
        if more > 0:
            said = f"{entries_in_words(more)} till är vald, eftersom de hör ihop." if more == 1 else (
                f"{entries_in_words(more)} till är valda, eftersom de hör ihop."
            )  # fmt: skip
        elif fewer > 0:
            said = f"{entries_in_words(fewer)} till är bortvald{'' if fewer == 1 else 'a'}, eftersom de hör ihop."
        self.table.show_again(rows_of(self.found, self.chosen))
        self._show_chosen(said)
        self.answered.emit()

    def _show_chosen(self, said: str) -> None:
        many = len(self.chosen)
        self.take.say(f"Hämta in {entries_in_words(many)}" if many else "Inget är valt")
        self.take.setEnabled(bool(many))
        self.together.setText(said)
        if said != _HOW:
            announce(self.together, said)

    def _show_detail(self) -> None:
        here = self.table.current_id
        rows = self.found.rows if self.found is not None else ()
        self.detail.show_row(next((one for one in rows if one.id == here), None))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= scaled(_BESIDE)
        self._body.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self.detail.setMinimumHeight(0 if beside else scaled(160))

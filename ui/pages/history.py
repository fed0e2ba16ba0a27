"""*Historik*: every change of the patient's record, newest first, and the way back to what was removed or changed."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from coordinator.desk import LoggedChange
from coordinator.record import Record
from ui.drafts import Drafts
from ui.form_choice import ChoiceRow
from ui.pages.contacts_panel import Beside
from ui.pages.history_panel import HistoryPanel
from ui.pages.history_rows import HistoryRow, by_day, columns, rows_of
from ui.pages.page import Page
from ui.parts import Button, Empty, Kind, column, label, on_ground, row, scrolling
from ui.session import Session
from ui.table import TableModel
from ui.table_paint import row_height
from ui.table_view import TableView
from ui.theme import scaled

SHOWN_AT_ONCE = 50
ALL, REMOVED = "all", "removed"


class HistoryPage(Page):
    """The changes of the patient on screen, and beside them what became of the entry one is on."""

    NAME = "history"
    TITLE = "Historik"
    ICON = "history"

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self._patient_id: UUID | None = None
        self._is_old = True
        self._changes: tuple[LoggedChange, ...] = ()
        self._has_more = False
        self._wanted: UUID | None = None
        self._rows: dict[Hashable, HistoryRow] = {}
        self.model: TableModel[HistoryRow] = TableModel(columns(), _searched, _rank, self)
        self.table = TableView("Ändringar", self.model, _never)
        self.table.setMinimumHeight(5 * row_height())
        self.filter = ChoiceRow("Visa", [(ALL, "Allt"), (REMOVED, "Borttaget")])
        self.more = Button("Visa fler", Kind.QUIET, icon="chevron-down", press=self._show_more)
        self.panel = HistoryPanel(session)
        self._build()
        self.filter.finished.connect(self._narrow)
        self.table.entered.connect(self._enter)
        self.table.opened.connect(self._open)
        self.table.pressed_sign.connect(self._act)
        self.table.chosen.connect(self._follow)
        self.table.escaped.connect(self.close_panel)
        self.panel.left.connect(self.close_panel)

    def _build(self) -> None:
        self._empty = Empty(
            "history", "Inget är borttaget", "Här står det som tas bort, så länge det inte är tillbaka."
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        listed = QWidget()
        held = column(self._stack, row(self.more, 1), spacing=4)
        held.setStretchFactor(self._stack, 1)
        listed.setLayout(held)
        self._body = Beside(listed, self.panel)
        inside = QWidget()
        on_ground(inside, "paper")
        head = row(label(self.TITLE, "title"), 1, spacing=12)
        whole = column(head, self.filter, spacing=10)
        whole.addWidget(self._body, 1)
        whole.setContentsMargins(scaled(24), scaled(14), scaled(24), scaled(8))
        inside.setLayout(whole)
        self.setLayout(column(scrolling(inside), spacing=0))

    # Showing

    def show_record(self, record: Record) -> None:
        if record.patient_id != self._patient_id:
            self._patient_id = record.patient_id
            self._forget()
        if self.isVisible():
            self._read()
        else:  # it is read when somebody looks
            self._is_old = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_old:
            self._read()

    def start(self, target: object = None) -> None:
        """Go to the newest change of the entry whose id it is, with its history beside; else to the list."""
        if isinstance(target, UUID):
            self._wanted = target
            self._read()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget(self) -> None:
        self._changes, self._has_more = (), False
        self._show_rows(())
        self.close_panel()

    def _read(self, *, older: bool = False) -> None:
        """Read the newest page again, or the one after those that are shown."""
        record = self.session.record
        if record is None:
            return
        self._is_old = False
        store, known, removed = self.session.vault.store, self._changes, self.filter.chosen() == REMOVED
        before = known[-1].number if older and known else None

        def read() -> _Found:
            found = store.changes(record.patient_id, limit=SHOWN_AT_ONCE, before=before, removed=removed)
            joined = (*known, *found) if older else _renewed(known, found)
            rows = [one for one in rows_of(record, joined) if one.gone or not removed]
            has_more = len(found) == SHOWN_AT_ONCE if older or joined == tuple(found) else None
            return _Found(tuple(one.change for one in rows), rows, has_more)

        asked = (record.patient_id, removed, known)
        self.session.vault_thread.run(read, partial(self._show, asked))

    def _show(self, asked: tuple[UUID, bool, Sequence[LoggedChange]], found: "_Found") -> None:
        """Show what was read; read once more when something else is asked for by now."""
        patient_id, removed, known = asked
        if patient_id != self._patient_id:
            return
        if removed != (self.filter.chosen() == REMOVED) or known is not self._changes:
            self._read()
            return
        self._changes = found.changes
        if found.has_more is not None:
            self._has_more = found.has_more
        self._show_rows(found.rows)

    def _show_rows(self, rows: Sequence[HistoryRow]) -> None:
        going_on, before = self.more.hasFocus(), len(self._rows)
        shown, self._rows = self._rows, {one.id: one for one in rows}
        self.model.group_by(by_day((*rows, *shown.values())))
        self.model.show_rows(rows)
        self.table.fit()
        self.more.setVisible(self._has_more)
        is_empty = not rows and self.filter.chosen() == REMOVED
        self._stack.setCurrentWidget(self._empty if is_empty else self.table)
        if going_on and before < len(rows):  # on to the first of those that came
            self.table.choose(rows[before].id)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._go_to_wanted(rows)
        self._follow(self.table.current_id)

    def _go_to_wanted(self, rows: Sequence[HistoryRow]) -> None:
        wanted, self._wanted = self._wanted, None
        about = (one for one in rows if any(touched.id == wanted for touched in one.change.entries))
        found = next(about, None) if wanted is not None else None
        if found is not None:
            self.table.choose(found.id)
            self._open(found.id)
        elif isinstance(wanted, UUID):  # it has not changed for long
            self.panel.show_entry(wanted)
            self._show_panel()

    def _narrow(self) -> None:
        self.filter.show_saved(self.filter.chosen())
        self._forget()
        self._read()

    def _show_more(self) -> None:
        self._read(older=True)

    # What one does in the list

    def _enter(self, id: Hashable, _place: int) -> None:
        self._open(id)

    def _act(self, id: Hashable, _place: int) -> None:
        """Bring back what the change took away."""
        self.panel.show_row(self._rows[id])
        self.panel.bring_back()

    def _open(self, id: Hashable) -> None:
        """Show what became of the entry beside the list, and go there."""
        self.panel.show_row(self._rows[id])
        self._show_panel()

    def _show_panel(self) -> None:
        self._body.show_panel(shown=True)
        self.panel.start()

    def _follow(self, id: Hashable | None) -> None:
        """Let the panel, when it is open, show the line one is on."""
        if not self.panel.isHidden() and id in self._rows:
            self.panel.show_row(self._rows[id])

    def close_panel(self) -> None:
        """The list alone again."""
        was_open = not self.panel.isHidden()
        self._body.show_panel(shown=False)
        self.panel.clear()
        if was_open:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)


@dataclass(frozen=True)
class _Found:
    """What was read. ``has_more``: whether there are older ones; None when that is as it was."""

    changes: tuple[LoggedChange, ...]
    rows: Sequence[HistoryRow]
    has_more: bool | None


def _renewed(known: Sequence[LoggedChange], newest: Sequence[LoggedChange]) -> tuple[LoggedChange, ...]:
    """The newest page before those that are known, each once; alone when they do not reach each other."""
    numbers = {one.number for one in newest}
    if not numbers or not known or known[0].number < min(numbers):
        return tuple(newest)
    return (*newest, *(one for one in known if one.number < min(numbers)))


def _searched(_row: HistoryRow) -> str:
    return ""  # nobody filters by words here


def _rank(_row: HistoryRow) -> int:
    return 0


def _never(_row: HistoryRow) -> bool:
    return False

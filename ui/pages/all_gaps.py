"""*Alla luckor*: what is missing or late for every patient, from the stored list, and the rules that look for it."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from coordinator.errors import CoordinatorError
from coordinator.protection import place_is_secret
from ui.drafts import Drafts
from ui.form_flow import Flow
from ui.gap_keeper import GapKeeper
from ui.pages.all_gaps_rows import (
    FLAT,
    KINDS,
    PATIENT,
    RULE,
    WHAT,
    WHOSE,
    WHY,
    GapOfAll,
    by_patient,
    by_rule,
    columns,
    patient_titles,
    rows_of,
    searched,
)
from ui.pages.all_gaps_rules import AllRules
from ui.pages.gap_row import target_of
from ui.pages.gaps_rules import how_many
from ui.pages.list_filter import ListFilter
from ui.pages.view import View
from ui.parts import Button, Empty, Kind, Picture, column, label, on_ground, row, scrolling, whole
from ui.preferences import Preferences
from ui.session import Session
from ui.table import TableModel
from ui.table_paint import row_height
from ui.table_view import TableView
from ui.theme import scaled

_MANY = 5
"""Fewer patients are read in no time: a line that comes and goes would only disturb."""


@dataclass(frozen=True)
class _Read:
    """What was read of the stored list: its rows, and of how many patients they may be old."""

    rows: list[GapOfAll] = field(repr=False)
    stale: int


class _Table(TableView):
    """Without the column of patients when their names stand as headings: what is missing gets that room."""

    is_by_patient = True

    def fit(self) -> None:
        super().fit()
        if self.is_by_patient:
            free = self.columnWidth(WHOSE)
            self.setColumnHidden(WHOSE, True)
            has_why = not self.isColumnHidden(WHY)
            if has_why:
                self.setColumnWidth(WHY, self.columnWidth(WHY) + free // 2)
            self.setColumnWidth(WHAT, self.columnWidth(WHAT) + (free - free // 2 if has_why else free))


class AllGapsView(View):
    """The list with what narrows it, and beside it the list of rules."""

    NAME = "all_gaps"
    TITLE = "Alla luckor"
    ICON = "list"

    def __init__(self, session: Session, drafts: Drafts, preferences: Preferences) -> None:
        super().__init__(session, drafts, preferences)
        self._titles: list[str] = []
        self._by_patient, self._by_rule = by_patient(self._titles), by_rule()
        self._rows: Sequence[GapOfAll] = ()
        self._read_once = self._reading = self._again = False
        self._to_read, self._stale = True, 0
        self._may_renew = False
        self._stopped = False
        self.keeper = GapKeeper.of(session)
        self._how_many = label("", "note")
        self.gaps, self.rules = Button("Luckor", Kind.TOGGLE), Button("Regler", Kind.TOGGLE)
        self.model: TableModel[GapOfAll] = TableModel(columns(), searched, lambda _row: 0, self)
        self.model.group_by(self._by_patient)
        self.table = _Table("Alla luckor", self.model, lambda _row: False, self)
        self.table.setMinimumHeight(4 * row_height())
        hint = "Filtrera patient, nummer, lucka"
        self.filter = ListFilter(
            "Filtrera luckor", hint, KINDS, self.model, self.table, groupings=(PATIENT, RULE, FLAT)
        )
        self.progress = label("", "note", wrap=True)
        self.stop = Button("Avbryt", press=self._cancel)
        self.renew = Button("Läs om", icon="history", press=self._renew)
        self.all_rules = AllRules()
        self._build()
        self._connect()
        self._show_progress()

    def _build(self) -> None:
        self.none = whole(row(Picture("circle-check", "green", 18), label("Inga luckor just nu."), 1, spacing=10))
        self._no_hit = Empty(
            "search", "Ingen lucka passar", "Ändra det du filtrerar på.",
            Button("Visa alla", press=self.filter.show_all),
        )  # fmt: skip
        self._stack = QStackedWidget()
        none = QWidget()
        none.setLayout(column(self.none, 1))
        for one in (self.table, none, self._no_hit):
            self._stack.addWidget(one)
        self._none = none
        line = row(self.progress, self.stop, self.renew, spacing=10)
        line.setStretchFactor(self.progress, 1)
        self._told = whole(line)
        listed = QWidget()
        inner = column(self._told, self.filter, self._stack, spacing=10)
        inner.setStretchFactor(self._stack, 1)
        listed.setLayout(inner)
        self._tabs = QStackedWidget()
        for one in (listed, self.all_rules):
            self._tabs.addWidget(one)
        for place, button in enumerate((self.gaps, self.rules)):
            button.setAutoExclusive(True)
            button.clicked.connect(partial(self._turn_to, place))
        self.gaps.setChecked(True)
        head = Flow(label(self.TITLE, "title"), self._how_many, self.gaps, self.rules, spacing=12)
        outer = column(head, self._tabs, spacing=10)
        outer.setStretchFactor(self._tabs, 1)
        outer.setContentsMargins(scaled(24), scaled(14), scaled(24), 0)
        inside = whole(outer)
        on_ground(inside, "paper")
        self.setLayout(column(scrolling(inside), spacing=0))  # in a low window with large text the rest is scrolled to

    def _connect(self) -> None:
        self.filter.narrowed.connect(self._choose_what_to_show)
        self.filter.grouping_changed.connect(self._group)
        table = self.table
        table.entered.connect(self._open)
        table.pressed_sign.connect(self._open)
        self.keeper.progressed.connect(self._show_progress)
        self.keeper.renewed.connect(self._renewed)
        self.session.saved.connect(self._grow_old)
        self.session.undone.connect(self._grow_old)

    def start(self, target: object = None) -> None:
        """Read the list if it may be another, and go on where one was in it; or, for "rules", show the rules."""
        self._may_renew = (
            not self._stopped
        )  # once for each time one comes here: what cannot be read would go on for ever
        if self._to_read:
            self._read()
        if target == "rules":
            self.rules.click()
        elif self._tabs.currentIndex() == 1:
            self.rules.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.table.current_id is not None:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.filter.start()

    # Reading

    def _read(self) -> None:
        """Read the stored list; asked for while it is read, once more afterwards."""
        self._to_read = False
        if self._reading:
            self._again = True
            return
        self._reading = True
        store, patients, today = self.session.vault.store, self.session.patients, self.session.today

        def read() -> _Read:
            return _Read(rows_of(store.gap_list(), patients, today), len(store.stale_gaps()))

        self.session.vault_thread.run(read, self._show, self._not_read)

    def _show(self, found: _Read) -> None:
        self._reading, self._read_once, self._stale = False, True, found.stale
        self._rows = found.rows
        chosen, line = self.table.current_id, self.table.currentIndex().row()
        self._titles[:] = patient_titles(found.rows)  # in place: under the old headings there may be no row any more
        self.model.show_rows(found.rows)
        self.table.fit()
        if chosen is not None and self.model.line_of(chosen) is None:
            self._choose_near(line)
        self.filter.show_counts(found.rows)
        self._how_many.setText(_in_all(found.rows))
        self._choose_what_to_show()
        self._show_rules()
        if self._stale and self._may_renew and not self.keeper.renewing:
            self.keeper.start()
        self._may_renew = False
        self._show_progress()
        if self._again:
            self._again = False
            self._read()

    def _not_read(self, error: CoordinatorError) -> None:
        self._reading = self._again = False
        self._to_read = True
        self.session.refused.emit(error)

    def _choose_near(self, line: int) -> None:
        """The gap one was on is mended: go to what stands in its place, or last."""
        lines = range(self.model.rowCount())
        near = sorted(lines, key=lambda one: (one < line, abs(one - line)))
        row = next((found for one in near if (found := self.model.row_at(one)) is not None), None)
        if row is not None:
            self.table.choose(row.id)

    def _grow_old(self, _title: str) -> None:
        """What is listed is old; of one whose place is secret by now its words are not seen until it is read again."""
        self._to_read = True
        record = self.session.record
        if record is not None and place_is_secret(record):
            rows = [one.without_words() if one.gap.patient_id == record.patient_id else one for one in self._rows]
            if rows != self._rows:
                self._rows = rows
                self.model.show_rows(rows)

    # Renewing

    def _renewed(self) -> None:
        self._to_read = True
        if self.isVisible():
            self._read()
        self._show_progress()

    def _cancel(self) -> None:
        """Stop reading; the rest is read when she says so, or on another day."""
        self._stopped = True
        self.keeper.cancel()
        self._read()
        self.renew.setFocus(Qt.FocusReason.OtherFocusReason)

    def _renew(self) -> None:
        self._stopped = False
        self.keeper.start()
        self._show_progress()
        self.stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_progress(self, done: int = 0, of: int = 0) -> None:
        """How far the reading has come; when it was stopped, of how many patients the list may be old."""
        renewing, left = self.keeper.renewing, self._stale
        if renewing:
            words = f"Läser igenom {done} av {of} patienter" if of else "Läser igenom patienterna"
        else:
            many = "en patient" if left == 1 else f"{left} patienter"
            words = f"Listan är inte läst i dag för {many}. Där kan det ha ändrats."
        self.progress.setText(words)
        self.stop.setVisible(renewing)
        self.renew.setVisible(not renewing)
        self._told.setVisible(of >= _MANY if renewing else left > 0)

    # Narrowing

    def _group(self, by: str) -> None:
        self.table.is_by_patient = by == PATIENT
        self.model.group_by({PATIENT: self._by_patient, FLAT: None}.get(by, self._by_rule))
        self.table.fit()

    def _choose_what_to_show(self) -> None:
        self.filter.setVisible(bool(self._rows))
        hits = bool(self.model.rowCount())
        none = self._no_hit if self._rows else self._none
        self.none.setVisible(self._read_once)
        self._stack.setCurrentWidget(self.table if hits else none)

    def _turn_to(self, place: int) -> None:
        self._tabs.setCurrentIndex(place)
        self._show_rules()

    def _show_rules(self) -> None:
        if self._tabs.currentIndex() == 1:
            self.all_rules.show_found(self._rows)

    # Going there

    def _open(self, id: Hashable, _column: int = 0) -> None:
        """Go to the patient, where the gap is mended."""
        line = self.model.line_of(id)
        row = None if line is None else self.model.row_at(line)
        if row is not None:
            gap = row.gap
            self.session.patient_wanted.emit(gap.patient_id, gap.page.stored, target_of(gap))


def _in_all(rows: Sequence[GapOfAll]) -> str:
    """How many gaps there are, and of how many patients."""
    patients = len({one.gap.patient_id for one in rows})
    return f"{how_many(len(rows))} hos {patients} patienter" if patients > 1 else how_many(len(rows))

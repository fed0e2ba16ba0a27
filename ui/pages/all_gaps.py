"""*Alla luckor*: what is missing or late for every patient, from the stored list, and the rules that look for it."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from coordinator.protection import place_is_secret
from ui.drafts import Drafts
from ui.finding_keeper import FindingKeeper
from ui.form_flow import Flow
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
from ui.pages.reading import Reading
from ui.pages.renewing_line import RenewingLine
from ui.pages.view import View
from ui.parts import Button, Empty, Kind, Picture, column, label, on_ground, row, scrolling, whole
from ui.preferences import Preferences
from ui.session import Session
from ui.table import TableModel
from ui.table_paint import row_height
from ui.table_view import TableView
from ui.theme import scaled


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
        self._read_once = self._may_renew = False
        self.reading = Reading(session, self._asked, self._show, self)
        self.keeper = FindingKeeper.of(session)
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
        self.renewing = RenewingLine(self.keeper)
        self.all_rules = AllRules()
        self._build()
        self._connect()

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
        listed = QWidget()
        inner = column(self.renewing, self.filter, self._stack, spacing=10)
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
        self.renewing.stopped.connect(self.reading.start)
        self.keeper.renewed.connect(self._renewed)
        self.session.saved.connect(self._grow_old)
        self.session.undone.connect(self._grow_old)

    def start(self, target: object = None) -> None:
        """Read the list if it may be another, and go on where one was in it; or, for "rules", show the rules."""
        # Once for each time one comes here: what cannot be read would go on for ever.
        self._may_renew = not self.renewing.was_stopped
        if self.reading.is_due:
            self.reading.start()
        if target == "rules":
            self.rules.click()
        elif self._tabs.currentIndex() == 1:
            self.rules.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.table.current_id is not None:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.filter.start()

    # Reading

    def _asked(self) -> Callable[[], _Read]:
        store, patients, today = self.session.vault.store, self.session.patients, self.session.today

        def read() -> _Read:
            return _Read(rows_of(store.gap_list(), patients, today), len(store.stale_findings()))

        return read

    def _show(self, found: _Read) -> None:
        self._read_once = True
        self._rows = found.rows
        chosen, line = self.table.current_id, self.table.currentIndex().row()
        self._titles[:] = patient_titles(found.rows)  # in place: under the old headings there may be no row any more
        self.model.show_rows(found.rows)
        self.table.fit()
        if chosen is not None and self.model.line_of(chosen) is None:
            self.table.choose_near(line)
        self.filter.show_counts(found.rows)
        self._how_many.setText(_in_all(found.rows))
        self._choose_what_to_show()
        self._show_rules()
        if found.stale and self._may_renew and not self.keeper.renewing:
            self.keeper.start()
        self._may_renew = False
        self.renewing.show_stale(found.stale)

    def _grow_old(self, _title: str) -> None:
        """What is listed is old; of one whose place is secret by now its words are not seen until it is read again."""
        self.reading.grow_old()
        record = self.session.record
        if record is not None and place_is_secret(record):
            rows = [one.without_words() if one.gap.patient_id == record.patient_id else one for one in self._rows]
            if rows != self._rows:
                self._rows = rows
                self.model.show_rows(rows)

    # Renewing

    def _renewed(self) -> None:
        self.reading.grow_old()
        if self.isVisible():
            self.reading.start()

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

"""*Till journalen, alla patienter*: who has something that is not in the journal; one goes through them one by one."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget

from coordinator.entity import new_id
from coordinator.page import Page
from coordinator.today.day import EVERY_LINE, Asked
from coordinator.today.matter import MatterKind
from ui.drafts import Drafts
from ui.finding_keeper import FindingKeeper
from ui.form_flow import Flow
from ui.pages.journal_desk import JournalDesk
from ui.pages.journal_question import rows_in_words
from ui.pages.list_filter import ListFilter
from ui.pages.reading import Reading
from ui.pages.to_journal_rows import KINDS, Waiting, columns, rows_of, searched
from ui.pages.view import View
from ui.parts import Button, Empty, Kind, column, label, on_ground, scrolling, whole
from ui.preferences import Preferences
from ui.session import Session
from ui.table import TableModel
from ui.table_paint import row_height
from ui.table_view import TableView
from ui.theme import scaled
from ui.window_commands import TO_JOURNAL

_TITLE = "Till journalen"
_NOTHING = "Det som antecknas i kontaktloggen kommer hit, tills någon säger att det är infört i journalen."


@dataclass(frozen=True)
class _Read:
    """What was read: the lines, and of how many patients they may be old."""

    rows: Sequence[Waiting] = field(repr=False)
    stale: int


class ToJournalView(View):
    """The list with what narrows it. It is read from what is stored of all, never from the records."""

    NAME = TO_JOURNAL.name
    TITLE = TO_JOURNAL.title
    ICON = TO_JOURNAL.icon

    def __init__(self, session: Session, drafts: Drafts, preferences: Preferences) -> None:
        super().__init__(session, drafts, preferences)
        self._rows: Sequence[Waiting] = ()
        self._is_noted = self._is_stale = False
        self.reading = Reading(session, self._asked, self._show, self)
        self.keeper = FindingKeeper.of(session)
        self.how_many = label("", "note")
        self.stale = label("Listan förnyas i bakgrunden. Det senaste kan saknas.", "note", wrap=True)
        self.stale.hide()
        self.begin = Button("Börja med den första", Kind.PRIMARY, icon="arrow-right", press=self._open_first)
        self.model: TableModel[Waiting] = TableModel(columns(), searched, lambda _row: 0, self)
        self.table = TableView(_TITLE, self.model, lambda _row: False, self)
        self.table.setMinimumHeight(4 * row_height())
        self.filter = ListFilter("Filtrera patienter", "Filtrera namn, nummer", KINDS, self.model, self.table)
        self._nobody = Empty("circle-check", "Allt står i journalen", _NOTHING)
        self._not_yet = Empty("refresh-cw", "Listan görs i ordning", "Alla patienter gås igenom. Det tar en stund.")
        self._no_hit = Empty(
            "search", "Ingen passar", "Ändra det du filtrerar på.", Button("Visa alla", press=self.filter.show_all)
        )
        self._build()
        self._connect()

    def _build(self) -> None:
        self._stack = QStackedWidget()
        for one in (self.table, self._nobody, self._not_yet, self._no_hit):
            self._stack.addWidget(one)
        head = Flow(label(_TITLE, "title"), self.how_many, self.begin, spacing=12)
        outer = column(head, self.stale, self.filter, self._stack, spacing=10)
        outer.setStretchFactor(self._stack, 1)
        outer.setContentsMargins(scaled(24), scaled(14), scaled(24), 0)
        inside = whole(outer)
        on_ground(inside, "paper")
        self.setLayout(column(scrolling(inside), spacing=0))

    def _connect(self) -> None:
        self.filter.narrowed.connect(self._choose_what_to_show)
        self.table.entered.connect(self._open)
        for signal in (self.session.saved, self.session.undone):
            signal.connect(self.reading.grow_old)
        self.keeper.renewed.connect(self._renewed)

    def start(self, target: object = None) -> None:
        """Read the list, and go on where one was in it."""
        self._is_noted = False
        self.reading.start()
        self._put_focus()

    def _put_focus(self) -> None:
        if self.table.current_id is not None or self.table.choose_first():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.filter.start()

    # Reading

    def _asked(self) -> Callable[[], _Read]:
        store, me = self.session.vault.store, self.session.me
        noted = not self._is_noted  # once a visit, however often it is read

        def read() -> _Read:
            today = store.blank(new_id()).today
            asked = Asked(today, kinds=frozenset({MatterKind.JOURNAL}), limit=EVERY_LINE, ahead=True)
            day = store.day(asked, noted=noted)
            mine = store.day(replace(asked, mine=me), noted=False) if me.strip() else None
            return _Read(rows_of(day, {line.matter.patient_id for line in mine.lines} if mine else ()), day.stale)

        return read

    def _show(self, found: _Read) -> None:
        self._is_noted = True
        had_none = not self._rows
        self._rows = found.rows
        self.model.show_rows(found.rows)
        self.table.fit()
        self.filter.show_counts(found.rows)
        many, rows = len(found.rows), sum(one.many for one in found.rows)
        patients = "1 patient" if many == 1 else f"{many} patienter"
        self.how_many.setText(f"{rows_in_words(rows)}, {patients}" if many else "")
        self._is_stale = bool(found.stale)
        self.stale.setVisible(self._is_stale and bool(many))
        if found.stale and not self.keeper.renewing:
            self.keeper.start()
        self._choose_what_to_show()
        if had_none and self.filter.line.hasFocus() and not self.filter.line.text():
            self._put_focus()

    def _renewed(self) -> None:
        self.reading.grow_old()
        if self.isVisible():
            self.reading.start()

    def _choose_what_to_show(self) -> None:
        self.filter.setVisible(bool(self._rows))
        self.begin.setVisible(bool(self.model.rowCount()))
        nobody = self._not_yet if self._is_stale else self._nobody
        other = self._no_hit if self._rows else nobody
        self._stack.setCurrentWidget(self.table if self.model.rowCount() else other)

    # Going there

    def _open_first(self) -> None:
        first = self.model.row_at(0)
        if first is not None:
            self._open(first.id)

    def _open(self, id: Hashable, _column: int = 0) -> None:
        """Go to the patient's page; those that follow in the list, as it is shown, come after her."""
        patients = [one.patient_id for one in self.model.shown]
        found = next((one for one in patients if one == id), None)
        if found is not None:
            JournalDesk.of(self.session).begin_round(patients)
            self.session.patient_wanted.emit(found, Page.JOURNAL.stored, None)

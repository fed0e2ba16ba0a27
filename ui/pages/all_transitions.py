"""*Alla övergångar*: the team's young people by stage, who lacks a receiver, and what is due this quarter."""

from collections.abc import Callable, Hashable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget

from coordinator.documents.team_list import TITLE, team_list_document
from coordinator.page import Page
from coordinator.swedish import short_day
from coordinator.transition.team import quarter_end, team_rows
from ui.drafts import Drafts
from ui.form_flow import Flow
from ui.pages.all_transitions_rows import KINDS, Young, by_stage, columns, rows_of, searched
from ui.pages.list_filter import ListFilter
from ui.pages.printed_list import print_list
from ui.pages.reading import Reading
from ui.pages.view import View
from ui.parts import Button, Empty, column, label, on_ground, scrolling, whole
from ui.preferences import Preferences
from ui.session import Session
from ui.table import TableModel
from ui.table_paint import row_height
from ui.table_view import TableView
from ui.theme import scaled

_NOBODY = (
    "Här står unga från tolv år och alla som har ett byte på gång, så snart födelsedatum eller övergång är inskrivet."
)


class AllTransitionsView(View):
    """The list with what narrows it."""

    NAME = "all_transitions"
    TITLE = TITLE
    ICON = "route"

    def __init__(self, session: Session, drafts: Drafts, preferences: Preferences) -> None:
        super().__init__(session, drafts, preferences)
        self._rows: Sequence[Young] = ()
        self.reading = Reading(session, self._asked, self._show, self)
        self._how_many = label("", "note")
        self.print = Button("Skriv ut listan", icon="printer", press=self._print)
        self.model: TableModel[Young] = TableModel(columns(), searched, lambda _row: 0, self)
        self.model.group_by(by_stage())
        self.table = TableView(TITLE, self.model, lambda _row: False, self)
        self.table.setMinimumHeight(4 * row_height())
        hint = "Filtrera namn, nummer, enhet"
        self.filter = ListFilter("Filtrera övergångar", hint, KINDS, self.model, self.table)
        self._nobody = Empty("route", "Ingen är i en övergång just nu", _NOBODY)
        self._no_hit = Empty(
            "search", "Ingen passar", "Ändra det du filtrerar på.", Button("Visa alla", press=self.filter.show_all)
        )
        self._build()
        self._connect()

    def _build(self) -> None:
        self._stack = QStackedWidget()
        for one in (self.table, self._nobody, self._no_hit):
            self._stack.addWidget(one)
        outer = column(
            Flow(label(TITLE, "title"), self._how_many, self.print, spacing=12), self.filter, self._stack, spacing=10
        )
        outer.setStretchFactor(self._stack, 1)
        outer.setContentsMargins(scaled(24), scaled(14), scaled(24), 0)
        inside = whole(outer)
        on_ground(inside, "paper")
        self.setLayout(column(scrolling(inside), spacing=0))  # in a low window with large text the rest is scrolled to

    def _connect(self) -> None:
        self.filter.narrowed.connect(self._choose_what_to_show)
        self.table.entered.connect(self._open)
        self.session.saved.connect(self.reading.grow_old)
        self.session.undone.connect(self.reading.grow_old)

    def start(self, target: object = None) -> None:
        """Read the list if it may be another, and go on where one was in it."""
        if self.reading.is_due or self._day_is_another():
            self.reading.start()
        if self.table.current_id is not None:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.filter.start()

    # Reading

    def _day_is_another(self) -> bool:
        return bool(self._rows) and self._rows[0].today != self.session.today

    def _asked(self) -> Callable[[], list[Young]]:
        store, today = self.session.vault.store, self.session.today

        def read() -> list[Young]:
            return rows_of(team_rows(store.transition_list(quarter_end(today)), today), today)

        return read

    def _show(self, rows: list[Young]) -> None:
        self._rows = rows
        self.model.show_rows(rows)
        self.table.fit()
        self.filter.show_counts(rows)
        due = sum(len(one.row.due_until(quarter_end(one.today))) for one in rows)
        last = short_day(quarter_end(self.session.today), self.session.today)
        self._how_many.setText(f"{due} att göra till och med {last}" if due else "")
        self._choose_what_to_show()

    def _choose_what_to_show(self) -> None:
        self.filter.setVisible(bool(self._rows))
        self.print.setVisible(bool(self._rows))
        other = self._no_hit if self._rows else self._nobody
        self._stack.setCurrentWidget(self.table if self.model.rowCount() else other)

    # Going there

    def _open(self, id: Hashable, _column: int = 0) -> None:
        """Go to the young person's transitions."""
        line = self.model.line_of(id)
        young = None if line is None else self.model.row_at(line)
        if young is not None:
            self.session.patient_wanted.emit(young.row.patient_id, Page.TRANSITION.stored, None)

    # Paper

    def _print(self) -> None:
        """Print the lines that are shown, in the order they are shown; the access log notes it."""
        if self.session.now is None:  # nothing has been read yet
            return
        rows = [one.row for one in self.model.shown]
        document = team_list_document(rows, self.session.now, practice=self.session.vault.practice)
        print_list(self.session, self, document)

"""Luckor: everything that is missing or late for the patient, most serious first, each with the word that mends it."""

from collections.abc import Sequence
from itertools import pairwise
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from coordinator.gaps import Gap, gaps, silenced
from coordinator.page import Page as PageName
from coordinator.person import PatientStatus
from coordinator.record import Record
from ui.drafts import Drafts
from ui.pages.gaps_row import GapLine, is_begun
from ui.pages.gaps_rules import RulesOfPatient, how_many
from ui.pages.gaps_silenced import SILENCED, Silenced, how_many_quiet
from ui.pages.scrolled_page import ScrolledPage
from ui.pages.tab_order import in_reading_order
from ui.parts import Button, Kind, Picture, column, label, row, whole
from ui.session import Session
from ui.theme import scaled

_AT_FIRST = _MORE = 30
_NOT_LOOKED_FOR = {
    PatientStatus.ENDED: "Patienten är avslutad. Då letar vi inte efter luckor.",
    PatientStatus.DECEASED: "Patienten har avlidit. Då letar vi inte efter luckor.",
    PatientStatus.MOVED: "Patienten har flyttat. Då letar vi inte efter luckor.",
}


class GapsPage(ScrolledPage):
    """The gaps of the patient on screen."""

    NAME = PageName.GAPS.stored
    TITLE = PageName.GAPS.label
    ICON = "circle-dashed"

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self._of: UUID | None = None
        self._found: Sequence[Gap] = ()
        self._rows: dict[Gap, GapLine] = {}
        self._most = _AT_FIRST
        self._at = 0
        self._how_many = label("", "note")
        everybody = Button("Alla patienters luckor", Kind.QUIET, icon="users")
        everybody.clicked.connect(lambda: session.wanted.emit("all_gaps", None))
        self._sign, self.none = Picture("circle-check", "green", 18), label("", wrap=True)
        nothing = row(self._sign, self.none, spacing=10)
        nothing.setStretchFactor(self.none, 1)
        self._nothing = whole(nothing)
        self._list = column(spacing=0)
        self._listed = whole(self._list)
        self.more = Button("", Kind.QUIET, icon="chevron-down", press=self._show_more)
        self.silenced, self.rules = Silenced(session), RulesOfPatient()
        inside = column(self._nothing, self._listed, row(self.more, 1), spacing=4)
        inside.addSpacing(scaled(10))
        for fold in (self.silenced, self.rules):
            inside.addWidget(fold)
            fold.shown.connect(self._order_tabs)
        self._lay_out(inside, self._how_many, everybody)

    @staticmethod
    def note(record: Record) -> str:
        """How many there are."""
        return str(len(gaps(record)) or "")

    @property
    def rows(self) -> list[GapLine]:
        """The rows that are shown, from the top."""
        return list(self._rows.values())

    # Showing

    def show_record(self, record: Record) -> None:
        self.drafts.keep_now()
        if self._of != record.patient_id:
            self._begin_patient(record)
        in_silenced = self._is_in(self.silenced)
        self._found = gaps(record)
        quiet = len(silenced(record))
        said = [how_many(len(self._found))] * bool(self._found) + [how_many_quiet(quiet)] * bool(quiet)
        self._how_many.setText(", ".join(said))
        self._show_nothing(record)
        self._show_rows()
        self.silenced.show_record(record)
        self.rules.show_record(record)
        self._order_tabs()
        if in_silenced and not self._is_in(self.silenced):
            self.start()

    def _begin_patient(self, record: Record) -> None:
        """Nothing of the patient before comes along."""
        self._of, self._most, self._at = record.patient_id, _AT_FIRST, 0
        self._let_go(list(self._rows))
        for fold in (self.silenced, self.rules):
            fold.set_open(is_open=False)
        self._to_top()

    def _show_nothing(self, record: Record) -> None:
        why = _NOT_LOOKED_FOR.get(record.patient.status, "")
        self._nothing.setVisible(not self._found)
        self._sign.setVisible(not why)
        self.none.setText(why or "Inga luckor just nu.")

    def _show_rows(self) -> None:
        """Rows that say the same stand as they are, with the focus and what is written in them."""
        before = self.rows
        held = next((place for place, one in enumerate(before) if one.has_focus), None)
        below = [gap for gap in self._found[self._most :] if is_begun(gap, self.session)]
        wanted = [*self._found[: self._most], *below]  # what is half-written is seen, also far down
        stays = {gap for gap in wanted if gap in self._rows and self._rows[gap].holds}
        moved = held is not None and before[held].gap not in stays
        spot = self.drafts.step_out() if moved else None
        self._let_go([gap for gap in self._rows if gap not in stays])
        if held is None:
            self._listed.hide()  # else everything is laid out anew for each of them
        while self._list.count():
            self._list.takeAt(0)
        kept, self._rows = self._rows, {}
        for gap in wanted:
            self._rows[gap] = made = kept[gap] if gap in kept else self._made(gap)
            self._list.addWidget(made)
            made.show()  # at once: the focus may belong in it
        self._listed.show()
        left = len(self._found) - len(wanted)
        self.more.setVisible(left > 0)
        self.more.say(f"Visa {min(left, _MORE)} till")
        # Where a row went for good, the line she wrote in is still there for a moment, but not on screen.
        if moved and held is not None and not (self.drafts.step_back(spot) and self._is_in(self)):
            self._at = held
            self.start()

    def _made(self, gap: Gap) -> GapLine:
        made = GapLine(gap, self.session, self.drafts)
        made.stepped.connect(self._step)
        made.reached.connect(self._reach)
        made.grown.connect(self._grow)
        return made

    def _let_go(self, gone: Sequence[Gap]) -> None:
        for gap in gone:
            row = self._rows.pop(gap)
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()

    def _show_more(self) -> None:
        """Show more rows, and go to the first of them."""
        self._at = len(self._rows)
        self._most += _MORE
        self._show_rows()
        self._order_tabs()
        self.start()

    def _order_tabs(self) -> None:
        """Let the tab key go as the eye does: what was made later may stand higher up."""
        inside = self.area.widget()
        parts = in_reading_order(inside) if inside is not None else ()
        stops = [one for one in parts if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
        for one, after in pairwise(stops):
            QWidget.setTabOrder(one, after)

    # Going there

    def start(self, target: object = None) -> None:
        """Go to the gap or the silence of an entry's id, to the quiet ones, or to the row one was on."""
        if target == SILENCED and self.silenced.go_to():
            return
        if isinstance(target, UUID) and (self._go_to_gap(target) or self.silenced.go_to(target)):
            return
        rows = self.rows
        if rows:
            self._go(rows[min(self._at, len(rows) - 1)])
        elif not self.silenced.isHidden():
            self.silenced.go_to_head()
        else:
            self.rules.go_to_head()

    def _go_to_gap(self, target: UUID) -> bool:
        """Go to the gap of an entry, else of a contact; whether there is one."""
        of_entry = [place for place, gap in enumerate(self._found) if gap.entry_id == target]
        of_contact = [place for place, gap in enumerate(self._found) if gap.contact_id == target]
        place = next(iter(of_entry + of_contact), None)
        if place is None:
            return False
        if self._found[place] not in self._rows:
            self._most = place + 1
            self._show_rows()
            self._order_tabs()
        self._go(self._rows[self._found[place]])
        return True

    def _go(self, row: GapLine) -> None:
        row.button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._bring_into_view(row)

    def _step(self, row: GapLine, steps: int) -> None:
        rows = self.rows
        other = rows[max(0, min(len(rows) - 1, rows.index(row) + steps))]
        (other.quiet if row.quiet.hasFocus() else other.button).setFocus(Qt.FocusReason.OtherFocusReason)
        self._bring_into_view(other)

    def _reach(self, row: GapLine) -> None:
        if row.gap in self._rows:  # else it is on its way out
            self._at = self.rows.index(row)

    def _grow(self, row: GapLine) -> None:
        self._order_tabs()
        self._bring_into_view(row)

    @staticmethod
    def _is_in(part: QWidget) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and focus.isVisible() and part.isAncestorOf(focus)

"""*Nyckeltal*: how the clinic does by the national strategy, over time, with what each figure counts beside it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget

from coordinator.days_left import with_year
from coordinator.document import Document
from coordinator.documents.indicator_page import TITLE, indicator_document, not_counted
from coordinator.entity import new_id
from coordinator.indicators.csv import csv_bytes
from coordinator.indicators.definitions import indicator_texts
from coordinator.indicators.figures import Clinic, figures
from coordinator.indicators.trends import trends
from ui.drafts import Drafts
from ui.finding_keeper import FindingKeeper
from ui.form_flow import Flow
from ui.pages.indicators_card import IndicatorCards
from ui.pages.indicators_out import IndicatorsOut
from ui.pages.reading import Reading
from ui.pages.renewing_line import RenewingLine
from ui.pages.view import View
from ui.parts import Button, Empty, Kind, column, label, on_ground, scrolling, whole
from ui.preferences import Preferences
from ui.session import Session
from ui.theme import scaled
from ui.window_commands import NEW_PATIENT

_NOBODY = (
    "Här kommer nyckeltalen att stå, räknade på alla patienter utan att någon kan kännas igen. Lägg till den första."
)


@dataclass(frozen=True)
class _Read:
    """What was read: the figures, when, for which unit, and of how many patients they may be old."""

    clinic: Clinic
    now: datetime
    unit: str
    stale: int


class IndicatorsView(View):
    """The figures of the whole clinic; nobody is named, and none is read to show them."""

    NAME = "indicators"
    TITLE = TITLE
    ICON = "chart-column"

    def __init__(self, session: Session, drafts: Drafts, preferences: Preferences) -> None:
        super().__init__(session, drafts, preferences)
        self._found: _Read | None = None
        self._may_renew = self._begun = self._is_noted = False
        self.reading = Reading(session, self._asked, self._show, self)
        self.keeper = FindingKeeper.of(session)
        self._date = label("", "note")
        self.csv = Button("Spara som CSV", icon="save", press=self._save_csv)
        self.pdf = Button("Spara som PDF", icon="save", press=self._save_pdf)
        self.print = Button("Skriv ut", icon="printer", press=self._print)
        self.renewing = RenewingLine(self.keeper, old="Talen är inte räknade i dag")
        self.out = IndicatorsOut(session)
        self.cards = IndicatorCards()
        self._anew = Button("Ny patient", Kind.PRIMARY, icon="user-plus", shortcut=NEW_PATIENT.keys)
        self._anew.clicked.connect(lambda: self.session.wanted.emit(NEW_PATIENT.name, None))
        self.nobody = Empty("chart-column", "Inga patienter än", _NOBODY, self._anew)
        self._build()
        self._connect()

    def _build(self) -> None:
        head = Flow(label(TITLE, "title"), self._date, self.csv, self.pdf, self.print, spacing=12)
        about = label(str(indicator_texts()["about"]), "note", wrap=True)
        inside = column(self.cards, about, 1, spacing=12)
        inside.setContentsMargins(0, 0, scaled(12), scaled(20))
        shown = whole(inside)
        on_ground(shown, "paper")
        self._waits = whole(column(label("Räknar", "note"), 1))
        self._figures = scrolling(shown)
        self._empty = scrolling(self.nobody)
        self._stack = QStackedWidget()
        for one in (self._waits, self._figures, self._empty):
            self._stack.addWidget(one)
        outer = column(whole(head), self.renewing, self.out, self._stack, spacing=10)
        outer.setStretchFactor(self._stack, 1)
        outer.setContentsMargins(scaled(24), scaled(14), scaled(12), 0)
        self.setLayout(outer)
        self._choose_what_to_show()

    def _connect(self) -> None:
        self.keeper.renewed.connect(self._renewed)
        self.keeper.progressed.connect(self._allow)
        self.renewing.stopped.connect(self.reading.start)
        self.renewing.left.connect(self._begin_again)
        self.session.saved.connect(self.reading.grow_old)
        self.session.undone.connect(self.reading.grow_old)
        self.session.patients_changed.connect(self._choose_what_to_show)

    def start(self, target: object = None) -> None:
        """Count if anything may be another, and go on where one was."""
        self._may_renew, self._is_noted = not self.renewing.was_stopped, False
        if self.reading.is_due or (self._found is not None and self._found.clinic.today != self.session.today):
            self.reading.start()
        self._begin_again()

    def _begin_again(self) -> None:
        self._begun = False
        self._begin()

    def _begin(self) -> None:
        """Put the focus on the first chart, once it is there."""
        if self._begun or not self.isVisible():
            return
        if not self.session.patients:
            self._anew.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.cards.cards:
            self._begun = True
            self.cards.cards[0].chart.setFocus(Qt.FocusReason.OtherFocusReason)

    # Reading

    def _asked(self) -> Callable[[], _Read]:
        store = self.session.vault.store
        noted, self._is_noted = not self._is_noted, True  # once a visit, however often they are counted in it

        def read() -> _Read:
            here = store.blank(new_id())  # the clock is the store's, and midnight may have passed
            return _Read(
                figures(store.facts(noted=noted), here.today), here.now, here.actor.unit, len(store.stale_findings())
            )

        return read

    def _show(self, found: _Read) -> None:
        self._found = found
        self._date.setText(with_year(found.clinic.today))
        self.cards.show_trends(trends(found.clinic))
        if found.stale and self._may_renew and not self.keeper.renewing:
            self.keeper.start()
        self._may_renew = False
        self.renewing.show_stale(found.stale)
        self._choose_what_to_show()
        self._begin()

    def _renewed(self) -> None:
        self.reading.grow_old()
        if self.isVisible():
            self.reading.start()

    def _choose_what_to_show(self) -> None:
        """Without patients there is nothing to count, and nothing to save."""
        some = bool(self.session.patients)
        for button in (self.csv, self.pdf, self.print):
            button.setVisible(some)
        read = self._figures if self._found is not None else self._waits
        self._stack.setCurrentWidget(read if some else self._empty)
        self._allow()

    def _allow(self, _done: int = 0, _of: int = 0) -> None:
        """While patients are being read the figures are on their way: what leaves the house is to be whole."""
        for button in (self.csv, self.pdf, self.print):
            button.setEnabled(self._found is not None and not self.keeper.renewing)

    # Saving

    def _save_csv(self) -> None:
        if self._found is not None:
            clinic, also = self._found.clinic, not_counted(self._found.stale)
            content = csv_bytes(clinic) + (f"{also}\r\n".encode() if also else b"")
            self.out.save_csv(content, clinic.today.isoformat(), self.csv)

    def _save_pdf(self) -> None:
        if self._found is not None:
            self.out.save_pdf(self._document(self._found), self.pdf)

    def _print(self) -> None:
        if self._found is not None:
            self.out.print(self._document(self._found), self.print)

    def _document(self, found: _Read) -> Document:
        practice = self.session.vault.practice
        return indicator_document(found.clinic, found.now, found.unit, practice=practice, stale=found.stale)

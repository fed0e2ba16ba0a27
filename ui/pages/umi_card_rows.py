"""What stands on the akutkort: a tick for every row and text that may, and which of them lack English."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from coordinator.alert import EmergencyInformation
from coordinator.errors import CoordinatorError
from coordinator.record import Record
from coordinator.umi.belonging import current_rows
from coordinator.umi.card_facts import may_stand_on_card
from coordinator.umi.card_figure import CardFacts, CardItem
from coordinator.umi.registering import set_on_card
from coordinator.umi.row import AlertInformation
from ui.chips import GAP, Chip
from ui.form_flow import tab_after
from ui.parts import clear, column, label, row
from ui.session import Session
from ui.theme import scaled
from ui.tick_box import TickBox

_NOTHING = "Det finns inget att sätta på kortet än. Kortet säger då bara om någon har frågat."
_NO_ENGLISH = "Engelsk text saknas"
Entry = AlertInformation | EmergencyInformation


class OnCard(QWidget):
    """The ticks, in the order of the card. What is ticked is saved at once."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.ticks: dict[UUID, CardTick] = {}
        self._rows = column(spacing=4)
        self._nothing = label(_NOTHING, "note", wrap=True)
        self._kept_back = label("", "note", wrap=True)
        head = label("Det här står på kortet", "strong")
        self.setLayout(column(head, self._nothing, self._rows, self._kept_back, spacing=6))

    def show_record(self, record: Record, facts: CardFacts) -> None:
        """Show what may stand on the card, and what does."""
        entries = may_stand_on_card(record)
        items = {one.id: one for one in facts.items}
        if [one.id for one in entries] != list(self.ticks):
            self._make(entries)
        for one in entries:
            self.ticks[one.id].show_entry(one, items.get(one.id))
        self._nothing.setVisible(not entries)
        many = sum(not one.for_patient for one in current_rows(record))
        rows = "En rad" if many == 1 else f"{many} rader"
        self._kept_back.setText(f"{rows} får inte visas för patienten och kan inte stå på kortet." if many else "")
        self._kept_back.setVisible(bool(many))

    def open(self, entry_id: UUID) -> bool:
        """Put the keyboard on the tick of that entry; whether it has one."""
        if entry_id in self.ticks:
            self.ticks[entry_id].box.setFocus(Qt.FocusReason.OtherFocusReason)
        return entry_id in self.ticks

    def _make(self, entries: list[Entry]) -> None:
        focus = QApplication.focusWidget()
        here = next((id for id, one in self.ticks.items() if one.box is focus), None)
        clear(self._rows)
        self.ticks = {}
        for one in entries:
            made = self.ticks[one.id] = CardTick()
            made.turned.connect(partial(self._turn, one.id))
            self._rows.addWidget(made)
        tab_after(self, self)
        if here is not None:
            self.open(here)

    def _turn(self, entry_id: UUID, ticked: bool) -> None:
        self._session.do(set_on_card, entry_id, on_card=ticked).but(partial(self._refuse, entry_id))

    def _refuse(self, entry_id: UUID, error: CoordinatorError) -> None:
        self._session.refused.emit(error)
        if entry_id in self.ticks:
            self.ticks[entry_id].take_back()


class CardTick(QWidget):
    """One row: its tick, its words as they would stand on the card, and whether English is missing."""

    turned = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._saved = False
        self.box = TickBox("")
        self.box.clicked.connect(self.turned)
        self.heading, self.text = label("", wrap=True), label("", "note", wrap=True)
        self.no_english = Chip(_NO_ENGLISH, GAP, "circle-dashed")
        words = column(self.heading, self.text, row(self.no_english, 1), spacing=2)
        line = row(spacing=4)
        line.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        line.setContentsMargins(0, scaled(2), 0, scaled(2))
        self.setLayout(line)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_entry(self, entry: Entry, item: CardItem | None) -> None:
        """Show it as it stands on the card; item: None when it does not."""
        self._saved = item is not None
        self.box.setChecked(self._saved)
        heading = item.heading if item is not None else entry.heading
        text = item.text if item is not None else ""
        lacks = item is not None and item.lacks_english
        self.heading.setText(heading)
        self.text.setText(text)
        self.text.setVisible(bool(text.strip()))
        self.no_english.setVisible(lacks)
        self.box.setAccessibleName(f"På akutkortet: {heading}")
        self.box.setAccessibleDescription(", ".join(filter(None, (text, _NO_ENGLISH if lacks else ""))))

    def take_back(self) -> None:
        """It was not saved."""
        self.box.setChecked(self._saved)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The words are as good to press as the box."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.box.setFocus(Qt.FocusReason.MouseFocusReason)
            self.box.click()

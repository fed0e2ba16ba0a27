"""The cards that somebody has: those that are no longer true first, then the others, then those that came back."""

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from coordinator.days_left import with_year
from coordinator.record import Record
from coordinator.umi.card import EmergencyCard
from coordinator.umi.issuing import CardStanding, standings
from ui.drafts import Drafts
from ui.form_flow import tab_after
from ui.pages.gaps_fold import Fold
from ui.pages.umi_card_out import OutCard
from ui.parts import column, label
from ui.session import Session
from ui.theme import scaled

NONE_OUT = "Inget kort eller akutblad är ute."


class CardsOut(QWidget):
    """The cards that are out, and in a fold those that are not any more."""

    reached = Signal(object)
    """A widget that is to be seen."""
    print_wanted = Signal(str)
    """The name of the paper that is to be printed anew."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__()
        self._session, self._drafts = session, drafts
        self._of: UUID | None = None
        self._record: Record | None = None
        self.cards: dict[UUID, OutCard] = {}
        self._head, self._none = label("Kort som är ute", "strong"), label(NONE_OUT, "note", wrap=True)
        self._cards = column(spacing=8)
        self.back = Fold()
        self.back.opened.connect(self._show_back)
        self.setLayout(column(self._head, self._none, self._cards, self.back, spacing=6))

    def show_record(self, record: Record) -> None:
        """Show who has which card."""
        if record.patient_id != self._of:
            self._of = record.patient_id
            self._drafts.keep_now()
            self._put_away(list(self.cards))
            self.back.set_open(is_open=False)
        self._record = record
        found = standings(record)
        self._none.setVisible(not found)
        self._keep_or_make(found)
        for one in found:
            self.cards[one.card.id].show_standing(one)
        self._count_back(record)

    @property
    def outdated(self) -> int:
        """How many are out that are no longer true."""
        return sum(one.is_outdated for one in self.cards.values())

    def open(self, entry_id: UUID) -> bool:
        """Go to a card; whether it is one of hers."""
        if entry_id in self.cards:
            self.cards[entry_id].start()
            self.reached.emit(self.cards[entry_id])
            return True
        if self._record is None or all(one.id != entry_id for one in _called_in(self._record)):
            return False
        if not self.back.is_open:
            self.back.set_open(is_open=True)
            self._show_back()
        self.back.go_to_head()
        self.reached.emit(self.back)
        return True

    def _keep_or_make(self, found: list[CardStanding]) -> None:
        """A card that is shown already stays what it is: somebody may be writing in it."""
        ids = [one.card.id for one in found]
        places = list(self.cards)
        had_focus = next((at for at, one in enumerate(places) if _has_focus(self.cards[one])), None)
        self._put_away([id for id in self.cards if id not in ids])
        kept = self.cards
        self.cards = {}
        for place, id in enumerate(ids):
            card = self.cards[id] = kept.get(id) or self._made()
            if self._cards.indexOf(card) != place:
                self._cards.removeWidget(card)
                self._cards.insertWidget(place, card)
        if ids != places:
            self._order_tabs()
            if had_focus is not None and places[had_focus] not in self.cards:
                self._go_on_at(had_focus)

    def _order_tabs(self) -> None:
        """As one reads: card by card, and then those that came back."""
        previous: QWidget = self
        for card in self.cards.values():
            tab_after(previous, card)
            previous = card.last
        tab_after(previous, self.back)

    def _made(self) -> OutCard:
        made = OutCard(self._session, self._drafts)
        made.print_wanted.connect(self.print_wanted)
        made.reached.connect(self.reached)
        return made

    def _go_on_at(self, place: int) -> None:
        """The card that had the keyboard came back: to the one that stands there now, else to those that came back."""
        cards = list(self.cards.values())
        if cards:
            cards[min(place, len(cards) - 1)].start()
        else:
            self.back.show()
            self.back.go_to_head()

    def _put_away(self, ids: list[UUID]) -> None:
        for id in ids:
            gone = self.cards.pop(id)
            self._cards.removeWidget(gone)
            gone.hide()
            gone.deleteLater()

    def _count_back(self, record: Record) -> None:
        found = _called_in(record)
        self.back.setVisible(bool(found))
        many = len(found)
        self.back.say("Tillbaka eller kastade", str(many))
        if self.back.is_open:
            self._show_back()

    def _show_back(self) -> None:
        if self._record is not None:
            self.back.show_rows(_back_line(one) for one in _called_in(self._record))


def _has_focus(card: QWidget) -> bool:
    focus = card.window().focusWidget()
    return focus is not None and card.isAncestorOf(focus)


def _called_in(record: Record) -> list[EmergencyCard]:
    """Those that are not out any more, the latest first."""
    found = [one for one in record.all(EmergencyCard) if one.called_in_on is not None]
    return sorted(found, key=lambda one: one.called_in_on or one.issued_on, reverse=True)


def _back_line(card: EmergencyCard) -> QWidget:
    day = with_year(card.called_in_on) if card.called_in_on else ""
    note = f" {card.called_in_note.strip().rstrip('.')}." if card.called_in_note.strip() else ""
    made = label(f"{card.heading}, utskrivet {with_year(card.issued_on)}. Tillbaka {day}.{note}", "note", wrap=True)
    made.setContentsMargins(scaled(10), scaled(2), 0, scaled(2))
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made

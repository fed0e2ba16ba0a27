"""The akutkort as it would be printed, what stands on it, and the cards that are out."""

from collections.abc import Iterable
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from coordinator.card_layout.room import CardRoom
from coordinator.change import Change
from coordinator.days_left import with_year
from coordinator.page import Page as PageName
from coordinator.record import Record
from coordinator.umi.card_facts import CARD, NOTICE, SHEET, card_facts, may_stand_on_card
from coordinator.umi.card_figure import CardFacts
from coordinator.umi.registering import set_on_card
from coordinator.umi.row import AlertInformation
from ui.card_view import CardView
from ui.chips import OWN, Chip
from ui.drafts import Drafts
from ui.form_flow import Flow
from ui.pages.umi_card_room import TITLE, TooMuch
from ui.pages.umi_card_rows import OnCard
from ui.pages.umi_cards_out import CardsOut
from ui.parts import Button, column, dress, label, row, whole
from ui.session import Session

WHO_READS = (
    "Den som läser av rutan med en telefon ser texten, utan lösenord. Där står namn och födelsedag, inte "
    "identitetsnumret."
)


class CardPart(QWidget):
    """The akutkort as it would be printed, what stands on it, and the cards that are out."""

    reached = Signal(object)
    """A widget that is to be seen."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__()
        self.session, self.drafts = session, drafts
        self._of: UUID | None = None
        self.old = Chip("")
        self.view = CardView(session.side_thread)
        self.until, self.too_much = label("", "note", wrap=True), TooMuch()
        self.print = Button("Skriv ut kort", icon="printer", press=partial(self.to_paper, CARD))
        self.sheet = Button("Akutblad", icon="file-text", press=partial(self.to_paper, SHEET))
        self.notice = Button("Text för dörr eller kylskåp", icon="house", press=partial(self.to_paper, NOTICE))
        self.rows, self.out = OnCard(session), CardsOut(session, drafts)
        head = row(label("Akutkort", "section"), 1, self.old)
        papers = whole(Flow(self.print, self.sheet, self.notice, spacing=8))
        who_reads = label(WHO_READS, "note", wrap=True)
        self.setLayout(
            column(head, self.view, self.until, who_reads, self.too_much, papers, self.out, self.rows, spacing=10)
        )  # fmt: skip
        self._connect()

    def _connect(self) -> None:
        self.view.placed.connect(self._show_room)
        self.too_much.leave_out.connect(self._leave_out)
        self.too_much.shorten.connect(partial(self.session.wanted.emit, PageName.UMI.stored))
        self.out.print_wanted.connect(self.to_paper)
        self.out.reached.connect(self.reached)

    def show_record(self, record: Record) -> None:
        """Show a record: another patient's, or the same one after a change."""
        if record.patient_id != self._of:
            self._of = record.patient_id
            self.view.begin()
            self.too_much.hide()
            self._allow(may=True)
        facts = card_facts(record)
        self.view.show_facts(facts)
        self.until.setText(holds_until(record, facts))
        dress(self.until, "late" if facts.valid_until == record.today else "note")
        self.rows.show_record(record, facts)
        self.out.show_record(record)
        many = self.out.outdated
        self.old.setVisible(bool(many))
        self.old.show_text("1 inaktuellt ute" if many == 1 else f"{many} inaktuella ute", OWN, "id-card")

    def open(self, entry_id: UUID) -> bool:
        """Go to the card of that id; whether it is one that went out."""
        return self.out.open(entry_id)

    def start(self) -> bool:
        """Put the keyboard on the card."""
        self.view.face.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def to_paper(self, name: str) -> None:
        """To the page where it is printed, with that paper chosen."""
        self.session.wanted.emit(PageName.PAPERS.stored, (name, None))

    def _show_room(self, room: CardRoom) -> None:
        focus = QApplication.focusWidget()
        was_here = focus is not None and self.too_much.isAncestorOf(focus)
        self._allow(may=room.fits)
        if was_here and room.fits:  # what she pressed goes away: on with what it stood in the way of
            self.print.setFocus(Qt.FocusReason.OtherFocusReason)
        self.too_much.show_room(room)

    def _allow(self, *, may: bool) -> None:
        self.print.setEnabled(may)
        self.print.setToolTip("" if may else TITLE)
        self.print.describe("" if may else TITLE)

    def _leave_out(self, ids: Iterable[UUID]) -> None:
        self.session.do(_left_out, tuple(ids))


def _left_out(record: Record, /, ids: Iterable[UUID]) -> Change:
    """Rows that are to stand on the card no more, as one change."""
    changes = [set_on_card(record, one, on_card=False) for one in ids]
    return Change("Står inte på akutkortet", tuple(step for one in changes for step in one.steps))


def holds_until(record: Record, facts: CardFacts) -> str:
    """Until when a card that is printed today holds, and why no longer."""
    day = facts.valid_until
    overdue = day == record.today
    if overdue:
        said = "Ett kort som skrivs ut i dag gäller bara i dag."
    else:
        said = f"Ett kort som skrivs ut i dag gäller till {with_year(day)}."
    for one in may_stand_on_card(record):
        if not one.on_card:
            continue
        if one.valid_until == day:
            return f"{said} Då slutar ”{one.heading}” gälla."
        check = one.check_due if isinstance(one, AlertInformation) else None
        if check == day and not overdue:
            return f"{said} Då ska ”{one.heading}” kontrolleras."
        if check is not None and overdue and check <= day:
            return f"{said} ”{one.heading}” ska ha kontrollerats {with_year(check)}."
    return said

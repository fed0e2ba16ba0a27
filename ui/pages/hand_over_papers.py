"""The papers when patients have been handed over: the list for the one who takes over, and a letter about each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from hashlib import sha256
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coordinator.contact import Contact
from coordinator.desk import Store
from coordinator.document import Document
from coordinator.documents.catalogue import COORDINATOR_LETTER
from coordinator.documents.coordinator_list import coordinator_list_document
from coordinator.errors import CoordinatorError, OutputError
from coordinator.hand_over_row import HandOverRow
from coordinator.record import Record
from coordinator.sharing import Ground, Order, Way, prepared, refusal, share
from coordinator.swedish import folded
from ui.form_flow import Flow
from ui.pages.hand_over_form import Wish
from ui.pages.printed_list import print_list
from ui.parts import Button, column, label, whole
from ui.session import Session
from ui.tick_box import TickBox

_MOST_NAMES = 12
_TO_TELL = (
    "Patienterna behöver få veta vem som är deras nya fasta vårdkontakt. Det står som en lucka tills det är noterat."
)
_ASK = (
    "Då behövs inget samtycke för breven. Hos en annan vårdgivare behövs ett samtycke som nämner mottagaren, eller en "
    "annan grund som anges på sidan Dokument. Listan är intern och lämnas inte till en annan vårdgivare."
)


@dataclass(frozen=True)
class Letter:
    """A letter on its way out: whose patient it is about, what was ordered and what stands on it."""

    patient_id: UUID
    order: Order
    document: Document = field(repr=False)


@dataclass(frozen=True)
class Letters:
    """The letters that may go. refused: about how many patients one may not, without a ground or a consent."""

    letters: Sequence[Letter]
    refused: int = 0

    @property
    def in_words(self) -> str:
        """What to do about those that may not go; empty when all may."""
        if not self.refused:
            return ""
        many = "1 brev skrevs inte ut" if self.refused == 1 else f"{self.refused} brev skrevs inte ut"
        return f"{many}: samtycke saknas. Kryssa för ovan om det är samma vårdgivare, eller gå till sidan Dokument."


class HandOverPapers(QWidget):
    """What can be printed of what was just handed over."""

    more = Signal()
    """She wants to hand over others."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._rows: Sequence[HandOverRow] = ()
        self._wish: Wish | None = None
        self._former = ""
        self.words = label("", "strong", wrap=True)
        self.who, self.to_tell = label("", wrap=True), label("", wrap=True)
        self.within_care = TickBox("Den som tar över deltar i vården hos samma vårdgivare som du")
        self.told = label("", "note", wrap=True)
        self.list = Button("Skriv ut listan", icon="printer", press=self.print_list)
        self.letters = Button("Skriv ut breven", icon="printer", press=self.print_letters)
        self.again = Button("Lämna över fler", icon="arrow-right-left", press=self.more.emit)
        buttons = whole(Flow(self.list, self.letters, self.again))
        ask = label(_ASK, "note", wrap=True)
        self.within_care.setAccessibleDescription(_ASK)
        self.setLayout(column(self.words, self.who, self.to_tell, self.within_care, ask, buttons, self.told, spacing=8))

    def show_done(self, rows: Sequence[HandOverRow], wish: Wish, former: str) -> None:
        """These were handed over."""
        self._rows, self._wish, self._former = tuple(rows), wish, former
        many = "1 patient är lämnad" if len(rows) == 1 else f"{len(rows)} patienter är lämnade"
        self.words.setText(f"{many} till {wish.to.name} från {wish.on.isoformat()}.")
        self.within_care.setChecked(False)
        self.who.setText(names_of(rows))
        self.to_tell.setText(_TO_TELL)
        self.told.setText("Varje överlämning är en egen ändring. De senaste kan ångras, en i taget.")

    def print_list(self) -> None:
        """Print one list for the one who takes over; the access log notes it."""
        now, wish = self._session.now, self._wish
        if now is None or wish is None:
            return
        document = _list_of(self._rows, now, wish, self._former, practice=self._session.vault.practice)
        print_list(self._session, self, document, partial(self.told.setText, "Listan är utskriven."))

    def print_letters(self) -> None:
        """Print a letter about each patient, bound together; each is noted in the record when they are printed."""
        wish = self._wish
        if wish is None:
            return
        store, ids = self._session.vault.store, [one.id for one in self._rows]
        ground = Ground.TAKES_PART if self.within_care.isChecked() else None
        self.letters.setEnabled(False)
        self.told.setText("Breven görs …")
        self._session.vault_thread.run(
            lambda: letters_about(store, ids, wish.to.name, ground), self._draw_letters, self._not_made
        )

    def _draw_letters(self, found: Letters) -> None:
        def made() -> bytes:
            from ui.paper.pdf import render_together

            return render_together([one.document for one in found.letters])

        if found.letters:
            self._session.side_thread.run(made, partial(self._print_letters, found), self._not_made)
        else:
            self.letters.setEnabled(True)
            self.told.setText(found.in_words or "Det finns inget brev att skriva ut: överlämningarna är ångrade.")

    def _print_letters(self, found: Letters, pdf: bytes) -> None:
        self.letters.setEnabled(True)
        self.told.setText("")
        try:
            printed = self._session.dialogs.print_pdf(self, pdf, COORDINATOR_LETTER.title)
        except OutputError as error:
            self._session.refused.emit(error)
            return
        if not printed:
            return
        seal = sha256(pdf).hexdigest()
        for one in found.letters:
            self._session.do_for(one.patient_id, share, one.order, document=one.document, sha256=seal, way=Way.PRINTED)
        count = len(found.letters)
        many = "1 brev är utskrivet" if count == 1 else f"{count} brev är utskrivna"
        self.told.setText(f"{many} och noterade hos varje patient. {found.in_words}".rstrip())

    def _not_made(self, error: CoordinatorError) -> None:
        self.letters.setEnabled(True)
        self.told.setText("")
        self._session.refused.emit(error)


def letters_about(store: Store, ids: Sequence[UUID], name: str, ground: Ground | None) -> Letters:
    """The letter about each of the patients to the one of that name; none of whom she is not to have any more."""
    found: list[Letter] = []
    refused = 0
    for record in map(store.read, ids):
        order = _order(record, name, ground)
        if order is None:
            continue
        if refusal(record, order):
            refused += 1
        else:
            found.append(Letter(record.patient_id, order, prepared(record, order).document))
    return Letters(found, refused)


def _order(record: Record, name: str, ground: Ground | None) -> Order | None:
    for subject in COORDINATOR_LETTER.subjects_of(record):
        to = subject.to
        if to is not None and to.contact_id is not None:
            contact = record.get(Contact, to.contact_id)
            if folded(contact.name) == folded(name):
                return Order(COORDINATOR_LETTER, to, ground=ground, about=subject.id)
    return None


def _list_of(rows: Sequence[HandOverRow], now: datetime, wish: Wish, former: str, *, practice: bool) -> Document:
    to = ", ".join(filter(None, (wish.to.name, wish.to.title, wish.to.unit)))
    return coordinator_list_document(rows, now, former=former, to=to, on=wish.on, practice=practice)


def names_of(rows: Sequence[HandOverRow]) -> str:
    """The first of their names, and how many more there are."""
    names = [one.patient.name or "Namn saknas" for one in rows[:_MOST_NAMES]]
    more = len(rows) - _MOST_NAMES
    return ", ".join([*names, f"och {more} till"] if more > 0 else names)

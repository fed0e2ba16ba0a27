"""Saving the contact list as a file for another program: a table or business cards, asked about and noted."""

from functools import partial
from uuid import UUID

from coordinator.exchange.target import CSV as TABLE
from coordinator.exchange.target import VCARD as CARDS
from coordinator.exchange.target import Purpose
from coordinator.record import Record
from ui.file_out import Content, Making
from ui.menu import Item, show_menu
from ui.parts import Button, Kind
from ui.saved_file import SavedFile
from ui.session import Session
from ui.target_form import Answer


def _table(record: Record, _vault_id: UUID, answer: Answer) -> Content:
    from coordinator.exchange.contacts_csv import contacts_csv  # a window that starts has no need of it

    return Content(contacts_csv(record, notes=answer.target.purpose is Purpose.OWN_SYSTEM))


def _cards(record: Record, _vault_id: UUID, _answer: Answer) -> Content:
    from coordinator.exchange.vcard import cards

    return Content(cards(record))


CSV = Making(TABLE, "kontakter.csv", "Kontaktlistan är sparad som en tabell.", _table)
VCARD = Making(CARDS, "kontakter.vcf", "Kontaktlistan är sparad som visitkort.", _cards)
_TITLES = {"Tabell för kalkylprogram (CSV)": CSV, "Visitkort för adressboken (vCard)": VCARD}


class SavedList(SavedFile):
    """Tells that the list is saved; and the button that saves it, which stands in the head of the page."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.button = Button("Spara listan …", Kind.QUIET, icon="save", press=self._choose)

    def _choose(self) -> None:
        items = [Item(title, partial(self.save, making, self.button)) for title, making in _TITLES.items()]
        show_menu(self.button.window(), self.button, items)

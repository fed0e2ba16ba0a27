"""Saving the contact list as a file for another program: a table or business cards, noted in the access log."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from coordinator.desk import Access
from coordinator.protection import hides_anything
from coordinator.record import Record
from coordinator.whole_file import require_free, written
from ui.menu import Item, show_menu
from ui.parts import Boxed, Button, Kind, Picture, label, row
from ui.screen_reader import announce
from ui.session import Session


@dataclass(frozen=True)
class Form:
    """A kind of file: how it is chosen, what it is called when it is saved, and how it is told."""

    title: str
    kinds: str
    name: str
    logged: str
    told: str
    make: Callable[[Record], bytes]


@dataclass(frozen=True)
class _Made:
    """A file ready to leave, and the record it was made of."""

    record: Record = field(repr=False)
    content: bytes = field(repr=False)


def _table(record: Record) -> bytes:
    from coordinator.exchange.contacts_csv import contacts_csv  # a window that starts has no need of it

    return contacts_csv(record)


def _cards(record: Record) -> bytes:
    from coordinator.exchange.vcard import cards

    return cards(record)


CSV = Form("Tabell för kalkylprogram (CSV)", "CSV (*.csv)", "kontakter.csv", "Kontakter (CSV)", "en tabell", _table)
VCARD = Form(
    "Visitkort för adressboken (vCard)", "vCard (*.vcf)", "kontakter.vcf", "Kontakter (vCard)", "visitkort", _cards
)


class SavedList(Boxed):
    """Tells that the list is saved; and the button that saves it, which stands in the head of the page."""

    def __init__(self, session: Session) -> None:
        super().__init__("sunken")
        self._session = session
        self.button = Button("Spara listan …", Kind.QUIET, icon="save", press=self._choose)
        self.words = label("", wrap=True)
        line = row(Picture("circle-check", "teal"), spacing=10)
        line.addWidget(self.words, 1)
        line.addWidget(Button("Stäng", Kind.QUIET, icon="x", press=self._close), 0, Qt.AlignmentFlag.AlignTop)
        self.inside.addLayout(line)
        self.hide()

    def _choose(self) -> None:
        show_menu(self.button.window(), self.button, [Item(one.title, partial(self.save, one)) for one in (CSV, VCARD)])

    def _close(self) -> None:
        self.hide()
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self, form: Form) -> None:
        """Make the file of the record as it is on disk, after every change under way; ask where; write and note it."""
        if self._session.record is None:
            return
        patient_id, store = self._session.record.patient_id, self._session.vault.store

        def make() -> _Made:
            record = store.read(patient_id)
            return _Made(record, form.make(record))

        def ask(made: _Made) -> None:
            on_screen = self._session.record
            if isValid(self) and on_screen is not None and on_screen.patient_id == patient_id:
                self._ask(form, made)

        self._session.vault_thread.run(make, ask)

    def _ask(self, form: Form, made: _Made) -> None:
        window: QWidget = self.window()
        path = self._session.dialogs.save_path(window, "Spara kontaktlistan", form.name, form.kinds)
        if path is None:
            return
        file = path if path.suffix else path.with_name(f"{path.name}{Path(form.name).suffix}")
        write = partial(_write, self._session, file, form, made)
        self._session.vault_thread.run(write, partial(self._tell, form, made))

    def _tell(self, form: Form, made: _Made, _done: None) -> None:
        on_screen = self._session.record
        if on_screen is None or on_screen.patient_id != made.record.patient_id:
            return
        said = [f"Kontaktlistan är sparad som {form.told}. Filen är inte krypterad: ta bort den när den är använd."]
        if hides_anything(made.record):
            said.append("Det som är skyddat är utelämnat ur filen.")
        wish = made.record.patient.restrictions.strip()
        if wish:
            said.append(f"Spärr eller önskemål om vem som inte får se uppgifterna: {wish}")
        self.words.setText("\n".join(said))
        self.show()
        announce(self, self.words.text())


def _write(session: Session, file: Path, form: Form, made: _Made) -> None:
    """Write it whole; it gets its name when the access log has noted it. On the vault's thread."""
    require_free(file, force=True)  # the dialog has asked about a file that is there
    with written(file, made.content):
        session.vault.store.note(Access.EXPORT, patient_id=made.record.patient_id, what=form.logged)

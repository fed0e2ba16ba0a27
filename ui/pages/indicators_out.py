"""The Nyckeltal on their way out: as a file for a spreadsheet, as a page to keep or to print; each is logged."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from coordinator.desk import Access
from coordinator.document import Document
from coordinator.documents.indicator_page import TITLE
from ui.leaving_file import LeavingFiles
from ui.pages.printed_list import pdf_of, print_list
from ui.parts import Boxed, Button, Kind, Picture, label, row
from ui.screen_reader import announce
from ui.session import Session

_PDF, _CSV = "PDF (*.pdf)", "Kalkylblad (*.csv)"


class IndicatorsOut(Boxed):
    """Saves and prints, and tells that it is done. Hidden until something is."""

    def __init__(self, session: Session) -> None:
        super().__init__("sunken")
        self._session = session
        self._back: QWidget | None = None
        self.words = label("", wrap=True)
        line = row(Picture("circle-check", "teal"), spacing=10)
        line.addWidget(self.words, 1)
        self.close_it = Button("Stäng", Kind.QUIET, icon="x", press=self._close)
        line.addWidget(self.close_it, 0, Qt.AlignmentFlag.AlignTop)
        self.inside.addLayout(line)
        self.hide()

    def print(self, document: Document, button: QWidget) -> None:
        """Print the page; it is noted when it is at the printer. button: where one goes back to."""
        self._back = button
        print_list(self._session, self, document, partial(self._tell, "Nyckeltalen är skickade till skrivaren."))

    def save_pdf(self, document: Document, button: QWidget) -> None:
        """Save the page."""
        self._back = button
        self._session.side_thread.run(
            partial(pdf_of, document), partial(self._ask, document.created.date().isoformat())
        )

    def save_csv(self, content: bytes, day: str, button: QWidget) -> None:
        """Save the table."""
        self._back = button
        self._save(content, f"nyckeltal-{day}.csv", _CSV, "Nyckeltalen är sparade för kalkylprogram.")

    def _ask(self, day: str, pdf: bytes) -> None:
        if isValid(self):
            self._save(pdf, f"nyckeltal-{day}.pdf", _PDF, "Nyckeltalen är sparade som PDF.")

    def _save(self, content: bytes, name: str, kinds: str, told: str) -> None:
        path = self._session.dialogs.save_path(self.window(), "Spara nyckeltalen", name, kinds)
        if path is None:
            return
        suffix = Path(name).suffix
        file = path if path.suffix else path.with_name(f"{path.name}{suffix}")
        note = partial(self._session.vault.store.note, Access.EXPORT, what=f"{TITLE} ({suffix[1:].upper()})")
        files = LeavingFiles([(file, content)], force=True)  # the dialog has asked about a file that is there
        words = f"{told} Inga namn eller personnummer står i filen."
        self._session.vault_thread.run(partial(files.write, note), lambda _done: self._tell(words))

    def _tell(self, words: str) -> None:
        if isValid(self):
            self.words.setText(words)
            self.show()
            announce(self, words)

    def _close(self) -> None:
        self.hide()
        if self._back is not None:
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)

"""What tests of *Till journalen* look at: the page, what is copied, and contacts put into the log."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from coordinator.contact_log import ContactLogEntry, HelpKind, log_contact
from coordinator.entries import edit_entry
from coordinator.exchange.journal_headings import Heading, written
from coordinator.exchange.journaltext import JournalText
from coordinator.journal_entry import JournalEntry
from coordinator.settings import JOURNAL_HEADINGS
from tests.ui.conftest import press
from tests.ui.pages.seen import focused, record_of
from ui.clipboard import Clipboard
from ui.pages.journal import JournalPage
from ui.pages.journal_row import WaitingRow
from ui.session import Session

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Seen:
    """The page and the record it shows."""

    def __init__(self, page: JournalPage, session: Session, idle: Callable[[], None]) -> None:
        self.page, self.session, self.idle = page, session, idle

    # Putting in

    def log(self, what: str, days_ago: int = 0) -> UUID:
        """A contact so many days ago."""
        record = record_of(self.session)
        before = {one.id for one in record.all(ContactLogEntry)}
        self.session.do(
            log_contact, what=what, at=record.now - timedelta(days=days_ago), helped_with=(HelpKind.COORDINATE,),
            nothing_next=True,
        )  # fmt: skip
        self.idle()
        return next(one.id for one in record_of(self.session).all(ContactLogEntry) if one.id not in before)

    def change(self, id: UUID, what: str) -> None:
        self.session.do(edit_entry, ContactLogEntry, id, what=what)
        self.idle()

    # Looking

    @property
    def rows(self) -> list[WaitingRow]:
        """The rows that are shown, from the top."""
        return self.page.rows._in_order()

    @property
    def ids(self) -> list[UUID]:
        return [one.id for one in self.rows]

    @property
    def note(self) -> str:
        """The note that is shown."""
        return "\n".join(part.text.text() for part in self.page.note_view.in_order())

    @property
    def text(self) -> JournalText:
        """The note as it would be copied."""
        assert self.page._text is not None
        return self.page._text

    @property
    def entered(self) -> list[JournalEntry]:
        return [*record_of(self.session).all(JournalEntry)]

    @property
    def clipboard(self) -> Clipboard:
        return Clipboard.of(self.session)

    @staticmethod
    def pasted() -> str:
        """What would be pasted elsewhere."""
        return QApplication.clipboard().text()

    def headings(self) -> list[str]:
        return [part.section.heading for part in self.page.note_view.in_order()]

    # Doing

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is, and wait."""
        press(focused(), key, held)
        self.idle()

    def copy_all(self) -> None:
        self.page.head.copy_all.click()
        self.idle()

    def copy_part(self, words: str) -> None:
        """Copy the sökord under which these words stand."""
        (part,) = (one for one in self.page.note_view.in_order() if words in one.section.text)
        part.copy.click()
        self.idle()

    def choose_headings(self, *headings: Heading) -> None:
        """Let these be the clinic's sökord."""
        self.session.choose(JOURNAL_HEADINGS, written(headings), lambda _settings: None, lambda _error: None)
        self.idle()

    def yes(self) -> None:
        self.page.head.question.enter.click()
        self.idle()

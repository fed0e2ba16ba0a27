"""What pages about one kind of entry share: its lines, and where one begins among them."""

from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator.record import Record
from ui.drafts import Drafts
from ui.entry_lines.entry_list import EntryList
from ui.pages.scrolled_page import ScrolledPage
from ui.session import Session


class EntriesPage(ScrolledPage):
    """A page about one kind of entry. Whoever makes one makes ``entries``."""

    entries: EntryList

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self._of: UUID | None = None

    def _lay_out(self, inside: QVBoxLayout, *beside: QWidget) -> None:
        super()._lay_out(inside, *beside)
        self.entries.reached.connect(self._bring_into_view)

    def show_record(self, record: Record) -> None:
        another, self._of = self._of != record.patient_id, record.patient_id
        self.entries.show_record(record)
        if another:
            self._to_top()

    def start(self, target: object = None) -> None:
        """Go to an entry by its id, or begin a new one by "new"; else where one begins."""
        if target == "new":
            self.entries.begin()
        elif not (isinstance(target, UUID) and self.entries.open(target)):
            self.entries.start()

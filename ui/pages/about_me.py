"""*Om mig*: the patient's own words and her story on one page, and who has read it."""

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from coordinator.about_me import HEADINGS, about_me
from coordinator.documents.catalogue import ABOUT_ME
from coordinator.page import Page as PageName
from coordinator.record import Record
from ui.drafts import Drafts
from ui.handing_out import HandingOut
from ui.pages.about_me_readers import WhoHasRead
from ui.pages.about_me_sheet import Sheet
from ui.pages.careplan_binding import Desktop
from ui.pages.careplan_head import Notice
from ui.pages.scrolled_page import ScrolledPage
from ui.parts import Button, Kind, Rule, column
from ui.session import Session

NEW_READERS = "readers"
"""Where on the page one notes who has read."""


class AboutMePage(ScrolledPage):
    """What the patient wants others to know."""

    NAME = PageName.ABOUT_ME.stored
    TITLE = PageName.ABOUT_ME.label
    ICON = "user"

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self._patient_id: UUID | None = None
        self.sheet: Sheet | None = None
        self.out, self.notice = HandingOut(session, self), Notice()
        self.out.told.connect(self.notice.say)
        self.out.refused.connect(self.notice.say_why)
        self.print = Button("Skriv ut", icon="printer", press=self._print)
        self.save = Button("Spara som PDF", Kind.QUIET, icon="file-text", press=self._save)
        for button in (self.print, self.save):
            button.setAccessibleName(f"{button.text()}: Om mig")
        self.who_has_read = WhoHasRead(session, drafts)
        self.who_has_read.reached.connect(self._bring_into_view)
        self._inside: QVBoxLayout = column(self.notice, Rule(), self.who_has_read, spacing=12)
        self._lay_out(self._inside, self.print, self.save)

    def show_record(self, record: Record) -> None:
        """Show her words; what is being written stays."""
        if self.sheet is None or self._patient_id != record.patient_id:
            self._patient_id = record.patient_id
            self.notice.hide()
            self._make_sheet(record)
            self._to_top()
        if self.sheet is not None:
            self.sheet.show_record(record)
        self.who_has_read.show_record(record)

    def start(self, target: object = None) -> None:
        """Go to a reading by id, where readings are noted, or the heading or field of that name; else the first."""
        if self.sheet is None or (isinstance(target, UUID) and self.who_has_read.open(target)):
            return
        if target == NEW_READERS:
            self.who_has_read.begin()
            return
        name = target if isinstance(target, str) and target in self.sheet.fields else HEADINGS[0].name
        field = self.sheet.fields[name]
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._bring_into_view(field)

    @staticmethod
    def note(record: Record) -> str:
        """How many of the headings have words under them."""
        one = about_me(record)
        return f"{sum(bool(getattr(one, attr.name).strip()) for attr in HEADINGS)} av {len(HEADINGS)}" if one else ""

    def _make_sheet(self, record: Record) -> None:
        self.drafts.keep_now()
        old, self.sheet = self.sheet, Sheet(Desktop(self.session, self.drafts, record.patient_id))
        if old is not None:
            self._inside.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._inside.insertWidget(1, self.sheet)

    def _print(self) -> None:
        self.out.print_paper(ABOUT_ME)

    def _save(self) -> None:
        self.out.save_paper(ABOUT_ME)

"""*UMI och akut*: the five groups and their rows, the physician's texts in two languages, the card in the wallet."""

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent

from coordinator.page import Page as PageName
from coordinator.record import Record
from coordinator.umi.kinds import AlertGroup
from coordinator.umi.row import AlertInformation
from ui.drafts import Drafts
from ui.entry_lines.told import Told
from ui.form_flow import Flow
from ui.pages.scrolled_page import ScrolledPage
from ui.pages.umi_add import AddAlert
from ui.pages.umi_cards import CardPart
from ui.pages.umi_columns import UmiColumns
from ui.pages.umi_next import next_thing
from ui.pages.umi_panel import AlertPanel
from ui.pages.umi_rows import Rows
from ui.pages.umi_texts import QUESTION, Texts
from ui.pages.umi_tiles import Tiles
from ui.parts import Button, Kind, column, label, row, whole
from ui.session import Session
from ui.theme import is_large

NEW, ASK = "new", "ask"
"""What the page may be asked to begin with, besides an entry or a group."""


class UmiPage(ScrolledPage):
    """What an emergency room must know, as a checked copy of the journal."""

    NAME = PageName.UMI.stored
    TITLE = PageName.UMI.label
    ICON = "shield-alert"

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self._of: UUID | None = None
        self.next = Button("", Kind.PRIMARY, press=self.take_next)
        self.told, self.tiles = Told(session), Tiles(session, drafts)
        self.rows, self.add = Rows(session, drafts), AddAlert(session, drafts)
        self.panel = AlertPanel(session, drafts)
        self.texts, self.cards = Texts(session, drafts), CardPart(session, drafts)
        listed = whole(column(self.rows, self.add, spacing=10))
        self._columns = UmiColumns(listed, self.panel, self.texts, self.cards)
        title = label("UMI och akutinformation", "title"), label("en kontrollerad kopia av journalen", "note")
        if is_large():
            head = whole(Flow(*title, self.next, spacing=16, lines=6))
        else:
            beside = row(whole(Flow(*title, spacing=16, lines=2)), self.next, spacing=16)
            beside.setStretch(0, 1)
            head = whole(beside)
        self._lay_out_below(head, column(self.told, self.tiles, self._columns, 1, spacing=12))
        self._connect()

    def _connect(self) -> None:
        self.tiles.rows_wanted.connect(self.rows.choose_group)
        self.tiles.writing_wanted.connect(self._begin)
        self.tiles.left.connect(self._go_on)
        self.rows.chosen.connect(self._show_row)
        self.rows.entered.connect(self._to_panel)
        self.rows.end_wanted.connect(self._end)
        self.panel.left.connect(self._to_rows)
        self.add.as_text.connect(self.texts.begin)
        self.add.added.connect(self.rows.open)
        for part in (self.tiles, self.rows):
            part.done.connect(self.told.say)
        for reaching in (self.tiles, self.rows, self.add, self.panel, self.texts, self.cards):
            reaching.reached.connect(self._bring_into_view)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._columns.place(room=event.size().width())

    # Showing

    @staticmethod
    def note(record: Record) -> str:
        """What is to be done, in a word."""
        found = next_thing(record)
        return found.note if found is not None else ""

    def show_record(self, record: Record) -> None:
        another, self._of = self._of != record.patient_id, record.patient_id
        if another:
            self.told.hide()
        self.tiles.show_record(record)
        self.rows.show_record(record)  # which tells what row the panel is about
        for part in (self.add, self.texts, self.cards):
            part.show_record(record)
        self._show_next(record)
        if another:
            self._to_top()

    def _show_next(self, record: Record) -> None:
        found = next_thing(record)
        self.next.setVisible(found is not None)
        if found is not None:
            self.next.say(found.words, icon=found.icon)

    def _show_row(self, id: UUID | None) -> None:
        record = self.session.record
        if record is None or record.patient_id != self._of:
            return
        self.panel.show_row(record, id)
        chosen = next((one for one in record.all(AlertInformation) if one.id == id), None)
        self.tiles.mark(chosen.group if chosen is not None and chosen.is_current_on(record.today) else None)

    # Going there

    def start(self, target: object = None) -> None:
        """Go to an entry by its id, or to a group by its letter, or begin what is named; else to where one begins."""
        group = next((one for one in AlertGroup if one.stored == target), None)
        begins = {NEW: self._begin, ASK: self._ask, QUESTION: self.texts.open_question}
        if isinstance(target, str) and target in begins:
            begins[target]()
        elif group is not None:
            self.tiles.open_group(group)
        elif not (isinstance(target, UUID) and self._go_to(target)):
            self._go_on()

    def _go_to(self, id: UUID) -> bool:
        parts = (self.rows, self.tiles, self.texts, self.cards)
        found = any(part.open(id) for part in parts)
        if found:
            self._follow_focus()
        return found

    def _begin(self) -> None:
        self.add.start()
        self._bring_into_view(self.add, with_focus=True)

    def _ask(self) -> None:
        if not self.tiles.ask():
            self._go_on()

    def _go_on(self) -> None:
        """On to what is next; when nothing is, to the tiles."""
        if self.next.isHidden():
            self.tiles.start()
        else:
            self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow_focus(self) -> None:
        focus = self.focusWidget()
        if focus is not None:
            self._bring_into_view(focus)

    def take_next(self) -> None:
        """Do what the first button says."""
        record = self.session.record
        found = next_thing(record) if record is not None else None
        if found is None:
            return
        if found.row_id is not None:
            self.rows.open(found.row_id)
        elif found.writes:
            self._begin()
        elif found.group is not None:
            self.tiles.open_group(found.group)

    # The row that is chosen

    def _to_panel(self) -> None:
        if self.panel.start():
            self._bring_into_view(self.panel, with_focus=True)

    def _to_rows(self) -> None:
        if not self.rows.start():
            self._go_on()

    def _end(self, id: UUID) -> None:
        """Ask why the row is ended; of one that is ended already, say what it is."""
        self.rows.choose(id)
        if self.panel.end.isHidden():
            self._to_panel()
        else:
            self.panel.end.click()
            self._bring_into_view(self.panel, with_focus=True)

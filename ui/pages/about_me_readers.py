"""*Vem har läst*: who has read *Om mig* and when, the newest first, and the way to note more of them."""

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from coordinator.contact import Contact
from coordinator.days_left import with_year
from coordinator.record import Record
from coordinator.story_readers import Reader, readers, who_has_not_read
from coordinator.story_reading import StoryReading
from ui.chips import FACT, Sign
from ui.drafts import Drafts
from ui.entry_lines.entry_list import EntryList
from ui.entry_lines.group import Group
from ui.entry_lines.line import Line
from ui.form_flow import Flow, tab_after
from ui.pages.about_me_noting import OTHERS, TICKED, NoteReadings
from ui.parts import Button, Kind, column, label, whole
from ui.session import Session

_AT_FIRST = 8
_NAME = 300
_CHANGED = Sign("Ändrad sedan dess", FACT, "history")


class WhoHasRead(QWidget):
    """The heading, the box where readings are noted while it is open, and a line for each reading."""

    reached = Signal(object)
    """A widget that is to be seen."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__()
        self._session, self._drafts = session, drafts
        self._record: Record | None = None
        self.noting: NoteReadings | None = None
        self.add = Button("Anteckna vem som har läst", Kind.QUIET, icon="plus", press=self.begin)
        self.count = label("", "note", wrap=True)
        self.empty = label(
            "Ingen är antecknad än. Den som läser papperet skriver sitt namn längst ned på det. Anteckna det här när "
            "papperet kommer tillbaka.",
            "note", wrap=True,
        )  # fmt: skip
        self.list = EntryList(
            session, drafts, StoryReading, self._groups, empty=self.empty, columns=(_NAME,),
            at_first={"read": _AT_FIRST},
        )  # fmt: skip
        self.list.reached.connect(self.reached)
        self.list.emptied.connect(self._to_add)
        head = whole(Flow(label("Vem har läst", "section"), self.add, spacing=12))
        self._inside = column(head, self.count, self.list, spacing=6)
        self.setLayout(self._inside)

    def show_record(self, record: Record) -> None:
        """Show who has read it; what is half-noted stays."""
        another = self._record is None or self._record.patient_id != record.patient_id
        if another:
            self.close_noting()
        self._record = record
        self.count.setText(_how_many(record))
        self.count.setVisible(bool(self.count.text()))
        self.list.show_record(record)
        if self.noting is not None:
            self.noting.show_record(record)
        elif another and self._is_begun():
            self._open(record)

    def open(self, id: UUID) -> bool:
        """Open a reading; whether it is one."""
        return self.list.open(id)

    def begin(self) -> None:
        """Open the box in which readings are noted, and go there."""
        if self._record is None:
            return
        self._open(self._record)
        if self.noting is not None:
            self.noting.start()
            self.reached.emit(self.noting)

    def close_noting(self) -> None:
        """Put the box away; what is half-noted in it comes back."""
        if self.noting is None:
            return
        self._drafts.keep_now()
        gone, self.noting = self.noting, None
        focus = QApplication.focusWidget()
        had_focus = focus is not None and gone.isAncestorOf(focus)
        self.add.show()
        if had_focus:
            self._to_add()
        self._inside.removeWidget(gone)
        gone.hide()
        gone.deleteLater()

    def _is_begun(self) -> bool:
        kept, key = self._session.kept, self._session.draft_key
        return any(kept(key(one)) is not None for one in (TICKED, OTHERS))

    def _open(self, record: Record) -> None:
        if self.noting is not None:
            return
        self.list.close_box()
        self.noting = NoteReadings(self._session, self._drafts)
        self.noting.closed.connect(self.close_noting)
        self.noting.noted.connect(self._noted)
        self._inside.insertWidget(2, self.noting)
        self.noting.begin(record)
        self.noting.show()  # at once: only what is seen can have the focus
        tab_after(self.add, self.noting)
        self.add.hide()

    def _noted(self, words: str) -> None:
        self.close_noting()
        self.list.told.say(f"{words}.")

    def _to_add(self) -> None:
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _groups(self, record: Record) -> list[Group]:
        every = {one.reading.id: one for one in readers(record)}
        return self.list.lines.group(
            "read", "", [one.reading for one in every.values()], lambda reading: _line(every[reading.id])
        )


def _line(one: Reader) -> Line:
    signs = (_CHANGED,) if one.changed_since else ()
    return Line(one.reading.id, f"läste {with_year(one.reading.read_on)}", left=(one.name,), signs=signs)


def _how_many(record: Record) -> str:
    """How many of the contacts have read what stands there now; nothing when nobody has read anything."""
    contacts = sum(one.is_current for one in record.all(Contact))
    if not contacts or not record.all(StoryReading):
        return ""
    return f"{contacts - len(who_has_not_read(record))} av {contacts} kontakter har läst det som står nu."

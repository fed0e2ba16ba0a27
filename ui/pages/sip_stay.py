"""Stays in hospital on the page of SIP: one is registered in a line, and each shows what is due by when."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from coordinator.change import Applied
from coordinator.discharge import is_going_on
from coordinator.hospital_stay import HospitalStay
from coordinator.record import Record
from coordinator.removal import take_away
from coordinator.sip.belonging import stays
from ui.drafts import Drafts
from ui.entry_lines.told import Told
from ui.form_flow import tab_after
from ui.pages.sip_stay_box import StayBox
from ui.pages.sip_stay_new import NewStay, has_draft
from ui.parts import Button, Kind, column, row, whole
from ui.session import Session

_EARLIER_AT_ONCE = 5


class Stays(QWidget):
    """The stays that go on, the line for a new one, and folded below the earlier ones. Takes no room without any.

    ``add`` is the button that begins a new one; whoever has the page places it.
    """

    sip_wanted = Signal(object)
    """A SIP is to be shown: its id."""
    paper_wanted = Signal(object)
    """The written summary of a stay is to be printed: the id of the stay."""
    reached = Signal(object)
    """A widget that is to be seen."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__()
        self._session, self._drafts = session, drafts
        self._of: UUID | None = None
        self._shown_earlier = 0
        self._gone_to: UUID | None = None
        """An earlier one that somebody came to by its id."""
        self.boxes: dict[UUID, StayBox] = {}
        self.new: NewStay | None = None
        self.add = Button("Inskriven på sjukhus", icon="plus", press=self.begin)
        self.told = Told(session)
        self._lines = column(spacing=10)
        self.earlier = Button("", Kind.QUIET, icon="chevron-right", press=self._turn_earlier)
        self.more = Button("", Kind.QUIET, icon="chevron-down", press=self._show_more)
        self._fold = whole(row(self.earlier, self.more, 1))
        self.setLayout(column(self.told, self._lines, self._fold, spacing=8))
        self.hide()

    def show_record(self, record: Record) -> None:
        """Show the stays in ``record``; what is open stays open."""
        another, self._of = self._of != record.patient_id, record.patient_id
        had_focus = _has_focus(self)
        if another:
            self._close_new()
            self.told.hide()
            self._shown_earlier, self._gone_to = 0, None
            self._let_go(set(self.boxes))
        every = stays(record)
        going = [one for one in every if is_going_on(record, one)]
        past = [one for one in every if one not in going]
        # One that has just been finished stays where it is, and so does one whose fields are open.
        open_ones = {id for id, box in self.boxes.items() if _has_focus(box) or box.box is not None}
        kept = {one.id for one in past if one.id == self._gone_to or one.id in open_ones}
        shown = [*going, *(one for place, one in enumerate(past) if place < self._shown_earlier or one.id in kept)]
        self._let_go(self.boxes.keys() - {one.id for one in shown})
        for place, one in enumerate(shown):
            self._show(record, one, place)
        hidden = len(past) - (len(shown) - len(going))
        many = f"Tidigare vårdtillfällen, {len(past)}"
        self.earlier.say(many, icon="chevron-down" if self._shown_earlier else "chevron-right")
        self.more.say(f"Visa {min(hidden, _EARLIER_AT_ONCE)} till")
        self.earlier.setVisible(bool(past))
        self.more.setVisible(bool(hidden and self._shown_earlier))
        self._fold.setVisible(bool(past))
        if another and has_draft(self._session):
            self._open_new(record)
        self._say_empty()
        if had_focus and not another and not _has_focus(self):  # the stay is gone that she was at
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self) -> None:
        """Go to the line for a new stay."""
        if self._session.record is None:
            return
        self._open_new(self._session.record)
        if self.new is not None:
            self.new.start()
            self.reached.emit(self.new)

    def start(self) -> bool:
        """Go to the first thing to do about a stay; whether there is one."""
        if self.new is not None:
            self.new.start()
            return True
        first = next(iter(self._in_order()), None)
        if first is not None:
            first.start()
        return first is not None

    def open(self, id: UUID) -> bool:
        """Go to the stay of that id, wherever it stands; whether it is one."""
        record = self._session.record
        if record is None or all(one.id != id for one in record.all(HospitalStay)):
            return False
        if id not in self.boxes:
            self._gone_to = id
            self.show_record(record)
        self.boxes[id].start()
        self.reached.emit(self.boxes[id])
        return True

    def _show(self, record: Record, stay: HospitalStay, place: int) -> None:
        if stay.id not in self.boxes:
            made = self.boxes[stay.id] = StayBox(self._session, self._drafts, stay.id)
            made.sip_wanted.connect(self.sip_wanted)
            made.paper_wanted.connect(self.paper_wanted)
            made.removal_wanted.connect(self._remove)
            made.reached.connect(self.reached)
        box = self.boxes[stay.id]
        if self._lines.indexOf(box) != place:
            self._lines.insertWidget(place, box)
        box.show_stay(record, stay)

    def _in_order(self) -> list[StayBox]:
        return sorted(self.boxes.values(), key=self._lines.indexOf)

    def _let_go(self, ids: set[UUID]) -> None:
        if ids:
            self._drafts.keep_now()
        for id in ids:
            gone = self.boxes.pop(id)
            self._lines.removeWidget(gone)
            gone.hide()
            gone.deleteLater()

    # The earlier ones

    def _turn_earlier(self) -> None:
        self._shown_earlier, self._gone_to = 0 if self._shown_earlier else _EARLIER_AT_ONCE, None
        self._again()

    def _show_more(self) -> None:
        self._shown_earlier += _EARLIER_AT_ONCE
        self._again()
        if self.more.isHidden():
            self.earlier.setFocus(Qt.FocusReason.OtherFocusReason)

    def _again(self) -> None:
        if self._session.record is not None:
            self.show_record(self._session.record)

    # A new one

    def _open_new(self, record: Record) -> None:
        if self.new is None:
            self.new = NewStay(self._session, self._drafts)
            self.new.closed.connect(self._leave_new)
            self.new.added.connect(self._added)
            self.new.begin(record)
            self._lines.insertWidget(0, self.new)
            self.show()
            self.new.show()  # at once: only what is seen can have the focus
            tab_after(self.add, self.new)
        self._say_empty()

    def _leave_new(self) -> None:
        self._close_new()
        self._say_empty()
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_new(self) -> None:
        """Put the line away; what is half-written in it comes back."""
        if self.new is None:
            return
        self._drafts.keep_now()
        gone, self.new = self.new, None
        self._lines.removeWidget(gone)
        gone.hide()
        gone.deleteLater()

    def _added(self, id: object) -> None:
        self._close_new()
        self._say_empty()
        if isinstance(id, UUID):
            self.open(id)

    def _say_empty(self) -> None:
        self.add.setVisible(self.new is None)
        self.setVisible(
            bool(self.boxes) or self.new is not None or not self._fold.isHidden() or not self.told.isHidden()
        )

    # Taking away

    def _remove(self, id: UUID) -> None:
        box = self.boxes.get(id)
        words = box.title.text() if box is not None else ""
        self._session.do(take_away, HospitalStay, id).then(partial(self._removed, words))

    def _removed(self, words: str, _applied: Applied) -> None:
        self.told.say(f"Borttaget: {words}")
        self.show()


def _has_focus(part: QWidget) -> bool:
    focus = part.window().focusWidget()
    return focus is not None and part.isAncestorOf(focus)

"""Every entry of one kind as lines: each opens its form in place, Delete takes it away, undo brings it back."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from coordinator.change import Applied
from coordinator.entity import Entity, attrs_of
from coordinator.errors import CoordinatorError
from coordinator.number_to_ring import Number
from coordinator.record import Record
from coordinator.removal import take_away
from ui.drafts import Drafts
from ui.entry_lines.entry_box import EntryBox, NewEntry
from ui.entry_lines.group import Group
from ui.entry_lines.line import Line
from ui.entry_lines.lines import Lines
from ui.entry_lines.sections import K
from ui.entry_lines.slot import Extras
from ui.entry_lines.told import Told
from ui.form_flow import tab_after
from ui.parts import Button, column
from ui.session import Session


class EntryList(QWidget):
    """Whoever makes one says which groups of lines there are, made with `Lines.group` or `standing`."""

    reached = Signal(object)
    """A widget that is to be seen."""
    emptied = Signal()
    """The line that had the focus went, no other is left, and there is no button that adds one."""

    def __init__(
        self,
        session: Session,
        drafts: Drafts,
        kind: type[Entity],
        groups: Callable[[Record], Sequence[Group]],
        *,
        order: Sequence[str] = (),
        first: Sequence[str] = (),
        new: Callable[[Session, Drafts], NewEntry] | None = None,
        add: Button | None = None,
        empty: QWidget | None = None,
        empty_add: Button | None = None,
        at_first: Mapping[str, int] | None = None,
        folded: frozenset[str] = frozenset({"past"}),
        columns: tuple[int, ...] = (),
        extras: Extras | None = None,
        tools: Sequence[Button] = (),
        number: Callable[[Entity, Record], Number | None] | None = None,
        shown: Callable[[Entity, Record], object] | None = None,
        elsewhere: Callable[[UUID], object] | None = None,
        gone: Callable[[Entity], str] | None = None,
    ) -> None:
        """order, tools, number: see `EntryBox`. first, new: the form of a new one. columns, extras: see `Lines`.

        add: the button that begins a new one, wherever it stands. empty: what stands here while there is none, and
        its button, which then is instead of ``add``. at_first: how many lines of a group are shown. folded: the groups
        that are closed at first. shown: told when an entry is shown in the box. elsewhere: opens a line that is of no
        entry of this kind. gone: what is said of one that is taken away.
        """
        super().__init__()
        self._session, self._drafts, self.kind = session, drafts, kind
        self._groups, self._order, self._first, self._tools = groups, order, first, tools
        self._make_new = new or (lambda session, drafts: NewEntry(session, drafts, kind, first))
        self.add, self.empty, self._empty_add = add, empty, empty_add
        self._number, self._shown, self._elsewhere, self._gone = number, shown, elsewhere, gone
        self._record: Record | None = None
        self.box: EntryBox | None = None
        self.new: NewEntry | None = None
        self.told = Told(session)
        self.lines = Lines(
            kind.TITLE, self._body_of, columns=columns, extras=extras, keeps_body=True, at_first=at_first, folded=folded
        )
        self._inside = column(self.told, *([empty] if empty is not None else []), self.lines, spacing=6)
        self.setLayout(self._inside)
        for button in (add, empty_add):
            if button is not None:
                button.clicked.connect(self.begin)
        self.lines.opened.connect(self._start_form)
        self.lines.closing.connect(drafts.keep_now)
        self.lines.closed.connect(self._again)
        self.lines.removed.connect(self.take_away)
        self.lines.changed.connect(self._again)
        self.lines.reached.connect(self.reached)
        self.lines.emptied.connect(self._to_add)

    # Showing

    def show_record(self, record: Record) -> None:
        """Show the entries in ``record``; what is open stays open."""
        another = self._record is None or self._record.patient_id != record.patient_id
        if another:
            self._begin_patient()
        self._record = record
        self._again()
        entry = self.entry(self.lines.open_id)
        if entry is not None and self.box is not None:
            self._fill(self.box, entry, record)
        if another:
            self._resume(record)

    def _begin_patient(self) -> None:
        """Another patient is on screen: nothing of the one before comes along."""
        self._record = None
        self.told.hide()
        self.lines.begin_again()
        self.close_new()

    def _resume(self, record: Record) -> None:
        """What was half-written is open again."""
        if self._has_draft("ny", self._first):
            self._open_new(record)
        names = self._order or [one.name for one in attrs_of(self.kind)]
        begun = next((id for id in self.lines.ids if self._has_draft(id, names)), None)
        if begun is not None:
            self.lines.open(begun)

    def _has_draft(self, which: object, names: Sequence[str]) -> bool:
        kept, key = self._session.kept, self._session.draft_key
        return any(kept(key(f"{self.kind.KIND}:{which}:{name}")) is not None for name in names)

    def _again(self) -> None:
        if self._record is not None:
            self.lines.show_groups(self._groups(self._record))
            self._say_empty()

    def standing(self, now: Sequence[K], past: Sequence[K], folded: str, say: Callable[[K], Line]) -> list[Group]:
        """Those that hold, and the rest folded below; one that is open stays where it is until it is closed."""
        id = self.lines.open_id
        was = self.lines.sections.key_of.get(id) if id is not None else None
        up = [one for one in past if one.id == id and was == "now"]
        down = [one for one in now if one.id == id and was == "past"]
        if up or down:
            now = [*(one for one in now if one.id != id), *up]
            past = [*(one for one in past if one.id != id), *down]
        group = self.lines.group
        return [*group("now", "", now, say), *group("past", f"{len(past)} {folded}", past, say)]

    def entry(self, id: Hashable | None) -> Entity | None:
        """The entry of this kind with that id."""
        found = self._record.all(self.kind) if self._record is not None and id is not None else ()
        return next((one for one in found if one.id == id), None)

    # Opening

    def open(self, id: UUID) -> bool:
        """Open an entry's form and go there, wherever it stands; whether it is one of this kind."""
        if self.entry(id) is None:
            return False
        self.lines.reveal(id)
        opened = self.lines.open(id)
        self._start_form(id)
        return opened

    def close_box(self) -> None:
        """Close the form that is open, and go back to its line."""
        self.lines.shut(go_back=True)

    def _body_of(self, id: UUID) -> QWidget | None:
        entry, record = self.entry(id), self._record
        if entry is None or record is None:
            if self._elsewhere is not None:
                self._elsewhere(id)
            return None
        if self.box is None:
            self.box = EntryBox(self._session, self._drafts, self.kind, self._order, self._tools)
            self.box.closed.connect(self.close_box)
            self.box.removal_wanted.connect(self.take_away)
        self._fill(self.box, entry, record)
        return self.box

    def _fill(self, box: EntryBox, entry: Entity, record: Record) -> None:
        box.show_entry(entry, record, self._number(entry, record) if self._number is not None else None)
        if self._shown is not None:
            self._shown(entry, record)

    def _start_form(self, id: UUID) -> None:
        if self.box is not None:
            self.box.form.start()
            self.reached.emit(self.lines.slots[id])

    # Adding and taking away

    def begin(self) -> None:
        """Open an empty form for a new entry, and go there."""
        if self._record is None:
            return
        self.lines.shut()
        self._open_new(self._record)
        if self.new is not None:
            self.new.form.start()
            self.reached.emit(self.new)

    def _open_new(self, record: Record) -> None:
        if self.new is None:
            self.new = self._make_new(self._session, self._drafts)
            self.new.closed.connect(self.close_new)
            self.new.added.connect(self._added)
            self.new.begin(record)
            self._inside.insertWidget(0, self.new)
            self.new.show()  # at once: only what is seen can have the focus
            tab_after(self.lines.previousInFocusChain(), self.new)
        self._say_empty()

    def close_new(self) -> None:
        """Put the empty form away; what is half-written in it comes back."""
        if self.new is None:
            return
        self._drafts.keep_now()
        gone, self.new = self.new, None
        focus = QApplication.focusWidget()
        had_focus = focus is not None and gone.isAncestorOf(focus)
        self._say_empty()
        if had_focus:
            self._to_add()
        self._inside.removeWidget(gone)
        gone.hide()
        gone.deleteLater()

    def _added(self, id: UUID) -> None:
        """It stands among the lines now: go on from there."""
        self.close_new()
        self.lines.reveal(id)
        self.lines.go_to(id)

    def take_away(self, id: UUID) -> None:
        """Take an entry out of the record; how to take that back is said above the lines."""
        entry = self.entry(id)
        if entry is None:
            return
        words = self._gone(entry) if self._gone is not None else f"Borttaget: {self.lines.said(id).what}"

        def removed(_applied: Applied) -> None:
            if isValid(self):
                self.told.say(words)

        def refused(error: CoordinatorError) -> None:
            if isValid(self) and self.box is not None and self.lines.open_id == id:
                self.box.fault.say(error)
            else:
                self._session.refused.emit(error)

        self._session.do(take_away, self.kind, id).then(removed).but(refused)

    # Where one begins

    def start(self) -> bool:
        """Put the focus where one begins: in a form that is begun, on a line, or on what adds one; whether it could."""
        if self.new is not None:
            self.new.form.start()
            return True
        return self.lines.go_to() or self._to_add()

    @property
    def is_empty(self) -> bool:
        """Whether there is no entry at all."""
        return self._record is not None and not self._record.all(self.kind)

    def _to_add(self) -> bool:
        button = self._empty_add if self._empty_add is not None and self.is_empty else self.add
        if button is None:
            self.emptied.emit()
            return False
        button.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _say_empty(self) -> None:
        """Say what to do first, when there is nothing and nothing is begun."""
        empty = self.is_empty and not self.lines.ids and self.new is None
        if self.empty is not None:
            self.empty.setVisible(empty)
        if self.add is not None:
            self.add.setVisible(self.new is None and not (empty and self._empty_add is not None))

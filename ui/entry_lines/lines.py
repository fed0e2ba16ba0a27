"""Lines about entries under headings. One is open at a time, in its place; the arrow keys go between them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.entry_lines.button import LineButton
from ui.entry_lines.group import Group
from ui.entry_lines.laid_lines import LaidLines
from ui.entry_lines.line import Draw, Drawing, Line
from ui.entry_lines.sections import K, Sections
from ui.entry_lines.slot import Extras, LineSlot


class Lines(LaidLines):
    """Shows groups of lines. What is open, or has the focus, stays so when they are shown anew."""

    opened = Signal(object)
    """A line was pressed and is open now: its id."""
    closing = Signal()
    """What is open is about to go: time to keep what is half-written in it."""
    closed = Signal()
    entered = Signal(object)
    """Enter on the line that is open already, where lines open by themselves."""
    removed = Signal(object)
    changed = Signal()
    """More are to be shown, or others: answer with `show_groups`."""
    reached = Signal(object)
    """A widget that is to be seen: the line one has come to by the keyboard, and what is open below it."""
    left_upwards = Signal()
    """The arrow up on the first line."""
    emptied = Signal()
    """The line that had the focus went, and no other is left."""

    def __init__(
        self,
        name: str,
        body_of: Callable[[UUID], QWidget | None],
        *,
        columns: tuple[int, ...] = (),
        extras: Extras | None = None,
        follows: bool = False,
        keeps_body: bool = False,
        at_first: Mapping[str, int] | None = None,
        folded: Collection[str] = (),
        draw: Draw = Drawing,
    ) -> None:
        """body_of: what an open line shows, or None for one that leads elsewhere. columns: see `LineButton`.

        follows: the line one comes to opens by itself. keeps_body: whoever made what was open keeps it for the next.
        at_first, folded: see `Sections`. draw: lays out each line.
        """
        super().__init__(name, columns, extras, draw)
        self.line_made.connect(self._connect)
        self.fold_wanted.connect(self._fold)
        self.more_wanted.connect(self._show_more)
        self.before_wanted.connect(self._show_before)
        self._body_of = body_of
        self._follows, self._keeps_body = follows, keeps_body
        self.sections = Sections(at_first or {}, folded)
        self._wanted: UUID | None = None
        self._order: list[UUID] = []
        self._here: UUID | None = None
        self._open: UUID | None = None

    @property
    def ids(self) -> list[UUID]:
        """The lines that are shown, from the top."""
        return list(self._order)

    @property
    def here(self) -> UUID | None:
        """The line one is on, or was last."""
        return self._here

    @property
    def open_id(self) -> UUID | None:
        """The line that is open."""
        return self._open

    @property
    def body(self) -> QWidget | None:
        """What the open line shows."""
        return self.slots[self._open].body if self._open is not None else None

    def line(self, id: UUID) -> LineButton:
        """A line one can stand on."""
        return self.slots[id].button

    def said(self, id: UUID) -> Line:
        """What a line says."""
        return self.slots[id].button.line

    # Which are shown

    def group(
        self, key: str, title: str, entries: Sequence[K], say: Callable[[K], Line], note: str = "", *, gap: bool = False
    ) -> list[Group]:
        """See `Sections.group`."""
        wanted, opened = self._wanted, self._open
        return self.sections.group(key, title, entries, say, note, is_gap=gap, wanted=wanted, opened=opened)

    def reveal(self, id: UUID) -> bool:
        """See to it that a line is shown, also one far down or folded; whether there is such a line."""
        if id not in self.slots:
            self._wanted = id
            self.changed.emit()
            self._wanted = None
        return id in self.slots

    def begin_again(self) -> None:
        """Another patient, or other lines: none is open, and as few are shown as at first."""
        self.shut()
        self.sections.begin_again()

    def _show_more(self, key: str) -> None:
        """Show more lines of a group, and go to the first of them."""
        before = set(self._order)
        self.sections.stretch(key).show_more()
        self.changed.emit()
        new = next((one for one in self._order if one not in before), None)
        if new is not None:
            self.go_to(new)

    def _show_before(self, key: str) -> None:
        first = next(iter(self._order), None)
        self.sections.stretch(key).show_before()
        self.changed.emit()
        self.go_to(first)

    def _fold(self, key: str) -> None:
        self.sections.fold(key)
        self._put_away()
        self.changed.emit()

    # Showing

    def show_groups(self, groups: Sequence[Group]) -> None:
        """Show these."""
        held = next((id for id, slot in self.slots.items() if self._has_focus(slot)), None)
        before = self._order
        here = self._here if held is None else held
        self._order = [line.id for group in groups if group.is_open for line in group.lines]
        beside = _neighbour(here, before, set(self._order))
        spare = self._spare({*self._order, *([self._open] if self._open is not None else [])})
        shown: list[QWidget] = []
        for group in groups:
            if group.title:
                shown.append(self._head(group))
            if not group.is_open:
                continue
            if group.before:
                shown.append(self._more_button(group, before=True))
            shown += [self._slot(line, spare) for line in group.lines]
            if group.after:
                shown.append(self._more_button(group, before=False))
        if self._open is not None and self.slots[self._open] not in shown:
            self._put_away()
        self._let_go(shown, spare)
        self._lay_out(shown, in_sight=self._is_in_body())
        self.order_tabs()
        if self._here not in self.slots:
            self.make_current(beside if beside is not None else next(iter(self._order), None))
        self.make_current(self._here)  # what stands in another's place now takes the tab key no more
        if held is not None and not (held in self.slots and self._has_focus(self.slots[held])) and not self.go_to():
            self.emptied.emit()

    def _connect(self, button: LineButton) -> None:
        button.clicked.connect(partial(self._press, button))
        button.stepped.connect(partial(self._step, button))
        button.removed.connect(partial(self._remove, button))
        button.reached.connect(partial(self._reach, button))

    # Opening

    def open(self, id: UUID) -> bool:
        """Open a line that is shown, and close the one that was; whether there is anything to open."""
        if id == self._open:
            return True
        self.shut()
        body = self._body_of(id)
        if body is None:
            return False
        self._open = id
        self.slots[id].show_body(body)
        self.order_tabs()
        self.make_current(id)
        self.reached.emit(self.slots[id])
        return True

    def shut(self, *, go_back: bool = False) -> None:
        """Close the line that is open; ``go_back``: and put the focus on it, wherever it is."""
        id = self._open
        if id is None:
            return
        if go_back or self._is_in_body():
            self.line(id).setFocus(Qt.FocusReason.OtherFocusReason)  # first: leaving a field saves it
        self._put_away()
        self.closed.emit()

    def _put_away(self) -> None:
        if self._open is None:
            return
        self.closing.emit()
        body = self.slots[self._open].take_body()
        self._open = None
        if body is not None and not self._keeps_body:
            body.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes from what is open back to its line, and from a line closes it."""
        if event.key() != Qt.Key.Key_Escape or self._open is None:
            super().keyPressEvent(event)
            return
        line = self.line(self._open)
        if not self._follows and not self._is_in_body():
            self.shut()
        line.setFocus(Qt.FocusReason.OtherFocusReason)

    # The line one is on

    def go_to(self, id: UUID | None = None, *, opened: bool = False) -> bool:
        """Put the focus on a line, the one it was on when none is said; whether there is one."""
        wanted = id if id is not None else self._here
        if wanted is None or wanted not in self.slots:
            return False
        if opened or self._follows:
            self.open(wanted)
        self.line(wanted).setFocus(Qt.FocusReason.OtherFocusReason)
        self.make_current(wanted)
        self.reached.emit(self.slots[wanted])
        return True

    def make_current(self, id: UUID | None) -> None:
        """The one line that the tab key stops at."""
        for one, slot in self.slots.items():
            policy = Qt.FocusPolicy.StrongFocus if one == id else Qt.FocusPolicy.ClickFocus
            if slot.button.focusPolicy() != policy:
                slot.button.setFocusPolicy(policy)
        self._here = id

    def _is_in_body(self) -> bool:
        focus, body = self.window().focusWidget(), self.body
        return focus is not None and body is not None and body.isAncestorOf(focus)

    def _has_focus(self, slot: LineSlot) -> bool:
        focus = self.window().focusWidget()
        return focus is not None and slot.isAncestorOf(focus)

    def _reach(self, button: LineButton, by_key: bool) -> None:
        id = button.line.id
        if id not in self.slots:
            return  # on its way out
        self.make_current(id)
        if by_key:  # scrolling under the mouse would take the line away from it between press and release
            if self._follows:
                self.open(id)
            self.reached.emit(self.slots[id])

    def _step(self, button: LineButton, steps: int) -> None:
        place = self._order.index(button.line.id)
        if place == 0 and steps == -1:
            self.left_upwards.emit()
            return
        other = self._order[max(0, min(len(self._order) - 1, place + steps))]
        self.line(other).setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self, button: LineButton) -> None:
        self.removed.emit(button.line.id)

    def _press(self, button: LineButton, _checked: bool = False) -> None:
        id = button.line.id
        self.make_current(id)
        if self._open != id:
            if self.open(id):
                self.opened.emit(id)
        elif self._follows:
            self.entered.emit(id)
        else:
            self.shut()


def _neighbour(here: UUID | None, before: Sequence[UUID], left: set[UUID]) -> UUID | None:
    """The line one is on when these are left: the same, else the nearest that stood below it, or above."""
    if here is None or here in left or here not in before:
        return here if here in left else None
    place = before.index(here)
    return next((one for one in (*before[place:], *reversed(before[:place])) if one in left), None)

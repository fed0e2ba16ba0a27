"""The places of lines, their headings and the buttons for more, below each other, and the order of the tab key."""

from collections.abc import Sequence
from functools import partial
from itertools import chain, pairwise
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.entry_lines.group import Group, GroupHead
from ui.entry_lines.line import Draw, Drawing, Line
from ui.entry_lines.sections import AT_A_TIME
from ui.entry_lines.slot import Extras, LineSlot
from ui.form_flow import tab_to
from ui.parts import Button, Kind, column


class LaidLines(QWidget):
    """What stands where. What it leads to is `ui.entry_lines.lines.Lines`."""

    line_made = Signal(object)
    """A new line: the button one stands on."""
    fold_wanted = Signal(str)
    """The heading of a group was pressed: its key."""
    more_wanted = Signal(str)
    """More lines of that group are wanted below those that are shown."""
    before_wanted = Signal(str)
    """And above them."""

    def __init__(self, name: str, columns: tuple[int, ...], extras: Extras | None, draw: Draw = Drawing) -> None:
        super().__init__()
        self._columns, self._extras, self._draw = columns, extras, draw
        self.slots: dict[UUID, LineSlot] = {}
        self._heads: dict[str, GroupHead] = {}
        self._more: dict[tuple[str, bool], Button] = {}
        self._shown: list[QWidget] = []
        self._anchor = QWidget()  # where in the order of the tab key the lines begin
        self._anchor.setFixedHeight(0)
        self._inside = column(self._anchor, spacing=0)
        self.setLayout(self._inside)
        self.setAccessibleName(name)

    def head(self, key: str) -> GroupHead:
        """The heading of a group that is shown."""
        return self._heads[key]

    # Making and letting go

    def _spare(self, kept: set[UUID]) -> list[LineSlot]:
        """The places of lines that go, for those that come: to make one anew takes longer than to write it anew."""
        gone = [id for id, slot in self.slots.items() if id not in kept and slot.asking is None]
        return [self.slots.pop(id) for id in gone]

    def _slot(self, line: Line, spare: list[LineSlot]) -> LineSlot:
        made = self.slots.get(line.id)
        if made is None and spare:
            made = self.slots[line.id] = spare.pop(0)
        if made is not None:
            made.show_line(line)
            return made
        made = self.slots[line.id] = LineSlot(line, self._columns, self._extras, self, self._draw)
        self.line_made.emit(made.button)
        return made

    def _head(self, group: Group) -> GroupHead:
        made = self._heads.get(group.key)
        if made is None:
            made = self._heads[group.key] = GroupHead(group, self.fold_wanted.emit, self)
        made.show_group(group)
        return made

    def _more_button(self, group: Group, *, before: bool) -> Button:
        key = group.key, before
        made = self._more.get(key)
        if made is None:
            wanted = self.before_wanted if before else self.more_wanted
            icon = "chevron-up" if before else "chevron-down"
            made = Button("", Kind.QUIET, icon=icon, press=partial(wanted.emit, group.key), parent=self)
            self._more[key] = made
        words = f"Visa {min(AT_A_TIME, group.before)} före" if before else f"Visa {min(AT_A_TIME, group.after)} till"
        made.say(words)
        made.setAccessibleName(f"{words}, {group.title}" if group.title else words)
        return made

    def _let_go(self, shown: Sequence[QWidget], spare: Sequence[LineSlot]) -> None:
        """Let what is not shown any more go."""
        kept = set(shown)
        gone: list[QWidget] = [*spare]
        gone += [self.slots.pop(id) for id, slot in list(self.slots.items()) if slot not in kept]
        gone += [self._heads.pop(key) for key, head in list(self._heads.items()) if head not in kept]
        gone += [self._more.pop(key) for key, more in list(self._more.items()) if more not in kept]
        for one in gone:
            self._inside.removeWidget(one)
            one.hide()
            one.deleteLater()

    def _lay_out(self, shown: list[QWidget], *, in_sight: bool) -> None:
        """Let these stand below each other; ``in_sight``: one writes in one of them, so all stay on screen."""
        if shown == self._shown:
            return
        focus = self.window().focusWidget()
        was_shown = not self.isHidden()
        if not in_sight:
            self.hide()  # else the whole page is laid out anew for each line
        for one in self._shown:  # not `takeAt`: its item would stay the widget's own, and remember the height it had
            self._inside.removeWidget(one)
        for one in shown:
            self._inside.addWidget(one)
            if one.isHidden():
                one.show()
        self._shown = shown
        self.setVisible(was_shown)
        if focus is not None and self.isAncestorOf(focus) and focus is not self.window().focusWidget():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def order_tabs(self) -> None:
        """Let the tab key go as the eye does: what was made later may stand higher up."""
        place_of = {
            part: place
            for place, one in enumerate(self._shown)
            for part in (one, *one.findChildren(QWidget))
            if part.focusPolicy() != Qt.FocusPolicy.NoFocus
        }
        within: list[list[QWidget]] = [[] for _ in self._shown]
        here = self._anchor.nextInFocusChain()
        while here is not None and here is not self._anchor:
            if here in place_of:
                within[place_of[here]].append(here)
            here = here.nextInFocusChain()
        for one, after in pairwise([self._anchor, *chain.from_iterable(within)]):
            if one.nextInFocusChain() is not after:
                tab_to(one, after)

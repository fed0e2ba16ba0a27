"""A heading with lines under it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtWidgets import QWidget

from ui.entry_lines.line import Line
from ui.parts import Button, Kind, dress, label, on_ground, row
from ui.theme import BODY_POINTS, font, scaled


@dataclass(frozen=True)
class Group:
    """A heading, none where ``title`` is empty, and the lines under it.

    before, after: how many more there are above and below them. folds: the heading opens and closes.
    """

    key: str
    title: str
    lines: tuple[Line, ...] = field(default=(), repr=False)
    note: str = ""
    before: int = 0
    after: int = 0
    folds: bool = False
    is_open: bool = True
    is_gap: bool = False


def parted(cut: Group, parts: Sequence[Group]) -> list[Group]:
    """A group that was cut as one list, with its lines in ``parts``; what there is more of is above and below them."""
    bare = replace(cut, title="", lines=())
    above = [replace(bare, after=0)] if cut.before else []
    return [*above, *parts, *([replace(bare, before=0)] if cut.after else [])]


class GroupHead(QWidget):
    """The heading of a group, on a ground of its own; one that folds is a button."""

    def __init__(self, group: Group, fold: Callable[[str], object], parent: QWidget) -> None:
        super().__init__(parent)
        on_ground(self, "sunken")
        key = group.key
        self.button = Button(group.title, Kind.QUIET, press=lambda: fold(key)) if group.folds else None
        self._title, self._note = label("", "section", parent=self), label("", "note", wrap=True)
        self._is_gap = False
        self._title.setVisible(not group.folds)
        inside = row(self.button or self._title, spacing=10)
        inside.addWidget(self._note, 1)
        above = 0 if group.folds else scaled(4)
        inside.setContentsMargins(scaled(4 if group.folds else 10), above, scaled(10), above)
        self.setLayout(inside)

    @property
    def words(self) -> str:
        """What it says."""
        return self.button.text() if self.button is not None else self._title.text()

    def show_group(self, group: Group) -> None:
        """Say what the heading of ``group`` says."""
        if self.button is not None:
            self.button.say(group.title, icon="chevron-down" if group.is_open else "chevron-right")
            self.button.setAccessibleName(f"{group.title}, {'öppen' if group.is_open else 'stängd'}")
        elif (self._title.text(), self._is_gap) != (group.title, group.is_gap):
            self._is_gap = group.is_gap
            self._title.setText(group.title)
            dress(self._title, "amber" if group.is_gap else "section")
            self._title.setFont(font(BODY_POINTS, 700))
        self._note.setText(group.note)

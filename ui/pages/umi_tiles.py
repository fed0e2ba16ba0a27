"""The five groups as tiles, each with what is known of it; asking about a group."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from coordinator.entity import Knowledge
from coordinator.record import Record
from coordinator.umi.asking import unasked
from coordinator.umi.belonging import answer_of, current_rows
from coordinator.umi.kinds import AlertGroup
from coordinator.umi.strip import strip
from ui.drafts import Drafts
from ui.pages.umi_asking import Asking
from ui.pages.umi_tile import Tile
from ui.parts import column
from ui.session import Session
from ui.theme import scaled

_NARROWEST = 178


class Tiles(QWidget):
    """A tile with rows goes to them; one without asks, in a box below the tiles."""

    rows_wanted = Signal(object)
    """The rows of that group are to be seen."""
    writing_wanted = Signal()
    """In a group there is something that is to be written in."""
    done = Signal(str)
    """What was just answered, to be said on the page."""
    reached = Signal(object)
    """A widget that is to be seen."""
    left = Signal()
    """She is done with the box: on with what is next on the page."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__()
        self._record: Record | None = None
        self._chosen: AlertGroup | None = None
        self.tiles = {group: Tile(group) for group in AlertGroup}
        for group, tile in self.tiles.items():
            tile.clicked.connect(partial(self._press, group))
            tile.stepped.connect(partial(self._step, group))
        self._current = AlertGroup.CONDITION
        self._make_current(self._current)
        self._places = TileGrid(list(self.tiles.values()))
        self.asking = Asking(session, drafts)
        self.asking.answered.connect(self._answered)
        self.asking.left.connect(self.shut)
        self.setLayout(column(self._places, self.asking, spacing=8))

    # Showing

    def show_record(self, record: Record) -> None:
        """Show a record: another patient's, or the same one after a change."""
        if self._record is None or self._record.patient_id != record.patient_id:
            self._put_away()
            self.asking.forget()
        self._record = record
        for told in strip(record):
            self.tiles[told.group].show_field(told)
        if self.is_asking:
            self.asking.show_record(record)

    def mark(self, group: AlertGroup | None) -> None:
        """Mark the group whose row is chosen; the one that is asked about is marked while it is."""
        chosen = self.asking.group if self.is_asking else group
        self._chosen = group
        for one, tile in self.tiles.items():
            tile.show_chosen(is_chosen=one is chosen)

    # Going there

    @property
    def is_asking(self) -> bool:
        """Whether the box is open."""
        return not self.asking.isHidden()

    def open(self, entry_id: UUID) -> bool:
        """Go to the entry of that id; whether it is here."""
        record = self._record
        about = next((group for group in AlertGroup if record and _has_answer(record, group, entry_id)), None)
        if about is not None:
            self.open_group(about)
        return about is not None

    def start(self) -> bool:
        """Put the keyboard where one begins; whether there is anywhere."""
        self.tiles[self._current].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def ask(self) -> bool:
        """Ask about the first group that nobody has asked about; whether there is one."""
        groups = unasked(self._record) if self._record is not None else []
        if groups:
            self.open_group(groups[0])
        return bool(groups)

    def open_group(self, group: AlertGroup) -> None:
        """Go to the rows of a group, or ask about it."""
        self._make_current(group)
        self._press(group)

    def shut(self) -> None:
        """Put the box away, and go back to its tile."""
        self._put_away()
        self.tiles[self.asking.group].setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_away(self) -> None:
        """Hide the box. The focus leaves it first: else it would go on to the row below, which would be chosen."""
        focus = self.window().focusWidget()
        if focus is not None and self.asking.isAncestorOf(focus):
            self.tiles[self.asking.group].setFocus(Qt.FocusReason.OtherFocusReason)
        self.asking.hide()
        self.mark(self._chosen)

    def _press(self, group: AlertGroup, _checked: bool = False) -> None:
        if self._record is None:
            return
        if current_rows(self._record, group):
            self._put_away()
            self.rows_wanted.emit(group)
        else:
            self.asking.begin(self._record, group)
            self.mark(self._chosen)
            self.reached.emit(self.asking)

    def _step(self, group: AlertGroup, by: int) -> None:
        groups = list(self.tiles)
        other = groups[(groups.index(group) + by) % len(groups)]
        self._make_current(other)
        self.tiles[other].setFocus(Qt.FocusReason.TabFocusReason)

    def _make_current(self, group: AlertGroup) -> None:
        """The one tile that the tab key stops at."""
        self._current = group
        for one, tile in self.tiles.items():
            tile.setFocusPolicy(Qt.FocusPolicy.StrongFocus if one is group else Qt.FocusPolicy.ClickFocus)

    # After an answer

    def _answered(self, group: AlertGroup | None, known: Knowledge) -> None:
        self._put_away()
        self.done.emit(_told(group, known))
        if known is Knowledge.SOME and group is not None and group is not AlertGroup.HISTORIC:
            self.writing_wanted.emit()
        else:
            self.left.emit()


class TileGrid(QWidget):
    """As many beside each other as there is room for; three, and two below them, rather than four and one."""

    def __init__(self, tiles: list[Tile]) -> None:
        super().__init__()
        self._tiles, self._many = tiles, 0
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(scaled(8))
        self.setLayout(self._grid)
        self._place()

    def minimumSizeHint(self) -> QSize:
        """One below the other is enough: the scroll area around may make the page that narrow."""
        widest = max(one.minimumSizeHint().width() for one in self._tiles)
        return QSize(widest, self._grid.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        room = max(1, min(len(self._tiles), self.width() // scaled(_NARROWEST)))
        many = 3 if room == 4 else room
        if many == self._many:
            return
        self._many = many
        for at, tile in enumerate(self._tiles):
            self._grid.addWidget(tile, at // many, at % many)
        for at in range(len(self._tiles)):
            self._grid.setColumnStretch(at, 1 if at < many else 0)
        self._grid.activate()
        self.updateGeometry()


def _told(group: AlertGroup | None, known: Knowledge) -> str:
    if group is None:
        return "Inget känt i de grupper som var kvar"
    return f"{group.label}: {known.label.lower()}"


def _has_answer(record: Record, group: AlertGroup, entry_id: UUID) -> bool:
    answer = answer_of(record, group)
    return answer is not None and answer.id == entry_id

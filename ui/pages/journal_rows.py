"""The rows that are not in the journal, ticked from the start; many are shown a stretch at a time."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator.journal.rows import JournalRow
from ui.entry_lines.sections import AT_A_TIME
from ui.form_flow import tab_to
from ui.pages.journal_question import rows_in_words
from ui.pages.journal_row import WaitingRow
from ui.parts import Button, Kind, Rule, Section, column, row
from ui.screen_reader import announce


class WaitingRows(QWidget):
    """What is ticked goes into the note; a row that comes is ticked."""

    changed = Signal()
    """Other rows are ticked than before."""
    reached = Signal(object)
    """A row that is to be seen."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[JournalRow] = ()
        self._left_out: set[UUID] = set()
        self._today = date.min
        self._many = AT_A_TIME
        self.shown: dict[UUID, WaitingRow] = {}
        self.all = Button("Välj alla", Kind.QUIET, icon="square-check", press=self.turn_all)
        self.head = Section("Inte i journalen", self.all)
        self.head.setMinimumHeight(self.all.sizeHint().height())  # also when one row leaves nothing to choose among
        self._lines: QVBoxLayout = column(spacing=0)
        self.more = Button("", Kind.QUIET, icon="chevron-down", press=self.show_more)
        self.setLayout(column(self.head, Rule(), self._lines, row(self.more, 1), spacing=4))

    @property
    def chosen(self) -> list[JournalRow]:
        """The rows that are ticked, also those further down than is shown."""
        return [one for one in self._rows if one.entry_id not in self._left_out]

    def begin(self, left_out: set[UUID]) -> None:
        """Another patient's rows come; ``left_out``: which of hers are not ticked, kept up to date from now on."""
        self._left_out = left_out
        self._many = AT_A_TIME
        self._show((), self._today)

    def show_rows(self, rows: Sequence[JournalRow], today: date) -> None:
        """Show the rows as they are now; those that were left out stay so."""
        self._left_out &= {one.entry_id for one in rows}
        self._show(rows, today)

    def _show(self, rows: Sequence[JournalRow], today: date) -> None:
        self._rows, another_day, self._today = rows, self._today != today, today
        seen = rows[: self._many]
        kept = {one.entry_id: one for one in seen}
        for id, part in [*self.shown.items()]:
            if kept.get(id) != part.row or another_day:
                self._take_out(id)
        for place, one in enumerate(seen):
            part = self.shown.get(one.entry_id) or self._made(one)
            if self._lines.indexOf(part) != place:
                self._lines.insertWidget(place, part)
        self._put_tabs()
        left = len(rows) - len(seen)
        self.more.say(f"Visa {min(left, AT_A_TIME)} till", note=f"av {left}" if left > AT_A_TIME else "")
        self.more.setVisible(left > 0)
        self._say_many()

    def _put_tabs(self) -> None:
        """From row to row, also into those that came later."""
        before: QWidget = self.all
        for part in self._in_order():
            if before.nextInFocusChain() is not part.box:
                tab_to(before, part.box)
            before = part.box

    def _made(self, one: JournalRow) -> WaitingRow:
        part = self.shown[one.entry_id] = WaitingRow(one, self._today, chosen=one.entry_id not in self._left_out)
        part.ticked.connect(self._tick)
        part.box.installEventFilter(self)
        return part

    def _take_out(self, id: UUID) -> None:
        part = self.shown.pop(id)
        self._lines.removeWidget(part)
        part.hide()
        part.deleteLater()

    def _say_many(self) -> None:
        many, chosen = len(self._rows), len(self.chosen)
        self.head.note.setText(f"{chosen} av {many} valda" if chosen < many else f"{many} valda" if many > 1 else "")
        self.all.say("Välj ingen" if chosen == many else "Välj alla", icon="square" if chosen == many else None)
        self.all.setVisible(many > 1)

    # Ticking

    def _tick(self, id: UUID, on: bool) -> None:
        (self._left_out.discard if on else self._left_out.add)(id)
        self._say_many()
        self.changed.emit()

    def turn_all(self) -> None:
        """Tick all, or none when all are."""
        if self._left_out:
            self._left_out.clear()
        else:
            self._left_out.update(one.entry_id for one in self._rows)
        for id, part in self.shown.items():
            part.tick(on=id not in self._left_out)
        self._say_many()
        announce(self, f"{rows_in_words(len(self.chosen))} valda")
        self.changed.emit()

    # Going there

    def start(self, id: UUID | None = None) -> bool:
        """Go to a row, or to the first one; whether there is one."""
        places = [one.entry_id for one in self._rows]
        if id is not None and id not in places:
            return False
        if id is not None:
            self._many = max(self._many, places.index(id) + 1)
            self._show(self._rows, self._today)
        part = self.shown.get(id) if id is not None else next(iter(self._in_order()), None)
        if part is None:
            return False
        self._go_to(part)
        return True

    def show_more(self) -> None:
        """Show more below, and go to the first of them."""
        first = self._many
        self._many += AT_A_TIME
        self._show(self._rows, self._today)
        self._go_to(self._in_order()[first])

    def _go_to(self, part: WaitingRow) -> None:
        part.box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reached.emit(part)

    def _in_order(self) -> list[WaitingRow]:
        return [self.shown[one.entry_id] for one in self._rows[: self._many]]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down go from row to row."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            boxes = self._in_order()
            here = next((place for place, part in enumerate(boxes) if part.box is watched), None)
            held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            by = None if held else steps.get(Qt.Key(event.key()))
            if here is not None and by is not None:
                if 0 <= here + by < len(boxes):
                    self._go_to(boxes[here + by])
                return True
        return super().eventFilter(watched, event)

"""One row of the plan, written in where it stands: need, goal, what is done, by whom, for which huvudman, and when."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QCompleter, QGridLayout, QSizePolicy, QWidget

from coordinator.contact import Huvudman
from coordinator.record import Record
from coordinator.sip.at_meeting import move_decision, remove_decision, resolve_responsible, write_decision
from coordinator.sip.decision import SipDecision
from coordinator.sip.who import function_of, name_of_participant, organisation_of
from coordinator.swedish import day_in_words, short_day, week
from ui.chips import CHOSEN, FACT, GAP, Look, chip_size, paint_chip, pen, rounded
from ui.icon_button import IconButton
from ui.menu import Item, show_menu
from ui.pages.careplan_binding import Bound, Desktop, Fault, day_reader, one_line
from ui.pages.sip_meeting_fields import ROW_POINTS, MeetingText, PlainLine
from ui.parts import Pressable, column, label, tip, whole
from ui.session import Doing
from ui.theme import metrics, scaled, theme

_LOOKS: dict[Huvudman, Look] = {Huvudman.REGION: CHOSEN, Huvudman.KOMMUN: Look("ink", "sunken", "sunken")}
_LETTERS = {
    Qt.Key.Key_R: Huvudman.REGION,
    Qt.Key.Key_K: Huvudman.KOMMUN,
    Qt.Key.Key_S: Huvudman.STATE,
    Qt.Key.Key_P: Huvudman.PRIVATE,
    Qt.Key.Key_I: Huvudman.NON_PROFIT,
}
CELLS: dict[str, tuple[str, int]] = {
    "need": ("Behov", 5), "goal": ("Mål", 6), "what": ("Insats", 7), "who": ("Vem gör", 6),
}  # fmt: skip
"""The columns that share what room there is: heading, and how much of it."""
BETWEEN = 4
_NOT_CHOSEN = "Välj"


def huvudman_width() -> int:
    """How wide the column of huvudmän is."""
    return max(chip_size(text).width() for text in (_NOT_CHOSEN, *(one.label for one in Huvudman))) + scaled(4)


def day_width() -> int:
    """How wide a column of days is."""
    return round(metrics(ROW_POINTS).horizontalAdvance("30 sep 2027")) + scaled(14)


class HuvudmanButton(Pressable):
    """Whose duty a row is, as a chip: its letter chooses, the arrows go on, Delete takes the row away."""

    chosen = Signal(object)
    menu_wanted = Signal()
    removal_wanted = Signal()
    moved = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.huvudman: Huvudman | None = None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleDescription(
            "R region, K kommun, S stat, P privat, I ideell. Delete tar bort raden, Ctrl och pil flyttar den."
        )
        self.clicked.connect(self._go_on)

    def show_huvudman(self, huvudman: Huvudman | None) -> None:
        """Draw another."""
        self.huvudman = huvudman
        self.setAccessibleName(f"Huvudman: {huvudman.label if huvudman else 'inte vald'}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(huvudman_width(), chip_size("Å").height() + scaled(6))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}
        if held == Qt.KeyboardModifier.ControlModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(key == Qt.Key.Key_Up)
        elif held:
            super().keyPressEvent(event)
        elif key in _LETTERS:
            self._choose(_LETTERS[key])
        elif key in steps:
            self._step(steps[key])
        elif key == Qt.Key.Key_Delete:
            self.removal_wanted.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = QRectF(self.rect())
        if self.hasFocus():
            rounded(painter, place, scaled(5), theme().colour("paper"), pen("focus", width=2))
        inner = place.adjusted(scaled(2), 0, -scaled(2), 0)
        if self.huvudman is None:
            paint_chip(painter, inner, _NOT_CHOSEN, GAP)
        else:
            paint_chip(painter, inner, self.huvudman.label, _LOOKS.get(self.huvudman, FACT))
        painter.end()

    def _go_on(self) -> None:
        self._step(1)

    def _step(self, by: int) -> None:
        every = list(Huvudman)
        here = every.index(self.huvudman) if self.huvudman else -1 if by > 0 else 0
        self._choose(every[(here + by) % len(every)])

    def _choose(self, huvudman: Huvudman) -> None:
        self.show_huvudman(huvudman)
        self.chosen.emit(huvudman)


class DecisionRow(QWidget):
    """The row of one insats."""

    def __init__(self, desktop: Desktop, one: SipDecision, names: QCompleter) -> None:
        super().__init__()
        self._desktop, self.decision_id, self.sip_id = desktop, one.id, one.sip_id
        self._fault = Fault()
        self.need, self.goal = (
            MeetingText("Behov", hint="Behov", plain=True),
            MeetingText("Mål", hint="Mål", plain=True),
        )
        self.need.setProperty("heavy", True)
        self.what = MeetingText("Insats", hint="Insats", plain=True)
        self.who, self._function = PlainLine("Vem gör", hint="Vem?"), label("", "note", wrap=True)
        self.who.setCompleter(names)
        self.start, self.due = PlainLine("Börjar", hint="När?"), PlainLine("Klart senast", hint="När?")
        self.huvudman = HuvudmanButton()
        self._more = IconButton("Mer om raden", "chevron-down", self._open_menu)
        self._more.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard has the same on the huvudman
        self.huvudman.chosen.connect(self._save_huvudman)
        self.huvudman.menu_wanted.connect(self._open_menu)
        self.huvudman.removal_wanted.connect(self._remove)
        self.huvudman.moved.connect(self._move)
        self._bind()
        self._roomy: bool | None = None
        self._lay_out()

    @property
    def fields(self) -> dict[str, QWidget]:
        """What is written in, by the name of its field."""
        return {
            "need": self.need, "goal": self.goal, "what": self.what, "responsible": self.who,
            "huvudman": self.huvudman, "start": self.start, "due": self.due,
        }  # fmt: skip

    def show_decision(self, record: Record, one: SipDecision) -> None:
        """Show the row as it is now."""
        for bound, value in (
            (self._need, one.need), (self._goal, one.goal), (self._what, one.what), (self._who, _who(record, one)),
            (self._start, one.start), (self._due, one.due),
        ):  # fmt: skip
            bound.show(value)
        function = _function(record, one)
        self._function.setText(function)
        self._function.setVisible(bool(function))
        self.huvudman.show_huvudman(one.huvudman)
        for field, day in ((self.start, one.start), (self.due, one.due)):
            field.setToolTip(f"{short_day(day, record.today)}, {week(day)}" if day else "")
        self.setAccessibleName(tip(one.heading))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            painter.fillRect(self.rect(), theme().colour("sel"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme().colour("hair"))
        painter.end()

    def arrange(self, *, roomy: bool) -> None:
        """All in one line; or each text on a line of its own, where the window is narrow or the letters are large."""
        if roomy == self._roomy:
            return
        self._roomy = roomy
        texts = (self.need, self.goal, self.what)
        small = (self.huvudman, self.start, self.due)
        for part in (*texts, self._who_holder, *small, self._more):
            self._grid.removeWidget(part)
        middle = Qt.AlignmentFlag.AlignVCenter
        for place, part in enumerate(texts):
            line, column_of, wide = (place, 0, 4) if roomy else (0, place, 1)
            self._grid.addWidget(part, line, column_of, 1, wide, middle)
        self._grid.addWidget(self._who_holder, 3 if roomy else 0, 0 if roomy else 3, 1, 4 if roomy else 1, middle)
        for place, part in enumerate(small):
            line, column_of = (4, place) if roomy else (0, 4 + place)
            self._grid.addWidget(part, line, column_of, middle)
        self._grid.addWidget(self._more, 0, 4 if roomy else 7, middle)
        shares = [0, 0, 1] if roomy else [share for _, share in CELLS.values()]
        for place in range(8):
            self._grid.setColumnStretch(place, shares[place] if place < len(shares) else 0)

    def _lay_out(self) -> None:
        self._who_holder = whole(column(self.who, self._function, spacing=0))
        self._function.setContentsMargins(scaled(7), 0, 0, scaled(2))
        for one in (self.start, self.due):
            one.setFixedWidth(day_width())
        self.huvudman.setFixedWidth(huvudman_width())
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(scaled(BETWEEN))
        self._grid.setVerticalSpacing(0)
        inside = column(self._grid, self._fault, spacing=0)
        inside.setContentsMargins(0, 0, 0, 1)
        self.setLayout(inside)
        self.setMinimumHeight(scaled(46))

    def _bind(self) -> None:
        read_day = day_reader(self._desktop)
        self._need, self._goal = self._bound(self.need, "need"), self._bound(self.goal, "goal")
        self._what = self._bound(self.what, "what")
        self._who = Bound(self.who, self._fault, self._save_who, read=self._read_who)
        self._start = self._bound(self.start, "start", read_day, self._day_shown)
        self._due = self._bound(self.due, "due", read_day, self._day_shown)
        for name, field in self.fields.items():
            if isinstance(field, MeetingText | PlainLine):
                self._desktop.drafts.watch(field, f"sip_decision:{self.decision_id}:{name}")

    def _bound(
        self,
        field: MeetingText | PlainLine,
        name: str,
        read: Callable[[str], Any] = str.strip,
        shown: Callable[[Any], str] = str,
    ) -> Bound:
        return Bound(field, self._fault, lambda value: self._write(**{name: value}), read=read, shown=shown)

    def _day_shown(self, day: date | None) -> str:
        record = self._desktop.record
        return day_in_words(day, record.today) if day and record is not None else ""

    def _read_who(self, text: str) -> str:
        """The name as the record has it; a name of nobody who takes part is refused here."""
        record = self._desktop.record
        said = one_line(text)
        if record is None or not said:
            return said
        return name_of_participant(record, resolve_responsible(record, self.sip_id, said))

    def _save_who(self, name: str) -> Doing | None:
        return self._write(**({"responsible": name} if name else {"participant_id": None, "responsible": ""}))

    def _save_huvudman(self, huvudman: Huvudman) -> None:
        self._write(huvudman=huvudman)

    def _write(self, **fields: Any) -> Doing | None:
        return self._desktop.do(write_decision, self.decision_id, **fields)

    def _remove(self) -> None:
        self._desktop.do(remove_decision, self.decision_id)

    def _move(self, up: bool) -> None:
        self._desktop.do(move_decision, self.decision_id, up=up)

    def _open_menu(self) -> None:
        every = [
            Item(one.label, partial(self._save_huvudman, one), chosen=one is self.huvudman.huvudman) for one in Huvudman
        ]
        rest = [
            Item("Flytta upp", partial(self._move, True), apart=True), Item("Flytta ned", partial(self._move, False)),
            Item("Ta bort raden", self._remove, apart=True),
        ]  # fmt: skip
        show_menu(self, self._more, [*every, *rest])


def _who(record: Record, one: SipDecision) -> str:
    found = one.participant(record)
    return name_of_participant(record, found) if found is not None else one_line(one.responsible)


def _function(record: Record, one: SipDecision) -> str:
    found = one.participant(record)
    return next(filter(None, (function_of(record, found), organisation_of(record, found))), "") if found else ""

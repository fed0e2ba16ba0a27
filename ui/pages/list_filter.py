"""What narrows a list over all patients: words, of what kind the lines are, and how they are put together."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QWidget

from ui.form_flow import Flow
from ui.pages.quick_add import SignedLine
from ui.parts import Button, Kind, label, row
from ui.screen_reader import Announcer, hits_in_words
from ui.table import Row, TableModel
from ui.table_view import TableView
from ui.theme import is_large, scaled

T = TypeVar("T", bound=Row)
Kinds = Sequence[tuple[str, str, Callable[[T], bool] | None]]
"""What the list can be narrowed to: its word, its icon, and what it lets through; None for all."""


class ListFilter(QWidget, Generic[T]):
    """The filter line, the toggles with how many each shows, and the choice of grouping, if there is one."""

    narrowed = Signal()
    """Other lines are shown than before."""
    grouping_changed = Signal(str)

    def __init__(
        self,
        name: str,
        hint: str,
        kinds: Kinds[T],
        model: TableModel[T],
        table: TableView,
        *,
        groupings: Sequence[str] = (),
    ) -> None:
        """model, table: what is narrowed; letters typed in the table come here, and Esc there."""
        super().__init__()
        self._kinds, self._model, self._table = kinds, model, table
        self.line = SignedLine(name, "search", hint="Filtrera" if is_large() else hint)
        self.line.setMinimumWidth(scaled(170 if is_large() else 270))
        self._announcer = Announcer(self.line)
        self.line.textChanged.connect(self._search)
        self.line.installEventFilter(self)
        height = self.line.sizeHint().height()
        self._group = QButtonGroup(self)
        self.toggles: list[Button] = []
        for place, (title, icon, _) in enumerate(kinds):
            toggle = Button(title, Kind.TOGGLE, icon=icon)
            toggle.setChecked(place == 0)
            toggle.setFixedHeight(height)
            toggle.setAutoExclusive(True)  # the group sees to it; this is what a screen reader is told
            self._group.addButton(toggle, place)
            self.toggles.append(toggle)
        self._group.idToggled.connect(self._toggled)
        self.grouping = QComboBox(self)
        self.grouping.addItems(list(groupings))
        self.grouping.setAccessibleName("Gruppera")
        self.grouping.setFixedHeight(height)
        self.grouping.setVisible(bool(groupings))
        self.grouping.currentTextChanged.connect(self.grouping_changed)
        flow = Flow(self.line, *self.toggles)
        inside = row(spacing=8)
        inside.addLayout(flow, 1)
        if groupings and is_large():
            flow.addWidget(self.grouping)
        elif groupings:
            words = label("Gruppera:", "note")
            words.setBuddy(self.grouping)
            words.setMinimumHeight(height)
            for part in (words, self.grouping):
                inside.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(inside)
        table.typed.connect(self.type_on)
        table.escaped.connect(self.start)

    @property
    def keep(self) -> Callable[[T], bool] | None:
        """What the chosen toggle lets through; None for all."""
        return self._kinds[self._group.checkedId()][2]

    def show_counts(self, rows: Sequence[T]) -> None:
        """Say on each toggle how many it shows."""
        for toggle, (title, _, keep) in zip(self.toggles, self._kinds, strict=True):
            toggle.say(f"{title} {len(rows) if keep is None else sum(map(keep, rows))}")

    def show_all(self) -> None:
        """Let everything through again."""
        self.line.clear()
        self.toggles[0].setChecked(True)

    def start(self) -> None:
        """Go to the line, with what stands there ready to be written over."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def type_on(self, text: str) -> None:
        """Letters typed in the list narrow it."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.insert(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            on = event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if on or (event.key() == Qt.Key.Key_Escape and not self.line.text()):
                self._to_table()
                return True
        return super().eventFilter(watched, event)

    def _toggled(self, _place: int, checked: bool) -> None:
        if checked:
            self._model.keep_only(self.keep)
            self.narrowed.emit()

    def _search(self, words: str) -> None:
        self._model.search(words)
        self.narrowed.emit()
        if words.strip():
            self._announcer.soon(hits_in_words(len(self._model.shown)))
        else:
            self._announcer.forget()

    def _to_table(self) -> None:
        """Down or Enter in the line."""
        if self._table.current_id is not None or self._table.choose_first():
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)

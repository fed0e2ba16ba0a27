"""*Alla tangenter*: what every key does, to be looked up and to be printed."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ui.drafts import Drafts
from ui.key_sheet import IN_LISTS_TITLE, TITLE, WITHOUT, groups, key_sheet
from ui.pages.view import View
from ui.parts import Button, Section, column, label, row, scrolling
from ui.preferences import Preferences
from ui.session import Session
from ui.theme import scaled
from ui.window_commands import KEYS

_TWO_COLUMNS = 760
"""From this width, at 100 % text, the groups stand in two columns."""


class KeysView(View):
    """The groups of the table of commands, in two columns where there is room."""

    NAME = KEYS.name
    TITLE = KEYS.title
    ICON = KEYS.icon

    def __init__(self, session: Session, drafts: Drafts, preferences: Preferences) -> None:
        super().__init__(session, drafts, preferences)
        self.print = Button("Skriv ut", icon="printer", press=self._print)
        self.told = label("", "note", wrap=True)
        self._groups = [_group(title, rows) for title, rows in groups()]
        self._sides = (column(spacing=18), column(spacing=18))
        sides = row(*self._sides, spacing=32)
        for place, side in enumerate(self._sides):
            sides.setStretch(place, 1)
            sides.setAlignment(side, Qt.AlignmentFlag.AlignTop)
        self._beside: bool | None = None
        inside = QWidget()
        head = row(label(self.TITLE, "title"), 1, self.print, spacing=12)
        inner = column(head, label(WITHOUT, "body", wrap=True), self.told, sides, 1, spacing=10)
        inner.setContentsMargins(scaled(24), scaled(14), scaled(24), scaled(16))
        inside.setLayout(inner)
        inside.setMaximumWidth(scaled(1000))
        area = scrolling(inside)
        area.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(area, spacing=0))
        self._arrange()

    def start(self, target: object = None) -> None:
        self.print.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        beside = self.width() >= scaled(_TWO_COLUMNS)
        if beside == self._beside:
            return
        self._beside = beside
        first, *middle, last = self._groups
        sides = ((first, last), middle) if beside else (self._groups, ())
        for side, groups_of_side in zip(self._sides, sides, strict=True):
            for group in groups_of_side:
                side.addWidget(group)

    def _print(self) -> None:
        now = self.session.now
        if now is not None:
            self.session.side_thread.run(lambda: _rendered(now), self._send)

    def _send(self, pdf: bytes) -> None:
        if self.session.dialogs.print_pdf(self, pdf, TITLE):
            self.told.setText("Skickat till skrivaren.")


def _rendered(now: datetime) -> bytes:
    from ui.paper.pdf import render_pdf  # slow to import, and seldom printed

    return render_pdf(key_sheet(now))


def _group(title: str, rows: list[tuple[str, str]]) -> QWidget:
    made = QWidget()
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(scaled(14))
    grid.setVerticalSpacing(scaled(4))
    grid.setColumnStretch(1, 1)
    for place, (keys, does) in enumerate(rows):
        grid.addWidget(_keys(keys, wrap=title == IN_LISTS_TITLE), place, 0)
        grid.addWidget(label(does, "body", wrap=True), place, 1)
    made.setLayout(column(Section(title), grid, spacing=6))
    return made


def _keys(keys: str, *, wrap: bool) -> QLabel:
    made = label(keys, "strong", wrap=wrap)
    made.setMinimumWidth(scaled(120))
    return made

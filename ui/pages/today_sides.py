"""The list of Idag and the panel of its next step: beside each other, or in a narrow window below each other."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.parts import Rule, column, on_ground, row, scrolling, whole
from ui.theme import is_large, scaled

_PANEL, _BESIDE, _BELOW = 390, 600, 420
"""How wide the panel is at most; from this width, at 100 % text, it stands beside the list;
and how high it is at least below it."""


class Sides(QWidget):
    """Each side is scrolled by itself; in a low window with large text both are."""

    def __init__(self, listed: QWidget, panel: QWidget) -> None:
        super().__init__()
        self._has_panel = self._is_beside = True
        around = column(panel, 1)
        side = scaled(12 if is_large() else 20)
        around.setContentsMargins(side, scaled(16), side, scaled(16))
        inside = whole(around)
        on_ground(inside, "paper")
        self.panel_area = scrolling(inside)
        self._between = Rule(upright=True)
        self._both = row(listed, self._between, self.panel_area, spacing=0)
        self._both.setStretch(0, 1)
        ground = whole(self._both)
        on_ground(ground, "paper")
        self.area = scrolling(ground)
        self.setLayout(column(self.area, spacing=0))

    def show_panel(self, *, visible: bool) -> None:
        """Without a line there is no next step: the list has all the room."""
        self._has_panel = visible
        self.panel_area.setVisible(visible)
        self._between.setVisible(visible and self._is_beside)

    def bring(self, part: QWidget) -> None:
        """Scroll so that a part of the panel is seen, when it has its place."""
        self.panel_area.ensureWidgetVisible(part)
        self.area.ensureWidgetVisible(part)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.width()
        beside = width >= scaled(_BESIDE)
        self._both.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._is_beside = beside
        self._between.setVisible(beside and self._has_panel)
        # Below it is as wide as the page without the bar with which that is scrolled.
        room = width - self.area.verticalScrollBar().sizeHint().width()
        self.panel_area.setFixedWidth(min(scaled(_PANEL), width // 2) if beside else room)
        self.panel_area.setMinimumHeight(0 if beside else scaled(_BELOW))

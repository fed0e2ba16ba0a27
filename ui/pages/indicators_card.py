"""One of the Nyckeltal on screen: its name and figure, how it is counted beside it, and its chart below."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from coordinator.trend import Trend
from coordinator.trend_words import figure
from ui.chart_view import ChartView
from ui.parts import Boxed, column, label, whole
from ui.theme import scaled

_BESIDE, _LEFT = 400, 150
"""From this width of the card, at 100 % text, how it is counted stands beside the figure; and how wide that is."""
_AS_WIDE = 16_777_215
"""As wide as there is room for, as Qt counts it."""


class IndicatorCard(Boxed):
    """A figure that is never without the words that say what it counts."""

    def __init__(self, trend: Trend) -> None:
        super().__init__("paper", edge="hair")
        self.trend = trend
        self.setAccessibleName(trend.title)
        self.title = label(trend.title, "section", wrap=True)
        self.figure, self.counted = label(figure(trend), "figure"), label(trend.now.counted, "body", wrap=True)
        self.definition, self.source = label(trend.definition, "note", wrap=True), label("", "note", wrap=True)
        self.source.setText(f"Källa: {trend.source}")
        self.chart = ChartView(trend)
        self._left = whole(column(self.figure, self.counted, 1, spacing=2))
        self._right = whole(column(self.definition, self.source, 1, spacing=4))
        self._beside: bool | None = None
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(scaled(16))
        self._grid.setVerticalSpacing(scaled(6))
        self.inside.addWidget(self.title)
        self.inside.addLayout(self._grid)
        self.inside.addSpacing(scaled(6))
        self.inside.addStretch(1)
        self.inside.addWidget(self.chart)
        self._place()

    def minimumSizeHint(self) -> QSize:
        """All of it below each other is enough."""
        around = self.inside.contentsMargins()
        widest = max(self.chart.minimumSizeHint().width(), self.figure.minimumSizeHint().width())
        return QSize(widest + around.left() + around.right(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        beside = self.width() >= scaled(_BESIDE)
        if beside == self._beside:
            return
        self._beside = beside
        self._grid.addWidget(self._left, 0, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self._right, 0 if beside else 1, int(beside), Qt.AlignmentFlag.AlignTop)
        self._grid.setColumnStretch(int(beside), 1)
        self._left.setMinimumWidth(scaled(_LEFT) if beside else 0)
        self._left.setMaximumWidth(scaled(_LEFT) if beside else _AS_WIDE)


class IndicatorCards(QWidget):
    """All of them, in one column or two."""

    _TWO = 860
    """From this width, at 100 % text, there are two columns."""

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[IndicatorCard] = []
        self._columns = 0
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(scaled(14))
        self.setLayout(self._grid)

    def minimumSizeHint(self) -> QSize:
        """One column is enough: the scroll area around may make the page that narrow."""
        widest = max((one.minimumSizeHint().width() for one in self.cards), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def show_trends(self, trends: tuple[Trend, ...]) -> None:
        """Show these; where they are what is shown nothing changes, and who goes through a chart stays in it."""
        if trends == tuple(one.trend for one in self.cards):
            return
        here = next((at for at, one in enumerate(self.cards) if one.chart.hasFocus()), None)
        for former in self.cards:
            self._grid.removeWidget(former)
            former.hide()
            former.deleteLater()
        self.cards = [IndicatorCard(trend) for trend in trends]
        self._columns = 0
        self.place(room=self.width())
        if here is not None and here < len(self.cards):
            self.cards[here].chart.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self, *, room: int) -> None:
        """Stand in one column or two, in a room so wide."""
        columns = 2 if room >= scaled(self._TWO) else 1
        if columns == self._columns:
            return
        self._columns = columns
        for at, card in enumerate(self.cards):
            self._grid.addWidget(card, at // columns, at % columns)
        for place in range(2):
            self._grid.setColumnStretch(place, int(place < columns))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place(room=self.width())

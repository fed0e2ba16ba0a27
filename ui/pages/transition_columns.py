"""The timeline with what is next beside it, what is worked with below; where it is narrow, what is next comes first."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.theme import scaled

_BESIDE, _SIDE = 820, 262
"""From this width of the page, at 100 % text, what is next stands beside the timeline; and how wide that is."""
_AS_WIDE = 16_777_215
"""As wide as there is room for, as Qt counts it."""


class TransitionColumns(QWidget):
    """Three parts in one or two columns."""

    def __init__(self, timeline: QWidget, side: QWidget, rest: QWidget) -> None:
        super().__init__()
        self._timeline, self._side, self._rest = timeline, side, rest
        self._beside: bool | None = None
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(scaled(22))
        self._grid.setVerticalSpacing(scaled(14))
        self._grid.setColumnStretch(0, 1)
        self._grid.setRowStretch(2, 1)
        self.setLayout(self._grid)
        self.place(room=0)

    def minimumSizeHint(self) -> QSize:
        """One column is enough: the scroll area around may make the page that narrow."""
        widest = max(one.minimumSizeHint().width() for one in (self._timeline, self._side, self._rest))
        return QSize(widest, super().minimumSizeHint().height())

    def place(self, *, room: int) -> None:
        """Stand beside each other or not, in a page that is ``room`` wide."""
        beside = room >= scaled(_BESIDE)
        if beside == self._beside:
            return
        self._beside = beside
        top = Qt.AlignmentFlag.AlignTop
        # What is next before the timeline, for the tab key too: one looks at the page to find it.
        if beside:
            self._grid.addWidget(self._side, 0, 1, 3, 1, top)
        else:
            self._grid.addWidget(self._side, 0, 0, top)
        self._grid.addWidget(self._timeline, 0 if beside else 1, 0, top)
        self._grid.addWidget(self._rest, 2, 0, top)
        self._side.setMinimumWidth(scaled(_SIDE))
        self._side.setMaximumWidth(scaled(_SIDE) if beside else _AS_WIDE)

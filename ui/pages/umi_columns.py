"""The parts of the page in two columns: the chosen row beside the rows; where it is narrow, right below them."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.parts import column, whole
from ui.theme import scaled

_BESIDE, _RIGHT = 940, 400
"""From this width of the page, at 100 % text, there are two columns; and how wide the right one is."""


class UmiColumns(QWidget):
    """The rows, the panel about one of them, the texts and the cards, for the tab key in this order."""

    def __init__(self, rows: QWidget, panel: QWidget, texts: QWidget, cards: QWidget) -> None:
        super().__init__()
        self._parts = rows, panel, texts, cards
        self._beside: bool | None = None
        self._left, self._right = column(spacing=20), column(spacing=20)
        self._aside = whole(self._right)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(scaled(24))
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(whole(self._left), 0, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self._aside, 0, 1, Qt.AlignmentFlag.AlignTop)
        self.setLayout(self._grid)
        self.place(room=0)

    def minimumSizeHint(self) -> QSize:
        """One column is enough: the scroll area around may make the page that narrow."""
        widest = max(one.minimumSizeHint().width() for one in self._parts)
        return QSize(widest, super().minimumSizeHint().height())

    def place(self, *, room: int) -> None:
        """Stand beside each other or not, in a page that is ``room`` wide."""
        beside = room >= scaled(_BESIDE)
        if beside == self._beside:
            return
        self._beside = beside
        for at, part in enumerate(self._parts):
            (self._right if beside and at % 2 else self._left).addWidget(part)
            part.show()
        self._aside.setVisible(beside)
        self._aside.setFixedWidth(scaled(_RIGHT))

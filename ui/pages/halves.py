"""Two parts beside each other, or below each other where there is no room."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from ui.parts import row
from ui.theme import scaled


class Halves(QWidget):
    """The first has ``share`` of the width, in hundredths, when they stand beside each other."""

    def __init__(self, first: QWidget, second: QWidget, *, wide: int, share: int = 50, spacing: int = 28) -> None:
        """wide: from this width, at 100 % text, they stand beside each other."""
        super().__init__()
        self._wide, self._shares = wide, (share, 100 - share)
        self._parts = (first, second)
        self._between = spacing
        self._place = row(spacing=spacing)
        for part in self._parts:
            self._place.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(self._place)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._lay_out()

    @property
    def beside(self) -> bool:
        """Whether they stand beside each other now."""
        return self.width() >= scaled(self._wide)

    def minimumSizeHint(self) -> QSize:
        """As high as the parts are at this width: else the page is as long as if it were narrow."""
        hint = super().minimumSizeHint()
        widest = max(part.minimumSizeHint().width() for part in self._parts)
        return QSize(widest, min(hint.height(), self.heightForWidth(self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        self.updateGeometry()

    def _lay_out(self) -> None:
        beside = self.beside
        directions = QBoxLayout.Direction
        self._place.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        self._place.setSpacing(scaled(self._between if beside else min(self._between, 16)))
        for place, share in enumerate(self._shares):
            self._place.setStretch(place, share if beside else 0)

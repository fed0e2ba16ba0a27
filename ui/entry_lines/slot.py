"""A line with what can be done with it at once beside it, and below it what is open or asked for."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.entry_lines.button import LineButton
from ui.entry_lines.line import Draw, Drawing, Line
from ui.parts import Boxed
from ui.theme import scaled, theme

_BESIDE = 620
"""From this width, at 100 % text, what is done with a line stands beside it and not below."""

Extras = Callable[[Line], QWidget | None]
"""What one can do with a line at once, beside it; None for nothing."""


class LineSlot(QWidget):
    """The place of one line."""

    def __init__(
        self,
        line: Line,
        columns: tuple[int, ...],
        extras: Extras | None,
        parent: QWidget,
        draw: Draw = Drawing,
    ) -> None:
        super().__init__(parent)
        self.button = LineButton(line, columns, draw)
        self._make_extras = extras
        self.extras: QWidget | None = None
        self.asking: QWidget | None = None
        self.body: QWidget | None = None
        self._box: Boxed | None = None
        self._beside: bool | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 1)
        self._grid.setHorizontalSpacing(scaled(10))
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(self.button, 0, 0, 1, 2)
        self._show_extras(line)

    def show_line(self, line: Line) -> None:
        """Say what ``line`` says; with what can be done when it asks something."""
        before = self.button.line
        self.button.show_line(line)
        if before.asks != line.asks or before.words != line.words:
            self._show_extras(line)

    def show_body(self, body: QWidget) -> None:
        """Open: show ``body`` below the line."""
        self.body, self._box = body, Boxed("sunken", bar="teal")
        self._box.inside.addWidget(body)
        self._grid.addWidget(self._box, 3, 0, 1, 2)
        body.show()
        self._box.show()
        self.button.show_open(is_open=True)
        self.update()

    def take_body(self) -> QWidget | None:
        """Close: show the line alone; what was open, which belongs to whoever made it."""
        body, box = self.body, self._box
        self.body = self._box = None
        if box is not None and body is not None:
            box.hide()
            body.setParent(None)
            self._grid.removeWidget(box)
            box.deleteLater()
        self.button.show_open(is_open=False)
        self.update()
        return body

    def ask(self, part: QWidget) -> None:
        """Show ``part`` below the line: it asks for something more."""
        self.stop_asking()
        self.asking = part
        self._grid.addWidget(part, 2, 0, 1, 2)
        part.show()

    def stop_asking(self) -> None:
        """Put away what was asked."""
        if self.asking is not None:
            self._grid.removeWidget(self.asking)
            self.asking.hide()
            self.asking.deleteLater()
            self.asking = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_extras()

    def _show_extras(self, line: Line) -> None:
        if self.extras is not None:
            self._grid.removeWidget(self.extras)
            self.extras.hide()
            self.extras.deleteLater()
        self.extras = self._make_extras(line) if self._make_extras is not None else None
        if self.extras is not None:
            self.extras.setParent(self)
            self._place_extras(anew=True)

    def _place_extras(self, *, anew: bool = False) -> None:
        beside = self.width() >= scaled(_BESIDE)
        if self.extras is None or (beside == self._beside and not anew):
            return
        self._beside = beside
        self._grid.removeWidget(self.extras)
        self._grid.removeWidget(self.button)
        self._grid.addWidget(self.button, 0, 0, 1, 1 if beside else 2)
        top = Qt.AlignmentFlag.AlignTop
        layout = self.extras.layout()
        if layout is not None:
            around = (0, 5, 8, 5) if beside else (0, 0, 8, 8)
            layout.setContentsMargins(*(scaled(one) for one in around))
            if not beside:
                layout.setContentsMargins(self.button.words_left, 0, scaled(8), scaled(8))
        if beside:
            self._grid.addWidget(self.extras, 0, 1, top | Qt.AlignmentFlag.AlignRight)
        else:
            self._grid.addWidget(self.extras, 1, 0, 1, 2, top)
        self.extras.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.button.is_open:
            painter.fillRect(self.rect(), theme().colour("sel"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme().colour("hair"))
        painter.end()

"""A paper beside what it is made of: as it would be printed now, drawn again after each saved change."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from coordinator.document import Document
from coordinator.documents.care_plan import care_plan_document
from coordinator.errors import CoordinatorError
from coordinator.record import Record
from ui.chips import pen, rounded
from ui.icon_button import IconButton
from ui.parts import Boxed, label, on_ground, row, scrolling
from ui.theme import LIGHT, scaled, theme
from ui.worker import Worker

_POINTS_PER_INCH = 72
_A4_RATIO = 297 / 210
_WIDEST = 760
Make = Callable[[Record], Document]
_ENOUGH_LETTERS = 28
"""As much of a text is looked for on the paper: on one line of its column, so that it stands there unbroken."""


class Paper(QLabel):
    """One page of a PDF, white in every theme; what is written just now is tinted.

    A label, since Qt tells a screen reader of those that they are there to be read.
    """

    turned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.page, self.pages = 0, 0
        self.ratio = _A4_RATIO
        """How much higher than wide a page is: less than 1 when it lies down."""
        self._pdf = b""
        self._pointed = ""
        self._picture: QImage | None = None
        self.setAccessibleName("Så blir det på papper")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_pdf(self, pdf: bytes, pages: int) -> None:
        """Show another edition, on the same page if it has it."""
        self._pdf, self.pages = pdf, pages
        self.ratio = _ratio(pdf)
        self.turn_to(min(self.page, pages - 1))

    def turn_to(self, page: int) -> None:
        """Show a page, counted from 0; no further than the first and the last."""
        self.page = max(0, min(page, self.pages - 1))
        self._picture = None
        self.setAccessibleName(f"Så blir det på papper, sida {self.page + 1} av {self.pages}")
        self.update()
        self.turned.emit()

    def point_at(self, text: str) -> None:
        """Tint the row where ``text`` stands, on whatever page; nothing when it is empty or not found."""
        self._pointed = " ".join(text.split())[:_ENOUGH_LETTERS].strip()
        self._picture = None
        if self._pointed and self._pdf:
            found = self._page_of(self._pointed)
            if found is not None and found != self.page:
                self.turn_to(found)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(360), round(scaled(360) * self.ratio))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._picture = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -1, Qt.Key.Key_Left: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.turn_to(self.page + step)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), LIGHT.colour("paper"))
        if self._pdf:
            self._picture = self._picture or self._drawn()
            painter.drawImage(QRectF(self.rect()), self._picture)
        rounded(painter, QRectF(self.rect()), 0, None, pen("hair"))
        if self.hasFocus():
            rounded(painter, QRectF(self.rect()), 0, None, pen("focus", width=2))
        painter.end()

    def _drawn(self) -> QImage:
        import pypdfium2  # not before there is a paper to draw

        from ui.printing import page_image

        with pypdfium2.PdfDocument(self._pdf) as document:
            inches = document[self.page].get_size()[0] / _POINTS_PER_INCH
            dpi = self.width() * self.devicePixelRatioF() / inches
            picture = page_image(document, self.page, dpi)
            box = _row_of(document, self.page, self._pointed)
        if box is not None:
            painter = QPainter(picture)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
            inch = dpi / _POINTS_PER_INCH
            painter.fillRect(
                QRectF(box.x() * inch, box.y() * inch, box.width() * inch, box.height() * inch), LIGHT.colour("sel")
            )
            painter.end()
        return picture

    def _page_of(self, text: str) -> int | None:
        import pypdfium2

        with pypdfium2.PdfDocument(self._pdf) as document:
            pages = range(len(document))
            return next((page for page in pages if _row_of(document, page, text) is not None), None)


def _row_of(document: object, number: int, text: str) -> QRectF | None:
    """Where on the page the row with ``text`` is, in points from the top; None when it is not there."""
    if not text:
        return None
    page = document[number]  # type: ignore[index]  # pypdfium2 has no types
    try:
        words = page.get_textpage()
        found = words.search(text).get_next()
        if found is None or words.count_rects(*found) == 0:
            return None
        _left, bottom, _right, top = words.get_rect(0)
        width, height = page.get_size()
        return QRectF(0.08 * width, height - top - 4, 0.84 * width, top - bottom + 8)
    finally:
        page.close()


def _ratio(pdf: bytes) -> float:
    """How much higher than wide its pages are."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        width, height = document[0].get_size()
        return float(height / width)


def rendered(record: Record, make: Make = care_plan_document) -> tuple[bytes, int]:
    """A paper of ``record`` as PDF, and how many pages it has."""
    import pypdfium2

    from ui.paper.pdf import render_pdf  # ReportLab is slow to import

    pdf = render_pdf(make(record))
    with pypdfium2.PdfDocument(pdf) as document:
        return pdf, len(document)


def _made(record: Record, make: Make) -> tuple[UUID, bytes, int]:
    """Whose paper it is, the paper, and how many pages it has; on the side thread."""
    return record.patient_id, *rendered(record, make)


class Preview(QWidget):
    """The pane with the paper. Made on the side thread, one at a time, and only of the newest record."""

    def __init__(self, side_thread: Worker) -> None:
        super().__init__()
        on_ground(self, "window")
        self._side_thread = side_thread
        self._wanted: tuple[Record, Make] | None = None
        self._under_way = False
        self._of: UUID | None = None
        self.paper = Paper()
        self.paper.turned.connect(self._show_place)
        self._place = label("", "note")
        self.back = IconButton("Föregående sida", "chevron-up", self._turn_back)
        self.on = IconButton("Nästa sida", "chevron-down", self._turn_on)
        self._title, self._text = label("", "strong", wrap=True), label("", wrap=True)
        self._words = Boxed("amber_soft", bar="amber")
        self._words.inside.addWidget(self._title)
        self._words.inside.addWidget(self._text)
        self._words.hide()
        holder = self._holder()
        self._area = scrolling(holder)
        for ground in (self._area.viewport(), holder):
            ground.setAutoFillBackground(False)  # the pane's own ground is seen around the page
        head = row(label("Så blir det på papper", "section"), 1, self._place, self.back, self.on, spacing=4)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(scaled(18), scaled(10), scaled(18), scaled(10))
        inside.setSpacing(scaled(8))
        inside.addLayout(head)
        inside.addWidget(self._words)
        inside.addWidget(self._area, 1)
        self.paper.hide()
        self._show_place()

    def _holder(self) -> QWidget:
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.paper, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addStretch(1)
        return holder

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """A page as wide as the pane; where it is too high, beside a scroll bar that then always stands there."""
        room = self._area.maximumViewportSize()
        width, ratio = min(room.width(), scaled(_WIDEST)), self.paper.ratio
        scrolls = width * ratio > room.height()
        bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOn if scrolls else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self._area.setVerticalScrollBarPolicy(bar)
        if scrolls:
            width = min(width, room.width() - self._area.verticalScrollBar().sizeHint().width() - scaled(4))
        self.paper.setFixedSize(max(1, width), max(1, round(width * ratio)))

    def stand(self, home: QBoxLayout, other: QBoxLayout, width: int = 0) -> None:
        """Stand in ``home`` and no longer in ``other``; so wide, or with 0 all the room there is."""
        if home.indexOf(self) < 0:
            other.removeWidget(self)
            home.addWidget(self, 0 if width else 1)
        self.setMinimumWidth(width)
        self.setMaximumWidth(width or 16_777_215)  # QWIDGETSIZE_MAX

    def show_record(self, record: Record, make: Make = care_plan_document) -> None:
        """Show a paper of hers as it is now, as soon as it is drawn; at once nothing of anybody else's."""
        if record.patient_id != self._of:
            self._of = record.patient_id
            self.paper.point_at("")
            self.paper.turn_to(0)
            self.paper.hide()
            self._words.hide()
        self._wanted = record, make
        self._begin()

    def point_at(self, text: str) -> None:
        """Show where on the paper ``text`` stands."""
        if self.isVisible():
            self.paper.point_at(text)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._begin()

    def _begin(self) -> None:
        """Draw the newest, unless one is under way or nobody sees it."""
        if self._wanted is None or self._under_way or not self.isVisible():
            return
        (record, make), self._wanted, self._under_way = self._wanted, None, True
        self._side_thread.run(partial(_made, record, make), self._show_pdf, self._refuse)

    def _show_pdf(self, made: tuple[UUID, bytes, int]) -> None:
        """The paper is made: show it, if it is of whom the pane is about."""
        self._under_way = False
        patient_id, pdf, pages = made
        if patient_id == self._of:
            self._words.hide()
            self.paper.show()
            self.paper.show_pdf(pdf, pages)
            self._fit()
            self._show_place()
        self._begin()

    def _refuse(self, error: CoordinatorError) -> None:
        self._under_way = False
        self._title.setText(error.title)
        self._text.setText(error.message)
        self._words.show()
        self.paper.hide()
        self._show_place()
        self._begin()

    def _turn_back(self) -> None:
        self.paper.turn_to(self.paper.page - 1)

    def _turn_on(self) -> None:
        self.paper.turn_to(self.paper.page + 1)

    def _show_place(self) -> None:
        seen = not self.paper.isHidden()
        self._place.setText(f"sida {self.paper.page + 1} av {self.paper.pages}" if seen else "")
        self.back.setEnabled(seen and self.paper.page > 0)
        self.on.setEnabled(seen and self.paper.page + 1 < self.paper.pages)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("window"))
        painter.end()

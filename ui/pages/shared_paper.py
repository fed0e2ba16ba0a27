"""A paper that was handed out, exactly as it was, a page at a time."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from coordinator.errors import CoordinatorError
from coordinator.handing_out import handed_out_document
from coordinator.record import Record
from ui.form import Fault
from ui.icon_button import IconButton
from ui.parts import column, label, row
from ui.preview import Paper
from ui.theme import scaled
from ui.worker import Worker

_RATIO = 297 / 210
_WIDEST = 620


class SharedPaper(QWidget):
    """The paper of one version. Made on the side thread; whoever is asked for last is shown."""

    def __init__(self, side_thread: Worker, close: Callable[[], object]) -> None:
        super().__init__()
        self._side_thread = side_thread
        self._wanted: tuple[UUID, int] | None = None
        self._title, self._place = label("", "section", wrap=True), label("", "note")
        self.paper = Paper()
        self.paper.setAccessibleName("Papperet som det lämnades ut")
        self.paper.turned.connect(self._say_place)
        self.back = IconButton("Föregående sida", "chevron-up", partial(self._turn, -1))
        self.on = IconButton("Nästa sida", "chevron-down", partial(self._turn, 1))
        self.close_button = IconButton("Stäng papperet", "x", close)
        self.fault = Fault()
        head = row(self._title, self._place, self.back, self.on, self.close_button, spacing=4)
        head.setStretch(0, 1)
        inside = column(head, self.fault, spacing=8)
        inside.addWidget(self.paper, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addStretch(1)
        self.setLayout(inside)
        self.hide()

    @property
    def number(self) -> int | None:
        """The version that is shown or on its way; None when none is."""
        return self._wanted[1] if self._wanted is not None else None

    def show_version(self, record: Record, number: int) -> None:
        """Show a version as soon as it is drawn, or why it cannot be."""
        wanted = (record.patient_id, number)
        self.show()
        if wanted == self._wanted:
            return
        self._wanted = wanted
        self._title.setText(f"Version {number} som den lämnades ut")
        self.fault.say(None)
        self.paper.hide()
        self._say_place()
        self._side_thread.run(
            partial(_drawn, record, number), partial(self._show, wanted), partial(self._refuse, wanted)
        )

    def put_away(self) -> None:
        """Show none."""
        self._wanted = None
        self.paper.hide()
        self.hide()

    def _show(self, wanted: tuple[UUID, int], made: tuple[bytes, int]) -> None:
        if not isValid(self) or wanted != self._wanted:
            return
        self.paper.show_pdf(*made)
        self.paper.turn_to(0)
        self.paper.show()
        self._say_place()
        self._fit()

    def _refuse(self, wanted: tuple[UUID, int], error: CoordinatorError) -> None:
        if isValid(self) and wanted == self._wanted:
            self.fault.say(error)

    def _turn(self, step: int) -> None:
        self.paper.turn_to(self.paper.page + step)

    def _say_place(self) -> None:
        seen = not self.paper.isHidden()
        self._place.setText(f"sida {self.paper.page + 1} av {self.paper.pages}" if seen else "")
        self.back.setEnabled(seen and self.paper.page > 0)
        self.on.setEnabled(seen and self.paper.page + 1 < self.paper.pages)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = max(1, min(self.width(), scaled(_WIDEST)))
        self.paper.setFixedSize(width, round(width * _RATIO))


def _drawn(record: Record, number: int) -> tuple[bytes, int]:
    """The PDF of a version and how many pages it has; on the side thread."""
    import pypdfium2

    from ui.paper.pdf import render_pdf  # ReportLab is slow to import

    pdf = render_pdf(handed_out_document(record, number), replace_missing=True)
    with pypdfium2.PdfDocument(pdf) as document:
        return pdf, len(document)

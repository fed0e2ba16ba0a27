"""Sends a PDF to a real printer, from memory: no copy of it is ever on the disk unencrypted."""

import pypdfium2
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from coordinator.errors import OutputError

_DPI = 300
_POINTS_PER_INCH = 72
_LONGEST_A4 = 850
"""An A4 is not longer than this, in points."""


def page_images(pdf: bytes, dpi: float) -> list[QImage]:
    """Each page as a picture, ``dpi`` dots to the inch."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page_image(document, place, dpi) for place in range(len(document))]
    finally:
        document.close()


def page_image(document: pypdfium2.PdfDocument, place: int, dpi: float) -> QImage:
    """One page as a picture that owns its pixels."""
    page = document[place]
    bitmap = page.render(scale=dpi / _POINTS_PER_INCH, rev_byteorder=False, prefer_bgrx=True)
    try:
        seen = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32)
        return seen.copy()
    finally:
        bitmap.close()
        page.close()


def print_pdf(parent: QWidget, pdf: bytes, title: str) -> bool:
    """Ask for a printer and print; whether the user went on. ``title`` is seen in the print queue: it names nobody."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    with pypdfium2.PdfDocument(pdf) as document:  # what the dialog says is what the document is
        printer.setPageSize(_size(document))
        printer.setPageOrientation(_orientation(document))
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("Skriv ut")
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return False
    paint(printer, pdf)
    return True


def _size(document: pypdfium2.PdfDocument) -> QPageSize:
    """The paper the document is made for: A3 or A4. All pages of ours are of one size."""
    longest = max(document[0].get_size())
    return QPageSize(QPageSize.PageSizeId.A3 if longest > _LONGEST_A4 else QPageSize.PageSizeId.A4)


def _orientation(document: pypdfium2.PdfDocument) -> QPageLayout.Orientation:
    """Whether the document lies down. All pages of ours do, or none."""
    width, height = document[0].get_size()
    return QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait


def paint(printer: QPrinter, pdf: bytes) -> None:
    """Draw every chosen page on the printer, in full size: the margins are the document's own."""
    printer.setFullPage(True)
    document = pypdfium2.PdfDocument(pdf)
    printer.setPageOrientation(_orientation(document))
    painter = QPainter()
    if not painter.begin(printer):
        document.close()
        raise OutputError(
            "Det gick inte att skriva ut", "Skrivaren tog inte emot papperet. Se efter den, eller välj en annan."
        )
    try:
        first = max(printer.fromPage(), 1)
        last = min(printer.toPage() or len(document), len(document))
        for number in range(first, last + 1):
            if number > first:
                printer.newPage()
            image = page_image(document, number - 1, _DPI)
            sheet = QRectF(painter.viewport())
            fitted = image.size().scaled(sheet.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.drawImage(QRectF(sheet.topLeft(), fitted), image)
    finally:
        painter.end()
        document.close()

"""To a real printer from memory. The printer here is one that writes a file, which can be read again."""

from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QWidget

from coordinator.blocks import Block, Heading, Paragraph, plain
from coordinator.document import Document, Footer
from coordinator.errors import OutputError
from ui.paper.pdf import render_pdf
from ui.printing import page_images, paint, print_pdf

_DARK = 128


@pytest.fixture
def pdf() -> bytes:
    """Three pages, so much text on each that no two look the same."""
    blocks: list[Block] = []
    for number in range(1, 4):
        blocks += [Heading(f"Del {number}"), *[Paragraph(plain(f"Rad {number}. " * 12 * number))] * 18]
    footer = Footer("Maja Lindeskog", "19900728-2388", "Prov")
    moment = datetime(2026, 11, 22, 9, 20, tzinfo=UTC)
    made = render_pdf(Document("care_plan", "Prov", "ÅÄÖ", footer, moment, tuple(blocks)))
    assert len(pypdfium2.PdfDocument(made)) >= 3
    return made


def printer_to(path: Path) -> QPrinter:
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(path))
    made.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    return made


def ink(image: QImage) -> list[float]:
    """How much of each part of the page is dark, 12 × 17 parts."""
    small = image.convertToFormat(QImage.Format.Format_Grayscale8)
    columns, rows = 12, 17
    found = []
    for row in range(rows):
        for column in range(columns):
            left, right = (small.width() * place // columns for place in (column, column + 1))
            top, bottom = (small.height() * place // rows for place in (row, row + 1))
            dots = [
                small.pixelColor(x, y).value() < _DARK for y in range(top, bottom, 2) for x in range(left, right, 2)
            ]
            found.append(sum(dots) / len(dots))
    return found


def test_every_page_comes_out_in_full_size_where_it_stands(qapp: QApplication, pdf: bytes, tmp_path: Path) -> None:
    printer = printer_to(tmp_path / "ut.pdf")
    paint(printer, pdf)
    printed = (tmp_path / "ut.pdf").read_bytes()
    with pypdfium2.PdfDocument(printed) as document, pypdfium2.PdfDocument(pdf) as original:
        assert len(document) == len(original)
        size = QSizeF(*document[0].get_size())
    assert (round(size.width()), round(size.height())) == (595, 842)
    for wanted, got in zip(page_images(pdf, 60), page_images(printed, 60), strict=True):
        pairs = list(zip(ink(wanted), ink(got), strict=True))
        assert max(one for one, _ in pairs) > 0.02  # there is text at all
        assert max(abs(one - other) for one, other in pairs) < 0.06  # and it stands in the same places


def test_what_lies_down_is_printed_lying_down(qapp: QApplication, tmp_path: Path) -> None:
    footer = Footer("Maja Lindeskog", "19900728-2388", "Prov")
    moment = datetime(2026, 11, 22, 9, 20, tzinfo=UTC)
    blocks = tuple(Paragraph(plain("Rad. " * 60)) for _ in range(14))
    pdf = render_pdf(Document("contacts", "Prov", "ÅÄÖ", footer, moment, blocks, landscape=True))
    paint(printer_to(tmp_path / "ut.pdf"), pdf)
    printed = (tmp_path / "ut.pdf").read_bytes()
    with pypdfium2.PdfDocument(printed) as document:
        sizes = {tuple(map(round, page.get_size())) for page in document}
    assert sizes == {(842, 595)}
    for wanted, got in zip(page_images(pdf, 60), page_images(printed, 60), strict=True):
        pairs = list(zip(ink(wanted), ink(got), strict=True))
        assert max(abs(one - other) for one, other in pairs) < 0.06


@pytest.mark.parametrize(("a3", "wanted"), [(False, QPageSize.PageSizeId.A4), (True, QPageSize.PageSizeId.A3)])
def test_the_printer_is_asked_for_the_paper_that_the_document_is_made_for(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, a3: bool, wanted: QPageSize.PageSizeId
) -> None:
    footer = Footer("Maja Lindeskog", "19900728-2388", "Prov")
    moment = datetime(2026, 11, 22, 9, 20, tzinfo=UTC)
    pdf = render_pdf(
        Document("contact_map", "Prov", "ÅÄÖ", footer, moment, (Heading("A"),), landscape=True, a3=a3)
    )  # fmt: skip
    asked: list[tuple[QPageSize.PageSizeId, QPageLayout.Orientation]] = []

    class Dialog(QPrintDialog):
        def exec(self) -> int:
            layout = self.printer().pageLayout()
            asked.append((layout.pageSize().id(), layout.orientation()))
            return QPrintDialog.DialogCode.Rejected

    monkeypatch.setattr("ui.printing.QPrintDialog", Dialog)
    assert not print_pdf(QWidget(), pdf, "Prov")
    assert asked == [(wanted, QPageLayout.Orientation.Landscape)]


def test_only_the_pages_that_were_chosen_come_out(qapp: QApplication, pdf: bytes, tmp_path: Path) -> None:
    printer = printer_to(tmp_path / "ut.pdf")
    printer.setFromTo(2, 2)
    paint(printer, pdf)
    (only,) = page_images((tmp_path / "ut.pdf").read_bytes(), 60)
    second, first = page_images(pdf, 60)[1], page_images(pdf, 60)[0]
    assert max(abs(one - other) for one, other in zip(ink(only), ink(second), strict=True)) < 0.06
    assert max(abs(one - other) for one, other in zip(ink(only), ink(first), strict=True)) > 0.06


def test_nothing_is_left_on_the_disk_but_what_the_printer_got(
    qapp: QApplication, pdf: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(tmp_path))
    paint(printer_to(tmp_path / "ut.pdf"), pdf)
    assert [one.name for one in tmp_path.iterdir()] == ["ut.pdf"]


def test_a_picture_of_a_page_owns_its_pixels(qapp: QApplication, pdf: bytes) -> None:
    image = page_images(pdf, 40)[0]
    before = image.copy()
    page_images(pdf, 40)  # the memory that pdfium has let go is used again
    assert image == before and image.width() == pytest.approx(40 * 210 / 25.4, abs=1)


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_cannot_begin_is_told_of(qapp: QApplication, pdf: bytes, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="Det gick inte att skriva ut"):
        paint(printer_to(tmp_path / "ingen mapp" / "ut.pdf"), pdf)

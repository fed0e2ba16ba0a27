"""What goes along in a paper: files, byte for byte, and a square that a telephone reads."""

import re
from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from pikepdf import Name, Pdf

from coordinator.blocks import (
    QrCode,
)
from coordinator.document import Attachment
from coordinator.lettering import Lettering
from tests.ui.paper.gate import complaints
from tests.ui.paper.samples import document
from tests.ui.paper.structure import read
from ui.paper.pdf import render_pdf

FILES = [
    Attachment("journal åäö.json", "application/json", "Uppgifterna", '{"namn": "Åsa"}\n'.encode()),
    Attachment("a.fhir.json", "application/fhir+json", "Samma uppgifter", bytes(range(256)) * 300 + b"\r"),
    Attachment("tom.txt", "text/plain", "", b""),
]


def test_files_go_along_byte_for_byte() -> None:
    pdf = render_pdf(document(), attachments=FILES)
    assert complaints(pdf) == []
    with Pdf.open(BytesIO(pdf)) as opened:
        assert set(opened.attachments) == {one.name for one in FILES}
        assert len(opened.Root.AF) == len(FILES)
        for one in FILES:
            filed = opened.attachments[one.name]
            file = filed.get_file()
            assert file.read_bytes() == one.content
            assert file.mime_type == one.media_type
            assert filed.description == one.description
            assert filed.obj.AFRelationship == Name.Data
            assert filed.obj.EF.F.Params.ModDate == "D:20261122092000+01'00'"
    with pypdfium2.PdfDocument(pdf) as held:
        assert {held.get_attachment(n).get_name() for n in range(held.count_attachments())} == {o.name for o in FILES}


def test_two_files_of_one_name_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="one name"):
        render_pdf(document(), attachments=[FILES[0], FILES[0]])


@pytest.mark.parametrize("lettering", Lettering)
@pytest.mark.parametrize("content", ["x", "Åsa Łódź\n08-465 004 08", "BEGIN:VCARD\r\nFN:Åsa\r\nEND:VCARD\r\n" * 7])
def test_a_telephone_reads_the_square_from_the_paper(content: str, lettering: Lettering) -> None:
    pdf = render_pdf(document(QrCode(content, "Håll kameran över rutan."), lettering=lettering))
    with pypdfium2.PdfDocument(pdf) as opened:
        (code,) = zxingcpp.read_barcodes(opened[0].render(scale=150 / 72).to_pil())
    assert code.text == content
    assert code.format == zxingcpp.BarcodeFormat.QRCode
    (square,) = [one for one in read(pdf).elements if one.kind == "Figure"]
    with Pdf.open(BytesIO(pdf)) as opened:
        drawn = opened.pages[0].Contents.read_bytes()
    assert square.alt == "Håll kameran över rutan."
    modules = [float(width) for width in re.findall(rb"n? [\d.]+ [\d.]+ ([\d.]+) [\d.]+ re", drawn)]
    assert min(modules) >= 0.4 / 25.4 * 72
    assert drawn.count(b" f*") + drawn.count(b" f\n") < 10, "one shape, not one for each module"

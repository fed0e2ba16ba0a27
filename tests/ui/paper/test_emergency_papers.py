"""Akutblad and the text for a door on paper: one page each, large enough, and a square that a telephone reads."""

from io import BytesIO

import pypdfium2
import pytest
from pikepdf import Pdf
from zxingcpp import read_barcodes

from coordinator.documents.emergency_notice import emergency_notice_document
from coordinator.documents.emergency_sheet import emergency_sheet_document, english_emergency_sheet_document
from coordinator.errors import RuleError
from coordinator.record import Record
from coordinator.umi.card_facts import card_facts, qr_text
from tests.coordinator.conftest import record_of
from tests.coordinator.documents.test_emergency import condition, row, text
from tests.ui.paper.gate import complaints
from tests.ui.paper.structure import read
from tests.ui.paper.test_one_page import pages, running, sizes
from tests.ui.paper.test_standard import said, written
from ui.paper.pdf import render_pdf

SENTENCE = "Ring specialistläkaren och följ den skrivna planen innan något annat görs. "
TWO_METRES = 20.0
"""Letters of so many points are read at two metres by whoever needs twice the size of others."""


def usual() -> Record:
    return record_of(
        row(), condition("Svårintuberad"), text(do_this=SENTENCE, anaesthesia=SENTENCE, issued_by="Dr Ek", seizures="K")
    )


def test_the_text_for_a_door_is_read_from_two_metres() -> None:
    for record in (record_of(), usual()):
        content = render_pdf(emergency_notice_document(record))
        assert len(pages(content)) == 1 and running(content) >= TWO_METRES
        assert min(sizes(content)) >= TWO_METRES * 0.85  # the last day
    with pytest.raises(RuleError, match="Om det blir akut ryms inte på en sida"):
        render_pdf(emergency_notice_document(record_of(text(do_this=SENTENCE * 12))))


@pytest.mark.parametrize("make", [emergency_sheet_document, english_emergency_sheet_document])
def test_a_sheet_with_much_is_one_page_and_heard_in_full(make: object) -> None:
    assert callable(make)
    rows = [condition(f"Tillstånd {number}", comment="x") for number in range(6)]
    texts = [text(f"Text {number}", do_this=SENTENCE * 2, breathing=SENTENCE) for number in range(2)]
    made = make(record_of(*rows, row(), *texts))
    content = render_pdf(made)
    assert len(pages(content)) == 1 and min(sizes(content)) >= 9
    assert complaints(content) == [] and said(content) == written(made)


def test_a_sheet_that_is_too_long_names_the_part_and_no_word_of_it() -> None:
    with pytest.raises(RuleError) as refused:
        render_pdf(emergency_sheet_document(record_of(text(do_this=SENTENCE * 60))))
    assert "”Gör så här: akutinformation”" in refused.value.message and "specialist" not in refused.value.message


def test_the_english_sheet_is_read_aloud_in_english() -> None:
    content = render_pdf(english_emergency_sheet_document(usual()))
    with Pdf.open(BytesIO(content)) as opened:
        assert str(opened.Root.Lang) == "en"
    signs = [one.alt for one in read(content).elements if one.kind == "Figure"]
    assert signs[:2] == ["Warning", "Warning"] and said(content).startswith("Emergency sheet ")


def test_a_telephone_reads_the_square_at_150_dots_an_inch() -> None:
    record = usual()
    with pypdfium2.PdfDocument(render_pdf(emergency_sheet_document(record))) as opened:
        picture = opened[0].render(scale=150 / 72, grayscale=True).to_pil()
    assert [one.text for one in read_barcodes(picture)] == [qr_text(card_facts(record))]

"""The timeline on paper: all of it on its pages, readable, and heard day by day and contact by contact."""

from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from pikepdf import Dictionary, Pdf

from coordinator.blocks import Heading, Paragraph, TimelineFigure, plain
from coordinator.document import Document
from coordinator.lettering import Lettering
from coordinator.transition.timeline_figure import Timeline
from coordinator.transition.timeline_words import lane_in_words, mark_in_words, says
from tests.coordinator.timeline_layout.figures import LONG, ODD, USUAL, lane, many, timeline_of
from tests.ui.paper.gate import complaints
from tests.ui.paper.samples import document
from tests.ui.paper.structure import read, squeezed
from tests.ui.paper.test_contact_map import letters, on_each_other
from tests.ui.paper.test_standard import said, written
from ui.paper.pdf import render_pdf


def paper(shown: Timeline, lettering: Lettering = Lettering.STANDARD, *, lying: bool = False) -> Document:
    return document(
        Heading("Vad som händer när"), Paragraph(plain("Före. " * 60)), TimelineFigure(shown),
        Paragraph(plain("Efter.")),
        kind="test", title="Övergångsplan", lettering=lettering, landscape=lying,
    )  # fmt: skip


def pages_of(pdf: bytes) -> int:
    with Pdf.open(BytesIO(pdf)) as opened:
        return len(opened.pages)


@pytest.mark.parametrize(
    ("shown", "lettering", "lying"),
    [
        (timeline_of(), Lettering.STANDARD, False), (timeline_of((*USUAL, *ODD)), Lettering.STANDARD, True),
        (timeline_of(ODD), Lettering.LARGE, False), (timeline_of(ODD), Lettering.EASY, False),
        (timeline_of((), marks=()), Lettering.STANDARD, False), (many(40), Lettering.STANDARD, False),
    ],
    ids=["usual", "lying", "large", "easy", "nothing", "forty"],
)  # fmt: skip
def test_it_passes_the_gate_and_is_heard_in_full(shown: Timeline, lettering: Lettering, lying: bool) -> None:
    made = paper(shown, lettering, lying=lying)
    pdf = render_pdf(made)
    assert complaints(pdf) == []
    assert said(pdf) == squeezed(written(made))
    heard = [one.alt for one in read(pdf).elements if one.kind == "Figure"]
    assert heard == [says(shown), *map(mark_in_words, shown.marks), *map(lane_in_words, shown.lanes)]


@pytest.mark.parametrize("lettering", Lettering)
def test_every_letter_is_within_the_page_and_on_no_other(lettering: Lettering) -> None:
    pdf = render_pdf(paper(timeline_of((*USUAL, *ODD)), lettering))
    found = list(letters(pdf))
    assert on_each_other([(one.left, one.bottom, one.right, one.top, one.page) for one in found]) == []
    assert min(one.left for one in found) >= 49 and max(one.right for one in found) <= 596 - 49
    least = {Lettering.STANDARD: 8, Lettering.LARGE: 12, Lettering.EASY: 11}[lettering]
    assert min(one.size for one in found) >= least


def test_forty_contacts_go_on_over_pages_that_each_have_the_years() -> None:
    pdf = render_pdf(paper(many(40)))
    assert pages_of(pdf) == 3
    with pypdfium2.PdfDocument(pdf) as opened:
        texts = [squeezed(page.get_textpage().get_text_bounded()) for page in opened]
    assert all("i dag" in text and "2028" in text and "gemensamt möte" in text for text in texts)
    assert ["räknat från" in text for text in texts] == [True, False, False]
    for number in range(40):
        assert sum(f"Enhet {number} " in f"{text} " for text in texts) == 1
    # What comes again at the top of a page is not heard again, and every part has its place.
    with Pdf.open(BytesIO(pdf)) as opened:
        figures = [one for one in opened.objects if isinstance(one, Dictionary) and one.get("/S") == "/Figure"]
        assert len(figures) == 1 + 11 + 40
        assert all("/BBox" in one.A for one in figures)
        assert all(isinstance(one.K, int) for one in figures if str(one.Alt) == says(many(40)))


def test_it_begins_on_the_next_page_when_only_its_head_would_stand_on_this() -> None:
    filled = Paragraph(plain("Före. " * 700))
    pdf = render_pdf(document(filled, TimelineFigure(timeline_of()), kind="test"))
    with pypdfium2.PdfDocument(pdf) as opened:
        texts = [squeezed(page.get_textpage().get_text_bounded()) for page in opened]
    assert ["i dag" in text for text in texts] == [False, True]
    assert "Hjälpmedel" in texts[1]


def test_names_of_any_length_are_on_paper() -> None:
    endless = [lane(number, LONG * 9, LONG * 9, date(2027, 1, 4), LONG * 9) for number in range(3)]
    for lettering in Lettering:
        assert pages_of(render_pdf(paper(timeline_of(endless), lettering))) >= 2

"""Figures over time on paper: every letter readable and on no other, in each lettering, and each chart heard whole."""

import pypdfium2
import pytest

from coordinator.blocks import Heading, Paragraph, Trends, plain
from coordinator.document import Document
from coordinator.lettering import Lettering
from coordinator.trend_words import says
from tests.coordinator.chart_layout.figures import DEFINITION, EVERY, USUAL
from tests.ui.paper.gate import complaints
from tests.ui.paper.samples import document
from tests.ui.paper.structure import read, squeezed
from tests.ui.paper.test_contact_map import letters, on_each_other
from tests.ui.paper.test_standard import said, written
from ui.paper.chart import Chart
from ui.paper.layout import story
from ui.paper.look import A4, LARGE, Sheet
from ui.paper.pdf import render_pdf
from ui.paper.rows import Rows
from ui.paper.tags import Node

SHOWN = tuple(EVERY.values())


def paper(lettering: Lettering = Lettering.STANDARD) -> Document:
    return document(Heading("Hur det går"), Trends(SHOWN), Paragraph(plain("Efter.")), lettering=lettering)


@pytest.mark.parametrize("lettering", Lettering)
def test_it_passes_the_gate_and_is_heard_in_full(lettering: Lettering) -> None:
    made = paper(lettering)
    pdf = render_pdf(made)
    assert complaints(pdf) == []
    assert said(pdf) == squeezed(written(made))
    heard = read(pdf).elements
    assert [one.alt for one in heard if one.kind == "Figure"] == [says(one) for one in SHOWN]
    inside = [one.path for one in heard if one.kind == "Figure"]
    assert all("Sect" in path for path in inside), "a chart belongs to its name"


@pytest.mark.parametrize("lettering", Lettering)
def test_every_letter_is_within_the_page_and_on_no_other(lettering: Lettering) -> None:
    found = list(letters(render_pdf(paper(lettering))))
    assert on_each_other([(one.left, one.bottom, one.right, one.top, one.page) for one in found]) == []
    assert min(one.left for one in found) >= 49 and max(one.right for one in found) <= 596 - 49
    assert min(one.size for one in found) >= (8 if lettering is Lettering.STANDARD else 11)


@pytest.mark.parametrize("lettering", [Lettering.STANDARD, Lettering.LARGE])
def test_a_figure_is_on_one_page_with_its_chart_and_its_definition(lettering: Lettering) -> None:
    with pypdfium2.PdfDocument(render_pdf(paper(lettering))) as opened:
        texts = [squeezed(page.get_textpage().get_text_bounded()) for page in opened]
    whole = [text.count(DEFINITION) for text in texts]
    assert len(texts) > 1 and sum(whole) == len(SHOWN)
    assert [text.count("Kvartal") for text in texts] == whole


def test_a_chart_is_larger_in_large_letters_and_its_parts_stand_below_each_other() -> None:
    def charts(sheet: Sheet) -> list[tuple[float, int]]:
        rows = story(document(Trends((USUAL,))), sheet).flowables[-1]
        assert isinstance(rows, Rows)
        cells = [cell for row in rows.rows for cell in row.cells]
        return [(float(part.height), len(cells)) for cell in cells for part in cell.parts if isinstance(part, Chart)]

    ((small, beside),), ((large, below),) = charts(A4), charts(LARGE)
    assert large == pytest.approx(LARGE.scale * small) and (beside, below) == (3, 1)


def test_without_any_figure_nothing_is_drawn() -> None:
    pdf = render_pdf(document(Trends(()), Paragraph(plain("Efter."))))
    assert complaints(pdf) == [] and not any(one.kind == "Sect" for one in read(pdf).elements)


def test_a_chart_is_as_wide_as_its_points_need() -> None:
    assert Chart(USUAL, 10, 1.0, Node("Figure")).width > 150

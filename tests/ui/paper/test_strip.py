"""The strip on paper: five fields that differ without colour, heard one by one, whole on a page in every lettering."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pypdfium2
import pytest

from coordinator.blocks import AlertState, AlertStrip, Note, Paragraph, QrCode, StripCell, plain, words
from coordinator.document import Document
from coordinator.document_text import plain_text
from coordinator.lettering import Lettering
from tests.ui.paper.gate import complaints
from tests.ui.paper.samples import EVERY_BLOCK, document
from tests.ui.paper.structure import read, squeezed
from tests.ui.paper.test_contact_map import letters, on_each_other
from tests.ui.paper.test_standard import said, written
from ui.paper.layout import story
from ui.paper.look import A4, AMBER, EASY, GREY, LARGE, RED, RED_SOFT, Sheet
from ui.paper.marks import Sign
from ui.paper.pdf import render_pdf
from ui.paper.rows import Box, Rows
from ui.paper.text import Text

(USUAL,) = (block for block in EVERY_BLOCK if isinstance(block, AlertStrip))
NEVER_ASKED = AlertStrip(
    tuple(
        replace(cell, state=AlertState.MISSING, words="Ej efterfrågat", note="fråga familj eller journal")
        for cell in USUAL.cells
    )
)
LONG = AlertStrip(tuple(replace(cell, title=cell.title * 3, words="Finns, inte inskrivet") for cell in USUAL.cells))


def paper(strip: AlertStrip, lettering: Lettering = Lettering.STANDARD) -> Document:
    return document(strip, Paragraph(plain("Efter.")), lettering=lettering)


def laid(strip: AlertStrip, sheet: Sheet = A4) -> Rows:
    found = story(document(strip), sheet).flowables[-1]
    assert isinstance(found, Rows)
    return found


def boxes(strip: AlertStrip, sheet: Sheet = A4) -> list[tuple[str, str, str, str]]:
    return [(box.ground, box.bar, box.outline, box.edge) for box in laid(strip, sheet).box]


def signs(rows: Rows) -> list[AlertState]:
    return [part.state for row in rows.rows for cell in row.cells for part in cell.parts if isinstance(part, Sign)]


@pytest.mark.parametrize("lettering", Lettering)
@pytest.mark.parametrize("strip", [USUAL, NEVER_ASKED, LONG], ids=["usual", "never asked", "long"])
def test_it_passes_the_gate_and_each_field_is_heard_whole(strip: AlertStrip, lettering: Lettering) -> None:
    made = paper(strip, lettering)
    pdf = render_pdf(made)
    assert complaints(pdf) == []
    assert said(pdf) == written(made)
    items = [one for one in read(pdf).elements if one.path[1:3] == ("L", "LI") and one.text]
    assert [squeezed(one.text) for one in items] == [
        text for cell in strip.cells for text in (cell.title, cell.words, cell.note)
    ]
    assert [one.kind for one in items] == ["Lbl", "P", "P"] * 5
    assert on_each_other([(one.left, one.bottom, one.right, one.top, one.page) for one in letters(pdf)]) == []


def test_each_state_has_a_shape_and_a_sign_of_its_own() -> None:
    finds, none, asks = (RED_SOFT, RED, "", ""), ("", "", "", GREY), ("", "", AMBER, "")
    for sheet in (A4, LARGE):
        assert boxes(USUAL, sheet) == [finds, none, finds, asks, none]
        assert signs(laid(USUAL, sheet)) == [cell.state for cell in USUAL.cells]


def test_the_fields_stand_beside_each_other_over_the_whole_width() -> None:
    found = laid(USUAL).box
    assert all(one.left + one.width < other.left for one, other in pairwise(found))
    assert found[0].left == 0 and found[-1].left + found[-1].width == pytest.approx(A4.body_width)
    widths = [round(one.width) for one in found]
    assert widths[0] > widths[1] and len(set(widths[1:])) == 1, "as wide as its title, the others alike"
    assert len({round(one.width) for one in laid(LONG).box}) == 1, "too long titles are broken, all alike"


@pytest.mark.parametrize("sheet", [LARGE, EASY])
def test_in_large_letters_they_stand_below_each_other(sheet: Sheet) -> None:
    rows = laid(USUAL, sheet)
    rows.wrap(sheet.body_width)
    found: list[Box] = list(rows.box)
    assert [one.top for one in found] == sorted({one.top for one in found}) and len(found) == 5
    assert all(one.top + one.height < other.top for one, other in pairwise(found))
    assert found[-1].top + found[-1].height < rows.height
    assert {(one.left, one.width) for one in found} == {(0, sheet.body_width)}


def pages(pdf: bytes) -> Iterator[str]:
    with pypdfium2.PdfDocument(pdf) as opened:
        for page in opened:
            yield squeezed(page.get_textpage().get_text_bounded())


@pytest.mark.parametrize("lettering", Lettering)
def test_it_is_never_cut_by_the_end_of_a_page(lettering: Lettering) -> None:
    first = {Lettering.STANDARD: 42, Lettering.LARGE: 11, Lettering.EASY: 13}[lettering]
    stands_on = set()
    for count in range(first, first + 10, 2):
        made = document(Paragraph(plain("\n".join("rad" for _ in range(count)))), USUAL, lettering=lettering)
        found = [[cell.title in page for cell in USUAL.cells] for page in pages(render_pdf(made))]
        assert [True] * 5 in found, count
        stands_on.add(found.index([True] * 5))
    assert stands_on == {0, 1}


def test_letters_taken_out_of_the_file_come_field_by_field() -> None:
    text = " ".join(pages(render_pdf(paper(USUAL))))
    whole = " ".join(f"{cell.title} {cell.words} {cell.note}" for cell in USUAL.cells)
    assert squeezed(whole) in squeezed(text)


def test_nothing_is_drawn_of_a_strip_without_fields() -> None:
    made = document(AlertStrip(()), Paragraph(plain("Efter.")))
    pdf = render_pdf(made)
    assert complaints(pdf) == [] and said(pdf) == written(made)


def test_in_plain_text_each_field_is_a_line() -> None:
    assert "Smitta: Inga kända, frågat 12 nov 2026\nÖverkänslighet: 1 livshotande av 3" in plain_text(paper(USUAL))


def test_a_note_after_a_square_stands_beside_it() -> None:
    blocks = (QrCode("Text", "En ruta."), Note("Källan."), Note("Sista dagen."), Paragraph(plain("Ut.")))
    made = document(*blocks)
    pdf = render_pdf(made)
    assert complaints(pdf) == [] and said(pdf).endswith("En ruta. Källan. Sista dagen. Ut.")
    square, after = story(made, A4).flowables[-2:]
    assert isinstance(square, Rows) and isinstance(after, Text)
    (row,) = square.rows
    beside = [words(part.rich) for part in row.cells[1].parts if isinstance(part, Text)]
    assert beside == ["En ruta.", "Källan.", "Sista dagen."] and row.cells[1].left >= row.cells[0].width


def test_a_cell_of_any_state_is_told_in_words() -> None:
    for state in AlertState:
        made = paper(AlertStrip((StripCell("Smitta", state, "Ord", "sedan i går"),)))
        assert "Smitta Ord sedan i går" in said(render_pdf(made))

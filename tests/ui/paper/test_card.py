"""The akutkort on paper: in its true size, readable by a telephone, said once, and never split or cut."""

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import groupby, pairwise

import pypdfium2
import pytest
import zxingcpp
from pikepdf import Dictionary, Pdf
from pypdfium2 import raw as pdfium

from coordinator.blocks import Cards, Heading, Paragraph, plain
from coordinator.card_layout.said import back_said, front_said
from coordinator.document import Document
from coordinator.errors import RuleError
from coordinator.lettering import Lettering
from coordinator.umi.card_facts import qr_text
from coordinator.umi.card_figure import CardFacts
from tests.coordinator.card_layout.figures import NOTHING, TWELVE, USUAL, item
from tests.ui.paper.gate import complaints
from tests.ui.paper.samples import LETTERS_OF_EUROPE, document
from tests.ui.paper.structure import read, squeezed
from tests.ui.paper.test_contact_map import letters, on_each_other
from tests.ui.paper.test_standard import said, written
from ui.paper.pdf import render_pdf

MILLIMETRE = 72 / 25.4
FULL = replace(
    USUAL, practice=True, name="Łucja-Mårtina Żółć-Świątek Ek",
    items=(*USUAL.items[:2], item("Dravets syndrom", "Undvik: Fenytoin.", "Dravet syndrome", "Avoid: phenytoin.")),
)  # fmt: skip


def paper(facts: CardFacts, copies: int = 1, lettering: Lettering = Lettering.STANDARD) -> Document:
    return document(
        Paragraph(plain("Skriv ut i verklig storlek, 100 %. Klipp längs linjen, vik på mitten och plasta in. Mät med "
                        "linjal.")),
        Cards(facts, copies), Heading("Det här står på kortet"), Paragraph(plain("Efter.")),
        kind="emergency_card", title="Akutkort för plånboken", practice=facts.practice, lettering=lettering,
    )  # fmt: skip


def test_what_stands_below_a_heading_in_another_language_is_read_in_it() -> None:
    blocks = (Heading("Ett"), Heading("Two", language="en"), Paragraph(plain("In English.")), Heading("Tre"))
    pdf = render_pdf(document(*blocks))
    assert complaints(pdf) == []
    kinds = {one.text.strip(): one.path for one in read(pdf).elements if one.text}
    assert kinds["Two"] == ("Document", "Sect", "H2") and kinds["In English."] == ("Document", "Sect", "P")
    assert kinds["Ett"] == kinds["Tre"] == ("Document", "H2")
    with Pdf.open(BytesIO(pdf)) as opened:
        (section,) = [one for one in opened.objects if isinstance(one, Dictionary) and one.get("/S") == "/Sect"]
        assert str(section.Lang) == "en"


def frames(pdf: bytes) -> Iterator[tuple[int, tuple[float, float, float, float]]]:
    """The page and the corners of each line to cut along: what is as wide as two cards."""
    with pypdfium2.PdfDocument(pdf) as opened:
        for number, page in enumerate(opened):
            for part in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=2):
                left, bottom, right, top = part.get_bounds()
                if right - left > 480 and top - bottom > 100:
                    yield number, (left, bottom, right, top)


@pytest.mark.parametrize("facts", [USUAL, NOTHING, FULL], ids=["usual", "nothing", "full"])
def test_it_passes_the_gate_and_each_side_is_heard_once(facts: CardFacts) -> None:
    made = paper(facts, 2)
    pdf = render_pdf(made)
    assert complaints(pdf) == []
    assert said(pdf) == squeezed(written(made))
    heard = [one.alt for one in read(pdf).elements if one.kind == "Figure"]
    assert heard == [" ".join(front_said(facts)), " ".join(back_said(facts))]
    with Pdf.open(BytesIO(pdf)) as opened:
        figures = [one for one in opened.objects if isinstance(one, Dictionary) and one.get("/S") == "/Figure"]
        boxes = [[float(edge) for edge in one.A.BBox] for one in figures]
        assert [str(one.get("/Lang", "sv")) for one in figures] == ["sv", "en"]
        assert all(isinstance(one.K, int) for one in figures), "the other cards are not heard again"
    assert [round((right - left) / MILLIMETRE, 1) for left, _, right, _ in boxes] == [85.6, 85.6]
    assert [round((top - bottom) / MILLIMETRE, 1) for _, bottom, _, top in boxes] == [54.0, 54.0]


@pytest.mark.parametrize("lettering", [Lettering.STANDARD, Lettering.LARGE])
def test_it_is_as_large_as_a_card_whatever_the_letters_of_the_paper(lettering: Lettering) -> None:
    ((_, (left, bottom, right, top)),) = frames(render_pdf(paper(USUAL, lettering=lettering)))
    line = 2 * 0.4  # PDFium counts the whole of the line on each side; its middle is cut along
    assert abs((right - left - line) / 2 / MILLIMETRE - 85.60) < 0.1
    assert abs((top - bottom - line) / MILLIMETRE - 53.98) < 0.1


def test_a_reader_is_told_to_print_it_in_full_size() -> None:
    for made, wanted in ((paper(USUAL), "/None"), (document(Heading("Utan kort")), "")):
        with Pdf.open(BytesIO(render_pdf(made))) as opened:
            assert str(opened.Root.ViewerPreferences.get("/PrintScaling", "")) == wanted


@pytest.mark.parametrize("facts", [USUAL, NOTHING, FULL], ids=["usual", "nothing", "full"])
def test_a_telephone_reads_the_card_from_a_picture_of_the_page(facts: CardFacts) -> None:
    with pypdfium2.PdfDocument(render_pdf(paper(facts))) as opened:
        for dots in (100, 150):
            (code,) = zxingcpp.read_barcodes(opened[0].render(scale=dots / 72).to_pil())
            assert code.text == qr_text(facts) and code.format == zxingcpp.BarcodeFormat.QRCode
            assert code.ec_level in ("M", "Q", "H")


def test_a_full_code_is_read_too() -> None:
    spare = 331 - len(qr_text(replace(USUAL, phones=())).encode())
    row = item("A", "x" * (spare - len("\nA. ")), "A", "x")
    facts = replace(USUAL, phones=(), items=(*USUAL.items, row))
    assert len(qr_text(facts).encode()) == 331
    with pypdfium2.PdfDocument(render_pdf(paper(facts))) as opened:
        for dots in (100, 150, 300):
            (code,) = zxingcpp.read_barcodes(opened[0].render(scale=dots / 72).to_pil())
            assert code.text == qr_text(facts)


def test_four_stand_on_a_page_whole_and_apart() -> None:
    pdf = render_pdf(paper(USUAL, 8))
    found = list(frames(pdf))
    by_page = {page: [box for _, box in boxes] for page, boxes in groupby(found, key=lambda one: one[0])}
    assert {page: len(boxes) for page, boxes in by_page.items()} == {0: 4, 1: 4}
    for boxes in by_page.values():
        edges = [(bottom, top) for _, bottom, _, top in boxes]
        assert all(below[1] + 6 < above[0] for above, below in pairwise(edges))
        assert min(bottom for bottom, _ in edges) > 54 and max(top for _, top in edges) < 842 - 40
    assert {round(right - left, 2) for _, (left, _, right, _) in found} == {round(found[0][1][2] - found[0][1][0], 2)}
    assert complaints(pdf) == []
    assert len([one for one in read(pdf).elements if one.kind == "Figure"]) == 2


def test_no_letters_are_on_others_or_too_small() -> None:
    found = [one for one in letters(render_pdf(paper(FULL, 2))) if one.kind == "Figure"]
    assert found and min(one.size for one in found) >= 6.5
    assert on_each_other([(one.left, one.bottom, one.right, one.top, one.page) for one in found]) == []


@pytest.mark.parametrize("name", LETTERS_OF_EUROPE[:5])
def test_names_of_many_languages_are_on_it(name: str) -> None:
    facts = replace(NOTHING, name=name.split(" ǥ", maxsplit=1)[0])
    pdf = render_pdf(paper(facts))
    assert complaints(pdf) == []
    with pypdfium2.PdfDocument(pdf) as opened:
        assert facts.name.split()[0] in opened[0].get_textpage().get_text_bounded()
        (code,) = zxingcpp.read_barcodes(opened[0].render(scale=150 / 72).to_pil())
    assert facts.name in code.text


def test_in_grey_the_letters_on_the_head_and_the_sign_of_danger_stand_out() -> None:
    with pypdfium2.PdfDocument(render_pdf(paper(USUAL))) as opened:
        picture = opened[0].render(scale=150 / 72, grayscale=True).to_pil()
    ((_, (left, _, _, top)),) = frames(render_pdf(paper(USUAL)))
    scale, high = 150 / 72, picture.height
    head = picture.crop((round((left + 9) * scale), round(high - (top - 2) * scale), round((left + 130) * scale),
                         round(high - (top - 24) * scale)))  # fmt: skip
    darkest, lightest = head.getextrema()
    assert darkest < 90 and lightest == 255


def test_what_has_no_room_is_refused_before_anything_is_drawn() -> None:
    long = replace(USUAL, items=(*USUAL.items, item("Dravets syndrom", "x" * 99, "Dravet syndrome", "x")))
    for facts, says in ((TWELVE, "Det här får inte plats: ”Rad"), (long, r"QR-koden är \d+ tecken för lång")):
        with pytest.raises(RuleError, match=says):
            render_pdf(paper(facts))


def test_signs_without_appearance_are_left_out_and_lines_are_kept() -> None:
    row = item("Svår\u00adintuberad\n", "Gör:\u200b ring.\r\nUndvik: succinylkolin.", "Difficult\tairway", "Call.")
    pdf = render_pdf(paper(replace(USUAL, items=(row,))))
    assert complaints(pdf) == []
    with pypdfium2.PdfDocument(pdf) as opened:
        text = opened[0].get_textpage().get_text_bounded()
    assert re.search(r"Svårintuberad\s+Gör: ring\.\s+Undvik: succinylkolin\.", text) and "Difficult airway" in text
    with pytest.raises(RuleError, match="kortet"):
        render_pdf(paper(replace(USUAL, condition="☃\U0001f600")))

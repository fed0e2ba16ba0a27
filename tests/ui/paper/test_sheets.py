"""Large letters, easy words and paper that lies down: what is set larger, what gives way, and what still fits."""

import re
from dataclasses import replace
from itertools import combinations

import pypdfium2
import pytest

from coordinator.blocks import Alert, AlertItem, Column, Fact, Facts, Heading, Note, Paragraph, Table, plain
from coordinator.document import PRACTICE_WORDS, Document, Footer
from coordinator.lettering import Lettering
from tests.ui.paper.samples import EVERY_BLOCK, document, full_plan
from tests.ui.paper.structure import read, squeezed
from ui.paper import look
from ui.paper.layout import height_of, story
from ui.paper.pdf import render_pdf
from ui.paper.rows import Rows
from ui.paper.text import Text

STYLES = [
    *(value for name, value in vars(look).items() if isinstance(value, look.Style) and "FOOTER" not in name),
    *look.HEADINGS.values(),
]
LONG = "Du får hjälp att ringa och att boka en tid som passar dig. Det går bra att ta med sig någon. " * 12
WAYS = [{"lettering": Lettering.LARGE}, {"lettering": Lettering.EASY}, {"landscape": True}, {}]


@pytest.mark.parametrize("style", STYLES)
def test_easy_text_is_at_least_fourteen_points_with_four_between_lines(style: look.Style) -> None:
    made = look.EASY.style(style)
    assert made.size >= 14
    assert made.leading >= made.size + 4


def test_an_easy_line_has_at_most_fifty_five_letters_and_one_of_other_papers_more() -> None:
    def longest(sheet: look.Sheet) -> int:
        text = Text(LONG + "i" * 20 + " il" * 60, sheet.style(look.BODY))
        text.wrap(sheet.body_width)
        return max(len("".join(piece for _, piece in line).rstrip()) for line in text._lines)

    assert 40 < longest(look.EASY) <= 55
    assert longest(look.A4) > 80


@pytest.mark.parametrize("lettering", [Lettering.LARGE, Lettering.EASY])
def test_large_letters_have_no_table(lettering: Lettering) -> None:
    kinds = {one.kind for one in read(render_pdf(document(*EVERY_BLOCK, lettering=lettering))).elements}
    assert "L" in kinds and not kinds & {"Table", "TR", "TD", "TH"}


def test_running_text_of_storstil_is_large() -> None:
    assert look.LARGE.style(look.BODY).size >= 15.5
    assert look.LARGE.style(look.SMALL).size >= 13


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_the_foot_fits_and_nothing_of_it_is_on_anything_else(way: dict[str, object]) -> None:
    footer = Footer("Maja Test", "19900728-2388", "Vårdplan, version 12, utskriven 2026-11-22", "Logg 1a2b3c4d")
    made = replace(document(*EVERY_BLOCK, practice=True, **way), footer=footer)
    with pypdfium2.PdfDocument(render_pdf(made)) as opened:
        for number, page in enumerate(opened, 1):
            foot = page.get_textpage().get_text_bounded(bottom=0, top=look.FOOTER_LINE)
            lines = [squeezed(line) for line in re.split(r"[\r\n]+", foot)]
            said = squeezed(" ".join(lines))
            assert "Maja Test · 19900728-2388" in said and PRACTICE_WORDS in said
            assert f"{footer.edition} · {footer.mark}" in said
            assert f"Sida {number} av {len(opened)}" in said


@pytest.mark.parametrize("lettering", Lettering)
@pytest.mark.parametrize("edition", ["Kort", "Vårdplan på lätt svenska, version 12 (utkast), utskriven 2026-11-22"])
def test_no_part_of_the_foot_is_drawn_over_another(lettering: Lettering, edition: str) -> None:
    footer = Footer("Maja Test", "19900728-2388", edition, "Logg 1a2b3c4d")
    made = replace(document(lettering=lettering, practice=True), footer=footer)
    with pypdfium2.PdfDocument(render_pdf(made)) as opened:
        page = opened[0].get_textpage()
        rects = [page.get_rect(n) for n in range(page.count_rects())]
    foot = sorted(rect for rect in rects if rect[3] < look.FOOTER_LINE)
    assert len(foot) >= 4
    for one, other in combinations(foot, 2):
        beside = one[2] <= other[0] + 0.5
        apart = one[1] >= other[3] - 1 or other[1] >= one[3] - 1
        assert beside or apart


def test_no_label_runs_into_its_value() -> None:
    facts = Facts(
        (Fact("Fast läkarkontakt", plain("Josef")), Fact("Så pratar du med mig och alla andra", plain("Visa")))
    )
    for lettering in (Lettering.LARGE, Lettering.EASY):
        with pypdfium2.PdfDocument(render_pdf(document(facts, lettering=lettering))) as opened:
            page = opened[0].get_textpage()
            rects = [page.get_rect(n) for n in range(page.count_rects())]
            texts = [page.get_text_bounded(*rect) for rect in rects]
        labels = max(rect[2] for rect, text in zip(rects, texts, strict=True) if text.startswith(("Fast", "Så")))
        values = min(rect[0] for rect, text in zip(rects, texts, strict=True) if text.startswith(("Josef", "Visa")))
        assert labels < values - 2


def test_a_paper_that_lies_down_is_wider_than_high_and_its_text_is_as_wide() -> None:
    with pypdfium2.PdfDocument(render_pdf(_wide())) as opened:
        width, height = opened[0].get_size()
        page = opened[0].get_textpage()
        right = max(page.get_rect(n)[2] for n in range(page.count_rects()))
    assert width > height
    assert right > look.PAGE_WIDTH


def _wide() -> Document:
    return document(Paragraph(plain(LONG)), *full_plan(4).blocks, landscape=True)


def _page_texts(made: Document) -> list[str]:
    with pypdfium2.PdfDocument(render_pdf(made)) as opened:
        return [page.get_textpage().get_text_bounded() for page in opened]


@pytest.mark.parametrize("lettering", [Lettering.LARGE, Lettering.EASY])
def test_what_is_said_of_one_contact_is_on_one_page(lettering: Lettering) -> None:
    columns = tuple(Column(name) for name in ("Namn", "Enhet", "Ansvarar för", "Telefon", "Nästa", "Plats"))
    row = tuple(plain(name) for name in ("Börjar", "Habiliteringen", "Rörelse\noch annat", "x\ny", "snart", "Slutar"))
    for filler in range(8):
        texts = _page_texts(
            document(*[Paragraph(plain("rad"))] * filler, Table(columns, (row,) * 7), lettering=lettering)
        )
        assert len(texts) > 1
        assert all(text.count("Börjar") == text.count("Slutar") for text in texts)


def test_the_last_line_of_a_visit_is_not_alone_on_the_next_easy_page() -> None:
    visit = (Heading("Måndag", 3), *(Paragraph(plain(text)) for text in ("Börjar", "Jag träffar Anna", "Slutar")))
    for filler in range(7):
        first = (*[Paragraph(plain("rad"))] * filler, *visit * 6)
        under = (Heading("Mina tider"), Paragraph(plain("Det här är bokat.")))
        texts = _page_texts(document(*first, *under, *visit * 12, lettering=Lettering.EASY))
        assert len(texts) > 1
        assert all(text.count("Måndag") == text.count("Slutar") for text in texts)
        assert all("Måndag" in text.partition("Mina tider")[2] for text in texts if "Mina tider" in text)


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_what_to_do_in_an_emergency_is_on_one_page_with_where_it_comes_from(way: dict[str, object]) -> None:
    item = AlertItem("Börjar", (plain("Gör inte det här. " * 6), plain("Gör i stället det här. " * 6)), "Slutar")
    for filler in range(4, 40, 2):
        texts = _page_texts(document(*[Paragraph(plain("rad"))] * filler, Alert("Viktigt", (item,)), **way))
        assert all(text.count("Börjar") == text.count("Slutar") for text in texts)


@pytest.mark.parametrize("way", WAYS, ids=str)
@pytest.mark.parametrize("rows", [1, 5])
def test_a_note_below_a_table_does_not_come_alone_to_the_next_page(way: dict[str, object], rows: int) -> None:
    table = Table((Column("Namn"), Column("Roll")), ((plain("Anna"), plain("läkare")),) * rows)
    for filler in range(1, 42):
        blocks = (*[Paragraph(plain("rad"))] * filler, Heading("Läkare"), table, Note("Det gäller i dag."))
        texts = _page_texts(document(*blocks, **way))
        assert sum(text.count("Anna") for text in texts) == rows
        assert all("Anna" in text for text in texts if "Det gäller" in text)
        assert all("Anna" in text for text in texts if "Läkare" in text)


def test_a_table_of_one_row_as_high_as_a_page_is_cut_and_its_note_is_there() -> None:
    for lines in range(46, 62):
        table = Table((Column("Namn"),), ((plain("\n".join(["rad"] * lines)),),))
        assert "Det gäller" in _page_texts(document(table, Note("Det gäller i dag.")))[-1]


def test_a_fact_with_none_beside_it_has_the_whole_width() -> None:
    long = Fact("Vid besök", plain("Först på dagen så att ingen behöver vänta. Skicka bilder på rummet i förväg."))
    short = Fact("Tolk", plain("Nej"))
    alone, beside = (
        height_of([one for one in story(document(Facts(facts)), look.A4).flowables if isinstance(one, Rows)], look.A4)
        for facts in ((short, short, long), (short, long))
    )
    one_more = height_of(
        [one for one in story(document(Facts((short, short))), look.A4).flowables if isinstance(one, Rows)], look.A4
    )
    assert beside - (alone - one_more) > 12, "a line less, at the least"

"""The map of contacts on paper: all names in full, none too small, none on another, and all of it heard in order."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from itertools import combinations

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from pikepdf import Dictionary, Pdf

from coordinator.blocks import ContactMap, Heading, Missing, Paragraph, plain
from coordinator.document import Document
from coordinator.documents.map_paper import map_document
from coordinator.errors import RuleError
from coordinator.map_figure import MapArea, MapDot, MapFigure, MapMark, MapRing
from tests.ui.paper.gate import complaints
from tests.ui.paper.samples import LETTERS_OF_EUROPE, document, full_record, record_of
from tests.ui.paper.structure import Element, read, squeezed
from ui.paper.contact_map import MapPage, as_set, in_a_row
from ui.paper.fonts import as_drawn
from ui.paper.layout import story
from ui.paper.look import BOTTOM, FOOTER_LINE, MAP
from ui.paper.map_picture import map_picture
from ui.paper.pdf import render_pdf

AREAS = (
    "Fast vård- och läkarkontakt", "Specialiserad vård", "Primärvård", "Habilitering och hjälpmedel", "Tandvård",
    "Kommun", "Skola och arbete", "Myndigheter, förening, närstående",
)  # fmt: skip
LONG = "Maria Elisabeth Gustafsdotter Lejonhufvud af Ulvåsa Oxenstierna von Essen Natt Dag"[:80]
UNBROKEN = "Arbetsmarknadsförvaltningens-kompetensutvecklingssamordningsenhetsföreståndare12"[:80]
FIRST = ("Åsa", "Björn", "Elin", "Samir", "Ylva", "Omar", "Kerstin", "Jan-Erik", "Malin", "Tomas")
LAST = ("Öman", "Lindström", "Haddad", "Edman", "Åkesson", "Norén", "Ek", "Svensson Palm", "Hjort", "Wik", "Fors")
ROLES = ("kardiolog", "fast läkarkontakt", "LSS-handläggare", "arbetsterapeut", "öron-, näs- och halsläkare", "syster")
SHARES = (2, 39, 9, 19, 4, 19, 8, 20)
"""How many of a hundred and twenty are in each area."""


def dot(number: int, *, name: str = "", role: str = "") -> MapDot:
    """One of many, no two alike."""
    usual = f"{FIRST[number % 10]} {LAST[number % 11]}{'' if number < 110 else f' {number}'}"
    mark = MapMark.COORDINATES if number == 0 else list(MapMark)[1 + number % 7 % 3]
    late = "ingen tid" * (mark is MapMark.GAP)
    return MapDot(
        name or usual, role or ROLES[number % 6], mark, list(MapRing)[number % 3], acute=number % 9 == 4, says=late
    )


def figure(count: int, *, only: int | None = None, name: str = "", role: str = "") -> MapFigure:
    """A map of so many, over all areas as they come, or all in one."""
    found: list[list[MapDot]] = [[] for _ in AREAS]
    wheel = [area for area, share in enumerate(SHARES) for _ in range(share)]
    for number in range(count):
        found[wheel[number * 7 % 120] if only is None else only].append(dot(number, name=name, role=role))
    areas = tuple(MapArea(title, tuple(dots)) for title, dots in zip(AREAS, found, strict=True) if dots)
    return MapFigure("Maja", f"{count} kontakter", f"{count} kontakter i {len(areas)} områden.", areas)


def paper(made: MapFigure, *, a3: bool = False, **fields: object) -> Document:
    return document(ContactMap(made), kind="contact_map", title="Min kontaktkarta", landscape=True, a3=a3, **fields)


FIGURES = {
    **{f"{count}": figure(count) for count in (0, 1, 10, 40, 120)},
    "121 in one": figure(121, only=1),
    "long names": figure(12, name=LONG, role=LONG),
    "unbroken": figure(12, name=UNBROKEN),
    "120 long names": figure(120, name=LONG),
    "more than one page": figure(240, name=LONG, role=LONG),
}


@cache
def drawn(which: str, *, a3: bool) -> bytes:
    return render_pdf(paper(FIGURES[which], a3=a3))


@dataclass(frozen=True)
class Letters:
    """A text object as it stands on a page: in which element, how large, and its edges."""

    page: int
    stretch: int
    kind: str
    size: float
    left: float
    bottom: float
    right: float
    top: float


def letters(pdf: bytes) -> Iterator[Letters]:
    """All letters of the file but those of the foot, read by another library."""
    with Pdf.open(BytesIO(pdf)) as tagged:
        listed = list(tagged.Root.StructTreeRoot.ParentTree.Nums)
        kinds = {
            int(page): [str(one.S)[1:] for one in owners]
            for page, owners in zip(listed[::2], listed[1::2], strict=True)
        }
    with pypdfium2.PdfDocument(pdf) as opened:
        for number, page in enumerate(opened):
            for part in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=2):
                left, bottom, right, top = part.get_bounds()
                stretch = pdfium.FPDFPageObj_GetMarkedContentID(part.raw)
                if bottom < FOOTER_LINE:
                    continue
                kind = kinds[number][stretch] if stretch >= 0 else ""
                size = pdfium.c_float()
                assert pdfium.FPDFTextObj_GetFontSize(part.raw, size)
                yield Letters(number, stretch, kind, size.value, left, bottom, right, top)


def labels(found: list[Letters]) -> list[tuple[float, float, float, float, int]]:
    """The box of each text that is an element of its own: a label over all its lines; then its page."""
    boxes: dict[tuple[int, int], list[Letters]] = {}
    for number, one in enumerate(found):
        boxes.setdefault((one.page, one.stretch if one.kind in ("LBody", "P", "H2") else -number - 1), []).append(one)
    return [
        (
            min(one.left for one in parts), min(one.bottom for one in parts),
            max(one.right for one in parts), max(one.top for one in parts), page,
        )
        for (page, _), parts in boxes.items()
    ]  # fmt: skip


def on_each_other(boxes: list[tuple[float, float, float, float, int]]) -> list[object]:
    return [
        (one, other) for one, other in combinations(boxes, 2)
        if one[4] == other[4] and one[0] < other[2] - 0.1 and other[0] < one[2] - 0.1
        and one[1] < other[3] - 0.1 and other[1] < one[3] - 0.1
    ]  # fmt: skip


def heard(pdf: bytes) -> list[Element]:
    return [one for one in read(pdf).elements if one.kind in ("H2", "LBody", "Lbl")]


def lists(made: MapFigure) -> Iterator[tuple[str, str]]:
    """Kind and words of every element of the lists, in order."""
    for area in made.areas:
        yield "H2", area.title
        for one in area.dots:
            said = [] if one.mark is MapMark.CURRENT else [one.mark.label.partition(":")[0]]
            soon = {MapRing.MONTH: ["ses inom 30 dagar"], MapRing.HALF_YEAR: ["ses inom 6 mån"]}.get(one.ring, [])
            if words := ", ".join([*said, *soon, *["viktig i akut läge"] * one.acute]):
                yield "Lbl", words
            yield "LBody", as_drawn(in_a_row(one))


@pytest.mark.parametrize(
    ("which", "a3"),
    [*((which, False) for which in FIGURES), *((which, True) for which in ("1", "120", "121 in one"))],
)
def test_the_map_passes_the_gate_and_every_contact_is_heard_in_full_and_in_order(which: str, a3: bool) -> None:
    made = FIGURES[which]
    pdf = drawn(which, a3=a3)
    assert complaints(pdf) == []
    assert [(one.kind, squeezed(one.actual or one.text)) for one in heard(pdf)] == list(lists(made))
    (drawing,) = [one for one in read(pdf).elements if one.kind == "Figure"]
    assert drawing.alt == made.says
    with Pdf.open(BytesIO(pdf)) as opened:
        (element,) = [one for one in opened.objects if isinstance(one, Dictionary) and one.get("/S") == "/Figure"]
        left, bottom, right, top = (float(edge) for edge in element.A.BBox)
        assert isinstance(element.K, int) and element.Pg.objgen == opened.pages[0].obj.objgen
    assert left < right and bottom < top


def test_what_has_no_room_stands_on_further_pages_and_is_heard_with_the_rest() -> None:
    pdf = drawn("more than one page", a3=False)
    assert {one.page for one in letters(pdf)} >= {0, 1}
    assert {one.page for one in letters(pdf) if one.kind in ("Figure", "H2", "P")} == {0}
    first, second, *_ = read(pdf).pages
    assert "till på nästa sida" in " ".join(first.artifacts)
    assert "fortsättning" in " ".join(second.artifacts) and "samordnar" in " ".join(second.artifacts)


@pytest.mark.parametrize("which", ["40", "120"])
def test_every_label_is_drawn_where_it_was_placed(which: str) -> None:
    """What the tests of the geometry say of the boxes is then true of the letters."""
    made = paper(FIGURES[which])
    (page,) = [one for one in story(made, MAP).flowables if isinstance(one, MapPage)]
    seen = [one for one in letters(drawn(which, a3=False)) if one.kind == "LBody"]
    assert {one.stretch for one in seen} and len(page.layout.dots) == int(which)
    for place in page.layout.dots.values():
        box = place.label
        assert box is not None
        left, top = MAP.margin + box.x, BOTTOM + page.height - box.y
        within = [
            one for one in seen
            if left - 0.5 <= one.left and one.right <= left + box.width + 0.5
            and top - box.height - 0.5 <= one.bottom and one.top <= top + 0.5
        ]  # fmt: skip
        assert len({one.stretch for one in within}) == 1
        seen = [one for one in seen if one not in within]
    assert seen == []


@pytest.mark.parametrize(("a3", "smallest"), [(False, 5), (True, 7)], ids=["A4", "A3"])
@pytest.mark.parametrize("which", FIGURES)
def test_no_letter_is_too_small_and_no_text_stands_on_another(which: str, a3: bool, smallest: float) -> None:
    found = list(letters(drawn(which, a3=a3)))
    assert min(one.size for one in found) >= smallest
    assert on_each_other(labels(found)) == []
    width, height = (1190.551, 841.89) if a3 else (841.89, 595.276)
    assert all(one.left > 30 and one.right < width - 30 and one.top < height - 30 for one in found)


@pytest.mark.parametrize("a3", [False, True], ids=["A4", "A3"])
def test_a_hundred_and_twenty_contacts_of_a_record_stand_on_one_page(a3: bool) -> None:
    record = full_record(120)
    pdf = render_pdf(replace(map_document(record), a3=a3))
    found = [one for one in letters(pdf) if one.page == 0]
    assert min(one.size for one in found) >= (7 if a3 else 5)
    assert on_each_other(labels(found)) == []
    with pypdfium2.PdfDocument(pdf) as opened:
        text = squeezed(opened[0].get_textpage().get_text_bounded())
    for number in range(120):
        assert text.count(f"Förnamn{number:03} Efternamnsson") == 1


def test_the_proof_sees_letters_that_are_small_or_stand_on_each_other() -> None:
    found = list(letters(render_pdf(document(Paragraph(plain("Ett stycke.")), Heading("En rubrik")))))
    assert min(one.size for one in found) == 10.5
    boxes = labels(found)
    assert on_each_other(boxes) == [] and on_each_other([*boxes, boxes[0]]) != []


def test_names_of_many_languages_stand_there_letter_by_letter() -> None:
    names = (*LETTERS_OF_EUROPE, "Åsa\nEk  Lund")
    dots = tuple(replace(dot(number), name=name) for number, name in enumerate(names))
    made = MapFigure("Ŋ", "", "Namn.", (MapArea("Kommun", dots),))
    pdf = render_pdf(paper(made))
    assert complaints(pdf) == []
    assert [squeezed(one.text) for one in heard(pdf) if one.kind == "LBody"] == [
        squeezed(as_drawn(in_a_row(one))) for one in as_set(made).areas[0].dots
    ]


def test_signs_and_legend_are_words_and_lines_are_not() -> None:
    kinds = [one.kind for one in read(render_pdf(paper(figure(10)))).elements]
    assert kinds[:6] == ["Document", "H1", "P", "Figure", "P", "P"]
    said = [squeezed(one.text) for one in read(render_pdf(paper(figure(10)))).elements]
    assert said[4] == "Maja 10 kontakter"
    for mark in MapMark:
        assert mark.label.partition(":")[0] in said[5]


def test_what_stands_above_the_map_takes_its_room_and_what_follows_goes_on() -> None:
    blocks = (Missing("Skyddat", "Ord. " * 30), ContactMap(figure(120)), Heading("Så går informationen"))
    pdf = render_pdf(document(*blocks, Paragraph(plain("Slut")), kind="contact_map", landscape=True))
    assert complaints(pdf) == []
    with pypdfium2.PdfDocument(pdf) as opened:
        first, second = [page.get_textpage().get_text_bounded() for page in opened]
    assert "Skyddat" in first and "Elin" in first and "Slut" in second and "Elin" not in second


def test_the_areas_are_among_the_bookmarks() -> None:
    with pypdfium2.PdfDocument(render_pdf(paper(figure(40)))) as opened:
        found = [one.get_title() for one in opened.get_toc()]
    assert found == ["Min kontaktkarta", *(area.title for area in figure(40).areas)]


def test_the_same_map_is_the_same_file() -> None:
    assert render_pdf(paper(figure(40))) == render_pdf(paper(figure(40)))


def test_a_map_of_several_pages_is_no_picture_and_neither_is_another_paper() -> None:
    with pytest.raises(RuleError, match=r"\d sidor"):
        map_picture(paper(FIGURES["more than one page"]))
    with pytest.raises(RuleError, match="Bara kontaktkartan"):
        map_picture(document(Heading("A")))


def test_the_picture_says_what_the_paper_says_around_the_map() -> None:
    record = replace(record_of(), practice=True)
    made = map_picture(map_document(record))
    assert "ÖVNING" in made and "Inga kontakter är inskrivna än." in made and "utskriven 2026-11-22" in made
    assert "19900728" not in made

"""Every paper lasts and can be heard: PDF/A-3a and PDF/UA-1 in one file, held by a gate that is itself held."""

import re
import warnings
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Pdf

from coordinator.blocks import (
    Alert,
    AlertItem,
    Block,
    Bullets,
    Column,
    ContactMap,
    Fact,
    Facts,
    Heading,
    Missing,
    Paragraph,
    QrCode,
    Quote,
    Table,
    plain,
    words,
)
from coordinator.document import Attachment, Document, texts
from coordinator.documents.catalogue import DOCUMENTS
from coordinator.documents.paper_kind import Paper
from coordinator.documents.recovery_sheet import recovery_sheet
from coordinator.lettering import Lettering
from coordinator.map_figure import MapFigure
from coordinator.map_layout import Words, legend_layout
from coordinator.record import Actor
from tests.ui.paper.gate import complaints
from tests.ui.paper.samples import EVERY_BLOCK, LETTERS_OF_EUROPE, NOW, document, full_plan, full_record, record_of
from tests.ui.paper.structure import read, squeezed
from ui.key_sheet import key_sheet
from ui.paper.contact_map import as_set, in_a_row
from ui.paper.drawing import measure
from ui.paper.fonts import as_drawn
from ui.paper.pdf import render_pdf

ON_SIGNS = {
    "Varning", "Inget känt", "Saknas", "Warning", "Nothing known", "Missing", "Rad för namnteckning", "Rad för datum",
}  # fmt: skip

WHOLE = [paper for paper in DOCUMENTS if paper.make is not None]
"""Those about the whole record; those about one of several are in `test_sip_papers` and `test_together`."""
WAYS = [
    *((paper, lettering, False) for paper in WHOLE for lettering in paper.letterings[1:]),
    *((paper, Lettering.STANDARD, True) for paper in WHOLE if paper.landscape),
]
"""All but the usual ones."""


def said(pdf: bytes) -> str:
    """All that is heard, in reading order, but what the signs and the lines to write on are called."""
    heard = [one.alt or one.text for one in read(pdf).elements if one.alt not in ON_SIGNS]
    return squeezed(" ".join(heard))


def written(made: Document) -> str:
    """All that the document says, in its order."""
    stacked = made.lettering is not Lettering.STANDARD
    blocks = [one for block in made.blocks for one in _as_set(block, stacked)]
    footer = made.footer
    foot = sum(1 for part in (footer.person, footer.number, footer.edition, footer.mark) if part)
    return " ".join(filter(None, map(as_drawn, texts(replace(made, blocks=tuple(blocks)))[:-foot])))


def _as_set(block: Block, stacked: bool) -> list[Block]:
    """A gap has a colon on paper; what is no table in large letters has the name of the column before each cell."""
    if isinstance(block, Missing):
        return [replace(block, word=f"{block.word}:")]
    if isinstance(block, ContactMap):
        return [Paragraph(plain(line)) for line in _map_in_words(as_set(block.figure))]
    if not (stacked and isinstance(block, Table) and block.rows):
        return [block]
    lines = [block.caption]
    for row in block.rows:
        for number, (column, cell) in enumerate(zip(block.columns, row, strict=True)):
            if words(cell).strip():
                lines.append(f"{column.header}: {words(cell)}" if number else words(cell))
    return [Paragraph(plain(line)) for line in lines]


def _map_in_words(figure: MapFigure) -> Iterator[str]:
    """The sentence for the drawing, what stands in the middle, the legend, and a line for each contact."""
    legend, _ = legend_layout(measure, 1000, 9)
    yield from (figure.says, f"{figure.centre} {figure.below}")
    yield " ".join(mark.text for mark in legend if isinstance(mark, Words))
    for area in figure.areas:
        yield from (area.title, *map(in_a_row, area.dots))


def passes(made: Document) -> None:
    pdf = render_pdf(made)
    assert complaints(pdf) == []
    heard, meant = (text.replace(" □", "") for text in (said(pdf), written(made)))
    assert heard == meant  # but how many rows there are to fill in, which is as many as there is room for


@pytest.mark.parametrize("count", [0, 1, 40, 120])
@pytest.mark.parametrize("paper", WHOLE, ids=lambda paper: paper.name)
def test_every_document_passes_the_gate_and_says_what_it_says(paper: Paper, count: int) -> None:
    passes(paper.made(full_record(count) if count else record_of()))


@pytest.mark.parametrize("count", [0, 6])
@pytest.mark.parametrize("way", WAYS, ids=lambda way: f"{way[0].name}-{way[1].stored}{'-liggande' * way[2]}")
def test_so_it_does_large_easy_and_lying_down(way: tuple[Paper, Lettering, bool], count: int) -> None:
    paper, lettering, landscape = way
    passes(paper.made(full_record(count) if count else record_of(), lettering, landscape=landscape))


def test_a_plan_of_twenty_pages_passes_the_gate() -> None:
    made = full_plan(120, 60)
    pdf = render_pdf(made)
    with Pdf.open(BytesIO(pdf)) as opened:
        assert len(opened.pages) >= 20
    assert complaints(pdf) == []
    assert said(pdf) == written(made)


def other_papers() -> list[Document]:
    """The papers that are of no record, and one of every block in each lettering."""
    owner = Actor("Anna Lind", "sjuksköterska", "SMO")
    code = "-".join(["ABCDE"] * 8)
    every = document(*EVERY_BLOCK, practice=True)
    return [
        recovery_sheet(code, vault_name="SMO", owner=owner, made=NOW, practice=True),
        key_sheet(NOW),
        every,
        *(replace(every, lettering=lettering) for lettering in (Lettering.LARGE, Lettering.EASY)),
        replace(every, landscape=True),
        document(),
    ]


@pytest.mark.parametrize("made", other_papers(), ids=lambda made: f"{made.kind}-{made.lettering.stored}")
def test_the_papers_of_no_record_pass_the_gate_too(made: Document) -> None:
    pdf = render_pdf(made)
    assert complaints(pdf) == []
    assert said(pdf) == written(made)


@pytest.mark.parametrize("text", LETTERS_OF_EUROPE)
def test_names_of_many_languages_pass_the_gate(text: str) -> None:
    made = document(Heading(text), Paragraph(plain(text)), Facts((Fact(text, plain(text)),)), title=text, subtitle=text)
    pdf = render_pdf(made)
    assert complaints(pdf) == []
    assert said(pdf) == written(made)


TEXT = st.text(max_size=40)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXT, TEXT, TEXT, st.sampled_from(Lettering))
def test_any_text_in_any_field_passes_the_gate(one: str, other: str, third: str, lettering: Lettering) -> None:
    made = document(
        Heading(one), Paragraph(plain(other)), Facts((Fact(one, plain(third)), Fact(third, plain(other)))),
        Alert(other, (AlertItem(one, (plain(third),), other),)), Quote(third), Missing(one, other),
        Bullets((plain(one), plain(other))), QrCode(one or "x", f"Ruta: {third}"),
        Table((Column(one), Column(other), Column("C")), ((plain(third), plain(one), ()),) * 4, caption=third),
        title=f"T{one}", subtitle=other, footer=replace(document().footer, person=third), lettering=lettering,
    )  # fmt: skip
    attached = Attachment("a.json", "application/json", one, other.encode())
    pdf = render_pdf(made, replace_missing=True, attachments=[attached])
    assert complaints(pdf) == []
    assert said(pdf) == written(made)


def test_what_is_heard_is_in_its_place() -> None:
    heard = read(render_pdf(document(*EVERY_BLOCK))).elements
    assert heard[0].path == ("Document",)
    levels = [(one.kind, squeezed(one.text)) for one in heard if re.fullmatch(r"H\d", one.kind)]
    assert levels == [
        ("H1", "Min vårdplan"), ("H2", "Alla slags stycken"), ("H3", "Viktigt"), ("H3", "Inget är känt"),
        ("H3", "Inte efterfrågat"), ("H4", "Under det"), ("H2", "Ett kapitel"), ("H3", "Tabeller"),
    ]  # fmt: skip
    assert {one.path[1:-1] for one in heard if one.text == "Nej "} == {("L", "LI")}
    assert [one.alt for one in heard if one.kind == "Figure"][:3] == ["Varning", "Inget känt", "Saknas"]
    assert [one.actual for one in heard if one.kind == "Lbl" and one.actual] == ["•"] * 6
    rows = [one for one in heard if one.path[1:3] == ("Table", "TR") and one.kind in ("TH", "TD")]
    assert [squeezed(one.text) for one in rows].count("Namn") == 1  # though it stands on every page
    assert {one.scope for one in rows if one.text.startswith("Anna Lind")} == {"Row"}
    assert {one.scope for one in rows if one.text.startswith("08-465")} == {""}
    assert {one.scope for one in rows if one.text.startswith(("Telefon", "Dag"))} == {"Column"}
    assert [one.path[1] for one in heard if one.text.startswith("”Att åka")] == ["BlockQuote"]
    assert [one.path[1:] for one in heard if one.text.startswith("Alla som")] == [("Table", "Caption")]


def test_a_text_over_two_pages_is_one_element() -> None:
    long = " ".join(f"ord{number}" for number in range(900))
    pdf = render_pdf(document(Paragraph(plain(long)), Bullets((plain(long),))))
    assert len(read(pdf).pages) > 1
    found = [squeezed(one.text) for one in read(pdf).elements if len(one.text) > 500]
    assert found == [long, long]


def test_the_foot_and_what_comes_again_are_not_heard() -> None:
    pdf = render_pdf(document(*EVERY_BLOCK, practice=True))
    with Pdf.open(BytesIO(pdf)) as opened:
        drawn = [one.Contents.read_bytes() for one in opened.pages]
        assert all(b"/Artifact <</Type /Pagination /Subtype /Footer>> BDC" in content for content in drawn)
        assert {str(one.obj.Tabs) for one in opened.pages} == {"/S"}
        assert not any("/Trans" in one.obj for one in opened.pages)
    decoration = [squeezed(" ".join(one.artifacts)) for one in read(pdf).pages]
    assert all("Maja Test" in text and "Sida" in text and "ÖVNING" in text for text in decoration)
    assert any("Namn Roll Telefon" in text for text in decoration)


def test_glued_words_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    made = document(Paragraph(plain("ett ord till och så vidare " * 20)))
    assert said(render_pdf(made)) == written(made)
    monkeypatch.setattr("ui.paper.text._joined", lambda line: tuple((name, text.strip()) for name, text in line))
    assert said(render_pdf(made)) != written(made)


def test_the_same_record_and_clock_give_the_same_bytes_and_another_file_others() -> None:
    made = full_plan(40)
    attached = Attachment("a.json", "application/json", "", b"{}\n")
    first = render_pdf(made, attachments=[attached])
    assert render_pdf(made, attachments=[attached]) == first
    assert render_pdf(made) != first
    assert render_pdf(replace(made, created=datetime(2026, 11, 23, tzinfo=NOW.tzinfo))) != render_pdf(made)


def test_the_paper_is_described_without_naming_anybody() -> None:
    pdf = render_pdf(full_plan(1))
    with Pdf.open(BytesIO(pdf)) as opened:
        metadata = opened.Root.Metadata.read_bytes().decode()
    assert "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "Min vårdplan" in metadata and "2026-11-22T09:20:00+01:00" in metadata and "sv-SE" in metadata
    assert "Maja" not in metadata and "1990" not in metadata


def test_a_listener_has_nothing_to_object_to(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        # It asks for what its libraries call old; that is no matter of ours.
        warnings.simplefilter("ignore")
        outloud = import_module("outloud")  # without types, and slow to import
        for number, made in enumerate((full_plan(8), document(*EVERY_BLOCK))):
            path = tmp_path / f"{number}.pdf"
            path.write_bytes(render_pdf(made))
            result = outloud.check(str(path))
            assert result.error is None
            real = [one for one in result.findings if one.severity in ("error", "warning") and not _is_furniture(one)]
            assert real == []


def _is_furniture(finding: Any) -> bool:
    """It takes the foot of a page, and a header that comes again, for text that was forgotten."""
    furniture = re.match(r"Maja Test · 19900728|Namn Roll|Det här görs Vem svarar", finding.evidence or "")
    return finding.rule == "TAG-002" and furniture is not None


def test_a_chapter_begins_on_a_page_of_its_own_and_leaves_none_empty() -> None:
    letter = (Heading("Först"), Paragraph(plain("Kort.")))
    chapter = (Heading("Kapitlet", 1), Paragraph(plain("Slut.")))
    assert len(read(render_pdf(document(*letter, *chapter))).pages) == 2
    assert len(read(render_pdf(document(*letter, *chapter, *chapter))).pages) == 3
    assert len(read(render_pdf(document(*letter, Heading("Del"), Paragraph(plain("Slut."))))).pages) == 1

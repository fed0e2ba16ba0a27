"""The map of contacts as a picture file, placed as on the paper."""

from dataclasses import replace

from coordinator.blocks import ContactMap, Missing
from coordinator.document import PRACTICE_WORDS, Document
from coordinator.errors import RuleError
from coordinator.exchange.svg import svg
from coordinator.map_layout import MapLayout, Words
from ui.paper.contact_map import map_pages
from ui.paper.drawing import measure
from ui.paper.look import A3, LABEL, MAP


def map_picture(document: Document) -> str:
    """The map as SVG. RuleError when the document has none, or one that takes several pages."""
    layout, says = placed_picture(document)
    return svg(layout, document.title, says, measure=measure)


def placed_picture(document: Document) -> tuple[MapLayout, str]:
    """The map as it is placed in a picture, and what it shows in words. RuleError as for `map_picture`."""
    block = next((block for block in document.blocks if isinstance(block, ContactMap)), None)
    if block is None:
        raise RuleError("Papperet är ingen bild", "Bara kontaktkartan blir en bild. Låt filen sluta på .pdf.")
    sheet = A3 if document.a3 else MAP
    pages = map_pages(block.figure, sheet, sheet.body_height)
    if len(pages) > 1:
        raise RuleError(
            "Kartan ryms inte i en bild",
            f"Namnen behöver {len(pages)} sidor. Låt filen sluta på .pdf, så kommer alla med.",
        )
    notes = [f"{one.word}: {one.text}" for one in document.blocks if isinstance(one, Missing)]
    lines = [PRACTICE_WORDS * document.practice, *notes, document.footer.edition]
    lines = [line for line in lines if line]
    says = " ".join([block.figure.says, *lines])
    return _with_lines(pages[0], lines), says


def _with_lines(layout: MapLayout, lines: list[str]) -> MapLayout:
    """The map with what stands around it on the paper below, since a picture goes without its paper."""
    size, leading = LABEL.size, LABEL.leading
    below = tuple(
        Words(0, layout.height + number * leading, line, size, "grey") for number, line in enumerate(lines, 1)
    )
    height = layout.height + (len(lines) + 0.5) * leading
    return replace(layout, height=height, marks=(*layout.marks, *below))

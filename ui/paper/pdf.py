"""Draws a document as PDF, wholly in memory: A4, only the program's own fonts, the same bytes every time."""

import unicodedata
from dataclasses import dataclass
from functools import partial
from io import BytesIO

from reportlab.platypus.doctemplate import BaseDocTemplate, PageTemplate
from reportlab.platypus.frames import Frame

from coordinator.document import ONE_PAGE, Document, places
from coordinator.errors import RuleError
from ui.paper.fonts import base_font, missing
from ui.paper.layout import story
from ui.paper.look import BODY_HEIGHT, BODY_WIDTH, BOTTOM, MARGIN, PAGE_HEIGHT, PAGE_WIDTH
from ui.paper.one_page import one_page_story
from ui.paper.pages import PaperCanvas

_NAMED = 5
_PROGRAM = "Hållpunkt"


@dataclass(frozen=True)
class Unprintable:
    """A character that no font has, and where in the document it stands."""

    character: str
    where: str

    def __str__(self) -> str:
        code = f"U+{ord(self.character):04X}"
        shown = f"{self.character} ({code})" if unicodedata.category(self.character)[0] not in "CMZ" else code
        return f"{shown} i {self.where}"


def unprintable(document: Document) -> list[Unprintable]:
    """Each character that no font has, once for each place, in reading order."""
    found = [Unprintable(character, place.where) for place in places(document) for character in missing(place.text)]
    return list(dict.fromkeys(found))


def render_pdf(document: Document, *, replace_missing: bool = False) -> bytes:
    """The document as a PDF file.

    RuleError names the characters that cannot be printed and where they stand; with ``replace_missing`` each of them
    is drawn as an empty square instead. It also says when a document of one page (`ONE_PAGE`) is too long.
    """
    if not replace_missing:
        _require_printable(document)
    written = BytesIO()
    template = BaseDocTemplate(
        written,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        title=document.title,
        author=_PROGRAM,
        subject=document.title,
        creator=_PROGRAM,
        lang=document.language,
        invariant=1,
        pageCompression=1,
        initialFontName=base_font(),
        initialFontSize=10,
        initialLeading=12,
    )
    body = Frame(MARGIN, BOTTOM, BODY_WIDTH, BODY_HEIGHT, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
    template.addPageTemplates([PageTemplate(frames=[body])])
    flowables = one_page_story(document) if document.kind in ONE_PAGE else story(document)
    template.build(flowables, canvasmaker=partial(PaperCanvas, document=document))
    return written.getvalue()


def _require_printable(document: Document) -> None:
    found = unprintable(document)
    if not found:
        return
    named = ", ".join(map(str, found[:_NAMED]))
    more = f" och {len(found) - _NAMED} till" if len(found) > _NAMED else ""
    raise RuleError(
        "Alla tecken kan inte skrivas ut",
        f"Typsnitten saknar {named}{more}. Skriv om texten, eller skriv ut med en tom ruta i stället för tecknen.",
    )

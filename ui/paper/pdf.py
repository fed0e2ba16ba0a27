"""Makes a document into a PDF, wholly in memory: only the program's own fonts, the same bytes every time."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO

from reportlab.platypus.doctemplate import BaseDocTemplate, PageTemplate
from reportlab.platypus.flowables import PageBreak
from reportlab.platypus.frames import Frame

from coordinator.blocks import ContactMap
from coordinator.document import ONE_PAGE, Attachment, Document, places
from coordinator.errors import RuleError
from coordinator.lettering import Lettering
from ui.paper.fonts import as_drawn, base_font, missing
from ui.paper.layout import Story, story
from ui.paper.look import A3, A4, BOTTOM, EASY, LANDSCAPE, LARGE, MAP, Sheet
from ui.paper.one_page import one_page_story, sheet_of
from ui.paper.pages import Begins, PaperCanvas
from ui.paper.standard import PROGRAM, finished
from ui.paper.tags import Node

_NAMED = 5


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


def render_pdf(document: Document, *, replace_missing: bool = False, attachments: Sequence[Attachment] = ()) -> bytes:
    """The document as a PDF file that is both PDF/A-3a and PDF/UA-1, with the files that go along inside it.

    RuleError names the characters that cannot be printed and where they stand; with ``replace_missing`` each of them
    is drawn as an empty square instead. It also says when a document of one page (`ONE_PAGE`) is too long.
    """
    return _drawn((document,), replace_missing=replace_missing, attachments=attachments)


def render_together(documents: Sequence[Document], *, replace_missing: bool = False) -> bytes:
    """Several documents of one form bound in one file, each on pages of its own that are numbered from 1."""
    return _drawn(documents, replace_missing=replace_missing)


def _drawn(documents: Sequence[Document], *, replace_missing: bool, attachments: Sequence[Attachment] = ()) -> bytes:
    """The documents one after another; the first says what the file is called."""
    if not replace_missing:
        for document in documents:
            _require_printable(document)
    document = documents[0]
    written = BytesIO()
    sheet = _sheet(document)
    template = BaseDocTemplate(
        written,
        pagesize=(sheet.width, sheet.height),
        title=as_drawn(document.title),
        author=PROGRAM,
        subject=as_drawn(document.title),
        creator=PROGRAM,
        lang=document.language,
        invariant=1,
        pageCompression=0,  # done once, when the file is finished
        initialFontName=base_font(),
        initialFontSize=10,
        initialLeading=12,
    )
    body = Frame(
        sheet.margin, BOTTOM, sheet.body_width, sheet.body_height,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    template.addPageTemplates([PageTemplate(frames=[body])])
    laid = _bound(documents, sheet)
    said: list[list[Node]] = []
    template.build(laid.flowables, canvasmaker=partial(PaperCanvas, documents=documents, sheet=sheet, said=said))
    return finished(written.getvalue(), document, laid.said, said, attachments)


def _bound(documents: Sequence[Document], sheet: Sheet) -> Story:
    """What is laid on the pages; of several documents each begins a page, and is a part of the tree."""
    if any(_sheet(one) is not sheet for one in documents):
        raise ValueError("documents of several forms in one file")
    stories = [one_page_story(one) if one.kind in ONE_PAGE else story(one, sheet) for one in documents]
    if len(stories) == 1:
        return stories[0]
    whole = Story([], Node("Document"))
    for document, one in zip(documents, stories, strict=True):
        whole.flowables.extend([*([PageBreak()] if whole.flowables else []), Begins(document), *one.flowables])
        one.said.kind = "Part"
        whole.said.holds.append(one.said)
    return whole


def _sheet(document: Document) -> Sheet:
    """The page it is set on. What is one page by nature is fitted to it, and has one size."""
    if document.kind in ONE_PAGE:
        return sheet_of(document)
    if document.lettering is not Lettering.STANDARD:
        return LARGE if document.lettering is Lettering.LARGE else EASY
    if document.a3:
        return A3
    if any(isinstance(block, ContactMap) for block in document.blocks):
        return MAP
    return LANDSCAPE if document.landscape else A4


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

"""The canvas of the paper: footer with "Sida x av y", the mark of practice, bookmarks, and bytes that never vary."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from hashlib import blake2b
from types import SimpleNamespace
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

from coordinator.blocks import Cards
from coordinator.document import PRACTICE_TAG, PRACTICE_WORDS, Document, to_json
from ui.paper.fonts import as_drawn, one_line, runs, width_of
from ui.paper.look import (
    AMBER,
    FOOTER,
    FOOTER_LARGE,
    FOOTER_LINE,
    FOOTER_PRACTICE,
    HAIR,
    PRACTICE,
    Sheet,
    Style,
)
from ui.paper.tags import Mark, Node

_BETWEEN = 14.0


_DECORATION = "/Artifact BMC"
_FOOT = "/Artifact <</Type /Pagination /Subtype /Footer>> BDC"
_HEAD = "/Artifact <</Type /Pagination /Subtype /Header>> BDC"


class Begins(Flowable):  # type: ignore[misc]
    """Where a document begins, when several are bound together: from this page on the feet are its own."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """It takes no room."""
        return 0.0, 0.0

    def draw(self) -> None:
        """Tell the canvas."""
        self.canv.begin(self._document)


class PaperCanvas(Canvas):  # type: ignore[misc]
    """Keeps every page until all are there, since only then is their number known.

    Several documents may be bound together, each numbered for itself: `Begins` tells where one begins.
    ``said`` is filled with the nodes of each page, in the order they are drawn: a reader finds an element by its place
    there. All that is not drawn as a node is marked as decoration.
    """

    def __init__(
        self, *args: Any, documents: Sequence[Document], sheet: Sheet, said: list[list[Node]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        document = documents[0]
        self._document, self._sheet, self._place = document, sheet, 0
        self._said = said
        self._begin_page()
        self._kept: list[dict[str, Any]] = []
        self._headings: list[tuple[str, int, float]] = []
        # ReportLab would write the time of the computer's clock; paper shows the time of the record.
        self._doc._timeStamp = _stamp(document)
        # The file's id would otherwise begin with the clock, or with a variable of the environment.
        stored = "".join(map(to_json, documents)).encode("utf-8", "surrogatepass")
        self._doc.signature = blake2b(stored, digest_size=16)
        self.setViewerPreference("DisplayDocTitle", "true")
        if any(isinstance(block, Cards) for one in documents for block in one.blocks):
            # A reader would else print it a little smaller, and the card must be as large as a card.
            self.setViewerPreference("PrintScaling", "None")

    def begin(self, document: Document) -> None:
        """Another of the documents begins on this page."""
        self._document, self._place = document, self._place + 1

    def _begin_page(self) -> None:
        self._said.append([])
        self._code.append(_DECORATION)

    @contextmanager
    def saying(self, node: Node | None) -> Iterator[None]:
        """What is drawn within is ``node``; decoration when there is none, or when it has been said."""
        if node is None or node.is_said:
            yield
            return
        page = self._said[-1]
        node.holds.append(Mark(len(self._said) - 1, len(page)))
        self._code.append(f"EMC /{node.kind} <</MCID {len(page)}>> BDC")
        page.append(node)
        yield
        self._code.append(f"EMC {_DECORATION}")

    def box_of(self, width: float, height: float) -> tuple[float, float, float, float]:
        """Where on the page a box from the current origin stands."""
        return (*self.absolutePosition(0, 0), *self.absolutePosition(width, height))

    def note_heading(self, text: str, level: int, height: float) -> None:
        """Remember a heading whose box begins ``height`` points above the current origin."""
        _, top = self.absolutePosition(0, height)
        self._headings.append((as_drawn(text), level, top))

    def showPage(self) -> None:
        """Keep the page."""
        self._kept.append(dict(self.__dict__))
        self._startPage()
        self._begin_page()
        self._headings = []

    def save(self) -> None:
        """Finish every page with its footer and bookmarks, then write the document."""
        kept = self._kept
        self._said.pop()  # the page begun after the last
        key = 0
        level_before = -1
        counts = Counter(page["_place"] for page in kept)
        numbers: Counter[int] = Counter()
        for page in kept:
            self.__dict__.update(page)
            numbers[self._place] += 1
            self._draw_footer(numbers[self._place], counts[self._place])
            for text, level, top in self._headings:
                key += 1
                # A reader refuses bookmarks that skip a level.
                level_before = min(level - 1, level_before + 1)
                self.bookmarkPage(f"h{key}", fit="XYZ", left=0, top=round(top, 2))
                self.addOutlineEntry(text, f"h{key}", level_before)
            super().showPage()
        super().save()

    def _draw_footer(self, number: int, count: int) -> None:
        document, sheet = self._document, self._sheet
        footer, left, right = document.footer, sheet.foot_margin, sheet.width - sheet.foot_margin
        self._code.append(f"EMC {_FOOT}")
        self.setStrokeColor(HexColor(f"#{HAIR}"))
        self.setLineWidth(0.8)
        self.line(left, FOOTER_LINE, right, FOOTER_LINE)
        page = f"Sida {number} av {count}"
        edition = " · ".join(part for part in (footer.edition, footer.mark) if part)
        style = FOOTER_LARGE if sheet.stacked else FOOTER
        practice = replace(FOOTER_PRACTICE, size=style.size, leading=style.leading)
        first = FOOTER_LINE - style.size - 4.5
        second = first - style.leading - 1
        page_left = right - _width(page, style)
        self._draw_line(page_left, first, page, style)
        room = page_left - left - _BETWEEN
        if sheet.stacked:  # letters too large for one line
            self._draw_line(left, second, edition, style)
        else:
            room -= _width(edition, style) + _BETWEEN
        # Only the person's name may be shortened: it stands in full at the top of the first page.
        who = _fitted(footer.person, f" · {footer.number}" if footer.number else "", room, style)
        self._draw_line(left, first, who, style)
        if not sheet.stacked:
            middle = (left + _width(who, style) + page_left - _width(edition, style)) / 2
            self._draw_line(middle, first, edition, style)
        if document.practice:
            beside = _width(edition, style) + _BETWEEN if sheet.stacked else 0.0
            words = PRACTICE_WORDS if beside + _width(PRACTICE_WORDS, practice) <= right - left else PRACTICE_TAG
            self._draw_line(right - _width(words, practice) if sheet.stacked else left, second, words, practice)
            self._code.append(f"EMC {_HEAD}")
            self._draw_practice_tag()
        self._code.append("EMC")

    def _draw_practice_tag(self) -> None:
        width = _width(PRACTICE_TAG, PRACTICE) + 16
        left, bottom = self._sheet.width - self._sheet.foot_margin - width, self._sheet.height - 34
        self.setStrokeColor(HexColor(f"#{AMBER}"))
        self.setLineWidth(1.2)
        self.roundRect(left, bottom, width, 18, 4, stroke=1, fill=0)
        self._draw_line(left + 8, bottom + 5.6, PRACTICE_TAG, PRACTICE)

    def _draw_line(self, x: float, y: float, text: str, style: Style) -> None:
        drawing = self.beginText(x, y)
        drawing.setFillColor(HexColor(f"#{style.colour}"))
        for name, piece in runs(one_line(text), style.weight):
            drawing.setFont(name, style.size)
            drawing.textOut(piece)
        self.drawText(drawing)


_LONGEST = 300
"""More letters than any footer has room for; measuring ten thousand of them on every page would take its time."""


def _stamp(document: Document) -> SimpleNamespace:
    made = document.created
    offset = made.utcoffset()
    minutes = int(offset.total_seconds() // 60) if offset else 0
    return SimpleNamespace(
        t=made.timestamp(), lt=made.timetuple(), YMDhms=made.timetuple()[:6], dhh=minutes // 60, dmm=minutes % 60
    )


def _width(text: str, style: Style) -> float:
    return sum(width_of(run, style.size) for run in runs(one_line(text), style.weight))


def _fitted(name: str, tail: str, room: float, style: Style) -> str:
    """The name and its tail in ``room`` points; the name is cut with "…" where it must be."""
    name, tail = one_line(name[:_LONGEST]), tail[:_LONGEST]
    if _width(name + tail, style) <= room:
        return name + tail
    fitting = bisect_left(range(len(name)), True, key=lambda count: _width(f"{name[:count]}…{tail}", style) > room)
    return f"{name[: max(fitting - 1, 0)].rstrip()}…{tail}"

"""The canvas of the paper: footer with "Sida x av y", the mark of practice, bookmarks, and bytes that never vary."""

from bisect import bisect_left
from hashlib import blake2b
from types import SimpleNamespace
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from coordinator.document import PRACTICE_TAG, PRACTICE_WORDS, Document, to_json
from ui.paper.fonts import normalised, runs, width_of
from ui.paper.look import (
    AMBER,
    FOOTER,
    FOOTER_LINE,
    FOOTER_PRACTICE,
    HAIR,
    MARGIN,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    PRACTICE,
    Style,
)

_BETWEEN = 14.0
_RIGHT = PAGE_WIDTH - MARGIN


class PaperCanvas(Canvas):  # type: ignore[misc]
    """Keeps every page until all are there, since only then is their number known."""

    def __init__(self, *args: Any, document: Document, **options: Any) -> None:
        super().__init__(*args, **options)
        self._document = document
        self._kept: list[dict[str, Any]] = []
        self._headings: list[tuple[str, int, float]] = []
        # ReportLab would write the time of the computer's clock; paper shows the time of the record.
        self._doc._timeStamp = _stamp(document)
        # The file's id would otherwise begin with the clock, or with a variable of the environment.
        stored = to_json(document).encode("utf-8", "surrogatepass")
        self._doc.signature = blake2b(stored, digest_size=16)
        self.setViewerPreference("DisplayDocTitle", "true")

    def note_heading(self, text: str, level: int, height: float) -> None:
        """Remember a heading whose box begins ``height`` points above the current origin."""
        _, top = self.absolutePosition(0, height)
        self._headings.append((text, level, top))

    def showPage(self) -> None:
        """Keep the page."""
        self._kept.append(dict(self.__dict__))
        self._startPage()
        self._headings = []

    def save(self) -> None:
        """Finish every page with its footer and bookmarks, then write the document."""
        kept = self._kept
        key = 0
        level_before = -1
        for number, page in enumerate(kept, 1):
            self.__dict__.update(page)
            self._draw_footer(number, len(kept))
            for text, level, top in self._headings:
                key += 1
                # A reader refuses bookmarks that skip a level.
                level_before = min(level - 1, level_before + 1)
                self.bookmarkPage(f"h{key}", fit="XYZ", left=0, top=round(top, 2))
                self.addOutlineEntry(text, f"h{key}", level_before)
            super().showPage()
        super().save()

    def _draw_footer(self, number: int, count: int) -> None:
        document = self._document
        footer = document.footer
        self.setStrokeColor(HexColor(f"#{HAIR}"))
        self.setLineWidth(0.8)
        self.line(MARGIN, FOOTER_LINE, _RIGHT, FOOTER_LINE)
        y = FOOTER_LINE - 13
        page = f"Sida {number} av {count}"
        edition = " · ".join(part for part in (footer.edition, footer.mark) if part)
        page_left = _RIGHT - _width(page, FOOTER)
        self._draw_line(page_left, y, page, FOOTER)
        # Only the person's name may be shortened: it stands in full at the top of the first page.
        room = page_left - MARGIN - _width(edition, FOOTER) - 2 * _BETWEEN
        who = _fitted(footer.person, f" · {footer.number}", room)
        self._draw_line(MARGIN, y, who, FOOTER)
        who_right = MARGIN + _width(who, FOOTER)
        middle = (who_right + page_left - _width(edition, FOOTER)) / 2
        self._draw_line(middle, y, edition, FOOTER)
        if document.practice:
            self._draw_line(MARGIN, y - FOOTER.leading - 1, PRACTICE_WORDS, FOOTER_PRACTICE)
            self._draw_practice_tag()

    def _draw_practice_tag(self) -> None:
        width = _width(PRACTICE_TAG, PRACTICE) + 16
        left, bottom = _RIGHT - width, PAGE_HEIGHT - 34
        self.setStrokeColor(HexColor(f"#{AMBER}"))
        self.setLineWidth(1.2)
        self.roundRect(left, bottom, width, 18, 4, stroke=1, fill=0)
        self._draw_line(left + 8, bottom + 5.6, PRACTICE_TAG, PRACTICE)

    def _draw_line(self, x: float, y: float, text: str, style: Style) -> None:
        drawing = self.beginText(x, y)
        drawing.setFillColor(HexColor(f"#{style.colour}"))
        for name, piece in runs(_one_line(text), style.weight):
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


def _one_line(text: str) -> str:
    return " ".join(normalised(text).replace("\xa0", " ").split())


def _width(text: str, style: Style) -> float:
    return sum(width_of(run, style.size) for run in runs(_one_line(text), style.weight))


def _fitted(name: str, tail: str, room: float) -> str:
    """The name and its tail in ``room`` points; the name is cut with "…" where it must be."""
    name, tail = _one_line(name[:_LONGEST]), tail[:_LONGEST]
    if _width(name + tail, FOOTER) <= room:
        return name + tail
    fitting = bisect_left(range(len(name)), True, key=lambda count: _width(f"{name[:count]}…{tail}", FOOTER) > room)
    return f"{name[: max(fitting - 1, 0)].rstrip()}…{tail}"

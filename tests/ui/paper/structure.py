"""Reads the tree of a tagged PDF back with another library: its elements in order, and what each of them says."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from io import BytesIO
from typing import Any

from pikepdf import Array, Dictionary, Pdf, parse_content_stream

_LETTER = re.compile(rb"<([0-9A-F]{2})> <([0-9A-F]{4,})>")


@dataclass(frozen=True)
class Element:
    """An element: its kinds from the root down, what it says itself, and its other properties."""

    path: tuple[str, ...]
    text: str
    alt: str = ""
    actual: str = ""
    scope: str = ""

    @property
    def kind(self) -> str:
        return self.path[-1]


@dataclass
class PageText:
    """What a page draws: the text of each numbered stretch, that of artifacts, and operators outside of both."""

    marked: dict[int, str] = field(default_factory=dict)
    artifacts: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    fonts: set[str] = field(default_factory=set)
    nested: bool = False


_PAINTS = {"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "sh", "EI"}


def page_text(page: Any) -> PageText:
    """Read a page's drawing."""
    found = PageText()
    letters: dict[int, str] = {}
    within: list[int | None] = []
    for instruction in parse_content_stream(page):
        operands, name = list(instruction.operands), str(instruction.operator)
        if name in ("BMC", "BDC"):
            numbered = name == "BDC" and isinstance(operands[1], Dictionary) and "/MCID" in operands[1]
            found.nested |= bool(within)
            within.append(int(operands[1].MCID) if numbered else None)
        elif name == "EMC":
            within.pop()
        elif name == "Tf":
            found.fonts.add(str(operands[0]))
            font = page.obj.Resources.Font.get(str(operands[0]))
            letters = _letters(font.ToUnicode.read_bytes()) if font is not None else {}
        if name not in _PAINTS:
            continue
        text = "".join(letters.get(code, "\ufffd") for code in bytes(operands[0])) if name == "Tj" else ""
        if not within:
            found.outside.append(name)
        elif within[-1] is None:
            found.artifacts.append(text)
        else:
            found.marked[within[-1]] = found.marked.get(within[-1], "") + text
    found.nested |= bool(within)
    return found


@cache
def _letters(listed: bytes) -> dict[int, str]:
    return {
        int(code, 16): bytes.fromhex(letter.decode()).decode("utf-16-be") for code, letter in _LETTER.findall(listed)
    }


@dataclass(frozen=True)
class Reading:
    """A whole paper: its pages, and its elements in reading order, the groups before what they hold."""

    pages: tuple[PageText, ...]
    elements: tuple[Element, ...]


@lru_cache(maxsize=2)
def read(pdf: bytes, password: str = "") -> Reading:
    """Read the paper; one without a tree has no elements."""
    with Pdf.open(BytesIO(pdf), password=password) as opened:
        pages = tuple(page_text(page) for page in opened.pages)
        number = {page.obj.objgen: place for place, page in enumerate(opened.pages)}
        root = opened.Root.get("/StructTreeRoot")
        return Reading(pages, () if root is None else tuple(_elements(root.K, (), pages, number)))


def _elements(
    held: Any, path: tuple[str, ...], pages: Sequence[PageText], number: dict[tuple[int, int], int]
) -> Iterator[Element]:
    for one in held if isinstance(held, Array) else [held]:
        here = (*path, str(one.S).lstrip("/"))
        inside = one.get("/K", Array())
        parts = list(inside) if isinstance(inside, Array) else [inside]
        text, below = "", []
        for part in parts:
            if isinstance(part, Dictionary) and part.get("/Type") == "/MCR":
                text += pages[number[part.Pg.objgen]].marked.get(int(part.MCID), "")
            elif isinstance(part, Dictionary):
                below.append(part)
            else:
                text += pages[number[one.Pg.objgen]].marked.get(int(part), "")
        attributes = one.get("/A", Dictionary())
        yield Element(
            here, text, str(one.get("/Alt", "")), str(one.get("/ActualText", "")),
            str(attributes.get("/Scope", "")).lstrip("/"),
        )  # fmt: skip
        yield from _elements(Array(below), here, pages, number)


def squeezed(text: str) -> str:
    """The text with single blanks."""
    return " ".join(text.replace("\xa0", " ").split())

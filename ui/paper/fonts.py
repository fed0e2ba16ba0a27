"""The program's own fonts: which one has a character, how wide a text is, and which characters none of them has."""

import re
import unicodedata
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from ui.paper.look import Weight

_ATKINSON = {
    Weight.REGULAR: "AtkinsonHyperlegibleNext-Regular",
    Weight.SEMIBOLD: "AtkinsonHyperlegibleNext-SemiBold",
    Weight.BOLD: "AtkinsonHyperlegibleNext-Bold",
}
# Atkinson has no Sami ŋ, no Vietnamese and no Cyrillic; Inter has.
_INTER = {Weight.REGULAR: "Inter-Regular", Weight.SEMIBOLD: "Inter-Bold", Weight.BOLD: "Inter-Bold"}

REPLACEMENT = "□"
"""Drawn for a character that no font has, when the user has chosen to print anyway."""

_LINE_BREAKS = "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_VARIATION_SELECTORS = range(0xFE00, 0xFE10)

Run = tuple[str, str]
"""The name of a font and the text to set in it."""


@cache
def _font(name: str) -> Any:
    content = (files("resources") / "fonts" / f"{name}.ttf").read_bytes()
    font = TTFont(name, BytesIO(content))
    pdfmetrics.registerFont(font)
    return font


def base_font(weight: Weight = Weight.REGULAR) -> str:
    """The registered name of the typeface's cut."""
    return str(_font(_ATKINSON[weight]).fontName)


def normalised(text: str) -> str:
    """The text as it is set: composed characters, line feeds as the only breaks, blanks as the only spaces.

    Signs without any appearance of their own (joiners, direction marks, soft hyphens) are left out. A no-break space
    stays, as two words that keep together.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    return "".join(map(_as_set, text))


def _as_set(char: str) -> str:
    if " " <= char <= "~" or char in "\n\xa0":
        return char
    if char in _LINE_BREAKS:
        return "\n"
    category = unicodedata.category(char)
    if category == "Cf" or ord(char) in _VARIATION_SELECTORS:
        return ""
    if char == "\u202f":
        return "\xa0"
    return " " if category == "Zs" or char == "\t" else char


@cache
def font_for(char: str, weight: Weight) -> str | None:
    """The name of the first font that has a drawing of the character; None when none has.

    Private characters have no meaning outside the program they come from, and control characters none on paper,
    whatever a font draws for them.
    """
    if unicodedata.category(char) in ("Co", "Cc"):
        return None
    for name in (_ATKINSON[weight], _INTER[weight]):
        if _font(name).face.charToGlyph.get(ord(char), 0) > 0:
            return name
    return None


def missing(text: str) -> list[str]:
    """The characters of ``text`` that no font has, each once, in order. Both weights have the same ones."""
    found = (char for char in normalised(text) if char != "\n" and font_for(char, Weight.REGULAR) is None)
    return list(dict.fromkeys(found))


def runs(text: str, weight: Weight) -> list[Run]:
    """``text`` cut where the font changes; a character that no font has becomes `REPLACEMENT`."""
    found: list[Run] = []
    for char in text:
        name, drawn = font_for(char, weight), char
        if name is None:
            name, drawn = _INTER[weight], REPLACEMENT
        if found and found[-1][0] == name:
            found[-1] = (name, found[-1][1] + drawn)
        else:
            found.append((name, drawn))
    return found


def one_line(text: str) -> str:
    """``text`` as it is set, on one line and with single blanks."""
    return " ".join(part for part in re.split("[ \n\xa0]", normalised(text)) if part)


def as_drawn(text: str) -> str:
    """``text`` on one line, with the characters that come on paper."""
    return "".join(drawn for _, drawn in runs(one_line(text), Weight.REGULAR))


def width_of(run: Run, size: float) -> float:
    """The width of a run in points."""
    name, text = run
    return float(_font(name).stringWidth(text, size))

"""Which letters an older journal system keeps: those that ISO-8859-1 and Windows-1252 write alike."""

import re
import unicodedata

LOST = "?"
"""Stands for a letter that cannot be kept."""

_REWRITTEN = {
    "–": "-", "—": "-", "‐": "-", "‑": "-", "‒": "-", "―": "-", "−": "-", "•": "-", "‣": "-", "·": "·",
    "“": '"', "”": '"', "„": '"', "‟": '"', "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "″": '"',
    "…": "...", "→": "->", "←": "<-", "↔": "<->", "⇒": "=>", "≥": ">=", "≤": "<=", "≠": "<>", "≈": "ca ",
    "€": "EUR", "™": "(TM)", "μ": "µ", "Ω": "ohm", "⁄": "/",
}  # fmt: skip
_BREAKS = str.maketrans(dict.fromkeys("\r\v\f\x1c\x1d\x1e\x85\u2028\u2029", "\n"))
# Joiners decide how Persian and Indian words are written; the other invisible signs only hide or turn text.
_JOINERS = "\u200c\u200d"
_OTHERS = re.compile(r"[^ -~\xa1-\xac\xae-\xff]")
"""What is not kept as it is everywhere: all but the letters of both code pages, and the soft hyphen among them."""


def one_line(text: str) -> str:
    """``text`` without line breaks, tabs and blanks at its ends.

    Lines are joined with " / ": a line of somebody's text can then never stand alone and be taken for a heading, which
    indenting would not prevent in systems that strip blanks, and one fact stays on one line.
    """
    if text.isprintable():  # no break, and no sign that cannot be seen
        return text.strip()
    lines = text.translate(_BREAKS).replace("\t", " ").split("\n")
    return " / ".join(line.strip() for line in lines if line.strip())


def kept(text: str, *, latin1: bool) -> tuple[str, tuple[str, ...]]:
    """``text`` as it can be kept, and the characters that could not, each once, in order.

    text: one line. latin1: only letters that older systems keep; typographic signs are then rewritten. Invisible
    direction and format signs are left out either way.
    """
    text = unicodedata.normalize("NFC", text)
    if _OTHERS.search(text) is None:
        return text, ()
    lost: dict[str, None] = {}

    def instead(found: re.Match[str]) -> str:
        form = _form(found[0], latin1=latin1)
        if form is None:
            lost[found[0]] = None
            return LOST
        return form

    return _OTHERS.sub(instead, text), tuple(lost)


def _form(char: str, *, latin1: bool) -> str | None:
    """What stands for one of the others; None when nothing can."""
    category = unicodedata.category(char)
    if category == "Cf" and (latin1 or char not in _JOINERS):
        return ""
    if category in ("Cc", "Cs"):
        return None
    if category == "Zs":
        return " "
    return _REWRITTEN.get(char) if latin1 else char

"""Keeps a spreadsheet from taking the text of a cell for a formula: a mark before it, which is taken away when read."""

import re

_RISKY = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def guarded(text: str) -> str:
    """The text as it may stand in a cell."""
    return f"'{text}" if _RISKY.match(text) else text


def unguarded(cell: str) -> str:
    """The text as it was before it was made safe."""
    return cell[1:] if _GUARDED.match(cell) else cell

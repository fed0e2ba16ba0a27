"""How a line is written in the files that cards and calendars are: marked, and folded at 75 octets."""

import re

_WIDEST = 75
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]")
"""What no such file may hold; those that break a line are told apart before."""


def escaped(text: str) -> str:
    """The text as a value: on one line, with its separators marked, and no character that is none of any text."""
    marked = re.sub(r"([\\;,])", r"\\\1", text.strip())
    return _CONTROL.sub("", "\\n".join(marked.splitlines()))


def fold(line: str) -> str:
    """The line in pieces of at most 75 octets, no letter broken."""
    pieces, piece, room = [], "", _WIDEST
    for letter in line:
        size = len(letter.encode())
        if size > room:
            pieces.append(piece)
            piece, room = "", _WIDEST - 1  # the blank that begins the next
        piece += letter
        room -= size
    return "\r\n ".join([*pieces, piece])

"""What was written in, and what was taken out, when a text was changed: word by word, where that can be followed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import Enum

_MOST_WORDS = 1500
"""Where more words than this differ between the first change and the last, they are one change: nobody follows it word
by word, and comparing them costs by the square."""


class Fate(Enum):
    """What became of a piece of text."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Piece:
    """Some words in a row that shared their fate."""

    text: str = field(repr=False)
    fate: Fate


def difference(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces of both texts in order. Those kept and removed are ``before``; those kept and added are ``after``."""
    old, new = _words(before), _words(after)
    shortest = min(len(old), len(new))
    start = next((place for place in range(shortest) if old[place] != new[place]), shortest)
    end = 0
    while end < shortest - start and old[-1 - end] == new[-1 - end]:
        end += 1
    middle = _compared(old[start : len(old) - end], new[start : len(new) - end])
    pieces = [Piece("".join(old[:start]), Fate.KEPT), *middle, Piece("".join(old[len(old) - end :]), Fate.KEPT)]
    return tuple(piece for piece in pieces if piece.text)


def _words(text: str) -> list[str]:
    """Each word with the blanks before it, so that the words together are the text and what is added last is new."""
    return re.findall(r"\s*\S+|\s+", text)


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    if not old or not new or len(old) + len(new) > _MOST_WORDS:
        yield Piece("".join(old), Fate.REMOVED)
        yield Piece("".join(new), Fate.ADDED)
        return
    for _same, from_old, to_old, from_new, to_new in SequenceMatcher(None, old, new).get_opcodes():
        removed, added = "".join(old[from_old:to_old]), "".join(new[from_new:to_new])
        if removed == added:
            yield Piece(removed, Fate.KEPT)
        else:
            yield Piece(removed, Fate.REMOVED)
            yield Piece(added, Fate.ADDED)

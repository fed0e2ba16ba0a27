"""Finding among many by what somebody types: words in any order, å ä ö not needed, parts of words, one slip.

Made once for a list, asked for each key. The lines stand folded in one text, so that looking through sixty thousand of
them is a search in a text and not sixty thousand searches.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

from coordinator.swedish import folded

T = TypeVar("T")

_ENOUGH = 60
"""So many that begin as typed are compared before the best are given."""
_LONG_ENOUGH_FOR_A_SLIP = 5
_MOST_TRIED = 300
_COMMON = 300
_TOGETHER, _BETWEEN = 200, "\x01"


class Finder(Generic[T]):
    """The ``ones`` to be found by ``text``. loose: also by single letters of it in order, as "skvp" for a command."""

    def __init__(self, ones: Sequence[T], text: Callable[[T], str], *, loose: bool = False) -> None:
        self._ones, self._loose = ones, loose
        lines = [f" {line}" for line in _folded_lines([text(one) for one in ones])]
        self._text = "\n".join([*lines, ""])
        self._starts: list[int] = []
        at = 0
        for line in lines:
            self._starts.append(at)
            at += len(line) + 1

    def find(self, typed: str, limit: int, *, forgiving: bool = True) -> list[T]:
        """At most ``limit`` of them, those that fit best first; none when nothing is typed.

        forgiving: when nothing fits, a slip or letters in order will do.
        """
        words = sorted(set(folded(typed).split()), key=len, reverse=True)
        if not words:
            return []
        found = self._holding([f" {word}" for word in words], _ENOUGH)
        first = f" {folded(typed).split()[0]}"
        found.sort(key=lambda place: not self._text.startswith(first, self._starts[place]))
        if len(found) < limit:
            found = _joined(found, self._holding(words, limit + len(found)))
        if not forgiving:
            return [self._ones[place] for place in found[:limit]]
        for word in words:
            if not found and len(word) >= _LONG_ENOUGH_FOR_A_SLIP:
                found = self._with_a_slip(word, [one for one in words if one != word], limit)
        if not found and self._loose:
            found = self._by_letters("".join(folded(typed).split()))
        return [self._ones[place] for place in found[:limit]]

    def _holding(self, texts: Sequence[str], most: int) -> list[int]:
        """The places of the lines that hold every one of ``texts``.

        The longest leads; one that stands nearly everywhere gives way to the next, which may be rarer.
        """
        found: list[int] = []
        for lead in texts:
            found.clear()
            for tried, (start, line) in enumerate(self._lines_with(lead)):
                if tried == _COMMON and lead != texts[-1]:
                    break
                if all(one in line for one in texts):
                    found.append(self._place(start))
                    if len(found) == most:
                        return found
            else:
                return found
        return found

    def _place(self, at: int) -> int:
        """Which line stands there in the text."""
        return bisect_right(self._starts, at) - 1

    def _lines_with(self, wanted: str) -> Iterator[tuple[int, str]]:
        """Each line that holds ``wanted``, and where it starts."""
        at = self._text.find(wanted)
        while at >= 0:
            start, end = self._text.rfind("\n", 0, at) + 1, self._text.index("\n", at)
            yield start, self._text[start:end]
            at = self._text.find(wanted, end)

    def _with_a_slip(self, word: str, others: Sequence[str], limit: int) -> list[int]:
        """Lines with the others, and the word with one letter wrong, missing, too many or in its neighbour's place.

        One half of the word is then as it should be: only lines that hold a half are compared.
        """
        middle = len(word) // 2
        slip = re.compile(_one_slip(word))
        found: list[int] = []
        for half in (f" {word[:middle]}", word[middle + 1 :]):
            for tried, (start, line) in enumerate(self._lines_with(half)):
                if tried == _MOST_TRIED or len(found) >= limit:
                    break
                if all(one in line for one in others) and slip.search(line) and self._place(start) not in found:
                    found.append(self._place(start))
        return found

    def _by_letters(self, letters: str) -> list[int]:
        pattern = re.compile(r"(?<= )" + r"[^\n]*?".join(map(re.escape, letters)))
        places = (self._place(hit.start()) for hit in pattern.finditer(self._text))
        return list(dict.fromkeys(places))


def _folded_lines(texts: Sequence[str]) -> Iterator[str]:
    """Each text folded; many at a time, which takes a fifth of the time of one by one."""
    for first in range(0, len(texts), _TOGETHER):
        some = [text.replace(_BETWEEN, " ") for text in texts[first : first + _TOGETHER]]
        yield from (line.strip() for line in folded(_BETWEEN.join(some)).split(_BETWEEN))


def _joined(first: list[int], then: list[int]) -> list[int]:
    return list(dict.fromkeys((*first, *then)))


def _one_slip(word: str) -> str:
    """A pattern for a word that begins like ``word`` with one letter other than it should be."""
    said = []
    for place in range(len(word)):
        before, here, after = map(re.escape, (word[:place], word[place], word[place + 1 :]))
        said += [f"{before}[^ ]{after}", f"{before}{after}", f"{before}{here}[^ ]{after}"]
        if place + 1 < len(word):
            said.append(before + re.escape(word[place + 1]) + here + re.escape(word[place + 2 :]))
    return f" (?:{'|'.join(said)})"


def marked(text: str, typed: str) -> list[tuple[int, int]]:
    """Which parts of ``text`` are what was typed, as (start, length), in order and apart: for drawing them bold."""
    bare, source = [], []
    for place, char in enumerate(text):
        for letter in folded(char) or " ":
            bare.append(letter)
            source.append(place)
    whole = "".join(bare)
    chosen: set[int] = set()
    for word in folded(typed).split():
        for hit in re.finditer(re.escape(word), whole):
            chosen.update(source[hit.start() : hit.end()])
    parts: list[tuple[int, int]] = []
    for place in sorted(chosen):
        if parts and sum(parts[-1]) == place:
            parts[-1] = (parts[-1][0], parts[-1][1] + 1)
        else:
            parts.append((place, 1))
    return parts

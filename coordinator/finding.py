"""Finding among many by what somebody types: words in any order, å ä ö not needed, parts of words, one slip.

Made once for a list, asked for each key. The words of all lines stand folded in one text and so do the lines, so that
looking through sixty thousand of them is a search in a text, mostly in the much shorter one, and not sixty thousand.
"""

import re
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import merge
from itertools import chain, groupby
from typing import Generic, TypeVar

from coordinator.swedish import folded

T = TypeVar("T")

_ENOUGH = 60
"""So many that begin as typed are compared before the best are given."""
_LONG_ENOUGH_FOR_A_SLIP, _TOO_LONG_FOR_A_SLIP = 5, 80
"""Letters of a word; what is longer is a text put in the wrong field, and would take minutes to compare."""
_MOST_TRIED = 300
_FEW_WORDS, _FEW_LINES = 500, 3000
"""What stands in no more words and lines than this is looked up; more, and it is soon met by reading the lines."""
_TOGETHER, _BETWEEN = 200, "\x01"


class Finder(Generic[T]):
    """The ``ones`` to be found by ``text``. loose: also by single letters of it in order, as "skvp" for a command."""

    def __init__(self, ones: Sequence[T], text: Callable[[T], str], *, loose: bool = False) -> None:
        self._ones, self._loose = ones, loose
        lines = list(_folded_lines([text(one) for one in ones]))
        self._lines = _Lines(lines)
        lines_of: defaultdict[str, list[int]] = defaultdict(list)
        for place, line in enumerate(lines):
            for word in dict.fromkeys(line.split()):
                lines_of[word].append(place)
        self._words = _Lines(list(lines_of))
        self._lines_of_words = array("I", chain.from_iterable(lines_of.values()))
        ends = array("I", [0])
        for places in lines_of.values():
            ends.append(ends[-1] + len(places))
        self._ends = ends

    def find(self, typed: str, limit: int) -> list[T]:
        """At most ``limit`` of them, those that fit best first; when nothing fits, a slip or letters in order will do.

        None when nothing is typed.
        """
        return self.find_as_typed(typed, limit) or self.find_nearly(typed, limit)

    def find_as_typed(self, typed: str, limit: int) -> list[T]:
        """Those that hold every word as it is typed, or a part of a word."""
        words = _words_of(typed)
        if not words:
            return []
        found = self._holding([f" {word}" for word in words], _ENOUGH)
        first = f" {folded(typed).split()[0]}"
        found.sort(key=lambda place: not self._lines[place].startswith(first))
        if len(found) < limit:
            found = _joined(found, self._holding(words, limit + len(found)))
        return [self._ones[place] for place in found[:limit]]

    def find_nearly(self, typed: str, limit: int) -> list[T]:
        """Those that hold every word but one, and that one with a slip; or, when loose, the letters in order."""
        words = _words_of(typed)
        found: list[int] = []
        for word in words:
            if not found and _LONG_ENOUGH_FOR_A_SLIP <= len(word) < _TOO_LONG_FOR_A_SLIP:
                found = self._with_a_slip(word, [one for one in words if one != word], limit)
        if not found and self._loose:
            found = self._by_letters("".join(folded(typed).split()))
        return [self._ones[place] for place in found[:limit]]

    def _holding(self, texts: Sequence[str], most: int) -> list[int]:
        """The places of the first lines that hold every one of ``texts``; the rarest of them leads."""
        words = {text: self._words.holding(text, _FEW_WORDS) for text in texts}
        if not all(words.values()):
            return []
        known = {text: some for text, some in words.items() if len(some) < _FEW_WORDS}
        lead = min(known, key=lambda text: self._count(known[text]), default=None)
        if lead is not None and self._count(known[lead]) <= _FEW_LINES:
            places: Iterable[int] = self._places(known[lead])
        else:
            places = self._lines.places(texts[0] if lead is None else lead)
        found: list[int] = []
        for place in places:
            line = self._lines[place]
            if all(one in line for one in texts):
                found.append(place)
                if len(found) == most:
                    break
        return found

    def _count(self, words: Sequence[int]) -> int:
        return sum(self._ends[word + 1] - self._ends[word] for word in words)

    def _places(self, words: Iterable[int]) -> Iterator[int]:
        """The lines that have one of the words, in their order, each once."""
        every = (self._lines_of_words[self._ends[word] : self._ends[word + 1]] for word in words)
        return (place for place, _same in groupby(merge(*every)))

    def _with_a_slip(self, word: str, others: Sequence[str], limit: int) -> list[int]:
        """Lines with the others, and the word with one letter wrong, missing, too many or in its neighbour's place.

        One half of the word is then as it should be: only words that hold a half are compared.
        """
        middle = len(word) // 2
        slip = re.compile(_one_slip(word))
        halves = (f" {word[:middle]}", word[middle + 1 :])
        near = {
            one for half in halves for one in self._words.holding(half, _MOST_TRIED) if slip.match(self._words[one])
        }
        found = (place for place in self._places(near) if all(one in self._lines[place] for one in others))
        return [place for place, _ in zip(found, range(limit), strict=False)]

    def _by_letters(self, letters: str) -> list[int]:
        return list(self._lines.matching(re.compile(r"(?<= )" + r"[^\n]*?".join(map(re.escape, letters)))))


class _Lines:
    """Many texts as one, each after a blank and on a line of its own."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._text = "".join(f" {text}\n" for text in texts)
        self._starts = array("I", [0])
        for text in texts:
            self._starts.append(self._starts[-1] + len(text) + 2)

    def __getitem__(self, place: int) -> str:
        return self._text[self._starts[place] : self._starts[place + 1] - 1]

    def places(self, wanted: str) -> Iterator[int]:
        """Where ``wanted`` stands, each line once."""
        at = self._text.find(wanted)
        while at >= 0:
            place = bisect_right(self._starts, at) - 1
            yield place
            at = self._text.find(wanted, self._starts[place + 1])

    def holding(self, wanted: str, most: int) -> list[int]:
        """The first ``most`` of them."""
        return [place for place, _ in zip(self.places(wanted), range(most), strict=False)]

    def matching(self, pattern: re.Pattern[str]) -> Iterator[int]:
        """Where the pattern is found, each line once."""
        places = (bisect_right(self._starts, hit.start()) - 1 for hit in pattern.finditer(self._text))
        yield from dict.fromkeys(places)


def _words_of(typed: str) -> list[str]:
    """The words, the longest first."""
    return sorted(set(folded(typed).split()), key=lambda word: (-len(word), word))


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

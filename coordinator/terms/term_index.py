"""Finds terms by what somebody types: list by list, those that are retired last, and in each the closest fit first.

The names of a list stand folded in one text, in order of length, so that looking through them is a search in a text and
gives the hits in order.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain, islice

from coordinator.finding import Finder
from coordinator.swedish import folded
from coordinator.terms.term import ICD_10_SE, Term, code_key

_CODE = re.compile(r"(?:ORPHA[:\s]*)?\d{1,7}|[A-Z]\d[0-9A-Z.]{1,5}", re.ASCII | re.IGNORECASE)
_AS_BLANKS = {code: " " for code in range(128) if not chr(code).isalnum() and chr(code) != "\n"}
_MORE = 8
"""So many times the limit are taken of names: one term may be met by several of its names."""
_MOST_NEAR = 2_000
"""So many names with a word like the one typed are held against the other words."""

Named = tuple[str, Term]


class TermIndex:
    """The terms, to be found by code, by name and by a name with a slip in it."""

    def __init__(self, terms: Sequence[Term]) -> None:
        swedish: list[Named] = []
        listed: list[Named] = []
        icd: list[Named] = []
        retired: list[Named] = []
        for term in terms:
            own = icd if term.system == ICD_10_SE else listed
            (retired if term.retired_in else swedish).extend((name, term) for name in term.swedish)
            (retired if term.retired_in else own).extend((name, term) for name in (term.name, *term.synonyms) if name)
        self._lists = [_Names(names) for names in (swedish, listed, icd, retired)]
        self._by_code = {term.key: term for term in terms if term.code}
        self._icd_codes = sorted(term.key for term in terms if term.system == ICD_10_SE)

    def with_code(self, typed: str) -> Iterator[Term]:
        """The term that has the code; and those of ICD-10-SE whose codes go on from it."""
        if not _CODE.fullmatch(typed.strip()):
            return
        key = code_key(typed)
        if key in self._by_code:
            yield self._by_code[key]
        if key[0].isalpha():
            yield from (self._by_code[code] for code in self._icd_codes if code.startswith(key))

    def named(self, typed: str, limit: int) -> Iterator[Term]:
        """Those that have every word in a name; first of all those whose name it is."""
        words = name_key(typed).split()
        if words:
            yield from chain.from_iterable(names.exactly(words) for names in self._lists)
            yield from chain.from_iterable(names.holding(words, _MORE * limit) for names in self._lists)

    def nearly(self, typed: str, limit: int) -> Iterator[Term]:
        """Those that have every word but one, and that one with a slip: the one word that stands in no name."""
        words = name_key(typed).split()
        slips = [word for word in words if not any(names.has(word) for names in self._lists)]
        if len(slips) == 1:
            others = [word for word in words if word != slips[0]]
            near = (self._keyed[at] for at in self._finder.find_nearly(slips[0], _MOST_NEAR))
            yield from islice((term for key, term in near if all(word in key for word in others)), limit)

    @cached_property
    def _keyed(self) -> list[Named]:
        return [one for names in self._lists for one in zip(names.lines(), names.terms, strict=True)]

    @cached_property
    def _finder(self) -> Finder[int]:
        """Made when it is first needed: most of what is typed fits."""
        return Finder(range(len(self._keyed)), lambda at: self._keyed[at][0])


class _Names:
    """The names of one list, the shortest first; each on a line, after a blank."""

    def __init__(self, named: Sequence[Named]) -> None:
        keys = _name_keys([name for name, _ in named])
        order = sorted(range(len(keys)), key=lambda at: len(keys[at]))
        self.terms = [named[at][1] for at in order]
        self._text = "".join(["\n", *(f" {keys[at]}\n" for at in order)])
        self._starts = array("I", [1])
        for at in order:
            self._starts.append(self._starts[-1] + len(keys[at]) + 2)

    def lines(self) -> list[str]:
        """The names as they are compared."""
        return [line[1:] for line in self._text.split("\n")[1:-1]]

    def has(self, word: str) -> bool:
        """Whether it stands in any of them."""
        return word in self._text

    def exactly(self, words: Sequence[str]) -> Iterator[Term]:
        """Those whose name it is."""
        return (self.terms[at] for at in self._places(f"\n {' '.join(words)}\n"))

    def holding(self, words: Sequence[str], most: int) -> Iterator[Term]:
        """Those that begin with it, then those where every word begins one, then the others that hold every word."""
        if not all(map(self.has, words)):
            return
        beginning = [f" {word}" for word in words]
        seen: set[int] = set()
        for lead, parts in (
            (f"\n {words[0]}", beginning),
            (self._rarest(beginning), beginning),
            (self._rarest(words), words),
        ):
            for at in self._holding(lead, parts):
                if len(seen) == most:
                    return
                if at not in seen:
                    seen.add(at)
                    yield self.terms[at]

    def _holding(self, lead: str, parts: Sequence[str]) -> Iterator[int]:
        """The lines with ``lead`` that hold all parts."""
        others = [one for one in parts if one not in lead]
        for place in self._places(lead):
            line = self._text[self._starts[place] : self._starts[place + 1] - 1] if others else ""
            for one in others:
                if one not in line:
                    break
            else:
                yield place

    def _places(self, wanted: str) -> Iterator[int]:
        """The lines where it stands, each once."""
        at = self._text.find(wanted)
        while at >= 0:
            place = bisect_right(self._starts, at + (wanted[0] == "\n")) - 1
            yield place
            at = self._text.find(wanted, self._starts[place + 1] - 1)

    def _rarest(self, parts: Sequence[str]) -> str:
        return parts[0] if len(parts) == 1 else min(parts, key=self._text.count)


def name_key(text: str) -> str:
    """A name or words as they are compared: without case, marks and signs."""
    return " ".join(re.sub(r"[\W_]+", " ", folded(text)).split())


def _name_keys(names: Sequence[str]) -> list[str]:
    """The keys of many names. Those without marks, which most are, are made together, in a tenth of the time."""
    found = [" ".join(one.split()) for one in "\n".join(names).lower().translate(_AS_BLANKS).split("\n")]
    return [key if name.isascii() else name_key(name) for key, name in zip(found, names, strict=False)]

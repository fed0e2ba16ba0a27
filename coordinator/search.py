"""What is searched for: the words as they were typed, what an entry says to them, and the piece of it that shows why.

A word is found inside longer words ("habilitering" in "Barnhabiliteringen"), whatever its marks and capitals; a word of
two letters where a word begins. A number is found however it was grouped. All words must occur in the same entry.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from coordinator.entity import Attr, Code, Coding, Entity, attrs_of, shown
from coordinator.gap_silence import GapSilence
from coordinator.swedish import SWEDEN, folded

LIMIT = 50
"""How many hits one search gives at most."""

_LONGEST_TYPED = 500  # of what somebody pasted, no more is looked for
_MOST_WORDS, _LONGEST_WORD = 12, 40
_SHORTEST_INSIDE, _SHORTEST = 3, 2
_AROUND, _BEFORE = 160, 50  # signs of context, and how many of them stand before what was found


@dataclass(frozen=True)
class Term:
    """One word to look for, folded. ``parts``: a number that was typed in groups may stand as these words instead."""

    text: str = field(repr=False)
    parts: tuple[str, ...] = field(default=(), repr=False)
    sought: str = field(init=False, repr=False, compare=False)
    is_number: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sought", _sought(self.text))
        object.__setattr__(self, "is_number", _is_number(self.text))


@dataclass(frozen=True)
class Context:
    """A piece of an entry's own text, and where in it what was searched for stands: (start, length) of each place."""

    label: str
    text: str = field(repr=False)
    marks: tuple[tuple[int, int], ...]


class _Folded(dict[int, str]):
    """Each sign as it is searched for: small letters without marks; a blank for what is neither letter nor digit."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        if unicodedata.category(sign) in _NO_SIGN:
            found = ""
        else:
            found = "".join(part if part.isalnum() else " " for part in folded(sign)) or " "
        self[code] = found
        return found


_NO_SIGN = ("Mn", "Me", "Cf")  # marks that stand after their letter; soft hyphens and others that nobody sees
_FOLDED = _Folded()
_NUMBER = re.compile(r"[0-9]+(?: +[0-9]+)*")
_CENTURIES = ("18", "19", "20")


def bare(text: str) -> str:
    """``text`` as it is searched in: folded words with blanks between."""
    return text.translate(_FOLDED)


def numbers_in(bare_text: str) -> Iterator[str]:
    """Numbers that stand in groups in a bare text, each as if it were written together."""
    for found in _NUMBER.findall(bare_text):
        if " " in found:
            yield found.replace(" ", "")


def terms_of(typed: str) -> tuple[Term, ...]:
    """The words to look for, each once; none when what was typed is too short to search for.

    A single letter or digit counts for nothing, and of a very long text only the beginning does. Signs between words
    mean nothing, whatever they mean elsewhere.
    """
    words = bare(typed[:_LONGEST_TYPED]).split()[:_MOST_WORDS]
    terms: dict[Term, None] = {}
    while words:
        groups = 0
        while groups < len(words) and _is_number(words[groups]):
            groups += 1
        term = _number(words[:groups]) if groups else Term(words[0][:_LONGEST_WORD])
        if len(term.text) >= _SHORTEST:
            terms[term] = None
        words = words[max(groups, 1) :]
    return tuple(terms)


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit()


def _number(groups: list[str]) -> Term:
    """A number without what one person writes and another leaves out: the century, the country, the first nought."""
    number = "".join(groups)[:_LONGEST_WORD]
    if len(number) == 12 and number.startswith(_CENTURIES):
        number = number[2:]
    elif number.startswith("0046"):
        number = number[4:].removeprefix("0")
    elif number.startswith("46") and len(number) >= 10:
        number = number[2:].removeprefix("0")
    elif number.startswith("0") and len(number) >= 8:
        number = number[1:]
    parts = tuple(dict.fromkeys(group[:_LONGEST_WORD] for group in groups if len(group) >= _SHORTEST))
    return Term(number, parts if len(groups) > 1 else ())


# What an entry says


def codes_of(entry: Entity) -> Iterator[tuple[Attr, Code]]:
    """Every code the entry holds, with its field."""
    for attr in in_codes(type(entry)):
        value = getattr(entry, attr.name)
        for code in value if isinstance(value, tuple) else (value,):
            if isinstance(code, Code):
                yield attr, code


def own_words(entry: Entity) -> str:
    """What the entry says in words of its own, bare: all its fields but the labels of codes."""
    codes = {attr.name for attr in in_codes(type(entry))}
    return _bare_fields([said for attr, said in _said(entry) if attr.name not in codes])


_IN_WORDS: dict[type[Entity], tuple[Attr, ...]] = {}
_IN_CODES: dict[type[Entity], tuple[Attr, ...]] = {}


def _in_words(kind: type[Entity]) -> tuple[Attr, ...]:
    if kind not in _IN_WORDS:
        _IN_WORDS[kind] = tuple(attr for attr in attrs_of(kind) if _type_of(attr) not in (bool, int, UUID))
    return _IN_WORDS[kind]


def in_codes(kind: type[Entity]) -> tuple[Attr, ...]:
    """The fields of ``kind`` that hold codes."""
    if kind not in _IN_CODES:
        _IN_CODES[kind] = tuple(attr for attr in attrs_of(kind) if issubclass(_type_of(attr), Code))
    return _IN_CODES[kind]


def codes_in(attr: Attr) -> tuple[Code, ...]:
    """Every code that a field may hold."""
    kind = _type_of(attr)
    return tuple(kind) if issubclass(kind, Code) else ()


def _type_of(attr: Attr) -> type:
    return attr.item_type or attr.value_type


def _said(entry: Entity) -> Iterator[tuple[Attr, str]]:
    """Every field of the entry that says something, and what it says as it is shown."""
    for attr in _in_words(type(entry)):
        value = getattr(entry, attr.name)
        if not value:
            continue
        if type(entry) is GapSilence and attr.name == "rule":
            yield attr, entry.rule_name
        elif type(value) is str:
            yield attr, _of_document(value) if value.startswith(_DOCUMENT) else value
        elif isinstance(value, Coding):
            yield attr, " ".join(dict.fromkeys(filter(None, (value.display, value.original_text, value.code))))
        else:
            yield attr, shown(value)


def _bare_fields(fields: list[str]) -> str:
    return bare(_FIELD.join(fields))


_FIELD = "\x1f "  # stands in no text; no number goes on past it
_FOLDED[0x1F] = "\x1f"
_DOCUMENT = '{"hallpunkt_document"'


def _of_document(stored: str) -> str:
    """The words of a paper that was handed out, which is kept in the programme's own form."""
    try:
        return "\n".join(_said_in(json.loads(stored)))
    except (ValueError, RecursionError):  # written by somebody else: then it is searched in as it stands
        return stored


def _said_in(stored: Any) -> Iterator[str]:
    if isinstance(stored, str):
        yield stored
    elif isinstance(stored, (dict, list)):
        for name, part in stored.items() if isinstance(stored, dict) else enumerate(stored):
            if name != "block":  # what sort of part it is, in English
                yield from _said_in(part)


_DAYS: dict[str, tuple[str, ...]] = {
    "contact_log_entry": ("at",),
    "appointment": ("day",),
    "reminder": ("done_on", "due"),
    "referral": ("answered_on", "sent_on"),
    "handed_out_plan": ("handed_out_on",),
    "shared_paper": ("shared_on",),
    "consent": ("revoked_on", "given_on"),
    "contact_role": ("start",),
    "about_me": ("written_on",),
    "story_reading": ("read_on",),
    "gap_silence": ("silenced_on",),
}
"""The fields that say which day an entry is about, the first that is filled in; others are of the day they were saved.
"""


def day_of(entry: Entity) -> date | None:
    """The day in Sweden that the entry is about; None when it is of no day but that on which it was saved."""
    for name in _DAYS.get(entry.KIND, ()):
        value = getattr(entry, name)
        if isinstance(value, datetime):
            return value.astimezone(SWEDEN).date()
        if isinstance(value, date):
            return value
    return None


# Whether and where it is found


def says(text: str, term: Term) -> bool:
    """Whether the word is found in the text."""
    return _is_in(f" {bare(text)}", term)


def look(entry: Entity, terms: tuple[Term, ...]) -> Context | None:
    """The piece of the entry that shows why it was found; None when not every word stands in one field or another.

    It is a piece of the field in which most of the words stand.
    """
    fields = list(_said(entry))
    said = f" {_bare_fields([text for _, text in fields])}".split("\x1f")
    counts = [0] * len(said)
    for term in terms:
        found = [place for place, text in enumerate(said) if _is_in(text, term)]
        if not found and not (term.parts and _is_in(" ".join(said), term)):
            return None
        for place in found:
            counts[place] += 1
    attr, text = fields[counts.index(max(counts))]
    return _context(attr.label, text, terms)


def _is_in(said: str, term: Term) -> bool:
    """Whether a bare text, with a blank before it, holds the word."""
    if term.sought in said:
        return True
    if not term.is_number:
        return False
    if term.parts and all(_sought(part) in said for part in term.parts):
        return True
    return any(term.sought in f" {number}" for number in numbers_in(said))


def _sought(word: str) -> str:
    return word if len(word) >= _SHORTEST_INSIDE else f" {word}"


def _context(label: str, said: str, terms: tuple[Term, ...]) -> Context:
    places = _places(said, terms)
    start, end = _cut(said, places[0][0] if places else 0)
    before, after = "… " if start else "", " …" if end < len(said) else ""
    moved = len(before) - start
    marks = _joined((max(place, start), min(stop, end)) for place, stop in places if place < end and stop > start)
    # Every blank becomes one sign, so that what is marked stays where it is.
    piece = _BLANK.sub(" ", said[start:end])
    return Context(label, f"{before}{piece}{after}", tuple((place + moved, stop - place) for place, stop in marks))


_BLANK = re.compile(r"\s")


def _cut(text: str, first: int) -> tuple[int, int]:
    """Where the piece begins and ends: between words, with some of them before the place ``first``."""
    start = 0
    if first > _BEFORE and len(text) > _AROUND:
        start = min(first - _BEFORE, len(text) - _AROUND)
        blank = re.search(r"\s+", text[start:first])
        start += blank.end() if blank else 0
    end = min(start + _AROUND, len(text))
    if end < len(text):
        room = text[first:end]
        end = first + len(room.rstrip()) if text[end].isspace() else first + max(_last_blank(room), _BEFORE)
        end = min(end, start + _AROUND)
    return start, end


def _last_blank(text: str) -> int:
    found = re.search(r"\s+\S*\Z", text)
    return found.start() if found else len(text)


def _places(text: str, terms: tuple[Term, ...]) -> list[tuple[int, int]]:
    """Where the words stand in the text as it was written, in order: (start, end) of each."""
    signs, at = _with_places(text)
    found = {place for term in terms for word in (term.text, *term.parts) for place in _inside(signs, at, word)}
    numbers = [term.text for term in terms if term.is_number]
    for run in _NUMBER.finditer(signs) if numbers else ():
        digits = [place for place in range(*run.span()) if signs[place] != " "]
        together = "".join(signs[place] for place in digits)
        for number in numbers:
            for inside in re.finditer(number, together) if len(number) >= _SHORTEST_INSIDE else ():
                found.add((at[digits[inside.start()]], at[digits[inside.end() - 1]] + 1))
    return sorted((start, _with_marks(text, end)) for start, end in found)


def _inside(signs: str, at: Sequence[int], word: str) -> Iterator[tuple[int, int]]:
    pattern = re.escape(word) if len(word) >= _SHORTEST_INSIDE else rf"(?<![^ ]){re.escape(word)}"
    for found in re.finditer(pattern, signs):
        yield at[found.start()], at[found.end() - 1] + 1


def _with_places(text: str) -> tuple[str, Sequence[int]]:
    """The bare text, and for each of its signs which sign of the text it comes from."""
    if all(len(_FOLDED[ord(sign)]) == 1 for sign in set(text)):
        return bare(text), range(len(text))
    signs, at = [], []
    for place, sign in enumerate(text):
        piece = _FOLDED[ord(sign)]
        signs.append(piece)
        at += [place] * len(piece)
    return "".join(signs), at


def _with_marks(text: str, end: int) -> int:
    """The end moved past the marks that belong to the last letter."""
    while end < len(text) and not _FOLDED[ord(text[end])]:
        end += 1
    return end


def _joined(places: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places in order, those that meet made one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined

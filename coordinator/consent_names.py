"""Which contacts a consent names in its free text "Till vem", read so that a doubt covers nobody.

A consent is a sentence somebody wrote, and a paper that goes to the wrong one cannot be taken back. So every word of
what names a contact must be told by that contact's own fields, a general word ("skolan") counts only when a single
workplace of the record can be meant, and a text that says "inte" or "utom" names nobody.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from uuid import UUID

from coordinator.contact import Contact
from coordinator.swedish import folded

_LINES = re.compile(r"[\n;•]|\.\s")
_JOINED = re.compile(r"(,)|\b(?:och|samt|eller)\b|[&/+]", re.IGNORECASE)
_WORD = re.compile(r"\w+")

_NOT = frozenset(
    {"inte", "ej", "icke", "utom", "forutom", "undantag", "undantaget", "aldrig", "ingen", "inga", "inget"}
)
_PLACED = frozenset({"i", "pa", "vid", "hos"})
_SAYS_NOTHING = _PLACED | {
    "till", "for", "av", "med", "den", "det", "de", "som", "min", "mitt", "mina", "hennes", "hans", "sin", "sitt",
    "all", "alla", "personal", "personalen", "bara", "endast",
}  # fmt: skip
_GENERAL = (
    "region", "kommun", "stad", "vard", "sjukvard", "sjukhus", "klinik", "mottagning", "enhet", "avdelning",
    "verksamhet", "lakare", "doktor", "sjukskoterska", "skoterska", "handlaggare", "vardgivare", "myndighet",
    "forvaltning",
)  # fmt: skip
"""Words that tell nobody from another; they may stand beside one that does."""

_ENDINGS = frozenset({"s", "n", "en", "t", "et", "ns", "ens", "ets"})
_PLURALS = (("arna", "are"), ("orna", "a"), ("erna", ""))
_OTHER_THINGS = frozenset({"for", "hog", "folkhog", "kor", "simskol", "rid"})
"""What makes a longer word another thing: a förskola is no skola."""

_SHORTEST, _SHORTEST_END, _SHORTEST_PLURAL = 4, 5, 8


@dataclass(frozen=True)
class _Word:
    """A folded word. proper: it has a capital that is not the first of its text, and is bent as names are only."""

    text: str
    proper: bool = False
    capital: bool = False


def named(text: str, contacts: Sequence[Contact], *, in_full: bool = False) -> frozenset[UUID]:
    """The contacts that ``text`` names, of ``contacts``: all there are, those that ended too, since they may be meant.

    in_full: only by a whole name, or the whole name of the unit.
    """
    if any(word.text in _NOT for word in _words(text)):
        return frozenset()
    return frozenset(
        contact.id
        for line in _LINES.split(text)
        for phrase in _phrases(line, contacts)
        for contact in _meant(phrase, contacts)
        if not in_full or _in_full(phrase, contact)
    )


def names_in_words(text: str, name: str) -> bool:
    """Whether one of those that ``text`` lists is written exactly as ``name``: for somebody who is no contact."""
    if any(word.text in _NOT for word in _words(text)):
        return False
    wanted = [word.text for word in _words(name)]
    parts = (part for line in _LINES.split(text) for part, _by_comma in _parts(line))
    return bool(wanted) and any([word.text for word in part] == wanted for part in parts)


def _words(text: str) -> tuple[_Word, ...]:
    found = _WORD.findall(text)
    return tuple(_Word(folded(word), at > 0 and word[0].isupper(), word[0].isupper()) for at, word in enumerate(found))


_Phrase = tuple[_Word, ...]


def _parts(line: str) -> Iterator[tuple[_Phrase, bool]]:
    """What a line lists, and whether a comma stands before it."""
    at, by_comma = 0, False
    for joined in _JOINED.finditer(line):
        yield _words(line[at : joined.start()]), by_comma
        at, by_comma = joined.end(), joined.group(1) is not None
    yield _words(line[at:]), by_comma


def _phrases(line: str, contacts: Sequence[Contact]) -> Iterator[_Phrase]:
    """What a line lists, each with the words that say more of it."""
    listed = list(_placed([(part, by_comma) for part, by_comma in _parts(line) if part]))
    kept: list[_Phrase] = []
    describes = False  # after a person's name, what commas divide tells of that person
    for part, by_comma in listed:
        if by_comma and describes:
            continue
        is_name = _is_name(part)
        meant = _meant(part, contacts)
        if is_name and not meant and by_comma and kept:
            kept[-1] += part  # "Habiliteringen, Sundsvall": perhaps where it is
        else:
            kept.append(part)
        several = sum(word.text not in _SAYS_NOTHING for word in part) > 1
        describes = is_name and several and (not meant or any(_by_name(part, contact) for contact in meant))
    yield from kept


def _placed(listed: list[tuple[_Phrase, bool]]) -> Iterator[tuple[_Phrase, bool]]:
    """Each with where it is: "kuratorn och rektorn på Ekskolan" says it once, for both."""
    found: list[tuple[_Phrase, bool]] = []
    where: _Phrase = ()
    for part, by_comma in reversed(listed):
        at = next((at for at, word in enumerate(part) if at and word.text in _PLACED), None)
        if at is not None:
            where = part[at:]
        found.append((part if at is not None else part + where, by_comma))
    return reversed(found)


def _is_name(part: _Phrase) -> bool:
    said = [word for word in part if word.text not in _SAYS_NOTHING]
    return bool(said) and all(word.capital for word in said)


def _meant(phrase: _Phrase, contacts: Sequence[Contact]) -> list[Contact]:
    """The contacts the phrase fits, when they are at one workplace; those it fits to the letter before others."""
    for loosely in (False, True):
        fitting = [contact for contact in contacts if _fits(phrase, contact, loosely=loosely)]
        if fitting:
            return fitting if all(_together(*pair) for pair in combinations(fitting, 2)) else []
    return []


def _together(one: Contact, other: Contact) -> bool:
    """Whether both are at the same workplace, as far as it is written."""
    pairs = [(folded(getattr(one, name)), folded(getattr(other, name))) for name in ("unit", "organisation", "place")]
    at_all = any(here and here == there for here, there in pairs[:2])
    return at_all and all(here == there or not (here and there) for here, there in pairs)


def _fits(phrase: _Phrase, contact: Contact, *, loosely: bool) -> bool:
    """Whether every word of the phrase is told by the contact, and one of them tells it from others."""
    names = _words(contact.name)
    works = _words(contact.unit) + _words(contact.organisation) + _words(contact.care_provider) + _words(contact.role)
    places = _words(contact.place) + _words(contact.region)
    by_name, telling = set(), False
    for word in phrase:
        if word.text in _SAYS_NOTHING:
            continue
        if any(word.text in (name.text, f"{name.text}s") for name in names):
            by_name.add(word.text)
        elif any(_same(word, written) or (loosely and _ends(word, written)) for written in works):
            telling = telling or not _is_general(word)
        elif not any(_same(word, written) for written in places):
            return False
    alone = len(names) == 1 and not works  # what has but one word is called that, as a school is
    return telling or len(by_name) > 1 or (alone and bool(by_name))


def _is_general(word: _Word) -> bool:
    return any(_same(_Word(word.text), _Word(general)) for general in _GENERAL)


def _same(said: _Word, written: _Word) -> bool:
    """Whether it is the same word, perhaps in another form: "kuratorn" and "kurator"; of a name the genitive only."""
    ends = {"s"} if said.proper or written.proper else _ENDINGS
    pairs = ((said.text, written.text), (written.text, said.text))
    if any(longer == shorter for longer, shorter in pairs):
        return True
    for longer, shorter in pairs:
        if len(shorter) >= _SHORTEST and longer.startswith(shorter) and longer[len(shorter) :] in ends:
            return True
    return not said.proper and any(
        len(said.text) >= _SHORTEST_PLURAL and said.text.endswith(many) and said.text.removesuffix(many) + one
        == written.text for many, one in _PLURALS
    )  # fmt: skip


def _ends(said: _Word, written: _Word) -> bool:
    """Whether the written word is the one that was said with something before it: "skolan" and "Ekskolan"."""
    if said.proper:
        return False
    forms = {said.text} | {said.text.removesuffix(end) for end in _ENDINGS if said.text.endswith(end)}
    return any(
        written.text.endswith(f"{form}{end}")
        and written.text.removesuffix(f"{form}{end}") not in _OTHER_THINGS | {""}
        for form in forms if len(form) >= _SHORTEST_END
        for end in _ENDINGS | {""}
    )  # fmt: skip


def _by_name(phrase: _Phrase, contact: Contact) -> bool:
    return _whole(phrase, _words(contact.name)) and " " in contact.name.strip()


def _in_full(phrase: _Phrase, contact: Contact) -> bool:
    unit = _words(contact.unit)
    return _by_name(phrase, contact) or (
        _whole(phrase, unit) and any(not _is_general(word) for word in unit)
    )  # fmt: skip


def _whole(phrase: _Phrase, name: Iterable[_Word]) -> bool:
    """Whether every word of the name stands in the phrase."""
    found = list(name)
    return bool(found) and all(any(_same(said, word) for said in phrase) for word in found)

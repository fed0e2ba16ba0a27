"""Which contacts a consent names in its free text "Till vem", read so that a doubt covers nobody.

A consent is a sentence somebody wrote, and a paper that goes to the wrong one cannot be taken back. So every word of
what names a contact must be told by that contact's own fields, a general word ("skolan") counts only when a single
workplace of the record can be meant, and a text that says "inte" or "utom" names nobody.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple
from uuid import UUID

from coordinator.contact import Contact
from coordinator.swedish import folded

_LINES = re.compile(r"[\n;•]|\.\s")
_JOINED = re.compile(r"([,/])|\b(?:och|samt|eller)\b|[&+]", re.IGNORECASE)
_WORD = re.compile(r"\w+")

_NOT = frozenset(
    {
        "inte", "ej", "icke", "utom", "forutom", "aldrig", "ingen", "inga", "inget", "ingenting", "nej", "varken",
        "vare", "minus", "bortsett", "franraknat", "slipper", "om", "nar", "kanske", "eventuellt", "forst",
    }
)  # fmt: skip
"""What turns a text into its contrary, or makes it hang on something that is not known here."""
_NOT_BEGINS = ("undant", "exkl", "forbj", "forbud", "aterkall", "neka", "undvik", "ogiltig")
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


class _Word(NamedTuple):
    """A folded word. proper: it has a capital that is not the first of its text, and is bent as names are only."""

    text: str
    proper: bool = False
    capital: bool = False


_Phrase = tuple[_Word, ...]


class _Known:
    """A contact with the words it tells of itself."""

    def __init__(self, contact: Contact, read: Callable[[str], _Phrase]) -> None:
        self.contact = contact
        self.names, self.unit = read(contact.name), read(contact.unit)
        self.works = self.unit + read(contact.organisation) + read(contact.care_provider) + read(contact.role)
        self.places = read(contact.place) + read(contact.region)

    def is_together_with(self, other: "_Known") -> bool:
        """Whether both are at the same workplace, as far as it is written."""
        fields = ("unit", "organisation", "place")
        pairs = [(folded(getattr(self.contact, name)), folded(getattr(other.contact, name))) for name in fields]
        at_all = any(here and here == there for here, there in pairs[:2])
        return at_all and all(here == there or not (here and there) for here, there in pairs)

    def is_called(self, phrase: _Phrase) -> bool:
        """Whether the phrase has the whole name of a person, which is more than one word."""
        said = {word.text for word in phrase}
        whole = all(word.text in said or f"{word.text}s" in said for word in self.names)
        return whole and " " in self.contact.name.strip()

    def is_told_in_full(self, phrase: _Phrase) -> bool:
        """Whether the phrase has the whole name of the person or of the unit."""
        telling = any(not _is_general(word) for word in self.unit)
        return self.is_called(phrase) or (telling and _whole(phrase, self.unit))


class ContactNames:
    """What the contacts of a record are called: all there are, those that ended too, since they may be meant.

    Made once for all the consents of a record: to read a hundred contacts takes its time.
    """

    def __init__(self, contacts: Sequence[Contact]) -> None:
        self._read: dict[str, _Phrase] = {}
        self._known = [_Known(contact, self._words) for contact in contacts]
        self._vocabulary = frozenset(word for known in self._known for word in known.works + known.places)
        self._meant_by: dict[_Phrase, list[_Known]] = {}
        self._alike_to: dict[tuple[_Word, bool], frozenset[_Word]] = {}

    def named(self, text: str, *, in_full: bool = False) -> frozenset[UUID]:
        """The contacts that ``text`` names. in_full: only by a whole name, or the whole name of the unit."""
        if _says_not(text):
            return frozenset()
        return frozenset(
            known.contact.id
            for line in _LINES.split(text)
            for phrase in self._phrases(line)
            for known in self._meant(phrase)
            if not in_full or known.is_told_in_full(phrase)
        )

    def somebody_else_is_named(self, text: str, name: str) -> bool:
        """Whether ``name``, of somebody who is no contact, is written in ``text`` and can mean nobody else."""
        if not names_in_words(text, name):
            return False
        phrase = _words(name)
        return bool(self._meant(phrase)) or not any(self._fits(phrase, one, loosely=True) for one in self._known)

    def _phrases(self, line: str) -> Iterator[_Phrase]:
        """What a line lists, each with the words that say more of it."""
        kept: list[_Phrase] = []
        describes = False  # after a person's name, what commas divide tells of that person
        for part, by_comma in _placed([(part, by_comma) for part, by_comma in _parts(line) if part]):
            if by_comma and describes:
                continue
            is_name, meant = _is_name(part), self._meant(part)
            if is_name and not meant and by_comma and kept:
                kept[-1] += part  # "Habiliteringen, Sundsvall": perhaps where it is
            elif by_comma and kept and _are_some_of(meant, self._meant(kept[-1])):
                kept[-1] = part  # "Ekskolan, skolsköterskan": who there
            else:
                kept.append(part)
            several = sum(word.text not in _SAYS_NOTHING for word in part) > 1
            describes = is_name and several and (not meant or any(known.is_called(part) for known in meant))
        yield from kept

    def _meant(self, phrase: _Phrase) -> list[_Known]:
        """The contacts the phrase fits, when they are at one workplace; those it fits to the letter before others."""
        if phrase not in self._meant_by:
            fitting = [known for known in self._known if self._fits(phrase, known, loosely=False)]
            fitting = fitting or [known for known in self._known if self._fits(phrase, known, loosely=True)]
            together = all(one.is_together_with(other) for one, other in combinations(fitting, 2))
            self._meant_by[phrase] = fitting if together else []
        return self._meant_by[phrase]

    def _fits(self, phrase: _Phrase, known: _Known, *, loosely: bool) -> bool:
        """Whether every word of the phrase is told by the contact, and one of them tells it from others."""
        names, telling = known.names, False
        for word in phrase:
            if word.text in _SAYS_NOTHING or any(word.text in (name.text, f"{name.text}s") for name in names):
                continue
            if not self._alike(word, loosely=loosely).isdisjoint(known.works):
                telling = telling or not _is_general(word)
            elif self._alike(word, loosely=False).isdisjoint(known.places):
                return False
        alone = len(names) == 1 and not known.works  # what has but one word is called that, as a school is
        return telling or known.is_called(phrase) or (alone and _whole(phrase, names))

    def _alike(self, said: _Word, *, loosely: bool) -> frozenset[_Word]:
        """The words of the contacts that are the one that was said; loosely: with something before it too."""
        asked = (said, loosely)
        if asked not in self._alike_to:
            alike = {written for written in self._vocabulary if _same(said, written)}
            if loosely and not said.proper:
                tails = _tails(said)
                alike |= {written for written in self._vocabulary if _ends(written, tails)}
            self._alike_to[asked] = frozenset(alike)
        return self._alike_to[asked]

    def _words(self, text: str) -> _Phrase:
        if text not in self._read:  # many are at the same place
            self._read[text] = _words(text)
        return self._read[text]


def named(text: str, contacts: Sequence[Contact], *, in_full: bool = False) -> frozenset[UUID]:
    """The contacts that one ``text`` names, of ``contacts``."""
    return ContactNames(contacts).named(text, in_full=in_full)


def names_in_words(text: str, name: str) -> bool:
    """Whether one of those that ``text`` lists is written exactly as ``name``: for somebody who is no contact."""
    if _says_not(text):
        return False
    wanted = [word.text for word in _words(name)]
    telling = any(word not in _SAYS_NOTHING and not _is_general(_Word(word)) for word in wanted)
    parts = (part for line in _LINES.split(text) for part, _by_comma in _parts(line))
    return telling and any([word.text for word in part] == wanted for part in parts)


def _says_not(text: str) -> bool:
    return any(word.text in _NOT or word.text.startswith(_NOT_BEGINS) for word in _words(text))


def _words(text: str) -> _Phrase:
    found = _WORD.findall(text)
    bare = folded(" ".join(found)).split()
    if len(bare) != len(found):  # a letter that is several words when it is written out
        bare = [folded(word) for word in found]
    capitals = [word[0].isupper() for word in found]
    return tuple(
        _Word(word, at > 0 and capital, capital) for at, (word, capital) in enumerate(zip(bare, capitals, strict=True))
    )


def _parts(line: str) -> Iterator[tuple[_Phrase, bool]]:
    """What a line lists, and whether a comma stands before it."""
    at, by_comma = 0, False
    for joined in _JOINED.finditer(line):
        yield _words(line[at : joined.start()]), by_comma
        at, by_comma = joined.end(), joined.group(1) is not None
    yield _words(line[at:]), by_comma


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
    """Whether somebody or some place may be called that: "Eva Berg", "kuratorn Eva Berg", "Härnösand"."""
    said = [word for word in part if word.text not in _SAYS_NOTHING]
    return bool(said) and (any(word.proper for word in said) or all(word.capital for word in said))


def _are_some_of(some: Sequence[_Known], several: Sequence[_Known]) -> bool:
    return bool(some) and {one.contact.id for one in some} < {one.contact.id for one in several}


def _is_general(word: _Word) -> bool:
    return any(_same(_Word(word.text), _Word(general)) for general in _GENERAL)


def _same(said: _Word, written: _Word) -> bool:
    """Whether it is the same word, perhaps in another form: "kuratorn" and "kurator"; of a name the genitive only."""
    if said.text[:_SHORTEST] != written.text[:_SHORTEST]:
        return False
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


def _tails(said: _Word) -> tuple[str, ...]:
    """How a longer word ends that is the one that was said with something before it: "skolan" and "Ekskolan"."""
    forms = {said.text} | {said.text.removesuffix(end) for end in _ENDINGS if said.text.endswith(end)}
    return tuple(f"{form}{end}" for form in forms if len(form) >= _SHORTEST_END for end in _ENDINGS | {""})


def _ends(written: _Word, tails: tuple[str, ...]) -> bool:
    """Whether the word ends so, and is no other thing by what it begins with."""
    return written.text.endswith(tails) and any(
        written.text.endswith(tail) and written.text.removesuffix(tail) not in _OTHER_THINGS | {""} for tail in tails
    )


def _whole(phrase: _Phrase, name: Iterable[_Word]) -> bool:
    """Whether every word of the name stands in the phrase."""
    found = list(name)
    return bool(found) and all(any(_same(said, word) for said in phrase) for word in found)

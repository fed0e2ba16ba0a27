"""Finding a national term by what somebody types; and what to say when the list has none that fits."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from coordinator.finding import Finder
from coordinator.umi.kinds import AlertType
from coordinator.umi.terms import NationalTerm, allowed_terms, blood_borne_words, national_terms, words_in

NOT_IN_LIST = "Finns inte i nationella listan – lägg som akutinformation."
BLOOD_BORNE = (
    "Blodburen smitta är sedan 2021 inte uppmärksamhetsinformation och får inte märkas i journalen, utom blodsmitta "
    "hos gravid. Den läggs inte in här."
)
_STOP = re.compile(r"(?<=\d)\.(?=\d)")
_LONGEST = 120
"""Characters. The longest term has 73; what is longer is a text put in the wrong field."""


@dataclass(frozen=True)
class TermAnswer:
    """What to offer. said: what to tell beside the hits or in their place; as_text: that akutinformation is offered."""

    hits: tuple[NationalTerm, ...]
    said: str = ""
    as_text: bool = False


def search_terms(typed: str, limit: int = 8) -> TermAnswer:
    """At most ``limit`` terms, the best first: by words in any order, å ä ö not needed, a slip forgiven, or a code."""
    words = _sought(typed)
    if not words:
        return TermAnswer(())
    if blood_borne_words(typed):
        return TermAnswer(allowed_terms(), BLOOD_BORNE)
    hits = tuple(_finder().find(words, limit)) if len(words) <= _LONGEST else ()
    return TermAnswer(hits) if hits else TermAnswer((), NOT_IN_LIST, as_text=True)


def _sought(text: str) -> str:
    """The words; a code is one word with its stop or without: "E71.3" is "e713"."""
    return words_in(_STOP.sub("", text))


@cache
def _finder() -> Finder[NationalTerm]:
    own = _own_words()
    return Finder(national_terms(), lambda one: " ".join((*_said(one), *own.get((one.type, one.term), ()))))


def _said(one: NationalTerm) -> Iterator[str]:
    """The term first, then what it may be found by beside it: its type, and its codes."""
    yield from (words_in(one.term), words_in(one.type.label))
    yield from (_sought(code) for code in (*one.icd10, *one.atc))


@cache
def _own_words() -> dict[tuple[AlertType, str], tuple[str, ...]]:
    """What people type for a term; our own words and no part of the national list: `resources/codes/umi_words.tsv`."""
    lines = (files("resources") / "codes" / "umi_words.tsv").read_text(encoding="utf-8").splitlines()
    return {
        (AlertType.of(row["type"]), row["term"]): tuple(words_in(words) for words in row["words"].split("|"))
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    }

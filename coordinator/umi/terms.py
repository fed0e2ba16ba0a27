"""The national terms of uppmärksamhetsinformation, to choose among; and what to say of what is not among them."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from coordinator.swedish import folded
from coordinator.umi.kinds import AlertType
from coordinator.umi.rules import alert_rules


@dataclass(frozen=True)
class NationalTerm:
    """A term of the list with its codes; of a code that ends in "?" the pairing is our guess and is to be checked."""

    type: AlertType
    term: str
    icd10: tuple[str, ...]
    atc: tuple[str, ...]
    version: str


@cache
def national_terms() -> tuple[NationalTerm, ...]:
    """Every term, in the order of the list: `resources/codes/umi.tsv`."""
    lines = (files("resources") / "codes" / "umi.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(
        NationalTerm(AlertType.of(row["type"]), row["term"], _parts(row["icd10se"]), _parts(row["atc"]), row["version"])
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    )


def is_sure(code: str) -> bool:
    """Whether a code may be told: one that ends in "?" was paired with its term by guess and never leaves the house."""
    return bool(code.strip()) and not code.strip().endswith("?")


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("|") if part)


def version() -> str:
    """Of the list that the program comes with."""
    return national_terms()[0].version


def is_national(kind: AlertType, term: str) -> bool:
    """Whether the list has the term under that type."""
    return national_term(kind, term) is not None


def national_term(kind: AlertType, term: str) -> NationalTerm | None:
    """The term of that type as the list words it; None when the list has none such."""
    return _by_name().get((kind, folded(term)))


@cache
def _by_name() -> dict[tuple[AlertType, str], NationalTerm]:
    return {(one.type, folded(one.term)): one for one in national_terms()}


def words_in(text: str) -> str:
    """``text`` as words apart, without signs: "Hepatit-C" and "hepatit c" are the same."""
    return " ".join(re.findall(r"\w+", folded(text)))


def blood_borne_words(text: str) -> bool:
    """Whether ``text`` names a blood-borne infection that is not uppmärksamhetsinformation."""
    asked = words_in(text)
    return asked not in _allowed() and _blood_borne().search(asked) is not None


@cache
def _allowed() -> frozenset[str]:
    return frozenset(words_in(one) for one in alert_rules().allowed)


@cache
def _blood_borne() -> re.Pattern[str]:
    """The words, each from its beginning: "hiv" is in "hiv-positiv" and not in "archiv"."""
    return re.compile("|".join(rf"\b{words_in(word)}" for word in alert_rules().blood_borne))


def allowed_terms() -> tuple[NationalTerm, ...]:
    """The terms of blood-borne infection that are uppmärksamhetsinformation all the same."""
    return tuple(one for one in national_terms() if words_in(one.term) in _allowed())

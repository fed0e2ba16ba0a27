"""What a passphrase must be to protect a vault, and an honest word on how long it would."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from coordinator.errors import RuleError
from coordinator.swedish import folded

PRACTICE_PASSPHRASE = "övning gör mästare"  # noqa: S105 - no secret, as the next line says
"""Published: it opens every practice vault, and no other."""

SHORTEST = 12

_WORD_BITS, _SIGN_BITS, _LETTER_BITS, _KNOWN_BITS = 10.0, 2.5, 1.6, 2.0
"""What a word, a sign among mixed ones, a letter of words run together and what anybody would try first are worth.

Low on purpose: people seldom choose by chance.
"""

_QUICK, _ENOUGH, _LONG = 25, 40, 50
"""Fewer bits are soon tried through, these hold for years against the slow key derivation, and these for lifetimes."""

_ROWS = ("1234567890", "qwertyuiopå", "asdfghjklöä", "zxcvbnm", "abcdefghijklmnopqrstuvwxyzåäö", "01234567890")
_SHORTEST_RUN = 4
_LEAST_OF_A_WORD = 3
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_REPEATED = re.compile(r"(.)\1{2,}")
_CHUNK = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Strength:
    """How well a passphrase protects: 0 is refused, 3 holds long. ``words`` says what that means."""

    level: int
    words: str


def require_strong(passphrase: str) -> None:
    """Refuse a passphrase that a stolen disk would soon give away; RuleError says what is wanted."""
    if len(passphrase.strip()) < SHORTEST:
        raise RuleError(
            "Lösenfrasen är för kort", f"Skriv minst {SHORTEST} tecken. Fyra ord som inte hör ihop är lätta att minnas."
        )
    if len(set(passphrase.casefold())) < 5:
        raise RuleError("Lösenfrasen är för enkel", "Den upprepar några få tecken. Skriv fyra ord som inte hör ihop.")
    if passphrase.casefold() == PRACTICE_PASSPHRASE:
        raise RuleError("Lösenfrasen är känd av alla", "Den hör till övningspärmen. Välj en egen.")


def strength(passphrase: str, known: Sequence[str] = ()) -> Strength:
    """How long the passphrase would protect a stolen vault, estimated low.

    known: what others know of whoever chooses it, such as her own name and the clinic's; it counts for little.
    """
    try:
        require_strong(passphrase)
    except RuleError as error:
        return Strength(0, str(error))
    bits = _bits(passphrase, known)
    if bits < _QUICK:
        return Strength(1, "Går snart att gissa för den som tar datorn: skriv fyra ord som inte hör ihop.")
    if bits < _ENOUGH:
        return Strength(1, "Håller en tid om datorn blir stulen, men ett eller två ord till gör stor skillnad.")
    if bits < _LONG:
        return Strength(2, "Räcker om orden inte hör ihop, men ett ord till gör stor skillnad.")
    return Strength(3, "Håller länge även om datorn blir stulen, om orden inte hör ihop.")


def _bits(passphrase: str, known: Sequence[str]) -> float:
    """How many bits somebody who guesses cleverly has to try, counted low."""
    text, bits = _without_known(folded(passphrase), (PRACTICE_PASSPHRASE, *known))
    text, years = _YEAR.subn(" ", text)
    bits += _KNOWN_BITS * min(years, 1)
    text, runs = _without_runs(_REPEATED.sub(r"\1", text))
    bits += _KNOWN_BITS * runs
    chunks = list(dict.fromkeys(_unit(chunk) for chunk in _CHUNK.findall(text)))
    if len(chunks) == 1 and chunks[0] not in _guessed_first():
        return bits + len(chunks[0]) * (_LETTER_BITS if chunks[0].isalpha() else _SIGN_BITS)
    return bits + sum(_worth(chunk) for chunk in chunks)


def _worth(chunk: str) -> float:
    """One word among several."""
    if chunk in _guessed_first():
        return _KNOWN_BITS
    return _WORD_BITS if len(chunk) >= _LEAST_OF_A_WORD else _SIGN_BITS * len(chunk) / 2


def _without_known(text: str, known: Iterable[str]) -> tuple[str, float]:
    """``text`` without the words that anybody knows, and what they are worth."""
    bits = 0.0
    words = {word for phrase in known for word in _CHUNK.findall(folded(phrase)) if len(word) >= _LEAST_OF_A_WORD}
    for word in sorted(words, key=lambda one: (-len(one), one)):
        if word in text:
            text, bits = text.replace(word, " "), bits + _KNOWN_BITS
    return text, bits


def _without_runs(text: str) -> tuple[str, int]:
    """``text`` without pieces of the alphabet, the digits and the rows of the keyboard; and how many they were."""
    kept, runs, start = [], set(), 0
    while start < len(text):
        end = _end_of_run(text, start)
        if end - start >= _SHORTEST_RUN:
            runs.add(text[start:end])
            kept.append(" ")
            start = end
        else:
            kept.append(text[start])
            start += 1
    return "".join(kept), len(runs)


def _end_of_run(text: str, start: int) -> int:
    """Where the longest piece of a row that begins at ``start`` ends; no row is longer than thirty signs."""
    end = start + 1
    while end < len(text) and any(text[start : end + 1] in row for row in _rows()):
        end += 1
    return end


@cache
def _rows() -> tuple[str, ...]:
    """Each row as it is compared, in both directions."""
    rows = tuple(folded(row) for row in _ROWS)
    return rows + tuple(row[::-1] for row in rows)


def _unit(chunk: str) -> str:
    """What the chunk repeats, or the chunk: "hejhejhej" is "hej"."""
    return chunk[: (chunk + chunk).find(chunk, 1)]


@cache
def _guessed_first() -> frozenset[str]:
    text = (files("resources") / "codes" / "guessed_first.txt").read_text(encoding="utf-8")
    return frozenset(folded(line) for line in text.splitlines() if line and not line.startswith("#"))

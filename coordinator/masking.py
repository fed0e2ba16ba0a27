"""Finds what must not be read in free text, however it was written: names, telephone numbers, addresses and places."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

MASK = "(skyddad uppgift)"

_LONGEST = 300  # no name and no line of an address; whoever writes more writes it once
_SHORTEST_NUMBER = 6  # 112 and 1177 tell nothing of anybody
_SHORTEST_WHOLE_NUMBER = 7
_SHORTEST_WORD = 3
_SHORT_WORD = 5  # a kommun called Mark or Lund is told from the word by its capital
_BETWEEN = r"[^\w+]{0,4}"  # blanks, dashes, dots and brackets, those that cannot be seen too
_NUMBER = re.compile(r"\+?\(?\d(?:[^\w\n,;]{0,3}\d){5,}")
_POSTAL = re.compile(r"(?:\bSE?-)?(?<!\d)(\d{3})\s*(\d{2})\s+(\S.*)$", re.IGNORECASE)


class Mask:
    """Puts `MASK` in the place of each secret. Secrets are given as they were written in the fields made for them."""

    def __init__(self, *, names: Iterable[str] = (), places: Iterable[str] = ()) -> None:
        parts = {part for name in names for part in _of_name(name)} | {part for text in places for part in _of(text)}
        # The longest first: a name before a part of it.
        patterns = [
            _pattern(part) for part in sorted(parts, key=lambda part: (-len(part), part)) if len(part) < _LONGEST
        ]
        self._pattern = re.compile("|".join(filter(None, patterns)) or r"(?!)")

    def __call__(self, text: str) -> str:
        """The text without the secrets."""
        return self._pattern.sub(MASK, text)


def _of_name(name: str) -> Iterator[str]:
    """A person's name, and the name before a remark: "Hanna Dold (mamma)"."""
    yield name.strip()
    yield re.split(r"[,;(]", name)[0].strip()


def _of(text: str) -> Iterator[str]:
    """What locates: numbers, each line and part of an address, the postal code and the town."""
    for candidate in _NUMBER.findall(text):
        yield from _numbers(candidate)
    for line in text.splitlines():
        yield line.strip()
        for piece in re.split("[,;]", line):
            part = piece.strip().rstrip(".")
            postal = _POSTAL.search(part)
            if postal:
                yield part[: postal.start()].strip()
                yield f"SE-{postal[1]} {postal[2]}"
                part = postal[3].strip()
            if part.casefold() not in ("sverige", "sweden"):
                yield part
            house = re.search(r"\s\d+", part)
            if house and re.search(r"[^\W\d_]", part[: house.start()]):
                yield part[: house.end()]
            town = re.fullmatch(r"(.+?)(s?) (?:kommun|stad)", part, re.IGNORECASE)
            if town:
                yield town[1] + town[2]
                yield town[1]
            region = re.fullmatch(r"Region (.+)", part, re.IGNORECASE)
            if region:
                yield region[1]


def _numbers(candidate: str) -> Iterator[str]:
    """A run of digits as one number, and as the several that may stand in it without a word between."""
    yield candidate
    number = ""
    for piece in re.split(r"(?<=\d)(?=\D+(?:0\d|\+46))", candidate):
        number += piece
        if len(re.sub(r"\D", "", number)) >= _SHORTEST_WHOLE_NUMBER:
            yield number.strip(" /,-")
            number = ""


def _pattern(secret: str) -> str:
    """A pattern for one secret as a word or number of its own; empty when it is too short to tell anything."""
    postal = re.fullmatch(r"SE-(\d{3}) (\d{2})", secret)
    if postal:  # with its country, since 114 14 is also a number that anybody may ring
        return rf"(?<![\w-])(?:(?i:SE?)-)?{postal[1]}\s*{postal[2]}(?!\d)"
    if not re.search(r"[^\W\d_]", secret):
        return _number(secret)
    if len(secret) < _SHORTEST_WORD:
        return ""
    if len(secret) < _SHORT_WORD:
        written = {secret, secret.upper(), secret.capitalize()}
        return rf"(?<!\w)(?:{'|'.join(sorted(_letters(form) for form in written))})[sS]?(?!\w)"
    words = r"[\s,]+".join(_letters(word) for word in secret.split())  # "Öberg, Åsa" too
    if secret[-1].isdigit():  # a house has several doors
        return rf"(?<!\w)(?i:{words})(?:\s?[A-Z]|[a-z])?(?!\w)"
    return rf"(?<!\w)(?i:{words}s?)(?!\w)"


def _number(secret: str) -> str:
    digits = re.sub(r"\D", "", secret)
    if len(digits) < _SHORTEST_NUMBER:
        return ""
    if secret.strip().startswith("+46") or digits.startswith("0046"):
        national = digits.removeprefix("00").removeprefix("46").removeprefix("0")
    elif digits.startswith("46") and len(digits) > 9:
        national = digits.removeprefix("46")
    else:
        national = digits.removeprefix("0")
    abroad = rf"(?:\+|00)?46{_BETWEEN}(?:0{_BETWEEN})?"
    return rf"(?<!\d)(?:{abroad}|\(?0{_BETWEEN})?{_BETWEEN.join(national)}(?!\d|[-+]\d{{4}})"


def _letters(word: str) -> str:
    """A word as a pattern; å may be one sign, or a and a ring."""
    composed = unicodedata.normalize("NFC", word)
    forms = ((char, unicodedata.normalize("NFD", char)) for char in composed)
    return "".join(re.escape(one) if one == two else f"(?:{re.escape(one)}|{two})" for one, two in forms)

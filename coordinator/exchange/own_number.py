"""Keeps the patient's own number out of a text, also where somebody has written it among other words."""

import re
from collections.abc import Callable, Iterator

from coordinator.identity import compact
from coordinator.person import Patient

LEFT_OUT = "(personnummer)"
"""Stands where the number was written."""

_LEAST = 8
"""Signs in a number that can be told from others; a shorter one may be anything."""
_DIGITS, _LAST = 10, 4  # of a personnummer without its century, and after its day
_SIGN = r"(?:[^\w\n]|_)"
_NO_DIGITS = re.compile(r"[^0-9]+")
_BETWEEN = _SIGN + "{0,5}"
"""As many as when a number is broken over two lines, which are then put on one."""


def number_left_out(patient: Patient) -> Callable[[str], str]:
    """What gives a text without the numbers the patient has and has had, with or without century and signs between."""
    numbers = dict.fromkeys(compact(one) for one in (patient.identity_number or "", *patient.former_numbers))
    patterns = [pattern for number in numbers for pattern in _patterns(number)]
    if not patterns:
        return lambda text: text
    found = re.compile("|".join(patterns), re.IGNORECASE)
    rests = tuple(number[-_DIGITS:] for number in numbers if len(number) >= _LEAST)
    if not "".join(rests).isdigit():
        return lambda text: found.sub(LEFT_OUT, text)

    def without(text: str) -> str:
        # Most texts are told from the number by their digits alone, which is ten times as quick.
        digits = _NO_DIGITS.sub("", text)
        return found.sub(LEFT_OUT, text) if any(rest in digits for rest in rests) else text

    return without


def _patterns(number: str) -> Iterator[str]:
    if len(number) < _LEAST:
        return
    if not (number.isdigit() and len(number) >= _DIGITS):
        pairs = [number[place : place + 2] for place in range(0, len(number) - _LAST, 2)]
        yield rf"(?<!\w){_BETWEEN.join(map(re.escape, (*pairs, number[2 * len(pairs) :])))}(?!\w)"
        return
    century, rest = number[:-_DIGITS], number[-_DIGITS:]
    # A day may be written with signs in it, 1990-07-28, and all of it in pairs or sign by sign; a word right before it
    # or after, "pnr900728", does not make it another number.
    pairs = [rest[place : place + 2] for place in range(0, _DIGITS, 2)]
    before = f"(?:{century}{_BETWEEN})?" if century else ""
    yield rf"(?<!\d){before}{_BETWEEN.join(pairs)}(?!\d)"
    before = f"(?:{_SIGN.join(century)}{_SIGN})?" if century else ""
    yield rf"(?<!\d){before}{_SIGN.join(rest)}(?!\d)"

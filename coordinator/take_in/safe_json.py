"""JSON from outside, read so that no file can exhaust the program or say two things at once."""

import json
import math
from typing import Any

from coordinator.errors import ImportRefused
from coordinator.take_in.read_file import LARGEST

DEEPEST = 64
"""Objects and lists within each other. A bundle of FHIR has about fifteen."""
MOST = 500_000
"""Objects and lists in all. A record with 120 contacts has about ten thousand."""


def read_json(content: bytes) -> Any:
    """What the file says. ImportRefused when it is no JSON in UTF-8, or none that anybody would write."""
    if len(content) > LARGEST:
        raise _refused("Den är större än 20 MB.")
    text = _text(content)
    _require_sane(text)
    try:
        return json.loads(
            text, object_pairs_hook=_without_doubles, parse_constant=_no_constant, parse_float=_finite, parse_int=_whole
        )
    except _TwiceError:
        raise _refused("Samma fält står två gånger i den, så det går inte att veta vilket som gäller.") from None
    except (ValueError, RecursionError):
        raise _refused("Den är avkortad eller ändrad: det är inte hel JSON. Be om en ny fil.") from None


def _text(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\x00"
    if "\x00" in text:
        raise _refused("Den är inte text i UTF-8. Spara den som UTF-8 eller be om en ny fil.")
    return text


def _require_sane(text: str) -> None:
    """Refuse what is nested deeper, or has more parts, than any record, before it is parsed.

    What stands within quotes is no part: escapes are taken away first, then every other piece between quotes is text.
    """
    outside = "".join(text.replace("\\\\", "").replace('\\"', "").split('"')[::2])
    if outside.count("{") + outside.count("[") > MOST:
        raise _refused("Den har fler delar än uppgifterna om en patient kan ha.")
    depth = 0
    for sign in outside:
        if sign in "{[":
            depth += 1
            if depth > DEEPEST:
                raise _refused("Den har för många nivåer inuti varandra.")
        elif sign in "}]":
            depth -= 1


class _TwiceError(ValueError):
    """The same name twice in one object."""


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _TwiceError
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(name)  # NaN and Infinity are not JSON


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError("no number that can be kept")
    return number


def _whole(digits: str) -> int:
    if len(digits) > 20:
        raise ValueError("no number that can be kept")
    return int(digits)


def _refused(why: str) -> ImportRefused:
    return ImportRefused("Filen kan inte läsas", f"{why} Inget har ändrats.")

"""The ATC code of a row: how it is written, whether it is one, and what could be finer."""

import re

_LEVELS = re.compile(r"[A-Z](?:\d{2}(?:[A-Z](?:[A-Z](?:\d{2})?)?)?)?", re.ASCII)
_LEAST = 3
"""Characters. The national rule says "minst treställig nivå"; whether that is J01 or J01C is not told, so the coarser
one is accepted and the finer one asked for."""


def written_atc(typed: str) -> str:
    """What somebody typed as the code is written: "j01 c" is J01C."""
    return "".join(typed.split()).upper()


def is_atc(text: str) -> bool:
    """Whether ``text`` has the form of an ATC code, of any of its five levels."""
    return _LEVELS.fullmatch(text) is not None


def is_too_coarse(atc: str) -> bool:
    """Whether the code names a whole organ and no group of medicines."""
    return len(atc) < _LEAST


def advice_on_atc(typed: str) -> str:
    """What to think of about a code that is accepted; empty when there is nothing."""
    atc = written_atc(typed)
    if is_atc(atc) and len(atc) == _LEAST:
        return f"{atc} är en stor grupp läkemedel. Skriv hellre fyra tecken, som {atc}C, om journalen har det."
    return ""

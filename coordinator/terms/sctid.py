"""The form of a SNOMED CT concept id: its length, what kind of thing it names, and its check digit (Verhoeff)."""

import re

_ID = re.compile(r"[1-9][0-9]{5,17}", re.ASCII)
_CONCEPT = ("00", "10")
"""The two digits before the last say what an id names: a concept, of the international release or of an extension."""

_PRODUCT = (
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678", "5987604321", "6598710432", "7659821043",
    "8765932104", "9876543210",
)  # fmt: skip
_MOVED = (
    "0123456789", "1576283094", "5803796142", "8916043527", "9453126870", "4286573901", "2793806415", "7046913258",
)  # fmt: skip


def is_concept_id(text: str) -> bool:
    """Whether ``text`` can be the id of a concept; an id that a spreadsheet has rounded cannot."""
    return _ID.fullmatch(text) is not None and text[-3:-1] in _CONCEPT and _is_checked(text)


def _is_checked(digits: str) -> bool:
    found = 0
    for place, digit in enumerate(reversed(digits)):
        found = int(_PRODUCT[found][int(_MOVED[place % 8][int(digit)])])
    return found == 0

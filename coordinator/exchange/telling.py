"""Whether a text that is read by others tells who the patient is, where she lives or what she has."""

import re
from collections.abc import Iterator

from coordinator.diagnosis import RareCondition
from coordinator.masking import Mask
from coordinator.person import Patient
from coordinator.record import Record
from coordinator.related_person import RelatedPerson
from coordinator.swedish import folded

_LONG_WORD = 6
"""Letters. Shorter words of a diagnosis are words of any place too."""
_ROOM = 3
"""Figures that a room, a house or a ward may have."""


def tells(record: Record, text: str) -> bool:
    """Whether it names the patient, somebody near her or a diagnosis, or has a number or a street of theirs."""
    if not text.strip():
        return False
    names = [*_about(record), *(one.text for one in record.all(RareCondition))]
    return Mask(names=names)(text) != text or _is_number_in(record.patient, text) or _names_disease(record, text)


def _about(record: Record) -> Iterator[str]:
    """Names of the patient and those near her, and the streets they live in."""
    patient = record.patient
    yield from filter(None, (patient.name, patient.given_name, patient.family_name, patient.called))
    people = [one for found in record.entries.values() for one in found if isinstance(one, RelatedPerson)]
    yield from (one.name for one in people if one.name.strip())
    homes = [(patient.phone, patient.email, patient.address), *((one.phone, one.email, one.address) for one in people)]
    for phone, email, address in homes:
        yield from filter(None, (phone, email))
        for piece in re.split(r"[\n,;]", address):
            # A street and a number; a town is where many meetings are.
            street = re.match(r"\s*(.*[^\W\d_]{3}.*?\d+)", piece)
            if street:
                yield from (street[1], piece.strip())


def _names_disease(record: Record, text: str) -> bool:
    """Whether a long word of a diagnosis is in it, also as a part of another word, or its code."""
    found = record.all(RareCondition)
    words = {word for one in found for word in re.findall(r"\w+", folded(one.text)) if len(word) >= _LONG_WORD}
    codes = {code.code.strip() for one in found for code in (one.orpha, one.icd10, one.snomed) if code is not None}
    if any(word in folded(text) for word in words):
        return True
    told = (re.search(rf"(?<!\w){re.escape(code)}(?!\w)", text, re.IGNORECASE) for code in codes if _says(code))
    return any(found is not None for found in told)


def _says(code: str) -> bool:
    """Whether there is a code, and it is no number of any room."""
    return bool(code) and (len(code) > _ROOM or not code.isdecimal())


def _is_number_in(patient: Patient, text: str) -> bool:
    numbers = (re.sub(r"\D", "", str(one or ""))[-10:] for one in (patient.identity_number, *patient.former_numbers))
    return any(digits and digits in re.sub(r"\D", "", text) for digits in numbers)

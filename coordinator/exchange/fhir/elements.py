"""The small parts that FHIR resources are made of: codes, periods, moments, and no element that is empty."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from coordinator.entity import Coding, Entity
from coordinator.swedish import SWEDEN

Element = dict[str, Any]
Resource = dict[str, Any]

LOINC = "http://loinc.org"
STRUCTURES = "http://hl7.org/fhir/StructureDefinition/"
URIS = "urn:ietf:rfc:3986"
"""The system of an identifier that is an address of its own, such as ``urn:uuid:…``."""
ENTRY_KINDS = "urn:uuid:0c1f4bd6-5a0e-4d0e-9f5b-6f5a2c1d7e10"
_HSA_ID = "urn:oid:1.2.752.29.4.19"
_UNKNOWN = {"extension": [{"url": f"{STRUCTURES}data-absent-reason", "valueCode": "unknown"}]}


def hl7(name: str) -> str:
    """The address of one of HL7's own code systems."""
    return f"http://terminology.hl7.org/CodeSystem/{name}"


def coded(system: str, code: str, display: str = "") -> Element:
    """A coding; empty when there is no code. Blanks that no code may hold are taken out."""
    code = " ".join(code.split())
    return {"system": system, "code": code, "display": display} if code else {}


def concept(text: str, *codings: Element) -> Element:
    """A concept by its words and by the codes that are known for it."""
    return {"coding": list(codings), "text": text}


def translated(english: str) -> Element:
    """What stands beside a Swedish text that somebody has written in English too; empty when nobody has."""
    parts = [{"url": "lang", "valueCode": "en"}, {"url": "content", "valueString": english}]
    return {"extension": [{"url": f"{STRUCTURES}translation", "extension": parts}]} if english.strip() else {}


def chosen(system: str, coding: Coding | None, prefix: str = "") -> Element:
    """A code that was chosen from a list outside the program; ``prefix`` is what people write before the number."""
    if coding is None:
        return {}
    found = coded(system, coding.code.strip().removeprefix(prefix), coding.display)
    return found | {"version": coding.system_version} if found else {}


def identity_of(entry: Entity) -> Element:
    """Which entry of the record a resource tells of: its own id, and of what kind it is.

    The id of the resource is another in each installation; this one is the same wherever the entry is.
    """
    kind = {"system": ENTRY_KINDS, "code": entry.KIND}
    return {"type": {"coding": [kind], "text": entry.TITLE}, "system": URIS, "value": f"urn:uuid:{entry.id}"}


def provider_number(hsa_id: str) -> list[Element]:
    """An HSA-id, of a person or of a unit; none when it is not known."""
    kind = concept("HSA-id", coded(hl7("v2-0203"), "PRN", "Provider number"))
    return [{"type": kind, "system": _HSA_ID, "value": hsa_id}] if hsa_id.strip() else []


def day(value: date | None) -> str | None:
    """A date as FHIR writes it."""
    return None if value is None else value.isoformat()


def moment(value: datetime) -> str:
    """A moment in Swedish time with its zone; in UTC where that cannot be said in whole minutes (before 1879)."""
    try:
        local = value.astimezone(SWEDEN)
    except OverflowError:  # the first and the last day that a calendar has
        local = value.astimezone(UTC)
    offset = local.utcoffset() or timedelta()
    return (local if not offset % timedelta(minutes=1) else value.astimezone(UTC)).isoformat(timespec="seconds")


def period(start: date | None, end: date | None) -> Element:
    """From the first day to the last. Of a pair in the wrong order only the last day is said: that it is over."""
    if start and end and end < start:
        start = None
    return {"start": day(start), "end": day(end)}


def over() -> Element:
    """A period that has ended on a day nobody has written down."""
    return {"_end": _UNKNOWN}


def after(start: datetime, minutes: int | None) -> datetime | None:
    """``minutes`` after ``start``, also over the night when clocks change; None when it cannot be known."""
    if minutes is None or minutes < 1:
        return None
    try:
        return (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(SWEDEN)
    except OverflowError:
        return None


def minutes(value: int | None) -> Element:
    """How long something took; empty when it cannot be so long."""
    if value is None or value < 1:
        return {}
    return {"value": value, "unit": "min", "system": "http://unitsofmeasure.org", "code": "min"}


def first_text(*texts: str) -> str:
    """The first that says anything."""
    return next((text.strip() for text in texts if text.strip()), "")


def notes(*facts: tuple[str, str]) -> list[Element]:
    """Annotations for facts that have no element of their own, each with its label."""
    return [{"text": f"{label}: {text.strip()}"} for label, text in facts if text.strip()]


def pruned(value: Any) -> Any:
    """``value`` without elements that say nothing, and without blanks around texts: FHIR knows no empty element."""
    found = _said(value)
    return type(value)() if found is None else found


def _said(value: Any) -> Any:
    """``value`` pruned; None when nothing is left. A bundle has tens of thousands of texts: no call for each."""
    kind = type(value)  # nothing in a bundle is of a kind derived from these
    if kind is dict:
        full = {}
        for name, whole in value.items():
            part = (whole.strip() or None) if type(whole) is str else _said(whole)
            if part is not None:
                full[name] = part
        return full or None
    if kind is list:
        return [part for part in map(_said, value) if part is not None] or None
    return (value.strip() or None) if kind is str else value


def says_nothing(value: Any) -> bool:
    """Whether a value is none that FHIR can hold: null, or an empty text, list or object."""
    return not value and not isinstance(value, int | float)


def listed(values: Iterable[Element | None]) -> list[Element]:
    """Those that are there."""
    return [value for value in values if value]

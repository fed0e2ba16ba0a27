"""Single values out of a resource, whatever its author has put there: texts, days, codes, and what is told in words."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from html import unescape
from typing import Any

from coordinator.entity import Attr, Code, Coding, Entity, attrs_of
from coordinator.swedish import SWEDEN

Resource = dict[str, Any]

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_PART_OF_A_DAY = re.compile(r"[0-9]{4}(-[0-9]{2})?", re.ASCII)


def text(value: Any) -> str:
    """A text; empty when it is none."""
    return value.strip() if isinstance(value, str) else ""


def part(value: Any, *names: str) -> Any:
    """What stands under the names, one within the other; of a list its first. None when there is nothing."""
    for name in names:
        if isinstance(value, list):
            value = value[0] if value else None
        value = value.get(name) if isinstance(value, dict) else None
    return value[0] if isinstance(value, list) and value else value if not isinstance(value, list) else None


def each(value: Any, name: str) -> list[dict[str, Any]]:
    """The objects of a list under a name."""
    found = value.get(name) if isinstance(value, dict) else None
    listed = found if isinstance(found, list) else [found]
    return [one for one in listed if isinstance(one, dict)]


def words(concept: Any) -> str:
    """A concept in words: its own text, else what its first code is called."""
    return text(part(concept, "text")) or text(part(concept, "coding", "display"))


def code_of(concept: Any, system: str = "") -> str:
    """The first code of a concept, of one system when that is asked for."""
    found = (one for one in each(concept, "coding") if not system or text(one.get("system")) == system)
    return next((text(one.get("code")) for one in found), "")


def coding_of(concept: Any, system: str) -> Coding | None:
    """The code that a concept has of one system, with its words."""
    for one in each(concept, "coding"):
        code = text(one.get("code"))
        if code and text(one.get("system")).rstrip("/") == system.rstrip("/"):
            return Coding(
                code=code,
                system=text(one.get("system")),
                system_version=text(one.get("version")),
                display=text(one.get("display")),
            )
    return None


def moment(value: Any) -> datetime | None:
    """A moment with its zone; Swedish time where none is said. None for a day without an hour, or for no time."""
    if not isinstance(value, str) or "T" not in value or len(value) > 40:
        return None
    try:
        found = datetime.fromisoformat(value)
        return (found if found.tzinfo else found.replace(tzinfo=SWEDEN)).astimezone(SWEDEN)
    except (ValueError, OverflowError):
        return None


def day(value: Any) -> date | None:
    """A whole day, also that of a moment, in Sweden. None for a month, a year, or a day that no calendar has."""
    if not isinstance(value, str):
        return None
    if "T" in value:
        found = moment(value)
        return found.date() if found else None
    if not _DAY.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def clock(value: Any) -> time | None:
    """The hour and minute of a moment in Sweden."""
    found = moment(value)
    return found.time().replace(second=0, microsecond=0) if found else None


def broken_days(value: Any) -> int:
    """How many values in a resource look like days and are none that can be kept: in part, or in no calendar."""
    if isinstance(value, dict):
        return sum(broken_days(one) for name, one in value.items() if name not in _WORDS)
    if isinstance(value, list):
        return sum(map(broken_days, value))
    if not isinstance(value, str) or len(value) > 40:
        return 0
    looks_so = _DAY.match(value) and (len(value) == 10 or value[10] == "T")
    return int(bool(looks_so) and day(value) is None)


def part_of_days(resource: Resource) -> int:
    """How many elements that hold a day have a year or a month alone."""
    if isinstance(resource, dict):
        return sum(_is_part_of_a_day(one) if name in _DAYS else part_of_days(one) for name, one in resource.items())
    return sum(map(part_of_days, resource)) if isinstance(resource, list) else 0


def _is_part_of_a_day(value: Any) -> bool:
    return isinstance(value, str) and bool(_PART_OF_A_DAY.fullmatch(value))


_DAYS = frozenset(
    {"start", "end", "birthDate", "dateTime", "authoredOn", "created", "date", "dueDate", "recordedDate", "authored"}
    | {"sent", "received", "valueDateTime", "startDate", "onsetDateTime"}
)
_WORDS = frozenset({"text", "value", "code", "id", "linkId", "title", "description", "valueString"})


def facts(resource: Resource) -> dict[str, str]:
    """What our own narrative says: a heading, then "label: words" in lines. Of another's it makes nothing."""
    div = part(resource, "text", "div")
    if not isinstance(div, str):
        return {}
    found: dict[str, str] = {}
    for line in div.split("<li>")[1:]:
        label, colon, told = line.partition(":</b>")
        if colon and label.startswith("<b>") and len(label) < 200:
            written = told.partition("</li>")[0].strip().replace("<br/>", "\n")
            found.setdefault(unescape(label.removeprefix("<b>")), unescape(written))
    return found


def noted(resource: Resource) -> dict[str, str]:
    """What notes say after a label: "Behov: …"."""
    found: dict[str, str] = {}
    for one in each(resource, "note"):
        label, colon, told = text(one.get("text")).partition(": ")
        if colon and "\n" not in label:
            found.setdefault(label, told.strip())
    return found


def under_labels(kind: type[Entity], told: Mapping[str, str]) -> dict[str, Any]:
    """The fields of ``kind`` whose labels have words in ``told``, read as `coordinator.entity.shown` writes them."""
    found = {attr.name: _read(attr, told[attr.label]) for attr in attrs_of(kind) if attr.label in told}
    return {name: value for name, value in found.items() if value is not None}


def _read(attr: Attr, told: str) -> Any:
    if attr.value_type is tuple:
        item = attr.item_type or str
        if not issubclass(item, Code):
            return None
        members = [_member(item, label) for label in _split(item, told)]
        return None if None in members else tuple(members)
    return _single(attr.value_type, told)


def _split(item: type[Code], told: str) -> Iterator[str]:
    """The labels of a list, some of which have a comma in them."""
    labels = sorted((one.label for one in item), key=len, reverse=True)
    while told:
        label = next((one for one in labels if told == one or told.startswith(f"{one}, ")), told)
        yield label
        told = told[len(label) :].removeprefix(", ")


def _single(kind: type, told: str) -> Any:
    if kind is str:
        return told
    if kind is bool:
        return {"Ja": True, "Nej": False}.get(told)
    if kind is int:
        return int(told) if re.fullmatch(r"-?[0-9]{1,9}", told, re.ASCII) else None
    if kind is date:
        return day(told)
    if kind is time:
        return time.fromisoformat(told) if re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", told, re.ASCII) else None
    return _member(kind, told) if issubclass(kind, Code) else None


def _member(kind: type[Code], label: str) -> Code | None:
    return next((one for one in kind if one.label == label), None)

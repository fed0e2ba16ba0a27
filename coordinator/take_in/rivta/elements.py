"""Single values out of an answer of RIV-TA, by the names of elements alone: the versions differ in their namespaces."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.swedish import SWEDEN

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DAY, _TIME = re.compile(r"[0-9]{8}", re.ASCII), re.compile(r"[0-9]{14}", re.ASCII)


def name_of(element: "Element") -> str:
    """The name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def children(element: "Element | None", name: str) -> Iterator["Element"]:
    """The elements of that name right within another."""
    for one in element if element is not None else ():
        if name_of(one) == name:
            yield one


def child(element: "Element | None", *names: str) -> "Element | None":
    """The first element under the names, one within the other."""
    for name in names:
        element = next(children(element, name), None)
    return element


def text(element: "Element | None", *names: str) -> str:
    """The words of an element, or of one within it; empty when there is none."""
    found = child(element, *names)
    return (found.text or "").strip() if found is not None else ""


def said(element: "Element | None", *names: str) -> str:
    """A code in words: as it was written, else what the code is called."""
    return text(element, *names, "originalText") or text(element, *names, "displayName")


def code(element: "Element | None", system: str, *names: str) -> str:
    """A code of one list."""
    return text(element, *names, "code") if text(element, *names, "codeSystem") == system else ""


def day(written: str) -> date | None:
    """YYYYMMDD, or the day of a time; None for a day that no calendar has."""
    try:
        return datetime.strptime(written[:8], "%Y%m%d").date() if _is_time(written) else None
    except ValueError:
        return None


def moment(written: str) -> datetime | None:
    """YYYYMMDDhhmmss, Swedish time; None for an hour that no clock shows."""
    try:
        found = datetime.strptime(written, "%Y%m%d%H%M%S") if _TIME.fullmatch(written) else None
    except ValueError:
        return None
    return found.replace(tzinfo=SWEDEN) if found else None


def _is_time(written: str) -> bool:
    return bool(_DAY.fullmatch(written) or _TIME.fullmatch(written))


def is_broken_day(written: str) -> bool:
    """Whether something stands where a day should, and is none."""
    return bool(written) and day(written) is None


def local_id(written: str) -> UUID | None:
    """The id that we gave an entry, by itself or after the system it comes from; None when it is another's."""
    found = re.search(r"(?:^|:)([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:/|$)", written, re.ASCII)
    return UUID(found.group(1)) if found else None

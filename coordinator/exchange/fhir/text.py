"""What a person reads of a resource: its facts in words, as XHTML made from escaped text only."""

import re
from collections.abc import Collection, Iterable, Iterator
from html import escape
from uuid import UUID

from coordinator.entity import Attr, Entity, attrs_of, shown
from coordinator.exchange.fhir.elements import Element

Fact = tuple[str, str]
"""A Swedish label and what there is to say under it; without a label the text stands alone."""

KEPT_HERE = frozenset({"note", "on_print", "reveals_location", "position"})
"""Fields no reader elsewhere has use for; ``note`` is the nurse's own and stands on no paper either."""


def facts_of(entry: Entity, *, without: Collection[str] = (), only: Collection[str] = ()) -> Iterator[Fact]:
    """Every field of the entry that says something, with its label; references and `KEPT_HERE` are left out.

    A box that is not ticked says nothing; a question with the answer no does.
    """
    for attr in _told(type(entry)):
        value = getattr(entry, attr.name)
        if value is None or value == "" or (value is False and not attr.optional):
            continue
        if attr.name in without or (only and attr.name not in only):
            continue
        text = (value if isinstance(value, str) else shown(value)).strip()
        if text:
            yield attr.label, text


_TOLD: dict[type[Entity], tuple[Attr, ...]] = {}


def _told(kind: type[Entity]) -> tuple[Attr, ...]:
    """The fields of a kind that a reader elsewhere has use for."""
    if kind not in _TOLD:
        kept = (attr for attr in attrs_of(kind) if attr.name not in KEPT_HERE and attr.value_type is not UUID)
        _TOLD[kind] = tuple(kept)
    return _TOLD[kind]


def narrative(title: str, facts: Iterable[Fact]) -> Element:
    """The words of a resource or section, a heading and a list; more than its elements say ("additional")."""
    told = ((_safe(label), _safe(text)) for label, text in facts)
    lines = [f"<b>{label}:</b> {text}" if label else text for label, text in told if text]
    items = f"<li>{'</li><li>'.join(lines)}</li>" if lines else ""
    body = f"<p>{_safe(title)}</p>" + (f"<ul>{items}</ul>" if items else "")
    return {"status": "additional", "div": f'<div xmlns="http://www.w3.org/1999/xhtml">{body}</div>'}


_SPECIAL = re.compile("[&<>\"'\r\n]")


def _safe(text: str) -> str:
    text = text.strip()
    if not _SPECIAL.search(text):  # as good as always; a record has thousands of texts
        return text
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "<br/>".join(escape(line) for line in lines)

"""What a person reads of a resource: its facts in words, as XHTML made from escaped text only."""

from collections.abc import Collection, Iterable, Iterator
from html import escape
from uuid import UUID

from coordinator.entity import Entity, attrs_of, shown
from coordinator.exchange.fhir.elements import Element

Fact = tuple[str, str]
"""A Swedish label and what there is to say under it; without a label the text stands alone."""

KEPT_HERE = frozenset({"note", "on_print", "reveals_location", "position"})
"""Fields no reader elsewhere has use for; ``note`` is the nurse's own and stands on no paper either."""


def facts_of(entry: Entity, *, without: Collection[str] = (), only: Collection[str] = ()) -> Iterator[Fact]:
    """Every field of the entry that says something, with its label; references and `KEPT_HERE` are left out.

    A box that is not ticked says nothing; a question with the answer no does.
    """
    for attr in attrs_of(type(entry)):
        if attr.name in KEPT_HERE or attr.name in without or (only and attr.name not in only):
            continue
        value = getattr(entry, attr.name)
        if isinstance(value, UUID) or (value is False and not attr.optional):
            continue
        text = shown(value).strip()
        if text:
            yield attr.label, text


def narrative(title: str, facts: Iterable[Fact]) -> Element:
    """The words of a resource or section, a heading and a list; more than its elements say ("additional")."""
    items = "".join(f"<li>{_item(label, text)}</li>" for label, text in facts if text.strip())
    body = f"<p>{_safe(title)}</p>" + (f"<ul>{items}</ul>" if items else "")
    return {"status": "additional", "div": f'<div xmlns="http://www.w3.org/1999/xhtml">{body}</div>'}


def _item(label: str, text: str) -> str:
    return f"<b>{_safe(label)}:</b> {_safe(text)}" if label else _safe(text)


def _safe(text: str) -> str:
    lines = text.strip().replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "<br/>".join(escape(line) for line in lines)

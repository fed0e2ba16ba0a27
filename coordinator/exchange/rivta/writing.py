"""Values become XML: elements in the order their type declares, each in its namespace, none that says nothing."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from coordinator.exchange.rivta.contracts import Contract
from coordinator.exchange.rivta.shapes import RESULT, Leaf, Part, Shape

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

Values = dict[str, Any]
"""What stands in an element, by the names of its parts, in any order: texts, values within, lists of either."""


def to_bytes(contract: Contract, listed: Iterable[Values], log_id: UUID, remark: str = "") -> bytes:
    """The whole answer as it stands in the file; without anything listed it says that all is well and there is none.

    remark: what whoever opens the file must see first.
    """
    from lxml import etree  # slow to import, and needed by nothing else at start

    root = etree.Element(
        f"{{{contract.namespace}}}{contract.answer}", nsmap={"r": contract.namespace, "c": contract.core}
    )
    for values in listed:
        one = etree.SubElement(root, f"{{{contract.namespace}}}{contract.listed}")
        _fill(one, contract.core, contract.shape, values)
    if contract.has_result:
        result = etree.SubElement(root, f"{{{contract.namespace}}}result")
        _fill(result, contract.core, RESULT, {"resultCode": "OK", "logId": str(log_id)})
    if remark:
        root.addprevious(etree.Comment(f" {remark} "))
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _fill(element: "Element", namespace: str, shape: Shape, values: Mapping[str, Any]) -> None:
    unknown = values.keys() - shape.parts.keys()
    if unknown:
        raise KeyError(f"{shape.name} has no {', '.join(sorted(unknown))}")
    for name, part in shape.parts.items():
        found = values.get(name)
        for one in found if isinstance(found, list) else [found]:
            _add(element, f"{{{namespace}}}{name}", namespace, part, one)


def _add(element: "Element", name: str, namespace: str, part: Part, value: Any) -> None:
    """One element; none when it says nothing and may be left out."""
    from lxml import etree

    if isinstance(part.type, Leaf):
        text = _text(value)
        if text:
            etree.SubElement(element, name).text = text
    elif _says_something(value) or part.least:
        _fill(etree.SubElement(element, name), namespace, part.type, value or {})


def _says_something(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(_says_something(part) for part in value.values())
    if isinstance(value, list):
        return any(map(_says_something, value))
    return bool(_text(value))


def _text(value: Any) -> str:
    """A value as it stands in XML, without blanks around it and with one kind of line end."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).replace("\r\n", "\n").replace("\r", "\n").strip()

"""What the contracts ask for and the schemas let pass; and the order of the elements, for where there is no schema.

A fault names the place and the rule, and never repeats what stands there.
"""

import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from coordinator.errors import RuleError
from coordinator.exchange.rivta.care_plans import LARGEST_CONTENT
from coordinator.exchange.rivta.codes import HSA_ID, PERSON_NUMBERS, RESERVNUMMER, is_hsa_id, is_national_reserve
from coordinator.exchange.rivta.contracts import CARE_PLANS, Contract
from coordinator.exchange.rivta.shapes import ALERT_BODIES, RESULT, Leaf, Part, Shape
from coordinator.exchange.rivta.times import is_missing
from coordinator.identity import parse_identity

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CLOCKS_FROM = 1980
"""Since then the hour is leapt over in the same way each spring."""
_LATEST = date(2099, 12, 31)
_OID = re.compile(r"[0-2](?:\.(?:0|[1-9][0-9]*))+", re.ASCII)
_DOCUMENT_ID = "documentId"


def faults(contract: Contract, content: bytes) -> list[str]:
    """What is wrong with a whole answer, in Swedish, each with its place; empty when nothing is."""
    from lxml import etree

    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    return list(_faults(contract, root))


def _faults(contract: Contract, root: "Element") -> Iterator[str]:
    if root.tag != f"{{{contract.namespace}}}{contract.answer}":
        yield f"filen är inte ett svar i {contract.answer}"
        return
    listed = list(root)
    results = [one for one in listed if one.tag == f"{{{contract.namespace}}}result"]
    if contract.has_result:
        if len(results) != 1 or listed[-1] is not results[0]:
            yield "result ska stå sist, en gång"
        for one in results:
            yield from _within(one, contract.core, RESULT, "result")
    for number, one in enumerate((one for one in listed if one not in results), 1):
        place = f"{contract.listed} {number}"
        if one.tag != f"{{{contract.namespace}}}{contract.listed}":
            yield f"{place}: fel element"
            continue
        yield from _within(one, contract.core, contract.shape, place)
        if contract is CARE_PLANS and not _found(one, contract.core, "documentTitle"):
            yield f"{place}: documentTitle saknas"
    yield from _used_twice(root, contract)


def _found(one: "Element", core: str, name: str) -> list[str]:
    return [found.text or "" for found in one.iter(f"{{{core}}}{name}") if (found.text or "").strip()]


def _used_twice(root: "Element", contract: Contract) -> Iterator[str]:
    counts = Counter(_found(root, contract.core, _DOCUMENT_ID))
    if any(count > 1 for count in counts.values()):
        yield f"{_DOCUMENT_ID}: samma id står på flera ställen"


def _within(element: "Element", core: str, shape: Shape, place: str) -> Iterator[str]:
    """What is wrong inside: the elements themselves, their texts, and what the type asks for beside that."""
    names = [str(child.tag).removeprefix(f"{{{core}}}") for child in element]
    order = {name: number for number, name in enumerate(shape.parts)}
    unknown = [name for name in names if name not in order]
    if unknown:
        yield f"{place}: ett element hör inte dit"
        return
    if [order[name] for name in names] != sorted(order[name] for name in names):
        yield f"{place}: elementen står i fel ordning"
    for name, part in shape.parts.items():
        count = names.count(name)
        if count < part.least:
            yield f"{place}: {name} saknas"
        elif part.most is not None and count > part.most:
            yield f"{place}: {name} står flera gånger"
    for name, child in zip(names, element, strict=True):
        yield from _inside(child, core, shape.parts[name], f"{place}, {name}")
    rule = _RULES.get(shape.name)
    if rule is not None:
        texts = {name: (child.text or "").strip() for name, child in zip(names, element, strict=True)}
        yield from (f"{place}: {said}" for said in rule(names, texts))


def _inside(child: "Element", core: str, part: Part, place: str) -> Iterator[str]:
    if isinstance(part.type, Shape):
        yield from _within(child, core, part.type, place)
        return
    text = child.text or ""
    if not text.strip():
        yield f"{place}: är tomt"
    elif not _LEAVES.get(part.type, bool)(text):
        yield f"{place}: {_WRONG[part.type]}"


def _is_time(text: str) -> bool:
    shown = _read(text, "%Y%m%d%H%M%S", 14)
    return shown is not None and not (shown.year >= _CLOCKS_FROM and is_missing(shown))


def _is_day(text: str) -> bool:
    return _read(text, "%Y%m%d", 8) is not None


def _is_clock(text: str) -> bool:
    return _read(text, "%H%M%S", 6) is not None


def _read(text: str, form: str, length: int) -> datetime | None:
    if not re.fullmatch(f"[0-9]{{{length}}}", text):
        return None
    try:
        return datetime.strptime(text, form)
    except ValueError:
        return None


def _is_small(text: str) -> bool:
    try:
        return 0 < len(b64decode(text, validate=True)) <= LARGEST_CONTENT
    except NotBase64:
        return False


_LEAVES: dict[Leaf, Callable[[str], bool]] = {
    Leaf.HSA_ID: is_hsa_id,
    Leaf.TIME: _is_time,
    Leaf.DAY: _is_day,
    Leaf.CLOCK: _is_clock,
    Leaf.YES_NO: lambda text: text in ("true", "false"),
    Leaf.BASE64: _is_small,
}
_WRONG = {
    Leaf.TEXT: "är tomt",
    Leaf.HSA_ID: "är inget HSA-id",
    Leaf.TIME: "är ingen tid som finns",
    Leaf.DAY: "är inget datum som finns",
    Leaf.CLOCK: "är inget klockslag",
    Leaf.YES_NO: "ska vara true eller false",
    Leaf.BASE64: "är större än 100 kB eller går inte att läsa",
}

Texts = dict[str, str]


def _one_body(names: list[str], _texts: Texts) -> Iterator[str]:
    if sum(name in ALERT_BODIES for name in names) != 1:
        yield f"exakt en av {', '.join(ALERT_BODIES)} ska stå där"


def _one_sort(names: list[str], _texts: Texts) -> Iterator[str]:
    if "pharmaceuticalHypersensitivity" in names and "otherHypersensitivity" in names:
        yield "bara en sorts överkänslighet kan stå där"


def _by_code_or_name(names: list[str], _texts: Texts) -> Iterator[str]:
    if "atcSubstance" not in names and not {"nonATCSubstance", "nonATCSubstanceComment"} <= set(names):
        yield "utan ATC-kod ska ämnet och varför koden saknas stå där"


def _value_or_reference(names: list[str], _texts: Texts) -> Iterator[str]:
    if ("value" in names) is ("reference" in names):
        yield "antingen value eller reference ska stå där"


def _code_or_words(names: list[str], texts: Texts) -> Iterator[str]:
    whole = {"code", "codeSystem", "displayName"}
    if "originalText" in names:
        if len(names) > 1:
            yield "originalText ska stå ensamt"
    elif not whole <= set(names):
        yield "en kod ska ha code, codeSystem och displayName"
    elif not _OID.fullmatch(texts["codeSystem"]):
        yield "codeSystem ska vara en OID, utan något före"


def _in_order(names: list[str], texts: Texts) -> Iterator[str]:
    """Texts of this form are in the order of time."""
    if "start" in names and "end" in names and texts["end"] < texts["start"]:
        yield "slutet ligger före början"


def _number_of_kind(kind: str, number: str) -> Iterator[str]:
    """A number whose kind has rules keeps to them."""
    if kind in PERSON_NUMBERS.values():
        expected = next(one for one, oid in PERSON_NUMBERS.items() if oid == kind)
        try:
            is_right = parse_identity(number, _LATEST, expected).number == number
        except RuleError:
            is_right = False
        if not is_right:
            yield "numret stämmer inte, eller är av annan typ"
    elif kind == RESERVNUMMER and not is_national_reserve(number):
        yield "det är inget nationellt reservnummer"
    elif kind == HSA_ID and not is_hsa_id(number):
        yield "det är inget HSA-id"


def _of_person(_names: list[str], texts: Texts) -> Iterator[str]:
    kind = texts.get("type", "")
    yield from _number_of_kind(kind, texts.get("id", ""))
    if kind not in (*PERSON_NUMBERS.values(), RESERVNUMMER):
        yield "typen av nummer är okänd"


def _of_root(_names: list[str], texts: Texts) -> Iterator[str]:
    if not texts.get("extension"):
        yield "extension saknas"
    yield from _number_of_kind(texts.get("root", ""), texts.get("extension", ""))


_RULES: dict[str, Callable[[list[str], Texts], Iterator[str]]] = {
    "AlertInformationBodyType": _one_body,
    "HyperSensitivityType": _one_sort,
    "PharmaceuticalHypersensitivityType": _by_code_or_name,
    "MultimediaType": _value_or_reference,
    "CVType": _code_or_words,
    "TimePeriodType": _in_order,
    "ValidityType": _in_order,
    "DatePeriodType": _in_order,
    "ClockPeriodType": _in_order,
    "PersonIdType": _of_person,
    "IIType": _of_root,
}
"""What a type asks for beside its elements."""

"""A row of a SIP written in one line at the table: "Sover dåligt · Sova hela natten · Sömnskola · Nora Berg · 1 dec".

Reading only sorts what is there, and no word is lost; that who does it is not called is told when the row is added.
"""

import re
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from coordinator.contact import Huvudman
from coordinator.errors import RuleError
from coordinator.quick_intervention import day_told, names_somebody
from coordinator.sip.responsible import participants_meant
from coordinator.swedish import folded

if TYPE_CHECKING:
    from coordinator.record import Record

_DOTTED = re.compile(r"[·•;|\t\n]| [-–—] ")
"""What sets the parts of a line apart; where there is none of it, commas do."""
_COMMA = re.compile(r",(?!\d)")

_HUVUDMAN = {folded(one.label): one for one in Huvudman} | {
    "regionen": Huvudman.REGION, "kommunen": Huvudman.KOMMUN, "staten": Huvudman.STATE,
}  # fmt: skip
_TEXTS = ("need", "goal", "what")
_FEW_TEXTS = {1: ("what",), 2: ("need", "what"), 3: _TEXTS}
"""What the texts of a line are: one tells what is done, two the need as well."""


def decision_from_line(record: "Record", sip_id: UUID, text: str) -> dict[str, Any]:
    """The fields of a row as `add_decision` takes them: "behov · mål · insats · vem · klart", or some of it.

    A huvudman's name may stand among the last two. RuleError for an empty line, and for a day that does not exist.
    """
    dotted = _DOTTED.search(text) is not None
    parts = [" ".join(part.split()) for part in (_DOTTED if dotted else _COMMA).split(text)]
    while parts and not parts[-1]:
        del parts[-1]
    if not parts:
        raise RuleError("Raden är tom", "Skriv ett behov, ett mål eller en insats.", field="what")
    if not all(parts) or (dotted and len(parts) > len(_TEXTS)):
        return _by_place(record, parts)
    texts, rest = _by_sense(record, sip_id, parts, dotted)
    first, others = texts[: len(_TEXTS)], texts[len(_TEXTS) :]
    fields = dict(zip(_FEW_TEXTS[len(first)], first, strict=True)) | rest
    return fields | ({"what": ", ".join((first[-1], *others))} if others else {})


def _by_place(record: "Record", parts: list[str]) -> dict[str, Any]:
    """A line that fills the places in order, with blanks for those that are not said."""
    fields: dict[str, Any] = {name: part for name, part in zip(_TEXTS, parts, strict=False) if part}
    for part in filter(None, parts[len(_TEXTS) :]):
        found = _day_or_huvudman(record.today, part, fields)
        if not found and "responsible" in fields:
            raise RuleError("Datumet går inte att läsa", "Skriv det som 1 dec, 2026-12-01 eller om 2 veckor.",
                            field="due")  # fmt: skip
        fields |= found or {"responsible": part}
    return fields


def _by_sense(record: "Record", sip_id: UUID, parts: list[str], dotted: bool) -> tuple[list[str], dict[str, Any]]:
    """The texts of a line, and what its last parts tell beside them: who, whose and until when."""
    fields: dict[str, Any] = {}
    texts = parts
    for part in reversed(parts[1:]):
        found = _day_or_huvudman(record.today, part, fields)
        if not found and "responsible" not in fields and _tells_who(record, sip_id, part, dotted):
            found = {"responsible": part}
        if not found:
            break
        fields |= found
        texts = texts[:-1]
    return texts, fields


def _day_or_huvudman(today: date, part: str, fields: dict[str, Any]) -> dict[str, Any]:
    """The field that the words fill, when it is one of those and not said already."""
    if "huvudman" not in fields and folded(part) in _HUVUDMAN:
        return {"huvudman": _HUVUDMAN[folded(part)]}
    if "due" in fields:
        return {}
    try:
        due = day_told(part, today)
    except RuleError as error:
        raise RuleError(error.title, error.message, field="due") from None
    return {"due": due} if due else {}


def _tells_who(record: "Record", sip_id: UUID, part: str, dotted: bool) -> bool:
    """Whether the words tell somebody. Every part of a dotted line may begin with a capital: there it says nothing."""
    said = f"{part[:1].lower()}{part[1:]}" if dotted else part
    return bool(participants_meant(record, sip_id, part)) or names_somebody(record, said)

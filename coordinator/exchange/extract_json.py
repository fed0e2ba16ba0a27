"""The registerutdrag as a file that the person's other programs can read (JSON): the same facts as on the paper.

Each field stands under its name in the program, with its Swedish label, in words and as the value itself (GDPR articles
15 and 20). What is protected and what may not be shown is told of and not told, just as on the paper.
"""

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from coordinator import __version__
from coordinator.documents.extract_content import (
    Extract,
    ToldEntry,
    extract_of,
    extract_texts,
    made_by,
    rights,
    why,
)
from coordinator.documents.phrases import identity
from coordinator.entity import plain
from coordinator.kinds import KINDS
from coordinator.protection import hides_anything
from coordinator.record import Record
from coordinator.swedish import SWEDEN

MARK = "hallpunkt_extract"
SCHEMA = 1


def extract_json(record: Record) -> bytes:
    """The file, in UTF-8."""
    extract = extract_of(record)
    content = {
        MARK: SCHEMA,
        "title": "Registerutdrag",
        "about": _about(extract.record),
        "warnings": list(_warnings(record, extract)),
        "counts": {kind.KIND: len(extract.record.all(kind)) for kind in KINDS},
        "handed_out": [
            {"day": one.day, "what": one.what, "to": one.to, "ground": one.ground, "by": one.by}
            for one in extract.handed_out
        ],
        "kinds": [
            {"kind": kind.KIND, "title": kind.TITLE, "entries": [_entry(one) for one in found]}
            for kind, found in groupby(extract.entries, key=lambda one: one.kind)
        ],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _about(record: Record) -> dict[str, Any]:
    texts = extract_texts()
    return {
        "person": record.patient.name,
        "number": identity(record),
        "program": f"Hållpunkt {__version__}",
        "made_at": record.now.astimezone(SWEDEN).isoformat(timespec="seconds"),
        "made_by": made_by(record),
        "practice": record.practice,
        "what": texts["what"],
        "why": why(record),
        "rights": rights(record),
        "elsewhere": texts["elsewhere"],
        "unsaid": texts["unsaid"],
    }


def _warnings(record: Record, extract: Extract) -> Iterator[str]:
    """What of the record is not told, and whom to ask."""
    if hides_anything(record):
        yield extract_texts()["protected"]
    if any(one.not_shown for one in extract.entries):
        yield extract_texts()["not_shown"]


def _entry(one: ToldEntry) -> dict[str, Any]:
    entry: dict[str, Any] = {"id": str(one.entry_id), "number": one.number, "name": one.title}
    if one.not_shown:
        entry["not_shown"] = True
    entry["facts"] = [_fact(told.name, told.label, told.words, told.value) for told in one.told]
    if one.withheld:
        entry["withheld"] = list(one.withheld)
    return entry


def _fact(name: str, label: str, words: str, value: Any) -> dict[str, Any]:
    fact = {"field": name, "label": label, "words": words}
    return fact if value is None else fact | {"value": plain(value)}

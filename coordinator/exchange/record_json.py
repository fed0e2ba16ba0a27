"""record.json: one patient's whole record in a file of our own, written and read from the declarations of the entries.

It holds every entry as it stands, and not the history or the access log, which belong to the vault. What is protected
is left out unless the whole record is asked for. Everything but ``provenance`` is the same for the same record, byte
for byte, in whatever vault it lies.
"""

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from coordinator import __version__
from coordinator.entity import Attr, Code, Coding, Entity, attrs_of, plain
from coordinator.errors import ImportRefused
from coordinator.kinds import BY_NAME, KINDS, SCHEMA
from coordinator.protection import shareable
from coordinator.record import Record
from coordinator.swedish import SWEDEN

MARK = "hallpunkt_record"
LARGEST = 20 * 1024 * 1024
"""Bytes. A record of 120 contacts is some hundred thousand; nothing ours comes near."""

_LONGEST_NAME = 120
_NATIONAL_CODE = re.compile(r"[A-Z][0-9]{0,2}", re.ASCII)
"""A value of this form may be told of: nobody is called so. A longer one could be a name in the wrong place."""

_PARTS = {MARK, "provenance", "complete", "patient_id", "entries"}


@dataclass(frozen=True)
class TakenOut:
    """A record read from a file: its entries with version 0, and what the file says of itself.

    complete: nothing was left out, for the sake of protection or by choice. practice: the people are invented.
    schema: the number of the shape the file was written in; what is younger than that it cannot say. origin, made_on,
    unit: who made it, on which day and where, as it says.
    """

    patient_id: UUID
    entries: tuple[Entity, ...] = field(repr=False)
    complete: bool
    practice: bool
    schema: int
    origin: str = field(default="", repr=False)
    made_on: date | None = None
    unit: str = field(default="", repr=False)


def record_json(record: Record, *, everything: bool = False, whole: bool = True) -> bytes:
    """The file, in UTF-8. everything: also what is protected, as when the record moves within the clinic.

    whole: not when something has been left out of ``record`` before, which the file then says of itself.
    """
    shared = record if everything else shareable(record)
    content = {
        MARK: SCHEMA,
        "provenance": {
            "program": f"Hållpunkt {__version__}",
            "exported_at": record.now.astimezone(SWEDEN).isoformat(timespec="seconds"),
            "by": {"name": record.actor.name, "title": record.actor.title, "unit": record.actor.unit},
            "log": record.head,
            "practice": record.practice,
        },
        "complete": whole and shared is record,
        "patient_id": str(record.patient_id),
        "entries": {kind.KIND: [_written(entry) for entry in shared.all(kind)] for kind in KINDS},
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _written(entry: Entity) -> dict[str, Any]:
    return {"id": str(entry.id)} | {attr.name: plain(getattr(entry, attr.name)) for attr in attrs_of(type(entry))}


def read_record_json(content: bytes) -> TakenOut:
    """What a file holds. ImportRefused says what is wrong with it and where, without a word of its content."""
    whole = _parsed(content)
    schema = whole[MARK]
    entries: list[Entity] = []
    seen: set[UUID] = set()
    patient_id = _read(UUID, whole["patient_id"], "patient_id")
    kinds = whole["entries"]
    if type(kinds) is not dict or not set(kinds) <= set(BY_NAME):
        raise _refused("Filen har poster av ett slag som programmet inte känner till.")
    gone = [kind.TITLE for kind in KINDS if kind.KIND not in kinds and schema >= kind.SINCE]
    if gone:
        raise _refused(f"En del av filen saknas ({gone[0].lower()}).")
    for name, listed in kinds.items():
        if type(listed) is not list:
            raise _not_ours(name)
        for number, written in enumerate(listed, 1):
            entry = _entry(BY_NAME[name], written, f"{name}, post {number}", patient_id, schema)
            if entry.id in seen:
                raise _refused(f"Samma post står två gånger ({name}, post {number}).")
            seen.add(entry.id)
            entries.append(entry)
    if [entry.id for entry in entries if entry.KIND == "patient"] != [patient_id]:
        raise _refused("Filen ska handla om en enda patient, och patientens egen post ska finnas i den.")
    said = whole["provenance"]
    practice = said.get("practice") is True
    by = said["by"] if type(said.get("by")) is dict else {}
    return TakenOut(
        patient_id, tuple(entries), whole["complete"], practice, schema, _origin(by), _made_on(said),
        _shown(by.get("unit")),
    )  # fmt: skip


def _origin(by: dict[str, Any]) -> str:
    """Who made the file: "SMO-mottagningen (Anna Lind, kontaktsjuksköterska)"; only what can be shown and kept."""
    name, title, unit = (_shown(by.get(part)) for part in ("name", "title", "unit"))
    person = ", ".join(part for part in (name, title) if part)
    return f"{unit} ({person})" if unit and person else unit or person


def _shown(text: Any) -> str:
    if type(text) is not str:
        return ""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())[:_LONGEST_NAME]


def _made_on(said: dict[str, Any]) -> date | None:
    """The day in Sweden, when the file says a moment with its zone."""
    try:
        made = datetime.fromisoformat(said["exported_at"])
        return made.astimezone(SWEDEN).date() if made.tzinfo else None
    except (KeyError, ValueError, TypeError, OverflowError):
        return None


def _parsed(content: bytes) -> dict[str, Any]:
    """The file as JSON with the parts it must have."""
    if len(content) > LARGEST:
        raise _refused("Filen är för stor för att vara en patients uppgifter från Hållpunkt.")
    if not content.strip():
        raise _refused("Filen är tom.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refused("Filen är inte text i UTF-8. Är det rätt fil?") from None
    try:
        whole = json.loads(text, object_pairs_hook=_without_doubles, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        if f'"{MARK}"' in text[:200]:
            raise _refused("Filen är avkortad eller ändrad: slutet saknas. Exportera den en gång till.") from None
        raise _refused("Det är inte en fil som Hållpunkt har exporterat (export record).") from None
    if type(whole) is not dict or MARK not in whole:
        raise _refused("Det är inte en fil som Hållpunkt har exporterat (export record).")
    schema = whole[MARK]
    if type(schema) is not int or schema < 1:
        raise _not_ours(MARK)
    if schema > SCHEMA:
        raise ImportRefused(
            "Filen är gjord av en nyare version", "Uppdatera programmet på den här datorn och importera igen."
        )
    if set(whole) != _PARTS or type(whole["complete"]) is not bool or type(whole["provenance"]) is not dict:
        raise _not_ours("början")
    return whole


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("the same name twice")
    return found


def _refuse_constant(name: str) -> Any:
    raise ValueError(name)  # NaN and Infinity are not JSON


def _entry(kind: type[Entity], written: Any, where: str, patient_id: UUID, schema: int) -> Entity:
    if type(written) is not dict or "id" not in written:
        raise _not_ours(where)
    declared = {attr.name: attr for attr in attrs_of(kind)}
    unknown = sorted(set(written) - set(declared) - {"id"})
    if unknown:
        raise _refused(f"Ett fält i {where} är okänt. Inget tas in till hälften.")
    values = {
        name: _value(declared[name], value, f"{where}, {name}") for name, value in written.items() if name != "id"
    }
    missing = [name for name, attr in declared.items() if name not in values and attr.since <= schema]
    if missing:
        raise _refused(f"Fältet {missing[0]} saknas i {where}.")
    return kind(id=_read(UUID, written["id"], where), patient_id=patient_id, **values)


def _value(attr: Attr, value: Any, where: str) -> Any:
    if value is None and attr.optional:
        return None
    if attr.value_type is tuple:
        if type(value) is not list:
            raise _not_ours(where)
        return tuple(_listed(attr, attr.item_type or str, part, where) for part in value)
    return _listed(attr, attr.value_type, value, where)


def _listed(attr: Attr, value_type: type, value: Any, where: str) -> Any:
    """A value; of a closed list one that is in it, else the refusal says which list, and what to do."""
    if issubclass(value_type, Code) and type(value) is str:
        known = [code.stored for code in value_type]
        if value not in known:
            said = f"Värdet {value}" if _NATIONAL_CODE.fullmatch(value) else "Ett värde"
            has = f" Listan har {', '.join(known)}." if all(map(_NATIONAL_CODE.fullmatch, known)) else ""
            raise _refused(
                f"{said} finns inte i den slutna listan {attr.label} ({where}).{has} Filen är ändrad eller gjord av "
                "ett annat program: be den som gjorde den att exportera den igen."
            )
    return _read(value_type, value, where)


def _read(value_type: type, value: Any, where: str) -> Any:
    """The inverse of `coordinator.entity.plain`, and nothing but what it writes."""
    found: Any = None
    try:
        if value_type in (str, int, bool):
            found = value if type(value) is value_type else None
        elif value_type is Coding:
            found = Coding(**value)
            if not all(type(part) is str for part in value.values()):
                found = None
        elif issubclass(value_type, Code):
            found = value_type.of(value)
        elif value_type is UUID:
            found = UUID(value)
        elif value_type in (date, datetime, time):
            found = value_type.fromisoformat(value)
        if (
            found is not None
            and plain(found) == value
            and getattr(found, "tzinfo", None) is (UTC if value_type is datetime else None)
        ):
            return found
    except (ValueError, TypeError, AttributeError, OverflowError):
        pass
    raise _not_ours(where)


def _refused(why: str) -> ImportRefused:
    return ImportRefused("Filen kan inte tas in", f"{why} Inget har ändrats.")


def _not_ours(where: str) -> ImportRefused:
    return _refused(f"Den är inte som programmet skriver den ({where}).")

"""What a registerutdrag tells, before it becomes a paper or a file: the same facts, whichever it becomes.

It is read from the declarations, so that a new field or kind of entry is told by itself. Like every paper it begins
with what may be shown: what is protected is named, never told, since one parent may ask for an extract that tells where
the other lives. Of what the patient may not see it is told that it exists, and who decides.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Any
from uuid import UUID

from coordinator.contact import Assignment, holders
from coordinator.disclosure import Disclosure, disclosures
from coordinator.entity import Attr, Coding, Entity, attrs_of, shown
from coordinator.entry_name import name_of
from coordinator.gap_silence import GapSilence
from coordinator.journal_entry import JournalEntry
from coordinator.kinds import KINDS
from coordinator.person import Patient
from coordinator.protection import may_show, shareable
from coordinator.record import Record
from coordinator.related_person import RelatedPerson
from coordinator.umi.row import AlertInformation

NOT_SHOWN = "Står inte här"
"""What an entry is called that the patient may not see, and the label over why nothing of it is told."""

_KEPT_PAPER = '{"hallpunkt_document":'
_KEPT_WHOLE = "Papperet är bevarat som det var. Be om en kopia."


@dataclass(frozen=True)
class Told:
    """One field that says something: its name in the program, its Swedish label, in words, and the value itself.

    value: None where the words stand for a whole paper that is kept as it was.
    """

    name: str
    label: str
    words: str = field(repr=False)
    value: Any = field(repr=False)


@dataclass(frozen=True)
class ToldEntry:
    """An entry: its kind, its number among those of the kind (of ``many``), what it is called, and its fields.

    withheld: the labels of the fields that hold what is protected. not_shown: nothing of it is told to the patient.
    """

    entry_id: UUID
    kind: type[Entity]
    number: int
    many: int
    title: str = field(repr=False)
    told: tuple[Told, ...] = field(repr=False)
    withheld: tuple[str, ...] = ()
    not_shown: bool = False


@dataclass(frozen=True)
class Handed:
    """Something that was handed out: when, what, to whom, on which ground and by whom, in words."""

    day: str
    what: str = field(repr=False)
    to: str = field(repr=False)
    ground: str = field(repr=False)
    by: str = field(repr=False)


@dataclass(frozen=True)
class Extract:
    """All of it. record: what may be shown, from which it is read."""

    record: Record = field(repr=False)
    entries: tuple[ToldEntry, ...] = field(repr=False)
    handed_out: tuple[Handed, ...] = field(repr=False)


@cache
def extract_texts() -> dict[str, Any]:
    """The sentences that stand around the facts."""
    path = files("resources") / "texts" / "record_extract.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def extract_of(whole: Record) -> Extract:
    """What the extract of ``whole`` tells as it is now."""
    record = _without_words(shareable(whole))
    held = {entry.id: entry for found in whole.entries.values() for entry in found}
    return Extract(record, tuple(_entries(record, held)), tuple(map(_handed, disclosures(record))))


def why(record: Record) -> list[str]:
    """Who answers for the facts, why they exist, where they come from and how long they are kept."""
    unit = record.actor.unit.strip() or "mottagningen"
    return [text.format(unit=unit) for text in extract_texts()["why"]]


def rights(record: Record) -> list[str]:
    """What whoever reads it can ask for, and whom."""
    return [text.format(whom=_whom_to_ask(record)) for text in extract_texts()["rights"]]


def made_by(record: Record) -> str:
    """Who made it."""
    actor = record.actor
    return ", ".join(part.strip() for part in (actor.name, actor.title, actor.unit) if part.strip())


def _whom_to_ask(record: Record) -> str:
    """The fast vårdkontakt with her number, else the clinic."""
    for _, contact in holders(record, Assignment.FIXED_CARE_CONTACT):
        if may_show(record, contact):
            phone = contact.phone.strip() or contact.switchboard.strip()
            return f"din fasta vårdkontakt, {contact.heading}" + (f", {phone}" if phone else "")
    return "mottagningen"


# What the patient may not see: that it exists is told, and who decides


def _without_words(record: Record) -> Record:
    """The record with no word of such rows, so that neither a heading nor a reference tells them."""
    hidden = {one.id for one in record.all(AlertInformation) if _is_kept_back(one)}
    if not hidden:
        return record
    told = tuple(replace(one, term=NOT_SHOWN) if one.id in hidden else one for one in record.all(AlertInformation))
    in_journal = tuple(
        replace(one, words="", note="") if one.entry_id in hidden else one for one in record.all(JournalEntry)
    )
    return replace(record, entries={**record.entries, AlertInformation: told, JournalEntry: in_journal})


def _is_kept_back(entry: Entity) -> bool:
    return isinstance(entry, AlertInformation) and not entry.for_patient


# The entries


def _entries(record: Record, held: Mapping[UUID, Entity]) -> Iterator[ToldEntry]:
    numbers = {entry.id: at for kind in KINDS for at, entry in enumerate(record.all(kind), 1)}
    names = _names(record, numbers)
    for kind in KINDS:
        found = record.all(kind)
        for entry in found:
            usual = ToldEntry(entry.id, kind, numbers[entry.id], len(found), name_of(entry), ())
            if _is_kept_back(entry):
                yield replace(usual, not_shown=True)
            else:
                told, withheld = _fields(entry, held[entry.id], names)
                yield replace(usual, told=told, withheld=withheld)


def _names(record: Record, numbers: Mapping[UUID, int]) -> dict[UUID, str]:
    """What each entry is called where another refers to it: with its number, when there are several of the kind."""
    return {
        entry.id: f"{name_of(entry)} ({kind.TITLE.lower()} {numbers[entry.id]})" if len(found) > 1 else name_of(entry)
        for kind in KINDS
        if (found := record.all(kind))
        for entry in found
    }


def _fields(
    entry: Entity, held: Entity, names: Mapping[UUID, str]
) -> tuple[tuple[Told, ...], tuple[str, ...]]:  # fmt: skip
    """Every field that says something, and those that are withheld. held: the entry before anything was taken out.

    Of a protected person there is only that there is one: not even what she is to the patient.
    """
    shielded = isinstance(entry, RelatedPerson) and entry.is_protected
    told: list[Told] = []
    withheld: list[str] = []
    for attr in attrs_of(type(entry)):
        if not _is_said(attr, getattr(held, attr.name)):
            continue
        text = _in_words(entry, attr, names).strip()
        if not text or (shielded and attr.name != "name"):
            withheld.append(attr.label)
        else:
            told.append(Told(attr.name, attr.label, text, None if text == _KEPT_WHOLE else getattr(entry, attr.name)))
    return tuple(told), tuple(withheld)


def _is_said(attr: Attr, value: Any) -> bool:
    """Whether there is anything to say: not when it is empty, or a box that is not ticked from the beginning."""
    if value is False and attr.default is False:
        return False
    return bool(shown(value).strip())


def _in_words(entry: Entity, attr: Attr, names: Mapping[UUID, str]) -> str:
    value = getattr(entry, attr.name)
    if isinstance(value, UUID):
        return names.get(value, "En post som är borttagen")
    if attr.item_type is UUID:
        return "\n".join(names.get(one, "En post som är borttagen") for one in value)
    if isinstance(entry, Patient) and attr.name == "identity_number":
        return entry.number_as_written
    if isinstance(entry, GapSilence) and attr.name == "rule":
        return entry.rule_name
    if isinstance(value, Coding):
        parts = (value.code, value.display, value.original_text, value.system, value.system_version)
        return ", ".join(dict.fromkeys(part.strip() for part in parts if part.strip()))
    if isinstance(value, str) and value.startswith(_KEPT_PAPER):
        return _KEPT_WHOLE
    return shown(value)


# What was handed out


def _handed(one: Disclosure) -> Handed:
    return Handed(one.day.isoformat(), one.what, one.to.strip(), _ground(one), one.by)


def _ground(one: Disclosure) -> str:
    """On what it went to somebody else than the patient; nothing when it went to her."""
    if one.paper is not None and one.ground is not None:
        return ": ".join(text for text in (one.ground.label, one.paper.ground_note.strip()) if text)
    if not one.needs_consent:
        return ""
    return "Samtycke" if one.rested_on_consent else "Grunden är inte noterad"

"""The practice record: invented people, laid out around today through the ordinary desk, so every rule is used.

The people are data (`resources/demo`): one JSON file each and one table of contacts. Dates are written from today:
``-5w`` is five weeks ago, ``+1y-2d`` two days less than a year ahead, ``-3d 14:30`` an hour of a day; a day of the
calendar is one that never moves. Born so, a person gets the test number of that day (birth date, 238 for women or 239
for men, check digit), which Skatteverket never gives to anyone. Every kind of entry may stand in a person's file, as a
list under its stored name; ``key`` names an entry that others refer to; a field that may mean any kind says which, as
``sip:hem``.
"""

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from io import StringIO
from typing import Any
from uuid import UUID

from coordinator.careplan import CareGoal, CarePlan, Intervention, establish_plan
from coordinator.change import Add, Change
from coordinator.contact import Contact, ContactRole
from coordinator.contact_log import ContactLogEntry
from coordinator.desk import Desk
from coordinator.entity import Attr, Code, Coding, Entity, attrs_of, new_id
from coordinator.identity import check_digit
from coordinator.journal.rows import journal_rows
from coordinator.journal_entry import JournalEntry, enter_in_journal
from coordinator.kinds import KINDS
from coordinator.person import Patient, register_patient
from coordinator.record import Record
from coordinator.swedish import SWEDEN, add_months

PEOPLE = (
    "nyfodd", "nyupptackt", "skyddad-foralder", "barn", "skottdag", "fettsyra", "fyller-18", "skyddad", "aret-19",
    "dravet", "odiagnostiserad", "120-kontakter", "forvaltare", "inskriven", "vuxen-ny-fvk", "framtidsfullmakt", "tom",
)  # fmt: skip
"""Everybody, from the youngest to the oldest, and last one of whom nothing is known."""

Names = dict[tuple[str, str], UUID]
"""The ids of entries that others refer to, by stored kind and the key in the data."""

_IN_OFFICE_HOURS = ("day", "next_contact")
_FRIDAY = 4
_NEAR_DAYS = 6
_LONG_AGO, _EVENING = timedelta(days=30), time(16, 20)
_STEP = re.compile(r"([+-]\d+)([dwmy])")


@dataclass(frozen=True)
class _Written:
    """An entry as it stands in the data, with the id it gets and the key that others know it by."""

    kind: type[Entity]
    fields: Mapping[str, Any]
    id: UUID
    key: str

    @classmethod
    def of(cls, kind: type[Entity], written: Mapping[str, Any], id: UUID | None = None) -> "_Written":
        fields = {name: value for name, value in written.items() if name != "key"}
        return cls(kind, fields, id or new_id(), written.get("key", ""))


@dataclass(frozen=True)
class PracticePatient:
    """One invented patient: a short name for files, and what she is there to show."""

    patient_id: UUID
    slug: str
    why: str


def fill_practice(desk: Desk, people: Sequence[str] = PEOPLE) -> tuple[PracticePatient, ...]:
    """Put invented patients, all of them if not said, into the vault behind ``desk``; dates lie around its today."""
    contacts = _contacts()
    return tuple(_fill(desk, slug, json.loads(_text(f"{slug}.json")), contacts.get(slug, [])) for slug in people)


def moved(today: date, steps: str) -> date:
    """``today`` moved by steps such as ``+1y-2d``, in the order written; ValueError when they cannot be read."""
    if "".join("".join(step) for step in _STEP.findall(steps)) != steps or not steps:
        raise ValueError(f"not steps from today: {steps}")
    for count, unit in _STEP.findall(steps):
        if unit in "dw":
            today += timedelta(days=int(count) * (7 if unit == "w" else 1))
        else:
            today = add_months(today, int(count) * (12 if unit == "y" else 1))
    return today


def practice_number(born: date, *, woman: bool) -> str:
    """The test number of a day of birth: 12 digits."""
    nine = f"{born:%y%m%d}{238 if woman else 239}"
    return f"{born.year // 100}{nine}{check_digit(nine)}"


def _text(name: str) -> str:
    return (files("resources") / "demo" / name).read_text(encoding="utf-8")


def _contacts() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in csv.DictReader(StringIO(_text("contacts.tsv")), delimiter="\t", quoting=csv.QUOTE_NONE):
        found.setdefault(row.pop("patient"), []).append({name: text for name, text in row.items() if text})
    return found


def _fill(desk: Desk, slug: str, person: dict[str, Any], contacts: list[dict[str, str]]) -> PracticePatient:
    patient_id = desk.begin(_register, person["patient"]).patient_id
    plan_id = new_id()
    if contacts or len(person) > len(("why", "patient")):
        desk.do(patient_id, _everything, person, contacts, plan_id)
    if "establish" in person:
        desk.do(patient_id, establish_plan, plan_id, **person["establish"])
    return PracticePatient(patient_id, slug, person["why"])


def _register(record: Record, /, written: Mapping[str, Any]) -> Change:
    given = dict(written)
    born, sex, number = given.pop("born", None), given.pop("sex", None), given.pop("number", None)
    fields = _values(Patient, given, record.today, {})
    if born:
        fields["birth_date"] = moved(record.today, born)
    if sex:
        number = practice_number(fields["birth_date"], woman=sex == "woman")
    return register_patient(record, number=number, **fields)


def _everything(record: Record, /, person: Mapping[str, Any], contacts: list[dict[str, str]], plan_id: UUID) -> Change:
    """All the rest of one person in one change. Every id is there before any entry, so they may refer either way."""
    found = sorted(_written(person, contacts, plan_id), key=lambda one: KINDS.index(one.kind))
    names = {(one.kind.KIND, one.key): one.id for one in found if one.key}
    added = tuple(
        Add(one.kind(id=one.id, patient_id=record.patient_id, **_values(one.kind, one.fields, record.today, names)))
        for one in found
    )
    days = {one.entry.id: one.entry.day for one in added if isinstance(one.entry, ContactLogEntry)}
    added = tuple(Add(_with_day(one.entry, days)) for one in added)
    title = "Övningspatient ifylld"
    return Change(title, (*added, *_put_in_journal(record.after(Change(title, added)))))


def _with_day(entry: Entity, days: Mapping[UUID, date]) -> Entity:
    """What stands in the journal of a contact begins with the day, which the data cannot know."""
    if isinstance(entry, JournalEntry) and entry.words:
        return replace(entry, words=f"{days[entry.entry_id].isoformat()}: {entry.words}")
    return entry


def _put_in_journal(record: Record) -> Iterator[Add]:
    """Who was named long ago stands in the journal since the evening of that day."""
    named = {row.entry_id: row.day for row in journal_rows(record) if isinstance(row.entry, ContactRole)}
    long_ago = {id: day for id, day in named.items() if day < record.today - _LONG_AGO}
    for step in enter_in_journal(record, [*long_ago]).steps if long_ago else ():
        if isinstance(step.entry, JournalEntry):
            evening = datetime.combine(long_ago[step.entry.entry_id], _EVENING, SWEDEN)
            yield Add(replace(step.entry, entered_at=evening))


def _written(person: Mapping[str, Any], contacts: list[dict[str, str]], plan_id: UUID) -> Iterator[_Written]:
    """The person's entries: lists under the stored names of their kinds, contacts, roles, and one plan as a tree."""
    for kind in KINDS:
        if kind is not Patient:
            yield from (_Written.of(kind, one) for one in person.get(kind.KIND, ()))
    yield from (_Written.of(Contact, one) for one in contacts)
    yield from (_Written.of(ContactRole, _role(one)) for one in person.get("role", ()))
    if "plan" in person:
        yield _Written.of(CarePlan, person["plan"], plan_id)
    for position, one in enumerate(person.get("goals", ()), 1):
        fields = {name: value for name, value in one.items() if name != "interventions"}
        goal = _Written.of(CareGoal, {**fields, "plan_id": plan_id, "position": position})
        yield goal
        for place, step in enumerate(one.get("interventions", ()), 1):
            yield _Written.of(Intervention, {**step, "goal_id": goal.id, "position": place})


def _role(written: Mapping[str, Any]) -> dict[str, Any]:
    informed = written.get("informed", {})
    return {
        "contact_id": written["contact"],
        "assignment": written["role"],
        "start": written["start"],
        "main": written.get("main", written["role"] == "fixed_care_contact"),
    } | {f"informed_{name}": value for name, value in informed.items()}


def _values(kind: type[Entity], written: Mapping[str, Any], today: date, names: Names) -> dict[str, Any]:
    declared = {attr.name: attr for attr in attrs_of(kind)}
    return {name: _value(declared[name], value, today, names) for name, value in written.items()}


def _value(attr: Attr, written: Any, today: date, names: Names) -> Any:
    """What a written value stands for; tables hold all values as text, so ``ja`` and ``6`` are read here too."""
    if attr.refers_to:
        return written if isinstance(written, UUID) else names[attr.refers_to, written]
    if attr.value_type is UUID:
        return _any_kind(written, names)
    if attr.item_type is UUID:
        return tuple(_any_kind(one, names) for one in written)
    if attr.value_type is tuple:
        return tuple(_one(attr.item_type or str, part, today) for part in written)
    found = _one(attr.value_type, written, today)
    return _on_a_weekday(found, today) if attr.name in _IN_OFFICE_HOURS else found


def _any_kind(written: str, names: Names) -> UUID:
    """The entry of a kind that is written before its key."""
    kind, key = written.split(":")
    return names[kind, key]


def _on_a_weekday(day: date, today: date) -> date:
    """No clinic is open on a Saturday: the Monday after, or for what has been the Friday before. Near days stay."""
    over = day.weekday() - _FRIDAY
    if over <= 0 or abs((day - today).days) < _NEAR_DAYS:
        return day
    return day + timedelta(days=3 - over) if day > today else day - timedelta(days=over)


def _one(value_type: type, written: Any, today: date) -> Any:
    if issubclass(value_type, Code):
        return value_type.of(written)
    if value_type is date:
        return moved(today, written) if written[0] in "+-" else date.fromisoformat(written)
    if value_type is time:
        return time.fromisoformat(written)
    if value_type is datetime:
        steps, clock = written.split(" ")
        return datetime.combine(moved(today, steps), time.fromisoformat(clock), SWEDEN)
    if value_type is Coding:
        return Coding(**written)
    if value_type is bool and isinstance(written, str):
        return {"ja": True, "nej": False}[written]
    return int(written) if value_type is int else written

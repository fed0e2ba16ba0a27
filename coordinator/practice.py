"""The practice record: invented people, laid out around today through the ordinary desk, so every rule is used.

The people are data (`resources/demo`): one JSON file each and one table of contacts. Dates are written from today:
``-5w`` is five weeks ago, ``+1y-2d`` two days less than a year ahead. Born so, a person gets the test number of that
day (birth date, 238 for women or 239 for men, check digit), which Skatteverket never gives to anyone.
"""

import csv
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from io import StringIO
from typing import Any
from uuid import UUID

from coordinator.alert import EmergencyInformation
from coordinator.careplan import CareGoal, CarePlan, Intervention, establish_plan
from coordinator.change import Add, Change
from coordinator.consent import Consent
from coordinator.contact import Contact, ContactRole
from coordinator.desk import Desk
from coordinator.diagnosis import RareCondition
from coordinator.entity import Attr, Code, Coding, Entity, attrs_of, new_id
from coordinator.identity import check_digit
from coordinator.person import Patient, register_patient
from coordinator.record import Record
from coordinator.swedish import add_months

PEOPLE = ("120-kontakter", "odiagnostiserad", "skyddad", "barn", "fyller-18", "vuxen-ny-fvk", "nyfodd", "tom")

Names = dict[tuple[str, str], UUID]
"""The ids of entries that others refer to, by stored kind and the key in the data."""

_STEP = re.compile(r"([+-]\d+)([dwmy])")


@dataclass(frozen=True)
class PracticePatient:
    """One invented patient: a short name for files, and what she is there to show."""

    patient_id: UUID
    slug: str
    why: str


def fill_practice(desk: Desk) -> tuple[PracticePatient, ...]:
    """Put every invented patient into the vault behind ``desk``; dates lie around the clock's today."""
    contacts = _contacts()
    return tuple(_fill(desk, slug, json.loads(_text(f"{slug}.json")), contacts.get(slug, [])) for slug in PEOPLE)


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
    """All the rest of one person in one change."""
    names: Names = {}
    entries: list[Entity] = []

    def make(kind: type[Entity], written: Mapping[str, Any], **more: Any) -> Entity:
        given = dict(written)
        key = given.pop("key", None)
        entry = kind(patient_id=record.patient_id, **_values(kind, given, record.today, names), **more)
        if key:
            names[kind.KIND, key] = entry.id
        entries.append(entry)
        return entry

    for written in person.get("rare_condition", ()):
        make(RareCondition, written)
    for written in person.get("emergency_information", ()):
        make(EmergencyInformation, written)
    for written in person.get("consent", ()):
        make(Consent, written)
    for written in contacts:
        make(Contact, written)
    for written in person.get("role", ()):
        make(ContactRole, _role(written))
    if "plan" in person:
        make(CarePlan, person["plan"], id=plan_id)
    for position, written in enumerate(person.get("goals", ()), 1):
        given = dict(written)
        interventions = given.pop("interventions", ())
        goal = make(CareGoal, given, plan_id=plan_id, position=position)
        for place, one in enumerate(interventions, 1):
            make(Intervention, one, goal_id=goal.id, position=place)
    return Change("Övningspatient ifylld", tuple(Add(entry) for entry in entries))


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
        return names[attr.refers_to, written]
    if attr.value_type is tuple:
        return tuple(_one(attr.item_type or str, part, today) for part in written)
    return _one(attr.value_type, written, today)


def _one(value_type: type, written: Any, today: date) -> Any:
    if issubclass(value_type, Code):
        return value_type.of(written)
    if value_type is date:
        return moved(today, written)
    if value_type is Coding:
        return Coding(**written)
    if value_type is bool and isinstance(written, str):
        return {"ja": True, "nej": False}[written]
    return int(written) if value_type is int else written

"""What tests of the domain share: a small record to ask rules about, and a store that keeps records in memory."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from uuid import UUID

import pytest

from coordinator.change import Add, Applied, Change, Edit, Remove, Step
from coordinator.contact import Assignment, Contact, holders
from coordinator.desk import (
    Access,
    Beside,
    Deed,
    Desk,
    FormerVersion,
    LoggedChange,
    PatientRow,
    Touched,
)
from coordinator.diagnosis import Certainty, RareCondition
from coordinator.entity import Attr, Entity, attrs_of, new_id
from coordinator.errors import ConflictError, RuleError
from coordinator.identity import compact
from coordinator.person import Patient
from coordinator.protection import may_show, place_is_secret
from coordinator.record import Actor, Record
from coordinator.settings import AnySetting, Settings
from coordinator.soundness import require_sound
from coordinator.swedish import SWEDEN

TODAY = date(2026, 11, 22)
ACTOR = Actor("Anna Lind", "kontaktsjuksköterska", "SMO-mottagningen")
PATIENT_ID = UUID("11111111-2222-3333-4444-555555555555")
MAJA = Patient(id=PATIENT_ID, patient_id=PATIENT_ID, given_name="Maja", family_name="Lindeskog")


def noon(day: date) -> datetime:
    """Noon in Sweden."""
    return datetime.combine(day, time(12), SWEDEN)


def record_of(*entries: Entity, today: date = TODAY, settings: Settings | None = None) -> Record:
    """A record with these entries, and Maja unless another patient is among them."""
    patients = () if any(isinstance(entry, Patient) for entry in entries) else (MAJA,)
    by_kind: dict[type[Entity], tuple[Entity, ...]] = {}
    for entry in (*patients, *entries):
        by_kind[type(entry)] = (*by_kind.get(type(entry), ()), entry)
    return Record(PATIENT_ID, noon(today), ACTOR, settings or Settings(), by_kind)


def done(record: Record, change: Change) -> Record:
    """The record after the change, if it may be made: what the desk does, without a store."""
    require_sound(record, change)
    return record.after(change)


def later(record: Record, today: date) -> Record:
    """The same record on another day."""
    return replace(record, now=noon(today))


def problems_of(entry: Entity, *others: Entity, today: date = TODAY) -> list[str]:
    """What the entry says is wrong with it in a record where it stands with the others."""
    return list(entry.problems(record_of(entry, *others, today=today)))


def row_of(record: Record) -> PatientRow:
    """The patient's line in the list, as the rules say it of her whole record."""
    patient, contacts = record.patient, record.all(Contact)
    given, family = patient.given_name.strip(), patient.family_name.strip()
    named = [one for one in contacts if one.is_current and may_show(record, one)]
    units = [patient.journal_unit, "" if place_is_secret(record) else patient.health_centre]
    units += [text for one in named for text in (one.organisation, one.unit)]
    conditions = [one for one in record.all(RareCondition) if one.certainty is not Certainty.RULED_OUT]
    return PatientRow(
        id=patient.id,
        name=f"{given} {family}".strip(),
        number=patient.number_as_written if patient.identity_number else "",
        birth_date=patient.birth_date,
        protected=patient.is_protected,
        contacts=len(contacts),
        called=patient.called.strip(),
        sorted_name=f"{family}, {given}" if family and given else family or given,
        former_numbers=patient.former_numbers,
        status=patient.status,
        conditions=tuple(
            f"Misstänkt: {one.text}" if one.certainty is Certainty.SUSPECTED else one.text
            for one in sorted(conditions, key=lambda one: not one.main)
        ),
        units=tuple(dict.fromkeys(unit.strip() for unit in units if unit.strip())),
        coordinators=tuple(
            contact.name.strip()
            for _, contact in holders(record, Assignment.FIXED_CARE_CONTACT)
            if contact.name.strip()
        ),
    )


class MemoryStore:
    """The Records protocol kept in memory, honest about versions, history and undo; the vault's has its own tests."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.noted: list[tuple[Access, UUID | None, str, str]] = []
        self._entries: dict[UUID, Entity] = {}
        self._former: dict[UUID, list[FormerVersion]] = {}
        self._changes: dict[UUID, tuple[UUID, Change, tuple[Step, ...]]] = {}
        self._logged: list[tuple[UUID, LoggedChange]] = []
        self._chosen: dict[str, bool | int | str] = {}
        self._kept: dict[str, str] = {}

    def read(self, patient_id: UUID) -> Record:
        found: dict[type[Entity], tuple[Entity, ...]] = {}
        for entry in self._entries.values():
            if entry.patient_id == patient_id:
                found[type(entry)] = (*found.get(type(entry), ()), entry)
        if Patient not in found:
            raise RuleError("Patienten finns inte", "Pärmen har ingen patient med det numret.")
        return self._record(patient_id, found)

    def blank(self, patient_id: UUID) -> Record:
        return self._record(patient_id, {})

    def _record(self, patient_id: UUID, entries: dict[type[Entity], tuple[Entity, ...]]) -> Record:
        return Record(patient_id, self.now, ACTOR, self.settings(), entries, practice=True)

    def apply(self, patient_id: UUID, change: Change, *, access: Access = Access.CHANGE) -> Applied:
        entries, reversed_steps = dict(self._entries), []
        for step in change.steps:
            if step.entry.patient_id != patient_id:
                raise ValueError("a change may touch one patient's record only")
            reversed_steps.append(_written(entries, step))
        _require_unique(entries.values())
        change_id = new_id()
        for step in change.steps:
            if not isinstance(step, Add):
                because = step.reason if isinstance(step, Remove) else ""
                former = FormerVersion(self._entries[step.entry.id], self.now, ACTOR, change.title, because)
                self._former.setdefault(step.entry.id, []).append(former)
        self._log(patient_id, change, access)
        self._entries = entries
        self._changes[change_id] = (patient_id, change, tuple(reversed(reversed_steps)))
        self.noted.append((access, patient_id, change.title, ""))
        versions = {step.entry.id: step.entry.version + 1 for step in change.steps}
        return Applied(change_id, patient_id, change.title, change.kinds, versions)

    def reversal(self, change_id: UUID) -> tuple[UUID, Change]:
        patient_id, change, steps = self._changes[change_id]
        for step in steps:
            stands = self._entries.get(step.entry.id)
            if (None if stands is None else stands.version) != (None if isinstance(step, Add) else step.entry.version):
                raise ConflictError("Det går inte att ångra", "Posten har ändrats efteråt. Ändra för hand i stället.")
        return patient_id, Change(f"Ångrat: {change.title}", steps)

    def history(self, patient_id: UUID, entry_id: UUID) -> Sequence[FormerVersion]:
        kept = [former for former in self._former.get(entry_id, ()) if former.entry.patient_id == patient_id]
        newest = kept[-1].entry.version + 1 if kept else 0
        return [replace(former, newest=newest) for former in kept]

    def _log(self, patient_id: UUID, change: Change, access: Access) -> None:
        number = len(self._logged) + 1
        touched = tuple(
            Touched(
                type(step.entry),
                step.entry.id,
                step.entry.version + 1,
                _DEEDS[type(step)],
                self._former[step.entry.id][-1] if isinstance(step, Remove) else None,
            )
            for step in change.steps
        )
        because = ", ".join(step.reason for step in change.steps if isinstance(step, Remove))
        logged = LoggedChange(number, self.now, ACTOR, access, change.title, because, touched)
        self._logged.append((patient_id, logged))

    def changes(
        self,
        patient_id: UUID,
        *,
        limit: int,
        before: int | None = None,
        entry_id: UUID | None = None,
        removed: bool = False,
    ) -> Sequence[LoggedChange]:
        found = [one for whose, one in reversed(self._logged) if whose == patient_id]
        found = [one for one in found if before is None or one.number < before]
        if removed:
            found = [one for one in found if any(self._is_gone(each) for each in one.entries)]
        return [one for one in found if entry_id is None or entry_id in [each.id for each in one.entries]][:limit]

    def _is_gone(self, touched: Touched) -> bool:
        return touched.deed is Deed.REMOVED and touched.id not in self._entries

    def patients(self) -> Sequence[PatientRow]:
        self.noted.append((Access.LIST, None, "", ""))
        people = [entry for entry in self._entries.values() if isinstance(entry, Patient)]
        return [row_of(self.read(one.id)) for one in people]

    def find(self, number: str) -> UUID:
        for entry in self._entries.values():
            if isinstance(entry, Patient) and number in (entry.identity_number, *entry.former_numbers):
                return entry.id
        raise RuleError("Patienten finns inte", "Skriv hela numret med tolv siffror.")

    def beside(self, patient_id: UUID) -> Beside:
        others = [entry for entry in self._entries.values() if entry.patient_id != patient_id]
        numbers = [
            compact(number)
            for one in others
            if isinstance(one, Patient)
            for number in (one.identity_number or "", *one.former_numbers)
            if number
        ]
        return Beside(patient_id in self._entries, frozenset(one.id for one in others), frozenset(numbers))

    def note(self, access: Access, *, patient_id: UUID | None = None, what: str = "", reason: str = "") -> None:
        self.noted.append((access, patient_id, what, reason))

    def settings(self) -> Settings:
        return Settings(dict(self._chosen))

    def set_setting(self, setting: AnySetting, value: bool | int | str | None) -> None:
        self._chosen.pop(setting.key, None)
        if value is not None:
            self._chosen[setting.key] = value

    def keep(self, key: str, value: str | None) -> None:
        self._kept.pop(key, None)
        if value is not None:
            self._kept[key] = value

    def kept(self, prefix: str = "") -> Mapping[str, str]:
        return {key: value for key, value in self._kept.items() if key.startswith(prefix)}


_DEEDS: dict[type[Step], Deed] = {Add: Deed.ADDED, Edit: Deed.EDITED, Remove: Deed.REMOVED}


def _written(entries: dict[UUID, Entity], step: Step) -> Step:
    """Do one step on the entries; what takes it back. ConflictError when its entry is not as it was read."""
    stands = entries.get(step.entry.id)
    saved = replace(step.entry, version=step.entry.version + 1)
    if isinstance(step, Add):
        if stands is not None:
            raise ConflictError("Posten finns redan", "Läs om sidan.")
        entries[saved.id] = saved
        return Remove(saved, "Ångrat")
    if stands is None or stands.version != step.entry.version:
        raise ConflictError(f"{step.entry.TITLE} har ändrats", "Någon hann före. Läs om sidan.")
    if isinstance(step, Remove):
        del entries[step.entry.id]
        return Add(replace(stands, version=saved.version))
    entries[saved.id] = saved
    return Edit(replace(stands, version=saved.version))


_unique: dict[type[Entity], tuple[Attr, ...]] = {}
"""The fields of each kind that no two entries may share, looked up once."""


def _require_unique(entries: Iterable[Entity]) -> None:
    taken = set()
    for entry in entries:
        kind = type(entry)
        if kind not in _unique:
            _unique[kind] = tuple(attr for attr in attrs_of(kind) if attr.unique)
        for attr in _unique[kind]:
            value = getattr(entry, attr.name)
            if value is not None and (kind, attr.name, value) in taken:
                raise RuleError("Uppgiften finns redan", f"{attr.label} finns redan hos en annan patient.")
            taken.add((kind, attr.name, value))


@pytest.fixture
def store() -> MemoryStore:
    """An empty store on Sunday 22 November 2026."""
    return MemoryStore(noon(TODAY))


@pytest.fixture
def desk(store: MemoryStore) -> Desk:
    """The desk in front of that store."""
    return Desk(store)


@pytest.fixture
def desk_on() -> Callable[[date], Desk]:
    """Makes a desk before an empty store, on any day."""
    return lambda today: Desk(MemoryStore(noon(today)))

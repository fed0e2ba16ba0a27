"""The store: reads whole records, applies changes in one transaction each, and remembers every former version."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from itertools import compress
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Table,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal_column,
    select,
    update,
)
from sqlalchemy.exc import DBAPIError

from coordinator.change import Add, Applied, Change, Remove, Step
from coordinator.clinic_defaults import in_force
from coordinator.desk import Access, Beside, ContactName, FormerVersion, Found, LoggedChange, PatientRow
from coordinator.entity import Entity, new_id
from coordinator.errors import ConflictError, RuleError
from coordinator.gaps import rule_set_in_force
from coordinator.identity import compact
from coordinator.indicators.fact import Fact
from coordinator.kinds import KINDS
from coordinator.person import Patient
from coordinator.record import Clock, Record
from coordinator.search import LIMIT
from coordinator.settings import SETTINGS, AnySetting, Settings
from coordinator.stored_gap import StoredGap, stored_gaps
from coordinator.swedish import SWEDEN
from coordinator.today.day import Asked, Day
from coordinator.transition.team import Member
from db import access_log, change_list, fact_list, gap_list, history, matter_list, schema, search_index
from db.access_log import AccessLog, Written
from db.contact_list import contact_list
from db.engine import translated
from db.patient_list import patient_list
from db.prepared import Prepared
from db.rows import Row, digest_of, from_row, is_as_written, new_salt, payload_of, to_row
from db.schema import TABLES, kept, setting
from db.transition_list import transition_list


class VaultStore:
    """Keeps the records of one open vault. Used from one thread."""

    def __init__(self, engine: Engine, log: AccessLog, clock: Clock, *, practice: bool = False) -> None:
        self.engine = engine
        self.log = log
        self.clock = clock
        self.practice = practice
        self._settings: Settings | None = None

    # Reading

    def read(self, patient_id: UUID) -> Record:
        """The patient's whole record. FileDamaged when a row is not the one that was last written."""
        with translated(), self.engine.begin() as connection:
            digests = access_log.newest_digests(connection, str(patient_id))
            entries = _entries(connection, patient_id, KINDS, digests)
            if any(digest is not None for digest in digests.values()):
                raise history.not_as_written(None)
            head = access_log.newest(connection)
        if not entries[Patient]:
            raise RuleError("Patienten finns inte", "Pärmen har ingen patient med det numret.")
        return self._record(patient_id, entries, head.mac[:8])

    def blank(self, patient_id: UUID) -> Record:
        """The empty record of a patient who is new."""
        return self._record(patient_id, {}, "")

    def _record(self, patient_id: UUID, entries: dict[type[Entity], tuple[Entity, ...]], head: str) -> Record:
        return Record(
            patient_id,
            self.clock(),
            self.log.actor,
            self.settings(),
            entries,
            practice=self.practice,
            head=head,
        )

    def patients(self) -> Sequence[PatientRow]:
        """Every patient, in Swedish order of family name, read without their records."""
        with translated(), self.engine.begin() as connection:
            now = self.clock()
            self.log.add(connection, now, Access.LIST, what="Patientlista")
            return patient_list(connection, now.astimezone(SWEDEN).date())

    def contact_names(self) -> Sequence[ContactName]:
        """Every contact that holds, of every patient whose care has not ended, read without their records."""
        with translated(), self.engine.begin() as connection:
            self.log.add(connection, self.clock(), Access.LIST, what="Kontaktlista")
            return contact_list(connection)

    def gap_list(self) -> Sequence[StoredGap]:
        """The gaps of every patient whose care has not ended, as they were last found, most serious first."""
        with translated(), self.engine.begin() as connection:
            self.log.add(connection, self.clock(), Access.LIST, what="Luckor")
            return gap_list.gap_list(connection)

    def transition_list(self, until: date) -> Sequence[Member]:
        """What is looked at of the transitions of every patient whose care goes on; what is agreed by ``until``."""
        with translated(), self.engine.begin() as connection:
            self.log.add(connection, self.clock(), Access.LIST, what="Övergångar")
            return transition_list(connection, until)

    def day(self, asked: Asked, *, noted: bool = True) -> Day:
        """The lines of Idag that are asked for, as they were last found; see `coordinator.desk.Store`."""
        by_rules = self._found_by()
        with translated(), self.engine.begin() as connection:
            found = matter_list.day_of(connection, asked, len(self._stale(connection, by_rules)))
            if noted:
                self.log.add(connection, self.clock(), Access.LIST, what="Idag")
            return found

    def facts(self, *, noted: bool = True) -> Sequence[Fact]:
        """What every patient's record says to the indicators, as it was last found; see `coordinator.desk.Store`."""
        with translated(), self.engine.begin() as connection:
            if noted:
                self.log.add(connection, self.clock(), Access.LIST, what="Nyckeltal")
            return fact_list.fact_list(connection)

    def stale_findings(self) -> Sequence[UUID]:
        """The patients looked at on another day, by other rules or settings, before the last change, or never."""
        by_rules = self._found_by()
        with translated(), self.engine.begin() as connection:
            return self._stale(connection, by_rules)

    def _stale(self, connection: Connection, by_rules: str) -> list[UUID]:
        return gap_list.stale(connection, self.clock().astimezone(SWEDEN).date(), by_rules)

    def _found_by(self) -> str:
        """By which rules and settings something would be found now."""
        settings = self.settings()
        return ",".join((rule_set_in_force(), *(str(settings.value(one)) for one in SETTINGS)))

    def renew_findings(self, patient_id: UUID) -> None:
        """Find gaps, lines of Idag and facts of the patient and keep them, from one reading and in one transaction.

        Nothing is kept of one who is not here any more.

        The access log does not tell: nobody sees the record. FileDamaged as when it is read.
        """
        settings, by_rules = self.settings(), self._found_by()
        with translated(), self.engine.begin() as connection:
            digests = access_log.newest_digests(connection, str(patient_id))
            entries = _entries(connection, patient_id, gap_list.ASKED_BY_RULES, digests)
            if not entries[Patient]:
                gap_list.forget(connection, patient_id)
                return
            record = Record(patient_id, self.clock(), self.log.actor, settings, entries, practice=self.practice)
            gap_list.keep(connection, patient_id, stored_gaps(record), record.today, by_rules)
            matter_list.keep(connection, record)
            fact_list.keep(connection, record)

    def search(self, words: str, patient_id: UUID | None = None, *, noted: bool = True, limit: int = LIMIT) -> Found:
        """The newest entries that hold every word, of one patient or of all; see `coordinator.desk.Store`.

        Only the number of former and present rows bounds what it costs: tens of milliseconds in a large vault.
        """
        with translated(), self.engine.begin() as connection:
            if noted:
                what = "Sökning i patientens pärm" if patient_id else "Sökning bland alla patienter"
                self.log.add(connection, self.clock(), Access.SEARCH, patient_id=patient_id, what=what)
            return search_index.find(connection, words, patient_id, limit)

    def rebuild_search(self) -> None:
        """Make what is searched in anew from the entries, in one transaction; a large vault takes a minute."""
        with translated(), self.engine.begin() as connection:
            search_index.rebuild(connection)

    def find(self, number: str) -> UUID:
        """The patient with that identity number, present or former; or whose id begins so. RuleError when none."""
        wanted = compact(number)
        with translated(), self.engine.begin() as connection:
            rows = connection.execute(
                select(_PATIENT.c.id, _PATIENT.c.identity_number, _PATIENT.c.former_numbers)
            ).all()
        hits = [row.id for row in rows if wanted and _answers_to(row, wanted)]
        if len(hits) != 1:
            self.note(Access.SEARCH, what="Flera träffar" if hits else "Ingen träff")
            title = "Numret passar flera patienter" if hits else "Patienten finns inte"
            raise RuleError(title, "Skriv hela numret med tolv siffror. Listan över patienter visar vilka som finns.")
        return UUID(hits[0])

    def beside(self, patient_id: UUID) -> Beside:
        """Whether the patient is here, and the ids and numbers that are other patients'."""
        ids: set[UUID] = set()
        numbers: set[str] = set()
        with translated(), self.engine.begin() as connection:
            for table in TABLES.values():
                others = select(table.c.id).where(table.c.patient_id != str(patient_id))
                ids.update(map(UUID, connection.execute(others).scalars()))
            for row in connection.execute(select(_PATIENT).where(_PATIENT.c.id != str(patient_id))):
                numbers.update(_numbers(row))
            known = connection.execute(select(_PATIENT.c.id).where(_PATIENT.c.id == str(patient_id))).first()
        return Beside(known is not None, frozenset(ids), frozenset(numbers))

    def settings(self) -> Settings:
        """The settings in force in this vault."""
        if self._settings is None:
            with translated(), self.engine.begin() as connection:
                stored = {row.key: row.value for row in connection.execute(select(setting))}
            self._settings = Settings(
                {known.key: _setting_value(known, stored[known.key]) for known in SETTINGS if known.key in stored},
                in_force(),
            )
        return self._settings

    def set_setting(self, changed: AnySetting, value: bool | int | str | None) -> None:
        """Choose a value for one setting; with None no value is chosen any more."""
        with translated(), self.engine.begin() as connection:
            connection.execute(delete(setting).where(setting.c.key == changed.key))
            if value is not None:
                connection.execute(insert(setting), {"key": changed.key, "value": str(value)})
            said = "" if value is None else f" = {value}"
            self.log.add(connection, self.clock(), Access.SETTING, what=f"{changed.key}{said}")
        self._settings = None

    def note(self, access: Access, *, patient_id: UUID | None = None, what: str = "", reason: str = "") -> None:
        """Write a deed that changes nothing in the record into the access log."""
        with translated(), self.engine.begin() as connection:
            self.log.add(connection, self.clock(), access, patient_id=patient_id, what=what, reason=reason)

    # What the screen keeps

    def keep(self, key: str, value: str | None) -> None:
        """Keep a text for the screen under ``key`` in place of what was there; None forgets it.

        The access log does not tell: it is neither a reading nor a change of the record, and a draft is kept while its
        writer is still at the keys.
        """
        with translated(), self.engine.begin() as connection:
            connection.execute(delete(kept).where(kept.c.key == key))
            if value is not None:
                connection.execute(insert(kept), {"key": key, "value": value})

    def kept(self, prefix: str = "") -> Mapping[str, str]:
        """The texts kept under keys that begin with ``prefix``, by key, the one that was kept last at the end."""
        begins = func.substr(kept.c.key, 1, len(prefix)) == prefix
        with translated(), self.engine.begin() as connection:
            rows = connection.execute(select(kept).where(begins).order_by(literal_column("rowid"))).all()
        return {row.key: row.value for row in rows}

    # Writing

    def apply(self, patient_id: UUID, change: Change, *, access: Access = Access.CHANGE) -> Applied:
        """Save a change, its former versions and its log rows in one transaction: all of it or nothing.

        ConflictError when an entry is not any more as it was read.
        """
        change_id, now = new_id(), self.clock()
        with translated():
            try:
                versions = self._apply(patient_id, change, change_id, now, access)
            except DBAPIError as error:
                if not search_index.may_be_damage(error):
                    raise
                try:  # once more without the search index: a damaged one is given up, never the change
                    versions = self._apply(patient_id, change, change_id, now, access, indexed=False)
                except DBAPIError:
                    raise error from None
        return Applied(change_id, patient_id, change.title, change.kinds, versions)

    def _apply(
        self, patient_id: UUID, change: Change, change_id: UUID, now: datetime, access: Access, *, indexed: bool = True
    ) -> dict[UUID, int]:
        versions: dict[UUID, int] = {}
        with self.engine.begin() as connection:
            for step in change.steps:
                if step.entry.patient_id != patient_id:
                    raise ValueError("a change may touch one patient's record only")
                written = _write(connection, step)
                versions[step.entry.id] = written.version
                self.log.add(
                    connection, now, access, patient_id=patient_id, what=change.title,
                    reason=step.reason if isinstance(step, Remove) else "", change_id=change_id, written=written,
                )  # fmt: skip
            gap_list.follow(connection, patient_id, change.steps)
            if indexed:
                search_index.follow(connection, change.steps, now)
            else:
                search_index.give_up(connection)
        return versions

    # History and undo

    def reversal(self, change_id: UUID) -> tuple[UUID, Change]:
        """The change that takes ``change_id`` back; ConflictError when one of its entries has changed since."""
        with translated(), self.engine.begin() as connection:
            return history.reversal(connection, change_id)

    def history(self, patient_id: UUID, entry_id: UUID) -> Sequence[FormerVersion]:
        """What an entry was before, oldest first: each former version, and who saved it when."""
        with translated(), self.engine.begin() as connection:
            return history.versions(connection, patient_id, entry_id)

    def changes(
        self,
        patient_id: UUID,
        *,
        limit: int,
        before: int | None = None,
        entry_id: UUID | None = None,
        removed: bool = False,
    ) -> Sequence[LoggedChange]:
        """The newest changes of a record before the one numbered ``before``, and what was printed or exported of it.

        entry_id: only what happened to that entry. removed: only entries that were taken away and are not back, each
        with what it was.
        """
        with translated(), self.engine.begin() as connection:
            return change_list.changes(
                connection, patient_id, limit=limit, before=before, entry_id=entry_id, removed=removed
            )


_PATIENT = TABLES[Patient]
_LOG = schema.access_log

_NAMES = {kind: tuple(table.c.keys()) for kind, table in TABLES.items()}
_BY_PATIENT = {
    kind: Prepared(select(table).where(table.c.patient_id == bindparam("patient")).order_by(literal_column("rowid")))
    for kind, table in TABLES.items()
}
_LATEST = select(func.max(_LOG.c.entry_version)).where(
    _LOG.c.patient_id == bindparam("patient"), _LOG.c.entry_id == bindparam("entry")
)


@cache
def _which(kinds: tuple[type[Entity], ...]) -> Prepared:
    """Which of the kinds a record has: most have few, and this is cheaper than an empty answer from each table."""
    return Prepared(
        select(*(exists().where(TABLES[kind].c.patient_id == bindparam("patient")).label(kind.KIND) for kind in kinds))
    )


def _entries(
    connection: Connection, patient_id: UUID, kinds: Sequence[type[Entity]], digests: dict[str, str | None]
) -> dict[type[Entity], tuple[Entity, ...]]:
    """The entries of these kinds; their digests are taken out of ``digests``. FileDamaged when one does not fit."""
    entries: dict[type[Entity], tuple[Entity, ...]] = dict.fromkeys(kinds, ())
    (there,) = _which(tuple(kinds)).rows(connection, patient=str(patient_id))
    for kind in compress(kinds, there):
        found = _BY_PATIENT[kind].rows(connection, patient=str(patient_id))
        entries[kind] = tuple([_as_written(kind, dict(zip(_NAMES[kind], row, strict=True)), digests) for row in found])
    return entries


def _as_written(kind: type[Entity], row: Row, digests: dict[str, str | None]) -> Entity:
    if not is_as_written(payload_of(kind, row), row["salt"], digests.pop(row["id"], None)):
        raise history.not_as_written(kind)
    return from_row(kind, row)


def _write(connection: Connection, step: Step) -> Written:
    entry, table = step.entry, TABLES[type(step.entry)]
    if isinstance(step, Add):
        _require_new(connection, entry)
    else:
        _keep_former(connection, table, entry)
    if isinstance(step, Remove):
        connection.execute(delete(table).where(_as_read(table, entry)))
        return Written(entry.KIND, str(entry.id), entry.version + 1, "remove", None)
    row = to_row(entry) | {"version": entry.version + 1, "salt": new_salt()}
    if isinstance(step, Add):
        connection.execute(insert(table), row)
    else:
        connection.execute(update(table).where(_as_read(table, entry)), row)
    operation = "add" if isinstance(step, Add) else "edit"
    digest = digest_of(payload_of(type(entry), row), row["salt"])
    return Written(entry.KIND, row["id"], row["version"], operation, digest)


def _keep_former(connection: Connection, table: Table, entry: Entity) -> None:
    former = connection.execute(select(table).where(_as_read(table, entry))).mappings().first()
    if former is None:
        raise ConflictError(
            f"{entry.TITLE} har ändrats",
            "Någon hann före. Läs om sidan, se vad som är nytt och gör om din ändring.",
        )
    history.keep(connection, type(entry), dict(former))


def _as_read(table: Table, entry: Entity) -> ColumnElement[bool]:
    return and_(
        table.c.id == str(entry.id), table.c.patient_id == str(entry.patient_id), table.c.version == entry.version
    )


def _require_new(connection: Connection, entry: Entity) -> None:
    """Refuse to add what was saved before, unless it goes on from the version at which it was removed."""
    latest = connection.execute(_LATEST, {"patient": str(entry.patient_id), "entry": str(entry.id)}).scalar()
    if (latest or 0) != entry.version:
        raise ConflictError("Posten finns redan", "Någon hann före. Läs om sidan och se vad som är nytt.")


def _numbers(row: Any) -> list[str]:
    """The present and former numbers of a patient."""
    return [compact(number) for number in (row.identity_number or "", *json.loads(row.former_numbers)) if number]


def _answers_to(row: Any, wanted: str) -> bool:
    numbers = _numbers(row)
    if wanted in numbers or (len(wanted) == 10 and any(number.endswith(wanted) for number in numbers)):
        return True
    return len(wanted) >= 8 and row.id.replace("-", "").upper().startswith(wanted)


def _setting_value(known: AnySetting, stored: str) -> bool | int | str:
    if isinstance(known.default, bool):
        return stored == "True"
    return int(stored) if isinstance(known.default, int) else stored

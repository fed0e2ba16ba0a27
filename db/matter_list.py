"""The lines of Idag of all patients as they were last found: kept here, and asked for a part at a time.

They are kept and thrown away with the gaps (`db.gap_list`), which know of whom they are stale.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, exists, func, literal_column, or_, select, true

from coordinator.contact import Assignment, holders
from coordinator.entity import Entity
from coordinator.identity import IdentityType, as_written
from coordinator.journal_entry import BELONGS_IN_JOURNAL, JournalEntry
from coordinator.person import Patient, ProtectedIdentity
from coordinator.protection import place_is_secret
from coordinator.record import Record
from coordinator.swedish import SWEDEN, folded, sort_key
from coordinator.today.day import Asked, Day, DayLine, Part, is_told, part_of
from coordinator.today.finding import matters
from coordinator.today.matter import MatterKind, StoredMatter, kind_stored, stored
from db.found_rows import FoundRows
from db.patient_list import GOES_ON
from db.prepared import Prepared
from db.schema import TABLES, access_log, stored_holder, stored_matter
from db.secret_places import secret_patients


def keep(connection: Connection, record: Record) -> None:
    """Put what is found in the record in the place of what was stored of the patient."""
    patient = str(record.patient_id)
    secret = place_is_secret(record)
    lines: dict[str, tuple[Any, ...]] = {}  # by key: should two have the same, the first is told
    for matter in matters(record, to_journal=_to_journal(connection, patient)):
        one = stored(record.patient_id, matter)
        lines.setdefault(one.key, (*(one.without_words() if secret else one), folded(one.owner)))
    names = {folded(contact.name) for _, contact in holders(record, Assignment.FIXED_CARE_CONTACT)} - {""}
    _LINES.keep(connection, patient, [*lines.values()])
    _HOLDERS.keep(connection, patient, [(patient, name) for name in sorted(names)])


def day_of(connection: Connection, asked: Asked, stale: int) -> Day:
    """The lines asked for, those that are first to be seen first; and how many there are in all.

    All lines are counted in one index, in groups that stand in the same part; only those of the first groups are read.
    """
    found = (_Group.of(asked, row) for row in connection.execute(_counts(asked.me)).all())
    groups = [one for one in found if asked.ahead or is_told(one.part, one.kind, ends=one.ends)]
    wanted = [one for one in groups if one.is_asked_for(asked)]
    parts, kinds = Counter[Part](), Counter[MatterKind]()
    for one in wanted:
        parts[one.part] += one.lines
    for one in groups:
        kinds[one.kind] += one.lines
    return Day(
        lines=_first(connection, asked, wanted),
        parts=parts,
        kinds=kinds,
        late=sum(one.lines for one in groups if one.late),
        waiting=sum(one.lines for one in groups if one.waiting),
        ends=sum(one.lines for one in groups if one.ends),
        in_all=sum(one.lines for one in groups),
        patients=connection.execute(_patients(asked.me)).scalar_one(),
        to_journal=sum(one.many for one in groups if one.kind is MatterKind.JOURNAL),
        stale=stale,
        newest=_newest(connection),
    )


@dataclass(frozen=True)
class _Group:
    """Lines that are of one kind and one day and are alike in what decides where they stand; key: what they share."""

    part: Part
    kind: MatterKind
    day: str | None
    late: bool
    waiting: bool
    ends: bool
    lines: int
    many: int
    key: tuple[Any, ...]

    @staticmethod
    def of(asked: Asked, row: Any) -> "_Group":
        said, kind_name, urgent, waiting, ends, lines, many = row
        day, kind = date.fromisoformat(said) if said else None, kind_stored(kind_name)
        part = part_of(asked, kind, day, urgent=bool(urgent), waiting=bool(waiting))
        late = day is not None and day < asked.today
        return _Group(part, kind, said, late, bool(waiting), bool(ends), lines, many, tuple(row[:5]))

    def is_asked_for(self, asked: Asked) -> bool:
        asked_for = (not asked.late or self.late, not asked.waiting or self.waiting, not asked.ends or self.ends)
        return all(asked_for) and (not asked.kinds or self.kind in asked.kinds)

    @property
    def place(self) -> tuple[Part, str]:
        """Where it stands among the others: what has no day comes last in its part."""
        return self.part, self.day or "9999"


def _first(connection: Connection, asked: Asked, groups: Sequence[_Group]) -> list[DayLine]:
    """The first lines of these groups, no more than are asked for: by day and hour, then in Swedish order of name."""
    chosen: list[_Group] = []
    for _, alike in groupby(sorted(groups, key=lambda one: one.place), key=lambda one: one.place):
        if sum(one.lines for one in chosen) >= asked.limit:
            break
        chosen += alike
    rows = connection.execute(_lines(asked.me), {"groups": json.dumps([[*one.key, one.part] for one in chosen])}).all()
    secret = secret_patients(connection)
    found = sorted((_line(row, secret) for row in rows), key=_order)
    return found[: asked.limit]


def _order(line: DayLine) -> tuple[Any, ...]:
    one = line.matter
    return line.part, one.day_text or "9999", one.clock, _by_name(line.sorted_name), one.patient, one.key


_by_name = lru_cache(10_000)(sort_key)


_LOOKED_BACK = 2_000
"""So many rows of the log tell whether the clock was set back: as many as a few days' work."""


def _newest(connection: Connection) -> date | None:
    """The latest day any of the last rows in the log was written on; the very last is of this visit, by its clock."""
    last = select(access_log.c.at).order_by(access_log.c.seq.desc()).limit(_LOOKED_BACK).subquery()
    said = connection.execute(select(func.max(last.c.at))).scalar()
    return datetime.fromisoformat(said).astimezone(SWEDEN).date() if said else None


def _to_journal(connection: Connection, patient: str) -> int:
    return sum(one.rows(connection, patient=patient)[0][0] for one in _WAITING)


def _line(row: Any, secret: set[str]) -> DayLine:
    part, given, family, kind, number, born, protected, *cells = row
    one = StoredMatter._make(cells)
    given, family = given.strip(), family.strip()
    return DayLine(
        Part(part),
        f"{given} {family}".strip(),
        ", ".join(filter(None, (family, given))),
        as_written(IdentityType.of(kind), number) if number else "",
        date.fromisoformat(born) if born else None,
        ProtectedIdentity.of(protected).protects,
        one.without_words() if one.patient in secret else one,
    )


_M, _P = stored_matter.c, TABLES[Patient].c
_COLUMNS = tuple(column.name for column in stored_matter.c if column.name != "owner_key")
"""Of the table, in the order of the fields of `StoredMatter`."""
_ALIKE = (_M.day, _M.kind, _M.urgent, _M.waiting, _M.ends)
"""What lines of one group share: the first columns of the index that they are counted in."""
_OF: ColumnElement[str] = literal_column("+stored_matter.patient_id")
"""Whose a line is; with the sign no index is looked in for it: that of the groups is the way to the lines."""


def _whose(me: str) -> ColumnElement[bool]:
    if not me:
        return true()
    mine = select(stored_holder.c.patient_id).where(stored_holder.c.name == me)
    return or_(_M.owner_key == me, _OF.in_(mine))


def _counts(me: str) -> Any:
    goes_on = _OF.in_(select(_P.id).where(GOES_ON))
    return select(*_ALIKE, func.count(), func.sum(_M.many)).where(_whose(me), goes_on).group_by(*_ALIKE)


def _patients(me: str) -> Any:
    return select(func.count()).where(GOES_ON, exists().where(_M.patient_id == _P.id, _whose(me)))


def _lines(me: str) -> Any:
    group = func.json_each(bindparam("groups")).table_valued("value")
    shared = [func.json_extract(group.c.value, f"$[{place}]") for place in range(len(_ALIKE) + 1)]
    alike = and_(*(column.is_(said) for column, said in zip(_ALIKE, shared[:-1], strict=True)))
    who = (_P.given_name, _P.family_name, _P.identity_type, _P.identity_number, _P.birth_date, _P.protected_identity)
    return (
        select(shared[-1], *who, *(_M[name] for name in _COLUMNS))
        .select_from(group.join(stored_matter, alike).join(TABLES[Patient], _P.id == _OF))
        .where(_whose(me), GOES_ON)
    )


def _waiting(kind: type[Entity]) -> Any:
    """How many entries of a kind are not in the journal as they now read; both sides stand in indexes."""
    entry, entered = TABLES[kind].c, TABLES[JournalEntry].c
    there = (
        select(1)
        .where(
            entered.patient_id == entry.patient_id, entered.entry_id == entry.id, entered.entry_version == entry.version
        )
        .exists()
    )
    return select(func.count()).where(entry.patient_id == bindparam("patient"), ~there)


_LINES, _HOLDERS = FoundRows(stored_matter), FoundRows(stored_holder)
_WAITING = tuple(Prepared(_waiting(kind)) for kind in BELONGS_IN_JOURNAL)

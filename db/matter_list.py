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
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, bindparam, exists, func, literal_column, or_, select, true

from coordinator.careplan import HandedOutPlan
from coordinator.contact import Assignment, holders
from coordinator.contact_log import ContactLogEntry
from coordinator.identity import IdentityType, as_written
from coordinator.journal.rows import many_beside_log, of_others
from coordinator.journal_entry import JournalEntry
from coordinator.person import Patient, ProtectedIdentity
from coordinator.protection import place_is_secret
from coordinator.record import Record
from coordinator.shared_paper import SharedPaper
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
    for matter in matters(record, to_journal=_to_journal(connection, record)):
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


class _Put(NamedTuple):
    """What of an entry in the journal tells how it stands (`coordinator.journal.rows.Put`)."""

    entry_kind: str
    entry_id: UUID
    entry_version: int
    mark: str


def _to_journal(connection: Connection, record: Record) -> int:
    """As many as the page of the journal has rows: log and papers are counted here, without being read."""
    patient = str(record.patient_id)
    others = json.dumps([str(one) for one in of_others(record)])
    counted = sum(one.rows(connection, patient=patient, others=others)[0][0] for one in _WAITING)
    put = (
        _Put(kind, UUID(id), version, mark)
        for kind, id, version, mark in _PUT_BESIDE_LOG.rows(connection, patient=patient)
    )
    return int(counted) + many_beside_log(record, put)


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


_J, _LOG, _PAPER, _PLAN = (TABLES[kind].c for kind in (JournalEntry, ContactLogEntry, SharedPaper, HandedOutPlan))
_ROW: ColumnElement[int] = literal_column("journal_entry.rowid")
_STANDING_IN_LOG = select(_LOG.id).where(_LOG.patient_id == bindparam("patient"))
# Found in an index, which does not hold the words; only of these the rows themselves are read.
_BESIDE_LOG = select(_ROW).where(_J.patient_id == bindparam("patient"), _J.entry_id.not_in(_STANDING_IN_LOG))
_PUT_BESIDE_LOG = Prepared(
    select(_J.entry_kind, _J.entry_id, _J.entry_version, _J.mark)
    .where(_ROW.in_(_BESIDE_LOG.select_from(TABLES[JournalEntry]).correlate(None)))
    .order_by(_J.entered_at, _ROW)
)
"""What was put there of all but contacts that stand in the log, the earliest first."""


def _waiting(entry: Any, there: ColumnElement[bool]) -> Any:
    """How many entries are not in the journal; both sides stand in indexes. What others wrote stands in theirs."""
    from_others = and_(
        entry.id.in_(_OTHERS), entry.version == literal_column("1"), ~_one(_IS_PUT, _J.entry_id == entry.id)
    )
    return Prepared(select(func.count()).where(entry.patient_id == bindparam("patient"), ~there, ~from_others))


def _one(*those: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether there is one such row; not ``exists()``, which asks for all its columns and leaves the index for them."""
    return select(1).where(*those).exists()


_IS_PUT = _J.patient_id == bindparam("patient")
_OTHERS = select(func.json_each(bindparam("others")).table_valued("value").c.value)
_WAITING = (
    _waiting(_LOG, _one(_IS_PUT, _J.entry_id == _LOG.id, _J.entry_version == _LOG.version)),
    _waiting(_PAPER, _one(_IS_PUT, _J.entry_id == _PAPER.id)),
    _waiting(
        _PLAN,
        or_(
            _one(_IS_PUT, _J.entry_id == _PLAN.id),
            _one(
                _PAPER.patient_id == _PLAN.patient_id, _PAPER.copy_id == _PLAN.id, _PAPER.again == literal_column("0")
            ),
        ),
    ),
)
"""Of the log in the version it now has, of papers that never change at all; a plan with more kept stands with that."""
_LINES, _HOLDERS = FoundRows(stored_matter), FoundRows(stored_holder)

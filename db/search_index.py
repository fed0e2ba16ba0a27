"""The search index: pieces of three signs of every word of every entry, in FTS5 inside the vault, newest day first.

It only chooses candidates; each is read from its own table and asked itself, so the index can be small (no positions,
no text, every piece of an entry once) and can never show what is not there. It is kept in the transaction of each
change, and holds nothing that cannot be made again from the entries: when it fails, the change is saved without it.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from hashlib import blake2b
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, func, insert, inspect, literal_column, select, text
from sqlalchemy.exc import DBAPIError

from coordinator import search
from coordinator.change import Remove, Step
from coordinator.desk import Found, Hit
from coordinator.entity import Attr, Code, Entity
from coordinator.identity import IdentityType, as_written
from coordinator.kinds import BY_NAME, KINDS
from coordinator.person import Patient, ProtectedIdentity
from coordinator.search import Term
from coordinator.swedish import SWEDEN
from db.rows import from_row
from db.schema import SEARCH, SEARCH_TEXT, TABLES, access_log, search_entry, search_state

RULES = 1
"""The number of the rules below by which an entry becomes pieces; another number, and the index is made again."""

_PIECE = 3
_STEP = 3  # every third piece of a word that is looked for: the entries themselves are asked afterwards
_IN_A_DAY = 1 << 24
_FIRST_PRIVATE, _PRIVATE = 0xE000, 0x18FF  # signs that mean nothing to anybody; one more begins each word
_BEGINS = chr(_FIRST_PRIVATE + _PRIVATE)
_AT_ONCE = 400
_MOST_ASKED = 200  # entries that may be asked in one search; it ends there and says that there is more


# Pieces


def _pieces(entry: Entity) -> str:
    """Everything the entry can be found by: the pieces of its words, its codes and whose it is."""
    found = {_mark(str(entry.patient_id))}
    found.update(_code_mark(entry.KIND, attr, code) for attr, code in search.codes_of(entry))
    words = search.own_words(entry)
    found.update(*map(_pieces_of_word, words.split()), *map(_pieces_of_word, search.numbers_in(words)))
    return " ".join(found)


@lru_cache(maxsize=20_000)
def _pieces_of_word(word: str) -> frozenset[str]:
    inside = {word[at : at + _PIECE] for at in range(len(word) - _PIECE + 1)}
    return frozenset(inside | {_BEGINS + word[:2]})


@lru_cache(maxsize=2000)
def _mark(name: str) -> str:
    """A piece that stands for a name and is in no text."""
    number = int.from_bytes(blake2b(name.encode(), digest_size=8).digest())
    signs = []
    for _ in range(_PIECE):
        number, rest = divmod(number, _PRIVATE)
        signs.append(chr(_FIRST_PRIVATE + rest))
    return "".join(signs)


def _code_mark(kind: str, attr: Attr, code: Code) -> str:
    # As it is stored: its label may get other words without the index being made again.
    return _mark(f"{kind}.{attr.name}.{code.stored}")


@cache
def _labels() -> Mapping[str, str]:
    """The words of every code there is, by its mark."""
    found = {}
    for kind in KINDS:
        for attr in search.in_codes(kind):
            for code in search.codes_in(attr):
                found[_code_mark(kind.KIND, attr, code)] = code.label
    return found


def _asked(terms: Sequence[Term], patient_id: UUID | None) -> str:
    """What the index is asked for. Only letters, digits and marks stand between the quotes."""
    wanted = [_any_of(_ways(term)) for term in terms]
    if patient_id is not None:
        wanted.insert(0, _quoted(_mark(str(patient_id))))
    return " AND ".join(wanted)


def _ways(term: Term) -> Iterator[str]:
    yield _all_of([term.text])
    if term.parts:
        yield _all_of(term.parts)
    yield from (_quoted(mark) for mark, label in _labels().items() if search.says(label, term))


def _all_of(words: Iterable[str]) -> str:
    pieces = dict.fromkeys(piece for word in words for piece in _some_pieces(word))
    return f"({' AND '.join(map(_quoted, pieces))})"


def _some_pieces(word: str) -> list[str]:
    if len(word) < _PIECE:
        return [_BEGINS + word]
    last = len(word) - _PIECE
    return [word[at : at + _PIECE] for at in (*range(0, last, _STEP), last)]


def _any_of(ways: Iterable[str]) -> str:
    return f"({' OR '.join(ways)})"


def _quoted(piece: str) -> str:
    return f'"{piece}"'


# Keeping it


def follow(connection: Connection, steps: Sequence[Step], now: datetime) -> None:
    """Bring the index after a change that has just been written, unless it was given up."""
    if not is_sound(connection):
        return
    today = now.astimezone(SWEDEN).date()
    for step in steps:
        if isinstance(step, Remove):
            _drop(connection, step.entry.id)
        else:
            _put(connection, step.entry, today)


def give_up(connection: Connection) -> None:
    """Never touch the index again until it is made anew."""
    if inspect(connection).has_table(search_state.name):
        connection.execute(delete(search_state))


def is_sound(connection: Connection) -> bool:
    """Whether the index is there and made by the rules of today, as far as anybody has met."""
    return connection.execute(select(search_state.c.rules)).scalars().all() == [RULES]


def may_be_damage(error: DBAPIError) -> bool:
    """Whether the error may come of something in the index that is missing or not as it was written."""
    said = str(error.orig).lower()
    return any(words in said for words in _DAMAGE) and "unique constraint" not in said


# The last two are what FTS5 says when what it means to write is there already, or a table of its own is not.
_DAMAGE = ("corruption found", "malformed", "vtable constructor", "no such table", "constraint failed", "logic error")


def _put(connection: Connection, entry: Entity, saved: date) -> None:
    day = (search.day_of(entry) or saved).toordinal()
    place = connection.execute(_PLACE_OF, {"entry": entry.id.bytes}).scalar()
    if place is not None and place // _IN_A_DAY != day:
        _drop(connection, entry.id)
        place = None
    if place is None:
        place = _next_place(connection, day)
        connection.execute(insert(search_entry), {"place": place, "entry_id": entry.id.bytes, "kind": entry.KIND})
    connection.execute(_WRITE, {"place": place, "pieces": _pieces(entry)})


def _next_place(connection: Connection, day: int) -> int:
    last = connection.execute(_LAST_OF_DAY, {"first": day * _IN_A_DAY, "end": (day + 1) * _IN_A_DAY}).scalar()
    return day * _IN_A_DAY if last is None else int(last) + 1


def _drop(connection: Connection, entry_id: UUID) -> None:
    place = connection.execute(_PLACE_OF, {"entry": entry_id.bytes}).scalar()
    if place is not None:
        connection.execute(_DROP_TEXT, {"place": place})
        connection.execute(delete(search_entry).where(search_entry.c.place == place))


_PLACE_OF = select(search_entry.c.place).where(search_entry.c.entry_id == bindparam("entry"))
_LAST_OF_DAY = select(func.max(search_entry.c.place)).where(
    search_entry.c.place >= bindparam("first"), search_entry.c.place < bindparam("end")
)
_WRITE = text("INSERT OR REPLACE INTO search_text (rowid, pieces) VALUES (:place, :pieces)")
_DROP_TEXT = text("DELETE FROM search_text WHERE rowid = :place")


# Making it again


def rebuild(connection: Connection) -> None:
    """Make the index from the entries, whatever state it is in; in one go from the oldest day to the newest."""
    connection.execute(delete(search_state))
    connection.execute(delete(search_entry))
    connection.exec_driver_sql("DROP TABLE IF EXISTS search_text")
    connection.exec_driver_sql(SEARCH_TEXT)
    _place_all(connection)
    after = -1
    while rows := connection.execute(_NEXT_PLACES, {"after": after}).all():
        entries = _read(connection, rows)
        # In the order of their places: FTS5 begins anew at each that is lower than the one before.
        connection.execute(_WRITE, [{"place": row.place, "pieces": _pieces(entries[row.entry_id])} for row in rows])
        after = rows[-1].place
    connection.execute(insert(search_state), {"rules": RULES})


def _place_all(connection: Connection) -> None:
    in_day: defaultdict[int, int] = defaultdict(int)
    for kind, table in TABLES.items():
        saved = (
            select(access_log.c.at)
            .where(access_log.c.patient_id == table.c.patient_id, access_log.c.entry_id == table.c.id)
            .order_by(access_log.c.seq.desc())
            .limit(1)
            .scalar_subquery()
        )
        found = connection.execute(select(table, saved.label("search_saved")).order_by(literal_column("rowid")))
        while rows := found.mappings().fetchmany(_AT_ONCE):
            placed = []
            for row in rows:
                entry = _entry(kind, row)
                if entry is None:
                    continue
                day = (search.day_of(entry) or _day(row["search_saved"])).toordinal()
                placed.append({"place": day * _IN_A_DAY + in_day[day], "entry_id": entry.id.bytes, "kind": kind.KIND})
                in_day[day] += 1
            if placed:
                connection.execute(insert(search_entry), placed)


def _day(at: str | None) -> date:
    # An entry that the log does not know is damaged; the check tells. Here it stands first of all days.
    return datetime.fromisoformat(at).astimezone(SWEDEN).date() if at else date.min


_NEXT_PLACES = (
    select(search_entry).where(search_entry.c.place > bindparam("after")).order_by(search_entry.c.place).limit(_AT_ONCE)
)


def _read(connection: Connection, rows: Iterable[Any]) -> dict[bytes, Entity]:
    """The entries that the rows of the index name, by their ids; those that are not there any more are left out."""
    wanted: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        wanted[row.kind].append(str(UUID(bytes=row.entry_id)))
    found = {}
    for name, ids in wanted.items():
        kind = BY_NAME[name]
        rows_of = connection.execute(_BY_IDS[kind], {"ids": json.dumps(ids)})
        names = tuple(rows_of.keys())
        for values in rows_of:
            entry = _entry(kind, dict(zip(names, values, strict=True)))
            if entry is not None:
                found[entry.id.bytes] = entry
    return found


def _entry(kind: type[Entity], row: Mapping[Any, Any]) -> Entity | None:
    """The entry a row holds; None when the row is not as it was written: then its record and the check tell."""
    try:
        return from_row(kind, row)
    except (KeyError, ValueError, TypeError):
        return None


_BY_IDS = {
    kind: select(table).where(
        table.c.id.in_(select(func.json_each(bindparam("ids")).table_valued("value").c.value))
    )
    for kind, table in TABLES.items()
}  # fmt: skip


# Searching


def find(connection: Connection, typed: str, patient_id: UUID | None, limit: int) -> Found:
    """The newest entries that hold every word; see `coordinator.desk.Store.search`."""
    terms = search.terms_of(typed)
    if not terms:
        return Found(too_short=True)
    try:
        if not is_sound(connection):
            return Found(damaged=True)
        hits, more = _hits(connection, terms, patient_id, limit)
    except DBAPIError as error:
        if not may_be_damage(error):
            raise
        return Found(damaged=True)
    return Found(_told(connection, hits), more=more)


_Answer = tuple[Entity, date, search.Context]


def _hits(
    connection: Connection, terms: tuple[Term, ...], patient_id: UUID | None, limit: int
) -> tuple[list[_Answer], bool]:
    candidates = connection.execute(_MATCHING, {"asked": _asked(terms, patient_id)})
    hits: list[_Answer] = []
    asked = 0
    try:
        while asked < _MOST_ASKED and (rows := candidates.fetchmany(max(limit + 1 - len(hits), 1))):
            asked += len(rows)
            entries = _read(connection, rows)
            for row in rows:
                entry = entries.get(row.entry_id)
                if entry is None or patient_id not in (None, entry.patient_id):
                    continue
                seen = search.look(entry, terms)
                if seen is not None:
                    if len(hits) == limit:
                        return hits, True
                    hits.append((entry, date.fromordinal(row.place // _IN_A_DAY), seen))
        return hits, candidates.fetchone() is not None
    finally:
        candidates.close()


def _told(connection: Connection, answers: Sequence[_Answer]) -> tuple[Hit, ...]:
    """The hits with whose they are."""
    from coordinator.entry_name import name_of

    ids = sorted({str(entry.patient_id) for entry, _day, _context in answers})
    patients = {row.id: row for row in connection.execute(_PATIENTS, {"ids": json.dumps(ids)})}
    found = []
    for entry, day, context in answers:
        patient = patients[str(entry.patient_id)]
        number = patient.identity_number
        found.append(
            Hit(
                patient_id=entry.patient_id,
                patient=f"{patient.given_name.strip()} {patient.family_name.strip()}".strip(),
                number=as_written(IdentityType.of(patient.identity_type), number) if number else "",
                protected=ProtectedIdentity.of(patient.protected_identity).protects,
                kind=type(entry),
                entry_id=entry.id,
                day=day,
                heading=name_of(entry),
                label=context.label,
                text=context.text,
                marks=context.marks,
            )
        )
    return tuple(found)


# The index is walked from its end; what stands in it is looked up as it comes, so nothing is sorted.
_MATCHING = text(
    "SELECT search_entry.place, search_entry.entry_id, search_entry.kind "
    "FROM search_text CROSS JOIN search_entry ON search_entry.place = search_text.rowid "
    "WHERE search_text MATCH :asked ORDER BY search_text.rowid DESC"
)
_PATIENT = TABLES[Patient]
_PATIENTS = select(
    _PATIENT.c.id, _PATIENT.c.given_name, _PATIENT.c.family_name, _PATIENT.c.identity_type,
    _PATIENT.c.identity_number, _PATIENT.c.protected_identity,
).where(_PATIENT.c.id.in_(select(func.json_each(bindparam("ids")).table_valued("value").c.value)))  # fmt: skip


# Checking it


def faults(connection: Connection) -> Iterator[str]:
    """Swedish sentences on what of the index does not match the entries. The entries themselves are not looked at."""
    if not is_sound(connection):
        yield "Sökregistret är inte färdigt. Posterna går att läsa och spara, men sökningen hittar dem inte."
        return
    for name in SEARCH:
        for (said,) in connection.exec_driver_sql(f"PRAGMA integrity_check({name})"):
            if said != "ok":
                yield "Sökregistret är skadat. Posterna själva går att läsa och spara."
                return
    counted = select(search_entry.c.kind, func.count()).group_by(search_entry.c.kind)
    indexed: dict[str, int] = {row[0]: row[1] for row in connection.execute(counted)}
    for kind, table in TABLES.items():
        count = connection.execute(select(func.count()).select_from(table)).scalar_one()
        if count != indexed.pop(kind.KIND, 0):
            yield f"Sökregistret stämmer inte med posterna av slaget {kind.TITLE}."
    by_patient: Counter[str] = Counter()
    for table in TABLES.values():
        counted = select(table.c.patient_id, func.count()).group_by(table.c.patient_id)
        by_patient.update({row[0]: row[1] for row in connection.execute(counted)})
    hers = text("SELECT count(*) FROM search_text WHERE search_text MATCH :mark")
    unlike = [
        patient
        for patient, count in by_patient.items()
        if connection.execute(hers, {"mark": _quoted(_mark(patient))}).scalar_one() != count
    ]
    texts = connection.exec_driver_sql("SELECT count(*) FROM search_text").scalar_one()
    if unlike or indexed or texts != by_patient.total():
        yield f"Sökningen hittar inte allt, eller för mycket, hos {len(unlike)} patienter."

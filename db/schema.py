"""Tables: one for each kind of entry, derived from its declared fields; and the log, history, settings and drafts."""

from typing import Any

from sqlalchemy import (
    BLOB,
    INTEGER,
    TEXT,
    Column,
    Connection,
    ForeignKey,
    Index,
    MetaData,
    Table,
    UniqueConstraint,
    event,
)
from sqlalchemy.types import TypeEngine

from coordinator.contact import Contact
from coordinator.contact_log import ContactLogEntry
from coordinator.entity import Attr, Entity, attrs_of
from coordinator.journal_entry import JournalEntry
from coordinator.kinds import KINDS, SCHEMA
from db.rows import stored_default

__all__ = [
    "SCHEMA", "SEARCH", "SEARCH_TEXT", "TABLES", "TRIGGERS", "access_log", "gap_state", "history", "kept", "metadata",
    "owner", "search_entry", "search_state", "setting", "stored_fact", "stored_gap", "stored_holder", "stored_matter",
]  # fmt: skip

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _column(attr: Attr) -> Column[object]:
    kind: TypeEngine[Any] = INTEGER() if attr.value_type in (int, bool) else TEXT()
    links = [_link(attr.refers_to)] if attr.refers_to else []
    default = stored_default(attr) if attr.since > 1 else None  # what the rows that were there before are given
    given = None if default is None else str(default)
    return Column(attr.name, kind, *links, nullable=attr.optional, server_default=given)


def _link(kind: str) -> ForeignKey:
    # Never CASCADE on what belongs to a patient. Deferred, since one change may write or remove both ends in any order;
    # therefore not RESTRICT either, which SQLite checks at once.
    return ForeignKey(f"{kind}.id", deferrable=True, initially="DEFERRED")


def _table(kind: type[Entity]) -> Table:
    unique = [UniqueConstraint(attr.name) for attr in attrs_of(kind) if attr.unique]
    return Table(
        kind.KIND,
        metadata,
        Column("id", TEXT, primary_key=True),
        Column("patient_id", TEXT, _link("patient"), nullable=False, index=True),
        Column("version", INTEGER, nullable=False),
        Column("salt", BLOB, nullable=False),
        *(_column(attr) for attr in sorted(attrs_of(kind), key=lambda attr: attr.since)),  # later columns come last
        *unique,
    )


TABLES: dict[type[Entity], Table] = {kind: _table(kind) for kind in KINDS}

# What the patient list says of contacts; it is read for all patients, at every unlock, without their other columns.
_LISTED = ("patient_id", "status", "category", "reveals_location", "organisation", "unit")
Index("ix_contact_listed", *(TABLES[Contact].c[name] for name in _LISTED))

# Which notes are not yet in the journal is asked for a whole record at a time, without the notes themselves.
_NOTE, _ENTERED = TABLES[ContactLogEntry].c, TABLES[JournalEntry].c
Index("ix_contact_log_entry_version", _NOTE.patient_id, _NOTE.id, _NOTE.version)
Index("ix_journal_entry_entered", _ENTERED.patient_id, _ENTERED.entry_id, _ENTERED.entry_version)

history = Table(
    "history",
    metadata,
    Column("entry_id", TEXT, primary_key=True),
    Column("version", INTEGER, primary_key=True),
    Column("patient_id", TEXT, nullable=False, index=True),
    Column("kind", TEXT, nullable=False),
    Column("schema", INTEGER, nullable=False),
    Column("payload", TEXT, nullable=False),
    Column("salt", BLOB, nullable=False),
)

# No content stands here: an entry is named by kind, id and version, and sealed by the salted digest of its row.
access_log = Table(
    "access_log",
    metadata,
    Column("seq", INTEGER, primary_key=True, autoincrement=False),
    Column("at", TEXT, nullable=False),
    Column("user_name", TEXT, nullable=False),
    Column("user_title", TEXT, nullable=False),
    Column("unit", TEXT, nullable=False),
    Column("action", TEXT, nullable=False),
    Column("patient_id", TEXT),
    Column("what", TEXT, nullable=False),
    Column("reason", TEXT, nullable=False),
    Column("change_id", TEXT),
    Column("entry_kind", TEXT),
    Column("entry_id", TEXT),
    Column("entry_version", INTEGER),
    Column("operation", TEXT),
    Column("digest", TEXT),
    Column("prev", TEXT, nullable=False),
    Column("mac", TEXT, nullable=False),
    Index("ix_access_log_patient_entry", "patient_id", "entry_id", "seq"),
    Index("ix_access_log_change", "change_id"),
)

setting = Table("setting", metadata, Column("key", TEXT, primary_key=True), Column("value", TEXT, nullable=False))

# What the screen keeps: drafts of half-written entries, where its user was, whom she has pinned. No part of the record.
kept = Table("kept", metadata, Column("key", TEXT, primary_key=True), Column("value", TEXT, nullable=False))

owner = Table(
    "owner",
    metadata,
    Column("id", INTEGER, primary_key=True, autoincrement=False),
    Column("name", TEXT, nullable=False),
    Column("title", TEXT, nullable=False),
    Column("unit", TEXT, nullable=False),
)

# What finds entries by their words (`db.search_index`): made from them, so it can be thrown away and made again.
SEARCH_TEXT = (
    "CREATE VIRTUAL TABLE search_text USING "
    "fts5(pieces, content='', contentless_delete=1, tokenize='ascii', detail='none')"
)


@event.listens_for(metadata, "after_create")
def _create_search_text(_target: MetaData, connection: Connection, **_: object) -> None:
    connection.exec_driver_sql(SEARCH_TEXT)


# Which entry stands at which place in it; later days have higher places.
search_entry = Table(
    "search_entry",
    metadata,
    Column("place", INTEGER, primary_key=True, autoincrement=False),
    Column("entry_id", BLOB, nullable=False),
    Column("kind", TEXT, nullable=False),
    UniqueConstraint("entry_id"),
)

# By which rules it was made; without a row it is not to be trusted.
search_state = Table("search_state", metadata, Column("rules", INTEGER, primary_key=True, autoincrement=False))

# The gaps of every patient as they were last found, for lists over all patients (`db.gap_list`): made from the entries,
# so they can be thrown away and found again. rule: its code; rank: its place among the rules; place: among her gaps.
stored_gap = Table(
    "stored_gap",
    metadata,
    Column("patient_id", TEXT, primary_key=True),
    Column("place", INTEGER, primary_key=True, autoincrement=False),
    Column("rule", TEXT, nullable=False),
    Column("rank", INTEGER, nullable=False),
    Column("title", TEXT, nullable=False),
    Column("why", TEXT, nullable=False),
    Column("verb", TEXT, nullable=False),
    Column("page", TEXT, nullable=False),
    Column("field", TEXT, nullable=False),
    Column("due", TEXT),
    Column("contact_id", TEXT),
    Column("entry_id", TEXT),
)

# The lines of Idag of every patient, found and thrown away with her gaps (`db.matter_list`).
stored_matter = Table(
    "stored_matter",
    metadata,
    Column("patient_id", TEXT, primary_key=True),
    Column("key", TEXT, primary_key=True),
    Column("kind", TEXT, nullable=False),
    Column("title", TEXT, nullable=False),
    Column("why", TEXT, nullable=False),
    Column("verb", TEXT, nullable=False),
    Column("page", TEXT, nullable=False),
    Column("entry_kind", TEXT, nullable=False),
    Column("entry_id", TEXT),
    Column("field", TEXT, nullable=False),
    Column("day", TEXT),
    Column("clock", TEXT, nullable=False),
    Column("urgent", INTEGER, nullable=False),
    Column("waiting", INTEGER, nullable=False),
    Column("ends", INTEGER, nullable=False),
    Column("owner", TEXT, nullable=False),
    Column("should_have", TEXT, nullable=False),
    Column("many", INTEGER, nullable=False),
    Column("owner_key", TEXT, nullable=False),
    # How many there are of each is counted in it, and found by it, without reading the lines themselves.
    Index("ix_stored_matter_counted", "day", "kind", "urgent", "waiting", "ends", "patient_id", "owner_key", "many"),
)

# Who is fast vårdkontakt of whom today, by name as it is compared.
stored_holder = Table(
    "stored_holder", metadata, Column("patient_id", TEXT, primary_key=True), Column("name", TEXT, primary_key=True)
)

# What every patient's record says to the indicators (`coordinator.indicators.fact`).
stored_fact = Table(
    "stored_fact",
    metadata,
    Column("patient_id", TEXT, primary_key=True),
    Column("place", INTEGER, primary_key=True, autoincrement=False),
    Column("kind", TEXT, nullable=False),
    Column("start", TEXT, nullable=False),
    Column("end", TEXT, nullable=False),
    Column("value", INTEGER, nullable=False),
)

# Of which patients gaps, lines and facts are known, by which rules and on which day; a patient without a row has yet to
# be looked at.
gap_state = Table(
    "gap_state",
    metadata,
    Column("patient_id", TEXT, primary_key=True),
    Column("day", TEXT, nullable=False),
    Column("rules", TEXT, nullable=False),
)

SEARCH = ("search_text", "search_entry", "search_state")

TRIGGERS = {
    "access_log_never_changes": (
        "CREATE TRIGGER access_log_never_changes BEFORE UPDATE ON access_log "
        "BEGIN SELECT RAISE(ABORT, 'access log is append-only'); END"
    ),
    "access_log_never_shrinks": (
        "CREATE TRIGGER access_log_never_shrinks BEFORE DELETE ON access_log "
        "BEGIN SELECT RAISE(ABORT, 'access log is append-only'); END"
    ),
}

"""What stands in the journal comes along in a file: neither does all look changed, nor is a real change hidden."""

from dataclasses import replace

from coordinator.change import Change, Edit
from coordinator.contact_log import ContactLogEntry
from coordinator.entity import Entity
from coordinator.journal.carrying import carried_over
from coordinator.journal.rows import JournalState, journal_rows
from coordinator.journal_entry import JournalEntry, enter_in_journal
from coordinator.record import Record
from tests.coordinator.conftest import done, record_of
from tests.coordinator.journal.people import BELONGS, BESIDE, CALL, EVERYTHING, call

OLD = replace(CALL, version=7)


def in_a_file(record: Record) -> list[Entity]:
    """The entries as a file has them: without versions."""
    return [replace(one, version=0) for found in record.entries.values() for one in found]


def taken_in(entries: list[Entity]) -> Record:
    """The record that is made of a file: each entry in its first version."""
    return record_of(*(replace(one, version=1) for one in entries))


def test_what_reads_as_it_stands_there_is_in_also_where_versions_begin_anew() -> None:
    record = record_of(OLD, *(one for one in EVERYTHING if one is not CALL))
    moved = in_a_file(done(record, enter_in_journal(record)))
    assert [row.entry_id for row in journal_rows(taken_in(moved))] == [CALL.id], "as it would be without it"
    assert journal_rows(taken_in(carried_over(moved))) == []
    assert len(journal_rows(taken_in(carried_over(moved)), entered=True)) == len(BELONGS)


def test_what_was_changed_afterwards_is_changed_there_too() -> None:
    """Also when the version that was put there is the one it happens to get."""
    record = done(record_of(CALL, *BESIDE), enter_in_journal(record_of(CALL, *BESIDE)))
    later = record.after(Change("Ändrat", (Edit(replace(CALL, what="Ultraljud", version=2)),)))
    moved = in_a_file(later)
    assert journal_rows(taken_in(moved)) == [], "as it would be without it"
    (row,) = journal_rows(taken_in(carried_over(moved)))
    assert row.state is JournalState.CHANGED and row.before != row.words


def test_what_has_no_mark_has_to_be_looked_at_and_what_is_mended_or_removed_stays_as_it_is() -> None:
    record = done(record_of(CALL), enter_in_journal(record_of(CALL)))
    (put,) = record.all(JournalEntry)
    without = [CALL, replace(put, mark="", words="")]
    assert [one.entry_version for one in carried_over(without) if isinstance(one, JournalEntry)] == [0]
    assert carried_over([put]) == [put]
    mended = replace(put, mark="removed", entry_version=0)
    assert carried_over([CALL, mended]) == [CALL, mended]


def test_beside_what_stands_here_it_gets_the_version_that_stands_here() -> None:
    record = done(record_of(CALL), enter_in_journal(record_of(CALL)))
    (put,) = record.all(JournalEntry)
    here = replace(CALL, version=4)

    def version(*standing: Entity) -> list[int]:
        found = carried_over([replace(CALL, version=0), put], standing)
        return [one.entry_version for one in found if isinstance(one, JournalEntry)]

    assert version(here) == [4]
    assert version(replace(here, what="Annat")) == [0]
    assert version(here, replace(put, entry_version=9)) == [9], "the same one: nothing differs"


def test_few_and_many_and_nothing_else_is_touched() -> None:
    for many in (0, 3, 120):
        notes = [call(what=f"Samtal {number}", version=5) for number in range(many)]
        record = record_of(*notes)
        if many:
            record = done(record, enter_in_journal(record))
        carried = carried_over(in_a_file(record))
        assert [one for one in carried if not isinstance(one, JournalEntry)] == [
            one for one in in_a_file(record) if not isinstance(one, JournalEntry)
        ]
        assert journal_rows(taken_in(carried)) == []
        assert sum(isinstance(one, ContactLogEntry) for one in carried) == many

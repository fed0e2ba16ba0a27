"""What stands in the journal: every note waits until somebody says that it does, and again when it is reworded."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from coordinator.change import Add
from coordinator.contact_log import ContactLogEntry, HelpKind, log_contact
from coordinator.desk import Desk
from coordinator.entity import new_id
from coordinator.entries import edit_entry, remove_entry
from coordinator.errors import RuleError
from coordinator.journal_entry import JournalEntry, enter_in_journal, not_in_journal
from coordinator.person import register_patient
from coordinator.reminder import Reminder
from tests.coordinator.conftest import PATIENT_ID, TODAY, done, noon, problems_of, record_of

FIRST, SECOND = (
    ContactLogEntry(
        patient_id=PATIENT_ID, at=noon(TODAY) - timedelta(days=offset), what=what, helped_with=(HelpKind.MEDIATE,),
        nothing_next=True, version=offset,
    )
    for offset, what in ((2, "Tid för EKG"), (1, "Ringde skolan"))
)  # fmt: skip
REMINDER = Reminder(patient_id=PATIENT_ID, what="Ring", due=TODAY, owner="Anna Lind")


def test_every_note_waits_and_nothing_else_does() -> None:
    assert not_in_journal(record_of(FIRST, REMINDER, SECOND)) == [FIRST, SECOND]
    assert not_in_journal(record_of(REMINDER)) == []


def test_what_somebody_says_stands_there_waits_no_longer() -> None:
    record = record_of(FIRST, SECOND)
    after = done(record, enter_in_journal(record, [SECOND.id], note=" Klistrat in "))
    assert not_in_journal(after) == [FIRST]
    (kept,) = after.all(JournalEntry)
    assert (kept.entry_kind, kept.entry_id, kept.entry_version) == (ContactLogEntry.KIND, SECOND.id, SECOND.version)
    assert (kept.entered_at, kept.entered_by, kept.note) == (noon(TODAY), "Anna Lind", "Klistrat in")
    assert not_in_journal(done(after, enter_in_journal(after))) == []


def test_all_that_wait_are_entered_in_one_change() -> None:
    change = enter_in_journal(record_of(FIRST, SECOND))
    assert [type(step) for step in change.steps] == [Add, Add]
    assert not_in_journal(done(record_of(FIRST, SECOND), change)) == []


def test_a_note_that_is_reworded_waits_again_and_the_former_wording_is_still_known() -> None:
    entered = done(record_of(FIRST), enter_in_journal(record_of(FIRST)))
    reworded = replace(FIRST, what="Tid för EKG och ultraljud", version=FIRST.version + 1)
    record = record_of(reworded, *entered.all(JournalEntry))
    assert not_in_journal(record) == [reworded]
    twice = done(record, enter_in_journal(record))
    assert [one.entry_version for one in twice.all(JournalEntry)] == [FIRST.version, FIRST.version + 1]


@pytest.mark.parametrize("ids", [None, [], [new_id()]])
def test_nothing_that_waits_is_told(ids: list[UUID] | None) -> None:
    entered = done(record_of(FIRST), enter_in_journal(record_of(FIRST)))
    with pytest.raises(RuleError, match="Inget väntar"):
        enter_in_journal(entered, ids)
    with pytest.raises(RuleError, match="Inget väntar"):
        enter_in_journal(entered, [FIRST.id])


def test_only_those_chosen_that_wait_are_entered() -> None:
    change = enter_in_journal(record_of(FIRST, SECOND), [new_id(), FIRST.id, FIRST.id])
    assert [step.entry.entry_id for step in change.steps if isinstance(step.entry, JournalEntry)] == [FIRST.id]


def test_nothing_is_entered_in_the_future() -> None:
    one = JournalEntry(
        patient_id=PATIENT_ID, entry_kind="contact_log_entry", entry_id=FIRST.id, entry_version=1,
        entered_at=noon(TODAY),
    )  # fmt: skip
    assert problems_of(one) == []
    assert problems_of(replace(one, entered_at=noon(TODAY) + timedelta(minutes=1))) == [
        "Införd i journalen ligger i framtiden."
    ]


def test_undo_makes_it_wait_again_and_a_note_that_is_gone_waits_for_nothing(desk: Desk) -> None:
    patient_id = desk.begin(register_patient, given_name="Maja", family_name="Lind").patient_id
    desk.do(patient_id, log_contact, what="Tid för EKG", helped_with=(HelpKind.MEDIATE,), nothing_next=True)
    (note,) = not_in_journal(desk.open(patient_id))
    entered = desk.do(patient_id, enter_in_journal)
    assert not_in_journal(desk.open(patient_id)) == []
    desk.undo(entered.id)
    assert [one.id for one in not_in_journal(desk.open(patient_id))] == [note.id]
    desk.do(patient_id, enter_in_journal)
    desk.do(patient_id, edit_entry, ContactLogEntry, note.id, what="Tid för ultraljud")
    assert [one.id for one in not_in_journal(desk.open(patient_id))] == [note.id]
    desk.do(patient_id, remove_entry, ContactLogEntry, note.id, reason="Fel patient")
    assert not_in_journal(desk.open(patient_id)) == []

"""What is not in the journal: each thing that belongs there once, and again when it reads otherwise or is gone."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from coordinator.careplan import PlanStatus
from coordinator.change import Add, Change, Edit, Remove
from coordinator.consent import Consent
from coordinator.contact import ContactCategory, ContactRole
from coordinator.entity import Entity, new_id
from coordinator.errors import RuleError
from coordinator.journal.rows import JournalRow, JournalState, journal_rows
from coordinator.journal_entry import SETTLED, JournalEntry, enter_in_journal, not_in_journal
from coordinator.person import ProtectedIdentity
from coordinator.record import Record
from coordinator.sip.decision import DecisionStatus
from coordinator.sip.meeting import Presence, SipMeeting, SipMeetingKind
from coordinator.taken_in import FileForm, TakenIn
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, done, later, noon, record_of
from tests.coordinator.journal.people import (
    BELONGS,
    BESIDE,
    CALL,
    CAME,
    CONSENT,
    COPY,
    DECIDED,
    EVERYTHING,
    KARIN,
    MEETING,
    PAPER,
    PLAN,
    ROLE,
    SIP,
    SWAP,
    call,
    consent,
    day,
    paper,
)

WAITING, CHANGED, REMOVED, ENTERED = JournalState


def states(record: Record) -> dict[Any, JournalState]:
    return {row.entry_id: row.state for row in journal_rows(record)}


def only(record: Record) -> JournalRow:
    (row,) = journal_rows(record)
    return row


def saved(record: Record, *entries: Entity) -> Record:
    """The record with these as they are now, each a version later."""
    newer = (Edit(replace(one, version=one.version + 1)) for one in entries)
    return record.after(Change("Ändrat", tuple(newer)))


def entered(*entries: Entity) -> Record:
    record = record_of(*entries)
    return done(record, enter_in_journal(record))


def test_everything_that_belongs_there_waits_the_oldest_first_and_nothing_else() -> None:
    rows = journal_rows(record_of(*EVERYTHING))
    assert [row.entry for row in rows] == [*BELONGS]
    assert {row.state for row in rows} == {WAITING}
    assert [row.day for row in rows] == [day(ago) for ago in (9, 8, 6, 5, 4, 3, 2, 1)]
    assert journal_rows(record_of(*BESIDE)) == []


def test_in_words_each_is_a_fact_a_line() -> None:
    told = {row.kind_title: row.words for row in journal_rows(record_of(*EVERYTHING))}
    assert told == {
        "Samtycke": (
            "2026-11-13: Samtycke, Samordnad individuell plan (SIP): skriftligt av Maja Lindeskog (patienten). "
            "Till: Solskolan. Uppgifter: Planen. Gäller till och med 2027-11-22",
        ),
        "Uppdrag": (
            "2026-11-14: Fast vårdkontakt utsedd: Karin Åhs, sjuksköterska, Neurologen",
            "Information om fast vårdkontakt lämnad 2026-11-15, muntligt, av Anna Lind",
        ),
        "Vårdplan": ("2026-11-16: Vårdplan upprättad, godkänd av Dr Ek", "Deltagare: Maja och hennes mamma"),
        "Utlämnad vårdplan": ("2026-11-17: Vårdplan, version 1 utlämnad till Maja av Anna Lind",),
        "SIP-möte": (
            "2026-11-18: SIP-möte hållet, SIP 1 (på plats)",
            "Deltog: Eva Ek, kurator",
            "Beslut 1: Söka färdtjänst. Ansvarig: Eva Ek, kurator. Klart senast: 2026-12-01",
        ),
        "Utlämnat papper": (
            "2026-11-19: Vårdplan, version 2 utlämnat till Habiliteringen av Anna Lind",
            "Grund för utlämnandet: patienten bad om det",
        ),
        "Övergång": (
            "2026-11-20: Övergång, Barn–vuxen specialistvård, från Barnkliniken: mottagaren har bekräftat 2026-11-20 "
            "(Mona Rehn). Tar över: Mona Rehn, Vuxenkliniken",
        ),
        "Logganteckning": ("2026-11-21: Kl. 12:00. Telefon, utgående (förmedla kontakter). Tid för EKG.",),
    }


def test_who_wrote_it_down_and_what_comes_next_are_said_when_they_tell_something() -> None:
    one = call(by="Bo Ek", nothing_next=False, next_step="Ring igen", next_on=TODAY)
    assert only(record_of(one)).words[1:] == ("Nästa steg: Ring igen. Senast: 2026-11-22", "Antecknat av Bo Ek")


@pytest.mark.parametrize("entry", BELONGS, ids=lambda one: one.KIND)
def test_what_is_entered_is_in_until_it_reads_otherwise(entry: Entity) -> None:
    record = record_of(*BESIDE, PLAN, entry) if entry is not PLAN else record_of(*BESIDE, entry)
    asked = [entry.id]
    after = done(record, enter_in_journal(record, asked))
    assert entry.id not in states(after)
    (row,) = [row for row in journal_rows(after, entered=True) if row.entry_id == entry.id]
    said = next(row.words for row in journal_rows(record) if row.entry_id == entry.id)
    assert (row.state, row.before, row.words) == (ENTERED, said, said)
    assert row.entered is not None and (row.entered.entered_at, row.entered.entered_by) == (noon(TODAY), "Anna Lind")


OTHERWISE: list[tuple[Entity, dict[str, Any]]] = [
    (CALL, {"what": "Tid för ultraljud"}),
    (CONSENT, {"revoked_on": TODAY}),
    (CONSENT, {"excludes": "Diagnosen"}),
    (ROLE, {"end": TODAY}),
    (ROLE, {"informed_on": None}),
    (PLAN, {"approved_by": "Dr Alm"}),
    (MEETING, {"held_on": day(3)}),
    (DECIDED, {"what": "Söka ledsagning"}),
    (CAME, {"presence": Presence.ABSENT}),
    (SWAP, {"receiver": "Nils Ek"}),
    (SWAP, {"dropped_on": TODAY, "dropped_reason": "Flyttar"}),
]


@pytest.mark.parametrize(("entry", "fields"), OTHERWISE)
def test_what_is_said_otherwise_is_changed_and_shows_both(entry: Entity, fields: dict[str, Any]) -> None:
    before = entered(*EVERYTHING)
    now: Any = before.get(type(entry), entry.id)
    row = only(saved(before, replace(now, **fields)))
    assert row.state is CHANGED and row.words and row.before and row.words != row.before
    assert row.entry_id == (entry.id if entry in BELONGS else MEETING.id)


SAME: list[tuple[Entity, dict[str, Any]]] = [
    (CONSENT, {"in_journal_on": None}),
    (PLAN, {"what_matters": "Åka buss själv", "next_review": TODAY}),
    (PLAN, {"status": PlanStatus.REPLACED}),
    (ROLE, {"main": False}),
    (KARIN, {"name": "Karin Berg", "phone": "010-123 45 67"}),
    (MEETING, {"note": "Lång"}),
    (DECIDED, {"status": DecisionStatus.DONE, "result": "Beviljat"}),
    (SWAP, {"first_visit_on": TODAY, "risks": "Nya"}),
]


@pytest.mark.parametrize(("entry", "fields"), SAME)
def test_what_the_line_does_not_say_is_no_change(entry: Entity, fields: dict[str, Any]) -> None:
    before = entered(*EVERYTHING)
    now: Any = before.get(type(entry), entry.id)
    assert journal_rows(saved(before, replace(now, **fields))) == []


def test_what_is_changed_back_and_forth_stands_as_it_last_was_put_there() -> None:
    record = entered(PLAN)
    other = saved(record, replace(PLAN, approved_by="Dr Alm"))
    record = done(other, enter_in_journal(other))
    assert journal_rows(record) == []
    back = saved(record, replace(PLAN, approved_by="Dr Ek", version=2))
    assert only(back).state is CHANGED and only(back).before == (
        "2026-11-16: Vårdplan upprättad, godkänd av Dr Alm", "Deltagare: Maja och hennes mamma"
    )  # fmt: skip


def gone(record: Record, entry: Entity) -> Record:
    return record.after(Change("Borttaget", (Remove(entry),)))


@pytest.mark.parametrize("entry", [CALL, CONSENT, ROLE, PLAN, MEETING, SWAP], ids=lambda one: one.KIND)
def test_what_was_removed_afterwards_is_told_until_the_journal_is_mended(entry: Entity) -> None:
    beside = [one for one in BESIDE if one is not KARIN or entry is ROLE]
    record = gone(entered(*beside, entry), entry)
    row = only(record)
    assert (row.state, row.entry, row.entry_id, row.words, row.day) == (REMOVED, None, entry.id, (), TODAY)
    assert (row.kind_title, row.before) == (entry.TITLE, tuple(record.all(JournalEntry)[0].words.split("\n")))
    mended = done(record, enter_in_journal(record, [entry.id], note="Rättat"))
    assert journal_rows(mended, entered=True) == [] and mended.all(JournalEntry)[-1].mark == SETTLED


def test_what_comes_back_after_the_journal_was_mended_waits_again() -> None:
    for entry in (CALL, PLAN):
        record = gone(entered(entry), entry)
        mended = done(record, enter_in_journal(record))
        back = record_of(replace(entry, version=3), *mended.all(JournalEntry))
        assert states(back) == {entry.id: WAITING}
        assert states(gone(done(back, enter_in_journal(back)), entry)) == {entry.id: REMOVED}


TAKEN_BACK: list[tuple[Entity, dict[str, Any]]] = [
    (PLAN, {"status": PlanStatus.DRAFT}),
    (MEETING, {"held_on": None}),
    (SWAP, {"acknowledged_on": None, "acknowledged_by": ""}),
]


@pytest.mark.parametrize(("entry", "fields"), TAKEN_BACK)
def test_what_has_not_been_after_all_is_to_be_mended_in_the_journal(entry: Entity, fields: dict[str, Any]) -> None:
    record = saved(entered(*BESIDE, entry), replace(entry, **fields))
    assert only(record).state is REMOVED and not_in_journal(record) == []
    mended = done(record, enter_in_journal(record))
    assert journal_rows(mended) == []
    assert states(saved(mended, replace(entry, version=2))) == {entry.id: WAITING}


NOT_YET: list[tuple[Entity, dict[str, Any]]] = [
    (PLAN, {"status": PlanStatus.DRAFT}),
    (PLAN, {"established_on": TODAY + timedelta(days=1)}),
    (ROLE, {"start": TODAY + timedelta(days=1), "informed_on": None}),
    (MEETING, {"held_on": None}),
    (SWAP, {"acknowledged_on": None}),
]


@pytest.mark.parametrize(("entry", "fields"), NOT_YET)
def test_what_has_not_been_does_not_wait(entry: Any, fields: dict[str, Any]) -> None:
    record = record_of(*BESIDE, replace(entry, **fields))
    assert journal_rows(record) == []
    if isinstance(entry, ContactRole):
        assert states(later(record, TODAY + timedelta(days=1))) == {entry.id: WAITING}


def test_a_transition_that_came_to_nothing_waits_too() -> None:
    dropped = replace(SWAP, acknowledged_on=None, dropped_on=day(2), dropped_reason="Familjen flyttar")
    row = only(record_of(dropped))
    assert (row.state, row.day) == (WAITING, day(2))
    assert row.words[0].endswith("från Barnkliniken: blev inte av 2026-11-20. Orsak: Familjen flyttar.")


def test_who_was_called_and_did_not_come_is_not_said_and_no_change() -> None:
    before = entered(*EVERYTHING)
    absent = replace(CAME, id=new_id(), presence=Presence.NOT_NOTED)
    called = before.after(Change("Kallad", (Add(absent),)))
    assert journal_rows(called) == []
    assert journal_rows(saved(called, replace(absent, presence=Presence.ABSENT))) == []


def test_a_paper_is_in_whatever_its_mark_since_it_never_changes() -> None:
    """What was masked in a file that it came with has another mark."""
    record = entered(PAPER)
    put = replace(record.all(JournalEntry)[0], mark="0123456789abcdef")
    assert journal_rows(record_of(PAPER, put)) == []


def test_what_was_put_there_last_holds_in_whatever_order_it_came_here() -> None:
    record = entered(PLAN)
    (first,) = record.all(JournalEntry)
    earlier = replace(first, id=new_id(), entered_at=noon(day(3)), mark="0123456789abcdef", words="Annat")
    assert journal_rows(record_of(PLAN, first, earlier)) == journal_rows(record_of(PLAN, earlier, first)) == []


def test_a_plan_that_was_handed_out_and_shared_is_one_row_and_printed_again_another() -> None:
    shared, again = paper(copy_id=COPY.id), paper(copy_id=COPY.id, again=True)
    assert states(record_of(PLAN, COPY, shared)) == {PLAN.id: WAITING, shared.id: WAITING}
    assert set(states(record_of(COPY, again))) == {COPY.id, again.id}


# Consents have a day of their own for it


def test_a_consent_with_its_day_is_in_until_it_is_revoked() -> None:
    there = consent(in_journal_on=day(8))
    assert journal_rows(record_of(there)) == []
    (row,) = journal_rows(record_of(there), entered=True)
    assert (row.state, row.entered) == (ENTERED, None)
    assert states(record_of(replace(there, revoked_on=day(2)))) == {there.id: CHANGED}
    assert states(record_of(replace(there, revoked_on=day(8)))) == {there.id: CHANGED}, "the same day: nobody knows"
    assert journal_rows(record_of(replace(there, revoked_on=day(8), in_journal_on=day(2)))) == []


def test_to_enter_it_sets_the_day_in_the_same_change_and_leaves_one_that_is_set() -> None:
    record = entered(CONSENT)
    assert record.get(Consent, CONSENT.id).in_journal_on == TODAY
    revoked = record_of(consent(in_journal_on=day(8), revoked_on=TODAY))
    assert [type(step.entry) for step in enter_in_journal(revoked).steps] == [JournalEntry]


# Whose it is


def test_what_came_from_another_clinic_is_in_their_journal_until_it_is_changed_here() -> None:
    def taken(form: FileForm, *, from_others: bool = True) -> TakenIn:
        added = tuple(one.id for one in EVERYTHING)
        return TakenIn(
            patient_id=PATIENT_ID, form=form, taken_at=noon(TODAY), added=added, from_others=from_others
        )  # fmt: skip

    for form in FileForm:
        assert set(states(record_of(*EVERYTHING, taken(form)))) == set()
        changed = replace(CONSENT, revoked_on=TODAY, version=2)
        assert states(record_of(changed, taken(form))) == {CONSENT.id: WAITING}
    assert len(states(record_of(*EVERYTHING, taken(FileForm.RECORD, from_others=False)))) == len(BELONGS)


def test_of_a_protected_patient_neither_words_nor_what_is_kept_tell_where_she_is() -> None:
    school = replace(KARIN, name="Solskolan", category=ContactCategory.SCHOOL_WORK)
    hidden = replace(MAJA, protected_identity=ProtectedIdentity.MARKED, kommun="Lund", address="Hemgatan 1")
    called = call(contact_id=school.id, what="Ringde Solskolan på Hemgatan 1")
    before = record_of(MAJA, school, ROLE, called)
    assert "Solskolan" in str([row.words for row in journal_rows(before)])
    record = record_of(hidden, school, ROLE, called)
    after = done(record, enter_in_journal(record))
    told = str([(row.words, row.before, row.heading) for row in journal_rows(after, entered=True)])
    assert "skyddad" in told and not any(word in told for word in ("Solskolan", "Hemgatan"))
    assert "Solskolan" not in "".join(one.words for one in after.all(JournalEntry))
    # What was kept before she was protected is not shown either, and the mark tells that nothing has changed.
    earlier = done(before, enter_in_journal(before))
    since = record_of(hidden, school, ROLE, called, *earlier.all(JournalEntry))
    assert journal_rows(since) == []
    assert "Solskolan" not in str([(row.before, row.entered) for row in journal_rows(since, entered=True)])


def test_what_was_put_there_before_words_were_kept_is_held_against_its_version() -> None:
    old = JournalEntry(
        patient_id=PATIENT_ID, entry_kind=CALL.KIND, entry_id=CALL.id, entry_version=1, entered_at=noon(day(1))
    )
    assert journal_rows(record_of(CALL, old)) == []
    row = only(record_of(replace(CALL, version=2), old))
    assert (row.state, row.before) == (CHANGED, ())


def test_a_kind_that_nobody_knows_is_no_row() -> None:
    odd = JournalEntry(
        patient_id=PATIENT_ID, entry_kind="pigeon", entry_id=CALL.id, entry_version=1, entered_at=noon(day(1))
    )
    assert journal_rows(record_of(odd), entered=True) == []


@pytest.mark.parametrize("many", [0, 3, 120])
def test_few_and_many(many: int) -> None:
    notes = [call(ago=number % 30, what=f"Samtal {number}") for number in range(many)]
    record = record_of(*notes)
    assert len(journal_rows(record)) == many
    if many:
        half = [one.id for one in notes[: many // 2]]
        after = done(record, enter_in_journal(record, half))
        assert len(journal_rows(after)) == many - len(half)
        assert [row.state for row in journal_rows(after, entered=True)] == [WAITING] * (many - len(half)) + [
            ENTERED
        ] * len(half)
    else:
        with pytest.raises(RuleError, match="redan infört"):
            enter_in_journal(record)


def test_only_what_waits_can_be_entered() -> None:
    record = entered(CALL)
    with pytest.raises(RuleError, match="redan infört"):
        enter_in_journal(record, [CALL.id, KARIN.id])


def test_what_was_decided_stands_with_the_last_sip_meeting_that_was_held() -> None:
    first = replace(MEETING, kind=SipMeetingKind.PREPARATION)
    assert "Beslut" not in str(only(record_of(SIP, first, DECIDED)).words)
    last = SipMeeting(patient_id=PATIENT_ID, sip_id=SIP.id, held_on=day(1), version=1)
    told = {row.entry_id: str(row.words) for row in journal_rows(record_of(*BESIDE, MEETING, last))}
    assert "Beslut 1" not in told[MEETING.id] and "Beslut 1" in told[last.id]


def test_nothing_of_it_stands_in_what_is_printed_by_mistake() -> None:
    row = only(record_of(call(what="Hemligt")))
    assert "Hemligt" not in repr(row)

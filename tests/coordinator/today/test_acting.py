"""A line of Idag is noted and gone on from, put off and finished: what becomes of its entry, and nothing is lost."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest

from coordinator.appointment import Appointment, AppointmentStatus
from coordinator.benefit.benefit import Benefit
from coordinator.benefit.certificate import Certificate
from coordinator.careplan import Intervention, InterventionStatus
from coordinator.change import Add, Change, Edit
from coordinator.contact import Contact
from coordinator.contact_log import ContactLogEntry, HelpKind, LogForm
from coordinator.desk import Desk
from coordinator.device import AssistiveDevice
from coordinator.entity import Entity, new_id
from coordinator.errors import RuleError
from coordinator.gap_silence import GapSilence
from coordinator.journal.rows import journal_rows
from coordinator.journal_entry import JournalEntry
from coordinator.record import Record
from coordinator.referral import Referral, ReferralStatus
from coordinator.reminder import Reminder
from coordinator.today.acting import Finishing, finish, finishing, note_and_go_on, put_off, stays
from coordinator.today.finding import matters
from coordinator.today.mark import MatterMark
from coordinator.today.matter import Matter, MatterKind
from coordinator.today.words import called
from coordinator.transition.swap import TransitionTask
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, MemoryStore, done, later, noon, record_of
from tests.coordinator.today.conftest import (
    APPLIED,
    ASKED,
    BORN,
    CHAIR,
    GOAL,
    NORA,
    PAPER,
    PLAN,
    PLANNED,
    REFERRAL,
    RING,
    SIP,
    STAY,
    STEP,
    STOD,
    SWAP,
    TASK,
    VISIT,
    day,
    made,
    practice_records,
)

LOGGED = ContactLogEntry(
    patient_id=PATIENT_ID, at=noon(day(-2)), helped_with=(HelpKind.INFORM,), what="Ringde", nothing_next=True
)  # fmt: skip


def lines(record: Record) -> list[Matter]:
    return matters(record, to_journal=len(journal_rows(record)))


def line_of(record: Record, entry: Entity) -> Matter:
    return next(one for one in lines(record) if one.entry_id == entry.id and one.kind is not MatterKind.GAP)


def keys(record: Record) -> set[str]:
    return {one.key for one in lines(record)}


def the_one(record: Record, kind: type[Any]) -> Any:
    (found,) = record.all(kind)
    return found


def finished(entry: Entity, *others: Entity, note: str = "Gick bra") -> Record:
    """The record when the line of the entry has been finished, which makes it go."""
    record = record_of(NORA, *others, entry)
    key = line_of(record, entry).key
    after = done(record, finish(record, key, note=note))
    assert key not in keys(after)
    return after


# Finished there and then


def test_a_reminder_is_done_with_the_note() -> None:
    one = the_one(finished(RING), Reminder)
    assert (one.done_on, one.done_note) == (TODAY, "Gick bra")


def test_a_referral_is_answered_by_the_note() -> None:
    one = the_one(finished(REFERRAL, note=" Frisk "), Referral)
    assert (one.status, one.answered_on, one.answer) == (ReferralStatus.ANSWERED, TODAY, "Frisk")
    without = the_one(finished(replace(REFERRAL, expected_answer=None)), Referral)
    assert without.answer == "Gick bra"


def test_a_visit_has_come_to_pass() -> None:
    one = the_one(finished(replace(VISIT, note="Ta med kort")), Appointment)
    assert (one.status, one.note) == (AppointmentStatus.FULFILLED, "Ta med kort\n2026-11-22: Gick bra")
    assert the_one(finished(VISIT, note=""), Appointment).note == ""


def test_a_planned_contact_was_the_last_one_and_the_note_is_kept_beside_it() -> None:
    record = record_of(replace(NORA, next_contact=day(-3), next_is_preliminary=True, last_contact=day(-90)))
    after = done(record, finish(record, f"contact:{NORA.id}", note="Gick bra"))
    one = the_one(after, Contact)
    assert (one.last_contact, one.next_contact, one.next_is_preliminary) == (day(-3), None, False)
    assert the_one(after, MatterMark).words == "Gick bra"


def test_what_was_finished_by_mistake_and_set_right_on_its_page_is_back() -> None:
    """Also on the same day: the note beside it hides nothing."""
    for entry, others in ((replace(NORA, next_contact=day(0)), ()), (TASK, (PLANNED, SWAP, NORA))):
        record = record_of(*others, entry)
        key = line_of(record, entry).key
        after = done(record, finish(record, key, note="Gick bra"))
        assert key not in keys(after) and the_one(after, MatterMark).until is None
        assert key in keys(done(after, Change("Rättat", (Edit(replace(entry, version=0)),))))


@pytest.mark.parametrize("kind", ["appointment", "contact"])
def test_what_has_not_been_is_not_said_to_have_been(kind: str) -> None:
    record = record_of(replace(NORA, next_contact=day(3)), replace(VISIT, day=day(4)))
    key = next(one.key for one in lines(record) if one.entry_kind == kind)
    with pytest.raises(RuleError, match="Dagen har inte varit"):
        finish(record, key, note="Klart")


def test_a_device_is_serviced_today_and_next_after_its_interval() -> None:
    one = the_one(finished(CHAIR), AssistiveDevice)
    assert (one.last_service, one.next_service, one.note) == (TODAY, date(2027, 11, 22), "2026-11-22: Gick bra")
    assert the_one(finished(replace(CHAIR, service_months=None)), AssistiveDevice).next_service is None


def test_an_insats_begins_and_is_done() -> None:
    begun = the_one(finished(replace(STEP, start=day(-1)), PLAN, GOAL), Intervention)
    assert (begun.status, begun.result) == (InterventionStatus.ONGOING, "2026-11-22: Gick bra")
    ready = the_one(finished(replace(STEP, due=day(-1)), PLAN, GOAL), Intervention)
    assert ready.status is InterventionStatus.DONE


def test_what_was_agreed_is_done_and_the_note_is_kept_beside_it() -> None:
    after = finished(TASK, PLANNED, SWAP)
    assert the_one(after, TransitionTask).done_on == TODAY
    mark = the_one(after, MatterMark)
    assert (mark.words, mark.about, mark.until, mark.marked_by) == ("Gick bra", TASK.id, None, "Anna Lind")


def test_a_supplement_is_sent() -> None:
    after = finished_supplement()
    assert the_one(after, Benefit).supplement_sent_on == TODAY
    assert the_one(after, Benefit).note == "2026-11-22: Gick bra"


def finished_supplement() -> Record:
    record = record_of(ASKED)
    return done(record, finish(record, f"benefit:{ASKED.id}:supplement", note="Gick bra"))


def test_a_certificate_takes_its_next_step() -> None:
    asked = the_one(finished(replace(PAPER, requested_on=None)), Certificate)
    assert (asked.requested_on, asked.requested_by) == (TODAY, "Anna Lind")
    assert the_one(finished(PAPER), Certificate).issued_on == TODAY
    sent = the_one(finished(replace(PAPER, issued_on=day(-1))), Certificate)
    assert (sent.sent_on, sent.note) == (TODAY, "2026-11-22: Gick bra")


def test_everything_that_waits_stands_in_the_journal() -> None:
    record = record_of(LOGGED)
    assert "journal" in keys(record)
    after = done(record, finish(record, "journal", note="Klistrat in"))
    assert "journal" not in keys(after)
    assert (the_one(after, JournalEntry).entry_id, the_one(after, JournalEntry).note) == (LOGGED.id, "Klistrat in")


# Seen to


def test_an_age_is_seen_to_with_a_note() -> None:
    record = record_of(BORN)
    one = lines(record)[0]
    assert finishing(one) is Finishing.MARK
    with pytest.raises(RuleError, match="Skriv hur det gick"):
        finish(record, one.key, note=" ")
    after = done(record, finish(record, one.key, note="Talat med familjen"))
    assert one.key not in keys(after) and one.key not in keys(later(after, day(1)))
    assert the_one(after, MatterMark).words == "Talat med familjen"


# On its own page


@pytest.mark.parametrize("entry", [SIP, STAY, replace(PLAN, next_review=day(3)), STOD], ids=lambda one: one.KIND)
def test_what_needs_more_than_a_note_says_where_it_is_done(entry: Any) -> None:
    record = record_of(NORA, entry)
    one = line_of(record, entry)
    assert finishing(one) is Finishing.PLACE
    with pytest.raises(RuleError) as caught:
        finish(record, one.key, note="Klart")
    assert caught.value.title == f"Det görs på sidan {one.page.label}"
    assert one.verb in caught.value.message and len(caught.value.message) > len(one.verb) + 20


def test_what_stands_for_several_is_finished_where_they_stand() -> None:
    record = record_of(NORA, PLANNED, SWAP, TASK, replace(TASK, id=STEP.id, what="Skriva brev"))
    one = line_of(record, TASK)
    assert (one.many, finishing(one)) == (2, Finishing.PLACE)
    with pytest.raises(RuleError, match="Det görs på sidan"):
        finish(record, one.key, note="Klart")


def test_a_line_that_is_gone_is_said_to_be() -> None:
    acts: tuple[Callable[[], Change], ...] = (
        lambda: finish(record_of(), "reminder:x", note="Klart"),
        lambda: put_off(record_of(), "reminder:x", to=day(3), because="Väntar"),
        lambda: note_and_go_on(record_of(), "reminder:x", words="Klart", next_step="", next_on=None),
    )
    for act in acts:
        with pytest.raises(RuleError, match="Raden finns inte längre"):
            act()


# Put off


def test_a_reminder_is_put_off_in_itself() -> None:
    record = record_of(NORA, RING)
    after = done(record, put_off(record, line_of(record, RING).key, to=day(9), because="Stängt"))
    one = the_one(after, Reminder)
    assert (one.due, one.first_due, one.postponed_because) == (day(9), day(3), "Stängt")
    assert after.all(MatterMark) == ()


def test_a_gap_is_silenced_till_the_day_before() -> None:
    record = record_of()
    after = done(record, put_off(record, "gap:no_care_contact", to=day(9), because="Chefen utser"))
    one = the_one(after, GapSilence)
    assert (one.rule, one.until, one.reason) == ("no_care_contact", day(8), "Chefen utser")
    assert "gap:no_care_contact" not in keys(later(after, day(8)))
    assert "gap:no_care_contact" in keys(later(after, day(9)))


def test_a_gap_that_is_put_off_till_tomorrow_is_back_tomorrow() -> None:
    record = record_of()
    after = done(record, put_off(record, "gap:no_care_contact", to=day(1), because="I morgon"))
    assert "gap:no_care_contact" not in keys(after) and "gap:no_care_contact" in keys(later(after, day(1)))


def test_several_gaps_of_one_rule_are_silenced_one_by_one_and_a_new_one_is_told() -> None:
    late = [made(Contact, name=f"Enhet {number}", last_contact=day(-400), interval_months=6) for number in range(3)]
    record = record_of(*late[:2])
    after = done(record, put_off(record, "gap:contact_no_time", to=day(9), because="Ringer nästa vecka"))
    assert {one.about for one in after.all(GapSilence)} == {late[0].id, late[1].id}
    assert "gap:contact_no_time" not in keys(after)
    more = replace(after, entries={**after.entries, Contact: (*after.all(Contact), late[2])})
    assert next(one for one in lines(more) if one.key == "gap:contact_no_time").entry_id == late[2].id


def test_only_the_gap_the_line_is_about_is_silenced() -> None:
    near = replace(SWAP, joint_meeting_on=None, first_visit_on=None)
    far = replace(near, id=new_id(), planned_on=day(100))
    record = record_of(NORA, PLANNED, near, far)
    after = done(record, put_off(record, "gap:ends_without_receiver", to=day(9), because="Frågat"))
    assert the_one(after, GapSilence).about == far.id


@pytest.mark.parametrize(
    ("to", "because", "says"), [(day(3), " ", "Skriv varför"), (TODAY, "Väntar", "Välj en senare dag")]
)
def test_it_is_put_off_with_a_reason_and_to_a_day_that_comes(to: date, because: str, says: str) -> None:
    record = record_of(NORA, REFERRAL)
    with pytest.raises(RuleError, match=says):
        put_off(record, line_of(record, REFERRAL).key, to=to, because=because)


# Noted and gone on


def gone_on(entry: Entity, *others: Entity, next_on: date | None = None, **fields: Any) -> Record:
    record = record_of(NORA, *others, entry)
    on = day(1) if next_on is None and "next_step" not in fields else next_on
    usual: dict[str, Any] = {"words": "Hon ringer", "next_step": "Hör av mig", "next_on": on}
    return done(record, note_and_go_on(record, line_of(record, entry).key, **usual | fields))


def test_a_call_is_logged_with_its_next_step_as_a_reminder() -> None:
    after = gone_on(RING, contact_id=NORA.id)
    logged = the_one(after, ContactLogEntry)
    assert (logged.what, logged.outcome, logged.next_step, logged.next_on) == (
        "Ring skolan", "Hon ringer", "Hör av mig", day(1),
    )  # fmt: skip
    assert (logged.helped_with, logged.form, logged.contact_id) == (
        (HelpKind.COORDINATE,), LogForm.PHONE_OUT, NORA.id,
    )  # fmt: skip
    old, new = after.all(Reminder)
    assert (old.id, old.done_note, new.what, new.due, new.log_entry_id) == (
        RING.id, "Hon ringer", "Hör av mig", day(1), logged.id,
    )  # fmt: skip
    assert the_one(after, Contact).last_contact == TODAY


def test_it_is_logged_under_whom_the_line_lies_with_and_nobody_is_said_to_have_been_met() -> None:
    """To ring a unit and book a time is not the contact that is waited for."""
    late = replace(NORA, last_contact=day(-400), interval_months=6)
    record = record_of(late)
    booked = note_and_go_on(record, "gap:contact_no_time", words="De ringer upp", next_step="Hör", next_on=day(5))
    after = done(record, booked)
    assert the_one(after, ContactLogEntry).contact_id == the_one(after, Reminder).contact_id == NORA.id
    assert the_one(after, Contact).last_contact == day(-400)
    assert "gap:contact_no_time" in keys(later(after, day(5)))
    assert the_one(gone_on(SIP), ContactLogEntry).contact_id is None


@pytest.mark.parametrize("entry", [REFERRAL, PAPER, CHAIR, SIP, replace(APPLIED, applied_on=day(-80))],
                         ids=lambda one: one.KIND)  # fmt: skip
def test_a_call_is_not_the_answer_that_is_waited_for(entry: Any) -> None:
    """What it is about stays as it was, and the line comes back on the day of the next step."""
    after = gone_on(entry, next_on=day(5), next_step="Ring igen")
    assert next(one for one in after.all(type(entry)) if one.id == entry.id) == entry
    record = record_of(NORA, entry)
    key = line_of(record, entry).key
    assert key not in keys(later(after, day(4))) and key in keys(later(after, day(5)))


def test_what_is_to_come_is_never_put_off_past_its_own_day() -> None:
    """Who rings before a meeting and has the next thing to do after it still has the meeting on its day."""
    record = record_of(NORA, replace(VISIT, day=day(2)))
    key = line_of(record, VISIT).key
    after = gone_on(replace(VISIT, day=day(2)), next_on=day(8), next_step="Hör hur det gick")
    assert key not in keys(later(after, day(1))) and key in keys(later(after, day(2)))
    has_been = gone_on(VISIT, next_on=day(8), next_step="Hör hur det gick")
    assert key not in keys(later(has_been, day(7))) and key in keys(later(has_been, day(8)))


def test_to_go_on_from_a_gap_hides_no_new_one_of_its_rule() -> None:
    late = [made(Contact, name=f"Enhet {number}", last_contact=day(-400), interval_months=6) for number in range(2)]
    record = record_of(late[0])
    after = done(record, note_and_go_on(record, "gap:contact_no_time", words="Ringt", next_step="Hör", next_on=day(9)))
    assert the_one(after, GapSilence).until == day(8) and "gap:contact_no_time" not in keys(after)
    more = replace(after, entries={**after.entries, Contact: tuple(late)})
    assert next(one for one in lines(more) if one.key == "gap:contact_no_time").entry_id == late[1].id


def test_nothing_more_to_do_is_logged_so_and_the_line_stays_when_it_is_done_elsewhere() -> None:
    after = gone_on(SIP, next_step="", next_on=None)
    assert the_one(after, ContactLogEntry).nothing_next
    assert f"sip:{SIP.id}" in keys(after)
    assert the_one(gone_on(RING, next_step="", next_on=None), Reminder).done_on == TODAY


def test_one_undo_takes_all_of_it_back() -> None:
    store = MemoryStore(noon(TODAY))
    store.apply(PATIENT_ID, Change("Påhittat", tuple(map(Add, (MAJA, NORA, RING, REFERRAL)))))
    desk = Desk(store)
    for key in (f"reminder:{RING.id}", f"referral:{REFERRAL.id}"):
        before = desk.open(PATIENT_ID)
        applied = desk.do(PATIENT_ID, note_and_go_on, key, words="Ringt", next_step="Hör", next_on=day(5))
        assert len(applied.versions) >= 3
        desk.undo(applied.id)
        after = desk.open(PATIENT_ID)
        assert keys(after) == keys(before)
        assert [after.all(kind) for kind in (ContactLogEntry, MatterMark)] == [(), ()]
        assert the_one(after, Reminder).done_on is None


def test_an_age_is_seen_to_by_it() -> None:
    record = record_of(BORN)
    one = lines(record)[0]
    after = done(record, note_and_go_on(record, one.key, words="Talat", next_step="Ring", next_on=day(9)))
    assert one.key not in keys(later(after, day(10)))


def test_a_call_without_words_or_with_half_a_next_step_is_refused() -> None:
    with pytest.raises(RuleError, match="Skriv vad det blev"):
        gone_on(RING, words=" ")
    with pytest.raises(RuleError):
        gone_on(RING, next_step="Ring", next_on=None)


# Every sort of line the practice patients have


@cache
def two_of_each_sort() -> Sequence[tuple[Record, Matter]]:
    found: dict[str, list[tuple[Record, Matter]]] = {}
    for record in practice_records():
        for one in lines(record):
            found.setdefault(f"{one.kind.stored} {called(one)}", []).append((record, one))
    return [each for those in found.values() for each in those[:2]]


def test_the_practice_patients_have_every_kind_of_line() -> None:
    assert {one.kind for _, one in two_of_each_sort()} == set(MatterKind)


def test_every_sort_of_line_can_be_finished_or_says_where_and_nothing_is_lost() -> None:
    for record, one in two_of_each_sort():
        try:
            after = done(record, finish(record, one.key, note="Prövat"))
        except RuleError as refused:
            may_not_yet = refused.title == "Dagen har inte varit"
            assert may_not_yet or finishing(one) is Finishing.PLACE, (one.key, refused.title)
            assert refused.message.strip()
            continue
        assert finishing(one) is not Finishing.PLACE
        assert one.key not in keys(after)
        assert _kept(after) >= _kept(record), "every entry that was there is there"
        assert "Prövat" in _texts(after), one.key


def test_every_sort_of_line_can_be_put_off_and_is_back_on_its_day() -> None:
    for record, one in two_of_each_sort():
        to = max(day(3), one.day or TODAY) + timedelta(days=1)
        after = done(record, put_off(record, one.key, to=to, because="Prövat"))
        assert _kept(after) >= _kept(record)
        if one.kind is MatterKind.REMINDER:
            assert next(line for line in lines(after) if line.key == one.key).day == to
        else:
            assert one.key not in keys(after)


def test_every_sort_of_line_can_be_noted_and_gone_on_from() -> None:
    for record, one in two_of_each_sort():
        change = note_and_go_on(record, one.key, words="Prövat", next_step="Ring", next_on=day(2))
        after = done(record, change)
        assert len(after.all(ContactLogEntry)) == len(record.all(ContactLogEntry)) + 1
        assert len(after.all(Reminder)) == len(record.all(Reminder)) + 1
        assert one.key not in keys(after)


@pytest.mark.parametrize("next_on", [None, TODAY, day(2)], ids=["no next step", "today", "later"])
def test_it_is_said_beforehand_whether_a_line_stays_when_it_is_noted(next_on: date | None) -> None:
    for record, one in two_of_each_sort():
        next_step = "Ring" if next_on is not None else ""
        after = done(record, note_and_go_on(record, one.key, words="Prövat", next_step=next_step, next_on=next_on))
        assert (one.key in keys(after)) is stays(one, next_on, TODAY), one.key


def _kept(record: Record) -> set[Any]:
    return {entry.id for kind in record.entries for entry in record.all(kind)}


def _texts(record: Record) -> str:
    return repr([vars(entry) for kind in record.entries for entry in record.all(kind)])

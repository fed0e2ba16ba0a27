"""The gaps of a record, most serious first, and those that are kept quiet; each rule has its tests in `gap_rules`."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from coordinator.change import Add, Change
from coordinator.contact import Contact
from coordinator.desk import Desk
from coordinator.entity import Entity, new_id
from coordinator.errors import RuleError
from coordinator.gap_silence import GapSilence
from coordinator.gaps import SHOWN_AGAIN, end_silence, gaps, silence_gap, silenced
from coordinator.person import PatientStatus
from coordinator.practice import fill_practice
from coordinator.record import Record
from coordinator.reminder import Reminder
from tests.coordinator.conftest import ACTOR, MAJA, PATIENT_ID, TODAY, MemoryStore, done, later, noon, record_of
from tests.coordinator.gap_rules.cases import CARE, DENTIST, day, record_with

PETRA = Contact(patient_id=PATIENT_ID, name="Petra", checked_on=day(-400))
RING = Reminder(patient_id=PATIENT_ID, what="ring skolan", owner="Anna", due=day(-2))
BOOK = replace(RING, id=new_id(), what="boka tolk")


def keys(record: Record) -> list[str]:
    return [gap.key for gap in gaps(record)]


def change_of(*entries: Entity) -> Change:
    return Change("Påhittat", tuple(Add(entry) for entry in entries))


def quiet(record: Record, rule: str, about: UUID | None = None, until: date | None = None) -> Record:
    """The record when the gap has been silenced, for ten days unless said otherwise."""
    return done(record, silence_gap(record, rule, about=about, reason=" Vi väntar ", until=until or day(10)))


@pytest.mark.parametrize("status", [PatientStatus.ENDED, PatientStatus.DECEASED, PatientStatus.MOVED])
def test_nothing_is_asked_for_when_it_is_over(status: PatientStatus) -> None:
    record = record_of(replace(MAJA, status=status), PETRA, RING)
    assert gaps(record) == []
    assert silenced(quiet(record, "reminder_late")) == []


def test_of_whom_nothing_is_known_the_most_serious_comes_first() -> None:
    assert keys(record_of()) == [
        "no_care_contact", "no_physician_contact", "emergency_not_asked", "umi_not_asked", "protection_not_asked",
        "no_plan",
        "interpreter_not_asked", "adaptation_not_asked", "representative_not_asked", "diagnosis_not_asked", "no_dental",
    ]  # fmt: skip


def test_all_gaps_of_one_contact_are_told_the_most_serious_first() -> None:
    assert keys(record_with(PETRA)) == ["contact_unreachable", "contact_old"]


# Silences


def test_one_gap_is_quiet_and_the_others_of_its_rule_are_not() -> None:
    record = quiet(record_with(RING, BOOK), "reminder_late", RING.id)
    assert [gap.entry_id for gap in gaps(record)] == [BOOK.id]
    ((gap, silence),) = silenced(record)
    assert (gap.key, gap.entry_id) == ("reminder_late", RING.id)
    assert (silence.reason, silence.until, silence.silenced_on) == ("Vi väntar", day(10), TODAY)
    assert silence.silenced_by == ACTOR.name


def test_a_whole_rule_is_quiet_for_the_patient_also_what_it_finds_after() -> None:
    record = quiet(record_with(RING, without=(DENTIST,)), "reminder_late")
    assert keys(record) == ["no_dental"]
    assert keys(record.after(change_of(BOOK))) == ["no_dental"]
    assert [gap.entry_id for gap, _ in silenced(record)] == [RING.id]


def test_what_is_quiet_is_told_the_most_serious_first() -> None:
    record = quiet(quiet(record_with(RING, without=(CARE,)), "reminder_late"), "no_care_contact")
    assert [gap.key for gap, _ in silenced(record)] == ["no_care_contact", "reminder_late"]
    assert gaps(record) == []


def test_it_is_heard_again_the_day_after() -> None:
    record = quiet(record_with(without=(DENTIST,)), "no_dental")
    assert "no_dental" not in keys(later(record, day(10)))
    assert "no_dental" in keys(later(record, day(11)))
    assert silenced(later(record, day(11))) == []


def test_of_several_silences_the_one_that_lasts_longest_is_told() -> None:
    record = quiet(record_with(RING), "reminder_late", RING.id, day(5))
    record = quiet(record, "reminder_late", None, day(20))
    ((_, silence),) = silenced(record)
    assert (silence.about, silence.until) == (None, day(20))


def test_it_is_shown_again_and_the_history_tells_why_it_was_quiet() -> None:
    store = MemoryStore(noon(TODAY))
    desk = Desk(store)
    store.apply(PATIENT_ID, change_of(*entries_of(record_with(RING))))
    desk.do(PATIENT_ID, silence_gap, "reminder_late", about=RING.id, reason="Skolan har lov", until=day(10))
    (silence,) = store.read(PATIENT_ID).all(GapSilence)
    assert gaps(store.read(PATIENT_ID)) == []
    desk.do(PATIENT_ID, end_silence, silence.id)
    assert keys(store.read(PATIENT_ID)) == ["reminder_late"]
    (former,) = store.history(PATIENT_ID, silence.id)
    assert isinstance(former.entry, GapSilence)
    assert (former.entry.reason, former.removed_because) == ("Skolan har lov", SHOWN_AGAIN)
    with pytest.raises(RuleError, match="finns inte"):
        end_silence(store.read(PATIENT_ID), silence.id)


def test_a_silence_of_a_rule_that_is_gone_harms_nothing() -> None:
    gone = GapSilence(
        patient_id=PATIENT_ID, rule="a_rule_that_was", reason="x", until=day(9), silenced_on=TODAY
    )  # fmt: skip
    record = record_with(RING, gone)
    assert keys(record) == ["reminder_late"]
    assert silenced(record) == []
    assert keys(done(record, end_silence(record, gone.id))) == ["reminder_late"]


def test_a_silence_of_an_entry_that_is_gone_harms_nothing() -> None:
    record = quiet(record_with(RING), "reminder_late", RING.id)
    without = replace(record, entries={kind: all for kind, all in record.entries.items() if kind is not Reminder})
    assert (gaps(without), silenced(without)) == ([], [])


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"rule": "none_such"}, "Regeln finns inte"),
        ({"reason": "  "}, "Skriv varför"),
        ({"until": day(0)}, "från och med i morgon"),
        ({"until": date(2028, 11, 23)}, "högst 24 månader"),
        ({"about": BOOK.id}, "Luckan finns inte längre"),
    ],
    ids=["no such rule", "no reason", "until today", "more than two years", "nothing late"],
)
def test_what_cannot_be_silenced(asked: dict[str, Any], said: str) -> None:
    usual: dict[str, Any] = {"rule": "reminder_late", "about": RING.id, "reason": "Lov", "until": date(2028, 11, 22)}
    record = record_with(RING, replace(BOOK, due=day(3)))
    assert gaps(done(record, silence_gap(record, **usual))) == []
    with pytest.raises(RuleError, match=said):
        silence_gap(record, **usual | asked)


def test_what_is_quiet_already_is_not_silenced_again() -> None:
    record = quiet(record_with(RING), "reminder_late", RING.id)
    with pytest.raises(RuleError, match=r"Luckan är redan tyst\. Den är tyst till och med 2 dec"):
        quiet(record, "reminder_late", RING.id)
    whole = quiet(record, "reminder_late")
    for about in (RING.id, None):
        with pytest.raises(RuleError, match="redan tyst"):
            quiet(whole, "reminder_late", about)
    assert "reminder_late" not in keys(quiet(later(record, day(11)), "reminder_late", RING.id, day(20)))


# Whole records


def test_the_gaps_of_every_practice_patient_can_be_mended_somewhere() -> None:
    store = MemoryStore(noon(TODAY))
    seen: set[str] = set()
    for person in fill_practice(Desk(store), ("tom", "barn", "120-kontakter")):
        record = store.read(person.patient_id)
        ids = {entry.id for entry in entries_of(record)}
        for gap in (*gaps(record), *(gap for gap, _ in silenced(record))):
            seen.add(gap.key)
            assert gap.title and gap.why and gap.verb
            assert "{" not in gap.title + gap.why
            assert gap.contact_id is None or record.get(Contact, gap.contact_id)
            assert gap.entry_id is None or gap.entry_id in ids
            assert gap.entry_id or gap.field
    assert {"no_plan", "contact_no_time", "contact_old", "referral_late", "reminder_late", "consent_ending"} <= seen


def entries_of(record: Record) -> Iterator[Entity]:
    return (entry for entries in record.entries.values() for entry in entries)


def test_what_was_found_of_a_record_is_not_another_records() -> None:
    before = record_of()
    found = gaps(before)
    after = before.after(Change("x", (Add(DENTIST),)))
    assert gaps(before) == found and "no_dental" in {gap.key for gap in found}
    assert "no_dental" not in {gap.key for gap in gaps(after)}
    assert after.derived is not before.derived and replace(before).derived == {}

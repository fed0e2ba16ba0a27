"""Holding rows against the journal: the day, the name and the next time; and what the journal's own list lacks."""

from datetime import date

from coordinator.umi.checking import check_alert, check_all_alerts, note_missing
from coordinator.umi.kinds import AlertEnd, InJournal
from coordinator.umi.row import AlertInformation
from tests.coordinator.conftest import ACTOR, TODAY, done, record_of
from tests.coordinator.umi.conftest import day, historic, refused, row

NEXT = date(2027, 11, 22)


def test_a_check_has_its_day_its_name_and_the_next_one_in_a_year() -> None:
    record = record_of(row(in_journal=InJournal.REPORTED, reported_on=day(-9)))
    stands = record.all(AlertInformation)[0]
    (kept,) = done(record, check_alert(record, stands.id)).all(AlertInformation)
    assert (kept.checked_on, kept.checked_by, kept.next_check) == (TODAY, ACTOR.name, NEXT)
    assert (kept.in_journal, kept.reported_on) == (InJournal.YES, None)


def test_what_no_longer_holds_is_not_checked() -> None:
    record = record_of(row(ended_on=day(-1), end_reason=AlertEnd.MOVED))
    stands = record.all(AlertInformation)[0]
    assert refused(record, lambda: check_alert(record, stands.id)).title == "Uppgiften gäller inte längre"
    assert refused(record, lambda: check_all_alerts(record)).title == "Det finns inget att kontrollera"


def test_all_that_hold_are_checked_at_once_also_what_is_historic() -> None:
    ended = row("Svårintuberad", ended_on=day(-1), end_reason=AlertEnd.MOVED)
    record = record_of(row(), historic(), ended)
    rows = done(record, check_all_alerts(record)).all(AlertInformation)
    assert [one.checked_on for one in rows] == [TODAY, TODAY, None]
    assert [one.next_check for one in rows] == [NEXT, NEXT, None]


def test_what_was_noted_as_missing_is_still_missing_when_all_are_checked() -> None:
    record = record_of(
        row(in_journal=InJournal.REPORTED, reported_on=day(-9)), row("Svårintuberad", in_journal=InJournal.NO)
    )
    rows = done(record, check_all_alerts(record)).all(AlertInformation)
    assert [(one.in_journal, one.reported_on) for one in rows] == [
        (InJournal.REPORTED, day(-9)), (InJournal.NO, None),
    ]  # fmt: skip
    assert {one.checked_on for one in rows} == {TODAY}


def test_that_the_journal_lacks_a_row_is_noted_and_when_somebody_was_told() -> None:
    record = record_of(row())
    stands = record.all(AlertInformation)[0]
    (noted,) = done(record, note_missing(record, stands.id, reported=False)).all(AlertInformation)
    assert (noted.in_journal, noted.reported_on) == (InJournal.NO, None)
    (told,) = done(record, note_missing(record, stands.id, reported=True)).all(AlertInformation)
    assert (told.in_journal, told.reported_on) == (InJournal.REPORTED, TODAY)

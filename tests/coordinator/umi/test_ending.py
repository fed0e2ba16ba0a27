"""Ending a row and taking it up again: the group is then unasked, and never without anything known."""

from typing import Any

import pytest

from coordinator.desk import Desk
from coordinator.entity import Knowledge
from coordinator.person import register_patient
from coordinator.removal import take_away
from coordinator.umi.answer import AlertGroupAnswer
from coordinator.umi.ending import end_alert, remove_alert, reopen_alert
from coordinator.umi.kinds import AlertEnd, AlertGroup, AlertType
from coordinator.umi.registering import add_alert
from coordinator.umi.row import AlertInformation
from tests.coordinator.conftest import TODAY, done, record_of
from tests.coordinator.umi.conftest import answer, day, field_of, historic, refused, row

A = AlertGroup.CONDITION


@pytest.mark.parametrize("reason", AlertEnd)
def test_a_row_ends_today_with_its_reason(reason: AlertEnd) -> None:
    record = record_of(row(), answer(A, Knowledge.SOME))
    stands = record.all(AlertInformation)[0]
    record = done(record, end_alert(record, stands.id, reason=reason, note=" Enligt Amina "))
    (kept,) = record.all(AlertInformation)
    assert (kept.ended_on, kept.end_reason, kept.end_note) == (TODAY, reason, "Enligt Amina")


def test_a_reason_is_needed_and_words_for_another() -> None:
    record = record_of(row())
    stands = record.all(AlertInformation)[0]
    assert refused(record, lambda: end_alert(record, stands.id, reason=None)).field == "reason"
    assert refused(record, lambda: end_alert(record, stands.id, reason=AlertEnd.OTHER, note=" ")).field == "note"


def test_the_end_of_the_last_row_makes_the_group_unasked_and_never_without() -> None:
    record = record_of(row(), row("Svårintuberad"), answer(A, Knowledge.SOME))
    first, last = record.all(AlertInformation)
    record = done(record, end_alert(record, first.id, reason=AlertEnd.NOT_RELEVANT))
    assert field_of(record, A).words == "1 finns"
    record = done(record, end_alert(record, last.id, reason=AlertEnd.NOT_RELEVANT))
    assert (field_of(record, A).state, field_of(record, A).words) == (Knowledge.NOT_ASKED, "Ej efterfrågat")


def test_none_known_that_came_beside_a_row_in_a_file_does_not_come_true_by_its_end() -> None:
    record = record_of(row(), answer(A))
    stands = record.all(AlertInformation)[0]
    record = done(record, end_alert(record, stands.id, reason=AlertEnd.NOT_RELEVANT))
    assert field_of(record, A).words == "Ej efterfrågat"


def test_the_end_of_what_had_run_out_leaves_a_later_answer() -> None:
    record = record_of(row(valid_until=day(-30)), answer(A))
    stands = record.all(AlertInformation)[0]
    record = done(record, end_alert(record, stands.id, reason=AlertEnd.NOT_RELEVANT))
    assert field_of(record, A).words == "Inga kända"


@pytest.mark.parametrize("away", [remove_alert, lambda *found, reason: take_away(found[0], AlertInformation, found[1])])
def test_a_row_that_is_taken_out_was_never_there_and_the_group_is_asked_anew(away: Any) -> None:
    record = record_of(row(), row("Svårintuberad"), answer(A, Knowledge.SOME))
    first, last = record.all(AlertInformation)
    record = done(record, away(record, first.id, reason="Fel patient"))
    assert field_of(record, A).words == "1 finns"
    record = done(record, away(record, last.id, reason="Fel patient"))
    assert field_of(record, A).words == "Ej efterfrågat"


def test_what_held_no_longer_is_taken_out_without_asking_anew() -> None:
    record = record_of(row(valid_until=day(-30)), answer(A))
    stands = record.all(AlertInformation)[0]
    assert field_of(done(record, remove_alert(record, stands.id, reason="Fel")), A).words == "Inga kända"


def test_a_row_ends_once() -> None:
    record = record_of(row(ended_on=day(-2), end_reason=AlertEnd.MOVED))
    stands = record.all(AlertInformation)[0]
    assert refused(record, lambda: end_alert(record, stands.id, reason=AlertEnd.MOVED)).title.endswith("redan avslutad")


def test_a_historic_row_may_end() -> None:
    record = record_of(historic())
    stands = record.all(AlertInformation)[0]
    (kept,) = done(record, end_alert(record, stands.id, reason=AlertEnd.MOVED)).all(AlertInformation)
    assert kept.ended_on == TODAY


def test_a_row_that_is_taken_up_again_is_unchecked_on_the_card_as_before_and_tells_of_its_group() -> None:
    ended = row(
        ended_on=day(-2), end_reason=AlertEnd.OTHER, end_note="Misstag", checked_on=day(-9), checked_by="Anna",
        next_check=day(300),
    )  # fmt: skip
    record = record_of(ended, answer(A))
    record = done(record, reopen_alert(record, ended.id))
    (kept,) = record.all(AlertInformation)
    assert (kept.ended_on, kept.end_reason, kept.end_note) == (None, None, "")
    assert (kept.checked_on, kept.checked_by, kept.next_check, kept.on_card) == (None, "", None, True)
    assert field_of(record, A).words == "1 finns"
    assert refused(record, lambda: reopen_alert(record, ended.id)).title == "Uppgiften är inte avslutad"


def test_end_and_reopening_leave_the_choice_for_the_card() -> None:
    record = record_of(row(), answer(A, Knowledge.SOME))
    stands = record.all(AlertInformation)[0]
    record = done(record, end_alert(record, stands.id, reason=AlertEnd.MISTAKE))
    assert done(record, reopen_alert(record, stands.id)).all(AlertInformation)[0].on_card


@pytest.mark.parametrize(
    "fields", [{"valid_until": day(-3)}, {"type": AlertType.TREATMENT, "term": "Dialysbehandling"}]
)
def test_what_does_not_hold_when_taken_up_again_says_nothing_of_its_group(fields: dict[str, Any]) -> None:
    given: dict[str, Any] = {"ended_on": day(-2), "end_reason": AlertEnd.MOVED, "ongoing": False}
    ended = row(**given | fields)
    record = record_of(ended)
    assert not done(record, reopen_alert(record, ended.id)).all(AlertGroupAnswer)


def test_what_was_written_anew_meanwhile_is_not_doubled() -> None:
    ended = row(ended_on=day(-2), end_reason=AlertEnd.MISTAKE)
    record = record_of(ended, row(), answer(A, Knowledge.SOME))
    assert "finns redan" in refused(record, lambda: reopen_alert(record, ended.id)).message


def test_undo_of_an_end_and_of_a_reopening(desk: Desk) -> None:
    patient = desk.begin(register_patient, given_name="Maja").patient_id
    desk.do(patient, add_alert, type=AlertType.IMPLANT, term="Pacemaker", valid_from=TODAY)
    stands = desk.open(patient).all(AlertInformation)[0]
    ended = desk.do(patient, end_alert, stands.id, reason=AlertEnd.NOT_RELEVANT)
    desk.undo(ended.id)
    assert field_of(desk.open(patient), A).words == "1 finns"
    desk.do(patient, end_alert, stands.id, reason=AlertEnd.NOT_RELEVANT)
    again = desk.do(patient, reopen_alert, stands.id)
    desk.undo(again.id)
    assert field_of(desk.open(patient), A).words == "Ej efterfrågat"

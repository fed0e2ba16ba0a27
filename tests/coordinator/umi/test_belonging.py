"""Rows in their order, past ones apart, and the cards that are out."""

from dataclasses import replace

from coordinator.umi.belonging import answer_of, cards_out, current_rows, past_rows
from coordinator.umi.card import EmergencyCard
from coordinator.umi.kinds import AlertEnd, AlertGroup, AlertType, Severity
from tests.coordinator.conftest import PATIENT_ID, record_of
from tests.coordinator.umi.conftest import allergy, answer, day, historic, row

CARD = EmergencyCard(patient_id=PATIENT_ID, paper="akutkort", issued_on=day(-9))


def test_rows_stand_group_by_group_the_most_severe_first_then_by_type_and_name() -> None:
    rows = [
        historic(), allergy("Ö", severity=Severity.TROUBLESOME), allergy("Å"), row("Pacemaker", AlertType.IMPLANT),
        row("Svårintuberad"), row("Addisons sjukdom"), allergy("Alfa", severity=None),
    ]  # fmt: skip
    record = record_of(*rows)
    assert [one.heading for one in current_rows(record)] == [
        "Addisons sjukdom", "Svårintuberad", "Pacemaker", "Å", "Ö", "Alfa", "Observandum: tål ej Alvedon",
    ]  # fmt: skip
    assert [one.heading for one in current_rows(record, AlertGroup.HYPERSENSITIVITY)] == ["Å", "Ö", "Alfa"]


def test_past_rows_are_those_that_do_not_hold() -> None:
    ended = row(ended_on=day(0), end_reason=AlertEnd.MOVED)
    expired = row("Svårintuberad", valid_until=day(-1))
    paused = row("Dialysbehandling", AlertType.TREATMENT, ongoing=False)
    record = record_of(row("Aspleni"), ended, expired, paused)
    assert [one.heading for one in current_rows(record)] == ["Aspleni"]
    assert {one.id for one in past_rows(record)} == {ended.id, expired.id, paused.id}
    assert past_rows(record, AlertGroup.INFECTION) == []


def test_a_group_that_nobody_asked_about_has_no_answer() -> None:
    record = record_of(answer(AlertGroup.INFECTION))
    assert answer_of(record, AlertGroup.CONDITION) is None
    assert answer_of(record, AlertGroup.INFECTION) is record.all(type(answer(AlertGroup.INFECTION)))[0]


def test_cards_that_are_out_stand_with_the_latest_first() -> None:
    old, new = CARD, replace(CARD, id=record_of().patient_id, issued_on=day(-1))
    back = replace(CARD, id=answer(AlertGroup.ROUTINE).id, called_in_on=day(-2))
    assert cards_out(record_of(old, back, new)) == [new, old]

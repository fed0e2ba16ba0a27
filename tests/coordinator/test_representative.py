"""Legal representatives: a power holds from a day to a day, on a decision that has been made."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.desk import Desk
from coordinator.entries import add_entry, edit_entry
from coordinator.errors import RuleError
from coordinator.person import register_patient
from coordinator.record import Record
from coordinator.representative import LegalRepresentative, Power, Scope, representatives
from tests.coordinator.conftest import PATIENT_ID, TODAY, MemoryStore, done, later, problems_of, record_of

ENDS_FIRST = "Företrädarens uppdrag slutar innan det börjar."


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def representative(**fields: Any) -> LegalRepresentative:
    usual: dict[str, Any] = {"patient_id": PATIENT_ID, "name": "Göran"}
    return LegalRepresentative(**usual | fields)


def names(record: Record) -> list[str]:
    return [one.name for one in representatives(record)]


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"valid_from": day(0), "valid_until": day(-1)}, ENDS_FIRST),
        ({"decision_on": day(0), "valid_until": day(-1)}, ENDS_FIRST),
        ({"decision_on": day(-9), "valid_from": day(5), "valid_until": day(4)}, ENDS_FIRST),
        ({"decision_on": day(1)}, "Beslutsdatum ligger i framtiden."),
        ({"shown_on": day(1)}, "Dagen när beslutet visades ligger i framtiden."),
        ({"checked_on": day(1)}, "Datumet för kontrollen ligger i framtiden."),
        ({"name": "\t"}, "Skriv personens namn."),
    ],
)
def test_what_cannot_stand_in_a_representative_is_said(fields: dict[str, Any], problem: str) -> None:
    assert problems_of(representative(**fields)) == [problem]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"decision_on": TODAY, "shown_on": TODAY, "checked_on": TODAY},
        {"valid_from": TODAY, "valid_until": TODAY},
        {"decision_on": TODAY, "valid_until": TODAY},
        {"valid_from": day(30), "decision_on": day(-1)},
        {"valid_from": day(-30), "decision_on": day(0), "valid_until": day(-20)},
        {"valid_until": day(-400)},
        {"power": Power.FORVALTARE, "scope": tuple(Scope), "scope_note": "Bara bostadsrätten"},
    ],
)
def test_what_may_stand_in_a_representative_is_not_complained_of(fields: dict[str, Any]) -> None:
    assert problems_of(representative(**fields)) == []


def test_all_that_is_wrong_is_said_at_once() -> None:
    wrong = representative(name="", checked_on=day(2), decision_on=day(2), valid_until=day(1), shown_on=day(1))
    assert len(problems_of(wrong)) == 5


@pytest.mark.parametrize(
    ("fields", "holds"),
    [
        ({}, True),
        ({"valid_from": TODAY}, True),
        ({"valid_from": day(1)}, False),
        ({"valid_until": TODAY}, True),
        ({"valid_until": day(-1)}, False),
        ({"valid_from": TODAY, "valid_until": TODAY}, True),
        ({"decision_on": TODAY}, True),
        ({"decision_on": day(1)}, False),
        ({"decision_on": day(-9), "valid_from": day(1)}, False),
        ({"decision_on": day(9), "valid_from": day(0)}, True),
    ],
)
def test_a_power_holds_from_its_first_to_its_last_day(fields: dict[str, Any], holds: bool) -> None:
    one = representative(**fields)
    assert one.holds_on(TODAY) is holds
    assert representatives(record_of(one)) == ([one] if holds else [])


def test_a_power_begins_and_ends_as_days_pass() -> None:
    record = record_of(representative(valid_from=day(1), valid_until=day(3)), representative(name="Siv"))
    told = [names(later(record, day(offset))) for offset in (0, 1, 3, 4)]
    assert told == [["Siv"], ["Göran", "Siv"], ["Göran", "Siv"], ["Siv"]]


def test_nobody_represents_one_for_whom_nobody_is_written() -> None:
    assert representatives(record_of()) == []


def test_a_power_that_ends_before_it_starts_is_refused_in_words_and_nothing_is_lost(
    desk: Desk, store: MemoryStore
) -> None:
    maja = desk.begin(register_patient, given_name="Maja").patient_id
    desk.do(maja, add_entry, LegalRepresentative, name="Göran", valid_from=day(-9), scope=(Scope.PERSON,))
    (held,) = store.read(maja).all(LegalRepresentative)
    before = store.read(maja)
    with pytest.raises(RuleError) as refused:
        desk.do(maja, edit_entry, LegalRepresentative, held.id, valid_until=day(-10), scope=tuple(Scope))
    assert (refused.value.title, refused.value.message) == ("Det går inte att spara", ENDS_FIRST)
    assert store.read(maja) == before
    assert store.history(maja, held.id) == []


def test_the_scope_keeps_its_parts_in_their_order() -> None:
    scope = (Scope.PERSON, Scope.RIGHTS)
    record = done(record_of(), add_entry(record_of(), LegalRepresentative, name="Göran", scope=scope))
    (held,) = record.all(LegalRepresentative)
    assert held.scope == scope


@given(
    begins=st.none() | st.integers(-50, 50),
    decided=st.none() | st.integers(-50, 0),
    ends=st.none() | st.integers(-50, 50),
    asked=st.integers(-60, 60),
)
def test_no_power_holds_outside_its_days(begins: int | None, decided: int | None, ends: int | None, asked: int) -> None:
    def written(offset: int | None) -> date | None:
        return None if offset is None else day(offset)

    one = representative(valid_from=written(begins), decision_on=written(decided), valid_until=written(ends))
    first = begins if begins is not None else decided
    expected = (first is None or first <= asked) and (ends is None or asked <= ends)
    assert one.holds_on(day(asked)) is expected


def test_a_framtidsfullmakt_does_not_hold_from_the_day_it_was_given() -> None:
    """It takes effect when the giver no longer can decide (lag 2017:310 9 §), which is what Gäller från tells."""
    given = representative(power=Power.FUTURE_POWER, decided_by="Maja", decision_on=day(-2000))
    assert names(record_of(given)) == []

"""Guardians decide for a child from a day to a day, and never on or after the day the child comes of age."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.desk import Desk
from coordinator.entries import add_entry, edit_entry
from coordinator.errors import RuleError
from coordinator.guardian import Custody, Guardian, guardians
from coordinator.person import Patient, ProtectedIdentity, register_patient
from coordinator.record import Record
from coordinator.related_person import Kinship
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, MemoryStore, done, later, record_of

BORN = date(2012, 6, 15)
OF_AGE = date(2030, 6, 15)
LEAP_BORN, LEAP_OF_AGE = date(2012, 2, 29), date(2030, 2, 28)
ENDS_FIRST = "Vårdnaden slutar innan den börjar."
ONE_DAY = timedelta(days=1)


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def child(born: date | None = BORN) -> Patient:
    return Patient(id=PATIENT_ID, patient_id=PATIENT_ID, given_name="Alma", birth_date=born)


def guardian(**fields: Any) -> Guardian:
    usual: dict[str, Any] = {"patient_id": PATIENT_ID, "name": "Åsa"}
    return Guardian(**usual | fields)


def problems(one: Guardian, born: date | None = BORN, today: date = TODAY) -> list[str]:
    return list(one.problems(record_of(child(born), one, today=today)))


def names(record: Record) -> list[str]:
    return [one.name for one in guardians(record)]


# What cannot stand


def test_a_power_that_ends_before_it_starts_is_said() -> None:
    assert problems(guardian(valid_from=day(0), valid_until=day(-1))) == [ENDS_FIRST]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"valid_from": TODAY, "valid_until": TODAY},
        {"valid_from": BORN},
        {"valid_from": day(100)},
        {"valid_until": day(-100)},
        {"valid_until": OF_AGE - ONE_DAY},
        {"valid_from": OF_AGE - ONE_DAY},
        {"custody": Custody.APPOINTED, "decides_alone_on": "Habilitering"},
    ],
)
def test_what_may_stand_in_a_guardian_is_not_complained_of(fields: dict[str, Any]) -> None:
    assert problems(guardian(**fields)) == []


@pytest.mark.parametrize(("born", "of_age"), [(BORN, OF_AGE), (LEAP_BORN, LEAP_OF_AGE)], ids=["any day", "29 February"])
@pytest.mark.parametrize("field", ["valid_from", "valid_until"])
@pytest.mark.parametrize(("offset", "complaints"), [(-1, 0), (0, 1), (1, 1), (4000, 1)])
def test_no_power_is_written_for_the_day_the_child_comes_of_age_or_later(
    born: date, of_age: date, field: str, offset: int, complaints: int
) -> None:
    found = problems(guardian(**{field: of_age + timedelta(days=offset)}), born)
    assert len(found) == complaints
    assert all("Vårdnaden upphör när patienten blir myndig" in one for one in found)


def test_without_a_birth_date_any_day_may_stand() -> None:
    assert problems(guardian(valid_from=day(0), valid_until=day(40_000)), born=None) == []
    assert problems(guardian(valid_from=day(0), valid_until=day(-1)), born=None) == [ENDS_FIRST]


def test_all_that_is_wrong_is_said_at_once() -> None:
    wrong = guardian(name=" ", checked_on=day(1), valid_from=OF_AGE + ONE_DAY, valid_until=OF_AGE)
    found = problems(wrong)
    assert len(found) == 4
    assert found[:3] == ["Skriv personens namn.", "Datumet för kontrollen ligger i framtiden.", ENDS_FIRST]


def test_the_guardians_of_one_who_came_of_age_are_kept_and_can_be_changed() -> None:
    mother = guardian(valid_until=OF_AGE - ONE_DAY)
    record = later(record_of(child(), mother), OF_AGE + timedelta(days=400))
    changed = done(record, edit_entry(record, Guardian, mother.id, note="Bor i Umeå"))
    assert changed.get(Guardian, mother.id).note == "Bor i Umeå"
    assert names(changed) == []


# Through the desk: words, and nothing lost


def test_a_power_that_ends_before_it_starts_is_refused_in_words_and_nothing_is_lost(
    desk: Desk, store: MemoryStore
) -> None:
    alma = desk.begin(register_patient, given_name="Alma", birth_date=BORN).patient_id
    desk.do(alma, add_entry, Guardian, name="Åsa", valid_from=day(-100), valid_until=day(100))
    (mother,) = store.read(alma).all(Guardian)
    before = store.read(alma)
    store.noted.clear()
    with pytest.raises(RuleError) as refused:
        desk.do(alma, edit_entry, Guardian, mother.id, valid_until=day(-101), note="Ny dom")
    assert (refused.value.title, refused.value.message) == ("Det går inte att spara", ENDS_FIRST)
    with pytest.raises(RuleError, match=ENDS_FIRST):
        desk.do(alma, add_entry, Guardian, name="Per", valid_from=day(1), valid_until=day(0))
    assert store.read(alma) == before
    assert (store.noted, store.history(alma, mother.id)) == ([], [])


def test_what_was_refused_can_be_put_right_and_saved(desk: Desk, store: MemoryStore) -> None:
    alma = desk.begin(register_patient, given_name="Alma", birth_date=BORN).patient_id
    with pytest.raises(RuleError):
        desk.do(alma, add_entry, Guardian, name="Per", valid_from=day(1), valid_until=day(0))
    desk.do(alma, add_entry, Guardian, name="Per", valid_from=day(1), valid_until=day(1))
    assert [one.name for one in store.read(alma).all(Guardian)] == ["Per"]


def test_a_birth_date_that_makes_a_power_outlast_childhood_is_refused_and_nothing_is_lost(
    desk: Desk, store: MemoryStore
) -> None:
    alma = desk.begin(register_patient, given_name="Alma", birth_date=BORN).patient_id
    desk.do(alma, add_entry, Guardian, name="Åsa", valid_until=OF_AGE - ONE_DAY)
    before = store.read(alma)
    with pytest.raises(RuleError, match="blir myndig"):
        desk.do(alma, edit_entry, Patient, alma, birth_date=BORN - ONE_DAY)
    assert store.read(alma) == before
    desk.do(alma, edit_entry, Patient, alma, birth_date=BORN + ONE_DAY)
    assert store.read(alma).patient.birth_date == BORN + ONE_DAY


# Who decides


@pytest.mark.parametrize(
    ("fields", "holds"),
    [
        ({}, True),
        ({"valid_from": TODAY}, True),
        ({"valid_from": day(1)}, False),
        ({"valid_until": TODAY}, True),
        ({"valid_until": day(-1)}, False),
        ({"valid_from": TODAY, "valid_until": TODAY}, True),
        ({"valid_from": day(-9), "valid_until": day(9)}, True),
        ({"valid_from": day(-9), "valid_until": day(-1)}, False),
    ],
)
def test_a_guardian_decides_from_the_first_to_the_last_day(fields: dict[str, Any], holds: bool) -> None:
    one = guardian(**fields)
    record = record_of(child(), one)
    assert one.holds_on(TODAY, record) is holds
    assert guardians(record) == ([one] if holds else [])


@pytest.mark.parametrize(("born", "of_age"), [(BORN, OF_AGE), (LEAP_BORN, LEAP_OF_AGE)], ids=["any day", "29 February"])
def test_the_power_ends_the_day_before_the_child_comes_of_age(born: date, of_age: date) -> None:
    record = record_of(child(born), guardian())
    assert names(later(record, of_age - ONE_DAY)) == ["Åsa"]
    assert names(later(record, of_age)) == []
    assert names(later(record, of_age + ONE_DAY)) == []


def test_a_day_written_too_far_ahead_gives_no_power_over_an_adult() -> None:
    record = record_of(child(), guardian(valid_until=OF_AGE + timedelta(days=400)))
    assert names(later(record, OF_AGE)) == []


def test_without_a_birth_date_only_the_written_days_end_the_power() -> None:
    record = record_of(child(None), guardian(name="Åsa"), guardian(name="Per", valid_until=day(9)))
    assert names(record) == ["Åsa", "Per"]
    assert names(later(record, day(20_000))) == ["Åsa"]


def test_those_who_decide_are_told_in_the_order_they_were_written() -> None:
    record = record_of(
        child(), guardian(name="Åsa"), guardian(name="Bo", valid_until=day(-1)), guardian(name="Per"),
        guardian(name="", protected_identity=ProtectedIdentity.MARKED),
    )  # fmt: skip
    assert names(record) == ["Åsa", "Per", ""]
    assert guardians(record_of(MAJA)) == []


def test_a_new_guardian_is_a_parent_whose_custody_nobody_has_asked_about() -> None:
    assert (guardian().kinship, guardian().custody) == (Kinship.PARENT, Custody.NOT_ASKED)


@given(
    born=st.none() | st.dates(date(2000, 1, 1), date(2026, 1, 1)),
    begins=st.none() | st.dates(date(2000, 1, 1), date(2045, 1, 1)),
    ends=st.none() | st.dates(date(2000, 1, 1), date(2045, 1, 1)),
    asked=st.dates(date(2000, 1, 1), date(2045, 1, 1)),
)
def test_nobody_decides_outside_the_days_written_or_for_an_adult(
    born: date | None, begins: date | None, ends: date | None, asked: date
) -> None:
    one = guardian(valid_from=begins, valid_until=ends)
    patient = child(born)
    years = patient.age_on(asked)
    inside = (begins or date.min) <= asked <= (ends or date.max)
    assert one.holds_on(asked, record_of(patient, one)) is (inside and (years is None or years < 18))


def test_a_refusal_does_not_tell_the_patients_birthday() -> None:
    """Messages end up in logs and hold no personal data (coordinator/errors.py); 18 years before the day is hers."""
    (said,) = problems(guardian(valid_until=OF_AGE))
    assert OF_AGE.isoformat() not in said


def test_a_birth_date_far_ahead_is_refused_in_words_though_there_is_a_guardian() -> None:
    record = record_of(child(), guardian())
    with pytest.raises(RuleError, match="Födelsedatumet ligger i framtiden"):
        done(record, edit_entry(record, Patient, PATIENT_ID, birth_date=date(9990, 1, 1)))

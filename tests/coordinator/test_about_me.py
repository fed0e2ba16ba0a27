"""*Om mig*: seven headings and the story, one text at a time, and the former wording never lost."""

from datetime import date, timedelta
from typing import Any

import pytest

from coordinator.about_me import HEADINGS, AboutMe, about_me
from coordinator.desk import Desk
from coordinator.entity import new_id
from coordinator.entries import add_entry, edit_entry, remove_entry
from coordinator.errors import RuleError
from coordinator.person import Patient, register_patient
from tests.coordinator.conftest import PATIENT_ID, TODAY, MemoryStore, done, problems_of, record_of

TWICE = "Om mig finns redan. Ändra i den: den tidigare texten finns kvar i historiken."


def written(**fields: Any) -> AboutMe:
    usual: dict[str, Any] = {"patient_id": PATIENT_ID, "most_important": "Hästen Blixten"}
    return AboutMe(**usual | fields)


@pytest.fixture
def maja(desk: Desk) -> Patient:
    applied = desk.begin(register_patient, given_name="Maja")
    return desk.store.read(applied.patient_id).patient


def test_there_are_seven_headings_of_several_lines_and_the_story_last() -> None:
    assert [heading.name for heading in HEADINGS] == [
        "most_important", "people", "communication", "wellness", "do_and_do_not", "support", "worth_knowing", "story",
    ]  # fmt: skip
    assert [heading.since for heading in HEADINGS] == [1] * 7 + [6]
    assert all(heading.long and heading.value_type is str and not heading.required for heading in HEADINGS)


@pytest.mark.parametrize("offset", [-4000, -1, 0])
def test_it_is_written_today_or_earlier(offset: int) -> None:
    assert problems_of(written(written_on=TODAY + timedelta(days=offset))) == []


def test_it_is_not_written_in_the_future() -> None:
    assert problems_of(written(written_on=TODAY + timedelta(days=1))) == ["Datumet för Om mig ligger i framtiden."]


def test_a_single_heading_is_enough_and_a_day_is_not_needed() -> None:
    for heading in HEADINGS:
        only: dict[str, Any] = {heading.name: "Jag"}
        assert problems_of(AboutMe(patient_id=PATIENT_ID, **only)) == []


def test_there_is_one_only() -> None:
    record = record_of(written())
    with pytest.raises(RuleError) as refused:
        done(record, add_entry(record, AboutMe, people="Mormor"))
    assert refused.value.message == TWICE
    assert problems_of(written(), written(id=new_id())) == [TWICE]


def test_two_that_stand_there_from_before_can_be_made_one() -> None:
    one, other = written(), written(id=new_id(), most_important="Katten")
    record = record_of(one, other)
    record = done(record, edit_entry(record, AboutMe, one.id, people="Mormor"))
    record = done(record, remove_entry(record, AboutMe, other.id, reason="Dubblett"))
    assert [kept.people for kept in record.all(AboutMe)] == ["Mormor"]


def test_what_is_written_is_found_and_else_there_is_none() -> None:
    one = written()
    assert about_me(record_of(one)) is one
    assert about_me(record_of()) is None


def test_a_new_wording_keeps_the_former_in_the_history(desk: Desk, store: MemoryStore, maja: Patient) -> None:
    desk.do(maja.id, add_entry, AboutMe, most_important="Hästen Blixten", written_on=date(2026, 1, 1))
    (first,) = store.read(maja.id).all(AboutMe)
    desk.do(maja.id, edit_entry, AboutMe, first.id, most_important="Att få sova", written_on=TODAY)
    now = about_me(store.read(maja.id))
    assert now is not None and now.most_important == "Att få sova"
    (former,) = store.history(maja.id, first.id)
    assert former.entry == first


def test_what_was_taken_away_does_not_come_back_beside_a_new_one(desk: Desk, store: MemoryStore, maja: Patient) -> None:
    desk.do(maja.id, add_entry, AboutMe, most_important="Hästen")
    (first,) = store.read(maja.id).all(AboutMe)
    removed = desk.do(maja.id, remove_entry, AboutMe, first.id, reason="Maja vill börja om")
    desk.do(maja.id, add_entry, AboutMe, most_important="Katten")
    with pytest.raises(RuleError, match="Om mig finns redan"):
        desk.undo(removed.id)
    assert [one.most_important for one in store.read(maja.id).all(AboutMe)] == ["Katten"]


def test_headings_with_nothing_but_blanks_are_nothing_written() -> None:
    blank: dict[str, Any] = {heading.name: " \n\t" for heading in HEADINGS}
    assert about_me(record_of(written(**blank))) is None

"""Om mig begins with the first words, dated the day they are written, and goes on being one and the same."""

from datetime import date, timedelta

import pytest

from coordinator.about_me import AboutMe, about_me
from coordinator.errors import RuleError
from coordinator.own_words import write_about_me, written_about_me
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, record_of


def test_the_first_words_begin_it_and_date_it() -> None:
    change = write_about_me(record_of(MAJA), people="Mormor")
    (step,) = change.steps
    assert isinstance(step.entry, AboutMe)
    assert (change.title, step.entry.people, step.entry.written_on) == ("Om mig påbörjad", "Mormor", TODAY)


def test_later_words_are_of_the_same_one_and_leave_its_date() -> None:
    first = AboutMe(patient_id=PATIENT_ID, people="Mormor", written_on=TODAY - timedelta(days=9))
    (step,) = write_about_me(record_of(MAJA, first), support="På morgonen").steps
    assert isinstance(step.entry, AboutMe)
    assert (step.entry.id, step.entry.people, step.entry.support) == (first.id, "Mormor", "På morgonen")
    assert step.entry.written_on == first.written_on


@pytest.mark.parametrize("fields", [{"people": " \n"}, {"written_on": date(2026, 11, 1)}, {"written_on": None}, {}])
def test_nothing_is_begun_without_words(fields: dict[str, str | date | None]) -> None:
    with pytest.raises(RuleError, match="Inget är skrivet än"):
        write_about_me(record_of(MAJA), **fields)


def test_one_whose_words_are_all_gone_is_still_the_one_to_write_in() -> None:
    empty = AboutMe(patient_id=PATIENT_ID)
    record = record_of(MAJA, empty)
    assert about_me(record) is None and written_about_me(record) is empty
    (step,) = write_about_me(record, people="Mormor").steps
    assert step.entry.id == empty.id


def test_who_helped_can_be_what_is_written_first() -> None:
    (step,) = write_about_me(record_of(MAJA), supported_by="Klara, syster").steps
    assert isinstance(step.entry, AboutMe)
    assert step.entry.supported_by == "Klara, syster"


def test_the_story_alone_begins_it() -> None:
    record = record_of(MAJA)
    (step,) = write_about_me(record, story="Det började i benen.").steps
    assert isinstance(step.entry, AboutMe)
    assert about_me(record_of(MAJA, step.entry)) is step.entry

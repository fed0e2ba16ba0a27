"""Answers about the groups: one each, with day and name, and never "none" where there is something."""

from typing import Any

import pytest

from coordinator.change import Add, Change
from coordinator.desk import Desk
from coordinator.entity import Knowledge
from coordinator.entries import add_entry, edit_entry
from coordinator.umi.answer import AlertGroupAnswer
from coordinator.umi.kinds import AlertGroup
from coordinator.umi.row import AlertInformation
from tests.coordinator.conftest import MAJA, PATIENT_ID, MemoryStore, done, problems_of, record_of
from tests.coordinator.umi.conftest import allergy, answer, day, field_of, refused, row

C = AlertGroup.HYPERSENSITIVITY
CANNOT = "Överkänslighet har uppgifter som gäller: svaret kan inte vara Inget känt."


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"checked_on": None}, "Skriv vilken dag det frågades, och av vem."),
        ({"checked_by": " "}, "Skriv vilken dag det frågades, och av vem."),
        ({"checked_on": day(1)}, "Dagen det frågades ligger i framtiden."),
    ],
)
def test_what_cannot_stand_is_said(fields: dict[str, Any], said: str) -> None:
    assert problems_of(answer(C, **fields)) == [said]


def test_not_asked_has_no_day() -> None:
    assert problems_of(answer(C, Knowledge.NOT_ASKED)) == []


def test_a_group_has_one_answer() -> None:
    assert problems_of(answer(C), answer(C)) == ["Det finns redan ett svar om Överkänslighet. Ändra det i stället."]
    assert problems_of(answer(C), answer(AlertGroup.INFECTION)) == []


def test_none_known_and_a_row_that_holds_cannot_both_stand() -> None:
    assert problems_of(answer(C), allergy()) == [CANNOT]
    assert problems_of(answer(C), allergy(valid_until=day(-1))) == []
    assert problems_of(answer(C), row()) == []


def test_it_is_refused_in_both_orders_through_the_door_for_any_entry() -> None:
    without, stands = record_of(answer(C)), allergy(version=1)
    fields = {"type": stands.type, "term": stands.term, "atc": stands.atc, "valid_from": stands.valid_from}
    assert CANNOT in refused(without, lambda: add_entry(without, AlertInformation, **fields)).message
    told = answer(C, Knowledge.SOME, version=1)
    having = record_of(stands, told)
    edited = {"known": Knowledge.NONE_KNOWN}
    assert CANNOT in refused(having, lambda: edit_entry(having, AlertGroupAnswer, told.id, **edited)).message
    expired = record_of(answer(C), allergy(valid_until=day(-1), version=1))
    (one,) = expired.all(AlertInformation)
    assert CANNOT in refused(expired, lambda: edit_entry(expired, AlertInformation, one.id, valid_until=None)).message


def test_what_comes_in_with_a_file_is_told_as_there_is_something_and_stops_no_other_work(store: MemoryStore) -> None:
    desk = Desk(store)
    desk.take_in(PATIENT_ID, Change("Import", (Add(MAJA), Add(answer(C)), Add(allergy()))))
    record = desk.open(PATIENT_ID)
    assert field_of(record, C).words == "1 livshotande"
    assert done(record, edit_entry(record, type(MAJA), MAJA.id, called="Maja")).patient.called == "Maja"


@pytest.mark.parametrize("order", [(Knowledge.NONE_KNOWN, Knowledge.SOME), (Knowledge.SOME, Knowledge.NONE_KNOWN)])
def test_of_two_answers_the_one_that_says_more_is_told(order: tuple[Knowledge, ...]) -> None:
    record = record_of(*(answer(C, known) for known in order))
    assert field_of(record, C).words == "Finns, inte inskrivet"
    unasked = record_of(answer(C), answer(C, Knowledge.NOT_ASKED))
    assert field_of(unasked, C).words == "Ej efterfrågat"

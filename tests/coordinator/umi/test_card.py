"""A card in circulation: copies, days, and what it is called."""

from typing import Any

import pytest

from coordinator.umi.card import EmergencyCard
from tests.coordinator.conftest import PATIENT_ID, problems_of
from tests.coordinator.umi.conftest import day


def card(**fields: Any) -> EmergencyCard:
    given: dict[str, Any] = {"patient_id": PATIENT_ID, "paper": "akutkort", "issued_on": day(-9)}
    return EmergencyCard(**given | fields)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"copies": 0}, "Antalet kort ska vara minst ett."),
        ({"issued_on": day(1)}, "Dagen kortet skrevs ut ligger i framtiden."),
        ({"valid_until": day(-10)}, "Kortet slutar gälla innan det skrevs ut."),
        ({"called_in_on": day(-10)}, "Dagen kortet kom tillbaka ska ligga mellan utskriften och i dag."),
        ({"called_in_on": day(1)}, "Dagen kortet kom tillbaka ska ligga mellan utskriften och i dag."),
    ],
)
def test_what_cannot_stand_is_said(fields: dict[str, Any], said: str) -> None:
    assert problems_of(card(**fields)) == [said]


def test_a_card_may_hold_for_the_day_it_was_printed_and_come_back_the_same_day() -> None:
    assert problems_of(card(valid_until=day(-9), called_in_on=day(-9))) == []


def test_it_is_called_by_paper_and_holder() -> None:
    assert card(title="Akutkort", holder="Skolan").heading == "Akutkort, Skolan"
    assert card(holder=" Skolan ").heading == "Akutkort i omlopp, Skolan"
    assert card().heading == "Akutkort i omlopp"


def test_it_is_out_until_it_comes_back() -> None:
    assert card().is_out and not card(called_in_on=day(0)).is_out

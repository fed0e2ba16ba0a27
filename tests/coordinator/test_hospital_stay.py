"""What cannot stand in a stay in hospital, whichever door it came through."""

from datetime import timedelta
from typing import Any

import pytest

from coordinator.hospital_stay import HospitalStay
from tests.coordinator.conftest import PATIENT_ID, TODAY, noon, problems_of

ADMITTED = noon(TODAY - timedelta(days=3))
BEFORE = TODAY - timedelta(days=4)


def stay(**fields: Any) -> HospitalStay:
    known: dict[str, Any] = {"patient_id": PATIENT_ID, "hospital": "Medicinavdelning 12", "admitted_at": ADMITTED}
    return HospitalStay(**known | fields)


def test_days_in_order_are_no_problem_also_when_all_is_on_one() -> None:
    day = ADMITTED.date()
    assert problems_of(stay()) == []
    assert problems_of(stay(notice_at=ADMITTED, ready_on=day, ready_notice_on=day, discharged_on=day)) == []


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"admitted_at": noon(TODAY) + timedelta(minutes=1)}, "Inskriven ligger i framtiden."),
        ({"notice_at": ADMITTED - timedelta(minutes=1)}, "Inskrivningsmeddelandet ligger före inskrivningen."),
        ({"ready_on": BEFORE}, "Utskrivningsklar ligger före inskrivningen."),
        ({"ready_notice_on": BEFORE}, "Underrättelsen ligger före inskrivningen."),
        ({"discharged_on": BEFORE}, "Utskriven ligger före inskrivningen."),
    ],
)
def test_a_stay_says_what_cannot_stand_in_it(fields: dict[str, Any], problem: str) -> None:
    assert problems_of(stay(**fields)) == [problem]


def test_it_is_called_by_the_hospital_else_by_what_it_is() -> None:
    assert stay().heading == "Medicinavdelning 12"
    assert stay(hospital=" ").heading == "Vårdtillfälle på sjukhus"

"""Whether somebody works for the user's own vårdgivare: yes, no, and that nothing written says."""

from typing import Any

import pytest

from coordinator.contact import Contact, Huvudman
from coordinator.same_provider import same_care_provider
from tests.coordinator.conftest import ACTOR, PATIENT_ID, record_of


def contact(**fields: Any) -> Contact:
    return Contact(patient_id=PATIENT_ID, **fields)


@pytest.mark.parametrize(
    ("me", "other", "same"),
    [
        ({}, {}, None),
        ({}, {"unit": "Vuxenmottagningen"}, None),
        ({}, {"unit": f" {ACTOR.unit.upper()} "}, True),
        ({"care_provider": "Region Väst"}, {"care_provider": "region  väst"}, True),
        ({"care_provider": "Region Väst"}, {"care_provider": "Västra regionen"}, None),
        ({"huvudman": Huvudman.REGION}, {"huvudman": Huvudman.REGION}, None),
        ({"huvudman": Huvudman.REGION}, {"huvudman": Huvudman.KOMMUN}, False),
        ({"huvudman": Huvudman.REGION}, {"huvudman": Huvudman.PRIVATE, "unit": ACTOR.unit}, False),
    ],
)
def test_it_is_known_only_from_what_is_written(me: dict[str, Any], other: dict[str, Any], same: bool | None) -> None:
    bo = contact(name="Bo Ek", **other)
    assert same_care_provider(record_of(contact(name=ACTOR.name, **me), bo), bo) is same


def test_the_unit_is_enough_for_a_user_who_is_none_of_the_contacts() -> None:
    bo = contact(name="Bo Ek", unit=ACTOR.unit, huvudman=Huvudman.REGION)
    assert same_care_provider(record_of(bo), bo) is True
    named_nothing = contact(unit="", care_provider="")
    assert same_care_provider(record_of(named_nothing), named_nothing) is None

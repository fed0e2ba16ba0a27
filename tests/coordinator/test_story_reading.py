"""A reading of Om mig says who and when, and never a day to come."""

from datetime import timedelta

import pytest

from coordinator.contact import Contact
from coordinator.story_reading import StoryReading
from tests.coordinator.conftest import PATIENT_ID, TODAY, problems_of

AMINA = Contact(patient_id=PATIENT_ID, name="Amina Wallin")


def test_a_contact_or_somebody_else_has_read() -> None:
    assert problems_of(StoryReading(patient_id=PATIENT_ID, contact_id=AMINA.id, read_on=TODAY), AMINA) == []
    assert problems_of(StoryReading(patient_id=PATIENT_ID, who="Mormor", read_on=TODAY - timedelta(days=400))) == []


@pytest.mark.parametrize("who", ["", " \n"])
def test_somebody_must_have_read(who: str) -> None:
    assert problems_of(StoryReading(patient_id=PATIENT_ID, who=who, read_on=TODAY)) == ["Skriv vem som har läst."]


def test_nobody_has_read_tomorrow() -> None:
    one = StoryReading(patient_id=PATIENT_ID, who="Mormor", read_on=TODAY + timedelta(days=1))
    assert problems_of(one) == ["Dagen ligger i framtiden. Skriv den dag det lästes."]

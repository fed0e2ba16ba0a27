"""Akutinformation: a copy with source and date, shown while it holds, never beside "inget känt"."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from coordinator.alert import CardLanguage, EmergencyInformation
from coordinator.entity import Knowledge, attrs_of
from coordinator.entries import add_entry, edit_entry
from coordinator.errors import RuleError
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, done, later, problems_of, record_of

BEFORE, AFTER = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def text(**fields: Any) -> EmergencyInformation:
    given: dict[str, Any] = {
        "patient_id": PATIENT_ID,
        "heading": "Risk vid sövning",
        "source": "Utlåtande från anestesimottagningen",
        "checked_on": TODAY,
    }
    return EmergencyInformation(**given | fields)


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"heading": " "}, "Skriv en rubrik."),
        ({"source": ""}, "Skriv källan och datum"),
        ({"checked_on": None}, "Skriv källan och datum"),
        ({"checked_on": AFTER}, "kontrollen ligger i framtiden"),
        ({"ended_on": TODAY}, "varför akutinformationen avslutas"),
        ({"ended_on": TODAY, "end_reason": " "}, "varför akutinformationen avslutas"),
        ({"issued_on": TODAY, "valid_until": BEFORE}, "före den dag texten utfärdades"),
        ({"translates_id": PATIENT_ID, "language": CardLanguage.ENGLISH}, "översätter en svensk som inte finns"),
    ],
)
def test_what_cannot_stand_is_said(fields: dict[str, Any], problem: str) -> None:
    (said,) = problems_of(text(**fields))
    assert problem in said


def test_a_checked_copy_with_its_source_is_not_complained_of() -> None:
    assert problems_of(text()) == []
    assert problems_of(text(ended_on=TODAY, end_reason="Ersatt av nytt utlåtande")) == []


@pytest.mark.parametrize(
    ("fields", "current"),
    [
        ({}, True),
        ({"valid_until": TODAY}, True),
        ({"valid_until": BEFORE}, False),
        ({"ended_on": AFTER}, True),
        ({"ended_on": TODAY}, False),
        ({"ended_on": BEFORE, "valid_until": AFTER}, False),
    ],
)
def test_a_text_is_current_until_its_last_day_or_until_it_was_ended(fields: dict[str, Any], current: bool) -> None:
    assert text(**fields).is_current_on(TODAY) is current


def test_nothing_known_and_a_current_text_cannot_both_stand() -> None:
    unaware = replace(MAJA, emergency_known=Knowledge.NONE_KNOWN)
    assert problems_of(text(), unaware) == ["Akutinformation finns: ändra Viktigt i akuta lägen till Finns."]
    assert problems_of(text(valid_until=BEFORE), unaware) == []
    for known in (Knowledge.NOT_ASKED, Knowledge.SOME):
        assert problems_of(text(), replace(MAJA, emergency_known=known)) == []


def test_the_contradiction_is_refused_from_either_side() -> None:
    unaware = record_of(replace(MAJA, emergency_known=Knowledge.NONE_KNOWN))
    given = {"heading": "Risk vid sövning", "source": "Utlåtande", "checked_on": TODAY}
    with pytest.raises(RuleError, match="till Finns"):
        done(unaware, add_entry(unaware, EmergencyInformation, **given))
    aware = record_of(text())
    with pytest.raises(RuleError, match="till Finns"):
        done(aware, edit_entry(aware, type(MAJA), MAJA.id, emergency_known=Knowledge.NONE_KNOWN))


def test_a_text_that_was_right_when_written_does_not_stop_other_work_as_days_pass() -> None:
    record = later(record_of(text(valid_until=TODAY)), AFTER)
    assert done(record, edit_entry(record, type(MAJA), MAJA.id, called="Maja")).patient.called == "Maja"


def test_only_the_hospital_tells_where_the_person_can_be_found() -> None:
    assert [attr.name for attr in attrs_of(EmergencyInformation) if attr.locates] == ["hospital"]


def test_an_english_text_translates_one_swedish_and_each_has_one_that_holds() -> None:
    swedish = text()
    english = text(language=CardLanguage.ENGLISH, translates_id=swedish.id)
    again = replace(english, id=PATIENT_ID)
    assert problems_of(english, swedish) == problems_of(swedish, english) == []
    assert problems_of(english, swedish, again) == ["Texten har redan en engelsk översättning. Ändra den i stället."]
    assert problems_of(english, swedish, replace(again, ended_on=TODAY, end_reason="Fel")) == []
    assert problems_of(again, english) == [
        "Den engelska texten översätter en svensk som inte finns. Ta bort den engelska först.",
        "Texten har redan en engelsk översättning. Ändra den i stället.",
    ]
    of_english = problems_of(text(translates_id=swedish.id), swedish)
    assert of_english == ["Bara en engelsk text kan vara översättning av en svensk."]


@pytest.mark.parametrize("fields", [{"language": CardLanguage.ENGLISH}, {"issued_on": TODAY, "valid_until": BEFORE}])
def test_what_was_written_before_these_rules_can_be_changed(fields: dict[str, Any]) -> None:
    old = text(**fields, version=1)
    record = record_of(old)
    changed = done(record, edit_entry(record, EmergencyInformation, old.id, heading="Ny"))
    assert changed.all(EmergencyInformation)[0].heading == "Ny"

"""Which consents hold, how each ended, what coming of age does to a guardian's, and whose names can stand on one."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from coordinator.consent import Consent, ConsentForm, ConsentGiver, ConsentPurpose, OneGuardian
from coordinator.consent_state import at_coming_of_age, by_whom, holding, how_long, names_of, not_holding
from coordinator.guardian import Guardian
from coordinator.representative import LegalRepresentative, Power
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, record_of

CHILD = replace(MAJA, given_name="Wilma", family_name="Öst", called="Wille", birth_date=date(2008, 12, 14),
                identity_number=None)  # fmt: skip
OF_AGE = date(2026, 12, 14)


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def consent(**fields: Any) -> Consent:
    usual: dict[str, Any] = {
        "patient_id": PATIENT_ID, "purpose": ConsentPurpose.EXCHANGE, "given_by": "Nina", "given_on": day(-30),
        "recipients": "Skolan", "covers": "Tider", "valid_until": day(10),
    }  # fmt: skip
    return Consent(**usual | fields)


def test_those_that_hold_stand_by_when_they_end_and_the_others_by_when_they_ended() -> None:
    late, soon, today = consent(valid_until=day(90)), consent(valid_until=day(2)), consent(valid_until=day(0))
    past = consent(valid_until=day(-1))
    revoked = consent(revoked_on=day(-8))
    record = record_of(CHILD, late, revoked, past, soon, today)
    assert holding(record) == [today, soon, late]
    assert not_holding(record) == [past, revoked]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Gäller till 2 dec 2026, om 10 dagar"),
        ({"valid_until": day(0)}, "Gäller till 22 nov 2026, i dag"),
        ({"valid_until": day(-1)}, "Gällde till 21 nov 2026"),
        ({"revoked_on": day(0)}, "Återkallat 22 nov 2026"),
        ({"revoked_on": day(-3), "valid_until": day(-1)}, "Återkallat 19 nov 2026"),
        ({"given_on": day(3)}, "Gäller från 25 nov 2026"),
    ],
)
def test_how_long_it_holds_or_how_it_ended(fields: dict[str, Any], words: str) -> None:
    assert how_long(consent(**fields), record_of(CHILD)) == words


@pytest.mark.parametrize(
    ("last", "today", "words"),
    [
        (OF_AGE - timedelta(days=2), TODAY, ""),
        (OF_AGE - timedelta(days=1), TODAY, "Upphör när Wille blir myndig 14 dec 2026."),
        (OF_AGE, TODAY, "Lämnat av vårdnadshavare. Wille blir myndig 14 dec 2026."),
        (OF_AGE, OF_AGE, "Lämnat av vårdnadshavare. Wille är myndig sedan 14 dec 2026."),
    ],
)
def test_a_guardian_s_consent_that_meets_the_coming_of_age_says_so(last: date, today: date, words: str) -> None:
    record = record_of(CHILD, today=today)
    assert at_coming_of_age(consent(giver=ConsentGiver.GUARDIAN, valid_until=last), record) == words
    assert at_coming_of_age(consent(valid_until=last), record) == ""
    nobody_knows = record_of(replace(CHILD, birth_date=None), today=today)
    assert at_coming_of_age(consent(giver=ConsentGiver.GUARDIAN, valid_until=last), nobody_knows) == ""


def test_the_names_are_of_those_who_can_give_it_today() -> None:
    def representative(name: str, power: Power, **fields: Any) -> LegalRepresentative:
        return LegalRepresentative(patient_id=PATIENT_ID, name=name, power=power, **fields)

    record = record_of(
        CHILD,
        Guardian(patient_id=PATIENT_ID, name="Nina"), Guardian(patient_id=PATIENT_ID, name="Urban"),
        Guardian(patient_id=PATIENT_ID, name="Förr", valid_until=day(-1)),
        representative("Gerhard", Power.FORVALTARE), representative("Ida", Power.GOD_MAN, valid_until=day(-1)),
        representative("Olle", Power.POWER_OF_ATTORNEY), representative("Klara", Power.FUTURE_POWER, valid_from=day(0)),
    )  # fmt: skip
    assert [names_of(record, giver) for giver in ConsentGiver] == ["Wilma Öst", "Nina och Urban", "Gerhard", "Klara"]
    assert [names_of(record_of(replace(CHILD, given_name="", family_name="")), giver) for giver in ConsentGiver] == [
        "", "", "", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Skriftligt 23 okt 2026 av Nina"),
        (
            {"giver": ConsentGiver.GUARDIAN, "form": ConsentForm.ORAL, "also_given_by": " Urban "},
            "Muntligt 23 okt 2026 av Nina, vårdnadshavare. Skriftligt av Urban",
        ),
        (
            {"giver": ConsentGiver.GUARDIAN, "also_given_by": "Urban", "also_given_on": day(-2)},
            "Skriftligt 23 okt 2026 av Nina, vårdnadshavare. Skriftligt 20 nov 2026 av Urban",
        ),
        (
            {"one_guardian": OneGuardian.DECIDES_ALONE, "one_guardian_reason": "Dom"},
            "Skriftligt 23 okt 2026 av Nina. En räcker. Får besluta ensam: Dom",
        ),
        ({"one_guardian": OneGuardian.DECIDES_ALONE}, "Skriftligt 23 okt 2026 av Nina. En räcker. Får besluta ensam"),
    ],
)
def test_who_gave_it_how_and_when(fields: dict[str, Any], words: str) -> None:
    assert by_whom(consent(**fields)) == words

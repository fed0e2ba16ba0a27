"""Who decides today, said only as far as the record says it: age, guardians, representatives, and until when."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from coordinator.deciding import Standing, how_long, is_minor, last_day, standing, who_decides
from coordinator.entity import Entity, Knowledge
from coordinator.guardian import Custody, Guardian
from coordinator.representative import LegalRepresentative, Power
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, record_of

OF_AGE = date(2026, 12, 14)
CHILD = replace(MAJA, called="Wille", birth_date=date(2008, 12, 14), identity_number=None)
ADULT = replace(CHILD, birth_date=date(1990, 7, 28), representative_known=Knowledge.NONE_KNOWN)


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def guardian(name: str = "Nina", custody: Custody = Custody.JOINT, **fields: Any) -> Guardian:
    return Guardian(patient_id=PATIENT_ID, name=name, custody=custody, **fields)


def representative(power: Power = Power.GOD_MAN, **fields: Any) -> LegalRepresentative:
    return LegalRepresentative(patient_id=PATIENT_ID, name="Gerhard", power=power, **fields)


@pytest.mark.parametrize(
    ("guardians", "words"),
    [
        ([], "Ingen vårdnadshavare är inskriven."),
        ([guardian(valid_until=day(-1))], "Ingen vars vårdnad gäller i dag är inskriven."),
        ([guardian(), guardian("Urban")], "Båda vårdnadshavarna beslutar: Nina och Urban."),
        ([guardian(), guardian("Urban", valid_until=day(-1))],
         "Nina har gemensam vårdnad. Den andra vårdnadshavaren är inte inskriven."),
        ([guardian(custody=Custody.SOLE)], "Nina har ensam vårdnad."),
        ([guardian(custody=Custody.APPOINTED)], "Nina är särskilt förordnad vårdnadshavare."),
        ([guardian(custody=Custody.NOT_ASKED)],
         "Nina är vårdnadshavare. Om vårdnaden är gemensam är inte efterfrågat."),
        ([guardian(), guardian("Urban", Custody.NOT_ASKED)],
         "Vårdnadshavare är Nina och Urban. Om vårdnaden är gemensam är inte efterfrågat."),
        ([guardian(decides_alone_on="Hörapparat"), guardian("Urban")],
         "Båda vårdnadshavarna beslutar: Nina och Urban. Nina får besluta ensam om det som står nedan."),
    ],
)  # fmt: skip
def test_for_a_child_the_guardians_are_named(guardians: list[Guardian], words: str) -> None:
    assert who_decides(record_of(CHILD, *guardians)) == f"Wille är 17 år. {words}"


@pytest.mark.parametrize(
    ("known", "entries", "words"),
    [
        (Knowledge.NONE_KNOWN, [], "Ingen företrädare är känd."),
        (Knowledge.NOT_ASKED, [], "Om det finns en företrädare är inte efterfrågat."),
        (Knowledge.SOME, [representative(valid_until=day(-1))],
         "Ingen företrädare vars uppdrag gäller i dag är inskriven."),
        (Knowledge.SOME, [representative()], "Gerhard är god man."),
        (Knowledge.SOME, [representative(Power.FORVALTARE)], "Gerhard är förvaltare."),
        (Knowledge.SOME, [representative(Power.FUTURE_POWER)],
         "Ingen företrädare vars uppdrag gäller i dag är inskriven."),
        (Knowledge.SOME, [representative(Power.FUTURE_POWER, valid_from=day(0))], "Gerhard har framtidsfullmakt."),
        (Knowledge.NONE_KNOWN, [guardian()], "Ingen företrädare är känd."),
    ],
)  # fmt: skip
def test_for_an_adult_the_representatives_whose_power_holds_are_named(
    known: Knowledge, entries: list[Entity], words: str
) -> None:
    record = record_of(replace(ADULT, representative_known=known), *entries)
    assert who_decides(record) == f"Wille är 36 år och myndig. {words}"


def test_a_child_may_have_a_representative_too() -> None:
    said = who_decides(record_of(CHILD, guardian(), guardian("Urban"), representative()))
    assert said.endswith("Nina och Urban. Gerhard är god man.")


def test_without_a_birth_date_nothing_is_said_of_age() -> None:
    born_some_day = replace(CHILD, birth_date=None, called="", given_name="")
    record = record_of(born_some_day, guardian(custody=Custody.SOLE))
    assert is_minor(record) is None
    assert who_decides(record).startswith("Födelsedatum saknas: om Patienten är myndig går inte att se. Nina har ensam")
    assert how_long(guardian(), record) == "Födelsedatum saknas: hur länge går inte att se"
    assert "vårdnad" not in who_decides(record_of(born_some_day)).lower()


def test_a_newborn_has_no_age_in_years() -> None:
    assert who_decides(record_of(replace(CHILD, birth_date=day(-3)))).startswith("Wille är under ett år.")


@pytest.mark.parametrize(
    ("one", "now", "words"),
    [
        (guardian(), Standing.HOLDING, "Upphör när Wille blir myndig 14 dec 2026, om 22 dagar"),
        (guardian(valid_until=day(0)), Standing.HOLDING, "Gäller till 22 nov 2026, i dag"),
        (guardian(valid_until=day(-1)), Standing.ENDED, "Upphörde 21 nov 2026"),
        (guardian(valid_from=day(1)), Standing.COMING, "Gäller från 23 nov 2026"),
        (representative(), Standing.HOLDING, "Gäller tills vidare"),
        (representative(valid_until=day(9)), Standing.HOLDING, "Gäller till 1 dec 2026, om 9 dagar"),
        (representative(valid_until=day(-9)), Standing.ENDED, "Upphörde 13 nov 2026"),
        (representative(decision_on=day(0), valid_from=day(2)), Standing.COMING, "Gäller från 24 nov 2026"),
        (representative(Power.FUTURE_POWER), Standing.COMING, "Har inte börjat gälla"),
        (representative(Power.FUTURE_POWER, valid_until=day(-1)), Standing.ENDED, "Upphörde 21 nov 2026"),
    ],
)
def test_a_power_holds_is_coming_or_has_ended(one: Guardian | LegalRepresentative, now: Standing, words: str) -> None:
    record = record_of(CHILD, one)
    assert (standing(one, record), how_long(one, record)) == (now, words)


def test_a_guardian_s_power_ends_on_the_day_of_coming_of_age() -> None:
    nina = guardian()
    before, after = (record_of(CHILD, nina, today=OF_AGE - timedelta(days=days)) for days in (1, 0))
    assert (standing(nina, before), is_minor(before)) == (Standing.HOLDING, True)
    assert (standing(nina, after), is_minor(after)) == (Standing.ENDED, False)
    assert how_long(nina, after) == "Upphörde när Wille blev myndig 14 dec 2026"


def test_the_last_day_is_the_first_of_those_known() -> None:
    record = record_of(CHILD)
    assert last_day(guardian(), record) == date(2026, 12, 13)
    assert last_day(guardian(valid_until=day(1)), record) == day(1)
    assert last_day(representative(), record) is None
    assert last_day(guardian(), record_of(replace(CHILD, birth_date=None))) is None

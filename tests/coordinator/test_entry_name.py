"""What an entry is called in a line."""

from dataclasses import replace

from coordinator.alert import EmergencyInformation
from coordinator.careplan import CareGoal, CarePlan
from coordinator.contact import Contact
from coordinator.entry_name import name_of
from coordinator.gap_silence import GapSilence
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY


def test_each_is_called_by_what_tells_it_from_others() -> None:
    assert name_of(MAJA) == "Maja Lindeskog"
    assert name_of(Contact(patient_id=PATIENT_ID, name="Nour Haddad", role="neurolog")) == "Nour Haddad, neurolog"
    assert name_of(EmergencyInformation(patient_id=PATIENT_ID, heading="Risk vid sövning")) == "Risk vid sövning"
    assert name_of(Contact(patient_id=PATIENT_ID)) == "Kontakt"
    plan = CarePlan(patient_id=PATIENT_ID, participants="Maja, Stina")
    assert name_of(plan) == "Vårdplan"
    goal = CareGoal(patient_id=PATIENT_ID, plan_id=plan.id, need="Säger inte till", goal="Gå på tur")
    assert (name_of(goal), name_of(replace(goal, goal=" "))) == ("Gå på tur", "Säger inte till")


def test_a_silence_is_called_by_what_its_rule_looks_for() -> None:
    quiet = GapSilence(
        patient_id=PATIENT_ID, rule="no_dental", reason="Tänderna kommer", until=TODAY, silenced_on=TODAY
    )
    assert name_of(quiet) == "Ingen kontakt i tandvården"
    assert name_of(replace(quiet, rule="a_rule_that_was")) == "En regel som inte finns längre"


def test_a_long_one_is_cut_to_a_line() -> None:
    name = name_of(Contact(patient_id=PATIENT_ID, name="Nour\n" + "Haddad " * 20))
    assert "\n" not in name
    assert len(name) <= 60
    assert name.endswith("…")

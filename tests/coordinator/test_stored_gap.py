"""Gaps as they are kept for lists: what `gaps` finds, and nothing of the words of a patient whose place is secret."""

from dataclasses import replace
from datetime import timedelta

import pytest

from coordinator.contact import Contact
from coordinator.entity import Entity
from coordinator.gap import rules
from coordinator.gaps import gaps, silence_gap
from coordinator.guardian import Guardian
from coordinator.page import Page
from coordinator.person import PatientStatus, ProtectedIdentity
from coordinator.related_person import SharesHome
from coordinator.stored_gap import StoredGap, stored_gaps
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, done, record_of

SCHOOL = Contact(patient_id=PATIENT_ID, name="Hemliga skolan")
PARENT = Guardian(patient_id=PATIENT_ID, name="Eva", protected_identity=ProtectedIdentity.REGISTRATION)


def kept_of(*entries: Entity) -> dict[str, StoredGap]:
    """By the code of the rule."""
    return {gap.rule: gap for gap in stored_gaps(record_of(*entries))}


def test_what_is_kept_is_what_was_found_in_the_same_order() -> None:
    record = record_of(SCHOOL)
    kept = stored_gaps(record)
    assert [(one.rule, one.title, one.why, one.verb, one.page, one.field, one.due) for one in kept] == [
        (gap.key, gap.title, gap.why, gap.verb, gap.page, gap.field, gap.due) for gap in gaps(record)
    ]
    assert [one.rank for one in kept] == sorted(one.rank for one in kept)
    assert {one.patient_id for one in kept} == {PATIENT_ID}
    (hers,) = [one for one in kept if one.rule == "contact_unreachable"]
    assert (hers.contact_id, hers.entry_id, "Hemliga skolan" in hers.title) == (SCHOOL.id, SCHOOL.id, True)


def test_who_is_in_it_is_not_told_by_its_repr() -> None:
    assert "Hemliga" not in repr(stored_gaps(record_of(SCHOOL)))


@pytest.mark.parametrize("protected", ProtectedIdentity)
def test_of_a_protected_patient_only_the_rule_is_told(protected: ProtectedIdentity) -> None:
    kept = kept_of(replace(MAJA, protected_identity=protected), SCHOOL)
    hers = kept["contact_unreachable"]
    assert ("Hemliga" in repr([(one.title, one.why) for one in kept.values()])) is not protected.protects
    assert (hers.contact_id, hers.entry_id, hers.page) == (SCHOOL.id, SCHOOL.id, Page.CONTACTS)
    if protected.protects:
        names = {rule.code: rule.name for rule in rules()}
        assert all(one.title == names[one.rule] for one in kept.values())
        assert hers.why == "Vad det gäller står på patientens egen sida."


@pytest.mark.parametrize("home", SharesHome)
def test_so_too_when_somebody_at_home_is_protected(home: SharesHome) -> None:
    hers = kept_of(replace(PARENT, lives_with_patient=home), SCHOOL)["contact_unreachable"]
    assert ("Hemliga" in hers.title) is (home is SharesHome.NO)


def test_a_rule_that_is_gone_still_has_calm_words() -> None:
    gone = kept_of(SCHOOL)["contact_unreachable"]._replace(rule="gone")
    assert gone.without_words().title == "Något att se över"


def test_nothing_is_kept_of_whom_there_is_nothing_to_tell() -> None:
    assert kept_of(replace(MAJA, status=PatientStatus.ENDED), SCHOOL) == {}


def test_what_is_silenced_is_not_kept() -> None:
    record = record_of(SCHOOL)
    until = TODAY + timedelta(days=9)
    quiet = done(record, silence_gap(record, "contact_unreachable", about=SCHOOL.id, reason="Nås ej", until=until))
    left = [one.rule for one in stored_gaps(record) if one.rule != "contact_unreachable"]
    assert [one.rule for one in stored_gaps(quiet)] == left

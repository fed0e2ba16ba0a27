"""What holds for everybody beside the patient, whatever power the person has: name, protection, where she lives."""

from datetime import date, timedelta
from typing import Any

import pytest

from coordinator.entity import attrs_of
from coordinator.entries import add_entry, remove_entry
from coordinator.guardian import Guardian
from coordinator.kinds import KINDS
from coordinator.person import ProtectedIdentity
from coordinator.related_person import Kinship, RelatedPerson, SharesHome
from coordinator.relative import Relative
from coordinator.representative import LegalRepresentative
from tests.coordinator.conftest import PATIENT_ID, TODAY, done, problems_of, record_of

EACH = pytest.mark.parametrize("kind", [Relative, Guardian, LegalRepresentative], ids=lambda kind: kind.KIND)
NOT_ASKED, NONE, MARKED, REGISTRATION = ProtectedIdentity


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


@EACH
@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({}, "Skriv personens namn."),
        ({"name": " \t\n"}, "Skriv personens namn."),
        ({"phone": "070-174 06 12"}, "Skriv personens namn."),
        ({"protected_identity": NONE}, "Skriv personens namn."),
        ({"name": "Åsa", "checked_on": day(1)}, "Datumet för kontrollen ligger i framtiden."),
    ],
)
def test_what_cannot_stand_about_anybody_is_said(
    kind: type[RelatedPerson], fields: dict[str, Any], problem: str
) -> None:
    assert problems_of(kind(patient_id=PATIENT_ID, **fields)) == [problem]


@EACH
@pytest.mark.parametrize(
    "fields",
    [
        {"name": "Åsa"},
        {"name": "Åsa", "checked_on": TODAY},
        {"name": "Åsa", "checked_on": day(-4000)},
        {"protected_identity": MARKED},
        {"protected_identity": REGISTRATION, "name": "  "},
    ],
)
def test_a_name_is_enough_and_a_protected_person_needs_none(kind: type[RelatedPerson], fields: dict[str, Any]) -> None:
    assert problems_of(kind(patient_id=PATIENT_ID, **fields)) == []


@EACH
def test_every_fault_is_told_at_once(kind: type[RelatedPerson]) -> None:
    assert len(problems_of(kind(patient_id=PATIENT_ID, checked_on=day(1)))) == 2


@EACH
@pytest.mark.parametrize(("name", "heading"), [("Åsa Lind", "Åsa Lind"), (" Åsa ", "Åsa"), ("", None), (" \t", None)])
def test_who_has_no_name_is_called_by_what_she_is(kind: type[RelatedPerson], name: str, heading: str | None) -> None:
    one = kind(patient_id=PATIENT_ID, name=name, protected_identity=MARKED)
    assert one.heading == (heading or kind.TITLE)


@pytest.mark.parametrize(
    ("protected", "hidden"), [(NOT_ASKED, False), (NONE, False), (MARKED, True), (REGISTRATION, True)]
)
def test_only_a_protection_in_the_register_hides_the_person(protected: ProtectedIdentity, hidden: bool) -> None:
    assert Relative(patient_id=PATIENT_ID, protected_identity=protected).is_protected is hidden


@pytest.mark.parametrize("protected", [MARKED, REGISTRATION])
def test_the_home_is_shielded_unless_they_are_known_to_live_apart(protected: ProtectedIdentity) -> None:
    shielding = {
        shares
        for shares in SharesHome
        if Guardian(patient_id=PATIENT_ID, protected_identity=protected, lives_with_patient=shares).shields_home
    }
    assert shielding == {SharesHome.NOT_ASKED, SharesHome.YES, SharesHome.PARTLY}


@pytest.mark.parametrize("protected", [NOT_ASKED, NONE])
@pytest.mark.parametrize("shares", SharesHome)
def test_who_is_not_protected_shields_no_home(protected: ProtectedIdentity, shares: SharesHome) -> None:
    one = Relative(patient_id=PATIENT_ID, name="Åsa", protected_identity=protected, lives_with_patient=shares)
    assert not one.shields_home


@EACH
def test_what_tells_where_the_person_is_found_is_declared_so(kind: type[RelatedPerson]) -> None:
    assert {attr.name for attr in attrs_of(kind) if attr.locates} >= {"phone", "email", "address", "kommun"}


@EACH
def test_nothing_is_taken_for_granted_about_a_new_person(kind: type[RelatedPerson]) -> None:
    one = kind(patient_id=PATIENT_ID, name="Åsa")
    assert (one.lives_with_patient, one.protected_identity) == (SharesHome.NOT_ASKED, NOT_ASKED)
    assert (one.checked_on, one.on_print) == (None, True)


@EACH
def test_a_person_is_added_and_taken_away(kind: type[RelatedPerson]) -> None:
    record = done(record_of(), add_entry(record_of(), kind, name="Åsa"))
    (one,) = record.all(kind)
    assert one.name == "Åsa"
    assert done(record, remove_entry(record, kind, one.id, reason="Felregistrerad")).all(kind) == ()


def test_what_they_have_in_common_is_no_kind_of_its_own() -> None:
    assert RelatedPerson not in KINDS and not hasattr(RelatedPerson, "KIND")
    assert {kind for kind in KINDS if issubclass(kind, RelatedPerson)} == {Relative, Guardian, LegalRepresentative}


def test_one_person_may_stand_in_several_capacities() -> None:
    mother: dict[str, Any] = {"name": "Åsa Lind", "kinship": Kinship.MOTHER}
    record = record_of(Relative(patient_id=PATIENT_ID, **mother), Guardian(patient_id=PATIENT_ID, **mother))
    record = done(record, add_entry(record, LegalRepresentative, name="Åsa Lind"))
    assert [len(record.all(kind)) for kind in (Relative, Guardian, LegalRepresentative)] == [1, 1, 1]

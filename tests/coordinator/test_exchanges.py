"""Who exchanges information with whom: only what the record plainly says."""

from datetime import date, timedelta
from typing import Any

import pytest

from coordinator.consent import Consent, ConsentPurpose
from coordinator.contact import Assignment, Contact, ContactRole, ContactStatus
from coordinator.entity import Entity
from coordinator.exchanges import Exchange, exchanges
from coordinator.referral import Referral, ReferralStatus
from coordinator.shared_paper import Ground, SharedPaper
from tests.coordinator.conftest import PATIENT_ID, TODAY, record_of

AWAITED = "remiss som väntar på svar"


def contact(name: str, **fields: Any) -> Contact:
    return Contact(patient_id=PATIENT_ID, name=name, **fields)


KARIN, HENRIK, LISA = contact("Karin Lindström"), contact("Henrik Falk"), contact("Lisa Ek", role="dietist")
COORDINATES = ContactRole(
    patient_id=PATIENT_ID, contact_id=KARIN.id, assignment=Assignment.FIXED_CARE_CONTACT, start=TODAY, main=True
)


def consent(**fields: Any) -> Consent:
    known: dict[str, Any] = {
        "patient_id": PATIENT_ID, "purpose": ConsentPurpose.EXCHANGE, "given_by": "Maja", "given_on": TODAY,
        "recipients": "dietisten Lisa Ek", "covers": "maten", "valid_until": TODAY + timedelta(days=90),
    }  # fmt: skip
    return Consent(**known | fields)


def referral(**fields: Any) -> Referral:
    known: dict[str, Any] = {"patient_id": PATIENT_ID, "from_contact_id": HENRIK.id, "contact_id": LISA.id}
    return Referral(**known | fields)


def paper(**fields: Any) -> SharedPaper:
    known: dict[str, Any] = {
        "patient_id": PATIENT_ID, "paper": "min-vardplan", "title": "Min vårdplan", "to": "Lisa Ek",
        "contact_id": LISA.id, "shared_on": TODAY, "shared_by": "Anna Lind", "ground": Ground.REQUEST,
        "sha256": "0" * 64,
    }  # fmt: skip
    return SharedPaper(**known | fields)


def pair(one: Contact, other: Contact, *ways: str) -> Exchange:
    """The two exchange something; which of them comes first says nothing."""
    return Exchange(min(one.id, other.id), max(one.id, other.id), ways)


def found(*entries: Entity) -> tuple[Exchange, ...]:
    return exchanges(record_of(*entries))


def test_nothing_is_known_of_a_patient_with_nothing_filled_in() -> None:
    assert found() == ()


@pytest.mark.parametrize(
    ("status", "way"),
    [
        (ReferralStatus.SENT, AWAITED),
        (ReferralStatus.IN_PROGRESS, AWAITED),
        (ReferralStatus.ANSWERED, "remiss"),
        (ReferralStatus.REJECTED, "remiss"),
    ],
)
def test_a_referral_goes_from_one_to_another(status: ReferralStatus, way: str) -> None:
    assert found(HENRIK, LISA, referral(status=status)) == (pair(HENRIK, LISA, way),)


@pytest.mark.parametrize(
    "fields",
    [
        {"from_contact_id": None},
        {"contact_id": None, "to": "Lisa Ek"},
        {"contact_id": HENRIK.id},
        {"status": ReferralStatus.TO_BE_WRITTEN},
        {"status": ReferralStatus.CANCELLED},
    ],
)
def test_a_referral_without_two_ends_or_never_sent_is_none(fields: dict[str, Any]) -> None:
    assert found(HENRIK, LISA, referral(**fields)) == ()


def test_who_is_no_longer_a_contact_exchanges_nothing() -> None:
    ended = contact("Lisa Ek", status=ContactStatus.ENDED)
    assert found(HENRIK, ended, referral(contact_id=ended.id)) == ()


def test_a_consent_that_holds_joins_the_contact_and_who_coordinates() -> None:
    given = consent(purpose=ConsentPurpose.OTHER, recipients="hon som ringer")
    lisa = contact("Lisa Ek", consent_id=given.id)
    assert found(KARIN, lisa, COORDINATES, given) == (pair(KARIN, lisa, "samtycke"),)
    assert found(KARIN, lisa, given) == ()  # nobody coordinates: nobody to exchange with


@pytest.mark.parametrize(
    "fields",
    [
        {"given_on": date(2025, 1, 1), "valid_until": TODAY - timedelta(days=1)},
        {"revoked_on": TODAY},
        {"purpose": ConsentPurpose.SIP},
        {"recipients": "alla utom Lisa Ek"},
    ],
)
def test_a_consent_that_does_not_hold_or_names_nobody_says_nothing(fields: dict[str, Any]) -> None:
    assert found(KARIN, LISA, HENRIK, COORDINATES, consent(**fields)) == ()


def test_a_consent_to_exchange_names_contacts_in_words() -> None:
    assert found(KARIN, LISA, HENRIK, COORDINATES, consent()) == (pair(KARIN, LISA, "samtycke"),)


def test_who_coordinates_does_not_exchange_with_herself() -> None:
    assert found(KARIN, COORDINATES, consent(recipients="Karin Lindström"), paper(contact_id=KARIN.id)) == ()


def test_a_paper_went_from_who_coordinates() -> None:
    assert found(KARIN, LISA, COORDINATES, paper()) == (pair(KARIN, LISA, "papper"),)
    assert found(KARIN, LISA, COORDINATES, paper(contact_id=None)) == ()


def test_a_pair_stands_once_with_every_way() -> None:
    both = (
        referral(from_contact_id=LISA.id, contact_id=KARIN.id, status=ReferralStatus.ANSWERED),
        referral(from_contact_id=KARIN.id, contact_id=LISA.id),
    )
    (one,) = found(KARIN, LISA, COORDINATES, *both, paper(), consent(recipients="Lisa Ek"))
    assert {one.from_key, one.to_key} == {KARIN.id, LISA.id}
    assert one.ways == (AWAITED, "samtycke", "papper")

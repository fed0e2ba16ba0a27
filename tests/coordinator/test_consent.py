"""Consents: to somebody named, about something named, until a day, and always revocable."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.consent import Consent, ConsentPurpose, give_consent, revoke_consent
from coordinator.contact import Contact
from coordinator.entries import remove_entry
from coordinator.errors import RuleError
from tests.coordinator.conftest import PATIENT_ID, TODAY, done, later, problems_of, record_of

GIVEN: dict[str, Any] = {
    "purpose": ConsentPurpose.EXCHANGE,
    "given_by": "Maja Lindeskog",
    "given_on": TODAY,
    "recipients": "LSS-handläggaren",
    "covers": "Vårdplanens mål",
    "valid_until": TODAY + timedelta(days=180),
}


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def consent(**fields: Any) -> Consent:
    return Consent(patient_id=PATIENT_ID, **GIVEN | fields)


def test_a_consent_is_registered() -> None:
    record = done(record_of(), give_consent(record_of(), **GIVEN))
    (kept,) = record.all(Consent)
    assert (kept.recipients, kept.is_valid_on(TODAY)) == ("LSS-handläggaren", True)


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"given_by": " "}, "vem som lämnade samtycket"),
        ({"recipients": ""}, "skriv till vem"),
        ({"covers": "\n"}, "skriv vilka uppgifter"),
        ({"given_on": day(1)}, "Samtyckets datum ligger i framtiden."),
        ({"valid_until": day(-1)}, "slutar gälla innan det lämnades"),
        ({"given_on": day(-9), "revoked_on": day(-10)}, "Återkallelsens datum"),
        ({"revoked_on": day(1)}, "Återkallelsens datum"),
    ],
)
def test_what_cannot_stand_in_a_consent_is_said(fields: dict[str, Any], problem: str) -> None:
    (said,) = problems_of(consent(**fields))
    assert problem in said


@pytest.mark.parametrize("fields", [{}, {"valid_until": TODAY}, {"revoked_on": TODAY}, {"given_on": day(-400)}])
def test_what_may_stand_in_a_consent_is_not_complained_of(fields: dict[str, Any]) -> None:
    assert problems_of(consent(**fields)) == []


@pytest.mark.parametrize("missing", ["given_by", "recipients", "covers", "valid_until", "purpose", "given_on"])
def test_no_consent_is_general_or_without_end(missing: str) -> None:
    with pytest.raises(TypeError):
        give_consent(record_of(), **{name: value for name, value in GIVEN.items() if name != missing})


@pytest.mark.parametrize(
    ("offset", "valid"), [(-1, False), (0, True), (180, True), (181, False)], ids=["before", "first", "last", "after"]
)
def test_a_consent_holds_from_its_first_to_its_last_day(offset: int, valid: bool) -> None:
    assert consent().is_valid_on(day(offset)) is valid


def test_a_revoked_consent_does_not_hold_from_the_day_it_was_revoked() -> None:
    record = record_of(consent(given_on=day(-9)))
    (held,) = record.all(Consent)
    record = done(record, revoke_consent(record, held.id, note="Maja vill berätta själv."))
    (revoked,) = record.all(Consent)
    assert (revoked.revoked_on, revoked.revoked_note) == (TODAY, "Maja vill berätta själv.")
    assert [revoked.is_valid_on(day(offset)) for offset in (-9, -1, 0, 1)] == [True, True, False, False]


def test_a_consent_is_revoked_once() -> None:
    record = record_of(consent(given_on=day(-9)))
    (held,) = record.all(Consent)
    record = later(done(record, revoke_consent(record, held.id)), day(3))
    with pytest.raises(RuleError, match="redan återkallat"):
        revoke_consent(record, held.id)
    with pytest.raises(RuleError, match="Samtycke finns inte"):
        revoke_consent(record_of(), held.id)


def test_a_consent_that_a_contact_leans_on_is_not_removed() -> None:
    held = consent()
    record = record_of(held, Contact(patient_id=PATIENT_ID, name="Therese", consent_id=held.id))
    with pytest.raises(RuleError, match="samtycke till informationsutbyte"):
        done(record, remove_entry(record, Consent, held.id, reason="Fel"))


@given(
    given_on=st.integers(-50, 0),
    length=st.integers(0, 50),
    revoked=st.none() | st.integers(-50, 50),
    asked=st.integers(-60, 60),
)
def test_a_consent_holds_on_no_day_outside_its_bounds(
    given_on: int, length: int, revoked: int | None, asked: int
) -> None:
    one = consent(
        given_on=day(given_on),
        valid_until=day(given_on + length),
        revoked_on=None if revoked is None else day(revoked),
    )
    inside = asked in range(given_on, given_on + length + 1)
    before_revoked = revoked is None or asked < revoked
    assert one.is_valid_on(day(asked)) is (inside and before_revoked)

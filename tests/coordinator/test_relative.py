"""Relatives: whom to ring and what they may know, on a consent that is there. Being close decides nothing."""

from datetime import date
from uuid import UUID

import pytest

from coordinator.consent import Consent, ConsentPurpose
from coordinator.entries import add_entry, edit_entry, remove_entry
from coordinator.errors import RuleError
from coordinator.guardian import guardians
from coordinator.related_person import Kinship
from coordinator.relative import Relative
from coordinator.representative import representatives
from tests.coordinator.conftest import PATIENT_ID, TODAY, done, problems_of, record_of

CONSENT = Consent(
    patient_id=PATIENT_ID, purpose=ConsentPurpose.EXCHANGE, given_by="Maja", given_on=TODAY, recipients="Mormor",
    covers="Besökstider", valid_until=date(2027, 5, 1),
)  # fmt: skip
GRANDMOTHER = Relative(patient_id=PATIENT_ID, name="Elsa", called="mormor", call_first=True, consent_id=CONSENT.id)


def test_a_relative_without_more_than_a_name_is_somebody_not_rung_first() -> None:
    one = Relative(patient_id=PATIENT_ID, name="Elsa")
    assert problems_of(one) == []
    assert (one.kinship, one.call_first, one.consent_id) == (Kinship.OTHER, False, None)


def test_several_relatives_may_be_rung_first() -> None:
    record = done(record_of(CONSENT, GRANDMOTHER), add_entry(record_of(), Relative, name="Sixten", call_first=True))
    assert [one.name for one in record.all(Relative) if one.call_first] == ["Elsa", "Sixten"]


def test_a_consent_that_a_relative_leans_on_is_not_removed() -> None:
    record = record_of(CONSENT, GRANDMOTHER)
    with pytest.raises(RuleError, match=r"Närstående hänvisar till en post som inte finns \(samtycke\)"):
        done(record, remove_entry(record, Consent, CONSENT.id, reason="Fel"))
    record = done(record, edit_entry(record, Relative, GRANDMOTHER.id, consent_id=None))
    assert done(record, remove_entry(record, Consent, CONSENT.id, reason="Fel")).all(Consent) == ()


def test_a_relative_leans_on_no_consent_that_is_not_there() -> None:
    with pytest.raises(RuleError, match="Närstående hänvisar"):
        done(record_of(), add_entry(record_of(), Relative, name="Elsa", consent_id=UUID(int=7)))


def test_being_close_gives_no_power_to_decide() -> None:
    record = record_of(CONSENT, GRANDMOTHER, Relative(patient_id=PATIENT_ID, name="Åsa", kinship=Kinship.MOTHER))
    assert (guardians(record), representatives(record)) == ([], [])

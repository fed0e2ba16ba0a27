"""Whom a file can be for and why: what is offered fits the kind of file, and what asks for a ground comes first."""

from dataclasses import replace
from datetime import timedelta

import pytest

from coordinator.consent import Consent, ConsentPurpose
from coordinator.contact import Contact
from coordinator.entity import Entity
from coordinator.exchange.target import (
    CSV,
    EXTRACT,
    FHIR,
    FHIR_TRANSACTION,
    ICS,
    JOURNAL_TEXT,
    OUTGOING,
    RECORD,
    RIVTA_ALERTS,
    VCARD,
    Outgoing,
    Purpose,
    Target,
    refusal,
)
from coordinator.exchange.target_offers import (
    ENGINE,
    MY_ADDRESSES,
    MY_CALENDAR,
    OUR_JOURNAL,
    OUR_NOTES_TOO,
    OUR_SYSTEM,
    first_target,
    kept_back,
    leaves_out,
    purposes_for,
    to_mind,
    whom_offered,
    wish_to_mind,
)
from coordinator.person import ProtectedIdentity
from coordinator.recipient import PATIENT, Recipient
from coordinator.umi.kinds import AlertType
from coordinator.umi.row import AlertInformation
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, record_of

HERSELF = Recipient(PATIENT, is_patient=True)
GUARDIAN = Recipient("Lo Lindeskog, vårdnadshavare", is_patient=True)
SCHOOL = Contact(patient_id=PATIENT_ID, name="Åke Blom", role="klasslärare", unit="Ekskolan")
TO_SCHOOL = Recipient("Åke Blom, klasslärare", SCHOOL.id)
WRITTEN = Recipient("Vuxenmottagningen")


@pytest.mark.parametrize("what", OUTGOING, ids=lambda one: one.name)
def test_everybody_who_is_offered_may_have_the_file_for_something(what: Outgoing) -> None:
    record = record_of(SCHOOL)
    offered = whom_offered(record, what)
    assert offered
    for recipient in offered:
        possible = purposes_for(what, recipient)
        assert possible and set(possible) <= set(what.purposes)
        for purpose in possible:
            why = refusal(record, what, Target(recipient, purpose))
            assert not why or purpose.leaves, (recipient.name, purpose)


@pytest.mark.parametrize(
    ("what", "names"),
    [
        (JOURNAL_TEXT, [OUR_JOURNAL]),
        (RIVTA_ALERTS, [ENGINE, OUR_SYSTEM]),
        (VCARD, [OUR_SYSTEM, MY_ADDRESSES, PATIENT, "Åke Blom, klasslärare"]),
        (ICS, [MY_CALENDAR, PATIENT, "Åke Blom, klasslärare"]),
        (EXTRACT, [PATIENT]),
        (FHIR, [ENGINE, OUR_SYSTEM, PATIENT, "Åke Blom, klasslärare"]),
    ],
    ids=lambda one: getattr(one, "name", ""),
)
def test_our_own_places_are_offered_where_they_fit(what: Outgoing, names: list[str]) -> None:
    assert [one.name for one in whom_offered(record_of(SCHOOL), what)] == names


def test_the_first_suggestion_is_one_that_may_be_and_the_whole_record_has_none() -> None:
    firsts = {what: first_target(what) for what in OUTGOING}
    assert {what for what, target in firsts.items() if target is None} == {FHIR, RECORD}
    for what, target in firsts.items():
        assert target is None or refusal(record_of(), what, target) == ""
    assert firsts[FHIR_TRANSACTION] == Target(Recipient(ENGINE), Purpose.OWN_SYSTEM)


def test_a_contact_has_it_for_care_and_somebody_written_is_asked_for_a_ground_first() -> None:
    assert purposes_for(FHIR, TO_SCHOOL) == (Purpose.CARE, Purpose.MOVE)
    assert purposes_for(FHIR, WRITTEN) == (Purpose.CARE, Purpose.MOVE, Purpose.OWN_SYSTEM)
    assert purposes_for(VCARD, WRITTEN)[0] is Purpose.CARE
    assert purposes_for(CSV, Recipient("vårt EGET system")) == (Purpose.OWN_SYSTEM,)
    assert purposes_for(RECORD, GUARDIAN) == (Purpose.PATIENT,)
    assert purposes_for(RIVTA_ALERTS, HERSELF) == ()


def _minded(what: Outgoing, target: Target, *entries: Entity) -> tuple[str, ...]:
    return to_mind(record_of(*entries), what, target)


def test_what_must_be_read_before_it_goes() -> None:
    wishes = replace(MAJA, restrictions="Inte till skolan")
    consent = Consent(
        patient_id=PATIENT_ID, purpose=ConsentPurpose.DISCLOSURE, given_by="Maja", given_on=TODAY, covers="Planen",
        recipients="Åke Blom", excludes="Om tiden före 2020", valid_until=TODAY + timedelta(days=9),
    )  # fmt: skip
    care = Target(TO_SCHOOL, Purpose.CARE)
    assert _minded(FHIR, care, SCHOOL) == ()
    (excluded,) = _minded(FHIR, care, SCHOOL, wishes, consent)
    assert excluded.endswith(": Om tiden före 2020")
    assert wish_to_mind(record_of(SCHOOL, wishes), care).endswith(": Inte till skolan")
    assert wish_to_mind(record_of(SCHOOL, MAJA), care) == ""
    assert wish_to_mind(record_of(SCHOOL, wishes), Target(Recipient(OUR_SYSTEM), Purpose.OWN_SYSTEM)) == ""
    assert _minded(FHIR, Target(Recipient(OUR_SYSTEM), Purpose.OWN_SYSTEM), wishes) == ()
    assert _minded(ICS, Target(TO_SCHOOL, Purpose.CALENDAR), SCHOOL, wishes) == ()


def test_what_the_patient_is_not_given_and_what_others_get_of_ours_is_said() -> None:
    hidden = AlertInformation(patient_id=PATIENT_ID, type=AlertType.SUBSTANCE, for_patient=False)
    hers = Target(HERSELF, Purpose.PATIENT)
    (told,) = kept_back(record_of(hidden), RECORD, hers)
    assert "inte får visas för patienten är inte med" in told
    assert [*kept_back(record_of(replace(hidden, for_patient=True)), RECORD, hers)] == []
    assert _minded(RECORD, Target(WRITTEN, Purpose.MOVE)) == (OUR_NOTES_TOO,) and _minded(RECORD, hers) == ()
    ours = Target(Recipient(OUR_SYSTEM), Purpose.OWN_SYSTEM)
    assert "inte får visas" in _minded(RECORD, ours, hidden)[0] and _minded(CSV, ours, hidden) == ()
    assert "någon annan" in _minded(EXTRACT, Target(GUARDIAN, Purpose.PATIENT))[0]


def test_what_is_protected_is_said() -> None:
    protected = record_of(replace(MAJA, protected_identity=ProtectedIdentity.MARKED))
    assert leaves_out(record_of()) == leaves_out(record_of(), everything=True) == ""
    assert leaves_out(protected) == "Det som är skyddat är utelämnat ur filen."
    assert "SKYDDADE" in leaves_out(protected, everything=True)

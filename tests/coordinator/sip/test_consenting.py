"""The consent for a SIP: to each one by one, both guardians of a child, and what is refused beside which field."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from coordinator.change import Add, Change, Edit
from coordinator.consent import Consent, ConsentForm, ConsentGiver, ConsentPurpose, OneGuardian, revoke_consent
from coordinator.consent_reach import entry_for, recipients_of, who
from coordinator.consent_recipient import ConsentRecipient
from coordinator.contact import Contact
from coordinator.errors import RuleError
from coordinator.guardian import Custody, Guardian
from coordinator.record import Record
from coordinator.sip.consenting import (
    add_recipient,
    consent_of,
    consents_of,
    default_until,
    give_sip_consent,
    holds,
    lacks,
    note_second_guardian,
    one_guardian_is_enough,
    revoke_for,
    second_guardian,
    uncovered,
)
from coordinator.sip.participant import SipPart, SipParticipant
from coordinator.sip.process import Sip
from coordinator.sip.standing import SipStep, standing
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, done, later, problems_of, record_of

SIP = Sip(patient_id=PATIENT_ID)
LSS = Contact(patient_id=PATIENT_ID, name="Ali Demir", role="LSS-handläggare", organisation="Sundsvalls kommun")
SCHOOL = Contact(patient_id=PATIENT_ID, name="Åke Blom", role="klasslärare", unit="Ekskolan")
CHILD = replace(MAJA, birth_date=date(2014, 3, 17))
MOTHER = Guardian(patient_id=PATIENT_ID, name="Sara Lind", custody=Custody.JOINT)
FATHER = Guardian(patient_id=PATIENT_ID, name="Omar Haddad", custody=Custody.JOINT)
COVERS = "Det som planen gäller"


def given(record: Record, **fields: Any) -> Record:
    usual: dict[str, Any] = {"recipients": [LSS.id, SCHOOL.id], "covers": COVERS}
    return done(record, give_sip_consent(record, SIP.id, **usual | fields))


def the_consent(record: Record) -> Consent:
    (found,) = record.all(Consent)
    return found


def by_a_guardian(*others: Guardian, **fields: Any) -> Record:
    """A child's SIP, consented to by her mother."""
    record = record_of(CHILD, SIP, LSS, SCHOOL, MOTHER, *others)
    return given(record, giver=ConsentGiver.GUARDIAN, given_by="Sara Lind", **fields)


def refused(record: Record, change: Callable[[], Change]) -> RuleError:
    with pytest.raises(RuleError) as error:
        done(record, change())
    return error.value


def test_it_is_given_to_each_one_by_one_and_holds_for_a_year() -> None:
    record = given(
        record_of(SIP, LSS, SCHOOL),
        recipients=[LSS.id, SCHOOL.id, "Trygg Försäkring"],
        for_each={SCHOOL.id: {"excludes": " Diagnosen ", "covers": "Frånvaron"}},
    )
    one = the_consent(record)
    assert (one.purpose, one.sip_id, one.given_by) == (ConsentPurpose.SIP, SIP.id, "Maja Lindeskog")
    assert (one.given_on, one.valid_until) == (TODAY, date(2027, 11, 22))
    assert one.recipients == "Ali Demir, LSS-handläggare\nÅke Blom, klasslärare\nTrygg Försäkring"
    found = recipients_of(record, one.id)
    assert [(line.contact_id, line.name) for line in found] == [
        (LSS.id, "Ali Demir, LSS-handläggare"), (SCHOOL.id, "Åke Blom, klasslärare"), (None, "Trygg Försäkring"),
    ]  # fmt: skip
    assert [(line.covers, line.excludes) for line in found] == [("", ""), ("Frånvaron", "Diagnosen"), ("", "")]
    assert consent_of(record, SIP) == one and SipStep.CONSENT in standing(record, SIP).done


def test_a_recipient_is_called_as_the_contact_is_today() -> None:
    record = given(record_of(SIP, LSS, SCHOOL))
    married = replace(LSS, name="Ali Ek")
    record = done(record, Change("Namn", (Edit(married),)))
    assert [who(record, one) for one in record.all(ConsentRecipient)] == [
        "Ali Ek, LSS-handläggare", "Åke Blom, klasslärare",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "field", "says"),
    [
        ({"recipients": []}, "recipients", "minst en mottagare"),
        ({"recipients": [" "]}, "recipients", "minst en mottagare"),
        ({"recipients": [LSS.id, LSS.id]}, "recipients", "två gånger"),
        ({"covers": " "}, "covers", "aldrig generellt"),
        ({"given_by": " "}, "given_by", "vem som lämnade"),
        ({"given_on": TODAY + timedelta(days=1)}, "given_on", "framtiden"),
        ({"valid_until": TODAY - timedelta(days=1)}, "valid_until", "slutar gälla innan det lämnades"),
        ({"also_given_by": "maja lindeskog", "also_given_on": TODAY}, "also_given_by", "två gånger"),
        ({"also_given_by": "Bo", "also_given_on": TODAY + timedelta(days=1)}, "also_given_on", "framtiden"),
        ({"one_guardian": OneGuardian.DECIDES_ALONE}, "one_guardian_reason", "Skriv skälet"),
    ],
)
def test_what_is_wrong_is_said_of_its_field(fields: dict[str, Any], field: str, says: str) -> None:
    record = record_of(SIP, LSS, SCHOOL)
    error = refused(
        record, lambda: give_sip_consent(record, SIP.id, **{"recipients": [LSS.id], "covers": COVERS} | fields)
    )
    assert error.field == field and says in str(error)
    assert not any(name in str(error) for name in ("Ali", "Maja", "Bo "))


def test_the_latest_that_holds_and_is_whole_is_what_the_sip_rests_on() -> None:
    record = given(record_of(SIP, LSS, SCHOOL), given_on=TODAY - timedelta(days=9))
    first = the_consent(record)
    record = given(record)
    newest = consents_of(record, SIP)[-1]
    assert newest != first and consent_of(record, SIP) == newest
    record = done(record, revoke_consent(record, newest.id))
    assert consent_of(record, SIP) == first
    assert consent_of(later(record, first.valid_until + timedelta(days=1)), SIP) is None
    other = Sip(patient_id=PATIENT_ID, number=2)
    assert consent_of(record_of(SIP, other, *record.all(Consent)), other) is None


# A child's


def test_a_childs_is_not_whole_before_both_guardians_have_answered() -> None:
    record = by_a_guardian(FATHER)
    one = the_consent(record)
    assert "andra vårdnadshavaren" in lacks(record, one) and consent_of(record, SIP) is None
    assert SipStep.CONSENT not in standing(record, SIP).done
    record = done(record, note_second_guardian(record, one.id, by=" Omar Haddad ", form=ConsentForm.ORAL))
    both = the_consent(record)
    assert (both.also_given_by, both.also_given_on, both.also_form) == ("Omar Haddad", TODAY, ConsentForm.ORAL)
    assert lacks(record, both) == "" and consent_of(record, SIP) == both


def test_a_name_without_its_day_is_not_an_answer() -> None:
    record = by_a_guardian(FATHER, also_given_by="Omar Haddad")
    assert "vilken dag" in lacks(record, the_consent(record)) and not holds(record, the_consent(record))


@pytest.mark.parametrize("why", [one for one in OneGuardian if one is not OneGuardian.NOT_SAID])
def test_one_is_enough_only_with_the_reason(why: OneGuardian) -> None:
    record = by_a_guardian(FATHER)
    one = the_consent(record)
    error = refused(record, lambda: one_guardian_is_enough(record, one.id, why=why, reason=" "))
    assert error.field == "one_guardian_reason"
    record = done(record, one_guardian_is_enough(record, one.id, why=why, reason=" Dom 2025-02-03 "))
    assert the_consent(record).one_guardian_reason == "Dom 2025-02-03" and consent_of(record, SIP) is not None
    unsaid = replace(the_consent(record), one_guardian_reason="")
    assert "Skriv skälet" in lacks(record, unsaid)


def test_what_cannot_be_noted_of_guardians_is_said_of_its_field() -> None:
    record = by_a_guardian(FATHER)
    one = the_consent(record)
    tries: list[tuple[str, Callable[[], Change]]] = [
        ("also_given_by", lambda: note_second_guardian(record, one.id, by=" ")),
        ("also_given_by", lambda: note_second_guardian(record, one.id, by="SARA LIND")),
        ("also_given_on", lambda: note_second_guardian(record, one.id, by="Omar", on=TODAY + timedelta(days=1))),
        ("one_guardian", lambda: one_guardian_is_enough(record, one.id, why=OneGuardian.NOT_SAID, reason="Dom")),
    ]
    for field, change in tries:
        assert refused(record, change).field == field
    own = given(record_of(SIP, LSS, SCHOOL))
    assert refused(own, lambda: note_second_guardian(own, the_consent(own).id, by="Omar")).field == "giver"


@pytest.mark.parametrize(
    ("custody", "enough"),
    [(Custody.SOLE, True), (Custody.APPOINTED, True), (Custody.JOINT, False), (Custody.NOT_ASKED, False)],
)
def test_who_has_custody_alone_is_enough(custody: Custody, enough: bool) -> None:
    record = record_of(CHILD, SIP, LSS, SCHOOL, replace(MOTHER, custody=custody))
    record = given(record, giver=ConsentGiver.GUARDIAN, given_by="Sara Lind")
    assert (consent_of(record, SIP) is not None) is enough


def test_both_in_one_line_are_both_and_one_of_two_with_sole_custody_is_not() -> None:
    assert lacks(by_a_guardian(FATHER), replace(CONSENT, given_by="Sara Lind och Omar Haddad")) == ""
    assert lacks(by_a_guardian(replace(FATHER, custody=Custody.SOLE)), CONSENT) != ""
    assert lacks(record_of(CHILD, SIP), replace(CONSENT, given_by="Sara Lind och Omar Haddad")) != ""
    assert lacks(record_of(CHILD, SIP), replace(CONSENT, giver=ConsentGiver.PATIENT)) == ""


CONSENT = Consent(
    patient_id=PATIENT_ID, purpose=ConsentPurpose.SIP, sip_id=SIP.id, giver=ConsentGiver.GUARDIAN, given_by="Sara Lind",
    given_on=TODAY, recipients="Ali Demir", covers=COVERS, valid_until=date(2040, 1, 1),
)  # fmt: skip


def test_a_guardians_ends_when_the_patient_comes_of_age() -> None:
    record = by_a_guardian(FATHER, also_given_by="Omar Haddad", also_given_on=TODAY, valid_until=date(2040, 1, 1))
    grown = later(record, date(2032, 3, 17))
    assert consent_of(later(record, date(2032, 3, 16)), SIP) is not None
    assert "myndig nu" in lacks(grown, the_consent(grown)) and consent_of(grown, SIP) is None


@pytest.mark.parametrize(
    ("born", "giver", "until"),
    [
        (date(2014, 3, 17), ConsentGiver.GUARDIAN, date(2027, 11, 22)),
        (date(2008, 12, 14), ConsentGiver.GUARDIAN, date(2026, 12, 13)),
        (date(2009, 11, 22), ConsentGiver.GUARDIAN, date(2027, 11, 21)),
        (date(2008, 12, 14), ConsentGiver.PATIENT, date(2027, 11, 22)),
        (date(2000, 1, 1), ConsentGiver.GUARDIAN, date(2027, 11, 22)),
        (None, ConsentGiver.GUARDIAN, date(2027, 11, 22)),
    ],
)
def test_until_when_is_suggested_a_year_and_never_past_childhood(
    born: date | None, giver: ConsentGiver, until: date
) -> None:
    assert default_until(record_of(replace(MAJA, birth_date=born)), giver) == until


@pytest.mark.parametrize(
    ("given_by", "both"),
    [
        ("Nina och Urban Ödestrand", True),
        ("Urban Ödestrand, Nina Ödestrand", True),
        ("nina ödestrand samt urban", True),
        ("Nina Ödestrand", False),
        ("Nina Urban Ödestrand", False),
        ("Nina Urban Ödestrand, mamma", False),
        ("Nina och Urban", False),
        ("", False),
    ],
)
def test_two_in_one_line_are_told_apart(given_by: str, both: bool) -> None:
    found = [replace(MOTHER, name="Nina Ödestrand"), replace(FATHER, name="Urban Ödestrand")]
    assert (lacks(record_of(CHILD, SIP, *found), replace(CONSENT, given_by=given_by)) == "") is both
    nameless = [*found, Guardian(patient_id=PATIENT_ID, name="")]
    assert lacks(record_of(CHILD, SIP, *nameless), replace(CONSENT, given_by=given_by)) != ""


def test_the_other_guardian_is_found_in_the_record() -> None:
    record = record_of(CHILD, Guardian(patient_id=PATIENT_ID, name=" "), MOTHER, FATHER)
    assert second_guardian(record, "sara lind") == FATHER and second_guardian(record, "") == MOTHER
    assert second_guardian(record, "Sara Lind och Omar Haddad") is None


# One by one


def test_one_more_recipient_is_added_and_nobody_twice() -> None:
    record = given(record_of(SIP, LSS, SCHOOL), recipients=[LSS.id])
    id = the_consent(record).id
    record = done(record, add_recipient(record, id, contact_id=SCHOOL.id, excludes="Diagnosen"))
    record = done(record, add_recipient(record, id, name=" Trygg Försäkring "))
    school = entry_for(record, the_consent(record), SCHOOL.id)
    assert school is not None and school.excludes == "Diagnosen"
    assert entry_for(record, the_consent(record), None, "trygg försäkring") is not None
    changes: list[Callable[[], Change]] = [
        lambda: add_recipient(record, id, contact_id=LSS.id),
        lambda: add_recipient(record, id, name="TRYGG FÖRSÄKRING"),
    ]
    for change in changes:
        error = refused(record, change)
        assert error.field == "name" and "står redan" in str(error)
    assert refused(record, lambda: add_recipient(record, id, name=" ")).field == "name"
    with pytest.raises(RuleError, match="Kontakt"):
        add_recipient(record, id, contact_id=UUID(int=1))


def test_it_is_taken_back_for_one_and_goes_on_for_the_others() -> None:
    record = given(record_of(SIP, LSS, SCHOOL))
    school = record.all(ConsentRecipient)[1]
    record = done(record, revoke_for(record, school.id, note="Maja ringde"))
    revoked = record.get(ConsentRecipient, school.id)
    assert (revoked.revoked_on, revoked.revoked_note) == (TODAY, "Maja ringde")
    assert record.all(ConsentRecipient)[0].revoked_on is None and consent_of(record, SIP) is not None
    with pytest.raises(RuleError, match="redan återkallat"):
        revoke_for(record, school.id)
    assert "nytt samtycke" in str(
        refused(record, lambda: add_recipient(record, the_consent(record).id, contact_id=SCHOOL.id))
    )
    ended = done(record, revoke_consent(record, the_consent(record).id))
    assert refused(ended, lambda: add_recipient(ended, the_consent(ended).id, name="Trygg")).field == "name"


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"name": " "}, "Skriv till vem."),
        ({"name": "x", "revoked_on": TODAY + timedelta(days=1)}, "Återkallelsen ligger i framtiden."),
        ({"name": "trygg"}, "Mottagaren står redan i samtycket."),
        ({"name": "x", "contact_id": LSS.id}, "Mottagaren står redan i samtycket."),
    ],
)
def test_what_cannot_stand_in_a_recipient_is_said(fields: dict[str, Any], problem: str) -> None:
    beside = [
        ConsentRecipient(patient_id=PATIENT_ID, consent_id=CONSENT.id, name="Trygg"),
        ConsentRecipient(patient_id=PATIENT_ID, consent_id=CONSENT.id, contact_id=LSS.id),
    ]
    one = ConsentRecipient(patient_id=PATIENT_ID, consent_id=CONSENT.id, **fields)
    assert problems_of(one, *beside, CONSENT, LSS, SIP) == [problem]
    elsewhere = replace(one, consent_id=UUID(int=7), name="Trygg", contact_id=None, revoked_on=None)
    assert problems_of(elsewhere, *beside, CONSENT, LSS, SIP) == []


def test_whom_at_the_sip_it_does_not_reach() -> None:
    def part(position: int, **fields: Any) -> SipParticipant:
        return SipParticipant(patient_id=PATIENT_ID, sip_id=SIP.id, position=position, **fields)

    there = [
        part(0, part=SipPart.PATIENT), part(1, part=SipPart.FAMILY, name="Sara Lind"), part(2, contact_id=LSS.id),
        part(3, contact_id=SCHOOL.id), part(4, name="Trygg Försäkring"), part(5, function="Rektor"),
    ]  # fmt: skip
    record = record_of(SIP, LSS, SCHOOL, *there)
    assert uncovered(record, SIP) == there[2:]
    record = given(record, recipients=[LSS.id, SCHOOL.id, "Trygg Försäkring", "Rektor"])
    assert uncovered(record, SIP) == []
    record = done(record, revoke_for(record, record.all(ConsentRecipient)[1].id))
    assert uncovered(record, SIP) == [there[3]]
    record = done(record, revoke_consent(record, the_consent(record).id))
    assert uncovered(record, SIP) == there[2:]
    child = by_a_guardian(FATHER)
    child = done(child, Change("Deltagare", (Add(there[2]),)))
    assert uncovered(child, SIP) == [there[2]]

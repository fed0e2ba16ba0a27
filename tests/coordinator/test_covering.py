"""The consent a paper rests on: a SIP's for its own papers, each recipient by herself, and what is said without one."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from coordinator.consent import Consent, ConsentGiver, ConsentPurpose, revoke_consent
from coordinator.consent_reach import entry_for, recipients_today, taken_back_on
from coordinator.consent_recipient import ConsentRecipient
from coordinator.contact import Contact
from coordinator.covering import covering, said_in, without_consent
from coordinator.document_text import plain_text
from coordinator.documents.care_plan import care_plan_document
from coordinator.documents.catalogue import CARE_CONTACT
from coordinator.errors import RuleError
from coordinator.exchange.carried import carried
from coordinator.exchange.fhir.bundle import document_bundle, to_bytes
from coordinator.exchange.journaltext import journal_text
from coordinator.guardian import Custody, Guardian
from coordinator.recipient import Recipient
from coordinator.record import Record
from coordinator.shared_paper import Ground, SharedPaper, Way
from coordinator.sharing import Order, cautions, prepared, refusal, share
from coordinator.sip.consenting import give_sip_consent, in_force, note_second_guardian, revoke_for
from coordinator.sip.meeting import SipInvitation, SipMeeting
from coordinator.sip.participant import SipParticipant
from coordinator.sip.process import Sip
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, done, later, record_of

FIRST, SECOND = Sip(patient_id=PATIENT_ID), Sip(patient_id=PATIENT_ID, number=2)
LSS = Contact(patient_id=PATIENT_ID, name="Ali Demir", role="LSS-handläggare", organisation="Sundsvalls kommun")
SCHOOL = Contact(patient_id=PATIENT_ID, name="Åke Blom", role="klasslärare", unit="Ekskolan")
TO_LSS, TO_SCHOOL = Recipient("Ali Demir", LSS.id), Recipient("Åke Blom", SCHOOL.id)
TRYGG = Recipient("trygg försäkring")
PLAN = "sip-plan"


def record_with(**fields: Any) -> Record:
    """Two SIPs, the first with a consent to three."""
    record = record_of(FIRST, SECOND, LSS, SCHOOL)
    usual: dict[str, Any] = {"recipients": [LSS.id, SCHOOL.id, "Trygg Försäkring"], "covers": "Planen"}
    return done(record, give_sip_consent(record, FIRST.id, **usual | fields))


def with_words(words: str, **fields: Any) -> Consent:
    usual: dict[str, Any] = {
        "patient_id": PATIENT_ID, "purpose": ConsentPurpose.DISCLOSURE, "given_by": "Maja", "given_on": TODAY,
        "recipients": words, "covers": "Planen", "valid_until": TODAY + timedelta(days=90),
    }  # fmt: skip
    return Consent(**usual | fields)


def entry(consent: Consent, **fields: Any) -> ConsentRecipient:
    return ConsentRecipient(patient_id=PATIENT_ID, consent_id=consent.id, **fields)


def of(record: Record) -> Consent:
    return record.all(Consent)[0]


def line(record: Record, place: int) -> ConsentRecipient:
    return record.all(ConsentRecipient)[place]


def test_a_sips_consent_is_for_the_papers_of_that_sip() -> None:
    record = record_with()
    for recipient in (TO_LSS, TO_SCHOOL, TRYGG):
        assert covering(record, recipient, PLAN, FIRST.id) == of(record) == covering(record, recipient, PLAN)
        for paper, about in ((PLAN, SECOND.id), ("min-vardplan", None), ("", None)):
            assert covering(record, recipient, paper, about) is None
            why = without_consent(record, recipient, paper, about)
            assert "gäller en annan SIP, eller bara SIP" in why and "Demir" not in why
    assert covering(record, Recipient("Patienten", is_patient=True), PLAN, FIRST.id) is None
    assert "Inget samtycke" in without_consent(record, Recipient("Frida"), PLAN, FIRST.id)


def test_a_letter_is_about_the_sip_of_its_meeting() -> None:
    ours, other = (
        SipMeeting(patient_id=PATIENT_ID, sip_id=FIRST.id),
        SipMeeting(patient_id=PATIENT_ID, sip_id=SECOND.id),
    )
    who = SipParticipant(patient_id=PATIENT_ID, sip_id=FIRST.id, contact_id=LSS.id)
    letters = [SipInvitation(patient_id=PATIENT_ID, meeting_id=one.id, participant_id=who.id) for one in (ours, other)]
    record = record_with()
    record = record_of(
        *record.all(Sip), LSS, SCHOOL, ours, other, who, *letters, of(record), *record.all(ConsentRecipient)
    )
    for about, covered in ((ours.id, True), (letters[0].id, True), (other.id, False), (letters[1].id, False)):
        assert (covering(record, TO_LSS, "sip-kallelse", about) is not None) is covered


def test_taken_back_for_one_it_stops_for_her_alone_until_another_ground_is_stated() -> None:
    record = record_with()
    record = done(record, revoke_for(record, line(record, 1).id))
    assert covering(record, TO_SCHOOL, PLAN, FIRST.id) is None
    assert covering(record, TO_LSS, PLAN, FIRST.id) == of(record) == covering(record, TRYGG, PLAN, FIRST.id)
    why = without_consent(record, TO_SCHOOL, PLAN, FIRST.id)
    assert "återkallat för mottagaren sedan 22 nov 2026" in why and "Blom" not in why


def test_a_consent_from_before_does_not_open_what_was_taken_back() -> None:
    before = with_words("Åke Blom", given_on=TODAY - timedelta(days=30))
    record = record_with()
    assert covering(record_of(*entries(record), before), TO_SCHOOL, PLAN, SECOND.id) == before
    record = record_of(*entries(done(record, revoke_for(record, line(record, 1).id))), before)
    assert covering(record, TO_SCHOOL, PLAN, FIRST.id) is None
    assert "återkallat" in without_consent(record, TO_SCHOOL, PLAN, FIRST.id)
    assert covering(record, TO_SCHOOL, "min-vardplan") == before
    same_day = record_of(*entries(record), with_words("Åke Blom"))
    assert covering(same_day, TO_SCHOOL, PLAN, FIRST.id) is None, "which came first that day nobody knows"
    whole = record_with()
    whole = record_of(*entries(done(whole, revoke_consent(whole, of(whole).id))), before)
    assert covering(whole, TO_SCHOOL, PLAN, FIRST.id) is None
    assert "återkallat" in without_consent(whole, TO_SCHOOL, PLAN, FIRST.id)
    tomorrow = later(record, TODAY + timedelta(days=1))
    anew = with_words("Åke Blom", given_on=tomorrow.today)
    tomorrow = replace(tomorrow, entries={**tomorrow.entries, Consent: (*tomorrow.all(Consent), anew)})
    assert covering(tomorrow, TO_SCHOOL, PLAN, FIRST.id) == anew
    given_again = give_sip_consent(record, FIRST.id, recipients=[SCHOOL.id], covers="Planen")
    assert covering(done(record, given_again), TO_SCHOOL, PLAN, FIRST.id) is not None


def test_nor_does_another_consent_for_the_same_sip_from_before() -> None:
    record = record_with(given_on=TODAY - timedelta(days=9))
    record = done(record, give_sip_consent(record, FIRST.id, recipients=[SCHOOL.id, LSS.id], covers="Allt"))
    latest = record.all(Consent)[-1]
    record = done(record, revoke_consent(record, latest.id))
    assert covering(record, TO_SCHOOL, PLAN, FIRST.id) is None
    assert "återkallat" in without_consent(record, TO_SCHOOL, PLAN, FIRST.id)
    assert covering(record, TRYGG, PLAN, FIRST.id) is not None, "it did not name them"


def entries(record: Record) -> list[Any]:
    return [one for found in record.entries.values() for one in found]


def test_her_own_line_comes_before_the_words() -> None:
    words = with_words("Ali Demir, LSS-handläggare\nEkskolan")
    assert (
        covering(record_of(LSS, SCHOOL, words, entry(words, contact_id=SCHOOL.id, revoked_on=TODAY)), TO_LSS) == words
    )
    for revoked in (
        entry(words, contact_id=SCHOOL.id, revoked_on=TODAY),
        entry(words, name="skolan", revoked_on=TODAY),
    ):
        record = record_of(LSS, SCHOOL, words, revoked)
        assert covering(record, TO_SCHOOL) is None and covering(record, TO_LSS) == words
    elsewhere = with_words("De som står i bilagan")
    assert covering(record_of(LSS, elsewhere, entry(elsewhere, contact_id=LSS.id)), TO_LSS) == elsewhere


@pytest.mark.parametrize("called", ["LSS-handläggare", "Ali Demir", "ali demir, lss-handläggare", "LSS-handläggaren"])
def test_other_words_for_whom_it_was_taken_back_for_open_nothing(called: str) -> None:
    words = with_words("Ali Demir, LSS-handläggare, kommunen\nLSS-handläggaren")
    record = record_of(LSS, SCHOOL, words, entry(words, contact_id=LSS.id, name="Ali Demir", revoked_on=TODAY))
    assert covering(record, Recipient(called)) is None
    by_name = record_of(SCHOOL, words, entry(words, name="Ali Demir, LSS-handläggare", revoked_on=TODAY))
    assert covering(by_name, Recipient(called)) is None
    if called.startswith("LSS"):
        assert "någon som kan vara mottagaren" in without_consent(by_name, Recipient(called))


def test_what_a_childs_consent_lacks_is_said_and_it_covers_nobody_before() -> None:
    child = replace(MAJA, birth_date=date(2014, 3, 17))
    both = [Guardian(patient_id=PATIENT_ID, name=name, custody=Custody.JOINT) for name in ("Sara Lind", "Omar Haddad")]
    record = record_of(child, *both, FIRST, LSS)
    given: dict[str, Any] = {"giver": ConsentGiver.GUARDIAN, "given_by": "Sara Lind", "covers": "Planen"}
    record = done(record, give_sip_consent(record, FIRST.id, recipients=[LSS.id], **given))
    assert covering(record, TO_LSS, PLAN, FIRST.id) is None
    why = without_consent(record, TO_LSS, PLAN, FIRST.id)
    assert "Den andra vårdnadshavaren har inte svarat" in why and "en annan grund" in why and "Sara" not in why
    whole = done(record, note_second_guardian(record, of(record).id, by="Omar Haddad"))
    assert covering(whole, TO_LSS, PLAN, FIRST.id) == of(whole)
    ended = later(whole, date(2032, 3, 17))
    assert "gäller inte i dag. Gällde till" in without_consent(ended, TO_LSS, PLAN, FIRST.id)
    longer = replace(of(whole), valid_until=date(2040, 1, 1))
    grown = later(replace(whole, entries={**whole.entries, Consent: (longer,)}), date(2032, 3, 17))
    assert "patienten är myndig nu" in without_consent(grown, TO_LSS, PLAN, FIRST.id)


def test_the_sips_own_is_what_it_rests_on_before_others() -> None:
    record = record_with()
    assert covering(record_of(*entries(record), with_words("Ali Demir")), TO_LSS, PLAN, FIRST.id) == of(record)


def test_what_she_may_and_may_not_know_is_said_before_it_goes() -> None:
    for_each = {SCHOOL.id: {"covers": "Frånvaron", "excludes": "Diagnosen"}}
    record = record_with(excludes="Familjens ekonomi", for_each=for_each)
    assert list(said_in(record, of(record), TO_SCHOOL)) == [
        "Samtycket säger att det här inte får lämnas: Familjens ekonomi",
        "Mottagaren får inte veta: Diagnosen",
        "Mottagaren får bara veta: Frånvaron",
    ]
    assert len(list(said_in(record, of(record), TO_LSS))) == 1
    order = Order(replace(CARE_CONTACT, name=PLAN), TO_SCHOOL)
    assert cautions(record, order) == tuple(said_in(record, of(record), TO_SCHOOL))


def test_a_line_in_words_that_may_mean_her_is_said_too() -> None:
    record = record_with(recipients=["Ekskolan", LSS.id], for_each={"Ekskolan": {"excludes": "Diagnosen"}})
    assert list(said_in(record, of(record), TO_SCHOOL)) == ["Mottagaren får inte veta: Diagnosen"]
    assert list(said_in(record, of(record), TO_LSS)) == []


def test_a_paper_stops_and_goes_by_it_and_says_so_afterwards() -> None:
    order = Order(replace(CARE_CONTACT, name="sip-om"), TO_SCHOOL)
    record = record_with()
    assert refusal(record, order) == ""
    made = prepared(record, order).document
    kept = done(record, share(record, order, document=made, sha256="a" * 64, way=Way.PRINTED)).all(SharedPaper)
    assert [(one.ground, one.consent_id) for one in kept] == [(Ground.CONSENT, of(record).id)]
    record = done(record, revoke_for(record, line(record, 1).id))
    with pytest.raises(RuleError, match="återkallat för mottagaren"):
        prepared(record, order)
    with pytest.raises(RuleError, match="återkallat för mottagaren"):
        share(record, order, document=made, sha256="a" * 64, way=Way.SAVED)
    by_law = replace(order, ground=Ground.LAW, ground_note="Orosanmälan")
    assert refusal(record, by_law) == "" and prepared(record, by_law).document == made


def test_who_is_not_named_has_had_nothing_taken_back() -> None:
    record = record_with()
    record = done(record, revoke_for(record, line(record, 1).id))
    assert taken_back_on(record, of(record), SCHOOL.id) == [TODAY]
    assert taken_back_on(record, of(record), None, "Frida") == [] == taken_back_on(record, of(record), LSS.id)


def test_a_contacts_line_is_found_by_the_contact_and_not_by_words() -> None:
    record = record_with()
    assert entry_for(record, of(record), LSS.id) == line(record, 0)
    assert entry_for(record, of(record), None, "Ali Demir, LSS-handläggare") is None
    assert entry_for(record, of(record), None, "TRYGG försäkring") == line(record, 2)


def test_a_paper_says_to_whom_it_still_is() -> None:
    record = record_with()
    assert recipients_today(record, of(record)) == of(record).recipients
    record = done(record, revoke_for(record, line(record, 1).id))
    left = recipients_today(record, of(record))
    assert "Ali Demir" in left and "Trygg" in left and "Blom" not in left
    assert "Åke Blom, klasslärare" not in plain_text(care_plan_document(record))
    for file in carried(record):
        assert r"LSS-handläggare\nTrygg" in file.content.decode(), "and her line between them is gone"
    words = with_words("Skolan och LSS-handläggaren")
    by_words = record_of(SCHOOL, LSS, words, entry(words, contact_id=SCHOOL.id, name="Åke Blom", revoked_on=TODAY))
    assert recipients_today(by_words, words) == "Skolan och LSS-handläggaren\nÅterkallat för någon av dem"
    alone = with_words("Åke Blom")
    by_name = record_of(alone, entry(alone, name="Åke Blom", revoked_on=TODAY))
    assert recipients_today(by_name, alone) == "Ingen längre"


def test_no_paper_says_that_a_guardians_consent_holds_when_the_patient_is_of_age() -> None:
    given = with_words("Hemliga skolan", giver=ConsentGiver.GUARDIAN, given_on=TODAY - timedelta(days=30))
    for birth_date, said in ((date(2008, 11, 23), True), (date(2008, 11, 22), False)):
        record = record_of(replace(MAJA, birth_date=birth_date), given)
        assert in_force(record) == ([given] if said else [])
        assert ("Hemliga skolan" in plain_text(care_plan_document(record))) is said
        assert ("Hemliga skolan" in journal_text(record).text) is said
        assert all(("Hemliga skolan" in file.content.decode()) is said for file in carried(record))
        fhir = to_bytes(document_bundle(record, PATIENT_ID)).decode()
        assert ("Gäller inte" not in fhir) is said

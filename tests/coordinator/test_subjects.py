"""Papers about one of several: they are ordered about it, and a letter goes to nobody but the one it is to."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from coordinator.consent import Consent, ConsentPurpose
from coordinator.consent_recipient import ConsentRecipient
from coordinator.contact import Contact, ContactStatus
from coordinator.documents.catalogue import CONSENT_FORM, SIP_INVITATION, SIP_PLAN, TIMES
from coordinator.documents.sip_invitation import letters
from coordinator.entity import new_id
from coordinator.errors import RuleError
from coordinator.recipient import PATIENT, Recipient
from coordinator.record import Record
from coordinator.shared_paper import Ground, SharedPaper, Way
from coordinator.sharing import Order, prepared, refusal, share
from coordinator.sip.meeting import SipInvitation, SipMeeting
from coordinator.sip.participant import SipPart, SipParticipant
from coordinator.sip.process import Sip
from tests.coordinator.conftest import PATIENT_ID, TODAY, done, record_of

HERSELF = Recipient(PATIENT, is_patient=True)
NORA = Contact(patient_id=PATIENT_ID, name="Nora Berg", role="kurator")
ALI = Contact(patient_id=PATIENT_ID, name="Ali Demir", role="LSS-handläggare")
SIP = Sip(patient_id=PATIENT_ID, question="Hur?")
MEETING = SipMeeting(patient_id=PATIENT_ID, sip_id=SIP.id, day=date(2026, 12, 1), at=time(14))
PEOPLE = (
    SipParticipant(patient_id=PATIENT_ID, sip_id=SIP.id, position=0, part=SipPart.PATIENT),
    SipParticipant(patient_id=PATIENT_ID, sip_id=SIP.id, position=1, contact_id=NORA.id),
    SipParticipant(patient_id=PATIENT_ID, sip_id=SIP.id, position=2, contact_id=ALI.id),
)
CALLED = tuple(SipInvitation(patient_id=PATIENT_ID, meeting_id=MEETING.id, participant_id=one.id) for one in PEOPLE)
CONSENT = Consent(
    patient_id=PATIENT_ID, purpose=ConsentPurpose.SIP, sip_id=SIP.id, given_by="Maja", given_on=TODAY,
    recipients="Deltagarna", covers="Planen", valid_until=TODAY + timedelta(days=90),
)  # fmt: skip
NAMED = ConsentRecipient(patient_id=PATIENT_ID, consent_id=CONSENT.id, contact_id=NORA.id)
RECORD = record_of(SIP, MEETING, NORA, ALI, *PEOPLE, *CALLED, CONSENT, NAMED)


def orders(record: Record = RECORD) -> list[Order]:
    """An order for each letter, as the window makes it."""
    return [Order(SIP_INVITATION, one.to, about=one.id) for one in letters(record, MEETING.id) if one.to is not None]


def test_a_letter_goes_to_the_patient_freely_and_to_whom_the_consent_names() -> None:
    hers, nora, ali = orders()
    assert refusal(RECORD, hers) == refusal(RECORD, nora) == ""
    assert "samtycke" in refusal(RECORD, ali)
    assert refusal(RECORD, replace(ali, ground=Ground.REQUEST)) == ""


def test_a_letter_to_one_is_not_given_to_another() -> None:
    hers, nora, ali = orders()
    for wrong in (replace(nora, recipient=HERSELF), replace(hers, recipient=nora.recipient)):
        assert "skrivet till någon annan" in refusal(RECORD, wrong)
        with pytest.raises(RuleError, match="Papperet får inte lämnas ut"):
            prepared(RECORD, wrong)
    asked = replace(ali, recipient=nora.recipient, ground=Ground.EMERGENCY, ground_note="Hon bad om det")
    assert "skrivet till någon annan" in refusal(RECORD, asked), "no ground helps"


def test_a_paper_about_one_of_several_is_not_made_about_nothing_or_something_else() -> None:
    assert refusal(RECORD, Order(SIP_INVITATION, HERSELF)) == "Välj först: vilken kallelse?"
    assert refusal(RECORD, Order(SIP_PLAN, HERSELF)) == "Välj först: vilken SIP?"
    assert refusal(record_of(), Order(SIP_PLAN, HERSELF)) == SIP_PLAN.no_subject
    gone = Order(SIP_INVITATION, HERSELF, about=new_id())
    assert "finns inte kvar" in refusal(RECORD, gone)
    assert "finns inte kvar" in refusal(RECORD, Order(TIMES, HERSELF, about=SIP.id))


def test_a_meeting_that_was_held_has_no_letters_any_more() -> None:
    hers = orders()[0]
    held = record_of(SIP, replace(MEETING, held_on=TODAY), *PEOPLE, *CALLED)
    assert "finns inte kvar" in refusal(held, hers)


def test_a_form_may_be_about_one_or_about_none() -> None:
    about, none = Order(CONSENT_FORM, HERSELF, about=SIP.id), Order(CONSENT_FORM, HERSELF)
    assert refusal(RECORD, about) == refusal(RECORD, none) == ""
    assert "Nora Berg" in str(prepared(RECORD, about).document.blocks)
    assert "Nora Berg" not in str(prepared(RECORD, none).document.blocks)


def test_a_contact_that_has_ended_gets_no_letter() -> None:
    record = record_of(SIP, MEETING, replace(NORA, status=ContactStatus.ENDED), ALI, *PEOPLE, *CALLED, CONSENT, NAMED)
    assert "avslutad" in refusal(record, orders(record)[1])


def test_what_is_kept_says_whom_it_went_to_and_on_which_consent() -> None:
    nora = orders()[1]
    made = prepared(RECORD, nora).document
    after = done(RECORD, share(RECORD, nora, document=made, sha256="a" * 64, way=Way.PRINTED))
    (kept,) = after.all(SharedPaper)
    assert (kept.paper, kept.contact_id, kept.consent_id, kept.ground, kept.number) == (
        "sip-kallelse", NORA.id, CONSENT.id, Ground.CONSENT, 0,
    )  # fmt: skip


def test_a_plan_of_a_sip_has_no_number_among_the_plans() -> None:
    order = Order(SIP_PLAN, HERSELF, about=SIP.id)
    made = replace(prepared(RECORD, order).document, number=7)
    (kept,) = done(RECORD, share(RECORD, order, document=made, sha256="a" * 64, way=Way.SAVED)).all(SharedPaper)
    assert kept.number == 0

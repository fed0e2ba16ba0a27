"""A SIP begins with the patient and who decides with her; each step has a day, and a wrong one is said at its field."""

from dataclasses import replace
from datetime import date

import pytest

from coordinator.contact import Huvudman
from coordinator.errors import RuleError
from coordinator.guardian import Guardian
from coordinator.person import ProtectedIdentity
from coordinator.related_person import Kinship
from coordinator.representative import LegalRepresentative, Power
from coordinator.sip.beginning import (
    answer_offer,
    assess_need,
    begin_sip,
    offer,
    refuse_sip,
    take_up_again,
    write_sip,
)
from coordinator.sip.belonging import sips
from coordinator.sip.following_up import close_sip
from coordinator.sip.participant import SipPart
from coordinator.sip.process import SipAnswer, SipCloseReason, SipLead, SipReason
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, done, record_of
from tests.coordinator.sip.conftest import begun, day, established, people, refused, the_sip, with_rows

CHILD = replace(MAJA, birth_date=date(2014, 3, 17))
ADULT = replace(MAJA, birth_date=date(1988, 8, 11))
MOTHER = Guardian(patient_id=PATIENT_ID, name="Sara Lind", kinship=Kinship.MOTHER, phone="070-555 01 20")
FATHER = Guardian(patient_id=PATIENT_ID, name="Omar Haddad", protected_identity=ProtectedIdentity.MARKED)
GOD_MAN = LegalRepresentative(patient_id=PATIENT_ID, name="Per Ek", power=Power.GOD_MAN)


def test_the_first_is_number_one_with_the_patient_at_it() -> None:
    record = record_of()
    record = done(record, begin_sip(record, question="Hur går det i skolan?"))
    sip = the_sip(record)
    assert (sip.number, sip.question, sip.reason) == (1, "Hur går det i skolan?", SipReason.NEW_NEEDS)
    assert sip.initiator == "Anna Lind, kontaktsjuksköterska"
    assert [one.part for one in people(record)] == [SipPart.PATIENT]


def test_three_are_open_at_once_each_with_its_number_and_its_people() -> None:
    record = record_of()
    for reason in (SipReason.LSS, SipReason.DISCHARGE, SipReason.SCHOOL_ABSENCE):
        record = done(record, begin_sip(record, reason=reason))
    assert [(one.number, one.is_open) for one in sips(record)] == [(3, True), (2, True), (1, True)]
    assert len(people(record)) == 1


def test_a_childs_guardians_take_part_and_of_a_protected_one_nothing_is_written() -> None:
    record = record_of(CHILD, MOTHER, FATHER)
    record = done(record, begin_sip(record))
    found = [(one.part, one.name, one.function, one.phone, one.position) for one in people(record)]
    assert found == [
        (SipPart.PATIENT, "", "", "", 1),
        (SipPart.FAMILY, "Sara Lind", "Vårdnadshavare, mamma", "", 2),
        (SipPart.FAMILY, "", "Vårdnadshavare, förälder", "", 3),
    ]


def test_an_adults_representatives_take_part_and_no_guardian_does() -> None:
    record = record_of(ADULT, replace(MOTHER, valid_until=date(2006, 8, 10)), GOD_MAN)
    record = done(record, begin_sip(record))
    assert [(one.name, one.function) for one in people(record)[1:]] == [("Per Ek", "God man")]


def test_who_asked_is_not_guessed_when_the_patient_did_or_others_lead() -> None:
    record = record_of()
    assert the_sip(done(record, begin_sip(record, asked_by_patient=True, asked_on=TODAY))).initiator == ""
    assert the_sip(done(record, begin_sip(record, lead=SipLead.OTHERS, led_by="Kommunen"))).initiator == ""
    assert the_sip(done(record, begin_sip(record, initiator="Bo Ek, kurator"))).initiator == "Bo Ek, kurator"


def test_what_an_action_of_its_own_writes_is_not_written_here() -> None:
    record = begun()
    with pytest.raises(TypeError, match="established_on"):
        write_sip(record, the_sip(record).id, established_on=TODAY)
    with pytest.raises(TypeError, match="number"):
        begin_sip(record, number=7)
    with pytest.raises(TypeError, match="established_on"):
        begin_sip(record, established_on=TODAY)
    with pytest.raises(TypeError, match="colour"):
        write_sip(record, the_sip(record).id, colour="red")


def test_words_are_written_and_what_cannot_be_is_said_at_its_field() -> None:
    record = begun()
    sip = the_sip(record)
    record = done(record, write_sip(record, sip.id, own_words="Jag vill sova", overall_huvudman=Huvudman.KOMMUN))
    assert (the_sip(record).own_words, the_sip(record).overall_huvudman) == ("Jag vill sova", Huvudman.KOMMUN)
    assert refused(write_sip, record, sip.id, overall_huvudman=Huvudman.STATE).field == "overall_huvudman"
    assert refused(write_sip, record, sip.id, asked_on=day(1)).field == "asked_on"
    assert refused(begin_sip, record, asked_on=day(1)).field == "asked_on"


def test_what_an_established_plan_must_state_is_not_taken_out_of_it() -> None:
    record = established()
    sip = the_sip(record)
    assert refused(write_sip, record, sip.id, follow_up_on=None).field == "follow_up_on"
    assert refused(write_sip, record, sip.id, follow_up_on=TODAY).field == "follow_up_on"
    assert refused(write_sip, record, sip.id, nobody_else=False).field == "family_does"
    assert refused(write_sip, record, sip.id, overall_huvudman=None).field == "overall_huvudman"
    assert done(record, write_sip(record, sip.id, nobody_else=False, family_does="Ringer Noa", follow_up_on=day(30)))
    draft = with_rows()
    assert the_sip(done(draft, write_sip(draft, the_sip(draft).id, follow_up_on=day(30)))).follow_up_on == day(30)
    assert done(draft, write_sip(draft, the_sip(draft).id, nobody_else=False, overall_huvudman=None))


def test_the_need_is_assessed_with_words_on_a_day_that_has_come() -> None:
    record = begun()
    sip = the_sip(record)
    assert refused(assess_need, record, sip.id, need="  ").field == "need"
    assert refused(assess_need, record, sip.id, need="Sömn", on=day(1)).field == "need_assessed_on"
    record = done(record, assess_need(record, sip.id, need="Sömn och skola", on=day(-2)))
    assert (the_sip(record).need, the_sip(record).need_assessed_on) == ("Sömn och skola", day(-2))
    assert refused(write_sip, record, sip.id, need="").field == "need"


def test_it_is_offered_and_answered_and_an_answer_says_that_it_was_offered() -> None:
    record = begun()
    sip = the_sip(record)
    offered = done(record, offer(record, sip.id, on=day(-3)))
    yes = the_sip(done(offered, answer_offer(offered, sip.id, yes=True, note="Vill gärna", on=day(-1))))
    assert (yes.offered_on, yes.answered_on, yes.answer) == (day(-3), day(-1), SipAnswer.YES)
    assert yes.answer_note == "Vill gärna"
    at_once = the_sip(done(record, answer_offer(record, sip.id, yes=False)))
    assert (at_once.offered_on, at_once.answered_on, at_once.is_open) == (TODAY, TODAY, False)


def test_days_of_the_offer_and_the_answer_stand_in_order() -> None:
    record = begun()
    sip = the_sip(record)
    record = done(record, offer(record, sip.id, on=day(-3)))
    assert refused(answer_offer, record, sip.id, yes=True, on=day(-4)).field == "answered_on"
    assert refused(answer_offer, record, sip.id, yes=True, on=day(1)).field == "answered_on"
    assert refused(offer, record, sip.id, on=day(1)).field == "offered_on"
    record = done(record, answer_offer(record, sip.id, yes=True, on=day(-2)))
    assert refused(offer, record, sip.id, on=day(-1)).field == "offered_on"
    assert the_sip(done(record, offer(record, sip.id, on=day(-2)))).offered_on == day(-2)


def test_it_is_refused_with_a_reason_only() -> None:
    record = begun(asked_by_patient=True, asked_on=day(-5))
    sip = the_sip(record)
    assert refused(refuse_sip, record, sip.id, reason=" ").field == "refused_reason"
    assert refused(refuse_sip, record, sip.id, reason="Inget att samordna", on=day(-6)).field == "refused_on"
    assert refused(refuse_sip, record, sip.id, reason="Inget att samordna", on=day(1)).field == "refused_on"
    record = done(record, refuse_sip(record, sip.id, reason="Inget att samordna"))
    assert (the_sip(record).refused_on, the_sip(record).is_open) == (TODAY, False)
    assert refused(write_sip, record, sip.id, refused_reason="").field == "refused_reason"


def test_what_was_refused_or_declined_goes_on_when_it_is_taken_up_again() -> None:
    record = begun()
    sip = the_sip(record)
    no = done(record, refuse_sip(record, sip.id, reason="Nej"))
    assert refused(offer, no, sip.id).title == "SIP är nekad"
    again = the_sip(done(no, take_up_again(no, sip.id)))
    assert (again.refused_on, again.refused_reason, again.is_open) == (None, "", True)
    said_no = answer_offer(record, sip.id, yes=False, note="Orkar inte nu")
    assert (said_no.title, answer_offer(record, sip.id, yes=True).title) == ("Nej till SIP", "Ja till SIP")
    declined = done(record, said_no)
    assert refused(refuse_sip, declined, sip.id, reason="Nej").title == "Patienten har tackat nej"
    assert refused(assess_need, declined, sip.id, need="x").title == "Patienten har tackat nej"
    open_again = the_sip(done(declined, take_up_again(declined, sip.id)))
    assert (open_again.answer, open_again.answered_on, open_again.is_open) == (SipAnswer.NOT_ANSWERED, None, True)
    assert refused(take_up_again, record, sip.id).title == "SIP pågår redan"


def test_a_patient_who_said_no_may_say_yes_without_more_ado() -> None:
    record = begun()
    record = done(record, answer_offer(record, the_sip(record).id, yes=False))
    record = done(record, answer_offer(record, the_sip(record).id, yes=True))
    assert the_sip(record).is_open


def test_what_is_closed_or_established_is_not_begun_anew() -> None:
    plan = established()
    sip = the_sip(plan)
    assert "Avsluta" in refused(answer_offer, plan, sip.id, yes=False).message
    assert "Avsluta" in refused(refuse_sip, plan, sip.id, reason="Nej").message
    closed = done(plan, close_sip(plan, sip.id, reason=SipCloseReason.GOALS_MET))
    for action in (offer, take_up_again):
        assert refused(action, closed, sip.id).title == "SIP är avslutad"
    assert refused(assess_need, closed, sip.id, need="x").title == "SIP är avslutad"
    assert refused(answer_offer, closed, sip.id, yes=True).title == "SIP är avslutad"


def test_a_sip_that_is_not_there_is_said_so() -> None:
    with pytest.raises(RuleError, match="SIP finns inte"):
        offer(record_of(), MAJA.id)

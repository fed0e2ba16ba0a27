"""What is done with a stöd: applied for, supplemented, decided, renewed and ended, each in one change to take back."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from coordinator.benefit.applying import (
    add_benefit,
    apply_for,
    ask_supplement,
    decide,
    end_benefit,
    renew_benefit,
    send_supplement,
)
from coordinator.benefit.benefit import Benefit
from coordinator.benefit.certificate import Certificate
from coordinator.benefit.kinds import BenefitKind, Decider, Decision
from coordinator.change import Add, Change, Edit
from coordinator.contact import Contact
from coordinator.desk import Desk
from coordinator.entity import Entity
from coordinator.errors import RuleError
from coordinator.person import register_patient
from coordinator.record import Record
from tests.coordinator.benefit.conftest import benefit, certificate, day, granted
from tests.coordinator.conftest import PATIENT_ID, TODAY, done, record_of

EVA = Contact(patient_id=PATIENT_ID, name="Eva Lundh", role="läkare")


def test_a_support_to_apply_for_comes_with_the_certificate_that_is_usual() -> None:
    after = done(record_of(), add_benefit(record_of(), kind=BenefitKind.ACTIVITY_GRANT, what="halv"))
    (one,), (asked,) = after.all(Benefit), after.all(Certificate)
    assert (one.heading, one.is_open) == ("Aktivitetsersättning, nedsatt arbetsförmåga: halv", True)
    assert (asked.title, asked.form, asked.benefit_id) == ("Läkarutlåtande om hälsotillstånd", "3200", one.id)
    assert asked.requested_on is None


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (BenefitKind.HOUSING_SUPPLEMENT, {}),  # nobody writes anything for it
        (BenefitKind.ACTIVITY_GRANT, {"decision": Decision.GRANTED, "decided_on": TODAY}),
    ],
)
def test_no_certificate_comes_with_what_needs_none_or_is_decided(kind: BenefitKind, fields: dict[str, Any]) -> None:
    assert [type(step.entry) for step in add_benefit(record_of(), kind=kind, **fields).steps] == [Benefit]


def test_from_the_application_to_the_decision() -> None:
    one = benefit()
    record = record_of(one)
    record = done(record, apply_for(record, one.id, on=day(-9)))
    record = done(record, ask_supplement(record, one.id, what=" Fråga 7 ", by=day(9), on=day(-2)))
    asked = record.get(Benefit, one.id)
    assert (asked.applied_on, asked.supplement_what, asked.supplement_by) == (day(-9), "Fråga 7", day(9))
    assert asked.waits_for_supplement
    record = done(record, send_supplement(record, one.id))
    assert record.get(Benefit, one.id).supplement_sent_on == TODAY
    record = done(
        record,
        decide(record, one.id, decision=Decision.PARTLY, valid_from=day(1), valid_until=day(400), appeal_by=day(21)),
    )
    decided = record.get(Benefit, one.id)
    assert (decided.decision, decided.decided_on, decided.valid_from) == (Decision.PARTLY, TODAY, day(1))
    assert (decided.valid_until, decided.appeal_by, decided.is_open) == (day(400), day(21), False)


def test_more_may_be_asked_for_twice() -> None:
    one = benefit(applied_on=day(-9), supplement_asked_on=day(-5), supplement_sent_on=day(-3), supplement_what="Intyg")
    record = record_of(one)
    again = done(record, ask_supplement(record, one.id, what="Hyra", by=None)).get(Benefit, one.id)
    assert (again.supplement_asked_on, again.supplement_by, again.supplement_sent_on) == (TODAY, None, None)
    assert again.waits_for_supplement


def test_a_day_before_the_one_it_follows_is_told_and_nothing_is_lost() -> None:
    one = benefit(applied_on=day(-3))
    record = record_of(one)
    for change in (
        decide(record, one.id, decision=Decision.GRANTED, on=day(-4)),
        ask_supplement(record, one.id, what="Intyg", by=None, on=day(-4)),
        decide(record, one.id, decision=Decision.GRANTED, valid_from=day(2), valid_until=day(1)),
    ):
        with pytest.raises(RuleError):
            done(record, change)
    assert record.get(Benefit, one.id) == one


@pytest.mark.parametrize(
    ("fields", "action", "words"),
    [
        ({"decision": Decision.REFUSED, "decided_on": day(-1)}, apply_for, "redan avgjort"),
        ({"ended_on": day(-1), "end_reason": "x"}, apply_for, "redan avgjort"),
        ({}, lambda r, i: ask_supplement(r, i, what="x", by=None), "inte skickad"),
        ({"applied_on": day(-1)}, send_supplement, "Ingen komplettering väntar"),
        (
            {"decision": Decision.GRANTED, "decided_on": day(-1)},
            lambda r, i: decide(r, i, decision=Decision.REFUSED),
            "redan avgjort",
        ),
        ({"ended_on": day(-1), "end_reason": "x"}, lambda r, i: end_benefit(r, i, because="y"), "redan avslutat"),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(
    fields: dict[str, Any], action: Callable[..., Change], words: str
) -> None:
    one = benefit(**fields)
    with pytest.raises(RuleError, match=words):
        action(record_of(one), one.id)


def test_it_is_ended_with_a_reason() -> None:
    one = granted()
    ended = done(record_of(one), end_benefit(record_of(one), one.id, because=" Flyttar ")).get(Benefit, one.id)
    assert (ended.ended_on, ended.end_reason) == (TODAY, "Flyttar")
    with pytest.raises(RuleError, match="varför"):
        done(record_of(one), end_benefit(record_of(one), one.id, because=" "))


# Renewal


def test_a_renewal_takes_over_what_stays_and_none_of_the_days() -> None:
    former = granted(
        BenefitKind.LSS, what="korttidsvistelse", decider=Decider.REGION, contact_id=EVA.id, lead_months=4,
        lifelong=True, case_number="7", applied_on=day(-400), valid_from=day(-365), valid_until=day(30),
        renew_by=day(9), appeal_by=day(-300), note="x", on_print=False,
    )  # fmt: skip
    record = record_of(EVA, former)
    (new,) = [one for one in done(record, renew_benefit(record, former.id)).all(Benefit) if one.id != former.id]
    assert new == replace(
        benefit(BenefitKind.LSS), id=new.id, what="korttidsvistelse", decider=Decider.REGION, contact_id=EVA.id,
        lead_months=4, lifelong=True, on_print=False, renews_id=former.id,
    )  # fmt: skip


def renewed(*certificates: Certificate, reuse_basis: bool = True) -> list[Certificate]:
    """The certificates a renewal of the granted stöd comes with when these were for it."""
    record = record_of(EVA, GRANTED, *certificates)
    after = done(record, renew_benefit(record, GRANTED.id, reuse_basis=reuse_basis))
    return [one for one in after.all(Certificate) if one.benefit_id != GRANTED.id]


GRANTED = granted()


def test_the_former_basis_comes_with_it_and_neither_days_nor_copies() -> None:
    last = certificate(
        benefit_id=GRANTED.id, form="1", contact_id=EVA.id, basis="Går inte själv", requested_on=day(-90),
        issued_on=day(-60), sent_on=day(-50), copy_in_journal_on=day(-50), note="x",
    )  # fmt: skip
    (new,) = renewed(last)
    assert (new.title, new.form, new.contact_id) == ("Läkarutlåtande", "1", EVA.id)
    assert (new.basis, new.basis_from, new.basis_ready_on) == ("Går inte själv", last.id, None)
    assert (new.requested_on, new.issued_on, new.sent_on, new.copy_in_journal_on, new.note) == (None,) * 4 + ("",)
    (without,) = renewed(last, reuse_basis=False)
    assert (without.basis, without.basis_from) == ("", None)


def test_each_of_several_certificates_is_asked_for_once_and_what_was_dropped_is_not() -> None:
    named = [("Läkarutlåtande", "gammalt"), ("Utlåtande av arbetsterapeut", "a"), ("läkarutlåtande", "nytt")]
    many = [certificate(benefit_id=GRANTED.id, title=title, basis=basis) for title, basis in named]
    dropped = certificate(benefit_id=GRANTED.id, title="Studieintyg", dropped_on=day(-9), dropped_because="x")
    assert [(one.title, one.basis) for one in renewed(*many, dropped)] == [
        ("läkarutlåtande", "nytt"), ("Utlåtande av arbetsterapeut", "a"),
    ]  # fmt: skip


def test_where_there_was_no_certificate_the_usual_one_is_asked_for() -> None:
    assert [(one.title, one.basis) for one in renewed()] == [("Läkarutlåtande", "")]


def test_it_is_renewed_once_and_again_when_the_renewal_was_given_up() -> None:
    begun = benefit(renews_id=GRANTED.id)
    with pytest.raises(RuleError, match="redan påbörjad"):
        renew_benefit(record_of(GRANTED, begun), GRANTED.id)
    given_up = replace(begun, ended_on=day(-1), end_reason="Fel")
    assert renew_benefit(record_of(GRANTED, given_up), GRANTED.id).title == "Förnyelse påbörjad"


# Undo


@pytest.mark.parametrize(
    ("action", "fields"),
    [
        (apply_for, {}),
        (ask_supplement, {"what": "Fråga 7", "by": day(9)}),
        (decide, {"decision": Decision.GRANTED}),
        (end_benefit, {"because": "Flyttar"}),
        (renew_benefit, {}),
    ],
)
def test_undo_takes_every_deed_back_whole(desk: Desk, action: Callable[..., Change], fields: dict[str, Any]) -> None:
    patient_id = desk.begin(register_patient, given_name="Maja", family_name="Lind").patient_id
    desk.do(patient_id, add_benefit, kind=BenefitKind.LSS)
    before = desk.open(patient_id)
    (one,) = before.all(Benefit)
    if action is ask_supplement:
        desk.do(patient_id, apply_for, one.id)
        before = desk.open(patient_id)
    applied = desk.do(patient_id, action, one.id, **fields)
    assert contents(desk.open(patient_id)) != contents(before)
    desk.undo(applied.id)
    assert contents(desk.open(patient_id)) == contents(before)


def contents(record: Record) -> list[Entity]:
    """Every stöd and certificate, whatever its version."""
    return [replace(one, version=0) for kind in (Benefit, Certificate) for one in record.all(kind)]


def test_a_deed_is_one_edit_and_a_renewal_adds_only() -> None:
    one = benefit()
    assert [type(step) for step in apply_for(record_of(one), one.id).steps] == [Edit]
    assert {type(step) for step in renew_benefit(record_of(GRANTED), GRANTED.id).steps} == {Add}
    assert {type(step) for step in add_benefit(record_of(), kind=BenefitKind.LSS).steps} == {Add}

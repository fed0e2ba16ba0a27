"""The days of stöd and certificates: what is to be done by when, in words that are true when the day has passed."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.benefit.benefit import Benefit
from coordinator.benefit.certificate import Certificate
from coordinator.benefit.coming_days import BenefitDay, benefit_days
from coordinator.benefit.kinds import BenefitKind, Decision
from coordinator.contact import Contact
from coordinator.entity import Entity
from coordinator.person import Patient
from tests.coordinator.benefit.conftest import benefit, certificate, day, granted
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, record_of

EVA = Contact(patient_id=PATIENT_ID, name="Eva Lundh", role="läkare")
DAYS = st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1))


def days_of(*entries: Entity, born: date | None = None) -> list[BenefitDay]:
    patient: Patient = replace(MAJA, birth_date=born)
    return list(benefit_days(record_of(patient, *entries)))


def only(*entries: Entity, born: date | None = None) -> BenefitDay:
    (one,) = days_of(*entries, born=born)
    return one


def test_a_supplement_is_due_on_the_day_that_was_said() -> None:
    one = benefit(
        applied_on=day(-9), supplement_asked_on=day(-2), supplement_by=day(9), supplement_what="Fråga 7",
        officer=" Ali Demir ",
    )  # fmt: skip
    assert only(one) == BenefitDay(
        day(9), "Skicka komplettering: Omvårdnadsbidrag", one, "Ali Demir", "Fråga 7", "skulle ha skickats",
        urgent=True, sort="supplement",
    )  # fmt: skip


def test_where_nobody_has_said_a_day_none_is_made_up() -> None:
    found = only(benefit(applied_on=day(-9), supplement_asked_on=day(-2)))
    assert (found.day, found.should_have, found.why) == (day(-2), "begärdes", "Begärd fre 20 nov")


def test_a_decision_is_waited_for_from_the_application_and_from_what_was_sent_after_it() -> None:
    one = benefit(applied_on=day(-9), contact_id=EVA.id)
    found = only(EVA, one)
    assert (found.day, found.what, found.who) == (day(51), "Beslut: Omvårdnadsbidrag", "Eva Lundh, läkare")
    assert (found.why, found.should_have, found.waiting, found.urgent) == ("Ansökt fre 13 nov", "väntades", True, False)
    sent = replace(one, supplement_asked_on=day(-4), supplement_sent_on=day(-2))
    assert only(EVA, sent).day == day(58)
    assert days_of(benefit()) == [], "what is to be applied for has no day"


def test_what_ends_is_told_of_with_how_it_is_renewed() -> None:
    one = granted(valid_until=day(30))
    assert only(one) == BenefitDay(
        day(30), "Omvårdnadsbidrag slutar", one, "", "Tidsbegränsat, Försäkringskassan omprövar.", "slutade",
        ends=True, sort="ends",
    )  # fmt: skip
    lifelong, basis = replace(one, lifelong=True), certificate(benefit_id=one.id, basis="Går inte själv")
    assert only(lifelong).why == "Livslångt behov. Tidsbegränsat, Försäkringskassan omprövar."
    assert only(lifelong, basis).why == "Livslångt behov. Förra underlaget kan användas igen."
    other = granted(BenefitKind.OTHER, what="Fritidskort", valid_until=day(30))
    assert (only(other).what, only(other).why) == ("Fritidskort slutar", "Ansök igen i tid.")
    assert days_of(granted(valid_until=day(300))) == []
    assert days_of(replace(one, ended_on=day(-1))) == []


def test_a_day_chosen_to_renew_by_is_not_said_to_be_the_end() -> None:
    found = only(granted(valid_until=day(90), renew_by=day(30)))
    assert (found.day, found.what, found.urgent) == (day(30), "Ansök igen: Omvårdnadsbidrag", True)
    assert found.ends, "so that it is told of as long before as its lead time says"
    assert (found.should_have, found.sort) == ("skulle ha sökts", "renew")


def test_a_renewal_that_lies_unsent_is_told() -> None:
    one = granted(valid_until=day(30))
    begun = benefit(renews_id=one.id)
    assert only(one, begun).why == "Förnyelsen är påbörjad men inte skickad."
    sent = replace(begun, applied_on=day(-1))
    assert [found.what for found in days_of(one, sent)] == ["Beslut: Omvårdnadsbidrag"]


def test_what_ends_with_her_age_is_not_to_be_applied_for_again() -> None:
    born, last = date(2007, 12, 14), date(2026, 6, 30)
    one = granted(valid_until=last, lifelong=True)
    assert only(one, born=born).why == (
        "Gick till och med 30 juni 2026 (inte kontrollerat mot källan). Se vad som kan sökas i stället."
    )
    assert only(replace(one, valid_until=day(-300)), born=born).why.startswith("Livslångt behov")
    kept = granted(BenefitKind.ASSISTANCE_ALLOWANCE, valid_until=day(30), lifelong=True)
    assert only(kept, born=date(1959, 12, 10)).why.startswith("Livslångt behov"), "who has it keeps it"


def test_the_last_day_to_appeal_is_told_until_it_has_passed() -> None:
    one = granted(decision=Decision.REFUSED, appeal_by=day(0))
    found = only(one)
    assert (found.what, found.why, found.urgent) == ("Sista dag att överklaga: Omvårdnadsbidrag", "Avslag", True)
    assert found.sort == "appeal"
    for silent in ({"appeal_by": day(-1)}, {"decision": Decision.GRANTED}, {"ended_on": day(-1)}):
        assert days_of(replace(one, **silent)) == [], silent
    assert days_of(benefit(appeal_by=day(9))) == []
    partly = only(replace(one, decision=Decision.PARTLY))
    assert partly.why == "Delvis beviljat"


ALLOWANCE = benefit()


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, None),
        ({"needed_by": day(9)}, (day(9), "Begär läkarutlåtande", "", "behövdes", "request")),
        (
            {"requested_on": day(-9)},
            (day(51), "Väntar på läkarutlåtande", "Begärt fre 13 nov", "väntades", "answer"),
        ),
        (
            {"requested_on": day(-9), "needed_by": day(9)},
            (day(9), "Väntar på läkarutlåtande", "Begärt fre 13 nov", "skulle ha kommit", "answer"),
        ),
        ({"issued_on": day(-2)}, (day(-2), "Skicka in läkarutlåtande", "Utfärdat fre 20 nov", "utfärdades", "send")),
        (
            {"issued_on": day(-2), "needed_by": day(9)},
            (day(9), "Skicka in läkarutlåtande", "Utfärdat fre 20 nov", "skulle ha skickats", "send"),
        ),
        ({"issued_on": day(-2), "sent_on": day(-1)}, None),
        ({"requested_on": day(-2), "dropped_on": day(-1)}, None),
    ],
)
def test_a_certificate_has_one_day_that_follows_how_far_it_has_come(
    fields: dict[str, Any], found: tuple[Any, ...] | None
) -> None:
    told = [(one.day, one.what, one.why, one.should_have, one.sort) for one in days_of(certificate(**fields))]
    assert told == ([found] if found else [])


def test_a_certificate_says_what_it_is_for_who_writes_it_and_that_one_waits() -> None:
    found = only(EVA, ALLOWANCE, certificate(benefit_id=ALLOWANCE.id, contact_id=EVA.id, requested_on=day(-9)))
    assert (found.what, found.who) == ("Väntar på läkarutlåtande för omvårdnadsbidrag", "Eva Lundh, läkare")
    assert found.waiting and only(certificate(writer=" Doktor Ek ", requested_on=day(-9))).who == "Doktor Ek"
    assert not only(certificate(issued_on=day(-9))).waiting


def test_what_the_decision_came_without_is_waited_for_no_longer() -> None:
    decided = granted(decided_on=day(-5))
    assert days_of(decided, certificate(benefit_id=decided.id, requested_on=day(-9))) == []
    assert days_of(decided, certificate(benefit_id=decided.id, requested_on=day(-4))) != []


@given(
    decision=st.sampled_from([None, *Decision]),
    born=DAYS,
    days=st.fixed_dictionaries(
        dict.fromkeys(
            (
                "applied_on",
                "supplement_asked_on",
                "supplement_by",
                "supplement_sent_on",
                "decided_on",
                "valid_from",
                "valid_until",
                "renew_by",
                "appeal_by",
                "ended_on",
            ),
            DAYS,
        )
    ),
    of_certificate=st.fixed_dictionaries(
        dict.fromkeys(("requested_on", "needed_by", "issued_on", "sent_on", "dropped_on"), DAYS)
    ),
)
def test_whatever_days_are_known_each_day_of_an_entry_is_told_once_in_whole_words(
    decision: Decision | None, born: date | None, days: dict[str, Any], of_certificate: dict[str, Any]
) -> None:
    one: Benefit = benefit(decision=decision, **days)
    asked: Certificate = certificate(benefit_id=one.id, **of_certificate)
    found = days_of(one, asked, born=born)
    assert len({(each.entry.id, each.sort) for each in found}) == len(found)
    assert all(each.what and each.should_have and each.sort for each in found)
    assert all(each.day >= TODAY for each in found if each.sort == "appeal")

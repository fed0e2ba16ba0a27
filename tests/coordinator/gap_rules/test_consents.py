"""The rules on consents that have ended or soon do."""

from dataclasses import replace
from datetime import date

import pytest

from coordinator.consent import Consent, ConsentPurpose
from coordinator.entity import new_id
from coordinator.gaps import gaps
from coordinator.page import Page
from tests.coordinator.conftest import PATIENT_ID
from tests.coordinator.gap_rules.cases import Case, day, fires, record_with, silent, the_gap

PAST = Consent(
    patient_id=PATIENT_ID, purpose=ConsentPurpose.SIP, given_by="Maja", given_on=day(-300), recipients="Ekskolan",
    covers="Planen", valid_until=day(-10),
)  # fmt: skip
SOON = replace(PAST, id=new_id(), valid_until=day(12))
NEXT = replace(PAST, id=new_id(), given_on=day(-1), recipients="EKSKOLAN ", valid_until=day(200))
PAST_SAYS = ("Samtycket till Ekskolan har gått ut", "Gällde till 12 nov, för 10 dagar sen. Fråga om det ska gälla igen")
SOON_SAYS = ("Samtycket till Ekskolan går snart ut", "Gäller till 4 dec, om 12 dagar. Fråga om det ska gälla längre")
TAKEN_BACK = replace(NEXT, revoked_on=day(0))

CASES = (
    fires("consent_expired", "nothing came after it", PAST, says=PAST_SAYS, due=day(-10)),
    fires(
        "consent_expired", "the newer one is to another", PAST, replace(NEXT, recipients="Habiliteringen"),
        says=PAST_SAYS, due=day(-10),
    ),
    fires(
        "consent_expired", "the newer one is for another thing", PAST, replace(NEXT, purpose=ConsentPurpose.OTHER),
        says=PAST_SAYS, due=day(-10),
    ),
    fires(
        "consent_expired", "yesterday", replace(PAST, valid_until=day(-1)), due=day(-1),
        says=("Samtycket till Ekskolan har gått ut", "Gällde till 21 nov, för 1 dag sen. Fråga om det ska gälla igen"),
    ),
    fires(
        "consent_expired", "a year ago", replace(PAST, given_on=day(-900), valid_until=date(2025, 11, 22)),
        due=date(2025, 11, 22),
        says=(
            "Samtycket till Ekskolan har gått ut",
            "Gällde till 22 nov 2025, för 12 månader sen. Fråga om det ska gälla igen",
        ),
    ),
    silent("consent_expired", "a later one holds", PAST, NEXT),
    silent("consent_expired", "another of the same days holds longer", PAST, replace(NEXT, given_on=day(-300))),
    silent("consent_expired", "it was taken back", replace(PAST, revoked_on=day(-20))),
    silent("consent_expired", "what came after it was taken back", PAST, TAKEN_BACK),
    silent("consent_expired", "long ago", replace(PAST, given_on=day(-900), valid_until=date(2025, 11, 21))),
    silent("consent_expired", "none was ever given"),
    silent("consent_expired", "it holds today", replace(PAST, valid_until=day(0))),
    fires("consent_ending", "nothing takes over", SOON, says=SOON_SAYS, due=day(12)),
    fires(
        "consent_ending", "today is the last day", replace(SOON, valid_until=day(0)), due=day(0),
        says=("Samtycket till Ekskolan går snart ut", "Gäller till 22 nov, i dag. Fråga om det ska gälla längre"),
    ),
    fires("consent_ending", "an older one has ended", SOON, PAST, says=SOON_SAYS, due=day(12)),
    fires("consent_ending", "a longer one was taken back", SOON, TAKEN_BACK, says=SOON_SAYS, due=day(12)),
    fires(
        "consent_ending", "in thirty days", replace(SOON, valid_until=day(30)), due=day(30),
        says=("Samtycket till Ekskolan går snart ut", "Gäller till 22 dec, om 4 veckor. Fråga om det ska gälla längre"),
    ),
    silent("consent_ending", "a later one takes over", SOON, NEXT),
    silent("consent_ending", "there is time", replace(SOON, valid_until=day(31))),
    silent("consent_ending", "it was taken back", replace(SOON, revoked_on=day(-1))),
    silent("consent_ending", "it has ended", PAST),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_rule(case: Case) -> None:
    case.check()


def test_of_several_that_ended_one_after_the_other_the_last_is_asked_for_again() -> None:
    last = replace(PAST, id=new_id(), given_on=day(-10), valid_until=day(-2))
    assert the_gap(last, PAST).entry_id == last.id
    assert the_gap(PAST, last).entry_id == last.id


def test_a_consent_is_renewed_on_its_page_the_first_to_end_first() -> None:
    other = replace(SOON, id=new_id(), recipients="Habiliteringen", valid_until=day(3))
    found = gaps(record_with(SOON, other))
    assert [(gap.page, gap.entry_id) for gap in found] == [(Page.CONSENTS, other.id), (Page.CONSENTS, SOON.id)]
    newer = replace(PAST, id=new_id(), recipients="Habiliteringen", given_on=day(-100), valid_until=day(-50))
    assert [gap.entry_id for gap in gaps(record_with(PAST, newer))] == [newer.id, PAST.id]


def test_a_long_list_of_recipients_is_cut() -> None:
    many = replace(PAST, recipients="Habiliteringen i Sundsvall, Ekskolan\n" * 20)
    assert len(the_gap(many).title) < 100

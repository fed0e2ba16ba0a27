"""The rules on what somebody waits for."""

from dataclasses import replace

import pytest

from coordinator.gaps import gaps
from coordinator.page import Page
from coordinator.referral import Referral, ReferralStatus
from coordinator.reminder import Reminder
from tests.coordinator.conftest import PATIENT_ID
from tests.coordinator.gap_rules.cases import KARIN, Case, day, fires, record_with, silent, the_gap

RING = Reminder(patient_id=PATIENT_ID, what="ring skolan", owner="Anna ", due=day(-2), contact_id=KARIN.id)
SENT = Referral(patient_id=PATIENT_ID, contact_id=KARIN.id, expected_answer=day(-21))
OPEN = replace(SENT, expected_answer=None)

CASES = (
    fires(
        "reminder_late", "its day has passed", RING, due=day(-2),
        says=("Ring skolan", "Skulle ha gjorts för 2 dagar sen, Anna"),
    ),
    silent("reminder_late", "today", replace(RING, due=day(0))),
    silent("reminder_late", "done", replace(RING, done_on=day(-1), done_note="Klart")),
    fires(
        "referral_late", "no answer", SENT, due=day(-21),
        says=("Svar från Karin har inte kommit", "Remissvar väntades 1 nov, för 3 veckor sen"),
    ),
    fires(
        "referral_late", "to somebody in words", replace(SENT, to="Ögon"), due=day(-21),
        says=("Svar från Ögon har inte kommit", "Remissvar väntades 1 nov, för 3 veckor sen"),
    ),
    fires(
        "referral_late", "only blanks in words", replace(SENT, to=" "), due=day(-21),
        says=("Svar från Karin har inte kommit", "Remissvar väntades 1 nov, för 3 veckor sen"),
    ),
    silent("referral_late", "waited for today", replace(SENT, expected_answer=day(0))),
    silent("referral_late", "answered", replace(SENT, status=ReferralStatus.ANSWERED)),
    fires(
        "referral_without_day", "nobody wrote when", OPEN,
        says=("Remissen till Karin har ingen dag för svar", "Skriv när svaret väntas, så märks det om det uteblir"),
    ),
    silent("referral_without_day", "there is a day", replace(SENT, expected_answer=day(5))),
    silent("referral_without_day", "still to be written", replace(OPEN, status=ReferralStatus.TO_BE_WRITTEN)),
    silent("referral_without_day", "cancelled", replace(OPEN, status=ReferralStatus.CANCELLED)),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_rule(case: Case) -> None:
    case.check()


def test_what_is_waited_for_is_followed_up_on_its_page() -> None:
    for entry, page in ((RING, Page.REMINDERS), (SENT, Page.REFERRALS), (OPEN, Page.REFERRALS)):
        gap = the_gap(entry)
        assert (gap.page, gap.contact_id, gap.entry_id) == (page, KARIN.id, entry.id)


def test_what_has_waited_longest_comes_first() -> None:
    newer = Referral(patient_id=PATIENT_ID, to="Ögon", expected_answer=day(-3))
    assert [gap.entry_id for gap in gaps(record_with(newer, SENT))] == [SENT.id, newer.id]

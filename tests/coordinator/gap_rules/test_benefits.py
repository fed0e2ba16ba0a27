"""The rules on stöd that ends, on what was to be supplemented or decided, and on certificates that are waited for."""

from dataclasses import replace

import pytest

from coordinator.benefit.benefit import Benefit
from coordinator.benefit.certificate import Certificate
from coordinator.benefit.kinds import BenefitKind, Decision
from coordinator.page import Page
from tests.coordinator.conftest import PATIENT_ID
from tests.coordinator.gap_rules.cases import KARIN, Case, day, fires, silent, the_gap

ASKED_MORE = Benefit(
    patient_id=PATIENT_ID, kind=BenefitKind.EXTRA_COSTS_CHILD, applied_on=day(-40), supplement_asked_on=day(-20),
    supplement_by=day(-1),
)  # fmt: skip
APPLIED = Benefit(patient_id=PATIENT_ID, kind=BenefitKind.HOUSING_ADAPTATION, what="ramp", applied_on=day(-120))
HELD = Benefit(
    patient_id=PATIENT_ID, kind=BenefitKind.PARKING_PERMIT, applied_on=day(-900), decision=Decision.GRANTED,
    decided_on=day(-800), valid_from=day(-800), valid_until=day(0), lead_months=2,
)  # fmt: skip
RENEWAL = Benefit(
    patient_id=PATIENT_ID, kind=BenefitKind.PARKING_PERMIT, renews_id=HELD.id, applied_on=day(-1)
)  # fmt: skip
DECIDED = replace(APPLIED, decision=Decision.REFUSED, decided_on=day(-1))
CERTIFICATE = Certificate(
    patient_id=PATIENT_ID, title="Reseintyg", requested_on=day(-60), requested_by="Karin", contact_id=KARIN.id
)
ISSUED = replace(CERTIFICATE, issued_on=day(-14))

CASES = (
    fires(
        "benefit_supplement_late", "the last day was yesterday", ASKED_MORE, due=day(-1),
        says=("Komplettering till Merkostnadsersättning för barn är inte skickad", "Sista dag var 21 nov"),
    ),
    silent("benefit_supplement_late", "the last day is today", replace(ASKED_MORE, supplement_by=day(0))),
    silent("benefit_supplement_late", "it was sent", replace(ASKED_MORE, supplement_sent_on=day(-2))),
    silent("benefit_supplement_late", "nobody said by when", replace(ASKED_MORE, supplement_by=None)),
    fires(
        "benefit_ends", "the last day is today", HELD, due=day(0),
        says=("Parkeringstillstånd slutar snart", "Gäller till och med 22 nov"),
    ),
    fires(
        "benefit_ends", "its lead time begins today", replace(HELD, valid_until=day(61)), due=day(61),
        says=("Parkeringstillstånd slutar snart", "Gäller till och med 22 jan"),
    ),
    silent("benefit_ends", "its lead time begins tomorrow", replace(HELD, valid_until=day(62))),
    silent("benefit_ends", "it has been applied for again", HELD, RENEWAL),
    fires(
        "benefit_ends", "a renewal is begun and not sent", HELD, replace(RENEWAL, applied_on=None), due=day(0),
        says=("Parkeringstillstånd slutar snart", "Gäller till och med 22 nov"),
    ),
    silent("benefit_ends", "it was refused", replace(HELD, decision=Decision.REFUSED)),
    silent("benefit_ends", "it holds for ever", replace(HELD, valid_until=None)),
    fires(
        "benefit_expired", "the last day was yesterday", replace(HELD, valid_until=day(-1)), due=day(-1),
        says=("Parkeringstillstånd har gått ut", "Gällde till och med 21 nov"),
    ),
    silent("benefit_expired", "the last day is today", HELD),
    silent("benefit_expired", "it has been applied for again", replace(HELD, valid_until=day(-1)), RENEWAL),
    silent(
        "benefit_expired", "it was ended on purpose",
        replace(HELD, valid_until=day(-1), ended_on=day(-1), end_reason="Har flyttat."),
    ),
    fires(
        "benefit_not_decided", "it has taken a hundred and twenty days", APPLIED, due=day(0),
        says=("Inget beslut om Bostadsanpassning: ramp", "Ansökt 25 jul"),
    ),
    fires(
        "benefit_not_decided", "more was sent long ago",
        replace(APPLIED, applied_on=day(-200), supplement_asked_on=day(-150), supplement_sent_on=day(-120)),
        due=day(0), says=("Inget beslut om Bostadsanpassning: ramp", "Ansökt 6 maj 2026"),
    ),
    silent(
        "benefit_not_decided", "more was sent yesterday",
        replace(APPLIED, supplement_asked_on=day(-3), supplement_sent_on=day(-1)),
    ),
    silent("benefit_not_decided", "a day is left", replace(APPLIED, applied_on=day(-119))),
    silent("benefit_not_decided", "it is decided", replace(APPLIED, decision=Decision.REFUSED, decided_on=day(-1))),
    silent("benefit_not_decided", "it lies with us", replace(APPLIED, applied_on=None)),
    fires(
        "certificate_late", "it has taken sixty days", CERTIFICATE, due=day(0),
        says=("Reseintyg har inte kommit", "Begärt 23 sep. Karin, sjuksköterska"),
    ),
    fires(
        "certificate_late", "it was needed today, and nobody is to write it",
        replace(CERTIFICATE, requested_on=day(-2), needed_by=day(0), contact_id=None), due=day(0),
        says=("Reseintyg har inte kommit", "Begärt 20 nov. Ingen är utsedd att skriva"),
    ),
    silent("certificate_late", "it is needed tomorrow", replace(CERTIFICATE, needed_by=day(1))),
    silent("certificate_late", "it has come", replace(CERTIFICATE, issued_on=day(-1))),
    silent("certificate_late", "nobody was asked", replace(CERTIFICATE, requested_on=None)),
    silent(
        "certificate_late", "it is not needed", replace(CERTIFICATE, dropped_on=day(-1), dropped_because="Reser inte.")
    ),
    fires(
        "certificate_not_sent", "it has lain for two weeks", ISSUED, due=day(0),
        says=("Reseintyg är inte inskickat", "Utfärdat 8 nov"),
    ),
    silent("certificate_not_sent", "a day is left", replace(ISSUED, issued_on=day(-13))),
    silent("certificate_not_sent", "it is sent", replace(ISSUED, sent_on=day(-1))),
    silent(
        "certificate_late", "its stöd was decided without it", replace(CERTIFICATE, benefit_id=DECIDED.id), DECIDED
    ),
    silent("certificate_not_sent", "its stöd was decided without it", replace(ISSUED, benefit_id=DECIDED.id), DECIDED),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_rule(case: Case) -> None:
    case.check()


@pytest.mark.parametrize("entry", [ASKED_MORE, APPLIED, HELD, CERTIFICATE, ISSUED], ids=lambda one: one.KIND)
def test_each_leads_to_what_it_is_about(entry: Benefit | Certificate) -> None:
    gap = the_gap(entry)
    assert (gap.page, gap.entry_id) == (Page.BENEFITS, entry.id)

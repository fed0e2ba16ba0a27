"""One stöd: what cannot stand in it is said, and it holds from its first to its last day."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.benefit.benefit import Benefit
from coordinator.benefit.kinds import BenefitKind, Decision
from coordinator.entity import new_id
from tests.coordinator.benefit.conftest import benefit, day, granted
from tests.coordinator.conftest import TODAY, problems_of

REFUSED, GRANTED, PARTLY = Decision.REFUSED, Decision.GRANTED, Decision.PARTLY
DAYS = st.none() | st.dates(date(2026, 11, 15), date(2026, 11, 30))


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"applied_on": day(1)}, "Ansökt ligger i framtiden."),
        ({"supplement_asked_on": day(1)}, "Komplettering begärd ligger i framtiden."),
        ({"supplement_asked_on": day(0), "supplement_sent_on": day(1)}, "Komplettering skickad ligger i framtiden."),
        ({"decision": GRANTED, "decided_on": day(1)}, "Beslutsdag ligger i framtiden."),
        ({"ended_on": day(1), "end_reason": "Flyttar"}, "Avslutat ligger i framtiden."),
        ({"checked_on": day(1)}, "Kontrollerad ligger i framtiden."),
        ({"kind": BenefitKind.OTHER, "what": " \n"}, "Skriv vilket intyg eller stöd det gäller."),
        (
            {"applied_on": day(-1), "decision": GRANTED, "decided_on": day(-2)},
            "Beslutet ligger före ansökan. Rätta den dag som är fel.",
        ),
        ({"decision": REFUSED}, "Skriv vilken dag beslutet kom."),
        ({"decided_on": day(-2)}, "Välj vad beslutet blev."),
        (
            {"applied_on": day(-1), "supplement_asked_on": day(-2)},
            "Kompletteringen begärdes innan ansökan skickades. Rätta den dag som är fel.",
        ),
        (
            {"supplement_asked_on": day(-2), "supplement_by": day(-3)},
            "Sista dag för kompletteringen ligger före dagen den begärdes.",
        ),
        (
            {"supplement_asked_on": day(-2), "supplement_sent_on": day(-3)},
            "Kompletteringen skickades innan den begärdes. Rätta den dag som är fel.",
        ),
        ({"supplement_by": day(9)}, "Skriv när kompletteringen begärdes."),
        ({"supplement_sent_on": day(-1)}, "Skriv när kompletteringen begärdes."),
        ({"valid_from": day(2), "valid_until": day(1)}, "Stödet slutar gälla innan det börjar."),
        ({"renew_by": day(2), "valid_until": day(1)}, "Förnyas senast ligger efter dagen stödet slutar gälla."),
        (
            {"decision": REFUSED, "decided_on": day(-2), "appeal_by": day(-3)},
            "Sista dag att överklaga ligger före beslutet.",
        ),
        ({"lead_months": -1}, "Påminn 0 till 60 månader före."),
        ({"lead_months": 61}, "Påminn 0 till 60 månader före."),
        ({"ended_on": day(0), "end_reason": " "}, "Skriv varför stödet avslutades."),
    ],
)
def test_what_cannot_stand_in_a_support_is_said(fields: dict[str, Any], problem: str) -> None:
    assert problems_of(benefit(**fields)) == [problem]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"kind": BenefitKind.OTHER, "what": "Fritidskort"},
        {"applied_on": TODAY, "decision": GRANTED, "decided_on": TODAY},
        {"decision": PARTLY, "decided_on": day(-9)},  # decided and never applied for: by an authority of itself
        {
            "applied_on": day(-1),
            "supplement_asked_on": day(-1),
            "supplement_by": day(-1),
            "supplement_sent_on": day(-1),
        },
        {"applied_on": day(-9), "supplement_asked_on": day(-1), "supplement_by": day(9), "supplement_what": "Fråga 7"},
        {"decision": GRANTED, "decided_on": day(-1), "valid_from": day(-90), "valid_until": day(-90)},
        {"valid_from": day(1)},
        {"valid_until": day(1), "renew_by": day(1), "lead_months": 0},
        {"renew_by": day(1), "lead_months": 60},
        {"decision": REFUSED, "decided_on": day(-1), "appeal_by": day(-1)},
        {"appeal_by": day(20)},
        {"ended_on": TODAY, "end_reason": "Flyttar", "checked_on": TODAY},
    ],
)
def test_what_may_stand_in_it_is_not_complained_of(fields: dict[str, Any]) -> None:
    assert problems_of(benefit(**fields)) == []


def test_it_does_not_renew_itself() -> None:
    id = new_id()
    assert problems_of(benefit(id=id, renews_id=id)) == ["Ett stöd kan inte förnya sig självt."]


@given(
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
                "ended_on",
                "appeal_by",
                "checked_on",
            ),
            DAYS,
        )
    ),
    decision=st.sampled_from([None, *Decision]),
)
def test_whatever_days_are_known_it_says_what_is_wrong_and_never_fails(
    days: dict[str, Any], decision: Decision | None
) -> None:
    one = benefit(decision=decision, **days)
    said = problems_of(one)
    assert all(each.endswith(".") for each in said) and len(set(said)) == len(said)
    in_order = sorted(filter(None, (one.applied_on, one.decided_on))) == [
        *filter(None, (one.applied_on, one.decided_on))
    ]
    assert ("Beslutet ligger före ansökan. Rätta den dag som är fel." in said) is not in_order
    assert one.heading and one.is_open in (True, False) and one.waits_for_supplement in (True, False)


@pytest.mark.parametrize(
    ("one", "heading"),
    [
        (benefit(BenefitKind.LSS, what=" korttidsvistelse "), "LSS-insats: korttidsvistelse"),
        (benefit(BenefitKind.LSS, what=" "), "LSS-insats"),
        (benefit(BenefitKind.OTHER, what="Fritidskort"), "Fritidskort"),
        (benefit(BenefitKind.OTHER), "Annat intyg eller stöd"),
    ],
)
def test_it_is_called_by_its_kind_and_what_more_is_said(one: Benefit, heading: str) -> None:
    assert one.heading == heading


def test_somebody_waits_until_there_is_a_decision_or_an_end() -> None:
    assert benefit().is_open and benefit(applied_on=day(-1)).is_open
    assert not granted().is_open and not benefit(ended_on=day(-1)).is_open
    asked = benefit(applied_on=day(-9), supplement_asked_on=day(-2))
    assert asked.waits_for_supplement and not benefit(applied_on=day(-9)).waits_for_supplement
    for fields in ({"supplement_sent_on": day(-1)}, {"decision": GRANTED}, {"ended_on": day(-1)}):
        one = {"applied_on": day(-9), "supplement_asked_on": day(-2)} | fields
        assert not benefit(**one).waits_for_supplement, fields


@pytest.mark.parametrize(
    ("fields", "first", "last"),
    [
        ({}, None, None),
        ({"valid_from": day(-3)}, -3, None),
        ({"valid_until": day(3)}, None, 3),
        ({"valid_from": day(-3), "valid_until": day(3)}, -3, 3),
        ({"valid_until": day(3), "ended_on": day(-1)}, None, -1),
    ],
)
def test_it_holds_from_its_first_to_its_last_day(fields: dict[str, Any], first: int | None, last: int | None) -> None:
    one = granted(**fields)
    for offset in range(-5, 6):
        within = (first is None or first <= offset) and (last is None or offset <= last)
        assert one.holds_on(TODAY + timedelta(days=offset)) is within, offset


def test_only_what_is_granted_holds() -> None:
    held = {decision for decision in (None, *Decision) if benefit(decision=decision).holds_on(TODAY)}
    assert held == {GRANTED, PARTLY}

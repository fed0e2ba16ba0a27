"""The four points of the law: each is met by what meets it and by nothing else, and says what is missing."""

from typing import Any

import pytest

from coordinator.contact import Huvudman
from coordinator.sip.decision import SipDecision
from coordinator.sip.legal_points import LegalPoint, PointState, legal_points, missing_points
from coordinator.sip.process import Sip
from tests.coordinator.conftest import PATIENT_ID, record_of

NEEDED, HUVUDMAN, OTHERS, OVERALL = LegalPoint
REGION, KOMMUN, STATE, PRIVATE, IDEAL = Huvudman


def states(*huvudman: Huvudman | None, **fields: Any) -> dict[LegalPoint, PointState]:
    """The points of a plan with one insats for each of these."""
    sip = Sip(patient_id=PATIENT_ID, **fields)
    rows = [SipDecision(patient_id=PATIENT_ID, sip_id=sip.id, what="Öva", huvudman=one) for one in huvudman]
    return {one.point: one for one in legal_points(record_of(sip, *rows), sip)}


def test_an_empty_plan_lacks_all_four_in_the_order_of_the_law() -> None:
    sip = Sip(patient_id=PATIENT_ID)
    assert [one.point for one in missing_points(record_of(sip), sip)] == [NEEDED, HUVUDMAN, OTHERS, OVERALL]
    assert [one.words for one in missing_points(record_of(sip), sip)] == [
        "skriv minst en insats",
        "ingen insats är regionens eller kommunens",
        "skriv vad andra gör, eller att ingen annan gör något",
        "välj region eller kommun",
    ]


def test_a_row_without_an_insats_is_no_insats() -> None:
    sip = Sip(patient_id=PATIENT_ID)
    need = SipDecision(patient_id=PATIENT_ID, sip_id=sip.id, need="Trött", what=" ", huvudman=REGION)
    found = {one.point: one.is_met for one in legal_points(record_of(sip, need), sip)}
    assert not found[NEEDED] and not found[HUVUDMAN]


def test_another_plans_rows_are_not_this_ones() -> None:
    sip, other = Sip(patient_id=PATIENT_ID), Sip(patient_id=PATIENT_ID, number=2)
    row = SipDecision(patient_id=PATIENT_ID, sip_id=other.id, what="Öva", huvudman=REGION)
    assert len(missing_points(record_of(sip, other, row), sip)) == 4
    assert len(missing_points(record_of(sip, other, row), other)) == 2


@pytest.mark.parametrize(
    ("huvudman", "is_met", "words"),
    [
        ((REGION,), True, "alla insatser har huvudman"),
        ((KOMMUN, PRIVATE), True, "alla insatser har huvudman"),
        ((REGION, None), False, "1 insats saknar huvudman"),
        ((None, None, KOMMUN), False, "2 insatser saknar huvudman"),
        ((PRIVATE, STATE), False, "ingen insats är regionens eller kommunens"),
    ],
)
def test_each_insats_has_a_huvudman_and_one_is_the_regions_or_the_kommuns(
    huvudman: tuple[Huvudman | None, ...], is_met: bool, words: str
) -> None:
    point = states(*huvudman)[HUVUDMAN]
    assert (point.is_met, point.words) == (is_met, words)


@pytest.mark.parametrize(
    ("huvudman", "fields", "is_met", "words"),
    [
        ((REGION,), {}, False, "skriv vad andra gör, eller att ingen annan gör något"),
        ((REGION, IDEAL), {}, True, "1 insats"),
        ((PRIVATE, STATE), {"family_does": "Vilar"}, True, "2 insatser och familjen"),
        ((), {"family_does": "Vilar"}, True, "familjen"),
        ((), {"family_does": " "}, False, "skriv vad andra gör, eller att ingen annan gör något"),
        ((), {"nobody_else": True}, True, "ingen annan gör något"),
    ],
)
def test_what_others_do_is_theirs_the_familys_or_said_to_be_nothing(
    huvudman: tuple[Huvudman, ...], fields: dict[str, Any], is_met: bool, words: str
) -> None:
    point = states(*huvudman, **fields)[OTHERS]
    assert (point.is_met, point.words) == (is_met, words)


def test_a_plan_with_all_four_lacks_none() -> None:
    found = states(REGION, KOMMUN, PRIVATE, overall_huvudman=KOMMUN)
    assert all(one.is_met for one in found.values())
    assert (found[NEEDED].words, found[OVERALL].words) == ("3 insatser", "Kommun")
    assert states(REGION)[NEEDED].words == "1 insats"

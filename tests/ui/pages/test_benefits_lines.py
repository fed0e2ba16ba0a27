"""What the lines of stöd and intyg say, step by step: always in words, with the day that is next."""

from datetime import timedelta
from typing import Any

import pytest

from coordinator.benefit.benefit import Benefit
from coordinator.benefit.certificate import Certificate
from coordinator.benefit.kinds import BenefitKind, Decider, Decision
from coordinator.contact import Contact
from coordinator.days_left import with_year
from tests.coordinator.conftest import PATIENT_ID, TODAY, record_of
from ui.pages.benefits_lines import benefit_line, certificate_line

EVA = Contact(patient_id=PATIENT_ID, name="Eva Lundh", role="läkare", phone="010-111 22 40")


def stod(**fields: Any) -> Benefit:
    days = {name: TODAY + timedelta(value) if type(value) is int else value for name, value in fields.items()}
    usual: dict[str, Any] = {"patient_id": PATIENT_ID, "kind": BenefitKind.TRANSPORT_SERVICE}
    return Benefit(**usual | days)


def intyg(**fields: Any) -> Certificate:
    days = {name: TODAY + timedelta(value) if type(value) is int else value for name, value in fields.items()}
    usual: dict[str, Any] = {"patient_id": PATIENT_ID, "title": "Läkarutlåtande"}
    return Certificate(**usual | days)


def day(offset: int) -> str:
    return with_year(TODAY + timedelta(offset))


GRANTED: dict[str, Any] = {"decision": Decision.GRANTED, "decided_on": -400}
STEPS: tuple[tuple[dict[str, Any], str, list[str]], ...] = (
    ({}, "Ska sökas", []),
    ({"applied_on": -21}, "Ansökt", [f"ansökt {day(-21)}", "väntat 21 dagar"]),
    ({"applied_on": 0}, "Ansökt", [f"ansökt {day(0)}"]),
    ({"applied_on": -40, "supplement_asked_on": -9, "supplement_by": 3}, "Ska kompletteras",
     [f"senast {day(3)}", "om 3 dagar"]),
    ({"applied_on": -40, "supplement_asked_on": -9}, "Ska kompletteras", ["ingen sista dag är skriven"]),
    (GRANTED | {"valid_from": -365, "valid_until": 800}, "Gäller", [f"{day(-365)} – {day(800)}", "slutar om 2 år"]),
    (GRANTED | {"valid_from": -365}, "Gäller", [f"från {day(-365)}", "utan slutdag"]),
    (GRANTED | {"valid_from": 9, "valid_until": 800}, "Beviljat, börjar senare",
     [f"{day(9)} – {day(800)}", "slutar om 2 år"]),
    (GRANTED | {"valid_until": 20}, "Slutar snart", [f"till {day(20)}", "slutar om 20 dagar"]),
    (GRANTED | {"valid_until": 80, "renew_by": 20}, "Slutar snart", [f"till {day(80)}", f"förnya senast {day(20)}"]),
    (GRANTED | {"valid_until": -3}, "Har gått ut", [f"till {day(-3)}", "gick ut 3 dagar sen"]),
    ({"decision": Decision.REFUSED, "decided_on": -3, "appeal_by": 18}, "Avslag",
     [day(-3), f"överklaga senast {day(18)}"]),
    ({"ended_on": -3, "end_reason": "Flyttade"}, "Avslutat", [day(-3), "Flyttade"]),
)  # fmt: skip


@pytest.mark.parametrize(("fields", "step", "days"), STEPS)
def test_a_stod_says_how_far_it_has_come_and_its_days(fields: dict[str, Any], step: str, days: list[str]) -> None:
    one = stod(**fields)
    line = benefit_line(record_of(one), one)
    assert [sign.text for sign in line.signs] == [step]
    assert [text for _, text in line.last] == days
    assert all(text in line.words for text in (step, *days))


def test_no_two_steps_look_the_same() -> None:
    signs = [benefit_line(record_of(one), one).signs[0] for one in (stod(**fields) for fields, _, _ in STEPS)]
    assert len({(sign.icon, sign.look.text) for sign in signs}) == len({sign.text for sign in signs})


def test_a_lifelong_need_is_flagged_as_long_as_the_stod_is_not_over() -> None:
    one, over = stod(lifelong=True), stod(lifelong=True, ended_on=-1, end_reason="Nej")
    assert [sign.text for sign in benefit_line(record_of(one), one).signs] == ["Ska sökas", "Livslångt behov"]
    assert [sign.text for sign in benefit_line(record_of(over), over).signs] == ["Avslutat"]


def test_who_decides_is_as_usual_unless_another_does_and_with_who_handles_it() -> None:
    usual, other = stod(), stod(decider=Decider.REGION, contact_id=EVA.id, case_number="12")
    assert benefit_line(record_of(usual), usual).about == "Kommunen"
    assert benefit_line(record_of(EVA, other), other).about == "Regionen, Eva Lundh, läkare, ärende 12"
    same = stod(officer="Bo", case_number="Ärende 4471")
    assert benefit_line(record_of(same), same).about == "Kommunen, Bo, Ärende 4471"


CERTIFICATE_STEPS: tuple[tuple[dict[str, Any], str, list[str], str], ...] = (
    ({}, "Ska begäras", [], "Ingen är vald att skriva det."),
    ({"needed_by": 9, "writer": "Bo", "basis": "x"}, "Ska begäras", [f"behövs senast {day(9)}"],
     "Skrivs av Bo. Underlaget är påbörjat."),
    ({"requested_on": -42, "contact_id": EVA.id}, "Begärt", [f"begärt {day(-42)}", "väntat 42 dagar"],
     "Skrivs av Eva Lundh, läkare."),
    ({"requested_on": -42, "issued_on": -2, "writer": "Bo"}, "Utfärdat, inte skickat", [day(-2), "tog 40 dagar"],
     "Skrivet av Bo."),
    ({"requested_on": -42, "issued_on": -2, "sent_on": -1}, "Inskickat", [day(-1), "tog 40 dagar"], ""),
    ({"dropped_on": -1, "dropped_because": "Flyttade"}, "Behövs inte", [day(-1), "Flyttade"], ""),
)  # fmt: skip


@pytest.mark.parametrize(("fields", "step", "days", "about"), CERTIFICATE_STEPS)
def test_an_intyg_says_how_far_it_has_come_who_writes_it_and_how_long_it_took(
    fields: dict[str, Any], step: str, days: list[str], about: str
) -> None:
    of = stod(applied_on=-50)
    one = intyg(benefit_id=of.id, **fields)
    line = certificate_line(record_of(EVA, of, one), one)
    assert [sign.text for sign in line.signs] == [step]
    assert ([text for _, text in line.last], line.about) == (days, about)
    assert line.inside > 0 and certificate_line(record_of(EVA), intyg(**fields)).inside == 0


@pytest.mark.parametrize(("fields", "late"), [
    ({"requested_on": -42}, False), ({"requested_on": -60}, True), ({"requested_on": -20, "needed_by": -1}, True),
    ({"requested_on": -90, "needed_by": 3}, False),
])  # fmt: skip
def test_one_that_should_have_come_is_said_in_another_look(fields: dict[str, Any], late: bool) -> None:
    one = intyg(**fields)
    assert ("late" in [look for look, _ in certificate_line(record_of(one), one).last]) is late


@pytest.mark.parametrize(("fields", "late"), [
    ({"applied_on": -80}, True), ({"applied_on": -80, "supplement_asked_on": -20, "supplement_sent_on": -5}, False),
])  # fmt: skip
def test_a_decision_is_late_counted_from_what_was_sent_last(fields: dict[str, Any], late: bool) -> None:
    one = stod(**fields)
    assert ("late" in [look for look, _ in benefit_line(record_of(one), one).last]) is late


def test_one_that_the_decision_came_without_is_not_asked_for_any_more() -> None:
    of = stod(**GRANTED)
    one = intyg(benefit_id=of.id, requested_on=-500)
    record = record_of(of, one)
    assert [sign.text for sign in certificate_line(record, one).signs] == ["Behövs inte"]

"""Which stöd and certificates belong together, which hold, and whether a certificate is still called for."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.benefit.belonging import (
    benefit_of,
    certificates_of,
    current_benefits,
    former_basis,
    is_called_for,
    purpose,
    renewal_of,
)
from coordinator.benefit.benefit import Benefit
from coordinator.benefit.certificate import Certificate
from coordinator.benefit.kinds import BenefitKind, Decision
from tests.coordinator.benefit.conftest import benefit, certificate, day, granted
from tests.coordinator.conftest import record_of

FORMER = granted(valid_until=day(30))


def test_the_certificates_of_a_support_stand_with_the_newest_first() -> None:
    first, loose, second = certificate(benefit_id=FORMER.id), certificate(), certificate(benefit_id=FORMER.id)
    record = record_of(FORMER, first, loose, second)
    assert certificates_of(record, FORMER.id) == [second, first] and certificates_of(record, None) == [loose]
    assert benefit_of(record, first) == FORMER and benefit_of(record, loose) is None


@pytest.mark.parametrize(
    ("one", "title", "said"),
    [
        (benefit(), "Läkarutlåtande", "för omvårdnadsbidrag"),
        (benefit(what="halvt"), "Läkarutlåtande", "för omvårdnadsbidrag: halvt"),
        (benefit(BenefitKind.LSS), "Intyg", "för LSS-insats"),
        (benefit(), "Läkarutlåtande om omvårdnadsbidrag", ""),
        (benefit(BenefitKind.OTHER, what="Fritidskort"), "Intyg", "för fritidskort"),
    ],
)
def test_what_it_is_for_stands_after_its_name_when_that_does_not_say_so(one: Benefit, title: str, said: str) -> None:
    asked = certificate(benefit_id=one.id, title=title)
    assert purpose(record_of(one, asked), asked) == said
    assert purpose(record_of(asked), certificate()) == ""


def test_the_renewal_is_the_latest_that_was_not_given_up() -> None:
    given_up = benefit(renews_id=FORMER.id, ended_on=day(-2), end_reason="Fel")
    begun = benefit(renews_id=FORMER.id)
    assert renewal_of(record_of(FORMER), FORMER.id) is None
    assert renewal_of(record_of(FORMER, given_up), FORMER.id) is None
    assert renewal_of(record_of(FORMER, begun, given_up), FORMER.id) == begun
    decided = granted(renews_id=FORMER.id, ended_on=day(-2), end_reason="Flyttar")
    assert renewal_of(record_of(FORMER, decided), FORMER.id) == decided


def test_current_is_what_is_applied_for_or_holds_until_its_renewal_does() -> None:
    begun, refused = benefit(renews_id=FORMER.id), benefit(decision=Decision.REFUSED, decided_on=day(-9))
    over, ended = granted(valid_until=day(-1)), granted(ended_on=day(-1), end_reason="Flyttar")
    assert current_benefits(record_of(FORMER, begun, refused, over, ended)) == [FORMER, begun]
    renewed = granted(renews_id=FORMER.id)
    assert current_benefits(record_of(FORMER, renewed)) == [renewed]
    later = granted(renews_id=FORMER.id, valid_from=day(31))
    assert current_benefits(record_of(FORMER, later)) == [FORMER], "and what is to begin does not hold yet"


@pytest.mark.parametrize(
    ("of_benefit", "of_certificate", "called_for"),
    [
        ({}, {}, True),
        ({"applied_on": day(-90)}, {"requested_on": day(-90)}, True),
        ({"applied_on": day(-90)}, {"issued_on": day(-2), "sent_on": day(-1)}, False),
        ({}, {"dropped_on": day(-1)}, False),
        ({"ended_on": day(-1)}, {"requested_on": day(-9)}, False),
        ({"decision": Decision.GRANTED, "decided_on": day(-5)}, {}, False),
        ({"decision": Decision.GRANTED, "decided_on": day(-5)}, {"requested_on": day(-9)}, False),
        ({"decision": Decision.GRANTED, "decided_on": day(-5)}, {"requested_on": day(-9), "needed_by": day(9)}, False),
        ({"decision": Decision.GRANTED, "decided_on": day(-5)}, {"requested_on": day(-4)}, True),
        ({"decision": Decision.REFUSED, "decided_on": day(-5)}, {"requested_on": day(-5)}, True),
        ({"decision": Decision.GRANTED, "decided_on": day(-5)}, {"needed_by": day(9)}, True),
        ({"decision": Decision.GRANTED, "decided_on": day(-5)}, {"needed_by": day(-5)}, False),
        ({"decision": Decision.GRANTED, "decided_on": day(-5)}, {"issued_on": day(-9), "needed_by": day(9)}, False),
        ({"decision": Decision.REFUSED}, {"requested_on": day(-9)}, True),
    ],
)
def test_a_certificate_is_called_for_until_its_support_is_decided_without_it(
    of_benefit: dict[str, Any], of_certificate: dict[str, Any], called_for: bool
) -> None:
    one = benefit(**of_benefit)
    asked = certificate(benefit_id=one.id, **of_certificate)
    assert is_called_for(record_of(one, asked), asked) is called_for


def test_a_certificate_for_nothing_that_is_followed_is_called_for_while_it_is_open() -> None:
    open_one, sent = certificate(), certificate(issued_on=day(-2), sent_on=day(-1))
    record = record_of(open_one, sent)
    assert is_called_for(record, open_one) and not is_called_for(record, sent)


def former(record_entries: list[Any], one: Certificate) -> Certificate | None:
    return former_basis(record_of(*record_entries, one), one)


def test_the_former_basis_is_the_newest_of_the_same_sort_of_support() -> None:
    last_year, this_year = granted(BenefitKind.SCHOOL_TRANSPORT), benefit(BenefitKind.SCHOOL_TRANSPORT)
    old = certificate(benefit_id=last_year.id, title="Intyg", basis="a", issued_on=day(-700))
    newer = certificate(benefit_id=last_year.id, title="Läkarintyg", basis="b", issued_on=day(-300))
    blank = certificate(benefit_id=last_year.id, basis=" ", issued_on=day(-1))
    of_other = certificate(benefit_id=FORMER.id, basis="c", issued_on=day(-1))
    loose = certificate(basis="d", issued_on=day(-1))
    one = certificate(benefit_id=this_year.id)
    everything = [FORMER, last_year, this_year, newer, old, blank, of_other, loose]
    assert former(everything, one) == newer
    assert former([this_year], certificate(benefit_id=this_year.id, basis="x")) is None, "not its own"


def test_of_other_kinds_and_of_certificates_for_nothing_the_name_tells() -> None:
    card, camp = (benefit(BenefitKind.OTHER, what=what) for what in ("Fritidskort", "Läger"))
    of_card = certificate(benefit_id=card.id, basis="a", issued_on=day(-9))
    again = benefit(BenefitKind.OTHER, what=" fritidskort")
    assert former([card, camp, again, of_card], certificate(benefit_id=again.id)) == of_card
    assert former([card, camp, of_card], certificate(benefit_id=camp.id)) is None
    loose = certificate(title="Reseintyg", basis="b")
    assert former([loose], certificate(title=" reseintyg ")) == loose
    assert former([loose], certificate(title="Skolintyg")) is None


@given(days=st.lists(st.tuples(st.none() | st.dates(date(2020, 1, 1), date(2026, 11, 22))), min_size=1, max_size=5))
def test_the_newest_is_found_whatever_days_are_known(days: list[tuple[date | None]]) -> None:
    many = [certificate(basis=str(number), issued_on=on) for number, (on,) in enumerate(days)]
    found = former(list(many), certificate())
    assert found is not None
    assert (found.issued_on or date.min) == max(one.issued_on or date.min for one in many)

"""The rules on assistive devices."""

from dataclasses import replace
from datetime import date

import pytest

from coordinator.device import AssistiveDevice
from coordinator.gaps import gaps
from coordinator.page import Page
from tests.coordinator.conftest import PATIENT_ID
from tests.coordinator.gap_rules.cases import KARIN, Case, day, fires, record_with, silent, the_gap

LIFT = AssistiveDevice(patient_id=PATIENT_ID, name="taklyft", next_service=day(-10), contact_id=KARIN.id)
COUNTED = replace(LIFT, next_service=None, last_service=date(2025, 10, 12), service_months=12)
SAYS = ("Taklyft skulle ha fått service", "Service var planerad 12 nov, för 10 dagar sen")

CASES = (
    fires("device_service_late", "the day has passed", LIFT, says=SAYS, due=day(-10)),
    fires(
        "device_service_late", "no day, but an interval that has passed", COUNTED, due=date(2026, 10, 12),
        says=("Taklyft skulle ha fått service", "Service var planerad 12 okt, för 5 veckor sen"),
    ),
    silent("device_service_late", "today", replace(LIFT, next_service=day(0))),
    silent("device_service_late", "given back", replace(LIFT, returned_on=day(-1))),
    silent("device_service_late", "a day is set, whatever the interval", replace(COUNTED, next_service=day(5))),
    silent("device_service_late", "the interval has not passed", replace(COUNTED, service_months=14)),
    silent("device_service_late", "nothing is known", replace(LIFT, next_service=None)),
    silent("device_service_late", "only the last day is known", replace(COUNTED, service_months=None)),
    silent("device_service_late", "in the last year there is", replace(COUNTED, service_months=7974 * 12 + 3)),
    silent("device_service_late", "an interval beyond the calendar", replace(COUNTED, service_months=2**40)),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_rule(case: Case) -> None:
    case.check()


def test_a_device_is_mended_on_its_page_the_longest_overdue_first() -> None:
    gap = the_gap(LIFT)
    assert (gap.page, gap.contact_id, gap.entry_id) == (Page.DEVICES, KARIN.id, LIFT.id)
    bed = AssistiveDevice(patient_id=PATIENT_ID, name="Säng", next_service=day(-30))
    assert [one.entry_id for one in gaps(record_with(LIFT, bed))] == [bed.id, LIFT.id]

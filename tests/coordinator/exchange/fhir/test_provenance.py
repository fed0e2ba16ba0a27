"""Who established a plan and who keeps it, and the day it is gone through next."""

from dataclasses import replace
from datetime import date

import pytest

from coordinator.careplan import CarePlan, PlanStatus
from coordinator.exchange.fhir.bundle import document_bundle
from coordinator.record import Actor
from coordinator.sip.process import Sip
from tests.coordinator.exchange.fhir.reading import HERE, ME, at, bundle, only, record, resources

DAY = date(2026, 11, 20)
PLAN = CarePlan(
    patient_id=ME, status=PlanStatus.CURRENT, established_on=DAY, approved_by="Dr Ek", next_review=date(2027, 5, 20)
)


def test_an_established_plan_has_an_author_and_a_keeper() -> None:
    found = bundle(PLAN)
    account = only(found, "Provenance")
    assert at(found, account["target"][0]) == only(found, "CarePlan")
    assert (account["occurredDateTime"], account["recorded"]) == ("2026-11-20", "2026-11-22T09:20:00+01:00")
    author, keeper = account["agent"]
    assert (author["type"]["coding"][0]["code"], author["who"]) == ("author", {"display": "Dr Ek"})
    assert keeper["type"]["coding"][0]["code"] == "custodian"
    assert at(found, keeper["who"])["name"] == "SMO-mottagningen"
    assert only(found, "CarePlan")["author"] == {"display": "Dr Ek"}


def test_a_sip_has_its_own() -> None:
    sip = Sip(patient_id=ME, number=1, established_on=DAY, established_by="Anna Lind")
    assert only(bundle(sip), "Provenance")["agent"][0]["who"] == {"display": "Anna Lind"}


def test_a_draft_has_none_and_nobody_is_made_up() -> None:
    assert resources(bundle(replace(PLAN, established_on=None)), "Provenance") == []
    unknown = replace(record(replace(PLAN, approved_by="")), actor=Actor("Anna", "", " "))
    assert resources(document_bundle(unknown, HERE), "Provenance") == []


@pytest.mark.parametrize(("status", "said"), [(PlanStatus.CURRENT, "scheduled"), (PlanStatus.REPLACED, "unknown")])
def test_the_next_review_is_a_time_in_the_plan(status: PlanStatus, said: str) -> None:
    (activity,) = only(bundle(replace(PLAN, status=status)), "CarePlan")["activity"]
    assert activity["detail"] == {
        "code": {"text": "Nästa översyn"}, "status": said, "scheduledTiming": {"event": ["2027-05-20"]},
    }  # fmt: skip
    assert "activity" not in only(bundle(replace(PLAN, next_review=None)), "CarePlan")

"""What has left the house: what, when, to whom, and on which consent."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from coordinator.careplan import CarePlan, HandedOutPlan
from coordinator.consent import Consent, ConsentPurpose
from coordinator.contact import Assignment, Contact, ContactRole, InformedWay
from coordinator.disclosure import Disclosure, disclosures
from coordinator.protection import HIDDEN
from coordinator.shared_paper import Ground, SharedPaper
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, record_of


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def consent(**fields: Any) -> Consent:
    usual: dict[str, Any] = {
        "patient_id": PATIENT_ID, "purpose": ConsentPurpose.DISCLOSURE, "given_by": "Maja", "given_on": day(-30),
        "recipients": "LSS", "covers": "Målen", "valid_until": day(30),
    }  # fmt: skip
    return Consent(**usual | fields)


PLAN = CarePlan(patient_id=PATIENT_ID)


def copy(to: str = "LSS-handläggaren", **fields: Any) -> HandedOutPlan:
    usual: dict[str, Any] = {
        "patient_id": PATIENT_ID, "plan_id": PLAN.id, "number": 1, "handed_out_on": TODAY, "handed_to": to,
        "handed_out_by": "Anna Lind", "document": "{}",
    }  # fmt: skip
    return HandedOutPlan(**usual | fields)


def the_one(*entries: Any, plan: CarePlan = PLAN) -> Disclosure:
    (found,) = disclosures(record_of(plan, *entries))
    return found


@pytest.mark.parametrize("to", ["Maja", "patienten", " maja lindeskog ", "Patienten själv"])
def test_what_the_patient_got_herself_needs_no_consent(to: str) -> None:
    found = the_one(copy(to), consent())
    assert not found.needs_consent and found.consents == ()


@pytest.mark.parametrize("to", ["Maja och mamma", "LSS-handläggaren"])
def test_what_anybody_else_got_needs_one(to: str) -> None:
    found = the_one(copy(to))
    assert found.needs_consent and found.consents == () and not found.rested_on_consent


def test_the_consent_the_plan_names_comes_before_those_that_held() -> None:
    named, held = consent(purpose=ConsentPurpose.EXCHANGE, excludes="Kuratorn"), consent(excludes="Psykologen")
    found = the_one(copy(), named, held, plan=replace(PLAN, consent_id=named.id))
    assert found.consents == (named,) and found.named and found.withheld == ("Kuratorn",)
    found = the_one(copy(), named, held)
    assert found.consents == (held,) and not found.named and found.withheld == ("Psykologen",)


def test_a_consent_that_did_not_hold_that_day_carries_nothing() -> None:
    past = consent(given_on=day(-60), valid_until=day(-1))
    assert the_one(copy(), past).consents == ()
    found = the_one(copy(), past, plan=replace(PLAN, consent_id=past.id))
    assert found.consents == (past,) and not found.rested_on_consent
    revoked_since = consent(revoked_on=TODAY)
    assert the_one(copy(handed_out_on=day(-1)), revoked_since).rested_on_consent


def test_it_tells_that_the_paper_hid_something() -> None:
    assert the_one(copy(document=f'{{"text": "{HIDDEN}"}}')).hides
    assert not the_one(copy()).hides


def test_information_given_to_the_patient_stands_there_too_and_the_newest_is_first() -> None:
    contact = Contact(patient_id=PATIENT_ID, name="Karin Åhs")
    role = ContactRole(
        patient_id=PATIENT_ID, contact_id=contact.id, assignment=Assignment.FIXED_CARE_CONTACT, start=day(-9),
        informed_on=day(-3), informed_way=InformedWay.IN_WRITING, informed_by="Anna Lind",
    )  # fmt: skip
    silent = replace(role, id=PLAN.id, informed_on=None)
    copies = (copy(number=1, handed_out_on=day(-5)), copy(number=2, handed_out_on=day(-1)), copy(number=3))
    found = disclosures(record_of(MAJA, PLAN, contact, role, silent, *copies))
    assert [one.number for one in found] == [3, 2, 0, 1]
    assert found[2].what == "Fast vårdkontakt: Karin Åhs" and found[2].to == "patienten, skriftligt"
    assert not found[2].needs_consent


# Papers that were shared


def shared(**fields: Any) -> SharedPaper:
    usual: dict[str, Any] = {
        "patient_id": PATIENT_ID, "paper": "vardplan", "title": "Min vårdplan", "to": "LSS-handläggaren",
        "shared_on": TODAY, "shared_by": "Anna Lind", "ground": Ground.LAW, "ground_note": "Orosanmälan",
        "number": 1, "sha256": "a" * 64,
    }  # fmt: skip
    return SharedPaper(**usual | fields)


def test_a_plan_that_was_shared_and_kept_stands_once_with_ground_and_checksum() -> None:
    kept, held = copy(document=f"{HIDDEN}"), consent(excludes="Diagnosen")
    one = the_one(kept, held, shared(copy_id=kept.id, ground=Ground.CONSENT, consent_id=held.id))
    assert (one.what, one.to, one.by, one.number) == (
        "Min vårdplan, version 1", "LSS-handläggaren", "Anna Lind", 1,
    )  # fmt: skip
    assert (one.ground, one.sha256, one.hides) == (Ground.CONSENT, "a" * 64, True)
    assert (one.needs_consent, one.named, one.consents, one.withheld) == (True, True, (held,), ("Diagnosen",))
    assert one.rested_on_consent


def test_another_ground_needs_no_consent_and_borrows_none() -> None:
    one = the_one(consent(), shared())
    assert (one.ground, one.needs_consent, one.consents, one.number) == (Ground.LAW, False, (), 0)
    assert one.paper is not None and one.paper.ground_note == "Orosanmälan"


def test_what_was_handed_out_before_it_was_noted_stands_too_and_so_does_each_print_of_it() -> None:
    kept = copy()
    found = disclosures(record_of(PLAN, kept, shared(copy_id=kept.id, again=True), shared(title="Om mig", number=0)))
    assert sorted((one.what, one.number) for one in found) == [
        ("Min vårdplan, version 1", 1), ("Om mig", 0), ("Vårdplan, version 1", 1),
    ]  # fmt: skip
    assert [one.sha256 for one in found if one.entry_id == kept.id] == [""]
    assert [one.ground for one in found if one.entry_id == kept.id] == [None]


def test_a_paper_to_the_patient_rests_on_nothing() -> None:
    one = the_one(consent(), shared(to="Patienten", to_patient=True, ground=None))
    assert (one.ground, one.needs_consent, one.consents) == (None, False, ())

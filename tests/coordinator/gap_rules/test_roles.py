"""The rules on the named roles in law."""

from dataclasses import replace

import pytest

from coordinator.contact import Assignment, Contact, ContactRole, ContactStatus
from coordinator.entity import new_id
from coordinator.gaps import gaps
from coordinator.page import Page
from tests.coordinator.conftest import PATIENT_ID
from tests.coordinator.gap_rules.cases import (
    CARE,
    KARIN,
    PHYSICIAN,
    Case,
    day,
    fires,
    record_with,
    role,
    silent,
    the_gap,
)

PER = Contact(patient_id=PATIENT_ID, name="Per", role="läkare", phone="1")
ELSA = Contact(patient_id=PATIENT_ID, name="Elsa", phone="1", status=ContactStatus.ENDED)
CLOSED = replace(PER, status=ContactStatus.TRANSFERRED)

ALSO_MAIN = role(Assignment.FIXED_CARE_CONTACT, contact_id=PER.id, start=day(-10))
ALSO_PHYSICIAN = role(Assignment.FIXED_PHYSICIAN_CONTACT, contact_id=PER.id, start=day(-10))
AGAIN = role(Assignment.FIXED_CARE_CONTACT, main=False, start=day(-5))

CASES = (
    fires(
        "no_care_contact", "nobody was appointed", without=(CARE,),
        says=("Fast vårdkontakt saknas", "Ingen samordnar vården i dag"),
    ),
    fires(
        "no_care_contact", "the last day was yesterday", replace(CARE, end=day(-1)),
        says=("Fast vårdkontakt saknas", "Ingen samordnar vården i dag"),
    ),
    silent("no_care_contact", "the last day is today", replace(CARE, end=day(0))),
    silent("no_care_contact", "who holds it has ended, and that is said", ELSA, replace(CARE, contact_id=ELSA.id)),
    fires(
        "no_physician_contact", "nobody was appointed", without=(PHYSICIAN,),
        says=("Fast läkarkontakt saknas", "Fråga mottagningen vem det kan bli"),
    ),
    silent("no_physician_contact", "somebody is"),
    fires(
        "two_coordinators", "two came from different vaults", PER, ALSO_MAIN,
        says=(
            "Fler än en är huvudansvarig samordnare", "Karin och Per. Välj vem av dem det är",
        ),
    ),
    silent("two_coordinators", "several, and one of them is main", PER, replace(ALSO_MAIN, main=False)),
    silent("two_coordinators", "the other took over", PER, ALSO_MAIN, replace(CARE, end=day(-11))),
    silent("two_coordinators", "the same one twice", replace(AGAIN, main=True)),
    fires(
        "role_held_twice", "the same contact twice", AGAIN,
        says=(
            "Uppdraget som fast vårdkontakt finns flera gånger",
            "Karin. Avsluta det uppdrag som inte gäller",
        ),
    ),
    fires(
        "role_held_twice", "two fasta läkarkontakter", PER, ALSO_PHYSICIAN,
        says=(
            "Uppdraget som fast läkarkontakt finns flera gånger",
            "Karin och Per. Avsluta det uppdrag som inte gäller",
        ),
    ),
    silent("role_held_twice", "several may be fast vårdkontakt", PER, replace(ALSO_MAIN, main=False)),
    silent("role_held_twice", "one after the other", PER, ALSO_PHYSICIAN, replace(PHYSICIAN, end=day(-11))),
    silent("role_held_twice", "both roles with the same contact"),
    fires(
        "role_of_ended_contact", "her unit has closed", CLOSED, replace(ALSO_MAIN, main=False),
        says=(
            "Den som är fast vårdkontakt är inte längre en av kontakterna",
            "Kontakten med Per är överförd. Utse någon annan",
        ),
    ),
    fires(
        "role_of_ended_contact", "nobody else has the role", ELSA, replace(PHYSICIAN, contact_id=ELSA.id),
        says=(
            "Den som är fast läkarkontakt är inte längre en av kontakterna",
            "Kontakten med Elsa är avslutad. Utse någon annan",
        ),
    ),
    silent("role_of_ended_contact", "the role ended too", CLOSED, replace(ALSO_MAIN, end=day(-1), main=False)),
    silent("role_of_ended_contact", "an ended contact without a role", ELSA),
    fires(
        "not_informed", "she was not told",
        replace(CARE, informed_on=None, informed_way=None, informed_by=""),
        says=(
            "Patienten har inte fått veta vem som är fast vårdkontakt",
            "Karin, sjuksköterska. Berätta vem det är och hur man når varandra",
        ),
    ),
    silent("not_informed", "she was"),
    silent(
        "not_informed", "of one who is no contact any more", CLOSED,
        replace(ALSO_MAIN, main=False, informed_on=None, informed_way=None, informed_by=""),
    ),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_rule(case: Case) -> None:
    case.check()


@pytest.mark.parametrize("missing", [CARE, PHYSICIAN], ids=["care", "physician"])
def test_a_missing_role_is_given_to_somebody_on_the_page_of_contacts(missing: ContactRole) -> None:
    gap = the_gap(without=(missing,))
    assert (gap.page, gap.field, gap.verb) == (Page.CONTACTS, missing.assignment.stored, "Utse")


def test_a_role_is_mended_at_the_contact_that_holds_it() -> None:
    untold = the_gap(replace(CARE, informed_on=None, informed_way=None, informed_by=""))
    assert (untold.contact_id, untold.entry_id) == (KARIN.id, CARE.id)
    ended = the_gap(CLOSED, replace(ALSO_MAIN, main=False))
    assert (ended.contact_id, ended.entry_id) == (PER.id, ALSO_MAIN.id)
    for later in (ALSO_MAIN, ALSO_PHYSICIAN):
        two = the_gap(PER, later)
        assert (two.contact_id, two.entry_id) == (PER.id, later.id)


def test_that_the_patient_was_not_told_is_said_of_the_one_who_coordinates_first() -> None:
    untold = {"informed_on": None, "informed_way": None, "informed_by": ""}
    before = role(Assignment.FIXED_CARE_CONTACT, contact_id=PER.id, main=False, start=day(-90), **untold)
    main = role(Assignment.FIXED_CARE_CONTACT, id=CARE.id, **untold)
    assert [gap.entry_id for gap in gaps(record_with(PER, before, main))] == [CARE.id, before.id]


def test_a_role_written_three_times_is_said_of_each_that_is_too_many() -> None:
    third = replace(AGAIN, id=new_id(), start=day(-1))
    found = gaps(record_with(third, AGAIN))
    assert [(gap.key, gap.entry_id) for gap in found] == [
        ("role_held_twice", AGAIN.id), ("role_held_twice", third.id),
    ]  # fmt: skip

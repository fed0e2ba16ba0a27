"""Proposals: which contacts end, with what kind and when; what is only asked; and what is never proposed."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from coordinator.contact import Contact, ContactCategory, ContactStatus
from coordinator.person import PatientStatus
from coordinator.swedish import add_months
from coordinator.transition.next_steps import next_steps
from coordinator.transition.proposing import Proposal, proposals
from coordinator.transition.swap import Transition, TransitionKind
from tests.coordinator.conftest import PATIENT_ID, TODAY, record_of
from tests.coordinator.transition.conftest import (
    ADULT,
    ALVA,
    DENTIST,
    DEVICES,
    HABILITATION,
    NEURO,
    OF_AGE,
    TEACHER,
    day,
    young,
)


def only(contact: Contact, age: int = 16) -> list[Proposal]:
    """What is proposed for a young person of that age with one contact."""
    return proposals(record_of(replace(ALVA, birth_date=add_months(TODAY, -12 * age)), contact))


def contact(category: ContactCategory = ContactCategory.SPECIALIST, **fields: Any) -> Contact:
    return Contact(patient_id=PATIENT_ID, category=category, **fields)


def test_what_ends_is_proposed_with_kind_and_day_and_what_is_only_asked_comes_last() -> None:
    found = proposals(young())
    assert [(one.contact, one.kind, one.day, one.chosen) for one in found] == [
        (NEURO, TransitionKind.SPECIALIST, OF_AGE, True),
        (HABILITATION, TransitionKind.HABILITATION, OF_AGE, True),
        (DENTIST, TransitionKind.DENTAL, date(2028, 12, 31), True),
        (TEACHER, TransitionKind.SCHOOL_ADULT, date(2028, 6, 30), True),
        (DEVICES, TransitionKind.HABILITATION, OF_AGE, False),
    ]
    assert all(one.why for one in found)


@pytest.mark.parametrize(
    ("one", "kind"),
    [
        (contact(unit="BUP Lunden"), TransitionKind.PSYCHIATRY),
        (contact(organisation="Barn- och ungdomspsykiatrin"), TransitionKind.PSYCHIATRY),
        (contact(organisation="Barnläkarmottagningen Björkhaga"), TransitionKind.PRIMARY_CARE),
        (contact(ContactCategory.PRIMARY_CARE, unit="BVC Lunden"), TransitionKind.PRIMARY_CARE),
        (contact(ContactCategory.COORDINATION, unit="Barnortopeden"), TransitionKind.SPECIALIST),
        (contact(unit="Endokrinmottagningen för barn"), TransitionKind.SPECIALIST),
        (contact(ContactCategory.COORDINATION, organisation="Barn- och ungdomshabiliteringen Kärra"),
         TransitionKind.HABILITATION),
        (contact(ContactCategory.DENTAL, organisation="Specialisttandvården för barn"), TransitionKind.DENTAL),
        (contact(ContactCategory.SCHOOL_WORK, organisation="Ekuddens skola"), TransitionKind.SCHOOL_ADULT),
        (contact(ContactCategory.SCHOOL_WORK, organisation="Naturbruksgymnasiet Bokelund"),
         TransitionKind.SCHOOL_ADULT),
    ],
)  # fmt: skip
def test_the_words_of_a_unit_tell_what_kind_it_is(one: Contact, kind: TransitionKind) -> None:
    (found,) = only(one)
    assert (found.kind, found.chosen) == (kind, True) and found.day is not None


@pytest.mark.parametrize(
    "one",
    [
        contact(unit="Ögonmottagningen"),
        contact(ContactCategory.DENTAL, organisation="Mun-H-Center"),
        contact(ContactCategory.HABILITATION, organisation="Syncentralen"),
        contact(ContactCategory.KOMMUN, unit="Korttidshemmet Solgläntan"),
    ],
)
def test_where_nothing_tells_that_it_ends_it_is_asked(one: Contact) -> None:
    (found,) = only(one)
    assert not found.chosen and found.why.endswith("?")


@pytest.mark.parametrize(
    "one",
    [
        contact(unit="Mottagningen för vuxna med medfött hjärtfel"),
        contact(ContactCategory.HABILITATION, organisation="Vuxenhabiliteringen Norr"),
        contact(ContactCategory.DENTAL, unit="Tandvårdsenheten", role="tandvårdshandläggare"),
        contact(ContactCategory.DENTAL, organisation="Odontologiskt kunskapscentrum"),
        contact(ContactCategory.SCHOOL_WORK, organisation="Högskolan i Västerdal"),
        contact(ContactCategory.SCHOOL_WORK, organisation="Komvux Kaplan", role="studie- och yrkesvägledare"),
        contact(ContactCategory.AUTHORITY, organisation="Försäkringskassan", unit="Omvårdnadsbidrag för barn"),
        contact(ContactCategory.PRIMARY_CARE, organisation="Vårdcentralen Lunden"),
        replace(NEURO, status=ContactStatus.ENDED),
        replace(NEURO, status=ContactStatus.TRANSFERRED),
        ADULT,
    ],
)
def test_what_does_not_end_is_not_proposed(one: Contact) -> None:
    assert only(one) == []


def test_it_begins_the_day_the_young_person_is_to_be_told() -> None:
    assert proposals(young(born=add_months(day(1), -12 * 12))) == []
    assert proposals(young(born=add_months(TODAY, -12 * 12))) != []
    assert proposals(young(born=None)) == []


@pytest.mark.parametrize("status", [PatientStatus.ENDED, PatientStatus.DECEASED, PatientStatus.MOVED])
def test_nothing_is_proposed_or_to_do_for_who_is_ended_or_has_died(status: PatientStatus) -> None:
    alva = replace(ALVA, status=status)
    late = Transition(patient_id=PATIENT_ID, contact_id=NEURO.id, planned_on=day(-9))
    assert proposals(record_of(alva, NEURO)) == [] and next_steps(record_of(alva, NEURO, late)) == []
    assert next_steps(record_of(ALVA, NEURO, late))


def test_of_a_grown_up_only_units_that_are_for_children_are_proposed() -> None:
    plain = contact(unit="Ögonmottagningen")
    assert only(plain, age=17) and only(plain, age=19) == []
    assert only(NEURO, age=36)[0].kind is TransitionKind.SPECIALIST
    assert only(DENTIST, age=19) and only(DENTIST, age=21) == []


def test_one_of_those_at_the_same_school_is_ticked_and_the_others_are_asked_about() -> None:
    nurse = contact(ContactCategory.SCHOOL_WORK, name="Anna Ek", role="skolsköterska", unit="Elevhälsan",
                    organisation="Lundaskolan")  # fmt: skip
    found = proposals(record_of(ALVA, nurse, TEACHER))
    assert [(one.contact.name, one.chosen) for one in found] == [("Bengt Hjort", True), ("Anna Ek", False)]
    assert only(nurse)[0].chosen


def test_what_a_swap_is_about_already_is_not_proposed_again() -> None:
    swaps = (
        Transition(patient_id=PATIENT_ID, contact_id=NEURO.id),
        Transition(patient_id=PATIENT_ID, contact_id=DENTIST.id, same_unit=True),
        Transition(patient_id=PATIENT_ID, contact_id=TEACHER.id, dropped_on=TODAY, dropped_reason="Slutar inte"),
        Transition(patient_id=PATIENT_ID, receiver_contact_id=DEVICES.id),
    )
    assert [one.contact for one in proposals(young(*swaps))] == [HABILITATION]


def test_a_hundred_and_twenty_one_of_one_category_are_all_there_in_order() -> None:
    many = [contact(unit="Barnmottagningen", name=f"Läkare {number}" + "x" * 70) for number in range(121)]
    found = proposals(record_of(ALVA, *reversed(many)))
    assert [one.contact for one in found] == many

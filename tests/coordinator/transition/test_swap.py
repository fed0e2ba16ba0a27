"""What always holds for a plan, a swap and what belongs to it; and what of it is kept off paper."""

from dataclasses import replace
from typing import Any

import pytest

from coordinator.entity import attrs_of
from coordinator.person import ProtectedIdentity
from coordinator.protection import shareable
from coordinator.record import Record
from coordinator.transition.plan import TransitionPlan
from coordinator.transition.swap import Transition, TransitionTask
from coordinator.transition.swapping import begin_transition
from tests.coordinator.conftest import PATIENT_ID, TODAY, problems_of
from tests.coordinator.transition.conftest import ALVA, NEURO, day, named, swap_of, young

LATER = day(1)


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"begun_on": LATER}, "Påbörjad ligger i framtiden."),
        ({"referral_sent_on": LATER}, "Remiss skickad ligger i framtiden."),
        ({"acknowledged_on": LATER}, "Mottagaren har bekräftat ligger i framtiden."),
        ({"first_visit_done_on": LATER}, "Första besöket genomfört ligger i framtiden."),
        ({"receiver": "Mona Rehn"}, "Skriv också vilken enhet mottagaren arbetar på."),
        ({"contact_id": NEURO.id, "receiver_contact_id": NEURO.id},
         "Den som lämnar kan inte också vara den som tar över."),
        ({"referral_sent_on": TODAY, "planned_on": day(-1)}, "Överföringen ligger före remissen."),
        ({"completed_on": TODAY, "first_visit_done_on": TODAY},
         "En övergång utan namngiven mottagare kan inte vara klar."),
        ({"completed_on": TODAY, "receiver": "Mona", "to_unit": "V"},
         "En övergång utan genomfört första besök kan inte vara klar."),
        ({"dropped_on": TODAY}, "Skriv varför övergången inte blev av."),
    ],
)  # fmt: skip
def test_what_cannot_stand_in_a_swap(fields: dict[str, Any], problem: str) -> None:
    assert problems_of(Transition(patient_id=PATIENT_ID, **fields)) == [problem]


def test_an_empty_one_of_each_is_no_trouble() -> None:
    for one in (Transition(patient_id=PATIENT_ID), TransitionPlan(patient_id=PATIENT_ID)):
        assert problems_of(one) == []
    assert problems_of(TransitionPlan(patient_id=PATIENT_ID, prepared_on=LATER)) == [
        "Beredskapen genomgången ligger i framtiden."
    ]
    assert problems_of(TransitionTask(patient_id=PATIENT_ID, what="Ring", done_on=LATER)) == [
        "Klart ligger i framtiden."
    ]


def protected(record: Record) -> Record:
    (patient,) = (record.patient,)
    hidden = replace(patient, protected_identity=ProtectedIdentity.REGISTRATION)
    return replace(record, entries={**record.entries, type(patient): (hidden,)})


def test_of_a_protected_patient_no_unit_and_no_number_of_a_swap_is_shared_but_who_takes_over_is() -> None:
    record = named(phone="010-555 01 77")
    swap = replace(swap_of(record), from_unit="Vårdcentralen Ljungbacken")
    record = replace(record, entries={**record.entries, Transition: (swap,)})
    assert shareable(record) == record
    out = swap_of(shareable(protected(record)))
    assert (out.from_unit, out.to_unit, out.receiver_phone, out.receiver) == ("", "", "", "Mona Rehn")
    assert {one.name for one in attrs_of(Transition) if one.locates} == {"from_unit", "to_unit", "receiver_phone"}


def test_no_text_of_it_is_in_its_repr() -> None:
    record = young()
    change = begin_transition(record, kind=Transition(patient_id=PATIENT_ID).kind, contact_id=NEURO.id, note="hemligt")
    assert "hemligt" not in repr(change) and ALVA.given_name not in repr(change)

"""Who is meant by what is said at the table."""

from dataclasses import replace

import pytest

from coordinator.entity import new_id
from coordinator.sip.inviting import add_participant, add_participants
from coordinator.sip.participant import SipPart
from coordinator.sip.responsible import participants_meant, resolve_responsible
from coordinator.sip.who import name_of_participant, organisation_of
from tests.coordinator.conftest import MAJA, PATIENT_ID, done
from tests.coordinator.sip.conftest import NORA, SCHOOL, begun, refused, the_sip

FAMILY = (("Sara Lind", "Vårdnadshavare, mamma"), ("Sara Öberg", "Mormor"))


def meant(text: str) -> list[str]:
    record = begun(replace(MAJA, called="Majsan"))
    for name, function in FAMILY:
        record = done(
            record, add_participant(record, the_sip(record).id, name=name, function=function, part=SipPart.FAMILY)
        )
    record = done(record, add_participant(record, the_sip(record).id, contact_id=SCHOOL.id))
    return [name_of_participant(record, one) for one in participants_meant(record, the_sip(record).id, text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nora Berg", "Nora Berg"),
        ("nora", "Nora Berg"),
        ("Nora Berg, dietist", "Nora Berg"),
        ("dietist", "Nora Berg"),
        ("Dietist Nora", "Nora Berg"),
        ("Barnmottagningen", "Nora Berg"),
        ("2", "Nora Berg"),
        ("LSS-handläggare", "Ali Demir"),
        ("Sundsvalls kommun", "Ali Demir"),
        ("oberg", "Sara Öberg"),
        ("mormor", "Sara Öberg"),
        ("mamma", "Sara Lind"),
        ("rektor", "Ekskolan"),
        ("jag", "Maja Lindeskog"),
        ("jag själv", "Maja Lindeskog"),
        ("Patienten", "Maja Lindeskog"),
        ("Majsan", "Maja Lindeskog"),
        ("maja", "Maja Lindeskog"),
    ],
)
def test_one_is_meant_by_name_task_place_number_or_what_she_is_to_the_patient(text: str, name: str) -> None:
    assert meant(text) == [name]


def test_a_person_at_four_units_is_told_apart_by_the_unit() -> None:
    units = ("Barnmottagningen", "Habiliteringen", "Elevhälsan", "Vårdcentralen Ektorp")
    noras = [replace(NORA, id=new_id(), unit=unit) for unit in units]
    record = begun(*noras[1:])
    sip = the_sip(record)
    record = done(record, add_participants(record, sip.id, [one.id for one in noras[1:]]))
    assert len(participants_meant(record, sip.id, "Nora Berg")) == 4
    for unit in units:
        for text in (unit, f"Nora Berg, {unit}", f"Nora Berg, dietist, {unit}", f"Nora {unit[:5]}"):
            assert organisation_of(record, resolve_responsible(record, sip.id, text)) == unit


def test_nobody_is_meant_by_nothing_or_by_who_is_not_there() -> None:
    for text in ("", "  ", "Bo Ek", "0", "7", "Nora Falk", "Nor", "die"):
        assert meant(text) == []


def test_two_may_be_meant_and_then_it_is_asked_which() -> None:
    assert meant("Sara") == ["Sara Lind", "Sara Öberg"]
    record = begun()
    sip = the_sip(record)
    for name, function in FAMILY:
        record = done(record, add_participant(record, sip.id, name=name, function=function, part=SipPart.FAMILY))
    refusal = refused(resolve_responsible, record, sip.id, "Sara")
    assert (refusal.title, refusal.field) == ("Flera deltagare passar in på det", "responsible")
    assert resolve_responsible(record, sip.id, "Sara L").patient_id == PATIENT_ID

"""The words for who answers today and who takes over, with and without the register."""

from dataclasses import replace

from coordinator.contact import Contact
from coordinator.record import Record
from coordinator.transition.swap import Transition, TransitionKind
from coordinator.transition.swapping import name_receiver, same_unit
from coordinator.transition.who import (
    place_words,
    receiver_phone,
    receiver_words,
    sender_answers,
    sender_name,
    sender_phone,
    sender_words,
    swap_words,
)
from tests.coordinator.conftest import PATIENT_ID, TODAY, done, record_of
from tests.coordinator.transition.conftest import ADULT, DENTIST, NEURO, begun, named, swap_of, young


def test_who_answers_today_is_read_from_the_contact() -> None:
    record = begun()
    swap = swap_of(record)
    assert sender_name(record, swap) == "Amina Wallin"
    assert sender_words(record, swap) == "Amina Wallin, läkare, Barnneurologen, Barnsjukhuset"
    assert (place_words(record, swap), sender_phone(record, swap)) == ("Barnneurologen", "010-555 01 20")
    assert swap_words(record, swap) == "Barn–vuxen specialistvård, Barnneurologen"


def test_a_sender_outside_the_register_is_told_as_written_and_none_is_told_too() -> None:
    swap = Transition(patient_id=PATIENT_ID, kind=TransitionKind.HOSPITAL_HOME, from_unit="Avdelning 12")
    record = record_of(swap)
    assert {sender_name(record, swap), sender_words(record, swap), place_words(record, swap)} == {"Avdelning 12"}
    blank = Transition(patient_id=PATIENT_ID, kind=TransitionKind.HOSPITAL_HOME)
    record = record_of(blank)
    assert sender_words(record, blank) == "Lämnande enhet är inte ifylld" and sender_phone(record, blank) == ""
    assert swap_words(record, blank) == place_words(record, blank) == "Sjukhus–hemmet"


def test_a_hole_is_told_in_the_words_of_its_kind_also_when_the_unit_is_known() -> None:
    record = begun(TransitionKind.DENTAL, DENTIST, to_unit="Folktandvården Solhöjden")
    assert receiver_words(record, swap_of(record)) == "Vuxentandläkare saknas (Folktandvården Solhöjden)"
    assert receiver_words(begun(), swap_of(begun())) == "Mottagare saknas"
    school = Transition(patient_id=PATIENT_ID, kind=TransitionKind.SCHOOL_ADULT)
    assert receiver_words(record_of(school), school) == "Sysselsättning saknas"


def test_who_takes_over_is_told_as_it_is_written_and_her_number_as_the_contact_has_it() -> None:
    record = named(phone="")
    assert receiver_words(record, swap_of(record)) == "Mona Rehn, läkare, Vuxenneurologen"
    assert receiver_phone(record, swap_of(record)) == ""
    record = done(record, name_receiver(record, swap_of(record).id, contact_id=ADULT.id))
    bare = replace(swap_of(record), receiver_phone="")
    assert receiver_phone(record, bare) == "010-555 01 21"
    record = young()
    record = done(record, same_unit(record, DENTIST.id))
    assert receiver_words(record, swap_of(record)) == "Cecilia Ask, samma enhet hela vägen"


def test_the_sender_answers_until_it_is_complete_not_only_visited() -> None:
    record = named()
    visited = replace(swap_of(record), first_visit_done_on=TODAY)
    assert sender_answers(visited)
    complete = replace(visited, completed_on=TODAY)
    assert not sender_answers(complete)
    same = replace(visited, same_unit=True, completed_on=TODAY)
    assert sender_answers(same)


def test_several_from_the_same_place_are_told_apart() -> None:
    nurse = Contact(patient_id=PATIENT_ID, name="Malin Ek", role="sjuksköterska", unit="Barnneurologen")
    unit = Contact(patient_id=PATIENT_ID, unit="Barnneurologen")
    swaps = [Transition(patient_id=PATIENT_ID, contact_id=one.id) for one in (NEURO, nurse, unit)]
    record: Record = record_of(NEURO, nurse, unit, *swaps)
    assert [place_words(record, one) for one in swaps] == [
        "Barnneurologen (läkare)", "Barnneurologen (sjuksköterska)", "Barnneurologen",
    ]  # fmt: skip

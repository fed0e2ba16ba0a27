"""Who has read Om mig: newest first, noted several at once, never twice the same day, marked when it was rewritten."""

from datetime import date, timedelta
from typing import Any

import pytest

from coordinator.about_me import AboutMe
from coordinator.change import Add
from coordinator.contact import Contact, ContactStatus, add_contact
from coordinator.desk import Desk
from coordinator.entity import Entity, new_id
from coordinator.errors import RuleError
from coordinator.person import register_patient
from coordinator.record import Record
from coordinator.removal import remove_contact, take_away
from coordinator.story_readers import changed_since, note_readings, readers, who_has_not_read
from coordinator.story_reading import StoryReading
from tests.coordinator.conftest import PATIENT_ID, TODAY, MemoryStore, done, record_of

BEFORE = TODAY - timedelta(days=9)
AMINA = Contact(patient_id=PATIENT_ID, name="Amina Wallin", role="neurolog")
OVE = Contact(patient_id=PATIENT_ID, name="Ove Ek", role="dietist")
GONE = Contact(patient_id=PATIENT_ID, name="Ada Avslutad", status=ContactStatus.ENDED)


def read(day: date, **fields: Any) -> StoryReading:
    return StoryReading(patient_id=PATIENT_ID, read_on=day, **fields)


def about(written_on: date | None) -> AboutMe:
    return AboutMe(patient_id=PATIENT_ID, story="Först hände ett, sedan två.", written_on=written_on)


def told(record: Record) -> list[tuple[str, date, bool]]:
    return [(one.name, one.reading.read_on, one.changed_since) for one in readers(record)]


def added(record: Record, *args: Any, **fields: Any) -> list[Entity]:
    change = note_readings(record, *args, **fields)
    done(record, change)
    assert all(isinstance(step, Add) for step in change.steps)
    return [step.entry for step in change.steps]


def test_nobody_has_read_at_first() -> None:
    assert readers(record_of()) == [] and who_has_not_read(record_of()) == []


def test_the_newest_stands_first_and_those_of_one_day_by_name() -> None:
    record = record_of(
        AMINA, OVE, read(BEFORE, contact_id=OVE.id), read(TODAY, who="Åsa"), read(TODAY, who="Örjan"),
        read(TODAY, contact_id=AMINA.id),
    )  # fmt: skip
    names = ["Amina Wallin, neurolog", "Åsa", "Örjan", "Ove Ek, dietist"]
    assert [one.name for one in readers(record)] == names


def test_who_is_told_in_words_when_somebody_has_written_them() -> None:
    record = record_of(AMINA, read(TODAY, contact_id=AMINA.id, who="Doktor Wallin "))
    assert told(record) == [("Doktor Wallin", TODAY, False)]


@pytest.mark.parametrize(
    ("written_on", "changed"), [(BEFORE, False), (TODAY, True), (BEFORE + timedelta(days=1), True), (None, False)]
)
def test_it_is_marked_when_om_mig_was_written_after_the_reading(written_on: date | None, changed: bool) -> None:
    record = record_of(about(written_on), read(BEFORE, who="Åsa"))
    assert told(record) == [("Åsa", BEFORE, changed)]
    assert changed_since(record, BEFORE) is changed


def test_nothing_is_changed_where_nothing_is_written() -> None:
    assert told(record_of(read(BEFORE, who="Åsa"))) == [("Åsa", BEFORE, False)]


def test_several_are_noted_at_once_for_one_day() -> None:
    record = record_of(AMINA, OVE)
    change = note_readings(record, [AMINA.id, OVE.id], ["  Lena \n Ekvall ", " "], read_on=BEFORE)
    assert change.title == "3 läsningar av Om mig är noterade"
    assert told(done(record, change)) == [
        ("Amina Wallin, neurolog", BEFORE, False), ("Lena Ekvall", BEFORE, False), ("Ove Ek, dietist", BEFORE, False),
    ]  # fmt: skip


def test_one_is_noted() -> None:
    change = note_readings(record_of(AMINA), [AMINA.id], read_on=TODAY)
    assert change.title == "En läsning av Om mig är noterad"
    (entry,) = (step.entry for step in change.steps)
    assert isinstance(entry, StoryReading)
    assert (entry.contact_id, entry.who, entry.read_on) == (AMINA.id, "", TODAY)


@pytest.mark.parametrize("others", [(), ("",), (" ", "\n")])
def test_somebody_must_be_chosen(others: tuple[str, ...]) -> None:
    with pytest.raises(RuleError, match="Ingen är vald"):
        note_readings(record_of(AMINA), (), others, read_on=TODAY)


def test_nobody_has_read_tomorrow() -> None:
    with pytest.raises(RuleError, match="Dagen ligger i framtiden"):
        note_readings(record_of(AMINA), [AMINA.id], read_on=TODAY + timedelta(days=1))


def test_a_contact_that_is_not_there_cannot_have_read() -> None:
    with pytest.raises(RuleError, match="Kontakt finns inte"):
        note_readings(record_of(AMINA), [new_id()], read_on=TODAY)


def test_the_same_person_is_noted_once_a_day_and_the_refusal_names_nobody() -> None:
    record = record_of(AMINA, OVE, read(TODAY, contact_id=AMINA.id), read(TODAY, who="Åsa Ek"))
    twice: list[tuple[list[Any], list[str]]] = [
        ([OVE.id, AMINA.id], []), ([], ["asa  EK"]), ([OVE.id, OVE.id], []), ([], ["Bo", "bo"]),
    ]  # fmt: skip
    for contact_ids, others in twice:
        with pytest.raises(RuleError, match="Det är redan noterat") as refused:
            note_readings(record, contact_ids, others, read_on=TODAY)
        assert not any(name in str(refused.value) for name in ("Amina", "Åsa", "Bo", "Ove"))
    assert len(added(record, [AMINA.id, OVE.id], ["Åsa Ek"], read_on=BEFORE)) == 3


def test_who_has_not_read_are_those_that_hold_and_have_not_read_what_stands_there_now() -> None:
    since = record_of(about(TODAY), AMINA, OVE, GONE, read(BEFORE, contact_id=AMINA.id), read(TODAY, contact_id=OVE.id))
    assert who_has_not_read(since) == [AMINA]
    as_read = record_of(about(BEFORE), OVE, AMINA, GONE, read(BEFORE, contact_id=AMINA.id))
    assert who_has_not_read(as_read) == [OVE]
    assert who_has_not_read(record_of(OVE, AMINA, GONE, read(TODAY, who="Ove Ek"))) == [AMINA, OVE]


def test_with_120_contacts_all_are_noted_in_one_change() -> None:
    contacts = [Contact(patient_id=PATIENT_ID, name=f"Kontakt {number}") for number in range(120)]
    record = record_of(*contacts)
    after = done(record, note_readings(record, [one.id for one in contacts], read_on=TODAY))
    assert who_has_not_read(record) == contacts  # by size: "Kontakt 2" before "Kontakt 10"
    assert who_has_not_read(after) == [] and len(readers(after)) == 120


def test_one_undo_takes_all_of_them_back(desk: Desk, store: MemoryStore) -> None:
    patient = desk.begin(register_patient, given_name="Maja").patient_id
    desk.do(patient, add_contact, name="Amina Wallin")
    (contact,) = store.read(patient).all(Contact)
    noted = desk.do(patient, note_readings, [contact.id], ["Åsa"], read_on=TODAY)
    assert len(readers(store.read(patient))) == 2
    desk.undo(noted.id)
    assert readers(store.read(patient)) == []


def test_a_reading_is_taken_away_and_brought_back(desk: Desk, store: MemoryStore) -> None:
    patient = desk.begin(register_patient, given_name="Maja").patient_id
    desk.do(patient, note_readings, (), ["Åsa", "Bo"], read_on=TODAY)
    asa = next(one.reading for one in readers(store.read(patient)) if one.name == "Åsa")
    gone = desk.do(patient, take_away, StoryReading, asa.id)
    assert [one.name for one in readers(store.read(patient))] == ["Bo"]
    desk.undo(gone.id)
    assert [one.name for one in readers(store.read(patient))] == ["Bo", "Åsa"]


def test_a_double_from_before_does_not_stop_another_reading() -> None:
    record = record_of(AMINA, read(TODAY, who="Åsa"), read(TODAY, who="Åsa"))
    assert len(added(record, [AMINA.id], read_on=TODAY)) == 1


def test_who_read_is_still_named_when_the_contact_is_taken_away() -> None:
    record = record_of(AMINA, read(TODAY, contact_id=AMINA.id))
    assert told(done(record, remove_contact(record, AMINA.id))) == [("Amina Wallin, neurolog", TODAY, False)]

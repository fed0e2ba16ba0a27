"""Writing akutinformation: by a named physician, its translation with it, ended and renewed together."""

import pytest

from coordinator.alert import CardLanguage, EmergencyInformation
from coordinator.entity import Knowledge
from coordinator.entries import edit_entry, remove_entry
from coordinator.record import Record
from coordinator.umi.texts import pairs
from coordinator.umi.writing_texts import (
    confirm_text,
    edit_text,
    end_text,
    renew_text,
    write_text,
    write_translation,
)
from tests.coordinator.conftest import ACTOR, MAJA, TODAY, done, record_of
from tests.coordinator.umi.conftest import day, refused, text

READ = {"source": "Utlåtande", "checked_on": TODAY, "checked_by": "Anna Lind"}


def both() -> tuple[Record, EmergencyInformation, EmergencyInformation]:
    """A text with its translation."""
    swedish = text("Kortison", valid_until=day(300), call_on_call="Jour 010-1", version=1)
    record = record_of(swedish)
    record = done(record, write_translation(record, swedish.id, heading="Steroids", do_this="Give stress dose."))
    return record, swedish, record.all(EmergencyInformation)[1]


def test_a_text_is_a_named_physicians_and_makes_it_known_that_there_is_something() -> None:
    record = record_of()
    record = done(record, write_text(record, heading="Kortison", issued_by="Amina Wallin", **READ))
    (kept,) = record.all(EmergencyInformation)
    assert (kept.heading, kept.issued_by, kept.language) == ("Kortison", "Amina Wallin", CardLanguage.SWEDISH)
    patient = record.patient
    assert (patient.emergency_known, patient.emergency_checked) == (Knowledge.SOME, TODAY)
    assert patient.emergency_checked_by == ACTOR.name
    assert refused(record, lambda: write_text(record, heading="Annat", issued_by=" ", **READ)).field == "issued_by"


def test_a_translation_shares_what_is_not_words() -> None:
    _, swedish, english = both()
    assert english.translates_id == swedish.id and english.language is CardLanguage.ENGLISH
    assert (english.issued_by, english.issued_on) == ("Amina Wallin", day(-10))
    assert (english.valid_until, english.source, english.call_on_call) == (day(300), "Utlåtande", "Jour 010-1")
    assert (english.heading, english.do_this) == ("Steroids", "Give stress dose.")


def test_writing_a_translation_again_changes_the_one_there_is() -> None:
    record, swedish, english = both()
    record = done(record, write_translation(record, swedish.id, heading="Cortisone"))
    assert [one.heading for one in record.all(EmergencyInformation)] == ["Kortison", "Cortisone"]
    assert record.get(EmergencyInformation, english.id).do_this == "Give stress dose."


def test_only_a_swedish_text_is_translated() -> None:
    record, _, english = both()
    said = refused(record, lambda: write_translation(record, english.id, heading="Again"))
    assert "översätter en svensk som inte finns" in said.message


def test_the_translation_follows_in_days_and_physician_and_not_in_words() -> None:
    record, swedish, _ = both()
    change = edit_text(record, swedish.id, valid_until=day(9), issued_by="Olle Ek", heading="Stressdos", do_this="Ge.")
    for one in done(record, change).all(EmergencyInformation):
        assert (one.valid_until, one.issued_by) == (day(9), "Olle Ek")
    assert pairs(done(record, change))[0].english is not None
    words = [one.heading for one in done(record, change).all(EmergencyInformation)]
    assert words == ["Stressdos", "Steroids"]


def test_a_translation_that_was_given_days_of_its_own_keeps_them() -> None:
    record, swedish, english = both()
    record = done(record, edit_text(record, english.id, valid_until=day(5)))
    assert record.get(EmergencyInformation, swedish.id).valid_until == day(300)
    record = done(record, edit_text(record, swedish.id, valid_until=day(9)))
    assert record.get(EmergencyInformation, english.id).valid_until == day(5)


def test_a_named_physician_does_not_become_nobody() -> None:
    record, swedish, _ = both()
    assert refused(record, lambda: edit_text(record, swedish.id, issued_by="")).field == "issued_by"
    assert refused(record, lambda: renew_text(record, swedish.id, issued_by=" ")).field == "issued_by"
    older = record_of(text(issued_by="", version=1))
    stands = older.all(EmergencyInformation)[0]
    kept = done(older, edit_text(older, stands.id, issued_by="", heading="Ny")).all(EmergencyInformation)[0]
    assert kept.heading == "Ny"


def test_both_end_today_with_the_reason() -> None:
    record, swedish, english = both()
    ended = done(record, end_text(record, swedish.id, reason=" Ny text "))
    assert [(one.ended_on, one.end_reason) for one in ended.all(EmergencyInformation)] == [(TODAY, "Ny text")] * 2
    assert refused(ended, lambda: end_text(ended, swedish.id, reason="Igen")).title == "Texten är redan avslutad"
    assert refused(record, lambda: end_text(record, swedish.id, reason=" ")).field == "reason"
    alone = done(record, end_text(record, english.id, reason="Fel"))
    assert [one.ended_on for one in alone.all(EmergencyInformation)] == [None, TODAY]


def test_after_a_translation_has_ended_another_may_be_written() -> None:
    record, swedish, english = both()
    record = done(record, end_text(record, english.id, reason="Fel"))
    record = done(record, write_translation(record, swedish.id, heading="Cortisone"))
    (pair,) = pairs(record)
    assert pair.english is not None and (pair.english.heading, pair.english.id != english.id) == ("Cortisone", True)


def test_both_are_held_against_their_source() -> None:
    record, swedish, _ = both()
    for one in done(record, confirm_text(record, swedish.id)).all(EmergencyInformation):
        assert (one.checked_on, one.checked_by) == (TODAY, ACTOR.name)


@pytest.mark.parametrize("make", [confirm_text, renew_text, edit_text])
def test_what_is_gone_is_told(make: object) -> None:
    record = record_of()
    assert callable(make)
    assert refused(record, lambda: make(record, MAJA.id)).title == "Akutinformation finns inte"


def test_a_text_given_anew_holds_again_with_its_translation_and_its_own_words() -> None:
    record, swedish, english = both()
    record = done(record, edit_text(record, swedish.id, valid_until=day(-1)))
    record = done(record, edit_entry(record, type(MAJA), MAJA.id, emergency_known=Knowledge.NONE_KNOWN))
    record = done(record, renew_text(record, swedish.id, issued_on=TODAY, valid_until=day(365), do_not="Avbryt inte."))
    (pair,) = pairs(record)
    assert pair.swedish is not None and pair.english is not None and pair.english.id == english.id
    assert (pair.english.issued_on, pair.english.valid_until, pair.english.do_not) == (TODAY, day(365), "")
    assert pair.swedish.do_not == "Avbryt inte."
    assert record.patient.emergency_known is Knowledge.SOME


def test_a_text_is_not_removed_from_under_its_translation() -> None:
    record, swedish, english = both()
    said = refused(record, lambda: remove_entry(record, EmergencyInformation, swedish.id, reason="Fel"))
    assert "Ta bort den engelska först" in said.message
    record = done(record, remove_entry(record, EmergencyInformation, english.id, reason="Fel"))
    assert not done(record, remove_entry(record, EmergencyInformation, swedish.id, reason="Fel")).all(
        EmergencyInformation
    )


def test_of_two_translations_that_ended_the_same_day_the_last_one_holds_again() -> None:
    empty = record_of()
    record = done(empty, write_text(empty, heading="Kramper", issued_by="Amina", **READ))
    swedish = record.all(EmergencyInformation)[0]
    for heading in ("Fits", "Seizures"):
        record = done(record, write_translation(record, swedish.id, heading=heading))
        english = next(one for one in record.all(EmergencyInformation) if one.heading == heading)
        if heading == "Fits":
            record = done(record, end_text(record, english.id, reason="Fel ord"))
    record = done(record, end_text(record, swedish.id, reason="Nytt brev"))
    record = done(record, renew_text(record, swedish.id, issued_on=TODAY))
    assert [one.heading for one in record.all(EmergencyInformation) if one.ended_on is None] == ["Kramper", "Seizures"]

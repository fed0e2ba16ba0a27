"""A time said in one line."""

from datetime import date, time
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coordinator.appointment import Appointment, AppointmentForm, AppointmentStatus
from coordinator.contact import Contact, ContactStatus
from coordinator.entity import attrs_of
from coordinator.entries import add_entry
from coordinator.errors import RuleError
from coordinator.quick_appointment import AppointmentReader
from tests.coordinator.conftest import PATIENT_ID, done, record_of


def contact(name: str, role: str = "", **fields: Any) -> Contact:
    return Contact(patient_id=PATIENT_ID, name=name, role=role, **fields)


AMINA = contact("Amina Wallin", "neurolog", organisation="Östra sjukhuset")
LISA = contact("Lisa Ek", "dietist", place="Norrsken")
ANNA = contact("Anna Lind", "läkare")
PER = contact("Per Lind", "läkare")
CLINIC = contact("", unit="Barnkliniken")
GONE = contact("Emma Gran", "logoped", status=ContactStatus.ENDED)
RECORD = record_of(AMINA, LISA, ANNA, PER, CLINIC, GONE)
READER = AppointmentReader(RECORD)
NOV_30 = date(2026, 11, 30)


def fields(text: str) -> dict[str, Any]:
    return dict(READER.read(text).fields)


def test_day_hour_person_and_place_are_told_apart() -> None:
    assert fields("mån 30 nov 13.15 neurologen Amina Wallin, Östra sjukhuset") == {
        "day": NOV_30,
        "starts": time(13, 15),
        "contact_id": AMINA.id,
        "place": "Östra sjukhuset",
    }


def test_the_order_of_the_words_does_not_matter() -> None:
    assert fields("Östra sjukhuset, Amina Wallin 13:15 mån 30 nov") == fields(
        "mån 30 nov 13.15 Amina Wallin, Östra sjukhuset"
    )


def test_what_it_is_for_stands_before_the_name() -> None:
    assert fields("återbesök hos Amina 30 nov") == {"day": NOV_30, "what": "återbesök", "contact_id": AMINA.id}


def test_a_role_that_one_contact_has_means_her_and_is_suggested() -> None:
    read = READER.read("30 nov dietisten")
    assert read.fields == {"day": NOV_30, "contact_id": LISA.id}
    assert [(part.text, part.suggested) for part in read.parts] == [("mån 30 nov", False), ("Lisa Ek, dietist", True)]


def test_a_role_that_several_have_or_nobody_has_stays_words() -> None:
    assert fields("30 nov läkaren") == {"day": NOV_30, "with_whom": "läkaren"}
    assert fields("30 nov logopeden") == {"day": NOV_30, "with_whom": "logopeden"}


def test_somebody_who_is_no_contact_is_named_in_words() -> None:
    assert fields("30 nov neurologen Åke Öst på Östra sjukhuset") == {
        "day": NOV_30,
        "with_whom": "neurologen Åke Öst",
        "place": "Östra sjukhuset",
    }
    assert fields("30 nov, Sara Berg Hansson") == {"day": NOV_30, "with_whom": "Sara Berg Hansson"}


def test_a_place_that_the_record_knows_is_spelt_as_there() -> None:
    assert fields("blodprov, norrsken, 30 nov")["place"] == "Norrsken"


def test_a_place_alone_is_whom_it_is_with() -> None:
    assert fields("30 nov vårdcentralen Lunden") == {"day": NOV_30, "with_whom": "vårdcentralen Lunden"}


def test_a_unit_that_is_a_contact_is_that_contact() -> None:
    assert fields("30 nov barnkliniken") == {"day": NOV_30, "contact_id": CLINIC.id}


def test_what_is_said_of_the_time_is_taken() -> None:
    read = fields("30 nov 9.00-9.45 provet, prel, kan flyttas, tolk ej bokad, video")
    assert read == {
        "day": NOV_30,
        "starts": time(9),
        "minutes": 45,
        "what": "provet",
        "preliminary": True,
        "movable": True,
        "interpreter_booked": False,
        "form": AppointmentForm.VIDEO,
    }
    assert fields("önskad tid, 30 nov, provet")["status"] is AppointmentStatus.PROPOSED


def test_a_form_within_what_it_is_for_is_suggested_and_the_words_stay() -> None:
    read = READER.read("hembesök sår, 30 nov")
    assert (read.fields["what"], read.fields["form"]) == ("hembesök sår", AppointmentForm.HOME_VISIT)
    assert [part.label for part in read.parts if part.suggested] == ["Form"]


def test_what_is_not_understood_becomes_the_note() -> None:
    read = fields("30 nov, provet, ta med listan, ring först")
    assert (read["what"], read["note"]) == ("provet", "ta med listan, ring först")


def test_a_second_name_does_not_take_the_place_of_the_first() -> None:
    read = fields("30 nov Amina Wallin, Lisa Ek")
    assert (read["contact_id"], read["what"]) == (AMINA.id, "Lisa Ek")


def test_without_a_day_it_says_so() -> None:
    assert not READER.read("neurologen 13.15").has_day
    assert READER.read("").parts == ()


def test_a_day_that_does_not_exist_is_said() -> None:
    with pytest.raises(RuleError, match="är en måndag"):
        READER.read("tis 30 nov, provet")


def test_every_part_has_the_label_of_its_field() -> None:
    labels = {attr.label for attr in attrs_of(Appointment)}
    read = READER.read("mån 30 nov 13.15 neurologen, Östra sjukhuset, provet, prel, ring först")
    assert {part.label for part in read.parts} <= labels
    assert len(read.parts) == len(read.fields)


LETTERS = st.text(alphabet="abeilnorstuåäöABELMÅÖ", min_size=2, max_size=8)
WORDS = st.one_of(
    LETTERS, st.sampled_from(["mån", "30", "nov", "13.15", "hos", "på", ",", "Amina", "Wallin", "neurologen", "prel"])
)


def bare(text: str) -> list[str]:
    """The words that say something, in whatever order."""
    return sorted(word for word in text.replace(",", " ").split() if word not in ("hos", "på", "med"))


@given(st.lists(WORDS, max_size=9).map(" ".join))
@example("hos Amina på Östra sjukhuset 30 nov prel , med")
@example("30 nov 30 nov 13.15 14.15 hos på")
@settings(max_examples=60)
def test_no_word_is_lost_and_what_has_a_day_and_a_subject_may_be_saved(text: str) -> None:
    try:
        read = READER.read(text)
    except RuleError:
        return
    assert bare(" ".join(part.written for part in read.parts)) == bare(text)
    if read.has_day and read.fields.keys() & {"what", "contact_id", "with_whom"}:
        done(RECORD, add_entry(RECORD, Appointment, **read.fields))

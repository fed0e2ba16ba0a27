"""An admission in one line: where, when, the number and when one goes home, and what is refused."""

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.contact import Contact, ContactStatus
from coordinator.errors import RuleError
from coordinator.quick_stay import read_stay
from coordinator.swedish import SWEDEN
from tests.coordinator.conftest import PATIENT_ID, record_of

WARD = Contact(
    patient_id=PATIENT_ID, name="Birger Lans", unit="Medicinavdelningen", organisation="Centralsjukhuset",
    phone="040-628 04 39",
)  # fmt: skip


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=SWEDEN)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            "Medicin 4 Centralsjukhuset, i går 14:00, 040-628 04 39, hem 27 nov",
            {
                "hospital": "Medicin 4 Centralsjukhuset", "admitted_at": at(21, 14), "phone": "040-628 04 39",
                "expected_discharge": date(2026, 11, 27),
            },
        ),
        ("Medicin 4 i fredags 14:00", {"hospital": "Medicin 4", "admitted_at": at(20, 14)}),
        ("Medicin 4, inskriven 20 nov 14.30", {"hospital": "Medicin 4", "admitted_at": at(20, 14, 30)}),
        ("Medicin 040-628 04 39 nu", {"hospital": "Medicin", "admitted_at": at(22, 12), "phone": "040-628 04 39"}),
        ("Kir, tel 040-628 04 39, nu", {"hospital": "Kir", "admitted_at": at(22, 12), "phone": "040-628 04 39"}),
        (
            "Kir, 040-628 04 39, 040-111 22 33, nu",
            {"hospital": "Kir, 040-111 22 33", "admitted_at": at(22, 12), "phone": "040-628 04 39"},
        ),
        ("Medicin, nu", {"hospital": "Medicin", "admitted_at": at(22, 12)}),
        ("i dag 8:15, Hemavdelningen", {"hospital": "Hemavdelningen", "admitted_at": at(22, 8, 15)}),
        (
            "Ortopeden, Lund, i går 9:00, beräknas hem om en vecka",
            {"hospital": "Ortopeden, Lund", "admitted_at": at(21, 9), "expected_discharge": date(2026, 11, 29)},
        ),
    ],
)  # fmt: skip
def test_a_line_becomes_a_stay(text: str, fields: dict[str, Any]) -> None:
    read = read_stay(record_of(), text)
    assert (dict(read.fields), read.lacks) == (fields, "")


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("Medicin 4", "Skriv också när, till exempel i går 14:00."),
        ("Medicin 4, i går", "Skriv också klockslaget."),
        ("Medicin 4, igår", "Skriv också klockslaget."),
        ("i går 14:00", "Skriv var patienten är inskriven."),
        ("", "Skriv var patienten är inskriven."),
        (" , ,", "Skriv var patienten är inskriven."),
    ],
)
def test_what_is_missing_is_asked_for(text: str, lacks: str) -> None:
    assert read_stay(record_of(), text).lacks == lacks


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Medicin, 31 februari 14:00", "Februari har 28 dagar"),
        ("Medicin, hem 31 feb, i går 14:00", "Februari har 28 dagar"),
        ("Medicin, 25:10", "Klockslaget går inte att läsa"),
        ("Medicin, 29 mars 2026 02:30", "Klockslaget finns inte den dagen"),
    ],
)
def test_a_moment_that_does_not_exist_is_refused(text: str, why: str) -> None:
    with pytest.raises(RuleError, match=why):
        read_stay(record_of(), text)


@pytest.mark.parametrize("place", ["Medicinavdelningen", "medicinavdelningen Centralsjukhuset", "Birger Lans"])
def test_the_number_of_the_ward_that_is_a_contact_is_suggested(place: str) -> None:
    read = read_stay(record_of(WARD), f"{place}, nu")
    assert read.fields["phone"] == "040-628 04 39"
    assert [part.label for part in read.parts if part.suggested] == ["Telefon"]


@pytest.mark.parametrize("place", ["Medicinavdelningen 2", "Centralsjukhuset", "Akuten, Medicinavdelningen"])
def test_another_ward_is_not_that_contact(place: str) -> None:
    assert "phone" not in read_stay(record_of(WARD), f"{place}, nu").fields


def test_a_number_that_is_written_is_no_suggestion() -> None:
    read = read_stay(record_of(WARD), "Medicinavdelningen, nu, 040-111 22 33")
    assert read.fields["phone"] == "040-111 22 33"
    assert not any(part.suggested for part in read.parts)


def test_two_that_are_at_the_ward_are_no_suggestion() -> None:
    other = Contact(patient_id=PATIENT_ID, name="Ulla Ek", unit="Medicinavdelningen", phone="040-111 22 33")
    assert "phone" not in read_stay(record_of(WARD, other), "Medicinavdelningen, nu").fields


def test_a_contact_that_has_ended_is_no_suggestion() -> None:
    ended = Contact(patient_id=PATIENT_ID, unit="Kirurgen", phone="040-111 22 33", status=ContactStatus.ENDED)
    assert "phone" not in read_stay(record_of(ended), "Kirurgen, nu").fields


def test_it_is_shown_what_the_line_becomes() -> None:
    read = read_stay(record_of(), "Medicin 4, i går 14:00, hem 27 nov")
    assert [part.text for part in read.parts] == [
        "Medicin 4", "inskriven lör 21 nov 14:00", "beräknas hem fre 27 nov, v. 48",
    ]  # fmt: skip


@settings(max_examples=60)
@given(st.text(alphabet="abcåä 0123456789:.,/-", max_size=30))
def test_whatever_is_written_is_read_or_refused_in_words(text: str) -> None:
    try:
        read = read_stay(record_of(WARD), text)
    except RuleError as error:
        assert error.title and error.message
    else:
        assert read.lacks or {"hospital", "admitted_at"} <= read.fields.keys()

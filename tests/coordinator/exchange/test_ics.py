"""The calendar file: what RFC 5545 asks for, and nothing about the patient."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from coordinator.entity import Entity
from coordinator.errors import RuleError
from coordinator.exchange.ics import invitation_ics
from coordinator.guardian import Guardian
from coordinator.person import Patient, ProtectedIdentity
from coordinator.record import Record
from coordinator.sip.meeting import SipMeeting, SipMeetingKind
from coordinator.sip.process import Sip
from tests.conftest import without_ids
from tests.coordinator.conftest import PATIENT_ID, record_of

MAJA = Patient(
    id=PATIENT_ID, patient_id=PATIENT_ID, given_name="Maja", family_name="Lindeskog", identity_number="201403172388",
    address="Storgatan 4 B\n852 30 Sundsvall", phone="070-174 06 05", email="maja@example.se",
)  # fmt: skip
SIP = Sip(patient_id=PATIENT_ID, question="Hur orkar Maja?")
HANNA = Guardian(patient_id=PATIENT_ID, name="Hanna Dahl", address="Skolgatan 12, 852 31 Sundsvall")


def meeting(**fields: Any) -> SipMeeting:
    usual: dict[str, Any] = {
        "day": date(2026, 12, 1),
        "at": time(14, 30),
        "minutes": 90,
        "place": "Sundsvalls sjukhus, sal B2",
    }
    return SipMeeting(
        patient_id=PATIENT_ID, sip_id=SIP.id, agenda="Läget", note="Hemligt", chair="Anna", **usual | fields
    )


def record(*entries: Entity) -> Record:
    return record_of(MAJA, SIP, HANNA, *entries)


def lines(one: SipMeeting, *others: Entity) -> list[str]:
    """The lines as a calendar reads them."""
    return invitation_ics(record(one, *others), one).replace("\r\n ", "").split("\r\n")


def test_it_is_a_calendar_with_one_event_in_swedish_time() -> None:
    found = lines(one := meeting())
    assert found[0] == "BEGIN:VCALENDAR" and found[1] == "VERSION:2.0" and found[-2:] == ["END:VCALENDAR", ""]
    assert found.count("BEGIN:VEVENT") == found.count("END:VEVENT") == 1
    for line in (
        "DTSTART;TZID=Europe/Stockholm:20261201T143000", "DURATION:PT90M", "SUMMARY:SIP-möte",
        "LOCATION:Sundsvalls sjukhus\\, sal B2", f"UID:{one.id}", "CLASS:PRIVATE", "METHOD:PUBLISH",
        "TZID:Europe/Stockholm", "DTSTAMP:20261122T110000Z",
    ):  # fmt: skip
        assert found.count(line) == 1, line
    opened = [line.partition(":")[2] for line in found if line.startswith("BEGIN:")]
    assert sorted(opened) == sorted(line.partition(":")[2] for line in found if line.startswith("END:"))


def test_the_zone_of_the_file_says_what_the_zone_of_the_program_says() -> None:
    """The last Sunday of March and of October, at one o'clock in Greenwich."""
    text = invitation_ics(record(one := meeting()), one)
    assert "BYMONTH=3;BYDAY=-1SU" in text and "BYMONTH=10;BYDAY=-1SU" in text
    for day, offset in ((date(2026, 7, 1), 2), (date(2026, 12, 1), 1), (date(2027, 3, 28), 2), (date(2026, 10, 25), 1)):
        starts = meeting(day=day, at=time(12)).starts
        assert starts is not None
        assert starts.utcoffset() == datetime(2026, 1, 1, offset, tzinfo=UTC) - datetime(2026, 1, 1, tzinfo=UTC)


def test_nothing_of_the_patient_is_there() -> None:
    text = invitation_ics(record(one := meeting()), one)
    assert str(PATIENT_ID) not in text
    for secret in (
        "Maja",
        "Lindeskog",
        "2014",
        "2388",
        "Storgatan",
        "Hemligt",
        "Läget",
        "Anna",
        "orkar",
    ):
        assert secret not in without_ids(text)


@pytest.mark.parametrize(
    "place",
    [
        "Hemma hos Maja", "Storgatan 4 B", "Familjen Lindeskog", "Ring 070-174 06 05", "Rum 20140317-2388",
        "Skolgatan 12", "https://mote.example.se/maja@example.se", "Hos Hanna Dahl", "1403172388",
        "STORGATAN 4 b, 2 tr",
    ],
)  # fmt: skip
def test_a_place_that_tells_who_she_is_stands_in_the_letter_only(place: str) -> None:
    assert "LOCATION:Platsen står i kallelsen" in lines(meeting(place=place))


@pytest.mark.parametrize("place", ["Sundsvalls sjukhus", "Skolgatan 99", "https://mote.example.se/a/b?c=d", ""])
def test_another_place_is_told(place: str) -> None:
    found = [line for line in lines(meeting(place=place)) if line.startswith("LOCATION:")]
    assert found == ([f"LOCATION:{place}"] if place else [])


def test_lines_end_and_break_as_the_standard_says() -> None:
    one = meeting(place="Sal med åäö; två, tre\\fyra\nnästa rad " * 9)
    text = invitation_ics(record(one), one)
    assert text.endswith("\r\n") and not re.search(r"(?<!\r)\n|\r(?!\n)", text)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert any(line.startswith(" ") for line in text.split("\r\n"))
    (place,) = (line for line in lines(one) if line.startswith("LOCATION:"))
    assert place.startswith("LOCATION:Sal med åäö\\; två\\, tre\\\\fyra\\nnästa rad")


def test_the_same_meeting_sent_again_is_the_same_event() -> None:
    first, moved = meeting(), None
    moved = replace(first, day=date(2026, 12, 2))
    assert [line for line in lines(first) if line.startswith("UID:")] == [
        line for line in lines(moved) if line.startswith("UID:")
    ]
    assert "SEQUENCE:0" in lines(first) and "SEQUENCE:1" in lines(replace(moved, version=1)), "the later one holds"


def test_a_former_number_or_any_place_of_a_protected_patient_stands_in_the_letter_only() -> None:
    for patient, place in (
        (replace(MAJA, former_numbers=("992004391013",)), "Rum 9920 0439-1013"),
        (replace(MAJA, protected_identity=ProtectedIdentity.MARKED), "Björkskolan"),
    ):
        one = meeting(place=place)
        assert "LOCATION:Platsen står i kallelsen" in invitation_ics(record_of(patient, SIP, one), one)


@pytest.mark.parametrize("kind", SipMeetingKind)
def test_each_kind_of_meeting_is_called_what_it_is(kind: SipMeetingKind) -> None:
    said = {"preparation": "Förmöte inför SIP", "planning": "SIP-möte", "follow_up": "Uppföljning av SIP"}
    assert f"SUMMARY:{said[kind.stored]}" in lines(meeting(kind=kind))


@pytest.mark.parametrize(
    ("fields", "field"), [({"day": None}, "day"), ({"at": None}, "at"), ({"day": None, "at": None}, "day")]
)
def test_a_meeting_without_day_or_time_is_refused_beside_the_field(fields: dict[str, Any], field: str) -> None:
    one = meeting(**fields)
    with pytest.raises(RuleError, match="Mötet har ingen") as refused:
        invitation_ics(record(one), one)
    assert refused.value.field == field

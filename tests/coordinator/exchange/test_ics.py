"""The calendar file: what RFC 5545 asks for, and nothing about the patient."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import icalendar
import pytest
import vobject

from coordinator.appointment import Appointment, AppointmentForm, AppointmentStatus
from coordinator.contact import Contact, ContactCategory, ContactStatus
from coordinator.diagnosis import RareCondition
from coordinator.entity import Entity
from coordinator.errors import RuleError
from coordinator.exchange.ics import VISIT, appointment_ics, cancellation_ics, invitation_ics
from coordinator.guardian import Guardian
from coordinator.person import Patient, ProtectedIdentity
from coordinator.record import Record
from coordinator.settings import CLINIC_EMAIL, Settings
from coordinator.sip.meeting import SipInvitation, SipMeeting, SipMeetingKind
from coordinator.sip.participant import SipPart, SipParticipant
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
        "STATUS:CONFIRMED", "TZID:Europe/Stockholm", "DTSTAMP:20261122T110000Z",
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


# Who is called


CLINIC = Settings({CLINIC_EMAIL.key: "smo@exempel.se"})


def professional(name: str, email: str, **fields: Any) -> tuple[Contact, SipParticipant]:
    contact = Contact(patient_id=PATIENT_ID, name=name, email=email, **fields)
    return contact, SipParticipant(patient_id=PATIENT_ID, sip_id=SIP.id, contact_id=contact.id)


def called(*entries: Entity, patient: Patient = MAJA) -> list[str]:
    """The addresses of those who are called to a meeting, as two programs read them."""
    planned = next((one for one in entries if isinstance(one, SipMeeting)), meeting())
    others = [one for one in entries if one is not planned]
    whole = record_of(patient, SIP, HANNA, planned, *others, settings=CLINIC)
    text = invitation_ics(whole, planned)
    (found,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    first = found.get("ATTENDEE", [])
    said = [str(one) for one in (first if isinstance(first, list) else [first])]
    assert said == [one.value for one in vobject.readOne(text).vevent.contents.get("attendee", [])]
    assert f"METHOD:{'REQUEST' if said else 'PUBLISH'}\r\n" in text
    assert str(found["ORGANIZER"]) == "mailto:smo@exempel.se" and found["ORGANIZER"].params["CN"] == "SMO-mottagningen"
    return [one.removeprefix("mailto:") for one in said]


def test_those_who_take_part_for_a_verksamhet_are_called_by_their_address_at_work() -> None:
    family = SipParticipant(
        patient_id=PATIENT_ID,
        sip_id=SIP.id,
        part=SipPart.FAMILY,
        contact_id=(aunt := professional("Moa", "moa@x.se")[0]).id,
    )
    her = SipParticipant(patient_id=PATIENT_ID, sip_id=SIP.id, part=SipPart.PATIENT)
    ali, nora = professional("Ali Demir", "ali@kommun.se"), professional("Nora", "ALI@kommun.se")
    assert called(*ali, *nora, her, family, aunt) == ["ali@kommun.se"], "each address once, and none of the family"


@pytest.mark.parametrize(
    ("email", "fields"),
    [
        ("", {}), ("ingen adress", {}), ("a@b.se\r\nATTENDEE:x", {}), ("smo@exempel.se", {}),
        ("maja@example.se", {}), ("hanna.dahl@example.se", {}), ("x@b.se", {"status": ContactStatus.ENDED}),
        ("lindeskog@region.se", {}),
    ],
)  # fmt: skip
def test_no_address_is_called_that_is_none_or_tells_who_the_patient_is(email: str, fields: dict[str, Any]) -> None:
    assert called(*professional("Nora Berg", email, **fields)) == []


def test_of_a_protected_patient_nobody_is_called_who_tells_where_she_lives() -> None:
    hidden = replace(MAJA, protected_identity=ProtectedIdentity.MARKED)
    school = professional("Skolan", "skolan@kommun.se", category=ContactCategory.SCHOOL_WORK)
    assert called(*school, *professional("Kurator", "k@region.se"), patient=hidden) == ["k@region.se"]


def test_who_has_no_invitation_is_not_called_when_others_have() -> None:
    ali, nora, planned = professional("Ali", "ali@kommun.se"), professional("Nora", "nora@region.se"), meeting()
    sent = SipInvitation(patient_id=PATIENT_ID, meeting_id=planned.id, participant_id=nora[1].id)
    assert called(planned, *ali, *nora) == ["ali@kommun.se", "nora@region.se"]
    assert called(planned, *ali, *nora, sent) == ["nora@region.se"]


def _number(text: str) -> int:
    found: Any = icalendar.Calendar.from_ical(text).walk("VEVENT")[0]
    return int(found["SEQUENCE"])


def test_a_meeting_that_is_called_off_is_the_same_event_later() -> None:
    ali, planned = professional("Ali", "ali@kommun.se"), meeting()
    whole = record_of(MAJA, SIP, planned, *ali, settings=CLINIC)
    first, off = invitation_ics(whole, planned), cancellation_ics(whole, planned)
    found: list[Any] = [icalendar.Calendar.from_ical(text).walk("VEVENT")[0] for text in (first, off)]
    before, after = found
    assert before["UID"] == after["UID"] and int(after["SEQUENCE"]) > int(before["SEQUENCE"])
    again = invitation_ics(replace(whole, now=whole.now + timedelta(minutes=1)), planned)
    assert _number(again) > int(after["SEQUENCE"])
    assert "METHOD:CANCEL\r\n" in off and after["STATUS"] == "CANCELLED" and after["ATTENDEE"] == before["ATTENDEE"]


# A besök


ILL = RareCondition(patient_id=PATIENT_ID, text="Duchennes muskeldystrofi")


def visit(**fields: Any) -> Appointment:
    usual: dict[str, Any] = {"day": date(2026, 12, 1), "starts": time(9), "minutes": 45, "what": "Hemligt prov"}
    return Appointment(patient_id=PATIENT_ID, with_whom="Doktor Ek", where="Hiss C", note="Hemligt", **usual | fields)


def seen(one: Appointment, *others: Entity, patient: Patient = MAJA, **how: bool) -> Any:
    """The event, when two programs read the same; there is no word in it of who, with whom or why."""
    text = appointment_ics(record_of(patient, HANNA, ILL, one, *others, settings=CLINIC), one, **how)
    (found,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    other = vobject.readOne(text).vevent
    assert str(found["SUMMARY"]) == other.summary.value == VISIT and str(found["CLASS"]) == "PRIVATE"
    said = without_ids(text)
    for secret in (
        "Maja",
        "Lindeskog",
        "2388",
        "201403",
        "Hemligt",
        "Ek",
        "Hiss",
        "Storgatan",
        "muskeldystrofi",
        "SMO",
    ):
        assert secret not in said, secret
    assert "ATTENDEE" not in found and "ORGANIZER" not in found
    return found


def test_a_besok_says_when_and_no_more() -> None:
    found = seen(visit(place="Sundsvalls sjukhus"))
    assert found.decoded("DTSTART").isoformat() == "2026-12-01T09:00:00+01:00"
    assert (str(found["STATUS"]), str(found["LOCATION"])) == ("CONFIRMED", "Sundsvalls sjukhus")
    assert found.decoded("DTSTART") and "DURATION" not in seen(visit(minutes=None))
    assert seen(visit(starts=None)).decoded("DTSTART") == date(2026, 12, 1)
    assert str(seen(visit(preliminary=True))["STATUS"]) == str(
        seen(visit(status=AppointmentStatus.PROPOSED))["STATUS"]
    ) == "TENTATIVE"  # fmt: skip


@pytest.mark.parametrize(
    "place",
    [
        "Ögonmottagningen", "Neurologiska kliniken", "Avd 52", "BUP, psykiatri", "Habiliteringen", "Hemma hos Maja",
        "Storgatan 4 B", "Muskelcentrum", "Dystrofienheten", "Muskeldystrofigruppen, Umeå",
    ],
)  # fmt: skip
def test_a_place_that_says_why_or_who_is_not_there(place: str) -> None:
    assert "LOCATION" not in seen(visit(place=place))


def test_nor_is_any_place_at_home_or_of_the_protected() -> None:
    assert "LOCATION" not in seen(visit(place="Sundsvall", form=AppointmentForm.HOME_VISIT))
    hidden = replace(MAJA, protected_identity=ProtectedIdentity.MARKED)
    assert "LOCATION" not in seen(visit(place="Sundsvalls sjukhus"), patient=hidden)
    school = Contact(patient_id=PATIENT_ID, name="Skolan", category=ContactCategory.SCHOOL_WORK)
    for contact, is_told in ((school, False), (replace(school, category=ContactCategory.SPECIALIST), True)):
        found = seen(visit(place="Björkhaga", contact_id=contact.id), contact)
        assert ("LOCATION" in found) is is_told


def test_a_besok_is_called_off_and_what_is_over_is_refused() -> None:
    off = visit(status=AppointmentStatus.CANCELLED)
    found = seen(off, cancel=True)
    assert str(found["STATUS"]) == "CANCELLED" and found["SEQUENCE"] == seen(visit())["SEQUENCE"] + 1
    assert str(seen(visit(), cancel=True)["STATUS"]) == "CANCELLED"
    for one, words in ((off, "avbokat"), (visit(status=AppointmentStatus.FULFILLED), "har redan varit")):
        with pytest.raises(RuleError, match=words):
            seen(one)


def test_a_diagnosis_in_the_place_of_a_meeting_stands_in_the_letter_only() -> None:
    one = meeting(place="Rum för Muskeldystrofi-teamet")
    assert "LOCATION:Platsen står i kallelsen" in invitation_ics(record(one, ILL), one)

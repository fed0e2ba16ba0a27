"""Each resource of an entry says which entry it is, the same in every installation, so that it can be read back."""

from uuid import UUID

from coordinator.appointment import Appointment, AppointmentStatus
from coordinator.contact import Assignment, Contact, ContactRole
from coordinator.exchange.fhir.bundle import document_bundle
from coordinator.sip.meeting import SipMeeting
from coordinator.sip.process import Sip
from tests.coordinator.exchange.fhir.reading import (
    HERE,
    ME,
    NOW,
    bundle,
    only,
    open_entries,
    record,
    resources,
    sections,
)

TODAY = NOW.date()
WITHOUT = {"Provenance", "Practitioner", "Organization", "Composition", "CareTeam"}
"""Types that are of no entry, or of one that another resource tells of."""


def names(namespace: UUID) -> dict[str, str]:
    """The entries that are named, each with its kind."""
    found = {}
    for entry in document_bundle(record(*ENTRIES), namespace, with_log=True)["entry"]:
        listed = entry["resource"].get("identifier", [])
        for one in listed if isinstance(listed, list) else [listed]:
            if one.get("system") == "urn:ietf:rfc:3986":
                value = one["value"]
                assert value not in found, "two resources of one entry"
                found[value] = one["type"]["coding"][0]["code"]
    return found


ENTRIES = open_entries()


def test_every_entry_is_named_once_with_its_kind_wherever_it_is_written() -> None:
    found = names(HERE)
    assert found == names(UUID(int=5))
    by_id = {f"urn:uuid:{entry.id}": entry.KIND for entry in ENTRIES}
    assert found.items() <= by_id.items()
    assert set(found.values()) >= {
        "patient", "contact", "care_plan", "care_goal", "intervention", "referral", "consent", "guardian", "relative",
        "checklist_round", "sip", "sip_decision", "transition", "alert_information",
    }  # fmt: skip


def test_every_other_resource_is_of_a_type_that_stands_for_no_entry_or_is_a_part_of_one() -> None:
    nameless = {
        entry["resource"]["resourceType"]
        for entry in document_bundle(record(*ENTRIES), HERE)["entry"]
        if "urn:ietf:rfc:3986" not in str(entry["resource"].get("identifier"))
    }
    assert nameless <= WITHOUT | {"Task", "Device", "AllergyIntolerance", "PractitionerRole"}


def test_an_assignment_has_its_own_id_in_the_team() -> None:
    karin = Contact(patient_id=ME, name="Karin")
    held = ContactRole(patient_id=ME, contact_id=karin.id, assignment=Assignment.FIXED_CARE_CONTACT, start=TODAY)
    assert [part.get("id") for part in only(bundle(karin, held), "CareTeam")["participant"]] == [str(held.id), None]


def test_a_booked_meeting_of_a_sip_is_a_time_she_has() -> None:
    sip = Sip(patient_id=ME, number=1)
    ahead = SipMeeting(patient_id=ME, sip_id=sip.id, day=TODAY, at=NOW.time(), place="Hemgatan 3", agenda="Skolan")
    held = SipMeeting(patient_id=ME, sip_id=sip.id, day=TODAY, held_on=TODAY)
    unsure = SipMeeting(patient_id=ME, sip_id=sip.id, day=TODAY)
    found = bundle(sip, ahead, held, unsure)
    booked, proposed = resources(found, "Appointment")
    assert (booked["status"], booked["start"], booked["minutesDuration"]) == ("booked", "2026-11-22T09:20:00+01:00", 60)
    assert (proposed["status"], proposed["requestedPeriod"]) == (
        "proposed", [{"start": "2026-11-22", "end": "2026-11-22"}],
    )  # fmt: skip
    assert "Hemgatan" not in str(found) and "Skolan" not in str(found)
    assert "SIP-möte" in sections(found)["Besök och bokade tider"]["text"]["div"]


def test_a_missed_time_gives_its_reason_only_where_it_may_stand() -> None:
    missed = Appointment(patient_id=ME, day=TODAY, status=AppointmentStatus.NO_SHOW)
    without = only(bundle(missed), "Appointment")
    assert (without["status"], without["cancelationReason"]) == ("cancelled", {"text": AppointmentStatus.NO_SHOW.label})
    whole = only(
        bundle(Appointment(patient_id=ME, day=TODAY, status=AppointmentStatus.NO_SHOW, starts=NOW.time(), minutes=30)),
        "Appointment",
    )
    assert whole["status"] == "noshow" and "cancelationReason" not in whole

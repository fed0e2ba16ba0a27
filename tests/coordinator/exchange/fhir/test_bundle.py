"""The FHIR document as a whole: valid, whole, the same each time, and with everything in it that should travel."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID
from xml.etree import ElementTree

import fhirkit
import pytest
from hypothesis import HealthCheck, given, settings

from coordinator.alert import EmergencyInformation
from coordinator.benefit.benefit import Benefit
from coordinator.benefit.certificate import Certificate
from coordinator.consent_recipient import ConsentRecipient
from coordinator.contact import Contact, ContactStatus
from coordinator.device import AssistiveDevice
from coordinator.entity import Entity, attrs_of
from coordinator.exchange.fhir import contents as module
from coordinator.exchange.fhir.bundle import document_bundle, to_bytes
from coordinator.exchange.fhir.closure import unresolved
from coordinator.exchange.fhir.text import KEPT_HERE
from coordinator.hospital_stay import HospitalStay
from coordinator.journal_entry import JournalEntry
from coordinator.kinds import KINDS
from coordinator.person import Patient
from coordinator.record import Record
from coordinator.shared_paper import SharedPaper
from coordinator.sip.follow_up import SipFollowUp
from coordinator.sip.meeting import SipInvitation, SipMeeting
from coordinator.sip.participant import SipParticipant
from coordinator.taken_in import TakenIn
from coordinator.today.mark import MatterMark
from coordinator.transition.checklist import MaturityAssessment
from coordinator.umi.card import EmergencyCard
from tests.coordinator.exchange.fhir.invariants import broken
from tests.coordinator.exchange.fhir.reading import (
    HERE,
    ME,
    NOW,
    bundle,
    maja,
    only,
    open_entries,
    record,
    resources,
    sections,
    texts,
)
from tests.rules.made_up import filled, whole_records

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\+0[12]:00|\+00:00)")


def faults(found: dict[str, Any]) -> list[str]:
    """What any of the checks says: the validator's, the specification's that it does not know, and our own."""
    validator = [str(issue) for issue in fhirkit.validate(to_bytes(found))]
    return [*validator, *broken(found), *unresolved(found), *badly_told(found)]


def badly_told(found: dict[str, Any]) -> Iterator[str]:
    """Narratives that are not well-formed, or hold anything but the few elements we write."""
    for text in texts(found):
        if text.startswith("<div"):
            tags = {part.tag.partition("}")[2] for part in ElementTree.fromstring(text).iter()}  # noqa: S314 - of our own making
            if not tags <= {"div", "p", "ul", "li", "b", "br"}:
                yield f"narrative with {tags}"


def test_an_empty_patient_is_a_valid_document() -> None:
    found = bundle(Patient(id=ME, patient_id=ME))
    assert faults(found) == []
    assert [entry["resource"]["resourceType"] for entry in found["entry"]] == [
        "Composition", "Patient", "PractitionerRole", "Practitioner", "Organization",
    ]  # fmt: skip
    reasons: dict[str, Any] = {title: section.get("emptyReason") for title, section in sections(found).items()}
    assert reasons["Akutinformation (ej UMI)"]["coding"][0]["code"] == "notasked"
    for title in ("Uppmärksamhetsinformation (UMI)", "Överkänslighet"):
        assert reasons[title]["coding"][0]["code"] == "notasked"
    assert reasons["Diagnoser och hälsotillstånd"]["coding"][0]["code"] == "notasked"
    assert reasons["Vårdplan"] == {"text": "Ingen vårdplan är skriven än"}
    assert "name" not in only(found, "Patient")


@pytest.mark.parametrize("with_log", [False, True])
def test_a_full_record_is_valid_and_every_kind_of_entry_is_in_it(with_log: bool) -> None:
    found = bundle(*open_entries(), with_log=with_log)
    assert faults(found) == []
    types = {entry["resource"]["resourceType"] for entry in found["entry"]}
    always = {
        "Composition", "Patient", "PractitionerRole", "Practitioner", "Organization", "CareTeam", "Condition", "Flag",
        "CarePlan", "Goal", "Task", "DocumentReference", "RelatedPerson", "Appointment", "ServiceRequest", "Device",
        "DeviceUseStatement", "Consent", "Provenance", "QuestionnaireResponse",
    }  # fmt: skip
    assert types == always | ({"Communication"} if with_log else set())
    assert len(resources(found, "RelatedPerson")) == 3
    assert len(resources(found, "Task")) == 5 + with_log


def test_a_protected_and_unprintable_record_is_valid_too() -> None:
    assert faults(document_bundle(record(*filled(ME)), HERE, with_log=True)) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(entries=whole_records())
def test_whatever_a_record_holds_the_document_is_valid(entries: tuple[Entity, ...]) -> None:
    by_kind = {kind: tuple(entry for entry in entries if type(entry) is kind) for kind in KINDS}
    whole = Record(entries[0].patient_id, NOW, record().actor, record().settings, by_kind)
    found = document_bundle(whole, HERE, with_log=True)
    assert faults(found) == []
    assert json.loads(to_bytes(found)) == found


def test_every_written_field_can_be_read_in_the_document() -> None:
    """Nothing is lost on the way but what is meant to stay; a field that is new must be decided on here."""
    stay = {
        "patient": {
            "journal_system", "journal_unit", "restrictions", "protection_checked_by", "representative_checked_by",
            "emergency_checked_by", "status_note", "moved_to",
        },
        "consent": set(), "handed_out_plan": {"document"}, "referral": set(), "relative": set(),
        "shared_paper": {attr.name for attr in attrs_of(SharedPaper)},  # who got a paper is nobody else's business
        "story_reading": {"who"},  # nor who has read one
        "gap_silence": {"rule", "reason", "silenced_by"},  # nor what we have chosen not to be reminded of
        # How a SIP came to be, and what came after, is nobody's business who was not there.
        "sip": {"led_by", "initiator", "need", "refused_reason", "answer_note", "closed_by", "close_note"},
        "sip_participant": {attr.name for attr in attrs_of(SipParticipant)},  # said as the contact she is
        "sip_decision": {"responsible"},  # said as who takes part
        # What the physician sums up and the receiver is told are papers of their own; from_unit is said as the contact.
        "transition_plan": {"risks", "summary", "summary_by", "closed_by", "close_note"},
        "transition": {"from_unit", "rule", "handover_note", "risks", "dropped_reason"},
        "transition_task": {"task"},
        **{kind.KIND: {attr.name for attr in attrs_of(kind)}
           for kind in (MaturityAssessment, EmergencyCard)},  # a judgement of the clinician's own; who has which card
        **{kind.KIND: {attr.name for attr in attrs_of(kind)}
           for kind in (SipMeeting, SipInvitation, SipFollowUp, HospitalStay, ConsentRecipient)},
        # What she lives on and has applied for is told on the basis for a certificate; the rest is our working day.
        **{kind.KIND: {attr.name for attr in attrs_of(kind)}
           for kind in (Benefit, Certificate, JournalEntry, MatterMark, TakenIn)},
    }  # fmt: skip
    entries = open_entries("§{kind}.{field}§")
    said = " ".join(texts(bundle(*entries, with_log=True)))
    missing = set()
    for entry in entries:
        for attr in attrs_of(type(entry)):
            value = getattr(entry, attr.name)
            kept = attr.name in KEPT_HERE or attr.name in stay.get(entry.KIND, set())
            if isinstance(value, str) and (value not in said) is not kept:
                missing.add(f"{entry.KIND}.{attr.name}")
    assert missing == set()


def test_two_exports_differ_in_their_times_only() -> None:
    entries = open_entries()
    first = document_bundle(record(*entries), HERE)
    assert to_bytes(document_bundle(record(*entries), HERE)) == to_bytes(first)
    later = document_bundle(record(*entries, now=NOW + timedelta(minutes=7)), HERE)
    assert later != first
    assert later["timestamp"] == "2026-11-22T09:27:00+01:00"
    assert only(later, "Composition")["date"] == later["timestamp"]
    later["timestamp"] = first["timestamp"]
    only(later, "Composition")["date"] = first["timestamp"]
    for account in resources(later, "Provenance"):
        assert account["recorded"] == "2026-11-22T09:27:00+01:00"
        account["recorded"] = first["timestamp"]
    assert later == first


def test_a_document_with_another_content_has_another_number() -> None:
    one, other = bundle(maja()), bundle(maja(language="finska"))
    assert one["identifier"] != other["identifier"]
    assert one["identifier"]["system"] == "urn:ietf:rfc:3986"


def test_ids_follow_the_entry_and_the_installation() -> None:
    device = AssistiveDevice(patient_id=ME, name="Rullstol")
    before = only(bundle(device), "DeviceUseStatement")
    after = only(bundle(Contact(patient_id=ME, name="Ny"), replace(device, name="Elrullstol")), "DeviceUseStatement")
    assert before["id"] == after["id"] and before != after
    elsewhere = only(document_bundle(record(device), UUID(int=7)), "DeviceUseStatement")
    assert elsewhere["id"] != before["id"]
    assert UUID(before["id"]).version == 5
    found = bundle(device)
    assert all(entry["fullUrl"] == f"urn:uuid:{entry['resource']['id']}" for entry in found["entry"])


def test_all_of_120_contacts_are_found_by_name() -> None:
    names = [f"Åsa-{number:03} Öberg <&> Łukasz" for number in range(120)]
    contacts = [
        Contact(
            patient_id=ME, name=name, role="dietist", unit=f"Enhet {place % 7}", care_provider="Region Ett",
            status=ContactStatus.ENDED if place % 10 == 0 else ContactStatus.ACTIVE,
        )
        for place, name in enumerate(names)
    ]  # fmt: skip
    found = bundle(*contacts)
    assert faults(found) == []
    assert sorted(one["name"][0]["text"] for one in resources(found, "Practitioner") if "Åsa" in str(one)) == names
    team = only(found, "CareTeam")["participant"]
    members = [part["member"]["display"] for part in team]
    assert sorted(members) == [f"{name}, dietist" for name in names]
    assert len([part for part in team if "_end" in part.get("period", {})]) == 12
    said = sections(found)["Kontakter"]["text"]["div"]
    assert all(f"Åsa-{number:03} Öberg &lt;&amp;&gt; Łukasz" in said for number in range(120))
    # Seven units in one region, and the user's own: shared workplaces stand once.
    assert len(resources(found, "Organization")) == 1 + 7 + 1


def test_narratives_are_made_from_escaped_text() -> None:
    hostile = "<script>alert('x')</script> & \"'<b>\n</div>\r\nslut]]>"
    found = bundle(*open_entries(hostile), with_log=True)
    assert faults(found) == []
    told = [text for text in texts(found) if text.startswith("<div")]
    assert len(told) > 20
    assert not any("<script" in text or "alert('" in text for text in told)
    assert any("&lt;script&gt;" in text and "&amp;" in text for text in told)
    assert any("<br/>" in text for text in told)


def test_a_script_that_got_into_a_narrative_would_be_seen() -> None:
    found = bundle()
    only(found, "Patient")["text"]["div"] = '<div xmlns="http://www.w3.org/1999/xhtml"><script>1</script></div>'
    assert list(badly_told(found))


def test_times_say_their_zone_in_summer_and_in_winter() -> None:
    assert bundle()["timestamp"] == "2026-11-22T09:20:00+01:00"
    summer = document_bundle(record(now=NOW.replace(month=7)), HERE)
    assert summer["timestamp"] == "2026-07-22T09:20:00+02:00"
    for text in texts(bundle(*open_entries(), with_log=True)):
        assert "T" not in text or not re.match(r"\d{4}-\d\d-\d\dT", text) or MOMENT.fullmatch(text)


def test_what_the_patient_does_not_want_on_paper_stays_at_home() -> None:
    unwanted: dict[str, Any] = {"on_print": False}
    entries = [
        replace(entry, **unwanted) if any(attr.name == "on_print" for attr in attrs_of(type(entry))) else entry
        for entry in open_entries("§{kind}.{field}§")
    ]
    found = bundle(*entries)
    assert faults(found) == []
    said = " ".join(texts(found))
    for kind in ("contact", "relative", "guardian", "legal_representative", "appointment", "referral"):
        assert f"§{kind}." not in said
    assert "§assistive_device." not in said
    assert "§intervention.what§" in said


def test_working_notes_go_along_only_when_asked_for() -> None:
    entries = open_entries("§{kind}.{field}§")
    without, with_them = (" ".join(texts(bundle(*entries, with_log=asked))) for asked in (False, True))
    for kind in ("contact_log_entry", "reminder"):
        assert f"§{kind}." not in without
        assert f"§{kind}.what§" in with_them
    assert ".note§" not in with_them


def test_a_practice_record_says_so_in_every_resource() -> None:
    found = document_bundle(record(*open_entries(), practice=True), HERE)
    label = {
        "system": "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code": "HTEST", "display": "test health data",
    }  # fmt: skip
    assert only(found, "Composition")["title"].startswith("ÖVNING")
    assert all(label in one["meta"]["security"] for one in (found, *(entry["resource"] for entry in found["entry"])))
    real = bundle(*open_entries())
    assert "HTEST" not in str(real) and "ÖVNING" not in str(real)


def test_akutinformation_is_never_called_umi() -> None:
    said = str(bundle(*open_entries()))
    assert "Akutinformation (ej UMI)" in said
    assert set(re.findall(r".{4}UMI", said)) == {"(ej UMI", "on (UMI"}
    of_it = resources(bundle(*(one for one in open_entries() if isinstance(one, EmergencyInformation))), "Flag")
    assert {one["category"][0]["text"] for one in of_it} == {"Akutinformation (ej UMI)"}


def test_the_bytes_are_utf_8_json_with_letters_as_they_are() -> None:
    written = to_bytes(bundle(maja(given_name="Åsa Łukasz 🙂")))
    assert written.endswith(b"}\n") and "Åsa Łukasz 🙂".encode() in written
    assert list(json.loads(written))[:2] == ["resourceType", "id"]


def test_a_bundle_that_does_not_hold_together_is_a_bug_and_is_never_handed_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lost = {"resourceType": "Goal", "id": "x", "subject": {"reference": "urn:uuid:nobody"}}
    monkeypatch.setattr(module, "patient_resource", lambda links: lost)
    with pytest.raises(RuntimeError, match="does not hold together"):
        bundle()

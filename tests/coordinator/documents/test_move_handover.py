"""Överlämning vid flytt: the letter to the next clinic and the whole plan, and that it is never an open file."""

import json
from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest

from coordinator.appointment import Appointment
from coordinator.benefit.certificate import Certificate
from coordinator.blocks import Bullets, Heading, Table, words
from coordinator.consent import Consent, ConsentPurpose
from coordinator.contact import Assignment, Contact, ContactRole
from coordinator.device import AssistiveDevice
from coordinator.document import Document, texts
from coordinator.documents.care_plan import care_plan_document
from coordinator.documents.catalogue import MOVE_HANDOVER
from coordinator.documents.move_handover import move_handover_document
from coordinator.entity import Entity
from coordinator.errors import RuleError
from coordinator.lettering import Lettering
from coordinator.open_matters import NOTES, open_matters_of
from coordinator.person import ProtectedIdentity
from coordinator.record import Record
from coordinator.referral import Referral
from coordinator.reminder import Reminder
from coordinator.shared_paper import Ground, SharedPaper, Way
from coordinator.sharing import Order, Recipient, prepared, recipients, refusal, share
from coordinator.sip.process import Sip
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, record_of

LISA = Contact(patient_id=PATIENT_ID, name="Lisa Ek", role="sjuksköterska", phone="031-390 06 12")
HELD = ContactRole(
    patient_id=PATIENT_ID, contact_id=LISA.id, assignment=Assignment.FIXED_CARE_CONTACT, start=TODAY, main=True
)
NEXT = Recipient("Mottagningen i Umeå")
SHOWN: dict[str, Any] = {"on_print": True}


def letter(record: Record) -> str:
    """What stands before the plan."""
    made = move_handover_document(record)
    at = next(n for n, one in enumerate(made.blocks) if isinstance(one, Heading) and one.level == 1)
    return "\n".join(texts(replace(made, blocks=made.blocks[:at])))


def table(made: Document, heading: str) -> list[tuple[str, ...]]:
    """The rows of the table under that heading."""
    at = next(n for n, one in enumerate(made.blocks) if isinstance(one, Heading) and one.text == heading)
    found = next(one for one in made.blocks[at:] if isinstance(one, Table))
    return [tuple(map(words, row)) for row in found.rows]


@pytest.mark.parametrize("who", ["tom", "barn", "120-kontakter", "skyddad"])
def test_the_whole_plan_follows_the_letter(practice: dict[str, Record], who: str) -> None:
    record = practice[who]
    made, plan = move_handover_document(record), care_plan_document(record)
    assert made.blocks[-len(plan.blocks) :] == plan.blocks and len(made.blocks) > len(plan.blocks)
    assert (made.kind, made.number, made.practice) == ("move_handover", 0, True)
    assert MOVE_HANDOVER.made(record, Lettering.LARGE).blocks == made.blocks


def test_the_letter_says_who_coordinates_what_is_open_and_what_must_be_taken_over() -> None:
    wheel = AssistiveDevice(patient_id=PATIENT_ID, name="Ståstöd", contact_id=LISA.id)
    sip = Sip(patient_id=PATIENT_ID, number=1, question="Hur?")
    late = Reminder(patient_id=PATIENT_ID, what="Ring ögon", owner="Anna", due=TODAY - timedelta(days=3))
    sent = Referral(patient_id=PATIENT_ID, to="Ögonkliniken", sent_on=TODAY)
    record = record_of(LISA, HELD, wheel, sip, late, sent)
    made = move_handover_document(record)
    assert table(made, "Vem samordnar vad")[0] == ("Fast vårdkontakt, samordnar", "Lisa Ek, sjuksköterska")
    assert table(made, "Det här måste tas över") == [
        ("Fast vårdkontakt", "Lisa Ek, sjuksköterska", "Utses hos er"),
        (f"Leda {sip.heading}", "Vi leder", "Inte bestämt än"),
        ("Hjälpmedel: Ståstöd", "Lisa Ek, sjuksköterska", "Inte bestämt än"),
    ]
    said = letter(record)
    assert "Försenat" in said and "Ring ögon" in said and "Svar på remiss till Ögonkliniken" in said
    whom = "Lisa Ek, sjuksköterska\n031-390 06 12"
    assert said.index(whom) < said.index("Vem samordnar vad"), "whom to ring at our clinic, on the first page"


def test_where_the_patient_moves_to_is_said_unless_that_is_secret() -> None:
    moved = replace(MAJA, moved_to="Umeå")
    assert "tar över: Umeå" in letter(record_of(moved))
    hidden = replace(moved, protected_identity=ProtectedIdentity.MARKED)
    assert "Umeå" not in letter(record_of(hidden)) and "skyddade" in letter(record_of(hidden))
    assert "Ring SMO-mottagningen och fråga efter Anna Lind" in letter(record_of())


def test_benefits_are_counted_and_not_told_and_our_journal_is_ours(practice: dict[str, Record]) -> None:
    one = Certificate(patient_id=PATIENT_ID, title="Hemligt intyg")
    said = letter(record_of(one))
    assert "1 ärende är öppet" in said and "Hemligt" not in said
    assert "ärenden är öppna" in letter(record_of(one, replace(one, id=PATIENT_ID)))
    waiting = next(rec for rec in practice.values() if any(m.area == NOTES for m in open_matters_of(rec)))
    assert "inte är införda" not in letter(waiting)


def test_what_the_patient_wants_on_no_paper_is_not_in_the_letter() -> None:
    kept_off = Contact(patient_id=PATIENT_ID, name="Hemliga Kliniken", on_print=False)
    soon = TODAY + timedelta(days=4)
    about: list[Entity] = [
        Appointment(patient_id=PATIENT_ID, what="Hemligt prov", day=soon, starts=time(9), on_print=False),
        Appointment(patient_id=PATIENT_ID, what="Blodprov", day=soon, contact_id=kept_off.id, with_whom="Hemliga K"),
        Referral(patient_id=PATIENT_ID, to="Hemliga", sent_on=TODAY, on_print=False),
        AssistiveDevice(patient_id=PATIENT_ID, name="Hemlig pump", on_print=False),
        ContactRole(patient_id=PATIENT_ID, contact_id=kept_off.id, assignment=Assignment.FIXED_PHYSICIAN_CONTACT,
                    start=TODAY),
    ]  # fmt: skip
    said = letter(record_of(kept_off, *about))
    assert "Hemlig" not in said and "Blodprov" in said
    shown: list[Any] = [replace(one, **SHOWN) if hasattr(one, "on_print") else one for one in about]
    assert letter(record_of(replace(kept_off, on_print=True), *shown)).count("Hemlig") > 4


def test_what_goes_along_is_told_as_it_is(practice: dict[str, Record]) -> None:
    for who, names in (
        ("barn", ["record.json", "record.fhir.json", "kontakter.csv", "kontakter.vcf"]),
        ("tom", ["record.json", "record.fhir.json"]),
    ):
        record = practice[who]
        made = prepared(record, Order(MOVE_HANDOVER, recipients(record)[0], attach=True))
        assert [one.name for one in made.attachments] == names
        bullets = [words(item) for one in made.document.blocks if isinstance(one, Bullets) for item in one.items]
        for name in ("record.json", "record.fhir.json", "kontakter.csv", "kontakter.vcf"):
            assert any(name in item for item in bullets) is (name in names), name
        assert all(json.loads(one.content) for one in made.attachments if one.name.endswith(".json"))


def test_no_note_of_ours_goes_along_in_any_file() -> None:
    record = record_of(replace(LISA, note="Hemligt om Lisa", phone_hours="När Maja sover"), HELD)
    made = prepared(record, Order(MOVE_HANDOVER, recipients(record)[0], attach=True))
    assert len(made.attachments) == 4
    for one in made.attachments:
        assert "Hemligt" not in one.content.decode(), one.name


def test_it_needs_a_ground_and_is_saved_with_a_password_only() -> None:
    record = record_of(LISA, HELD)
    order = Order(MOVE_HANDOVER, NEXT, attach=True)
    assert "samtycke" in refusal(record, order)
    consent = Consent(
        patient_id=PATIENT_ID, purpose=ConsentPurpose.DISCLOSURE, given_by="Maja", given_on=TODAY,
        recipients=NEXT.name, covers="Allt", valid_until=TODAY + timedelta(days=9),
    )  # fmt: skip
    record = record_of(LISA, HELD, consent)
    made = prepared(record, order)
    with pytest.raises(RuleError, match="bara med lösenord"):
        share(record, order, document=made.document, sha256="0" * 64, way=Way.SAVED)
    for way in (Way.LOCKED, Way.PRINTED):
        (step,) = share(record, order, document=made.document, sha256="0" * 64, way=way).steps
        assert isinstance(step.entry, SharedPaper) and step.entry.with_record
        assert (step.entry.paper, step.entry.way, step.entry.ground) == ("overlamning-flytt", way, Ground.CONSENT)

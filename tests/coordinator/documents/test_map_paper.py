"""*Min kontaktkarta*: who stands on it, who exchanges information with whom, and what is said when nothing is."""

from dataclasses import replace
from datetime import timedelta

from coordinator.blocks import ContactMap, Heading, Missing, Table, words
from coordinator.consent import Consent, ConsentPurpose
from coordinator.contact import Assignment, Contact, ContactCategory, ContactRole, ContactStatus
from coordinator.document import Document, from_json, texts, to_json
from coordinator.document_text import plain_text
from coordinator.documents.map_paper import map_document
from coordinator.entity import Entity
from coordinator.map_figure import MapFigure
from coordinator.person import ProtectedIdentity
from coordinator.protection import PROTECTED_WORDS, contacts_to_print
from coordinator.record import Record
from coordinator.referral import Referral, ReferralStatus
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, record_of

KARIN = Contact(patient_id=PATIENT_ID, name="Karin Åhs", role="kontaktsjuksköterska")
ROLE = ContactRole(
    patient_id=PATIENT_ID, contact_id=KARIN.id, assignment=Assignment.FIXED_CARE_CONTACT, start=TODAY, main=True
)
CONSENT = Consent(
    patient_id=PATIENT_ID, purpose=ConsentPurpose.DISCLOSURE, given_by="Maja", given_on=TODAY, recipients="Skolan",
    covers="Planen", valid_until=TODAY + timedelta(days=90),
)  # fmt: skip
EVA = Contact(patient_id=PATIENT_ID, name="Eva Ek", role="neurolog", consent_id=CONSENT.id)
SCHOOL = Contact(patient_id=PATIENT_ID, name="Åke Blom", role="rektor", category=ContactCategory.SCHOOL_WORK)


def referral(one: Contact, other: Contact) -> Referral:
    return Referral(
        patient_id=PATIENT_ID, from_contact_id=one.id, contact_id=other.id, to=other.name, status=ReferralStatus.SENT,
        sent_on=TODAY,
    )  # fmt: skip


def figure(made: Document) -> MapFigure:
    (found,) = [block.figure for block in made.blocks if isinstance(block, ContactMap)]
    return found


def names(made: Document) -> list[str]:
    return [dot.name for area in figure(made).areas for dot in area.dots]


def table(*entries: Entity) -> list[tuple[str, ...]]:
    (found,) = [block for block in map_document(record_of(*entries)).blocks if isinstance(block, Table)]
    return [tuple(map(words, row)) for row in found.rows]


def test_everybody_stands_on_a_paper_that_lies_down() -> None:
    made = map_document(record_of(KARIN, ROLE, EVA, SCHOOL))
    assert (made.kind, made.title, made.landscape, made.a3) == ("contact_map", "Min kontaktkarta", True, False)
    assert {"Karin Åhs", "Eva Ek", "Åke Blom"} < set(names(made))
    assert not [block for block in made.blocks if isinstance(block, (Heading, Missing, Table))]
    for name in names(made):
        assert f"- {name}" in plain_text(made)


def test_who_exchanges_with_whom_stands_once_and_who_coordinates_first() -> None:
    entries = (KARIN, ROLE, EVA, SCHOOL, CONSENT, referral(SCHOOL, EVA), referral(EVA, SCHOOL))
    assert table(*entries) == [
        ("Karin Åhs, fast vårdkontakt, kontaktsjuksköterska", "Eva Ek, neurolog", "samtycke"),
        ("Eva Ek, neurolog", "Åke Blom, rektor", "remiss som väntar på svar"),
    ]
    made = map_document(record_of(*entries))
    (heading,) = [block.text for block in made.blocks if isinstance(block, Heading)]
    assert heading == "Så går informationen"
    assert made.blocks.index(Heading(heading)) > made.blocks.index(ContactMap(figure(made)))


def test_for_somebody_without_contacts_it_says_what_to_do() -> None:
    made = map_document(record_of())
    (missing,) = [block for block in made.blocks if isinstance(block, Missing)]
    assert missing.text.startswith("Inga kontakter") and "Karin" not in plain_text(made)
    over = replace(EVA, status=ContactStatus.ENDED)
    assert [one for one in map_document(record_of(over)).blocks if isinstance(one, Missing)] == [missing]


def test_whose_contacts_are_kept_off_paper_is_not_told_that_there_are_none() -> None:
    made = map_document(record_of(replace(EVA, on_print=False)))
    assert not [block for block in made.blocks if isinstance(block, Missing)] and "Eva" not in plain_text(made)
    hidden = replace(MAJA, protected_identity=ProtectedIdentity.MARKED)
    made = map_document(record_of(hidden, SCHOOL))
    assert [block for block in made.blocks if isinstance(block, Missing)] == [Missing("Skyddat", PROTECTED_WORDS)]


def test_what_is_protected_is_not_on_the_map_and_that_is_said() -> None:
    hidden = replace(MAJA, protected_identity=ProtectedIdentity.MARKED)
    made = map_document(record_of(hidden, KARIN, ROLE, EVA, SCHOOL, referral(EVA, SCHOOL)))
    assert made.blocks[0] == Missing("Skyddat", PROTECTED_WORDS)
    assert "Karin Åhs" in names(made) and "Åke Blom" not in "\n".join(texts(made))
    assert not [block for block in made.blocks if isinstance(block, Table)]


def test_it_is_kept_as_it_was(practice: dict[str, Record]) -> None:
    for record in practice.values():
        made = map_document(record)
        assert from_json(to_json(made)) == made
    many = practice["120-kontakter"]
    assert {one.heading for one in contacts_to_print(many)} <= set(names(map_document(many)))

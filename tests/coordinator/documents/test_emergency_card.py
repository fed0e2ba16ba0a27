"""Akutkort för plånboken: what stands on the card and around it, for who is known, unknown, protected or invented."""

from dataclasses import replace
from datetime import date

import pytest

from coordinator.alert import CardLanguage, EmergencyInformation
from coordinator.blocks import Bullets, Cards, Heading, Missing, Paragraph, words
from coordinator.contact import Contact
from coordinator.document import Document, from_json, texts, to_json
from coordinator.document_text import plain_text
from coordinator.documents.emergency_card import HOW, IN_ENGLISH, ON_THE_CARD, emergency_card_document
from coordinator.entity import Entity, Knowledge, new_id
from coordinator.identity import IdentityType
from coordinator.person import Patient, ProtectedIdentity
from coordinator.record import Record
from coordinator.relative import Relative
from coordinator.umi.card_facts import card_facts, qr_text
from coordinator.umi.kinds import AlertType, Severity
from coordinator.umi.row import AlertInformation
from tests.coordinator.conftest import PATIENT_ID, TODAY, record_of

MAJA = Patient(
    id=PATIENT_ID, patient_id=PATIENT_ID, given_name="Łucja", family_name="Åsberg",
    identity_type=IdentityType.PERSONNUMMER, identity_number="199007282388", birth_date=date(1990, 7, 28),
    emergency_known=Knowledge.SOME,
)  # fmt: skip
PENICILLIN = AlertInformation(
    patient_id=PATIENT_ID, type=AlertType.SUBSTANCE, term="Penicillin", severity=Severity.LIFE_THREATENING,
    advice="Ge inte betalaktam.", english="Penicillin", english_advice="No beta-lactams.", checked_on=TODAY,
)  # fmt: skip
AIRWAY = EmergencyInformation(
    id=new_id(), patient_id=PATIENT_ID, heading="Trång luftväg", do_this="Ring anestesi Östra", issued_by="Dr Ek"
)
IN_TRANSLATION = EmergencyInformation(
    patient_id=PATIENT_ID, heading="Narrow airway", do_this="Call Östra", language=CardLanguage.ENGLISH,
    translates_id=AIRWAY.id,
)  # fmt: skip
EVA = Relative(patient_id=PATIENT_ID, name="Eva Åsberg", phone="070-174 06 05", on_print=True, call_first=True)
WARD = Contact(patient_id=PATIENT_ID, unit="Anestesi Östra", phone="031-390 001 67", important_in_emergency=True)


def made(*entries: Entity, copies: int = 1) -> Document:
    return emergency_card_document(record_of(MAJA, *entries), copies)


def lines_below(document: Document, heading: str) -> list[str]:
    """What stands below a heading, up to the next."""
    blocks = list(document.blocks)
    at = next(n for n, one in enumerate(blocks) if isinstance(one, Heading) and one.text == heading)
    found: list[str] = []
    for one in blocks[at + 1 :]:
        if isinstance(one, Heading):
            break
        found += [words(row) for row in one.items] if isinstance(one, Bullets) else []
        found += [words(one.text)] if isinstance(one, Paragraph) else []
        found += [f"{one.word}: {one.text}"] if isinstance(one, Missing) else []
    return found


def test_it_has_the_cards_and_below_them_all_they_say() -> None:
    document = made(PENICILLIN, AIRWAY, IN_TRANSLATION, EVA, WARD, copies=4)
    assert (document.kind, document.title) == ("emergency_card", "Akutkort för plånboken")
    assert texts(document)[2] == HOW and "100 %" in HOW and "85,6 mm" in HOW
    (cards,) = [one for one in document.blocks if isinstance(one, Cards)]
    record = record_of(MAJA, PENICILLIN, AIRWAY, IN_TRANSLATION, EVA, WARD)
    assert cards == Cards(card_facts(record), 4)
    assert lines_below(document, ON_THE_CARD) == [
        "Łucja Åsberg, 19900728-2388", "Livshotande överkänslighet: Penicillin. Ge inte betalaktam.",
        "Trång luftväg. Gör: Ring anestesi Östra.", "I akut läge: Anestesi Östra, 031-390 001 67",
        "Närstående: Eva Åsberg, 070-174 06 05",
        f"Delvis inte kontrollerat mot journalen. Gäller till {cards.facts.valid_until.isoformat()}.",
    ]  # fmt: skip
    assert lines_below(document, IN_ENGLISH) == [
        "Life-threatening hypersensitivity: Penicillin. No beta-lactams.", "Narrow airway. Do: Call Östra.",
    ]  # fmt: skip


def test_it_is_stored_and_read_back_as_it_was() -> None:
    document = made(PENICILLIN, AIRWAY, copies=2)
    assert from_json(to_json(document)) == document


def test_what_nobody_has_written_in_english_is_named_and_not_translated() -> None:
    document = made(PENICILLIN, AIRWAY)
    missing, row = lines_below(document, ON_THE_CARD)[-1], lines_below(document, IN_ENGLISH)[-1]
    assert row == "Trång luftväg. (English text missing)"
    assert missing.startswith("Saknas på engelska: ”Trång luftväg”.") and "översätter inte" in missing
    assert not [one for one in made(PENICILLIN).blocks if isinstance(one, Missing)]


@pytest.mark.parametrize(
    ("known", "says", "english"),
    [(Knowledge.NOT_ASKED, "Ingen har frågat än", "Not asked yet"), (Knowledge.SOME, "Uppgifter finns", "Facts exist")],
)
def test_without_rows_it_says_why_and_never_that_there_are_no_allergies(
    known: Knowledge, says: str, english: str
) -> None:
    document = emergency_card_document(record_of(replace(MAJA, emergency_known=known)))
    assert any(line.startswith(says) for line in lines_below(document, ON_THE_CARD))
    assert lines_below(document, IN_ENGLISH)[0].startswith(english)
    assert "nget känt" not in plain_text(document) and "Nothing known" not in plain_text(document)


def test_a_protected_identity_has_no_place_and_nobody_of_the_family_on_it() -> None:
    secret = replace(MAJA, protected_identity=ProtectedIdentity.REGISTRATION, address="Hemliga gatan 1")
    document = emergency_card_document(record_of(secret, PENICILLIN, EVA, WARD))
    said = plain_text(document)
    assert "Eva" not in said and "070-174" not in said and "Hemliga" not in said
    (cards,) = [one for one in document.blocks if isinstance(one, Cards)]
    assert "070-174" not in qr_text(cards.facts) and "Penicillin" in qr_text(cards.facts)
    assert "Eva Åsberg" in plain_text(made(PENICILLIN, EVA))


def test_in_practice_the_card_itself_says_so(practice: dict[str, Record]) -> None:
    for record in practice.values():
        (cards,) = [one for one in emergency_card_document(record).blocks if isinstance(one, Cards)]
        assert cards.facts.practice
        assert "ÖVNING, påhittade personer" in plain_text(emergency_card_document(record))
    assert "ÖVNING" not in plain_text(made(PENICILLIN))


def test_rows_that_were_not_chosen_are_not_on_it() -> None:
    said = plain_text(made(replace(PENICILLIN, on_card=False), AIRWAY))
    assert "enicillin" not in said and "Trång luftväg" in said

"""What must be known in an emergency on easy Swedish: our words are easy, and the physician's are kept in full."""

from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import pytest

from coordinator.alert import CardLanguage, EmergencyInformation
from coordinator.blocks import Alert, AlertState, Bullets, Heading, Missing, Paragraph, words
from coordinator.contact import Assignment, Contact, ContactRole
from coordinator.document import Document, texts
from coordinator.documents.easy_emergency import emergency_in_full
from coordinator.documents.easy_plan import easy_plan_document
from coordinator.entity import Entity, Knowledge
from coordinator.person import ProtectedIdentity
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, record_of

COPIED = ("heading", "condition", "do_this", "do_not", "anaesthesia", "fasting", "infusion", "seizures", "breathing",
          "avoid_medicines", "call_daytime", "call_on_call", "hospital", "communication", "document")  # fmt: skip


def emergency(heading: str = "Risk vid sövning", **given: Any) -> EmergencyInformation:
    known: dict[str, Any] = {"source": "Kortet", "checked_on": TODAY, "checked_by": "Anna"}
    return EmergencyInformation(patient_id=PATIENT_ID, heading=heading, **(known | given))


def alert(*entries: Entity) -> Alert:
    (found,) = (one for one in emergency_in_full(record_of(*entries), ["Till dig."]) if isinstance(one, Alert))
    return found


def easy(*entries: Entity) -> Document:
    return easy_plan_document(record_of(*entries))


def test_every_word_that_was_given_stands_there_as_it_was_given() -> None:
    given = {name: f"Gör så, {name}; t.ex. 3 ml/kg i.v." for name in COPIED}
    left = " ".join(texts(easy(emergency(**given))))
    assert all(left.count(text.removesuffix(".")) >= 1 for text in given.values())
    assert {one.name for one in fields(EmergencyInformation)} >= set(COPIED)


def test_the_box_holds_what_must_not_be_done_first_and_says_where_it_comes_from() -> None:
    one = emergency(do_this="Ring 112", do_not="Ge inte medicin", checked_on=date(2025, 3, 3))
    box = alert(one)
    assert (box.title, box.state) == ("Vad är viktigt om det blir akut?", AlertState.DANGER)
    (item,) = box.items
    assert item.lead == "Risk vid sövning."
    assert [words(line) for line in item.lines] == ["Gör inte: Ge inte medicin.", "Gör: Ring 112."]
    assert item.source == "Texten kommer från: Kortet. Kontrollerat måndag 3 mars 2025 av Anna."


def test_the_rest_stands_under_the_texts_own_heading_with_who_wrote_it() -> None:
    one = emergency(breathing="Hostar svagt", issued_by="Dr Ek", issued_on=TODAY, valid_until=date(2027, 1, 1))
    blocks = list(emergency_in_full(record_of(one), ["Till dig."]))
    assert [block.text for block in blocks if isinstance(block, Heading)] == ["Risk vid sövning"]
    assert all(block.from_record for block in blocks if isinstance(block, Heading))
    (rest,) = (block for block in blocks if isinstance(block, Bullets))
    assert [words(item) for item in rest.items] == [
        "Andning: Hostar svagt.", "Den som skrev texten: Dr Ek, söndag 22 november.",
        "Texten gäller till: fredag 1 januari 2027.",
    ]  # fmt: skip
    assert [words(block.text) for block in blocks if isinstance(block, Paragraph)] == ["Till dig."]


def test_a_text_in_english_says_so() -> None:
    assert alert(emergency(language=CardLanguage.ENGLISH)).items[0].source.endswith("Texten finns bara på engelska.")


@pytest.mark.parametrize(
    ("known", "state", "said"),
    [
        (Knowledge.NOT_ASKED, AlertState.MISSING, "Ingen har frågat än. Fråga mottagningen."),
        (
            Knowledge.SOME,
            AlertState.MISSING,
            "Det finns något viktigt, men det är inte skrivet här än. Fråga mottagningen.",
        ),
        (Knowledge.NONE_KNOWN, AlertState.CALM, "Vi vet inget särskilt som är viktigt då."),
    ],
)
def test_without_a_text_it_is_said_what_is_known(known: Knowledge, state: AlertState, said: str) -> None:
    box = alert(replace(MAJA, emergency_known=known))
    (item,) = box.items
    assert (box.state, " ".join([item.lead, *map(words, item.lines)])) == (state, said)


def test_that_nothing_is_known_says_who_checked_it() -> None:
    def source(**given: Any) -> str:
        return alert(replace(MAJA, emergency_known=Knowledge.NONE_KNOWN, **given)).items[0].source

    assert source() == ""
    assert source(emergency_checked=TODAY) == "Kontrollerat söndag 22 november."
    assert source(emergency_checked=TODAY, emergency_checked_by=" Anna ") == "Kontrollerat söndag 22 november av Anna."


def test_whom_to_ask_is_the_doctor_when_there_is_one() -> None:
    eva = Contact(patient_id=PATIENT_ID, name="Eva Ek", phone="010-1")
    held = ContactRole(
        patient_id=PATIENT_ID, contact_id=eva.id, assignment=Assignment.FIXED_PHYSICIAN_CONTACT, start=TODAY
    )
    (item,) = alert(eva, held).items
    assert [words(line) for line in item.lines] == ["Fråga min fasta läkarkontakt: Eva Ek, 010-1."]


def test_a_text_that_is_too_old_is_a_gap_and_never_calm() -> None:
    old = emergency(do_this="Ge kortison", valid_until=TODAY - timedelta(days=1))
    record = record_of(replace(MAJA, emergency_known=Knowledge.NONE_KNOWN), old)
    box, gap = emergency_in_full(record, [])
    assert isinstance(box, Alert) and box.state is AlertState.MISSING
    assert gap == Missing(
        "Texten är för gammal", "”Risk vid sövning” gällde till lördag 21 november. Den som skrev texten behöver läsa "
        "den igen."
    )  # fmt: skip
    assert "Ge kortison" not in " ".join(texts(easy(old)))


def test_the_hospital_that_knows_a_protected_patient_is_not_named() -> None:
    hidden = replace(MAJA, protected_identity=ProtectedIdentity.REGISTRATION)
    assert "Ekby" not in " ".join(texts(easy(hidden, emergency(hospital="Ekby sjukhus"))))

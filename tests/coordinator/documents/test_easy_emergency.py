"""What must be known in an emergency on easy Swedish: our words are easy, and the physician's are kept in full."""

from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import pytest

from coordinator.alert import CardLanguage, EmergencyInformation
from coordinator.blocks import Alert, AlertState, AlertStrip, Bullets, Heading, Missing, Paragraph, words
from coordinator.contact import Assignment, Contact, ContactRole
from coordinator.document import Document, texts
from coordinator.documents.easy_emergency import emergency_in_full
from coordinator.documents.easy_plan import easy_plan_document
from coordinator.entity import Entity, Knowledge
from coordinator.person import ProtectedIdentity
from coordinator.umi.answer import AlertGroupAnswer
from coordinator.umi.kinds import AlertGroup, AlertType, Severity
from coordinator.umi.row import AlertInformation
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, record_of

COPIED = ("heading", "condition", "do_this", "do_not", "anaesthesia", "fasting", "infusion", "seizures", "breathing",
          "avoid_medicines", "call_daytime", "call_on_call", "hospital", "communication", "document")  # fmt: skip

NOTHING_FOUND = [
    AlertGroupAnswer(patient_id=PATIENT_ID, about=group, known=Knowledge.NONE_KNOWN, checked_on=TODAY, checked_by="A")
    for group in AlertGroup
]
"""Every group of UMI is asked about, and nothing is known."""


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
    assert [words(line) for line in item.lines] == ["Att inte göra: Ge inte medicin.", "Gör: Ring 112."]
    assert (
        item.source
        == "Det här är akutinformation (ej UMI). Texten kommer från: Kortet. Kontrollerat måndag 3 mars 2025 av Anna."
    )


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
    box = alert(replace(MAJA, emergency_known=known), *NOTHING_FOUND)
    (item,) = box.items
    assert (box.state, " ".join([item.lead, *map(words, item.lines)])) == (state, said)


def test_that_nothing_is_known_says_who_checked_it() -> None:
    def source(**given: Any) -> str:
        return alert(replace(MAJA, emergency_known=Knowledge.NONE_KNOWN, **given), *NOTHING_FOUND).items[0].source

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
    _, box, gap = emergency_in_full(record, [])
    assert isinstance(box, Alert) and box.state is AlertState.MISSING
    assert gap == Missing(
        "Texten är för gammal", "”Risk vid sövning” gällde till lördag 21 november. Den som skrev texten behöver läsa "
        "den igen."
    )  # fmt: skip
    assert "Ge kortison" not in " ".join(texts(easy(old)))


def test_the_hospital_that_knows_a_protected_patient_is_not_named() -> None:
    hidden = replace(MAJA, protected_identity=ProtectedIdentity.REGISTRATION)
    assert "Ekby" not in " ".join(texts(easy(hidden, emergency(hospital="Ekby sjukhus"))))


def row(**given: Any) -> AlertInformation:
    known: dict[str, Any] = {"type": AlertType.SUBSTANCE, "term": "Bensylpenicillin", "valid_from": TODAY}
    return AlertInformation(patient_id=PATIENT_ID, **(known | given))


def strip_of(*entries: Entity) -> list[tuple[str, str, str, AlertState]]:
    (found,) = (one for one in emergency_in_full(record_of(*entries), []) if isinstance(one, AlertStrip))
    return [(cell.title, cell.words, cell.note, cell.state) for cell in found.cells]


def test_the_strip_stands_first_in_easy_words() -> None:
    assert isinstance(next(iter(emergency_in_full(record_of(), []))), AlertStrip)
    danger = row(severity=Severity.LIFE_THREATENING, checked_on=TODAY, checked_by="Anna")
    paused = row(type=AlertType.TREATMENT, term="Cytostatika", ongoing=False)
    hidden = row(type=AlertType.DECISION, term="Hemligt", for_patient=False)
    history = AlertGroupAnswer(patient_id=PATIENT_ID, about=AlertGroup.HISTORIC, known=Knowledge.SOME)
    assert strip_of(danger, row(term="Kodein", checked_on=TODAY, checked_by="A"), paused, hidden, history) == [
        ("Sjukdom eller behandling", "En behandling har paus", "Fråga vården", AlertState.MISSING),
        ("Smitta", "Ingen har frågat än", "Fråga mig, familjen eller vården", AlertState.MISSING),
        ("Allergi och överkänslighet", "2 saker, minst en är farlig för livet", "Kontrollerat söndag 22 november",
         AlertState.DANGER),
        ("Vård på ett särskilt sätt", "Det står i journalen", "Fråga vården", AlertState.MISSING),
        ("Gamla uppgifter", "Det finns något", "Det är inte skrivet här än", AlertState.DANGER),
    ]  # fmt: skip
    calm = strip_of(*NOTHING_FOUND)
    assert {one[1:] for one in calm} == {("Vi vet inte om något", "Vi frågade söndag 22 november", AlertState.CALM)}
    assert strip_of(row())[2][1:3] == ("1 sak", "Allt är inte kontrollerat i journalen")
    assert strip_of(danger)[2][1] == "1 sak, farlig för livet"


def test_umi_stands_before_akutinformation_and_each_says_which_it_is() -> None:
    one = row(severity=Severity.LIFE_THREATENING, advice="Ge inte penicillin", checked_on=TODAY, checked_by="Anna")
    first, second = alert(one, emergency()).items
    assert first.lead == "Livshotande överkänslighet: Bensylpenicillin."
    assert [words(line) for line in first.lines] == ["Ge inte penicillin."]
    assert first.source == (
        "Det här är från den nationella listan (UMI). Uppgiften kommer från: Journalen. "
        "Kontrollerat söndag 22 november av Anna."
    )
    assert second.source.startswith("Det här är akutinformation (ej UMI).")
    assert alert(row()).items[0].source.endswith("Ingen har kontrollerat den i journalen.")
    assert [item.lead for item in alert(row()).items][1] == "Ingen har frågat om det finns mer."
    assert "Hemligt" not in str(alert(one, row(term="Hemligt", for_patient=False)))


def test_it_is_not_calm_before_every_group_is_asked_about() -> None:
    unaware = replace(MAJA, emergency_known=Knowledge.NONE_KNOWN)
    assert alert(unaware, *NOTHING_FOUND).state is AlertState.CALM
    box = alert(unaware, *(one for one in NOTHING_FOUND if one.about is not AlertGroup.HYPERSENSITIVITY))
    assert (box.state, box.items[0].lead) == (
        AlertState.MISSING, "Det kan finnas något viktigt. Alla frågor har inte fått svar än.",
    )  # fmt: skip


def test_a_row_that_has_run_out_is_a_gap() -> None:
    old = row(term="Kodein", advice="Ge inte kodein", valid_until=TODAY - timedelta(days=1), valid_from=None)
    gaps = [one for one in emergency_in_full(record_of(old), []) if isinstance(one, Missing)]
    assert gaps == [
        Missing(
            "Uppgiften är för gammal",
            "”Kodein” gällde till lördag 21 november. Vården behöver titta i journalen.",
        )
    ]

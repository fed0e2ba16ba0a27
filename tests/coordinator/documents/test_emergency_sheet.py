"""*Akutblad* in two languages: what must not be done first, everything with its source, and no word translated here."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from coordinator.alert import CardLanguage, EmergencyInformation
from coordinator.blocks import Alert, AlertState, AlertStrip, Facts, Missing, Note, QrCode, Table, words
from coordinator.contact import Assignment, Contact, ContactCategory, ContactRole
from coordinator.diagnosis import RareCondition
from coordinator.document import Document, texts
from coordinator.documents.emergency_sheet import (
    MOST_BYTES,
    emergency_sheet_document,
    english_emergency_sheet_document,
)
from coordinator.entity import Entity, Knowledge
from coordinator.person import ProtectedIdentity
from coordinator.relative import Relative
from coordinator.umi.card_facts import card_facts, qr_text
from coordinator.umi.kinds import AlertCertainty, AlertSource, AlertType, Reaction, Severity
from coordinator.umi.row import AlertInformation
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, record_of
from tests.coordinator.documents.test_emergency import answers, condition, row, text

FULL = text(
    do_this="Ring 112", avoid_medicines="Y", anaesthesia="S", fasting="F", infusion="I", seizures="K", breathing="A",
    communication="Lugn röst", hospital="Ekby sjukhus", document="Planen", call_daytime="Centrum 010-238 00 01",
    call_on_call="Jouren 010-238 00 02", issued_by="Dr Ek", issued_on=date(2026, 10, 1), valid_until=date(2027, 1, 5),
)  # fmt: skip


def swedish(*entries: Entity) -> Document:
    return emergency_sheet_document(record_of(*entries))


def english(*entries: Entity) -> Document:
    return english_emergency_sheet_document(record_of(*entries))


def boxes(made: Document) -> list[Alert]:
    return [block for block in made.blocks if isinstance(block, Alert)]


def said(alert: Alert) -> list[str]:
    return [" ".join([item.lead, *map(words, item.lines)]) for item in alert.items]


def notes(made: Document) -> list[str]:
    return [block.text for block in made.blocks if isinstance(block, Note)]


def calls(made: Document) -> list[tuple[str, ...]]:
    (table,) = (block for block in made.blocks if isinstance(block, Table))
    return [tuple(map(words, cells)) for cells in table.rows]


def translated(of: EmergencyInformation, **given: Any) -> EmergencyInformation:
    return EmergencyInformation(
        patient_id=PATIENT_ID, language=CardLanguage.ENGLISH, translates_id=of.id, source="The plan", checked_on=TODAY,
        **given,
    )  # fmt: skip


def test_the_sheet_begins_with_who_it_is_and_the_strip() -> None:
    made = swedish(RareCondition(patient_id=PATIENT_ID, text="Dravets syndrom"), row())
    assert (made.kind, made.title, made.language) == ("emergency_sheet", "Akutblad", "sv-SE")
    assert made.subtitle.startswith(f"{MAJA.name} · ") and made.subtitle.endswith(" · Dravets syndrom")
    assert isinstance(made.blocks[0], AlertStrip)
    umi, gap = boxes(made)
    assert umi.title == "Uppmärksamhetsinformation (UMI, nationell lista)"
    assert said(umi) == ["Livshotande överkänslighet: Bensylpenicillin. Ge inte penicillin."]
    assert (gap.title, gap.state) == ("Gör så här: akutinformation (ej UMI)", AlertState.MISSING)
    assert notes(made)[1] == "UMI (nationell lista). Källa: journalen. Kontrollerad 2026-11-22 av Anna."


def test_what_must_not_be_done_stands_first_and_whose_words_they_are_last() -> None:
    made = swedish(FULL)
    (box,) = boxes(made)
    assert said(box) == [
        "Kramper. Att inte göra: Håll inte fast.", "Läkemedel att undvika: Y.", "Gör: Ring 112.",
        "Sövning och narkos: S.", "Fasta och energi: F.", "Infusion (dropp): I.", "Kramper: K.", "Andning: A.",
    ]  # fmt: skip
    assert notes(made) == [
        "Bladet ersätter inte journalen. Gäller till 2027-01-05.",
        "Akutinformation (ej UMI). Källa: Planen, kontrollerad 2026-11-22 av Anna. Utfärdad av Dr Ek 2026-10-01, "
        "gäller till 2027-01-05.",
    ]
    facts = {fact.label: words(fact.value) for block in made.blocks if isinstance(block, Facts) for fact in block.facts}
    assert facts["Så pratar du med mig"].endswith("Lugn röst")
    assert (facts["Sjukhus som känner mig"], facts["Mer står i"]) == ("Ekby sjukhus", "Planen")


def test_several_texts_stand_one_by_one_with_their_own_sources() -> None:
    made = swedish(FULL, text("Pacemaker", do_this="Ta EKG", issued_by="Dr Ros"), text("Bara en rubrik", do_not=""))
    assert said(boxes(made)[0])[1:] == ["Pacemaker. Att inte göra: Håll inte fast. Gör: Ta EKG.", "Bara en rubrik."]
    assert said(boxes(made)[0])[0].startswith("Kramper. Att inte göra: Håll inte fast. Läkemedel att undvika: Y. Gör: ")
    assert "Pacemaker: Källa: Planen, kontrollerad 2026-11-22 av Anna. Utfärdad av Dr Ros." in notes(made)[1]


def test_whom_to_ring_is_112_first_and_a_number_stands_once() -> None:
    eva = Contact(patient_id=PATIENT_ID, name="Eva Ek", phone="010-238 00 03")
    holds = ContactRole(
        patient_id=PATIENT_ID, contact_id=eva.id, assignment=Assignment.FIXED_CARE_CONTACT, start=TODAY, main=True
    )
    doctor = Contact(patient_id=PATIENT_ID, name="Bo Ros", phone="010-2380001", important_in_emergency=True)
    mother = Relative(patient_id=PATIENT_ID, name="Lena", phone="070-238 00 04", call_first=True)
    record = (FULL, eva, holds, doctor, mother)
    found = calls(swedish(*record))
    assert found[0] == ("Fara för livet", "112")
    assert found[1][1] == "Centrum 010-238 00 01" and found[1][0].startswith("Expertteam, dagtid. ")
    assert found[1][0].endswith(": Bo Ros")
    assert found[2] == ("Expertteam, jourtid", "Jouren 010-238 00 02")
    assert found[3] == ("Fast vårdkontakt: Eva Ek", "010-238 00 03")
    assert found[4][1] == "070-238 00 04"
    assert [number for _, number in calls(english(*record))] == [number for _, number in found]
    assert calls(english(*record))[3][0] == "Care coordinator: Eva Ek"


def test_the_square_has_the_text_of_the_card_and_never_a_part_of_it() -> None:
    record = record_of(row(), FULL)
    (square,) = (block for block in emergency_sheet_document(record).blocks if isinstance(block, QrCode))
    assert square.content == qr_text(card_facts(record))
    long = row(advice="å" * MOST_BYTES)
    made = swedish(long)
    assert not any(isinstance(block, QrCode) for block in made.blocks)
    (gap,) = (block for block in made.blocks if isinstance(block, Missing))
    content = qr_text(card_facts(record_of(long)))
    over = next(n for n in range(len(content)) if len(content[: len(content) - n].encode()) <= MOST_BYTES)
    assert gap.word == "Rutan finns inte" and f"Texten är {over} tecken för lång" in gap.text


def test_it_holds_until_anything_on_it_must_be_looked_at_also_what_is_not_on_the_card() -> None:
    later = row(next_check=date(2027, 5, 1), on_card=False)
    assert notes(swedish(later, FULL))[0].endswith("Gäller till 2027-01-05.")
    assert notes(swedish(later))[0].endswith("Gäller till 2027-05-01.")


def test_what_was_never_asked_looks_like_nothing_else() -> None:
    (gap,) = boxes(swedish())
    assert (gap.state, gap.items[0].lead) == (AlertState.MISSING, "Inte efterfrågat.")
    unaware = replace(MAJA, emergency_known=Knowledge.NONE_KNOWN)
    assert boxes(swedish(unaware))[0].state is AlertState.MISSING
    assert boxes(swedish(unaware, *answers()))[0].state is AlertState.CALM
    assert [cell.words for block in english().blocks if isinstance(block, AlertStrip) for cell in block.cells] == (
        ["Not asked"] * 5
    )
    assert boxes(english())[0] == Alert(
        "Important to know in an emergency", boxes(english())[0].items, AlertState.MISSING
    )
    assert said(boxes(english(unaware))[0]) == [
        "Not all has been asked: see the fields above. Ask me, my family or my clinic."
    ]
    assert boxes(english(unaware, *answers()))[0].state is AlertState.CALM
    some = replace(MAJA, emergency_known=Knowledge.SOME)
    assert said(boxes(english(some))[0]) == ["Emergency information exists but is not written here."]
    assert boxes(english(unaware, row()))[1].state is AlertState.CALM


def test_the_english_sheet_has_english_labels_and_says_it_is_english() -> None:
    made = english(row(english="Benzylpenicillin", english_advice="No penicillin", reactions=(Reaction.ANAPHYLAXIS,)))
    assert (made.kind, made.title, made.language) == ("emergency_sheet_en", "Emergency sheet", "en")
    assert made.footer.edition == "Emergency sheet, printed 2026-11-22"
    assert said(boxes(made)[0]) == [
        "Life-threatening hypersensitivity: Benzylpenicillin. No penicillin. Reaction: anaphylaxis."
    ]
    assert notes(made) == [
        "This sheet does not replace the medical record. Valid until 2027-11-22.",
        "UMI (national list). Source: medical record. Checked 2026-11-22 by Anna.",
    ]
    nobody = replace(MAJA, identity_number=None, birth_date=None)
    assert "missing" in english(nobody).subtitle and "saknas" not in english(nobody).subtitle


def test_each_row_without_english_stands_in_swedish_and_says_so() -> None:
    half = translated(FULL, heading="Seizures", do_not="Do not hold")
    missing = "English text missing. In Swedish:"
    assert said(boxes(english(FULL, half))[0])[:3] == [
        "Seizures. What not to do: Do not hold.", f"Medicines to avoid: {missing} Y.", f"Do: {missing} Ring 112.",
    ]  # fmt: skip
    assert said(boxes(english(FULL))[0])[0] == f"{missing} Kramper. What not to do: {missing} Håll inte fast."
    swedish_row = row(type=AlertType.STATE, term="Latex", atc="", reactions=(Reaction.ITCHING,))
    assert said(boxes(english(swedish_row))[0]) == [
        f"Life-threatening hypersensitivity: Latex (English text missing). {missing} Ge inte penicillin. "
        "Reaction: itching."
    ]
    old = replace(condition(""), type=AlertType.HISTORIC, content="Varning 1998\nTål inte X")
    assert said(boxes(english(old))[0]) == [f"{missing} Äldre uppgift: Varning 1998. {missing} Tål inte X."]
    two = english(FULL, half, text("Pacemaker"))
    assert said(boxes(two)[0])[1] == f"{missing} Pacemaker. What not to do: {missing} Håll inte fast."
    assert notes(two)[1].startswith("Emergency information (not UMI). Seizures. Source: The plan, checked 2026-11-22.")


def test_the_english_strip_counts_and_says_what_is_not_known() -> None:
    mild = row(term="Kodein", severity=Severity.TROUBLESOME, checked_on=None, checked_by="", source=AlertSource.PATIENT)
    paused = replace(condition("Dialys"), type=AlertType.TREATMENT)
    hidden = replace(condition("MRSA"), type=AlertType.AGENT, for_patient=False)
    made = english(row(certainty=AlertCertainty.SUSPECTED), mild, paused, hidden, *answers(known=Knowledge.SOME)[3:4])
    (strip,) = (block for block in made.blocks if isinstance(block, AlertStrip))
    assert [(cell.title, cell.words, cell.note) for cell in strip.cells] == [
        ("Condition/treatment", "Treatment paused", "check the record"),
        ("Infection", "See the record", "not told on paper"),
        ("Hypersensitivity", "1 threatens life, of 2", "not all checked"),
        ("Special routine", "Exists, not written", "asked 2026-11-22"),
        ("Older entry", "Not asked", "read in the record"),
    ]
    assert "Not checked against the medical record: Kodein." in notes(made)[1]
    assert said(boxes(made)[0])[0].startswith(
        "Suspected: Life-threatening hypersensitivity: Bensylpenicillin (English text missing). "
    )


@pytest.mark.parametrize("kind", list(Reaction))
def test_every_reaction_has_an_english_word(kind: Reaction) -> None:
    assert said(boxes(english(row(reactions=(kind,))))[0])[0].count("Reaction: ") == 1


def test_what_has_run_out_is_named_and_not_told_in_either_language() -> None:
    old: AlertInformation = row(term="Kodein", valid_until=TODAY - timedelta(days=1), valid_from=None)
    past = text(valid_until=TODAY - timedelta(days=1))
    for made, word in ((swedish(old, past), "Har gått ut"), (english(old, past), "Out of date")):
        gaps = [block for block in made.blocks if isinstance(block, Missing)]
        assert [gap.word for gap in gaps] == [word, word]
        assert "2026-11-21" in gaps[0].text and "Kodein" in gaps[0].text and "Kramper" in gaps[1].text
        assert "Ge inte" not in " ".join(texts(made)) and "Håll inte" not in " ".join(texts(made))


def test_nothing_on_the_sheet_tells_where_a_protected_patient_is() -> None:
    hidden = replace(MAJA, protected_identity=ProtectedIdentity.REGISTRATION, address="Ekbygatan 1")
    school = Contact(
        patient_id=PATIENT_ID, name="Ekbyskolan", category=ContactCategory.SCHOOL_WORK, phone="010-238 00 07",
        important_in_emergency=True,
    )  # fmt: skip
    mother = Relative(patient_id=PATIENT_ID, name="Lena", phone="070-238 00 04", address="Ekbygatan 1")
    told = replace(FULL, do_this="Ring Ekbyskolan")
    for made in (swedish(hidden, school, mother, told), english(hidden, school, mother, told)):
        everything = " ".join(texts(made))
        assert "Ekby" not in everything and "238 00 07" not in everything and "238 00 04" not in everything
        assert not any("238 00 0" in block.content for block in made.blocks if isinstance(block, QrCode))


def test_what_the_record_has_in_swedish_alone_is_said_to_be_swedish() -> None:
    made = english(replace(MAJA, language="Svenska", interpreter="Arabiska, till pappa"))
    labels = [fact.label for block in made.blocks if isinstance(block, Facts) for fact in block.facts]
    assert labels == ["How to talk with me (in Swedish)", "Interpreter (in Swedish)"]

"""*Text för kylskåp eller dörr*: what to do and whom to ring, and nothing a visitor should not read."""

from dataclasses import replace
from typing import Any

import pytest

from coordinator.blocks import Alert, AlertState, Note, Paragraph, words
from coordinator.contact import Contact, ContactCategory
from coordinator.diagnosis import RareCondition
from coordinator.document import Document, texts
from coordinator.documents.emergency_notice import emergency_notice_document
from coordinator.entity import Entity, Knowledge
from coordinator.person import ProtectedIdentity
from coordinator.relative import Relative
from tests.coordinator.conftest import MAJA, PATIENT_ID, record_of
from tests.coordinator.documents.test_emergency import answers, condition, row, text


def notice(*entries: Entity) -> Document:
    return emergency_notice_document(record_of(*entries))


def box(made: Document) -> Alert:
    (found,) = (block for block in made.blocks if isinstance(block, Alert))
    return found


def told(made: Document) -> list[str]:
    return [" ".join([item.lead, *map(words, item.lines)]) for item in box(made).items]


def test_it_says_what_to_do_and_what_not_to_do() -> None:
    made = notice(row(), text(do_this="Ring mamma"))
    assert (made.kind, made.title, made.subtitle) == ("emergency_notice", "Om det blir akut", "Jag heter Maja")
    assert box(made).state is AlertState.DANGER
    assert told(made) == [
        "Livshotande överkänslighet: Bensylpenicillin. Ge inte penicillin",
        "Kramper. Att inte göra: Håll inte fast. Gör: Ring mamma.",
    ]


def test_a_visitor_learns_no_number_no_address_and_no_diagnosis() -> None:
    known = replace(MAJA, address="Ekbygatan 1", family_name="Lindeskog")
    named: dict[str, Any] = {"patient_id": PATIENT_ID, "text": "Dravets syndrom", "main": True}
    advised = replace(condition("Rubbningar i urinämnesomsättningen"), advice="Får inte fasta")
    made = notice(known, RareCondition(**named), advised, condition("Svårintuberad"), text())
    everything = " ".join(texts(made))
    for hidden in (known.number_as_written, "1990", "Ekby", "Lindeskog", "Dravet", "urinämnes", "Svårintuberad"):
        assert hidden not in everything, hidden
    assert told(made)[0] == "Får inte fasta."
    assert (made.footer.person, made.footer.number) == ("Maja", "")


def test_who_has_no_name_is_not_called_anything() -> None:
    made = notice(replace(MAJA, given_name="", family_name="", called=""))
    assert (made.subtitle, made.footer.person) == ("", "")


def test_112_stands_first_among_the_numbers_and_the_last_day_at_the_end() -> None:
    doctor = Contact(patient_id=PATIENT_ID, name="Bo Ros", phone="010-238 00 01", important_in_emergency=True)
    mother = Relative(patient_id=PATIENT_ID, name="Lena", phone="070-238 00 04")
    made = notice(doctor, mother)
    numbers = [words(block.text) for block in made.blocks if isinstance(block, Paragraph)]
    assert numbers[0] == "112 fara för livet"
    assert numbers[1].startswith("010-238 00 01 Bo Ros (") and numbers[2].startswith("070-238 00 04 Lena (")
    assert made.blocks[-1] == Note("Gäller till 2027-11-22.")


@pytest.mark.parametrize(
    ("entries", "state", "said"),
    [
        ([], AlertState.MISSING, "Ingen har frågat än"),
        ([replace(MAJA, emergency_known=Knowledge.NONE_KNOWN), *answers()], AlertState.CALM, "Inget känt"),
        ([replace(MAJA, emergency_known=Knowledge.NONE_KNOWN)], AlertState.MISSING, "Allt är inte efterfrågat än"),
        ([row(on_card=False)], AlertState.MISSING, "Uppgifter finns"),
        ([condition("Svårintuberad")], AlertState.MISSING, "Det finns något att veta"),
    ],
)
def test_with_nothing_to_do_it_says_why(entries: list[Entity], state: AlertState, said: str) -> None:
    made = notice(*entries)
    assert box(made).state is state
    assert told(made)[0].startswith(said)


def test_what_is_known_of_hypersensitivity_is_said_when_it_is_not_among_the_rows() -> None:
    made = notice(text())
    assert box(made).state is AlertState.DANGER
    assert told(made) == ["Kramper. Att inte göra: Håll inte fast.", "Överkänslighet: ej efterfrågat."]


def test_nothing_tells_where_a_protected_patient_is() -> None:
    hidden = replace(MAJA, protected_identity=ProtectedIdentity.REGISTRATION)
    mother = Relative(patient_id=PATIENT_ID, name="Lena", phone="070-238 00 04")
    school = Contact(patient_id=PATIENT_ID, name="Ekbyskolan", category=ContactCategory.SCHOOL_WORK)
    everything = " ".join(texts(notice(hidden, mother, school, text(do_this="Ring Ekbyskolan"))))
    assert "238 00 04" not in everything and "Ekby" not in everything and "Ring" in everything


def test_what_leads_in_a_line_stands_out_on_the_door() -> None:
    (item,) = (one for one in box(notice(text(do_this="Ring mamma"))).items if one.lines)
    assert [span.text for line in item.lines for span in line if span.bold] == ["Att inte göra: ", "Gör: "]

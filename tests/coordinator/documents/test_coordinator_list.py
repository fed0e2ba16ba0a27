"""The list for the one who takes over: everybody by name, what is open in numbers, protected people by initials."""

from dataclasses import replace
from datetime import date

from coordinator.desk import PatientRow
from coordinator.document import Document, texts
from coordinator.documents.coordinator_list import coordinator_list_document
from coordinator.entity import new_id
from coordinator.hand_over_row import HandOverRow
from coordinator.person import PatientStatus
from coordinator.today.matter import MatterKind
from tests.conftest import NOW
from tests.coordinator.conftest import MAJA, record_of, row_of


def patient(given: str, family: str, number: str, *, protected: bool = False) -> PatientRow:
    return replace(
        row_of(record_of(MAJA)), id=new_id(), name=f"{given} {family}", sorted_name=f"{family}, {given}",
        number=number, birth_date=date(1990, 7, 28), protected=protected,
    )  # fmt: skip


def made(*rows: HandOverRow) -> Document:
    return coordinator_list_document(rows, NOW, former="Anna Lind", to="Bo Ek, sjuksköterska", on=date(2026, 12, 1))


def said(*rows: HandOverRow) -> str:
    return "\n".join(texts(made(*rows)))


OPEN = {MatterKind.REMINDER: 2, MatterKind.SIP: 1}
OSA = HandOverRow(patient("Åsa", "Öst", "19900728-2388"), OPEN, 1, date(2026, 12, 3))
ELIN = HandOverRow(patient("Elin", "Ek", "20000101-2384"), {})
HIDDEN = HandOverRow(patient("Liv", "Gömd", "19850312-2387", protected=True), {MatterKind.GAP: 1})


def test_everybody_stands_there_by_family_name_with_what_is_open() -> None:
    text = said(OSA, ELIN)
    assert text.index("Ek, Elin") < text.index("Öst, Åsa")
    for words in ("19900728-2388", "Bevakningar 2, SIP 1", "2026-12-03", "Från 2026-12-01", "Anna Lind", "Bo Ek"):
        assert words in text, words
    assert "3, varav 1 försenat" in text and "2 patienter" in text and "Inget" in text


def test_of_whom_is_protected_neither_name_nor_number_stands_there() -> None:
    text = said(HIDDEN)
    assert "L.G. 1990" in text and "Skyddade personuppgifter" in text
    for secret in ("Liv", "Gömd", "2387"):
        assert secret not in text


def test_another_status_than_active_is_said() -> None:
    resting = replace(ELIN, patient=replace(ELIN.patient, status=PatientStatus.RESTING))
    assert "Vilande" in said(resting) and "Aktiv" not in said(ELIN)


def test_it_lies_down_and_is_made_of_nobody_too() -> None:
    assert made().landscape and "Inga patienter." in said() and "0 patienter" in said()

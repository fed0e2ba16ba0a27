"""A row and an answer in sentences: what is unsure is not told, and no silence is taken for an answer."""

from datetime import date
from typing import Any

import pytest

from coordinator.entity import Knowledge
from coordinator.umi.answer import AlertGroupAnswer
from coordinator.umi.in_words import answer_in_words, groups_in_words, row_in_words
from coordinator.umi.kinds import AlertGroup, AlertType, Severity
from coordinator.umi.row import AlertInformation
from tests.coordinator.conftest import PATIENT_ID, TODAY, record_of
from tests.coordinator.umi.conftest import allergy, answer, day


def row(type: AlertType, term: str = "", **fields: Any) -> AlertInformation:
    known: dict[str, Any] = {"checked_on": TODAY, "checked_by": "Anna"}
    return AlertInformation(patient_id=PATIENT_ID, type=type, term=term, **(known | fields))


CHECKED = f"Källa: journalen, kontrollerad {TODAY.isoformat()} av Anna."


@pytest.mark.parametrize(
    ("one", "says"),
    [
        (row(AlertType.CONDITION, "Aspleni", icd10="D73.0"), "Aspleni (A1 Annat medicinskt tillstånd)."),
        (
            row(AlertType.TREATMENT, "Dialysbehandling", ongoing=False, atc="B01?"),
            "Dialysbehandling (A2 Behandling). Behandlingen pågår inte.",
        ),
        (
            row(AlertType.PRODUCT, "Salvan", substance="Perubalsam", no_atc_reason="Naturmedel",
                severity=Severity.HARMFUL),
            "Salvan, Perubalsam (C4 Läkemedelsprodukt). Skadlig. ATC-kod saknas: Naturmedel.",
        ),
        (
            row(AlertType.SUBSTANCE, "Kodein", substance="Kodein", atc="R05DA04"),
            "Kodein (C2 Aktiv substans, ATC R05DA04).",
        ),
        (
            row(AlertType.HISTORIC, "Varning", content="Ordagrant."),
            "Varning: Ordagrant (E1 Ej strukturanpassad, historisk).",
        ),
        (row(AlertType.HISTORIC), "Ej strukturanpassad, historisk (E1 Ej strukturanpassad, historisk)."),
    ],
)  # fmt: skip
def test_a_row_says_what_it_is_and_where_it_was_read(one: AlertInformation, says: str) -> None:
    assert row_in_words(one) == f"{says} {CHECKED}"


def test_a_row_that_nobody_has_checked_says_so() -> None:
    said = row_in_words(row(AlertType.STATE, "Latex", checked_on=None, valid_until=date(2027, 1, 1)))
    assert said.endswith("Gäller till och med 2027-01-01. Källa: journalen. Inte kontrollerad mot journalen.")


def test_each_answer_has_words_of_its_own() -> None:
    def said(known: Knowledge, **fields: Any) -> str:
        one = AlertGroupAnswer(patient_id=PATIENT_ID, about=AlertGroup.INFECTION, known=known, **fields)
        return answer_in_words(record_of(one), AlertGroup.INFECTION)

    asked: dict[str, Any] = {"checked_on": date(2026, 11, 1), "checked_by": "Anna", "source": "Journalen"}
    assert said(Knowledge.NONE_KNOWN, **asked) == "Inga kända, frågat 2026-11-01 av Anna. Svar från: Journalen."
    assert said(Knowledge.SOME) == "Finns."
    assert said(Knowledge.NOT_ASKED, **asked) == "Ej efterfrågat."
    assert answer_in_words(record_of(), AlertGroup.INFECTION) == "Ej efterfrågat."


@pytest.mark.parametrize("for_patient", [True, False])
def test_none_known_is_not_told_of_what_has_run_out_since(for_patient: bool) -> None:
    ran_out = allergy(valid_until=day(-1), for_patient=for_patient)
    record = record_of(ran_out, answer(AlertGroup.HYPERSENSITIVITY, checked_on=day(-9)))
    assert "UMI, överkänslighet: Har gått ut, kontrollera mot journalen." in list(groups_in_words(record))
    assert answer_in_words(
        record_of(allergy(), answer(AlertGroup.HYPERSENSITIVITY)), AlertGroup.HYPERSENSITIVITY
    ).startswith("1 livshotande, ")
    assert "Inga kända, frågat" in answer_in_words(
        record_of(ran_out, answer(AlertGroup.HYPERSENSITIVITY, checked_on=TODAY)), AlertGroup.HYPERSENSITIVITY
    )

"""Each row has the one body of its type, its codes as they are, and what cannot be said is told in words."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from coordinator.exchange.rivta.alerts import BODIES, NO_ATC
from coordinator.exchange.rivta.contracts import ALERTS
from coordinator.exchange.rivta.shapes import ALERT_BODIES
from coordinator.umi.kinds import AlertEnd, AlertType, Reaction, Severity
from coordinator.umi.row import AlertInformation
from tests.coordinator.exchange.fhir.reading import ME
from tests.coordinator.exchange.rivta.answers import answer, has, listed, text
from tests.coordinator.exchange.rivta.test_rules import alert

BODY = "alertInformationBody"


def said(path: str, row: AlertInformation) -> str:
    (one,) = listed(ALERTS, answer(ALERTS, row))
    return text(ALERTS, one, f"{BODY}/{path}")


def test_every_type_has_exactly_one_body() -> None:
    assert BODIES.keys() == set(AlertType)
    for kind, (name, _) in BODIES.items():
        row = AlertInformation(patient_id=ME, type=kind, term="Något", valid_from=date(2020, 1, 1), ongoing=True)
        (one,) = listed(ALERTS, answer(ALERTS, row))
        assert [body for body in ALERT_BODIES if has(ALERTS, one, body)] == [name]
        assert said("typeOfAlertInformation/originalText", row) == f"{kind.stored} {kind.label}"


def test_the_header_says_whose_it_is_and_whether_she_may_see_it() -> None:
    row = alert(for_patient=False, checked_on=date(2026, 3, 1), checked_by="Bo Ek")
    (one,) = listed(ALERTS, answer(ALERTS, row))
    for path, expected in {
        "documentId": str(row.id),
        "approvedForPatient": "false",
        "documentTitle": "",
        "accountableHealthcareProfessional/authorTime": "20260301000000",
        "accountableHealthcareProfessional/healthcareProfessionalName": "Bo Ek",
        "accountableHealthcareProfessional/healthcareProfessionalHSAId": "",
    }.items():
        assert text(ALERTS, one, f"alertInformationHeader/{path}") == expected, path
    assert said("verifiedTime", row) == "20260301000000"


def test_days_are_whole_days() -> None:
    row = alert(
        ascertained_on=date(2015, 5, 5), valid_from=date(2015, 5, 6), valid_until=date(2026, 12, 31),
        ended_on=date(2026, 11, 1), end_reason=AlertEnd.OTHER, end_note="Utredd",
    )  # fmt: skip
    for path, expected in {
        "ascertainedDate": "20150505",
        "validityTimePeriod/start": "20150506000000",
        "validityTimePeriod/end": "20261231235959",
        "obsoleteTime": "20261101000000",
        "obsoleteComment": "Annat. Utredd",
    }.items():
        assert said(path, row) == expected, path


@pytest.mark.parametrize(
    ("kind", "codes", "expected"),
    [
        (AlertType.CONDITION, {"icd10": "E71.1A", "snomed": "49999999102"},
         {"seriousDisease/disease/code": "E71.1A", "seriousDisease/disease/codeSystem": "1.2.752.116.1.1.1",
          "seriousDisease/disease/displayName": "Något", "alertInformationComment": "SNOMED CT: 49999999102"}),
        (AlertType.CONDITION, {"snomed": "49999999102"},
         {"seriousDisease/disease/code": "49999999102", "seriousDisease/disease/codeSystem": "1.2.752.116.2.1.1"}),
        (AlertType.CONDITION, {"icd10": "E71.1A?"}, {"seriousDisease/disease/originalText": "Något",
                                                     "alertInformationComment": ""}),
        (AlertType.CONDITION, {"icd10": "D66|D67"}, {"seriousDisease/disease/originalText": "Något",
                                                     "alertInformationComment": "ICD-10-SE: D66|D67"}),
        (AlertType.TREATMENT, {"atc": "B01AA03", "ongoing": True},
         {"treatment/treatmentDescription": "Något", "treatment/pharmaceuticalTreatment/code": "B01AA03",
          "treatment/pharmaceuticalTreatment/codeSystem": "1.2.752.129.2.2.3.1.1"}),
        (AlertType.AGENT, {"icd10": "Z22.3"}, {"communicableDisease/communicableDiseaseCode/code": "Z22.3"}),
        (AlertType.DISEASE, {}, {"communicableDisease/communicableDiseaseCode/originalText": "Något"}),
        (AlertType.STATE, {"severity": Severity.LIFE_THREATENING},
         {"hypersensitivity/degreeOfSeverity/originalText": "Livshotande",
          "hypersensitivity/otherHypersensitivity/hypersensitivityAgent": "Något"}),
        (AlertType.SUBSTANCE, {"atc": "J01CE02", "substance": "Penicillin V"},
         {"hypersensitivity/pharmaceuticalHypersensitivity/atcSubstance/code": "J01CE02",
          "hypersensitivity/pharmaceuticalHypersensitivity/atcSubstance/displayName": "Penicillin V",
          "hypersensitivity/pharmaceuticalHypersensitivity/atcSubstance/codeSystemName": "",
          "hypersensitivity/pharmaceuticalHypersensitivity/nonATCSubstance": ""}),
        (AlertType.SUBSTANCE, {"substance": "Latex", "no_atc_reason": "Inget läkemedel"},
         {"hypersensitivity/pharmaceuticalHypersensitivity/nonATCSubstance": "Latex",
          "hypersensitivity/pharmaceuticalHypersensitivity/nonATCSubstanceComment": "Inget läkemedel"}),
        (AlertType.SUBSTANCE, {"atc": "J"},
         {"hypersensitivity/pharmaceuticalHypersensitivity/nonATCSubstance": "Något",
          "hypersensitivity/pharmaceuticalHypersensitivity/nonATCSubstanceComment": NO_ATC,
          "alertInformationComment": "ATC-kod: J"}),
        (AlertType.PRODUCT, {"npl": "20010101000000"},
         {"hypersensitivity/pharmaceuticalHypersensitivity/pharmaceuticalProductId/codeSystem": "1.2.752.129.2.1.5.1"}),
        (AlertType.DECISION, {"snomed": "49999999102"}, {"restrictionOfCare/restrictionOfCareComment": "Något",
                                                         "alertInformationComment": "SNOMED CT: 49999999102"}),
        (AlertType.IMPLANT, {},
         {"unstructuredAlertInformation/unstructuredAlertInformationHeading": "Något",
          "unstructuredAlertInformation/unstructuredAlertInformationContent": "Förekomst av implantat: Något"}),
        (AlertType.HISTORIC, {"content": "Svårintuberad\n2009"},
         {"unstructuredAlertInformation/unstructuredAlertInformationContent": "Svårintuberad\n2009"}),
    ],
)  # fmt: skip
def test_the_body_holds_the_codes_that_are_sure(
    kind: AlertType, codes: dict[str, Any], expected: dict[str, str]
) -> None:
    row = AlertInformation(patient_id=ME, type=kind, term="Något", valid_from=date(2020, 1, 1), **codes)
    for path, what in expected.items():
        found = said(path, row)
        if path == "alertInformationComment":
            found = "\n".join(line for line in found.splitlines() if not line.startswith("Källa"))
        assert found == what, path


def test_what_has_no_place_is_told_in_lines() -> None:
    row = alert(reactions=(Reaction.ANAPHYLAXIS, Reaction.ITCHING), advice="Ge inte penicillin", comment="Sågs 2015")
    assert said("alertInformationComment", row).splitlines() == [
        "Reaktioner: Anafylaktisk reaktion, Klåda", "Att göra eller undvika: Ge inte penicillin",
        "Kommentar: Sågs 2015", "Källa: Journalen",
    ]  # fmt: skip


def test_what_was_never_true_and_what_is_over_without_a_day_stay_here() -> None:
    mistake = alert(ended_on=date(2026, 1, 1), end_reason=AlertEnd.MISTAKE)
    over = alert(type=AlertType.TREATMENT, severity=None)
    made = answer(ALERTS, mistake, over)
    assert made.count == 0
    assert made.notes[0] == "En felregistrerad rad är inte med." and "slutdagen saknas" in made.notes[1]
    ended = replace(over, valid_from=date(2026, 1, 1), valid_until=date(2026, 2, 1))
    assert said("validityTimePeriod/end", ended) == "20260201235959"


def test_an_old_row_without_a_first_day_says_so() -> None:
    made = answer(ALERTS, AlertInformation(patient_id=ME, type=AlertType.HISTORIC, content="Gammalt"))
    assert made.count == 1 and "saknar dag" in made.notes[0]

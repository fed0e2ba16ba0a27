"""The rules on what nobody has asked of the patient."""

from dataclasses import replace
from typing import Any

import pytest

from coordinator.alert import EmergencyInformation
from coordinator.entity import Knowledge
from coordinator.page import Page
from coordinator.person import DiagnosisState, ProtectedIdentity
from tests.coordinator.conftest import PATIENT_ID
from tests.coordinator.gap_rules.cases import ASKED, Case, day, fires, silent, the_gap

SOME = replace(ASKED, emergency_known=Knowledge.SOME)
TEXT = EmergencyInformation(
    patient_id=PATIENT_ID, heading="Risk vid sövning ", source="Neurologen", checked_on=day(-1), issued_by="Amina"
)  # fmt: skip
OLD = replace(TEXT, checked_on=day(-366))

CASES = (
    fires(
        "emergency_not_asked", "nobody asked", replace(ASKED, emergency_known=Knowledge.NOT_ASKED),
        says=("Viktigt i akuta lägen är inte efterfrågat", "Den som möter patienten akut vet inte vad som gäller"),
    ),
    silent("emergency_not_asked", "nothing known is an answer"),
    fires(
        "emergency_not_written", "there is something, and no text", SOME,
        says=("Akutinformationen är inte inskriven", "Den finns, men ingen gällande text står här"),
    ),
    fires(
        "emergency_not_written", "the text has ended", SOME, replace(TEXT, valid_until=day(-1)),
        says=("Akutinformationen är inte inskriven", "Den finns, men ingen gällande text står här"),
    ),
    silent("emergency_not_written", "a text holds", SOME, TEXT),
    silent("emergency_not_written", "nothing is known"),
    fires(
        "emergency_old", "checked more than a year ago", SOME, OLD, due=day(-1),
        says=("Akutinformationen Risk vid sövning är äldre än ett år", "Kontrollerad 21 nov 2025"),
    ),
    silent("emergency_old", "checked a year ago today", SOME, replace(TEXT, checked_on=day(-365))),
    silent("emergency_old", "the old text has ended", SOME, replace(OLD, ended_on=day(-1), end_reason="Ny"), TEXT),
    fires(
        "protection_not_asked", "nobody looked", replace(ASKED, protected_identity=ProtectedIdentity.NOT_ASKED),
        says=("Skyddade personuppgifter är inte kontrollerat", "Behöver svar innan papper lämnas ut"),
    ),
    silent("protection_not_asked", "protected", replace(ASKED, protected_identity=ProtectedIdentity.MARKED)),
    fires(
        "interpreter_not_asked", "nobody asked", replace(ASKED, interpreter_need=Knowledge.NOT_ASKED),
        says=("Tolkbehov är inte efterfrågat", "Behöver svar innan nästa besök bokas"),
    ),
    silent("interpreter_not_asked", "there is a need", replace(ASKED, interpreter_need=Knowledge.SOME)),
    fires(
        "adaptation_not_asked", "nobody asked", replace(ASKED, adaptation_need=Knowledge.NOT_ASKED),
        says=("Behov av anpassning är inte efterfrågat", "Behöver svar innan nästa besök bokas"),
    ),
    silent("adaptation_not_asked", "there is a need", replace(ASKED, adaptation_need=Knowledge.SOME)),
    fires(
        "representative_not_asked", "nobody asked", replace(ASKED, representative_known=Knowledge.NOT_ASKED),
        says=("God man eller annan företrädare är inte efterfrågad", "Visar vem som ska vara med och få veta"),
    ),
    silent("representative_not_asked", "there is one", replace(ASKED, representative_known=Knowledge.SOME)),
    fires(
        "diagnosis_not_asked", "nobody asked", replace(ASKED, diagnosis_state=DiagnosisState.NOT_ASKED),
        says=("Diagnosläget är inte efterfrågat", "Att utredning pågår är också ett svar"),
    ),
    silent("diagnosis_not_asked", "undiagnosed", replace(ASKED, diagnosis_state=DiagnosisState.UNDIAGNOSED)),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_rule(case: Case) -> None:
    case.check()


@pytest.mark.parametrize(
    ("field", "value", "page"),
    [
        ("emergency_known", Knowledge.NOT_ASKED, Page.UMI),
        ("emergency_known", Knowledge.SOME, Page.UMI),
        ("protected_identity", ProtectedIdentity.NOT_ASKED, Page.PERSON),
        ("interpreter_need", Knowledge.NOT_ASKED, Page.PERSON),
        ("adaptation_need", Knowledge.NOT_ASKED, Page.PERSON),
        ("representative_known", Knowledge.NOT_ASKED, Page.RELATIVES),
        ("diagnosis_state", DiagnosisState.NOT_ASKED, Page.DIAGNOSES),
    ],
)
def test_what_nobody_has_asked_is_mended_on_the_page_that_asks_it(field: str, value: Any, page: Page) -> None:

    gap = the_gap(replace(ASKED, **{field: value}))
    assert (gap.page, gap.field, gap.entry_id) == (page, field, PATIENT_ID)


def test_old_emergency_information_is_mended_where_it_stands() -> None:
    gap = the_gap(SOME, OLD)
    assert (gap.page, gap.field, gap.entry_id) == (Page.UMI, "", OLD.id)

"""Uppmärksamhetsinformation as Flag and AllergyIntolerance: said as it is, no code by guess, never "no allergies"."""

from datetime import date
from typing import Any

import pytest

from coordinator.alert import CardLanguage, EmergencyInformation
from coordinator.entity import Entity, Knowledge
from coordinator.exchange.fhir.bundle import document_bundle
from coordinator.person import ProtectedIdentity
from coordinator.sections import Section
from coordinator.umi.answer import AlertGroupAnswer
from coordinator.umi.kinds import (
    AlertCertainty,
    AlertEnd,
    AlertGroup,
    AlertSource,
    AlertType,
    InJournal,
    Reaction,
    Severity,
)
from coordinator.umi.row import AlertInformation
from tests.coordinator.exchange.fhir.reading import HERE, ME, at, bundle, maja, only, record, resources, sections, texts
from tests.coordinator.exchange.fhir.test_bundle import faults

UMI, ALLERGY = "Uppmärksamhetsinformation (UMI)", "Överkänslighet"
MADE_UP_SCTID = "49999999102"
"""Item 4 of the namespace 9999999, which nobody has: no id of SNOMED CT is in this repository."""


def row(type: AlertType = AlertType.CONDITION, term: str = "Addisons sjukdom", **fields: Any) -> AlertInformation:
    known: dict[str, Any] = {"valid_from": date(2020, 2, 3), "checked_on": date(2026, 10, 1), "checked_by": "Anna"}
    return AlertInformation(patient_id=ME, type=type, term=term, **(known | fields))


def penicillin(**fields: Any) -> AlertInformation:
    known: dict[str, Any] = {
        "atc": "J01CE", "severity": Severity.LIFE_THREATENING, "certainty": AlertCertainty.CONFIRMED,
        "reactions": (Reaction.ANAPHYLAXIS, Reaction.SEVERE_URTICARIA), "ascertained_on": date(2019, 5, 6),
        "advice": "Ge inte penicillin", "english": "Penicillin V",
    }  # fmt: skip
    return row(AlertType.SUBSTANCE, "Penicillin V", **(known | fields))


def answer(group: AlertGroup, known: Knowledge) -> AlertGroupAnswer:
    return AlertGroupAnswer(
        patient_id=ME, about=group, known=known, checked_on=date(2026, 11, 1), checked_by="Anna", source="Mamma"
    )


def whole(*entries: Entity) -> dict[str, Any]:
    """The bundle of these, after every check."""
    found = bundle(*entries)
    assert faults(found) == []
    return found


def codes(resource: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one["system"], one["code"]) for one in resource["code"].get("coding", [])]


def test_a_row_is_a_flag_with_group_type_term_codes_and_days() -> None:
    found = whole(row(icd10="E27.1", snomed=MADE_UP_SCTID, valid_until=date(2027, 1, 1), english="Addison's disease"))
    flag = only(found, "Flag")
    assert (flag["status"], flag["period"]) == ("active", {"start": "2020-02-03", "end": "2027-01-01"})
    assert flag["category"] == [{"text": "Tillstånd/behandling"}, {"text": "A1 Annat medicinskt tillstånd"}]
    assert flag["code"]["text"] == "Addisons sjukdom"
    assert codes(flag) == [("https://www.icd10.se/", "E27.1"), ("http://snomed.info/sct", MADE_UP_SCTID)]
    (english,) = flag["code"]["_text"]["extension"]
    assert english["url"] == "http://hl7.org/fhir/StructureDefinition/translation"
    assert english["extension"] == [
        {"url": "lang", "valueCode": "en"}, {"url": "content", "valueString": "Addison's disease"},
    ]  # fmt: skip
    assert at(found, flag["subject"])["resourceType"] == "Patient"
    assert resources(found, "AllergyIntolerance") == [] and "extension" not in flag
    assert "http://hl7.se" not in str(flag["category"]), "the draft names no code system that we know"


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, "active"),
        ({"valid_until": date(2026, 11, 22)}, "active"),
        ({"valid_until": date(2026, 11, 21)}, "inactive"),
        ({"ended_on": date(2026, 11, 22), "end_reason": AlertEnd.NOT_RELEVANT}, "inactive"),
        ({"ended_on": date(2026, 11, 22), "end_reason": AlertEnd.MISTAKE}, "entered-in-error"),
    ],
)
def test_what_no_longer_holds_and_what_never_was_true_say_so(fields: dict[str, Any], status: str) -> None:
    found = whole(penicillin(**fields))
    assert only(found, "Flag")["status"] == status
    allergy = only(found, "AllergyIntolerance")
    clinical = allergy.get("clinicalStatus", {}).get("coding", [{}])[0].get("code")
    assert clinical == {"active": "active", "inactive": "inactive", "entered-in-error": None}[status]
    verification = allergy["verificationStatus"]["coding"][0]["code"]
    assert verification == ("entered-in-error" if status == "entered-in-error" else "confirmed")
    told = sections(found)[ALLERGY]["text"]["div"]
    assert ("Gäller inte längre" in told, "Felregistrerad" in told) == (
        status == "inactive", status == "entered-in-error"
    )  # fmt: skip


def test_a_treatment_that_does_not_go_on_is_not_active() -> None:
    going, over = (row(AlertType.TREATMENT, "Dialysbehandling", ongoing=ongoing) for ongoing in (True, False))
    assert [one["status"] for one in resources(whole(over, going), "Flag")] == ["active", "inactive"]


@pytest.mark.parametrize("code", ["E71.1C?", "Z22.3C+B95.6+U82.1", "vet inte", "e27.1"])
def test_a_code_by_guess_or_put_together_is_no_coding(code: str) -> None:
    found = whole(row(icd10=code, snomed="49999999103"))  # the check digit is wrong
    assert codes(only(found, "Flag")) == []
    assert ("?" in " ".join(texts(found))) is False
    assert (code in str(only(found, "Flag")["text"])) is not code.endswith("?")


def test_hypersensitivity_is_an_allergy_too_and_its_flag_leads_there() -> None:
    found = whole(penicillin())
    flag, allergy = only(found, "Flag"), only(found, "AllergyIntolerance")
    (more,) = flag["extension"]
    assert more["url"] == "http://hl7.org/fhir/StructureDefinition/flag-detail"
    assert at(found, more["valueReference"])["id"] == allergy["id"] != flag["id"]
    assert (allergy["criticality"], allergy["category"]) == ("high", ["medication"])
    assert "type" not in allergy and "onsetDateTime" not in allergy, "the row tells neither"
    assert codes(allergy) == codes(flag) == [("http://www.whocc.no/atc", "J01CE")]
    assert allergy["extension"][0]["valueDateTime"] == "2019-05-06"
    (reaction,) = allergy["reaction"]
    assert [one["text"] for one in reaction["manifestation"]] == ["Anafylaktisk reaktion", "Svår urtikaria"]
    assert allergy["note"] == [{"text": "Att göra eller undvika: Ge inte penicillin"}]
    listed = {entry["reference"] for entry in sections(found)[ALLERGY]["entry"]}
    assert listed == {f"urn:uuid:{allergy['id']}"}


@pytest.mark.parametrize(
    ("severity", "critical"),
    [(Severity.LIFE_THREATENING, "high"), (Severity.HARMFUL, "low"), (Severity.TROUBLESOME, "low"), (None, None)],
)
def test_only_what_threatens_life_is_of_high_criticality(severity: Severity | None, critical: str | None) -> None:
    assert only(whole(penicillin(severity=severity)), "AllergyIntolerance").get("criticality") == critical


@pytest.mark.parametrize(
    ("certainty", "said"),
    [(AlertCertainty.SUSPECTED, "unconfirmed"), (AlertCertainty.CONFIRMED, "confirmed"), (None, None)],
)
def test_a_suspicion_is_unconfirmed(certainty: AlertCertainty | None, said: str | None) -> None:
    allergy = only(whole(penicillin(certainty=certainty)), "AllergyIntolerance")
    assert allergy.get("verificationStatus", {}).get("coding", [{}])[0].get("code") == said


def test_latex_is_no_medicine_and_what_has_no_code_says_why() -> None:
    latex = row(AlertType.STATE, "Latex", severity=Severity.HARMFUL)
    unknown = penicillin(atc="", substance="Naturmedel", no_atc_reason="Finns inte i registret")
    by_name = {one["code"]["text"]: one for one in resources(whole(latex, unknown), "AllergyIntolerance")}
    assert "category" not in by_name["Latex"] and "reaction" not in by_name["Latex"]
    notes = [one["text"] for one in by_name["Penicillin V"]["note"]]
    assert notes[:2] == ["Ämne: Naturmedel", "Varför ATC-kod saknas: Finns inte i registret"]


def test_what_is_historic_is_a_flag_alone_as_it_was_written() -> None:
    old = row(
        AlertType.HISTORIC, "Varning", content="Reagerade 1998\npå <kontrast>", source=AlertSource.FILE, checked_on=None
    )
    found = whole(old)
    flag = only(found, "Flag")
    assert flag["code"] == {"text": "Varning\nReagerade 1998\npå <kontrast>"}
    assert flag["category"][1] == {"text": "E1 Ej strukturanpassad, historisk"}
    assert resources(found, "AllergyIntolerance") == []
    assert "&lt;kontrast&gt;" in flag["text"]["div"] and "Inte kontrollerad" in sections(found)[UMI]["text"]["div"]


def test_none_known_of_every_group_is_not_the_same_as_not_asked() -> None:
    groups = [group for group in AlertGroup if group is not AlertGroup.HISTORIC]
    none = sections(whole(*(answer(group, Knowledge.NONE_KNOWN) for group in groups)))
    unasked, some = sections(whole()), sections(whole(answer(AlertGroup.CONDITION, Knowledge.NONE_KNOWN)))
    assert [one[UMI]["emptyReason"].get("coding", [{}])[0].get("code") for one in (none, unasked, some)] == [
        "nilknown", "notasked", None,
    ]  # fmt: skip
    assert [one[ALLERGY]["emptyReason"]["coding"][0]["code"] for one in (none, unasked, some)] == [
        "nilknown", "notasked", "notasked",
    ]  # fmt: skip
    assert "Inga kända, frågat 2026-11-01 av Anna. Svar från: Mamma." in none[ALLERGY]["text"]["div"]
    assert some[UMI]["text"]["div"].count("Ej efterfrågat") == 3
    there = sections(whole(answer(AlertGroup.HYPERSENSITIVITY, Knowledge.SOME)))
    assert "coding" not in there[ALLERGY]["emptyReason"] and "Finns, frågat" in there[ALLERGY]["text"]["div"]


def test_an_allergy_that_is_over_does_not_hide_that_nobody_has_asked() -> None:
    over = penicillin(ended_on=date(2026, 11, 2), end_reason=AlertEnd.NOT_RELEVANT)
    said = sections(whole(over))[ALLERGY]["text"]["div"]
    assert "Gäller inte längre." in said and "Ej efterfrågat." in said
    assert (
        "Inga kända, frågat"
        in sections(whole(over, answer(AlertGroup.HYPERSENSITIVITY, Knowledge.NONE_KNOWN)))[ALLERGY]["text"]["div"]
    )
    assert "frågat" not in sections(whole(penicillin()))[ALLERGY]["text"]["div"].lower()


def test_no_allergy_is_never_a_resource() -> None:
    found = whole(*(answer(group, Knowledge.NONE_KNOWN) for group in AlertGroup))
    assert resources(found, "AllergyIntolerance") == resources(found, "Flag") == []


def test_what_the_patient_may_not_see_is_marked_on_row_and_document() -> None:
    def marked(one: dict[str, Any]) -> bool:
        return any(label["code"] == "NOPATIENT" for label in one.get("meta", {}).get("security", []))

    hidden, shown = penicillin(for_patient=False), row()
    found = whole(hidden, shown)
    assert {one["code"]["text"] for one in resources(found, "Flag") if marked(one)} == {"Penicillin V"}
    assert all(marked(one) for one in (found, only(found, "Composition"), only(found, "AllergyIntolerance")))
    assert not marked(only(found, "Patient"))
    open_to_her = whole(shown)
    assert not marked(open_to_her) and not marked(only(open_to_her, "Composition"))
    without = document_bundle(record(hidden), HERE, left_out=frozenset({Section.EMERGENCY}))
    assert not marked(without) and "Penicillin" not in str(without)
    assert {sections(without)[title]["emptyReason"]["coding"][0]["code"] for title in (UMI, ALLERGY)} == {"withheld"}


def test_our_own_work_is_told_nobody() -> None:
    said = " ".join(texts(whole(row(in_journal=InJournal.REPORTED, reported_on=date(2026, 9, 9), on_card=False))))
    assert "rapporterad" not in said.casefold() and "akutkort" not in said.casefold()
    assert "kontrollerad 2026-10-01 av Anna" in said


def test_a_protected_identity_is_protected_here_too() -> None:
    hidden = maja(protected_identity=ProtectedIdentity.MARKED, address="Gömgatan 3")
    found = whole(
        hidden, penicillin(comment="Maja Test bor på Gömgatan 3"), answer(AlertGroup.INFECTION, Knowledge.SOME)
    )
    said = str(found)
    assert "Gömgatan" not in said and "Maja Test" not in said
    labels = only(found, "AllergyIntolerance")["meta"]["security"]
    assert [one["code"] for one in labels] == ["sekretessmarkering"]


def test_the_same_row_has_the_same_ids_in_every_export() -> None:
    one = penicillin()
    first, second = bundle(one), bundle(row(), one, answer(AlertGroup.ROUTINE, Knowledge.NONE_KNOWN))
    for type_, text in (("Flag", "Penicillin V"), ("AllergyIntolerance", "Penicillin V")):
        ids = [
            [found["id"] for found in resources(whole_, type_) if found["code"]["text"] == text]
            for whole_ in (first, second)
        ]
        assert ids[0] == ids[1] and len(ids[0]) == 1


def test_akutinformation_in_two_languages_is_two_flags_and_the_swedish_says_the_english_name() -> None:
    known: dict[str, Any] = {"patient_id": ME, "source": "Kardiologen", "checked_on": date(2026, 1, 1)}
    swedish = EmergencyInformation(heading="Risk vid sövning", do_this="Ring", **known)
    english = EmergencyInformation(
        heading="Risk in anaesthesia", language=CardLanguage.ENGLISH, translates_id=swedish.id, **known
    )
    first, second = resources(whole(swedish, english), "Flag")
    assert (first["language"], second["language"]) == ("sv", "en")
    (told,) = first["code"]["_text"]["extension"]
    assert told["extension"][1]["valueString"] == "Risk in anaesthesia"
    assert second["code"] == {"text": "Risk in anaesthesia"}
    assert {one["category"][0]["text"] for one in (first, second)} == {"Akutinformation (ej UMI)"}

"""Scenarios 6 and 7 of the domain: a metabolic disease that is in the national list, and Dravet that is not."""

from datetime import date

from coordinator.diagnosis import RareCondition
from coordinator.entity import Knowledge
from coordinator.umi.card_facts import card_facts, qr_excess, qr_text
from coordinator.umi.kinds import AlertGroup, AlertType, Severity
from coordinator.umi.registering import add_alert
from coordinator.umi.row import AlertInformation, fields_of
from coordinator.umi.strip import strip
from coordinator.umi.term_search import BLOOD_BORNE, NOT_IN_LIST, search_terms
from coordinator.umi.texts import missing_english, pairs, text_of_condition
from coordinator.umi.writing_texts import write_text, write_translation
from tests.coordinator.conftest import PATIENT_ID, TODAY, done, record_of
from tests.coordinator.umi.conftest import day, refused


def test_a_metabolic_disease_lights_its_group_with_one_and_is_to_be_checked_in_a_year() -> None:
    record = record_of()
    (hit,) = (one for one in search_terms("fettsyraomsättningen").hits if one.icd10 == ("E71.3",))
    record = done(record, add_alert(record, type=hit.type, term=hit.term, valid_from=TODAY, checked=True))
    (row,) = record.all(AlertInformation)
    assert (row.heading, row.icd10, row.next_check) == (
        "Rubbningar i fettsyraomsättningen",
        "E71.3",
        date(2027, 11, 22),
    )
    assert "severity" not in {one.name for one in fields_of(row.type)}
    first, *others = strip(record)
    assert (first.group, first.state, first.count, first.words) == (
        AlertGroup.CONDITION, Knowledge.SOME, 1, "1 finns",
    )  # fmt: skip
    assert {one.words for one in others} == {"Ej efterfrågat"}
    record = record_of()
    said = refused(
        record,
        lambda: add_alert(record, type=hit.type, term=hit.term, valid_from=TODAY, severity=Severity.LIFE_THREATENING),
    )
    assert said.field == "severity"


def test_dravet_is_no_umi_and_becomes_akutinformation_on_a_card_in_both_languages() -> None:
    dravet = RareCondition(patient_id=PATIENT_ID, text="Dravets syndrom", main=True)
    record = record_of(dravet)
    answer = search_terms("Dravet")
    assert (answer.hits, answer.said, answer.as_text) == ((), NOT_IN_LIST, True)
    refused(record, lambda: add_alert(record, type=AlertType.CONDITION, term="Dravet", valid_from=TODAY))
    assert search_terms("hepatit C").said == BLOOD_BORNE
    refused(record, lambda: add_alert(record, type=AlertType.AGENT, term="Hepatit C", valid_from=TODAY))

    record = done(
        record,
        write_text(
            record, heading="Kramper", issued_by="Amina Wallin", issued_on=day(-7), valid_until=day(358),
            condition_id=dravet.id, source="Epilepsimottagningen", checked_on=TODAY, checked_by="Anna Lind",
            do_not="Ge inte natriumkanalblockerare.",
        ),
    )  # fmt: skip
    (pair,) = pairs(record)
    assert len(missing_english(pair)) == 2 and text_of_condition(record, dravet.id, dravet.text)
    record = done(
        record,
        write_translation(record, pair.first.id, heading="Seizures", do_not="Do not give sodium channel blockers."),
    )
    assert missing_english(pairs(record)[0]) == []

    facts = card_facts(record)
    item, _ = facts.items
    assert (item.heading, item.english_heading, item.lacks_english) == ("Kramper", "Seizures", False)
    assert item.text == "Att inte göra: Ge inte natriumkanalblockerare."
    assert (facts.condition, facts.valid_until) == ("Dravets syndrom", day(358))
    assert facts.source == f"Kontrollerat mot källan {TODAY.isoformat()}."
    assert qr_excess(qr_text(facts)) == 0
    assert {one.words for one in strip(record)} == {"Ej efterfrågat"}  # akutinformation is no UMI

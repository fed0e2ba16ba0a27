"""Writing a row: codes of its term, the rules of its type, what its group then says; and changing it."""

from datetime import date
from typing import Any

import pytest

from coordinator.alert import EmergencyInformation
from coordinator.desk import Desk
from coordinator.entity import Knowledge
from coordinator.errors import RuleError
from coordinator.person import register_patient
from coordinator.record import Record
from coordinator.umi.answer import AlertGroupAnswer
from coordinator.umi.kinds import AlertGroup, AlertType, InJournal, Severity
from coordinator.umi.registering import add_alert, edit_alert, set_on_card
from coordinator.umi.row import AlertInformation
from coordinator.umi.rules import next_check_after
from coordinator.umi.terms import version
from tests.coordinator.conftest import ACTOR, TODAY, done, record_of
from tests.coordinator.umi.conftest import allergy, answer, day, field_of, refused, row, text

A, C = AlertGroup.CONDITION, AlertGroup.HYPERSENSITIVITY


def added(type: AlertType, term: str, **fields: Any) -> AlertInformation:
    record = record_of()
    (kept,) = done(record, add_alert(record, type=type, term=term, valid_from=TODAY, **fields)).all(AlertInformation)
    return kept


def edited(record: Record, **fields: Any) -> AlertInformation:
    stands = record.all(AlertInformation)[0]
    return done(record, edit_alert(record, stands.id, **fields)).get(AlertInformation, stands.id)


def test_a_term_is_kept_as_the_list_words_it_with_its_codes_and_version() -> None:
    kept = added(AlertType.CONDITION, " rubbningar i  FETTSYRAOMSATTNINGEN ")
    assert (kept.term, kept.icd10, kept.atc) == ("Rubbningar i fettsyraomsättningen", "E71.3", "")
    assert (kept.list_version, kept.severity, kept.ongoing) == (version(), None, False)


@pytest.mark.parametrize("term", ["Isovalerisk acidemi", "Pulmonell hypertension", "Anlagt AV-graft"])
def test_codes_that_are_doubted_or_several_are_not_filled_in(term: str) -> None:
    assert added(AlertType.CONDITION, term).icd10 == ""


def test_a_treatment_goes_on_and_may_be_paused() -> None:
    assert added(AlertType.TREATMENT, "Warfarinbehandling").ongoing
    assert added(AlertType.TREATMENT, "Warfarinbehandling").atc == "B01AA03"
    assert not added(AlertType.TREATMENT, "Warfarinbehandling", ongoing=False).ongoing


@pytest.mark.parametrize(
    ("kind", "term", "on_card"),
    [
        (AlertType.CONDITION, "Svårintuberad", True),
        (AlertType.IMPLANT, "Pacemaker", True),
        (AlertType.STATE, "Latex", True),
        (AlertType.AGENT, "VRE (vankomycinresistenta enterokocker)", False),
        (AlertType.INFORMATION, "Hotbild mot patient", False),
        (AlertType.DECISION, "Läkarbeslut finns från brytpunktssamtal", False),
    ],
)
def test_infection_and_routines_are_off_the_card_unless_chosen(kind: AlertType, term: str, on_card: bool) -> None:
    assert added(kind, term).on_card is on_card
    assert added(kind, term, on_card=not on_card).on_card is not on_card


def test_a_row_that_was_checked_is_to_be_checked_again_in_a_year() -> None:
    kept = added(AlertType.CONDITION, "Addisons sjukdom", checked=True)
    assert (kept.checked_on, kept.checked_by, kept.in_journal) == (TODAY, ACTOR.name, InJournal.YES)
    assert kept.next_check == date(2027, 11, 22)
    before = added(AlertType.CONDITION, "Addisons sjukdom", checked_on=day(-30), checked_by="Karin")
    assert before.next_check == next_check_after(day(-30))
    given = added(AlertType.CONDITION, "Addisons sjukdom", checked=True, next_check=day(9))
    assert given.next_check == day(9)
    unchecked = added(AlertType.CONDITION, "Addisons sjukdom")
    assert (unchecked.checked_on, unchecked.next_check) == (None, None)


@pytest.mark.parametrize("wrong", [date(9999, 12, 31), day(1)])
def test_a_check_that_is_yet_to_come_is_refused_in_words(wrong: date) -> None:
    record = record_of(row())
    fields: dict[str, Any] = {"checked_on": wrong, "checked_by": "Anna"}
    said = refused(
        record,
        lambda: add_alert(record, type=AlertType.IMPLANT, term="Pacemaker", valid_from=TODAY, **fields),
    )
    assert said.field == "checked_on"
    assert (
        refused(record, lambda: edit_alert(record, record.all(AlertInformation)[0].id, **fields)).field == "checked_on"
    )


@pytest.mark.parametrize(
    ("kind", "term", "fields", "field"),
    [
        (AlertType.CONDITION, "Dravet", {}, "term"),
        (AlertType.CONDITION, "Dravet", {"list_version": "2019"}, "term"),
        (AlertType.AGENT, "Hepatit C", {}, "term"),
        (AlertType.CONDITION, "Addisons sjukdom", {"severity": Severity.HARMFUL}, "severity"),
        (AlertType.SUBSTANCE, "Penicillin", {"severity": Severity.LIFE_THREATENING}, "atc"),
        (AlertType.SUBSTANCE, "Penicillin", {"severity": Severity.LIFE_THREATENING, "atc": "J"}, "atc"),
        (AlertType.SUBSTANCE, "Penicillin", {"content": "Fri text"}, "content"),
        (AlertType.CONDITION, "Addisons sjukdom", {"valid_until": day(-1)}, "valid_until"),
    ],
)
def test_what_cannot_stand_is_refused_by_its_field(
    kind: AlertType, term: str, fields: dict[str, Any], field: str
) -> None:
    record = record_of()
    assert refused(record, lambda: add_alert(record, type=kind, term=term, valid_from=TODAY, **fields)).field == field


def test_a_row_has_a_first_day() -> None:
    record = record_of()
    said = refused(record, lambda: add_alert(record, type=AlertType.IMPLANT, term="Pacemaker", valid_from=None))
    assert said.field == "valid_from"


def test_a_historic_row_is_not_written_by_hand() -> None:
    record = record_of()
    said = refused(record, lambda: add_alert(record, type=AlertType.HISTORIC, term="Gammalt", valid_from=TODAY))
    assert said.title == "Äldre uppgifter skrivs inte in för hand"


@pytest.mark.parametrize("typed", ["j01c", " J01 C "])
def test_a_code_typed_in_small_letters_is_written_in_capitals(typed: str) -> None:
    assert added(AlertType.SUBSTANCE, "Penicillin", severity=Severity.HARMFUL, atc=typed).atc == "J01C"
    assert edited(record_of(allergy()), atc=typed).atc == "J01C"


@pytest.mark.parametrize("before", [None, Knowledge.NOT_ASKED, Knowledge.NONE_KNOWN])
def test_with_a_row_its_group_has_something(before: Knowledge | None) -> None:
    record = record_of(*(() if before is None else (answer(A, before),)))
    record = done(record, add_alert(record, type=AlertType.IMPLANT, term="Pacemaker", valid_from=TODAY))
    (kept,) = record.all(AlertGroupAnswer)
    assert (kept.about, kept.known, kept.checked_on, kept.checked_by) == (A, Knowledge.SOME, TODAY, ACTOR.name)


def test_that_it_has_something_is_not_noted_twice() -> None:
    record = record_of(row(), answer(A, Knowledge.SOME))
    change = add_alert(record, type=AlertType.IMPLANT, term="Pacemaker", valid_from=TODAY)
    assert change.kinds == {AlertInformation}


def test_undo_of_the_first_row_leaves_the_group_unasked(desk: Desk) -> None:
    patient = desk.begin(register_patient, given_name="Maja", family_name="Lindeskog").patient_id
    applied = desk.do(patient, add_alert, type=AlertType.IMPLANT, term="Pacemaker", valid_from=TODAY)
    assert field_of(desk.open(patient), A).words == "1 finns"
    desk.undo(applied.id)
    assert field_of(desk.open(patient), A).words == "Ej efterfrågat"


def test_another_term_brings_its_own_codes() -> None:
    record = record_of(row(icd10="E27.1", snomed="1"), answer(A, Knowledge.SOME))
    kept = edited(record, term="svårintuberad")
    assert (kept.term, kept.icd10, kept.snomed, kept.list_version) == ("Svårintuberad", "T88.4", "", version())
    assert edited(record, term="Svårintuberad", icd10="T88.4W").icd10 == "T88.4W"
    moved = edited(record, type=AlertType.INFORMATION, term="Hotbild mot patient")
    assert (moved.icd10, moved.group) == ("", AlertGroup.ROUTINE)


def test_a_medicine_keeps_its_code_when_its_name_is_mended() -> None:
    assert edited(record_of(allergy("Penicilin")), term="Penicillin ").atc == "J01CE01"
    assert edited(record_of(allergy("Penicilin")), term="Penicillin ").term == "Penicillin"


def test_a_row_of_an_older_list_is_changed_without_becoming_of_another() -> None:
    record = record_of(row("Ordet som utgick", list_version="2019", version=1))
    kept = edited(record, term="Ordet som utgick", type=AlertType.CONDITION, advice="Ring", list_version="")
    assert (kept.list_version, kept.advice) == ("2019", "Ring")
    stands = record.all(AlertInformation)[0]
    assert refused(record, lambda: edit_alert(record, stands.id, term="Annat påhittat")).field == "term"


def test_another_day_of_the_check_moves_the_next() -> None:
    record = record_of(row(checked_on=day(-400), checked_by="Karin", next_check=day(-35)))
    assert edited(record, checked_on=day(-10)).next_check == next_check_after(day(-10))
    assert edited(record, checked_on=day(-10), next_check=day(5)).next_check == day(5)
    assert edited(record, advice="Ring").next_check == day(-35)
    unchecked = edited(record, checked_on=None, checked_by="")
    assert (unchecked.checked_on, unchecked.next_check) == (None, None)


def test_pausing_the_last_treatment_makes_the_group_to_be_asked_about_anew() -> None:
    dialysis = row("Dialysbehandling", AlertType.TREATMENT)
    record = record_of(dialysis, answer(A, Knowledge.SOME))
    record = done(record, edit_alert(record, dialysis.id, ongoing=False))
    assert (field_of(record, A).state, field_of(record, A).words) == (Knowledge.NOT_ASKED, "Behandling pausad")
    record = done(record, edit_alert(record, dialysis.id, ongoing=True))
    assert field_of(record, A).words == "1 finns"
    beside = record_of(dialysis, row(), answer(A, Knowledge.SOME))
    beside = done(beside, edit_alert(beside, dialysis.id, ongoing=False))
    assert field_of(beside, A).words == "1 finns"


def test_a_row_that_goes_to_another_group_leaves_its_own_to_be_asked_about() -> None:
    record = record_of(row("Latex", AlertType.STATE), answer(C, Knowledge.SOME))
    stands = record.all(AlertInformation)[0]
    record = done(record, edit_alert(record, stands.id, type=AlertType.CONDITION, term="Aspleni"))
    assert (field_of(record, C).words, field_of(record, A).words) == ("Ej efterfrågat", "1 finns")


def test_what_was_wrong_before_stops_no_other_change_of_the_row() -> None:
    assert edited(record_of(row(valid_from=None, version=1)), advice="Ring").advice == "Ring"


def test_rows_and_texts_are_chosen_for_the_card() -> None:
    record = record_of(row(), text())
    (stands,), (written,) = record.all(AlertInformation), record.all(EmergencyInformation)
    for one in (stands, written):
        record = done(record, set_on_card(record, one.id, on_card=False))
    assert not record.all(AlertInformation)[0].on_card and not record.all(EmergencyInformation)[0].on_card
    record = done(record, set_on_card(record, stands.id, on_card=True))
    assert record.all(AlertInformation)[0].on_card and not record.all(EmergencyInformation)[0].on_card


def test_what_the_patient_may_not_see_is_not_put_on_the_card() -> None:
    record = record_of(row(for_patient=False, on_card=False))
    stands = record.all(AlertInformation)[0]
    assert "inte visas" in refused(record, lambda: set_on_card(record, stands.id, on_card=True)).title
    with pytest.raises(RuleError, match="finns inte"):
        set_on_card(record, record.patient_id, on_card=False)

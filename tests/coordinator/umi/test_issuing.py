"""Cards that leave and come back: what stood on them, held against what they would say today."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from coordinator.alert import EmergencyInformation
from coordinator.change import Add, Change
from coordinator.desk import Desk
from coordinator.entity import Entity
from coordinator.person import Patient, register_patient
from coordinator.record import Record
from coordinator.shared_paper import SharedPaper
from coordinator.umi.card import EmergencyCard
from coordinator.umi.ending import end_alert
from coordinator.umi.issuing import CardStanding, call_in_card, issued, name_holder, standings
from coordinator.umi.kinds import AlertCertainty, AlertEnd, AlertType, Severity
from coordinator.umi.registering import add_alert, edit_alert
from coordinator.umi.row import AlertInformation
from coordinator.umi.writing_texts import edit_text
from tests.coordinator.conftest import ACTOR, PATIENT_ID, TODAY, done, later, record_of
from tests.coordinator.umi.conftest import allergy, day, refused, row, text


def printed(*entries: Entity, paper: str = "akutkort", copies: int = 1) -> Record:
    """A record of which that paper was printed today for the school."""
    record = record_of(*entries)
    return record_of(*entries, _card(record, paper, copies))


def _card(record: Record, paper: str = "akutkort", copies: int = 1) -> EmergencyCard:
    noted = SharedPaper(
        patient_id=record.patient_id, paper=paper, title="Akutkort", to="Skolan", shared_on=TODAY,
        shared_by=ACTOR.name, sha256="",
    )  # fmt: skip
    return replace(issued(record, noted, copies), shared_paper_id=None)  # the paper itself is not in these records


def standing(record: Record) -> CardStanding:
    (found,) = standings(record)
    return found


def with_row(record: Record, one: AlertInformation) -> Record:
    """The record when that row has been added."""
    return replace(record, entries={**record.entries, AlertInformation: (*record.all(AlertInformation), one)})


def test_what_is_kept_of_a_card_is_what_it_says_and_until_when() -> None:
    record = printed(row(next_check=day(90)), copies=2)
    (card,) = record.all(EmergencyCard)
    assert (card.paper, card.title, card.holder, card.copies) == ("akutkort", "Akutkort", "Skolan", 2)
    assert (card.issued_on, card.issued_by, card.valid_until) == (TODAY, ACTOR.name, day(90))
    assert "Addisons sjukdom." in card.facts.splitlines()


def test_a_card_that_says_what_it_would_say_today_is_true_until_its_last_day() -> None:
    record = printed(row(next_check=day(90)))
    for offset, soon in ((0, False), (59, False), (60, True), (90, True)):
        found = standing(later(record, day(offset)))
        assert (found.is_outdated, found.expires_soon) == (False, soon)
    after = standing(later(record, day(91)))
    assert (after.expired, after.is_outdated, after.expires_soon, after.gone, after.lacks) == (
        True,
        True,
        False,
        (),
        (),
    )


def test_a_row_that_comes_to_the_card_makes_the_old_one_untrue_and_one_off_the_card_does_not() -> None:
    record = printed(row(), row("Latex", AlertType.STATE))
    found = standing(with_row(record, allergy()))
    assert found.lacks == ("Livshotande överkänslighet: Bensylpenicillin.",) and found.gone == () and found.is_outdated
    off = row("Svårintuberad", on_card=False)
    assert not standing(with_row(record, off)).is_outdated
    assert not standing(with_row(record, replace(off, on_card=True, for_patient=False))).is_outdated


@pytest.mark.parametrize("fields", [{"on_card": False}, {"for_patient": False}])
def test_a_card_with_all_there_was_of_hypersensitivity_is_untrue_when_there_is_more(fields: dict[str, Any]) -> None:
    found = standing(with_row(printed(row("Latex", AlertType.STATE)), allergy(**fields)))
    assert found.lacks[0] == "Mer överkänslighet finns, se journalen."


@pytest.mark.parametrize("paper", ["akutblad", "akutblad-en"])
def test_a_sheet_has_room_for_everything_and_is_untrue_without_it(paper: str) -> None:
    record = printed(row(), text("Kortison", card_text="Kort"), paper=paper)
    assert not standing(record).is_outdated
    assert "Svårintuberad." in standing(with_row(record, row("Svårintuberad", on_card=False))).lacks


def test_the_text_for_a_door_is_untrue_when_what_stands_on_it_is_another() -> None:
    record = printed(row(next_check=day(90)), row("Latex", AlertType.STATE), paper="akutlapp")
    assert not standing(with_row(record, row("Svårintuberad", on_card=False))).is_outdated
    assert standing(with_row(record, row("Svårintuberad"))).lacks == ("Svårintuberad.",)
    off = row("Svårintuberad", on_card=False, next_check=day(5))
    (card,) = printed(row(next_check=day(90)), off, paper="akutlapp").all(EmergencyCard)
    assert card.valid_until == day(90)  # as it says on the door


@pytest.mark.parametrize(
    "fields",
    [{"communication_note": "Blinkar"}, {"interpreter": "Teckenspråk"}, {"given_name": "Vega"}, {"language": "finska"}],
)
def test_a_sheet_is_untrue_when_the_patient_is_told_of_otherwise(fields: dict[str, Any]) -> None:
    record = printed(row(), paper="akutblad")
    patient = replace(record.patient, **fields)
    other = replace(record, entries={**record.entries, Patient: (patient,)})
    assert standing(other).is_outdated


def test_a_sheet_is_untrue_when_a_suspicion_is_confirmed_and_when_a_hospital_is_another() -> None:
    record = printed(allergy(certainty=AlertCertainty.SUSPECTED), text(hospital="Umeå"), paper="akutblad")
    (suspected,), confirmed = record.all(AlertInformation), AlertCertainty.CONFIRMED
    assert standing(done(record, edit_alert(record, suspected.id, certainty=confirmed))).is_outdated
    (kept,) = record.all(EmergencyInformation)
    assert standing(done(record, edit_text(record, kept.id, hospital="Lund"))).is_outdated


def test_a_sheet_that_says_what_has_run_out_is_untrue_when_it_is_ended() -> None:
    record = printed(row(valid_until=day(-9)), row("Aspleni"), paper="akutblad")
    (expired, _) = record.all(AlertInformation)
    assert not standing(record).is_outdated
    ended = end_alert(record, expired.id, reason=AlertEnd.NOT_RELEVANT)
    assert standing(done(record, ended)).gone == ("Har gått ut: Addisons sjukdom",)


def test_what_changed_is_told_as_it_was_and_as_it_is() -> None:
    record = printed(row(advice="Ring narkosen"))
    stands = record.all(AlertInformation)[0]
    found = standing(done(record, edit_alert(record, stands.id, advice="Ring Amina")))
    assert found.gone == ("Addisons sjukdom. Ring narkosen",) and found.lacks == ("Addisons sjukdom. Ring Amina",)


def test_cards_that_are_no_longer_true_stand_first() -> None:
    record = printed(row())
    (card,) = record.all(EmergencyCard)
    other = replace(card, id=PATIENT_ID, facts="Något annat", issued_on=day(-9))
    both = record_of(row(), card, other)
    assert [one.card.facts for one in standings(both)] == ["Något annat", card.facts]
    assert standings(record_of(row())) == []


def test_a_card_comes_back_once() -> None:
    record = printed(row())
    (card,) = record.all(EmergencyCard)
    back = done(record, call_in_card(record, card.id, note=" Klippt "))
    (kept,) = back.all(EmergencyCard)
    assert (kept.called_in_on, kept.called_in_note) == (TODAY, "Klippt") and standings(back) == []
    assert refused(back, lambda: call_in_card(back, card.id)).title == "Kortet är redan inne"


def test_who_has_it_may_be_told_afterwards() -> None:
    record = printed(row())
    (card,) = record.all(EmergencyCard)
    (kept,) = done(record, name_holder(record, card.id, holder=" Fritids ", copies=3)).all(EmergencyCard)
    assert (kept.holder, kept.copies) == ("Fritids", 3)
    assert "minst ett" in refused(record, lambda: name_holder(record, card.id, holder="Fritids", copies=0)).message


def test_undo_brings_a_card_back_out(desk: Desk) -> None:
    patient = desk.begin(register_patient, given_name="Maja").patient_id
    desk.do(patient, add_alert, type=AlertType.SUBSTANCE, term="Kodein", valid_from=date(2026, 1, 1),
            severity=Severity.HARMFUL, atc="r05da04")  # fmt: skip
    desk.take_in(patient, Change("Utskrivet", (Add(_card(desk.open(patient))),)))
    (card,) = desk.open(patient).all(EmergencyCard)
    applied = desk.do(patient, call_in_card, card.id)
    desk.undo(applied.id)
    assert not standing(desk.open(patient)).is_outdated

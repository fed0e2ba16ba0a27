"""What only comes with a file, and what stays as it came: whichever door a change comes through."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from coordinator.change import Add, Change, Edit, Remove
from coordinator.entity import Knowledge
from coordinator.errors import RuleError
from coordinator.soundness import require_sound, require_whole
from coordinator.umi.answer import AlertGroupAnswer
from coordinator.umi.card import EmergencyCard
from coordinator.umi.kinds import AlertGroup, AlertType
from coordinator.umi.row import AlertInformation
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, record_of

OLD = AlertInformation(patient_id=PATIENT_ID, type=AlertType.HISTORIC, content="Tål ej Alvedon", version=1)
LISTED = AlertInformation(
    patient_id=PATIENT_ID, type=AlertType.CONDITION, term="Addisons sjukdom", valid_from=TODAY, version=1
)


def test_what_only_comes_with_a_file_is_not_added_by_hand_and_comes_back_when_it_was_removed() -> None:
    new = Change("Tillagd", (Add(replace(OLD, version=0)),))
    with pytest.raises(RuleError, match="skrivs inte in för hand"):
        require_sound(record_of(), new)
    require_whole(record_of(), new)
    require_sound(record_of(), Change("Ångrat", (Add(OLD),)))


@pytest.mark.parametrize("fields", [{"content": "Annat"}, {"term": "Alvedon"}, {"valid_from": TODAY}])
def test_what_came_with_a_file_stays_as_it_came(fields: dict[str, Any]) -> None:
    change = Change("Ändrad", (Edit(replace(OLD, **fields)),))
    with pytest.raises(RuleError, match="ändras inte"):
        require_sound(record_of(OLD), change)
    require_whole(record_of(OLD), change)  # a newer file may say it otherwise


def test_nothing_becomes_what_only_comes_with_a_file() -> None:
    with pytest.raises(RuleError, match="Typ ändras inte"):
        require_sound(record_of(LISTED), Change("Ändrad", (Edit(replace(LISTED, type=AlertType.HISTORIC)),)))


def test_an_answer_about_one_group_never_becomes_one_about_another() -> None:
    """ "None known" of one group would else be none known of allergies, though nobody has asked."""
    answer = AlertGroupAnswer(
        patient_id=PATIENT_ID, about=AlertGroup.CONDITION, known=Knowledge.NONE_KNOWN, checked_on=TODAY,
        checked_by="Anna", version=1,
    )  # fmt: skip
    moved = replace(answer, about=AlertGroup.HYPERSENSITIVITY)
    with pytest.raises(RuleError, match="Grupp ändras inte"):
        require_sound(record_of(answer), Change("Ändrad", (Edit(moved),)))
    require_sound(record_of(answer), Change("Ändrad", (Edit(replace(answer, source="Mamma")),)))


@pytest.mark.parametrize("fields", [{"facts": ""}, {"valid_until": date(2099, 1, 1)}, {"paper": "akutblad"}])
def test_what_stood_on_a_card_is_not_rewritten(fields: dict[str, Any]) -> None:
    card = EmergencyCard(patient_id=PATIENT_ID, paper="akutkort", issued_on=TODAY, facts="Addisons sjukdom", version=1)
    with pytest.raises(RuleError, match="ändras inte"):
        require_sound(record_of(card), Change("Ändrad", (Edit(replace(card, **fields)),)))
    require_sound(record_of(card), Change("Inne", (Edit(replace(card, called_in_on=TODAY, holder="Skolan")),)))


def test_other_fields_are_changed_and_the_entry_is_removed() -> None:
    require_sound(record_of(OLD), Change("Kontrollerad", (Edit(replace(OLD, checked_on=TODAY, checked_by="Anna")),)))
    require_sound(record_of(OLD), Change("Borta", (Remove(OLD, "Dubblett"),)))
    require_sound(record_of(OLD), Change("Ändrad", (Edit(replace(MAJA, called="Maja")),)))


def test_the_refusal_says_nothing_of_what_stands_there() -> None:
    with pytest.raises(RuleError) as said:
        require_sound(record_of(OLD), Change("Ändrad", (Edit(replace(OLD, content="Hemligt")),)))
    assert "Alvedon" not in str(said.value) and "Hemligt" not in str(said.value)

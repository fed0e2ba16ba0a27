"""The closed lists: groups follow from types, and nothing beside what the national list has."""

import pytest

from coordinator.umi.kinds import AlertCertainty, AlertGroup, AlertType, Severity


@pytest.mark.parametrize("kind", AlertType)
def test_the_group_of_a_type_is_its_letter(kind: AlertType) -> None:
    assert kind.group.stored == kind.stored[0]


def test_the_groups_are_the_five_of_the_national_list() -> None:
    assert [group.stored for group in AlertGroup] == list("ABCDE")


def test_every_type_of_the_list_is_there_and_the_historic_one() -> None:
    assert [kind.stored for kind in AlertType] == [
        "A1", "A2", "A3", "A4", "B1", "B2", "C1", "C2", "C3", "C4", "D1", "D2", "E1",
    ]  # fmt: skip


def test_medicines_and_what_is_historic_are_in_no_list() -> None:
    assert {kind.stored for kind in AlertType if not kind.is_listed} == {"C2", "C3", "C4", "E1"}
    assert {kind.stored for kind in AlertType if kind.is_medicine} == {"C2", "C4"}


def test_what_cannot_be_assessed_is_no_grade() -> None:
    assert [one.label for one in Severity] == ["Livshotande", "Skadlig", "Besvärande"]
    assert [one.label for one in AlertCertainty] == ["Misstänkt", "Konstaterad"]
    with pytest.raises(ValueError, match="unable-to-assess"):
        Severity.of("unable-to-assess")


def test_what_only_troubles_needs_no_code() -> None:
    assert [one for one in Severity if not one.needs_atc] == [Severity.TROUBLESOME]

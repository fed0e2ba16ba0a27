"""Options made from the declared fields."""

from datetime import date

import pytest

from coordinator.contact import Channel, Contact, ContactCategory
from coordinator.person import Communication, Patient
from ui.arguments import SwedishParser, add_fields, fields_given


def test_every_field_can_be_given_and_only_those_given_come_back() -> None:
    parser = SwedishParser(prog="x")
    add_fields(parser, Contact)
    given = parser.parse_args(
        ["--name", "Åsa", "--category", "dental", "--channel", "1177", "--next-contact", "2027-01-02",
         "--interval-months", "6", "--on-print", "nej", "--called-automatically", "ja"]
    )  # fmt: skip
    assert fields_given(given, Contact) == {
        "name": "Åsa", "category": ContactCategory.DENTAL, "channel": Channel.E1177, "next_contact": date(2027, 1, 2),
        "interval_months": 6, "on_print": False, "called_automatically": True,
    }  # fmt: skip


def test_a_field_with_many_values_is_given_many_times() -> None:
    parser = SwedishParser(prog="x")
    add_fields(parser, Patient, leave_out=("identity_number",))
    given = parser.parse_args(["--communication", "speech", "--communication", "aac"])
    assert fields_given(given, Patient) == {"communication": (Communication.SPEECH, Communication.AAC)}


@pytest.mark.parametrize(
    "wrong", [["--category", "x"], ["--next-contact", "2027-02-30"], ["--interval-months", "ofta"], ["--on-print", "1"]]
)
def test_a_wrong_value_names_the_option(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    parser = SwedishParser(prog="x")
    add_fields(parser, Contact)
    with pytest.raises(SystemExit) as left:
        parser.parse_args(wrong)
    assert left.value.code == 2
    assert wrong[0] in capsys.readouterr().err


@pytest.mark.parametrize(
    ("wrong", "told"),
    [(["--a3"], "okända val: --a3"), (["--x", "-s", "Maja"], "okända val: --x, -s"), (["Maja"], "för många ord")],
)
def test_what_is_not_known_is_told_by_its_whole_name_and_nothing_else_is(
    wrong: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        SwedishParser(prog="x").parse_args(wrong)
    said = capsys.readouterr().err
    assert told in said and "Maja" not in said

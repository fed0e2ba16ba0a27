"""Settings: each once, with a reason, chosen per vault, and read from text without guessing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.errors import RuleError
from coordinator.settings import (
    JOURNAL_IDENTITY_NUMBER,
    JOURNAL_LATIN1,
    PLAN_REVIEW_MONTHS,
    PRINT_IDENTITY_NUMBER,
    SETTINGS,
    Settings,
    parse_setting,
)


def test_the_default_holds_until_something_is_chosen() -> None:
    assert Settings()[PLAN_REVIEW_MONTHS] == 12
    assert Settings()[PRINT_IDENTITY_NUMBER] is True
    assert Settings()[JOURNAL_IDENTITY_NUMBER] is False
    chosen = Settings({"plan.review_months": 6, "print.identity_number": False})
    assert (chosen[PLAN_REVIEW_MONTHS], chosen[PRINT_IDENTITY_NUMBER]) == (6, False)
    assert chosen[JOURNAL_LATIN1] is True


def test_every_setting_has_a_key_of_its_own_and_says_why() -> None:
    assert len({setting.key for setting in SETTINGS}) == len(SETTINGS)
    for setting in SETTINGS:
        assert setting.key.isascii() and setting.label and setting.reason.endswith(".")
        assert not isinstance(setting.default, int) or isinstance(setting.default, bool) or (
            setting.low <= setting.default <= setting.high
        )  # fmt: skip


@pytest.mark.parametrize(("text", "value"), [("ja", True), ("Nej", False), ("JA", True)])
def test_yes_and_no_are_read(text: str, value: bool) -> None:
    assert parse_setting("print.identity_number", text) == (PRINT_IDENTITY_NUMBER, value)


@pytest.mark.parametrize(("text", "value"), [("1", 1), ("60", 60), ("012", 12)])
def test_a_number_within_the_bounds_is_read(text: str, value: int) -> None:
    assert parse_setting("plan.review_months", text) == (PLAN_REVIEW_MONTHS, value)


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("plan.review_months", "0", "från 1 till 60"),
        ("plan.review_months", "61", "från 1 till 60"),
        ("plan.review_months", "-1", "från 1 till 60"),
        ("plan.review_months", "6,5", "från 1 till 60"),
        ("plan.review_months", "", "från 1 till 60"),
        ("plan.review_months", "٦", "från 1 till 60"),
        ("plan.review_months", "²", "från 1 till 60"),
        ("plan.review_months", "9" * 5000, "från 1 till 60"),
        ("print.identity_number", "true", "ja eller nej"),
        ("print.identity_number", "", "ja eller nej"),
        ("plan.review", "6", "plan.review_months"),
    ],
)
def test_anything_else_is_refused_with_what_is_allowed(key: str, text: str, said: str) -> None:
    with pytest.raises(RuleError) as refused:
        parse_setting(key, text)
    assert said in refused.value.message


@given(key=st.sampled_from([setting.key for setting in SETTINGS]), text=st.text(max_size=30))
def test_what_is_read_is_of_the_settings_own_type_and_within_its_bounds(key: str, text: str) -> None:
    try:
        setting, value = parse_setting(key, text)
    except RuleError:
        return
    assert setting.key == key and type(value) is type(setting.default)
    assert isinstance(value, bool) or not isinstance(value, int) or setting.low <= value <= setting.high


@given(months=st.integers(1, 60))
def test_what_was_chosen_is_what_is_read_back(months: int) -> None:
    setting, value = parse_setting("plan.review_months", str(months))
    assert Settings({setting.key: value})[PLAN_REVIEW_MONTHS] == months

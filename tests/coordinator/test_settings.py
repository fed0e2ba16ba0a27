"""Settings: each once, with a reason, chosen per vault, and read from text without guessing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.errors import RuleError
from coordinator.settings import (
    BACKUP_FOLDER,
    CLINIC_EMAIL,
    COMPUTER_SETTINGS,
    GROUPS,
    JOURNAL_IDENTITY_NUMBER,
    JOURNAL_LATIN1,
    LOCK_MINUTES,
    OWN_HSA_ID,
    PLAN_REVIEW_MONTHS,
    PRINT_IDENTITY_NUMBER,
    PROVIDER_HSA_ID,
    REMEMBERED_HERE,
    SETTINGS,
    SYSTEM_HSA_ID,
    TEXT_SIZE,
    THEME,
    UNIT_HSA_ID,
    AnySetting,
    Clinic,
    Setting,
    Settings,
    Source,
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
    every: tuple[AnySetting, ...] = (*SETTINGS, *COMPUTER_SETTINGS, REMEMBERED_HERE)
    assert len({setting.key for setting in every}) == len(every)
    for setting in every:
        assert setting.group in GROUPS and (setting.also or setting.hidden) and setting.takes(setting.default)
        assert not setting.pattern or (setting.example and setting.takes(setting.example) and setting.takes(""))
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


HSA_IDS = (UNIT_HSA_ID, PROVIDER_HSA_ID, SYSTEM_HSA_ID, OWN_HSA_ID)


@pytest.mark.parametrize("setting", HSA_IDS, ids=lambda one: one.key)
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("SE2321000016-1A2B", "SE2321000016-1A2B"), ("  se2321000016-1a2b ", "SE2321000016-1A2B"), ("", ""), (" ", ""),
        ("SE2321000131-E000000012345", "SE2321000131-E000000012345"),
        ("SE2321000016-123456789012345678", "SE2321000016-123456789012345678"),
    ],
)  # fmt: skip
def test_an_hsa_id_is_read_in_capitals_and_empty_clears_it(setting: Setting[str], text: str, value: str) -> None:
    assert parse_setting(setting.key, text) == (setting, value)


@pytest.mark.parametrize("setting", HSA_IDS, ids=lambda one: one.key)
@pytest.mark.parametrize(
    "text",
    ["kalle", "SE2321000016", "SE2321000016-", "SE232100001-1A2B", "2321000016-1A2B", "SE2321000016-1A 2B",
     "SE2321000016-ÅÄÖ", "SE2321000016-1234567890123456789", "SE2321000016-1A2B\nSE2321000016-1A2B"],
)  # fmt: skip
def test_what_is_no_hsa_id_is_refused_with_one_that_is(setting: Setting[str], text: str) -> None:
    with pytest.raises(RuleError) as refused:
        parse_setting(setting.key, text)
    assert setting.example in refused.value.message and setting.label in refused.value.message


def test_an_address_for_mail_is_as_it_is_written() -> None:
    assert parse_setting(CLINIC_EMAIL.key, " Smo@Exempel.se ") == (CLINIC_EMAIL, "Smo@Exempel.se")
    for text in ("smo", "smo@exempel", "smo@exempel.se, b@exempel.se", "smo exempel@se.se", "MAILTO:smo@exempel.se"):
        with pytest.raises(RuleError, match=CLINIC_EMAIL.example.replace(".", "[.]")):
            parse_setting(CLINIC_EMAIL.key, text)


def test_what_has_a_page_of_its_own_is_not_among_the_keys_to_choose_from() -> None:
    with pytest.raises(RuleError) as refused:
        parse_setting("finns.inte", "")
    for setting in SETTINGS:
        assert (setting.key in refused.value.message) is not setting.hidden


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


def test_a_computers_settings_say_why_too() -> None:
    for setting in COMPUTER_SETTINGS:
        assert setting.key.isascii() and setting.label and setting.reason.endswith(".")


def test_what_is_locked_holds_before_what_was_chosen_and_that_before_what_is_proposed() -> None:
    chosen = {"plan.review_months": 6}
    proposed = Clinic(values={"plan.review_months": 24})
    locked = Clinic(values={"plan.review_months": 24}, locked=frozenset({"plan.review_months"}))
    steps = (
        (Settings(), 12, Source.BUILT_IN),
        (Settings({}, proposed), 24, Source.CLINIC),
        (Settings(chosen, proposed), 6, Source.OWN),
        (Settings(chosen, locked), 24, Source.LOCKED),
        (Settings(chosen, Clinic(locked=frozenset({"plan.review_months"}))), 12, Source.LOCKED),
    )
    for settings, value, source in steps:
        assert (settings[PLAN_REVIEW_MONTHS], settings.source(PLAN_REVIEW_MONTHS)) == (value, source)
    assert Settings(chosen, proposed).without_choice(PLAN_REVIEW_MONTHS) == 24


def test_nobody_chooses_more_than_the_clinic_allows() -> None:
    clinic = Clinic(most={"lock.minutes": 5})
    assert (Settings({}, clinic)[LOCK_MINUTES], Settings({}, clinic).source(LOCK_MINUTES)) == (5, Source.CLINIC)
    assert Settings({"lock.minutes": 30}, clinic)[LOCK_MINUTES] == 5
    assert Settings({"lock.minutes": 2}, clinic)[LOCK_MINUTES] == 2
    assert Settings({"lock.minutes": 2}, clinic).source(LOCK_MINUTES) is Source.OWN
    assert not Settings({}, clinic).may_choose(LOCK_MINUTES, 10)


def test_what_is_locked_is_refused_and_the_rest_is_not() -> None:
    settings = Settings({}, Clinic(locked=frozenset({"plan.review_months"})))
    with pytest.raises(RuleError) as refused:
        settings.require_open(PLAN_REVIEW_MONTHS)
    assert "12 månader" in refused.value.message
    settings.require_open(PRINT_IDENTITY_NUMBER)


@pytest.mark.parametrize(
    ("setting", "value", "taken"),
    [
        (PLAN_REVIEW_MONTHS, 1, True),
        (PLAN_REVIEW_MONTHS, 0, False),
        (PLAN_REVIEW_MONTHS, True, False),
        (PLAN_REVIEW_MONTHS, "12", False),
        (PRINT_IDENTITY_NUMBER, False, True),
        (PRINT_IDENTITY_NUMBER, 0, False),
        (TEXT_SIZE, 125, True),
        (TEXT_SIZE, 110, False),
        (THEME, "dark", True),
        (THEME, "rosa", False),
        (BACKUP_FOLDER, "/mnt/usb", True),
        (BACKUP_FOLDER, "/mnt/\0", False),
        (BACKUP_FOLDER, None, False),
    ],
)
def test_a_setting_takes_only_its_own_values(setting: AnySetting, value: object, taken: bool) -> None:
    assert setting.takes(value) is taken


@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [
        (PLAN_REVIEW_MONTHS, 1, "1 månad"),
        (PLAN_REVIEW_MONTHS, 6, "6 månader"),
        (PRINT_IDENTITY_NUMBER, True, "på"),
        (PRINT_IDENTITY_NUMBER, False, "av"),
        (LOCK_MINUTES, 10, "10 minuter"),
        (THEME, "", "Som datorn"),
        (BACKUP_FOLDER, "", "ingen mapp"),
        (BACKUP_FOLDER, "/mnt/usb", "/mnt/usb"),
    ],
)
def test_values_in_words(setting: AnySetting, value: bool | int | str, words: str) -> None:
    assert setting.in_words(value) == words

"""Identity numbers: read as people write them, refused with the reason, judged as the package personnummer judges."""

from datetime import date

import personnummer.personnummer as oracle
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coordinator.errors import RuleError
from coordinator.identity import IdentityNumber, IdentityType, as_written, check_digit, parse_identity
from tests.coordinator.conftest import TODAY

P, S, R, U = (
    IdentityType.PERSONNUMMER,
    IdentityType.SAMORDNINGSNUMMER,
    IdentityType.RESERVNUMMER,
    IdentityType.UNKNOWN,
)
BORN = st.dates(date(1890, 1, 1), TODAY)


def number_of(born: date, serial: int = 238, *, coordination: bool = False) -> str:
    day = born.day + 60 if coordination else born.day
    nine = f"{born:%y%m}{day:02d}{serial:03d}"
    return f"{born.year // 100}{nine}{check_digit(nine)}"


def said(text: str, type: IdentityType | None = None, today: date = TODAY) -> str:
    with pytest.raises(RuleError) as refused:
        parse_identity(text, today, type)
    return f"{refused.value.title}. {refused.value.message}"


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("992004391013", IdentityNumber(R, "992004391013", None)),
        ("202401152398", IdentityNumber(P, "202401152398", date(2024, 1, 15))),
        ("201001752383", IdentityNumber(S, "201001752383", date(2010, 1, 15))),
        ("19900728-2388", IdentityNumber(P, "199007282388", date(1990, 7, 28))),
        ("900728-2388", IdentityNumber(P, "199007282388", date(1990, 7, 28))),
        ("9007282388", IdentityNumber(P, "199007282388", date(1990, 7, 28))),
        (" 1990 07 28-2388\n", IdentityNumber(P, "199007282388", date(1990, 7, 28))),
        ("193012299263", IdentityNumber(P, "193012299263", date(1930, 12, 29))),
        ("99 2004 39-1013", IdentityNumber(R, "992004391013", None)),
        ("1990a7282388", IdentityNumber(R, "1990A7282388", None)),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, known: IdentityNumber) -> None:
    assert parse_identity(text, TODAY) == known


def test_the_wrong_check_digit_is_named_and_the_right_one_is_taken() -> None:
    assert "Kontrollsiffran" in said("200001052381")
    assert parse_identity("200001052380", TODAY).birth_date == date(2000, 1, 5)


@pytest.mark.parametrize("text", ["19900230-2388", "199013012388", "19900600-2388", "199006312388", "000001012386"])
def test_a_date_that_does_not_exist_is_refused(text: str) -> None:
    assert "finns inte" in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "1", "19900728", "19900728-238", "19900728-23888", "19900728--2388", "1990-07-28-2388",
        "19900728/2388", "90072O-2388", "Maja", "+9007282388",
        "١٩٩٠٠٧٢٨٢٣٨٨", "１９９００７２８２３８８", "19900728²388",
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused_and_told_how_to_write_it(text: str) -> None:
    assert "ÅÅÅÅMMDD-NNNN" in said(text)


def test_nobody_is_born_tomorrow() -> None:
    tomorrow = date(2026, 11, 23)
    assert "framtiden" in said(number_of(tomorrow))
    assert parse_identity(number_of(tomorrow), tomorrow).birth_date == tomorrow


def test_a_birth_number_of_three_zeros_was_never_given_to_anyone() -> None:
    assert said(number_of(date(1990, 7, 28), serial=0))


@pytest.mark.parametrize(
    ("written", "born"),
    [
        ("261122-", date(2026, 11, 22)), ("261122+", date(1926, 11, 22)), ("271231-", date(1927, 12, 31)),
        ("250101+", date(1925, 1, 1)), ("000229-", date(2000, 2, 29)),
    ],
)  # fmt: skip
def test_ten_digits_and_the_sign_tell_the_century(written: str, born: date) -> None:
    nine = f"{born:%y%m%d}238"
    assert parse_identity(f"{written}238{check_digit(nine)}", TODAY).birth_date == born


@given(born=BORN, serial=st.integers(1, 999), coordination=st.booleans())
def test_every_written_form_of_a_number_is_the_same_number(born: date, serial: int, coordination: bool) -> None:
    number = number_of(born, serial, coordination=coordination)
    sign = "+" if TODAY.year - born.year >= 100 else "-"
    known = IdentityNumber(S if coordination else P, number, born)
    shortened = [f"{number[2:8]}{sign}{number[8:]}"] if TODAY.year - born.year < 137 else []
    for written in (number, as_written(known.type, number), f" {number[:8]} {number[8:]} ", *shortened):
        assert parse_identity(written, TODAY) == known
    assert parse_identity(number, TODAY, known.type) == known


@given(born=BORN, serial=st.integers(1, 999), place=st.integers(2, 11), wrong=st.integers(1, 9))
def test_one_mistyped_digit_is_always_seen(born: date, serial: int, place: int, wrong: int) -> None:
    number = number_of(born, serial)
    mistyped = f"{number[:place]}{(int(number[place]) + wrong) % 10}{number[place + 1 :]}"
    assert said(mistyped)


@given(
    year=st.integers(1890, 2030), month=st.integers(0, 13), day=st.integers(0, 99), serial=st.integers(0, 999),
    tail=st.tuples(st.sampled_from(["", "-", "+"]), st.integers(0, 1)),
)  # fmt: skip
def test_the_package_personnummer_agrees_on_all_but_the_future(
    year: int, month: int, day: int, serial: int, tail: tuple[str, int]
) -> None:
    sign, wrong = tail
    six = f"{year % 100:02d}{month:02d}{day:02d}"
    text = f"{year // 100}{six}{sign}{serial:03d}{(check_digit(f'{six}{serial:03d}') + wrong) % 10}"
    try:
        mine = parse_identity(text, TODAY)
    except RuleError as refused:
        assert "framtiden" in refused.message or not oracle.valid(text)
    else:
        judged = oracle.parse(text)
        assert mine.number == judged.format(long_format=True)
        assert mine.birth_date == judged.get_date()
        assert (mine.type is S) == judged.is_coordination_number()


@given(born=BORN, sign=st.sampled_from(["", "-", "+"]), serial=st.integers(1, 999))
def test_the_package_personnummer_agrees_on_the_century_of_ten_digits(born: date, sign: str, serial: int) -> None:
    nine = f"{born:%y%m%d}{serial:03d}"
    text = f"{nine[:6]}{sign}{nine[6:]}{check_digit(nine)}"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(oracle, "_get_current_date", lambda: TODAY)
        judged_valid = oracle.valid(text)
        judged = oracle.parse(text).format(long_format=True) if judged_valid else ""
    try:
        mine = parse_identity(text, TODAY).number
    except RuleError as refused:
        assert "framtiden" in refused.message or not judged_valid
    else:
        assert mine == judged


@given(text=st.text(max_size=25), type=st.none() | st.sampled_from(IdentityType))
def test_any_text_is_either_read_or_refused_without_being_echoed(text: str, type: IdentityType | None) -> None:
    try:
        known = parse_identity(text, TODAY, type)
    except RuleError as refused:
        assert len(text.strip()) < 6 or text.strip() not in f"{refused.title} {refused.message}"
    else:
        assert known.number
        assert parse_identity(known.number, TODAY, known.type) == known


def test_the_type_that_was_chosen_is_held_against_the_number() -> None:
    assert "personnummer" in said("199007282388", S)
    assert "samordningsnummer" in said("201001752383", P)
    assert said("992004391013", P)
    assert parse_identity("199007282388", TODAY, R) == IdentityNumber(R, "199007282388", None)


@pytest.mark.parametrize("text", ["12345", "1" * 21, "99200439_013", "99200439101å", "", "9920043910+3"])
def test_a_reserve_number_that_cannot_be_one_is_refused(text: str) -> None:
    assert "Reservnumret" in said(text, R)


def test_a_reserve_number_is_the_same_however_it_is_written() -> None:
    forms = ["992004-391013", "992004 391013", "992004391013"]
    assert {parse_identity(form, TODAY, R) for form in forms} == {IdentityNumber(R, "992004391013", None)}
    assert parse_identity("ab12-cd34", TODAY, R).number == "AB12CD34"


def test_another_number_is_kept_as_written_but_never_empty() -> None:
    assert parse_identity(" Pass c 123 ", TODAY, U) == IdentityNumber(U, "Pass c 123", None)
    assert "tomt" in said("  ", U)


@given(nine=st.from_regex(r"[0-9]{9}", fullmatch=True))
def test_the_check_digit_is_the_one_the_package_computes(nine: str) -> None:
    assert check_digit(nine) == oracle._luhn(nine)


def test_only_national_numbers_get_a_hyphen() -> None:
    assert as_written(S, "201001752383") == "20100175-2383"
    assert as_written(R, "992004391013") == "992004391013"
    assert as_written(U, "Pass c 123") == "Pass c 123"


@given(letters=st.from_regex(r"[0-9][0-9A-Z]{11}", fullmatch=True))
def test_twelve_signs_with_a_letter_are_a_reserve_number(letters: str) -> None:
    assume(any(sign.isalpha() for sign in letters))
    assert parse_identity(letters.lower(), TODAY) == IdentityNumber(R, letters, None)


def test_a_number_is_not_told_by_its_repr() -> None:
    assert "2388" not in repr(parse_identity("199007282388", TODAY))

"""Days that follow from the birth date: the golden ones, the law's own rule, and what a rule that is wrong does."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator import dates
from coordinator.date_rule import KEYS
from coordinator.dates import date_rules, dates_of, day_of, rules_digest, use_own_rules
from coordinator.deciding import is_minor, may_be_of_age, who_decides
from coordinator.guardian import Guardian, guardians
from coordinator.record import Record
from coordinator.swedish import age
from tests.coordinator.conftest import MAJA, PATIENT_ID, record_of

GOLDEN = Path(__file__).parents[3] / "shared" / "data" / "datumregler_exempel.json"
BORN = date(2008, 12, 14)


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Path]:
    """The clinic's own file, which is not there yet."""
    path = tmp_path / "kodlistor" / "datumregler.json"
    path.parent.mkdir()
    use_own_rules(path)
    yield path
    use_own_rules(None)


def family() -> Record:
    """A child with a mother who decides."""
    nina = Guardian(patient_id=PATIENT_ID, name="Nina Lindeskog")
    return record_of(replace(MAJA, birth_date=BORN), nina)


def write(path: Path, *rows: dict[str, object], discharge: tuple[dict[str, object], ...] = ()) -> None:
    path.write_text(json.dumps({"date_rules": rows, "discharge": discharge}), encoding="utf-8")
    use_own_rules(path)


@pytest.mark.skipif(not GOLDEN.exists(), reason="the golden dates lie beside the project, and not in it")
def test_the_golden_dates_come_out_exactly() -> None:
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    for patient in golden["patienter"].values():
        born = date.fromisoformat(patient["fodelsedatum"])
        found = {key: day_of(key, born) for key in patient["datum"]}
        assert found == {key: date.fromisoformat(day) for key, day in patient["datum"].items()}
    assert set(golden["regler"]) <= set(KEYS)


@pytest.mark.parametrize(
    ("born", "of_age"),
    [
        (date(2008, 12, 14), date(2026, 12, 14)),
        (date(2012, 2, 29), date(2030, 2, 28)),
        (date(2008, 2, 28), date(2026, 2, 28)),
        (date(2008, 12, 31), date(2026, 12, 31)),
        (date(1956, 7, 1), date(1974, 7, 1)),
        (date(1955, 1, 1), date(1974, 7, 1)),
        (date(1953, 1, 1), date(1973, 1, 1)),
        (date(1948, 6, 1), date(1969, 1, 1)),
        (date(1930, 1, 1), date(1951, 1, 1)),
    ],
)
def test_somebody_comes_of_age_by_the_law_of_that_time(born: date, of_age: date) -> None:
    assert day_of("myndig", born) == of_age


@given(born=st.dates(date(1956, 7, 1), date(2130, 12, 31)))
def test_the_day_is_the_first_on_which_one_is_eighteen(born: date) -> None:
    of_age = day_of("myndig", born)
    assert of_age is not None
    assert age(born, of_age) == 18
    assert age(born, date.fromordinal(of_age.toordinal() - 1)) == 17


@pytest.mark.parametrize("born", [date(2008, 12, 14), None])
def test_a_rule_that_is_not_there_is_an_error_also_without_a_birth_date(born: date | None) -> None:
    with pytest.raises(KeyError):
        day_of("myndigare", born)
    assert day_of("myndig", None) is None


def test_every_rule_is_whole_and_says_where_it_stands() -> None:
    rules = date_rules()
    assert rules.faults == ()
    assert set(rules.by_key) == set(KEYS)
    assert all(rule.source and rule.name and not rule.own for rule in rules.rules)
    assert {rule.key for rule in rules.rules if rule.fixed} == {"myndig"}


def test_the_days_of_a_person_stand_in_their_order() -> None:
    found = dates_of(BORN)
    assert [day for _, day in found] == sorted(day for _, day in found)
    assert {rule.key for rule, _ in found} == set(KEYS) - {"stb_period", "gallring"}
    assert dates_of(None) == []


def test_a_rule_gives_no_day_before_it_held() -> None:
    assert day_of("fri_tandvard_t_o_m", date(2005, 5, 5)) is None
    assert day_of("tandvardsstod_fr_o_m", date(2005, 5, 5)) == date(2025, 1, 1)  # the very day from which it held
    assert "gäller från 2025-01-01" in date_rules().why_no_day("fri_tandvard_t_o_m", date(2005, 5, 5))
    assert "utanför kalendern" in date_rules().why_no_day("overgang_info", date(9995, 1, 1))
    assert "inte från födelsedatum" in date_rules().why_no_day("gallring", BORN)
    assert "saknas" in date_rules().why_no_day("overgang_info", None)
    assert date_rules().why_no_day("overgang_info", BORN) == ""


def test_the_half_year_and_the_earliest_day_to_weed() -> None:
    assert date_rules().period("stb_period", date(2026, 11, 22)) == (date(2026, 7, 1), date(2026, 12, 31))
    weeding = date_rules().rule("gallring")
    assert weeding is not None
    assert weeding.day_after(date(2016, 11, 21)) == date(2026, 11, 21)
    assert weeding.day_after(None) is None
    assert date_rules().period("gallring", BORN) is None
    assert weeding.period(BORN) is None


def test_an_own_rule_stands_in_the_place_of_the_programs(own: Path) -> None:
    before = rules_digest()
    write(own, {"key": "overgang_landa", "formula": "20-årsdagen", "source": "Vår rutin"})
    rule = date_rules().rule("overgang_landa")
    assert rule is not None
    assert (rule.own, rule.verified, rule.source, rule.name) == (True, False, "Vår rutin", "Landa hos mottagaren")
    assert rule.lead_months == 3
    assert day_of("overgang_landa", BORN) == date(2028, 12, 14)
    assert rules_digest() != before


def test_a_row_that_says_nothing_of_the_day_it_holds_from_holds_from_that_of_the_programs(own: Path) -> None:
    row: dict[str, object] = {"key": "fri_tandvard_t_o_m", "formula": "31 december det år personen fyller 20"}
    write(own, row)
    assert day_of("fri_tandvard_t_o_m", date(2003, 5, 5)) is None
    assert day_of("fri_tandvard_t_o_m", date(2005, 5, 5)) == date(2025, 12, 31)
    write(own, row | {"valid_from": None})
    assert day_of("fri_tandvard_t_o_m", date(2003, 5, 5)) == date(2023, 12, 31)


def test_the_newest_wording_that_holds_on_the_day_is_followed(own: Path) -> None:
    formula = "31 december det år personen fyller {}"
    write(
        own,
        {"key": "fri_tandvard_t_o_m", "formula": formula.format(19), "valid_from": "2025-01-01"},
        {"key": "fri_tandvard_t_o_m", "formula": formula.format(21), "valid_from": "2028-01-01"},
    )
    assert day_of("fri_tandvard_t_o_m", date(2005, 5, 5)) is None
    assert day_of("fri_tandvard_t_o_m", date(2006, 5, 5)) == date(2025, 12, 31)
    assert day_of("fri_tandvard_t_o_m", date(2007, 5, 5)) == date(2028, 12, 31)


def test_a_wording_that_is_broken_takes_the_others_with_it(own: Path) -> None:
    formula = "31 december det år personen {} 19"
    write(
        own,
        {"key": "fri_tandvard_t_o_m", "formula": formula.format("fyller"), "valid_from": "2025-01-01"},
        {"key": "fri_tandvard_t_o_m", "formula": formula.format("fyler"), "valid_from": "2028-01-01"},
    )
    assert day_of("fri_tandvard_t_o_m", BORN) is None


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"formula": "20-årsdan"}, "årsdan"),
        ({"formula": "10 år efter sista uppgiften"}, "på ett annat sätt"),
        ({"formula": 20}, "ska vara text"),
        ({}, "hur dagen räknas"),
        ({"formula": "20-årsdagen", "valid_form": "2027-01-01"}, "valid_form"),
        ({"formula": "20-årsdagen", "valid_from": "2027-13-01"}, "valid_from"),
        ({"formula": "20-årsdagen", "lead_months": -1}, "lead_months"),
        ({"formula": "20-årsdagen", "lead_months": True}, "lead_months"),
        ({"formula": "20-årsdagen", "verified": "ja"}, "verified"),
        ({"formula": "20-årsdagen", "source": "x" * 501}, "längre än 500"),
        ({"formula": "20-årsdagen", "source": "Lag\u202e"}, "tecken som inte syns"),
    ],
)
def test_a_broken_own_row_gives_no_day_and_is_told(own: Path, row: dict[str, object], said: str) -> None:
    write(own, {"key": "overgang_landa"} | row, {"key": "overgang_slut", "formula": "26-årsdagen"})
    (fault,) = date_rules().faults
    assert said in fault
    assert "Landa hos mottagaren" in fault
    assert day_of("overgang_landa", BORN) is None
    assert "går inte att använda" in date_rules().why_no_day("overgang_landa", BORN)
    assert day_of("overgang_slut", BORN) == date(2034, 12, 14)


def test_two_wordings_from_the_same_day_give_no_day(own: Path) -> None:
    write(own, {"key": "overgang_landa", "formula": "19-årsdagen"}, {"key": "overgang_landa", "formula": "20-årsdagen"})
    assert day_of("overgang_landa", BORN) is None
    assert date_rules().faults


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"dates": []}',
        '{"date_rules": [{"formula": "18-årsdagen"}]}',
        '{"date_rules": {}}',
        "[" * 100_000,
        '{"date_rules": []}' + " " * 500_000,
        '{"date_rules": [{"key": "\\ud800"}]}',
        '{"date_rules": [{"key": "a"}], "date_rules": []}',
        '{"date_rules": [{"key": "a", "source": "Ett", "source": "Ett annat"}]}',
    ],
)
def test_a_file_that_cannot_be_read_leaves_only_what_is_fixed(own: Path, text: str) -> None:
    own.write_text(text, encoding="utf-8")
    use_own_rules(own)
    assert len(date_rules().faults) == 1
    assert [rule.key for rule, _ in dates_of(BORN)] == ["myndig"]
    assert date_rules().period("stb_period", BORN) is None
    assert all(rule.fault for rule in date_rules().discharge)


def test_what_no_rule_has_use_for_is_told(own: Path) -> None:
    write(
        own,
        {"key": "myndig", "formula": "21-årsdagen"},
        {"key": "skolstart", "formula": "6-årsdagen"},
        discharge=({"key": "overgang_landa", "days": 3},),
    )
    assert len(date_rules().faults) == 3
    assert day_of("myndig", BORN) == date(2026, 12, 14)
    assert day_of("overgang_landa", BORN) == date(2027, 12, 14)


def test_a_thousand_rows_of_no_rule_are_told_in_one_sentence(own: Path) -> None:
    rows: list[dict[str, object]] = [{"key": f"ny{number}"} for number in range(1000)]
    write(own, *rows)
    assert date_rules().faults == ("Det finns 1000 egna regler som inte är någon av programmets. De används inte.",)


def test_a_coming_wording_of_the_half_years_does_not_hold_yet(own: Path) -> None:
    now, coming = "halvår 1 jan–30 jun och 1 jul–31 dec", "halvår 1 mar–31 aug och 1 sep–28 feb"
    write(
        own, {"key": "stb_period", "formula": now},
        {"key": "stb_period", "formula": coming, "valid_from": "2028-01-01"},
    )  # fmt: skip
    assert date_rules().period("stb_period", date(2026, 11, 22)) == (date(2026, 7, 1), date(2026, 12, 31))
    assert date_rules().period("stb_period", date(2028, 5, 1)) == (date(2028, 3, 1), date(2028, 8, 31))


def test_without_the_programs_own_file_nobody_decides_as_guardian(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program was damaged: it is told, no day is made up, and a guardian's power is not taken for granted."""
    monkeypatch.setattr(dates, "_shipped", lambda _name: None)
    use_own_rules(None)
    try:
        record = family()
        assert len(date_rules().faults) == len(KEYS) + 3
        assert day_of("myndig", BORN) is None
        assert guardians(record) == []
        assert is_minor(record) is None
        assert may_be_of_age(record)
        assert "Regeln om myndighetsåldern går inte att läsa" in who_decides(record)
    finally:
        monkeypatch.undo()
        use_own_rules(None)
    assert len(guardians(family())) == 1

"""Changing a rule: each field is checked, the file is written whole, and what was before can be had again."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from coordinator.date_rule import DateRule
from coordinator.dates import date_rules, day_of, use_own_rules
from coordinator.discharge import discharge_rules
from coordinator.discharge_rule import DischargeRule
from coordinator.editing_rules import (
    edit_rule,
    generations,
    new_wording,
    note_checked,
    read_length,
    remove_own,
    take_back,
    to_edit,
)
from coordinator.errors import CoordinatorError, OutputError, RuleError
from coordinator.own_date_rules import FORMER, has_former

TODAY = date(2026, 11, 22)
BORN = date(2008, 12, 14)
KEY = "overgang_landa"


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "kodlistor" / "datumregler.json"
    use_own_rules(path)
    yield path
    use_own_rules(None)


def edit(name: str, text: str, key: str = KEY) -> None:
    edit_rule(key, name, text, TODAY)


def newest(key: str = KEY) -> DateRule:
    rule = to_edit(key)
    assert isinstance(rule, DateRule)
    return rule


def test_a_changed_rule_holds_at_once_and_is_not_checked_any_more(own: Path) -> None:
    edit("formula", "20 års dag", "fri_tandvard_t_o_m")
    rule = newest("fri_tandvard_t_o_m")
    assert (rule.formula, rule.own, rule.verified) == ("20-årsdagen", True, False)
    assert rule.valid_from == date(2025, 1, 1)
    assert day_of("fri_tandvard_t_o_m", BORN) == date(2028, 12, 14)
    note_checked("fri_tandvard_t_o_m", verified=True)
    edit("lead_months", "4 mån", "fri_tandvard_t_o_m")
    edit("source", " Region  Exempel ", "fri_tandvard_t_o_m")
    edit("valid_from", "", "fri_tandvard_t_o_m")
    rule = newest("fri_tandvard_t_o_m")
    assert (rule.lead_months, rule.source, rule.valid_from, rule.verified) == (4, "Region Exempel", None, False)
    assert own.exists()
    assert date_rules().faults == ()


def test_what_is_the_same_as_before_writes_nothing(own: Path) -> None:
    edit("formula", "19-årsdagen")
    edit("lead_months", "3")
    assert not own.exists()


@pytest.mark.parametrize(
    ("name", "text", "key"),
    [
        ("formula", "20-årsdan", KEY),
        ("formula", "10 år efter sista uppgiften", KEY),
        ("formula", "20-årsdagen", "stb_period"),
        ("lead_months", "61", KEY),
        ("lead_months", "sex", KEY),
        ("source", "  ", KEY),
        ("valid_from", "31 juni 2027", KEY),
        ("valid_from", "", "sip_invitation"),
        ("length", "snart", "sip_invitation"),
        ("length", "0 dagar", "sip_invitation"),
        ("length", "241 timmar", "admission_notice"),
    ],
)
def test_what_cannot_be_is_said_of_its_field_and_not_saved(own: Path, name: str, text: str, key: str) -> None:
    with pytest.raises(RuleError) as refused:
        edit(name, text, key)
    assert refused.value.field == name
    assert not own.exists()


def test_what_is_fixed_is_changed_only_with_the_program(own: Path) -> None:
    with pytest.raises(RuleError, match="bara med programmet"):
        edit("formula", "20-årsdagen", "myndig")
    with pytest.raises(RuleError, match="bara med programmet"):
        note_checked("myndig", verified=False)


def test_a_new_wording_leaves_the_former_for_the_days_before(own: Path) -> None:
    new_wording("fri_tandvard_t_o_m", "2028-01-01", TODAY)
    edit("formula", "31 december det år personen fyller 21", "fri_tandvard_t_o_m")
    assert [one.valid_from for one in generations("fri_tandvard_t_o_m")] == [date(2028, 1, 1), date(2025, 1, 1)]
    assert day_of("fri_tandvard_t_o_m", date(2006, 5, 5)) == date(2025, 12, 31)
    assert day_of("fri_tandvard_t_o_m", date(2007, 5, 5)) == date(2028, 12, 31)
    for text in ("", "2028-01-01", "2027-01-01"):
        with pytest.raises(RuleError, match="ny"):
            new_wording("fri_tandvard_t_o_m", text, TODAY)
    with pytest.raises(RuleError, match="samma dag"):
        edit("valid_from", "2025-01-01", "fri_tandvard_t_o_m")


def test_the_programs_rule_can_be_had_again_and_the_change_too(own: Path) -> None:
    edit("formula", "20-årsdagen")
    remove_own(KEY)
    assert not newest().own
    assert day_of(KEY, BORN) == date(2027, 12, 14)
    take_back()
    assert day_of(KEY, BORN) == date(2028, 12, 14)
    take_back()
    assert day_of(KEY, BORN) == date(2027, 12, 14)


def test_the_first_change_can_be_undone(own: Path) -> None:
    assert not has_former(own)
    with pytest.raises(RuleError, match="inget att ta tillbaka"):
        take_back()
    edit("formula", "20-årsdagen")
    assert has_former(own)
    take_back()
    assert not newest().own


def test_a_file_that_is_spoilt_is_not_written_over_and_the_former_comes_back(own: Path) -> None:
    edit("formula", "20-årsdagen")
    edit("lead_months", "4")
    own.write_text("{", encoding="utf-8")
    use_own_rules(own)
    assert "hämta tillbaka den förra" in date_rules().faults[0]
    with pytest.raises(RuleError, match="orörd"):
        edit("lead_months", "5")
    assert own.read_text(encoding="utf-8") == "{"
    take_back()
    assert day_of(KEY, BORN) == date(2028, 12, 14)
    assert own.with_name(FORMER).read_text(encoding="utf-8") == "{"


def test_what_is_written_in_the_place_of_a_broken_rule_begins_with_the_programs(own: Path) -> None:
    rows = [{"key": KEY, "formula": "20-årsdan"}, {"key": "overgang_slut", "formula": "26-årsdagen", "lead_months": -1}]
    own.parent.mkdir()
    own.write_text(json.dumps({"date_rules": rows}), encoding="utf-8")
    use_own_rules(own)
    edit("formula", "20-årsdagen")
    assert newest().lead_months == 3
    assert day_of(KEY, BORN) == date(2028, 12, 14)
    assert json.loads(own.read_text(encoding="utf-8"))["date_rules"][0] == rows[1]  # left as it was, and told
    assert day_of("overgang_slut", BORN) is None


def test_what_another_program_has_written_meanwhile_is_seen_before_it_is_changed(own: Path) -> None:
    edit("formula", "20-årsdagen")
    theirs = [{"key": KEY, "formula": "21-årsdagen"}]
    own.write_text(json.dumps({"date_rules": theirs}), encoding="utf-8")
    with pytest.raises(RuleError, match="i ett annat fönster"):
        note_checked(KEY, verified=True)
    assert day_of(KEY, BORN) == date(2029, 12, 14)
    assert json.loads(own.read_text(encoding="utf-8"))["date_rules"] == theirs
    note_checked(KEY, verified=True)
    assert (newest().formula, newest().verified) == ("21-årsdagen", True)


def test_a_source_is_kept_without_signs_that_cannot_be_seen(own: Path) -> None:
    edit("source", "Region\u202e\x00 Exempel")
    assert newest().source == "Region Exempel"
    assert date_rules().faults == ()
    assert own.exists()


def test_a_rule_of_a_discharge_is_changed_in_the_same_way(own: Path) -> None:
    edit("length", "5 dagar", "sip_invitation")
    (rule,) = [one for one in discharge_rules() if one.key == "sip_invitation"]
    assert (rule.days, rule.hours, rule.own, rule.verified) == (5, None, True, False)
    new_wording("sip_invitation", "2027-01-01", TODAY)
    edit("length", "48 timmar", "sip_invitation")
    spans = [one.span for one in generations("sip_invitation") if isinstance(one, DischargeRule)]
    assert spans == ["48 timmar", "5 dagar"]
    remove_own("sip_invitation")
    assert [one.own for one in generations("sip_invitation")] == [False]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("24 timmar", (24, 0)),
        ("1 Timme", (1, 0)),
        ("3 dagar", (None, 3)),
        ("2 dygn", (None, 2)),
        ("Samma dag", (None, 0)),
    ],
)
def test_how_long_something_may_take(text: str, read: tuple[int | None, int]) -> None:
    assert (read_length(text)[0], read_length(text)[1] if read[0] is None else 0) == read


def test_where_nothing_can_be_saved_it_is_said(own: Path) -> None:
    own.parent.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(CoordinatorError) as refused:
        edit("formula", "20-årsdagen")
    assert isinstance(refused.value, OutputError | RuleError)
    use_own_rules(None)
    with pytest.raises(RuleError, match="kan inte sparas här"):
        edit("formula", "20-årsdagen")

"""The rules as they are declared: their words, where they lead, and the gap made of them."""

import string
from datetime import date
from importlib.resources import files
from uuid import UUID

import pytest

from coordinator.careplan import CarePlan
from coordinator.contact import Assignment, ContactCategory
from coordinator.dates import rules_digest
from coordinator.entity import attrs_of
from coordinator.gap import Gap, GapRule, data, longest_silence, rule_named, rule_set, rules
from coordinator.gaps import rule_set_in_force
from coordinator.page import Page
from coordinator.person import Patient
from coordinator.quick_contact import read_contact

EVERY_RULE = pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
RULE = GapRule("x_late", 0, "Något sent", "För att.", "{what}", "för {late}, {who}", "Ring", Page.DEVICES, "name")
OF_PATIENT = {attr.name for attr in attrs_of(Patient)}
FIELDS = {
    Page.PERSON: OF_PATIENT,
    Page.RELATIVES: OF_PATIENT,
    Page.DIAGNOSES: OF_PATIENT,
    Page.CONTACTS: {assignment.stored for assignment in Assignment},
    Page.CARE_PLAN: {attr.name for attr in attrs_of(CarePlan)},
    Page.TRANSITION: {"new", "propose", "dental"},
    Page.UMI: {"emergency_known", "ask"},
}
NEW = "new:"


@EVERY_RULE
def test_every_rule_says_what_it_looks_for_and_why_in_whole_words(rule: GapRule) -> None:
    assert rule.code.isascii() and rule.code == rule.code.lower() and " " not in rule.code
    for text in (rule.name, rule.reason, rule.title, rule.why, rule.verb):
        assert text and text == text.strip()
    assert rule.name[0].isupper() and not rule.name.endswith(".") and "{" not in rule.name
    assert rule.reason[0].isupper() and rule.reason.endswith(".") and "{" not in rule.reason
    assert not rule.title.endswith(".") and not rule.why.endswith(".")
    assert len(rule.verb) <= 20


@EVERY_RULE
def test_every_rule_leads_to_what_the_page_has(rule: GapRule) -> None:
    begins_new = rule.page is Page.CONTACTS and rule.field.startswith(NEW)
    assert rule.field == "" or begins_new or rule.field in FIELDS[rule.page]


@EVERY_RULE
def test_every_number_of_a_rule_is_a_limit_with_its_unit(rule: GapRule) -> None:
    assert set(rule.numbers) <= {"days", "months"}
    assert all(number > 0 for number in rule.numbers.values())


def test_what_a_new_contact_begins_with_makes_the_right_one() -> None:
    """The line opens with the word; with a name after it, it is a contact in dental care."""
    (word,) = (rule.field.removeprefix(NEW) for rule in rules() if rule.field.startswith(NEW))
    assert read_contact(f"Vera Ek, {word}", date(2026, 11, 22)).fields["category"] is ContactCategory.DENTAL


def test_codes_and_names_are_each_one_rule_s_own_and_the_rank_is_the_order() -> None:
    for named in ("code", "name"):
        said = [getattr(rule, named) for rule in rules()]
        assert len(set(said)) == len(said)
    assert [rule.rank for rule in rules()] == list(range(len(rules())))
    assert longest_silence() == 24


def test_the_name_of_the_rules_changes_with_what_is_written_and_with_the_edition_of_the_code() -> None:
    assert rule_set(data(), 1) == rule_set(data(), 1)
    assert len({rule_set(data(), 1), rule_set(data() + b" ", 1), rule_set(data(), 2)}) == 3
    every = b"\0".join(map(data, ("gaps.json", "benefits.json", "transitions.json", "umi.json")))
    assert rule_set_in_force() in [f"{rule_set(every, edition)}-{rules_digest()}" for edition in range(1, 100)]


def test_the_name_of_the_rules_is_of_every_file_of_rules() -> None:
    """Those of dates say for themselves when they are others."""
    there = {path.name for path in (files("resources") / "rules").iterdir()}
    assert there == {"gaps.json", "benefits.json", "transitions.json", "umi.json", "date_rules.json", "discharge.json"}


def test_a_rule_is_known_by_its_code() -> None:
    assert rule_named("no_plan") in rules()
    assert rule_named("no_plan") is not None
    assert rule_named("none_such") is None


def test_a_gap_is_the_rule_with_words_put_in() -> None:
    entry, contact = UUID(int=1), UUID(int=2)
    words = {"what": "taklyft", "late": "2 dagar", "who": "Anna"}
    gap = RULE.found(words, contact_id=contact, entry_id=entry, due=date(2026, 11, 20))
    assert gap == Gap(
        "x_late", "Taklyft", "För 2 dagar, Anna", "Ring", Page.DEVICES, contact, entry, "name", date(2026, 11, 20)
    )  # fmt: skip


def test_words_of_the_record_are_never_read_as_places_to_fill_in() -> None:
    gap = RULE.found({"what": "{who} {0} %s", "late": "{late}", "who": "{"})
    assert (gap.title, gap.why) == ("{who} {0} %s", "För {late}, {")


def test_a_gap_shows_no_content_in_its_repr() -> None:
    gap = RULE.found({"what": "ring skolan", "late": "2 dagar", "who": "Anna"})
    assert "skolan" not in repr(gap).casefold()
    assert "Anna" not in repr(gap)


def test_a_gap_knows_its_rule() -> None:
    rule = rules()[3]
    words = {name: "x" for text in (rule.title, rule.why) for _, name, _, _ in string.Formatter().parse(text) if name}
    assert rule.found(words).rule is rule
    assert hash(rule) == hash(rule_named(rule.code))


def test_some_rules_are_serious_and_most_are_not() -> None:
    """Those stand in the list of what is to be done over all patients: were they many, nobody would read it."""
    serious = [rule.code for rule in rules() if rule.serious]
    assert {"no_care_contact", "emergency_not_asked", "sip_participant_without_consent"} <= set(serious)
    assert 2 * len(serious) < len(rules())

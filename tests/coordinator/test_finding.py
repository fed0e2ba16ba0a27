"""Finding by what is typed: the right ones, the best first, whatever is typed."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coordinator.finding import Finder, marked

PEOPLE = (
    "Wilma Öberg 200812142388",
    "Sven Öbergsson 195712302842",
    "Amina Wallin neurolog Östra sjukhuset",
    "Åsa Norén logoped Barnhabiliteringen",
    "Norah Åström",
    "Karin Lindström kurator",
)


def found(typed: str, *, loose: bool = False, limit: int = 10) -> list[str]:
    return [one.split()[0] for one in Finder(PEOPLE, str, loose=loose).find(typed, limit)]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("oberg", ["Wilma", "Sven"]),
        ("ÖBERG", ["Wilma", "Sven"]),
        ("  öberg   wil ", ["Wilma"]),
        ("wil öberg", ["Wilma"]),
        ("sson", ["Sven"]),  # a part of a word
        ("habilitering", ["Åsa"]),
        ("5712", ["Sven"]),
        ("nor", ["Norah", "Åsa"]),  # whose first word it is stands first
        ("öberg neurolog", []),
        ("", []),
        ("\n", []),
        ("-", []),
    ],
)
def test_words_are_found_in_any_order_and_spelling(typed: str, names: list[str]) -> None:
    assert found(typed) == names


@pytest.mark.parametrize("typed", ["wallen", "walin", "wallinn", "wlalin", "xallin", "wallix", "amnia wallin"])
def test_one_slip_is_forgiven_when_nothing_fits(typed: str) -> None:
    assert found(typed) == ["Amina"]


@pytest.mark.parametrize("typed", ["wollen", "sveen oberg xx", "wolm"])
def test_two_slips_and_short_words_are_not(typed: str) -> None:
    assert found(typed) == []


def test_letters_in_order_find_a_command_but_no_person() -> None:
    commands = ("Skriv ut vårdplanen", "Ny kontakt", "Större text")
    assert Finder(commands, str, loose=True).find("skvp", 5) == ["Skriv ut vårdplanen"]
    assert Finder(commands, str).find("skvp", 5) == []


def test_no_more_than_asked_for_and_none_twice() -> None:
    many = [f"Öberg {n} öberg" for n in range(1000)]
    given_ones = Finder(many, str).find("öberg", 7)
    assert given_ones == many[:7]
    assert Finder(many, str).find("999", 7) == ["Öberg 999 öberg"]


_SYLLABLES = st.sampled_from(("an", "na", "ber", "o", "lin", "ek", "1", "23"))
_SOME_WORDS = st.lists(st.lists(_SYLLABLES, min_size=1, max_size=3).map("".join), min_size=1, max_size=3).map(" ".join)


@given(st.lists(_SOME_WORDS, max_size=12), _SOME_WORDS)
def test_all_that_hold_every_word_are_found_and_no_other(lines: list[str], typed: str) -> None:
    finder = Finder(range(len(lines)), lambda place: lines[place])
    holding = [place for place, line in enumerate(lines) if all(word in line for word in typed.split())]
    assert sorted(finder.find_as_typed(typed, 100)) == holding
    beginning = [place for place in holding if all(f" {word}" in f" {lines[place]}" for word in typed.split())]
    assert sorted(finder.find_as_typed(typed, 100)[: len(beginning)]) == beginning


@pytest.mark.parametrize("typed", ["anna 17", "17 anna", "an", "n", "a 17"])
def test_what_stands_nearly_everywhere_is_found_like_the_rest(typed: str) -> None:
    lines = [f"anna{place} ek{place % 50} {place % 97}" for place in range(5000)]
    holding = [line for line in lines if all(f" {word}" in f" {line}" for word in typed.split())] or [
        line for line in lines if typed in line
    ]
    assert Finder(lines, str).find_as_typed(typed, 5) == holding[:5]


@example("ﬁ", "fi")
@example("a\nb", "b")
@example("İ ß Ǆ", "ss")
@given(st.text(max_size=12), st.text(max_size=6))
def test_whatever_is_typed_is_only_text(text: str, typed: str) -> None:
    finder = Finder([text, "annat"], str, loose=True)
    for one in finder.find(typed, 5):
        assert one in (text, "annat")
    parts = marked(text, typed)
    assert all(0 <= start < start + length <= len(text) for start, length in parts)
    assert parts == sorted(parts)
    assert all(sum(before) < after[0] for before, after in pairwise(parts))


def test_what_was_typed_is_marked_as_it_is_spelt() -> None:
    text = "Åsa Öberg, ö-viken"
    assert [text[start : start + length] for start, length in marked(text, "oberg o-v")] == ["Öberg", "ö-v"]
    assert marked(text, "") == []


def test_a_word_that_no_list_has_is_not_held_against_every_slip_of_it() -> None:
    word, text = "abcdefghij" * 7, "klmnopqrst" * 10
    finder = Finder([word, text], str)
    assert (finder.find(f"{word}x", 5), finder.find(f"{text}x", 5)) == ([word], [])

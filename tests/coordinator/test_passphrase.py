"""What a passphrase must be, and what is said of how long it would hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.errors import RuleError
from coordinator.passphrase import PRACTICE_PASSPHRASE, Strength, require_strong, strength


@pytest.mark.parametrize(
    "passphrase",
    [
        "",
        "elva tecken",
        " " * 40,
        "kort        ",
        "aaaaaaaaaaaaaaaa",
        "121212121212",
        PRACTICE_PASSPHRASE,
        PRACTICE_PASSPHRASE.upper(),
    ],
)
def test_a_weak_one_is_refused_with_what_to_do(passphrase: str) -> None:
    with pytest.raises(RuleError) as refused:
        require_strong(passphrase)
    assert refused.value.message.endswith(".")


@pytest.mark.parametrize("passphrase", ["häst batteri klammer", "correct horse battery", "\"';-- DROP TABLE x"])
def test_a_strong_one_passes(passphrase: str) -> None:
    require_strong(passphrase)


KNOWN = ("Anna Lind", "SMO-mottagningen")


@pytest.mark.parametrize(
    ("passphrase", "level"),
    [
        ("häst batteri klammer", 1),
        ("snöskata trampolin kavaj", 1),
        ("snöskata trampolin kavaj gurka", 2),
        ("Snöskata-Trampolin-Kavaj-Gurka", 2),
        ("snöskata trampolin kavaj gurka mossa", 3),
        ("snöskatatrampolinkavajgurkamossa", 3),
        ("xK9vTq2pLmZ4", 1),
        ("xK9vTq2pLmZ47dWe8RbN", 3),
        ("lösenord2026", 1),
        ("Sommaren2026!", 1),
        ("qwertyuiop123456", 1),
        ("abcdefgh 87654321 poiuytre", 1),
        ("correct horse battery staple", 1),
        ("fyra ord som inte hör ihop", 1),
        ("katt hund katt hund katt hund katt hund", 1),
        ("Anna Lind SMO-mottagningen", 1),
        ("annalind annalind 1987 1988", 1),
        (f"{PRACTICE_PASSPHRASE} 1", 1),
    ],
)
def test_the_strength_is_estimated_low(passphrase: str, level: int) -> None:
    assert strength(passphrase, KNOWN).level == level


def test_what_everybody_knows_of_her_counts_for_little() -> None:
    phrase = "solveig brattberg kardiologen uppvik"
    assert strength(phrase).level == 2
    assert strength(phrase, ["Solveig Brattberg", "Kardiologen", ""]).level == 1


def test_more_words_are_never_weaker() -> None:
    words = ["snöskata", "trampolin", "kavaj", "gurka", "mossa", "kapsyl"]
    levels = [strength(" ".join(words[:count])).level for count in range(1, 7)]
    assert levels == sorted(levels)
    assert (levels[0], levels[-1]) == (0, 3)


@given(passphrase=st.text(max_size=40) | st.text("ab1 ", max_size=40))
def test_level_nought_is_what_is_refused_and_for_the_same_reason(passphrase: str) -> None:
    found = strength(passphrase)
    try:
        require_strong(passphrase)
    except RuleError as error:
        assert found == Strength(0, f"{error.title}. {error.message}")
    else:
        assert found.level in (1, 2, 3)


def test_the_words_say_what_it_means_and_promise_nothing() -> None:
    for phrase in ("lösenord2026", "snöskata trampolin kavaj", "snöskata trampolin kavaj gurka", "a b c d e " * 40):
        found = strength(phrase)
        assert found.words.endswith(".")
        assert "%" not in found.words
        assert "säker" not in found.words.casefold()
    assert strength("snöskata trampolin kavaj gurka mossa").words == (
        "Håller länge även om datorn blir stulen, om orden inte hör ihop."
    )


@pytest.mark.parametrize("piece", ["ab", "abcd efgh ", "1234567890", "x y "])
def test_a_very_long_one_is_estimated_too(piece: str) -> None:
    assert strength((piece * 10_000)[:10_000]).level in (0, 1, 2, 3)

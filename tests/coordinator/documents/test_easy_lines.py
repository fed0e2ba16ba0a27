"""Text from the record, one thought at a time: nothing of it is changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.documents.easy_lines import thoughts


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("  \n \n", []),
        ("Vatten. Hästen Pärla.", ["Vatten.", "Hästen Pärla."]),
        ("Ett\nTvå. Tre", ["Ett", "Två.", "Tre"]),
        ("Är det bra? Ja! Åk hem… Öva.", ["Är det bra?", "Ja!", "Åk hem…", "Öva."]),
        ("Ring dr. Ek på tel. 010-1. Vänta.", ["Ring dr. Ek på tel. 010-1. Vänta."]),
        ("Frukt, t.ex. Äpple. Bröd", ["Frukt, t.ex. Äpple.", "Bröd"]),
        ("Se punkt 3. Den gäller", ["Se punkt 3. Den gäller"]),
        ("Hon sa: ”Nej.” Sedan gick hon.", ["Hon sa: ”Nej.”", "Sedan gick hon."]),
        ("Mamma (som bor här.) Pappa", ["Mamma (som bor här.)", "Pappa"]),
        ("version 2.0 av planen", ["version 2.0 av planen"]),
    ],
)
def test_a_thought_ends_where_a_sentence_ends(text: str, lines: list[str]) -> None:
    assert list(thoughts(text)) == lines


def test_a_sentence_of_many_letters_is_cut_after_a_comma_else_between_words() -> None:
    listed = ", ".join(["en sak till"] * 60)
    assert all(len(line) <= 330 and line.endswith(("till,", "till")) for line in thoughts(listed))
    assert all(len(line) <= 330 for line in thoughts("ord " * 300))
    assert list(thoughts("a" * 1000)) == ["a" * 1000], "a word is never cut"


@given(st.text(alphabet="abÅ.,!? \n”()1…\u2028", max_size=1500))
def test_no_letter_is_changed_lost_or_moved(text: str) -> None:
    lines = list(thoughts(text))
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(line and line == line.strip() for line in lines)

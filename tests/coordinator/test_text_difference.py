"""What changed in a text: nothing is lost, and what was written in or taken out stands by itself."""

from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.text_difference import Fate, Piece, difference

WORDS = st.lists(st.sampled_from(["Ringer", "tillbaka", "på", "eftermiddagen.", "\n", "  "]), max_size=12).map(" ".join)


def joined(pieces: tuple[Piece, ...], *fates: Fate) -> str:
    return "".join(piece.text for piece in pieces if piece.fate in fates)


@given(before=WORDS, after=WORDS)
@settings(max_examples=60, deadline=None)
def test_both_texts_are_in_the_pieces(before: str, after: str) -> None:
    pieces = difference(before, after)
    assert joined(pieces, Fate.KEPT, Fate.REMOVED) == before
    assert joined(pieces, Fate.KEPT, Fate.ADDED) == after
    assert all(piece.text for piece in pieces)


def test_a_word_in_the_middle_is_found_among_many() -> None:
    many = " ".join(f"ord{number}" for number in range(3000))
    pieces = difference(many, many.replace("ord1500 ", "annat "))
    assert [piece.fate for piece in pieces] == [Fate.KEPT, Fate.REMOVED, Fate.ADDED, Fate.KEPT]
    assert joined(pieces, Fate.REMOVED) == " ord1500"
    assert joined(pieces, Fate.ADDED) == " annat"


def test_two_changes_are_two() -> None:
    pieces = difference("Ringer på måndag. Vill ha remiss. Kommer själv.", "Ringer på tisdag. Vill ha remiss. Kommer.")
    assert joined(pieces, Fate.REMOVED).split() == ["måndag.", "Kommer", "själv."]
    assert joined(pieces, Fate.ADDED).split() == ["tisdag.", "Kommer."]


def test_what_is_added_last_is_all_that_is_new() -> None:
    pieces = difference("Ringer på måndag.", "Ringer på måndag. Kommer själv.")
    assert [(piece.text, piece.fate) for piece in pieces] == [
        ("Ringer på måndag.", Fate.KEPT), (" Kommer själv.", Fate.ADDED),
    ]  # fmt: skip


def test_two_long_texts_with_nothing_in_common_are_one_change_each() -> None:
    pieces = difference("gammal " * 999 + "text", "ny " * 999 + "skrift")
    assert [piece.fate for piece in pieces] == [Fate.REMOVED, Fate.ADDED]


def test_a_piece_does_not_show_its_text() -> None:
    assert "Nour" not in repr(difference("", "Nour"))

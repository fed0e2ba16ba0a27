"""Where things stand on an akutkort: all of it within the card and in full, nothing on anything else, or a refusal."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.card_layout import HEIGHT, WIDTH, CardLayout, card_layout
from coordinator.card_layout.room import require_room
from coordinator.card_layout.said import back_said, front_said
from coordinator.card_layout.whole import AROUND_THE_ROWS
from coordinator.errors import RuleError
from coordinator.map_layout import Box, Circle, Path, Primitive, Words
from coordinator.umi.card_figure import CardFacts, CardItem, CardPhone
from tests.coordinator.card_layout.figures import (
    AIRWAY,
    CORTISONE,
    NOTHING,
    PENICILLIN,
    PHONES,
    TWELVE,
    USUAL,
    item,
)

MILLIMETRE = 72 / 25.4
INNER = 3 * MILLIMETRE
HEAD = 26.0


def measure(text: str, size: float, bold: bool) -> float:
    """Letters of one width, about as wide as those of the paper."""
    return len(text) * size * (0.52 if bold else 0.49)


def placed(facts: CardFacts) -> CardLayout:
    return card_layout(facts, measure)


def words_of(side: tuple[Primitive, ...], *of: str | int) -> list[Words]:
    return [one for one in side if isinstance(one, Words) and (not of or one.of == of)]


def text_of(side: tuple[Primitive, ...], *of: str | int) -> str:
    return " ".join(one.text for one in words_of(side, *of))


def box_of(words: Words) -> Box:
    wide = measure(words.text, words.size, words.bold)
    return Box(words.x, words.y - 0.72 * words.size, wide, 0.92 * words.size)


def points(marks: tuple[Primitive, ...]) -> Iterator[tuple[float, float]]:
    """The corners of all that is drawn, with half of what a line is wide."""
    for one in marks:
        if isinstance(one, Words):
            box = box_of(one)
            yield from ((box.x, box.y), (box.right, box.bottom))
        elif isinstance(one, Circle):
            yield from ((one.x - one.r, one.y - one.r), (one.x + one.r, one.y + one.r))
        else:
            half = one.width / 2 if one.stroke else 0
            for x, y in corners(one):
                yield from ((x - half, y - half), (x + half, y + half))


def corners(path: Path) -> list[tuple[float, float]]:
    """Where a path of straight lines turns."""
    return [(x, y) for _, *(x, y) in path.steps]


def square_of(layout: CardLayout) -> Path:
    (found,) = [one for one in layout.back if isinstance(one, Path) and one.of == ("qr",)]
    return found


def meet(one: Box, other: Box) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def has_all_its_room(facts: CardFacts, layout: CardLayout) -> None:
    """Nothing outside the card or its margin, no letters on others or too small, and every word is there."""
    for side in (layout.front, layout.back):
        assert all(-0.01 <= x <= WIDTH + 0.01 and -0.01 <= y <= HEIGHT + 0.01 for x, y in points(side))
        read = tuple(one for one in side if not (isinstance(one, Path) and one.of == ("head",)))
        assert all(INNER - 0.4 <= x <= WIDTH - INNER + 0.4 for x, _ in points(read))
        assert all(y <= HEIGHT - INNER + 0.4 for _, y in points(read))
        boxes = [box_of(one) for one in words_of(side)]
        assert not any(meet(one, other) for one, other in combinations(boxes, 2))
        assert min(one.size for one in words_of(side)) >= 6.5
    for number, one in enumerate(facts.items):
        assert letters(f"{one.heading}{one.text}") in letters(text_of(layout.front, "item", number))
        assert letters(one.english_heading or one.heading) in letters(text_of(layout.back, "item", number))
        assert letters(one.english_text) in letters(text_of(layout.back, "item", number))
    assert letters(facts.name) in letters(text_of(layout.front, "name"))


def letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


TEXT = st.text("aåÖmŁ -,.", max_size=60)
LINES = st.text("aåÖmŁ -,.\n", max_size=90)
ITEMS = st.builds(CardItem, st.uuids(), TEXT.filter(str.strip), LINES, TEXT, LINES, st.booleans())
PHONE = st.builds(CardPhone, TEXT, TEXT, TEXT, st.text("0123456789- ", min_size=3, max_size=16))
FACTS = st.builds(
    replace, st.just(USUAL), name=TEXT, number=st.sampled_from(["", "20091224-2385"]), condition=TEXT,
    items=st.lists(ITEMS, max_size=5).map(tuple), phones=st.lists(PHONE, max_size=3).map(tuple), speaks=TEXT,
    source=TEXT, practice=st.booleans(),
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(FACTS)
def test_all_has_its_room_or_it_is_said_which_rows_have_none(facts: CardFacts) -> None:
    layout = placed(facts)
    headings = tuple(one.heading for one in facts.items)
    if layout.too_much:
        rows = layout.too_much[layout.too_much[0] == AROUND_THE_ROWS :]
        assert headings[len(headings) - len(rows) :] == rows
    else:
        has_all_its_room(facts, layout)


@pytest.mark.parametrize("practice", [False, True])
@pytest.mark.parametrize("items", [(), (CORTISONE,), USUAL.items], ids=len)
def test_an_ordinary_card_has_room(items: tuple[CardItem, ...], practice: bool) -> None:
    facts = replace(USUAL, items=items, practice=practice)
    layout = placed(facts)
    assert layout.too_much == ()
    has_all_its_room(facts, layout)
    for side in (layout.front, layout.back):
        assert ("ÖVNING, påhittade personer" in text_of(side)) is practice
    assert text_of(layout.front, "foot").split() == [*USUAL.source.split(), "Gäller", "till", "2027-11-20"]
    assert text_of(layout.back, "foot") == "Printed 2026-11-22 Valid until 2027-11-20"
    assert text_of(layout.front, "head").startswith("Akutinformation Emergency card")


def test_a_card_with_hardly_anything_on_it_has_room_for_what_stands_below_its_small_square() -> None:
    facts = replace(NOTHING, name="Bo", born=None, nothing=("Ja", "Yes"))
    layout = placed(facts)
    has_all_its_room(facts, layout)
    below = max(box_of(one).width for one in words_of(layout.back, "qr"))
    xs = [x for x, _ in corners(square_of(layout))]
    assert max(xs) - min(xs) < below


def sizes(facts: CardFacts, *of: str | int) -> set[float]:
    return {one.size for one in words_of(placed(facts).front, *(of or ("item", 0)))}


def test_letters_are_as_large_as_there_is_room_for() -> None:
    one, three = replace(USUAL, items=(CORTISONE,)), USUAL
    five = replace(USUAL, items=(*USUAL.items, AIRWAY, PENICILLIN))
    found = [max(sizes(facts)) for facts in (one, three, five)]
    assert found[0] == 10 and found == sorted(found, reverse=True) and found[2] >= 6.5
    assert len(set(found)) == 3
    assert all(len(sizes(facts)) == 1 for facts in (one, three, five))


def test_what_has_no_room_is_told_from_the_first_row_on_and_none_of_it_is_shortened() -> None:
    layout = placed(TWELVE)
    first = int(layout.too_much[0].removeprefix("Rad "))
    assert 2 < first < 9
    assert layout.too_much == tuple(f"Rad {number}" for number in range(first, 12))
    assert text_of(layout.front, "item", first - 1) and not text_of(layout.front, "item", first + 1)
    assert letters(text_of(layout.front, "item", first - 1)) == letters(f"Rad {first - 1}" + "Gör så här. " * 4)


def test_rows_that_only_english_makes_too_long_have_no_room_either() -> None:
    wordy = tuple(replace(one, text="", english_text="Do it like this. " * 6) for one in TWELVE.items[:4])
    layout = placed(replace(USUAL, items=wordy))
    assert layout.too_much and layout.too_much[-1] == "Rad 3"
    assert placed(replace(USUAL, items=tuple(replace(one, english_text="") for one in wordy))).too_much == ()
    with pytest.raises(RuleError, match="får inte plats") as refused:
        require_room(replace(USUAL, items=wordy), measure)
    assert "QR" not in str(refused.value)


def test_a_name_without_end_is_said_to_have_no_room() -> None:
    for facts in (USUAL, NOTHING):
        endless = placed(replace(facts, name="Maria " * 120))
        assert endless.too_much == (AROUND_THE_ROWS, *(one.heading for one in facts.items))


def test_a_long_name_is_smaller_and_then_on_several_lines_beside_the_number() -> None:
    short, long, longest = (
        words_of(placed(replace(USUAL, name=name)).front, "name")
        for name in ("Alva Testsson", "Alva Maria Testsson Lejonhufvud", "Alva Maria Testsson Lejonhufvud af Ulvåsa Ek")
    )
    assert short[0].size == 11 and 8.5 <= long[0].size < 11 and len(long) == 2
    assert longest[0].size == 8.5 and len(longest) == 3
    assert all(one.x + measure(one.text, one.size, one.bold) <= WIDTH - INNER + 0.1 for one in longest)


# What is said


def test_what_threatens_life_stands_first_has_a_sign_of_its_own_and_says_so() -> None:
    layout = placed(USUAL)
    signs = {one.of: one for one in layout.front if one.of and one.of[0] == "item" and not isinstance(one, Words)}
    assert isinstance(signs["item", 0], Path) and isinstance(signs["item", 1], Circle)
    assert words_of(layout.front, "item", 0)[0].role == "red"
    assert "Livshotande" in text_of(layout.front, "item", 0)
    assert "Life-threatening" in text_of(layout.back, "item", 0)
    assert {one.role for one in words_of(layout.front, "item", 1)} == {"ink"}


def test_what_must_not_be_done_begins_in_bold_in_both_languages() -> None:
    swedish, english = "Att inte göra: Lämna mig inte.\nGör: Ring 112.", "What not to do: Leave me.\nDo: Call 112."
    row = item("Kramper", swedish, "Seizures", english)
    for items in ((row,), (row, *USUAL.items)):  # with the heading on a line of its own, and not
        layout = placed(replace(USUAL, items=items, phones=()))
        for side, wanted in ((layout.front, ("Att inte göra:", "Gör:")), (layout.back, ("What not to do:", "Do:"))):
            bold = " ".join(one.text for one in words_of(side, "item", 0) if one.bold)
            assert all(lead in bold for lead in wanted) and "112" not in bold
            has_all_its_room(replace(USUAL, items=items, phones=()), layout)


def test_what_is_missing_in_a_language_is_said() -> None:
    half = replace(AIRWAY, english_text="")
    other = item("Narrow airway", "", "Narrow airway", "Call first.")
    layout = placed(replace(USUAL, items=(CORTISONE, half, PENICILLIN, other)))
    assert text_of(layout.back, "item", 0) == "Kortison, avbryt aldrig (English text missing)"
    assert text_of(layout.back, "item", 1).endswith("Narrow airway (English text missing)")
    assert "missing" not in text_of(layout.back, "item", 2)
    assert text_of(layout.front, "item", 3).endswith("(svensk text saknas)")
    assert "saknas" not in text_of(layout.front, "item", 0)
    for alone, english in ((CORTISONE, "Kortison, avbryt aldrig"), (half, "Narrow airway")):  # in large letters too
        assert text_of(placed(replace(USUAL, items=(alone,))).back, "item", 0) == f"{english} (English text missing)"


def test_without_rows_it_says_why_in_both_languages() -> None:
    layout = placed(NOTHING)
    assert text_of(layout.front, "item", 0) == NOTHING.nothing[0]
    assert text_of(layout.back, "item", 0) == NOTHING.nothing[1]
    assert {one.bold for one in words_of(layout.front, "item", 0)} == {True}


def test_numbers_stand_below_each_other_at_the_right_edge() -> None:
    layout = placed(USUAL)
    numbers = [words_of(layout.front, "phone", number)[-1] for number in range(3)]
    assert [one.text for one in numbers] == [one.number for one in PHONES]
    assert {round(one.x + measure(one.text, one.size, one.bold), 3) for one in numbers} == {round(WIDTH - INNER, 3)}
    assert all(one.bold for one in numbers)
    wordy = replace(PHONES[1], name="Anestesijouren på Östra sjukhuset i Göteborg, hus 3")
    long = words_of(placed(replace(USUAL, items=(AIRWAY,), phones=(wordy,))).front, "phone", 0)
    *lines, number = long
    assert len({one.y for one in lines}) == 2 and letters("".join(one.text for one in lines)).endswith("hus3")
    assert all(box_of(one).right + 5 < number.x for one in lines)
    english = placed(replace(USUAL, items=(AIRWAY,)))
    assert text_of(english.back, "phone", 0) == "Care coordinator 010-123 45 67"
    said = "What not to do: Leave me.\nMedicines to avoid: Phenytoin.\nDo: Call 112.\nAnaesthesia: Ask."
    seizures = item("Kramper", "", "Seizures", said)
    rows = placed(replace(USUAL, items=(seizures, CORTISONE)))
    assert not text_of(rows.back, "phone", 0)  # rather than that, each line of a row stands for itself
    bold = [one for one in words_of(rows.back, "item", 0) if one.bold]
    assert [one.text for one in bold] == ["Seizures", "What not to do:", "Medicines to avoid:", "Do:", "Anaesthesia:"]
    assert len({one.x for one in bold}) == 1


def test_the_card_in_words_says_all_that_is_drawn() -> None:
    for facts in (USUAL, NOTHING, replace(USUAL, practice=True)):
        layout = placed(facts)
        for side, said in ((layout.front, front_said(facts)), (layout.back, back_said(facts))):
            heard = letters(" ".join(said))
            lines = [
                one.text for one in words_of(side) if not (side is layout.back and (one.of or ("",))[0] == "phone")
            ]
            assert all(letters(line) in heard or line == "Akutinformation på engelska" for line in lines)


# The square


@pytest.mark.parametrize("facts", [NOTHING, USUAL, replace(USUAL, items=(CORTISONE,))], ids=["none", "three", "one"])
def test_the_square_is_large_enough_and_has_nothing_around_it(facts: CardFacts) -> None:
    layout = placed(facts)
    path = square_of(layout)
    xs, ys = zip(*corners(path), strict=True)
    module = min(bottom - top for top, bottom in zip(ys[1::4], ys[2::4], strict=True))
    assert 0.4 * MILLIMETRE <= module <= 0.66 * MILLIMETRE
    many = round((max(xs) - min(xs)) / module)
    assert 21 <= many <= 69 and (many - 17) % 4 == 0 and path.fill == "ink" and path.closed
    quiet = 4 * module - 0.01
    around = Box(min(xs) - quiet, min(ys) - quiet, many * module + 2 * quiet, many * module + 2 * quiet)
    assert around.right <= WIDTH and around.y >= HEAD - 0.1
    assert not any(meet(box_of(one), around) for one in words_of(layout.back))
    rules = [one for one in layout.back if isinstance(one, Path) and one.stroke == "hair"]
    assert rules and all(corners(one)[1][0] <= around.x for one in rules)


def test_a_code_with_too_much_text_is_not_drawn_and_nothing_may_be_printed() -> None:
    facts = replace(USUAL, items=(*USUAL.items, item("Dravets syndrom", "x" * 99, "Dravet syndrome", "x")))
    assert not [one for one in placed(facts).back if one.of == ("qr",)]
    with pytest.raises(RuleError, match=r"QR-koden är \d+ tecken för lång.*Inget är utskrivet") as refused:
        require_room(facts, measure)
    assert "”Dravets syndrom”" in str(refused.value) and "penicillin" not in str(refused.value)
    assert "sidan UMI och akut" in str(refused.value) and "”På akutkortet”" in str(refused.value)


def test_what_stands_on_every_card_is_not_proposed_to_be_left_out() -> None:
    unasked = replace(item("Överkänslighet: ej efterfrågat"), always=True)
    with pytest.raises(RuleError, match="Det här får inte plats") as refused:
        require_room(replace(TWELVE, items=(*TWELVE.items[:8], unasked)), measure)
    proposed = str(refused.value).partition("Ta bort")[2]
    assert "”Rad 7”" in proposed and "efterfrågat" not in proposed


def test_rows_without_room_are_named_with_what_could_go() -> None:
    with pytest.raises(RuleError, match="Det här får inte plats: ”Rad") as refused:
        require_room(TWELVE, measure)
    assert "”Rad 11”, ”Rad 10”" in str(refused.value) and " och ”Rad" in str(refused.value)
    assert require_room(USUAL, measure).layout == placed(USUAL)

"""Whether the card has room, and what could go when it has not; what threatens life is never proposed."""

from datetime import date

import pytest

from coordinator.card_layout.room import card_room, require_room
from coordinator.entity import new_id
from coordinator.errors import RuleError
from coordinator.umi.card_facts import QR_BYTES, qr_text
from coordinator.umi.card_figure import CardFacts, CardItem


def measure(text: str, size: float, bold: bool) -> float:
    return len(text) * size * (0.55 if bold else 0.5)


def item(heading: str, text: str = "", *, severe: bool = False) -> CardItem:
    return CardItem(new_id(), heading, text, heading, text, severe)


def facts(*items: CardItem) -> CardFacts:
    return CardFacts(
        "Alva Testsson", "20091224-2385", date(2009, 12, 24), "", items, ("Inget känt.", "Nothing known."), (), "", "",
        date(2026, 11, 22), date(2027, 11, 12), practice=False,
    )  # fmt: skip


def headings(items: tuple[CardItem, ...]) -> list[str]:
    return [one.heading for one in items]


def test_a_card_with_room_for_all_proposes_nothing() -> None:
    room = card_room(facts(item("Svårintuberad", "Ring anestesijouren.")), measure)
    assert room.fits and room.layout.front and (room.excess, room.one_of, room.together) == (0, (), ())
    assert room.longest is None


def test_a_code_with_too_long_a_text_says_by_how_much_and_what_alone_would_be_enough() -> None:
    light, long = item("Latex", "å" * 30), item("Addisons sjukdom", "x" * 180)
    severe = item("Penicillin", "y" * 45, severe=True)
    shown = facts(severe, long, light)
    room = card_room(shown, measure)
    spare = len(qr_text(shown).encode()) - QR_BYTES
    assert not room.fits and 0 < room.excess <= spare < 68
    assert headings(room.one_of) == ["Latex", "Addisons sjukdom"]  # what weighs least first, and never the penicillin
    assert room.longest is long and room.together == ()
    assert card_room(facts(severe, long), measure).fits  # as it says


def test_several_are_proposed_together_when_none_is_enough_alone() -> None:
    rows = [item(f"Rad {number}", "x" * 75) for number in range(6)]
    room = card_room(facts(*rows), measure)
    assert room.one_of == () and headings(room.together) == ["Rad 5", "Rad 4", "Rad 3"]
    assert card_room(facts(*rows[:3]), measure).fits and not card_room(facts(*rows[:4]), measure).fits
    assert headings(card_room(facts(*rows[:5]), measure).together) == ["Rad 4", "Rad 3"]


def test_what_has_room_on_the_card_may_be_too_much_for_its_code() -> None:
    rows = [item(f"Rad {number}", "å" * 28) for number in range(6)]
    room = card_room(facts(*rows), measure)
    assert room.layout.too_much == () and room.excess and room.one_of == ()
    left = rows[: len(rows) - len(room.together)]
    assert card_room(facts(*left), measure).fits and not card_room(facts(*rows[: len(left) + 1]), measure).fits


def test_when_only_what_threatens_life_has_no_room_the_proposal_is_to_shorten() -> None:
    rows = [item(f"Ämne {number}", "x" * (150 + number), severe=True) for number in range(3)]
    room = card_room(facts(*rows), measure)
    assert not room.fits and room.one_of == () and room.together == () and room.longest is rows[2]


def test_rows_that_have_no_room_on_the_card_itself_are_told_of() -> None:
    rows = [item(f"Rad {number}") for number in range(12)]
    room = card_room(facts(*rows), measure)
    assert room.excess == 0 and not room.fits and room.layout.too_much == ("Rad 9", "Rad 10", "Rad 11")
    assert room.one_of == () and headings(room.together) == ["Rad 11", "Rad 10", "Rad 9"]


def test_of_a_hundred_rows_without_room_a_few_are_named_and_the_rest_are_counted() -> None:
    with pytest.raises(RuleError) as refused:
        require_room(facts(*(item(f"Rad {number}") for number in range(100))), measure)
    said = str(refused.value)
    assert "”Rad 9”, ”Rad 10”" in said and "”Rad 16” och 83 till." in said and "”Rad 17”" not in said
    assert len(said) < 600

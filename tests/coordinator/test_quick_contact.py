"""One line becomes a contact; what is not understood is kept as the note."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coordinator.contact import Channel, Contact, ContactCategory, add_contact
from coordinator.quick_contact import QuickContact, read_contact
from coordinator.soundness import require_sound
from tests.coordinator.conftest import TODAY, record_of

SPECIALIST, HABILITATION = ContactCategory.SPECIALIST, ContactCategory.HABILITATION


def fields(text: str) -> dict[str, Any]:
    return dict(read_contact(text, TODAY).fields)


def shown(text: str) -> list[str]:
    return [part.text for part in read_contact(text, TODAY).parts]


def written(read: QuickContact) -> list[str]:
    return " ".join(part.written for part in read.parts).split()


@pytest.mark.parametrize("between", [", ", ";", "\t", " ; ", ","])
def test_a_line_is_read_whatever_stands_between_its_parts(between: str) -> None:
    assert fields(between.join(["Lisa Ek", "dietist", "070-123 45 67", "var 6:e månad"])) == {
        "name": "Lisa Ek",
        "role": "dietist",
        "phone": "070-123 45 67",
        "interval_months": 6,
        "category": SPECIALIST,
    }


def test_it_is_read_without_anything_between_too() -> None:
    assert fields("Lisa Ek dietist 070-123 45 67 var 6:e månad") == fields(
        "Lisa Ek, dietist, 070-123 45 67, var 6:e månad"
    )


def test_what_it_becomes_is_shown_in_order_and_the_category_is_suggested() -> None:
    line = "070-123 45 67, varje halvår, Lisa Norberg, sjukgymnast, nästa 3 december, växel 08-12 34 56, ring tidigt"
    read = read_contact(line, TODAY)
    assert [(part.label, part.text, part.suggested) for part in read.parts] == [
        ("Namn", "Lisa Norberg", False),
        ("Roll", "fysioterapeut", False),
        ("Direkttelefon", "070-123 45 67", False),
        ("Växel", "växel 08-12 34 56", False),
        ("Nästa planerade", "nästa tor 3 dec", False),
        ("Månader mellan kontakterna", "var 6:e månad", False),
        ("Anteckning", "ring tidigt", False),
        ("Kategori", "Habilitering, rehabilitering, hjälpmedel", True),
    ]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("lisa ek", {"name": "lisa ek"}),
        ("Lisa Ek, lisa.ek@region.se", {"email": "lisa.ek@region.se"}),
        ("Lisa Ek, e-post lisa@ek.se", {"email": "lisa@ek.se"}),
        ("Lisa Ek, tel 031-123 45 67", {"phone": "031-123 45 67"}),
        ("Lisa Ek, +46 70 123 45 67", {"phone": "+46 70 123 45 67"}),
        ("Lisa Ek, 08-123 45 67 (växel)", {"switchboard": "08-123 45 67"}),
        ("Lisa Ek, 070-123 45 67, växel 08-12 34 56", {"phone": "070-123 45 67", "switchboard": "08-12 34 56"}),
        ("Lisa Ek, vardagar 8–10", {"phone_hours": "vardagar 8–10"}),
        ("Lisa Ek, 1177", {"channel": Channel.E1177}),
        ("Lisa Ek, via Messenger", {"channel": Channel.COSMIC}),
        ("Lisa Ek, nästa 2026-12-03", {"next_contact": date(2026, 12, 3)}),
        ("Lisa Ek, nästa gång den 3 dec", {"next_contact": date(2026, 12, 3)}),
        ("Lisa Ek, ny tid 3/12 2027", {"next_contact": date(2027, 12, 3)}),
        ("Lisa Ek, nästa torsdag", {"next_contact": date(2026, 11, 26)}),
        ("Lisa Ek dietist nästa 3 december var 6:e månad", {"next_contact": date(2026, 12, 3), "interval_months": 6}),
        ("Barnkliniken, Östra sjukhuset", {"unit": "Barnkliniken", "organisation": "Östra sjukhuset"}),
        ("dietist på Barnkliniken", {"role": "dietist", "unit": "Barnkliniken"}),
        ("doktor Karin Ål", {"role": "läkare", "name": "Karin Ål"}),
        ("Anna Tolk", {"name": "Anna Tolk"}),
        ("Olle Brandt, öron-, näs- och halsläkare", {"role": "öron-, näs- och halsläkare"}),
    ],
)
def test_each_thing_finds_its_field(line: str, found: dict[str, Any]) -> None:
    read = fields(line)
    assert {name: read.get(name) for name in found} == found
    assert "note" not in read


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("Bo, var tredje vecka", "var tredje vecka"),
        ("Bo, ringer alltid själv, helst kväll", "ringer alltid själv, helst kväll"),
        ("Bo, nästa vår", "nästa vår"),
        ("Bo, nästa 31 november", "nästa 31 november"),
        ("Bo, nästa 2020-01-01", "nästa 2020-01-01"),
        ("Bo, fax 08-123 45 67", "fax 08-123 45 67"),
        ("Bo, 12345", "12345"),
        ("Bo, 070-123 45 67, 070-999 88 77", "070-999 88 77"),
        ("Bo, läkare, dietist", "dietist"),
        ("Bo, Ek", "Ek"),
        ("Bo, 070-123 45 67 knapptryck 2", "070-123 45 67 knapptryck 2"),
        ("Bo, beställ blodprov varje månad", "beställ blodprov varje månad"),
    ],
)
def test_what_is_not_understood_is_the_note(line: str, note: str) -> None:
    read = fields(line)
    assert (read["name"], read["note"]) == ("Bo", note)
    assert "interval_months" not in read


@pytest.mark.parametrize(
    ("line", "category"),
    [
        ("Bo", SPECIALIST),
        ("Bo, fysioterapeut", HABILITATION),
        ("Bo, fysioterapeut, Östra sjukhuset", SPECIALIST),
        ("Bo, sjuksköterska, Vårdcentralen Lunden", ContactCategory.PRIMARY_CARE),
        ("Bo, tandläkare, Östra sjukhuset", ContactCategory.DENTAL),
        ("Bo, Lundaskolan", ContactCategory.SCHOOL_WORK),
        ("Bo, logoped, Gomteamet", HABILITATION),
        ("Bo, fvk, Vårdcentralen Lunden", ContactCategory.COORDINATION),
    ],
)
def test_the_category_follows_role_and_workplace(line: str, category: ContactCategory) -> None:
    assert fields(line)["category"] is category


@pytest.mark.parametrize("line", ["", "   ", " , ;\t,"])
def test_nothing_becomes_nothing(line: str) -> None:
    assert read_contact(line, TODAY) == QuickContact({}, ())


def test_what_is_read_shows_no_content_in_its_repr() -> None:
    read = read_contact("Lisa Ek, dietist, 070-123 45 67, hemligt", TODAY)
    assert not [word for word in ("Lisa", "070", "hemligt") if word in repr(read) + repr(read.parts)]


SAID = """
    Lisa Ek dietist sjukgymnast läkare 070-123 45 67 0 växel fax tel via var varje 6:e månad halvår tredje vecka en gång
    i kvartalet nästa 3 december 2026-12-03 Barnkliniken Östra sjukhuset på lisa@ek.se @ 1177 vardagar 8–10 , ; - ( )
    öron-, hej
"""
WORDS = st.sampled_from(SAID.split())


@settings(max_examples=200)
@example(words=["tel"])
@example(words=["Lisa", "tel", ",", "via"])
@example(words=["070-123", "45", "67", "växel", "på", "var", "6:e", "månad"])
@given(words=st.lists(WORDS, max_size=14))
def test_no_word_is_lost(words: list[str]) -> None:
    read = read_contact(" ".join(words), TODAY)
    kept = written(read)
    for word in " ".join(words).replace("-,", "-\0").replace(",", " ").replace(";", " ").replace("\0", ",").split():
        assert word in kept or word in " ".join(kept), word


@given(text=st.text(max_size=60))
def test_any_text_at_all_is_kept_and_makes_a_contact_of_declared_fields(text: str) -> None:
    read = read_contact(text, TODAY)
    letters = Counter(char for char in text if char.isalnum())
    assert letters - Counter("".join(written(read))) == Counter()
    contact = Contact(patient_id=record_of().patient_id, **read.fields)
    assert contact.interval_months is None or 1 <= contact.interval_months <= 240


def test_what_is_read_can_be_added() -> None:
    record = record_of()
    require_sound(record, add_contact(record, **fields("Lisa Ek, dietist, 070-123 45 67, var 6:e månad, mejla först")))


@pytest.mark.parametrize(
    "piece", ["a", "a ", "0-", "var ", "var 6:e ", "a@", "nästa ", "nästa 3 december, ", "(", ", "]
)
def test_ten_thousand_letters_are_read(piece: str) -> None:
    text = (piece * 10_000)[:10_000]
    kept = "".join(written(read_contact(text, TODAY)))
    assert kept.replace(",", "") == "".join(text.replace(",", "").split())

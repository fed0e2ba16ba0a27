"""A reminder said in one line: the last day is when, a name after it who, all the rest what."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.contact import Contact, ContactStatus
from coordinator.errors import RuleError
from coordinator.quick_reminder import QuickReminder, read_reminder
from tests.coordinator.conftest import ACTOR, PATIENT_ID, TODAY, record_of

BERG = Contact(patient_id=PATIENT_ID, name="Anna Berg", role="LSS-handläggare", phone="010-123 45 67")
KARIN = Contact(patient_id=PATIENT_ID, name="Karin Åhs", role="sjuksköterska", switchboard="031-390 06 00")
RECORD = record_of(BERG, KARIN)


def read(text: str) -> QuickReminder:
    return read_reminder(RECORD, text)


@pytest.mark.parametrize(
    ("text", "what", "due", "owner"),
    [
        ("ring LSS om beslutet fre 4 dec Karin", "ring LSS om beslutet", date(2026, 12, 4), "Karin Åhs"),
        ("ring LSS om beslutet om en vecka", "ring LSS om beslutet", date(2026, 11, 29), ACTOR.name),
        ("ring LSS, Karin, i morgon", "ring LSS", date(2026, 11, 23), "Karin Åhs"),
        ("ring LSS, i morgon, Karin", "ring LSS", date(2026, 11, 23), "Karin Åhs"),
        ("fre 4 dec ring LSS", "ring LSS", date(2026, 12, 4), ACTOR.name),
        ("ring LSS fre 4 dec om beslutet", "ring LSS om beslutet", date(2026, 12, 4), ACTOR.name),
        ("ring LSS om beslutet senast mån Bo Ek", "ring LSS om beslutet", date(2026, 11, 23), "Bo Ek"),
        ("hämta hjälpmedlet 2026-12-01 mamma", "hämta hjälpmedlet", date(2026, 12, 1), "mamma"),
        ("skriv intyget 1/12 jag", "skriv intyget", date(2026, 12, 1), ACTOR.name),
        ("skriv intyget 1/12 Anna Lind", "skriv intyget", date(2026, 12, 1), ACTOR.name),
        ("mötet 12 nov följs upp fredag v. 49", "mötet 12 nov följs upp", date(2026, 12, 4), ACTOR.name),
        ("ge 1,5 tablett i morgon", "ge 1,5 tablett", date(2026, 11, 23), ACTOR.name),
        ("ring 08-123 45 67 fre", "ring 08-123 45 67", date(2026, 11, 27), ACTOR.name),
        ("ring 08-123 45 67 mån", "ring 08-123 45 67", date(2026, 11, 23), ACTOR.name),
        ("ring avdelning 12 på tis", "ring avdelning 12", date(2026, 11, 24), ACTOR.name),
        ("ring fre 4 dec, LSS", "ring LSS", date(2026, 12, 4), ACTOR.name),
    ],
)
def test_a_line_is_sorted(text: str, what: str, due: date, owner: str) -> None:
    found = read(text)
    assert (found.fields["what"], found.fields["due"], found.fields["owner"]) == (what, due, owner)
    assert found.lacks == ""


@pytest.mark.parametrize(
    "text", ["Ring Tor", "kolla provsvar var 6:e mån", "prover efter 6 mån", "följ upp det som sades 2026-10-01"]
)
def test_a_word_that_only_looks_like_a_day_stays_in_what(text: str) -> None:
    found = read(text)
    assert "due" not in found.fields
    assert found.fields["what"] == text
    assert found.lacks.startswith("Skriv också en dag")


def test_a_day_and_nothing_to_do_is_not_enough() -> None:
    assert read("senast på fredag").lacks == "Skriv vad som ska bevakas."
    assert read("").parts == ()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("ring 31 feb", "Februari har 28 dagar"),
        ("ring tor 4 dec", "är en fredag"),
        ("ring v. 49", "Vilken dag i v. 49"),
    ],
)
def test_a_day_that_does_not_exist_is_said_and_never_read_as_another(text: str, why: str) -> None:
    with pytest.raises(RuleError, match=why):
        read(text)


def test_whom_to_ring_is_suggested_with_the_number() -> None:
    found = read("ring Anna Berg om beslutet i morgon")
    assert found.fields["contact_id"] == BERG.id
    assert found.parts[-1].text == "Anna Berg, LSS-handläggare 010-123 45 67" and found.parts[-1].suggested
    assert read("ring LSS i morgon").fields["contact_id"] == BERG.id
    assert "contact_id" not in read("ring FK i morgon").fields


def test_letters_that_fit_two_workplaces_suggest_nobody() -> None:
    other = Contact(patient_id=PATIENT_ID, name="Eva Ek", organisation="LSS Hisingen")
    assert "contact_id" not in read_reminder(record_of(BERG, other), "ring LSS i morgon").fields
    ended = Contact(patient_id=PATIENT_ID, name="Eva Ek", organisation="LSS", status=ContactStatus.ENDED)
    assert read_reminder(record_of(BERG, ended), "ring LSS i morgon").fields["contact_id"] == BERG.id


def test_who_holds_it_is_not_whom_to_ring() -> None:
    assert "contact_id" not in read("ring om tiden i morgon Karin").fields


def test_the_parts_say_what_nobody_wrote() -> None:
    by_label = {part.label: part for part in read("ring om beslutet fre 4 dec").parts}
    assert by_label["Datum"].text == "fre 4 dec, v. 49" and not by_label["Datum"].suggested
    assert (
        by_label["Ansvarig"].suggested
        and not {p.label: p for p in read("ring i morgon Bo").parts}["Ansvarig"].suggested
    )


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["ring", "LSS", "Karin", "fre", "4", "dec", "om", "en", "vecka", ",", "Tor", "i", "dag"]))
)
def test_no_word_is_lost(words: list[str]) -> None:
    try:
        found = read(" ".join(words))
    except RuleError:
        return
    said = f"{found.fields['what']} {found.fields['owner']}"
    for word in ("ring", "LSS", "Tor"):
        assert said.count(word) >= words.count(word)
    assert found.fields.get("due", TODAY) >= TODAY

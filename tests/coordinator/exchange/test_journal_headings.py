"""The clinic's own sökord: what may stand there, and that what is broken never stops anybody."""

import json
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coordinator.exchange.journal_headings import (
    LONGEST,
    MOST,
    PARTS,
    Heading,
    headings_of,
    own_headings,
    own_texts,
    problems,
    unplaced,
    written,
)
from coordinator.exchange.journaltext import OwnWords, journal_text
from coordinator.settings import JOURNAL_HEADINGS, Settings
from tests.coordinator.conftest import record_of

OWN = (Heading("Kontakt", ("date", "form")), Heading("Åtgärd", ("action",)), Heading("Uppföljning", ()))


def stored(text: str) -> Settings:
    return Settings({JOURNAL_HEADINGS.key: text})


def test_from_the_beginning_they_are_the_programs_own() -> None:
    found = headings_of(Settings())
    assert found == own_headings()
    assert [one.text for one in found] == [text for key, text in own_texts().items() if key != "title"]
    assert (problems(found), unplaced(found), written(found)) == ([], [], "")
    assert {one.parts[0] for one in found} == set(PARTS)


def test_the_clinics_are_kept_and_read_back() -> None:
    text = written(OWN)
    assert headings_of(stored(text)) == OWN and JOURNAL_HEADINGS.takes(text)
    assert problems(OWN) == []
    assert unplaced(OWN) == [part for part in PARTS if part not in ("date", "form", "action")]


def test_the_whole_note_stands_under_them() -> None:
    text = journal_text(record_of(settings=stored(written(OWN))), OwnWords(form="Besök", action="Ringt"))
    assert text.text.split("\r\n")[1:-1] == ["Kontakt: 2026-11-22 12:00 / Besök", "Åtgärd", "Ringt"]


def test_a_line_that_looks_like_one_of_them_gets_a_dash_and_the_programs_own_do_not_matter() -> None:
    chosen = stored(written((Heading("Plan…", ("action",)), Heading("Övrigt", ()))))
    for said, line in {"Plan... : ja": "- Plan... : ja", "ÖVRIGT": "- ÖVRIGT", "Bedömning": "Bedömning"}.items():
        assert journal_text(record_of(settings=chosen), OwnWords(action=said)).sections[0].lines == (line,)


WRONG = {
    "Skriv minst ett sökord.": (),
    "Sökord 1 har inget namn. Skriv det, eller ta bort raden.": (Heading("  ", ()),),
    f"Sökord 1 är för långt: högst {LONGEST} tecken.": (Heading("x" * (LONGEST + 1), ()),),
    f"Högst {MOST} sökord. Nu är de {MOST + 1}.": tuple(Heading(f"Nr {n}", ()) for n in range(MOST + 1)),
    "Sökord 1 har en radbrytning eller ett osynligt tecken. Skriv det på en rad.": (Heading("Plan\nera", ()),),
    "Sökord 1 har ett kolon. Ta bort det: kolon sätts dit när det behövs.": (Heading("Plan:", ()),),
    "Två sökord blir lika i journalen: Plan. Ändra det ena.": (Heading("Plan", ()), Heading("plan", ())),
    "Två sökord blir lika i journalen: Л. Ändra det ena.": (Heading("Л", ()), Heading("Ж", ())),
    "FAST VÅRDKONTAKT - SAMORDNINGSANTECKNING är anteckningens rubrik. Välj ett annat sökord.": (
        Heading("FAST VÅRDKONTAKT - SAMORDNINGSANTECKNING", ()),
    ),
    f"Det här står under flera sökord: {PARTS['sip']}. Låt det stå under ett.": (
        Heading("A", ("sip",)), Heading("B", ("sip",)),
    ),
    "Något under ett sökord finns inte i programmet. Ta bort det.": (Heading("A", ("pigeon",)),),
}  # fmt: skip


@pytest.mark.parametrize("said", WRONG)
def test_what_is_wrong_is_said_and_not_used(said: str) -> None:
    assert said in problems(WRONG[said])
    if "finns inte" not in said:
        assert headings_of(stored(written(WRONG[said]))) == own_headings()


def test_as_many_and_as_long_as_may_be() -> None:
    most = tuple(Heading(f"{n:02}".ljust(LONGEST, "å"), ()) for n in range(MOST))
    assert problems(most) == [] and headings_of(stored(written(most))) == most


def test_a_part_of_a_later_version_is_passed_over() -> None:
    later = json.dumps([{"text": "A", "parts": ["sip", "pigeon"]}])
    assert headings_of(stored(later)) == (Heading("A", ("sip",)),)


ROWS = st.lists(
    st.builds(Heading, st.text(max_size=70), st.lists(st.sampled_from([*PARTS, "pigeon"]), max_size=3).map(tuple))
)
BROKEN = st.text() | st.recursive(st.none() | st.integers() | st.text(), lambda part: st.lists(part) | st.dictionaries(
    st.sampled_from(["text", "parts"]), part)).map(json.dumps)  # fmt: skip


@settings(max_examples=50)
@given(BROKEN)
@example("[" * 100_000)
@example("[]")
@example('[{"text": 1, "parts": []}]')
@example('[{"text": "A", "parts": [1]}]')
@example('{"text": "A"}')
@example("9" * 5000)
def test_what_is_broken_falls_back_and_never_stops_anybody(text: str) -> None:
    assert problems(headings_of(stored(text))) == []


@given(ROWS)
def test_what_has_no_problem_is_used_as_it_is_and_every_sokord_of_the_note_is_told_from_the_others(
    rows: list[Heading],
) -> None:
    found = headings_of(stored(written(rows)))
    if problems(rows):
        known = [replace(one, parts=tuple(part for part in one.parts if part in PARTS)) for one in rows]
        assert found in (own_headings(), tuple(known))
        return
    assert found == tuple(rows)
    text = journal_text(record_of(settings=stored(written(rows))), OwnWords(*["Text"] * 4))
    heads = [section.heading.casefold() for section in text.sections]
    assert len(heads) == len(set(heads)) and "" not in heads
    assert text.encoded()

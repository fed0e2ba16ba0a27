"""A row written in one line, as it is said at the table; no word of it is lost."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.contact import Huvudman
from coordinator.errors import RuleError
from coordinator.sip.at_meeting import add_decision, decision_from_line
from tests.coordinator.conftest import done
from tests.coordinator.sip.conftest import NORA, begun, refused, rows_of, the_sip, who

RECORD = begun()
SIP = the_sip(RECORD)
DEC_1 = date(2026, 12, 1)


def read(text: str) -> dict[str, Any]:
    return decision_from_line(RECORD, SIP.id, text)


WHOLE = {
    "need": "Sover dåligt",
    "goal": "Sova hela natten",
    "what": "Sömnskola",
    "responsible": "Nora Berg",
    "due": DEC_1,
}


@pytest.mark.parametrize(
    "text",
    [
        "Sover dåligt · Sova hela natten · Sömnskola · Nora Berg · 1 dec",
        "Sover dåligt, Sova hela natten, Sömnskola, Nora Berg, 1 dec",
        "  Sover   dåligt;Sova hela natten; Sömnskola ;Nora Berg;senast 1 december ",
        "Sover dåligt | Sova hela natten | Sömnskola | Nora Berg | 2026-12-01",
        "Sover dåligt\tSova hela natten\tSömnskola\tNora Berg\t1/12",
        "Sover dåligt – Sova hela natten – Sömnskola – Nora Berg – 1 dec",
    ],
)
def test_a_whole_line_is_read_however_its_parts_are_set_apart(text: str) -> None:
    assert read(text) == WHOLE


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Sömnskola", {"what": "Sömnskola"}),
        ("Sömnskola, nora", {"what": "Sömnskola", "responsible": "nora"}),
        ("Sömnskola, 1 dec", {"what": "Sömnskola", "due": DEC_1}),
        ("Sömnskola · dietist · 1 dec", {"what": "Sömnskola", "responsible": "dietist", "due": DEC_1}),
        ("Sömnskola, 1 dec, Nora Berg", {"what": "Sömnskola", "responsible": "Nora Berg", "due": DEC_1}),
        ("Sömnskola, kommun", {"what": "Sömnskola", "huvudman": Huvudman.KOMMUN}),
        ("Sömnskola · Regionen · 2", {"what": "Sömnskola", "huvudman": Huvudman.REGION, "responsible": "2"}),
        ("Sover dåligt, sömnskola", {"need": "Sover dåligt", "what": "sömnskola"}),
        ("Sover dåligt · Sömnskola", {"need": "Sover dåligt", "what": "Sömnskola"}),
        ("Sover dåligt, sova, sömnskola", {"need": "Sover dåligt", "goal": "sova", "what": "sömnskola"}),
        ("a, b, c, d, e", {"need": "a", "goal": "b", "what": "c, d, e"}),
        ("Sover dåligt · · Sömnskola", {"need": "Sover dåligt", "what": "Sömnskola"}),
        ("· · Sömnskola · Nora", {"what": "Sömnskola", "responsible": "Nora"}),
        ("Sömnskola, ", {"what": "Sömnskola"}),
        ("a · b · c · Bo Ek · Region · 1 dec",
         {"need": "a", "goal": "b", "what": "c", "responsible": "Bo Ek", "huvudman": Huvudman.REGION, "due": DEC_1}),
        ("a · b · c · 1 dec", {"need": "a", "goal": "b", "what": "c", "due": DEC_1}),
        ("Sömnskola, Bo Ek", {"what": "Sömnskola", "responsible": "Bo Ek"}),
        ("Nora Berg", {"what": "Nora Berg"}),
        ("LSS-handläggaren ringer", {"what": "LSS-handläggaren ringer"}),
    ],
)  # fmt: skip
def test_some_of_a_line_is_enough(text: str, fields: dict[str, Any]) -> None:
    assert read(text) == fields


def test_an_empty_line_and_a_day_that_does_not_exist_are_said() -> None:
    for empty in ("", "  ", " · · ", ",,"):
        assert refused(read, empty).field == "what"
    for line in ("Sömnskola, Nora, 31 februari", "a · b · c · Nora · 31 februari"):
        assert refused(read, line).field == "due"
    assert refused(read, "a · b · c · Nora · snart nog").field == "due"


def test_what_was_read_is_added_and_who_is_not_called_is_told_then() -> None:
    record = done(RECORD, add_decision(RECORD, SIP.id, **read("Sover dåligt, sova, sömnskola, Nora, 1 dec")))
    (row,) = rows_of(record)
    assert (row.what, row.participant_id, row.due) == ("sömnskola", who(record, NORA).id, DEC_1)
    assert refused(add_decision, RECORD, SIP.id, **read("Sömnskola, Bo Ek")).field == "responsible"


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="aåö1 ,·;-.N", max_size=25))
def test_no_word_is_lost(text: str) -> None:
    try:
        fields = read(text)
    except RuleError:
        return
    kept = " ".join(str(value) for name, value in fields.items() if name not in ("due", "huvudman"))
    words = [word for word in text.replace("·", " ").replace(";", " ").replace(",", " ").split() if word.isalpha()]
    assert "due" in fields or all(word in kept for word in words)

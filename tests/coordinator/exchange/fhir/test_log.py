"""The contact log that goes along: where it was, how long it took, and what came of it as a note of its own."""

from base64 import b64decode, b64encode
from datetime import UTC, date, datetime
from hashlib import sha1
from typing import Any

import pytest

from coordinator.contact_log import ContactLogEntry, HelpKind, LogForm
from tests.coordinator.exchange.fhir.reading import ME, at, bundle, only, resources


def entry(form: LogForm, **fields: Any) -> ContactLogEntry:
    known: dict[str, Any] = {
        "at": datetime(2026, 7, 1, 8, 0, tzinfo=UTC), "form": form, "what": "Recept", "minutes": 15, "by": "Anna",
        "helped_with": (HelpKind.MEDIATE,), "outcome": "Skickat", "next_step": "Ring", "next_on": date(2026, 8, 1),
    }  # fmt: skip
    return ContactLogEntry(patient_id=ME, **(known | fields))


@pytest.mark.parametrize(
    ("form", "code"),
    [(LogForm.PHONE_IN, "auf"), (LogForm.VIDEO, "auf"), (LogForm.VISIT, "bes"), (LogForm.HOME_VISIT, "bes"),
     (LogForm.MEETING, "sao")],
)  # fmt: skip
def test_what_came_of_it_is_a_note_of_the_type_a_journal_has(form: LogForm, code: str) -> None:
    found = bundle(entry(form), with_log=True)
    note = only(found, "DocumentReference")
    (coding,) = note["type"]["coding"]
    assert (coding["system"], coding["code"]) == ("urn:oid:1.2.752.129.2.2.2.11", code)
    assert at(found, note["context"]["encounter"][0]) == only(found, "Encounter")
    attachment = note["content"][0]["attachment"]
    text = b64decode(attachment["data"])
    assert text.decode().splitlines() == [
        "Vad det gällde: Recept", "Utfall: Skickat", "Nästa steg: Ring", "Nästa steg senast: 2026-08-01",
    ]  # fmt: skip
    assert attachment["size"] == len(text)
    assert attachment["hash"] == b64encode(sha1(text, usedforsecurity=False).digest()).decode()


def test_with_nothing_to_say_there_is_no_note() -> None:
    found = bundle(entry(LogForm.VISIT, outcome="", next_step="", next_on=None), with_log=True)
    assert resources(found, "DocumentReference") == []


def test_a_contact_that_was_had_says_how_long_it_took_and_who_answers_for_it() -> None:
    found = bundle(entry(LogForm.PHONE_IN), with_log=True)
    call = only(found, "Encounter")
    assert (call["length"]["value"], call["length"]["code"]) == (15, "min")
    assert at(found, call["serviceProvider"])["name"] == "SMO-mottagningen"
    assert "length" not in only(bundle(entry(LogForm.VISIT, minutes=None), with_log=True), "Encounter")


def test_a_letter_says_what_it_was_about_and_what_help_it_was() -> None:
    letter = only(bundle(entry(LogForm.LETTER, with_whom="Skolan"), with_log=True), "Communication")
    assert letter["payload"] == [{"contentString": "Recept"}]
    assert letter["category"] == [{"text": HelpKind.MEDIATE.label}]
    assert [note["text"] for note in letter["note"]] == [
        "Utfall: Skickat", "Nästa steg: Ring", "Nästa steg senast: 2026-08-01", "Med: Skolan", "Av: Anna",
    ]  # fmt: skip

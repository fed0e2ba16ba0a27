"""A call in two lines: sorted, nothing lost, and what is only supposed said to be so."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.contact import Contact
from coordinator.contact_log import ContactLogEntry, HelpKind, LogForm, log_contact, not_yet
from coordinator.entity import Entity
from coordinator.errors import RuleError
from coordinator.quick_call import QuickCall, read_call
from coordinator.record import Record
from tests.coordinator.conftest import MAJA, PATIENT_ID, record_of

ANNELIE = Contact(patient_id=PATIENT_ID, name="Annelie Borg", role="LSS-handläggare", unit="Stadsdelsförvaltningen")
CORNELIA = Contact(patient_id=PATIENT_ID, name="Cornelia Strand", role="läkare")
FK = Contact(patient_id=PATIENT_ID, organisation="Försäkringskassan")
THEN = "ring igen fre 4 dec"
PRINTED = st.text(st.characters(exclude_categories=["C"]), max_size=60)
"""What can be kept: a sign that is not seen is refused, whoever writes it."""


def record(*more: Entity) -> Record:
    return record_of(MAJA, ANNELIE, CORNELIA, FK, *more)


def call(said: str, then: str = THEN, *more: Entity) -> QuickCall:
    return read_call(record(*more), said, then)


def noted(kind: HelpKind, days: int, contact: Contact | None = None) -> ContactLogEntry:
    return ContactLogEntry(
        patient_id=PATIENT_ID, at=record().now - timedelta(days=days), helped_with=(kind,), what="Ringde",
        contact_id=contact.id if contact else None, nothing_next=True,
    )  # fmt: skip


def test_a_call_is_sorted_as_it_is_told() -> None:
    read = call("Annelie LSS 5 min: korttidstillsyn söks – skickar blanketten", "fråga om blanketten fre 4 dec Karin")
    assert read.lacks == ""
    assert read.fields == {
        "contact_id": ANNELIE.id, "minutes": 5, "what": "korttidstillsyn söks", "outcome": "skickar blanketten",
        "helped_with": (HelpKind.COORDINATE,), "next_step": "fråga om blanketten", "next_on": date(2026, 12, 4),
        "owner": "Karin",
    }  # fmt: skip
    assert [(part.label, part.text, part.suggested) for part in read.parts] == [
        ("Med vem", "Annelie Borg, LSS-handläggare", False), ("Form", "Telefon, utgående", True),
        ("Minuter", "5 min", False), ("Hjälpen gällde", "Samordna vårdens insatser", True),
        ("Vad det gällde", "korttidstillsyn söks", False), ("Vad blev det?", "skickar blanketten", False),
        ("Sedan", "fråga om blanketten", False), ("Datum", "fre 4 dec, Karin", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ("Försäkringskassan ringde in: fråga 7", {"contact_id": FK.id, "form": LogForm.PHONE_IN, "what": "fråga 7"}),
        ("Cornelia Strand, video, 1 tim: ny tid", {"form": LogForm.VIDEO, "minutes": 60, "contact_id": CORNELIA.id}),
        ("Annelie informera: beslutet", {"helped_with": (HelpKind.INFORM,), "contact_id": ANNELIE.id}),
        ("Annelie förmedla kontakter: boendet", {"helped_with": (HelpKind.MEDIATE,)}),
        ("mamma: sover dåligt", {"with_whom": "mamma", "what": "sover dåligt"}),
        ("Bo Ek: sängen", {"with_whom": "Bo Ek", "what": "sängen"}),
        ("möte: planen", {"form": LogForm.MEETING, "what": "planen"}),
        ("Beslutet: avslag", {"what": "Beslutet: avslag"}),
        ("Frågade Annelie Borg om taxi", {"contact_id": ANNELIE.id, "what": "Frågade Annelie Borg om taxi"}),
        ("Svar från LSS -> avslag", {"contact_id": ANNELIE.id, "what": "Svar från LSS", "outcome": "avslag"}),
        ("barn-vuxen 12-13 år", {"what": "barn-vuxen 12-13 år", "outcome": ""}),
        ("Annelie 10:30 ringde: taxi", {"with_whom": "Annelie 10:30", "what": "taxi", "contact_id": None}),
        ("Annelie Borgs mamma: orolig", {"contact_id": ANNELIE.id, "what": "Annelie Borgs mamma: orolig"}),
        ("Annelie Borgs mamma 5 min: orolig", {"with_whom": "Annelie Borgs mamma", "contact_id": None}),
        ("Annelie Svensson: orolig", {"with_whom": "Annelie Svensson", "contact_id": None}),
        ("Annelie och Cornelia 5 min: möte", {"with_whom": "Annelie och Cornelia", "minutes": 5}),
        ("Svar från LSS: avslag", {"contact_id": ANNELIE.id, "what": "Svar från LSS: avslag"}),
    ],
)
def test_what_stands_where(said: str, fields: dict[str, Any]) -> None:
    found = call(said).fields
    assert {name: found.get(name) for name in fields} == fields
    assert ("with_whom" in found) == ("with_whom" in fields)


def test_the_help_that_is_supposed_is_what_the_last_call_with_her_was_about() -> None:
    log = (noted(HelpKind.INFORM, 1), noted(HelpKind.MEDIATE, 9, ANNELIE), noted(HelpKind.REPRESENT, 20, ANNELIE))
    assert call("Annelie: taxi", THEN, *log).fields["helped_with"] == (HelpKind.MEDIATE,)
    assert call("Cornelia: taxi", THEN, *log).fields["helped_with"] == (HelpKind.INFORM,)
    assert call("Cornelia: taxi").fields["helped_with"] == (HelpKind.COORDINATE,)


@pytest.mark.parametrize("then", ["inget mer", "Inget mer behövs.", "klart", "inget"])
def test_nothing_more_is_said_in_so_many_words(then: str) -> None:
    read = call("Annelie: taxi", then)
    assert (read.fields["nothing_next"], read.lacks) == (True, "")
    assert (read.parts[-1].label, read.parts[-1].text) == ("Sedan", "Inget mer behövs")
    assert "next_step" not in read.fields


@pytest.mark.parametrize(
    ("said", "then", "lacks"),
    [
        ("", THEN, "Skriv vad kontakten gällde."),
        ("Annelie 5 min:", THEN, "Skriv vad kontakten gällde."),
        ("Annelie: taxi", "", "Skriv vad du gör sedan och när, eller inget mer."),
        ("Annelie: taxi", "ring igen", "Skriv också en dag, till exempel fre 4 dec eller om en vecka."),
        ("Annelie: taxi", "fre 4 dec", "Skriv vad som ska bevakas."),
    ],
)
def test_what_is_lacking_is_said(said: str, then: str, lacks: str) -> None:
    assert call(said, then).lacks == lacks


def test_a_day_that_does_not_exist_is_said() -> None:
    with pytest.raises(RuleError, match="dagar"):
        call("Annelie: taxi", "ring 31 feb")


def test_a_contact_that_has_ended_is_a_name() -> None:
    gone = replace(ANNELIE, status=next(one for one in type(ANNELIE.status) if one.stored == "ended"))
    found = read_call(record_of(MAJA, gone), "Annelie Borg: taxi", THEN).fields
    assert found["with_whom"] == "Annelie Borg" and "contact_id" not in found


@given(PRINTED, st.sampled_from(["", THEN, "inget mer", "ring igen"]))
def test_no_word_is_lost_and_what_lacks_nothing_can_be_noted(said: str, then: str) -> None:
    read = call(said, then)
    kept = " ".join(str(read.fields.get(name, "")) for name in ("with_whom", "what", "outcome"))
    understood = {"contact_id", "minutes", "form"} & read.fields.keys()
    letters = {char for char in said if char.isalpha()}
    assert understood or letters <= set(kept)
    if not read.lacks:
        fields = dict(read.fields)
        owner = fields.pop("owner", "")
        assert not_yet(record(), **fields) == {}
        assert log_contact(record(), owner=owner, **fields)

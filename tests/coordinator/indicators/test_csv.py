"""The table: what a spreadsheet reads of it, the definition on every row, nothing where nothing may be told."""

import csv
import io
from datetime import date

from coordinator.indicators.csv import csv_bytes, csv_text
from coordinator.indicators.definitions import indicator_texts, indicators
from coordinator.indicators.fact import Fact, FactKind
from coordinator.indicators.figures import figures
from tests.coordinator.indicators.facts_of_clinics import TODAY, clinic_of, events


def rows(facts: list[Fact]) -> list[dict[str, str]]:
    text = csv_text(figures(facts, TODAY))
    return [row for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=";") if row["När"]]


def row(facts: list[Fact], name: str, when: str) -> dict[str, str]:
    (found,) = [one for one in rows(facts) if (one["Nyckeltal"], one["När"]) == (name, when)]
    return found


def test_every_figure_has_a_row_with_how_it_is_counted() -> None:
    found = rows([])
    assert len(found) == 8 * 9
    assert {(one["Nyckeltal"], one["Så räknas det"], one["Källa"], one["Räknat i"]) for one in found} == {
        (one.name, one.definition, one.source, one.counted) for one in indicators()
    }


def test_what_is_told() -> None:
    found = row(clinic_of(22, care_contact=15), "Fast vårdkontakt", "30 jun 2026")
    assert tuple(found.values())[2:8] == ("2026-06-30", "75", "procent", "20", "patienter", "")
    waits = events(FactKind.CERTIFICATE, date(2026, 8, 1), [3, 9, 27, 41, 60])
    found = row(waits, "Tid att få intyg", "kvartal 3 2026")
    assert tuple(found.values())[2:8] == ("2026-09-30", "27", "dagar", "5", "intyg", "")
    assert row(waits, "Tid att få intyg", "kvartal 4 2026 hittills")["Anmärkning"] == "Inget att räkna."


def test_what_is_not_told_says_why() -> None:
    for facts, name, when, why in (
        (clinic_of(22, care_contact=20), "Fast vårdkontakt", "i dag", "hidden"),
        ([], "Fast vårdkontakt", "i dag", "nothing"),
        ([], "Övergång med namngiven mottagare", "30 sep 2026", "unknown"),
    ):
        found = row(facts, name, when)
        assert (found["Värde"], found["Av ungefär"], found["Anmärkning"]) == (
            "", "" if why != "nothing" else "0", indicator_texts()["no_figure"][why],
        )  # fmt: skip


def test_a_spreadsheet_knows_the_letters_and_gets_what_must_be_known() -> None:
    content = csv_bytes(figures([], TODAY))
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").rstrip("\r\n").split("\r\n")[-1] == indicator_texts()["about"]

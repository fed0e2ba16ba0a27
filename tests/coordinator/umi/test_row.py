"""A row of uppmärksamhetsinformation: the closed list, one body, codes of medicines, days, what came with a file."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from coordinator.change import Add, Change, Remove
from coordinator.desk import Desk
from coordinator.entity import Knowledge
from coordinator.entries import add_entry, edit_entry
from coordinator.errors import RuleError
from coordinator.soundness import problems
from coordinator.umi.ending import end_alert
from coordinator.umi.kinds import (
    AlertCertainty,
    AlertEnd,
    AlertGroup,
    AlertType,
    InJournal,
    Reaction,
    Severity,
)
from coordinator.umi.row import AlertInformation, fields_of
from coordinator.umi.terms import national_terms
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, MemoryStore, done, later, problems_of, record_of
from tests.coordinator.umi.conftest import allergy, answer, day, historic, refused, row

NEEDS = "behöver ATC-kod. Finns ingen kod, skriv ämnet i klartext och varför koden saknas."
NOT_LISTED = "finns inte i nationella listan under A1 Annat medicinskt tillstånd. Lägg in det som akutinformation."


def test_every_term_of_the_list_may_stand_without_more() -> None:
    rows = [row(one.term, one.type) for one in national_terms()]
    assert len(rows) == 93 and not problems(record_of(*rows))


@pytest.mark.parametrize("term", ["Dravet", "Marfans syndrom", "Pacemaker"])
def test_a_term_that_the_list_has_not_under_that_type_is_refused(term: str) -> None:
    (said,) = problems_of(row(term))
    assert said.endswith(NOT_LISTED)
    assert term not in said  # what is said ends up in logs


def test_a_term_in_other_letters_is_the_same_term() -> None:
    assert problems_of(row("addisons SJUKDOM")) == []


@pytest.mark.parametrize("term", ["Hepatit C", "hiv", "Blodsmitta", "Kronisk hepatit-B", "HCV-bärare"])
@pytest.mark.parametrize("kind", [AlertType.AGENT, AlertType.DISEASE, AlertType.CONDITION])
def test_blood_borne_infection_is_refused_also_of_an_older_list(term: str, kind: AlertType) -> None:
    for version in ("", "2019"):
        (said,) = problems_of(row(term, kind, list_version=version))
        assert said.startswith("Blodburen smitta är inte uppmärksamhetsinformation")


def test_blood_borne_infection_of_somebody_pregnant_may_stand() -> None:
    assert problems_of(row("Blodsmitta hos gravid", AlertType.DISEASE)) == []


def test_a_row_of_another_version_of_the_list_stands_and_can_be_changed() -> None:
    old = row("Ordet som utgick", list_version="0.0.9 (2019-12-01)", version=1)
    assert problems_of(old) == []
    record = record_of(old)
    changed = done(record, edit_entry(record, AlertInformation, old.id, advice="Ring narkosen"))
    assert changed.all(AlertInformation)[0].advice == "Ring narkosen"


def test_without_a_term_it_is_told_where_to_look() -> None:
    assert problems_of(row(" ")) == ["Välj en term ur den nationella listan."]
    assert problems_of(allergy("")) == ["Skriv vad överkänsligheten gäller."]


@pytest.mark.parametrize("kind", AlertType)
def test_a_type_has_its_own_fields_and_no_others(kind: AlertType) -> None:
    has = {one.name for one in fields_of(kind)}
    graded = {"severity", "certainty", "reactions"}
    assert has & graded == (graded if kind.group is AlertGroup.HYPERSENSITIVITY else set())
    assert ("ongoing" in has) is (kind is AlertType.TREATMENT)
    assert ("content" in has) is (kind is AlertType.HISTORIC)
    assert ("npl" in has) is (kind is AlertType.PRODUCT)
    assert {"no_atc_reason" in has} == {kind.is_medicine}
    assert {"term", "valid_from", "checked_on", "source", "ended_on"} <= has


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({"severity": Severity.HARMFUL}, "Allvarlighetsgrad"),
        ({"certainty": AlertCertainty.CONFIRMED}, "Visshetsgrad"),
        ({"reactions": (Reaction.ASTHMA,)}, "Reaktioner"),
        ({"ongoing": True}, "Pågående behandling"),
        ({"content": "Gammalt"}, "Som det var skrivet"),
        ({"atc": "J01CE01"}, "ATC-kod"),
    ],
)
def test_the_body_of_another_type_cannot_stand_here(fields: dict[str, Any], label: str) -> None:
    assert problems_of(row(**fields)) == [
        f"{label} hör inte till A1 Annat medicinskt tillstånd. Ta bort den uppgiften."
    ]


def test_one_row_has_one_body() -> None:
    said = problems_of(allergy(ongoing=True, content="Tål ej"))
    assert [one.partition(" hör inte till")[0] for one in said] == ["Som det var skrivet", "Pågående behandling"]


@pytest.mark.parametrize("severity", [Severity.LIFE_THREATENING, Severity.HARMFUL])
@pytest.mark.parametrize("kind", [AlertType.SUBSTANCE, AlertType.PRODUCT])
@pytest.mark.parametrize(
    ("fields", "sound"),
    [
        ({"atc": ""}, False),
        ({"atc": "", "substance": "Penicillin"}, False),
        ({"atc": "", "no_atc_reason": "Okänt preparat"}, False),
        ({"atc": "", "substance": " ", "no_atc_reason": "Okänt preparat"}, False),
        ({"atc": "", "substance": "Penicillin", "no_atc_reason": "Okänt preparat"}, True),
        ({"atc": "J01"}, True),
        ({"atc": "J01CE01"}, True),
    ],
)
def test_a_medicine_that_harms_has_its_code_or_its_substance_and_why(
    severity: Severity, kind: AlertType, fields: dict[str, Any], sound: bool
) -> None:
    said = problems_of(replace(allergy(severity=severity), type=kind, **fields))
    assert said == ([] if sound else [f"En {severity.label.lower()} överkänslighet mot läkemedel {NEEDS}"])


@pytest.mark.parametrize("severity", [Severity.TROUBLESOME, None])
def test_what_only_troubles_needs_no_code(severity: Severity | None) -> None:
    assert problems_of(allergy(severity=severity, atc="")) == []


def test_an_excipient_needs_no_code_and_has_none() -> None:
    assert problems_of(row("Jordnötsolja", AlertType.EXCIPIENT, severity=Severity.LIFE_THREATENING)) == []


@pytest.mark.parametrize("severity", [Severity.LIFE_THREATENING, Severity.TROUBLESOME, None])
def test_a_whole_organ_is_too_coarse_a_code(severity: Severity | None) -> None:
    (said,) = problems_of(allergy(atc="J", severity=severity))
    assert said.startswith("ATC-koden J är för grov. Skriv minst tre tecken")


def test_what_is_no_code_is_told_without_repeating_it() -> None:
    assert problems_of(allergy(atc="pc")) == ["Det är ingen ATC-kod. En sådan ser ut som J01C eller J01CE01."]


def test_each_fault_names_its_field() -> None:
    record = record_of()
    assert dict(allergy(atc="").faults(record)).keys() == {"atc"}
    assert dict(allergy(atc="", substance="Penicillin").faults(record)).keys() == {"no_atc_reason"}
    assert dict(allergy(atc="", no_atc_reason="Okänt").faults(record)).keys() == {"substance"}
    assert dict(row(valid_until=day(-500)).faults(record)).keys() == {"valid_until"}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"valid_from": None}, "Skriv från vilken dag uppgiften är giltig."),
        ({"valid_from": day(0), "valid_until": day(-1)}, "Giltig till och med ligger före giltig från och med."),
        ({"ascertained_on": day(1)}, "Konstaterad ligger i framtiden."),
        ({"checked_on": day(1), "checked_by": "Anna"}, "Kontrollerad mot journalen ligger i framtiden."),
        ({"reported_on": day(1)}, "Rapporterad till journalen ligger i framtiden."),
        ({"ended_on": day(1), "end_reason": AlertEnd.MOVED}, "Avslutad ligger i framtiden."),
        ({"checked_on": day(0)}, "Skriv vem som kontrollerade uppgiften mot journalen."),
        (
            {"checked_on": day(0), "checked_by": "Anna", "next_check": day(-1)},
            "Nästa kontroll ligger före den senaste.",
        ),
        ({"in_journal": InJournal.REPORTED}, "Skriv vilken dag det rapporterades till journalen."),
        ({"ended_on": day(0)}, "Välj varför uppgiften avslutas."),
        ({"ended_on": day(0), "end_reason": AlertEnd.OTHER}, "Skriv varför uppgiften avslutas."),
    ],
)
def test_what_cannot_stand_is_said(fields: dict[str, Any], said: str) -> None:
    assert problems_of(row(**fields)) == [said]


def test_a_row_may_be_unchecked() -> None:
    assert problems_of(row(checked_on=None, checked_by="", next_check=None)) == []


@pytest.mark.parametrize(
    ("fields", "current"),
    [
        ({}, True),
        ({"valid_until": day(0)}, True),
        ({"valid_until": day(-1)}, False),
        ({"ended_on": day(0)}, False),
        ({"ended_on": day(1)}, True),
    ],
)
def test_a_row_holds_until_its_last_day_or_until_it_was_ended(fields: dict[str, Any], current: bool) -> None:
    assert row(**fields).is_current_on(TODAY) is current


def test_a_treatment_holds_while_it_goes_on() -> None:
    dialysis = row("Dialysbehandling", AlertType.TREATMENT)
    assert dialysis.is_current_on(TODAY) and not replace(dialysis, ongoing=False).is_current_on(TODAY)
    assert not replace(dialysis, ongoing=False).has_expired_on(TODAY)


def test_the_same_term_stands_once_under_a_type() -> None:
    one, again = row(), row("ADDISONS sjukdom")
    assert problems_of(one, again) == ["Uppgiften finns redan. Ändra den raden i stället."]
    ended = replace(again, ended_on=day(0), end_reason=AlertEnd.MISTAKE)
    assert problems_of(one, ended) == problems_of(ended, one) == []
    assert problems_of(one, replace(again, valid_until=day(-1))) == []


def test_under_two_types_it_is_two_things() -> None:
    chlorhexidine = row("Klorhexidin", AlertType.STATE)
    assert problems_of(chlorhexidine, row("Klorhexidin", AlertType.EXCIPIENT)) == []


def test_what_is_historic_may_say_the_same_twice_and_lacks_most() -> None:
    assert problems_of(historic(), historic()) == []


def test_a_historic_row_is_called_by_its_first_line() -> None:
    assert historic(content="\n Tål ej Alvedon \nenligt mamma").heading == "Tål ej Alvedon"
    assert historic(content="").heading == "Ej strukturanpassad, historisk"


def test_nobody_writes_a_historic_row_by_hand() -> None:
    record = record_of()
    said = refused(
        record, lambda: add_entry(record, AlertInformation, type=AlertType.HISTORIC, content="Tål ej Alvedon")
    )
    assert said.title == "Uppmärksamhetsinformation av det slaget skrivs inte in för hand"


def test_a_historic_row_comes_with_a_file_is_checked_and_ended_and_never_rewritten(store: MemoryStore) -> None:
    desk, old = Desk(store), historic(version=0)
    desk.take_in(PATIENT_ID, Change("Import", (Add(MAJA), Add(old))))
    edits = {"content": "Annat", "term": "Alvedon", "type": AlertType.CONDITION, "valid_from": day(-1)}
    for name, value in edits.items():
        with pytest.raises(RuleError, match="ändras inte"):
            desk.do(PATIENT_ID, edit_entry, AlertInformation, old.id, **{name: value})
    desk.do(PATIENT_ID, edit_entry, AlertInformation, old.id, checked_on=day(0), checked_by="Anna Lind")
    ended = {"ended_on": day(0), "end_reason": AlertEnd.NOT_RELEVANT}
    applied = desk.do(PATIENT_ID, edit_entry, AlertInformation, old.id, **ended)
    desk.undo(applied.id)
    (stands,) = desk.open(PATIENT_ID).all(AlertInformation)
    assert (stands.content, stands.ended_on, stands.checked_on) == (old.content, None, day(0))


def test_a_removed_historic_row_comes_back_by_undo(store: MemoryStore) -> None:
    desk, old = Desk(store), historic(version=0)
    desk.take_in(PATIENT_ID, Change("Import", (Add(MAJA), Add(old))))
    (stands,) = desk.open(PATIENT_ID).all(AlertInformation)
    applied = desk.do(PATIENT_ID, lambda _: Change("Borta", (Remove(stands, "Dubblett"),)))
    desk.undo(applied.id)
    assert [one.content for one in desk.open(PATIENT_ID).all(AlertInformation)] == [old.content]


def test_no_row_becomes_historic() -> None:
    stands = row(version=1)
    record = record_of(stands)
    change = {"type": AlertType.HISTORIC, "content": "Gammalt", "list_version": ""}
    said = refused(record, lambda: edit_entry(record, AlertInformation, stands.id, **change))
    assert said.title == "Typ ändras inte"


def test_days_that_pass_stop_no_other_work() -> None:
    record = later(record_of(row(valid_until=day(0), version=1), answer(AlertGroup.CONDITION, Knowledge.SOME)), day(9))
    assert done(record, edit_entry(record, type(MAJA), MAJA.id, called="Maja")).patient.called == "Maja"


def test_many_rows_are_compared_once() -> None:
    rows = [allergy(f"Ämne {number}", version=1) for number in range(120)]
    record = record_of(*rows)
    assert not problems(record)
    derived = dict(record.derived)
    assert not list(rows[0].faults(record)) and derived == record.derived
    assert len(derived["alert_information by term"]) == 120


@pytest.mark.parametrize(
    ("checked_on", "next_check", "due"),
    [
        (None, None, None),
        (date(2026, 1, 5), date(2026, 3, 1), date(2026, 3, 1)),
        (date(2026, 1, 5), None, date(2027, 1, 5)),
        (date(2024, 2, 29), None, date(2025, 2, 28)),
    ],
)
def test_what_came_without_a_day_for_the_next_check_is_due_a_year_after_the_last(
    checked_on: date | None, next_check: date | None, due: date | None
) -> None:
    assert row(checked_on=checked_on, next_check=next_check).check_due == due


def test_blood_borne_infection_that_came_as_history_is_told_of_until_it_is_ended() -> None:
    old = historic(content="Observandum: Hepatit C")
    (said,) = problems_of(old)
    assert "inte längre får märkas" in said and "Hepatit" not in said
    ended = done(record_of(old), end_alert(record_of(old), old.id, reason=AlertEnd.NOT_RELEVANT))
    assert not problems(ended)
    assert problems_of(historic()) == []

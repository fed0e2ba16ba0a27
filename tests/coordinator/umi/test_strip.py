"""The strip of five fields: words and counts, days, and never "none" where there is something or nobody has asked."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.entity import Knowledge
from coordinator.umi.kinds import AlertEnd, AlertGroup, AlertType, Severity
from coordinator.umi.row import AlertInformation
from coordinator.umi.strip import strip
from tests.coordinator.conftest import TODAY, record_of
from tests.coordinator.umi.conftest import allergy, answer, day, field_of, historic, row

A, C, E = AlertGroup.CONDITION, AlertGroup.HYPERSENSITIVITY, AlertGroup.HISTORIC
CHECKED: dict[str, Any] = {"checked_on": day(-10), "checked_by": "Karin"}
EMPTY_WORDS = ("Inga kända", "Ingen känd")
TERMS = {
    "A": (AlertType.CONDITION, "Addisons sjukdom"), "B": (AlertType.AGENT, "VRE (vankomycinresistenta enterokocker)"),
    "C": (AlertType.STATE, "Latex"), "D": (AlertType.INFORMATION, "Hotbild mot patient"), "E": (AlertType.HISTORIC, ""),
}  # fmt: skip


def test_five_fields_are_always_there_with_words_and_of_a_new_patient_all_are_unasked() -> None:
    found = strip(record_of())
    assert [one.group for one in found] == list(AlertGroup)
    assert {(one.state, one.words, one.count) for one in found} == {(Knowledge.NOT_ASKED, "Ej efterfrågat", 0)}
    assert [one.note for one in found] == ["fråga familj eller journal"] * 4 + ["läses i journalen"]


def test_none_known_has_the_day_it_was_asked() -> None:
    record = record_of(answer(C), answer(E), answer(A, checked_on=date(2025, 3, 1)))
    assert (field_of(record, C).words, field_of(record, C).note) == ("Inga kända", "frågat 21 nov")
    assert field_of(record, A).note == "frågat 1 mar 2025"
    assert field_of(record, E).words == "Ingen känd"
    assert field_of(record, C).checked_on == day(-1)
    assert field_of(record_of(answer(C, checked_on=None)), C).note == "dag saknas"


def test_known_and_not_written_in() -> None:
    assert field_of(record_of(answer(C, Knowledge.SOME)), C).words == "Finns, inte inskrivet"


@pytest.mark.parametrize(
    ("severities", "words", "worst"),
    [
        ([None], "1 finns", None),
        ([Severity.TROUBLESOME, Severity.HARMFUL], "2 finns", Severity.HARMFUL),
        ([Severity.LIFE_THREATENING], "1 livshotande", Severity.LIFE_THREATENING),
        ([Severity.LIFE_THREATENING] * 2, "2 livshotande", Severity.LIFE_THREATENING),
        ([None, Severity.LIFE_THREATENING, Severity.HARMFUL], "1 livshotande av 3", Severity.LIFE_THREATENING),
    ],
)
def test_rows_are_counted_and_the_worst_is_told(
    severities: list[Severity | None], words: str, worst: Severity | None
) -> None:
    rows = [allergy(f"Ämne {number}", severity=one) for number, one in enumerate(severities)]
    found = field_of(record_of(*rows), C)
    assert (found.words, found.worst, found.count) == (words, worst, len(severities))
    assert found.state is Knowledge.SOME


@pytest.mark.parametrize(
    ("checks", "note", "checked_on"),
    [
        ([day(-10)], "kontrollerat 12 nov", day(-10)),
        ([day(-10), date(2024, 1, 5)], "kontrollerat 5 jan 2024", date(2024, 1, 5)),
        ([None], "inte kontrollerat mot journalen", None),
        ([None, None], "inte kontrollerat mot journalen", None),
        ([day(-10), None], "1 inte kontrollerat", None),
        ([day(-10), None, None], "2 inte kontrollerade", None),
    ],
)
def test_the_oldest_check_is_told_and_what_is_not_checked(
    checks: list[date | None], note: str, checked_on: date | None
) -> None:
    rows = [allergy(f"Ämne {number}", checked_on=one) for number, one in enumerate(checks)]
    found = field_of(record_of(*rows), C)
    assert (found.note, found.checked_on) == (note, checked_on)


def test_a_field_is_said_as_one_sentence() -> None:
    record = record_of(allergy(**CHECKED))
    assert field_of(record, C).says == "Överkänslighet: 1 livshotande, kontrollerat 12 nov"
    assert field_of(record, A).says == "Tillstånd/behandling: ej efterfrågat, fråga familj eller journal"


def test_on_paper_what_the_patient_may_not_see_is_neither_told_nor_denied() -> None:
    hidden = row("Hotbild mot patient", AlertType.INFORMATION, for_patient=False)
    record = record_of(hidden, answer(AlertGroup.ROUTINE))
    assert field_of(record, AlertGroup.ROUTINE).words == "1 finns"
    found = field_of(record, AlertGroup.ROUTINE, on_paper=True)
    assert (found.words, found.note, found.count, found.worst) == ("Se journalen", "står inte på papper", 0, None)
    both = record_of(hidden, row("Deltagare i klinisk prövning", AlertType.INFORMATION))
    assert field_of(both, AlertGroup.ROUTINE, on_paper=True).words == "1 finns"


@pytest.mark.parametrize("known", [None, Knowledge.NOT_ASKED, Knowledge.SOME, Knowledge.NONE_KNOWN])
def test_what_has_run_out_since_it_was_asked_is_told(known: Knowledge | None) -> None:
    answers = [answer(A, known) for known in [known] if known is not None]
    before = [one if one.checked_on is None else replace(one, checked_on=day(-90)) for one in answers]
    found = field_of(record_of(row(valid_until=day(-30)), *before), A)
    assert (found.state, found.words, found.note) == (Knowledge.NOT_ASKED, "Har gått ut", "kontrollera mot journalen")


def test_what_was_answered_after_it_ran_out_stands() -> None:
    expired = row(valid_until=day(-30))
    assert field_of(record_of(expired, answer(A)), A).words == "Inga kända"
    assert field_of(record_of(expired, answer(A, Knowledge.SOME)), A).words == "Finns, inte inskrivet"
    ended = replace(expired, ended_on=day(-1), end_reason=AlertEnd.NOT_RELEVANT)
    assert field_of(record_of(ended), A).words == "Ej efterfrågat"


def test_a_paused_treatment_is_told_until_somebody_has_asked() -> None:
    paused = row("Dialysbehandling", AlertType.TREATMENT, ongoing=False)
    assert field_of(record_of(paused), A).words == "Behandling pausad"
    assert field_of(record_of(paused, answer(A)), A).words == "Inga kända"
    assert field_of(record_of(paused, row()), A).words == "1 finns"


def test_historic_rows_are_counted_in_their_own_field() -> None:
    found = field_of(record_of(historic()), E)
    assert (found.words, found.note) == ("1 finns", "inte kontrollerat mot journalen")


ANSWERS = st.dictionaries(st.sampled_from(AlertGroup), st.sampled_from(Knowledge))
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "group": st.sampled_from("ABCDE"),
            "for_patient": st.booleans(),
            "valid_until": st.sampled_from([None, day(-40), day(0), day(9)]),
            "ended_on": st.sampled_from([None, day(-2)]),
        }
    ),
    max_size=6,
)


def _row(made: dict[str, Any]) -> AlertInformation:
    kind, term = TERMS[made["group"]]
    return row(term, kind, **{name: value for name, value in made.items() if name != "group"})


@given(answers=ANSWERS, rows=ROWS, on_paper=st.booleans(), asked=st.sampled_from([day(-60), day(-1)]))
def test_none_is_said_only_where_it_was_answered_and_nothing_stands(
    answers: dict[AlertGroup, Knowledge], rows: list[dict[str, Any]], on_paper: bool, asked: date
) -> None:
    made = [_row(one) for one in rows]
    answered = [
        answer(group, known, **({} if known is Knowledge.NOT_ASKED else {"checked_on": asked}))
        for group, known in answers.items()
    ]
    for one in strip(record_of(*made, *answered), on_paper=on_paper):
        holds = any(each.group is one.group and each.is_current_on(TODAY) for each in made)
        assert one.words and one.note
        if one.words in EMPTY_WORDS or one.state is Knowledge.NONE_KNOWN:
            assert answers.get(one.group) is Knowledge.NONE_KNOWN and not holds
            expired = [each for each in made if each.group is one.group and each.has_expired_on(TODAY)]
            assert not expired or asked > day(-40)
        if holds and not on_paper:
            assert one.state is Knowledge.SOME and one.count

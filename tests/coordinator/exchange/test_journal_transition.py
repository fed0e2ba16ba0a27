"""What the journal text says of transitions: where they stand, who is missing, and what was done today."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from coordinator.entity import Entity
from coordinator.exchange.journaltext import journal_text
from coordinator.person import ProtectedIdentity
from coordinator.transition.swap import Transition, TransitionFollowUp, TransitionTask
from tests.coordinator.conftest import PATIENT_ID, TODAY, record_of
from tests.coordinator.documents.transition_samples import whole_transition

WHOLE = whole_transition(PATIENT_ID)
HABILITATION = WHOLE.swaps["habilitation"]
STANDS = [
    "Övergångsplan: skede Förbereda. Spår: Med stöd. Samordnar: Helena Dahl.",
    "Öppna övergångar: 3, den närmaste 2026-12-14",
    "Mottagare saknas: Barnneurologen",
]


def lines(*entries: Entity) -> list[str]:
    """What stands under the sökord for transitions."""
    found = [section.lines for section in journal_text(record_of(*entries)).sections if section.key == "transition"]
    return list(found[0]) if found else []


def test_it_says_where_the_plan_stands_and_who_is_missing() -> None:
    assert lines() == [] and lines(*WHOLE.entries()) == STANDS


def test_of_a_closed_plan_nothing_is_said_but_on_the_day() -> None:
    closed = replace(WHOLE, swaps={})
    assert lines(*replace(closed, others=()).entries(closed_on=date(2026, 11, 1))) == []
    assert lines(
        *replace(closed, others=()).entries(closed_on=TODAY, closed_by="Helena Dahl", close_note="Allt är klart.")
    )[1:] == ["Övergångsplanen avslutad av Helena Dahl. Allt är klart."]


def test_five_of_those_that_are_missing_are_named() -> None:
    holes = [Transition(patient_id=PATIENT_ID, from_unit=f"Enhet {number}") for number in range(7)]
    assert lines(*holes) == [
        "Öppna övergångar: 7", "Mottagare saknas: Enhet 0, Enhet 1, Enhet 2, Enhet 3, Enhet 4 och 2 till",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"referral_sent_on": TODAY, "referral_confirmed_on": None}, "Remiss skickad."),
        ({"referral_confirmed_on": TODAY}, "Remiss bekräftad."),
        ({"joint_meeting_held_on": TODAY}, "Gemensamt möte hållet."),
        ({"letter_sent_on": TODAY}, "Överlämningsbrev lämnat till Mona Rehn, kurator, Vuxenhabiliteringen."),
        ({"acknowledged_on": TODAY}, "Mottagaren har bekräftat: Mona Rehn."),
        ({"first_visit_done_on": TODAY}, "Första besöket genomfört hos Mona Rehn, kurator, Vuxenhabiliteringen."),
        ({"dropped_on": TODAY, "dropped_reason": "Leo stannar kvar."}, "Blev inte av. Orsak: Leo stannar kvar."),
    ],
)
def test_what_was_done_today_is_told_and_only_then(fields: dict[str, Any], said: str) -> None:
    told = f"Barn-vuxen habilitering, Habiliteringen: {said}"
    assert told in lines(*WHOLE.with_swap("habilitation", **fields).entries())
    assert told not in lines(*WHOLE.entries())


def test_what_was_agreed_and_followed_up_today_is_told() -> None:
    task = TransitionTask(
        patient_id=PATIENT_ID, transition_id=HABILITATION.id, what="Rundvandring", who="Mona Rehn", done_on=TODAY
    )
    general = TransitionTask(patient_id=PATIENT_ID, what="Samtal om god man", done_on=TODAY)
    followed = TransitionFollowUp(
        patient_id=PATIENT_ID, transition_id=HABILITATION.id, due_on=TODAY, done_on=TODAY, works=False
    )
    assert lines(*WHOLE.entries(task, general, followed, prepared_on=TODAY))[-4:] == [
        "Beredskapen inför övergången genomgången.",
        "Samtal om god man: klart.",
        "Barn-vuxen habilitering, Habiliteringen: Rundvandring: klart av Mona Rehn.",
        "Barn-vuxen habilitering, Habiliteringen: Uppföljd efter 3 månader: kontakten fungerar inte.",
    ]


def test_where_a_protected_person_goes_is_not_told() -> None:
    hidden = replace(WHOLE.patient, protected_identity=ProtectedIdentity.REGISTRATION)
    one = WHOLE.with_swap("dental", letter_sent_on=TODAY)
    said = " ".join(lines(*replace(one, patient=hidden).entries()))
    assert "Björn Lund" in said and "Mölndal" not in said

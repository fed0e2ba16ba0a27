"""The papers on transitions from the command line: which letter is meant, and that it is noted as sent in the swap."""

from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest

from coordinator.contact import Contact
from coordinator.documents.catalogue import HANDOVER_LETTER
from coordinator.errors import RuleError
from coordinator.record import swedish_clock
from coordinator.transition.swap import Transition, TransitionKind
from db import vault
from tests.conftest import CODE
from tests.coordinator.conftest import record_of
from tests.ui.commands.test_letters import MAJA, ME, TODAY, Sips, words
from ui.commands.subjects import letters_meant, subject_meant
from ui.exit_code import ExitCode

MONA = Contact(patient_id=ME, name="Mona Rehn", role="kurator", unit="Vuxenhabiliteringen")
TO_MONA = Transition(
    patient_id=ME, kind=TransitionKind.HABILITATION, receiver="Mona Rehn", to_unit="Vuxenhabiliteringen",
    receiver_contact_id=MONA.id, handover_note="Svarar med bilder.",
)  # fmt: skip
TO_BJORN = Transition(patient_id=ME, kind=TransitionKind.DENTAL, receiver="Björn Lund", to_unit="Tandkliniken")
THE_SAME = Transition(patient_id=ME, kind=TransitionKind.PSYCHIATRY, receiver="Björn Lund", to_unit="Öppenvården")
RECORD = record_of(MAJA, MONA, TO_MONA, TO_BJORN)


def asked(**options: Any) -> Namespace:
    return Namespace(**{"paper": HANDOVER_LETTER, "number": None, "to": "patienten", "all": False} | options)


def test_a_letter_is_meant_by_its_receiver_or_its_number() -> None:
    for options, meant in (({"to": "mona rehn"}, TO_MONA), ({"to": "Björn Lund"}, TO_BJORN), ({"number": 2}, TO_BJORN)):
        found = subject_meant(RECORD, asked(**options))
        assert found is not None and found.id == meant.id
    assert [one.id for one in letters_meant(RECORD, asked(all=True))] == [TO_MONA.id, TO_BJORN.id]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "Inget brev är till den"), ({"to": "Nora Berg"}, "Inget brev är till den"),
        ({"number": 4}, "ingen med nummer 4"), ({"to": "björn lund"}, "Det finns flera brev till den"),
    ],
)  # fmt: skip
def test_what_cannot_be_told_is_refused_with_what_to_add(options: dict[str, Any], said: str) -> None:
    with pytest.raises(RuleError) as told:
        subject_meant(record_of(MAJA, MONA, TO_MONA, TO_BJORN, THE_SAME), asked(**options))
    assert said in told.value.title
    with pytest.raises(RuleError, match="Det finns inget att skriva"):
        subject_meant(record_of(MAJA), asked(to="Mona Rehn"))


def test_a_letter_that_was_written_is_noted_as_sent(
    vault_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = Sips(vault_path, tmp_path, monkeypatch)
    there.hold(MAJA, MONA, TO_MONA, TO_BJORN)
    assert there("print", "overlamning", "--to", "mona rehn", "--ground", "request", out="a.pdf") == ExitCode.DONE
    assert "Till: Mona Rehn" in (said := words(tmp_path / "a.pdf")) and "Svarar med bilder." in said
    with vault.open_with_code(vault_path, CODE, swedish_clock) as opened:
        read = opened.store.read(ME)
    assert [read.get(Transition, one.id).letter_sent_on for one in (TO_MONA, TO_BJORN)] == [TODAY, None]

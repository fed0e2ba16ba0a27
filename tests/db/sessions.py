"""What a session of `tests.db.saving` said it had saved, held against what the vault holds afterwards."""

from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from coordinator.contact import Contact
from coordinator.errors import RuleError
from coordinator.record import Record
from db import vault
from tests.conftest import CODE, clock

Stands = dict[UUID, tuple[int, str]]


def acknowledged(lines: Iterable[str]) -> tuple[UUID | None, Stands, Stands]:
    """The patient, what stands after the last acknowledged change, and the change under way when it all ended.

    A contact stands with version and name; one that was removed with version 0.
    """
    patient: UUID | None = None
    stands: Stands = {}
    under_way: Stands = {}
    for line in lines:
        word, *rest = line.split(" ", 4)
        if word not in ("saved", "saving") or len(rest) < 4 or not line.endswith("\n"):
            continue
        patient, entry = UUID(rest[0]), UUID(rest[1])
        state = {entry: (int(rest[2]), rest[3].rstrip("\n"))}
        under_way = state if word == "saving" else {}
        if word == "saved" and entry != patient:
            stands |= state
    return patient, stands, under_way


def require_kept(path: Path, lines: Iterable[str]) -> int:
    """Every acknowledged change is in the vault, the one under way is there whole or not; how many there were."""
    said = list(lines)
    patient, stands, under_way = acknowledged(said)
    with vault.open_with_code(path, CODE, clock) as opened:
        assert opened.notices == []
        if patient is None:
            return 0
        try:
            record = opened.store.read(patient)
        except RuleError as error:  # not even the patient was saved
            assert not stands, error
            return 0
    found = _found(record)
    expected = {entry: state for entry, state in stands.items() if state[1]}
    with_the_last = {entry: state for entry, state in (stands | under_way).items() if state[1]}
    assert found in (expected, with_the_last)
    return sum(line.startswith("saved ") for line in said)


def _found(record: Record) -> Stands:
    return {contact.id: (contact.version, contact.name) for contact in record.all(Contact)}

"""Finds anew what is stored of patients before a command tells of it, with a word when that takes a while."""

import sys
from collections.abc import Sequence
from uuid import UUID

from coordinator.desk import Store
from coordinator.errors import CoordinatorError, FileDamaged

_MANY = 20
"""From so many patients to read through on it takes long enough for a word about it."""


def find_anew(store: Store) -> Sequence[Exception]:
    """Find what is stale anew, so that the list is of today; what stopped it, of each patient it was not possible of.

    One of them stops no other: what can be told is told first, and then `tell_of`.
    """
    found = store.stale_findings()
    if len(found) >= _MANY:
        print(f"Läser igenom {len(found)} patienter …", file=sys.stderr)
    return [error for error in (_stopped(store, one) for one in found) if error is not None]


def tell_of(stopped: Sequence[Exception]) -> None:
    """Say of how many patients it was not possible, and raise the first error; nothing when there is none."""
    if not stopped:
        return
    many = "en patient" if len(stopped) == 1 else f"{len(stopped)} patienter"
    print(f"OBS: Av {many} kunde det inte räknas om. Det som står där kan vara gammalt.", file=sys.stderr)
    raise stopped[0]


def renew_one(store: Store, patient_id: UUID) -> Exception | None:
    """Renew what is stored of one patient; a bug is the answer, so that the others are done all the same."""
    try:
        store.renew_findings(patient_id)
    except CoordinatorError:
        raise
    except Exception as error:  # noqa: BLE001 - told as a bug: the rules have met something that nobody thought of
        return error
    return None


def _stopped(store: Store, patient_id: UUID) -> Exception | None:
    """What stopped it; a full disk or a vault that is gone would stop all of them, and is raised."""
    try:
        return renew_one(store, patient_id)
    except FileDamaged as error:
        return error

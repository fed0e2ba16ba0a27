"""What a file from outside is, read and held against the pärm: away from the window's thread."""

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from coordinator.change import Applied
from coordinator.desk import Desk
from coordinator.errors import RuleError
from coordinator.person import Patient
from coordinator.take_in.opening import open_file, read_path
from coordinator.take_in.preview import Preview, preview
from coordinator.take_in.read_file import ReadFile
from coordinator.take_in.taking import report, take_in
from coordinator.vaults import OpenVault


class ParmMoved(RuleError):
    """What was seen is not what stands there any more."""

    def __init__(self) -> None:
        super().__init__(
            "Pärmen har ändrats sedan filen öppnades",
            "Inget är hämtat. Listan är läst på nytt: se igenom den och hämta in igen.",
        )


@dataclass(frozen=True)
class Opened:
    """A file that has been read, and what it is called on the disk."""

    path: Path = field(repr=False)
    read: ReadFile = field(repr=False)


def opened(path: Path, password: str = "") -> Opened:
    """The file at ``path``. ImportRefused when it cannot be taken in; PasswordNeeded when it is locked."""
    return Opened(path, open_file(read_path(path), password=password))


def beside(vault: OpenVault, read: ReadFile, patient_id: UUID | None) -> Preview:
    """The file held against the pärm as it is now; on the vault's thread."""
    return preview(read, vault.store, into_practice=vault.practice, patient_id=patient_id)


def says_who(read: ReadFile) -> bool:
    """Whether the file names its patient, or has a number of hers."""
    people = (one.entry for one in read.entries if isinstance(one.entry, Patient))
    return any((one.identity_number or one.given_name.strip() or one.family_name.strip()) for one in people)


def taken(
    vault: OpenVault, seen: Preview, chosen: Collection[UUID], patient_id: UUID | None, said: list[str]
) -> Applied:
    """Take in what was chosen, in one change, if the pärm still is as it was seen; on the vault's thread.

    said: gets what there is to say of it, a line each.
    """
    now = beside(vault, seen.read, patient_id)
    if _seen_of(now) != _seen_of(seen):
        raise ParmMoved
    applied = Desk(vault.store).take_in(now.record.patient_id, take_in(now, chosen))
    said += report(now, chosen)
    return applied


def _seen_of(found: Preview) -> list[tuple[object, ...]]:
    """What she has seen of each row."""
    return [
        (found.record.patient_id, found.is_new_patient),
        *((one.id, one.state, one.differs, one.needs) for one in found.rows),
    ]

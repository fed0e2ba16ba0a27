"""The backups in a folder, as they say themselves, and the check of one as if it were to be restored."""

from pathlib import Path
from uuid import UUID

from coordinator.errors import FileDamaged, OutputError, VaultError
from coordinator.vaults import Copies, CopyFile
from db import backup_file
from db.backup import COPY_END, TAKEN_OUT, faults_in, same_device, work_folder
from db.backup_file import Manifest
from db.schema import SCHEMA


def copies_in(folder: Path, vault: Path, key: bytes, vault_id: UUID) -> Copies:
    """The backups in ``folder``, those of the vault as they say themselves, under its key. OutputError: no folder."""
    found: list[CopyFile] = []
    others = unreadable = 0
    try:
        if not folder.is_dir():
            raise FileNotFoundError
        for file in folder.glob(f"*{COPY_END}"):
            try:
                manifest = backup_file.read(file).manifest
                if manifest.vault_id != vault_id:
                    others += 1
                elif manifest.sealed(key) != manifest:
                    unreadable += 1
                else:
                    found.append(_copy_file(file, manifest))
            except VaultError:
                unreadable += 1
    except OSError as error:
        raise OutputError(
            "Mappen för säkerhetskopior är inte där",
            "Sätt i minnet som den ligger på eller anslut disken, eller välj en annan mapp.",
        ) from error
    newest_first = sorted(found, key=lambda one: one.made, reverse=True)
    return Copies(tuple(newest_first), others, unreadable, same_device(folder, vault))


def check_copy(copy: Path, vault: Path, key: bytes, vault_id: UUID) -> CopyFile:
    """Take the vault out of a backup of it, beside ``vault``, and run the whole check; nothing of it is left.

    Raises FileDamaged when it is not whole, VaultError when it cannot be checked.
    """
    try:
        contents = backup_file.read(copy)
    except FileDamaged:
        raise _copy_damaged() from None
    manifest = contents.manifest
    if manifest.vault_id != vault_id:
        raise VaultError(
            "Det är en kopia av en annan pärm",
            "Den kontrolleras när den läses in i upplåsningsfönstret, med den lösenfras som gällde när den gjordes.",
        )
    if manifest.sealed(key) != manifest:
        raise _copy_damaged()
    try:
        with work_folder(vault.with_name(f".{vault_id}.kontrolleras")) as folder:
            backup_file.take_out(copy, contents.name, folder / TAKEN_OUT)
            faults = faults_in(folder / TAKEN_OUT, key, manifest, older=manifest.schema < SCHEMA)
        found = _copy_file(copy, manifest)
    except (OSError, OutputError) as error:
        raise VaultError(
            "Kopian kunde inte kontrolleras",
            "Medan den kontrolleras tar den lika mycket plats som pärmen på datorns disk. Gör plats, och försök igen.",
        ) from error
    except FileDamaged:
        raise _copy_damaged() from None
    if faults:
        raise _copy_damaged(f"Inte som det ska: {', '.join(faults)}. ")
    return found


def _copy_damaged(what: str = "") -> FileDamaged:
    return FileDamaged("Säkerhetskopian är skadad", f"{what}Pärmen är orörd. Gör en ny kopia, helst på en annan disk.")


def _copy_file(copy: Path, manifest: Manifest) -> CopyFile:
    return CopyFile(copy, manifest.made, manifest.rows.get("patient", 0), copy.stat().st_size)

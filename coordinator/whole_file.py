"""Write a file whole or not at all: no reader and no power cut ever meets half of it."""

import errno
import os
from pathlib import Path

from coordinator.errors import OutputError

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def replace_whole(path: Path, content: bytes) -> None:
    """Put ``content`` at ``path`` in one step: a new file beside it, flushed to the disk, then renamed over it.

    Only the owner may read the file. OSError when the disk says no; then ``path`` is as it was.
    """
    fresh = path.with_name(path.name + ".ny")
    try:
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise
    if os.name == "posix":  # the new name itself is on the disk only when its folder is
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def require_free(path: Path, *, force: bool) -> None:
    """Refuse, before any work is done, an output file that exists (without ``force``) or a folder that does not."""
    if path.is_dir():
        raise OutputError("Det är en mapp", f"{path} är en mapp. Skriv ett filnamn.")
    if path.exists() and not force:
        raise OutputError(
            "Filen finns redan", f"{path} skrivs inte över. Välj ett annat namn, eller lägg till --force."
        )
    if not path.parent.is_dir():
        raise OutputError("Mappen finns inte", f"Det finns ingen mapp {path.parent}. Skapa den eller välj en annan.")


def write_output(path: Path, content: bytes) -> None:
    """Write a print or an export; OutputError says why it could not be written."""
    try:
        replace_whole(path, content)
    except OSError as error:
        if error.errno in FULL:
            raise OutputError(
                "Disken är full", f"{path.name} skrevs inte. Gör plats på disken och försök igen."
            ) from error
        raise OutputError(
            "Filen kan inte skrivas", f"{path.name} skrevs inte. Kontrollera att du får skriva i mappen."
        ) from error

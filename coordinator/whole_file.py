"""Write a file whole or not at all: no reader and no power cut ever meets half of it."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coordinator.errors import OutputError

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def replace_whole(path: Path, content: bytes) -> None:
    """Put ``content`` at ``path`` in one step. OSError when the disk says no; then ``path`` is as it was."""
    with _prepared(path, content):
        pass


@contextmanager
def _prepared(path: Path, content: bytes) -> Iterator[None]:
    """The content on the disk under another name, readable by the owner only; its own name when the body is done."""
    # One name for each file: what a power cut leaves behind is written over by the next attempt.
    fresh = path.with_name(f".{path.name}.halv")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        yield
        fresh.replace(path)
    except BaseException:  # also Ctrl-C: half a file with a patient in it must not stay
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
    # No message holds the name: people name files after patients, and errors end up in logs.
    if path.is_dir():
        raise OutputError("Det är en mapp", "Skriv ett filnamn efter mappen.")
    if path.exists() and not path.is_file():  # a device or a pipe would be taken away and a file put in its place
        raise OutputError("Det är ingen vanlig fil", "Den skrivs inte över. Välj ett annat namn.")
    if path.exists() and not force:
        raise OutputError("Filen finns redan", "Den skrivs inte över. Välj ett annat namn, eller lägg till --force.")
    if not path.parent.is_dir():
        raise OutputError("Mappen finns inte", "Skapa mappen som filen ska ligga i, eller välj en annan.")


@contextmanager
def written(path: Path, content: bytes) -> Iterator[None]:
    """Write a print or an export; it gets its name when the body is done. OutputError says why it could not be."""
    try:
        with _prepared(path, content):
            yield
    except OSError as error:
        if error.errno in FULL:
            raise OutputError("Disken är full", "Filen skrevs inte. Gör plats på disken och försök igen.") from error
        raise OutputError(
            "Filen kan inte skrivas", "Den skrevs inte. Kontrollera att du får skriva i mappen."
        ) from error

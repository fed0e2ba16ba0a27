"""Failed unlocks, kept beside the vault until the next unlock: only then can the access log be written."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path

_MOST = 1000


def path_of(vault: Path) -> Path:
    """Where the times of the failed unlocks of ``vault`` are kept."""
    return vault.with_name(vault.name + ".forsok")


def remember(vault: Path, at: datetime) -> None:
    """Keep the time of a failed unlock."""
    # The failure itself is what the user must hear of; a folder that cannot be written is told on opening.
    with suppress(OSError), path_of(vault).open("a", encoding="ascii") as out:
        out.write(at.isoformat(timespec="seconds") + "\n")


def remembered(vault: Path) -> list[str]:
    """The times that were kept, the newest 1000 at most; what somebody else wrote there is left out."""
    try:
        lines = path_of(vault).read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return []
    return [line for line in lines[-_MOST:] if _is_time(line)]


def forget(vault: Path) -> None:
    """Let go of the times: they stand in the log now."""
    with suppress(OSError):
        path_of(vault).unlink(missing_ok=True)


def _is_time(line: str) -> bool:
    try:
        return datetime.fromisoformat(line).isoformat(timespec="seconds") == line
    except ValueError:
        return False

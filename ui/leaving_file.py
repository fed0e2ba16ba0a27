"""Files on their way out of the house, each written whole, and taken back when it cannot be noted that they left."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from itertools import count
from pathlib import Path

from coordinator.errors import OutputError
from coordinator.whole_file import require_free, written


class LeavingFiles:
    """All of them or none. Everything is done on the vault's thread, where it is also noted."""

    def __init__(self, files: Iterable[tuple[Path, bytes]], *, force: bool) -> None:
        self._files, self._force = [*files], force
        self.is_written = False

    def write(self, log: Callable[[], object]) -> None:
        """Write them whole; they get their names when the access log has noted them.

        force: the dialog has asked about a file that is there.
        """
        for path, _content in self._files:
            require_free(path, force=self._force)
        with ExitStack() as open_files:
            for path, content in self._files:
                open_files.enter_context(written(path, content))
            log()
        self.is_written = True

    def require_written(self) -> None:
        """Nothing is noted of what was never written."""
        if not self.is_written:
            raise OutputError("Filen är inte skriven", "Därför är inget noterat.")

    def remove(self) -> None:
        """They are not there any more."""
        try:
            for path, _content in self._files:
                path.unlink(missing_ok=True)
        except OSError as error:
            raise OutputError("Filen ligger kvar", "Den är inte noterad som lämnad. Ta bort den själv.") from error


def free_names(folder: Path, name: str, many: int) -> Sequence[Path]:
    """Names in the folder for so many files of one kind, numbered, and none of them taken: "sip-kallelse-1.pdf"."""
    width = len(str(many))
    for turn in count(1):
        begin = name if turn == 1 else f"{name}-omgång-{turn}"
        paths = [folder / f"{begin}-{number:0{width}}.pdf" for number in range(1, many + 1)]
        if not any(path.exists() for path in paths):
            return paths
    raise AssertionError("there is always another name")

"""The command line as a user meets it: arguments in, exit code, standard output and standard error out."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from db import vault
from ui import command_line


@dataclass(frozen=True)
class Answer:
    """What a command answered."""

    code: int
    out: str
    err: str


Hallpunkt = Callable[..., Answer]


@pytest.fixture
def hallpunkt(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Hallpunkt:
    """Run ``hallpunkt ARGUMENTS``; ``typed`` is standard input."""

    def run(*arguments: object, typed: str = "") -> Answer:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        code = command_line.run([str(argument) for argument in arguments], lambda: vault)
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return run


@pytest.fixture
def passphrase_file(tmp_path: Path) -> Path:
    """A file with the passphrase of `tests.conftest` on its first line."""
    from tests.conftest import PASSPHRASE

    path = tmp_path / "fras.txt"
    path.write_text(PASSPHRASE + "\n", encoding="utf-8")
    return path

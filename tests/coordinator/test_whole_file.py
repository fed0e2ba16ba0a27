"""A file is written whole or not at all, and an output is never written over by mistake."""

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from coordinator.errors import OutputError
from coordinator.whole_file import replace_whole, require_free, written


def test_the_content_is_there_and_only_for_the_owner(tmp_path: Path) -> None:
    path = tmp_path / "ut å.pdf"
    path.write_bytes(b"gammalt")
    replace_whole(path, b"nytt")
    assert path.read_bytes() == b"nytt"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["ut å.pdf"]


def test_a_full_disk_leaves_the_old_file_and_nothing_half(tmp_path: Path) -> None:
    path = tmp_path / "ut.pdf"
    path.write_bytes(b"gammalt")
    program = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from coordinator.errors import OutputError\n"
        "from coordinator.whole_file import written\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try:\n"
        "    with written(Path(sys.argv[1]), bytes(100_000)):\n"
        "        pass\n"
        "except OutputError as error:\n"
        "    sys.exit(error.title)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.strip()) == (1, "Disken är full")
    assert path.read_bytes() == b"gammalt"
    assert [one.name for one in tmp_path.iterdir()] == ["ut.pdf"]


def test_what_a_power_cut_left_behind_is_gone_after_the_next_write(tmp_path: Path) -> None:
    (tmp_path / ".ut.pdf.halv").write_bytes(b"halv")
    replace_whole(tmp_path / "ut.pdf", b"hel")
    assert [one.name for one in tmp_path.iterdir()] == ["ut.pdf"]


def test_a_disk_that_may_not_be_written_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> int:  # stands for a read-only folder: root is never refused
        raise OSError(errno.EACCES, "nej")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(OutputError, match="Filen kan inte skrivas"), written(tmp_path / "ut.pdf", b"x"):
        pass


def test_a_file_has_no_name_until_what_belongs_to_it_is_done(tmp_path: Path) -> None:
    path = tmp_path / "ut.pdf"
    with written(path, b"x"):
        assert not path.exists()
    assert path.read_bytes() == b"x"
    with pytest.raises(KeyboardInterrupt), written(tmp_path / "b.pdf", b"x"):
        raise KeyboardInterrupt
    assert [one.name for one in tmp_path.iterdir()] == ["ut.pdf"]


def test_an_output_must_be_free(tmp_path: Path) -> None:
    taken = tmp_path / "finns"
    taken.touch()
    require_free(tmp_path / "ny", force=False)
    require_free(taken, force=True)
    for path, force in ((taken, False), (tmp_path, True), (tmp_path / "ingen" / "ny", True)):
        with pytest.raises(OutputError):
            require_free(path, force=force)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes")
def test_what_is_no_ordinary_file_is_not_replaced_even_when_told_to(tmp_path: Path) -> None:
    pipe = tmp_path / "rör"
    os.mkfifo(pipe)
    with pytest.raises(OutputError, match="ingen vanlig fil"):
        require_free(pipe, force=True)
    assert pipe.is_fifo()

"""A file is read whole within bounds, or refused with what to do; no message holds its name."""

import gzip
import hashlib
import os
import sys
from pathlib import Path

import pytest

from coordinator.errors import ImportRefused
from coordinator.terms import source_file
from coordinator.terms.source_file import read_source, release_in


def why(path: Path) -> ImportRefused:
    with pytest.raises(ImportRefused) as told:
        read_source(path)
    assert path.stem not in str(told.value)
    assert told.value.message.endswith("Listorna är som de var.")
    return told.value


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "Maja Lindeskog 2026.tsv"


def test_plain_and_packed_are_the_same_but_for_their_checksums(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbfKod\r\nG10\rG11\n")
    plain = read_source(file)
    assert plain.lines == ["Kod", "G10", "G11", ""]
    assert plain.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert plain.named_release == "2026"
    file.write_bytes(gzip.compress(file.read_bytes()))
    packed = read_source(file)
    assert packed.lines == plain.lines
    assert packed.sha256 == hashlib.sha256(file.read_bytes()).hexdigest() != plain.sha256


def test_too_large_is_refused_before_it_is_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with file.open("wb") as out:
        out.truncate(source_file.LARGEST + 1)
    monkeypatch.setattr(Path, "open", None)
    assert why(file).title == "Filen är för stor"


def test_a_small_file_that_unpacks_without_end_is_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_file, "LARGEST", 100_000)
    file.write_bytes(gzip.compress(bytes(100_001)))
    assert file.stat().st_size < 1000
    assert why(file).title == "Filen är för stor"
    file.write_bytes(gzip.compress(b"x" * 100_000))
    assert len(read_source(file).content) == 100_000


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (b"", "Filen är tom"),
        (b" \n", "Filen är tom"),
        (gzip.compress(b"", mtime=0), "Filen är tom"),
        (b"\x1f\x8bnothing", "Filen går inte att packa upp"),
        (gzip.compress(b"Kod" * 50, mtime=0)[:-9], "Filen går inte att packa upp"),
        (b"PK\x03\x04rest", "Filen är packad"),
    ],
)
def test_what_is_no_list_is_refused(file: Path, content: bytes, title: str) -> None:
    file.write_bytes(content)
    assert why(file).title == title


def test_what_cannot_be_read_is_refused(tmp_path: Path, file: Path) -> None:
    assert why(file).title == "Filen kan inte läsas"
    file.mkdir()
    assert why(file).title == "Det är ingen vanlig fil"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes with names of files")
def test_a_pipe_is_not_waited_for(file: Path) -> None:
    os.mkfifo(file)
    assert why(file).title == "Det är ingen vanlig fil"


def test_the_line_that_is_not_utf_8_is_told(file: Path) -> None:
    file.write_bytes("Kod\nG10\nMöbius\n".encode("latin-1"))
    with pytest.raises(ImportRefused, match="rad 3"):
        _ = read_source(file).text


def test_the_release_is_read_from_a_name() -> None:
    said = (
        "orpha_nomenclature_2025-12.tsv.gz",
        "ORPHAnomenclature_en_2025.xml",
        "icd-10-se.tsv",
        "x20260101.tsv",
        "2026-13",
    )
    assert [release_in(name) for name in said] == ["2025-12", "2025", "", "", "2026"]

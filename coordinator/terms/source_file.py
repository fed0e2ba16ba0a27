"""A file that the user downloaded, read whole within bounds: plain or gz, XML or text, and what its name says of it."""

import hashlib
import re
import zlib
from dataclasses import dataclass
from pathlib import Path

from coordinator.errors import ImportRefused

LARGEST = 100_000_000
"""Bytes, in the file and unpacked. The largest file there is, Orphadata's, has 54 million."""

_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
_RELEASE = re.compile(r"(?<!\d)(20\d\d)(?:-(0[1-9]|1[0-2]))?(?!\d)")
UNCHANGED = "Listorna är som de var."


@dataclass(frozen=True)
class SourceFile:
    """What was in the file, its checksum as it was downloaded, and the release that its name tells, if any."""

    content: bytes
    sha256: str
    named_release: str

    @property
    def is_xml(self) -> bool:
        return self.content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")

    @property
    def text(self) -> str:
        """As UTF-8. ImportRefused tells the line where it is none."""
        try:
            return self.content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = self.content[: error.start].count(b"\n") + 1
            raise refused(
                "Filen är inte i UTF-8",
                f"Tecknen på rad {line} går inte att läsa. Hämta filen igen, utan att ändra den.",
            ) from None

    @property
    def lines(self) -> list[str]:
        """The text line by line, however the lines end."""
        return self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def refused(title: str, message: str) -> ImportRefused:
    """No message holds the name of the file or what is in it, but the place."""
    return ImportRefused(title, f"{message} {UNCHANGED}")


def read_source(path: Path) -> SourceFile:
    """The file. ImportRefused when it cannot be read, is too large or is no file of a code list."""
    try:
        if path.exists() and not path.is_file():
            raise refused("Det är ingen vanlig fil", "Välj filen som du hämtade.")
        size = path.stat().st_size
        content = b""
        if size <= LARGEST:
            with path.open("rb") as file:
                content = file.read(LARGEST + 1)
    except OSError:
        raise refused("Filen kan inte läsas", "Kontrollera att den finns och att du får läsa den.") from None
    if max(size, len(content)) > LARGEST:
        raise refused("Filen är för stor", f"En kodlista är högst {LARGEST // 1_000_000} MB. Välj en annan fil.")
    sha256 = hashlib.sha256(content).hexdigest()
    if content.startswith(_GZIP):
        content = unpacked(content)
    if content.startswith(_ZIP):
        raise refused("Filen är packad", "Packa upp den först och välj sedan filen som ligger i den (xml eller tsv).")
    if not content.strip():
        raise refused("Filen är tom", "Hämta den igen.")
    return SourceFile(content, sha256, release_in(path.name))


def unpacked(content: bytes) -> bytes:
    """What a gz file holds, whole and no more than `LARGEST`."""
    taking = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        found = taking.decompress(content, LARGEST + 1)
    except zlib.error:
        raise refused("Filen går inte att packa upp", "Den är skadad. Hämta den igen.") from None
    if len(found) > LARGEST:
        raise refused("Filen är för stor", f"Uppackad är den mer än {LARGEST // 1_000_000} MB. Det är ingen kodlista.")
    if not taking.eof:
        raise refused("Filen går inte att packa upp", "Slutet saknas. Hämta den igen.")
    return found


def release_in(text: str) -> str:
    """The year, with its month where there is one, that stands first in a file name or a date; else empty."""
    found = _RELEASE.search(text)
    if found is None:
        return ""
    return f"{found[1]}-{found[2]}" if found[2] else found[1]


def cell(text: str) -> str:
    """A text as it is kept in one cell of a list: on one line, without the signs that part cells and names."""
    return one_line(text.replace("|", "/"))


def one_line(text: str) -> str:
    """A text with single blanks, without the signs that nobody sees and no file keeps."""
    line = " ".join(text.split())
    return line if line.isprintable() else "".join(filter(str.isprintable, line))


def unquoted(said: str) -> str:
    """A cell that a spreadsheet has put within quotation marks, without them."""
    if len(said) > 1 and said[0] == said[-1] == '"':
        return said[1:-1].replace('""', '"')
    return said

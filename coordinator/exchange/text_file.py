"""Reads the bytes of a file as text, whichever of the usual ways the program that wrote it had."""

import codecs
import re
from pathlib import Path

from coordinator.errors import ImportRefused

LARGEST = 20 * 1024 * 1024
"""Bytes. Whoever opens a file asks for its size first, with `require_size`, and reads nothing of a larger one."""

_MARKS = (  # UTF-32 first: its little-endian mark begins as that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_SIGNS_OF_NO_TEXT = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")
_LOOKED_AT = 65_536
_MOST_SIGNS = 0.01
_SHARE_OF_ZEROS = 0.4
"""Of every other byte in Swedish text as UTF-16; in the bytes between them there is hardly any."""


def require_size(size: int) -> None:
    """Refuse a file that is larger than any list of contacts."""
    if size > LARGEST:
        raise ImportRefused(
            "Filen är för stor",
            "Den är över 20 MB, och en lista med kontakter är mycket mindre. Kontrollera att det är rätt fil.",
        )


def content_of(path: Path) -> bytes:
    """What the file holds; its size is asked for before a byte of it is read. ImportRefused when it cannot be read."""
    try:
        require_size(path.stat().st_size)
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)  # a pipe says nothing of its size
    except OSError:
        raise ImportRefused(
            "Filen kan inte läsas", "Kontrollera att den finns och att du får läsa den. Inget har ändrats."
        ) from None
    require_size(len(content))
    return content


def read_text(content: bytes) -> str:
    """The text, its lines ended by a line feed alone. ImportRefused says of what is no text what to do instead.

    The mark of an encoding comes first, since cp1252 reads UTF-16 without a murmur; then UTF-8, else cp1252.
    """
    if content.startswith(_WORKBOOKS):
        raise ImportRefused(
            "Det är en arbetsbok, inte en textfil",
            "Öppna den i kalkylprogrammet och spara den som CSV UTF-8, eller kopiera raderna och klistra in dem.",
        )
    text = _decoded(content)
    if "\0" in text or _is_no_text(text):
        raise _no_text()
    # A file put together of several has a mark where each began; it is seen by nobody and makes two names of one.
    return text.replace("\ufeff", "").rstrip("\x1a").replace("\r\n", "\n").replace("\r", "\n")


def _decoded(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _in(encoding, content[len(mark) :])
    if b"\0" in content:
        return _in(_without_mark(content), content)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _in("cp1252", content)


def _in(encoding: str, content: bytes) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise _no_text() from None


def _without_mark(content: bytes) -> str:
    """Which UTF-16 it is, told by where the zero bytes stand: after each letter or before it."""
    sample = content[:_LOOKED_AT]
    before, after = (part.count(0) / max(len(part), 1) for part in (sample[::2], sample[1::2]))
    if len(content) % 2 or min(before, after) > _MOST_SIGNS or max(before, after) < _SHARE_OF_ZEROS:
        raise _no_text()
    return "utf-16-le" if after > before else "utf-16-be"


def _is_no_text(text: str) -> bool:
    sample = text[:_LOOKED_AT]
    return len(_SIGNS_OF_NO_TEXT.findall(sample)) > _MOST_SIGNS * len(sample)


def _no_text() -> ImportRefused:
    return ImportRefused(
        "Filen är inte text",
        "Den innehåller tecken som inte hör hemma i en lista. Kontrollera att det är rätt fil, eller spara den på nytt "
        "som CSV UTF-8.",
    )

"""Opens a file from outside: finds its form by what stands in it, and hands it to the reader of that form."""

import hashlib
from dataclasses import replace
from pathlib import Path
from stat import S_ISREG

from coordinator.errors import ImportRefused
from coordinator.exchange.record_json import MARK
from coordinator.take_in.read_file import LARGEST, ReadFile
from coordinator.taken_in import FileForm

MOST = 4_000
"""Entries in a file. A record of 120 contacts has some hundreds; ten years of calls are not as many."""
_HEAD = 1_024
_BLANK = b" \t\r\n\xef\xbb\xbf"
_WIDE = (b"\xff\xfe", b"\xfe\xff")
"""How a text begins whose letters have two bytes each."""


def read_path(path: Path) -> bytes:
    """The content of a file on disk. ImportRefused when it is too large, before it is read, or cannot be read.

    A device or a pipe is no file: opening it may wait for ever.
    """
    try:
        found = path.stat()
        if not S_ISREG(found.st_mode):
            raise _unreadable()
        if found.st_size > LARGEST:
            raise _too_large()
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)  # it may have grown since
    except (OSError, ValueError):
        raise _unreadable() from None
    if len(content) > LARGEST:
        raise _too_large()
    return content


def open_file(content: bytes, *, password: str = "") -> ReadFile:
    """What the file says. ImportRefused when it cannot be taken in; PasswordNeeded (coordinator.errors) when locked."""
    if len(content) > LARGEST:
        raise _too_large()
    if not content.strip(_BLANK + b"\x00"):
        raise ImportRefused("Filen är tom", "Det står inget i den. Är det rätt fil? Inget har ändrats.")
    read = _read(form_of(content), content, password)
    if len(read.entries) > MOST:
        raise ImportRefused(
            "Filen har för många poster",
            f"Uppgifter om en patient är aldrig fler än {MOST} poster. Är det rätt fil? Inget har ändrats.",
        )
    return replace(read, sha256=hashlib.sha256(content).hexdigest())


def form_of(content: bytes) -> FileForm:
    """What kind of file it is, told by what stands in it and never by its name. ImportRefused when it is none."""
    if b"%PDF-" in content[:_HEAD]:
        return FileForm.PAPER
    begins = _begins(content)
    if begins.startswith("<"):
        return _form_of_xml(begins)
    if not begins.startswith("{"):
        raise _unknown()
    if content[:2] in _WIDE or b"\x00" in content[:_HEAD]:
        raise ImportRefused(
            "Filen kan inte läsas", "Den är inte text i UTF-8. Spara den som UTF-8 och försök igen. Inget har ändrats."
        )
    mark = f'"{MARK}"'.encode()
    if mark in content[:_HEAD]:
        return FileForm.RECORD
    if b'"resourceType"' in content:
        return FileForm.FHIR
    if mark in content:
        return FileForm.RECORD
    raise _unknown()


def _begins(content: bytes) -> str:
    """The first letters, in whatever encoding; enough to see what it is."""
    head = content[:_HEAD]
    if head[:2] in _WIDE:
        return head.decode("utf-16", errors="replace").strip()
    if b"\x00" in head[:4]:
        return head.replace(b"\x00", b"").decode("latin-1").strip()
    return head.lstrip(_BLANK).decode("latin-1")


def _form_of_xml(begins: str) -> FileForm:
    low = begins.casefold()
    if "<html" in low or "<!doctype html" in low:
        raise _unknown()
    if "http://hl7.org/fhir" in low:
        raise ImportRefused("FHIR som XML läses inte", "Be avsändaren om samma uppgifter som JSON. Inget har ändrats.")
    return FileForm.RIVTA


def _read(form: FileForm, content: bytes, password: str) -> ReadFile:
    """With the reader of that form, which is not imported before."""
    match form:
        case FileForm.PAPER:
            from coordinator.take_in.paper import read_paper

            return read_paper(content, password=password)
        case FileForm.RECORD:
            from coordinator.take_in.record import read_record

            return read_record(content)
        case FileForm.FHIR:
            from coordinator.take_in.fhir.bundle import read_fhir

            return read_fhir(content)
        case FileForm.RIVTA:
            from coordinator.take_in.rivta.reading import read_rivta

            return read_rivta(content)


def _unreadable() -> ImportRefused:
    return ImportRefused(
        "Filen kan inte läsas", "Kontrollera att den finns och att du får läsa den. Inget har ändrats."
    )


def _too_large() -> ImportRefused:
    return ImportRefused("Filen är för stor", "En fil som hämtas in får vara högst 20 MB. Inget har ändrats.")


def _unknown() -> ImportRefused:
    return ImportRefused(
        "Det är ingen fil som kan hämtas in",
        "Välj ett papper från Hållpunkt (PDF), en record.json, ett FHIR-dokument (JSON) eller en fil från en region "
        "(RIV-TA, XML). Inget har ändrats.",
    )

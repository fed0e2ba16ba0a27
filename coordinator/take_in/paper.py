"""Reads a paper of ours: the PDF has the plan's facts inside it, as the file record.json.

The file is somebody else's, and may be made to do harm: nothing of it is unpacked beyond what a record can be, no tree
in it is walked for ever, and a paper that was changed after it was made or signed is refused.
"""

import hashlib
import re
import unicodedata
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Any

from coordinator.errors import ImportRefused, PasswordNeeded
from coordinator.exchange.record_json import MARK
from coordinator.take_in.read_file import LARGEST, ReadFile
from coordinator.take_in.record import read_record
from coordinator.taken_in import FileForm

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

NAME = "record.json"
"""What the file inside the paper is called."""

_UNPACKED = 4 * 1024 * 1024
"""Bytes of any one stream that the PDF library unpacks by itself: its lists of objects are some thousand."""
_UPDATES = 16
"""How many lists of objects a file may have: one more each time it is saved anew at its end, as when it is signed."""
_NODES, _FILES = 2_000, 200
_SECONDS = 3.0
_HEAD = 4_096
_WARNINGS, _PARTS, _FILTERS = 500, 200_000, 3
_one_at_a_time = Lock()

_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_LZW = re.compile(rb"/LZW(?:Decode)?[\s/\]>]")
_LIST = re.compile(rb"/XRef[\s/>]")
_SIGNED = re.compile(rb"/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]")
_NOT_HEX = re.compile(rb"[^0-9A-Fa-f]")
_DIGESTS = ("sha256", "sha384", "sha512", "sha1")


def read_paper(content: bytes, *, password: str = "") -> ReadFile:
    """What the record inside the paper says.

    PasswordNeeded when the paper is locked, ImportRefused when it has no record, or one that cannot be trusted.
    """
    from pikepdf import PasswordError, PikepdfError

    plainly = _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), content)
    if _LZW.search(plainly) or len(_LIST.findall(plainly)) > _UPDATES:
        raise _damaged()
    _require_as_signed(content, plainly)
    password = unicodedata.normalize("NFKC", password)
    with _guarded():
        try:
            with _opened(content, password) as pdf:
                record = _record_in(pdf)
        except PasswordError:
            raise _locked(password) from None
        # Whatever part of the file is not of the kind it should be.
        except (PikepdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RuntimeError):
            raise _damaged() from None
    return replace(read_record(record), form=FileForm.PAPER)


def _opened(content: bytes, password: str) -> "Pdf":
    """The paper, by the password when it does not open without: one that is not needed is no fault."""
    from pikepdf import PasswordError, Pdf

    try:
        return Pdf.open(BytesIO(content), inherit_page_attributes=False)
    except PasswordError:
        if not password:
            raise
    return Pdf.open(BytesIO(content), password=password, inherit_page_attributes=False)


@contextmanager
def _guarded() -> Iterator[None]:
    """Within narrow limits of what the PDF library unpacks; they hold for all of the program, so for one at a time."""
    from pikepdf.settings import get_qpdf_limits, set_qpdf_limits

    with _one_at_a_time:
        before = get_qpdf_limits()
        set_qpdf_limits(
            doc_max_warnings=_WARNINGS,
            parser_max_container_size=_PARTS,
            max_stream_filters=_FILTERS,
            flate_max_memory=_UNPACKED,
            run_length_max_memory=_UNPACKED,
            png_max_memory=_UNPACKED,
            tiff_max_memory=_UNPACKED,
        )
        try:
            yield
        finally:
            set_qpdf_limits(
                doc_max_warnings=before["doc_max_warnings"],
                parser_max_container_size=before["parser_max_container_size"],
                max_stream_filters=before["max_stream_filters"],
                flate_max_memory=before["flate_max_memory"],
                run_length_max_memory=before["run_length_max_memory"],
                png_max_memory=before["png_max_memory"],
                tiff_max_memory=before["tiff_max_memory"],
            )


def _require_as_signed(content: bytes, plainly: bytes) -> None:
    """Refuse a file that was signed and changed since: something stands after what was signed, or is another."""
    if b"/ByteRange" not in plainly:
        return
    found = [tuple(map(int, one)) for one in _SIGNED.findall(content)]
    last = max(found, key=lambda one: one[2] + one[3], default=None)
    if last is None or last[0] != 0 or not last[1] <= last[2] or last[2] + last[3] != len(content):
        raise _changed("skrevs under")
    start, until = last[1], last[2]
    said = _NOT_HEX.sub(b"", content[start:until])
    signed = content[:start] + content[until:]
    digests = (hashlib.new(name, signed, usedforsecurity=False).hexdigest().encode() for name in _DIGESTS)
    if not any(one in said.lower() for one in digests):
        raise _changed("skrevs under")


def _record_in(pdf: "Pdf") -> bytes:
    """The one record that the paper carries."""
    until = monotonic() + _SECONDS
    named: list[bytes] = []
    others = 0
    for name, stream in _files(pdf, until):
        if name.casefold() == NAME:
            named.append(_unpacked(stream, LARGEST))
        elif f'"{MARK}"'.encode() in _unpacked(stream, _HEAD, whole=False):
            others += 1
    if not named and not others:
        raise ImportRefused(
            "Papperet har inga uppgifter att hämta",
            "Det har ingen fil inuti som Hållpunkt har gjort. Be avsändaren om ett papper med uppgifterna i, eller om "
            "filen record.json. Inget har ändrats.",
        )
    if len(named) + others > 1:
        raise ImportRefused(
            "Papperet har två filer med uppgifter",
            "Det går inte att veta vilken som gäller. Be avsändaren om papperet som det skrevs ut. Inget har ändrats.",
        )
    if not named:
        raise ImportRefused(
            "Filen i papperet har fel namn",
            "Ett papper från Hållpunkt har uppgifterna i filen record.json. Be avsändaren om papperet som det skrevs "
            "ut. Inget har ändrats.",
        )
    return named[0]


def _files(pdf: "Pdf", until: float) -> Iterator[tuple[str, "Object"]]:
    """Each file in the paper, once: from the list of names and from that of files that belong to the whole of it."""
    from pikepdf import Dictionary

    seen: set[object] = set()
    specs = [*_in_names(pdf, until), *_listed(pdf.Root.get("/AF"))]
    for spec in specs:
        if not isinstance(spec, Dictionary):
            raise _damaged()
        if spec.objgen != (0, 0) and spec.objgen in seen:
            continue
        seen.add(spec.objgen)
        if len(seen) > _FILES or monotonic() > until:
            raise _damaged()
        streams = _streams(spec)
        if streams:
            yield _name(spec), streams[0]
        for other in streams[1:]:
            if other.objgen != streams[0].objgen:  # two files under one name
                yield _name(spec), other


def _in_names(pdf: "Pdf", until: float) -> Iterator["Object"]:
    """The files of the tree of names; a branch that has been met is not gone into again."""
    from pikepdf import Array, Dictionary

    names = pdf.Root.get("/Names")
    ahead = [names.get("/EmbeddedFiles")] if isinstance(names, Dictionary) else []
    met: set[tuple[int, int]] = set()
    nodes = 0
    while ahead:
        node = ahead.pop()
        nodes += 1
        if nodes > _NODES or monotonic() > until:
            raise _damaged()
        if not isinstance(node, Dictionary) or (node.objgen != (0, 0) and node.objgen in met):
            continue
        met.add(node.objgen)
        pairs, kids = node.get("/Names"), node.get("/Kids")
        if isinstance(pairs, Array):
            for place in range(1, min(len(pairs), 2 * _FILES + 2), 2):
                yield pairs[place]
        if isinstance(kids, Array):
            if len(kids) > _NODES:
                raise _damaged()
            ahead.extend(_listed(kids))


def _listed(value: Any) -> list["Object"]:
    from pikepdf import Array

    return [value[place] for place in range(min(len(value), _NODES))] if isinstance(value, Array) else []


def _streams(spec: "Object") -> list["Object"]:
    from pikepdf import Dictionary, Stream

    files = spec.get("/EF")
    if not isinstance(files, Dictionary):
        return []
    found = [files.get(key) for key in ("/UF", "/F", "/Unix", "/DOS", "/Mac")]
    return [one for one in found if isinstance(one, Stream)]


def _name(spec: "Object") -> str:
    from pikepdf import String

    named = next((one for key in ("/UF", "/F") if isinstance(one := spec.get(key), String)), None)
    return str(named).replace("\\", "/").rpartition("/")[2].strip() if named is not None else ""


def _unpacked(stream: "Object", most: int, *, whole: bool = True) -> bytes:
    """What a file in the paper holds, never more than ``most`` bytes. whole: else its beginning is enough."""
    packed = stream.read_raw_bytes()
    way = _way_packed(stream)
    if way == "":
        content = packed
    elif way == "/FlateDecode":
        content = _inflated(packed, most)
    elif whole:
        raise _damaged()
    else:
        return b""
    if not whole:
        return content[:most]
    if len(content) > most:
        raise ImportRefused("Filen är för stor", "Uppgifterna i papperet är större än 20 MB. Inget har ändrats.")
    _require_as_made(stream, content)
    return content


def _way_packed(stream: "Object") -> str:
    """The name of the one filter, empty for none; "?" for anything else."""
    from pikepdf import Array, Dictionary, Name

    filters = stream.get("/Filter")
    if isinstance(filters, Array):
        if len(filters) > 1:
            return "?"
        filters = filters[0] if len(filters) else None
    ways = stream.get("/DecodeParms")
    predicted = any(isinstance(one, Dictionary) and one.get("/Predictor", 1) != 1 for one in (ways, *_listed(ways)))
    if filters is None:
        return ""
    return str(filters) if isinstance(filters, Name) and not predicted else "?"


def _inflated(packed: bytes, most: int) -> bytes:
    unpacking = zlib.decompressobj()
    try:
        return unpacking.decompress(packed, most + 1)
    except zlib.error:
        raise _damaged() from None


def _require_as_made(stream: "Object", content: bytes) -> None:
    """Refuse a file with another sum or size than was written when it was put into the paper."""
    from pikepdf import Dictionary, String

    said = stream.get("/Params")
    if not isinstance(said, Dictionary):
        return
    total, size = said.get("/CheckSum"), said.get("/Size")
    made = hashlib.md5(content, usedforsecurity=False).digest()
    if isinstance(total, String) and bytes(total) != made:
        raise _changed("gjordes")
    if size is not None and size != len(content):
        raise _changed("gjordes")


def _locked(password: str) -> PasswordNeeded:
    if password:
        return PasswordNeeded("Lösenordet stämmer inte", "Papperet öppnas inte med det. Fråga avsändaren.")
    return PasswordNeeded("Papperet är låst", "Skriv lösenordet som avsändaren har lämnat på annat sätt.")


def _changed(since: str) -> ImportRefused:
    return ImportRefused(
        f"Papperet är ändrat efter att det {since}",
        "Uppgifterna i det går inte att lita på. Be avsändaren om papperet på nytt. Inget har ändrats.",
    )


def _damaged() -> ImportRefused:
    return ImportRefused(
        "Papperet kan inte läsas",
        "Filen är skadad, avkortad eller gjord på ett sätt som programmet inte läser. Be avsändaren om den på nytt. "
        "Inget har ändrats.",
    )

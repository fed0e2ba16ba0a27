"""A file is known by what stands in it, and what cannot be taken in is refused in words before it is read."""

import hashlib
import json
import os
from pathlib import Path

import pytest

from coordinator.errors import ImportRefused
from coordinator.take_in.opening import form_of, open_file, read_path
from coordinator.take_in.read_file import LARGEST
from coordinator.taken_in import FileForm
from tests.coordinator.conftest import TODAY
from tests.coordinator.take_in.clinics import contact, maja, sent

RECORD = sent(maja(), contact("Lisa Ek"))


def refused(content: bytes) -> str:
    with pytest.raises(ImportRefused) as error:
        open_file(content)
    assert error.value.message.endswith("Inget har ändrats.")
    return error.value.title


def test_a_record_is_read_with_who_made_it_and_when() -> None:
    read = open_file(RECORD)
    assert read.form is FileForm.RECORD and len(read.entries) == 2 and read.own and read.complete
    assert read.origin == "SMO-mottagningen (Anna Lind, kontaktsjuksköterska)" and read.made_on == TODAY
    assert read.sha256 == hashlib.sha256(RECORD).hexdigest()
    assert all(one.entry.version == 0 and one.says is None for one in read.entries)


@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf", b" \r\n\t"])
def test_the_form_is_seen_whatever_stands_before(before: bytes) -> None:
    assert form_of(before + RECORD) is FileForm.RECORD
    assert form_of(before + b"%PDF-1.7\n") is FileForm.PAPER
    assert form_of(before + b'{"resourceType": "Bundle"}') is FileForm.FHIR
    assert form_of(before + b'<?xml version="1.0"?><a xmlns="urn:riv:x"/>') is FileForm.RIVTA


def test_the_order_of_the_parts_says_nothing_of_the_form() -> None:
    whole = json.loads(RECORD)
    turned = dict(reversed(whole.items()))
    assert form_of(json.dumps(turned, indent=4).encode()) is FileForm.RECORD
    assert open_file(json.dumps(turned).encode()).entries == open_file(RECORD).entries


def test_words_about_another_form_do_not_change_the_form() -> None:
    bundle = {"resourceType": "Bundle", "entry": ["x" * 2000, "hallpunkt_record", "%PDF-"]}
    assert form_of(json.dumps(bundle).encode()) is FileForm.FHIR
    assert (
        form_of(sent(maja(), contact("resourceType")).replace(b"resourceType", b'\\"resourceType\\"'))
        is FileForm.RECORD
    )


def test_xml_may_have_letters_of_two_bytes() -> None:
    text = '<?xml version="1.0" encoding="UTF-16"?><a xmlns="urn:riv:x"/>'
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        assert form_of(text.encode(encoding)) is FileForm.RIVTA


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04" + bytes(50), b"hej", b"[1]", b'{"a": 1}', b"\xff\xd8\xff\xe0", b"BEGIN:VCARD", b"<html>"],
)  # fmt: skip
def test_what_is_something_else_is_refused(content: bytes) -> None:
    assert refused(content) == "Det är ingen fil som kan hämtas in"


@pytest.mark.parametrize("content", [b"", b" \n", b"\xef\xbb\xbf", b"\x00" * 100])
def test_an_empty_file_is_refused(content: bytes) -> None:
    assert refused(content) == "Filen är tom"


def test_a_record_in_another_encoding_is_refused() -> None:
    text = RECORD.decode()
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        assert refused(text.encode(encoding)) == "Filen kan inte läsas"
    assert refused(text.replace("Lisa", "Åsa").encode("latin-1")) == "Filen kan inte tas in"


def test_fhir_as_xml_is_refused_with_what_to_ask_for() -> None:
    assert refused(b'<Bundle xmlns="http://hl7.org/fhir"/>') == "FHIR som XML läses inte"


@pytest.mark.parametrize(
    "content", [b'{"hallpunkt_record":' + b"[" * 100_000, b'{"hallpunkt_record":' + b'{"a":' * 100_000]
)
def test_what_is_nested_for_ever_is_refused(content: bytes) -> None:
    assert refused(content) == "Filen kan inte tas in"


# The size


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    large = tmp_path / "stor.pdf"
    with large.open("wb") as out:
        out.truncate(LARGEST + 1)
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("it was read"))
    with pytest.raises(ImportRefused, match="20 MB"):
        read_path(large)


@pytest.mark.skipif(os.name == "nt", reason="no such file there")
def test_a_device_or_a_pipe_is_not_opened(tmp_path: Path) -> None:
    """A pipe that nobody writes in would be waited for without end."""
    pipe, around = tmp_path / "ror", tmp_path / "runt"
    os.mkfifo(pipe)
    around.symlink_to(around)
    for path in (pipe, around, Path("/dev/zero"), Path("/dev/null")):
        with pytest.raises(ImportRefused, match="kan inte läsas"):
            read_path(path)


def test_the_largest_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "fil"
    with file.open("wb") as out:
        out.truncate(LARGEST)
    assert len(read_path(file)) == LARGEST
    assert refused(b"{" + b" " * LARGEST) == "Filen är för stor"


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    for path in (tmp_path / "ingen", tmp_path, tmp_path / ("x" * 300), Path("a\x00b")):
        with pytest.raises(ImportRefused, match="kan inte läsas"):
            read_path(path)


# Who made it


@pytest.mark.parametrize(
    ("by", "origin"),
    [
        ({"name": "Anna", "title": "ssk", "unit": "Hab"}, "Hab (Anna, ssk)"),
        ({"name": "Anna", "title": "", "unit": ""}, "Anna"),
        ({"name": " ", "title": "", "unit": "Hab"}, "Hab"),
        ({"name": "An\nna\x00", "title": 7, "unit": None}, "An na"),
        ({"name": "x" * 5000}, "x" * 120),
        ({}, ""),
        (None, ""),
        ("Anna", ""),
    ],
)
def test_who_made_it_is_told_in_what_can_be_shown(by: object, origin: str) -> None:
    whole = json.loads(RECORD)
    whole["provenance"]["by"] = by
    assert open_file(json.dumps(whole).encode()).origin == origin


@pytest.mark.parametrize(
    "moment", [None, 7, "", "i går", "2026-11-20", "2026-11-20T10:00:00", "9999-12-31T23:59:59-23:59"]
)
def test_a_moment_that_says_nothing_is_no_day(moment: object) -> None:
    whole = json.loads(RECORD)
    whole["provenance"]["exported_at"] = moment
    assert open_file(json.dumps(whole).encode()).made_on is None


def test_a_file_with_more_entries_than_any_patient_has_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coordinator.take_in.opening.MOST", 2)
    assert len(open_file(RECORD).entries) == 2
    monkeypatch.setattr("coordinator.take_in.opening.MOST", 1)
    assert refused(RECORD) == "Filen har för många poster"

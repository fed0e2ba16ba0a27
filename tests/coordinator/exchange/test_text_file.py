"""Bytes become text whichever of the usual ways they were written; what is no text is refused with words."""

import codecs

import pytest

from coordinator.errors import ImportRefused
from coordinator.exchange.text_file import LARGEST, read_text, require_size

TEXT = "Namn;Enhet\nÅsa Öberg;Barnhabiliteringen é\n"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("cp1252"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
        codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"),
    ],
    ids=["utf-8", "utf-8 mark", "cp1252", "16le", "16be", "16le mark", "16be mark", "32le mark", "32be mark"],
)
def test_the_text_is_the_same_however_it_was_written(content: bytes) -> None:
    assert read_text(content) == TEXT


def test_the_ends_of_lines_become_one_kind() -> None:
    assert read_text(b"a\r\nb\rc\nd\r\n\r\n") == "a\nb\nc\nd\n\n"


def test_the_marks_of_files_put_together_are_gone() -> None:
    assert read_text("\ufeffa\n\ufeffb\n".encode("utf-8-sig")) == "a\nb\n"


def test_what_old_programs_put_last_is_no_text() -> None:
    assert read_text(b"a\r\n\x1a") == "a\n"


def test_a_file_of_nothing_is_an_empty_text() -> None:
    assert read_text(b"") == ""
    assert read_text(codecs.BOM_UTF8) == ""


def test_what_only_cp1252_has_is_read() -> None:
    assert read_text("– “Öberg” … €".encode("cp1252")) == "– “Öberg” … €"


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (b"Namn;Roll\n\0\0\0\nLisa;dietist\n", "Filen är inte text"),
        (b"Namn;Roll\0Lisa", "Filen är inte text"),
        (codecs.BOM_UTF8 + b"Namn;Roll\n" * 100 + b"\0", "Filen är inte text"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le")[:-1], "Filen är inte text"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8a\x00", "Filen är inte text"),
        (b"\x81\x8d\x8f", "Filen är inte text"),
        (bytes(range(1, 32)) * 20, "Filen är inte text"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "Filen är inte text"),
        (b"PK\x03\x04\x14\0\x06\0", "Det är en arbetsbok, inte en textfil"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Det är en arbetsbok, inte en textfil"),
    ],
)
def test_what_is_no_text_is_refused_with_what_to_do(content: bytes, title: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        read_text(content)
    assert refused.value.title == title
    assert "CSV" in refused.value.message


def test_a_file_over_twenty_megabytes_is_refused_by_its_size() -> None:
    require_size(LARGEST)
    assert LARGEST == 20 * 1024 * 1024
    with pytest.raises(ImportRefused, match="för stor"):
        require_size(LARGEST + 1)

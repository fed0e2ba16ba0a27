"""XML from outside: nothing is fetched, nothing unfolds, and what is no XML in UTF-8 is refused in words."""

import subprocess
import sys
from pathlib import Path

import pytest

from coordinator.errors import ImportRefused
from coordinator.take_in.read_file import LARGEST
from coordinator.take_in.safe_xml import DEEPEST, MOST, read_xml


@pytest.mark.parametrize(
    "content",
    [
        b"<a><b>x</b></a>",
        b'<?xml version="1.0" encoding="UTF-8"?><a/>',
        b"\xef\xbb\xbf<?xml version='1.0' encoding='utf-8'?>\n<a/>",
        b"<?xml version='1.0'?><!-- a word --><?go on?><a/>",
        b"<b>" * DEEPEST + b"</b>" * DEEPEST,
    ],
)
def test_whole_files_are_read(content: bytes) -> None:
    assert read_xml(content).tag in ("a", "b")


def test_words_are_read_as_they_are_written() -> None:
    root = read_xml("<a>Åsa &amp; &lt;b&gt; &#229;<!-- hidden --></a>".encode())
    assert root.text == "Åsa & <b> å"
    assert len(root) == 0


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"<a>" + b" " * LARGEST + b"</a>", "20 MB"),
        (b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>', "DOCTYPE"),
        (b'<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', "DOCTYPE"),
        (b"<!doctype a><a/>", "DOCTYPE"),
        (b'<a/><!ENTITY e "x">', "DOCTYPE"),
        (b"<a>&e;</a>", "hel XML"),
        ("<a>å</a>".encode("latin-1"), "UTF-8"),
        ("<?xml version='1.0' encoding='ISO-8859-1'?><a>å</a>".encode("latin-1"), "UTF-8"),
        (b"<?xml version='1.0' encoding='UTF-16'?><a/>", "UTF-8"),
        (b"<?xml version='1.0' encoding='UTF-7'?><a/>", "UTF-8"),
        ("<?xml version='1.0' encoding='UTF-8'?><a/>".encode("utf-16"), "UTF-8"),
        ("<a/>".encode("utf-16-le"), "UTF-8"),
        (b"<a>\x00</a>", "UTF-8"),
        (b"", "hel XML"),
        (b"<a><b></a>", "hel XML"),
        (b"<a/><a/>", "hel XML"),
        (b"<b>" * (DEEPEST + 1) + b"</b>" * (DEEPEST + 1), "nivåer"),
        (b"<b>" * 100_000 + b"</b>" * 100_000, "hel XML"),
        (b"<a>" + b"<b/>" * (2 * MOST) + b"</a>", "fler delar"),
    ],
)
def test_what_could_do_harm_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(ImportRefused, match=why) as refused:
        read_xml(content)
    assert "Inget har ändrats" in refused.value.message


def test_a_file_beside_is_never_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hemligt")
    address = (tmp_path / "secret").as_uri()
    included = f'<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{address}" parse="text"/></a>'
    assert "hemligt" not in "".join(str(part) for part in read_xml(included.encode()).itertext())
    with pytest.raises(ImportRefused):
        read_xml(f'<!DOCTYPE a [<!ENTITY e SYSTEM "{address}">]><a>&e;</a>'.encode())


def test_lxml_is_not_imported_before_it_is_used() -> None:
    code = (
        "import sys, coordinator.take_in.safe_xml, coordinator.take_in.rivta.reading; sys.exit('lxml' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

"""JSON from outside: what is whole is read as it is, and what could do harm is refused before it does."""

from typing import Any

import pytest

from coordinator.errors import ImportRefused
from coordinator.take_in.read_file import LARGEST
from coordinator.take_in.safe_json import DEEPEST, MOST, read_json


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"a": [1, 2.5, "x", null, true]}', {"a": [1, 2.5, "x", None, True]}),
        ("\ufeff{}".encode(), {}),
        ('{"a": "åäö { [ \\" \\\\"}'.encode(), {"a": 'åäö { [ " \\'}),
        (b"[" * DEEPEST + b"]" * DEEPEST, None),
        (b'"' + b"[" * 200 + b'"', "[" * 200),
    ],
)
def test_whole_files_are_read(content: bytes, said: Any) -> None:
    found = read_json(content)
    assert said is None or found == said


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b" " * (LARGEST + 1), "20 MB"),
        ('{"a": "å"}'.encode("latin-1"), "UTF-8"),
        ('{"a": 1}'.encode("utf-16"), "UTF-8"),
        ('{"a": 1}'.encode("utf-16-le"), "UTF-8"),
        (b'{"a": 1, "a": 2}', "två gånger"),
        (b'{"a": {"b": 1, "b": 1}}', "två gånger"),
        (b'{"a": NaN}', "hel JSON"),
        (b'{"a": -Infinity}', "hel JSON"),
        (b'{"a": 1e999}', "hel JSON"),
        (b'{"a": ' + b"9" * 21 + b"}", "hel JSON"),
        (b'{"a": ' + b"9" * 5_000 + b"}", "hel JSON"),
        (b'{"a": 1', "hel JSON"),
        (b"", "hel JSON"),
        (b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1), "nivåer"),
        (b"[" * 100_000, "nivåer"),
        (b'{"a":' * 100_000, "nivåer"),
        (b"[" + b"[]," * MOST + b"1]", "fler delar"),
        (b'"' + b'\\"' * 1_000_000, "hel JSON"),
    ],
)
def test_what_could_do_harm_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(ImportRefused, match=why) as refused:
        read_json(content)
    assert "Inget har ändrats" in refused.value.message

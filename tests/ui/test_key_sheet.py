"""The sheet of keys: every command with keys is on it, on paper and in the manual too."""

from datetime import datetime
from pathlib import Path

from coordinator.document import texts
from coordinator.document_text import plain_text
from coordinator.swedish import SWEDEN
from ui.key_sheet import groups, key_sheet
from ui.paper.pdf import render_pdf
from ui.parts import keys_in_words
from ui.window_commands import COMMANDS

README = Path(__file__).resolve().parents[2] / "README.md"
NOW = datetime(2026, 11, 20, 9, 41, tzinfo=SWEDEN)


def test_every_command_with_keys_is_on_it_once() -> None:
    rows = [row for _title, rows in groups() for row in rows]
    for one in COMMANDS:
        assert rows.count((keys_in_words(one.keys), one.title)) == bool(one.keys)
    assert len(dict.fromkeys(keys for keys, _does in rows)) == len(rows)


def test_it_can_be_printed() -> None:
    sheet = key_sheet(NOW)
    assert {"Ctrl K", "Sök eller gör", "Ctrl +"} <= set(texts(sheet))
    assert render_pdf(sheet).startswith(b"%PDF")
    assert "Ctrl K" in plain_text(sheet)


def test_the_manual_has_the_same_table() -> None:
    lines = [f"| {keys} | {does} |" for title, rows in groups() for keys, does in ((f"**{title}**", ""), *rows)]
    assert "\n".join(["| tangenter | gör |", "|---|---|", *(line.replace("|  |", "| |") for line in lines)]) in (
        README.read_text(encoding="utf-8")
    )

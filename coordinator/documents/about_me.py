"""*Om mig*: one page in the patient's own words, for whoever meets her for the first time and tells here to have read.

At its foot is a table of who has read it, with empty rows to fill in by hand. Whoever fits the page may print fewer of
those, never none.
"""

from collections.abc import Iterator
from math import ceil

from coordinator.about_me import HEADINGS, AboutMe, about_me
from coordinator.blocks import Block, Column, ColumnKind, Heading, Missing, Note, Paragraph, Rich, Table, plain
from coordinator.contact import Contact
from coordinator.document import Document
from coordinator.documents.papers import paper
from coordinator.documents.phrases import sentence
from coordinator.protection import may_show, shareable
from coordinator.record import Record
from coordinator.story_readers import Reader, readers
from coordinator.swedish import folded

TITLE = "Om mig"
HAVE_READ = "Jag har läst"
_BUILT_ON = "De sju första rubrikerna bygger på About Me (PRSB)."
_COLUMNS = (Column("Namn och roll", 5), Column("Datum", 2, ColumnKind.DATE))
_BESIDE = 2
"""So many stand beside each other: half the height for as many names."""
_TO_FILL_IN: Rich = plain("□")
_ROWS = 6
"""At most, with those who have read; half of them are left when these are as many as they may be."""
_FEW = 6
"""More names than this would take the room of those who are yet to read."""
_LINES, _LINES_WITH_COUNT = 30, 33
"""With more lines of text the names, and then even how many they are, would keep the page from being printed at all."""
_LETTERS_A_LINE, _LETTERS_OF_A_NAME = 80, 35
"""Few enough for capitals."""
_NOT_WRITTEN = 2
"""The lines that a heading without words takes."""


def about_me_document(record: Record) -> Document:
    """The page for ``record`` as it is now; a heading without words says so, ready to be filled in by hand."""
    record = shareable(record)
    return paper(record, "about_me", TITLE, _blocks(record))


def _blocks(record: Record) -> Iterator[Block]:
    found = about_me(record)
    called = record.patient.called.strip()
    if called:
        yield Paragraph(plain(f"Jag kallas {sentence(called)}"))
    for attr in HEADINGS:
        yield Heading(attr.label, 3)
        text = str(getattr(found, attr.name)).strip() if found else ""
        yield Paragraph(plain(text)) if text else Missing("Inte skrivet än", "Fråga mig, eller den som är med mig.")
    yield Note(_written(found))
    yield Heading(HAVE_READ, 3)
    yield from _who_has_read(record)


def _written(found: AboutMe | None) -> str:
    written = "Skrivet"
    if found and found.written_on:
        written += f" {found.written_on.isoformat()}"
    if found and found.supported_by.strip():
        written += f" med stöd av {found.supported_by.strip()}"
    start = f"{sentence(written)} " if written != "Skrivet" else ""
    return f"{start}{_BUILT_ON}"


def _who_has_read(record: Record) -> Iterator[Block]:
    """Those who have read this wording, where they are few and there is room, and empty places for more."""
    found = _may_be_named(record)
    lines = _lines(about_me(record))
    if lines > _LINES_WITH_COUNT:
        found = []
    if found and (len(found) > _FEW or lines + _further_lines(found) > _LINES):
        newest = found[0].reading.read_on.isoformat()
        many = "1 person" if len(found) == 1 else f"{len(found)} personer"
        yield Paragraph(plain(f"{many} har läst det här, senast {newest}."))
        found = []
    cells = [(plain(one.name), plain(one.reading.read_on.isoformat())) for one in found]
    cells += [(_TO_FILL_IN, ())] * (_BESIDE * _ROWS - len(cells))
    rows = tuple(sum(cells[at : at + _BESIDE], ()) for at in range(0, len(cells), _BESIDE))
    yield Table(_COLUMNS * _BESIDE, rows)


def _lines(found: AboutMe | None) -> int:
    """How many lines the headings take together, reckoned in letters."""
    texts = [str(getattr(found, attr.name)).strip() if found else "" for attr in HEADINGS]
    return sum(_broken(text, _LETTERS_A_LINE) if text else _NOT_WRITTEN for text in texts)


def _further_lines(found: list[Reader]) -> int:
    """How many lines the names take beyond the first of each row."""
    lines = [_broken(one.name, _LETTERS_OF_A_NAME) for one in found]
    return sum(max(lines[at : at + _BESIDE]) - 1 for at in range(0, len(lines), _BESIDE))


def _broken(text: str, letters: int) -> int:
    return sum(max(1, ceil(len(line) / letters)) for line in text.split("\n"))


def _may_be_named(record: Record) -> list[Reader]:
    """Each person who has read what stands here now, once, when she may stand on paper."""
    kept_off = {one.id for one in record.all(Contact) if not (one.on_print and may_show(record, one))}
    found: dict[object, Reader] = {}
    for one in readers(record):
        reading = one.reading
        if not one.changed_since and reading.contact_id not in kept_off:
            found.setdefault(reading.contact_id or folded(one.name), one)
    return list(found.values())

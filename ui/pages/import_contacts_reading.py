"""What is read from a file or a pasted text, made ready to be looked at; done beside the window's thread."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from coordinator.contact import Contact
from coordinator.contact_import import Preview, preview, read_contacts
from coordinator.entity import attrs_of
from coordinator.exchange.contact_rows import ReadContacts
from coordinator.exchange.pasted_contacts import read_pasted
from coordinator.exchange.text_file import content_of
from coordinator.record import Record
from ui.pages.import_contacts_rows import ImportRow, import_rows


@dataclass(frozen=True)
class Found:
    """What was read, its preview beside the patient's contacts, and a row for each that can be taken in."""

    read: ReadContacts = field(repr=False)
    preview: Preview = field(repr=False)
    rows: tuple[ImportRow, ...] = field(repr=False)


def in_text(record: Record, text: str) -> Found:
    """The contacts of a pasted text."""
    return beside(record, read_pasted(text, record.today))


def in_file(record: Record, path: Path) -> Found:
    """The contacts of a file."""
    return beside(record, read_contacts(content_of(path), record.today))


def beside(record: Record, read: ReadContacts) -> Found:
    """What was read, held against the record as it is now."""
    found = preview(record, read)
    return Found(read, found, import_rows(record.patient_id, found))


def summary(found: Preview) -> str:
    """How much of it can be taken in, in words."""
    parts = [f"{contacts_in_words(len(found.ready))} kan läggas till"]
    if found.duplicates:
        parts.append(f"{len(found.duplicates)} finns redan")
    if found.bad_rows:
        parts.append(f"{rows_in_words(found, found.bad_rows)} kan inte tas in")
    return f"{', '.join(parts)}."


def errors_in_words(found: Preview) -> Sequence[str]:
    """Each fault with its row and column, why, and what to do."""
    called = found.called.capitalize()
    return [f"{called} {one.row}{f', {one.column}' if one.column else ''}: {one.why}" for one in found.errors]


def to_know(found: Preview) -> Sequence[str]:
    """What else there is to know of the whole before it is taken in."""
    unknown = ", ".join(found.unknown_columns)
    counts = Counter(name for one in found.ready for name in one.guessed)
    labels = {attr.name: attr.label for attr in attrs_of(Contact)}
    guessed = ", ".join(f"{labels[name].lower()} för {contacts_in_words(many)}" for name, many in counts.items())
    return [
        *([f"Föreslaget, kontrollera: {guessed}."] if guessed else []),
        *([f"Kolumner som inte förstås och inte tas med: {unknown}."] if unknown else []),
        *found.remarks,
    ]


def contacts_in_words(count: int) -> str:
    """So many contacts."""
    return "1 kontakt" if count == 1 else f"{count} kontakter"


def rows_in_words(found: Preview, count: int) -> str:
    """So many rows, or cards."""
    return f"{count} {'rader' if found.called == 'rad' and count != 1 else found.called}"

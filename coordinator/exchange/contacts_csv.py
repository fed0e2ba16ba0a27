"""Contacts as a table in text (CSV): read from whatever wrote it, and written so that a spreadsheet reads it safely."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import date

from coordinator.contact import Contact
from coordinator.entity import shown
from coordinator.errors import ImportRefused, RuleError
from coordinator.exchange.contact_columns import FAMILY_NAME, GIVEN_NAME, Columns, by_content, by_headings
from coordinator.exchange.contact_rows import (
    FIELDS,
    Guesses,
    ReadContact,
    ReadContacts,
    RowError,
    national,
    read_fields,
    require_few,
)
from coordinator.exchange.formula_guard import guarded, unguarded
from coordinator.protection import contacts_to_print, shareable
from coordinator.record import Record

FROM_FILE = "Importerad ur fil"

_SEPARATORS = {";": "semikolon", ",": "komma", "\t": "tabb", "|": "lodstreck"}
_END = "\ufffe"
"""A row that no file has, put after its last: when it is not alone there, a quote mark before it was never closed."""

_NUMBERS = ("phone", "switchboard")
_LOOKED_AT = 10
_ROWS_BEFORE_HEADINGS = 5
_ANYTHING = re.compile(r"\w")
_SAID_SEPARATOR = re.compile(r"sep=([;,\t|])\n", re.IGNORECASE)

Row = tuple[int, list[str]]


def read_csv(text: str, today: date, *, separators: str = ";,\t", origin: str = FROM_FILE) -> ReadContacts:
    """The contacts of a table; its rows are counted as a spreadsheet does. ImportRefused when it cannot be read as one.

    separators: those that may stand between the cells.
    """
    before = 0
    if said := _SAID_SEPARATOR.match(text):
        before, separators, text = 1, said[1], text[said.end() :]
    if not _ANYTHING.search(text):
        raise ImportRefused("Listan är tom", "Den har ingen rad med en kontakt. Kontrollera att det är rätt fil.")
    separator = _separator(text, separators)
    rows, errors = _rows(text, separator, before)
    if not rows:
        raise ImportRefused("Listan kan inte läsas", errors[0].why)
    columns, rows, has_headings, skipped = _columns(rows)
    if not rows and not errors:
        raise ImportRefused("Listan har bara rubriker", "Det står ingen kontakt under rubrikraden.")
    remarks = list(columns.remarks)
    if skipped:
        remarks.append("Det som står ovanför rubrikraden är inte med.")
    read: list[ReadContact] = []
    guesses: Guesses = {}
    for number, cells in rows:
        found = _too_many(number, cells, len(columns.fields), separator) or _read_row(
            number, cells, columns, today, guesses
        )
        if isinstance(found, ReadContact):
            read.append(found)
        else:
            errors += found
    headed = "med" if has_headings else "utan"
    form = f"en tabell {headed} rubrikrad, {_SEPARATORS[separator]} mellan cellerna"
    errors.sort(key=lambda error: error.row)
    return ReadContacts(form, origin, tuple(read), tuple(errors), columns.unknown, tuple(remarks))


def _separator(text: str, separators: str) -> str:
    """The one by which the headings are most and the first rows have most cells."""

    def rank(separator: str) -> tuple[int, int, int]:
        first = [cells for _, cells in _beginning(text, separator)]
        columns = [by_headings(cells) for cells in first[:_ROWS_BEFORE_HEADINGS]]
        known = max((sum(field is not None for field in one.fields) for one in columns if one), default=0)
        return known, min((len(cells) for cells in first), default=0), -separators.index(separator)

    return max(separators, key=rank)


def _beginning(text: str, separator: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    found = 0
    try:
        for number, cells in enumerate(reader, 1):
            if any(cell.strip() for cell in cells):
                yield number, cells
                found += 1
            if found == _LOOKED_AT:
                return
    except csv.Error:
        return


def _rows(text: str, separator: str, before: int) -> tuple[list[Row], list[RowError]]:
    """The rows that have anything in them; and an error for what cannot be told apart."""
    whole = text if text.endswith("\n") or not text else f"{text}\n"
    reader = csv.reader(io.StringIO(f"{whole}{_END}\n", newline=""), delimiter=separator)
    rows: list[Row] = []
    number = before
    try:
        for number, cells in enumerate(reader, before + 1):
            if cells == [_END]:
                return rows, []
            if cells and cells[-1].endswith(f"{_END}\n"):
                break
            if any(cell.strip() for cell in cells):
                rows.append((number, cells))
                require_few(len(rows) - _ROWS_BEFORE_HEADINGS - 1)
    except csv.Error:  # a cell longer than any: an open quote mark too
        number += 1
    why = (
        "Ett citattecken på raden stängs aldrig, eller så är en text orimligt lång. Raden och det som står efter den "
        "kan inte läsas. Ta bort citattecknet, eller sätt ett till där texten slutar."
    )
    return rows, [RowError(number, why)]


def _columns(rows: list[Row]) -> tuple[Columns, list[Row], bool, bool]:
    """What the columns are, the rows of contacts, and whether there were headings and rows before them."""
    for place, (_, cells) in enumerate(rows[:_ROWS_BEFORE_HEADINGS]):
        columns = by_headings(cells)
        if columns is not None and (place == 0 or sum(field is not None for field in columns.fields) > 1):
            require_few(len(rows) - place - 1)
            return columns, rows[place + 1 :], True, place > 0
    require_few(len(rows))
    return by_content([cells for _, cells in rows]), rows, False, False


def _too_many(number: int, cells: Sequence[str], width: int, separator: str) -> list[RowError]:
    """An error when a row has cells that no heading stands over."""
    if not any(cell.strip() for cell in cells[width:]):
        return []
    between = _SEPARATORS[separator]
    why = f"Raden har {len(cells)} celler men ska ha högst {width}. Sätt citattecken om en text med {between} i."
    return [RowError(number, why)]


def _read_row(
    number: int, cells: Sequence[str], columns: Columns, today: date, guesses: Guesses
) -> ReadContact | list[RowError]:
    named = [
        (field, heading, unguarded(cell))
        for field, heading, cell in zip(columns.fields, columns.headings, cells, strict=False)
        if field is not None
    ]
    halves = {field: cell for field, _, cell in reversed(named) if field in (GIVEN_NAME, FAMILY_NAME)}
    whole = [one for one in named if one[0] in FIELDS]
    if halves:
        whole.append(("name", FIELDS["name"].label, f"{halves.get(GIVEN_NAME, '')} {halves.get(FAMILY_NAME, '')}"))
    return read_fields(whole, number, today, guesses)


def contacts_csv(record: Record, *, notes: bool = True) -> bytes:
    """The contacts that may leave the house, in UTF-8 with its mark. RuleError when there is none.

    notes: with our own notes on them, which are for nobody but ourselves.
    """
    contacts = contacts_to_share(record)
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([attr.label for attr in FIELDS.values()])
    for contact in contacts:
        writer.writerow([_cell(contact, name) if notes or name != "note" else "" for name in FIELDS])
    return out.getvalue().encode("utf-8-sig")


def contacts_to_share(record: Record) -> list[Contact]:
    """The contacts that a list to somebody else may hold, as they may be shown. RuleError when there is none."""
    shared = shareable(record)
    contacts = contacts_to_print(shared)
    if not contacts:
        raise RuleError(
            "Inga kontakter att exportera", "Patienten har ingen kontakt som gäller i dag och får stå i listan."
        )
    return contacts


def _cell(contact: Contact, name: str) -> str:
    """A field in words. What a spreadsheet would take for a formula gets a mark before it."""
    text = shown(getattr(contact, name)).strip()
    text = national(text) if name in _NUMBERS else text
    return guarded(text)

"""The form that contacts from a file or the clipboard are read into, and how the words of one become its fields."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from coordinator.contact import Contact, ContactCategory
from coordinator.day_reader import read_day
from coordinator.entity import Attr, Code, attrs_of
from coordinator.errors import ImportRefused, RuleError
from coordinator.quick_contact import read_contact
from coordinator.spoken import months_between
from coordinator.swedish import folded

LIMIT = 1000
_LONGEST, _LONGEST_LONG = 500, 20_000

Guesses = dict[str, ContactCategory]
"""What has been guessed of the roles and workplaces of one list: most of them stand on many rows."""

FIELDS: Mapping[str, Attr] = {attr.name: attr for attr in attrs_of(Contact) if not attr.refers_to}
"""What a file can say of a contact: every field but a reference, which is to an entry of one vault."""

_PAST = ("last_contact", "checked_on")
_YES, _NO = (
    frozenset({"ja", "j", "x", "1", "sant", "true", "yes"}),
    frozenset({"nej", "n", "0", "falskt", "false", "no"}),
)
_YEAR = re.compile(r"\d{4}")
_MIDNIGHT = re.compile(r"[ T]00:00(?::00(?:\.0+)?)?$")
_MONTHS = re.compile(r"(\d{1,3}) ?(?:mån(?:ader|ad)?\.?)?", re.IGNORECASE)
_MADE_A_FIGURE = re.compile(r"\d(?:[.,]\d+)?e\+?\d{1,2}", re.IGNORECASE)
_APART = re.compile(r"(?<!-),|[;\t\n]")
_ABROAD = re.compile(r"^(?:\+|00)46[ -]*(?:\(0\))?[ -]*0?")


@dataclass(frozen=True)
class ReadContact:
    """One contact as it was read: the row it begins on, and the fields of `Contact` it has.

    guessed: fields that nobody wrote. left_out: what was not taken, in words.
    """

    row: int
    fields: Mapping[str, Any] = field(repr=False)
    guessed: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class RowError:
    """Why a row cannot be taken, with what to do; in which column, when it is one of them."""

    row: int
    why: str
    column: str = ""


@dataclass(frozen=True)
class ReadContacts:
    """What a file or a pasted text held.

    form: what it was taken for. origin: what is kept with each contact of where it comes from. unknown_columns: the
    headings that were not understood. remarks: what else there is to know before the contacts are taken in. called:
    what a row of it is called.
    """

    form: str
    origin: str
    rows: tuple[ReadContact, ...]
    errors: tuple[RowError, ...] = ()
    unknown_columns: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    called: str = "rad"


class Problem(Exception):
    """What is wrong with one cell; always caught, and made into a `RowError`."""


def require_few(count: int) -> None:
    """Refuse more contacts than anybody has."""
    if count > LIMIT:
        raise ImportRefused(
            "Det är för många rader", "Högst 1 000 kontakter tas in på en gång. Dela upp listan och ta en del i taget."
        )


def read_fields(
    cells: Iterable[tuple[str, str, str]], row: int, today: date, guesses: Guesses
) -> ReadContact | list[RowError]:
    """A contact out of the name of a field, the heading and the words of each cell; or why it cannot be.

    What would be a second value of a field is kept in the note, under its heading when it has one.
    """
    values: dict[str, Any] = {}
    written: dict[str, str] = {}
    besides: list[str] = []
    errors: list[RowError] = []
    for name, heading, text in cells:
        attr = FIELDS[name]
        words = tidy(text, long=attr.long)
        if not words:
            continue
        if name in written:
            if folded(written[name]) != folded(words):
                besides.append(f"{heading}: {words}" if heading else words)
            continue
        written[name] = words
        try:
            values[name] = value_of(attr, words, today)
        except Problem as problem:
            errors.append(RowError(row, str(problem), heading))
    if errors:
        return errors
    if not values:
        return [RowError(row, "Raden har inget som hör till en kontakt. Fyll i den eller ta bort den.")]
    if besides:
        values["note"] = "\n".join([*([values["note"]] if "note" in values else ()), *besides])
    guessed: tuple[str, ...] = ()
    if "category" not in values:
        values["category"] = likely_category(values, today, guesses)
        guessed = ("category",)
    return ReadContact(row, values, guessed)


def tidy(text: str, *, long: bool = False) -> str:
    """A text without what a table or a fold has added: blanks are single, and only a long text keeps its lines."""
    if long:
        return "\n".join(line.strip() for line in text.splitlines()).strip()
    return " ".join(text.split())


def value_of(attr: Attr, text: str, today: date) -> Any:
    """What the words of a cell mean in that field. Problem says why they mean nothing."""
    longest = _LONGEST_LONG if attr.long else _LONGEST
    if len(text) > longest:
        raise Problem(f"Texten är orimligt lång. Korta den till högst {longest} tecken.")
    if attr.value_type is date:
        return _day(attr, text, today)
    if attr.value_type is bool:
        return _truth(text)
    if attr.value_type is int:
        return _months(text)
    if issubclass(attr.value_type, Code):
        return code_of(attr.value_type, text)
    if attr.name in ("phone", "switchboard") and _MADE_A_FIGURE.fullmatch(text):
        raise Problem("Kalkylprogrammet har gjort om numret till ett tal. Gör kolumnen till text och skriv om numret.")
    return text


def code_of(codes: type[Code], text: str) -> Code:
    """The member that is called so, by its label, the beginning of it or its stored word."""
    wanted = folded(text)
    for member in codes:
        if wanted in (folded(member.label), member.stored):
            return member
    begun = [member for member in codes if re.match(rf"{re.escape(wanted)}(?!\w)", folded(member.label))]
    if len(begun) == 1:
        return begun[0]
    raise Problem(f"Det står inte i listan. Skriv något av: {'; '.join(member.label for member in codes)}.")


def _day(attr: Attr, text: str, today: date) -> date:
    try:
        day = read_day(_MIDNIGHT.sub("", text), today)
    except RuleError as error:
        raise Problem(f"{error.title}. {error.message}") from None
    if day is None:
        raise Problem("Datumet går inte att läsa. Skriv det som 2026-12-01.")
    if attr.name in _PAST and day > today and not _YEAR.search(text):
        raise Problem("Det går inte att se vilket år det var. Skriv datumet som 2026-12-01.")
    return day


def _truth(text: str) -> bool:
    said = folded(text)
    if said not in _YES | _NO:
        raise Problem("Skriv Ja eller Nej, eller lämna cellen tom.")
    return said in _YES


def _months(text: str) -> int:
    plain = _MONTHS.fullmatch(text)
    often = None if plain else months_between(text)
    if plain is None and often is None:
        raise Problem("Skriv antalet månader, till exempel 6, eller till exempel varje halvår.")
    return int(plain[1]) if plain else often[0] if often else 0


def likely_category(values: Mapping[str, Any], today: date, guesses: Guesses) -> ContactCategory:
    """The area of life that the role and the workplace tell of, as they do in a line that is written."""
    said = "; ".join(_APART.sub(" ", str(values.get(name, ""))) for name in ("role", "unit", "organisation"))
    if said not in guesses:
        guesses[said] = read_contact(said, today).fields.get("category", FIELDS["category"].default)
    return guesses[said]


def national(number: str) -> str:
    """A Swedish number as it is rung within the country; other numbers as they are written."""
    return _ABROAD.sub("0", number.strip(), count=1)

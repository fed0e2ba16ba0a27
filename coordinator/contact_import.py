"""Taking contacts in from a file or the clipboard: first a preview, which saves nothing, then one change."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from coordinator.change import Add, Change
from coordinator.contact import Contact
from coordinator.entity import require_keepable
from coordinator.errors import RuleError
from coordinator.exchange.contact_rows import ReadContact, ReadContacts, RowError, national
from coordinator.exchange.contacts_csv import FROM_FILE, read_csv
from coordinator.exchange.pasted_contacts import PASTED
from coordinator.exchange.text_file import read_text
from coordinator.exchange.vcard import FROM_CARDS, is_cards, read_cards
from coordinator.swedish import folded

if TYPE_CHECKING:
    from coordinator.record import Record

Key = tuple[str, ...]

SAME_HERE = "Finns redan hos patienten"

_TAKEN_BEFORE = re.compile(rf"(?:; )?(?:{'|'.join((FROM_FILE, FROM_CARDS, PASTED))}) \d{{4}}-", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True)
class Candidate:
    """A contact that can be taken in: the row it was read from, its fields, and what is known of it.

    guessed: fields that nobody wrote. left_out: what was not taken, in words. same_as: which contact it is already,
    empty when it is none. like: which contact it resembles so that both may be the same.
    """

    row: int
    fields: Mapping[str, Any] = field(repr=False)
    guessed: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    same_as: str = ""
    like: str = ""


@dataclass(frozen=True)
class Preview:
    """What a file or a pasted text would become beside the patient's contacts; nothing has been saved.

    form: what it was taken for. origin: what is kept with each contact of where it comes from. called: what a row of it
    is called.
    """

    form: str
    origin: str
    called: str
    candidates: tuple[Candidate, ...]
    errors: tuple[RowError, ...] = ()
    unknown_columns: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def ready(self) -> tuple[Candidate, ...]:
        """Those that are taken in when nothing else is chosen."""
        return tuple(one for one in self.candidates if not one.same_as)

    @property
    def duplicates(self) -> tuple[Candidate, ...]:
        """Those that are there already, in the record or earlier in the file."""
        return tuple(one for one in self.candidates if one.same_as)

    @property
    def bad_rows(self) -> int:
        """How many rows cannot be taken; a row may have several errors."""
        return len({error.row for error in self.errors})


def read_contacts(content: bytes, today: date) -> ReadContacts:
    """The contacts of a file: business cards or a table. ImportRefused when it is neither."""
    text = read_text(content)
    return read_cards(text, today) if is_cards(text) else read_csv(text, today)


def preview(record: "Record", source: ReadContacts) -> Preview:
    """Hold what was read against the record: what can be taken, what cannot and why, and what is there already."""
    known = _Known(record, source.called)
    candidates: list[Candidate] = []
    errors = list(source.errors)
    for read in source.rows:
        contact = Contact(patient_id=record.patient_id, **read.fields)
        wrong = _problems(contact, record)
        if wrong:
            errors.append(RowError(read.row, wrong))
            continue
        candidates.append(known.marked(read, contact))
    errors.sort(key=lambda error: error.row)
    return Preview(
        source.form,
        source.origin,
        source.called,
        tuple(candidates),
        tuple(errors),
        source.unknown_columns,
        source.remarks,
    )


def import_contacts(
    record: "Record", /, rows: Iterable[Candidate], *, source: str = FROM_FILE, checked: bool = False
) -> Change:
    """Add the chosen rows of a preview, in one change.

    A row that has become a contact since the preview is passed over; one that the preview called a duplicate was
    chosen all the same. source: the origin that the preview says. checked: the user knows the facts to be right today.
    RuleError when nothing is left to add.
    """
    there = {_key(contact) for contact in record.all(Contact) if contact.is_current}
    steps = []
    for row in rows:
        fields = dict(row.fields)
        fields["source"] = _origin(fields.get("source", ""), f"{source} {record.today.isoformat()}")
        if checked and "checked_on" not in fields:
            fields |= {"checked_on": record.today, "checked_by": record.actor.name}
        contact = Contact(patient_id=record.patient_id, **fields)
        if row.same_as or _key(contact) not in there:
            steps.append(Add(contact))
    if not steps:
        raise RuleError("Inget att importera", "Alla valda kontakter finns redan hos patienten.")
    return Change("En kontakt importerad" if len(steps) == 1 else f"{len(steps)} kontakter importerade", tuple(steps))


def _origin(written: str, taken: str) -> str:
    """Where the facts come from: what the file says itself, then that they were taken from it."""
    own = _TAKEN_BEFORE.split(written, maxsplit=1)[0]
    return f"{own}; {taken[:1].lower()}{taken[1:]}" if own else taken


def _problems(contact: Contact, record: "Record") -> str:
    try:
        require_keepable(contact)
    except RuleError as error:
        return error.message
    return " ".join(contact.problems(record))


class _Known:
    """The contacts that are there: those of the record, and those met before in the file."""

    def __init__(self, record: "Record", called: str) -> None:
        self._called = called
        self._keys: dict[Key, str] = {}
        self._traits: dict[tuple[str, str], list[tuple[frozenset[str], str]]] = {}
        for contact in record.all(Contact):
            if contact.is_current:
                self._keys[_key(contact)] = SAME_HERE
            self._remember(contact, "en kontakt som finns" if contact.is_current else "en kontakt som är avslutad")

    def marked(self, read: ReadContact, contact: Contact) -> Candidate:
        """The contact with what is known of it, and remembered."""
        key, called = _key(contact), f"{self._called} {read.row}"
        same = self._keys.get(key, "")
        like = "" if same else self.likeness(contact)
        self._keys.setdefault(key, f"Samma som {called}")
        self._remember(contact, called)
        return Candidate(read.row, read.fields, read.guessed, read.left_out, same, like)

    def likeness(self, contact: Contact) -> str:
        """How the contact resembles one that is there, in words; empty when it does not."""
        return next(self._likeness(contact), "")

    def _remember(self, contact: Contact, called: str) -> None:
        names = _names(contact)
        for trait in _traits(contact, names):
            self._traits.setdefault(trait, []).append((names, called))

    def _likeness(self, contact: Contact) -> Iterator[str]:
        names = _names(contact)
        for trait in _traits(contact, names):
            for others, called in self._traits.get(trait, ()):
                # A number is often shared by all of a unit: then the names must be able to be one person's.
                if trait[0] != "telefon" or not names or not others or names & others:
                    yield f"Liknar {called}: samma {trait[0]}"


def beside_contacts(record: "Record") -> Callable[[Contact], tuple[UUID | None, str]]:
    """Tells which of the patient's contacts another one is, if it is one, and in words what is known of that."""
    known = _Known(record, "rad")
    ids = {key: contact.id for contact in record.all(Contact) if contact.is_current and any(key := _key(contact))}

    def beside(contact: Contact) -> tuple[UUID | None, str]:
        same = ids.get(_key(contact))
        return same, SAME_HERE if same else known.likeness(contact)

    return beside


def _key(contact: Contact) -> Key:
    """What two contacts that are one have in common: unit, name and number; and the role when nobody is named."""
    unit = folded(contact.unit) or folded(contact.organisation)
    name = folded(contact.name)
    return unit, name, _digits(contact.phone), "" if name else folded(contact.role)


def _traits(contact: Contact, names: frozenset[str]) -> Iterator[tuple[str, str]]:
    """What a contact shares with one that may be the same."""
    found: Sequence[tuple[str, str]] = (
        ("namn", " ".join(sorted(names))),
        ("e-post", folded(contact.email)),
        ("telefon", _digits(contact.phone)),
    )
    return (trait for trait in found if trait[1])


def _names(contact: Contact) -> frozenset[str]:
    """The words of a person's name, in whatever order it is written."""
    return frozenset(_LETTERS.findall(folded(contact.name)))


def _digits(number: str) -> str:
    return "".join(char for char in national(number) if char.isdecimal())

"""*Din fasta vårdkontakt*: one page that says who it is, what she helps with, how to reach her and the doctor."""

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from coordinator.blocks import (
    Block,
    Bullets,
    Column,
    ColumnKind,
    Fact,
    Facts,
    Heading,
    Missing,
    Note,
    Paragraph,
    QrCode,
    Rich,
    Table,
    led,
    plain,
)
from coordinator.contact import Assignment, Contact, ContactRole, holders
from coordinator.document import Document
from coordinator.documents.papers import paper
from coordinator.documents.phrases import by_phone, safe_channel, workplace_of
from coordinator.documents.whom_to_call import out_of_hours
from coordinator.protection import HIDDEN, may_show, shareable
from coordinator.record import Record

TITLE = "Din fasta vårdkontakt"

_MOST_BYTES = 280
"""A square with more is too fine for a telephone to read from paper."""


def care_contact_document(record: Record) -> Document:
    """The page for ``record`` as it is now. Who is missing is said in words."""
    record = shareable(record)
    return paper(record, "care_contact", TITLE, _blocks(record))


@cache
def _texts() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((files("resources") / "texts" / "care_contact.json").read_text(encoding="utf-8"))
    return found


def _blocks(record: Record) -> Iterator[Block]:
    texts = _texts()
    contacts = holders(record, Assignment.FIXED_CARE_CONTACT)
    if contacts:
        for held, contact in contacts:
            yield Heading(_title(held, alone=len(contacts) == 1))
            yield from _who(record, contact)
        yield from _to_save(contacts)
    else:
        yield Missing("Saknas", "Ingen fast vårdkontakt är utsedd. Be mottagningen utse en.")
    yield Heading("Det här hjälper din fasta vårdkontakt dig med")
    yield Paragraph(plain(texts["what"]))
    yield Bullets(tuple(_helps(text) for text in texts["helps"]))
    physicians = holders(record, Assignment.FIXED_PHYSICIAN_CONTACT)
    yield Heading("Din fasta läkarkontakt")
    for _, contact in physicians:
        yield from _who(record, contact)
    if not physicians:
        yield Missing("Saknas", "Ingen fast läkarkontakt är utsedd. Fråga mottagningen.")
    yield Heading("När mottagningen är stängd")
    yield Table(
        (Column("När", 4), Column("Ring", 4), Column("Telefon", 3, ColumnKind.PHONE)),
        tuple((plain(when), who, phone) for when, who, phone in out_of_hours(record)),
    )
    yield Note(" ".join([texts["change"], *_informed(contacts)]))


def _to_save(contacts: list[tuple[ContactRole, Contact]]) -> Iterator[Block]:
    """A square with the name and number of the one who coordinates; nothing when she has none that may be told."""
    _, contact = contacts[0]
    number = contact.phone.strip() or contact.switchboard.strip()
    card = name_card(contact.heading, number)
    if any(char.isdigit() for char in number) and len(card.encode()) < _MOST_BYTES:
        yield QrCode(card, _texts()["square"].format(name=contact.heading))


def name_card(name: str, number: str) -> str:
    """A vCard 3.0 of a name and a telephone number, which a telephone offers to save."""
    named = _escaped(name)
    dialled = "".join(char for char in number if char.isdigit() or char == "+")
    lines = ("BEGIN:VCARD", "VERSION:3.0", f"N:{named};;;;", f"FN:{named}", f"TEL;TYPE=WORK:{dialled}", "END:VCARD")
    return "\r\n".join(lines) + "\r\n"


def _escaped(text: str) -> str:
    """The text as a value in a vCard: on one line, with its separators marked."""
    return re.sub(r"([\\;,])", r"\\\1", " ".join(text.split()))


def _title(held: ContactRole, *, alone: bool) -> str:
    if alone:
        return "Det här är din fasta vårdkontakt"
    return "Din fasta vårdkontakt, som samordnar" if held.main else "Också fast vårdkontakt för dig"


def _helps(text: str) -> Rich:
    lead, _, rest = text.partition(": ")
    return led(f"{lead}:", rest) if rest else plain(text)


def _who(record: Record, contact: Contact) -> Iterator[Block]:
    if not may_show(record, contact):
        yield Missing("Skyddat", HIDDEN)
        return
    role = contact.role.strip() if contact.role.strip() != contact.heading else ""
    facts = (
        ("Namn", plain(contact.heading)),
        ("Roll", plain(role)),
        ("Arbetar på", plain(workplace_of(contact))),
        ("Telefon", by_phone(contact)),
        ("Svarar för", plain(contact.responsible_for.strip())),
        ("Skriv säkert", plain(safe_channel(contact))),
    )
    yield Facts(tuple(Fact(label, value) for label, value in facts if value and value[0].text.strip()))


def _informed(contacts: list[tuple[ContactRole, Contact]]) -> Iterator[str]:
    """When the patient was told who coordinates."""
    for held, _ in contacts[:1]:
        if held.informed_on and held.informed_way:
            yield (
                f"Informationen lämnades {held.informed_on.isoformat()}, {held.informed_way.label.lower()}, "
                f"av {held.informed_by.strip()}."
            )

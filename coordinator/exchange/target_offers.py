"""Whom a file can be for and why, as far as its kind goes: what is offered first, and what to mind before it leaves."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coordinator.covering import covering, said_in
from coordinator.exchange.kept_back import keeps_off_paper
from coordinator.exchange.target import (
    CSV,
    EXTRACT,
    FHIR,
    FHIR_TRANSACTION,
    ICS,
    JOURNAL_TEXT,
    RECORD,
    RIVTA_ALERTS,
    VCARD,
    Outgoing,
    Purpose,
    Target,
)
from coordinator.protection import hides_anything
from coordinator.recipient import PATIENT, Recipient, recipients
from coordinator.swedish import folded
from coordinator.umi.row import AlertInformation

if TYPE_CHECKING:
    from coordinator.record import Record

OUR_JOURNAL = "Vår egen journal"
OUR_SYSTEM = "Vårt eget system"
ENGINE = "Regionens integrationsmotor"
MY_CALENDAR = "Min kalender"
MY_ADDRESSES = "Min adressbok"
_HOLD_ALL_ROWS = frozenset(one.name for one in (RECORD, FHIR, FHIR_TRANSACTION, RIVTA_ALERTS))
"""The names of the files with every row of the uppmärksamhetsinformation."""
OUR_NOTES_TOO = "I filen står också era egna anteckningar och kontaktloggen. De är skrivna för er."

_OURS = {
    OUR_JOURNAL: Purpose.OWN_JOURNAL,
    ENGINE: Purpose.OWN_SYSTEM,
    OUR_SYSTEM: Purpose.OWN_SYSTEM,
    MY_CALENDAR: Purpose.CALENDAR,
    MY_ADDRESSES: Purpose.CALENDAR,
}
_FIRST = {
    JOURNAL_TEXT.name: Target(Recipient(OUR_JOURNAL), Purpose.OWN_JOURNAL),
    ICS.name: Target(Recipient(MY_CALENDAR), Purpose.CALENDAR),
    VCARD.name: Target(Recipient(MY_ADDRESSES), Purpose.CALENDAR),
    CSV.name: Target(Recipient(OUR_SYSTEM), Purpose.OWN_SYSTEM),
    EXTRACT.name: Target(Recipient(PATIENT, is_patient=True), Purpose.PATIENT),
}
_CAREFUL = (
    Purpose.PATIENT, Purpose.CARE, Purpose.MOVE, Purpose.OWN_SYSTEM, Purpose.OWN_JOURNAL, Purpose.CALENDAR,
)  # fmt: skip
"""The order in which purposes are offered: what asks for a ground before what does not."""


def first_target(what: Outgoing) -> Target | None:
    """Whom a file of that kind is for when nothing else is said; None when that has to be chosen."""
    if what.name in _FIRST:
        return _FIRST[what.name]
    return Target(Recipient(ENGINE), Purpose.OWN_SYSTEM) if what.purposes == (Purpose.OWN_SYSTEM,) else None


def whom_offered(record: "Record", what: Outgoing) -> list[Recipient]:
    """Our own places first, then the patient and those who represent her, then the contacts: those it can be for."""
    ours = [Recipient(name) for name, purpose in _OURS.items() if purpose in what.purposes and _fits(what, name)]
    people = recipients(record)
    return [*ours, *(one for one in people if purposes_for(what, one))]


def purposes_for(what: Outgoing, recipient: Recipient) -> tuple[Purpose, ...]:
    """What the file can be for, going to that one; the one that asks most of us first."""
    ours = {folded(name): purpose for name, purpose in _OURS.items()}.get(folded(recipient.name))
    if not what.of_patient:
        possible: tuple[Purpose, ...] = _CAREFUL
    elif recipient.is_patient:
        possible = (Purpose.PATIENT,)
    elif recipient.contact_id is not None:
        possible = (Purpose.CARE, Purpose.MOVE)
    elif ours is not None:
        possible = (ours,)
    else:
        possible = tuple(one for one in _CAREFUL if one is not Purpose.PATIENT)
    return tuple(one for one in possible if one in what.purposes)


def leaves_out(record: "Record", *, everything: bool = False) -> str:
    """What the file says of those who are protected; empty when nobody is."""
    if not hides_anything(record):
        return ""
    if everything:
        return "Filen innehåller SKYDDADE uppgifter. Den är inte krypterad: för över den säkert och ta bort den."
    return "Det som är skyddat är utelämnat ur filen."


def to_mind(record: "Record", what: Outgoing, target: Target) -> tuple[str, ...]:
    """What must be read before the file goes to that one; in no words of the record but those of a consent."""
    return tuple(_to_mind(record, what, target)) if what.of_patient else ()


def _to_mind(record: "Record", what: Outgoing, target: Target) -> Iterator[str]:
    recipient = target.recipient
    if recipient.is_patient:
        if recipient.name != PATIENT:
            yield "Filen kan tala om någon annan, i loggen och i anteckningar. Läs igenom den innan du lämnar den."
        return
    if what.name in _HOLD_ALL_ROWS and not all(one.for_patient for one in record.all(AlertInformation)):
        yield "I filen står uppmärksamhetsinformation som inte får visas för patienten."
    if target.purpose.leaves:
        consent = covering(record, recipient, what.name)
        if consent is not None:
            yield from said_in(record, consent, recipient)
        if what.name == RECORD.name:
            yield OUR_NOTES_TOO


def wish_to_mind(record: "Record", target: Target) -> str:
    """Who may not see what goes to another vårdgivare, in the words it is written; empty when nobody has said so."""
    wish = record.patient.restrictions.strip() if target.purpose.leaves else ""
    return f"Spärr eller önskemål om vem som inte får se uppgifterna: {wish}" if wish else ""


def kept_back(record: "Record", what: Outgoing, target: Target) -> Iterator[str]:
    """What the file leaves out for that one (`seen_by`)."""
    if what.name not in (FHIR.name, RECORD.name):
        return
    if target.recipient.is_patient and not all(one.for_patient for one in record.all(AlertInformation)):
        yield "Uppmärksamhetsinformation som inte får visas för patienten är inte med i filen."
    if target.purpose.leaves and keeps_off_paper(record):
        yield "Det som patienten inte vill ha på papper är inte med i filen."


def _fits(what: Outgoing, name: str) -> bool:
    """A calendar is no place for addresses, nor an address book for a meeting; the engine takes no lists."""
    places = {MY_CALENDAR: (ICS,), MY_ADDRESSES: (VCARD, CSV)}
    if name == ENGINE:
        return what not in (VCARD, CSV, ICS)
    return what in places.get(name, (what,))

"""Whom a consent reaches: those who stand in it one by one, then whom its words name, unless it was taken back."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.consent import Consent, ConsentPurpose
from coordinator.consent_names import ContactNames
from coordinator.consent_recipient import ConsentRecipient
from coordinator.contact import Contact
from coordinator.documents.phrases import title_of
from coordinator.swedish import folded

if TYPE_CHECKING:
    from coordinator.record import Record

BY_GENERAL_WORDS = (ConsentPurpose.DISCLOSURE, ConsentPurpose.EXCHANGE)
"""Consents to pass papers on. The others are for a meeting, a consultation or something of their own, and reach only
somebody they name in full."""

_DERIVED = "names_of_contacts_in_consents"


def recipients_of(record: "Record", consent_id: UUID) -> list[ConsentRecipient]:
    """Those who stand in the consent one by one, in the order they were written."""
    return [one for one in record.all(ConsentRecipient) if one.consent_id == consent_id]


def recipients_today(record: "Record", consent: Consent) -> str:
    """To whom it still is, in its words: without the lines of those it was taken back for, or saying that it was."""
    gone = {folded(one.name) for one in recipients_of(record, consent.id) if one.revoked_on}
    if not gone:
        return consent.recipients.strip()
    lines = [line.strip() for line in consent.recipients.splitlines() if line.strip()]
    left = [line for line in lines if folded(line) not in gone]
    if left and not gone <= {folded(line) for line in lines}:
        left.append("Återkallat för någon av dem")
    return "\n".join(left) or "Ingen längre"


def who(record: "Record", one: ConsentRecipient) -> str:
    """What the recipient is called today: the contact's name and role, else what was written."""
    contact = next((contact for contact in record.all(Contact) if contact.id == one.contact_id), None)
    return title_of(contact) if contact is not None else one.heading


def entry_for(record: "Record", consent: Consent, contact_id: UUID | None, name: str = "") -> ConsentRecipient | None:
    """The line of the consent that is this contact's, or that has the name word for word; None when there is none."""
    for one in recipients_of(record, consent.id):
        if contact_id is not None:
            if one.contact_id == contact_id:
                return one
        elif one.contact_id is None and folded(one.name) == folded(name):
            return one
    return None


def lines_for(record: "Record", consent: Consent, contact_id: UUID | None, name: str = "") -> list[ConsentRecipient]:
    """What the consent says of her: her own line, else every line whose words may mean her."""
    hers = entry_for(record, consent, contact_id, name)
    if hers is not None or contact_id is None:
        return [hers] if hers is not None else []
    written = [one for one in recipients_of(record, consent.id) if one.contact_id is None]
    return [one for one in written if contact_id in _names(record).named(one.name)]


def naming(record: "Record", consents: Iterable[Consent], contact_id: UUID | None, name: str = "") -> list[Consent]:
    """Those of the consents that name the contact, or somebody who is none by ``name``, taken back for her or not."""
    return [one for one in consents if _names_her(record, one, contact_id, name)]


def reaching(record: "Record", consents: Iterable[Consent], contact_id: UUID | None, name: str = "") -> list[Consent]:
    """Those of the consents that name her and were not taken back for her."""
    named = naming(record, consents, contact_id, name)
    return [one for one in named if not taken_back_on(record, one, contact_id, name)]


def taken_back_on(record: "Record", consent: Consent, contact_id: UUID | None, name: str = "") -> list[date]:
    """When the consent was taken back for her alone, or for somebody who may be she; empty when it was not."""
    hers = entry_for(record, consent, contact_id, name)
    if hers is not None:
        return [hers.revoked_on] if hers.revoked_on else []
    if not _names_her(record, consent, contact_id, name):
        return []
    # Whoever only the words name may be the one it was taken back for: a doubt is enough to stop.
    return [
        one.revoked_on
        for one in recipients_of(record, consent.id)
        if one.revoked_on and (contact_id is None or contact_id in _names(record).named(one.name))
    ]


def _names_her(record: "Record", consent: Consent, contact_id: UUID | None, name: str) -> bool:
    if entry_for(record, consent, contact_id, name) is not None:
        return True
    if contact_id is None:
        return _names(record).somebody_else_is_named(consent.recipients, name)
    passes_on = consent.purpose in BY_GENERAL_WORDS
    # The contact's own field says which consent is meant for her, plainer than any words.
    chosen = passes_on and record.get(Contact, contact_id).consent_id == consent.id
    return chosen or contact_id in _names(record).named(consent.recipients, in_full=not passes_on)


def _names(record: "Record") -> ContactNames:
    """What the contacts are called; read once, since a hundred of them take their time."""
    found = record.derived.get(_DERIVED)
    if not isinstance(found, ContactNames):
        found = record.derived[_DERIVED] = ContactNames(record.all(Contact))
    return found

"""What may come of a broken file: a refusal in words, or a preview of the right patient and a change that is whole."""

from random import Random
from uuid import UUID

from coordinator.change import Change
from coordinator.contact_import import import_contacts, read_contacts
from coordinator.contact_import import preview as preview_contacts
from coordinator.entity import attrs_of
from coordinator.errors import CoordinatorError
from coordinator.exchange.pasted_contacts import read_pasted
from coordinator.exchange.text_file import read_text
from coordinator.person import Patient
from coordinator.record import Record
from coordinator.take_in.opening import open_file
from coordinator.take_in.preview import Preview, first_choice, preview
from coordinator.take_in.taking import report, take_in
from tests.coordinator.conftest import TODAY, MemoryStore
from tests.torture.seeds import MAJA_ID, NUMBER, OTHER_ID, OTHER_NUMBER

_SECRETS = ("Lindeskog", "Storm", "Lisa Ek", NUMBER, OTHER_NUMBER, "Karin")
"""Words of the files that no refusal may repeat."""
_NUMBERS = {MAJA_ID: NUMBER, OTHER_ID: OTHER_NUMBER}


class Wrong(AssertionError):
    """What must not come of a file."""


def outcome(form: str, content: bytes, store: MemoryStore, random: Random) -> str:
    """What came of it, in a word or two. Wrong (or any other error) when it should not."""
    try:
        if form in ("csv", "vcard", "pasted"):
            return _contacts(form, content, store)
        return _file(content, store, random)
    except CoordinatorError as refusal:
        told = f"{refusal.title} {refusal.message}"
        if any(secret in told for secret in _SECRETS):
            raise Wrong("a refusal repeats the file") from None
        return f"refused: {refusal.title}"


def _contacts(form: str, content: bytes, store: MemoryStore) -> str:
    record = store.read(MAJA_ID)
    read = read_pasted(read_text(content), TODAY) if form == "pasted" else read_contacts(content, TODAY)
    found = preview_contacts(record, read)
    if not found.candidates:
        return "contacts: none"
    _require_whole(record, import_contacts(record, found.candidates), MAJA_ID)
    return "contacts: taken"


def _file(content: bytes, store: MemoryStore, random: Random) -> str:
    read = open_file(content)
    if any(one.entry.patient_id != read.patient_id for one in read.entries):
        raise Wrong("an entry of another patient")
    found = preview(read, store, into_practice=False)
    chosen = first_choice(found) if random.random() < 0.5 else _some(found, random)
    told = " ".join(report(found, chosen)) if found.rows else ""
    change = take_in(found, chosen)
    _require_whole(found.record, change, found.record.patient_id)
    if not told:
        raise Wrong("nothing is told of what came in")
    return f"{read.form.stored}: taken for {'a new patient' if found.is_new_patient else 'one here'}"


def _some(found: Preview, random: Random) -> frozenset[UUID]:
    return frozenset(row.id for row in found.rows if row.state.can_be_chosen and random.random() < 0.7)


def _require_whole(record: Record, change: Change, patient_id: UUID) -> None:
    """One patient's, hers as before, and nothing that leads to what is not there."""
    after = record.after(change)
    entries = [one for found in after.entries.values() for one in found]
    if any(one.patient_id != patient_id for one in entries) or after.patient_id != patient_id:
        raise Wrong("an entry under another patient")
    if len(after.all(Patient)) != 1:
        raise Wrong("not one patient")
    known = _NUMBERS.get(patient_id)
    if known and record.all(Patient) and after.patient.identity_number != known:
        raise Wrong("the patient has another's number")
    if not known and after.patient.identity_number in _NUMBERS.values():
        raise Wrong("a patient twice")
    there = {(one.KIND, one.id) for one in entries}
    if len(there) != len(entries):
        raise Wrong("an entry twice")
    for one in entries:
        for attr in attrs_of(type(one)):
            target = getattr(one, attr.name) if attr.refers_to else None
            if target is not None and (attr.refers_to, target) not in there:
                raise Wrong(f"{one.KIND}.{attr.name} leads nowhere")

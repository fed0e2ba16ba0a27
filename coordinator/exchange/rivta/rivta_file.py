"""One payload file out of a record: what is listed, held against the rules, and what is to be known of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from uuid import UUID, uuid5

from coordinator.document import PRACTICE_WORDS
from coordinator.errors import OutputError
from coordinator.exchange.fhir.patient import PROTECTED_NAME, without_name
from coordinator.exchange.rivta.alerts import alerts
from coordinator.exchange.rivta.care_contacts import care_contacts
from coordinator.exchange.rivta.care_plans import ToPdf, care_plans
from coordinator.exchange.rivta.contracts import ALERTS, CARE_CONTACTS, CARE_PLANS, CONTRACTS, Contract
from coordinator.exchange.rivta.header import NO_SYSTEM, Sender, patient_number, sender
from coordinator.exchange.rivta.patient_contacts import patient_contacts
from coordinator.exchange.rivta.rules import faults
from coordinator.exchange.rivta.schema_folder import validated
from coordinator.exchange.rivta.writing import Values, to_bytes
from coordinator.exchange.target import Outgoing
from coordinator.person import Patient, ProtectedIdentity
from coordinator.protection import shareable
from coordinator.record import Record
from coordinator.settings import SYSTEM_HSA_ID

_SHOWN_FAULTS = 3


@dataclass(frozen=True)
class RivtaFile:
    """A file that keeps to its contract. count: how many entries it lists. notes: what it does not say, and what else
    to know of it: a sentence each, without a name in it.
    """

    content: bytes = field(repr=False)
    count: int
    notes: tuple[str, ...] = ()


def contract_of(what: Outgoing) -> Contract:
    """The contract of that kind of file."""
    return next(one for one in CONTRACTS if one.outgoing is what)


def rivta_file(
    record: Record, what: Outgoing, *, to_pdf: ToPdf | None = None, schemas: Path | None = None
) -> RivtaFile:
    """The file. The same record gives the same bytes. RuleError says what is missing for it.

    to_pdf: makes a PDF of a plan, to go along where it is small enough. schemas: a folder with the national schemas, to
    hold it against those too. OutputError when the file breaks a rule; then there is none.
    """
    contract, of = contract_of(what), sender(record.settings)
    patient_number(record)
    listed, notes = _listed(contract, safe(record), of, to_pdf)
    marks = sha256(repr(listed).encode()).hexdigest()
    content = to_bytes(
        contract, listed, uuid5(_LOG_IDS, f"{record.patient_id} {contract.answer} {marks}"), _remark(record)
    )
    _require_sound(contract, content)
    if schemas is not None:
        validated(contract, content, schemas)
    return RivtaFile(content, len(listed), (*notes, *_of_all(record)))


_LOG_IDS = UUID("b0a4d1c6-4c5b-5d0e-8f43-6c0f1f1f3a51")
"""The name space of the ids of answers: another answer has another id, the same answer the same."""


def safe(record: Record) -> Record:
    """The record as it may leave: without what is protected, the name too when the identity is. Address and telephone
    stand only where somebody has checked that nothing protects them; former numbers never.
    """
    open_ = record.patient.protected_identity is ProtectedIdentity.NONE
    shown = without_name(shareable(record))
    patient = replace(shown.patient, former_numbers=())
    if not open_:
        patient = replace(patient, address="", phone="", email="", kommun="", region="", health_centre="", moved_to="")
    if patient.is_protected:
        patient = replace(patient, given_name="", family_name=PROTECTED_NAME, called="")
    return replace(shown, entries={**shown.entries, Patient: (patient,)})


def _listed(contract: Contract, record: Record, of: Sender, to_pdf: ToPdf | None) -> tuple[list[Values], list[str]]:
    if contract is CARE_PLANS:
        return care_plans(record, of, to_pdf)
    if contract is ALERTS:
        return alerts(record, of)
    return care_contacts(record, of) if contract is CARE_CONTACTS else patient_contacts(record, of)


def _require_sound(contract: Contract, content: bytes) -> None:
    found = faults(contract, content)
    if found:
        more = f" och {len(found) - _SHOWN_FAULTS} till" if len(found) > _SHOWN_FAULTS else ""
        raise OutputError(
            "Filen följer inte tjänstekontraktets regler",
            f"{'; '.join(found[:_SHOWN_FAULTS])}{more}. Filen skrevs inte. Rätta uppgiften och gör om filen.",
        )


def _remark(record: Record) -> str:
    return PRACTICE_WORDS if record.practice else ""


def _of_all(record: Record) -> Iterator[str]:
    if not record.settings[SYSTEM_HSA_ID]:
        yield NO_SYSTEM
    if record.patient.is_protected:
        yield "Patienten har skyddade personuppgifter. Numret står i filen, men inte namn, adress eller telefon."

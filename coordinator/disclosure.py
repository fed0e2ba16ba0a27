"""What has left the house about a patient: what, when, to whom, and on which consent. It is read, never changed."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.careplan import CarePlan, HandedOutPlan
from coordinator.consent import Consent, ConsentPurpose
from coordinator.contact import Contact, ContactRole
from coordinator.protection import HIDDEN, PROTECTED_WORDS
from coordinator.swedish import folded

if TYPE_CHECKING:
    from coordinator.record import Record

_THE_PATIENT = frozenset({"patienten", "patienten sjalv"})


@dataclass(frozen=True)
class Disclosure:
    """One paper or piece of information that was given. number: which version of the plan; 0 when it was no plan.

    needs_consent: not when it went to the patient herself. consents: those it may rest on; ``named`` when the plan
    itself says which, else they are those for handing out that held that day. withheld: what they said was not to be
    told. hides: protected facts were left out of the paper.
    """

    entry_id: UUID
    day: date
    what: str = field(repr=False)
    to: str = field(repr=False)
    by: str = field(repr=False)
    number: int = 0
    needs_consent: bool = True
    named: bool = False
    consents: tuple[Consent, ...] = field(default=(), repr=False)
    withheld: tuple[str, ...] = field(default=(), repr=False)
    hides: bool = False

    @property
    def rested_on_consent(self) -> bool:
        """Whether one of the consents held on the day it was given."""
        return any(one.is_valid_on(self.day) for one in self.consents)


def disclosures(record: "Record") -> list[Disclosure]:
    """Everything that is noted as handed out, the newest first."""
    found = [_plan(record, copy) for copy in record.all(HandedOutPlan)]
    found += [
        Disclosure(
            role.id,
            role.informed_on,
            f"{role.assignment.label}: {record.get(Contact, role.contact_id).heading}",
            f"patienten, {role.informed_way.label.lower()}" if role.informed_way else "patienten",
            role.informed_by,
            needs_consent=False,
        )
        for role in record.all(ContactRole)
        if role.informed_on is not None
    ]
    return sorted(found, key=lambda one: (one.day, one.number), reverse=True)


def _plan(record: "Record", copy: HandedOutPlan) -> Disclosure:
    of_plan = {one.id: one.consent_id for one in record.all(CarePlan)}.get(copy.plan_id)
    named = [one for one in record.all(Consent) if one.id == of_plan]
    held = [
        one
        for one in record.all(Consent)
        if one.purpose is ConsentPurpose.DISCLOSURE and one.is_valid_on(copy.handed_out_on)
    ]
    to_herself = folded(copy.handed_to) in _names_of_patient(record)
    consents = () if to_herself else tuple(named or held)
    return Disclosure(
        copy.id,
        copy.handed_out_on,
        f"Vårdplan, version {copy.number}",
        copy.handed_to,
        copy.handed_out_by,
        copy.number,
        needs_consent=not to_herself,
        named=bool(named) and not to_herself,
        consents=consents,
        withheld=tuple(dict.fromkeys(one.excludes.strip() for one in consents if one.excludes.strip())),
        hides=any(words in copy.document for words in (HIDDEN, PROTECTED_WORDS)),
    )


def _names_of_patient(record: "Record") -> frozenset[str]:
    patient = record.patient
    names = (patient.calling_name, patient.given_name, f"{patient.given_name} {patient.family_name}")
    return _THE_PATIENT | {folded(name) for name in names if name.strip()}

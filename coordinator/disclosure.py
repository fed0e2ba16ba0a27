"""What has left the house about a patient: what, when, to whom, and on which consent. It is read, never changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.careplan import CarePlan, HandedOutPlan
from coordinator.consent import Consent, ConsentPurpose
from coordinator.contact import Contact, ContactRole
from coordinator.protection import HIDDEN, PROTECTED_WORDS
from coordinator.shared_paper import Ground, SharedPaper
from coordinator.swedish import folded

if TYPE_CHECKING:
    from coordinator.record import Record

_THE_PATIENT = frozenset({"patienten", "patienten sjalv"})


@dataclass(frozen=True)
class Disclosure:
    """One paper or piece of information that was given. number: which version of the plan was kept; 0 when none was.

    needs_consent: not when it went to the patient herself or rested on another ground. consents: those it may rest on;
    ``named`` when it is noted which, else they are those for handing out that held that day. withheld: what they said
    was not to be told. hides: protected facts were left out of the paper. paper: what is kept of how it was shared;
    None for what was given before that was noted.
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
    paper: SharedPaper | None = None

    @property
    def ground(self) -> Ground | None:
        """On which ground it was given, where that is noted; none for the patient."""
        return self.paper.ground if self.paper is not None else None

    @property
    def sha256(self) -> str:
        """The checksum of the file; empty when it is not noted."""
        return self.paper.sha256 if self.paper is not None else ""

    @property
    def rested_on_consent(self) -> bool:
        """Whether one of the consents held on the day it was given."""
        return any(one.is_valid_on(self.day) for one in self.consents)


def disclosures(record: "Record") -> list[Disclosure]:
    """Everything that is noted as handed out, the newest first: a plan that was shared and kept stands once."""
    shared = record.all(SharedPaper)
    kept = {copy.id: copy for copy in record.all(HandedOutPlan)}
    noted = {paper.copy_id for paper in shared if not paper.again}
    found = [_plan(record, copy) for copy in kept.values() if copy.id not in noted]
    found += [_shared(record, paper, kept) for paper in shared]
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


def _shared(record: "Record", paper: SharedPaper, kept: Mapping[UUID, HandedOutPlan]) -> Disclosure:
    consents = tuple(one for one in record.all(Consent) if one.id == paper.consent_id)
    copy = kept.get(paper.copy_id) if paper.copy_id is not None else None
    version = f", version {paper.number}" if paper.number else ""
    return Disclosure(
        paper.id,
        paper.shared_on,
        f"{paper.title}{version}",
        paper.to,
        paper.shared_by,
        copy.number if copy is not None else 0,
        needs_consent=paper.ground is Ground.CONSENT,
        named=bool(consents),
        consents=consents,
        withheld=_withheld(consents),
        hides=copy is not None and _hides(copy),
        paper=paper,
    )


def _withheld(consents: Iterable[Consent]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.excludes.strip() for one in consents if one.excludes.strip()))


def _hides(copy: HandedOutPlan) -> bool:
    return any(words in copy.document for words in (HIDDEN, PROTECTED_WORDS))


def _plan(record: "Record", copy: HandedOutPlan) -> Disclosure:
    of_plan = {one.id: one.consent_id for one in record.all(CarePlan)}.get(copy.plan_id)
    named = [one for one in record.all(Consent) if one.id == of_plan]
    held = [
        one
        for one in record.all(Consent)
        if one.purpose is ConsentPurpose.DISCLOSURE and one.is_valid_on(copy.handed_out_on)
    ]
    to_herself = folded(copy.handed_to) in names_of_patient(record)
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
        withheld=_withheld(consents),
        hides=_hides(copy),
    )


def names_of_patient(record: "Record") -> frozenset[str]:
    """What is written, folded, of who got a paper when it was the patient herself."""
    patient = record.patient
    names = (patient.calling_name, patient.given_name, f"{patient.given_name} {patient.family_name}")
    return _THE_PATIENT | {folded(name) for name in names if name.strip()}

"""Which stöd and certificates of a record belong together, and which of them hold."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.benefit.benefit import Benefit
from coordinator.benefit.certificate import Certificate
from coordinator.benefit.kinds import BenefitKind
from coordinator.swedish import folded, in_sentence

if TYPE_CHECKING:
    from coordinator.record import Record


def certificates_of(record: "Record", benefit_id: UUID | None) -> list[Certificate]:
    """The certificates for a stöd, or with None those that are for nothing that is followed; the newest first."""
    found = [one for one in record.all(Certificate) if one.benefit_id == benefit_id]
    return list(reversed(found))


def renewal_of(record: "Record", benefit_id: UUID) -> Benefit | None:
    """The one that renews it, the latest that was begun and not given up; None when there is none."""
    found = (one for one in record.all(Benefit) if one.renews_id == benefit_id and one.id != benefit_id)
    return next((one for one in reversed(list(found)) if one.ended_on is None or one.decision is not None), None)


def current_benefits(record: "Record") -> list[Benefit]:
    """Those that are applied for or hold, and have not been renewed by one that holds."""
    renewed = {one.renews_id for one in record.all(Benefit) if one.holds_on(record.today)}
    return [
        one
        for one in record.all(Benefit)
        if one.ended_on is None and one.id not in renewed and (one.is_open or one.holds_on(record.today))
    ]


def benefit_of(record: "Record", certificate: Certificate) -> Benefit | None:
    """The stöd it is for; None when it is for nothing that is followed."""
    return next((one for one in record.all(Benefit) if one.id == certificate.benefit_id), None)


def purpose(record: "Record", certificate: Certificate) -> str:
    """What it is for, after its name: "för omvårdnadsbidrag"; empty when that is unknown or its name says so."""
    benefit = benefit_of(record, certificate)
    if benefit is None or folded(benefit.kind.label) in folded(certificate.heading):
        return ""
    return f"för {in_sentence(benefit.heading)}"


def with_purpose(record: "Record", certificate: Certificate) -> str:
    """Its name and what it is for: "Läkarutlåtande för omvårdnadsbidrag"."""
    return f"{certificate.heading} {purpose(record, certificate)}".rstrip()


def is_called_for(record: "Record", certificate: Certificate) -> bool:
    """Whether somebody still has to do something with it: not when its stöd is over or was decided without it.

    What was asked for on the day of the decision or later, or is needed later, is for something more.
    """
    benefit = benefit_of(record, certificate)
    if not certificate.is_open or benefit is None:
        return certificate.is_open
    if benefit.is_open or benefit.ended_on is not None:
        return benefit.is_open
    asked, decided = certificate.requested_on or certificate.issued_on, benefit.decided_on
    if asked is not None:
        return decided is None or asked >= decided
    return certificate.needed_by is not None and (decided is None or certificate.needed_by > decided)


def former_basis(record: "Record", certificate: Certificate) -> Certificate | None:
    """The other certificate for the same sort of stöd, else of the same name, whose basis is newest; None without."""
    benefits = {one.id: one for one in record.all(Benefit)}

    def about(one: Certificate) -> tuple[BenefitKind | None, str]:
        benefit = benefits.get(one.benefit_id) if one.benefit_id else None
        if benefit is None:
            return None, folded(one.title)
        return benefit.kind, folded(benefit.what) if benefit.kind is BenefitKind.OTHER else ""

    def written(one: Certificate) -> date:
        return one.issued_on or one.basis_ready_on or one.requested_on or date.min

    others = (one for one in record.all(Certificate) if one.id != certificate.id and one.basis.strip())
    return max((one for one in others if about(one) == about(certificate)), key=written, default=None)

"""Taking a stöd or an intyg out of the record, with what cannot stand without it."""

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.benefit.belonging import certificates_of
from coordinator.benefit.benefit import Benefit
from coordinator.benefit.certificate import Certificate
from coordinator.change import Change, Edit, Remove, Step
from coordinator.entries import remove_entry

if TYPE_CHECKING:
    from coordinator.record import Record


def remove_benefit(record: "Record", /, benefit_id: UUID, *, reason: str) -> Change:
    """Take a stöd out of the record, and its certificates with it; a renewal of it stands by itself afterwards."""
    alone = remove_entry(record, Benefit, benefit_id, reason=reason)
    gone = certificates_of(record, benefit_id)
    renewals = (Edit(replace(one, renews_id=None)) for one in record.all(Benefit) if one.renews_id == benefit_id)
    with_it = (Remove(one, reason) for one in gone)
    return Change(alone.title, (*renewals, *_written_from(record, gone), *with_it, *alone.steps))


def remove_certificate(record: "Record", /, certificate_id: UUID, *, reason: str) -> Change:
    """Take a certificate out of the record; a basis that came from it stays where it was taken over."""
    alone = remove_entry(record, Certificate, certificate_id, reason=reason)
    gone = [record.get(Certificate, certificate_id)]
    return Change(alone.title, (*_written_from(record, gone), *alone.steps))


def _written_from(record: "Record", gone: list[Certificate]) -> list[Step]:
    """The certificates that stay, without the reference to one that goes."""
    ids = {one.id for one in gone}
    stays = (one for one in record.all(Certificate) if one.id not in ids and one.basis_from in ids)
    return [Edit(replace(one, basis_from=None)) for one in stays]

"""What is done with a certificate: asked for, written from a basis, issued, sent, or not needed after all."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from coordinator.benefit.belonging import former_basis
from coordinator.benefit.certificate import Certificate
from coordinator.change import Add, Change, Edit
from coordinator.errors import RuleError

if TYPE_CHECKING:
    from coordinator.record import Record


def add_certificate(record: "Record", /, **fields: Any) -> Change:
    """A certificate somebody is to be asked for; ``fields`` are those of `Certificate`."""
    return Change("Intyg tillagt", (Add(Certificate(patient_id=record.patient_id, **fields)),))


def request_certificate(
    record: "Record",
    /,
    certificate_id: UUID,
    *,
    on: date | None = None,
    needed_by: date | None = None,
    contact_id: UUID | None = None,
    writer: str = "",
) -> Change:
    """Its writer has been asked for it, by the user. Asking again does not make the waiting shorter.

    contact_id, writer: who writes it, when that is another than stands there.
    """
    one = _open(record, certificate_id)
    if one.requested_on is not None:
        raise RuleError("Intyget är redan begärt", f"Det begärdes {one.requested_on.isoformat()}. Rätta på raden.")
    asked = replace(
        one, requested_on=on or record.today, requested_by=record.actor.name, needed_by=needed_by or one.needed_by
    )
    if contact_id is not None or writer.strip():
        asked = replace(asked, contact_id=contact_id, writer="" if contact_id is not None else writer.strip())
    return Change("Intyg begärt", (Edit(asked),))


def write_basis(record: "Record", /, certificate_id: UUID, *, basis: str, ready: bool = False) -> Change:
    """What its writer is given to write from; ready: nothing more is to be added."""
    one = _open(record, certificate_id)
    if ready and not basis.strip():
        raise RuleError("Underlaget är tomt", "Skriv hur det är i vardagen innan underlaget är klart.")
    written = replace(
        one, basis=basis, basis_ready_on=record.today if ready else None,
        basis_from=one.basis_from if basis.strip() else None,
    )  # fmt: skip
    return Change("Underlag klart" if ready else "Underlag skrivet", (Edit(written),))


def reuse_basis(record: "Record", /, certificate_id: UUID) -> Change:
    """Take over the basis of the last certificate of the same sort; what is written already is not lost."""
    one = _open(record, certificate_id)
    former = former_basis(record, one)
    if former is None:
        raise RuleError("Det finns inget tidigare underlag", "Skriv ett: nästa gång finns det att utgå från.")
    if one.basis.strip():
        raise RuleError("Underlaget är redan påbörjat", "Ta bort texten först om det förra ska användas i stället.")
    return Change("Förra underlaget tillbaka", (Edit(replace(one, basis=former.basis, basis_from=former.id)),))


def issue_certificate(record: "Record", /, certificate_id: UUID, *, on: date | None = None) -> Change:
    """It has been written."""
    one = _open(record, certificate_id)
    if one.issued_on is not None:
        raise RuleError("Intyget är redan utfärdat", f"Det utfärdades {one.issued_on.isoformat()}.")
    return Change("Intyg utfärdat", (Edit(replace(one, issued_on=on or record.today)),))


def send_certificate(record: "Record", /, certificate_id: UUID, *, to: str = "", on: date | None = None) -> Change:
    """It has been sent to whoever decides."""
    one = _open(record, certificate_id)
    sent = replace(one, sent_on=on or record.today, sent_to=to.strip() or one.sent_to)
    return Change("Intyg inskickat", (Edit(sent),))


def drop_certificate(record: "Record", /, certificate_id: UUID, *, because: str) -> Change:
    """It is not needed after all; ``because`` says why."""
    one = _open(record, certificate_id)
    return Change("Intyg behövs inte", (Edit(replace(one, dropped_on=record.today, dropped_because=because.strip())),))


def _open(record: "Record", certificate_id: UUID) -> Certificate:
    one = record.get(Certificate, certificate_id)
    if not one.is_open:
        raise RuleError("Intyget är redan klart", "Rätta uppgifterna på raden, eller lägg till ett nytt intyg.")
    return one

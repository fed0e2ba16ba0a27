"""What is done with a stöd, from the day it is to be applied for until it has ended or is renewed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from coordinator.benefit.belonging import certificates_of, renewal_of
from coordinator.benefit.benefit import Benefit
from coordinator.benefit.certificate import Certificate
from coordinator.benefit.kinds import BenefitKind, Decision
from coordinator.benefit.rules import benefit_rule
from coordinator.change import Add, Change, Edit, Step
from coordinator.errors import RuleError
from coordinator.swedish import folded

if TYPE_CHECKING:
    from coordinator.record import Record


def add_benefit(record: "Record", /, *, kind: BenefitKind, **fields: Any) -> Change:
    """A stöd to be applied for, or one that is held; and the certificate that is usual for it when it is not decided.

    ``fields`` are those of `Benefit`.
    """
    benefit = Benefit(patient_id=record.patient_id, kind=kind, **fields)
    steps: list[Step] = [Add(benefit)]
    rule = benefit_rule(kind)
    if rule.certificate and benefit.is_open:
        steps.append(Add(_certificate(record, benefit, rule.certificate, rule.form)))
    return Change("Stöd tillagt", tuple(steps))


def apply_for(record: "Record", /, benefit_id: UUID, *, on: date | None = None) -> Change:
    """The application was sent, today when no day is given."""
    one = _undecided(record, benefit_id)
    return Change("Ansökan skickad", (Edit(replace(one, applied_on=on or record.today)),))


def ask_supplement(
    record: "Record", /, benefit_id: UUID, *, what: str, by: date | None, on: date | None = None
) -> Change:
    """Whoever decides has asked for more: what, and the last day for it."""
    one = _undecided(record, benefit_id)
    if one.applied_on is None:
        raise RuleError("Ansökan är inte skickad", "Skriv när ansökan skickades först.")
    asked = replace(
        one, supplement_asked_on=on or record.today, supplement_by=by, supplement_what=what.strip(),
        supplement_sent_on=None,
    )  # fmt: skip
    return Change("Komplettering begärd", (Edit(asked),))


def send_supplement(record: "Record", /, benefit_id: UUID, *, on: date | None = None) -> Change:
    """What was asked for has been sent."""
    one = _undecided(record, benefit_id)
    if not one.waits_for_supplement:
        raise RuleError("Ingen komplettering väntar", "Anteckna först vad som ska kompletteras.")
    return Change("Komplettering skickad", (Edit(replace(one, supplement_sent_on=on or record.today)),))


def decide(
    record: "Record",
    /,
    benefit_id: UUID,
    *,
    decision: Decision,
    on: date | None = None,
    valid_from: date | None = None,
    valid_until: date | None = None,
    appeal_by: date | None = None,
) -> Change:
    """The decision has come. Certificates stay as they are; what was asked for before it is no longer called for."""
    one = _undecided(record, benefit_id)
    decided = replace(
        one, decision=decision, decided_on=on or record.today, valid_from=valid_from, valid_until=valid_until,
        appeal_by=appeal_by,
    )  # fmt: skip
    return Change("Beslut noterat", (Edit(decided),))


def renew_benefit(record: "Record", /, benefit_id: UUID, *, reuse_basis: bool = True) -> Change:
    """A new application for the same stöd, with the basis of the last certificate to go on from when there is one."""
    former = record.get(Benefit, benefit_id)
    begun = renewal_of(record, former.id)
    if begun is not None:
        raise RuleError("Förnyelsen är redan påbörjad", "Den står bland intyg och stöd.")
    new = Benefit(
        patient_id=record.patient_id, kind=former.kind, what=former.what, decider=former.decider,
        contact_id=former.contact_id, officer=former.officer, lead_months=former.lead_months,
        lifelong=former.lifelong, renews_id=former.id, on_print=former.on_print,
    )  # fmt: skip
    certificates = _asked_again(record, former, new, reuse_basis=reuse_basis)
    return Change("Förnyelse påbörjad", (Add(new), *(Add(one) for one in certificates)))


def end_benefit(record: "Record", /, benefit_id: UUID, *, because: str, on: date | None = None) -> Change:
    """It is over before its last day, or will not be applied for; ``because`` says why."""
    one = record.get(Benefit, benefit_id)
    if one.ended_on is not None:
        raise RuleError("Stödet är redan avslutat", "Det står bland dem som är avslutade.")
    ended = replace(one, ended_on=on or record.today, end_reason=because.strip())
    return Change("Stöd avslutat", (Edit(ended),))


def _undecided(record: "Record", benefit_id: UUID) -> Benefit:
    one = record.get(Benefit, benefit_id)
    if not one.is_open:
        raise RuleError("Stödet är redan avgjort", "Rätta beslutet på raden, eller påbörja en förnyelse.")
    return one


def _asked_again(record: "Record", former: Benefit, new: Benefit, *, reuse_basis: bool) -> Iterator[Certificate]:
    """The certificates for a renewal: those the former one had, the latest of each name, else the one that is usual."""
    rule, titles = benefit_rule(former.kind), set()
    for last in certificates_of(record, former.id):
        title = last.title.strip() or rule.certificate
        if last.dropped_on is not None or folded(title) in titles:
            continue
        titles.add(folded(title))
        asked = replace(_certificate(record, new, title, last.form), contact_id=last.contact_id, writer=last.writer)
        if reuse_basis and last.basis.strip():
            asked = replace(asked, basis=last.basis, basis_from=last.id)
        yield asked
    if not titles and rule.certificate:
        yield _certificate(record, new, rule.certificate, rule.form)


def _certificate(record: "Record", benefit: Benefit, title: str, form: str) -> Certificate:
    return Certificate(patient_id=record.patient_id, title=title, form=form, benefit_id=benefit.id)

"""How far a stöd or a certificate has come: read from its days, and kept nowhere."""

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from coordinator.benefit.belonging import renewal_of
from coordinator.benefit.benefit import Benefit
from coordinator.benefit.certificate import Certificate
from coordinator.benefit.kinds import Decider, Decision
from coordinator.benefit.rules import benefit_rule, lead_months, months_before

if TYPE_CHECKING:
    from coordinator.record import Record


class BenefitStep(Enum):
    """How far a stöd has come, in words."""

    PLANNED = "Ska sökas"
    APPLIED = "Ansökt"
    SUPPLEMENT = "Ska kompletteras"
    HOLDS = "Gäller"
    COMING = "Beviljat, börjar senare"
    ENDS_SOON = "Slutar snart"
    EXPIRED = "Har gått ut"
    REFUSED = "Avslag"
    ENDED = "Avslutat"


class CertificateStep(Enum):
    """How far a certificate has come, in words."""

    NEEDED = "Ska begäras"
    REQUESTED = "Begärt"
    ISSUED = "Utfärdat, inte skickat"
    SENT = "Inskickat"
    DROPPED = "Behövs inte"


def benefit_step(record: "Record", one: Benefit) -> BenefitStep:
    """How far the stöd has come today."""
    if one.ended_on is not None:
        return BenefitStep.ENDED
    if one.decision is Decision.REFUSED:
        return BenefitStep.REFUSED
    if one.decision is None:
        if one.waits_for_supplement:
            return BenefitStep.SUPPLEMENT
        return BenefitStep.APPLIED if one.applied_on else BenefitStep.PLANNED
    if one.valid_from and one.valid_from > record.today:
        return BenefitStep.COMING
    if one.valid_until and one.valid_until < record.today:
        return BenefitStep.EXPIRED
    return BenefitStep.ENDS_SOON if told_of(record, one) else BenefitStep.HOLDS


def last_day(one: Benefit) -> date | None:
    """By when it must be renewed or is over: the day somebody chose to renew it by, else its last day."""
    return one.renew_by or one.valid_until


def tell_from(record: "Record", one: Benefit) -> date | None:
    """From which day on it is told that the stöd ends, by its own lead time or the usual; None when it does not end."""
    last = last_day(one)
    if last is None:
        return None
    own = one.lead_months
    return months_before(last, lead_months(record.settings, one.kind, one.decider) if own is None else own)


def told_of(record: "Record", one: Benefit) -> bool:
    """Whether it is time to tell that the stöd ends: its lead time has begun, and its renewal has not been sent."""
    first = tell_from(record, one)
    if first is None or first > record.today or one.ended_on is not None:
        return False
    return one.decision in (Decision.GRANTED, Decision.PARTLY) and not is_renewed(record, one)


def may_be_appealed(one: Benefit, today: date) -> bool:
    """Whether somebody has written a last day to appeal that has not passed; nobody appeals what was wholly granted."""
    decided_against = one.decision in (Decision.REFUSED, Decision.PARTLY) and one.ended_on is None
    return decided_against and one.appeal_by is not None and one.appeal_by >= today


def is_renewed(record: "Record", one: Benefit) -> bool:
    """Whether it has been applied for again, or decided on again."""
    renewal = renewal_of(record, one.id)
    return renewal is not None and (renewal.applied_on is not None or renewal.decision is not None)


def is_to_appeal(record: "Record", one: Benefit) -> bool:
    """Whether it was refused and the day that somebody wrote for appealing has not passed."""
    refused = benefit_step(record, one) is BenefitStep.REFUSED
    return refused and one.appeal_by is not None and one.appeal_by >= record.today


def decided_by(one: Benefit) -> Decider | None:
    """Who decides on this one; None when nobody has said and it differs."""
    return one.decider or benefit_rule(one.kind).decider


def certificate_step(one: Certificate) -> CertificateStep:
    """How far the certificate has come."""
    if one.dropped_on is not None:
        return CertificateStep.DROPPED
    if one.sent_on is not None:
        return CertificateStep.SENT
    if one.issued_on is not None:
        return CertificateStep.ISSUED
    return CertificateStep.REQUESTED if one.requested_on is not None else CertificateStep.NEEDED

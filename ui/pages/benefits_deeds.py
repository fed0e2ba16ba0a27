"""What can be done with a stöd or an intyg, which of it is next, and what each deed asks for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from coordinator.benefit.applying import apply_for, ask_supplement, decide, end_benefit, renew_benefit, send_supplement
from coordinator.benefit.belonging import is_called_for, renewal_of
from coordinator.benefit.benefit import Benefit
from coordinator.benefit.certificate import Certificate
from coordinator.benefit.certifying import (
    add_certificate,
    drop_certificate,
    issue_certificate,
    request_certificate,
    send_certificate,
)
from coordinator.benefit.standing import BenefitStep, CertificateStep, benefit_step, certificate_step
from coordinator.change import Change
from coordinator.entity import Entity
from coordinator.errors import RuleError
from coordinator.record import Record


@dataclass(frozen=True)
class Deed:
    """words: of its button. does: the action. fields: what it may ask for, each field with what the action calls it.

    asks: it must ask first; else it is done at once, as of today, and asks only for another day. whom: it asks who
    writes. about: the kind whose fields they are. told: what is said when it is done.
    """

    name: str
    words: str
    icon: str
    does: Callable[..., Change]
    told: str
    fields: tuple[tuple[str, str], ...] = ()
    asks: bool = False
    whom: bool = False
    about: type[Entity] = Benefit

    @property
    def said(self) -> str:
        """The words of its button: with three dots when it asks first."""
        return f"{self.words} …" if self.asks else self.words


@dataclass(frozen=True)
class Offered:
    """The deed that is next, when there is one, and the others that can be done."""

    next: Deed | None
    others: tuple[Deed, ...] = ()

    @property
    def every(self) -> tuple[Deed, ...]:
        """All of them, the next one first."""
        return (*((self.next,) if self.next is not None else ()), *self.others)


def _certificate_for(record: Record, /, benefit_id: UUID, **fields: Any) -> Change:
    return add_certificate(record, benefit_id=benefit_id, **fields)


APPLY = Deed("apply", "Ansökan skickad", "check", apply_for, "Ansökan skickad", (("applied_on", "on"),))
ASK_MORE = Deed(
    "ask_more", "Komplettering begärd", "message-square", ask_supplement, "Komplettering begärd",
    (("supplement_what", "what"), ("supplement_by", "by"), ("supplement_asked_on", "on")), asks=True,
)  # fmt: skip
SEND_MORE = Deed(
    "send_more", "Komplettering skickad", "check", send_supplement, "Komplettering skickad",
    (("supplement_sent_on", "on"),),
)  # fmt: skip
DECIDE = Deed(
    "decide", "Beslut kom", "check", decide, "Beslutet är noterat",
    (
        ("decision", "decision"), ("decided_on", "on"), ("valid_from", "valid_from"), ("valid_until", "valid_until"),
        ("appeal_by", "appeal_by"),
    ), asks=True,
)  # fmt: skip
RENEW = Deed("renew", "Förnya", "refresh-cw", renew_benefit, "Förnyelsen är påbörjad")
AGAIN = Deed("renew", "Sök igen", "refresh-cw", renew_benefit, "Den nya ansökan är påbörjad")
END = Deed("end", "Avsluta", "x", end_benefit, "Avslutat", (("end_reason", "because"), ("ended_on", "on")), asks=True)
MORE = Deed(
    "certificate", "Lägg till intyg", "plus", _certificate_for, "Intyget är tillagt",
    (("title", "title"), ("form", "form"), ("needed_by", "needed_by")), asks=True, whom=True, about=Certificate,
)  # fmt: skip
REQUEST = Deed(
    "request", "Begär intyg", "file-output", request_certificate, "Intyget är begärt",
    (("needed_by", "needed_by"), ("requested_on", "on")), asks=True, whom=True, about=Certificate,
)  # fmt: skip
CAME = Deed(
    "came", "Intyg har kommit", "check", issue_certificate, "Intyget har kommit", (("issued_on", "on"),),
    about=Certificate,
)  # fmt: skip
SEND = Deed(
    "send", "Skickat in", "check", send_certificate, "Intyget är inskickat",
    (("sent_on", "on"), ("sent_to", "to")), about=Certificate,
)  # fmt: skip
DROP = Deed(
    "drop", "Behövs inte", "x", drop_certificate, "Intyget behövs inte", (("dropped_because", "because"),), asks=True,
    about=Certificate,
)  # fmt: skip

_OF_STEP: Mapping[BenefitStep, Offered] = {
    BenefitStep.PLANNED: Offered(APPLY, (MORE, DECIDE, END)),
    BenefitStep.APPLIED: Offered(DECIDE, (ASK_MORE, MORE, END)),
    BenefitStep.SUPPLEMENT: Offered(SEND_MORE, (DECIDE, MORE, END)),
    BenefitStep.HOLDS: Offered(None, (RENEW, MORE, END)),
    BenefitStep.COMING: Offered(None, (RENEW, MORE, END)),
    BenefitStep.ENDS_SOON: Offered(RENEW, (MORE, END)),
    BenefitStep.EXPIRED: Offered(RENEW, (MORE, END)),
    BenefitStep.REFUSED: Offered(None, (AGAIN, MORE)),
    BenefitStep.ENDED: Offered(None, (AGAIN,)),
}
_OF_CERTIFICATE: Mapping[CertificateStep, Offered] = {
    CertificateStep.NEEDED: Offered(REQUEST, (CAME, DROP)),
    CertificateStep.REQUESTED: Offered(CAME, (DROP,)),
    CertificateStep.ISSUED: Offered(SEND, (DROP,)),
    CertificateStep.SENT: Offered(None),
    CertificateStep.DROPPED: Offered(None),
}
OF_BENEFIT = (APPLY, SEND_MORE, DECIDE, ASK_MORE, RENEW, AGAIN, MORE, END)
OF_CERTIFICATE = (REQUEST, CAME, SEND, DROP)
"""Every deed there is, in the order its button stands."""


def offered(record: Record, one: Benefit | Certificate) -> Offered:
    """What can be done with it now. What is renewed already is not renewed once more."""
    if isinstance(one, Certificate):
        found = _OF_CERTIFICATE[certificate_step(one)]
        return found if is_called_for(record, one) else Offered(None, found.every)
    found = _OF_STEP[benefit_step(record, one)]
    if renewal_of(record, one.id) is None:
        return found
    again = (RENEW, AGAIN)
    others = tuple(deed for deed in found.others if deed not in again)
    return Offered(found.next if found.next not in again else None, others)


def at_fault(record: Record, does: Callable[[Mapping[str, Any]], Change], values: Mapping[str, Any]) -> str:
    """Which of the values the domain refuses: without it, or with it where it lacks, there is less to say."""
    try:
        wrong = _problems(record, does(values))
        for name, value in values.items():
            if any(wrong - _problems(record, does({**values, name: other})) for other in _others(record, value)):
                return name
    except RuleError:  # it is not about what is written
        return ""
    return ""


def _others(record: Record, value: Any) -> tuple[Any, ...]:
    """What could stand there instead: nothing; or something, where there is nothing."""
    if value in (None, ""):
        return (record.today,) if value is None else ("-",)
    return ("",) if isinstance(value, str) else (None,)


def _problems(record: Record, change: Change) -> set[str]:
    return {words for step in change.steps for words in step.entry.problems(record)}

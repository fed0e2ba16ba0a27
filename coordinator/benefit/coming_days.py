"""The days of stöd and certificates that have not been seen to: what, by when and with whom it lies."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from coordinator.benefit.ages import age_words
from coordinator.benefit.belonging import certificates_of, is_called_for, renewal_of, with_purpose
from coordinator.benefit.benefit import Benefit
from coordinator.benefit.certificate import Certificate
from coordinator.benefit.rules import answer_days, benefit_rule
from coordinator.benefit.standing import last_day, may_be_appealed, told_of
from coordinator.benefit.waiting import waiting_since
from coordinator.benefit.who import officer_of, writer_of
from coordinator.swedish import in_sentence, short_day

if TYPE_CHECKING:
    from coordinator.record import Record


@dataclass(frozen=True)
class BenefitDay:
    """One day. who: with whom it lies, when that is known. why: what is known of it, or empty. ends: something of hers
    ends that day, or must be renewed by it. waiting: it lies with somebody else. urgent: she loses it when the day has
    passed. sort: which day of its entry it is.
    """

    day: date
    what: str = field(repr=False)
    entry: Benefit | Certificate
    who: str = field(default="", repr=False)
    why: str = field(default="", repr=False)
    should_have: str = "skulle ha gjorts"
    ends: bool = False
    waiting: bool = False
    urgent: bool = False
    sort: str = ""


def benefit_days(record: "Record") -> Iterator[BenefitDay]:
    """What has a day and is not done, stöd by stöd and then the certificates."""
    for one in record.all(Benefit):
        if one.ended_on is None:
            who = officer_of(record, one)
            yield from _of_application(record, one, who)
            yield from _of_decision(record, one, who)
    for certificate in record.all(Certificate):
        if is_called_for(record, certificate):
            yield from _of_certificate(record, certificate, writer_of(record, certificate))


def _of_application(record: "Record", one: Benefit, who: str) -> Iterator[BenefitDay]:
    """What is sent and waited for until there is a decision."""
    today = record.today
    if one.waits_for_supplement:
        asked = one.supplement_asked_on or today
        why = one.supplement_what.strip() or f"Begärd {short_day(asked, today)}"
        # Nobody has said a last day: then the day it was asked for is told, and no other is made up.
        day, said = (one.supplement_by, "skulle ha skickats") if one.supplement_by else (asked, "begärdes")
        what = f"Skicka komplettering: {one.heading}"
        yield BenefitDay(day, what, one, who, why, said, urgent=True, sort="supplement")
    elif one.is_open and one.applied_on is not None:
        day = (waiting_since(one) or one.applied_on) + timedelta(days=answer_days())
        why = f"Ansökt {short_day(one.applied_on, today)}"
        yield BenefitDay(day, f"Beslut: {one.heading}", one, who, why, "väntades", waiting=True, sort="answer")


def _of_decision(record: "Record", one: Benefit, who: str) -> Iterator[BenefitDay]:
    """By when what was decided must be applied for again, and until when somebody may appeal."""
    last = last_day(one)
    if last is not None and told_of(record, one):
        why = _why(record, one, last)
        if one.renew_by:
            what, said = f"Ansök igen: {one.heading}", "skulle ha sökts"
            yield BenefitDay(last, what, one, who, why, said, ends=True, urgent=True, sort="renew")
        else:
            yield BenefitDay(last, f"{one.heading} slutar", one, who, why, "slutade", ends=True, sort="ends")
    if one.appeal_by is not None and may_be_appealed(one, record.today):
        why = one.decision.label if one.decision else ""
        what = f"Sista dag att överklaga: {one.heading}"
        yield BenefitDay(one.appeal_by, what, one, who, why, urgent=True, sort="appeal")


def _why(record: "Record", one: Benefit, last: date) -> str:
    """What to know when it ends: that more is begun, her age ends it or the need stays; else how it is renewed."""
    rule = benefit_rule(one.kind)
    oldest = None if rule.kept_after else rule.latest(record.patient.birth_date)
    if renewal_of(record, one.id) is not None:
        return "Förnyelsen är påbörjad men inte skickad."
    if oldest is not None and oldest <= last:
        return f"{age_words(rule, record.patient.birth_date, record.today)}. Se vad som kan sökas i stället."
    if one.lifelong:
        has_basis = any(each.basis.strip() for each in certificates_of(record, one.id))
        more = "Förra underlaget kan användas igen." if has_basis else rule.renewal
        return f"Livslångt behov. {more}".strip()
    return rule.renewal or "Ansök igen i tid."


def _of_certificate(record: "Record", one: Certificate, writer: str) -> Iterator[BenefitDay]:
    today = record.today
    called = in_sentence(with_purpose(record, one))
    if one.issued_on is not None:
        why = f"Utfärdat {short_day(one.issued_on, today)}"
        day, said = (one.needed_by, "skulle ha skickats") if one.needed_by else (one.issued_on, "utfärdades")
        yield BenefitDay(day, f"Skicka in {called}", one, writer, why, said, sort="send")
    elif one.requested_on is not None:
        why = f"Begärt {short_day(one.requested_on, today)}"
        usual = one.requested_on + timedelta(days=answer_days())
        day, said = (one.needed_by, "skulle ha kommit") if one.needed_by else (usual, "väntades")
        yield BenefitDay(day, f"Väntar på {called}", one, writer, why, said, waiting=True, sort="answer")
    elif one.needed_by is not None:
        yield BenefitDay(one.needed_by, f"Begär {called}", one, writer, should_have="behövdes", sort="request")

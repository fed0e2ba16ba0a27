"""What the line of a stöd says, and of each intyg below it: how far it has come, whose it is, its days."""

from datetime import date

from coordinator.benefit.belonging import is_called_for, renewal_of
from coordinator.benefit.benefit import Benefit
from coordinator.benefit.certificate import Certificate
from coordinator.benefit.rules import answer_days, benefit_rule
from coordinator.benefit.standing import (
    BenefitStep,
    CertificateStep,
    benefit_step,
    certificate_step,
    decided_by,
    is_renewed,
    is_to_appeal,
)
from coordinator.benefit.waiting import waiting_in_words, waiting_since, waits_too_long
from coordinator.benefit.who import officer_of, writer_of
from coordinator.days_left import left, with_year
from coordinator.documents.phrases import sentence
from coordinator.record import Record
from ui.chips import CHOSEN, DONE, FACT, GAP, LATE, OWN, Sign
from ui.entry_lines.columned import Columned, ColumnedLine, Texts

LIFELONG = "Livslångt behov"
_INSIDE = 24
"""How far in an intyg stands below its stöd."""
_STEPS = {
    BenefitStep.PLANNED: (GAP, "circle-dashed"),
    BenefitStep.APPLIED: (FACT, "clock"),
    BenefitStep.SUPPLEMENT: (LATE, "triangle-alert"),
    BenefitStep.HOLDS: (DONE, "check"),
    BenefitStep.COMING: (DONE, "calendar"),
    BenefitStep.ENDS_SOON: (OWN, "clock"),
    BenefitStep.EXPIRED: (LATE, "circle-alert"),
    BenefitStep.REFUSED: (FACT, "x"),
    BenefitStep.ENDED: (FACT, "history"),
}
_CERTIFICATE_STEPS = {
    CertificateStep.NEEDED: (GAP, "circle-dashed"),
    CertificateStep.REQUESTED: (FACT, "clock"),
    CertificateStep.ISSUED: (OWN, "file-output"),
    CertificateStep.SENT: (DONE, "check"),
    CertificateStep.DROPPED: (FACT, "x"),
}


class BenefitDrawing(Columned):
    """The columns: how far it has come, and its days."""

    TABLE, SIGN, LAST = 640, 190, 206


def line_of(record: Record, one: Benefit | Certificate) -> ColumnedLine:
    """The line of a stöd or of an intyg."""
    return benefit_line(record, one) if isinstance(one, Benefit) else certificate_line(record, one)


def benefit_line(record: Record, one: Benefit) -> ColumnedLine:
    """What it is, who decides, how far it has come and from when to when it holds."""
    step = benefit_step(record, one)
    signs = [Sign(step.value, *_STEPS[step])]
    if one.lifelong and step is not BenefitStep.ENDED:
        signs.append(Sign(LIFELONG, CHOSEN, "refresh-cw"))
    about = ", ".join(filter(None, (who_decides(record, one), _case(one))))
    over = step in (BenefitStep.REFUSED, BenefitStep.ENDED)
    return ColumnedLine(
        one.id,
        one.heading,
        about=about,
        signs=tuple(signs),
        icon="badge-check",
        role="grey" if over else "teal",
        last=_days(record, one, step),
    )


def certificate_line(record: Record, one: Certificate) -> ColumnedLine:
    """Who writes it, how far it has come, and how long it has been waited for."""
    step = certificate_step(one)
    of_stod = one.benefit_id is not None
    called_for = is_called_for(record, one)
    return ColumnedLine(
        one.id,
        certificate_words(one),
        about=" ".join(filter(None, (_writer_words(record, one), _basis_words(record, one)))),
        signs=(_certificate_sign(one, step, called_for=called_for),),
        icon="file-text",
        role="ink" if called_for else "grey",
        last=_certificate_days(record, one, step),
        inside=_INSIDE if of_stod else 0,
        look="body" if of_stod else "strong",
    )


def _certificate_sign(one: Certificate, step: CertificateStep, *, called_for: bool) -> Sign:
    if one.is_open and not called_for:
        return Sign(CertificateStep.DROPPED.value, *_CERTIFICATE_STEPS[CertificateStep.DROPPED])
    return Sign(step.value, *_CERTIFICATE_STEPS[step])


def certificate_words(one: Certificate) -> str:
    """Its name, with its blankett: "Läkarutlåtande om hälsotillstånd, blankett 3200"."""
    return f"{one.heading}, blankett {one.form.strip()}" if one.form.strip() else one.heading


def who_decides(record: Record, one: Benefit) -> str:
    """Whoever decides, and who handles it there when that is known."""
    decider = decided_by(one)
    return ", ".join(filter(None, (decider.label if decider is not None else "", officer_of(record, one))))


def _waited(one: Certificate, today: date) -> str:
    words = waiting_in_words(one, today)
    return f"{words[:1].lower()}{words[1:]}"


def _many(days: int) -> str:
    return "1 dag" if days == 1 else f"{days} dagar"


def _case(one: Benefit) -> str:
    number = one.case_number.strip()
    return number if not number or number.casefold().startswith("ärende") else f"ärende {number}"


def _writer_words(record: Record, one: Certificate) -> str:
    writer = writer_of(record, one)
    if writer:
        return sentence(f"Skrivs av {writer}" if one.issued_on is None else f"Skrivet av {writer}")
    return "Ingen är vald att skriva det." if one.is_open and one.issued_on is None else ""


def _basis_words(record: Record, one: Certificate) -> str:
    if not one.is_open or one.issued_on is not None:
        return ""
    if one.basis_ready_on is not None:
        return "Underlaget är klart."
    if one.basis.strip():
        return "Förra underlaget är hämtat." if one.basis_from is not None else "Underlaget är påbörjat."
    return ""


# The days


def _days(record: Record, one: Benefit, step: BenefitStep) -> Texts:
    today = record.today
    if step is BenefitStep.PLANNED:
        first = benefit_rule(one.kind).earliest(record.patient.birth_date)
        return (("note", f"tidigast {with_year(first)}"),) if first is not None and first > today else ()
    if step is BenefitStep.APPLIED and one.applied_on is not None:
        since = (today - one.applied_on).days
        late = (today - (waiting_since(one) or today)).days >= answer_days()
        return _said(
            ("body", f"ansökt {with_year(one.applied_on)}"),
            ("late" if late else "note", f"väntat {_many(since)}" if since else ""),
        )
    if step is BenefitStep.SUPPLEMENT:
        day = one.supplement_by
        if day is None:
            return (("late", "ingen sista dag är skriven"),)
        return (("late", f"senast {with_year(day)}"), ("late", left(day, today)))
    if step is BenefitStep.REFUSED:
        return _said(
            ("body", with_year(one.decided_on) if one.decided_on else ""),
            ("late" if is_to_appeal(record, one) else "note", _appeal(one)),
        )
    if step is BenefitStep.ENDED:
        return _said(
            ("body", with_year(one.ended_on) if one.ended_on else ""), ("note", " ".join(one.end_reason.split()))
        )
    return _period(record, one, step)


def _period(record: Record, one: Benefit, step: BenefitStep) -> Texts:
    today, look = record.today, "late" if step in (BenefitStep.ENDS_SOON, BenefitStep.EXPIRED) else "note"
    first, last = one.valid_from, one.valid_until
    if first is not None and last is not None:
        period = f"{with_year(first)} – {with_year(last)}"
    else:
        period = (
            f"till {with_year(last)}" if last is not None else f"från {with_year(first)}" if first is not None else ""
        )
    if one.renew_by is not None:
        return _said(("body", period), (look, f"förnya senast {with_year(one.renew_by)}"))
    if last is None:
        return _said(("body", period), ("note", "utan slutdag"))
    ended = "gick ut" if last < today else "slutar"
    return _said(("body", period), (look, f"{ended} {left(last, today)}"), ("note", _renewal(record, one)))


def _renewal(record: Record, one: Benefit) -> str:
    if renewal_of(record, one.id) is None:
        return ""
    return "förnyelsen är sökt" if is_renewed(record, one) else "förnyelsen är påbörjad"


def _appeal(one: Benefit) -> str:
    return f"överklaga senast {with_year(one.appeal_by)}" if one.appeal_by else ""


def _certificate_days(record: Record, one: Certificate, step: CertificateStep) -> Texts:
    today = record.today
    needed = f"behövs senast {with_year(one.needed_by)}" if one.needed_by else ""
    late = one.needed_by is not None and one.needed_by < today
    if step is CertificateStep.NEEDED:
        return _said(("late" if late else "note", needed))
    if step is CertificateStep.REQUESTED and one.requested_on is not None:
        look = "late" if waits_too_long(one, today) else "note"
        return _said(("body", f"begärt {with_year(one.requested_on)}"), (look, _waited(one, today)), (look, needed))
    if step is CertificateStep.DROPPED:
        return _said(
            ("body", with_year(one.dropped_on) if one.dropped_on else ""),
            ("note", " ".join(one.dropped_because.split())),
        )
    day = one.issued_on if step is CertificateStep.ISSUED else one.sent_on
    return _said(("body", with_year(day) if day else ""), ("note", _waited(one, today)))


def _said(*texts: tuple[str, str]) -> Texts:
    return tuple((look, text) for look, text in texts if text)

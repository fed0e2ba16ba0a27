"""What is to be known of a stöd or an intyg before anything is done with it: whom to ring, the need, what is usual."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from coordinator.benefit.ages import age_words
from coordinator.benefit.belonging import certificates_of
from coordinator.benefit.benefit import Benefit
from coordinator.benefit.certificate import Certificate
from coordinator.benefit.rules import benefit_rule
from coordinator.benefit.standing import BenefitStep, benefit_step
from coordinator.benefit.who import number_to_ring
from coordinator.documents.phrases import sentence
from coordinator.number_to_ring import Number
from coordinator.record import Record
from ui.parts import Picture, label, row, selectable, whole


def about(record: Record, entry: Benefit | Certificate) -> list[QWidget]:
    """Whom to ring, and what is to be known before she does."""
    number = number_to_ring(record, entry)
    found = [_to_ring(number)] if number is not None else []
    return found + (_about_benefit(record, entry) if isinstance(entry, Benefit) else _notes([entry.note]))


def _about_benefit(record: Record, one: Benefit) -> list[QWidget]:
    step, rule = benefit_step(record, one), benefit_rule(one.kind)
    found: list[QWidget] = []
    if one.lifelong and step not in (BenefitStep.ENDED, BenefitStep.REFUSED):
        words = label(_lifelong(record, one), "strong", wrap=True)
        line = row(Picture("refresh-cw", "teal"), spacing=8)
        line.addWidget(words, 1)
        found.append(whole(line))
    if one.waits_for_supplement and one.supplement_what.strip():
        found.append(label(sentence(one.supplement_what.strip()), wrap=True))
    usual = " ".join(
        sentence(one) for one in (age_words(rule, record.patient.birth_date, record.today), rule.renewal) if one
    )
    return [*found, *_notes([usual, one.note])]


def _lifelong(record: Record, one: Benefit) -> str:
    if any(each.basis.strip() for each in certificates_of(record, one.id)):
        return "Livslångt behov: förra underlaget kan användas igen."
    return "Livslångt behov: det underlag som skrivs kan användas igen nästa gång."


def _notes(texts: Sequence[str]) -> list[QWidget]:
    return [label(text.strip(), "note", wrap=True) for text in texts if text.strip()]


def _to_ring(number: Number) -> QWidget:
    """The number large, with whose it is and when it is answered."""
    shown = selectable(label(number.text, "number"))
    shown.setAccessibleName(f"Telefon {number.whose}: {number.text}")
    line = row(shown, spacing=12)
    line.addWidget(label(", ".join(filter(None, (number.whose, number.hours))), "strong", wrap=True), 1)
    return whole(line)

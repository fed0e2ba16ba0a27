"""The stöd of a record with the intyg of each below it: those applied for, those that hold, and what is over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from coordinator.benefit.belonging import certificates_of
from coordinator.benefit.benefit import Benefit
from coordinator.benefit.certificate import Certificate
from coordinator.benefit.standing import (
    BenefitStep,
    benefit_step,
    is_renewed,
    is_to_appeal,
    last_day,
    told_of,
)

if TYPE_CHECKING:
    from coordinator.record import Record

Entry = Benefit | Certificate
_FIRST = (BenefitStep.SUPPLEMENT, BenefitStep.REFUSED, BenefitStep.PLANNED, BenefitStep.APPLIED)
"""In which order what is applied for stands."""


@dataclass(frozen=True)
class Grouped:
    """The stöd of each group, in order, and the intyg that are for nothing that is followed."""

    open: Sequence[Benefit]
    holding: Sequence[Benefit]
    loose: Sequence[Certificate]
    past: Sequence[Entry]


def grouped(record: "Record") -> Grouped:
    """Everything there is."""
    every = record.all(Benefit)
    steps = {one.id: benefit_step(record, one) for one in every}
    is_open = [one for one in every if one.is_open or is_to_appeal(record, one)]
    is_open.sort(key=lambda one: _FIRST.index(steps[one.id]))
    taken = {one.id for one in is_open}
    replaced = {one.renews_id for one in every if one.holds_on(record.today)}
    over = (BenefitStep.REFUSED, BenefitStep.ENDED)
    holding = [
        one
        for one in every
        if one.id not in taken | replaced
        and steps[one.id] not in over
        and not (steps[one.id] is BenefitStep.EXPIRED and is_renewed(record, one))
    ]
    holding.sort(key=lambda one: last_day(one) or date.max)
    taken |= {one.id for one in holding}
    past: list[Entry] = [one for one in every if one.id not in taken]
    past.sort(key=_when, reverse=True)
    loose = certificates_of(record, None)
    return Grouped(
        is_open, holding, [one for one in loose if one.is_open], [*past, *(one for one in loose if not one.is_open)]
    )


def with_certificates(record: "Record", found: Sequence[Entry]) -> list[Entry]:
    """Each stöd and right after it its intyg."""
    entries: list[Entry] = []
    for one in found:
        entries.append(one)
        if isinstance(one, Benefit):
            entries += certificates_of(record, one.id)
    return entries


def how_many(record: "Record") -> str:
    """How many are applied for and hold, and how many are to be renewed: "2 söks, 5 gäller, 1 ska förnyas"."""
    found = grouped(record)
    to_renew = sum(told_of(record, one) for one in record.all(Benefit))
    counted = (
        (sum(one.is_open for one in found.open), "söks"),
        (len(found.holding), "gäller"),
        (to_renew, "ska förnyas"),
    )
    return ", ".join(f"{many} {words}" for many, words in counted if many)


def to_see_to(record: "Record") -> int:
    """How many are applied for or are to be renewed."""
    return sum(one.is_open or told_of(record, one) for one in record.all(Benefit))


def _when(one: Entry) -> date:
    if isinstance(one, Certificate):
        return one.sent_on or one.dropped_on or date.min
    return one.ended_on or one.valid_until or one.decided_on or date.min

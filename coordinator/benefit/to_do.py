"""What has to be done now about stöd and intyg, in which order and why, day or no day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.benefit.belonging import certificates_of, is_called_for, renewal_of, with_purpose
from coordinator.benefit.benefit import Benefit
from coordinator.benefit.certificate import Certificate
from coordinator.benefit.coming_days import BenefitDay, benefit_days
from coordinator.benefit.standing import BenefitStep, CertificateStep, benefit_step, certificate_step, last_day
from coordinator.swedish import in_sentence

if TYPE_CHECKING:
    from coordinator.record import Record

_NEAR_DAYS = 7
"""What somebody else is to do is told when it is so near, or late."""


@dataclass(frozen=True)
class ToDo:
    """One thing. day: its last one, or when it was expected; None when there is none. urgent: it is lost after that."""

    entry: Benefit | Certificate
    what: str = field(repr=False)
    day: date | None = None
    why: str = field(default="", repr=False)
    urgent: bool = False

    @property
    def id(self) -> UUID:
        """The entry's: there is one thing to do about each."""
        return self.entry.id


def to_do(record: "Record") -> list[ToDo]:
    """What is to be done now, the most urgent first."""
    found: dict[UUID, ToDo] = {}
    for one in (*_with_days(record), *_unasked(record), *_unsent(record)):
        found.setdefault(one.id, one)
    return sorted(found.values(), key=lambda one: (not one.urgent, one.day or date.max))


def _with_days(record: "Record") -> Iterator[ToDo]:
    near = record.today + timedelta(days=_NEAR_DAYS)
    for one in benefit_days(record):
        if not (one.waiting and one.day > near) and not _is_begun_again(record, one):
            yield ToDo(one.entry, one.what, one.day, one.why, urgent=one.urgent)


def _is_begun_again(record: "Record", one: BenefitDay) -> bool:
    """Whether what ends is told of on the line of its renewal instead."""
    return one.sort in ("ends", "renew") and renewal_of(record, one.entry.id) is not None


def _unasked(record: "Record") -> Iterator[ToDo]:
    """The intyg that somebody must be asked for, with the day the former decision ends."""
    benefits = {one.id: one for one in record.all(Benefit)}
    for one in record.all(Certificate):
        if certificate_step(one) is CertificateStep.NEEDED and is_called_for(record, one):
            benefit = benefits.get(one.benefit_id) if one.benefit_id is not None else None
            yield ToDo(one, f"Begär {in_sentence(with_purpose(record, one))}", _ends(benefit, benefits))


def _unsent(record: "Record") -> Iterator[ToDo]:
    """The applications that nothing is waited for with."""
    benefits = {one.id: one for one in record.all(Benefit)}
    for one in benefits.values():
        if benefit_step(record, one) is not BenefitStep.PLANNED:
            continue
        lacks = any(each.is_open and each.issued_on is None for each in certificates_of(record, one.id))
        if not lacks:
            yield ToDo(one, f"Skicka ansökan: {one.heading}", _ends(one, benefits))


def _ends(one: Benefit | None, benefits: Mapping[UUID, Benefit]) -> date | None:
    """The last day of what it renews."""
    former = benefits.get(one.renews_id) if one is not None and one.renews_id is not None else None
    return last_day(former) if former is not None else None

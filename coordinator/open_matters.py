"""What of a patient is not finished: told when her status changes or somebody else takes over, and not closed by it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.appointment import Appointment
from coordinator.benefit.benefit import Benefit
from coordinator.benefit.certificate import Certificate
from coordinator.benefit.standing import (
    BenefitStep,
    benefit_step,
    certificate_step,
    last_day,
    may_be_appealed,
    told_of,
)
from coordinator.contact import Contact
from coordinator.discharge import waited_for
from coordinator.documents.phrases import title_of
from coordinator.documents.times import what_for
from coordinator.entity import Entity
from coordinator.journal.rows import journal_rows
from coordinator.referral import Referral
from coordinator.reminder import open_reminders
from coordinator.sip.belonging import meeting_to_come, sips
from coordinator.sip.standing import standing
from coordinator.transition.belonging import transitions
from coordinator.transition.days import swap_day

if TYPE_CHECKING:
    from coordinator.record import Record

_STILL_TO_DECIDE = (BenefitStep.PLANNED, BenefitStep.APPLIED, BenefitStep.SUPPLEMENT, BenefitStep.ENDS_SOON)


@dataclass(frozen=True)
class OpenMatter:
    """One thing that is not finished. area: the heading it stands under. who: with whom it lies. state: how far it is.

    day: when it is or was due; None when it has no day. many: how many things it stands for.
    """

    area: str
    what: str = field(repr=False)
    kind: type[Entity]
    entry_id: UUID
    day: date | None = None
    who: str = field(default="", repr=False)
    state: str = field(default="", repr=False)
    many: int = 1

    def is_late(self, today: date) -> bool:
        """Whether its day has passed."""
        return self.day is not None and self.day < today


REMINDERS, REFERRALS, CERTIFICATES = "Bevakningar", "Remisser", "Intyg och stöd"
SIPS, TRANSITIONS, VISITS, NOTES = "SIP", "Övergångar", "Kommande besök", "Till journalen"
AREAS = (REMINDERS, REFERRALS, CERTIFICATES, SIPS, TRANSITIONS, VISITS, NOTES)
"""In the order they are told."""


def open_matters_of(record: "Record") -> list[OpenMatter]:
    """Everything that is not finished, area by area, in each what is due first; what has no day stands last."""
    names = {one.id: title_of(one) for one in record.all(Contact)}
    found = [
        *_reminders(record), *_referrals(record, names), *_certificates(record, names), *_benefits(record, names),
        *_discharges(record), *_sips(record), *_transitions(record, names), *_visits(record, names), *_notes(record),
    ]  # fmt: skip
    return sorted(found, key=lambda one: (AREAS.index(one.area), one.day is None, one.day or record.today))


def in_numbers(found: Sequence[OpenMatter]) -> str:
    """How many there are in each area: "2 bevakningar, 1 SIP"; empty when there is nothing."""
    counts = {area: sum(one.many for one in found if one.area == area) for area in AREAS}
    return ", ".join(f"{count} {_word(area, count)}" for area, count in counts.items() if count)


def _word(area: str, count: int) -> str:
    one, more = _WORDS[area]
    return one if count == 1 else more


_WORDS = {
    REMINDERS: ("bevakning", "bevakningar"),
    REFERRALS: ("remiss", "remisser"),
    CERTIFICATES: ("intyg eller stöd", "intyg och stöd"),
    SIPS: ("SIP", "SIP"),
    TRANSITIONS: ("övergång", "övergångar"),
    VISITS: ("kommande besök", "kommande besök"),
    NOTES: ("uppgift till journalen", "uppgifter till journalen"),
}


def _reminders(record: "Record") -> Iterator[OpenMatter]:
    for one in open_reminders(record):
        yield OpenMatter(REMINDERS, one.what.strip(), type(one), one.id, one.due, one.owner.strip())


def _referrals(record: "Record", names: dict[UUID, str]) -> Iterator[OpenMatter]:
    for one in record.all(Referral):
        if one.is_open:
            to = _named(names, one.contact_id, one.to)
            day = one.expected_answer
            yield OpenMatter(REFERRALS, f"Svar på remiss till {to}", type(one), one.id, day, state=one.status.label)


def _certificates(record: "Record", names: dict[UUID, str]) -> Iterator[OpenMatter]:
    for one in record.all(Certificate):
        if one.is_open:
            who, state = _named(names, one.contact_id, one.writer), certificate_step(one).value
            yield OpenMatter(CERTIFICATES, one.heading, type(one), one.id, one.needed_by, who, state)


def _benefits(record: "Record", names: dict[UUID, str]) -> Iterator[OpenMatter]:
    """Those that somebody has to decide on, that end soon or have ended without a renewal, or may be appealed."""
    for one in record.all(Benefit):
        step, who = benefit_step(record, one), _named(names, one.contact_id, one.officer)
        if step in _STILL_TO_DECIDE or told_of(record, one):
            day = one.supplement_by if step is BenefitStep.SUPPLEMENT else None
            if told_of(record, one):
                day = last_day(one)
            yield OpenMatter(CERTIFICATES, one.heading, type(one), one.id, day, who, step.value)
        if may_be_appealed(one, record.today) and one.decision is not None:
            what = f"Sista dag att överklaga: {one.heading}"
            yield OpenMatter(CERTIFICATES, what, type(one), one.id, one.appeal_by, who, one.decision.label)


def _discharges(record: "Record") -> Iterator[OpenMatter]:
    """What the law on going home from hospital asks for and nobody has done."""
    for stay, clock in waited_for(record):
        yield OpenMatter(SIPS, clock.name, type(stay), stay.id, clock.day)


def _sips(record: "Record") -> Iterator[OpenMatter]:
    for one in sips(record):
        if one.is_open:
            meeting = meeting_to_come(record, one.id)
            day = one.follow_up_on if one.established_on else meeting.day if meeting is not None else None
            state = standing(record, one).status.label
            yield OpenMatter(SIPS, one.heading, type(one), one.id, day, one.led_by.strip(), state)


def _transitions(record: "Record", names: dict[UUID, str]) -> Iterator[OpenMatter]:
    for one in transitions(record):
        if one.is_open:
            day, who = swap_day(record, one), one.receiver.strip()
            state = "Har mottagare" if one.has_receiver else "Saknar mottagare"
            leaves = _named(names, one.contact_id, one.from_unit)
            what = f"{one.kind.label}, från {leaves}" if leaves else one.kind.label
            yield OpenMatter(TRANSITIONS, what, type(one), one.id, day, who, state)


def _visits(record: "Record", names: dict[UUID, str]) -> Iterator[OpenMatter]:
    for one in record.all(Appointment):
        if one.is_coming and one.day >= record.today:
            who = _named(names, one.contact_id, one.with_whom)
            yield OpenMatter(VISITS, what_for(one), type(one), one.id, one.day, who, one.status.label)


def _notes(record: "Record") -> Iterator[OpenMatter]:
    """All that waits for the journal as one: it waits also when the patient is not here any more."""
    found = journal_rows(record)
    if found:
        about = next((one for one in (found[0].entry, found[0].entered) if one is not None), record.patient)
        yield OpenMatter(NOTES, "Uppgifter som inte är införda i journalen", type(about), about.id, many=len(found))


def _named(names: dict[UUID, str], contact_id: UUID | None, written: str) -> str:
    return written.strip() or (names.get(contact_id, "") if contact_id else "")

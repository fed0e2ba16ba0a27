"""Which contacts will end as the patient grows up: proposed with kind, day and why, never planned by itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from coordinator.contact import Contact, ContactCategory, ContactStatus
from coordinator.swedish import folded, sort_key
from coordinator.transition.days import rule_day
from coordinator.transition.kinds import Match, adult_words, matches
from coordinator.transition.standing import STAGE_RULES, TransitionStage
from coordinator.transition.swap import Transition, TransitionKind

if TYPE_CHECKING:
    from coordinator.record import Record


@dataclass(frozen=True)
class Proposal:
    """A contact that may end. chosen: ticked from the start; else it is only asked whether the unit is the same."""

    contact: Contact = field(repr=False)
    kind: TransitionKind
    rule: str
    day: date | None
    why: str
    chosen: bool


def proposals(record: "Record") -> list[Proposal]:
    """The contacts that may end, those that are ticked first; none for a child who is not to be told yet.

    None either for a patient who is ended or has died. Never one that a swap is about already, whatever came of it.
    """
    born = record.patient.birth_date
    begins = rule_day(STAGE_RULES[TransitionStage.INFORM], born)
    if not record.patient.status.goes_on or begins is None or record.today < begins:
        return []
    taken = {one.contact_id for one in record.all(Transition)}
    taken |= {one.receiver_contact_id for one in record.all(Transition)}
    current = (one for one in record.all(Contact) if one.is_current and one.id not in taken)
    found = _of_each_unit(_proposed(record, current, born))
    kinds, areas = list(TransitionKind), list(ContactCategory)
    return sorted(
        found,
        key=lambda one: (
            not one.chosen,
            kinds.index(one.kind),
            areas.index(one.contact.category),
            sort_key(one.contact.heading),
        ),
    )


def _proposed(record: "Record", contacts: Iterable[Contact], born: date | None) -> list[tuple[Match, Proposal]]:
    """Each contact with the first match that fits it, those of an earlier match first."""
    days = {match.rule: rule_day(match.rule, born) for match in matches()}
    found = []
    for contact in contacts:
        # With a blank before it the first word is found by how it begins, as the others are.
        words = f" {folded(' '.join((contact.unit, contact.organisation, contact.role)))}"
        if any(one in words for one in adult_words()):
            continue
        for match in matches():
            day = days[match.rule]
            if _fits(match, contact, words) and (match.any_age or (day is not None and record.today <= day)):
                found.append((match, Proposal(contact, match.kind, match.rule, day, match.why, match.chosen)))
                break
    return sorted(found, key=lambda one: matches().index(one[0]))


def _of_each_unit(found: list[tuple[Match, Proposal]]) -> Iterator[Proposal]:
    """The proposals, of which some are ticked for one only of those who work at the same place."""
    seen: set[tuple[TransitionKind, str]] = set()
    for match, one in found:
        place = (one.kind, folded(one.contact.organisation or one.contact.unit or one.contact.heading))
        yield replace(one, chosen=False) if match.once_a_unit and place in seen else one
        seen.add(place)


def _fits(match: Match, contact: Contact, words: str) -> bool:
    if match.categories and contact.category not in match.categories:
        return False
    if not match.words:
        # Who is only waited for is rather where the patient comes to.
        return contact.status is ContactStatus.ACTIVE
    return any(one in words for one in match.words)

"""What the papers on transitions say of a swap: who answers today, who takes over, and the days, as far as they may."""

import json
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any
from uuid import UUID

from coordinator.appointment import Appointment
from coordinator.blocks import Rich, Span, led, plain, words
from coordinator.contact import Contact
from coordinator.date_rule import DateRule, RuleGroup
from coordinator.dates import dates_of
from coordinator.documents.phrases import by_phone, sentence, workplace_of
from coordinator.documents.times import appointments_to_print
from coordinator.entity import Entity
from coordinator.guardian import Guardian
from coordinator.protection import HIDDEN, may_name_receiver, may_show, place_is_secret
from coordinator.record import Record
from coordinator.swedish import add_months
from coordinator.transition.belonging import transitions
from coordinator.transition.days import swap_day
from coordinator.transition.swap import Transition

_TOLD = (RuleGroup.LAW, RuleGroup.BENEFIT, RuleGroup.CARE, RuleGroup.SCHOOL)
_YOUNG_UNTIL, _YEARS_AHEAD, _MONTHS_BACK = 31, 10, 12


@cache
def transition_texts(paper: str) -> dict[str, Any]:
    """The sentences of one of the papers on transitions."""
    content = (files("resources") / "texts" / "transition_papers.json").read_text(encoding="utf-8")
    found: dict[str, dict[str, Any]] = json.loads(content)
    return found[paper]


@dataclass(frozen=True)
class Party:
    """One side of a swap, in words that may stand on paper; what is not known or may not be told is empty."""

    name: str
    role: str = ""
    place: str = ""
    phone: str = ""

    @property
    def is_hidden(self) -> bool:
        """Whether it may not be told who it is."""
        return self.name == HIDDEN

    @property
    def title(self) -> str:
        """Name and role: "Mona Rehn, kurator"."""
        return ", ".join(filter(None, (self.name, self.role)))

    @property
    def lines(self) -> Rich:
        """Name and role, workplace and number, one a line."""
        rest = [Span(f"\n{self.place}")] if self.place else []
        rest += [Span("\n"), Span(self.phone, bold=True)] if self.phone else []
        return (Span(self.title, bold=True), *rest)


_HIDDEN = Party(HIDDEN)


def swaps_to_print(record: Record) -> list[Transition]:
    """Every swap by its day, those without one last; not what came to nothing, or has a contact kept off paper."""
    kept_off = {one.id for one in record.all(Contact) if not one.on_print}
    found = [
        one
        for one in transitions(record)
        if one.dropped_on is None and not kept_off & {one.contact_id, one.receiver_contact_id}
    ]
    return sorted(found, key=lambda one: swap_day(record, one) or date.max)


def as_drawn(record: Record) -> Record:
    """The record as the timeline on paper may show it: what papers do not tell of swaps and visits is not in it."""
    told = {one.id: receiver(record, one) for one in swaps_to_print(record)}
    secret = place_is_secret(record)
    swaps = (one for one in record.all(Transition) if one.id in told)
    entries: dict[type[Entity], tuple[Entity, ...]] = {
        Transition: tuple(_without_places(one, told[one.id]) if secret else one for one in swaps),
        Appointment: tuple(appointments_to_print(record)),
        Guardian: tuple(one for one in record.all(Guardian) if one.on_print),
    }
    return replace(record, entries={**record.entries, **entries})


def _without_places(one: Transition, takes_over: Party | None) -> Transition:
    known = takes_over or Party("")
    return replace(one, from_unit="", receiver=known.name, receiver_role=known.role, to_unit="")


def sender(record: Record, one: Transition) -> Party | None:
    """Who answers until the swap is made; None when nobody is written."""
    contact = _contact(record, one.contact_id)
    if contact is not None:
        return _known(record, contact)
    if not one.from_unit.strip():
        return None
    return _HIDDEN if place_is_secret(record) else Party(one.from_unit.strip())


def receiver(record: Record, one: Transition) -> Party | None:
    """Who takes over; None as long as nobody is named.

    The words of the swap itself are what is told. Where the place is secret only a contact that may be named is told
    with workplace and number, and nobody who works where the person lives.
    """
    contact = _contact(record, one.receiver_contact_id)
    if not place_is_secret(record):
        said = (one.receiver, one.receiver_role, one.to_unit, one.receiver_phone)
        return Party(*(text.strip() for text in said)) if one.has_receiver else None
    if contact is not None:
        return _known(record, contact)
    if not one.has_receiver:
        return None
    can_be_named = may_name_receiver(record, one)
    return Party(one.receiver.strip(), one.receiver_role.strip(), HIDDEN) if can_be_named else _HIDDEN


def way_back(record: Record, one: Transition) -> str:
    """Where to ring when it does not work; where the place is secret only when it is known whom one leaves."""
    leaves = sender(record, one)
    is_secret = place_is_secret(record) if leaves is None else leaves.is_hidden
    return "" if is_secret else one.way_back.strip()


def way_back_line(record: Record, one: Transition) -> Rich:
    """The same after the name of what is left, unless it begins with that; nothing when it is not known."""
    told, place = way_back(record, one), place_left(record, one) or one.kind.label
    if not told:
        return ()
    return plain(sentence(told)) if told.startswith(place) else led(f"{place}:", sentence(told))


def place_left(record: Record, one: Transition) -> str:
    """The unit that is left, else the person there; empty when it is not known or may not be told."""
    leaves = sender(record, one)
    return "" if leaves is None or leaves.is_hidden else leaves.place.partition(",")[0] or leaves.name


def title_of_swap(record: Record, one: Transition) -> str:
    """What the swap is called as a heading: the unit that is left, with the kind of transition."""
    place = place_left(record, one)
    return f"{place} ({one.kind.label})" if place else one.kind.label


def dates_to_tell(record: Record) -> list[tuple[DateRule, date]]:
    """The days of law and support that are near: from a year back until the person is grown, or ten years ahead."""
    born, today = record.patient.birth_date, record.today
    if born is None:
        return []
    first = add_months(today, -_MONTHS_BACK)
    last = max(_later(born, _YOUNG_UNTIL), _later(today, _YEARS_AHEAD))
    return [(rule, day) for rule, day in dates_of(born) if rule.group in _TOLD and first <= day <= last]


def _later(day: date, years: int) -> date:
    return add_months(day, 12 * min(years, date.max.year - day.year))


def _contact(record: Record, contact_id: UUID | None) -> Contact | None:
    return next((one for one in record.all(Contact) if one.id == contact_id), None)


def _known(record: Record, contact: Contact) -> Party:
    if not may_show(record, contact):
        return _HIDDEN
    role = contact.role.strip() if contact.role.strip() != contact.heading else ""
    has_number = contact.phone.strip() or contact.switchboard.strip()
    return Party(contact.heading, role, workplace_of(contact), words(by_phone(contact)[:1]) if has_number else "")

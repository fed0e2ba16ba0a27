"""Whom the akutkort says to ring: who coordinates, who answers in an emergency, somebody close."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coordinator.contact import Assignment, holders
from coordinator.guardian import guardians
from coordinator.number_to_ring import number_of
from coordinator.protection import contacts_to_print, may_show, place_is_secret
from coordinator.relative import Relative
from coordinator.umi.card_figure import CardPhone
from coordinator.umi.texts import pairs

if TYPE_CHECKING:
    from coordinator.record import Record

_MOST = 3
_NUMBER_LAST = re.compile(r"(?P<name>[^\W\d_][^\n]*?)(?P<number>\+?\d[\d \-–/]{4,40})")
"""Of what a text says of whom to ring, "Barnakuten 08-465 004 33": a name, and a number after it."""


def card_phones(record: "Record") -> list[CardPhone]:
    """One of each sort, and what else answers in an emergency if there is room; no number twice. Nobody who would tell
    where a protected person is found.
    """
    sorts = [list(sort(record)) for sort in (_coordinators, _in_emergency, _close)]
    found: dict[str, CardPhone] = {}
    for sort in sorts:
        new = next((one for one in sort if _digits(one.number) not in found), None)
        if new is not None:
            found[_digits(new.number)] = new
    for one in sorts[1]:
        found.setdefault(_digits(one.number), one)
    return list(found.values())[:_MOST]


def _digits(number: str) -> str:
    """The number however it is written: "+46 70-123 45 67" and "0701234567" are the same telephone."""
    digits = "".join(sign for sign in number if sign.isdigit())
    if number.startswith("+46"):
        digits = "0" + digits.removeprefix("46").removeprefix("0")
    return digits or number


def _coordinators(record: "Record") -> Iterator[CardPhone]:
    for _, contact in holders(record, Assignment.FIXED_CARE_CONTACT)[:1]:
        number = number_of(contact)
        if may_show(record, contact) and number is not None:
            yield CardPhone("Fast vårdkontakt", "Care coordinator", contact.heading, number.text)


def _in_emergency(record: "Record") -> Iterator[CardPhone]:
    """Those who are marked as important in an emergency, and whom the texts on the card say to ring out of hours."""
    for contact in contacts_to_print(record):
        number = number_of(contact)
        if contact.important_in_emergency and number is not None:
            yield CardPhone("I akut läge", "In an emergency", contact.heading, number.text, urgent=True)
    for pair in pairs(record):
        found = _NUMBER_LAST.fullmatch(pair.first.call_on_call.strip()) if pair.first.on_card else None
        if found is not None:
            yield CardPhone("Jourtid", "On call", found["name"].rstrip(" ,:"), found["number"], urgent=True)


def _close(record: "Record") -> Iterator[CardPhone]:
    """Who is to be rung first, then who decides for a child, then others close to her."""
    if place_is_secret(record):
        return
    relatives = record.all(Relative)
    first = [one for one in relatives if one.call_first]
    for one in (*first, *guardians(record), *(one for one in relatives if not one.call_first)):
        if not (one.on_print and one.phone.strip()) or one.is_protected:
            continue
        if isinstance(one, Relative):
            yield CardPhone("Närstående", "Family", one.called.strip() or one.heading, one.phone.strip())
        else:
            yield CardPhone("Vårdnadshavare", "Parent or guardian", one.heading, one.phone.strip())

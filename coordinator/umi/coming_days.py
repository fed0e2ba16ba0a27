"""The days of what must be known in an emergency: checks against the journal, and what stops holding."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from coordinator.alert import EmergencyInformation
from coordinator.umi.belonging import cards_out, current_rows
from coordinator.umi.card import EmergencyCard
from coordinator.umi.row import AlertInformation
from coordinator.umi.texts import pairs

if TYPE_CHECKING:
    from coordinator.record import Record


@dataclass(frozen=True)
class EmergencyDay:
    """A day of one entry: what is to be done, and what should have been when the day has passed.

    ends: it holds no longer after that day.
    """

    entry: AlertInformation | EmergencyInformation | EmergencyCard
    day: date
    what: str = field(repr=False)
    should_have: str = field(repr=False)
    ends: bool = False


def emergency_days(record: "Record") -> Iterator[EmergencyDay]:
    """Every such day of what holds. That a text or a row has run out is a gap and no day of the calendar."""
    for row in current_rows(record):
        if row.check_due is not None:
            what = f"Kontrollera mot journalen: {row.heading}"
            yield EmergencyDay(row, row.check_due, what, "skulle ha kontrollerats")
        if row.valid_until is not None:
            yield EmergencyDay(row, row.valid_until, f"Sista dagen för UMI: {row.heading}", "", ends=True)
    for pair in pairs(record):
        if pair.first.valid_until is not None:
            what = f"Sista dagen för akutinformation: {pair.first.heading.strip()}"
            yield EmergencyDay(pair.first, pair.first.valid_until, what, "", ends=True)
    for card in cards_out(record):
        if card.valid_until is not None:
            what = f"Sista dagen för kortet hos {card.holder.strip() or 'okänd'}"
            yield EmergencyDay(card, card.valid_until, what, "skulle ha bytts ut", ends=True)

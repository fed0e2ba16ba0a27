"""What is written in a cell of the contact list, as a value of the contact, and a value as one writes it."""

import re
from datetime import date
from typing import Any

from coordinator.contact import Channel, Contact
from coordinator.day_reader import read_day
from coordinator.entity import shown
from coordinator.errors import RuleError
from coordinator.moment_reader import read_past_day
from coordinator.spoken import months_between
from coordinator.swedish import folded


def as_written(contact: Contact, name: str) -> str:
    """A field as it stands in its cell while one writes."""
    return shown(getattr(contact, name))


def read_field(name: str, text: str, today: date) -> Any:
    """The value of the field ``name`` that ``text`` says; RuleError, with what to write instead, when it says none."""
    text = " ".join(text.split())
    if name == "last_contact":
        return read_past_day(text, today)
    if name == "next_contact":
        return read_day(text, today)
    if name == "interval_months":
        return _read_months(text) if text else None
    if name == "channel":
        return _read_channel(text) if text else None
    return text


def _read_months(text: str) -> int:
    number = re.fullmatch(r"(\d{1,4})(?: ?mån(?:ad(?:er)?)?\.?)?", text)
    if number:
        return int(number[1])
    said = months_between(text)
    if said is None:
        raise RuleError("Det går inte att läsa", "Skriv hur många månader det är mellan gångerna, till exempel 6.")
    return said[0]


def _read_channel(text: str) -> Channel:
    wanted = folded(text)
    for channel in Channel:
        if wanted in folded(channel.label):
            return channel
    names = ", ".join(channel.label for channel in Channel)
    raise RuleError("Kanalen finns inte", f"Välj bland {names}.")

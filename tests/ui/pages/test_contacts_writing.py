"""What is written in a cell of the contact list, read as a value, and why it cannot be."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.contact import Channel, Contact
from coordinator.errors import RuleError
from coordinator.moment_reader import read_past_day
from ui.pages.contacts_writing import as_written, read_field

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("name", "written", "value"),
    [
        ("phone", " 010-111  22 33 ", "010-111 22 33"),
        ("channel", "1177", Channel.E1177),
        ("channel", "sdk", Channel.SDK),
        ("channel", "MESSENGER", Channel.COSMIC),
        ("channel", "", None),
        ("last_contact", "3 nov", date(2026, 11, 3)),
        ("last_contact", "22 nov", TODAY),
        ("last_contact", "23 nov", date(2025, 11, 23)),
        ("last_contact", "i går", date(2026, 11, 21)),
        ("last_contact", "3 dec 2026", date(2026, 12, 3)),
        ("last_contact", "", None),
        ("next_contact", "3 dec", date(2026, 12, 3)),
        ("next_contact", "2027-1-5", date(2027, 1, 5)),
        ("interval_months", "6", 6),
        ("interval_months", "6 mån", 6),
        ("interval_months", "var 6:e månad", 6),
        ("interval_months", "vartannat år", 24),
        ("interval_months", "  ", None),
    ],
)
def test_it_is_read_as_it_is_said(name: str, written: str, value: object) -> None:
    assert read_field(name, written, TODAY) == value


@pytest.mark.parametrize(
    ("name", "written", "why"),
    [
        ("next_contact", "31 februari 2027", "Februari har 28 dagar 2027"),
        ("next_contact", "sen", "Datumet går inte att läsa"),
        ("interval_months", "ofta", "till exempel 6"),
        ("channel", "duva", "Säker digital kommunikation"),
    ],
)
def test_what_cannot_be_read_says_what_to_write(name: str, written: str, why: str) -> None:
    with pytest.raises(RuleError, match=why):
        read_field(name, written, TODAY)


@given(st.integers(0, 364))
def test_a_day_without_a_year_is_the_last_such_day(days: int) -> None:
    day = TODAY - timedelta(days=days)
    assert read_past_day(f"{day.day}/{day.month}", TODAY) == day


def test_a_value_is_written_as_it_is_read() -> None:
    contact = Contact(
        patient_id=uuid4(),
        name="Lisa Ek",
        next_contact=TODAY,
        interval_months=6,
        channel=Channel.SDK,
        last_contact=None,
    )
    for name in ("name", "next_contact", "interval_months", "channel", "last_contact"):
        assert read_field(name, as_written(contact, name), TODAY) == getattr(contact, name)

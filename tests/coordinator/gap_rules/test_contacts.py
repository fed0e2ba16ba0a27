"""The rules on each contact, and on the dental care that is forgotten."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from coordinator.appointment import Appointment
from coordinator.contact import Channel, Contact, ContactCategory, ContactStatus
from coordinator.gaps import is_reachable
from coordinator.page import Page
from tests.coordinator.conftest import PATIENT_ID
from tests.coordinator.gap_rules.cases import DENTIST, Case, day, fires, silent, the_gap

JONAS = Contact(
    patient_id=PATIENT_ID, name="Jonas", role="endokrinolog", phone="1", interval_months=6,
    last_contact=date(2026, 5, 11),
)  # fmt: skip
PETRA = Contact(patient_id=PATIENT_ID, name="Petra", phone=" ")
ACUTE = replace(PETRA, important_in_emergency=True)
BOOKED = Appointment(patient_id=PATIENT_ID, contact_id=JONAS.id, day=day(7))
OLD = replace(PETRA, phone="1", checked_on=day(-366))


def ended(contact: Contact) -> Contact:
    return replace(contact, status=ContactStatus.ENDED)


CASES = (
    fires(
        "contact_no_time", "the interval has passed", JONAS, due=date(2026, 11, 11),
        says=("Jonas har ingen ny tid", "Endokrinolog, var 6:e månad, senast 11 maj 2026"),
    ),
    fires(
        "contact_no_time", "no role", replace(JONAS, role=" "), due=date(2026, 11, 11),
        says=("Jonas har ingen ny tid", "Var 6:e månad, senast 11 maj 2026"),
    ),
    fires(
        "contact_no_time", "whose heading is the role", replace(JONAS, name=""), due=date(2026, 11, 11),
        says=("Endokrinolog har ingen ny tid", "Var 6:e månad, senast 11 maj 2026"),
    ),
    silent("contact_no_time", "a day is planned", replace(JONAS, next_contact=day(0))),
    silent("contact_no_time", "a time is booked", JONAS, BOOKED),
    silent("contact_no_time", "the interval passes today", replace(JONAS, last_contact=date(2026, 5, 22))),
    silent("contact_no_time", "ended", ended(JONAS)),
    fires(
        "contact_unreachable", "no way at all", PETRA,
        says=("Petra går inte att nå", "Telefon, e-post och säker kanal saknas"),
    ),
    silent("contact_unreachable", "a safe channel", replace(PETRA, channel=Channel.LETTER)),
    silent("contact_unreachable", "ended", ended(PETRA)),
    silent("contact_unreachable", "said by the graver rule", ACUTE),
    fires(
        "acute_without_number", "no way at all", ACUTE,
        says=("Petra är viktig i akut läge men saknar telefonnummer", "I ett akut läge går det inte att ringa"),
    ),
    fires(
        "acute_without_number", "only blanks", replace(ACUTE, switchboard=" "),
        says=("Petra är viktig i akut läge men saknar telefonnummer", "I ett akut läge går det inte att ringa"),
    ),
    fires(
        "acute_without_number", "only e-mail", replace(ACUTE, email="petra@example.se"),
        says=("Petra är viktig i akut läge men saknar telefonnummer", "I ett akut läge går det inte att ringa"),
    ),
    silent("acute_without_number", "the switchboard answers", replace(ACUTE, switchboard="1")),
    silent("acute_without_number", "not important in an emergency", PETRA),
    silent("acute_without_number", "ended", ended(ACUTE)),
    fires(
        "no_dental", "nobody", without=(DENTIST,),
        says=("Kontakt i tandvården saknas", "Ingen tandläkare eller tandhygienist är inskriven"),
    ),
    fires(
        "no_dental", "the only one has ended", ended(DENTIST),
        says=("Kontakt i tandvården saknas", "Ingen tandläkare eller tandhygienist är inskriven"),
    ),
    silent("no_dental", "one is to come", replace(DENTIST, status=ContactStatus.PLANNED)),
    fires(
        "contact_old", "checked more than a year ago", OLD, due=day(-1),
        says=("Uppgifterna om Petra är äldre än ett år", "Kontrollerade 21 nov 2025"),
    ),
    silent("contact_old", "checked a year ago today", replace(OLD, checked_on=day(-365))),
    silent("contact_old", "nobody wrote when", replace(OLD, checked_on=None)),
    silent("contact_old", "ended", ended(OLD)),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_rule(case: Case) -> None:
    case.check()


@pytest.mark.parametrize("contact", [JONAS, PETRA, ACUTE, OLD], ids=["time", "unreachable", "acute", "old"])
def test_a_contact_is_mended_where_it_stands(contact: Contact) -> None:
    gap = the_gap(contact)
    assert (gap.page, gap.contact_id, gap.entry_id) == (Page.CONTACTS, contact.id, contact.id)


def test_dental_care_begins_as_a_new_line_on_the_page_of_contacts() -> None:
    gap = the_gap(without=(DENTIST,))
    assert (gap.page, gap.field, gap.contact_id) == (Page.CONTACTS, "new:tandläkare", None)
    assert ContactCategory.DENTAL is DENTIST.category


@pytest.mark.parametrize(
    "way",
    [{"phone": "1"}, {"switchboard": "1"}, {"email": "a@b.se"}, {"channel": Channel.LETTER}, {"channel_note": "x"}],
)
def test_a_contact_is_reachable_in_any_one_way(way: dict[str, Any]) -> None:
    assert not is_reachable(PETRA)
    assert is_reachable(replace(PETRA, **way))

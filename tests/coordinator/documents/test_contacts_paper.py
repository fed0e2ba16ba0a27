"""*Mina kontakter*: every contact once, by area of life, with how it is reached and when it is met next."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from coordinator.appointment import Appointment, AppointmentStatus
from coordinator.blocks import Heading, Missing, Note, Paragraph, Table, words
from coordinator.contact import Assignment, BookedBy, Channel, Contact, ContactCategory, ContactRole, ContactStatus
from coordinator.document import Document, texts
from coordinator.documents.care_plan import care_plan_document
from coordinator.documents.contacts_paper import contacts_document, contacts_document_landscape, interval
from coordinator.entity import Entity
from coordinator.person import ProtectedIdentity
from coordinator.protection import contacts_to_print
from coordinator.record import Record
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, record_of

HIDDEN_MAJA = replace(MAJA, protected_identity=ProtectedIdentity.MARKED)
IN_A_WEEK = TODAY + timedelta(days=7)
LATE = TODAY - timedelta(days=1)


def contact(name: str = "Eva Ek", **fields: Any) -> Contact:
    return Contact(patient_id=PATIENT_ID, name=name, **fields)


def visit(one: Contact, day: date = IN_A_WEEK, **fields: Any) -> Appointment:
    return Appointment(patient_id=PATIENT_ID, day=day, contact_id=one.id, what="Prov", **fields)


def rows(made: Document) -> dict[str, list[dict[str, str]]]:
    """The cells of each row by the column's header, by the heading over the table."""
    found: dict[str, list[dict[str, str]]] = {}
    heading = ""
    for block in made.blocks:
        if isinstance(block, Heading):
            heading = block.text
        elif isinstance(block, Table):
            headers = [column.header for column in block.columns]
            found[heading] = [dict(zip(headers, map(words, row), strict=True)) for row in block.rows]
    return found


def row(*entries: Entity, landscape: bool = False) -> dict[str, str]:
    make = contacts_document_landscape if landscape else contacts_document
    (found,) = rows(make(record_of(*entries)))["Specialiserad vård"]
    return found


def headings(made: Document) -> list[str]:
    return [block.text for block in made.blocks if isinstance(block, Heading)]


def test_first_whom_i_ring_then_all_by_area_of_life_in_their_order() -> None:
    others = [contact(category.label, category=category) for category in reversed(ContactCategory)]
    made = contacts_document(record_of(*others))
    assert (made.kind, made.title) == ("contacts", "Mina kontakter")
    assert headings(made) == [
        "Vem ringer jag?", "Alla mina kontakter", "Fast vård- och läkarkontakt", "Specialiserad vård",
        "Primärvård och kommunal primärvård", "Habilitering, rehabilitering, hjälpmedel", "Tandvård",
        "Kommun (stöd, socialtjänst, boende)", "Förskola, skola, arbete", "Myndigheter, förening och närstående",
    ]  # fmt: skip


def test_a_record_without_contacts_says_what_to_do() -> None:
    made = contacts_document(record_of())
    (gap,) = (block for block in made.blocks if isinstance(block, Missing))
    assert gap.text == "Inga kontakter är inskrivna än. Skriv upp dem tillsammans med mottagningen."
    assert headings(made) == ["Vem ringer jag?", "Alla mina kontakter"]


def test_whose_contacts_are_kept_off_paper_is_not_told_that_there_are_none() -> None:
    for made in (
        contacts_document(record_of(contact(on_print=False))),
        care_plan_document(record_of(contact(on_print=False))),
    ):
        said = texts(made)
        assert "De kontakter som är inskrivna står inte på papper." in said
        assert not any(text.startswith("Inga kontakter är inskrivna") for text in said)


def test_a_contact_says_who_where_and_how_it_is_reached() -> None:
    eva = contact(
        role="läkare", unit="Ögon", organisation="Östra", phone="010-1", phone_hours="8–9", channel=Channel.E1177,
        important_in_emergency=True, responsible_for="Synen", body_area="Ögon", note="Ring inte på måndagar",
    )  # fmt: skip
    assert row(eva) == {
        "Vem": "Eva Ek\nläkare\nViktig i akut läge", "Var": "Ögon, Östra",
        "Så når jag kontakten": "010-1\n8–9\nSäkert: 1177", "Nästa gång": "",
    }  # fmt: skip
    assert row(eva, landscape=True) == {
        "Vem": "Eva Ek\nläkare\nViktig i akut läge", "Var": "Ögon, Östra", "Hjälper mig med": "Synen\nÖgon",
        "Telefon": "010-1\n8–9", "Skriv säkert": "1177", "Nästa gång": "", "Hur ofta": "",
    }  # fmt: skip


def test_the_note_on_a_contact_is_the_users_own() -> None:
    eva = contact(note="Ring inte på måndagar")
    for make in (contacts_document, contacts_document_landscape):
        assert "måndagar" not in " ".join(texts(make(record_of(eva))))


def test_who_coordinates_is_marked_and_stands_first_in_her_area() -> None:
    adam, karin = contact("Adam"), contact("Karin")
    held = ContactRole(
        patient_id=PATIENT_ID, contact_id=karin.id, assignment=Assignment.FIXED_CARE_CONTACT, start=TODAY, main=True
    )
    made = contacts_document(record_of(adam, karin, held))
    assert [found["Vem"] for found in rows(made)["Specialiserad vård"]] == [
        "Karin\nFast vårdkontakt, samordnar", "Adam",
    ]  # fmt: skip
    said = [words(block.text) for block in made.blocks if isinstance(block, Paragraph)]
    assert said == ["2 kontakter. Den som håller ihop min vård är märkt med ordet samordnar."]
    alone = contacts_document(record_of(adam))
    assert "En kontakt. Ingen är utsedd än att hålla ihop min vård." in texts(alone)


@pytest.mark.parametrize("status", ContactStatus)
@pytest.mark.parametrize("on_print", [True, False])
def test_former_contacts_and_those_kept_off_paper_are_not_there(status: ContactStatus, *, on_print: bool) -> None:
    made = contacts_document(record_of(contact(status=status, on_print=on_print)))
    current = status not in (ContactStatus.ENDED, ContactStatus.TRANSFERRED)
    assert ("Specialiserad vård" in rows(made)) is (current and on_print)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"next_contact": IN_A_WEEK}, "sön 29 nov"),
        ({"next_contact": IN_A_WEEK, "next_is_preliminary": True}, "sön 29 nov\npreliminärt"),
        ({"next_contact": LATE}, "skulle ha varit\nlör 21 nov"),
        ({"next_contact": LATE, "last_contact": LATE}, ""),
        ({"status": ContactStatus.PLANNED}, "planerad"),
        ({"interval_months": 3, "booked_by": BookedBy.PATIENT}, "var tredje månad, jag bokar"),
        ({"called_automatically": True}, "jag blir kallad"),
        ({"called_automatically": True, "booked_by": BookedBy.UNIT}, "mottagningen bokar"),
        ({"next_contact": IN_A_WEEK, "interval_months": 12}, "sön 29 nov\nvarje år"),
    ],
)
def test_when_the_next_time_is_and_how_often(fields: dict[str, Any], said: str) -> None:
    assert row(contact(**fields))["Nästa gång"] == said


def test_a_booked_time_says_its_hour_and_goes_before_a_later_planned_day() -> None:
    eva = contact(next_contact=IN_A_WEEK + timedelta(days=1))
    booked = visit(eva, starts=time(9, 5), minutes=30)
    assert row(eva, booked)["Nästa gång"] == "sön 29 nov klockan 09.05"
    assert row(eva, booked, landscape=True)["Nästa gång"] == "sön 29 nov klockan 09.05"
    sooner = replace(eva, next_contact=TODAY)
    assert row(sooner, booked)["Nästa gång"] == "sön 22 nov"
    passed = replace(eva, next_contact=LATE)
    assert row(passed, booked)["Nästa gång"] == "sön 29 nov klockan 09.05"


def test_of_several_booked_times_the_first_is_said() -> None:
    eva = contact()
    assert row(eva, visit(eva, TODAY + timedelta(days=30)), visit(eva))["Nästa gång"] == "sön 29 nov"


def test_a_time_that_is_called_off_or_kept_off_paper_does_not_come_back_by_the_contact() -> None:
    eva = contact(next_contact=IN_A_WEEK)
    assert row(eva, visit(eva, status=AppointmentStatus.CANCELLED))["Nästa gång"] == ""
    assert row(eva, visit(eva, on_print=False))["Nästa gång"] == ""


def test_a_wished_for_and_a_preliminary_time_say_so() -> None:
    eva = contact()
    assert row(eva, visit(eva, status=AppointmentStatus.PROPOSED, preliminary=True))["Nästa gång"] == (
        "sön 29 nov\nönskad tid"
    )
    assert row(eva, visit(eva, preliminary=True))["Nästa gång"] == "sön 29 nov\npreliminärt"


@pytest.mark.parametrize(
    ("months", "said"),
    [
        (None, ""), (1, "varje månad"), (2, "varannan månad"), (3, "var tredje månad"), (11, "var elfte månad"),
        (12, "varje år"), (18, "med 18 månaders mellanrum"), (24, "vartannat år"), (60, "vart femte år"),
        (72, "med 6 års mellanrum"), (240, "med 20 års mellanrum"),
    ],
)  # fmt: skip
def test_an_interval_is_said_as_people_say_it(months: int | None, said: str) -> None:
    assert interval(months) == said


def test_a_protected_patients_paper_neither_names_nor_reaches_who_tells_the_place() -> None:
    school = contact("Ekskolan", category=ContactCategory.SCHOOL_WORK, phone="0430-123 45", place="Ekby")
    other = contact("Dr Ek", phone="010-1", phone_hours="Fråga efter Ekskolan", responsible_for="Ringer 0430-123 45")
    for make in (contacts_document, contacts_document_landscape):
        made = make(record_of(HIDDEN_MAJA, school, other))
        left = " ".join(texts(made))
        assert "Ekskolan" not in left and "0430-1" not in left and "Ekby" not in left
        assert "010-1" in left
        assert made.blocks[0] == Missing("Skyddat", "Uppgifter om bostad och vistelse är skyddade och står inte här.")


@pytest.mark.parametrize("who", ["120-kontakter", "skyddad", "skyddad-foralder", "barn"])
def test_every_contact_stands_there_exactly_once(practice: dict[str, Record], who: str) -> None:
    expected = sorted(one.heading for one in contacts_to_print(practice[who]))
    for make in (contacts_document, contacts_document_landscape):
        found = rows(make(practice[who]))
        del found["Vem ringer jag?"]
        assert sorted(each["Vem"].split("\n")[0] for listed in found.values() for each in listed) == expected


def test_the_full_record_has_no_empty_lines_and_says_the_day(practice: dict[str, Record]) -> None:
    made = contacts_document(practice["120-kontakter"])
    cells = [cell for listed in rows(made).values() for each in listed for cell in each.values()]
    assert not [cell for cell in cells if cell != cell.strip() or "\n\n" in cell]
    (note,) = (block.text for block in made.blocks if isinstance(block, Note))
    assert note.startswith("Listan visar det som var inskrivet söndag 22 november 2026.")

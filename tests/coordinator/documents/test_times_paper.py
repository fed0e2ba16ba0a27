"""*Mina tider*: what is booked with day, hour and week, what is planned without a time, and what is waited for."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from coordinator.appointment import Appointment, AppointmentForm, AppointmentStatus
from coordinator.blocks import Bullets, Heading, Note, Paragraph, Table, words
from coordinator.contact import Assignment, BookedBy, Contact, ContactCategory, ContactRole
from coordinator.document import Document, texts
from coordinator.documents.times_paper import clock, times_document
from coordinator.entity import Entity
from coordinator.person import ProtectedIdentity
from coordinator.record import Record
from coordinator.referral import Referral
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, record_of

HIDDEN_MAJA = replace(MAJA, protected_identity=ProtectedIdentity.MARKED)
IN_A_WEEK = TODAY + timedelta(days=7)
LATE = TODAY - timedelta(days=1)
CALM = [
    "Just nu är ingen tid bokad.",
    "Kan jag inte komma ringer jag den jag skulle träffa, så snart jag vet det.",
    "Har jag frågor om tiderna ringer jag mottagningen.",
]


def contact(name: str = "Eva Ek", **fields: Any) -> Contact:
    return Contact(patient_id=PATIENT_ID, name=name, **fields)


def visit(day: date = IN_A_WEEK, **fields: Any) -> Appointment:
    return Appointment(patient_id=PATIENT_ID, day=day, **({"what": "Prov"} | fields))


def rows(made: Document) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    heading = ""
    for block in made.blocks:
        if isinstance(block, Heading):
            heading = block.text
        elif isinstance(block, Table):
            found[heading] = [tuple(map(words, row)) for row in block.rows]
    return found


def booked(*entries: Entity) -> list[tuple[str, ...]]:
    return rows(times_document(record_of(*entries)))["Bokade tider"]


def planned(*entries: Entity) -> list[tuple[str, ...]]:
    return rows(times_document(record_of(*entries))).get("Planerat, men ingen tid är bokad än", [])


def awaited(*entries: Entity) -> list[str]:
    made = times_document(record_of(*entries))
    return [words(item) for block in made.blocks if isinstance(block, Bullets) for item in block.items]


def test_a_record_without_times_says_so_calmly() -> None:
    made = times_document(record_of())
    assert (made.kind, made.title) == ("times", "Mina tider")
    assert [block.text for block in made.blocks if isinstance(block, Heading)] == [
        "Bokade tider",
        "Om något inte passar",
    ]
    assert [text for text in texts(made) if text in CALM] == CALM


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"starts": time(9, 5)}, "söndag 29 november\nklockan 09.05\nvecka 48"),
        ({"starts": time(9, 5), "minutes": 60}, "söndag 29 november\nklockan 09.05–10.05\nvecka 48"),
        ({}, "söndag 29 november\nklockslag inte bestämt\nvecka 48"),
        ({"preliminary": True}, "söndag 29 november\nklockslag inte bestämt\nvecka 48\npreliminär tid"),
        (
            {"preliminary": True, "status": AppointmentStatus.PROPOSED},
            "söndag 29 november\nklockslag inte bestämt\nvecka 48\nönskad tid",
        ),
        ({"day": date(2027, 1, 1), "starts": time(8)}, "fredag 1 januari\nklockan 08.00\n2027, vecka 53"),
    ],
)
def test_the_day_has_its_weekday_its_hour_and_its_week(fields: dict[str, Any], said: str) -> None:
    assert booked(visit(**fields))[0][0] == said


def test_a_time_says_with_whom_where_and_how_to_prepare() -> None:
    eva = contact(role="läkare", phone="010-1")
    full = visit(
        contact_id=eva.id, companion=" Olle ", interpreter_booked=False, preparation=" Fasta ", movable=True,
        place=" Östra ", where="Plan 3", travel="Sjukresa", form=AppointmentForm.HOME_VISIT,
    )  # fmt: skip
    assert booked(eva, full)[0][1:] == (
        "Prov\nHembesök\nEva Ek, läkare\nFöljer med: Olle\nTolk är inte bokad.\nFörbered: Fasta\nTiden kan flyttas."
        "\nTelefon: 010-1",
        "Östra\nPlan 3\nSjukresa",
    )
    bare = visit(what="", form=AppointmentForm.PHONE, interpreter_booked=True)
    assert booked(bare)[0][1:] == ("Telefonsamtal\nTolk är bokad.", "")
    assert booked(replace(eva, phone=""), visit(contact_id=eva.id))[0][1] == "Prov\nEva Ek, läkare"


def test_that_times_may_share_a_day_is_said_only_where_the_record_says_so() -> None:
    def explained(*entries: Entity) -> bool:
        made = times_document(record_of(*entries))
        return any(isinstance(block, Note) and "samma dag" in block.text for block in made.blocks)

    assert explained(visit(movable=True))
    assert not explained(visit(), visit(LATE, movable=True))


def test_a_planned_visit_without_a_time_says_who_books() -> None:
    eva = contact(role="läkare", unit="Ögon", phone="010-1", next_contact=IN_A_WEEK, booked_by=BookedBy.PATIENT)
    assert planned(eva) == [("söndag 29 november\nvecka 48", "Eva Ek, läkare\nÖgon", "Jag bokar\n010-1")]
    called = replace(eva, booked_by=None, called_automatically=True, next_is_preliminary=True, unit="")
    assert planned(called) == [
        ("söndag 29 november\nvecka 48\npreliminärt", "Eva Ek, läkare", "Jag blir kallad\n010-1")
    ]
    late = replace(eva, next_contact=LATE, booked_by=None)
    assert planned(late)[0] == ("skulle ha varit\nlördag 21 november\nvecka 47", "Eva Ek, läkare\nÖgon", "010-1")


def test_a_planned_visit_that_is_booked_or_called_off_stands_once_or_not_at_all() -> None:
    eva = contact(next_contact=IN_A_WEEK)
    assert planned(eva, visit(contact_id=eva.id)) == []
    cancelled = visit(contact_id=eva.id, status=AppointmentStatus.CANCELLED)
    assert planned(eva, cancelled) == booked(eva, cancelled) == []


def test_planned_visits_come_by_day() -> None:
    first, last = contact("B", next_contact=TODAY), contact("A", next_contact=IN_A_WEEK)
    assert [row[1] for row in planned(last, first)] == ["B", "A"]


def test_an_answer_waited_for_says_when_it_is_expected() -> None:
    def sent(**fields: Any) -> Referral:
        return Referral(patient_id=PATIENT_ID, to="Ögonkliniken", **fields)

    assert awaited(sent(question="Ser hon?", expected_answer=IN_A_WEEK)) == [
        "Remiss till Ögonkliniken. Ser hon? Svaret väntas söndag 29 november."
    ]
    assert awaited(sent(expected_answer=LATE)) == [
        "Remiss till Ögonkliniken. Svaret skulle ha kommit lördag 21 november."
    ]
    assert awaited(sent()) == ["Remiss till Ögonkliniken. Ingen dag är bestämd för svaret."]


def test_whom_to_ask_is_the_one_who_coordinates() -> None:
    eva = contact(switchboard="010-9")
    held = ContactRole(
        patient_id=PATIENT_ID, contact_id=eva.id, assignment=Assignment.FIXED_CARE_CONTACT, start=TODAY, main=True
    )
    made = times_document(record_of(eva, held))
    said = [words(block.text) for block in made.blocks if isinstance(block, Paragraph)]
    assert said[-1] == "Frågor om tiderna: Eva Ek, fast vårdkontakt, 010-9 (växel)"


def test_where_a_protected_patient_is_met_is_not_said() -> None:
    school = contact("Skolan", category=ContactCategory.SCHOOL_WORK, phone="0430-1", next_contact=IN_A_WEEK)
    other = visit(place="Ekby", where="Gatan 3", travel="Buss 5")
    made = times_document(record_of(HIDDEN_MAJA, school, visit(contact_id=school.id), other))
    left = " ".join(texts(made))
    assert not [word for word in ("Skolan", "0430-1", "Ekby", "Gatan 3", "Buss 5") if word in left]
    assert booked(HIDDEN_MAJA, other)[0][2] == ""


@pytest.mark.parametrize("who", ["120-kontakter", "skyddad", "skyddad-foralder", "barn"])
def test_practice_people_have_no_empty_lines_and_no_short_hours(practice: dict[str, Record], who: str) -> None:
    made = times_document(practice[who])
    cells = [cell for listed in rows(made).values() for row in listed for cell in row]
    assert cells and not [cell for cell in cells if cell != cell.strip() or "\n\n" in cell or "kl." in cell]


def test_hours_in_words() -> None:
    assert (clock(visit()), clock(visit(starts=time(23, 30), minutes=60))) == ("", "klockan 23.30–00.30")

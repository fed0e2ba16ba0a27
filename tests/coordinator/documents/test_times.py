"""*Mina tider*, answers waited for and devices: what stands there, in which order, and what never does."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from coordinator.appointment import Appointment, AppointmentForm, AppointmentStatus
from coordinator.blocks import Heading, Table, words
from coordinator.careplan import CarePlan, PlanStatus
from coordinator.contact import Contact, ContactCategory
from coordinator.device import AssistiveDevice
from coordinator.documents.care_plan import care_plan_document
from coordinator.documents.coming import coming
from coordinator.documents.times import (
    appointments_to_print,
    at_clock,
    devices_to_print,
    my_devices,
    my_times,
    referrals_to_print,
    what_for,
)
from coordinator.entity import Entity
from coordinator.person import ProtectedIdentity
from coordinator.protection import HIDDEN
from coordinator.record import Record
from coordinator.referral import Referral, ReferralStatus
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, later, record_of

HIDDEN_MAJA = replace(MAJA, protected_identity=ProtectedIdentity.MARKED)
IN_A_WEEK = TODAY + timedelta(days=7)
LATE = TODAY - timedelta(days=1)


def visit(day: date = IN_A_WEEK, **fields: Any) -> Appointment:
    return Appointment(patient_id=PATIENT_ID, day=day, **({"what": "Prov"} | fields))


def referral(to: str = "Ögonkliniken", **fields: Any) -> Referral:
    return Referral(patient_id=PATIENT_ID, to=to, **fields)


def device(name: str = "Rullstol", **fields: Any) -> AssistiveDevice:
    return AssistiveDevice(patient_id=PATIENT_ID, name=name, **fields)


def contact(name: str, **fields: Any) -> Contact:
    return Contact(patient_id=PATIENT_ID, name=name, **fields)


def tables(blocks: Any) -> dict[str, list[tuple[str, ...]]]:
    """The rows of each table as text, by the heading over it."""
    found: dict[str, list[tuple[str, ...]]] = {}
    heading = ""
    for block in blocks:
        if isinstance(block, Heading):
            heading = block.text
        elif isinstance(block, Table):
            found[heading] = [tuple(words(cell) for cell in row) for row in block.rows]
    return found


def times(*entries: Entity) -> list[tuple[str, ...]]:
    return tables(my_times(record_of(*entries))).get("Mina tider", [])


def answers(*entries: Entity) -> list[tuple[str, ...]]:
    return tables(my_times(record_of(*entries))).get("Svar jag väntar på", [])


def devices(*entries: Entity) -> list[tuple[str, ...]]:
    return tables(my_devices(record_of(*entries))).get("Mina hjälpmedel", [])


def next_things(record: Record) -> list[tuple[str, ...]]:
    return tables(care_plan_document(record).blocks)["Det här händer härnäst"]


def test_there_is_no_heading_without_anything_under_it() -> None:
    assert list(my_times(record_of())) == list(my_devices(record_of())) == []
    gone = [visit(LATE), referral(status=ReferralStatus.ANSWERED), device(returned_on=TODAY)]
    assert list(my_times(record_of(*gone))) == list(my_devices(record_of(*gone))) == []
    assert set(tables(my_times(record_of(visit())))) == {"Mina tider"}
    assert set(tables(my_times(record_of(referral())))) == {"Svar jag väntar på"}


def test_times_come_by_day_and_hour_and_one_without_hour_before_the_others_of_its_day() -> None:
    listed = [
        visit(IN_A_WEEK, what="d", starts=time(13, 30)), visit(TODAY, what="a", starts=time(23, 59)),
        visit(IN_A_WEEK, what="c", starts=time(0, 1)), visit(TODAY + timedelta(days=400), what="e"),
        visit(IN_A_WEEK, what="b"),
    ]  # fmt: skip
    assert [row[1] for row in times(*listed)] == ["a", "b", "c", "d", "e"]


def test_today_is_shown_and_yesterday_is_not() -> None:
    record = record_of(visit(IN_A_WEEK, starts=time(8, 0)))
    assert appointments_to_print(later(record, IN_A_WEEK)) != []
    assert appointments_to_print(later(record, IN_A_WEEK + timedelta(days=1))) == []
    assert coming(later(record, IN_A_WEEK + timedelta(days=1))) == []


@pytest.mark.parametrize("status", AppointmentStatus)
@pytest.mark.parametrize("on_print", [True, False])
def test_only_times_to_come_that_the_patient_wants_on_paper(status: AppointmentStatus, *, on_print: bool) -> None:
    found = appointments_to_print(record_of(visit(status=status, on_print=on_print)))
    coming_up = status in (AppointmentStatus.BOOKED, AppointmentStatus.PROPOSED)
    assert bool(found) is (coming_up and on_print)


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ({}, "sön 29 nov"),
        ({"starts": time(9, 5)}, "sön 29 nov\nkl. 09.05"),
        ({"preliminary": True}, "sön 29 nov\npreliminär"),
        ({"status": AppointmentStatus.PROPOSED}, "sön 29 nov\nönskad tid"),
        ({"status": AppointmentStatus.PROPOSED, "preliminary": True}, "sön 29 nov\nönskad tid"),
        ({"starts": time(0, 0), "preliminary": True}, "sön 29 nov\nkl. 00.00\npreliminär"),
    ],
)
def test_the_day_says_its_hour_and_whether_it_is_sure(fields: dict[str, Any], day: str) -> None:
    assert times(visit(**fields))[0][0] == day


def test_a_day_far_away_has_its_year() -> None:
    assert times(visit(date(2028, 2, 29)))[0][0] == "29 feb 2028"


@pytest.mark.parametrize(
    ("booked", "said"), [(True, "Prov\nTolk är bokad."), (False, "Prov\nTolk är inte bokad."), (None, "Prov")]
)
def test_the_interpreter_is_booked_or_not_or_not_asked(booked: bool | None, said: str) -> None:
    assert times(visit(interpreter_booked=booked))[0][1] == said


def test_a_time_says_all_there_is_and_leaves_no_empty_lines() -> None:
    eyes = contact("Eva Ek", role="ögonläkare")
    full = visit(
        what=" Synprov ", contact_id=eyes.id, companion=" Olle ", interpreter_booked=True, preparation=" Inga linser ",
        place=" Östra ", where="Hiss B\nplan 3", travel="Sjukresa bokad",
    )  # fmt: skip
    assert times(eyes, full)[0][1:] == (
        "Synprov\nEva Ek, ögonläkare\nFöljer med: Olle\nTolk är bokad.\nFörbered: Inga linser",
        "Östra\nHiss B\nplan 3\nSjukresa bokad",
    )
    blank = visit(what="", with_whom=" ", companion=" ", preparation=" ", place=" ", form=AppointmentForm.VIDEO)
    assert times(blank)[0][1:] == ("Videosamtal", "")


def test_who_it_is_with_is_what_is_written_before_the_contacts_name() -> None:
    eyes = contact("Eva Ek")
    assert times(eyes, visit(contact_id=eyes.id, with_whom="Dr Berg"))[0][1] == "Prov\nDr Berg"
    assert what_for(visit(what=" ", form=AppointmentForm.GROUP)) == "Möte med flera"
    assert (at_clock(visit(starts=time(13, 5))), at_clock(visit())) == ("kl. 13.05", "")


def test_a_time_at_a_contact_that_tells_the_place_is_not_shown_for_a_protected_patient() -> None:
    school = contact("Skolan", category=ContactCategory.SCHOOL_WORK)
    held = visit(contact_id=school.id)
    sent = referral("", contact_id=school.id)
    assert times(school, held) != [] and answers(school, sent) != []
    assert times(school, held, HIDDEN_MAJA) == answers(school, sent, HIDDEN_MAJA) == []
    other = visit(place="Lund", where="Gatan 3", travel="Buss 5")
    assert times(other, HIDDEN_MAJA)[0][1:] == ("Prov", "")


def test_answers_come_by_the_day_they_are_expected_and_those_without_a_day_last() -> None:
    listed = [
        referral("C"), referral("B", expected_answer=IN_A_WEEK, sent_on=date(2026, 11, 1)),
        referral("A", expected_answer=LATE, status=ReferralStatus.IN_PROGRESS),
    ]  # fmt: skip
    assert answers(*listed) == [
        ("", "A", "skulle ha kommit 2026-11-21\nUnder utredning"),
        ("2026-11-01", "B", "2026-11-29\nSkickad"),
        ("", "C", "Inget datum än\nSkickad"),
    ]


def test_an_answer_expected_today_is_not_late() -> None:
    assert answers(referral(expected_answer=TODAY))[0][2] == "2026-11-22\nSkickad"


@pytest.mark.parametrize("status", ReferralStatus)
@pytest.mark.parametrize("on_print", [True, False])
def test_only_answers_somebody_waits_for_and_the_patient_wants_on_paper(
    status: ReferralStatus, *, on_print: bool
) -> None:
    waiting = status in (ReferralStatus.SENT, ReferralStatus.RECEIVED, ReferralStatus.IN_PROGRESS)
    assert bool(referrals_to_print(record_of(referral(status=status, on_print=on_print)))) is (waiting and on_print)


def test_a_referral_says_to_whom_and_what_was_asked() -> None:
    eyes = contact("Ögonkliniken", role="ögonklinik")
    assert answers(eyes, referral(" ", contact_id=eyes.id, question=" Ser hon? "))[0][1] == (
        "Ögonkliniken, ögonklinik\nSer hon?"
    )


def test_devices_in_use_with_whom_to_ring_and_when_they_are_serviced() -> None:
    centre = contact("Hjälpmedelscentralen", phone="010-1 23", phone_hours="8–16")
    assert devices(
        centre,
        device(" Rullstol ", model="X3", inventory_number=" 77 ", contact_id=centre.id, next_service=IN_A_WEEK,
               spare="Låna på avdelningen"),
        device("Säng", responsible="Kommunen", phone_when_broken="020-1", next_service=LATE),
        device("Lyft", returned_on=LATE), device("Käpp", on_print=False), device("Glasögon", next_service=TODAY),
    ) == [
        ("Rullstol\nX3\n77", "Hjälpmedelscentralen\n010-1 23\nLåna på avdelningen", "2026-11-29"),
        ("Säng", "Kommunen\n020-1", "skulle ha gjorts 2026-11-21"),
        ("Glasögon", "", "2026-11-22"),
    ]  # fmt: skip
    assert [one.name for one in devices_to_print(record_of(device("A"), device("B", returned_on=TODAY)))] == ["A"]


def test_the_devices_own_number_goes_before_the_contacts() -> None:
    centre = contact("Centralen", phone="010-1", switchboard="010-0")
    assert devices(centre, device(contact_id=centre.id, phone_when_broken="020-9"))[0][1] == "Centralen\n020-9"
    by_switchboard = replace(centre, phone="")
    assert devices(by_switchboard, device(contact_id=centre.id))[0][1] == "Centralen\n010-0 (växel)"


def test_a_device_of_a_contact_that_tells_the_place_names_neither_it_nor_its_number() -> None:
    home_care = contact("Hemsjukvården", category=ContactCategory.KOMMUN, phone="0430-123 45")
    (row,) = devices(home_care, device(contact_id=home_care.id, responsible="Kommunens Kim"), HIDDEN_MAJA)
    assert row == ("Rullstol", HIDDEN, "")


# Det här händer härnäst


def test_a_booked_time_and_the_contacts_planned_day_are_one_thing() -> None:
    eyes = contact("Eva Ek", role="ögonläkare", next_contact=IN_A_WEEK)
    booked = visit(contact_id=eyes.id, starts=time(9, 0), place="Östra")
    assert next_things(record_of(eyes, booked)) == [("sön 29 nov kl. 09.00", "Prov", "Eva Ek, ögonläkare, Östra")]
    assert next_things(record_of(eyes)) == [("sön 29 nov", "Kontakt med ögonläkare", "Eva Ek")]


def test_another_day_or_another_contact_is_another_thing() -> None:
    eyes = contact("Eva Ek", next_contact=IN_A_WEEK)
    ears = contact("Örjan Öra", next_contact=IN_A_WEEK)
    moved = visit(IN_A_WEEK + timedelta(days=1), contact_id=eyes.id)
    found = next_things(record_of(eyes, ears, moved))
    assert [row[2] for row in found] == ["Eva Ek", "Örjan Öra", "Eva Ek"]
    assert len(next_things(record_of(eyes, visit()))) == 2  # a time without a contact is somebody else's


def test_a_time_that_was_called_off_is_not_said_to_come_by_its_contact() -> None:
    """Both know of the same day, and the time says that nothing happens then."""
    eyes = contact("Eva Ek", next_contact=IN_A_WEEK)
    cancelled = visit(contact_id=eyes.id, status=AppointmentStatus.CANCELLED)
    assert next_things(record_of(eyes, cancelled)) == []


def test_a_time_the_patient_wants_off_the_paper_does_not_come_back_by_its_contact() -> None:
    eyes = contact("Eva Ek", next_contact=IN_A_WEEK)
    assert next_things(record_of(eyes, visit(contact_id=eyes.id, on_print=False))) == []


@pytest.mark.parametrize(
    ("fields", "unsure"),
    [({}, False), ({"preliminary": True}, True), ({"status": AppointmentStatus.PROPOSED}, True)],
)
def test_what_is_not_sure_is_said_to_be_preliminary(fields: dict[str, Any], *, unsure: bool) -> None:
    ((day, _, _),) = next_things(record_of(visit(**fields)))
    assert ("preliminärt" in day) is unsure


def test_a_late_answer_and_a_late_service_wait_and_what_is_to_come_follows() -> None:
    entries = [
        referral("Ögonkliniken", expected_answer=LATE), device(next_service=LATE - timedelta(days=1)),
        device("Lyft", next_service=LATE, returned_on=TODAY), visit(), referral("B", expected_answer=TODAY),
        referral("Utan datum"), referral("Besvarad", expected_answer=LATE, status=ReferralStatus.ANSWERED),
    ]  # fmt: skip
    assert [row[1] for row in next_things(record_of(*entries))] == [
        "Väntar: Svar på remiss till Ögonkliniken", "Svar på remiss till B", "Prov",
    ]  # fmt: skip
    assert [one.what for one in coming(record_of(*entries))] == [
        "Service: Rullstol", "Svar på remiss till Ögonkliniken", "Svar på remiss till B", "Prov",
    ]  # fmt: skip


def test_times_stand_in_the_plan_after_the_goals() -> None:
    written = CarePlan(patient_id=PATIENT_ID, status=PlanStatus.CURRENT, established_on=TODAY)
    made = care_plan_document(record_of(written, visit(), referral(), device()))
    headings = [block.text for block in made.blocks if isinstance(block, Heading)]
    assert (
        headings.index("Mina tider")
        < headings.index("Svar jag väntar på")
        < headings.index("Läkemedel")
        < headings.index("Mina hjälpmedel")
    )


def test_what_comes_on_one_day_stands_by_the_hour_and_what_has_none_last() -> None:
    record = record_of(
        MAJA,
        visit(what="Ankare"),
        visit(what="Blodprov", starts=time(11, 0)),
        visit(what="Zonterapi", starts=time(9, 30)),
    )
    assert [one.what for one in coming(record)] == ["Zonterapi", "Blodprov", "Ankare"]

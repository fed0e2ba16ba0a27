"""*Samla besök på samma dag*: which meetings could share a day, which never may, and where the edges are."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.appointment import Appointment, AppointmentForm, AppointmentStatus
from coordinator.contact import Contact, ContactStatus
from coordinator.entity import Entity
from coordinator.record import Record
from coordinator.settings import SHARED_DAY_WEEKS, Settings
from coordinator.shared_days import SharedDay, shared_days
from tests.coordinator.conftest import PATIENT_ID, TODAY, later, record_of

JAN = date(2027, 1, 20)


def days(count: int) -> timedelta:
    return timedelta(days=count)


def visit(day: date, what: str = "Besök", place: str = "Östra", **fields: Any) -> Appointment:
    return Appointment(patient_id=PATIENT_ID, day=day, what=what, place=place, **fields)


def contact(name: str, next_contact: date | None = None, place: str = "Östra", **fields: Any) -> Contact:
    return Contact(patient_id=PATIENT_ID, name=name, next_contact=next_contact, place=place, **fields)


def wish(day: date, what: str = "Önskan", **fields: Any) -> Appointment:
    return visit(day, what, status=AppointmentStatus.PROPOSED, **fields)


def within(weeks: int, *entries: Entity) -> Record:
    return record_of(*entries, settings=Settings({SHARED_DAY_WEEKS.key: weeks}))


def told(record: Record) -> list[tuple[str, date | None, list[str], list[str]]]:
    return [
        (one.place, one.day, [meeting.what for meeting in one.booked], [meeting.what for meeting in one.could_join])
        for one in shared_days(record)
    ]


def test_an_empty_record_has_none() -> None:
    assert shared_days(record_of()) == []
    assert shared_days(record_of(visit(JAN))) == []
    assert shared_days(record_of(wish(JAN))) == []


def test_what_may_be_moved_joins_the_day_that_is_booked() -> None:
    anchor, moved = visit(JAN, "Ögon"), contact("Dietist", JAN + days(9), next_is_preliminary=True)
    (found,) = shared_days(record_of(moved, anchor))
    assert (found.place, found.day, found.first) == ("Östra", JAN, JAN)
    (booked,), (joining,) = found.booked, found.could_join
    assert (booked.day, booked.what, booked.fixed, booked.appointment_id) == (JAN, "Ögon", True, anchor.id)
    assert (joining.day, joining.what, joining.fixed) == (JAN + days(9), "Dietist", False)
    assert (joining.contact_id, joining.appointment_id) == (moved.id, None)


@pytest.mark.parametrize(
    ("fields", "may_move"),
    [
        ({}, False),
        ({"movable": True}, True),
        ({"preliminary": True}, True),
        ({"status": AppointmentStatus.PROPOSED}, True),
        ({"preliminary": True, "movable": True}, True),
    ],
)
def test_a_booked_time_stays_unless_it_is_movable_preliminary_or_wished_for(
    fields: dict[str, Any], may_move: bool
) -> None:
    record = record_of(visit(JAN, "Fast"), visit(JAN + days(2), "Två", **fields))
    assert told(record) == ([("Östra", JAN, ["Fast"], ["Två"])] if may_move else [])


@pytest.mark.parametrize("status", AppointmentStatus)
def test_only_what_is_to_come_counts(status: AppointmentStatus) -> None:
    record = record_of(visit(JAN, "Fast"), visit(JAN + days(1), "Två", movable=True, status=status))
    coming = status in (AppointmentStatus.BOOKED, AppointmentStatus.PROPOSED)
    assert [day[3] for day in told(record)] == ([["Två"]] if coming else [])


def test_a_planned_day_is_fixed_and_a_preliminary_or_reckoned_one_is_not() -> None:
    planned = contact("Planerad", JAN)
    reckoned = contact("Räknad", last_contact=date(2026, 7, 22), interval_months=6)
    unsure = contact("Preliminär", JAN - days(3), next_is_preliminary=True)
    assert told(record_of(planned, reckoned, unsure)) == [("Östra", JAN, ["Planerad"], ["Preliminär", "Räknad"])]


def test_the_planned_day_goes_before_the_interval() -> None:
    one = contact("En", JAN, last_contact=date(2026, 9, 1), interval_months=3)
    assert told(record_of(one, wish(JAN)))[0][1:3] == (JAN, ["En"])


@pytest.mark.parametrize(
    "fields", [{"last_contact": date(2026, 7, 22)}, {"interval_months": 6}, {}], ids=["senast", "mellanrum", "inget"]
)
def test_a_contact_without_any_known_day_is_left_out(fields: dict[str, Any]) -> None:
    assert told(record_of(visit(JAN), contact("Vet inte", **fields))) == []


@pytest.mark.parametrize("weeks", [1, 4, 26])
@pytest.mark.parametrize("before", [True, False])
def test_the_window_is_whole_weeks_and_its_last_day_counts(weeks: int, *, before: bool) -> None:
    anchor = date(2027, 7, 1)
    for over in (0, 1):
        moved = anchor + days(weeks * 7 + over) * (-1 if before else 1)
        found = told(within(weeks, visit(anchor, "Fast"), wish(moved, "Två")))
        assert found == ([] if over else [("Östra", anchor, ["Fast"], ["Två"])])


def test_four_weeks_unless_the_setting_says_otherwise() -> None:
    near, far = wish(JAN + days(28)), wish(JAN + days(29))
    assert told(record_of(visit(JAN), near)) != []
    assert told(record_of(visit(JAN), far)) == []
    assert told(within(5, visit(JAN), far)) != []


def test_each_joins_its_nearest_booked_day_and_the_earlier_when_they_are_as_near() -> None:
    first, second = JAN, JAN + days(20)
    found = told(
        record_of(
            visit(second, "Sen"), visit(first, "Tidig"), wish(first + days(11), "nära sen"),
            wish(first + days(9), "nära tidig"), wish(first + days(10), "mitt emellan"),
        )
    )  # fmt: skip
    assert found == [
        ("Östra", first, ["Tidig"], ["nära tidig", "mitt emellan"]),
        ("Östra", second, ["Sen"], ["nära sen"]),
    ]


def test_everything_booked_on_the_day_is_shown_and_a_day_nobody_joins_is_not() -> None:
    record = record_of(visit(JAN, "Ögon"), visit(JAN, "Öron"), visit(JAN + days(3), "Hjärta"))
    assert told(record) == []
    with_wish = record_of(visit(JAN, "Ögon"), visit(JAN, "Öron"), wish(JAN - days(1)), visit(JAN + days(60), "Hjärta"))
    assert told(with_wish) == [("Östra", JAN, ["Ögon", "Öron"], ["Önskan"])]


def test_without_a_booked_day_near_them_they_are_gathered_from_the_first() -> None:
    wishes = [wish(JAN + days(after), str(after)) for after in (0, 28, 29, 57, 58)]
    assert told(record_of(*wishes)) == [
        ("Östra", None, [], ["0", "28"]),
        ("Östra", None, [], ["29", "57"]),
    ]
    (first, _) = shared_days(record_of(*wishes))
    assert first.first == JAN


def test_somebody_alone_is_not_a_shared_day() -> None:
    assert told(record_of(wish(JAN), wish(JAN + days(40)))) == []
    assert told(record_of(wish(JAN), wish(JAN + days(40)), wish(JAN + days(50)))) == [
        ("Östra", None, [], ["Önskan", "Önskan"])
    ]


def test_what_is_too_far_from_the_booked_day_may_still_be_gathered() -> None:
    record = within(1, visit(JAN, "Fast"), wish(JAN + days(20), "a"), wish(JAN + days(22), "b"))
    assert told(record) == [("Östra", None, [], ["a", "b"])]


@pytest.mark.parametrize("form", AppointmentForm)
def test_a_home_visit_a_call_and_a_video_are_at_no_place(form: AppointmentForm) -> None:
    there = form in (AppointmentForm.VISIT, AppointmentForm.GROUP)
    assert (told(record_of(visit(JAN), wish(JAN, form=form))) != []) is there
    assert (told(record_of(visit(JAN, form=form), wish(JAN))) != []) is there


def test_the_appointments_place_goes_before_the_contacts_and_that_before_its_organisation() -> None:
    hospital = contact("Ögon", place="Östra", organisation="Sahlgrenska")
    unplaced = contact("Öron", place="  ", organisation="Sahlgrenska")
    anchors = [visit(JAN, "Ö", "Östra"), visit(JAN, "S", "Sahlgrenska"), visit(JAN, "M", "Mölndal")]
    cases = [
        (wish(JAN, place="Mölndal", contact_id=hospital.id), "Mölndal"),
        (wish(JAN, place=" ", contact_id=hospital.id), "Östra"),
        (wish(JAN, place="", contact_id=unplaced.id), "Sahlgrenska"),
    ]
    for one, place in cases:
        assert [day[0] for day in told(record_of(hospital, unplaced, *anchors, one))] == [place]
    planned = replace(unplaced, next_contact=JAN, next_is_preliminary=True)
    assert [day[0] for day in told(record_of(planned, *anchors))] == ["Sahlgrenska"]


def test_without_a_place_nothing_can_be_said() -> None:
    nowhere = contact("Ingenstans", JAN, place="", organisation=" ")
    assert told(record_of(visit(JAN, place=""), wish(JAN, place=" "), nowhere)) == []


@pytest.mark.parametrize("same", ["östra", "  Östra\t", "ÖSTRA"])
def test_case_and_blanks_make_no_other_place(same: str) -> None:
    assert told(record_of(visit(JAN, "Fast"), wish(JAN + days(1), place=same))) != []
    assert told(record_of(visit(JAN, place="Östra  sjukhuset"), wish(JAN, place="östra sjukhuset "))) != []


@pytest.mark.parametrize("other", ["Östra sjukhuset", "Ostra", "Östr a"])
def test_another_name_is_another_place(other: str) -> None:
    assert told(record_of(visit(JAN), wish(JAN, place=other))) == []


@pytest.mark.parametrize("status", ContactStatus)
def test_a_contact_that_has_ended_has_no_planned_day(status: ContactStatus) -> None:
    one = contact("En", JAN, next_is_preliminary=True, status=status)
    over = status in (ContactStatus.ENDED, ContactStatus.TRANSFERRED)
    assert (told(record_of(visit(JAN), one)) == []) is over


def test_a_time_with_a_contact_that_has_ended_still_has_its_place_and_somebody_to_name() -> None:
    ended = contact("Ögon", status=ContactStatus.ENDED)
    one = visit(JAN, "", place="Östra", contact_id=ended.id)
    ((_, _, booked, _),) = told(record_of(ended, one, wish(JAN)))
    assert booked == ["Ögon"]


def test_a_meeting_stands_once_though_both_the_contact_and_a_time_know_of_it() -> None:
    eyes = contact("Ögon", JAN)
    booked = visit(JAN, "", contact_id=eyes.id)
    assert told(record_of(eyes, booked, wish(JAN))) == [("Östra", JAN, ["Ögon"], ["Önskan"])]


def test_a_time_in_the_past_or_called_off_does_not_hide_the_contacts_next_day() -> None:
    eyes = contact("Ögon", JAN)
    for gone in (
        visit(TODAY - days(1), contact_id=eyes.id),
        visit(JAN - days(3), contact_id=eyes.id, status=AppointmentStatus.CANCELLED),
        visit(TODAY, contact_id=eyes.id, status=AppointmentStatus.FULFILLED),
    ):
        assert told(record_of(eyes, gone, wish(JAN))) == [("Östra", JAN, ["Ögon"], ["Önskan"])]


def test_a_call_before_the_visit_does_not_hide_the_visit() -> None:
    """The contact rings in December and wants to see her in January: that visit can be gathered."""
    eyes = contact("Ögon", JAN, next_is_preliminary=True)
    call = visit(JAN - days(40), "Samtal", place="", contact_id=eyes.id, form=AppointmentForm.PHONE)
    assert told(record_of(eyes, call, visit(JAN, "Fast"))) == [("Östra", JAN, ["Fast"], ["Ögon"])]


def test_today_counts_and_yesterday_does_not() -> None:
    anchor, joining = visit(JAN, "Fast"), wish(JAN)
    planned = contact("Planerad", JAN, next_is_preliminary=True)
    record = record_of(anchor, joining, planned)
    assert told(later(record, JAN))[0][3] == ["Önskan", "Planerad"]
    assert told(later(record, JAN + days(1))) == []


def test_what_the_meeting_is_called() -> None:
    eyes = contact("Ögonkliniken")
    named = [
        wish(JAN, "  Synprov ", contact_id=eyes.id), wish(JAN, "", contact_id=eyes.id),
        wish(JAN, " ", with_whom=" Dr Ek "),
    ]  # fmt: skip
    assert told(record_of(eyes, *named)) == [("Östra", None, [], ["Synprov", "Ögonkliniken", "Dr Ek"])]


def test_the_earliest_comes_first_whether_booked_or_not_then_by_place() -> None:
    record = record_of(
        visit(JAN, "b", "B"), wish(JAN - days(5), "b2", place="B"), wish(JAN - days(7), "c", place="C"),
        wish(JAN - days(6), "c2", place="C"), visit(JAN, "a", "A"), wish(JAN - days(5), "a2", place="A"),
    )  # fmt: skip
    assert [day[0] for day in told(record)] == ["C", "A", "B"]


def test_an_interval_ends_on_the_last_day_of_a_short_month() -> None:
    one = contact("En", last_contact=date(2026, 10, 31), interval_months=4)
    (found,) = shared_days(record_of(one, visit(date(2027, 2, 20))))
    assert found.could_join[0].day == date(2027, 2, 28)


MEETINGS = st.lists(
    st.tuples(
        st.integers(-10, 400), st.sampled_from(["Östra", "östra ", "Lund", ""]), st.sampled_from(AppointmentStatus),
        st.booleans(), st.sampled_from(AppointmentForm),
    ),
    max_size=25,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(meetings=MEETINGS, weeks=st.integers(1, 26))
def test_every_meeting_stands_at_most_once_near_its_day_and_the_sum_is_told(
    meetings: list[tuple[int, str, AppointmentStatus, bool, AppointmentForm]], weeks: int
) -> None:
    times = [
        visit(TODAY + days(after), str(number), place, status=status, movable=movable, form=form)
        for number, (after, place, status, movable, form) in enumerate(meetings)
    ]
    found = shared_days(within(weeks, *times))
    listed = [meeting.appointment_id for day in found for meeting in (*day.booked, *day.could_join)]
    assert len(listed) == len(set(listed))
    for day in found:
        _holds_together(day, weeks)
    assert found == sorted(found, key=lambda one: (one.first, one.place))
    # Nobody who could share a day with somebody booked has been forgotten.
    by_id = {time.id: time for time in times}
    anchors = [
        one for one in times
        if one.status is AppointmentStatus.BOOKED and not one.movable and one.day >= TODAY and one.place
        and one.form in (AppointmentForm.VISIT, AppointmentForm.GROUP)
    ]  # fmt: skip
    for one in times:
        near = [
            anchor for anchor in anchors
            if _place(anchor) == _place(one) and abs((anchor.day - one.day).days) <= 7 * weeks
        ]  # fmt: skip
        could = one.is_coming and one.day >= TODAY and one.form in (AppointmentForm.VISIT, AppointmentForm.GROUP)
        if near and could and one not in anchors:
            assert one.id in listed, by_id


def _place(one: Appointment) -> str:
    return one.place.strip().casefold()


def _holds_together(day: SharedDay, weeks: int) -> None:
    assert day.could_join and len(day.booked) + len(day.could_join) > 1
    assert all(meeting.fixed and meeting.day == day.day for meeting in day.booked)
    assert not any(meeting.fixed for meeting in day.could_join)
    assert bool(day.booked) == (day.day is not None)
    start = day.day or day.first
    assert all(abs((meeting.day - start).days) <= 7 * weeks for meeting in day.could_join)
    assert {meeting.place.strip().casefold() for meeting in (*day.booked, *day.could_join)} == {
        day.place.strip().casefold()
    }

"""The timeline: what every contact becomes, and which days of law stand around it."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from coordinator.appointment import Appointment, AppointmentStatus
from coordinator.contact import Contact
from coordinator.date_rule import DateSign
from coordinator.entity import Entity
from coordinator.guardian import Guardian
from coordinator.record import Record
from coordinator.representative import LegalRepresentative, Power
from coordinator.swedish import add_months
from coordinator.transition.plan import Track, TransitionPlan
from coordinator.transition.standing import SwapState
from coordinator.transition.swap import Transition, TransitionKind
from coordinator.transition.timeline import timeline
from coordinator.transition.timeline_figure import Lane
from coordinator.transition.timeline_words import in_words, lane_in_words, says
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, record_of

BORN = date(2009, 12, 24)
OF_AGE = date(2027, 12, 24)


def person(born: date | None) -> Entity:
    return replace(MAJA, birth_date=born)


def contact(name: str, unit: str = "", **fields: Any) -> Contact:
    return replace(Contact(patient_id=PATIENT_ID, name=name, unit=unit), **fields)


def swap(who: Contact | None = None, **fields: Any) -> Transition:
    made = Transition(patient_id=PATIENT_ID, contact_id=who.id if who else None)
    return replace(made, **fields)


def young(*entries: Entity, today: date = TODAY) -> Record:
    """The record of somebody who is 16."""
    return record_of(person(BORN), *entries, today=today)


def only_lane(*entries: Entity) -> Lane:
    (lane,) = timeline(young(*entries)).lanes
    return lane


@pytest.mark.parametrize("born", [None, date(1955, 2, 28), date(2026, 11, 1), date(1, 1, 1), date(2009, 12, 24)])
def test_nothing_filled_in_is_a_timeline_too(born: date | None) -> None:
    shown = timeline(record_of(person(born)))
    assert shown.lanes == () and shown.holes == 0
    assert says(shown) == "Tidslinjen har inga kontakter än."
    assert shown.first < shown.today < shown.last
    assert shown.years[0].first == shown.first.year
    assert shown.years[-1].last == shown.last.year
    assert bool(shown.marks) is (born is not None and born.year > 2000)


def test_it_goes_on_until_she_is_25_or_as_long_as_anything_is_planned() -> None:
    assert timeline(young()).last == date(2034, 12, 24)
    assert timeline(young(), until_age=20).last == date(2029, 12, 24)
    late = swap(planned_on=date(2040, 3, 1), kind=TransitionKind.OLDER)
    assert timeline(young(late)).last == date(2041, 3, 1)
    assert timeline(record_of(late)).last == date(2041, 3, 1), "without a birth date too"
    assert timeline(record_of(person(date(1950, 1, 1)))).last == date(2028, 11, 22)


def test_the_days_of_law_are_those_to_come_and_birthdays_are_told_once() -> None:
    shown = timeline(young())
    assert all(TODAY <= one.day <= shown.last for one in shown.marks)
    assert [one.day for one in shown.marks] == sorted(one.day for one in shown.marks)
    (of_age,) = [one for one in shown.marks if one.important]
    assert of_age.day == OF_AGE and of_age.sign is DateSign.AGE
    assert of_age.text == "18 år: myndig, för över"
    days = [one.day for one in shown.marks if one.sign is DateSign.AGE]
    assert len(days) == len(set(days))
    by_day = {(one.day, one.sign): one.text for one in shown.marks}
    assert "fri tandvård" in by_day[date(2028, 12, 31), DateSign.LAST_DAY]
    assert (date(2029, 1, 1), DateSign.BEGINS) in by_day
    assert not any("gallring" in one.text.casefold() for one in shown.marks)


def test_a_leap_day_has_its_birthday_on_the_28th() -> None:
    shown = timeline(record_of(person(date(2012, 2, 29)), swap(rule="myndig")))
    assert {one.day for one in shown.marks if one.important} == {date(2030, 2, 28)} == {shown.lanes[0].swap}


def test_lanes_stand_by_their_day_those_without_one_after_and_the_same_unit_last() -> None:
    amina, ali, cecilia, bo = (contact(name) for name in ("Amina", "Ali", "Cecilia", "Bo"))
    shown = timeline(
        young(
            amina, ali, cecilia, bo,
            swap(ali, same_unit=True), swap(bo), swap(cecilia, rule="fri_tandvard_t_o_m"), swap(amina, rule="myndig"),
            swap(dropped_on=TODAY, dropped_reason="Flyttade"),
        )
    )  # fmt: skip
    assert [one.today_words for one in shown.lanes] == ["Amina", "Cecilia", "Bo", "Ali"]
    assert [one.swap for one in shown.lanes] == [OF_AGE, date(2028, 12, 31), None, None]
    assert shown.holes == 3
    assert says(shown) == "Tidslinje från 22 nov 2026 till 2034 med 4 kontakter: för 3 saknas vem som tar över."


def test_a_lane_says_who_answers_until_when_and_who_then() -> None:
    jonas = contact("Jonas Edman", "Endokrinologen")
    named = swap(
        jonas, planned_on=date(2028, 3, 1), receiver="Jakob Linder", to_unit="Medicinkliniken",
        joint_meeting_on=date(2027, 10, 1), first_visit_on=date(2028, 4, 2),
    )  # fmt: skip
    lane = only_lane(jonas, named)
    assert (lane.id, lane.title, lane.today_words) == (named.id, "Endokrinologen", "Jonas Edman")
    assert (lane.state, lane.ok, lane.joint) == (SwapState.NAMED, True, date(2027, 10, 1))
    assert lane_in_words(lane) == (
        "Endokrinologen: Jonas Edman till 1 mar 2028, sedan Jakob Linder, Medicinkliniken. "
        "Gemensamt möte 1 okt 2027. Första vuxenbesöket 2 apr 2028."
    )


def test_a_hole_is_said_in_the_words_of_its_kind() -> None:
    who = contact("Cecilia Ask", "Folktandvården")
    lane = only_lane(who, swap(who, kind=TransitionKind.DENTAL, rule="fri_tandvard_t_o_m"))
    assert (lane.state, lane.ok) == (SwapState.HOLE, False)
    assert "saknas" in lane.then_words
    assert lane_in_words(lane).endswith(f"sedan {lane.then_words[0].lower()}{lane.then_words[1:]}.")


def test_who_was_to_have_handed_over_still_answers_and_it_is_said() -> None:
    lane = only_lane(swap(from_unit="Barnkliniken", planned_on=date(2026, 6, 14)))
    assert lane.late and lane.today_words == "Barnkliniken"
    assert "Dagen har passerat." in lane_in_words(lane)
    assert not only_lane(swap(from_unit="Barnkliniken", planned_on=TODAY)).late


def test_who_has_taken_over_answers_from_the_day_it_was_complete() -> None:
    lane = only_lane(
        swap(from_unit="Barnkliniken", receiver="Ola Nord", to_unit="Hjärtat", planned_on=date(2026, 1, 1),
             first_visit_done_on=date(2026, 10, 1), completed_on=date(2026, 10, 1))
    )  # fmt: skip
    assert (lane.state, lane.swap, lane.late) == (SwapState.DONE, date(2026, 10, 1), False)
    assert lane_in_words(lane).endswith(": Ola Nord, Hjärtat sedan 1 okt 2026, före det Barnkliniken.")


def test_the_same_unit_and_no_day_are_said() -> None:
    same = only_lane(swap(from_unit="Hjälpmedel", same_unit=True, rule="myndig"))
    assert (same.state, same.swap, same.ok) == (SwapState.SAME, None, True)
    assert lane_in_words(same).endswith("Hjälpmedel, samma enhet hela vägen.")
    no_day = only_lane(swap(from_unit="Barnkliniken"))
    assert "dagen är inte bestämd" in lane_in_words(no_day)


def test_what_is_booked_with_either_of_them_stands_in_the_lane() -> None:
    here, there = contact("Amina"), contact("Jakob")
    visits = [
        Appointment(patient_id=PATIENT_ID, contact_id=here.id, day=date(2027, 1, 4), what="Årskontroll"),
        Appointment(patient_id=PATIENT_ID, contact_id=there.id, day=date(2027, 2, 1)),
        Appointment(patient_id=PATIENT_ID, contact_id=here.id, day=date(2026, 1, 4), what="Förbi"),
        Appointment(
            patient_id=PATIENT_ID, contact_id=here.id, day=date(2027, 3, 1), status=AppointmentStatus.CANCELLED
        ),
    ]
    lane = only_lane(
        here, there, *visits,
        swap(here, planned_on=date(2027, 6, 1), receiver="Jakob", to_unit="M", receiver_contact_id=there.id),
    )  # fmt: skip
    assert [(one.day, one.text) for one in lane.bookings] == [
        (date(2027, 1, 4), "Årskontroll"), (date(2027, 2, 1), "Besök"),
    ]  # fmt: skip


def test_a_name_never_stands_twice_and_nothing_is_left_blank() -> None:
    unit = contact("", "Lundaskolan")
    lane = only_lane(unit, swap(unit, kind=TransitionKind.SCHOOL_ADULT))
    assert (lane.title, lane.today_words) == (TransitionKind.SCHOOL_ADULT.label, "Lundaskolan")
    assert only_lane(swap()).today_words


GUARDIANS = (
    Guardian(patient_id=PATIENT_ID, name="Eva Testsson"),
    Guardian(patient_id=PATIENT_ID, name="Omar Testsson"),
)


@pytest.mark.parametrize(
    ("track", "state"),
    [(None, SwapState.HOLE), (Track.SUPPORTED, SwapState.HOLE), (Track.REPRESENTED, SwapState.HOLE),
     (Track.INDEPENDENT, SwapState.NAMED)],
)  # fmt: skip
def test_guardians_answer_until_she_is_of_age_and_never_after(track: Track | None, state: SwapState) -> None:
    lane = only_lane(*GUARDIANS, TransitionPlan(patient_id=PATIENT_ID, track=track))
    assert (lane.id, lane.kind, lane.swap, lane.state) == (None, None, OF_AGE, state)
    assert lane.today_words == "Eva Testsson och Omar Testsson"
    assert "Testsson" not in lane.then_words and lane.then_words


def test_a_power_that_holds_that_day_is_named() -> None:
    def then(**fields: Any) -> str:
        god_man = LegalRepresentative(patient_id=PATIENT_ID, name="Siv Ek", power=Power.GOD_MAN, **fields)
        return only_lane(*GUARDIANS, god_man).then_words

    assert then() == then(valid_from=OF_AGE) == "God man Siv Ek"
    assert "Siv" not in then(valid_until=date(2027, 12, 23))
    assert "Siv" not in then(valid_from=date(2028, 1, 1))


def test_nobody_is_guardian_of_an_adult_and_nobody_is_not_a_lane() -> None:
    assert timeline(young(*GUARDIANS, today=OF_AGE)).lanes == ()
    assert timeline(record_of(*GUARDIANS)).lanes == (), "nobody knows until when"
    assert timeline(young()).lanes == ()


def test_years_in_which_nothing_happens_are_one() -> None:
    shown = timeline(young(swap(rule="myndig")))
    last = shown.years[-1]
    assert last.calm and last.title == "2030 till 2034" and last.turns is None
    first = shown.years[1]
    assert (first.title, first.turns, first.calm) == ("2027", 18, False)
    every = [year for one in shown.years for year in range(one.first, one.last + 1)]
    assert every == list(range(2026, 2035))
    assert timeline(record_of(swap())).years[1].turns is None


def test_forty_contacts_and_long_names_are_all_there() -> None:
    long = "Maria Elisabeth Gustafsdotter Lejonhufvud af Ulvåsa Oxenstierna von Essen Natt Dag"[:80]
    people = [contact(f"{long[:-2]}{number:02}") for number in range(40)]
    shown = timeline(young(*people, *(swap(one, planned_on=add_months(TODAY, 1)) for one in people)))
    assert {one.today_words for one in shown.lanes} == {one.name for one in people}
    ((_, days), (_, lines)) = in_words(shown)
    assert len(lines) == 40 and len(days) == len(shown.marks)
    assert all(isinstance(one.id, UUID) for one in shown.lanes)


def test_its_repr_shows_nobody() -> None:
    lane = only_lane(swap(from_unit="Hemliga kliniken"))
    assert "Hemliga" not in repr(lane)

"""The follow-ups: how it goes, noted and taken back, and when it does not work."""

from coordinator.record import Record
from coordinator.transition.belonging import follow_ups_of
from coordinator.transition.following_up import does_not_work, follow_up, months_of, not_followed_up
from coordinator.transition.swap import TransitionFollowUp, TransitionKind
from tests.coordinator.conftest import PATIENT_ID, TODAY, done, later, problems_of
from tests.coordinator.transition.conftest import begun, day, due_days, refused, swap_of, visited, young


def followed_up(record: Record, place: int, *, works: bool, note: str = "") -> Record:
    one = follow_ups_of(record, swap_of(record).id)[place]
    return done(record, follow_up(record, one.id, works=works, note=note))


def test_how_it_goes_is_noted_with_its_day_and_what_was_noted_stays() -> None:
    record = followed_up(visited(), 0, works=True, note="Trivs")
    first = follow_ups_of(record, swap_of(record).id)[0]
    assert (first.done_on, first.works, first.note) == (TODAY, True, "Trivs")
    record = done(record, follow_up(record, first.id, works=False))
    assert follow_ups_of(record, swap_of(record).id)[0].note == "Trivs"
    record = done(record, not_followed_up(record, first.id))
    assert len(due_days(record)) == 3


def test_it_is_told_after_how_many_months_they_are() -> None:
    assert months_of(young()) == months_of(begun()) == months_of(begun(TransitionKind.TO_ACUTE)) == [3, 6, 12]


def test_it_says_how_it_goes_on_a_day_after_the_visit() -> None:
    record = visited(on=day(-10))
    one = follow_ups_of(record, swap_of(record).id)[0]
    assert refused(follow_up, record, one.id, works=None).field == "works"
    assert refused(follow_up, record, one.id, works=True, on=day(1)).field == "done_on"
    assert refused(follow_up, record, one.id, works=True, on=day(-11)).field == "done_on"
    assert done(record, follow_up(record, one.id, works=True, on=day(-10)))


def test_it_does_not_work_until_a_later_follow_up_says_so() -> None:
    record = visited()
    assert does_not_work(record, swap_of(record)) is None
    record = followed_up(record, 0, works=False)
    failing = does_not_work(record, swap_of(record))
    assert failing is not None and failing.months == 3
    well = followed_up(record, 1, works=True)
    assert does_not_work(well, swap_of(well)) is None
    # What counts is what was heard last, whichever of them it was.
    again = followed_up(later(well, day(3)), 0, works=False)
    assert does_not_work(again, swap_of(again)) is not None


def test_a_follow_up_lies_some_months_ahead() -> None:
    wrong = TransitionFollowUp(patient_id=PATIENT_ID, transition_id=PATIENT_ID, months=0, due_on=TODAY)
    assert problems_of(wrong) == ["Uppföljningen ska ligga 1 till 60 månader efter besöket."]

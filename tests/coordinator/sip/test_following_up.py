"""The follow-up: each row, the patient's own judgement, and whether the plan goes on, is made anew or ends."""

from dataclasses import replace
from datetime import date

import pytest

from coordinator.change import Add
from coordinator.contact import ContactStatus, Huvudman
from coordinator.person import Patient
from coordinator.record import Record
from coordinator.sip.at_meeting import add_decision, establish_sip
from coordinator.sip.beginning import begin_sip
from coordinator.sip.belonging import decisions_of, follow_ups_of, participants_of, sips
from coordinator.sip.decision import DecisionStatus
from coordinator.sip.follow_up import FollowUpDecision, SipFollowUp
from coordinator.sip.following_up import close_sip, follow_up_decision, follow_up_sip
from coordinator.sip.inviting import add_participant, plan_meeting
from coordinator.sip.meeting import SipMeetingKind
from coordinator.sip.participant import SipPart
from coordinator.sip.process import SipCloseReason, SipReason
from coordinator.sip.standing import SipStatus, standing
from coordinator.sip.who import name_of_participant
from tests.coordinator.conftest import MAJA, TODAY, done, later
from tests.coordinator.sip.conftest import (
    ALI,
    NORA,
    begun,
    day,
    established,
    people,
    refused,
    rows_of,
    the_meeting,
    the_sip,
    who,
    with_rows,
)

GOES_ON, NEW_SIP, CLOSE = FollowUpDecision


def three_months_on() -> Record:
    return later(established(), day(90))


def test_each_row_says_how_it_went_and_keeps_what_was_written_of_it() -> None:
    record = three_months_on()
    row = rows_of(record)[0]
    record = done(record, follow_up_decision(record, row.id, status=DecisionStatus.ONGOING, result="Sover bättre"))
    record = done(record, follow_up_decision(record, row.id, status=DecisionStatus.DONE))
    followed = rows_of(record)[0]
    assert (followed.status, followed.result, followed.followed_up_on) == (
        DecisionStatus.DONE, "Sover bättre", day(90),
    )  # fmt: skip


def test_a_plan_that_goes_on_has_a_next_day() -> None:
    record = three_months_on()
    sip = the_sip(record)
    assert refused(follow_up_sip, record, sip.id, decision=GOES_ON).field == "next_on"
    assert refused(follow_up_sip, record, sip.id, decision=GOES_ON, next_on=day(90)).field == "next_on"
    record = done(
        record, follow_up_sip(record, sip.id, decision=GOES_ON, judgement=4, own_words="Bra", next_on=day(180))
    )
    (made,) = follow_ups_of(record, sip.id)
    assert (made.followed_up_on, made.followed_up_by, made.judgement, made.own_words) == (
        day(90), "Anna Lind", 4, "Bra",
    )  # fmt: skip
    assert (the_sip(record).follow_up_on, standing(record, the_sip(record)).status) == (day(180), SipStatus.FOLLOW_UP)


def test_what_of_a_follow_up_is_wrong_is_said_at_its_field() -> None:
    record = three_months_on()
    sip = the_sip(record)
    for judgement in (0, 6):
        wrong = refused(follow_up_sip, record, sip.id, decision=GOES_ON, next_on=day(180), judgement=judgement)
        assert wrong.field == "judgement"
    for judgement in (1, 5):
        change = follow_up_sip(record, sip.id, decision=GOES_ON, next_on=day(180), judgement=judgement)
        assert done(record, change).all(SipFollowUp)[0].judgement == judgement
    for on in (day(-1), day(91)):
        wrong = refused(follow_up_sip, record, sip.id, decision=GOES_ON, next_on=day(180), on=on)
        assert wrong.field == "followed_up_on"
    assert refused(follow_up_sip, record, sip.id, decision=CLOSE).field == "close_reason"
    draft = with_rows()
    assert refused(follow_up_sip, draft, the_sip(draft).id, decision=CLOSE).title == "Planen är inte upprättad än"


def test_the_meeting_where_it_was_followed_up_was_held_then() -> None:
    record = three_months_on()
    sip = the_sip(record)
    record = done(record, plan_meeting(record, sip.id, kind=SipMeetingKind.FOLLOW_UP))
    meeting = the_meeting(record)
    held = done(record, follow_up_sip(record, sip.id, decision=GOES_ON, next_on=day(180), meeting_id=meeting.id))
    assert (the_meeting(held).held_on, follow_ups_of(held, sip.id)[0].meeting_id) == (day(90), meeting.id)
    again = done(held, follow_up_sip(held, sip.id, decision=GOES_ON, next_on=day(200), meeting_id=meeting.id))
    assert len(again.all(SipFollowUp)) == 2
    other = done(record, begin_sip(record))
    other = done(other, plan_meeting(other, the_sip(other).id))
    wrong = refused(follow_up_sip, other, sip.id, decision=GOES_ON, next_on=day(180), meeting_id=the_meeting(other).id)
    assert wrong.field == "meeting_id"


def test_a_new_sip_takes_its_place_with_the_people_and_what_is_not_done() -> None:
    record = three_months_on()
    old = the_sip(record)
    record = done(record, follow_up_decision(record, rows_of(record)[0].id, status=DecisionStatus.DONE))
    record = done(record, follow_up_sip(record, old.id, decision=NEW_SIP, note="Nytt läsår"))
    new, closed = sips(record)
    assert (closed.id, closed.closed_on, closed.close_reason) == (old.id, day(90), SipCloseReason.REPLACED)
    assert (new.number, new.replaces_id, new.reason, new.is_open) == (2, old.id, SipReason.REVIEW, True)
    assert (new.established_on, new.follow_up_on, new.overall_huvudman) == (None, None, Huvudman.REGION)
    assert [name_of_participant(record, one) for one in people(record)] == ["Maja Lindeskog", "Nora Berg", "Ali Demir"]
    (row,) = rows_of(record)
    assert (row.what, row.participant_id) == ("Ledsagare", who(record, ALI).id)
    assert (len(participants_of(record, old.id)), len(decisions_of(record, old.id))) == (3, 2)


def test_what_the_new_one_takes_over_is_new_however_often_the_old_was_saved() -> None:
    record = three_months_on()
    saved = {
        kind: tuple(replace(one, version=4) for one in found) if kind is not Patient else found
        for kind, found in record.entries.items()
    }
    record = replace(record, entries=saved)
    change = follow_up_sip(record, the_sip(record).id, decision=NEW_SIP)
    assert {step.entry.version for step in change.steps if isinstance(step, Add)} == {0}


def test_whoever_has_ended_or_was_guardian_before_the_day_of_age_does_not_come_with() -> None:
    record = begun(replace(MAJA, birth_date=date(2009, 1, 10)))
    sip = the_sip(record)
    for name, function in (("Sara Lind", "Vårdnadshavare, mamma"), ("Eva Öberg", "Mormor")):
        record = done(record, add_participant(record, sip.id, name=name, function=function, part=SipPart.FAMILY))
    record = with_rows(record)
    record = done(record, add_decision(record, sip.id, what="Väcker", responsible="mamma", huvudman=Huvudman.PRIVATE))
    record = done(record, establish_sip(record, sip.id, follow_up_on=day(30)))
    before = later(record, date(2027, 1, 9))
    before = done(before, follow_up_sip(before, sip.id, decision=NEW_SIP))
    assert len(people(before)) == 5
    ended = {contact.id: contact for contact in record.entries[type(NORA)]} | {
        NORA.id: replace(NORA, status=ContactStatus.ENDED)
    }
    of_age = later(replace(record, entries={**record.entries, type(NORA): tuple(ended.values())}), date(2027, 1, 10))
    of_age = done(of_age, follow_up_sip(of_age, sip.id, decision=NEW_SIP))
    assert [name_of_participant(of_age, one) for one in people(of_age)] == ["Maja Lindeskog", "Ali Demir", "Eva Öberg"]
    assert [(row.responsible, row.participant_id is None) for row in rows_of(of_age)] == [
        ("Nora Berg", True), ("Ali Demir", False), ("Sara Lind", True),
    ]  # fmt: skip


def test_a_follow_up_closes_the_plan_with_a_reason() -> None:
    record = three_months_on()
    sip = the_sip(record)
    record = done(
        record, follow_up_sip(record, sip.id, decision=CLOSE, close_reason=SipCloseReason.GOALS_MET, note="Allt klart")
    )
    closed = the_sip(record)
    assert (closed.closed_on, closed.closed_by, closed.close_reason, closed.close_note) == (
        day(90), "Anna Lind", SipCloseReason.GOALS_MET, "Allt klart",
    )  # fmt: skip
    assert follow_ups_of(record, sip.id)[0].next_on is None
    assert refused(follow_up_sip, record, sip.id, decision=CLOSE).title == "SIP är avslutad"
    row = rows_of(record)[0]
    assert refused(follow_up_decision, record, row.id, status=DecisionStatus.DONE).title == "SIP är avslutad"


def test_a_sip_is_closed_for_a_reason_on_a_day_that_has_come_and_not_before_the_plan() -> None:
    record = three_months_on()
    sip = the_sip(record)
    assert refused(close_sip, record, sip.id, reason=None).field == "close_reason"
    for on in (day(91), day(-1)):
        assert refused(close_sip, record, sip.id, reason=SipCloseReason.MOVED, on=on).field == "closed_on"
    record = done(record, close_sip(record, sip.id, reason=SipCloseReason.MOVED, note="Till Umeå", on=day(80)))
    assert (the_sip(record).closed_on, standing(record, the_sip(record)).status) == (day(80), SipStatus.CLOSED)
    assert refused(close_sip, record, sip.id, reason=SipCloseReason.GOALS_MET).title == "SIP är avslutad"


@pytest.mark.parametrize("reason", SipCloseReason)
def test_one_that_never_became_a_plan_is_closed_for_any_reason(reason: SipCloseReason) -> None:
    record = begun()
    record = done(record, close_sip(record, the_sip(record).id, reason=reason))
    assert (the_sip(record).closed_on, the_sip(record).is_open) == (TODAY, False)

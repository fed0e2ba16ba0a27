"""At the table: who came, the rows and who answers for them, and the plan that the law lets be established."""

from dataclasses import replace
from datetime import date

import pytest

from coordinator.contact import Huvudman
from coordinator.record import Record
from coordinator.sip.at_meeting import (
    add_decision,
    default_follow_up,
    establish_sip,
    hold_meeting,
    move_decision,
    note_presence,
    remove_decision,
    write_decision,
)
from coordinator.sip.beginning import begin_sip, write_sip
from coordinator.sip.decision import SipDecision
from coordinator.sip.following_up import close_sip
from coordinator.sip.inviting import add_participant, answer_invitation, plan_meeting
from coordinator.sip.legal_points import LegalPoint
from coordinator.sip.meeting import InvitationAnswer, Presence, SipInvitation
from coordinator.sip.plan_duty import FIELD_OF_POINT
from coordinator.sip.process import SipCloseReason, SipLead
from tests.coordinator.conftest import TODAY, done, later, record_of
from tests.coordinator.sip.conftest import (
    ALI,
    MEETING_DAY,
    NORA,
    SCHOOL,
    begun,
    calls,
    day,
    established,
    people,
    planned,
    refused,
    rows_of,
    the_meeting,
    the_sip,
    who,
    with_rows,
)


def presence_of(record: Record, place: int) -> tuple[Presence, str]:
    return calls(record)[place].presence, calls(record)[place].proxy


def test_who_came_is_noted_and_somebody_instead_keeps_the_name_that_was_answered() -> None:
    record = planned()
    meeting, nora = the_meeting(record), who(record, NORA)
    here = done(record, note_presence(record, meeting.id, nora.id, Presence.HERE))
    assert presence_of(here, 1) == (Presence.HERE, "")
    instead = done(here, note_presence(here, meeting.id, nora.id, Presence.PROXY, proxy="Daniel Roos"))
    assert presence_of(instead, 1) == (Presence.PROXY, "Daniel Roos")
    answered = done(
        record, answer_invitation(record, calls(record)[1].id, answer=InvitationAnswer.PROXY, proxy="Eva Ek")
    )
    instead = done(answered, note_presence(answered, meeting.id, nora.id, Presence.PROXY))
    assert presence_of(instead, 1) == (Presence.PROXY, "Eva Ek")
    here = done(instead, note_presence(instead, meeting.id, nora.id, Presence.HERE))
    assert presence_of(here, 1) == (Presence.HERE, "Eva Ek")


def test_who_comes_without_being_called_is_put_on_the_list() -> None:
    record = planned()
    record = done(record, hold_meeting(record, the_meeting(record).id))
    record = done(record, add_participant(record, the_sip(record).id, contact_id=SCHOOL.id))
    meeting, school = the_meeting(record), who(record, SCHOOL)
    for presence, name in ((Presence.HERE, ""), (Presence.PROXY, "Eva Ek")):
        there = done(record, note_presence(record, meeting.id, school.id, presence, proxy=" Eva Ek "))
        assert presence_of(there, -1) == (presence, name)


def test_somebody_of_another_sip_is_not_at_this_one() -> None:
    record = planned()
    meeting = the_meeting(record)
    record = done(record, begin_sip(record))
    assert refused(note_presence, record, meeting.id, people(record)[0].id, Presence.HERE).title == (
        "Deltagaren hör till en annan SIP"
    )


def test_a_meeting_is_held_on_its_day_when_that_has_come_else_today() -> None:
    record = planned()
    meeting = the_meeting(record)
    assert the_meeting(done(record, hold_meeting(record, meeting.id))).held_on == TODAY
    week_after = later(record, day(27))
    assert the_meeting(done(week_after, hold_meeting(week_after, meeting.id))).held_on == MEETING_DAY
    assert the_meeting(done(record, hold_meeting(record, meeting.id, on=day(-1)))).held_on == day(-1)
    assert refused(hold_meeting, record, meeting.id, on=day(1)).field == "held_on"


def test_a_row_is_last_and_its_huvudman_follows_who_does_it() -> None:
    record = begun()
    sip = the_sip(record)
    record = done(record, add_decision(record, sip.id, what="Sömnskola", responsible="nora", due=day(20)))
    record = done(record, add_decision(record, sip.id, what="Ledsagare", participant_id=who(record, ALI).id))
    record = done(record, add_decision(record, sip.id, need="Vila", responsible="jag"))
    record = done(record, add_decision(record, sip.id, what="Mat", responsible="Nora", huvudman=Huvudman.PRIVATE))
    found = [(row.participant_id, row.responsible, row.huvudman, row.position) for row in rows_of(record)]
    assert found == [
        (who(record, NORA).id, "Nora Berg", Huvudman.REGION, 1),
        (who(record, ALI).id, "Ali Demir", Huvudman.KOMMUN, 2),
        (people(record)[0].id, "Maja Lindeskog", None, 3),
        (who(record, NORA).id, "Nora Berg", Huvudman.PRIVATE, 4),
    ]


def test_who_was_never_called_answers_for_nothing() -> None:
    record = begun()
    sip = the_sip(record)
    with pytest.raises(TypeError, match="sip_id"):
        write_decision(record, sip.id, sip_id=sip.id)
    refusal = refused(add_decision, record, sip.id, what="Skola", responsible="Ekskolan")
    assert refusal.field == "responsible"
    assert str(refusal).startswith("Den personen är inte kallad. Lägg till bland deltagarna först")
    record = done(record, add_decision(record, sip.id, what="Skola"))
    assert refused(write_decision, record, rows_of(record)[0].id, responsible="Bo Ek").field == "responsible"
    other = done(record, begin_sip(record))
    stranger = who(record, NORA)
    assert refused(add_decision, other, the_sip(other).id, what="x", participant_id=stranger.id).field == "responsible"


def test_what_of_a_row_is_wrong_is_said_at_its_field() -> None:
    record = begun()
    sip = the_sip(record)
    assert refused(add_decision, record, sip.id, what=" ").field == "what"
    assert refused(add_decision, record, sip.id, what="x", start=day(3), due=day(2)).field == "due"
    assert refused(add_decision, record, sip.id, what="x", followed_up_on=day(1)).field == "followed_up_on"
    record = done(record, add_decision(record, sip.id, what="Skola"))
    assert refused(write_decision, record, rows_of(record)[0].id, what="").field == "what"
    with pytest.raises(TypeError, match="position"):
        write_decision(record, rows_of(record)[0].id, position=3)
    with pytest.raises(TypeError, match="version"):
        add_decision(record, sip.id, what="Skola", version=3)
    assert rows_of(done(record, write_decision(record, rows_of(record)[0].id, start=TODAY, due=TODAY)))[0].due == TODAY


def test_nothing_is_agreed_on_in_what_is_closed() -> None:
    record = with_rows()
    sip = the_sip(record)
    record = done(record, close_sip(record, sip.id, reason=SipCloseReason.MOVED))
    assert refused(add_decision, record, sip.id, what="Skola").title == "SIP är avslutad"
    assert refused(establish_sip, record, sip.id, follow_up_on=day(90)).title == "SIP är avslutad"


def test_a_row_is_given_to_somebody_else_and_its_huvudman_follows_unless_it_was_chosen() -> None:
    record = begun()
    record = done(record, add_decision(record, the_sip(record).id, what="Sömnskola", responsible="Nora"))
    (row,) = rows_of(record)
    (given,) = rows_of(done(record, write_decision(record, row.id, responsible="Ali")))
    assert (given.participant_id, given.responsible, given.huvudman) == (
        who(record, ALI).id, "Ali Demir", Huvudman.KOMMUN,
    )  # fmt: skip
    (nobody,) = rows_of(done(record, write_decision(record, row.id, responsible="")))
    assert (nobody.participant_id, nobody.responsible, nobody.huvudman) == (None, "", Huvudman.REGION)
    chosen = done(record, write_decision(record, row.id, huvudman=Huvudman.STATE))
    (kept,) = rows_of(done(chosen, write_decision(chosen, row.id, participant_id=who(record, ALI).id)))
    assert (kept.responsible, kept.huvudman) == ("Ali Demir", Huvudman.STATE)
    (same,) = rows_of(done(record, write_decision(record, row.id, goal="Hel natt")))
    assert (same.participant_id, same.goal) == (row.participant_id, "Hel natt")


def test_rows_change_places_and_are_taken_out() -> None:
    record = with_rows()
    first, second = rows_of(record)
    moved = done(record, move_decision(record, second.id, up=True))
    assert [row.id for row in rows_of(moved)] == [second.id, first.id]
    three = done(record, add_decision(record, the_sip(record).id, what="Mer", responsible="Ali"))
    down = done(three, move_decision(three, first.id, up=False))
    assert [row.what for row in rows_of(down)] == ["Ledsagare", "Sömnskola", "Mer"]
    assert refused(move_decision, record, first.id, up=True).message == "Insatsen står redan först."
    assert refused(move_decision, record, second.id, up=False).message == "Insatsen står redan sist."
    assert [row.id for row in rows_of(done(record, remove_decision(record, first.id)))] == [second.id]


def test_the_plan_is_established_with_who_did_it_and_when_it_is_followed_up() -> None:
    record = with_rows()
    record = done(record, establish_sip(record, the_sip(record).id, by="Eva Ek", follow_up_on=day(90)))
    sip = the_sip(record)
    assert (sip.established_on, sip.established_by, sip.follow_up_on) == (TODAY, "Eva Ek", day(90))
    assert the_sip(established()).established_by == "Anna Lind"
    assert refused(establish_sip, record, sip.id).title == "Planen är redan upprättad"


def without(record: Record, point: LegalPoint) -> Record:
    """The plan without one of the four points."""
    sip = the_sip(record)
    match point:
        case LegalPoint.OTHERS:
            return done(record, write_sip(record, sip.id, nobody_else=False))
        case LegalPoint.OVERALL:
            return done(record, write_sip(record, sip.id, overall_huvudman=None))
        case LegalPoint.HUVUDMAN:
            return done(record, write_decision(record, rows_of(record)[1].id, huvudman=None))
        case LegalPoint.NEEDED:
            for row in rows_of(record):
                record = done(record, write_decision(record, row.id, what="", huvudman=Huvudman.REGION))
            return record


@pytest.mark.parametrize("point", LegalPoint)
def test_the_plan_is_refused_without_any_of_the_four_points_naming_it(point: LegalPoint) -> None:
    record = without(with_rows(), point)
    refusal = refused(establish_sip, record, the_sip(record).id, follow_up_on=day(90))
    assert refusal.field == FIELD_OF_POINT[point]
    assert "som lagen kräver" in refusal.title
    assert point.label.rstrip("?").lower() in refusal.message.lower()
    others = [one for one in LegalPoint if one is not point]
    if point is not LegalPoint.NEEDED:  # without any insats, no huvudman answers for one either
        assert not any(one.label.rstrip("?").lower() in refusal.message.lower() for one in others)


def test_when_several_are_missing_they_are_all_named_and_the_first_is_where_to_write() -> None:
    record = begun()
    refusal = refused(establish_sip, record, the_sip(record).id, follow_up_on=day(90))
    assert (refusal.title, refusal.field) == ("Planen saknar 4 punkter som lagen kräver", "what")
    assert "övergripande ansvaret" in refusal.message


def test_the_day_of_the_follow_up_cannot_be_blank_or_before_the_plan() -> None:
    record = with_rows()
    sip = the_sip(record)
    assert refused(establish_sip, record, sip.id).field == "follow_up_on"
    assert refused(establish_sip, record, sip.id, follow_up_on=TODAY).field == "follow_up_on"
    written = done(record, write_sip(record, sip.id, follow_up_on=day(60)))
    assert the_sip(done(written, establish_sip(written, sip.id))).follow_up_on == day(60)
    assert refused(establish_sip, record, sip.id, follow_up_on=day(90), on=day(1)).field == "established_on"


def test_with_the_plan_the_meeting_was_held_when_its_day_has_come() -> None:
    record = with_rows(planned(day=TODAY))
    held = done(record, establish_sip(record, the_sip(record).id, follow_up_on=day(90)))
    assert the_meeting(held).held_on == TODAY
    record = with_rows(planned())
    before = done(record, establish_sip(record, the_sip(record).id, follow_up_on=day(90)))
    assert the_meeting(before).held_on is None


def test_of_a_plan_that_others_lead_only_the_follow_up_is_asked() -> None:
    record = begun(lead=SipLead.OTHERS)
    sip = the_sip(record)
    assert refused(establish_sip, record, sip.id).field == "follow_up_on"
    assert the_sip(done(record, establish_sip(record, sip.id, follow_up_on=day(90)))).established_on == TODAY


def test_the_rows_of_an_established_plan_are_changed_but_not_so_that_the_law_is_broken() -> None:
    record = established()
    first, second = rows_of(record)
    assert done(record, write_decision(record, first.id, goal="Sova sex timmar"))
    one_left = done(record, remove_decision(record, first.id))
    assert refused(remove_decision, one_left, second.id).field == "what"
    assert refused(write_decision, record, first.id, huvudman=None).field == "huvudman"
    assert refused(add_decision, record, the_sip(record).id, what="Mer").field == "huvudman"
    assert done(record, add_decision(record, the_sip(record).id, what="Mer", responsible="Ali"))


def test_the_follow_up_is_three_months_on_and_on_a_day_when_people_work() -> None:
    record = begun()
    assert default_follow_up(record, the_sip(record)) == date(2027, 2, 22)
    meeting = planned(day=date(2026, 11, 27))
    assert default_follow_up(meeting, the_sip(meeting)) == date(2027, 2, 26)
    friday = later(record, date(2026, 11, 20))
    assert default_follow_up(friday, the_sip(friday)) == date(2027, 2, 19)
    sunday = later(record, date(2026, 11, 21))
    assert default_follow_up(sunday, the_sip(sunday)) == date(2027, 2, 19)


def test_a_hundred_and_twenty_rows_and_people_are_one_plan() -> None:
    record = begun()
    sip, nora = the_sip(record), who(record, NORA)
    rows = tuple(
        SipDecision(patient_id=sip.patient_id, sip_id=sip.id, what=f"Insats {at}", huvudman=Huvudman.REGION,
                    participant_id=nora.id, position=at)
        for at in range(1, 121)
    )  # fmt: skip
    record = replace(record, entries={**record.entries, SipDecision: rows})
    record = done(record, write_sip(record, sip.id, overall_huvudman=Huvudman.REGION, family_does="Vilar"))
    record = done(record, move_decision(record, rows[119].id, up=True))
    assert rows_of(record)[118].what == "Insats 120"
    assert the_sip(done(record, establish_sip(record, sip.id, follow_up_on=day(1)))).established_on


def test_a_meeting_without_anybody_called_takes_presence() -> None:
    record = record_of()
    record = done(record, begin_sip(record))
    record = done(record, plan_meeting(record, the_sip(record).id))
    none = replace(record, entries={**record.entries, SipInvitation: ()})
    there = done(none, note_presence(none, the_meeting(none).id, people(none)[0].id, Presence.HERE))
    assert presence_of(there, 0) == (Presence.HERE, "")

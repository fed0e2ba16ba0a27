"""Who takes part, each once; meetings with everybody on the list to call; answers, and meetings that are moved."""

from dataclasses import replace
from datetime import time

import pytest

from coordinator.contact import Channel, Contact, ContactStatus, Huvudman
from coordinator.entity import Knowledge, new_id
from coordinator.errors import RuleError
from coordinator.record import Record
from coordinator.sip.at_meeting import add_decision, hold_meeting, note_presence
from coordinator.sip.beginning import begin_sip
from coordinator.sip.belonging import invitations_of, meetings_of
from coordinator.sip.following_up import close_sip
from coordinator.sip.inviting import (
    add_participant,
    add_participants,
    answer_invitation,
    cancel_meeting,
    move_participant,
    note_sent,
    plan_meeting,
    remove_participant,
    write_meeting,
)
from coordinator.sip.meeting import InvitationAnswer, Presence, SipInvitation, SipMeeting, SipMeetingKind
from coordinator.sip.participant import SipPart
from coordinator.sip.process import SipCloseReason, SipLead
from coordinator.sip.who import name_of_participant
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, done, later, record_of
from tests.coordinator.sip.conftest import (
    ALI,
    CLOSED_UNIT,
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
    the_meeting,
    the_sip,
    who,
)


def names(record: Record) -> list[str]:
    return [name_of_participant(record, one) for one in people(record)]


def test_contacts_are_added_last_in_the_order_they_were_chosen() -> None:
    record = begun()
    change = add_participants(record, the_sip(record).id, [SCHOOL.id, CLOSED_UNIT.id])
    assert change.title == "2 deltagare tillagda"
    assert add_participants(record, the_sip(record).id, [SCHOOL.id]).title == "Deltagare tillagd"
    record = done(record, change)
    assert names(record) == ["Maja Lindeskog", "Nora Berg", "Ali Demir", "Ekskolan", "Gamla teamet"]
    assert [one.position for one in people(record)] == [1, 2, 3, 4, 5]


def test_somebody_who_is_no_contact_is_written() -> None:
    record = begun()
    sip = the_sip(record)
    record = done(record, add_participant(record, sip.id, name="Sara Lind", part=SipPart.FAMILY, function="Mormor"))
    record = done(
        record, add_participant(record, sip.id, function="Handläggare", organisation="FK", huvudman=Huvudman.STATE)
    )
    assert [one.heading for one in people(record)[-2:]] == ["Sara Lind", "Handläggare"]
    record = done(record, add_participant(record, sip.id, organisation="Försäkringskassan"))
    assert names(record)[-1] == "Försäkringskassan"
    assert refused(add_participant, record, sip.id, phone="112", part=SipPart.FAMILY).field == "name"


def test_what_the_action_decides_itself_is_not_written() -> None:
    record = begun()
    with pytest.raises(TypeError, match="version"):
        add_participant(record, the_sip(record).id, name="Bo Ek", version=3)
    with pytest.raises(TypeError, match="version"):
        plan_meeting(record, the_sip(record).id, version=3)


def test_nobody_takes_part_twice() -> None:
    record = begun()
    sip = the_sip(record)
    assert refused(add_participant, record, sip.id, contact_id=NORA.id).field == "contact_id"
    assert refused(add_participant, record, sip.id, part=SipPart.PATIENT).field == "part"
    assert refused(add_participant, record, sip.id, name="nora  BERG").field == "name"
    assert refused(add_participant, record, sip.id, name="Maja Lindeskog").field == "name"
    record = done(record, add_participant(record, sip.id, name="Bo Ek", function="kurator"))
    assert refused(add_participant, record, sip.id, name="Bo Ek").field == "name"
    record = done(record, add_participant(record, sip.id, name="Bo Ek", function="läkare"))
    assert names(record)[-2:] == ["Bo Ek", "Bo Ek"]


def test_one_who_is_there_already_stops_the_others_too_and_so_does_one_chosen_twice() -> None:
    record = begun()
    sip = the_sip(record)
    assert refused(add_participants, record, sip.id, [SCHOOL.id, NORA.id]).title == "Deltagaren är redan med"
    assert refused(add_participants, record, sip.id, [SCHOOL.id, SCHOOL.id]).title == "Deltagaren är redan med"
    assert refused(add_participants, record, sip.id, []).field == "contact_id"
    with pytest.raises(RuleError, match="Kontakt finns inte"):
        add_participants(record, sip.id, [new_id()])


def test_a_hundred_and_twenty_take_part() -> None:
    many = [
        Contact(patient_id=PATIENT_ID, name="N" * 78 + f" {number}", status=ContactStatus.ACTIVE)
        for number in range(120)
    ]
    record = begun(*many)
    record = done(record, add_participants(record, the_sip(record).id, [one.id for one in many]))
    record = done(record, plan_meeting(record, the_sip(record).id))
    assert (len(people(record)), len(calls(record))) == (123, 123)
    assert people(record)[-1].contact_id == many[-1].id


def test_who_is_added_when_the_meeting_is_planned_is_called_to_it_but_not_to_the_one_before_with_the_patient() -> None:
    record = planned()
    sip = the_sip(record)
    record = done(record, plan_meeting(record, sip.id, kind=SipMeetingKind.PREPARATION))
    record = done(record, add_participant(record, sip.id, contact_id=SCHOOL.id))
    assert who(record, SCHOOL).id in [one.participant_id for one in calls(record)]
    before = next(one for one in meetings_of(record, sip.id) if one.kind is SipMeetingKind.PREPARATION)
    assert [one.participant_id for one in invitations_of(record, before.id)] == [people(record)[0].id]


def test_who_is_added_after_the_meeting_was_not_called_to_it() -> None:
    record = planned()
    record = done(record, hold_meeting(record, the_meeting(record).id))
    record = done(record, add_participant(record, the_sip(record).id, contact_id=SCHOOL.id))
    assert len(calls(record)) == 3


def test_a_participant_goes_with_what_she_was_sent() -> None:
    record = planned()
    record = done(record, remove_participant(record, who(record, ALI).id))
    assert names(record) == ["Maja Lindeskog", "Nora Berg"]
    assert len(record.all(SipInvitation)) == 2


def test_the_patient_who_answers_for_something_and_who_was_there_stay() -> None:
    record = planned()
    sip, nora, ali = the_sip(record), who(record, NORA), who(record, ALI)
    record = done(record, add_decision(record, sip.id, what="Sömnskola", participant_id=nora.id))
    record = done(record, note_presence(record, the_meeting(record).id, ali.id, Presence.HERE))
    assert refused(remove_participant, record, people(record)[0].id).title == "Patienten är alltid med"
    assert refused(remove_participant, record, nora.id).title == "Deltagaren svarar för en insats"
    assert refused(remove_participant, record, ali.id).title == "Deltagaren var med på ett möte"
    absent = done(record, note_presence(record, the_meeting(record).id, ali.id, Presence.ABSENT))
    assert "Ali Demir" not in names(done(absent, remove_participant(absent, ali.id)))


def test_participants_change_places() -> None:
    record = begun()
    record = done(record, move_participant(record, who(record, ALI).id, up=True))
    assert names(record) == ["Maja Lindeskog", "Ali Demir", "Nora Berg"]
    first = done(record, move_participant(record, who(record, ALI).id, up=True))
    assert names(first) == ["Ali Demir", "Maja Lindeskog", "Nora Berg"]
    back = done(first, move_participant(first, who(first, ALI).id, up=False))
    assert names(back) == names(record)
    assert refused(move_participant, record, who(record, NORA).id, up=False).message == "Deltagaren står redan sist."
    assert refused(move_participant, record, people(record)[0].id, up=True).message == "Deltagaren står redan först."


def test_a_meeting_is_as_usual_when_nobody_says_otherwise() -> None:
    record = begun(replace(MAJA, interpreter="Arabiska", adaptations="Lugnt rum"))
    record = done(record, plan_meeting(record, the_sip(record).id, day=MEETING_DAY))
    meeting = the_meeting(record)
    assert meeting.kind is SipMeetingKind.PLANNING
    assert (meeting.interpreter, meeting.adaptations, meeting.chair) == ("Arabiska", "Lugnt rum", "Anna Lind")
    assert "Vem har det övergripande ansvaret" in meeting.agenda.splitlines()
    assert meeting.answer_by == day(13)
    assert [one.participant_id for one in calls(record)] == [one.id for one in people(record)]


def test_that_an_interpreter_is_needed_is_said_also_when_nobody_knows_which() -> None:
    record = begun(replace(MAJA, interpreter_need=Knowledge.SOME))
    record = done(record, plan_meeting(record, the_sip(record).id))
    assert the_meeting(record).interpreter == "Behövs"


def test_for_a_patient_with_nothing_filled_in_a_meeting_is_planned_without_a_day() -> None:
    record = record_of(replace(MAJA, given_name="", family_name="", identity_number=None, birth_date=None))
    record = done(record, begin_sip(record))
    record = done(record, plan_meeting(record, the_sip(record).id))
    meeting = the_meeting(record)
    assert (meeting.day, meeting.answer_by, meeting.interpreter) == (None, None, "")


def test_of_a_sip_that_others_lead_the_meeting_is_theirs() -> None:
    record = begun(lead=SipLead.OTHERS, led_by="Eva Ek, kommunen")
    record = done(record, plan_meeting(record, the_sip(record).id, day=day(-3)))
    assert (the_meeting(record).chair, the_meeting(record).answer_by) == ("Eva Ek, kommunen", None)


def test_answers_are_wanted_today_when_the_meeting_is_near() -> None:
    assert the_meeting(planned(day=day(3))).answer_by == TODAY
    assert the_meeting(planned(day=TODAY)).answer_by == TODAY
    sent = planned()
    sent = done(sent, note_sent(sent, the_meeting(sent).id))
    assert the_meeting(done(sent, write_meeting(sent, the_meeting(sent).id, day=TODAY))).day == TODAY
    assert the_meeting(planned(answer_by=None)).answer_by is None


def test_the_follow_up_meeting_is_on_the_day_the_plan_says() -> None:
    record = established()
    record = done(record, plan_meeting(record, the_sip(record).id, kind=SipMeetingKind.FOLLOW_UP))
    assert the_meeting(record).day == day(90)
    for passed, planned_on in ((90, day(90)), (91, None)):
        on_the_day = later(established(), day(passed))
        on_the_day = done(on_the_day, plan_meeting(on_the_day, the_sip(on_the_day).id, kind=SipMeetingKind.FOLLOW_UP))
        assert the_meeting(on_the_day).day == planned_on
    assert "Hur tycker du att planen har hjälpt?" in the_meeting(record).agenda


def test_one_meeting_of_each_kind_is_to_come() -> None:
    record = planned()
    sip = the_sip(record)
    assert refused(plan_meeting, record, sip.id, day=MEETING_DAY).title == "Mötet är redan planerat"
    record = done(record, plan_meeting(record, sip.id, kind=SipMeetingKind.PREPARATION))
    record = done(record, hold_meeting(record, the_meeting(record).id))
    assert len(done(record, plan_meeting(record, sip.id)).all(SipMeeting)) == 3


def test_a_meeting_before_its_invitation_is_refused_beside_the_day() -> None:
    record = begun()
    sip = the_sip(record)
    refusal = refused(plan_meeting, record, sip.id, day=day(-1))
    assert (refusal.field, refusal.title) == ("day", "Mötet ligger före kallelsen")
    record = planned()
    assert refused(write_meeting, record, the_meeting(record).id, day=day(-1)).field == "day"
    sent = later(done(record, note_sent(record, the_meeting(record).id)), day(2))
    assert refused(write_meeting, sent, the_meeting(sent).id, day=day(-1)).field == "day"
    after_it = later(record, day(25))
    assert refused(note_sent, after_it, the_meeting(after_it).id).field == "day"


def test_one_that_others_called_to_is_not_moved_before_their_letter() -> None:
    record = begun(lead=SipLead.OTHERS)
    record = done(record, plan_meeting(record, the_sip(record).id, day=TODAY, at=time(9)))
    record = done(record, note_sent(record, the_meeting(record).id))
    assert refused(write_meeting, record, the_meeting(record).id, day=day(-1)).title == "Mötet ligger före kallelsen"


def test_a_meeting_that_was_held_is_noted_afterwards() -> None:
    record = begun()
    record = done(record, plan_meeting(record, the_sip(record).id, day=day(-9), held_on=day(-9)))
    assert (the_meeting(record).held_on, the_meeting(record).answer_by) == (day(-9), None)
    assert refused(plan_meeting, record, the_sip(record).id, held_on=day(1)).field == "held_on"


def test_what_of_a_meeting_is_wrong_is_said_at_its_field() -> None:
    record = planned()
    meeting = the_meeting(record)
    for minutes in (5, 480):
        assert the_meeting(done(record, write_meeting(record, meeting.id, minutes=minutes))).minutes == minutes
    for minutes in (4, 481):
        assert refused(write_meeting, record, meeting.id, minutes=minutes).field == "minutes"
    assert refused(write_meeting, record, meeting.id, answer_by=day(21)).field == "answer_by"
    with pytest.raises(TypeError, match="held_on"):
        write_meeting(record, meeting.id, held_on=TODAY)


def test_everybody_is_called_anew_when_the_meeting_is_moved() -> None:
    record = planned()
    record = done(record, note_sent(record, the_meeting(record).id))
    first = calls(record)[0]
    record = done(record, answer_invitation(record, first.id, answer=InvitationAnswer.PROXY, proxy="Daniel Roos"))
    same = write_meeting(record, the_meeting(record).id, place="Sal 4", day=MEETING_DAY)
    assert same.title == "Mötet har ändrats"
    assert calls(done(record, same))[0].sent_on == TODAY
    change = write_meeting(record, the_meeting(record).id, at=time(15))
    assert change.title == "Mötet har flyttats: kalla deltagarna på nytt"
    anew = calls(done(record, change))
    assert {(one.sent_on, one.answer, one.answered_on, one.proxy) for one in anew} == {
        (None, InvitationAnswer.NOT_ANSWERED, None, "")
    }


def test_the_last_day_to_answer_moves_with_the_meeting_unless_somebody_chose_it() -> None:
    record = planned()
    moved = done(record, write_meeting(record, the_meeting(record).id, day=day(30)))
    assert the_meeting(moved).answer_by == day(23)
    record = done(record, write_meeting(record, the_meeting(record).id, answer_by=day(10)))
    assert the_meeting(done(record, write_meeting(record, the_meeting(record).id, day=day(30)))).answer_by == day(10)
    assert the_meeting(done(record, write_meeting(record, the_meeting(record).id, day=day(9)))).answer_by == day(2)
    undated = done(record, write_meeting(record, the_meeting(record).id, day=None))
    assert the_meeting(undated).answer_by == day(10)


def test_a_meeting_is_called_off_with_its_list_but_not_when_it_was_held() -> None:
    record = planned()
    assert done(record, cancel_meeting(record, the_meeting(record).id)).all(SipInvitation) == ()
    record = done(record, hold_meeting(record, the_meeting(record).id))
    assert refused(cancel_meeting, record, the_meeting(record).id).title == "Mötet har hållits"


def test_letters_are_noted_all_at_once_or_some_and_how() -> None:
    record = planned()
    meeting = the_meeting(record)
    _, nora, _ = calls(record)
    some = done(record, note_sent(record, meeting.id, [nora.id], way=Channel.SDK, on=day(-1)))
    assert [(one.sent_on, one.way) for one in calls(some)] == [(None, None), (day(-1), Channel.SDK), (None, None)]
    assert note_sent(record, meeting.id, [nora.id]).title == "Kallelsen är lämnad"
    assert note_sent(record, meeting.id).title == "Kallelserna är lämnade"
    every = done(some, note_sent(some, meeting.id))
    assert [(one.sent_on, one.way) for one in calls(every)] == [(TODAY, None), (TODAY, Channel.SDK), (TODAY, None)]


def test_no_letter_leaves_for_nobody_or_without_day_and_time_or_in_the_future() -> None:
    record = planned()
    meeting = the_meeting(record)
    assert refused(note_sent, record, meeting.id, []).field == "sent_on"
    assert refused(note_sent, record, meeting.id, on=day(1)).field == "sent_on"
    untimed = done(record, write_meeting(record, meeting.id, at=None))
    assert refused(note_sent, untimed, meeting.id).field == "at"
    undated = done(record, write_meeting(record, meeting.id, day=None))
    assert refused(note_sent, undated, meeting.id).field == "day"


def test_answers_are_noted_changed_and_taken_away() -> None:
    record = planned()
    record = done(record, note_sent(record, the_meeting(record).id, on=day(-4)))
    one = calls(record)[1]
    yes = done(record, answer_invitation(record, one.id, answer=InvitationAnswer.YES, on=day(-2)))
    assert (calls(yes)[1].answer, calls(yes)[1].answered_on) == (InvitationAnswer.YES, day(-2))
    proxy = done(yes, answer_invitation(yes, one.id, answer=InvitationAnswer.PROXY, proxy=" Daniel Roos "))
    assert (calls(proxy)[1].proxy, calls(proxy)[1].answered_on) == ("Daniel Roos", TODAY)
    again = done(proxy, answer_invitation(proxy, one.id, answer=InvitationAnswer.PROXY))
    assert calls(again)[1].proxy == "Daniel Roos"
    no = done(again, answer_invitation(again, one.id, answer=InvitationAnswer.NO))
    assert calls(no)[1].proxy == ""
    none = done(no, answer_invitation(no, one.id, answer=InvitationAnswer.NOT_ANSWERED))
    assert (calls(none)[1].answer, calls(none)[1].answered_on) == (InvitationAnswer.NOT_ANSWERED, None)


def test_nobody_answers_before_she_was_called_or_in_the_future() -> None:
    record = planned()
    record = done(record, note_sent(record, the_meeting(record).id, on=day(-4)))
    one = calls(record)[1]
    for wrong in (day(-5), day(1)):
        assert refused(answer_invitation, record, one.id, answer=InvitationAnswer.NO, on=wrong).field == "answered_on"


def test_nothing_more_is_planned_in_what_is_closed() -> None:
    record = planned()
    sip, meeting = the_sip(record), the_meeting(record)
    record = done(record, close_sip(record, sip.id, reason=SipCloseReason.MOVED))
    assert refused(add_participant, record, sip.id, contact_id=SCHOOL.id).title == "SIP är avslutad"
    assert refused(plan_meeting, record, sip.id).title == "SIP är avslutad"
    assert refused(note_sent, record, meeting.id).title == "SIP är avslutad"

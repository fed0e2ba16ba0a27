"""What tests of the actions on a SIP share: one that is begun with people at it, and what an action refuses."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest

from coordinator.contact import Contact, ContactStatus, Huvudman
from coordinator.entity import Entity
from coordinator.errors import RuleError
from coordinator.record import Record
from coordinator.sip.at_meeting import add_decision, establish_sip
from coordinator.sip.beginning import begin_sip, write_sip
from coordinator.sip.belonging import decisions_of, invitations_of, meetings_of, participants_of
from coordinator.sip.decision import SipDecision
from coordinator.sip.inviting import add_participants, plan_meeting
from coordinator.sip.meeting import SipInvitation, SipMeeting
from coordinator.sip.participant import SipParticipant
from coordinator.sip.process import Sip
from tests.coordinator.conftest import PATIENT_ID, TODAY, done, record_of

NORA = Contact(
    patient_id=PATIENT_ID, name="Nora Berg", role="dietist", unit="Barnmottagningen", huvudman=Huvudman.REGION,
    phone="010-555 01 10",
)  # fmt: skip
ALI = Contact(
    patient_id=PATIENT_ID, name="Ali Demir", role="LSS-handläggare", organisation="Sundsvalls kommun",
    huvudman=Huvudman.KOMMUN,
)  # fmt: skip
SCHOOL = Contact(patient_id=PATIENT_ID, unit="Ekskolan", role="rektor", huvudman=Huvudman.PRIVATE)
CLOSED_UNIT = Contact(patient_id=PATIENT_ID, unit="Gamla teamet", status=ContactStatus.ENDED)

MEETING_DAY = TODAY + timedelta(days=20)


def day(offset: int) -> date:
    """So many days from today."""
    return TODAY + timedelta(days=offset)


def begun(*entries: Entity, **fields: Any) -> Record:
    """A record with a SIP that is begun, and Nora and Ali at it."""
    record = record_of(NORA, ALI, SCHOOL, CLOSED_UNIT, *entries)
    record = done(record, begin_sip(record, **fields))
    return done(record, add_participants(record, the_sip(record).id, [NORA.id, ALI.id]))


def planned(**fields: Any) -> Record:
    """The same with a meeting to come."""
    record = begun()
    usual: dict[str, Any] = {"day": MEETING_DAY, "at": time(13), "place": "Sal 3"}
    return done(record, plan_meeting(record, the_sip(record).id, **usual | fields))


def with_rows(record: Record | None = None) -> Record:
    """A plan that states all that the law asks for, but the day on which it is followed up."""
    record = begun() if record is None else record
    sip = the_sip(record)
    rows = (("Sova bättre", "Hel natt", "Sömnskola", "Nora"), ("Orka skolan", "Hela dagar", "Ledsagare", "Ali"))
    for need, goal, what, who in rows:
        record = done(record, add_decision(record, sip.id, need=need, goal=goal, what=what, responsible=who))
    return done(record, write_sip(record, sip.id, overall_huvudman=Huvudman.REGION, nobody_else=True))


def established() -> Record:
    """A SIP whose plan is established today."""
    record = with_rows()
    return done(record, establish_sip(record, the_sip(record).id, follow_up_on=day(90)))


def the_sip(record: Record) -> Sip:
    """The newest SIP."""
    return max(record.all(Sip), key=lambda one: one.number)


def people(record: Record) -> list[SipParticipant]:
    """Who takes part in the newest SIP."""
    return participants_of(record, the_sip(record).id)


def who(record: Record, contact: Contact) -> SipParticipant:
    """The participant that the contact is."""
    return next(one for one in people(record) if one.contact_id == contact.id)


def the_meeting(record: Record) -> SipMeeting:
    """The first meeting of the newest SIP."""
    return meetings_of(record, the_sip(record).id)[0]


def calls(record: Record) -> list[SipInvitation]:
    """Who is called to it."""
    return invitations_of(record, the_meeting(record).id)


def rows_of(record: Record) -> list[SipDecision]:
    """The rows of the newest SIP."""
    return decisions_of(record, the_sip(record).id)


def refused(action: Callable[..., object], *args: Any, **kwargs: Any) -> RuleError:
    """What the action says when it refuses."""
    with pytest.raises(RuleError) as caught:
        action(*args, **kwargs)
    return caught.value

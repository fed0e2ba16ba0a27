"""What tests of Idag share: an entry or two of each sort that gives a line, and every practice patient's record."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from coordinator.appointment import Appointment
from coordinator.benefit.benefit import Benefit
from coordinator.benefit.certificate import Certificate
from coordinator.benefit.kinds import BenefitKind, Decision
from coordinator.careplan import CareGoal, CarePlan, Intervention, PlanStatus
from coordinator.contact import Contact, ContactStatus
from coordinator.desk import Desk
from coordinator.device import AssistiveDevice
from coordinator.entity import Entity
from coordinator.hospital_stay import HospitalStay
from coordinator.person import Patient
from coordinator.practice import fill_practice
from coordinator.record import Record
from coordinator.referral import Referral
from coordinator.reminder import Reminder
from coordinator.sip.meeting import SipInvitation, SipMeeting
from coordinator.sip.participant import SipParticipant
from coordinator.sip.process import Sip
from coordinator.swedish import SWEDEN
from coordinator.today.finding import matters
from coordinator.today.matter import Matter
from coordinator.transition.plan import TransitionPlan
from coordinator.transition.swap import Transition, TransitionFollowUp, TransitionTask
from coordinator.umi.kinds import AlertType
from coordinator.umi.row import AlertInformation
from tests.coordinator.conftest import PATIENT_ID, TODAY, MemoryStore, noon, record_of


def day(offset: int) -> date:
    """So many days from today."""
    return TODAY + timedelta(days=offset)


def made(kind: type[Entity], /, **fields: Any) -> Any:
    """An entry of the patient."""
    return kind(patient_id=PATIENT_ID, **fields)


NORA = made(Contact, name="Nora Berg", role="dietist", unit="Barnmottagningen", phone="010-555 01 10")
GONE = made(Contact, name="Ali Demir", role="logoped", status=ContactStatus.ENDED, phone="010-555 01 11")
PLAN = made(CarePlan, status=PlanStatus.CURRENT, established_on=day(-300), what_matters="Simma")
GOAL = made(CareGoal, plan_id=PLAN.id, goal="Åka buss själv")
STEP = made(Intervention, goal_id=GOAL.id, what="Öva hållplatser", responsible="Ali")
SIP = made(Sip, established_on=day(-80), follow_up_on=day(10))
MEETING = made(SipMeeting, sip_id=SIP.id, day=day(5), at=time(13), answer_by=day(2))
AT_IT = made(SipParticipant, sip_id=SIP.id, contact_id=NORA.id)
CALLED = made(SipInvitation, meeting_id=MEETING.id, participant_id=AT_IT.id, sent_on=day(-3))
STAY = made(
    HospitalStay, hospital="Medicin 4", admitted_at=datetime(2026, 11, 20, 14, tzinfo=SWEDEN),
    notice_at=datetime(2026, 11, 20, 15, tzinfo=SWEDEN), ready_on=day(-1),
)  # fmt: skip
RING = made(Reminder, what="Ring skolan", owner="Anna Lind", due=day(3), contact_id=NORA.id)
REFERRAL = made(Referral, contact_id=NORA.id, sent_on=day(-30), expected_answer=day(4), question="Hjärtat?")
VISIT = made(Appointment, what="Provar telefon", contact_id=NORA.id, day=day(0), starts=time(13, 30), place="Östra")
CHAIR = made(AssistiveDevice, name="Rullstol", responsible="Centralen", next_service=day(6), service_months=12)
PLANNED = made(TransitionPlan)
SWAP = made(Transition, contact_id=NORA.id, planned_on=day(20), joint_meeting_on=day(8), first_visit_on=day(30))
TASK = made(TransitionTask, transition_id=SWAP.id, what="Visa rummet", who="Karin", due_on=day(7))
ASK_AGAIN = made(TransitionFollowUp, transition_id=SWAP.id, months=3, due_on=day(9))
ROW = made(AlertInformation, type=AlertType.CONDITION, term="Addison", valid_from=day(-500), next_check=day(12))
STOD = made(
    Benefit, kind=BenefitKind.F_DENTAL, decision=Decision.GRANTED, decided_on=day(-400), valid_until=day(60),
    contact_id=NORA.id,
)  # fmt: skip
APPLIED = made(Benefit, kind=BenefitKind.TRANSPORT_SERVICE, applied_on=day(-20))
ASKED = made(
    Benefit, kind=BenefitKind.PARKING_PERMIT, applied_on=day(-20), supplement_asked_on=day(-5), supplement_by=day(1),
    supplement_what="Svar på fråga 7",
)  # fmt: skip
PAPER = made(Certificate, title="Läkarutlåtande", requested_on=day(-20), needed_by=day(14), contact_id=NORA.id)
BORN = made(Patient, id=PATIENT_ID, given_name="Alva", family_name="Testsson", birth_date=date(2008, 12, 14))


def found(*entries: Entity, today: date = TODAY, to_journal: int = 0) -> list[Matter]:
    """The lines of a record that has these entries; the gaps of a record that is nearly empty left out."""
    return [one for one in matters(record_of(*entries, today=today), to_journal=to_journal) if one.kind.stored != "gap"]


def only(*entries: Entity, today: date = TODAY) -> Matter:
    """The one line those entries give."""
    (one,) = found(*entries, today=today)
    return one


@cache
def practice_records() -> Sequence[Record]:
    """Every practice patient's record on the day of the tests."""
    store = MemoryStore(noon(TODAY))
    return [store.read(one.patient_id) for one in fill_practice(Desk(store))]

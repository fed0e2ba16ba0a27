"""A record with one of everything that belongs in the journal."""

from datetime import date, timedelta
from typing import Any

from coordinator.careplan import CarePlan, HandedOutPlan, PlanStatus
from coordinator.consent import Consent, ConsentPurpose
from coordinator.contact import Assignment, Contact, ContactRole, InformedWay
from coordinator.contact_log import ContactLogEntry, HelpKind
from coordinator.entity import Entity
from coordinator.shared_paper import Ground, SharedPaper
from coordinator.sip.decision import SipDecision
from coordinator.sip.meeting import Presence, SipInvitation, SipMeeting
from coordinator.sip.participant import SipParticipant
from coordinator.sip.process import Sip
from coordinator.transition.swap import Transition
from tests.coordinator.conftest import PATIENT_ID, TODAY, noon


def day(ago: int) -> date:
    """So many days before today."""
    return TODAY - timedelta(days=ago)


def call(ago: int = 1, **fields: Any) -> ContactLogEntry:
    """A line of the log."""
    known: dict[str, Any] = {
        "at": noon(day(ago)), "what": "Tid för EKG", "helped_with": (HelpKind.MEDIATE,), "nothing_next": True,
        "by": "Anna Lind", "version": 1,
    }  # fmt: skip
    return ContactLogEntry(patient_id=PATIENT_ID, **(known | fields))


def consent(**fields: Any) -> Consent:
    """What was consented to."""
    known: dict[str, Any] = {
        "purpose": ConsentPurpose.SIP, "given_by": "Maja Lindeskog", "given_on": day(9), "recipients": "Solskolan",
        "covers": "Planen", "valid_until": TODAY + timedelta(days=365), "version": 1,
    }  # fmt: skip
    return Consent(patient_id=PATIENT_ID, **(known | fields))


def paper(**fields: Any) -> SharedPaper:
    """A paper that was handed out."""
    known: dict[str, Any] = {
        "paper": "vardplan", "title": "Vårdplan", "to": "Habiliteringen", "shared_on": day(3), "shared_by": "Anna Lind",
        "ground": Ground.REQUEST, "sha256": "0" * 64, "number": 2, "version": 1,
    }  # fmt: skip
    return SharedPaper(patient_id=PATIENT_ID, **(known | fields))


KARIN = Contact(patient_id=PATIENT_ID, name="Karin Åhs", role="sjuksköterska", unit="Neurologen", version=1)
ROLE = ContactRole(
    patient_id=PATIENT_ID, contact_id=KARIN.id, assignment=Assignment.FIXED_CARE_CONTACT, start=day(8), main=True,
    informed_on=day(7), informed_way=InformedWay.ORALLY, informed_by="Anna Lind", version=1,
)  # fmt: skip
PLAN = CarePlan(
    patient_id=PATIENT_ID, status=PlanStatus.CURRENT, established_on=day(6), approved_by="Dr Ek",
    participants="Maja och hennes mamma", version=1,
)  # fmt: skip
COPY = HandedOutPlan(
    patient_id=PATIENT_ID, plan_id=PLAN.id, number=1, handed_out_on=day(5), handed_to="Maja", handed_out_by="Anna Lind",
    document="{}", version=1,
)  # fmt: skip
SIP = Sip(patient_id=PATIENT_ID, number=1, version=1)
EVA = SipParticipant(patient_id=PATIENT_ID, sip_id=SIP.id, position=1, name="Eva Ek", function="kurator", version=1)
MEETING = SipMeeting(patient_id=PATIENT_ID, sip_id=SIP.id, day=day(4), held_on=day(4), version=1)
CAME = SipInvitation(
    patient_id=PATIENT_ID, meeting_id=MEETING.id, participant_id=EVA.id, presence=Presence.HERE, version=1
)
DECIDED = SipDecision(
    patient_id=PATIENT_ID, sip_id=SIP.id, position=1, what="Söka färdtjänst", participant_id=EVA.id,
    due=TODAY + timedelta(days=9), version=1,
)  # fmt: skip
SWAP = Transition(
    patient_id=PATIENT_ID, from_unit="Barnkliniken", to_unit="Vuxenkliniken", receiver="Mona Rehn",
    acknowledged_on=day(2), acknowledged_by="Mona Rehn", version=1,
)  # fmt: skip
CALL, CONSENT, PAPER = call(), consent(), paper()

BESIDE: tuple[Entity, ...] = (KARIN, SIP, EVA, CAME, DECIDED)
"""What is said with the others."""
BELONGS: tuple[Entity, ...] = (CONSENT, ROLE, PLAN, COPY, MEETING, PAPER, SWAP, CALL)
"""What belongs in the journal, the oldest first."""
EVERYTHING = (*BESIDE, *BELONGS)

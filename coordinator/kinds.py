"""The list of every kind of entry. A new kind is one line here."""

from coordinator.about_me import AboutMe
from coordinator.alert import EmergencyInformation
from coordinator.appointment import Appointment
from coordinator.benefit.benefit import Benefit
from coordinator.benefit.certificate import Certificate
from coordinator.careplan import CareGoal, CarePlan, HandedOutPlan, Intervention
from coordinator.consent import Consent
from coordinator.consent_recipient import ConsentRecipient
from coordinator.contact import Contact, ContactRole
from coordinator.contact_log import ContactLogEntry
from coordinator.device import AssistiveDevice
from coordinator.diagnosis import RareCondition
from coordinator.entity import Entity
from coordinator.gap_silence import GapSilence
from coordinator.guardian import Guardian
from coordinator.hospital_stay import HospitalStay
from coordinator.journal_entry import JournalEntry
from coordinator.person import Patient
from coordinator.referral import Referral
from coordinator.relative import Relative
from coordinator.reminder import Reminder
from coordinator.representative import LegalRepresentative
from coordinator.shared_paper import SharedPaper
from coordinator.sip.decision import SipDecision
from coordinator.sip.follow_up import SipFollowUp
from coordinator.sip.meeting import SipInvitation, SipMeeting
from coordinator.sip.participant import SipParticipant
from coordinator.sip.process import Sip
from coordinator.story_reading import StoryReading
from coordinator.taken_in import TakenIn
from coordinator.today.mark import MatterMark
from coordinator.transition.checklist import ChecklistAnswer, ChecklistRound, MaturityAssessment
from coordinator.transition.plan import TransitionPlan
from coordinator.transition.swap import Transition, TransitionFollowUp, TransitionTask
from coordinator.umi.answer import AlertGroupAnswer
from coordinator.umi.card import EmergencyCard
from coordinator.umi.row import AlertInformation

SCHEMA = 11
"""The number of the vault's shape: it grows with every migration, also one that leaves the entries as they are, and
stands in every file that holds records."""

KINDS: tuple[type[Entity], ...] = (
    Patient,
    RareCondition,
    EmergencyInformation,
    Contact,
    ContactRole,
    CarePlan,
    CareGoal,
    Intervention,
    HandedOutPlan,
    Consent,
    Relative,
    Guardian,
    LegalRepresentative,
    AboutMe,
    Appointment,
    Referral,
    AssistiveDevice,
    ContactLogEntry,
    Reminder,
    SharedPaper,
    GapSilence,
    StoryReading,
    Sip,
    SipParticipant,
    SipMeeting,
    SipInvitation,
    SipDecision,
    SipFollowUp,
    HospitalStay,
    ConsentRecipient,
    TransitionPlan,
    Transition,
    TransitionTask,
    TransitionFollowUp,
    ChecklistRound,
    ChecklistAnswer,
    MaturityAssessment,
    AlertInformation,
    AlertGroupAnswer,
    EmergencyCard,
    Benefit,
    Certificate,
    JournalEntry,
    MatterMark,
    TakenIn,
)

BY_NAME: dict[str, type[Entity]] = {kind.KIND: kind for kind in KINDS}

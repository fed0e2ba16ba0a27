"""On which page of a patient each kind of entry stands: where one goes from a search, the history or a gap."""

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
from coordinator.page import Page
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

PAGE_OF: dict[type[Entity], Page] = {
    Patient: Page.PERSON,
    RareCondition: Page.DIAGNOSES,
    EmergencyInformation: Page.UMI,
    Contact: Page.CONTACTS,
    ContactRole: Page.CONTACTS,
    CarePlan: Page.CARE_PLAN,
    CareGoal: Page.CARE_PLAN,
    Intervention: Page.CARE_PLAN,
    HandedOutPlan: Page.SHARED,
    Consent: Page.CONSENTS,
    Relative: Page.RELATIVES,
    Guardian: Page.RELATIVES,
    LegalRepresentative: Page.RELATIVES,
    AboutMe: Page.ABOUT_ME,
    Appointment: Page.APPOINTMENTS,
    Referral: Page.REFERRALS,
    AssistiveDevice: Page.DEVICES,
    ContactLogEntry: Page.CONTACT_LOG,
    Reminder: Page.REMINDERS,
    SharedPaper: Page.SHARED,
    GapSilence: Page.GAPS,
    StoryReading: Page.ABOUT_ME,
    Sip: Page.SIP,
    SipParticipant: Page.SIP,
    SipMeeting: Page.SIP,
    SipInvitation: Page.SIP,
    SipDecision: Page.SIP,
    SipFollowUp: Page.SIP,
    HospitalStay: Page.SIP,
    ConsentRecipient: Page.CONSENTS,
    TransitionPlan: Page.TRANSITION,
    Transition: Page.TRANSITION,
    TransitionTask: Page.TRANSITION,
    TransitionFollowUp: Page.TRANSITION,
    ChecklistRound: Page.TRANSITION,
    ChecklistAnswer: Page.TRANSITION,
    MaturityAssessment: Page.TRANSITION,
    AlertInformation: Page.UMI,
    AlertGroupAnswer: Page.UMI,
    EmergencyCard: Page.UMI,
    Benefit: Page.BENEFITS,
    Certificate: Page.BENEFITS,
    JournalEntry: Page.JOURNAL,
    MatterMark: Page.HISTORY,
    TakenIn: Page.EXPORTS,
}

"""The list of every document a record can become, and in which ways each can be made. A new document is one line here.

Whoever offers documents, in a window or on the command line, reads it and knows none of them by name.
"""

from coordinator.documents.about_me import about_me_document
from coordinator.documents.care_contact import care_contact_document
from coordinator.documents.care_plan import care_plan_document
from coordinator.documents.certificate_basis import NAME as CERTIFICATE_BASIS_NAME
from coordinator.documents.certificate_basis import certificate_basis_document, certificates_to_write
from coordinator.documents.consent_form import consent_form_document, sip_consent_form
from coordinator.documents.contacts_paper import contacts_document, contacts_document_landscape
from coordinator.documents.coordinator_letter import NAME as COORDINATOR
from coordinator.documents.coordinator_letter import coordinator_letter_document, letters_to_coordinators
from coordinator.documents.discharge_summary import discharge_summary_document, hospital_stays
from coordinator.documents.easy_plan import easy_plan_document
from coordinator.documents.emergency_card import emergency_card_document
from coordinator.documents.emergency_notice import emergency_notice_document
from coordinator.documents.emergency_sheet import emergency_sheet_document, english_emergency_sheet_document
from coordinator.documents.handover_letter import NAME as HANDOVER
from coordinator.documents.handover_letter import handover_letter_document, letters_of_swaps
from coordinator.documents.map_paper import map_document
from coordinator.documents.medical_summary import medical_summary_document
from coordinator.documents.move_handover import NAME as MOVE
from coordinator.documents.move_handover import move_handover_document
from coordinator.documents.my_folder import my_easy_folder_document, my_folder_document
from coordinator.documents.paper_kind import Paper
from coordinator.documents.record_extract import record_extract_document
from coordinator.documents.sip_closing import closed_sips, sip_closing_document
from coordinator.documents.sip_follow_up import follow_up_papers, sip_follow_up_document
from coordinator.documents.sip_invitation import letters_of, sip_invitation_document
from coordinator.documents.sip_plan import plans_of_sips, sip_plan_document, sip_plan_document_landscape
from coordinator.documents.subject import about_sips
from coordinator.documents.times_paper import times_document
from coordinator.documents.transition_checklist import blank_checklist, checklist_document, checklist_papers
from coordinator.documents.transition_plan import transition_plan_document
from coordinator.lettering import Lettering
from coordinator.umi.card_facts import CARD, ENGLISH_SHEET, NOTICE, SHEET

STANDARD_AND_LARGE = (Lettering.STANDARD, Lettering.LARGE)


CARE_PLAN = Paper(
    "vardplan",
    "Min vårdplan",
    "Min vårdplan, allt som är planerat, i patientens egna ord",
    care_plan_document,
    letterings=(*STANDARD_AND_LARGE, Lettering.EASY),
    make_easy=easy_plan_document,
    sections=True,
    carries_record=True,
)
CONTACTS = Paper(
    "kontakter",
    "Mina kontakter",
    "Mina kontakter, alla efter livsområde",
    contacts_document,
    letterings=STANDARD_AND_LARGE,
    make_landscape=contacts_document_landscape,
)
CONTACT_MAP = Paper(
    "kontaktkarta",
    "Min kontaktkarta",
    "Min kontaktkarta, alla kontakter på en liggande sida",
    map_document,
    a3=True,
)
TIMES = Paper(
    "tider",
    "Mina tider",
    "Mina tider, bokade och planerade",
    times_document,
    letterings=STANDARD_AND_LARGE,
)
EMERGENCY_CARD = Paper(
    CARD,
    "Akutkort för plånboken",
    "Akutkort för plånboken, på svenska och engelska, att klippa ut och vika",
    emergency_card_document,
    letterings=STANDARD_AND_LARGE,
    make_copies=emergency_card_document,
    most_copies=8,
)
EMERGENCY_SHEET = Paper(
    SHEET,
    "Akutblad",
    "Akutblad, en sida till en akutmottagning",
    emergency_sheet_document,
)
ENGLISH_EMERGENCY_SHEET = Paper(
    ENGLISH_SHEET,
    "Akutblad på engelska",
    "Akutblad på engelska, en sida till en akutmottagning utomlands",
    english_emergency_sheet_document,
)
EMERGENCY_NOTICE = Paper(
    NOTICE,
    "Text för kylskåp eller dörr",
    "Text för kylskåp eller dörr, vad man gör och vem man ringer, i stora bokstäver",
    emergency_notice_document,
)
CARE_CONTACT = Paper(
    "fast-vardkontakt",
    "Din fasta vårdkontakt",
    "Din fasta vårdkontakt, en sida till patienten",
    care_contact_document,
)
ABOUT_ME = Paper("om-mig", "Om mig", "Om mig, en sida med patientens egna ord", about_me_document)
CONSENT_FORM = Paper(
    "samtycke",
    "Samtyckesblankett",
    "Samtyckesblankett, att fylla i och skriva under för hand",
    consent_form_document,
    letterings=STANDARD_AND_LARGE,
    subjects=about_sips,
    make_about=sip_consent_form,
)
CERTIFICATE_BASIS = Paper(
    CERTIFICATE_BASIS_NAME,
    "Underlag till intyg",
    "Underlag till intyg, det som den som skriver intyget behöver ur vårdplanen",
    None,
    letterings=STANDARD_AND_LARGE,
    subjects=certificates_to_write,
    make_about=certificate_basis_document,
    subject_label="Vilket intyg",
    subject_option="intyg",
    no_subject="Det finns inget intyg att skriva. Lägg till det på sidan Intyg och stöd.",
)
RECORD_EXTRACT = Paper(
    "registerutdrag",
    "Registerutdrag",
    "Registerutdrag, allt som pärmen har om patienten",
    record_extract_document,
    letterings=STANDARD_AND_LARGE,
    for_patient_only=True,
)
SIP_INVITATION = Paper(
    "sip-kallelse",
    "Kallelse till SIP",
    "Kallelse till SIP, ett brev till var och en som kallas",
    None,
    letterings=STANDARD_AND_LARGE,
    subjects=letters_of,
    make_about=sip_invitation_document,
    subject_label="Vilken kallelse",
    no_subject="Det finns ingen kallelse än. Planera mötet på sidan SIP.",
    to_each=True,
    to_meeting=True,
)
SIP_PLAN = Paper(
    "sip-plan",
    "Samordnad individuell plan",
    "Samordnad individuell plan, SIP, som utkast eller upprättad",
    None,
    letterings=STANDARD_AND_LARGE,
    subjects=plans_of_sips,
    make_about=sip_plan_document,
    make_about_landscape=sip_plan_document_landscape,
)
SIP_FOLLOW_UP = Paper(
    "sip-uppfoljning",
    "Uppföljning av SIP",
    "Uppföljning av SIP, att fylla i för hand, eller som den blev",
    None,
    letterings=STANDARD_AND_LARGE,
    subjects=follow_up_papers,
    make_about=sip_follow_up_document,
    no_subject="Ingen SIP är upprättad än. Upprätta planen på sidan SIP.",
)
SIP_CLOSING = Paper(
    "sip-avslut",
    "Bekräftelse på avslut av SIP",
    "Bekräftelse på avslut av SIP, med hur det gick",
    None,
    letterings=STANDARD_AND_LARGE,
    subjects=closed_sips,
    make_about=sip_closing_document,
    no_subject="Ingen SIP är avslutad.",
)
DISCHARGE_SUMMARY = Paper(
    "utskrivning",
    "Vid utskrivning",
    "Vid utskrivning från sjukhus, en sammanfattning till patienten",
    None,
    letterings=STANDARD_AND_LARGE,
    subjects=hospital_stays,
    make_about=discharge_summary_document,
    subject_label="Vilket vårdtillfälle",
    subject_option="stay",
    no_subject="Inget vårdtillfälle på sjukhus är inskrivet. Skriv in det på sidan SIP.",
)
TRANSITION_PLAN = Paper(
    "overgangsplan",
    "Övergångsplan",
    "Övergångsplan, vem som tar över, när och vad som är överenskommet",
    transition_plan_document,
    letterings=STANDARD_AND_LARGE,
)
HANDOVER_LETTER = Paper(
    HANDOVER,
    "Överlämningsbrev",
    "Överlämningsbrev, ett till var och en som tar över",
    None,
    letterings=STANDARD_AND_LARGE,
    subjects=letters_of_swaps,
    make_about=handover_letter_document,
    subject_label="Vilken övergång",
    subject_option="overgang",
    no_subject="Ingen mottagare är namngiven än. Skriv in den på sidan Övergång.",
    to_each=True,
)
COORDINATOR_LETTER = Paper(
    COORDINATOR,
    "Till ny fast vårdkontakt",
    "Till ny fast vårdkontakt, vad som är viktigt, vem som samordnar vad och vad som är öppet",
    None,
    letterings=STANDARD_AND_LARGE,
    subjects=letters_to_coordinators,
    make_about=coordinator_letter_document,
    subject_label="Vilken fast vårdkontakt",
    subject_option="fvk",
    no_subject="Ingen annan är fast vårdkontakt. Lämna först över patienten, eller utse någon på sidan Kontakter.",
    to_each=True,
)
MOVE_HANDOVER = Paper(
    MOVE,
    "Överlämning vid flytt",
    "Överlämning vid flytt, ett brev till nästa mottagning och hela vårdplanen, i en fil med lösenord",
    move_handover_document,
    letterings=STANDARD_AND_LARGE,
    carries_record=True,
    locked=True,
    to_another=True,
)
MEDICAL_SUMMARY = Paper(
    "medicinsk-sammanfattning",
    "Medicinsk sammanfattning",
    "Medicinsk sammanfattning, läkarens text som den är",
    medical_summary_document,
    letterings=STANDARD_AND_LARGE,
)
MY_FOLDER = Paper(
    "min-mapp",
    "Min mapp",
    "Min mapp, till den unge själv, i enkla ord",
    my_folder_document,
    letterings=(*STANDARD_AND_LARGE, Lettering.EASY),
    make_easy=my_easy_folder_document,
)
CHECKLIST = Paper(
    "checklista",
    "Checklista",
    "Checklista på väg till vuxenlivet, att fylla i för hand, eller som den besvarades",
    blank_checklist,
    letterings=STANDARD_AND_LARGE,
    subjects=checklist_papers,
    make_about=checklist_document,
    subject_label="Vilken checklista",
    subject_option="checklista",
)

DOCUMENTS: tuple[Paper, ...] = (
    CARE_PLAN,
    CONTACTS,
    CONTACT_MAP,
    TIMES,
    ABOUT_ME,
    EMERGENCY_CARD,
    EMERGENCY_SHEET,
    ENGLISH_EMERGENCY_SHEET,
    EMERGENCY_NOTICE,
    CARE_CONTACT,
    CONSENT_FORM,
    SIP_INVITATION,
    SIP_PLAN,
    SIP_FOLLOW_UP,
    SIP_CLOSING,
    DISCHARGE_SUMMARY,
    TRANSITION_PLAN,
    HANDOVER_LETTER,
    COORDINATOR_LETTER,
    MOVE_HANDOVER,
    MEDICAL_SUMMARY,
    MY_FOLDER,
    CHECKLIST,
    CERTIFICATE_BASIS,
    RECORD_EXTRACT,
)

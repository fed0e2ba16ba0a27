"""The list of every document a record can become, and in which ways each can be made. A new document is one line here.

Whoever offers documents, in a window or on the command line, reads it and knows none of them by name.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from coordinator.document import Document
from coordinator.documents.about_me import about_me_document
from coordinator.documents.care_contact import care_contact_document
from coordinator.documents.care_plan import care_plan_document
from coordinator.documents.consent_form import consent_form_document, sip_consent_form
from coordinator.documents.contacts_paper import contacts_document, contacts_document_landscape
from coordinator.documents.discharge_summary import discharge_summary_document, hospital_stays
from coordinator.documents.easy_plan import easy_plan_document
from coordinator.documents.handover_letter import NAME as HANDOVER
from coordinator.documents.handover_letter import handover_letter_document, letters_of_swaps
from coordinator.documents.map_paper import map_document
from coordinator.documents.medical_summary import medical_summary_document
from coordinator.documents.my_folder import my_easy_folder_document, my_folder_document
from coordinator.documents.record_extract import record_extract_document
from coordinator.documents.sip_closing import closed_sips, sip_closing_document
from coordinator.documents.sip_follow_up import follow_up_papers, sip_follow_up_document
from coordinator.documents.sip_invitation import letters_of, sip_invitation_document
from coordinator.documents.sip_plan import plans_of_sips, sip_plan_document, sip_plan_document_landscape
from coordinator.documents.subject import Subject, about_sips
from coordinator.documents.times_paper import times_document
from coordinator.documents.transition_checklist import blank_checklist, checklist_document, checklist_papers
from coordinator.documents.transition_plan import transition_plan_document
from coordinator.lettering import Lettering
from coordinator.record import Record

STANDARD_AND_LARGE = (Lettering.STANDARD, Lettering.LARGE)


@dataclass(frozen=True)
class Paper:
    """A kind of document: the word for it in commands and file names, what it is called, and what makes it.

    letterings: those it can be made in, the usual one first. make_easy: what makes it in the lettering EASY, since a
    text that is easy to read has a wording of its own. make_landscape: what makes it lying down, with more columns;
    None when there is no choice. a3: whether it may be on paper of twice the size. sections: whether parts of it can
    be left out. for_patient_only: it is never given to anybody else. carries_record: the record goes with it, as files
    (`carries`).

    A paper about one of several has ``subjects``, which finds them, and ``make_about``, which makes it about one of
    them; ``make`` is then what makes it about none, or None when it is always about one. subject_label: what is asked
    in the window. subject_option: the word for it on the command line. no_subject: what to do when there is none.
    to_each: every subject is a letter to somebody of its own. to_meeting: and calls her to a meeting.
    """

    name: str
    title: str
    help: str
    make: Callable[[Record], Document] | None
    letterings: tuple[Lettering, ...] = (Lettering.STANDARD,)
    make_easy: Callable[[Record], Document] | None = None
    make_landscape: Callable[[Record], Document] | None = None
    a3: bool = False
    sections: bool = False
    for_patient_only: bool = False
    carries_record: bool = False
    subjects: Callable[[Record], list[Subject]] | None = None
    make_about: Callable[[Record, UUID], Document] | None = None
    make_about_landscape: Callable[[Record, UUID], Document] | None = None
    subject_label: str = "Vilken SIP"
    subject_option: str = "sip"
    no_subject: str = "Det finns ingen SIP än. Skapa den på sidan SIP."
    to_each: bool = False
    to_meeting: bool = False

    @property
    def landscape(self) -> bool:
        """Whether it may also lie down."""
        return self.make_landscape is not None or self.make_about_landscape is not None

    def subjects_of(self, record: Record) -> list[Subject]:
        """What it can be about in this record."""
        return self.subjects(record) if self.subjects is not None else []

    def all_made(self, record: Record) -> list[Document]:
        """Every document it can become of this record, as it usually is: about nothing, and about each subject."""
        about_none = [self.make(record)] if self.make is not None else []
        return about_none + [self.made(record, about=one.id) for one in self.subjects_of(record)]

    def carries(self, lettering: Lettering) -> bool:
        """Whether the record goes with it: never with the easy text, which leaves out most of what the files hold."""
        return self.carries_record and lettering is not Lettering.EASY

    def made(
        self,
        record: Record,
        lettering: Lettering = Lettering.STANDARD,
        *,
        landscape: bool = False,
        a3: bool = False,
        about: UUID | None = None,
    ) -> Document:
        """The document in one of its letterings, lying down or on A3; what it cannot be made in is ValueError."""
        if lettering not in self.letterings or (landscape and lettering is not Lettering.STANDARD):
            raise ValueError(f"{self.name} is not made in {lettering.stored}")
        if a3 and (not self.a3 or lettering is not Lettering.STANDARD):
            raise ValueError(f"{self.name} is not made on A3")
        if a3:
            return replace(self.made(record, landscape=landscape, about=about), a3=True)
        if lettering is Lettering.EASY and self.make_easy is not None:
            return self.make_easy(record)
        return replace(self._standing_or_lying(record, about, landscape=landscape), lettering=lettering)

    def _standing_or_lying(self, record: Record, about: UUID | None, *, landscape: bool) -> Document:
        if about is None:
            make = self.make_landscape if landscape else self.make
            if make is not None:
                return make(record)
        else:
            make_about = self.make_about_landscape if landscape else self.make_about
            if make_about is not None:
                return make_about(record, about)
        raise ValueError(f"{self.name} is not made {'lying down' if landscape else 'so'}")


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
    CARE_CONTACT,
    CONSENT_FORM,
    SIP_INVITATION,
    SIP_PLAN,
    SIP_FOLLOW_UP,
    SIP_CLOSING,
    DISCHARGE_SUMMARY,
    TRANSITION_PLAN,
    HANDOVER_LETTER,
    MEDICAL_SUMMARY,
    MY_FOLDER,
    CHECKLIST,
    RECORD_EXTRACT,
)

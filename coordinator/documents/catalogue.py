"""The list of every document a record can become, and in which ways each can be made. A new document is one line here.

Whoever offers documents, in a window or on the command line, reads it and knows none of them by name.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from coordinator.document import Document
from coordinator.documents.about_me import about_me_document
from coordinator.documents.care_contact import care_contact_document
from coordinator.documents.care_plan import care_plan_document
from coordinator.documents.consent_form import consent_form_document
from coordinator.documents.contacts_paper import contacts_document, contacts_document_landscape
from coordinator.documents.easy_plan import easy_plan_document
from coordinator.documents.map_paper import map_document
from coordinator.documents.record_extract import record_extract_document
from coordinator.documents.times_paper import times_document
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
    """

    name: str
    title: str
    help: str
    make: Callable[[Record], Document]
    letterings: tuple[Lettering, ...] = (Lettering.STANDARD,)
    make_easy: Callable[[Record], Document] | None = None
    make_landscape: Callable[[Record], Document] | None = None
    a3: bool = False
    sections: bool = False
    for_patient_only: bool = False
    carries_record: bool = False

    @property
    def landscape(self) -> bool:
        """Whether it may also lie down."""
        return self.make_landscape is not None

    def carries(self, lettering: Lettering) -> bool:
        """Whether the record goes with it: never with the easy text, which leaves out most of what the files hold."""
        return self.carries_record and lettering is not Lettering.EASY

    def made(
        self, record: Record, lettering: Lettering = Lettering.STANDARD, *, landscape: bool = False, a3: bool = False
    ) -> Document:
        """The document in one of its letterings, lying down or on A3; what it cannot be made in is ValueError."""
        if lettering not in self.letterings or (landscape and lettering is not Lettering.STANDARD):
            raise ValueError(f"{self.name} is not made in {lettering.stored}")
        if a3 and (not self.a3 or lettering is not Lettering.STANDARD):
            raise ValueError(f"{self.name} is not made on A3")
        if a3:
            return replace(self.made(record, landscape=landscape), a3=True)
        if landscape:
            if self.make_landscape is None:
                raise ValueError(f"{self.name} does not lie down")
            return self.make_landscape(record)
        if lettering is Lettering.EASY and self.make_easy is not None:
            return self.make_easy(record)
        return replace(self.make(record), lettering=lettering)


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
)
RECORD_EXTRACT = Paper(
    "registerutdrag",
    "Registerutdrag",
    "Registerutdrag, allt som pärmen har om patienten",
    record_extract_document,
    letterings=STANDARD_AND_LARGE,
    for_patient_only=True,
)

DOCUMENTS: tuple[Paper, ...] = (
    CARE_PLAN,
    CONTACTS,
    CONTACT_MAP,
    TIMES,
    ABOUT_ME,
    CARE_CONTACT,
    CONSENT_FORM,
    RECORD_EXTRACT,
)

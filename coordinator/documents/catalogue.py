"""The list of every document a record can become. A new document is one line here."""

from collections.abc import Callable
from dataclasses import dataclass

from coordinator.document import Document
from coordinator.documents.about_me import about_me_document
from coordinator.documents.care_contact import care_contact_document
from coordinator.documents.care_plan import care_plan_document
from coordinator.record import Record


@dataclass(frozen=True)
class Paper:
    """A kind of document: the word for it in commands and file names, what it is, and what makes it."""

    name: str
    help: str
    make: Callable[[Record], Document]


CARE_PLAN = Paper("vardplan", "Min vårdplan", care_plan_document)
CARE_CONTACT = Paper("fast-vardkontakt", "Din fasta vårdkontakt, en sida till patienten", care_contact_document)
ABOUT_ME = Paper("om-mig", "Om mig, en sida med patientens egna ord", about_me_document)

DOCUMENTS: tuple[Paper, ...] = (CARE_PLAN, CARE_CONTACT, ABOUT_ME)

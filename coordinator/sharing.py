"""Sharing is a choice: to whom a paper goes, with which parts, on which ground, and what is kept of it.

A paper for the patient needs no ground. For anybody else there is a consent that names them and holds today, or another
ground that is stated and kept. What may not go is stopped here, before a letter of it is printed.
"""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.careplan import HandedOutPlan, current_plan, hand_out_plan, next_number
from coordinator.change import Add, Change, Edit
from coordinator.contact import Contact
from coordinator.covering import OTHER_GROUNDS, covering, rests_on, said_in, without_consent
from coordinator.document import Attachment, Document, from_json, to_json
from coordinator.documents.care_plan import care_plan_document
from coordinator.documents.catalogue import CARE_PLAN, COORDINATOR_LETTER, HANDOVER_LETTER, MOVE_HANDOVER
from coordinator.documents.coordinator_letter import is_to_be_told
from coordinator.documents.paper_kind import Paper
from coordinator.errors import RuleError
from coordinator.handing_out import handed_out_document, plan_to_hand_out
from coordinator.lettering import Lettering
from coordinator.recipient import PATIENT, Recipient, no_longer, recipient_named, recipients
from coordinator.same_provider import same_care_provider
from coordinator.sections import Section
from coordinator.shared_paper import NEEDS_NOTE, Ground, SharedPaper, Way
from coordinator.transition.swap import Transition
from coordinator.umi.card_facts import CARD_PAPERS, NOTICE
from coordinator.umi.issuing import issued

if TYPE_CHECKING:
    from coordinator.record import Record

__all__ = [
    "PATIENT", "Ground", "Order", "Prepared", "Recipient", "Section", "Way", "again", "cautions", "covering",
    "logged_ground", "may_be_within_care", "prepared", "recipient_named", "recipients", "refusal",
    "require_locked", "share",
]  # fmt: skip

REFUSED = "Papperet får inte lämnas ut"
ONLY_LOCKED = "Papperet sparas bara med lösenord"

_MAY_TELL_OF_OTHERS = (
    "Registerutdraget kan tala om någon annan, i loggen, anteckningar och meddelanden. Läs igenom det innan du lämnar "
    "det till någon annan än patienten själv."
)
_READ_AT_HOME = (
    "Alla som kommer hem läser lappen. Läs igenom att rubrikerna inte säger mer än de får veta, till exempel en "
    "diagnos."
)
_ONLY_TO_HER = "Grunden gäller bara papperet Till ny fast vårdkontakt, till den som är patientens fasta vårdkontakt."
_ANOTHER_PROVIDER = (
    "Mottagaren har en annan huvudman än du, och arbetar då hos en annan vårdgivare. Skriv in ett samtycke som nämner "
    f"mottagaren, eller ange en annan grund: {OTHER_GROUNDS}."
)
_ASKED = (
    "Arbetar mottagaren hos samma vårdgivare som du? Det står inte i pärmen. Är det samma behövs inget samtycke, "
    f"eftersom mottagaren deltar i vården: ange det som grund. Annars behövs ett samtycke, eller: {OTHER_GROUNDS}."
)


@dataclass(frozen=True)
class Order:
    """What is wanted: which paper for whom, how, without which parts, and on which ground when no consent is meant.

    attach: the record goes with it as files, where the paper carries it at all. a3: on paper of twice the size.
    about: which of its subjects (`Paper.subjects`) the paper is about. copies: how many of what is cut out of it.
    """

    paper: Paper
    recipient: Recipient
    lettering: Lettering = Lettering.STANDARD
    landscape: bool = False
    left_out: frozenset[Section] = frozenset()
    attach: bool = False
    ground: Ground | None = None
    ground_note: str = field(default="", repr=False)
    a3: bool = False
    about: UUID | None = None
    copies: int = 1

    @property
    def carries(self) -> bool:
        """Whether the record goes with the paper as files."""
        return self.attach and self.paper.carries(self.lettering)


@dataclass(frozen=True)
class Prepared:
    """A paper that may go: the document, the files that go with it, and what to think of before it is given."""

    document: Document = field(repr=False)
    attachments: tuple[Attachment, ...] = field(default=(), repr=False)
    warnings: tuple[str, ...] = field(default=(), repr=False)


def refusal(record: "Record", order: Order) -> str:
    """Why what is ordered may not go, with what to do; empty when it may. It names nobody."""
    return _cannot_be_made(record, order) or _may_not_be_given(record, order)


def _cannot_be_made(record: "Record", order: Order) -> str:
    paper = order.paper
    if paper.for_patient_only and not order.recipient.is_patient:
        return "Det här papperet är bara till patienten, eller den som företräder patienten."
    if order.lettering not in paper.letterings:
        return "Papperet finns inte i den textformen. Välj en annan."
    if order.landscape and (not paper.landscape or order.lettering is not Lettering.STANDARD):
        return "Papperet skrivs inte liggande så. Välj stående, eller vanlig text om papperet kan ligga."
    if order.a3 and (not paper.a3 or order.lettering is not Lettering.STANDARD):
        return "Papperet skrivs inte på A3. Välj A4."
    if not 1 <= order.copies <= paper.most_copies:
        return _how_many(paper)
    if order.left_out and (not paper.sections or order.lettering is Lettering.EASY):
        return "Delar kan bara utelämnas ur Min vårdplan i vanlig text eller storstil."
    return _is_about_another(record, order)


def _how_many(paper: Paper) -> str:
    if paper.most_copies == 1:
        return "Papperet skrivs ut ett i taget. Välj antalet 1."
    return f"Välj ett antal från 1 till {paper.most_copies}."


def _is_about_another(record: "Record", order: Order) -> str:
    """Why the paper is not made about what is chosen; empty when it is."""
    paper = order.paper
    if order.about is None and paper.make is not None:
        return ""
    subjects = paper.subjects_of(record)
    if order.about is None:
        return (
            f"Välj först: {paper.subject_label[:1].lower()}{paper.subject_label[1:]}?" if subjects else paper.no_subject
        )
    chosen = next((one for one in subjects if one.id == order.about), None)
    if chosen is None:
        return "Det som papperet gäller finns inte kvar. Välj på nytt vad det gäller."
    if chosen.to is not None and chosen.to != order.recipient:
        return "Papperet är skrivet till någon annan. Välj det som är till mottagaren."
    return ""


def _may_not_be_given(record: "Record", order: Order) -> str:
    recipient = order.recipient
    why_gone = no_longer(record, recipient)
    if recipient.is_patient or why_gone:
        return why_gone
    if not recipient.name.strip():
        return "Skriv vem papperet är till."
    if order.paper.name == CARE_PLAN.name and current_plan(record) is None:
        return "Patienten har ingen vårdplan än. Skriv en först."
    if _goes_within_care(record, order):
        return ""
    if order.ground is Ground.TAKES_PART:
        return _ANOTHER_PROVIDER if _is_to_fixed_contact(record, order) else _ONLY_TO_HER
    if order.ground is None or order.ground is Ground.CONSENT:
        why_not = without_consent(record, recipient, order.paper.name, order.about)
        return _ASKED if why_not and may_be_within_care(record, order) else why_not
    if order.ground in NEEDS_NOTE and not order.ground_note.strip():
        return "Skriv kort vad grunden är: vilken skyldighet, eller vad som hänt."
    return ""


def may_be_within_care(record: "Record", order: Order) -> bool:
    """Whether it is the letter to the patient's fast vårdkontakt, who may work for the user's own vårdgivare: then she
    takes part in the care and no consent is needed, and somebody has to say that it is so.
    """
    return _is_to_fixed_contact(record, order) and _works_with_us(record, order.recipient) is not False


def _goes_within_care(record: "Record", order: Order) -> bool:
    """Whether it is that letter, and the record says that it is the same vårdgivare, or somebody has said so."""
    if order.ground is Ground.TAKES_PART:
        return may_be_within_care(record, order)
    is_hers = order.ground is None and _is_to_fixed_contact(record, order)
    return is_hers and _works_with_us(record, order.recipient) is True


def _is_to_fixed_contact(record: "Record", order: Order) -> bool:
    return order.paper.name == COORDINATOR_LETTER.name and is_to_be_told(record, order.recipient)


def _works_with_us(record: "Record", recipient: Recipient) -> bool | None:
    contact_id = recipient.contact_id
    return same_care_provider(record, record.get(Contact, contact_id)) if contact_id is not None else None


def prepared(record: "Record", order: Order) -> Prepared:
    """The paper for the recipient, and what to think of before it is given. RuleError when it may not go."""
    _require(record, order)
    return Prepared(_document(record, order), _attachments(record, order), cautions(record, order))


def require_locked(paper: Paper, way: Way) -> None:
    """RuleError when the paper is saved as a file that anybody can open, and may not be."""
    if paper.locked and way is Way.SAVED:
        raise RuleError(ONLY_LOCKED, "Spara det med lösenord. Lösenordet lämnas på annat sätt än filen.")


def _require(record: "Record", order: Order) -> None:
    why_not = refusal(record, order)
    if why_not:
        raise RuleError(REFUSED, why_not)


def _document(record: "Record", order: Order) -> Document:
    if order.left_out:
        return care_plan_document(record, order.left_out, order.lettering)
    return order.paper.made(
        record, order.lettering, landscape=order.landscape, a3=order.a3, about=order.about, copies=order.copies
    )


def _attachments(record: "Record", order: Order) -> tuple[Attachment, ...]:
    if not order.carries:
        return ()
    # The exports are not needed by a paper that stays paper.
    from coordinator.exchange.carried import carried, carried_contacts

    beside = carried_contacts(record) if order.paper.name == MOVE_HANDOVER.name else ()
    return (*carried(record, order.left_out), *beside)


def cautions(record: "Record", order: Order) -> tuple[str, ...]:
    """What to think of before the paper is given: who else reads it, what the consent excludes, wishes to read."""
    found = [_READ_AT_HOME] if order.paper.name == NOTICE else []
    if order.recipient.is_patient:
        to_herself = order.recipient.name == PATIENT or not order.paper.for_patient_only
        return tuple(found) if to_herself else (*found, _MAY_TELL_OF_OTHERS)
    consent = covering(record, order.recipient, order.paper.name, order.about)
    if consent is not None:
        found += said_in(record, consent, order.recipient)
    if record.patient.restrictions.strip():
        found.append(
            "Patienten har en spärr eller ett önskemål om vem som inte får se uppgifterna. Läs det innan du lämnar "
            "papperet."
        )
    return tuple(found)


def logged_ground(order: Order) -> str:
    """What the access log says as the reason: the ground that was stated, with its words; empty when none was."""
    if order.recipient.is_patient or order.ground is None or order.ground is Ground.CONSENT:
        return ""
    note = order.ground_note.strip()
    return f"{order.ground.label}: {note}" if note else order.ground.label


def again(record: "Record", number: int, recipient: Recipient | None = None) -> tuple[Order, Document]:
    """A version of the plan as it was handed out, and to whom: the one who got it then, on the same ground, unless it
    is for another ``recipient``. RuleError when there is none, or it may not be shown.
    """
    document = handed_out_document(record, number)
    copy = next(one for one in record.all(HandedOutPlan) if one.number == number)
    first = next((one for one in record.all(SharedPaper) if one.copy_id == copy.id and not one.again), None)
    order = Order(
        CARE_PLAN,
        recipient or _then(record, copy, first),
        document.lettering,
        document.landscape,
        frozenset(first.left_out) if first else frozenset(),
    )
    if recipient is None and first is not None:
        order = replace(order, ground=first.ground, ground_note=first.ground_note)
    return order, document


def _then(record: "Record", copy: HandedOutPlan, first: SharedPaper | None) -> Recipient:
    """Who got that version."""
    if first is None:
        return recipient_named(record, copy.handed_to)
    return Recipient(first.to, first.contact_id, first.to_patient)


def share(
    record: "Record", /, order: Order, *, document: Document, sha256: str, way: Way, hand_out: bool = False
) -> Change:
    """Keep that the paper went, to whom and on which ground; RuleError when it may not.

    document: the one that was made, or a former version of the plan as it was handed out. Min vårdplan for somebody
    else, and for the patient with ``hand_out``, is kept as the document it is, and the next one gets the next number. A
    handover letter is then sent. A card or sheet for emergencies is out until it comes back.
    """
    _require(record, order)
    require_locked(order.paper, way)
    kept = _kept_before(record, order, document)
    made = None if kept or (order.recipient.is_patient and not hand_out) else _copy(record, order, document)
    copy = kept or made
    stated = Ground.TAKES_PART if _goes_within_care(record, order) else order.ground
    ground, consent = rests_on(record, order.recipient, stated, order.paper.name, order.about)
    noted = SharedPaper(
        patient_id=record.patient_id,
        paper=order.paper.name,
        title=document.title,
        lettering=document.lettering,
        landscape=document.landscape,
        to=order.recipient.name.strip(),
        contact_id=order.recipient.contact_id,
        to_patient=order.recipient.is_patient,
        shared_on=record.today,
        shared_by=record.actor.name,
        ground=ground,
        ground_note=order.ground_note.strip() if ground else "",
        consent_id=consent.id if consent else None,
        left_out=tuple(section for section in Section if section in order.left_out),
        with_record=order.carries,
        number=document.number if order.paper.name == CARE_PLAN.name else 0,
        copy_id=copy.id if copy else None,
        again=kept is not None,
        mark=document.footer.mark,
        way=way,
        sha256=sha256,
    )
    if made is None:
        return Change("Papper utlämnat", (Add(noted), *_sent(record, order), *_out(record, order, noted)))
    return Change("Vårdplan utlämnad", (Add(made), Add(noted)))


def _out(record: "Record", order: Order, noted: SharedPaper) -> tuple[Add, ...]:
    """What is remembered of a card or sheet for emergencies, so that it can be told when it is no longer true."""
    if order.paper.name not in CARD_PAPERS:
        return ()
    return (Add(issued(record, noted, order.copies)),)


def _sent(record: "Record", order: Order) -> tuple[Edit, ...]:
    """The swap that a handover letter is about, with the day it was sent: the latest, until it is acknowledged."""
    if order.paper.name != HANDOVER_LETTER.name or order.about is None:
        return ()
    one = record.get(Transition, order.about)
    if one.acknowledged_on or one.letter_sent_on == record.today:
        return ()
    return (Edit(replace(one, letter_sent_on=record.today)),)


def _kept_before(record: "Record", order: Order, document: Document) -> HandedOutPlan | None:
    """The version that was handed out as exactly this document; None when none was."""
    if order.paper.name != CARE_PLAN.name or not document.number:
        return None
    of_number = (one for one in record.all(HandedOutPlan) if one.number == document.number)
    # Read, since an older one is stored in an older form.
    return next((one for one in of_number if from_json(one.document) == document), None)


def _copy(record: "Record", order: Order, document: Document) -> HandedOutPlan | None:
    """The plan as it shall be kept from now on; None for other papers."""
    if order.paper.name != CARE_PLAN.name:
        return None
    plan = plan_to_hand_out(record)
    if document.number != next_number(record):
        raise RuleError("Planen har fått ett nytt nummer", "En version lämnades ut under tiden. Gör om papperet.")
    (step,) = hand_out_plan(record, plan.id, to=order.recipient.name.strip(), document=to_json(document)).steps
    if not isinstance(step.entry, HandedOutPlan):
        raise TypeError("handing out keeps a plan")
    return step.entry

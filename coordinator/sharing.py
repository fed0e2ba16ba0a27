"""Sharing is a choice: to whom a paper goes, with which parts, on which ground, and what is kept of it.

A paper for the patient needs no ground. For anybody else there is a consent that names them and holds today, or another
ground that is stated and kept. What may not go is stopped here, before a letter of it is printed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.careplan import HandedOutPlan, current_plan, hand_out_plan, next_number
from coordinator.change import Add, Change
from coordinator.consent import Consent, ConsentGiver, ConsentPurpose
from coordinator.consent_names import named, names_in_words
from coordinator.consent_state import how_long
from coordinator.contact import Contact
from coordinator.dates import day_of
from coordinator.disclosure import names_of_patient
from coordinator.document import Attachment, Document, to_json
from coordinator.documents.care_plan import care_plan_document
from coordinator.documents.catalogue import CARE_PLAN, Paper
from coordinator.documents.phrases import title_of
from coordinator.errors import RuleError
from coordinator.guardian import guardians
from coordinator.handing_out import plan_to_hand_out
from coordinator.lettering import Lettering
from coordinator.representative import Power, Scope, representatives
from coordinator.sections import Section
from coordinator.shared_paper import NEEDS_NOTE, Ground, SharedPaper, Way
from coordinator.swedish import folded, sort_key

if TYPE_CHECKING:
    from coordinator.record import Record

__all__ = [
    "Ground", "Order", "Prepared", "Recipient", "Section", "Way", "cautions", "covering", "logged_ground", "prepared",
    "recipient_named", "recipients", "refusal", "share",
]  # fmt: skip

PATIENT = "Patienten"
REFUSED = "Papperet får inte lämnas ut"

_OTHER_GROUNDS = "patienten bad om det, skyldighet enligt lag eller nödsituation"
_BY_GENERAL_WORDS = (ConsentPurpose.DISCLOSURE, ConsentPurpose.EXCHANGE)
"""Consents to pass papers on. The others are for a meeting, a consultation or something of their own, and cover a paper
only to somebody they name in full."""

_SPEAKS_FOR = (Power.GOD_MAN, Power.FORVALTARE, Power.FUTURE_POWER)
_OF_THE_PERSON = frozenset({Scope.PERSON, Scope.RIGHTS})


@dataclass(frozen=True)
class Recipient:
    """Somebody a paper is for. is_patient: the patient, or the one who represents her and gets it for her.

    Without contact_id it is somebody who is no contact, known only by the name that is written.
    """

    name: str = field(repr=False)
    contact_id: UUID | None = None
    is_patient: bool = False


@dataclass(frozen=True)
class Order:
    """What is wanted: which paper for whom, how, without which parts, and on which ground when no consent is meant.

    attach: the record goes with it as files, where the paper carries it at all.
    """

    paper: Paper
    recipient: Recipient
    lettering: Lettering = Lettering.STANDARD
    landscape: bool = False
    left_out: frozenset[Section] = frozenset()
    attach: bool = False
    ground: Ground | None = None
    ground_note: str = field(default="", repr=False)


@dataclass(frozen=True)
class Prepared:
    """A paper that may go: the document, the files that go with it, and what to think of before it is given."""

    document: Document = field(repr=False)
    attachments: tuple[Attachment, ...] = field(default=(), repr=False)
    warnings: tuple[str, ...] = field(default=(), repr=False)


def recipients(record: "Record") -> list[Recipient]:
    """The patient first, then those who represent her, then the contacts that hold, by name."""
    contacts = [contact for contact in record.all(Contact) if contact.is_current]
    return [
        Recipient(PATIENT, is_patient=True),
        *(Recipient(f"{name}, för patienten", is_patient=True) for name in _representing(record)),
        *(
            Recipient(title_of(contact), contact.id)
            for contact in sorted(contacts, key=lambda one: (sort_key(title_of(one)), str(one.id)))
        ),
    ]


def _representing(record: "Record") -> Iterator[str]:
    """Guardians of a child, and those with a power that reaches further than her property."""
    for guardian in guardians(record):
        if guardian.name.strip():
            yield f"{guardian.name.strip()}, {guardian.TITLE.lower()}"
    for one in representatives(record):
        if one.power in _SPEAKS_FOR and _OF_THE_PERSON & set(one.scope) and one.name.strip():
            yield f"{one.name.strip()}, {one.power.label.lower()}"


def recipient_named(record: "Record", name: str) -> Recipient:
    """The one whom somebody calls ``name``: the patient, who represents her, a contact, else whoever is written.

    RuleError when several are called so.
    """
    wanted = folded(name)
    if wanted in names_of_patient(record):
        return Recipient(PATIENT, is_patient=True)
    offered = recipients(record)
    found = [one for one in offered if folded(one.name) == wanted]
    found = found or [one for one in offered if one.is_patient and folded(one.name).startswith(f"{wanted},")]
    if not found:
        called = [one.id for one in record.all(Contact) if one.is_current and folded(one.heading) == wanted]
        found = [one for one in offered if one.contact_id in called and one.contact_id is not None]
    if len(found) > 1:
        raise RuleError("Flera heter så", "Skriv också rollen efter ett komma, så som kontakten står i listan.")
    return found[0] if found else Recipient(name.strip())


def covering(record: "Record", recipient: Recipient) -> Consent | None:
    """The consent that names the recipient and holds today, one for handing out before others; None when none does.

    A guardian's consent holds no longer than the patient is a child. The patient needs none.
    """
    if recipient.is_patient:
        return None
    found = [one for one in _naming(record, recipient) if _holds(record, one)]
    order = list(ConsentPurpose)
    first = (ConsentPurpose.DISCLOSURE, ConsentPurpose.EXCHANGE)
    found.sort(key=lambda one: (one.purpose not in first, one.purpose is not first[0], order.index(one.purpose)))
    return found[0] if found else None


def _holds(record: "Record", consent: Consent) -> bool:
    return consent.is_valid_on(record.today) and not _of_age_since(record, consent)


def _of_age_since(record: "Record", consent: Consent) -> bool:
    of_age = day_of("myndig", record.patient.birth_date)
    return consent.giver is ConsentGiver.GUARDIAN and of_age is not None and of_age <= record.today


def _naming(record: "Record", recipient: Recipient) -> list[Consent]:
    """Every consent that names the recipient, whether it holds or not."""
    if recipient.contact_id is None:
        return [one for one in record.all(Consent) if names_in_words(one.recipients, recipient.name)]
    contact, contacts = record.get(Contact, recipient.contact_id), record.all(Contact)
    found = []
    for one in record.all(Consent):
        passes_on = one.purpose in _BY_GENERAL_WORDS
        # The contact's own field says which consent is meant for her, plainer than any words.
        chosen = passes_on and contact.consent_id == one.id
        if chosen or contact.id in named(one.recipients, contacts, in_full=not passes_on):
            found.append(one)
    return found


def refusal(record: "Record", order: Order) -> str:
    """Why what is ordered may not go, with what to do; empty when it may. It names nobody."""
    return _cannot_be_made(order) or _may_not_be_given(record, order)


def _cannot_be_made(order: Order) -> str:
    paper = order.paper
    if paper.for_patient_only and not order.recipient.is_patient:
        return "Det här papperet är bara till patienten, eller den som företräder patienten."
    if order.lettering not in paper.letterings:
        return "Papperet finns inte i den textformen. Välj en annan."
    if order.landscape and (not paper.landscape or order.lettering is not Lettering.STANDARD):
        return "Papperet skrivs inte liggande så. Välj stående, eller vanlig text om papperet kan ligga."
    if order.left_out and (not paper.sections or order.lettering is Lettering.EASY):
        return "Delar kan bara utelämnas ur Min vårdplan i vanlig text eller storstil."
    return ""


def _may_not_be_given(record: "Record", order: Order) -> str:
    recipient = order.recipient
    if recipient.is_patient:
        return ""
    if not recipient.name.strip():
        return "Skriv vem papperet är till."
    if recipient.contact_id is not None and not record.get(Contact, recipient.contact_id).is_current:
        return "Kontakten är avslutad. Välj en kontakt som gäller i dag."
    if order.paper.name == CARE_PLAN.name and current_plan(record) is None:
        return "Patienten har ingen vårdplan än. Skriv en först."
    if order.ground is None or order.ground is Ground.CONSENT:
        return "" if covering(record, recipient) else _without_consent(record, recipient)
    if order.ground in NEEDS_NOTE and not order.ground_note.strip():
        return "Skriv kort vad grunden är: vilken skyldighet, eller vad som hänt."
    return ""


def _without_consent(record: "Record", recipient: Recipient) -> str:
    ended = sorted(_naming(record, recipient), key=lambda one: one.revoked_on or one.valid_until)
    if ended:
        last = ended[-1]
        state = how_long(last, record)
        if last.is_valid_on(record.today):
            state = "Det lämnades av vårdnadshavare, och patienten är myndig nu"
        why = f"Samtycket som nämner mottagaren gäller inte i dag. {state}. Skriv in ett nytt"
    else:
        why = (
            "Inget samtycke som gäller i dag nämner mottagaren så att ingen annan kan menas. Skriv in ett samtycke "
            "med varje mottagare på en egen rad"
        )
    return f"{why}, eller ange en annan grund: {_OTHER_GROUNDS}."


def prepared(record: "Record", order: Order) -> Prepared:
    """The paper for the recipient, and what to think of before it is given. RuleError when it may not go."""
    _require(record, order)
    return Prepared(_document(record, order), _attachments(record, order), cautions(record, order))


def _require(record: "Record", order: Order) -> None:
    why_not = refusal(record, order)
    if why_not:
        raise RuleError(REFUSED, why_not)


def _document(record: "Record", order: Order) -> Document:
    if order.left_out:
        return care_plan_document(record, order.left_out, order.lettering)
    return order.paper.made(record, order.lettering, landscape=order.landscape)


def _attachments(record: "Record", order: Order) -> tuple[Attachment, ...]:
    if not (order.attach and order.paper.carries_record):
        return ()
    from coordinator.exchange.carried import carried  # the exports are not needed by a paper that stays paper

    return carried(record, order.left_out)


def cautions(record: "Record", order: Order) -> tuple[str, ...]:
    """What to think of before the paper is given: what the consent excludes, and that there are wishes to read."""
    if order.recipient.is_patient:
        return ()
    found = []
    consent = covering(record, order.recipient)
    if consent is not None and consent.excludes.strip():
        found.append(f"Samtycket säger att det här inte får lämnas: {consent.excludes.strip()}")
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


def share(
    record: "Record", /, order: Order, *, document: Document, sha256: str, way: Way, hand_out: bool = False
) -> Change:
    """Keep that the paper went, to whom and on which ground; RuleError when it may not.

    document: the one that was made, or a former version of the plan as it was handed out. Min vårdplan for somebody
    else, and for the patient with ``hand_out``, is kept as the document it is, and the next one gets the next number.
    """
    _require(record, order)
    kept = _kept_before(record, order, document)
    made = None if kept or (order.recipient.is_patient and not hand_out) else _copy(record, order, document)
    copy = kept or made
    ground, consent = _rests_on(record, order)
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
        with_record=order.attach and order.paper.carries_record,
        number=document.number,
        copy_id=copy.id if copy else None,
        again=kept is not None,
        mark=document.footer.mark,
        way=way,
        sha256=sha256,
    )
    if made is None:
        return Change("Papper utlämnat", (Add(noted),))
    return Change("Vårdplan utlämnad", (Add(made), Add(noted)))


def _rests_on(record: "Record", order: Order) -> tuple[Ground | None, Consent | None]:
    if order.recipient.is_patient:
        return None, None
    if order.ground is None or order.ground is Ground.CONSENT:
        return Ground.CONSENT, covering(record, order.recipient)
    return order.ground, None


def _kept_before(record: "Record", order: Order, document: Document) -> HandedOutPlan | None:
    """The version that was handed out as exactly this document; None when none was."""
    if order.paper.name != CARE_PLAN.name or not document.number:
        return None
    stored = to_json(document)
    return next((one for one in record.all(HandedOutPlan) if one.document == stored), None)


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

"""GetCarePlans 2.0: every vårdplan, every SIP that is a plan or on the way to one, and the övergångsplan.

                       vårdplan                         SIP                        övergångsplan
    documentId         id                               id                         id
    documentTitle      plan_type, and the state         heading, and the state     "Övergångsplan"
    documentTime       established_on                   established_on             planned_on
    authorTime         established_on, valid_from       the latest day of its own  planned_on, begun_on
    approvedForPatient not a draft                      established                true
    typeOfCarePlanEnum plan_type (the same eight codes) SIP                        none: none of the eight is it
    content            its paper as text (UTF-8), in pieces of at most 100 kB; and as a PDF where it fits
    participating…     contacts of its insatser         contacts who take part     none

A contact is a unit with an HSA-id when it has one and no person's name. Goals, insatser and decisions stand in the
text. A vårdplan that is not the one on *Min vårdplan* is written out with its own words and goals alone.
"""

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from uuid import UUID

from coordinator.blocks import Block, Heading, Paragraph, plain
from coordinator.careplan import CarePlan, Intervention, PlanStatus, PlanType, current_plan, goals_of, interventions_of
from coordinator.contact import Contact
from coordinator.document import Document
from coordinator.document_text import plain_text
from coordinator.documents.care_plan import care_plan_document
from coordinator.documents.goals import my_goals
from coordinator.documents.papers import paper
from coordinator.documents.sip_plan import plans_of_sips, sip_plan_document
from coordinator.documents.transition_plan import TITLE as TRANSITION_TITLE
from coordinator.documents.transition_plan import transition_plan_document
from coordinator.entity import attrs_of, shown
from coordinator.exchange.rivta.codes import hsa, is_hsa_id
from coordinator.exchange.rivta.header import Sender, header
from coordinator.exchange.rivta.times import day_start
from coordinator.exchange.rivta.told import told
from coordinator.exchange.rivta.writing import Values
from coordinator.protection import contacts_to_print
from coordinator.record import Record
from coordinator.sip.belonging import participants_of
from coordinator.sip.process import Sip
from coordinator.transition.belonging import plan_of
from coordinator.transition.plan import TransitionPlan

LARGEST_CONTENT = 100_000
"""Bytes of one content: "inbäddade bilagor får inte överstiga 100KB", read as strictly as it can be."""
DRAFT, REPLACED, ENDED, NOT_ESTABLISHED = "utkast", "ersatt", "avslutad", "inte upprättad än"

_STATES = {PlanStatus.DRAFT: DRAFT, PlanStatus.REPLACED: REPLACED, PlanStatus.ENDED: ENDED, PlanStatus.CURRENT: ""}
_WORDS = (
    "participants", "what_matters", "health_in_short", "strengths_and_obstacles", "self_care", "check_ups",
    "turn_to_daytime", "turn_to_daytime_phone", "turn_to_evening", "turn_to_evening_phone", "turn_to_urgent",
    "turn_to_urgent_phone", "if_worse", "established_on", "valid_from", "next_review", "approved_by",
)  # fmt: skip
_NOT_APPROVED = "Det står i titeln, och den är märkt som ej godkänd att visas för patienten."
_PLAN, _SIP = "En vårdplan", "En SIP"

ToPdf = Callable[[Document], bytes]


def care_plans(record: Record, of: Sender, to_pdf: ToPdf | None = None) -> tuple[list[Values], list[str]]:
    """Every plan; and what is to be known of the file. to_pdf: makes the paper, when that is to go along too."""
    notes: list[str] = []
    found = [_plan(record, of, one, to_pdf, notes) for one in record.all(CarePlan)]
    found += [_sip(record, of, record.get(Sip, one.id), to_pdf, notes) for one in plans_of_sips(record)]
    transition = plan_of(record)
    if transition is not None:
        found.append(_transition(record, of, transition, to_pdf, notes))
    unready = sum(not one["carePlanHeader"]["approvedForPatient"] for one in found)
    notes += told(
        unready,
        f"En plan är inte fastställd. {_NOT_APPROVED}",
        f"planer är inte fastställda. {_NOT_APPROVED}",
    )
    return found, notes


def _plan(record: Record, of: Sender, one: CarePlan, to_pdf: ToPdf | None, notes: list[str]) -> Values:
    state = _STATES[one.status]
    title = f"{one.plan_type.label} ({state})" if state else one.plan_type.label
    document = care_plan_document(record) if one == current_plan(record) else _by_itself(record, one, title)
    written = one.established_on or one.valid_from or record.today
    top = header(
        record, of, one.id, authored=day_start(written, _PLAN), title=title,
        drawn_up=day_start(one.established_on, _PLAN), for_patient=one.status is not PlanStatus.DRAFT,
    )  # fmt: skip
    return _whole(top, one.plan_type, _contents(document, to_pdf, notes), _units(record, _doing(record, one)))


def _sip(record: Record, of: Sender, one: Sip, to_pdf: ToPdf | None, notes: list[str]) -> Values:
    days = (one.asked_on, one.need_assessed_on, one.offered_on, one.answered_on)
    written = one.established_on or max((day for day in days if day), default=record.today)
    title = one.heading if one.established_on else f"{one.heading} ({NOT_ESTABLISHED})"
    top = header(
        record, of, one.id, authored=day_start(written, _SIP), by=one.established_by, title=title,
        drawn_up=day_start(one.established_on, _SIP), for_patient=one.established_on is not None,
    )  # fmt: skip
    people = {person.contact_id for person in participants_of(record, one.id)}
    contents = _contents(sip_plan_document(record, one.id), to_pdf, notes)
    return _whole(top, PlanType.SIP, contents, _units(record, people))


def _transition(record: Record, of: Sender, one: TransitionPlan, to_pdf: ToPdf | None, notes: list[str]) -> Values:
    days: tuple[date | None, ...] = (one.planned_on, one.begun_on)
    written = next((day for day in days if day), record.today)
    top = header(
        record, of, one.id, authored=day_start(written, TRANSITION_TITLE), title=TRANSITION_TITLE,
        drawn_up=day_start(one.planned_on, TRANSITION_TITLE), for_patient=True,
    )  # fmt: skip
    return _whole(top, None, _contents(transition_plan_document(record), to_pdf, notes), [])


def _whole(top: Values, kind: PlanType | None, contents: list[Values], units: list[Values]) -> Values:
    body = {
        "content": contents,
        "participatingCareUnitHSAId": units,
        "typeOfCarePlanEnum": kind.stored if kind else "",
    }
    return {"carePlanHeader": top, "carePlanBody": body}


def _contents(document: Document, to_pdf: ToPdf | None, notes: list[str]) -> list[Values]:
    """The paper as text, always; and as it looks, when that is asked for and small enough."""
    found = [_content("text/plain", piece.encode()) for piece in pieces(plain_text(document))]
    if to_pdf is not None:
        pdf = to_pdf(document)
        if len(pdf) <= LARGEST_CONTENT:
            found.append(_content("application/pdf", pdf))
        else:
            notes.append(f"{document.title} är för stor som PDF (över 100 kB) och är med som text.")
    return found


def _content(kind: str, content: bytes) -> Values:
    return {"mediaType": kind, "value": b64encode(content).decode("ascii")}


def pieces(text: str, largest: int = LARGEST_CONTENT) -> Iterator[str]:
    """The text in parts that each fit in one content; joined they are the text. It is parted between lines."""
    part: list[str] = []
    size = 0
    for line in text.splitlines(keepends=True):
        for bit in _bits(line, largest):
            long = len(bit.encode())
            if part and size + long > largest:
                yield "".join(part)
                part, size = [], 0
            part.append(bit)
            size += long
    if part:
        yield "".join(part)


def _bits(line: str, largest: int) -> Iterable[str]:
    if len(line.encode()) <= largest:
        return (line,)
    step = max(largest // 4, 1)  # a character is four bytes at most
    return (line[start : start + step] for start in range(0, len(line), step))


def _by_itself(record: Record, one: CarePlan, title: str) -> Document:
    """A plan that is not the one of the paper: its own words and goals, and nothing of today."""
    return paper(record, "care_plan", title, _own_words(record, one))


def _own_words(record: Record, one: CarePlan) -> Iterator[Block]:
    for attr in attrs_of(CarePlan):
        text = shown(getattr(one, attr.name)).strip()
        if attr.name in _WORDS and text:
            yield Heading(attr.label)
            yield Paragraph(plain(text))
    yield from my_goals(record, one)


def _doing(record: Record, one: CarePlan) -> set[UUID | None]:
    """The contacts who answer for its insatser."""
    done: list[Intervention] = [done for goal in goals_of(record, one) for done in interventions_of(record, goal)]
    return {each.contact_id for each in done}


def _units(record: Record, ids: set[UUID | None]) -> list[Values]:
    """The units among the contacts, each once. Who is a person has no unit's id."""
    found: list[Contact] = [one for one in contacts_to_print(record) if one.id in ids and not one.name.strip()]
    numbers = dict.fromkeys(one.hsa_id.strip() for one in found if is_hsa_id(one.hsa_id.strip()))
    return [hsa(number) for number in numbers]

"""*Samtyckesblankett*: a form to fill in by hand and sign: to whom, which information, what must not be told, how long.

Who signs follows from the record: the patient, a child's guardians, or who represents her. For a SIP those who take
part stand there already, to be answered one by one.
"""

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any
from uuid import UUID

from coordinator.blocks import Block, Column, Heading, Note, Paragraph, Signatures, Table, led, plain
from coordinator.blocks import words as letters
from coordinator.deciding import is_minor
from coordinator.document import Document
from coordinator.documents.papers import paper
from coordinator.documents.phrases import by_phone
from coordinator.documents.sip_people import is_named, participant_title, participant_workplace
from coordinator.documents.times_paper import coordinator_to_ring
from coordinator.entity import Knowledge
from coordinator.guardian import Custody, guardians
from coordinator.protection import shareable
from coordinator.record import Record
from coordinator.related_person import RelatedPerson
from coordinator.representative import representatives
from coordinator.sip.belonging import participants_of
from coordinator.sip.law import cited
from coordinator.sip.participant import SipPart
from coordinator.sip.process import Sip

TITLE = "Mitt samtycke"
_NAMED = "Samtyckesblankett"


def consent_form_document(record: Record, sip: Sip | None = None) -> Document:
    """The form for the patient of ``record``: her name and number, who signs, and for a SIP who takes part in it."""
    record = shareable(record)
    if sip is not None:
        sip = record.get(Sip, sip.id)  # as it may be shown
    return paper(record, "consent_form", TITLE, _blocks(record, sip), edition=_NAMED)


def sip_consent_form(record: Record, sip_id: UUID) -> Document:
    """The form for the SIP of that id."""
    return consent_form_document(record, record.get(Sip, sip_id))


@cache
def _texts() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((files("resources") / "texts" / "consent_form.json").read_text(encoding="utf-8"))
    return found


def _blocks(record: Record, sip: Sip | None) -> Iterator[Block]:
    texts = _texts()
    yield Paragraph(plain(texts["what"]))
    if sip is not None:
        yield from _about(sip)
    if sip is not None:
        yield from _participants(record, sip)
    yield Heading("Det här säger jag ja till")
    for part in ("to", "which", "not") if sip is None else ("to_more", "which", "not_sip"):
        yield Signatures(tuple(texts[part]), texts[f"{part}_beside"])
    yield Paragraph(led(texts["back_lead"], f"{texts['back']} {texts['back_to']} {_whom_to_tell(record)}"))
    yield Heading("Underskrift")
    yield Signatures(tuple(_signing(record)))
    if sip is not None and is_minor(record):
        yield Signatures(tuple(texts["child_sip"]), texts["child_sip_beside"])
    # The law stands with the signatures and takes no page of its own.
    law = texts["law"] if sip is None else f"{cited(['sip', 'secrecy'])} {texts['journal']}"
    yield Note(" ".join([*_who_decides(record), law]))


def _about(sip: Sip) -> Iterator[Block]:
    """Which SIP it is for, and what that is."""
    texts = _texts()
    yield Paragraph(led(f"{texts['sip_lead']} {sip.number}.", texts["sip"]))
    if sip.question.strip():
        yield Paragraph(led(texts["question_lead"], sip.question.strip()))


def _participants(record: Record, sip: Sip) -> Iterator[Block]:
    """Those who take part for an organisation, each with a yes and a no; who may not be named is written by hand."""
    there = [one for one in participants_of(record, sip.id) if one.part is SipPart.PROFESSIONAL]
    who = (
        ", ".join(filter(None, (participant_title(record, one), participant_workplace(record, one))))
        for one in there
        if is_named(record, one)
    )
    rows = tuple((plain(one), plain(_texts()["answer"])) for one in who)
    if rows:
        yield Heading("Vem får veta?")
        yield Table((Column("Till vem", 5), Column("Får veta", 2)), rows)


def _who_decides(record: Record) -> Iterator[str]:
    if is_minor(record):
        alone = any(one.custody is Custody.SOLE for one in guardians(record))
        yield _texts()["one_guardian" if alone else "two_guardians"]


def _whom_to_tell(record: Record) -> str:
    contact = coordinator_to_ring(record)
    if contact is None:
        return "mottagningen."
    return f"{contact.heading}, min fasta vårdkontakt: {letters(by_phone(contact)[:1])}."


def _signing(record: Record) -> Iterator[str]:
    """A line for each who signs, with the name where it may stand on paper."""
    texts = _texts()
    if is_minor(record):
        yield from _guardians(record)
        yield texts["child"]
    else:
        yield texts["adult"]
        named = [_named(one.power.label, one) for one in representatives(record) if _may_name(one)]
        yield from named or [texts["for_adult"]]
    if record.patient.interpreter_need is not Knowledge.NONE_KNOWN:
        yield texts["interpreter"]
    yield texts["oral"]


def _guardians(record: Record) -> Iterator[str]:
    texts = _texts()
    found = guardians(record)
    yield from (_named(texts["guardian"], one) for one in found)
    if not found:
        yield texts["guardian"]
    if not found or (len(found) == 1 and found[0].custody is not Custody.SOLE):
        yield texts["second_guardian"]


def _may_name(one: RelatedPerson) -> bool:
    return one.on_print and not one.is_protected and bool(one.name.strip())


def _named(role: str, one: RelatedPerson) -> str:
    return f"{role}: {one.name.strip()}" if _may_name(one) else role

"""The first steps of a SIP: it begins, the need is assessed, it is offered, answered, refused or taken up again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from coordinator.change import Add, Change, Edit
from coordinator.errors import RuleError
from coordinator.guardian import guardians
from coordinator.refusing import require_fields, require_not_before, require_passed
from coordinator.related_person import RelatedPerson
from coordinator.representative import representatives
from coordinator.sip.participant import SipPart, SipParticipant
from coordinator.sip.plan_duty import require_follow_up, require_plan_stands
from coordinator.sip.process import REGION_AND_KOMMUN, Sip, SipAnswer, SipLead
from coordinator.sip.refusing import require_going_on

if TYPE_CHECKING:
    from coordinator.record import Record

_BY_ACTIONS = frozenset(
    {"number", "need_assessed_on", "refused_on", "offered_on", "answer", "answered_on", "established_on",
     "established_by", "replaces_id", "closed_on", "closed_by", "close_reason"}
)  # fmt: skip
"""What only an action of its own writes."""


def next_sip_number(record: "Record") -> int:
    """The number of the next SIP; one that was removed gives its number back."""
    return 1 + max((one.number for one in record.all(Sip)), default=0)


def begin_sip(record: "Record", /, **fields: Any) -> Change:
    """A new SIP, with the patient and who decides with or for her as participants; ``fields`` are those of `Sip`."""
    require_fields(Sip, fields, but=_BY_ACTIONS)
    if fields.get("lead", SipLead.OURS) is SipLead.OURS and not fields.get("asked_by_patient"):
        fields = {"initiator": ", ".join(filter(None, (record.actor.name, record.actor.title)))} | fields
    sip = Sip(patient_id=record.patient_id, number=next_sip_number(record), **fields)
    _require_days(record, sip)
    people = (Add(one) for one in _first_participants(record, sip.id))
    return Change("SIP påbörjad", (Add(sip), *people))


def write_sip(record: "Record", /, sip_id: UUID, **fields: Any) -> Change:
    """New values for some fields of a SIP, except those that actions of their own write."""
    require_fields(Sip, fields, but=_BY_ACTIONS)
    before = record.get(Sip, sip_id)
    sip = replace(before, **fields)
    _require_days(record, sip)
    if sip.refused_on and "refused_reason" in fields and not sip.refused_reason.strip():
        raise RuleError("Skriv skälet", "En SIP nekas bara undantagsvis, och skälet dokumenteras.",
                        field="refused_reason")  # fmt: skip
    if sip.established_on and "follow_up_on" in fields:
        require_follow_up(sip, sip.established_on)
    if sip.need_assessed_on and "need" in fields and not sip.need.strip():
        raise RuleError("Skriv behovsbedömningen", "Behovet är bedömt: några ord räcker.", field="need")
    change = Change("SIP har ändrats", (Edit(sip),))
    require_plan_stands(record, before, change)
    return change


def assess_need(record: "Record", /, sip_id: UUID, *, need: str, on: date | None = None) -> Change:
    """The need of coordination is assessed: what it is, and on which day."""
    sip = record.get(Sip, sip_id)
    require_going_on(sip)
    if not need.strip():
        raise RuleError("Skriv behovsbedömningen", "Några ord räcker: vad behöver samordnas?", field="need")
    on = on or record.today
    require_passed(record, on, "need_assessed_on")
    return Change("Behovet är bedömt", (Edit(replace(sip, need=need, need_assessed_on=on)),))


def offer(record: "Record", /, sip_id: UUID, *, on: date | None = None) -> Change:
    """The patient is offered a SIP."""
    sip = record.get(Sip, sip_id)
    require_going_on(sip)
    on = on or record.today
    require_passed(record, on, "offered_on")
    if sip.answered_on and on > sip.answered_on:
        raise RuleError("Erbjudandet ligger efter svaret", "Skriv en dag före svaret, eller samma dag.",
                        field="offered_on")  # fmt: skip
    return Change("SIP erbjuden", (Edit(replace(sip, offered_on=on)),))


def answer_offer(record: "Record", /, sip_id: UUID, *, yes: bool, note: str = "", on: date | None = None) -> Change:
    """What was answered to the offer; who answers has been offered, that day if nobody noted it before."""
    sip = record.get(Sip, sip_id)
    if sip.closed_on or sip.refused_on:
        require_going_on(sip)
    if not yes and sip.established_on:
        raise RuleError("Planen är upprättad", "Avsluta SIP i stället, med orsaken att samtycket är återkallat.")
    on = on or record.today
    require_passed(record, on, "answered_on")
    require_not_before(on, sip.offered_on, "answered_on", "erbjudandet")
    answered = replace(
        sip,
        answer=SipAnswer.YES if yes else SipAnswer.NO,
        answered_on=on,
        answer_note=note or sip.answer_note,
        offered_on=sip.offered_on or on,
    )
    return Change("Ja till SIP" if yes else "Nej till SIP", (Edit(answered),))


def refuse_sip(record: "Record", /, sip_id: UUID, *, reason: str, on: date | None = None) -> Change:
    """A SIP that was asked for is not made; that is an exception, so the reason is documented."""
    sip = record.get(Sip, sip_id)
    require_going_on(sip)
    if sip.established_on:
        raise RuleError("Planen är upprättad", "Avsluta SIP i stället.")
    if not reason.strip():
        raise RuleError("Skriv skälet", "En SIP nekas bara undantagsvis, och skälet dokumenteras.",
                        field="refused_reason")  # fmt: skip
    on = on or record.today
    require_passed(record, on, "refused_on")
    require_not_before(on, sip.asked_on, "refused_on", "dagen då SIP begärdes")
    return Change("SIP nekad", (Edit(replace(sip, refused_on=on, refused_reason=reason)),))


def take_up_again(record: "Record", /, sip_id: UUID) -> Change:
    """A SIP that was declined or refused goes on where it was; what was said of it then stays in the history."""
    sip = record.get(Sip, sip_id)
    if sip.closed_on:
        raise RuleError("SIP är avslutad", "Börja en ny SIP om samordning behövs igen.")
    if sip.is_open:
        raise RuleError("SIP pågår redan", "Den är varken nekad eller avböjd.")
    again = replace(sip, refused_on=None, refused_reason="")
    if sip.answer is SipAnswer.NO:
        again = replace(again, answer=SipAnswer.NOT_ANSWERED, answered_on=None, answer_note="")
    return Change("SIP tas upp igen", (Edit(again),))


def _first_participants(record: "Record", sip_id: UUID) -> Iterator[SipParticipant]:
    yield SipParticipant(patient_id=record.patient_id, sip_id=sip_id, position=1, part=SipPart.PATIENT)
    family: list[tuple[RelatedPerson, str]] = [
        *((one, f"{one.TITLE}, {one.kinship.label.lower()}") for one in guardians(record)),
        *((one, one.power.label) for one in representatives(record)),
    ]
    for position, (person, function) in enumerate(family, 2):
        yield SipParticipant(
            patient_id=record.patient_id,
            sip_id=sip_id,
            position=position,
            part=SipPart.FAMILY,
            # Nothing about a protected person may come to stand where it is not known that she is protected.
            name="" if person.is_protected else person.name.strip(),
            function=function,
        )


def _require_days(record: "Record", sip: Sip) -> None:
    if sip.asked_on:
        require_passed(record, sip.asked_on, "asked_on")
    if sip.overall_huvudman not in (None, *REGION_AND_KOMMUN):
        raise RuleError("Välj region eller kommun", "Det övergripande ansvaret har någon av dem.",
                        field="overall_huvudman")  # fmt: skip

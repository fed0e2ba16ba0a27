"""Taking a SIP out of the record, as long as nothing of it has left or been agreed on, with all that belongs to it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.change import Change, Edit, Remove, Step
from coordinator.entity import Entity
from coordinator.errors import RuleError
from coordinator.sip.belonging import decisions_of, follow_ups_of, invitations_of, meetings_of, participants_of, stays
from coordinator.sip.consenting import consents_of
from coordinator.sip.process import Sip

if TYPE_CHECKING:
    from coordinator.record import Record


def remove_sip(record: "Record", /, sip_id: UUID, *, reason: str) -> Change:
    """Take a SIP that came to nothing out of the record. RuleError when it must go on telling what happened."""
    sip = record.get(Sip, sip_id)
    why = _why_it_stays(record, sip)
    if why:
        raise RuleError(why, "Avsluta SIP i stället: det ska gå att se vad som har hänt.")
    steps: list[Step] = [Edit(replace(stay, sip_id=None)) for stay in stays(record) if stay.sip_id == sip.id]
    steps += (Remove(one, reason) for one in _belonging(record, sip))
    return Change("SIP har tagits bort", (*steps, Remove(sip, reason)))


def _why_it_stays(record: "Record", sip: Sip) -> str:
    meetings = meetings_of(record, sip.id)
    if sip.established_on or follow_ups_of(record, sip.id):
        return "Planen är upprättad"
    if sip.refused_on:
        return "SIP är nekad, och skälet ska finnas kvar"
    if any(one.held_on for one in meetings):
        return "Ett möte har hållits"
    if any(call.sent_on for one in meetings for call in invitations_of(record, one.id)):
        return "Kallelser har lämnats"
    return "Ett samtycke är lämnat för den" if consents_of(record, sip) else ""


def _belonging(record: "Record", sip: Sip) -> Iterator[Entity]:
    """What cannot stand without it, what refers to something before that."""
    yield from decisions_of(record, sip.id)
    for meeting in meetings_of(record, sip.id):
        yield from invitations_of(record, meeting.id)
        yield meeting
    yield from participants_of(record, sip.id)

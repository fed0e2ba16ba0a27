"""Who answers for a row, as it is said at the table: one of those who take part, and nobody else."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.errors import RuleError
from coordinator.sip.belonging import participants_of
from coordinator.sip.participant import SipPart, SipParticipant
from coordinator.sip.who import function_of, name_of_participant, organisation_of
from coordinator.swedish import folded

if TYPE_CHECKING:
    from coordinator.record import Record

_THE_PATIENT = frozenset({"jag", "jag sjalv", "sjalv", "patienten"})


def participants_meant(record: "Record", sip_id: UUID, text: str) -> list[SipParticipant]:
    """Those whom the words fit best: the whole name, then the number at the table, the task, part of the name."""
    wanted = _said(text)
    people = participants_of(record, sip_id)
    if not wanted:
        return []
    if wanted.isdecimal() and wanted.isascii():
        return people[int(wanted) - 1 : int(wanted)] if int(wanted) else []
    ways: tuple[Callable[[SipParticipant], bool], ...] = (
        lambda one: wanted in _names(record, one),
        lambda one: wanted in _tasks(record, one),
        lambda one: _fits(wanted.split(), " ".join((*_names(record, one), *_tasks(record, one))).split()),
    )
    return next((found for way in ways if (found := [one for one in people if way(one)])), [])


def resolve_responsible(record: "Record", sip_id: UUID, text: str) -> SipParticipant:
    """The one participant that ``text`` means; RuleError when it is nobody who takes part, or several."""
    found = participants_meant(record, sip_id, text)
    if len(found) == 1:
        return found[0]
    if found:
        raise RuleError("Flera deltagare passar in på det", "Skriv hela namnet, eller funktionen.", field="responsible")
    raise RuleError(
        "Den personen är inte kallad", "Lägg till bland deltagarna först, eller skriv någon som redan är med.",
        field="responsible",
    )  # fmt: skip


def _names(record: "Record", one: SipParticipant) -> set[str]:
    """What she may be called, with and without her task and where she works."""
    name = name_of_participant(record, one)
    function, organisation = function_of(record, one), organisation_of(record, one)
    beside = ("", function, organisation, f"{function} {organisation}")
    called = {_said(f"{name} {other}") for other in beside}
    if one.part is SipPart.PATIENT:
        called |= _THE_PATIENT | {_said(record.patient.calling_name)}
    return called - {""}


def _tasks(record: "Record", one: SipParticipant) -> set[str]:
    """Her task, what she is to the patient, and where she works."""
    function, organisation = function_of(record, one), organisation_of(record, one)
    return {_said(part) for text in (function, organisation) for part in (text, *text.split(","))} - {""}


def _said(text: str) -> str:
    """The words as they are compared, without the commas between them."""
    return folded(text.replace(",", " "))


def _fits(words: list[str], among: list[str]) -> bool:
    """Whether the first word is one of those, and each other begins one: "Nora B", "dietist Nora"."""
    return words[0] in among and all(any(other.startswith(word) for other in among) for word in words[1:])

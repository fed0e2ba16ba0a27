"""The nurse's own working notes, sent only when asked for: the contact log and the reminders."""

from base64 import b64encode
from hashlib import sha1

from coordinator.contact_log import ContactLogEntry, LogForm
from coordinator.exchange.fhir.elements import (
    Element,
    Resource,
    after,
    coded,
    concept,
    day,
    first_text,
    minutes,
    moment,
    notes,
    period,
)
from coordinator.exchange.fhir.links import Links
from coordinator.exchange.fhir.own_side import unit
from coordinator.exchange.fhir.section import Section
from coordinator.exchange.fhir.text import Fact, facts_of, narrative
from coordinator.exchange.fhir.visits import visit_class
from coordinator.reminder import Reminder
from coordinator.swedish import SWEDEN

_WRITTEN = (LogForm.MESSAGE, LogForm.LETTER)
_AT_DISTANCE = (LogForm.PHONE_IN, LogForm.PHONE_OUT, LogForm.VIDEO)
_NOTE = f"{ContactLogEntry.KIND}.note"
_NOTE_TYPES = "urn:oid:1.2.752.129.2.2.2.11"
_BY_PHONE, _BY_VISIT = ("auf", "Anteckning utan fysiskt möte"), ("bes", "Besöksanteckning")
_NOTE_TYPE = {
    LogForm.PHONE_IN: _BY_PHONE,
    LogForm.PHONE_OUT: _BY_PHONE,
    LogForm.VIDEO: _BY_PHONE,
    LogForm.VISIT: _BY_VISIT,
    LogForm.HOME_VISIT: _BY_VISIT,
    LogForm.MEETING: ("sao", "Samordning"),
}


def log_section(links: Links) -> Section:
    """What was done, the latest first, and what is still to be seen to."""
    entries = sorted(links.nameable(ContactLogEntry), key=lambda one: one.at, reverse=True)
    reminders = sorted(links.nameable(Reminder), key=lambda one: (one.done_on is not None, one.due))
    told: list[Fact] = [(moment(one.at)[:10], f"{one.form.label}: {_what(one)}") for one in entries]
    told += [(f"Bevakning {one.due.isoformat()}", one.what) for one in reminders]
    resources = (
        *(_entry(links, one) for one in entries),
        *(note for one in entries for note in _journal_notes(links, one)),
        *(_reminder(links, one) for one in reminders),
    )
    return Section("Kontaktlogg och bevakningar", tuple(told), resources)


def _what(one: ContactLogEntry) -> str:
    return first_text(one.what, one.outcome, one.TITLE)


def _entry(links: Links, one: ContactLogEntry) -> Resource:
    """A call, visit or meeting as an Encounter; a message or letter as a Communication.

    A message has no sender or receiver here: the record does not say in which direction it went.
    """
    who = links.party(one.contact_id, one.with_whom)
    told: list[Fact] = [("Med", who.get("display", "")), *facts_of(one, without=("with_whom",))]
    if one.form in _WRITTEN:
        body: Element = {
            "status": "completed",
            "category": [concept(help_.label) for help_ in one.helped_with],
            "subject": links.patient,
            "medium": [concept(one.form.label)],
            "sent": moment(one.at),
            "reasonCode": [concept(_what(one))],
            "payload": [{"contentString": one.what}],
            "note": notes(*_what_came_of_it(one), ("Med", who.get("display", "")), ("Av", one.by)),
        }
        return links.of("Communication", one, body, title=one.form.label, facts=told)
    start = one.at.astimezone(SWEDEN)
    end = after(start, one.minutes)
    present = [who] if first_text(who.get("display", "")) else []
    body = {
        "status": "finished",
        "class": visit_class(home=one.form is LogForm.HOME_VISIT, at_distance=one.form in _AT_DISTANCE),
        "type": [concept(one.form.label), *(concept(help_.label) for help_ in one.helped_with)],
        "subject": links.patient,
        "participant": [
            *({"individual": person} for person in present),
            *([{"type": [concept("Fast vårdkontakt")], "individual": {"display": one.by}}] if one.by.strip() else []),
        ],
        "period": {"start": moment(one.at), "end": moment(end) if end else None},
        "length": minutes(one.minutes),
        "reasonCode": [concept(_what(one))],
        "serviceProvider": unit(links),
    }
    return links.of("Encounter", one, body, title=one.form.label, facts=told)


def _what_came_of_it(one: ContactLogEntry) -> list[Fact]:
    """What an Encounter has no element for."""
    return list(facts_of(one, only=("outcome", "next_step", "next_on", "nothing_next")))


def _journal_notes(links: Links, one: ContactLogEntry) -> list[Resource]:
    """What came of a call, visit or meeting, as a note of the type a journal would file it under (KV Anteckningstyp).

    An Encounter has no room for it. The whole text for the journal is no part of the bundle: it would say everything
    once more, without ids.
    """
    told = _what_came_of_it(one)
    if one.form in _WRITTEN or not told:
        return []
    written = "\n".join(f"{label}: {text}" for label, text in [*facts_of(one, only=("what",)), *told]).encode()
    code, words = _NOTE_TYPE[one.form]
    body = {
        "status": "current",
        "docStatus": "final",
        "type": concept(words, coded(_NOTE_TYPES, code, words)),
        "subject": links.patient,
        "date": moment(one.at),
        "author": [{"display": one.by}],
        "content": [
            {
                "attachment": {
                    "contentType": "text/plain; charset=utf-8",
                    "language": "sv-SE",
                    "data": b64encode(written).decode(),
                    "size": len(written),
                    "hash": b64encode(sha1(written, usedforsecurity=False).digest()).decode(),
                    "title": one.form.label,
                }
            }
        ],
        "context": {"encounter": [links.to(one.KIND, one.id, one.form.label)]},
    }
    return [links.resource("DocumentReference", _NOTE, one.id, body, text=narrative(words, told))]


def _reminder(links: Links, one: Reminder) -> Resource:
    """Something to see to. Its deadline is a limit to the task, not a time when it is done."""
    reason = next((entry for entry in links.nameable(ContactLogEntry) if entry.id == one.log_entry_id), None)
    body = {
        "status": "completed" if one.done_on else "requested",
        "intent": "plan",
        "description": one.what,
        "for": links.patient,
        "executionPeriod": period(None, one.done_on),
        "owner": {"display": one.owner},
        "reasonReference": links.to(reason.KIND, reason.id, _what(reason)) if reason else None,
        "note": notes(("Hur det gick", one.done_note), ("Uppskjuten därför att", one.postponed_because)),
        "restriction": {"period": {"end": day(one.due)}},
    }
    return links.of("Task", one, body, title=first_text(one.what, one.TITLE))

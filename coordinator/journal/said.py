"""In which words an entry stands in the journal, a fact a line; what is protected is left out before it comes here.

Every fact is of the day of the entry, which is put before them, or says its own. Nothing hangs on which day it is read.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coordinator.careplan import CarePlan, HandedOutPlan
from coordinator.consent import Consent, ConsentGiver, OneGuardian
from coordinator.contact import Contact, ContactRole
from coordinator.contact_log import ContactLogEntry
from coordinator.documents.phrases import responsible_name, sentence, title_of, workplace_of
from coordinator.documents.sip_people import participant_title, who_does
from coordinator.documents.transition_rows import place_left, receiver
from coordinator.protection import HIDDEN, may_show
from coordinator.shared_paper import SharedPaper
from coordinator.sip.belonging import invitations_of
from coordinator.sip.decision import SipDecision
from coordinator.sip.meeting import Presence, SipInvitation, SipMeeting
from coordinator.sip.participant import SipParticipant
from coordinator.sip.process import Sip
from coordinator.swedish import SWEDEN
from coordinator.transition.swap import Transition

if TYPE_CHECKING:
    from coordinator.record import Record


def contact_said(record: "Record", entry: ContactLogEntry) -> str:
    """A contact in a line: how, with whom, what, and what came of it."""
    who = responsible_name(record, entry.with_whom, entry.contact_id)
    helped = "; ".join(kind.label.lower() for kind in entry.helped_with)
    how = f"{entry.form.label}{f' med {who}' if who else ''}{f' ({helped})' if helped else ''}"
    return " ".join(sentence(part) for part in (how, entry.what.strip(), entry.outcome.strip()) if part)


def next_said(entry: ContactLogEntry) -> str:
    """What a contact led to; empty when it led to nothing."""
    if not (entry.next_step.strip() and entry.next_on):
        return ""
    return f"Nästa steg: {sentence(entry.next_step.strip())} Senast: {entry.next_on.isoformat()}"


def of_contact(record: "Record", entry: ContactLogEntry) -> Iterator[str]:
    """The hour, what was said, the next step, and who wrote it down when that is not who writes the note."""
    yield f"Kl. {entry.at.astimezone(SWEDEN):%H:%M}. {contact_said(record, entry)}"
    yield next_said(entry)
    if entry.by.strip() and entry.by.strip() != record.actor.name.strip():
        yield f"Antecknat av {entry.by.strip()}"


def of_role(record: "Record", entry: ContactRole) -> Iterator[str]:
    """Who was named, when the patient was told so, and until when it holds."""
    contact = record.get(Contact, entry.contact_id)
    who = ", ".join(filter(None, (title_of(contact), workplace_of(contact)))) if may_show(record, contact) else HIDDEN
    yield f"{entry.assignment.label} utsedd: {who}"
    if entry.informed_on:
        way = f", {entry.informed_way.label.lower()}" if entry.informed_way else ""
        yield (
            f"Information om {entry.assignment.label.lower()} lämnad {entry.informed_on.isoformat()}{way}"
            f"{_by(entry.informed_by, ', av')}"
        )
    if entry.end:
        yield f"Uppdraget som {entry.assignment.label.lower()} till och med {entry.end.isoformat()}"


def of_consent(_record: "Record", entry: Consent) -> Iterator[str]:
    """What was consented to, by whom, to whom and until when; what else was weighed for a child; whether it ended."""
    but = f" Får inte lämnas: {sentence(entry.excludes.strip())}" if entry.excludes.strip() else ""
    yield (
        f"Samtycke, {entry.purpose.label}: {entry.form.label.lower()} av {entry.given_by.strip()} "
        f"({entry.giver.label.lower()}). Till: {sentence(entry.recipients.strip())} "
        f"Uppgifter: {sentence(entry.covers.strip())}{but} Gäller till och med {entry.valid_until.isoformat()}"
    )
    if entry.also_given_by.strip():
        on = f" {entry.also_given_on.isoformat()}" if entry.also_given_on else ""
        yield f"Lämnat också av {entry.also_given_by.strip()}{on}, {entry.also_form.label.lower()}"
    if entry.giver is ConsentGiver.GUARDIAN and entry.one_guardian is not OneGuardian.NOT_SAID:
        reason = f": {entry.one_guardian_reason.strip()}" if entry.one_guardian_reason.strip() else ""
        yield f"En vårdnadshavare räcker. {entry.one_guardian.label}{reason}"
    if entry.childs_view.strip():
        yield f"Barnets egen inställning: {entry.childs_view.strip()}"
    if entry.revoked_on:
        yield f"{sentence(f'Samtycket återkallat {entry.revoked_on.isoformat()}')} {entry.revoked_note.strip()}".strip()


def of_plan(_record: "Record", entry: CarePlan) -> Iterator[str]:
    """That a plan came into force, and who took part in it and approved it."""
    yield f"{entry.plan_type.label} upprättad{_by(entry.approved_by, ', godkänd av')}"
    if entry.participants.strip():
        yield f"Deltagare: {entry.participants.strip()}"


def of_paper(record: "Record", entry: SharedPaper) -> Iterator[str]:
    """What was handed out, to whom, and on which ground."""
    version = f", version {entry.number}" if entry.number else ""
    files = ", med uppgifterna som filer" if entry.with_record else ""
    to = responsible_name(record, entry.to, entry.contact_id)
    yield f"{entry.title.strip()}{version}{files} utlämnat till {to}{_by(entry.shared_by)}"
    if entry.ground is not None:
        note = f": {entry.ground_note.strip()}" if entry.ground_note.strip() else ""
        yield f"Grund för utlämnandet: {entry.ground.label.lower()}{note}"
    if entry.left_out:
        yield f"Utelämnat: {', '.join(one.label for one in entry.left_out)}"


def of_handed_out(_record: "Record", entry: HandedOutPlan) -> Iterator[str]:
    """The same of a plan that was handed out before more was kept of it."""
    yield f"Vårdplan, version {entry.number} utlämnad till {entry.handed_to.strip()}{_by(entry.handed_out_by)}"


def of_meeting(record: "Record", entry: SipMeeting, decided: list[SipDecision]) -> Iterator[str]:
    """That it was held, who came, and what was decided there."""
    sip = next((one for one in record.all(Sip) if one.id == entry.sip_id), None)
    number = f", SIP {sip.number}" if sip is not None else ""
    yield f"{entry.kind.label} hållet{number} ({entry.form.label.lower()})"
    came = [_came(record, one) for one in invitations_of(record, entry.id) if one.presence in CAME]
    if came:
        yield f"Deltog: {'; '.join(came)}"
    for place, one in enumerate(decided, 1):
        who = who_does(record, one) or "Ej angiven"
        huvudman = f" ({one.huvudman.label.lower()})" if one.huvudman else ""
        due = one.due.isoformat() if one.due else "Ej angivet"
        yield f"Beslut {place}: {sentence(one.heading)} Ansvarig: {who}{huvudman}. Klart senast: {due}"


CAME = (Presence.HERE, Presence.PROXY)
"""What is noted of who was there."""


def _came(record: "Record", one: SipInvitation) -> str:
    who = participant_title(record, record.get(SipParticipant, one.participant_id))
    if one.presence is not Presence.PROXY:
        return who
    return f"{who} (ombud{f' {one.proxy.strip()}' if one.proxy.strip() else ''})"


def of_transition(record: "Record", entry: Transition) -> Iterator[str]:
    """That who takes over has confirmed it, or that it came to nothing and why."""
    place, known = place_left(record, entry), receiver(record, entry)
    called = f"{entry.kind.label}, från {place}" if place else entry.kind.label
    to = f" Tar över: {', '.join(filter(None, (known.title, known.place)))}" if known else ""
    if entry.acknowledged_on:
        confirmed = entry.acknowledged_by.strip() or "namn inte noterat"
        yield f"Övergång, {called}: mottagaren har bekräftat {entry.acknowledged_on.isoformat()} ({confirmed}).{to}"
    if entry.dropped_on:
        why = f" Orsak: {sentence(entry.dropped_reason.strip())}" if entry.dropped_reason.strip() else ""
        yield f"Övergång, {called}: blev inte av {entry.dropped_on.isoformat()}.{why}"


def _by(name: str, word: str = " av") -> str:
    return f"{word} {name.strip()}" if name.strip() else ""

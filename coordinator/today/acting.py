"""What is done with a line of Idag from the list itself: note and go on, put it off, or finish it with a note.

Each is one change, so that one undo takes all of it back. `finishing` says beforehand which lines can be finished so.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from coordinator.appointment import Appointment, AppointmentStatus
from coordinator.appointment_day import note_outcome
from coordinator.benefit.applying import send_supplement
from coordinator.benefit.benefit import Benefit
from coordinator.benefit.certificate import Certificate
from coordinator.benefit.certifying import issue_certificate, request_certificate, send_certificate
from coordinator.careplan import Intervention, InterventionStatus, set_intervention_done
from coordinator.change import Add, Change, Edit, Step
from coordinator.contact import Contact
from coordinator.contact_log import HelpKind, LogForm, log_contact
from coordinator.device import AssistiveDevice
from coordinator.entity import Entity
from coordinator.errors import RuleError
from coordinator.gaps import silence_gap
from coordinator.journal_entry import enter_in_journal
from coordinator.referral import Referral, note_answer
from coordinator.reminder import Reminder, finish_reminder, postpone_reminder
from coordinator.swedish import add_months
from coordinator.today.looking_back import entry_of, gaps_of, the_matter, whom_to_ring
from coordinator.today.mark import MatterMark
from coordinator.today.matter import Matter, MatterKind, StoredMatter
from coordinator.today.words import Finishing, sort_of
from coordinator.transition.agreements import task_done
from coordinator.transition.swap import TransitionTask

if TYPE_CHECKING:
    from coordinator.record import Record

__all__ = ["Finishing", "finish", "finishing", "note_and_go_on", "put_off", "stays"]


def finishing(one: Matter | StoredMatter) -> Finishing:
    """How the line is finished. What stands for several things is finished where they stand."""
    found = sort_of(one).finishing
    several = one.many > 1 and one.kind is not MatterKind.JOURNAL
    return Finishing.PLACE if several and found is Finishing.DEED else found


def stays(one: Matter | StoredMatter, next_on: date | None, today: date) -> bool:
    """Whether the line is in the list still when it was noted today with a next step on that day, or without one."""
    is_seen_to = one.entry_kind == Reminder.KIND or finishing(one) is Finishing.MARK
    return not is_seen_to and (next_on is None or next_on <= today)


def put_off(record: "Record", /, key: str, *, to: date, because: str) -> Change:
    """The line is shown again on the day ``to``; ``because`` says why. What is late stays late.

    A reminder gets that day itself, and a gap is quiet till then wherever gaps are shown.
    """
    one, because = the_matter(record, key), because.strip()
    if not because:
        raise RuleError("Skriv varför", "Några ord räcker: varför kan det vänta?", field="because")
    if to <= record.today:
        raise RuleError("Välj en senare dag", "Välj en dag från och med i morgon.", field="to")
    entry = entry_of(record, one)
    if isinstance(entry, Reminder):
        return postpone_reminder(record, entry.id, to=to, because=because)
    return Change("Uppskjutet i Idag", tuple(_hidden(record, one, because, to)))


def finish(record: "Record", /, key: str, *, note: str) -> Change:
    """The line is seen to; ``note`` says how it went. RuleError says where, when more than a note is needed."""
    one, note = the_matter(record, key), note.strip()
    if finishing(one) is Finishing.PLACE:
        raise RuleError(
            f"Det görs på sidan {one.page.label}", f"{sort_of(one).place} ”{one.verb}” går dit.".strip(), field="note"
        )
    if finishing(one) is Finishing.MARK or one.kind is MatterKind.REMINDER:
        _require_note(note)
    if finishing(one) is Finishing.MARK:
        return Change("Klart i Idag", (_mark(record, one, note),))
    return _done(record, one, note)


def note_and_go_on(
    record: "Record", /, key: str, *, words: str, next_step: str, next_on: date | None, contact_id: UUID | None = None
) -> Change:
    """What was done about the line: it is logged, its next step becomes a reminder, and the line is gone till then.

    It is logged under the contact the line lies with. contact_id: with whom somebody spoke, which makes today the last
    contact with her; nothing is taken for that otherwise, since to ring and book is no visit. A reminder is done with
    it, as the next step takes its place, and so is what only needs to be seen to. Of everything else a call is not the
    answer that is waited for, nor the thing that is to be done: it is put off till the day of the next step, and
    without one it stays. What is to be done by a day that is to come is never put off past that day.
    """
    one, words = the_matter(record, key), words.strip()
    if not words:
        raise RuleError("Skriv vad det blev", "Några ord räcker.", field="words")
    about = whom_to_ring(record, key) if contact_id is None else None
    call = log_contact(
        record, helped_with=(HelpKind.COORDINATE,), form=LogForm.PHONE_OUT,
        contact_id=about.id if about is not None else contact_id, what=one.title, outcome=words,
        next_step=next_step.strip(), next_on=next_on, nothing_next=not next_step.strip() and next_on is None,
    )  # fmt: skip
    logged = (step for step in call.steps if about is None or step.entry.id != about.id)
    return Change("Antecknat i Idag", (*logged, *_gone_on(record, one, words, next_on)))


def _gone_on(record: "Record", one: Matter, words: str, next_on: date | None) -> Sequence[Step]:
    entry = entry_of(record, one)
    if isinstance(entry, Reminder):
        return finish_reminder(record, entry.id, note=words).steps
    if finishing(one) is Finishing.MARK:
        return (_mark(record, one, words),)
    if next_on is not None and next_on > record.today:
        is_to_come = one.day is not None and one.day > record.today and not one.waiting
        return tuple(_hidden(record, one, words, min(next_on, one.day or next_on) if is_to_come else next_on))
    return ()


def _hidden(record: "Record", one: Matter, words: str, until: date) -> Iterator[Step]:
    """Gone from the list until that day. Of a gap what was found is silenced, so that a new one of its rule is told."""
    last = until - timedelta(days=1)
    if one.kind is MatterKind.GAP and last > record.today:  # a silence lasts through a day that is to come
        for gap in gaps_of(record, one):
            yield from silence_gap(record, gap.key, about=gap.entry_id, reason=words, until=last).steps
    else:
        yield _mark(record, one, words, until=until)


def _mark(record: "Record", one: Matter, words: str, *, until: date | None = None) -> Add:
    return Add(
        MatterMark(
            patient_id=record.patient_id, matter=one.key, about=one.entry_id, title=one.title, day=one.day,
            until=until, words=words, marked_on=record.today, marked_by=record.actor.name,
        )
    )  # fmt: skip


def _require_note(note: str) -> None:
    if not note:
        raise RuleError("Skriv hur det gick", "Några ord räcker.", field="note")


def _done(record: "Record", one: Matter, note: str) -> Change:
    """What is done with the entry of a line that needs no more than a note."""
    if one.kind is MatterKind.JOURNAL:
        return enter_in_journal(record, note=note)
    entry = entry_of(record, one)
    deed = _DEEDS.get(type(entry))
    if entry is None or deed is None:
        raise RuleError(f"Det görs på sidan {one.page.label}", f"”{one.verb}” går dit.", field="note")
    return _noting(record, one, deed(record, one, entry, note), note)


def _noting(record: "Record", one: Matter, change: Change, note: str) -> Change:
    """The change with the note kept: in the entry when it has room for one, else beside it."""
    if not note or one.kind in (MatterKind.REMINDER, MatterKind.ANSWER):  # they hold it as what it is
        return change
    steps: list[Step] = []
    for step in change.steps:
        field = next((name for name in ("result", "note") if hasattr(step.entry, name)), "")
        if step.entry.id != one.entry_id or not field or isinstance(step.entry, Contact):
            steps.append(step)
        else:
            line = f"{record.today.isoformat()}: {note}"
            before = getattr(step.entry, field).strip()
            changed: dict[str, Any] = {field: f"{before}\n{line}" if before else line}
            steps.append(Edit(replace(step.entry, **changed)))
    if steps == list(change.steps):
        steps.append(_mark(record, one, note))
    return Change(change.title, tuple(steps))


def _reminder(record: "Record", _one: Matter, entry: Entity, note: str) -> Change:
    return finish_reminder(record, entry.id, note=note)


def _referral(record: "Record", _one: Matter, entry: Entity, note: str) -> Change:
    if not note:
        raise RuleError("Skriv svaret i korthet", "Några ord räcker.", field="note")
    return note_answer(record, entry.id, answer=note)


def _appointment(record: "Record", one: Matter, entry: Entity, _note: str) -> Change:
    _require_has_been(record, one)
    return note_outcome(record, entry.id, outcome=AppointmentStatus.FULFILLED)


def _contact(record: "Record", one: Matter, entry: Entity, _note: str) -> Change:
    """The planned contact has been: it was the last one, and the next has no day yet."""
    _require_has_been(record, one)
    contact = record.get(Contact, entry.id)
    last = max(filter(None, (contact.last_contact, one.day)), default=None)
    seen = replace(contact, last_contact=last, next_contact=None, next_is_preliminary=False)
    return Change("Kontakten har varit", (Edit(seen),))


def _device(record: "Record", _one: Matter, entry: Entity, _note: str) -> Change:
    device = record.get(AssistiveDevice, entry.id)
    then = add_months(record.today, device.service_months) if device.service_months else None
    return Change("Service gjord", (Edit(replace(device, last_service=record.today, next_service=then)),))


def _intervention(record: "Record", one: Matter, entry: Entity, _note: str) -> Change:
    if one.key.endswith(":due"):
        return set_intervention_done(record, entry.id)
    begun = replace(record.get(Intervention, entry.id), status=InterventionStatus.ONGOING)
    return Change("Insats påbörjad", (Edit(begun),))


def _task(record: "Record", _one: Matter, entry: Entity, _note: str) -> Change:
    return task_done(record, entry.id)


def _supplement(record: "Record", _one: Matter, entry: Entity, _note: str) -> Change:
    return send_supplement(record, entry.id)


def _certificate(record: "Record", _one: Matter, entry: Entity, _note: str) -> Change:
    """The next step of it: asked for, issued, sent."""
    certificate = record.get(Certificate, entry.id)
    if certificate.is_waited_for:
        return issue_certificate(record, entry.id)
    if certificate.issued_on is not None:
        return send_certificate(record, entry.id)
    return request_certificate(record, entry.id)


def _require_has_been(record: "Record", one: Matter) -> None:
    if one.day is not None and one.day > record.today:
        raise RuleError("Dagen har inte varit", "Ändra dagen på sidan, eller skjut upp raden.", field="note")


_Deed = Callable[["Record", Matter, Any, str], Change]
_DEEDS: Mapping[type, _Deed] = {
    Reminder: _reminder, Referral: _referral, Appointment: _appointment, Contact: _contact, AssistiveDevice: _device,
    Intervention: _intervention, TransitionTask: _task, Benefit: _supplement, Certificate: _certificate,
}  # fmt: skip
"""What the lines that are finished there and then do with their entries."""

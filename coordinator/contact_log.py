"""The contact log (kontaktlogg): what was done, in the four official kinds of help, and what comes next."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from coordinator.change import Add, Change, Edit, Step
from coordinator.contact import Contact
from coordinator.entity import Code, Entity, attr, entity
from coordinator.errors import RuleError
from coordinator.reminder import Reminder
from coordinator.swedish import SWEDEN

if TYPE_CHECKING:
    from coordinator.record import Record


class HelpKind(Code):
    """What a fast vårdkontakt helps with, as the national knowledge base puts it."""

    COORDINATE = ("coordinate", "Samordna vårdens insatser")
    INFORM = ("inform", "Informera om vårdsituationen")
    MEDIATE = ("mediate", "Förmedla kontakter")
    REPRESENT = ("contact_person", "Vara kontaktperson för andra delar av vården, socialtjänsten och myndigheter")


class LogForm(Code):
    """How the contact was had."""

    PHONE_OUT = ("phone_out", "Telefon, utgående")
    PHONE_IN = ("phone_in", "Telefon, inkommande")
    VISIT = ("visit", "Besök")
    HOME_VISIT = ("home_visit", "Hembesök")
    MEETING = ("meeting", "Möte")
    VIDEO = ("video", "Videosamtal")
    MESSAGE = ("message", "Meddelande")
    LETTER = ("letter", "Brev")


@entity("contact_log_entry", "Logganteckning", since=2)
class ContactLogEntry(Entity):
    """One call, meeting or message that took place, and the next step it led to."""

    at: datetime = attr("När")
    helped_with: tuple[HelpKind, ...] = attr("Hjälpen gällde", default=())
    form: LogForm = attr("Form", default=LogForm.PHONE_OUT)
    contact_id: UUID | None = attr("Kontakt", default=None, refers_to="contact")
    with_whom: str = attr("Med vem", default="", stands_for="contact_id")
    minutes: int | None = attr("Minuter", default=None)
    what: str = attr("Vad det gällde", default="", long=True)
    outcome: str = attr("Utfall", default="", long=True)
    next_step: str = attr("Nästa steg", default="", long=True)
    next_on: date | None = attr("Nästa steg senast", default=None)
    nothing_next: bool = attr("Inget mer behövs", default=False)
    by: str = attr("Av", default="")

    @property
    def day(self) -> date:
        """The day in Sweden when it took place."""
        return self.at.astimezone(SWEDEN).date()

    def problems_by_field(self, record: "Record") -> Iterator[tuple[str, str]]:
        """What cannot stand, and by which field to say it."""
        if not (self.what.strip() or self.outcome.strip()):
            yield "what", "Skriv vad kontakten gällde."
        if not self.helped_with:
            yield "helped_with", "Välj vilken sorts hjälp det var."
        if self.at.astimezone(UTC) > record.now.astimezone(UTC):  # also in the hour that comes twice
            yield "at", "Kontakten ligger i framtiden. Ett bokat möte hör hemma bland besöken."
        if self.nothing_next and (self.next_step.strip() or self.next_on):
            yield "nothing_next", "Ett nästa steg är ifyllt: ta bort Inget mer behövs."
        if not self.nothing_next and not (self.next_step.strip() and self.next_on):
            lacking = "next_on" if self.next_step.strip() else "next_step"
            yield lacking, "Skriv nästa steg och datum, eller välj Inget mer behövs."
        if self.next_on and self.next_on < self.day:
            yield "next_on", "Nästa steg ligger före kontakten."
        if self.minutes is not None and not 1 <= self.minutes <= 1440:
            yield "minutes", "Minuter ska vara 1 till 1440."

    def problems(self, record: "Record") -> Iterator[str]:
        return (sentence for _, sentence in self.problems_by_field(record))


def not_yet(record: "Record", /, **fields: Any) -> dict[str, str]:
    """What `log_contact` would refuse in ``fields``: the first sentence on each field."""
    found: dict[str, str] = {}
    for name, sentence in _entry(record, fields).problems_by_field(record):
        found.setdefault(name, sentence)
    return found


def log_lines(record: "Record") -> list[ContactLogEntry]:
    """The whole log, the newest first."""
    return sorted(record.all(ContactLogEntry), key=lambda one: one.at.astimezone(UTC), reverse=True)


def _entry(record: "Record", fields: dict[str, Any]) -> ContactLogEntry:
    given: dict[str, Any] = {"at": record.now, "by": record.actor.name} | fields
    return ContactLogEntry(patient_id=record.patient_id, **given)


def log_contact(record: "Record", /, *, owner: str = "", **fields: Any) -> Change:
    """A new line in the log; its next step becomes a reminder, and the contact's last day is moved forward.

    ``fields`` are those of `ContactLogEntry`; ``at`` is now and ``by`` the user when not given. owner: who holds the
    reminder, the user when empty.
    """
    entry = _entry(record, fields)
    steps: list[Step] = [Add(entry)]
    if entry.next_step.strip() and entry.next_on:
        steps.append(Add(_reminder(record, entry, entry.next_on, owner)))
    if entry.contact_id:
        contact = record.get(Contact, entry.contact_id)
        if contact.last_contact is None or contact.last_contact < entry.day:
            steps.append(Edit(replace(contact, last_contact=entry.day)))
    return Change("Kontakt loggad", tuple(steps))


def needs_nothing_more(record: "Record", /, entry_id: UUID) -> Change:
    """The line leads to nothing after all; a reminder of its next step that is not done is done with that."""
    entry = record.get(ContactLogEntry, entry_id)
    if entry.nothing_next:
        raise RuleError("Det är redan antecknat", "Anteckningen säger att inget mer behövs.")
    closed = [
        Edit(replace(one, done_on=record.today, done_note="Inget mer behövs."))
        for one in record.all(Reminder)
        if one.log_entry_id == entry.id and one.done_on is None
    ]
    return Change("Inget mer behövs", (Edit(replace(entry, next_step="", next_on=None, nothing_next=True)), *closed))


def add_next_step(record: "Record", /, entry_id: UUID, *, step: str, on: date, owner: str = "") -> Change:
    """The line leads to something after all: its next step, which becomes a reminder."""
    entry = replace(record.get(ContactLogEntry, entry_id), next_step=step, next_on=on, nothing_next=False)
    return Change("Nästa steg tillagt", (Edit(entry), Add(_reminder(record, entry, on, owner))))


def _reminder(record: "Record", entry: ContactLogEntry, due: date, owner: str) -> Reminder:
    """What reminds of the next step of a line."""
    return Reminder(
        patient_id=record.patient_id,
        what=entry.next_step,
        owner=owner.strip() or record.actor.name,
        due=due,
        contact_id=entry.contact_id,
        log_entry_id=entry.id,
    )

"""The contact log (kontaktlogg): what was done, in the four official kinds of help, and what comes next."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from coordinator.change import Add, Change, Edit, Step
from coordinator.contact import Contact
from coordinator.entity import Code, Entity, attr, entity
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

    def problems(self, record: "Record") -> Iterator[str]:
        if not (self.what.strip() or self.outcome.strip()):
            yield "Skriv vad kontakten gällde."
        if not self.helped_with:
            yield "Välj vilken sorts hjälp det var."
        if self.at.astimezone(UTC) > record.now.astimezone(UTC):  # also in the hour that comes twice
            yield "Kontakten ligger i framtiden. Ett bokat möte hör hemma bland besöken."
        if self.nothing_next and (self.next_step.strip() or self.next_on):
            yield "Ett nästa steg är ifyllt: ta bort Inget mer behövs."
        if not self.nothing_next and not (self.next_step.strip() and self.next_on):
            yield "Skriv nästa steg och datum, eller välj Inget mer behövs."
        if self.next_on and self.next_on < self.day:
            yield "Nästa steg ligger före kontakten."
        if self.minutes is not None and not 1 <= self.minutes <= 1440:
            yield "Minuter ska vara 1 till 1440."


def log_contact(record: "Record", /, *, owner: str = "", **fields: Any) -> Change:
    """A new line in the log; its next step becomes a reminder, and the contact's last day is moved forward.

    ``fields`` are those of `ContactLogEntry`; ``at`` is now and ``by`` the user when not given. owner: who holds the
    reminder, the user when empty.
    """
    given: dict[str, Any] = {"at": record.now, "by": record.actor.name} | fields
    entry = ContactLogEntry(patient_id=record.patient_id, **given)
    steps: list[Step] = [Add(entry)]
    if entry.next_step.strip() and entry.next_on:
        reminder = Reminder(
            patient_id=record.patient_id,
            what=entry.next_step,
            owner=owner.strip() or record.actor.name,
            due=entry.next_on,
            contact_id=entry.contact_id,
            log_entry_id=entry.id,
        )
        steps.append(Add(reminder))
    if entry.contact_id:
        contact = record.get(Contact, entry.contact_id)
        if contact.last_contact is None or contact.last_contact < entry.day:
            steps.append(Edit(replace(contact, last_contact=entry.day)))
    return Change("Kontakt loggad", tuple(steps))

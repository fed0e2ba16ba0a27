"""Referrals (remisser): sent to whom with what question, when an answer is expected, and what it was."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.change import Change, Edit
from coordinator.entity import Code, Entity, attr, entity
from coordinator.errors import RuleError

if TYPE_CHECKING:
    from coordinator.record import Record


class ReferralStatus(Code):
    """How far a referral has come, in the steps of the national contract for requests (GetRequestActivities)."""

    TO_BE_WRITTEN = ("draft", "Ska skrivas")
    SENT = ("sent", "Skickad")
    RECEIVED = ("received", "Mottagen")
    IN_PROGRESS = ("in_progress", "Under utredning")
    ANSWERED = ("answered", "Besvarad")
    CANCELLED = ("cancelled", "Avbruten")
    REJECTED = ("rejected", "Avvisad")


@entity("referral", "Remiss", since=2)
class Referral(Entity):
    """One referral; a contact may have several."""

    contact_id: UUID | None = attr("Till kontakt", default=None, refers_to="contact")
    to: str = attr("Till", default="", help="När mottagaren inte är en av kontakterna än.", stands_for="contact_id")
    from_contact_id: UUID | None = attr("Från kontakt", default=None, refers_to="contact")
    sent_by: str = attr("Från", default="", stands_for="from_contact_id")
    own_request: bool = attr("Egen vårdbegäran", default=False)
    question: str = attr("Frågeställning", default="", long=True)
    status: ReferralStatus = attr("Status", default=ReferralStatus.SENT)
    sent_on: date | None = attr("Skickad", default=None)
    expected_answer: date | None = attr("Svar väntas", default=None)
    answered_on: date | None = attr("Besvarad", default=None)
    answer: str = attr("Svar i korthet", default="", long=True)
    on_print: bool = attr("Visas på patientens utskrift", default=True)
    note: str = attr("Anteckning", default="", long=True)
    source: str = attr("Källa", default="")
    checked_on: date | None = attr("Kontrollerad", default=None)
    checked_by: str = attr("Kontrollerad av", default="")

    @property
    def is_open(self) -> bool:
        """Whether somebody still waits for the answer."""
        return self.status in (ReferralStatus.SENT, ReferralStatus.RECEIVED, ReferralStatus.IN_PROGRESS)

    def problems(self, record: "Record") -> Iterator[str]:
        if not (self.to.strip() or self.contact_id):
            yield "Skriv vart remissen går."
        if self.sent_on and self.sent_on > record.today:
            yield "Remissen är skickad i framtiden. Är den inte skickad än: ta bort datumet."
        if self.sent_on and self.expected_answer and self.expected_answer < self.sent_on:
            yield "Svaret väntas innan remissen skickades."
        if self.sent_on and self.answered_on and self.answered_on < self.sent_on:
            yield "Remissen är besvarad innan den skickades."
        if self.answered_on and self.answered_on > record.today:
            yield "Remissen är besvarad i framtiden."
        if self.answered_on and self.is_open:
            yield "Remissen har ett svarsdatum: ändra status till Besvarad."
        if self.checked_on and self.checked_on > record.today:
            yield "Datumet för kontrollen ligger i framtiden."


def note_answer(record: "Record", /, referral_id: UUID, *, answer: str) -> Change:
    """The answer has come today; ``answer`` says in short what it was."""
    referral = record.get(Referral, referral_id)
    if not referral.is_open:
        raise RuleError("Ingen väntar på svaret", f"Remissen har redan status {referral.status.label}.")
    answered = replace(referral, status=ReferralStatus.ANSWERED, answered_on=record.today, answer=answer)
    return Change("Remiss besvarad", (Edit(answered),))
